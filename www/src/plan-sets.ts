/** A plan as people read it: how it was found, each set of certificates, and what stays closed. */

import type { Opening, Plan, PlanSet } from "../comity/types";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { named, section } from "./parts";
import { closing } from "./plan-closing";
import { elsewhere } from "./plan-else";
import { demands, moreSeats, paperName, verdictOf } from "./plan-template";
import { Say, inOrder } from "./say";
import { type State, blankPaper, fromQuestion, toHash } from "./state";
import { tile } from "./tile";
import { Records, cited } from "./time-records";

export function planned(plan: Plan, context: Context): HTMLElement {
  const { words, names } = context;
  const records = new Records(context);
  const many = (codes: readonly string[]) => words.series(codes.map((code) => names.of(code, words)));
  const told = new Set([...plan.sets.flatMap(({ openings }) => openings), ...plan.gaps].map(({ market }) => market));
  const silent = plan.markets.filter((market) => !told.has(market));
  return h(
    "div",
    { class: "plan" },
    h(
      "div",
      { class: "plan-head" },
      h("h3", {}, words.t("ask.plan.title", { markets: many(plan.markets), date: words.date(plan.on), effect: words.t(`scale.${plan.effect}`) })),
      h("p", { role: "status" }, found(plan, context)),
      h("p", { class: "note" }, words.t(`ask.method.${plan.method}`, { count: words.number(plan.candidates) })),
      silent.length > 0 && h("p", { class: "caution" }, words.t("ask.plan.nothing", { markets: many(silent) })),
    ),
    ...plan.sets.map((set, i) => setSection(set, i + 1, plan, context, records)),
    plan.more_as_light && h("p", { class: "note" }, words.t("ask.plan.more")),
    plan.gaps.length > 0 && section("plan-gaps", words.t("ask.plan.gaps"), h("ul", { class: "plan-gaps" }, ...plan.gaps.map((gap) => h("li", {}, ...gapWords(gap, context))))),
    plan.perhaps_more.length > 0 && h("p", { class: "caution" }, words.t("ask.plan.perhaps-more", { markets: words.list(plan.perhaps_more.map((code) => names.of(code, words))) })),
    closing(plan, context),
  );
}

/** What came of it, in a breath. */
function found(plan: Plan, { words }: Context): string {
  const [lightest] = plan.sets;
  if (!lightest || lightest.openings.length === 0) return words.t("plan.found.none");
  if (lightest.certificates.length === 0) return words.t("plan.found.enough");
  return words.t("plan.found", { sets: words.number(plan.sets.length), count: words.number(lightest.certificates.length) });
}

function gapWords({ market, name, applies, perhaps }: Plan["gaps"][number], { words, names }: Context): Child[] {
  const said = [applies === "T" ? "" : words.t("ask.perhaps"), perhaps ? words.t("ask.plan.gap-perhaps") : ""].filter(Boolean);
  return [h("b", {}, names.of(market, words)), " ", named(name, words), said.length > 0 && h("span", { class: "about" }, words.series(said))];
}

function setSection(set: PlanSet, number: number, plan: Plan, context: Context, records: Records): HTMLElement {
  const { words } = context;
  const inHand = set.openings.filter(({ by }) => by.every((used) => "owned" in used));
  const steps = words.number(set.obligations.length);
  return section(
    `set-${number}`,
    words.t("ask.plan.set", { number, weight: words.number(set.weight) }),
    h("p", { class: "note" }, words.t("plan.weight", { certificates: words.number(set.certificates.length), steps })),
    set.certificates.length > 1 && h("ol", { class: "set-summary" }, ...set.certificates.map((got) => h("li", {}, summary(got, set, context)))),
    inHand.length > 0 && h("div", { class: "certificate in-hand" }, h("h4", {}, words.t("ask.plan.in-hand")), openings(inHand, [], context, records, (opening) => checkOwned(opening, context))),
    h("ol", { class: "certificates" }, ...set.certificates.map((_, place) => h("li", { class: "certificate" }, ...certificate(set, place, plan, context, records)))),
    set.obligations.length > 0 && h("details", { class: "all-steps" }, h("summary", {}, words.t("plan.all-steps", { count: steps })), checklist(set.obligations, context, [])),
  );
}

/** A certificate and where it counts, in a line. */
function summary({ template, opens }: PlanSet["certificates"][number], set: PlanSet, context: Context): string {
  const { words, names } = context;
  const where = new Set(opens.flatMap((at) => set.openings[at]?.market ?? []));
  return words.t("plan.counts", { paper: paperName(template, context), markets: words.list([...where].map((code) => names.of(code, words))) });
}

