/** What the engine's generated bindings offer (`src/wasm.rs`), by way of `www/bindings.mjs`: the build resolves `bindings` to them. */
declare module "bindings" {
  import type { About, Aim, Answer, Comparison, Description, Found, Markets, Openers, Overlay, Picture, Plan, Portfolio, Question, Refined, Reply, Timeline, Vocabulary } from "comity/types";

  class Comity {
    constructor(pack: Uint8Array);
    check(question: Question): Answer;
    refine(question: Question): Refined;
    with(overlay: Overlay): Comity;
    markets(portfolio: Portfolio, progress?: (done: number, all: number) => void): Markets;
    markets_of(portfolio: Portfolio, markets: string[]): Markets;
    openers(goods: Portfolio, market: string, progress?: (done: number, all: number) => void): Openers;
    plan(owned: Portfolio, aim: Aim, progress?: (done: number, all: number) => void): Plan;
    timeline(question: Question): Timeline;
    compare(first: Question, second: Question): Comparison;
    compare_with(other: Comity, first: Question, second: Question): Comparison;
    batch(questions: Question[]): Reply[];
    search(text: string, limit: number): Found[];
    describe(id: string): Description[];
    picture(id: string, noun?: "market" | "scheme" | "agreement"): Picture | undefined;
    vocabulary(): Vocabulary;
    about(): About;
    free(): void;
  }
  export type { Comity };

  /** Instantiates the engine: a class whose objects live in an instance of their own. */
  export function bind(module: WebAssembly.Module): typeof Comity;
}

declare module "node:fs/promises" {
  export function readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
}

/** Engine and data as text (`www/package.mjs`); importing it leaves them in `comityParts`. */
declare module "inline-parts" {}
