/**
 * Reads and writes CSV as spreadsheets have it: any usual separator and encoding, a block at a time and never a whole file.
 * Papa Parse knows the format; what is added here is which line a row stands on, and that a bad quotation mark costs one
 * line and not the rest of the file.
 */

import { parse, unparse } from "papaparse";

/** A row with the line on which it begins, counted from 1 as editors do. */
export interface Row {
  line: number;
  cells: string[];
  /** A quotation mark is not closed as it should be, or there are not as many cells as columns. */
  fault: "quotes" | "cells" | null;
}

/** What has to be known of a file before its rows are read. */
export interface Survey {
  encoding: string;
  /** How many lines it has. */
  lines: number;
}

/** Longer than this no row is: a quotation mark was left open. In characters. */
const LONGEST = 1 << 18;
/** What a spreadsheet would take for a formula. The wide forms are typed with a Chinese or Japanese keyboard. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Finds the encoding that a whole file can be read with, and counts its lines; `null` where it is no text. */
export async function survey(file: Blob): Promise<Survey | null> {
  const begin = new Uint8Array(await file.slice(0, 1024).arrayBuffer());
  const [first, second] = begin;
  // Files that Excel calls “Unicode Text”.
  const wide = first === 0xff && second === 0xfe ? "utf-16le" : first === 0xfe && second === 0xff ? "utf-16be" : null;
  if (!wide && begin.includes(0)) return null;
  // Chinese spreadsheets write GB 18030; what it cannot be is the old western encoding, in which everything can be read.
  for (const encoding of wide ? [] : ["utf-8", "gb18030"]) {
    try {
      return { encoding, lines: await lines(file, encoding, true) };
    } catch (thrown) {
      if (!(thrown instanceof TypeError)) throw thrown;
    }
  }
  const encoding = wide ?? "windows-1252";
  return { encoding, lines: await lines(file, encoding, false) };
}

async function lines(file: Blob, encoding: string, fatal: boolean): Promise<number> {
  let count = 0;
  let ended = true;
  for await (const text of texts(file, encoding, fatal)) {
    count += lineEnds(text);
    ended = text.endsWith("\n");
  }
  return ended ? count : count + 1;
}

function lineEnds(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** A file's text in blocks, with one kind of line end and without byte order marks. */
export async function* texts(file: Blob, encoding: string, fatal = false): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal });
  const reader = file.stream().getReader();
  // A block that ends in a carriage return may be cut within a line end.
  let held = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = held + decoder.decode(value, { stream: !done }).replaceAll("\ufeff", "");
      held = !done && text.endsWith("\r") ? "\r" : "";
      const whole = (held ? text.slice(0, -1) : text).replace(/\r\n?/g, "\n");
      if (whole) yield whole;
      if (done) return;
    }
  } finally {
    void reader.cancel();
  }
}

/** The rows of a file in blocks, each row as wide as `width`; empty ones are left out. */
export async function* rows(file: Blob, { encoding, delimiter, width }: { encoding: string; delimiter: string; width: number }): AsyncGenerator<Row[]> {
  let held = "";
  let line = 1;
  for await (const text of texts(file, encoding)) {
    const taken = take(held + text, line, delimiter, width, false);
    ({ line, rest: held } = taken);
    yield taken.rows;
  }
  yield take(held, line, delimiter, width, true).rows;
}

interface Taken {
  rows: Row[];
  /** What is not read yet, since its end may be still to come, and the line on which it begins. */
  rest: string;
  line: number;
}

function take(text: string, line: number, delimiter: string, width: number, whole: boolean): Taken {
  const taken: Taken = { rows: [], rest: "", line };
  for (let from: number | null = 0; from !== null; ) from = takeFrom(taken, text, from, delimiter, width, whole);
  return taken;
}

/** Takes rows up to the end of a text, or up to one with a fault that runs over several lines: then it says where to go on. */
function takeFrom(taken: Taken, text: string, from: number, delimiter: string, width: number, whole: boolean): number | null {
  let at = from;
  let resume: number | null = null;
  parse<string[]>(text.slice(from), {
    delimiter,
    newline: "\n",
    step: ({ data: cells, errors, meta }, parser) => {
      const start = at;
      at = from + meta.cursor;
      if (at === start) return;
      const open = at === text.length && (text[at - 1] !== "\n" || errors.some(({ code }) => code === "MissingQuotes"));
      if (open && !whole && at - start <= LONGEST) {
        taken.rest = text.slice(start);
        return;
      }
      const surplus = cells.slice(width);
      const fault = errors.length > 0 ? "quotes" : cells.length < width || surplus.some((cell) => cell !== "") ? "cells" : null;
      const second = text.indexOf("\n", start) + 1;
      if (fault && second > 0 && second < at) {
        // The mark was left open and has swallowed lines that may be good ones.
        taken.rows.push({ line: taken.line, cells, fault });
        taken.line += 1;
        resume = second;
        parser.abort();
        return;
      }
      if (cells.some((cell) => cell.trim() !== "")) taken.rows.push({ line: taken.line, cells, fault });
      taken.line += lineEnds(text.slice(start, at));
    },
  });
  return resume;
}

/** Rows as a spreadsheet reads them; what it would take for a formula stays text. */
export function csv(rows: readonly string[][]): string {
  return rows.length === 0 ? "" : `${unparse(rows as string[][], { escapeFormulae: FORMULA, newline: "\r\n" })}\r\n`;
}
