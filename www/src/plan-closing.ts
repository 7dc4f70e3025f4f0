/** The last lines below a larger answer: what was supposed, whether it is whole, what it does not claim, and its edition. */

import type { Whole } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { Say } from "./say";

interface Dated extends Whole {
  as_of: string | null;
  edition: string;
}

export function closing(answer: Dated, { words, names, store }: Context): HTMLElement {
  const say = new Say(words, names);
  const supposed = Object.entries(store.state.assume).map(([key, value]) => words.t("change.supposed", { fact: say.assumption(key), value: words.t(`field.${value}`) }));
  return h(
    "div",
    { class: "closing" },
    ...supposed.map((text) => h("p", { class: "caution" }, text)),
    answer.bound_hit && h("p", { class: "caution" }, words.t("frame.bound")),
    h("p", { class: answer.complete ? "note" : "caution" }, answer.complete ? words.t("ask.complete") : words.t("ask.cut", { budget: answer.budget ?? "" })),
    h("p", { class: "caveat" }, words.t("frame.caveat")),
    h("p", { class: "caveat" }, words.t("frame.advice")),
    h("p", { class: "caveat" }, words.t("app.edition", { edition: answer.edition, as_of: answer.as_of ? words.date(answer.as_of) : "" })),
  );
}
