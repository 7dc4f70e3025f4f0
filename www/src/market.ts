/** What else the market asks, beside what the certificate is about. */

import type { Answer, RequirementAnswer } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { named, section } from "./parts";
import { Say, headlineRequirements } from "./say";
import { tile } from "./tile";
import { requirementHead, requirementWhy } from "./why";

export function market(answer: Answer, context: Context): HTMLElement {
  const { words, names } = context;
  const say = new Say(words, names);
  const about = headlineRequirements(answer);
  const others = [...answer.requirements, ...(answer.virtual ?? [])].filter((requirement) => !about.includes(requirement));
  const members = Object.entries(answer.members ?? {});
  return section(
    "market-title",
    words.t("answer.market"),
    others.length === 0 ? h("p", {}, words.t("market.none")) : h("ul", { class: "requirements" }, ...others.map((requirement) => h("li", {}, entry(requirement, answer, context)))),
    h("p", { class: "note" }, words.t(answer.market.requirements_complete === "yes" ? "market.complete" : "market.incomplete")),
    members.length > 0 &&
      h(
        "details",
        { "data-key": "members" },
        h("summary", {}, words.t("market.members")),
        h("ul", { class: "members" }, ...members.map(([code, interval]) => h("li", {}, h("span", {}, names.of(code, words)), h("span", {}, say.interval(interval))))),
      ),
  );
}

function entry(requirement: RequirementAnswer, answer: Answer, context: Context): HTMLElement {
  const { words } = context;
  const said = [words.t(`verdict.${requirement.verdict}`)];
  if (requirement.verdict !== "not-addressed" && answer.market.gaps.includes(requirement.id)) said.push(words.t("market.gap"));
  if (requirement.applies === "U") said.push(words.t("applies.U"));
  return h(
    "details",
    { class: "requirement", "data-key": requirement.id },
    h(
      "summary",
      {},
      tile(requirement.verdict),
      h("span", { class: "requirement-title" }, named(requirement.name, words)),
      h("span", { class: "requirement-verdict" }, said.join(" · ")),
    ),
    ...requirementHead(requirement, context).slice(1).map((child) => (child instanceof Node ? child : "")),
    ...requirementWhy(requirement, context),
  );
}
