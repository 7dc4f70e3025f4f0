/** `<comity-badge>`: one line for the page of a product, of the certificates that the page itself names if none is given. */

import { ImportError } from "../comity/import/refusal";
import { read } from "../comity/import/read";
import type { Imported } from "../comity/import/types";
import type { Question } from "../comity/types";
import { h } from "../src/dom";
import { Say } from "../src/say";
import { tile } from "../src/tile";
import type { Words } from "../src/words";
import { namesPaper, questionOf } from "./asked";
import { ComityElement, type Shown } from "./base";
import { caveats } from "./check";
import type { Law } from "./law";

export class ComityBadge extends ComityElement {
  protected override ask(law: Law, words: Words, stated: Question | null): Shown {
    const own = stated === null && !namesPaper(this) ? ofPage(this.ownerDocument, law) : [];
    const question = stated ?? asked(questionOf(this, law.vocabulary), own);
    const answer = law.comity.check(question);
    const names = law.names.with(answer);
    const say = new Say(words, names);
    const { verdict } = answer.headline;
    const papers = words.list(answer.question.schemes.map((id) => names.of(id, words)));
    const line = words.t("world.tile", { market: words.name(answer.question.market_name), verdict: words.t(`verdict.${verdict}`) });
    // What was read is nobody's word but the page's.
    const notices = [...new Set(own.flatMap(({ notices }) => notices.map(({ code, value }) => words.t(`import.notice.${code}`, { value }))))];
    const told = [say.means(answer), ...say.frame(answer), ...say.until(answer.stable_until, answer.next_verdict), ...notices];
    return {
      question,
      answer,
      children: [],
      told: [
        h(
          "details",
          { class: "badge" },
          h("summary", { class: "badge-line" }, tile(verdict), h("span", {}, papers ? words.t("answer.of", { text: line, more: papers }) : line)),
          ...told.map((sentence) => h("p", {}, sentence)),
          ...caveats(words),
        ),
      ],
    };
  }
}

/** The certificates in a page's own JSON-LD. A script that holds none, or is broken, hides none in another. */
function ofPage(page: Document, { comity }: Law): Imported[] {
  let refused = new ImportError("no-certificate");
  const found = [...page.querySelectorAll<HTMLScriptElement>('script[type="application/ld+json"]')].flatMap(({ text }) => {
    try {
      return read(text, comity);
    } catch (thrown) {
      if (!(thrown instanceof ImportError)) throw thrown;
      refused = thrown;
      return [];
    }
  });
  if (found.length === 0) throw refused;
  return found;
}

/** What attributes ask, with the papers and the goods that a page names; what the attributes state of the goods counts. */
function asked(question: Question, [first, ...rest]: readonly Imported[]): Question {
  if (!first) return question;
  const { product, origin } = first.question;
  return {
    ...question,
    holdings: [first, ...rest].flatMap(({ question }) => question.holdings),
    product: question.product.group || question.product.hs ? question.product : product,
    origin: { ...origin, ...Object.fromEntries(Object.entries(question.origin ?? {}).filter(([, place]) => place)) },
  };
}
