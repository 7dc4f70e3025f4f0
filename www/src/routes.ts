/** Other routes to what the headline is about. */

import type { Answer, RequirementAnswer, Route } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { section } from "./parts";
import { Say, firstRoute, headlineRequirements } from "./say";
import { hops } from "./why";

export function routes(answer: Answer, context: Context): HTMLElement | null {
  const { words } = context;
  const about = headlineRequirements(answer);
  const firsts = about.map(firstRoute);
  const others = about.flatMap((requirement) =>
    [...requirement.routes, ...requirement.conditional_routes].filter((route) => !firsts.includes(route)).map((route) => ({ route, requirement })),
  );
  const hidden = about.reduce((sum, { more_routes, more_conditional }) => sum + more_routes + more_conditional, 0);
  if (others.length === 0 && hidden === 0) return null;
  return section(
    "routes-title",
    words.t("answer.routes"),
    ...others.map(({ route, requirement }, i) => entry(route, requirement, i, context)),
    hidden > 0 && h("p", { class: "note" }, words.t("routes.more", { count: hidden })),
  );
}

function entry(route: Route, requirement: RequirementAnswer, index: number, context: Context): HTMLElement {
  const { words, names } = context;
  const say = new Say(words, names);
  const [from, until] = route.window;
  const agreements = say.agreements(route);
  return h(
    "details",
    { class: "route", "data-key": `route ${index}` },
    h("summary", {}, words.t(route.truth === "T" ? "routes.title" : "routes.title.conditional", { number: index + 2, effect: words.t(`scale.${route.effect}`) }), agreements && h("span", { class: "about" }, agreements)),
    route.truth === "U" && h("p", { class: "note" }, words.t("why.conditional")),
    until
      ? h("p", { class: "note" }, from ? words.t("routes.window", { from: words.date(from), until: words.date(until) }) : words.t("routes.window.until", { until: words.date(until) }))
      : from && h("p", { class: "note" }, words.t("routes.window.from", { from: words.date(from) })),
    route.obligations.length > 0 && h("ul", { class: "checklist" }, ...route.obligations.map((item) => h("li", {}, say.obligation(item)))),
    hops(route, requirement, context, `route ${index}`),
  );
}
