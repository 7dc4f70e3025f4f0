/** Dates as the data writes them. */

import type { Context } from "./context";

/** A date as written; a day that is not on record is said to be so. */
export function day(value: string, { words }: Context): string {
  return value === "unknown" ? words.t("library.day-unknown") : words.date(value);
}

/** `from..until`, either of which may be left out. */
export function period(written: string, context: Context): string {
  const { words } = context;
  const [from = "", until = ""] = written.split("..");
  const told = { from: from && day(from, context), until: until && day(until, context) };
  if (from && until) return words.t("ask.timeline.between", told);
  return from ? words.t("ask.timeline.from", told) : words.t("ask.timeline.until", told);
}
