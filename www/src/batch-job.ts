/** What the page and its worker say to each other about a file of questions. */

import type { SheetHead } from "../comity/import/sheet-head";
import type { Interval, QuestionError, Verdict } from "../comity/types";

/** What a file holds, found before any question is asked. */
export interface Head extends SheetHead {
  encoding: string;
  /** How many lines there are. */
  lines: number;
}

/** Why a file cannot be used. */
export type Refusal = "no-text" | "empty" | "no-columns";

export interface Job {
  file: Blob;
  head: Head;
  /** The markets of rows that name none. */
  markets: string[];
  /** The day of rows that name none. */
  on: string;
  edition: string;
  /** Words for the file that is written: those of verdicts and of troubles. */
  said: Record<string, string>;
}

/** What is kept of an answer: the whole one can be asked again at any time. */
export interface Outcome {
  verdict: Verdict;
  interval: Interval;
  until: string | null;
  next: Interval | null;
  steps: number;
  agreements: string[];
  /** Whether the search was cut off. */
  cut: boolean;
  projected: boolean;
}

/** Why a row, or a row for one market, could not be asked. */
export type Fault = Pick<QuestionError, "got" | "expected" | "nearest"> & {
  code: string;
  /** The column, as the file calls it. */
  column: string;
};

export interface Cell {
  market: string;
  /** `null`: it could not be asked. */
  outcome: Outcome | null;
}

export interface Kept {
  line: number;
  sku: string;
  /** The question, as an address has it. */
  asked: [field: string, value: string][];
  cells: Cell[];
}

export interface Broken extends Fault {
  line: number;
  sku: string;
}

/** What was found since the last part. */
export interface Part {
  rows: number;
  /** Answers by verdict. */
  counts: Partial<Record<Verdict, number>>;
  cut: number;
  projected: number;
  /** How many rows could not be asked, and the first of them. */
  broken: number;
  faults: Broken[];
  /** The first rows, in all and of each verdict. */
  kept: Kept[];
  /** Everything, as lines of a file. */
  csv: string;
}

/** As many rows as are kept to be looked at, in all and of each verdict; the file has all. */
export const KEPT = 1000;
/** As many broken rows as are listed. */
export const LISTED = 100;
/** The columns of the file that is written. */
export const columnsWritten = ["line", "sku", "market", "verdict", "until", "next", "steps-left", "agreements", "error", "on", "edition", "verdict-in-words"] as const;
