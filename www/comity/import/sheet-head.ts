/** The columns of a file of questions: which separator it has, and what its columns mean. */

import { parse } from "papaparse";
import { goodsFields, paperFields, written } from "../fields.js";
import type { Vocabulary } from "../types.js";
import { fold } from "./values.js";
import { words } from "./words.js";

/** The usual separators of cells; where several do equally well, the first. */
export const delimiters = [",", ";", "\t", "|"] as const;
export type Delimiter = (typeof delimiters)[number];

export interface SheetHead {
  delimiter: Delimiter;
  /** The line with the columns' names, counted from 1. */
  line: number;
  /** `id`: what the column holds; `null`: nothing that is understood. */
  columns: { name: string; id: string | null }[];
}

/** Every column that a question can be made of, by its names in either language, folded. */
export function columnNames(vocabulary: Vocabulary): Record<string, string> {
  const ids = ["sku", ...[...paperFields, ...goodsFields].map(written), ...vocabulary.attributes.map(({ id }) => `attr.${id}`)];
  const called = Object.entries(words().columns).flatMap(([id, names]) => names.map((name) => [fold(name), id] as const));
  return Object.fromEntries([...ids.map((id) => [fold(id), id] as const), ...called]);
}

/** The head of a file, with line ends as `\n`; `names`: the columns by their folded names. */
export function sheetHead(text: string, names: Record<string, string>): SheetHead | "empty" | "no-columns" {
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
  return { delimiter: best.delimiter, line: before.split("\n").length, columns: best.columns };
}

/** The cells of the first row of a text. */
function firstRow(text: string, delimiter: string): string[] {
  return parse<string[]>(text, { delimiter, newline: "\n", preview: 1 }).data[0] ?? [];
}