function certificate(set: PlanSet, place: number, plan: Plan, context: Context, records: Records): Child[] {
  const { words } = context;
  const got = set.certificates[place] as PlanSet["certificates"][number];
  const { template } = got;
  const must = demands(template, context);
  const seats = moreSeats(template, context);
  const opened = got.opens.flatMap((at) => set.openings[at] ?? []);
  // Which others a requirement takes besides this one.
  const beside = opened.map(({ by }) => by.flatMap((used) => ("certificate" in used && used.certificate !== place ? (set.certificates[used.certificate]?.scheme ?? []) : [])).map(({ name }) => words.name(name)));
  return [
    h("h4", {}, ...words.parts<Child>("ask.plan.get", { paper: h("span", { class: "paper-name" }, paperName(template, context)) })),
    must.length > 0 && h("p", { class: "demands" }, words.series(must)),
    seats.length > 0 && h("details", {}, h("summary", {}, words.t("plan.seats", { count: words.number(seats.length) })), h("p", { class: "about" }, words.list(seats))),
    template.truth === "U" && h("p", { class: "caution" }, words.t("ask.openers.hinges", { facts: words.series([...new Set(template.hinges_on.map(({ fact }) => words.t(`fact.${fact}.if`)))]) })),
    openings(opened, beside, context, records, (opening) => check(got, opening, context)),
    template.example && elsewhere(got.template, plan.markets, context),
  ];
}

/** What is opened, each with what it leaves to do. */
function openings(list: readonly Opening[], beside: readonly string[][], context: Context, records: Records, link: (opening: Opening) => Child): HTMLElement {
  const { words, names } = context;
  return h(
    "ul",
    { class: "openings" },
    ...list.map((opening, i) => {
      const others = beside[i] ?? [];
      const said = [words.t(`scale.${opening.effect}`), ...(opening.applies === "T" ? [] : [words.t("ask.perhaps")])];
      return h(
        "li",
        { class: "opening" },
        tile(verdictOf(opening.effect, opening.obligations.length)),
        h(
          "div",
          {},
          h("p", {}, h("b", {}, names.of(opening.market, words)), " ", h("span", { class: "opened" }, named(opening.name, words))),
          h("p", { class: "opening-effect" }, words.series(said)),
          others.length > 0 && h("p", { class: "caution" }, words.t("ask.plan.beside", { papers: words.series(others) })),
          opening.clauses.length > 0 && h("p", { class: "about" }, `${words.t("plan.route")}: `, ...opening.clauses.flatMap((id, i): Child[] => [i > 0 && words.series(["", ""]), cited(id, records, context)])),
          opening.obligations.length > 0 &&
            h("details", {}, h("summary", {}, words.t("plan.steps", { count: words.number(opening.obligations.length) })), checklist(opening.obligations, context, [opening.market, ...(context.vocabulary.blocs.find(({ id }) => id === opening.market)?.members ?? [])])),
          link(opening),
        ),
      );
    }),
  );
}

/** Steps in the order in which they fall due; those of another market than the ones meant say where. */
function checklist(obligations: Opening["obligations"], { words, names }: Context, here: readonly string[]): HTMLElement {
  const say = new Say(words, names);
  return h(
    "div",
    { class: "steps" },
    ...inOrder(obligations).map(({ due, items }) =>
      h(
        "div",
        { class: "due" },
        h("p", { class: "due-title" }, words.t(`due.${due}`)),
        h("ul", { class: "checklist" }, ...items.map((item) => h("li", {}, say.obligation(item), !here.includes(item.at) && h("span", { class: "at" }, words.t("obligation.at", { market: names.of(item.at, words) }))))),
      ),
    ),
  );
}

/** The question about such a certificate in the market that it opens: every word of it can be checked there. */
function check({ template }: PlanSet["certificates"][number], opening: Opening, context: Context): Child {
  const { goods, assume } = context.store.state;
  const { example } = template;
  // A requirement that takes several papers is not answered by one of them.
  if (!example || opening.by.length !== 1) return null;
  const question = { ...example, product: {}, market: opening.market, on: goods.on, assume };
  return checkLink(fromQuestion(question, { ...context.store.state, papers: [blankPaper()] }), paperName(template, context), opening, context);
}

/** The same of what is in hand. */
function checkOwned(opening: Opening, context: Context): Child {
  const { words, names, store } = context;
  const papers = store.state.papers.filter(({ scheme }) => scheme);
  return checkLink(store.state, words.list(papers.map(({ scheme }) => names.called(scheme, words))), opening, context);
}

function checkLink(state: State, paper: string, { market }: Opening, { about, words, names }: Context): HTMLElement {
  const href = toHash({ ...state, view: "ask", own: {}, goods: { ...state.goods, market }, said: "" }, about.edition);
  return h("a", { class: "check-link", href, "aria-label": words.t("plan.ask.of", { paper, market: names.of(market, words) }) }, words.t("plan.ask"));
}
