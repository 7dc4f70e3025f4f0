/** The file at hand and what was found in it: kept while the page is open, whatever view or language is looked at. */

import type { Verdict } from "../comity/types";
import type { Broken, Head, Kept, Part, Refusal } from "./batch-job";
import type { Store } from "./store";

/** What was found, so far or at the end. */
export interface Found {
  markets: readonly string[];
  on: string;
  state: "running" | "done" | "stopped" | "failed";
  began: number;
  /** How long it took, in milliseconds. */
  took: number;
  /** The lines read, and all there are. */
  done: number;
  all: number;
  rows: number;
  counts: Map<Verdict, number>;
  cut: number;
  projected: number;
  broken: number;
  faults: Broken[];
  kept: Kept[];
  /** The file that is written, without its head. */
  csv: Blob[];
}

export interface Sheet {
  file: File | null;
  head: Head | null;
  refused: Refusal | null;
  found: Found | null;
}

const sheets = new WeakMap<Store, Sheet>();

export function sheetOf(store: Store): Sheet {
  const sheet = sheets.get(store) ?? { file: null, head: null, refused: null, found: null };
  sheets.set(store, sheet);
  return sheet;
}

/** Nothing found yet. */
export function begin(markets: readonly string[], on: string, { lines }: Head): Found {
  return { markets, on, state: "running", began: performance.now(), took: 0, done: 0, all: lines, rows: 0, counts: new Map(), cut: 0, projected: 0, broken: 0, faults: [], kept: [], csv: [] };
}

/** As many pieces of a file as are kept apart. */
const PIECES = 256;

/** Adds what was found since. */
export function add(found: Found, part: Part): void {
  found.took = performance.now() - found.began;
  found.rows += part.rows;
  for (const [verdict, count] of Object.entries(part.counts) as [Verdict, number][]) found.counts.set(verdict, (found.counts.get(verdict) ?? 0) + count);
  found.cut += part.cut;
  found.projected += part.projected;
  found.broken += part.broken;
  found.faults.push(...part.faults);
  found.kept.push(...part.kept);
  // A blob lies where the browser has room for it, not in the page's memory.
  found.csv.push(new Blob([part.csv]));
  if (found.csv.length > PIECES) found.csv = [new Blob(found.csv)];
}
