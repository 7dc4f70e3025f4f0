/** An answer in sentences: the wording rules of the frame stand here and nowhere else. */

import type { Answer, Interval, Obligation, Pivotal, Reason, RequirementAnswer, Route, Scale } from "../comity/types";
import type { Names } from "./names";
import type { Key, Words } from "./words";

/** The requirement the headline is about: the first it names, or else the first there is. */
export function mainRequirement(answer: Answer): RequirementAnswer | null {
  const all = [...answer.requirements, ...(answer.virtual ?? [])];
  return all.find(({ id }) => id === answer.headline.for[0]) ?? all[0] ?? null;
}

/** Every requirement the headline is about. */
export function headlineRequirements(answer: Answer): RequirementAnswer[] {
  const all = [...answer.requirements, ...(answer.virtual ?? [])];
  const named = all.filter(({ id }) => answer.headline.for.includes(id));
  const main = mainRequirement(answer);
  return named.length > 0 || !main ? named : [main];
}

/** Requirements of the same aspect that may be asked in place of one that is open, and that the papers in hand meet. */
function instead(answer: Answer, open: RequirementAnswer): RequirementAnswer[] {
  const met = ({ interval: [lo] }: RequirementAnswer) => rank(lo) > rank("none");
  if (!["unknown", "not-addressed"].includes(answer.headline.verdict) || met(open)) return [];
  return answer.requirements.filter((other) => other.applies === "U" && other.aspect === open.aspect && met(other));
}

/** Whether nothing on record could recognise what is in hand for any requirement of this aspect. */
function hopeless(answer: Answer, { aspect }: RequirementAnswer): boolean {
  const rivals = answer.requirements.filter((other) => other.aspect === aspect);
  return rivals.every(({ conditional_routes, open_ways, interval: [lo] }) => conditional_routes.length === 0 && !open_ways && lo === "none");
}

/** The route that is told first: the best that holds, or else the best that may. */
export function firstRoute(requirement: RequirementAnswer): Route | null {
  return requirement.routes[0] ?? requirement.conditional_routes[0] ?? null;
}

export class Say {
  readonly #words: Words;
  readonly #names: Names;
  /** What ids of clauses and agreements are called here, in place of their names. */
  readonly #said: Record<string, string>;

  constructor(words: Words, names: Names, said: Record<string, string> = {}) {
    this.#words = words;
    this.#names = names;
    this.#said = said;
  }

  /** What the verdict means, in one plain sentence; where the recognition is no duty, that it is none. */
  means(answer: Answer): string {
    const { verdict } = answer.headline;
    const market = this.#words.name(answer.question.market_name);
    const means = this.#words.t(`verdict.${verdict}.means`, { market });
    const recognised = ["accepted", "accepted-with-conditions", "convertible"].includes(verdict);
    // Of several requirements that are recognised alike the weakest duty is told.
    const may = recognised && headlineRequirements(answer).some(({ routes }) => routes[0]?.duty === "may");
    return may ? this.#words.t("means.may", { means }) : means;
  }

