/** Why: the requirement, and the hops that lead to it. */

import type { Answer, RequirementAnswer, Route, Shortfall } from "../comity/types";
import type { Saying } from "./context";
import { type Child, h } from "./dom";
import { hop } from "./hop";
import { bothNames, named, section, sources } from "./parts";
import { Say, firstRoute, headlineRequirements } from "./say";

export function why(answer: Answer, context: Saying): HTMLElement | null {
  const { words } = context;
  const about = headlineRequirements(answer);
  const nothing = answer.grants_nothing ?? [];
  if (about.length === 0 && nothing.length === 0) return null;
  return section(
    "why-title",
    words.t("answer.why"),
    ...about.flatMap((requirement) => [...requirementHead(requirement, context), ...requirementWhy(requirement, context)]),
    nothing.length > 0 &&
      h(
        "details",
        { "data-key": "grants nothing" },
        h("summary", {}, words.t("why.grants-nothing.count", { count: nothing.length })),
        h("ul", { class: "nothing" }, ...nothing.map((cited) => h("li", {}, bothNames(cited.name, words), cited.says && h("p", {}, named(cited.says, words)), sources(cited.sources, context)))),
      ),
  );
}

/** What is asked for, and by which law. */
export function requirementHead(requirement: RequirementAnswer, { words }: Saying): Child[] {
  return [
    h("h4", { class: "requirement-name" }, bothNames(requirement.name, words)),
    // A slot without a requirement on record has no aspect: the recognition is all that is known.
    !requirement.aspect && h("p", { class: "note" }, words.t("market.virtual")),
    requirement.legal_basis && h("p", { class: "note" }, ...words.parts("why.legal-basis", { text: h("span", { lang: words.language === "en" ? null : "en" }, requirement.legal_basis) })),
  ];
}

/** How a requirement is reached, or why it is not. */
export function requirementWhy(requirement: RequirementAnswer, context: Saying): Child[] {
  const { words } = context;
  const route = firstRoute(requirement);
  const missing = requirement.routes.length === 0;
  return [
    route && missing && h("p", { class: "note" }, words.t("why.conditional")),
    route ? hops(route, requirement, context, requirement.id) : h("p", {}, words.t("why.no-route")),
    ...(requirement.reason && missing ? shortfall(requirement, requirement.reason, context) : []),
    missing && requirement.asks_for.length > 0 && h("p", {}, words.t("why.asks-for", { papers: words.list(requirement.asks_for.map(({ name }) => words.name(name)), "disjunction") })),
    missing && requirement.ways_stated && h("p", { class: "note" }, words.t("why.ways-stated", { date: words.date(requirement.ways_stated) })),
    missing && requirement.open_ways && h("p", { class: "note" }, words.t("why.ways-open")),
    requirement.sources.length > 0 &&
      h("details", { class: "where", "data-key": `where ${requirement.id}` }, h("summary", {}, words.t("why.where")), sources(requirement.sources, context)),
  ];
}

/** What stands in the way, and the recognition that comes nearest. */
function shortfall(requirement: RequirementAnswer, { because, remedies, hop: closest }: Shortfall, context: Saying): Child[] {
  const { words, names } = context;
  const say = new Say(words, names);
  // A clause about another paper is near to nothing.
  const near = !closest?.guards.some(({ name, value }) => name === "artefact" && value === "F");
  const nearest = near ? closest : null;
  return [
    !near && h("p", {}, words.t("why.none-near")),
    near && because.length > 0 && h("p", {}, words.t("why.shortfall", { reason: words.series(because.map((reason) => say.reason(reason))) })),
    remedies.includes("not-actionable") && h("p", { class: "note" }, words.t("repair.not-actionable")),
    nearest && h("p", {}, nearest.agreement ? words.t("why.near", { agreement: words.name(nearest.agreement.name) }) : words.t("why.near.native")),
    nearest && hop(nearest, requirement, context, `near ${requirement.id}`, "div"),
  ];
}

export function hops(route: Route, requirement: RequirementAnswer, context: Saying, key: string): HTMLElement {
  return h("ol", { class: "hops" }, ...route.hops.map((step, i) => hop(step, requirement, context, `${key}/${i}`)));
}
