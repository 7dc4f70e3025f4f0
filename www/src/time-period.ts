/** One period of an answer: its verdict, what turned on its first day, what is asked in it and which recognitions hold. */

import type { Period, Then, Timeline } from "../comity/types";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { named } from "./parts";
import { Say } from "./say";
import { toHash } from "./state";
import { tile } from "./tile";
import { type Records, cited } from "./time-records";

/** From when until when. */
export function datesOf({ from, until }: Period, { words }: Context): string {
  if (from && until) return words.t("ask.timeline.between", { from: words.date(from), until: words.date(until) });
  if (from) return words.t("ask.timeline.from", { from: words.date(from) });
  if (until) return words.t("ask.timeline.until", { until: words.date(until) });
  return words.t("ask.timeline.always");
}

/** What holds of all requirements together, as the command line says it. */
export function together({ market, each }: Period, { words, names }: Context): string {
  // Where nothing but gaps is in the way, nobody refuses anything.
  const refusing = Object.values(each).filter(({ interval: [, hi] }) => hi === "none" || hi === "barred");
  const onlyGaps = refusing.length > 0 && refusing.every(({ gap }) => gap);
  const verdict = market[1] === "none" && onlyGaps ? words.t("verdict.not-addressed.inline") : new Say(words, names).interval(market);
  return words.t("market.interval", { verdict });
}

export function period(at: number, timeline: Timeline, context: Context, records: Records): HTMLElement {
  const { words } = context;
  const here = timeline.periods[at] as Period;
  const before = timeline.periods[at - 1];
  const told = records.turned(here.why);
  const each = Object.entries(here.each);
  return h(
    "div",
    { class: "chosen-period" },
    h(
      "div",
      { class: "period-head" },
      tile(here.verdict, "large"),
      h("div", {}, h("h4", { class: "period-verdict" }, words.t(`verdict.${here.verdict}`)), h("p", { class: "period-dates" }, datesOf(here, context)), h("p", { class: "about" }, together(here, context))),
    ),
    here.projected && h("p", { class: "verdict-note" }, words.t("frame.projected", { as_of: timeline.as_of ? words.date(timeline.as_of) : "" })),
    part(words.t("time.changed"), told.length > 0 ? h("ul", { class: "turned" }, ...told.map((text) => h("li", {}, text))) : h("p", { class: "about" }, words.t(before ? "time.changed.untold" : "time.changed.first"))),
    part(words.t("time.requirements"), each.length > 0 ? h("ul", { class: "asked-then" }, ...each.map(([id, then]) => requirement(then, before !== undefined && JSON.stringify(before.each[id]) !== JSON.stringify(then), context))) : h("p", { class: "about" }, words.t("time.requirements.none"))),
    part(words.t("time.routes"), routes(here, timeline, context, records)),
    askLink(here, context),
  );
}

function part(title: string, ...body: Child[]): HTMLElement {
  return h("div", { class: "period-part" }, h("h5", {}, title), ...body);
}

function requirement({ name, applies, verdict, obligations }: Then, changed: boolean, { words }: Context): HTMLElement {
  const said = [words.t(`verdict.${verdict}`), ...(applies === "T" ? [] : [words.t("ask.perhaps")]), ...(obligations.length > 0 ? [words.t("plan.steps", { count: words.number(obligations.length) })] : [])];
  return h("li", {}, tile(verdict), h("div", {}, named(name, words), h("span", { class: "about" }, words.series(said)), changed && h("b", { class: "changed" }, words.t("time.requirement.changed"))));
}

/** The routes, each by its agreements and clauses; the market's own paper takes none. */
function routes({ routes }: Period, timeline: Timeline, context: Context, records: Records): HTMLElement {
  const { words } = context;
  if (routes.length === 0) return h("p", { class: "about" }, words.t("time.routes.none"));
  const hop = (id: string) => cited(id, records, context);
  return h(
    "ol",
    { class: "routes-then" },
    ...routes.map((route) => h("li", {}, ...(route.length === 0 ? [words.t("why.native", { market: words.name(timeline.question.market_name) })] : route.flatMap((id, i): Child[] => (i === 0 ? [hop(id)] : [h("span", { class: "arrow", "aria-hidden": "true" }, " → "), hop(id)]))))),
  );
}

/** The way to the whole answer on a day of the period: the day asked if it lies in it, or else the first. */
function askLink({ from, until, asked }: Period, { words, store, about }: Context): HTMLElement | null {
  const { goods } = store.state;
  const day = asked ? goods.on : (from ?? until);
  if (!day) return null;
  return h("p", {}, h("a", { class: "ask-then", href: toHash({ ...store.state, view: "ask", own: {}, goods: { ...goods, on: day }, said: "" }, about.edition) }, words.t("time.ask", { date: words.date(day) })));
}
