/** A row of a file as a question: the file's columns are the fields of a permalink, and are read as one is. */

import { days, hsCode, short } from "../comity/import/values";
import type { Question, QuestionError, Vocabulary } from "../comity/types";
import type { Fault, Head } from "./batch-job";
import type { Row } from "./csv";
import { fromHash, toQuestion, written } from "./state";

/** A row that can be asked: once for each market. */
export interface Asked {
  sku: string;
  asked: [field: string, value: string][];
  markets: string[];
}

const dayFields = ["issued", "expires", "on"];

export class Reader {
  readonly #head: Head;
  readonly #markets: string[];
  readonly #on: string;
  readonly #vocabulary: Vocabulary;

  constructor(head: Head, markets: string[], on: string, vocabulary: Vocabulary) {
    this.#head = head;
    this.#markets = markets;
    this.#on = on;
    this.#vocabulary = vocabulary;
  }

  /** What a row asks, or why it asks nothing. */
  read({ cells, fault }: Row): Asked | (Fault & { sku: string }) {
    const { columns } = this.#head;
    const sku = (cells[columns.findIndex(({ id }) => id === "sku")] ?? "").trim();
    if (fault) return { sku, code: fault, column: "", got: String(cells.length), expected: String(columns.length), nearest: [] };
    const asked: [string, string][] = [];
    let markets: string[] = [];
    for (const [i, { name, id }] of columns.entries()) {
      const value = (cells[i] ?? "").trim();
      if (id === null || id === "sku" || value === "") continue;
      if (id === "market") markets = value.split(/[;；、]/).map((market) => market.trim()).filter(Boolean);
      else if (dayFields.includes(id)) {
        const read = days(value);
        if (read.length > 1) return { sku, code: "ambiguous", column: name, got: short(value), expected: "", nearest: read };
        asked.push([id, read[0] ?? value]);
      } else if (id === "hs") {
        const read = hsCode(value);
        if (read === null) return { sku, code: "no-such-code", column: name, got: short(value), expected: "", nearest: [] };
        asked.push([id, read]);
      } else asked.push([id, value]);
    }
    const has = (field: string) => asked.some(([id]) => id === field);
    if (!has("on")) asked.push(["on", this.#on]);
    const own = columns.some(({ id }) => id === "market");
    const lacks = !has("scheme") ? "scheme" : !has("product") && !has("hs") ? "product" : own && markets.length === 0 ? "market" : null;
    if (lacks) return { sku, code: "missing", column: this.#column(lacks), got: "", expected: "", nearest: [] };
    return { sku, asked, markets: own ? markets : this.#markets };
  }

  /** The question of a row to one market. */
  question(asked: [string, string][], market: string): Question {
    return toQuestion(fromHash(`#${new URLSearchParams([...asked, ["market", market]])}`, "en"), this.#vocabulary);
  }

  /** An error of the engine, told of the file's column. */
  fault({ code, path, got, expected, nearest }: QuestionError): Fault {
    return { code, column: this.#column(fieldOf(path)), got: short(got), expected, nearest };
  }

  /** What the file calls a column. */
  #column(id: string): string {
    return this.#head.columns.find((column) => column.id === id)?.name ?? id;
  }
}

/** The field of an error's path, as the address calls it. */
export function fieldOf(path: string): string {
  const attribute = /^product\.attributes\.(.+)$/.exec(path)?.[1];
  if (attribute) return `attr.${attribute}`;
  if (path.includes(".basis")) return "basis";
  if (path.startsWith("wanted.level")) return "wanted-level";
  const last = path.split(".").at(-1)?.replace(/\[\d+\]/g, "") ?? path;
  if (last === "group" || last === "subgroup") return "product";
  return last === "deviations_tested" ? "deviations" : written(last as Parameters<typeof written>[0]);
}
