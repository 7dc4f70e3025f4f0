/** How sure the answer is: confidence, presumptions, what was not looked at, what is under way. */

import type { Answer } from "../comity/types";
import type { Saying } from "./context";
import { type Child, h } from "./dom";
import { section, sources } from "./parts";
import { Say, firstRoute, mainRequirement } from "./say";

export function footing(answer: Answer, context: Saying): HTMLElement {
  const { words, names } = context;
  const say = new Say(words, names);
  const requirement = mainRequirement(answer);
  const confidence = (requirement && firstRoute(requirement)?.confidence) ?? requirement?.confidence;
  const group = (title: string, items: Child[]) => items.length > 0 && h("div", {}, h("dt", {}, title), ...items.map((item) => h("dd", {}, item)));
  return section(
    "footing-title",
    words.t("answer.footing"),
    h(
      "dl",
      { class: "footing" },
      confidence && group(words.t("footing.confidence"), [words.t(`confidence.${confidence}`)]),
      group(words.t("footing.presumed"), answer.presumptions_used.map((reason) => say.reason(reason))),
      group(words.t("footing.assumed"), answer.assumptions_used.map((key) => say.assumption(key))),
      group(words.t("footing.not-examined"), answer.not_examined.map((code) => say.notExamined(code))),
      group(
        words.t("footing.pending"),
        answer.pending_changes.map((pending) =>
          h(
            "div",
            {},
            words.name(pending.what),
            h("span", { class: "about" }, [words.name(pending.stage), pending.expected_from && words.t("footing.pending.expected", { date: words.date(pending.expected_from) })].filter(Boolean).join(" · ")),
            sources(pending.sources, context),
          ),
        ),
      ),
    ),
    // The budgets that end the search itself: `limits::of_the_search` in the library.
    !answer.complete && h("p", { class: "caution" }, words.t(["guards", "labels"].includes(answer.budget ?? "") ? "frame.cut" : "frame.cut.beside", { budget: answer.budget ?? "" })),
    answer.bound_hit && h("p", { class: "caution" }, words.t("frame.bound")),
    h("p", { class: "caveat" }, words.t("frame.caveat")),
    h("p", { class: "caveat" }, words.t("frame.advice")),
    h("p", { class: "caveat" }, words.t("app.edition", { edition: answer.edition, as_of: answer.as_of ? words.date(answer.as_of) : "" })),
  );
}
