/** The columns that a file of questions may have: the words of the permalink, and what else they may be called. */

import type { Key, Words } from "./words";

/** The columns that are explained. */
export const explained = [
  { id: "sku", example: "A-1001" },
  { id: "scheme", example: "iecee-cb" },
  { id: "issued-in", example: "CN" },
  { id: "issued", example: "2025-03-01" },
  { id: "expires", example: "2028-02-29" },
  { id: "issuer", example: "ncb-nemko" },
  { id: "product", example: "microwave-ovens" },
  { id: "hs", example: "851650" },
  { id: "made-in", example: "CN" },
  { id: "market", example: "KR; JP" },
  { id: "on", example: "2026-11-22" },
] as const;

export type Explained = (typeof explained)[number]["id"];

/** What else a column may be called in a language. */
export function called(id: Explained, words: Words): string[] {
  return words.t(`batch.called.${id}` satisfies Key).split(/[;；]/).map((name) => name.trim());
}

/** What has to be said of every row and no column of a file says; of some one is enough. */
export function lacking(columns: readonly (string | null)[]): ("scheme" | "product")[] {
  const has = (...ids: string[]) => ids.some((id) => columns.includes(id));
  return [...(has("scheme") ? [] : ["scheme" as const]), ...(has("product", "hs") ? [] : ["product" as const])];
}

/** Columns given twice: which of them counts nobody could say. */
export function twice(columns: readonly (string | null)[]): string[] {
  return [...new Set(columns.filter((id): id is string => id !== null && columns.indexOf(id) !== columns.lastIndexOf(id)))];
}
