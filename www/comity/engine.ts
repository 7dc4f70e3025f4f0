/** The engine and the laws loaded into it. An engine that trapped is given up, and the next question gets another. */

import { type Comity as Law, bind } from "bindings";
import { columnsOf } from "./columns.js";
import type { Comity, Progress } from "./comity.js";
import { type NamesSaid, renamed } from "./renamed.js";
import type { Aim, Overlay, Portfolio, Question } from "./types.js";

type Laws = ReturnType<typeof bind>;

/** After so many questions it is told how far a column has come. */
const OFTEN = 50;
/** How many records a search gives where nobody says. */
const FOUND = 10;

/** A compiled module and the one instance of it that is alive. */
export class Engine {
  readonly #module: WebAssembly.Module;
  #laws: Laws | null = null;

  constructor(module: WebAssembly.Module) {
    this.#module = module;
  }

  /** Does something with the living instance. */
  run<T>(work: (laws: Laws) => T): T {
    this.#laws ??= bind(this.#module);
    const laws = this.#laws;
    try {
      return work(laws);
    } catch (thrown) {
      if (!isTrap(thrown)) throw thrown;
      // Half-done work lies about in its memory: nothing more is asked of it.
      if (this.#laws === laws) this.#laws = null;
      throw new Error(`the engine stopped (${thrown.message}); the next question gets a new one`, { cause: thrown });
    }
  }
}

/** Whether the instance broke off, for want of memory or of stack: engines call these by different names. */
function isTrap(thrown: unknown): thrown is Error {
  return thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError || (thrown instanceof Error && thrown.name === "InternalError");
}

/** A law in an engine: what everybody who loads it gets. */
export class Handle implements Comity {
  readonly #engine: Engine;
  readonly #pack: Uint8Array;
  readonly #overlays: readonly Overlay[];
  readonly #names: NamesSaid;
  /** The law in the instance in which it was made last. */
  #made: { laws: Laws; law: Law } | null = null;

  /** Throws what is wrong with the pack, or with what is laid over it. */
  constructor(engine: Engine, pack: Uint8Array, overlays: readonly Overlay[] = [], names: NamesSaid = {}) {
    this.#engine = engine;
    this.#pack = pack;
    this.#overlays = overlays;
    this.#names = names;
    engine.run((laws) => this.#in(laws));
  }

  check(question: Question) {
    return this.#ask((law) => law.check(question));
  }

  refine(question: Question) {
    return this.#ask((law) => law.refine(question));
  }

  with(overlay: Overlay): Comity {
    // A copy: it is laid on anew in every new instance, whatever its owner does with it.
    return new Handle(this.#engine, this.#pack, [...this.#overlays, JSON.parse(JSON.stringify(overlay)) as Overlay], this.#names);
  }

  markets(portfolio: Portfolio, progress?: Progress) {
    return this.#ask((law) => law.markets(portfolio, progress));
  }

  markets_of(portfolio: Portfolio, markets: string[]) {
    return this.#ask((law) => law.markets_of(portfolio, markets));
  }

  openers(goods: Portfolio, market: string, progress?: Progress) {
    return this.#ask((law) => law.openers(goods, text("market", market), progress));
  }

  plan(owned: Portfolio, aim: Aim, progress?: Progress) {
    return this.#ask((law) => law.plan(owned, aim, progress));
  }

  timeline(question: Question) {
    return this.#ask((law) => law.timeline(question));
  }

  compare(first: Question, second: Question) {
    return this.#ask((law) => law.compare(first, second));
  }

  compare_with(other: Comity, first: Question, second: Question) {
    if (!(other instanceof Handle)) throw new TypeError("compare_with takes what `load` of the same module gave");
    return this.#ask((law, laws) => law.compare_with(other.#in(laws), first, second));
  }

  batch(questions: Question[]) {
    return this.#ask((law) => law.batch(questions));
  }

  columns(questions: Question[], progress?: Progress) {
    const rows = questions.length;
    // One answer at a time: none of them is kept.
    const found = columnsOf(rows, (row) => {
      if (row % OFTEN === 0) progress?.(row, rows);
      return this.batch(questions.slice(row, row + 1))[0];
    });
    progress?.(rows, rows);
    return found;
  }

  search(sought: string, limit = FOUND) {
    return this.#ask((law) => law.search(text("text", sought), limit));
  }

  describe(id: string) {
    return this.#ask((law) => law.describe(text("id", id)));
  }

  picture(id: string, noun?: "market" | "scheme" | "agreement") {
    return this.#ask((law) => law.picture(text("id", id), noun));
  }

  vocabulary() {
    return this.#ask((law) => law.vocabulary());
  }

  about() {
    return this.#ask((law) => law.about());
  }

  #ask<T>(question: (law: Law, laws: Laws) => T): T {
    return renamed(this.#engine.run((laws) => question(this.#in(laws), laws)), this.#names);
  }

  /** This law in an instance; in another than before it is made again. */
  #in(laws: Laws): Law {
    if (this.#made?.laws === laws) return this.#made.law;
    let law = new laws(this.#pack);
    for (const overlay of this.#overlays) law = law.with(overlay);
    this.#made = { laws, law };
    return law;
  }
}

/** A text, or an error that says where one is missing: the bindings would take anything else for one and read beyond it. */
function text(path: string, value: unknown): string {
  if (typeof value === "string") return value;
  const [got, expected] = [typeof value, "a text"];
  throw Object.assign(new Error(`${path}: ${got}; expected ${expected}`), { code: "wrong-shape", path, got, expected, nearest: [] });
}
