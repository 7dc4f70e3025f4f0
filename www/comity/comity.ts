/** The library for JavaScript: loads the engine and its data once, then answers without any request. */

import { type Sources, loader } from "./loader.js";
import type { Columns } from "./columns.js";
import type { About, Aim, Answer, Comparison, Description, Found, Markets, Openers, Overlay, Picture, Plan, Portfolio, Question, Refined, Reply, Timeline, Vocabulary } from "./types.js";

export { NO_DAY, NO_WORD, rowOf, scale, verdicts } from "./columns.js";
export type { Columns, Row } from "./columns.js";
export { ImportError } from "./import/refusal.js";
export { read } from "./import/read.js";
export type * from "./import/types.js";
export type { Source, Sources } from "./loader.js";
export type { NamesSaid } from "./renamed.js";
export type * from "./types.js";

/** Told how far a long question has come: what is done, and all there is. */
export type Progress = (done: number, all: number) => void;

/** The law, loaded: ask it as often as you like. */
export interface Comity {
  /** Answers a question; throws a `QuestionError` where the question cannot be understood. */
  check(question: Question): Answer;
  /** What holds whichever way unknown facts turn out. */
  refine(question: Question): Refined;
  /** The same law with assumed law laid over it, as a second handle; throws an error like a `QuestionError`. */
  with(overlay: Overlay): Comity;
  /** Asks every market on record whether it recognises a portfolio. */
  markets(portfolio: Portfolio, progress?: Progress): Markets;
  /** The same of some markets only, by code or name: who must not stop for long asks a few at a time. */
  markets_of(portfolio: Portfolio, markets: string[]): Markets;
  /** What opens a market for the goods of a portfolio: sorts of papers. */
  openers(goods: Portfolio, market: string, progress?: Progress): Openers;
  /** The smallest sets of certificates that open some markets, beside those in hand. */
  plan(owned: Portfolio, aim: Aim, progress?: Progress): Plan;
  /** Every day on which the answer to a question changes, past and future. */
  timeline(question: Question): Timeline;
  /** What differs between the answers to two questions. */
  compare(first: Question, second: Question): Comparison;
  /** The same, with the second question asked of other data. */
  compare_with(other: Comity, first: Question, second: Question): Comparison;
  /** Answers questions in their order; one that cannot be understood does not stop the rest. */
  batch(questions: Question[]): Reply[];
  /** The same in short, as columns of numbers: for more questions than one wants to keep the answers of. `rowOf` puts a row into words. */
  columns(questions: Question[], progress?: Progress): Columns;
  /** Finds records by id, name or alias in either language, best first; ten, unless it is said how many. */
  search(text: string, limit?: number): Found[];
  /** Every record that has this id, with its facts, what it leads to and where it was read; of a page, by its address. */
  describe(id: string): Description[];
  /** The recognition graph around a market, a scheme or an agreement; `noun` says which, where one id is that of several. */
  picture(id: string, noun?: "market" | "scheme" | "agreement"): Picture | undefined;
  /** Everything a question can name. */
  vocabulary(): Vocabulary;
  /** Edition, date and size of the data. */
  about(): About;
}

/**
 * Loads engine and data. Without arguments it takes the two files that lie beside this module. The same sources are loaded
 * once, however often and by whomever they are asked for; after a failure they are loaded again.
 */
export const load: (sources?: Sources) => Promise<Comity> = loader({
  wasm: () => new URL("./comity_bg.wasm", import.meta.url),
  pack: () => new URL("./comity.pack", import.meta.url),
  async open(address) {
    if (!(address instanceof URL && address.protocol === "file:")) return fetch(address);
    const { readFile } = await import("node:fs/promises");
    return readFile(address);
  },
});