  /** The frame every verdict is told in, one sentence an item. */
  frame(answer: Answer): string[] {
    const words = this.#words;
    const requirement = mainRequirement(answer);
    const told = [this.#verdict(answer, requirement)];
    for (const other of requirement ? instead(answer, requirement) : []) {
      told.push(words.t("frame.instead", { requirement: words.name(other.name), verdict: words.t(`verdict.${other.verdict}.inline`) }));
    }
    const [lo, hi] = answer.headline.interval;
    const shown = requirement?.routes[0]?.hops[0]?.from.id;
    if (shown && answer.presumptions_used.some(({ code, args }) => code === "suppliers-own" && args["scheme"] === shown)) told.push(words.t("frame.suppliers-own"));
    if (rank(lo) > rank("none") && rank(lo) < rank(hi)) {
      const facts = this.#conditions(answer, requirement);
      if (hi !== "not-required") told.push(this.#condition("frame.stronger", "frame.stronger.open", hi, answer, requirement));
      else if (facts.length > 0) told.push(words.t("frame.optional", { facts: words.series(facts) }));
    }
    const route = requirement && firstRoute(requirement);
    const confidence = route?.confidence ?? requirement?.confidence;
    if (confidence === "recalled" || confidence === "doubtful") told.push(words.t(`frame.${confidence}`));
    if (answer.projected) told.push(words.t("frame.projected", { as_of: this.#asOf(answer) }));
    return told;
  }

  #verdict(answer: Answer, requirement: RequirementAnswer | null): string {
    const words = this.#words;
    const { verdict, interval } = answer.headline;
    const args = {
      requirement: this.requirements(answer),
      agreement: this.agreements(requirement && firstRoute(requirement)),
      verdict: words.t(`verdict.${verdict}.inline`),
      date: words.date(answer.question.on),
      as_of: this.#asOf(answer),
    };
    switch (verdict) {
      case "accepted":
      case "accepted-with-conditions":
      case "convertible":
      case "supporting":
        return words.t(args.agreement ? "frame.recognised" : "frame.native", args);
      case "native":
        return words.t("frame.native", args);
      case "not-required":
        return words.t("frame.not-required", args);
      case "barred":
        return words.t("frame.barred", args);
      case "not-addressed":
        return words.t("frame.not-addressed", args);
      case "not-accepted": {
        const stated = requirement?.ways_stated;
        return stated ? words.t("frame.not-accepted", { date: words.date(stated) }) : words.t("frame.not-accepted.bare");
      }
      case "unknown":
        if (interval[0] === "barred") return words.t("frame.unknown.bar");
        return this.#condition("frame.unknown", "frame.unknown.open", interval[1], answer, requirement);
    }
  }

  /** "It would be {hi} if …": the unknown facts this requirement hangs on, or the way that may be open. */
  #condition(key: "frame.unknown" | "frame.stronger", open: "frame.unknown.open" | "frame.stronger.open", hi: Scale, answer: Answer, requirement: RequirementAnswer | null): string {
    const words = this.#words;
    const facts = this.#conditions(answer, requirement);
    const scale = words.t(`scale.${hi}`);
    if (hi === "not-required" && key === "frame.unknown") {
      if (facts.length === 0) return words.t("frame.unknown.optional.bare");
      return words.t(requirement && hopeless(answer, requirement) ? "frame.unknown.unasked" : "frame.unknown.optional", { facts: words.series(facts) });
    }
    if (facts.length > 0) return words.t(key, { hi: scale, facts: words.list(facts) });
    // A recognition on record would do: several points of it are open, none of which decides alone.
    if (requirement?.conditional_routes.some(({ effect }) => effect === hi)) return words.t(`${key}.points`, { hi: scale });
    if (requirement?.open_ways) return words.t(open, { hi: scale });
    return words.t("frame.unknown.bare", { hi: scale });
  }

  /** The unknown facts a requirement hangs on, as conditions; more than three nobody keeps in mind. */
  #conditions(answer: Answer, requirement: RequirementAnswer | null): string[] {
    const pivotal = answer.pivotal_unknowns.filter(({ moves }) => !requirement || moves.includes(requirement.id));
    return [...new Set(pivotal.map((one) => this.#ofProduct(one) ?? this.#words.t(`fact.${one.fact}.if`)))].slice(0, 3);
  }

  /** What an attribute or the group of the product would have to be for the better answer. */
  #ofProduct({ key, if_yes, if_no }: Pivotal): string | null {
    const [words, names] = [this.#words, this.#names];
    const value = ([lo, hi]: Interval) => rank(hi) * 100 + rank(lo);
    let so = value(if_yes) >= value(if_no);
    const group = /^product\/group:(.+)$/.exec(key)?.[1];
    if (group) return words.t(so ? "fact.product.group" : "fact.product.group.not", { name: names.of(group, words) });
    const [, id, sign, written] = /^product\/attr:([^=!<>]+)(!?=|<=|>=)(.*)$/.exec(key) ?? [];
    if (!id || !sign || written === undefined) return null;
    if (sign === "!=") so = !so;
    const name = names.of(id, words);
    if (written === "yes" || written === "no") return words.t("fact.product.attribute", { name, value: words.t((written === "yes") === so ? "field.yes" : "field.no") });
    // Several values, of which any one will do.
    const several = words.list(written.split(",").map((value) => names.value(id, value, words)), "disjunction");
    const compared = { "<=": "≤ ", ">=": "≥ " }[sign] ?? "";
    return words.t(so ? "fact.product.attribute" : "fact.product.attribute.not", { name, value: compared + several });
  }

  /** The names of what the headline is about. */
  requirements(answer: Answer): string {
    return this.#words.list(headlineRequirements(answer).map(({ name }) => this.#words.name(name)));
  }

  /** The agreements a route goes by, with the place in each. */
  agreements(route: Route | null): string {
    const cited = (route?.hops ?? []).flatMap(({ agreement, place }) => {
      if (!agreement) return [];
      const text = this.#words.name(agreement.name);
      return [place ? this.#words.t("answer.of", { text, more: place }) : text];
    });
    return this.#words.list([...new Set(cited)]);
  }

  /** Until when it holds, and what then. */
  until(stable: string | null, next: Interval | null): string[] {
    const words = this.#words;
    if (!stable) return [words.t("frame.until.open")];
    const told = [words.t("frame.until", { date: words.date(stable) })];
    // That a requirement is asked no more is no all-clear: another may take its place.
    if (next) told.push(next[0] === "not-required" ? words.t("frame.then.gone") : words.t("frame.then", { next: this.interval(next) }));
    return told;
  }

  /** An interval on the scale. */
  interval([lo, hi]: Interval): string {
    const words = this.#words;
    if (lo === hi) return words.t(`scale.${lo}`);
    return words.t("frame.between", { lo: words.t(`scale.${lo}`), hi: words.t(`scale.${hi}`) });
  }

  /** What is to be done, in words. */
  obligation({ kind, arg, text }: Obligation): string {
    const words = this.#words;
    const told = text ? words.name(text) : words.t(`obligation.${kind}`);
    return arg && !told.includes(arg) ? words.t("answer.of", { text: told, more: this.#names.of(arg, words) }) : told;
  }

  /** Why a guard came out as it did, or what was presumed. */
  reason({ code, args }: Reason): string {
    const words = this.#words;
    const named = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, this.argument(name, value, args["attribute"])]));
    const key = `reason.${code}`;
    if (words.has(key)) return words.t(key, named);
    return words.t("reason.other", { code: code.replaceAll("-", " "), args: words.series(Object.values(named)) });
  }

  /** An assumption's key: what sort of fact it is, and about what. */
  assumption(key: string): string {
    return key.split("/").map((part) => this.#names.of(part, this.#words).replaceAll("-", " ")).join(" · ");
  }

  /** What was not looked at, in words if there are any. */
  notExamined(code: string): string {
    const key = `not-examined.${code}`;
    return this.#words.has(key) ? this.#words.t(key) : code.replaceAll("-", " ");
  }

  /** What an argument of a code stands for; of a value, `attribute` is what it is a value of. */
  argument(name: string, value: string, attribute = ""): string {
    const words = this.#words;
    // A scheme and its agreement may share an id.
    if (["clause", "agreement", "record"].includes(name) && this.#said[value]) return this.#said[value];
    if (name === "value") return this.#names.value(attribute, value, words);
    if (value === "open") return words.t("why.open-end");
    // `record/party`, and lists.
    const nameOf = (id: string) => id.split("/").map((part) => this.#names.of(part, words)).join(" · ");
    const whole = this.#names.of(value, words);
    return whole === value && !value.includes("://") ? words.list(value.split(", ").map(nameOf)) : whole;
  }

  #asOf(answer: Answer): string {
    return answer.as_of ? this.#words.date(answer.as_of) : answer.edition;
  }
}

const chain: readonly Scale[] = ["barred", "none", "evidence", "reissue", "equivalent", "native", "not-required"];

function rank(scale: Scale): number {
  return chain.indexOf(scale);
}

/** The stronger of two. */
export function stronger(a: Scale, b: Scale): Scale {
  return rank(a) >= rank(b) ? a : b;
}

/** Obligations in the order in which they fall due. */
export function inOrder(obligations: readonly Obligation[]): { due: Obligation["when"]; items: Obligation[] }[] {
  const order = ["before-issue", "before-market", "ongoing"] as const;
  return order.map((due) => ({ due, items: obligations.filter(({ when }) => when === due) })).filter(({ items }) => items.length > 0);
}

/** The key of what an effect does. */
export function effectKey(effect: Scale): Key | null {
  switch (effect) {
    case "evidence":
    case "reissue":
    case "equivalent":
    case "native":
      return `why.effect.${effect}`;
    default:
      return null;
  }
}
