/** The library behind a worker: the same questions, each with a promise of its answer. */

import type { Comity, Progress } from "../comity.js";
import type { Imported } from "../import/types.js";
import type { Source, Sources } from "../loader.js";
import type { Comparison, Overlay, Question } from "../types.js";

/** What goes to the worker and back. */
type Methods = Omit<Comity, "with" | "compare_with">;
export type Method = keyof Methods | "compare_with" | "read";
export type Asked = { id: number; what: Method; args: unknown[]; overlays: Overlay[]; other: Overlay[]; progress: boolean };
export type ToThread = { sources: Sources } | Asked;
export type FromThread = { id: number } & ({ done: number; all: number } | { value: unknown } | { error: { name: string; message: string; fields: Record<string, unknown> } });

/** A worker as browsers and Node have it. */
export interface Thread {
  post(message: ToThread): void;
  /** Whether somebody waits: a program need not stay for a worker that nobody waits for. */
  busy(waiting: boolean): void;
  end(): void;
}
export type Start = (heard: (message: FromThread) => void, failed: (reason: Error) => void) => Promise<Thread>;

/** The law in a worker. What `columns` gives is moved from there, not copied. */
export type RemoteComity = { [M in keyof Methods]: (...args: Parameters<Methods[M]>) => Promise<ReturnType<Methods[M]>> } & {
  /** The same law with assumed law laid over it. */
  with(overlay: Overlay): Promise<RemoteComity>;
  /** What differs between the answers of this law and of another that `with` made of it. */
  compare_with(other: RemoteComity, first: Question, second: Question): Promise<Comparison>;
  /** Makes questions of the certificates in a text. */
  read(text: string): Promise<Imported[]>;
  /** Ends the worker; who still waits is told. The next question starts another. */
  end(): void;
};

interface Waiting {
  done: (value: never) => void;
  failed: (reason: Error) => void;
  progress: Progress | undefined;
}

/** One worker and those who wait for it. A worker that fails is replaced at the next question. */
class Line {
  readonly #start: Start;
  readonly #sources: Sources;
  readonly #waiting = new Map<number, Waiting>();
  #thread: Promise<Thread> | null = null;
  #last = 0;

  constructor(start: Start, sources: Sources) {
    this.#start = start;
    this.#sources = sources;
  }

  async ask<T>(question: Omit<Asked, "id" | "progress">, progress?: Progress): Promise<T> {
    this.#thread ??= this.#begin();
    const thread = await this.#thread;
    this.#last += 1;
    const id = this.#last;
    return new Promise<T>((done, failed) => {
      this.#waiting.set(id, { done: done as (value: never) => void, failed, progress });
      thread.busy(true);
      try {
        thread.post({ id, progress: progress !== undefined, ...question });
      } catch (thrown) {
        // What cannot be sent is the asker's trouble, and nobody else's.
        this.#waiting.delete(id);
        thread.busy(this.#waiting.size > 0);
        failed(thrown as Error);
      }
    });
  }

  end(reason: Error): void {
    const thread = this.#thread;
    this.#thread = null;
    void thread?.then((thread) => thread.end(), () => undefined);
    const all = [...this.#waiting.values()];
    this.#waiting.clear();
    for (const { failed } of all) failed(reason);
  }

  #begin(): Promise<Thread> {
    const begun: Promise<Thread> = this.#start(
      (message) => this.#heard(message, begun),
      (reason) => this.#thread === begun && this.end(reason),
    ).then((thread) => {
      thread.post({ sources: this.#sources });
      return thread;
    });
    begun.catch(() => this.#thread === begun && (this.#thread = null));
    return begun;
  }

  #heard(message: FromThread, from: Promise<Thread>): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting || this.#thread !== from) return;
    if ("done" in message) return waiting.progress?.(message.done, message.all);
    this.#waiting.delete(message.id);
    void from.then((thread) => thread.busy(this.#waiting.size > 0));
    if ("error" in message) {
      const { name, message: text, fields } = message.error;
      waiting.failed(Object.assign(new Error(text), { name }, fields));
    } else waiting.done(message.value as never);
  }
}

/** The methods that are asked as they are; those of them that tell how far they have come take a function for it last. */
const plain = ["check", "refine", "markets", "markets_of", "openers", "plan", "timeline", "compare", "batch", "columns", "search", "describe", "picture", "vocabulary", "about", "read"] as const;

class Remote {
  readonly line: Line;
  readonly overlays: Overlay[];

  constructor(line: Line, overlays: Overlay[]) {
    this.line = line;
    this.overlays = overlays;
    for (const what of plain) {
      Object.defineProperty(this, what, {
        value: (...args: unknown[]) => {
          const progress = args.findIndex((argument) => typeof argument === "function");
          const told = progress < 0 ? undefined : (args.splice(progress, 1)[0] as Progress);
          return line.ask({ what, args, overlays, other: [] }, told);
        },
      });
    }
  }

  async with(overlay: Overlay): Promise<Remote> {
    const laid = new Remote(this.line, [...this.overlays, structuredClone(overlay)]);
    // Made at once, so that who laid it on is told what is wrong with it.
    await this.line.ask({ what: "about", args: [], overlays: laid.overlays, other: [] });
    return laid;
  }

  compare_with(other: Remote, first: Question, second: Question): Promise<Comparison> {
    if (!(other instanceof Remote) || other.line !== this.line) return Promise.reject(new TypeError("compare_with takes a law of the same worker"));
    return this.line.ask({ what: "compare_with", args: [first, second], overlays: this.overlays, other: other.overlays });
  }

  end(): void {
    this.line.end(new Error("the worker was ended"));
  }
}

/** A `load` that starts a worker, and gives the law in it when it is there. */
export function remote(start: Start): (sources?: Sources) => Promise<RemoteComity> {
  return async (sources = {}) => {
    const law = new Remote(new Line(start, await sendable(sources)), []) as unknown as RemoteComity;
    try {
      await law.about();
    } catch (thrown) {
      law.end();
      throw thrown;
    }
    return law;
  };
}

/** Sources as a worker can be sent them: addresses in full, a response's bytes. */
async function sendable({ wasm, pack, overlays, names }: Sources): Promise<Sources> {
  const one = async (source: Source): Promise<Source> => {
    if (source instanceof URL) return source.href;
    if (typeof source === "string") return typeof document === "undefined" ? source : new URL(source, document.baseURI).href;
    if (!(source instanceof Response)) return source;
    if (!source.ok) throw new Error(`${source.url}: ${source.status} ${source.statusText}`.trim());
    return source.arrayBuffer();
  };
  return {
    ...(wasm && { wasm: wasm instanceof WebAssembly.Module ? wasm : await one(wasm) }),
    ...(pack && { pack: await one(pack) }),
    ...(overlays && { overlays: await Promise.all(overlays.map((overlay) => (typeof overlay === "object" && "changes" in overlay ? overlay : one(overlay)))) }),
    ...(names && { names }),
  };
}
