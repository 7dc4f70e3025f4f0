/** The certificates at hand: kept while the page is open, whatever view or language is looked at. */

import { LONGEST, begin } from "../comity/import/read";
import { ImportError } from "../comity/import/refusal";
import type { Decided, Settling } from "../comity/import/settle";
import type { Field, Imported, RefusalCode } from "../comity/import/types";
import type { Comity } from "../comity/comity";
import { survey, texts } from "./csv";
import type { State } from "./state";
import type { Store } from "./store";

/** One certificate as far as it is settled. */
export interface Certificate {
  settling: Settling;
  decided: Decided;
  imported: Imported;
}

export interface Refused {
  code: RefusalCode | "no-text";
  got: string;
  expected: string;
}

export interface Kept {
  open: boolean;
  certificates: Certificate[];
  refused: Refused | null;
  /** Which of the certificates stand in the sentence. */
  used: number[];
  /** The question before the first of them was put into it. */
  before: State | null;
}

const kept = new WeakMap<Store, Kept>();

export function keptOf(store: Store): Kept {
  const known = kept.get(store) ?? { open: false, certificates: [], refused: null, used: [], before: null };
  kept.set(store, known);
  return known;
}

/** Reads a text into what is kept. */
export function take(kept: Kept, text: string, comity: Comity): void {
  Object.assign(kept, { certificates: [], refused: null, used: [], before: null });
  try {
    kept.certificates = begin(text, comity).map((settling) => ({ settling, decided: {}, imported: settling.settle() }));
  } catch (thrown) {
    if (!(thrown instanceof ImportError)) throw thrown;
    const { code, got, expected } = thrown;
    kept.refused = { code, got, expected };
  }
}

/** Settles one field of a certificate as its reader says. */
export function decide(certificate: Certificate, field: Field, value: string): void {
  certificate.decided = { ...certificate.decided, [field]: value };
  certificate.imported = certificate.settling.settle(certificate.decided);
}

/** A file's text; a file too long or without text is refused unread. */
export async function textOf(file: File): Promise<string | Refused> {
  if (file.size > LONGEST) return { code: "too-long", got: "", expected: String(LONGEST) };
  const surveyed = await survey(file);
  if (!surveyed) return { code: "no-text", got: "", expected: "" };
  const blocks: string[] = [];
  for await (const block of texts(file, surveyed.encoding)) blocks.push(block);
  return blocks.join("");
}
