/** Answers to many questions as columns: a typed array for each thing said, small to keep and moved between threads, not copied. */

import type { Answer, Interval, QuestionError, Reply, Scale, Verdict } from "./types.js";

/** All words of a kind, in the order in which they stand here: one that is missing does not compile. */
const all = <Word extends string>(words: Record<Word, true>): readonly Word[] => Object.keys(words) as Word[];

/** The words whose places the columns hold: verdicts, and the scale from weakest to strongest. */
export const verdicts = all<Verdict>({ native: true, accepted: true, "accepted-with-conditions": true, convertible: true, supporting: true, "not-addressed": true, "not-accepted": true, unknown: true, barred: true, "not-required": true });
export const scale = all<Scale>({ barred: true, none: true, evidence: true, reissue: true, equivalent: true, native: true, "not-required": true });

/** In a column of words: there is none. */
export const NO_WORD = 255;
/** In a column of days: there is none. */
export const NO_DAY = -(2 ** 31);

/** What came of many questions: in each column the row of a question is its place among them. */
export interface Columns {
  /** How many questions there were. */
  rows: number;
  /** The headline's verdict, its place in `verdicts`; `NO_WORD`: the question could not be understood, and `errors` says why. */
  verdict: Uint8Array;
  /** Both ends of its interval, their places in `scale`. */
  lo: Uint8Array;
  hi: Uint8Array;
  /** The last day on which the interval is unchanged, in days since 1970-01-01; `NO_DAY`: no end recorded. */
  stable_until: Int32Array;
  /** The interval after it, as `lo` and `hi`; `NO_WORD`: none recorded. */
  next_lo: Uint8Array;
  next_hi: Uint8Array;
  /** How many steps are left. */
  obligations: Uint16Array;
  /** The agreements of the first route: row `i` has those from `agreement_from[i]` up to `agreement_from[i + 1]`, places in `agreement_ids`. */
  agreement_from: Uint32Array;
  agreement: Uint32Array;
  agreement_ids: string[];
  /** 1 where nothing was cut off by a budget, or a chain of more than four recognitions was not followed, or the day is later than the data. */
  complete: Uint8Array;
  bound_hit: Uint8Array;
  projected: Uint8Array;
  /** The questions that could not be understood, in order. */
  errors: { index: number; error: QuestionError }[];
}

/** One row of `Columns`, in words. */
export interface Row {
  verdict: Verdict;
  interval: Interval;
  stable_until: string | null;
  next_verdict: Interval | null;
  obligations: number;
  agreements: string[];
  complete: boolean;
  bound_hit: boolean;
  projected: boolean;
}

const DAY = 86_400_000;

/** The agreements of an answer's first route, each once, in the order of its hops. */
export function agreementsOf({ headline, requirements, virtual = [] }: Answer): string[] {
  const lead = [...requirements, ...virtual].find(({ id }) => id === headline.for[0]);
  return [...new Set((lead?.routes[0]?.hops ?? []).flatMap(({ agreement }) => agreement?.id ?? []))];
}

/** Columns of what `reply` says to each of so many questions. */
export function columnsOf(rows: number, reply: (index: number) => Reply | undefined): Columns {
  const words = () => new Uint8Array(rows).fill(NO_WORD);
  const flags = () => new Uint8Array(rows);
  const agreements = new Map<string, number>();
  const places: number[] = [];
  const columns = {
    ...{ verdict: words(), lo: words(), hi: words(), next_lo: words(), next_hi: words() },
    ...{ stable_until: new Int32Array(rows).fill(NO_DAY), obligations: new Uint16Array(rows), agreement_from: new Uint32Array(rows + 1) },
    ...{ complete: flags(), bound_hit: flags(), projected: flags() },
    errors: [] as Columns["errors"],
  };
  for (let row = 0; row < rows; row += 1) {
    const found = reply(row);
    if (found && "answer" in found) {
      const { headline, next_verdict, stable_until, obligations, complete, bound_hit, projected } = found.answer;
      columns.verdict[row] = verdicts.indexOf(headline.verdict);
      [columns.lo[row], columns.hi[row]] = placesOf(headline.interval);
      if (next_verdict) [columns.next_lo[row], columns.next_hi[row]] = placesOf(next_verdict);
      if (stable_until !== null) columns.stable_until[row] = Date.parse(stable_until) / DAY;
      columns.obligations[row] = obligations.length;
      for (const id of agreementsOf(found.answer)) {
        if (!agreements.has(id)) agreements.set(id, agreements.size);
        places.push(agreements.get(id) as number);
      }
      [columns.complete[row], columns.bound_hit[row], columns.projected[row]] = [Number(complete), Number(bound_hit), Number(projected)];
    } else if (found) columns.errors.push({ index: row, error: found.error });
    columns.agreement_from[row + 1] = places.length;
  }
  return { rows, ...columns, agreement: Uint32Array.from(places), agreement_ids: [...agreements.keys()] };
}

/** What came of one question, in words again; nothing where it could not be understood. */
export function rowOf(columns: Columns, row: number): Row | null {
  const at = (column: Exclude<keyof Columns, "rows" | "agreement_ids" | "errors">, place = row): number => {
    const value = columns[column][place];
    if (value === undefined) throw new RangeError(`row ${row} of ${columns.rows}`);
    return value;
  };
  const verdict = verdicts[at("verdict")];
  const interval = (lo: number, hi: number): Interval | null => {
    const [least, most] = [scale[lo], scale[hi]];
    return least && most ? [least, most] : null;
  };
  const proved = interval(at("lo"), at("hi"));
  if (!verdict || !proved) return null;
  const day = at("stable_until");
  return {
    verdict,
    interval: proved,
    stable_until: day === NO_DAY ? null : new Date(day * DAY).toISOString().slice(0, 10),
    next_verdict: interval(at("next_lo"), at("next_hi")),
    obligations: at("obligations"),
    agreements: [...columns.agreement.subarray(at("agreement_from"), at("agreement_from", row + 1))].flatMap((place) => columns.agreement_ids[place] ?? []),
    complete: at("complete") === 1,
    bound_hit: at("bound_hit") === 1,
    projected: at("projected") === 1,
  };
}

/** What of a value can be moved to another thread. */
export function movable(value: unknown): ArrayBuffer[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((column: unknown) => (ArrayBuffer.isView(column) ? [column.buffer as ArrayBuffer] : []));
}

function placesOf([lo, hi]: Interval): [number, number] {
  return [scale.indexOf(lo), scale.indexOf(hi)];
}
