/** What would change the answer: every unknown fact that would, each with a way to state it, and the acts that would. */

import type { Answer, Pivotal, Verdict } from "../comity/types";
import type { Context } from "./context";
import { placeOf } from "./details";
import { h } from "./dom";
import { section } from "./parts";
import { repairs } from "./repairs";
import { Say, stronger } from "./say";

/** Verdicts after which other papers are of interest. */
const weaker: readonly Verdict[] = ["supporting", "not-addressed", "not-accepted", "barred", "unknown"];
/** Gaps of the record itself that are shown at once: the reader can only suppose them one way or the other. */
const LAW_SHOWN = 2;
/** Things a fact is about that are named. */
const SUBJECTS_SHOWN = 5;

export function change(answer: Answer, context: Context, goTo: (place: string) => void): HTMLElement | null {
  const { words, names, vocabulary, store } = context;
  const say = new Say(words, names);
  const pivotals = grouped(answer.pivotal_unknowns, context);
  const supposed = Object.entries(store.state.assume);
  const acts = repairs(answer, context);
  const facts = answer.pivotal_unknowns.length + supposed.length + acts.length > 0;
  const weak = weaker.includes(answer.headline.verdict);
  if (!facts && !weak) return null;

  /** A fact about the case has a field of its own; a fact about the law can only be supposed. */
  function entry(pivotal: Pivotal): HTMLElement {
    const place = placeOf(pivotal, vocabulary);
    const { if_yes, if_no } = pivotal;
    const effect = place
      ? words.t("change.best", { hi: words.t(`scale.${best(pivotal)}`), lo: words.t(`scale.${worst(pivotal)}`) })
      : words.t("change.if", { yes: say.interval(if_yes), no: say.interval(if_no) });
    return h(
      "li",
      {},
      h("span", {}, h("b", {}, place?.startsWith("attr.") ? names.of(place.slice(5), words) : words.t(`fact.${pivotal.fact}.ask`)), about(pivotal), h("span", { class: "best" }, effect)),
      h("span", { class: "buttons" }, ...(place ? [h("button", { type: "button", click: () => goTo(place) }, words.t("change.answer"))] : suppose(pivotal.key))),
    );
  }

  function suppose(key: string): HTMLElement[] {
    return (["yes", "no"] as const).map((value) => h("button", { type: "button", click: () => store.assume(key, value) }, words.t(`change.suppose.${value}`)));
  }

  function about(pivotal: Pivotal): HTMLElement | null {
    const subjects = pivotal.about.map((id) => names.of(id, words)).filter((name, i) => name !== pivotal.about[i]);
    if (subjects.length === 0 || pivotal.fact === "product") return null;
    const named = subjects.length > SUBJECTS_SHOWN ? [...subjects.slice(0, SUBJECTS_SHOWN), "…"].join(words.language === "en" ? ", " : "、") : words.list(subjects);
    return h("span", { class: "about" }, words.t("change.about", { about: named }));
  }

  function taken([key, value]: [string, "yes" | "no"]): HTMLElement {
    const fact = words.t("change.supposed", { fact: say.assumption(key), value: words.t(`field.${value}`) });
    return h("li", {}, h("span", {}, fact), h("button", { type: "button", click: () => store.assume(key, null) }, words.t("change.undo")));
  }

  const ofTheCase = pivotals.filter((pivotal) => placeOf(pivotal, vocabulary));
  // What makes no difference to the first thing it moves is no help to the reader.
  const ofTheLaw = pivotals.filter((pivotal) => !placeOf(pivotal, vocabulary) && String(pivotal.if_yes) !== String(pivotal.if_no));
  const shown = ofTheLaw.slice(0, LAW_SHOWN);
  const more = ofTheLaw.slice(LAW_SHOWN);
  return section(
    "change-title",
    words.t("answer.change"),
    facts && h("ul", { class: "changes" }, ...supposed.map(taken), ...[...ofTheCase, ...shown].map(entry), ...acts),
    more.length > 0 && h("details", { "data-key": "more unknowns" }, h("summary", {}, words.t("change.more", { count: more.length })), h("ul", { class: "changes" }, ...more.map(entry))),
    weak && h("p", { class: "acts" }, h("a", { class: "act quiet", href: store.to("plan", { markets: answer.question.market }) }, words.t("change.plan", { market: words.name(answer.question.market_name) }))),
  );
}

/** One entry for each place to state a fact: a clause and its neighbour often hang on the same one. */
function grouped(pivotals: readonly Pivotal[], { vocabulary }: Context): Pivotal[] {
  const groups = new Map<string, Pivotal>();
  for (const pivotal of pivotals) {
    const place = placeOf(pivotal, vocabulary);
    const group = place ?? pivotal.key;
    const known = groups.get(group);
    if (!known) groups.set(group, pivotal);
    else if (place) groups.set(group, merged(known, pivotal));
  }
  return [...groups.values()];
}

/** The strongest that is proved once the fact is known; where nothing would be, the strongest left open. */
function best({ if_yes, if_no }: Pivotal): Pivotal["if_yes"][0] {
  const proved = stronger(if_yes[0], if_no[0]);
  return proved === "none" || proved === "barred" ? stronger(if_yes[1], if_no[1]) : proved;
}

/** The weakest that is left once the fact is known. */
function worst({ if_yes, if_no }: Pivotal): Pivotal["if_yes"][0] {
  return stronger(if_yes[0], if_no[0]) === if_yes[0] ? if_no[0] : if_yes[0];
}

/** Of facts that are stated in one place the best and the worst that may come of any of them. */
function merged(one: Pivotal, other: Pivotal): Pivotal {
  const all = [one.if_yes, one.if_no, other.if_yes, other.if_no];
  const strong = all.reduce((a, b) => [stronger(a[0], b[0]), stronger(a[1], b[1])]);
  const weak = all.reduce((a, b) => (stronger(a[0], b[0]) === a[0] ? b : a));
  return { ...one, about: [...new Set([...one.about, ...other.about])], if_yes: strong, if_no: weak };
}
