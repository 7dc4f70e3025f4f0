/** What is left to do, in the order in which it falls due. */

import type { Answer } from "../comity/types";
import type { Saying } from "./context";
import { h } from "./dom";
import { section } from "./parts";
import { Say, firstRoute, inOrder, mainRequirement } from "./say";

export function steps(answer: Answer, { words, names }: Saying): HTMLElement | null {
  const say = new Say(words, names);
  const requirement = mainRequirement(answer);
  const route = requirement && firstRoute(requirement);
  const recognised = ["native", "accepted", "accepted-with-conditions", "convertible", "supporting"].includes(answer.headline.verdict);
  const conditional = !recognised && route?.truth === "U";
  if (!recognised && !conditional) return null;
  const obligations = recognised ? answer.obligations : (route?.obligations ?? []);
  const groups = inOrder(obligations);
  const obtain = route?.obtain.map(({ name }) => words.t("steps.obtain", { paper: words.name(name) })) ?? [];
  // Evidence replaces nothing: what the requirement itself asks for is still to be got.
  const supporting = answer.headline.verdict === "supporting";
  if (supporting && obtain.length === 0 && requirement && requirement.asks_for.length > 0) {
    obtain.push(words.t("why.asks-for", { papers: words.list(requirement.asks_for.map(({ name }) => words.name(name)), "disjunction") }));
  }
  if (groups.length === 0 && obtain.length === 0) return recognised && !supporting ? section("steps-title", words.t("answer.steps"), h("p", {}, words.t("steps.none"))) : null;
  // What each member of the market asked of its own asks, the market does.
  const here = [answer.question.market, ...Object.keys(answer.members ?? {})];
  const elsewhere = (at: string) => (here.includes(at) ? null : h("span", { class: "at" }, words.t("obligation.at", { market: names.of(at, words) })));
  return section(
    "steps-title",
    words.t("answer.steps"),
    conditional && h("p", { class: "note" }, words.t("why.conditional")),
    ...groups.map(({ due, items }) =>
      h(
        "div",
        { class: "due" },
        h("h4", {}, words.t(`due.${due}`)),
        h("ul", { class: "checklist" }, ...items.map((item) => h("li", {}, say.obligation(item), elsewhere(item.at)))),
      ),
    ),
    ...obtain.map((paper) => h("p", { class: "obtain" }, paper)),
  );
}
