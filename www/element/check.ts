/** `<comity-check>`: one answer. */

import type { Answer, Question } from "../comity/types";
import { footing } from "../src/footing";
import { h } from "../src/dom";
import { Say } from "../src/say";
import { steps } from "../src/steps";
import { verdict } from "../src/verdict";
import { why } from "../src/why";
import type { Words } from "../src/words";
import { questionOf } from "./asked";
import { ComityElement, type Shown } from "./base";
import type { Law } from "./law";

export class ComityCheck extends ComityElement {
  protected override ask({ comity, vocabulary, names }: Law, words: Words, stated: Question | null): Shown {
    const question = stated ?? questionOf(this, vocabulary);
    const answer = comity.check(question);
    const saying = { words, names: names.with(answer) };
    const brief = this.hasAttribute("brief");
    return {
      question,
      answer,
      told: [verdict(answer, saying)],
      children: [
        steps(answer, saying),
        h("p", { class: "until" }, until(answer, new Say(words, saying.names), words)),
        ...(brief ? caveats(words) : [why(answer, saying), footing(answer, saying)]),
      ],
    };
  }
}

/** Until when it holds; of what does not hold, only an end that is on record is told. */
function until({ headline, stable_until, next_verdict }: Answer, say: Say, words: Words): string {
  const lasting = ["native", "accepted", "accepted-with-conditions", "convertible", "supporting"].includes(headline.verdict);
  return lasting || stable_until ? say.until(stable_until, next_verdict).join(words.language === "en" ? " " : "") : "";
}

/** What every answer says, however short. */
export function caveats(words: Words): HTMLElement[] {
  return [h("p", { class: "caveat" }, words.t("frame.caveat")), h("p", { class: "caveat" }, words.t("frame.advice"))];
}
