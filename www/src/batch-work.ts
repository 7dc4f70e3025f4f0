/** Answers a file of questions in the worker: row by row, each question once, and tells what it found as it goes. */

import { agreementsOf } from "../comity/columns";
import type { Comity } from "../comity/comity";
import type { Answer, Interval } from "../comity/types";
import { faultKeys, told } from "./batch-fault";
import { type Broken, type Cell, type Fault, type Job, KEPT, LISTED, type Outcome, type Part } from "./batch-job";
import { type Asked, Reader, fieldOf } from "./batch-rows";
import { type Row, csv, rows } from "./csv";
import { type Arguments, fill } from "./words";

/** As many answers as are remembered: files ask the same again and again. */
const REMEMBERED = 50_000;
/** Fields whose names mean the same in every question. */
const names = ["scheme", "issued-in", "issuer", "product", "made-in", "market"];
/** What was found is told as often as this, in milliseconds. */
const OFTEN = 150;

/** Answers every row; `tell` is given what was found, and how many of how many lines were read. */
export async function batch(comity: Comity, job: Job, tell: (part: Part, done: number, all: number) => void): Promise<void> {
  const work = new Work(comity, job);
  const { file, head } = job;
  let last = performance.now();
  for await (const block of rows(file, { ...head, width: head.columns.length })) {
    for (const row of block) {
      if (row.line <= head.line) continue;
      work.row(row);
      if (performance.now() - last < OFTEN) continue;
      tell(work.part(), row.line, head.lines);
      last = performance.now();
    }
  }
  tell(work.part(), head.lines, head.lines);
}

class Work {
  readonly #comity: Comity;
  readonly #job: Job;
  readonly #reader: Reader;
  readonly #known = new Map<string, Outcome | Fault>();
  /** Names that are not known, by their columns: to look for the nearest known one takes longer than most answers. */
  readonly #unknown = new Map<string, Fault>();
  /** How many rows are kept to be looked at: of each verdict, and in all. */
  readonly #kept = new Map<string, number>();
  #listed = 0;
  #lines: string[][] = [];
  #part = nothing();

  constructor(comity: Comity, job: Job) {
    this.#comity = comity;
    this.#job = job;
    this.#reader = new Reader(job.head, job.markets, job.on, comity.vocabulary());
  }

  /** What was found since it was asked last. */
  part(): Part {
    const part = { ...this.#part, csv: csv(this.#lines) };
    this.#part = nothing();
    this.#lines = [];
    return part;
  }

  row(row: Row): void {
    this.#part.rows += 1;
    const read = this.#reader.read(row);
    if ("code" in read) return this.#broken(row.line, read.sku, [["", read]]);
    const found = read.markets.map((market) => [market, this.#ask(read, market)] as const);
    const on = read.asked.find(([field]) => field === "on")?.[1] ?? "";
    for (const [market, outcome] of found) {
      if ("verdict" in outcome) this.#answered(row.line, read.sku, market, on, outcome);
    }
    const faults = found.flatMap(([market, outcome]): [string, Fault][] => ("verdict" in outcome ? [] : [[market, outcome]]));
    if (faults.length > 0) this.#broken(row.line, read.sku, faults);
    if (faults.length < found.length) this.#keep(row.line, read, found.map(([market, outcome]) => ({ market, outcome: "verdict" in outcome ? outcome : null })));
  }

  #ask({ asked }: Asked, market: string): Outcome | Fault {
    const text = JSON.stringify([market, asked]);
    const known = this.#known.get(text) ?? this.#misnamed([...asked, ["market", market]]);
    if (known) return known;
    const [reply] = this.#comity.batch([this.#reader.question(asked, market)]);
    if (!reply) throw new Error("no reply");
    if ("answer" in reply) return remember(this.#known, text, reduced(reply.answer));
    const fault = this.#reader.fault(reply.error);
    const field = fieldOf(reply.error.path);
    if (reply.error.code === "unknown" && names.includes(field)) remember(this.#unknown, `${field} ${reply.error.got}`, fault);
    return remember(this.#known, text, fault);
  }

  /** The fault of a question that names what is known not to be known. */
  #misnamed(fields: [field: string, value: string][]): Fault | undefined {
    if (this.#unknown.size === 0) return undefined;
    for (const [field, value] of fields) {
      const fault = this.#unknown.get(`${field} ${value}`);
      if (fault) return fault;
    }
    return undefined;
  }

  #answered(line: number, sku: string, market: string, on: string, { verdict, until, next, steps, agreements, cut, projected }: Outcome): void {
    const part = this.#part;
    part.counts[verdict] = (part.counts[verdict] ?? 0) + 1;
    part.cut += cut ? 1 : 0;
    part.projected += projected ? 1 : 0;
    this.#lines.push([String(line), sku, market, verdict, until ?? "", next ? span(next) : "", String(steps), agreements.join("; "), "", on, this.#job.edition, this.#job.said[`verdict.${verdict}`] ?? ""]);
  }

  #broken(line: number, sku: string, faults: [market: string, fault: Fault][]): void {
    this.#part.broken += 1;
    for (const [market, fault] of faults) this.#lines.push([String(line), sku, market, "", "", "", "", "", this.#told(fault), "", this.#job.edition, ""]);
    // What is wrong with a row for every market is told once.
    const different = [...new Map(faults.map(([, fault]) => [JSON.stringify(fault), fault])).values()];
    if (this.#listed >= LISTED) return;
    this.#listed += 1;
    this.#part.faults.push(...different.map((fault): Broken => ({ ...fault, line, sku })));
  }

  #keep(line: number, { sku, asked }: Asked, cells: Cell[]): void {
    const places = ["", ...new Set(cells.flatMap(({ outcome }) => outcome?.verdict ?? []))];
    const free = places.filter((place) => (this.#kept.get(place) ?? 0) < KEPT);
    if (free.length === 0) return;
    for (const place of free) this.#kept.set(place, (this.#kept.get(place) ?? 0) + 1);
    this.#part.kept.push({ line, sku, asked, cells });
  }

  #told(fault: Fault): string {
    const say = (key: (typeof faultKeys)[number], args: Arguments = {}) => fill(this.#job.said[key] ?? key, args);
    return told(fault, say);
  }
}

/** Keeps a thing, and forgets the oldest where there are too many. */
function remember<T>(known: Map<string, T>, text: string, thing: T): T {
  if (known.size >= REMEMBERED) known.delete(known.keys().next().value as string);
  known.set(text, thing);
  return thing;
}

function nothing(): Omit<Part, "csv"> {
  return { rows: 0, counts: {}, cut: 0, projected: 0, broken: 0, faults: [], kept: [] };
}

/** An interval on the scale, as one word where it is one. */
function span([lo, hi]: Interval): string {
  return lo === hi ? lo : `${lo}..${hi}`;
}

/** What is kept of an answer, as the overview of all markets has it. */
function reduced(answer: Answer): Outcome {
  const { headline, obligations, stable_until, next_verdict, complete, bound_hit, projected } = answer;
  return {
    verdict: headline.verdict,
    interval: headline.interval,
    until: stable_until,
    next: next_verdict,
    steps: obligations.length,
    agreements: agreementsOf(answer),
    cut: !complete || bound_hit,
    projected,
  };
}
