/** Why a row could not be asked, in words: on the page and in the file that is written. */

import type { Fault } from "./batch-job";
import { errorKey } from "./trouble";
import type { Arguments, Key } from "./words";

/** The words that `told` needs. */
export const faultKeys = ["error.missing", "error.ambiguous", "error.date", "error.field", "error.other", "error.nearest", "batch.fault.quotes", "batch.fault.cells", "batch.fault.no-such-code"] as const satisfies readonly Key[];

/** A fault as a sentence; `say` gives the words of a key. */
export function told(fault: Fault, say: (key: (typeof faultKeys)[number], args?: Arguments) => string): string {
  const { column, got, expected, nearest } = fault;
  const said = say(key(fault), { field: column, got, expected });
  return nearest.length > 0 ? `${said} ${say("error.nearest")} ${nearest.join(", ")}` : said;
}

function key(fault: Fault): (typeof faultKeys)[number] {
  switch (fault.code) {
    case "quotes":
    case "cells":
    case "no-such-code":
      return `batch.fault.${fault.code}`;
    default:
      return errorKey(fault);
  }
}
