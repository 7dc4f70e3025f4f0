/** What a file of questions holds: how it is written, and which of its columns are understood. */

import { type Head, type Refusal, delimiters } from "./batch-job";
import { fold } from "./choices";
import { firstRow, survey, texts } from "./csv";

/** Reads the head of a file; `names`: the columns by their folded names. */
export async function head(file: Blob, names: Record<string, string>): Promise<Head | Refusal> {
  const surveyed = await survey(file);
  if (!surveyed) return "no-text";
  let text = "";
  for await (const block of texts(file, surveyed.encoding)) {
    text = block;
    break;
  }
  // Empty lines may stand before the head, and a line by which Excel is told the separator.
  const before = /^(?:[^\S\n]*\n|sep=.?\n)*/i.exec(text)?.[0] ?? "";
  const rest = text.slice(before.length);
  if (rest.trim() === "") return "empty";
  const id = (name: string) => (Object.hasOwn(names, fold(name)) ? (names[fold(name)] ?? null) : null);
  const read = delimiters.map((delimiter) => {
    const columns = firstRow(rest, delimiter).map((name) => ({ name: name.trim(), id: id(name) }));
    return { delimiter, columns, known: columns.filter(({ id }) => id !== null).length };
  });
  const best = read.reduce((best, other) => (other.known > best.known ? other : best));
  if (best.known === 0) return "no-columns";
  return { ...surveyed, delimiter: best.delimiter, line: before.split("\n").length, columns: best.columns };
}
