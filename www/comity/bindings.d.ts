/** What the engine's generated bindings offer (`src/wasm.rs`); the build resolves `bindings` to them. */
declare module "bindings" {
  import type { About, Aim, Answer, Comparison, Found, Markets, Openers, Overlay, Plan, Portfolio, Question, Refined, Reply, Timeline, Vocabulary } from "comity/types";

  export class Comity {
    constructor(pack: Uint8Array);
    check(question: Question): Answer;
    refine(question: Question): Refined;
    with(overlay: Overlay): Comity;
    markets(portfolio: Portfolio): Markets;
    openers(goods: Portfolio, market: string): Openers;
    plan(owned: Portfolio, aim: Aim): Plan;
    timeline(question: Question): Timeline;
    compare(first: Question, second: Question): Comparison;
    compare_with(other: Comity, first: Question, second: Question): Comparison;
    batch(questions: Question[]): Reply[];
    search(text: string, limit: number): Found[];
    vocabulary(): Vocabulary;
    about(): About;
    free(): void;
  }

  export default function init(from: { module_or_path: BufferSource | URL | string }): Promise<unknown>;
}

declare module "node:fs/promises" {
  export function readFile(path: URL): Promise<Uint8Array<ArrayBuffer>>;
}
