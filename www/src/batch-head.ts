/** What a file of questions holds: how it is written, and which of its columns are understood. */

import { sheetHead } from "../comity/import/sheet-head";
import type { Head, Refusal } from "./batch-job";
import { survey, texts } from "./csv";

/** Reads the head of a file; `names`: the columns by their folded names. */
export async function head(file: Blob, names: Record<string, string>): Promise<Head | Refusal> {
  const surveyed = await survey(file);
  if (!surveyed) return "no-text";
  let text = "";
  for await (const block of texts(file, surveyed.encoding)) {
    text = block;
    break;
  }
  const read = sheetHead(text, names);
  return typeof read === "string" ? read : { ...surveyed, ...read };
}
