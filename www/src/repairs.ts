/** What one or two acts would change: each near miss in words, with what it leads to, and a button that asks so changed. */

import type { Answer, NearMiss, Question, Repair } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { Say, headlineRequirements } from "./say";
import { repairSaid } from "./say-repair";
import { fromQuestion, toQuestion } from "./state";

/** The entries of the list; facts of the case have fields of their own and are asked for there. */
export function repairs(answer: Answer, context: Context): HTMLElement[] {
  const { words, names, store } = context;
  const say = new Say(words, names);
  const entries = headlineRequirements(answer).flatMap((requirement) =>
    requirement.near_misses.filter(({ repairs }) => repairs.some(({ kind }) => kind !== "state-fact")).map((near) => entry(near, say.interval(requirement.interval))),
  );
  // What helps with several requirements alike is told once.
  return [...new Map(entries.map((entry) => [entry.textContent, entry])).values()];

  function entry(near: NearMiss, now: string): HTMLElement {
    const acts = words.series(near.repairs.map((repair) => repairSaid(repair, say, words)));
    const then = say.interval(near.interval);
    const told = near.past ? words.t("change.past", { then }) : words.t("change.from-to", { now, then });
    return h(
      "li",
      { class: near.past ? "past" : null },
      h("span", {}, h("b", {}, acts), near.agreement && h("span", { class: "about" }, words.name(near.agreement.name)), h("span", { class: "best" }, told)),
      // What lies in the past is told, never advised.
      h("span", { class: "buttons" }, !near.past && h("button", { type: "button", click: () => apply(near) }, words.t("change.apply"))),
    );
  }

  function apply({ repairs }: NearMiss): void {
    const changed = mended(toQuestion(store.state, context.vocabulary), repairs);
    store.ask(fromQuestion(changed, store.state));
  }
}

/** The question with the acts done: each value put at its path. */
export function mended(question: Question, repairs: readonly Repair[]): Question {
  const changed = structuredClone(question);
  for (const { path, value } of repairs.flatMap(({ set }) => set)) {
    let at: Record<string | number, unknown> = changed as unknown as Record<string | number, unknown>;
    for (const key of path.slice(0, -1)) at = (at[key] ??= {}) as Record<string | number, unknown>;
    const last = path.at(-1);
    if (last !== undefined) at[last] = value;
  }
  return changed;
}
