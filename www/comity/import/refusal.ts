/** Why a text is not read: an error with the fields of every other error here. */

import type { RefusalCode } from "./types.js";
import { short } from "./values.js";
import { words } from "./words.js";

export class ImportError extends Error {
  readonly code: RefusalCode;
  /** Where in the text; empty: the whole of it. */
  readonly path: string;
  readonly got: string;
  readonly expected: string;
  readonly nearest: string[] = [];

  constructor(code: RefusalCode, { path = "", got = "", expected = "" }: { path?: string; got?: string; expected?: string } = {}) {
    super((words().refused[code] ?? code).replaceAll("{got}", () => short(got)).replaceAll("{expected}", () => expected));
    this.name = "ImportError";
    this.code = code;
    this.path = path;
    this.got = short(got);
    this.expected = expected;
  }
}
