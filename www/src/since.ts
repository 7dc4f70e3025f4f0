/** An old link says what the edition it was made with answered: what has changed since. */

import type { Answer, Interval, Verdict } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { Say } from "./say";
import { said } from "./state";

export function since(answer: Answer, { words, names, store, about }: Context): HTMLElement | null {
  const then = store.state.said;
  if (!store.old || !then) return null;
  const say = new Say(words, names);
  const told = (written: string): string | null => {
    const [verdict, lo, hi, until] = written.split(".");
    const key = `verdict.${verdict as Verdict}`;
    if (!words.has(key) || !words.has(`scale.${lo}`) || !words.has(`scale.${hi}`)) return null;
    const interval = verdict === "unknown" ? say.interval([lo, hi] as Interval) : words.t(key);
    return until && /^\d{4}-\d{2}-\d{2}$/.test(until) ? words.t("answer.since.until", { verdict: interval, date: words.date(until) }) : interval;
  };
  const [before, now] = [told(then), told(said(answer))];
  // What no edition of the page can have written is no statement of it.
  if (!before || !now) return null;
  const editions = { edition: store.state.edition, current: about.edition };
  return h("p", { class: "since", role: "note" }, before === now ? words.t("answer.since.same", { ...editions, before }) : words.t("answer.since.changed", { ...editions, before, now }));
}
