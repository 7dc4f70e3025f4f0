/** What is left to do, in the order in which it falls due. */

import type { Answer } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { section } from "./parts";
import { Say, firstRoute, inOrder, mainRequirement } from "./say";

export function steps(answer: Answer, { words, names }: Context): HTMLElement | null {
  const say = new Say(words, names);
  const requirement = mainRequirement(answer);
  const route = requirement && firstRoute(requirement);
  const recognised = ["native", "accepted", "accepted-with-conditions", "convertible", "supporting"].includes(answer.headline.verdict);
  const conditional = !recognised && route?.truth === "U";
  if (!recognised && !conditional) return null;
  const obligations = recognised ? answer.obligations : (route?.obligations ?? []);
  const groups = inOrder(obligations);
  // Of evidence there is more to do than anybody recorded: the market's own certificate is still to be got.
  if (groups.length === 0) return recognised && answer.headline.verdict !== "supporting" ? section("steps-title", words.t("answer.steps"), h("p", {}, words.t("steps.none"))) : null;
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
  );
}
