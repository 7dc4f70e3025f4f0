/** Long questions, asked of the engine in a worker: with progress, and with an end when they are no longer wanted. */

import type { Aim, Comparison, Markets, Openers, Plan, Portfolio, Question, Timeline } from "../comity/types";
import type { Head, Job, Part, Refusal } from "./batch-job";

/** What can be asked, by what it gives. */
interface Asks {
  markets: [{ portfolio: Portfolio }, Markets];
  plan: [{ portfolio: Portfolio; aim: Aim }, Plan];
  openers: [{ portfolio: Portfolio; market: string }, Openers];
  timeline: [{ question: Question }, Timeline];
  compare: [{ first: Question; second: Question }, Comparison];
  /** What a file of questions holds; `names`: the columns by what they may be called. */
  head: [{ file: Blob; names: Record<string, string> }, Head | Refusal];
  /** The answers to a file of questions, told in parts. */
  batch: [{ job: Job }, null];
}
type What = keyof Asks;
export type Ask = { [W in What]: { what: W } & Asks[W][0] }[What];
export type ToWorker = { wasm: WebAssembly.Module; pack: ArrayBuffer } | { id: number; ask: Ask };
export type FromWorker = { id: number } & ({ done: number; all: number } | { part: Part } | { value: unknown } | { error: { message: string } });

/** Thrown where a question was called off. */
export class CalledOff extends Error {}

interface Waiting {
  done: (value: unknown) => void;
  failed: (error: Error) => void;
  progress: ((done: number, all: number) => void) | undefined;
  part: ((part: Part) => void) | undefined;
}

export class Asking {
  readonly #parts: { wasm: WebAssembly.Module; pack: ArrayBuffer };
  readonly #script: string;
  readonly #waiting = new Map<number, Waiting>();
  #worker: Worker | null = null;
  #last = 0;

  constructor(script: string, parts: { wasm: WebAssembly.Module; pack: ArrayBuffer }) {
    this.#script = script;
    this.#parts = parts;
  }

  /** Asks; the answer comes when it is found. What is found in parts is told as it is found. */
  ask<W extends What>(what: W, about: Asks[W][0], progress?: (done: number, all: number) => void, part?: (part: Part) => void): Promise<Asks[W][1]> {
    this.#worker ??= this.#start();
    this.#last += 1;
    const id = this.#last;
    return new Promise((done, failed) => {
      this.#waiting.set(id, { done: done as (value: unknown) => void, failed, progress, part });
      this.#worker?.postMessage({ id, ask: { what, ...about } as Ask } satisfies ToWorker);
    });
  }

  /** Calls off everything that is still asked. */
  stop(): void {
    if (this.#waiting.size === 0) return;
    this.#end(new CalledOff());
  }

  #start(): Worker {
    const worker = new Worker(this.#script, { type: "module" });
    worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => this.#receive(data));
    // A trap in the engine: whoever waits is told, and the next question gets a fresh engine.
    worker.addEventListener("error", (event) => this.#end(new Error(event.message || "the engine stopped")));
    worker.postMessage(this.#parts satisfies ToWorker);
    return worker;
  }

  #receive(message: FromWorker): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    if ("done" in message) return waiting.progress?.(message.done, message.all);
    if ("part" in message) return waiting.part?.(message.part);
    this.#waiting.delete(message.id);
    if ("error" in message) waiting.failed(Object.assign(new Error(message.error.message), message.error));
    else waiting.done(message.value);
  }

  #end(reason: Error): void {
    this.#worker?.terminate();
    this.#worker = null;
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of all) failed(reason);
  }
}
