/** One hop of a route as a card. */

import type { Hop, RequirementAnswer } from "../comity/types";
import type { Saying } from "./context";
import { h } from "./dom";
import { guards } from "./guards";
import { bothNames, named, sources } from "./parts";
import { effectKey } from "./say";

export function hop(step: Hop, requirement: RequirementAnswer, context: Saying, key: string, tag: "li" | "div" = "li"): HTMLElement {
  const { words, names } = context;
  const market = names.of(step.at, words);
  // Beside their own text, clause and agreement need not be named again.
  const said: Record<string, string> = {};
  if (step.clause) said[step.clause] = words.t("why.this-clause");
  if (step.agreement) said[step.agreement.id] = words.t("why.this-agreement");
  const effect = effectKey(step.effect);
  const does = step.agreement && effect ? [words.t(effect), words.t(`duty.${step.duty}`), words.t("why.by", { market })].join(" · ") : null;
  return h(
    tag,
    { class: "hop" },
    h("p", { class: "hop-way" }, named(step.from.name, words), h("span", { class: "arrow" }, " → "), named(step.agreement ? step.to.name : requirement.name, words)),
    does && h("p", { class: "hop-effect" }, does),
    !step.agreement && h("p", {}, words.t("why.native", { market })),
    h(
      "dl",
      { class: "cited" },
      step.agreement && h("dt", {}, words.t("why.agreement")),
      step.agreement && h("dd", {}, bothNames(step.agreement.name, words), h("span", { class: "form" }, words.t(`form.${step.agreement.form}`))),
      step.name && h("dt", {}, words.t("why.clause")),
      step.name && h("dd", {}, bothNames(step.name, words), step.place && h("span", { class: "form", lang: words.language === "en" ? null : "en" }, step.place)),
      step.sources.length > 0 && h("dt", {}, words.t("why.sources")),
      step.sources.length > 0 && h("dd", {}, sources(step.sources, context)),
    ),
    step.confidence !== "verified" && h("p", { class: "caution" }, words.t(`confidence.${step.confidence}`)),
    guards(step.guards, said, context, key),
  );
}
