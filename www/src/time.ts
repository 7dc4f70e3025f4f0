/** The same question on every day: when its answer changed, and when it will. */

import type { Answer, Timeline } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { Form } from "./form";
import { section, sources, viewHead } from "./parts";
import { closing } from "./plan-closing";
import { Work } from "./plan-work";
import { type State, missing, toQuestion } from "./state";
import { ahead, pendings, presumptions } from "./time-ahead";
import { type Line, type Mark, line } from "./time-line";
import { datesOf, period } from "./time-period";
import { Records } from "./time-records";
import { tile } from "./tile";
import type { View } from "./view";

/** What ended before this day few ask for: it stays folded away until somebody does. */
const OLD = "1990-01-01";

export class Time implements View {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #work: Work;
  readonly #form: Form;
  /** What was asked last: the same is not asked twice. */
  #asked = "";
  /** Shows the period that the address names, where there are any. */
  #choose: (at: string | undefined) => void = () => undefined;

  constructor(context: Context) {
    this.#context = context;
    const { words } = context;
    this.#work = new Work(context);
    this.#form = new Form(context);
    this.element = h(
      "div",
      { class: "time-view" },
      viewHead(words.t("time.title"), words.t("time.lead")),
      h(
        "section",
        { class: "time-form", "aria-labelledby": "question-title" },
        h("h3", { id: "question-title", class: "visually-hidden" }, words.t("ask.title")),
        this.#form.element,
        this.#form.tools,
      ),
      this.#work.element,
    );
  }

  update(state: State): void {
    this.#form.update(state);
    this.#ask(state);
  }

  close(): void {
    this.#work.close();
  }

  #ask(state: State): void {
    const { words, vocabulary, asking, comity } = this.#context;
    const question = toQuestion(state, vocabulary);
    const asked = JSON.stringify(question);
    if (asked === this.#asked) return this.#choose(state.own.at);
    this.#asked = asked;
    this.#choose = () => undefined;
    const lacking = missing(state);
    if (lacking.length > 0) return this.#work.put(h("p", { class: "hint-line", role: "status" }, words.t("ask.missing", { fields: words.list(lacking.map((field) => words.t(`field.${field}`))) })));
    void this.#work.do(
      () => asking.ask("timeline", { question }),
      (timeline) => this.#shown(timeline, comity.check(question)),
      (place) => this.#form.focus(place),
    );
  }

  /** The whole result; from here on only the period chosen changes. */
  #shown(timeline: Timeline, answer: Answer): HTMLElement {
    const { words, names, store } = this.#context;
    const context = { ...this.#context, names: names.with(answer) };
    const records = new Records(context);
    const { periods, question } = timeline;
    const today = Math.max(0, periods.findIndex(({ asked }) => asked));
    const old = periods.filter(({ until }) => until !== null && until < OLD).length;
    const marks = marksOf(timeline, answer);
    const strip = h("div");
    const panel = h("div");
    const list = h("ol", { class: "period-list" });
    const fold = h("button", { type: "button", class: "quiet", "aria-expanded": "false", click: () => unfold(fold.getAttribute("aria-expanded") !== "true") }, words.t("time.older", { count: words.number(old) }));
    let drawn: Line;
    let hidden = 0;
    let chosen = -1;

    const go = (at: number) => store.own({ at: at === today ? "" : (periods[at]?.from ?? periods[at]?.until ?? "") });

    const entry = (at: number) => {
      const here = periods[at] as Timeline["periods"][number];
      const said = [here.asked && words.t("until.asked"), here.projected && words.t("time.projected")].filter((text) => text !== false);
      const button = h("button", { type: "button", class: "period-entry", click: () => go(at) }, tile(here.verdict), h("span", {}, h("span", { class: "period-dates" }, datesOf(here, context)), h("span", { class: "period-name" }, words.t(`verdict.${here.verdict}`)), said.length > 0 && h("span", { class: "about" }, words.series(said))));
      const told = records.turned(here.why);
      return h("li", {}, button, told.length > 0 && h("ul", { class: "turned" }, ...told.map((text) => h("li", {}, text))));
    };

    const draw = () => {
      drawn = line(periods.slice(hidden), marks, context, (index) => go(hidden + index));
      strip.replaceChildren(drawn.element);
      list.replaceChildren(...periods.slice(hidden).map((_, i) => entry(hidden + i)));
    };

    const mark = () => {
      drawn.show(chosen - hidden);
      [...list.children].forEach((item, i) => item.querySelector(".period-entry")?.setAttribute("aria-current", String(hidden + i === chosen)));
    };

    const unfold = (open: boolean) => {
      fold.setAttribute("aria-expanded", String(open));
      hidden = open ? 0 : old;
      draw();
      // What is folded away cannot be the one chosen.
      if (chosen < hidden) go(today);
      else mark();
    };

    this.#choose = (at) => {
      const found = at ? periods.findIndex(({ from, until }) => (from ?? "") <= at && at <= (until ?? "9999")) : today;
      const next = found < 0 ? today : found;
      if (next === chosen) return;
      chosen = next;
      if (chosen < hidden) {
        fold.setAttribute("aria-expanded", "true");
        hidden = 0;
        draw();
      }
      mark();
      panel.replaceChildren(period(chosen, timeline, context, records));
    };

    // All may be old: then nothing is folded away.
    hidden = today < old ? 0 : old;
    fold.setAttribute("aria-expanded", String(hidden === 0));
    draw();
    this.#choose(store.state.own.at);
    // Only what is on the page can be scrolled into sight.
    requestAnimationFrame(() => mark());

    return h(
      "div",
      { class: "time-result" },
      h(
        "div",
        { class: "plan-head" },
        h("h3", {}, words.t("ask.timeline.title", { papers: words.list(question.schemes.map((id) => names.of(id, words))), market: words.name(question.market_name) })),
        h("p", { role: "status" }, words.t("time.found", { count: words.number(periods.length), verdict: words.t(`verdict.${(periods[today] ?? answer.headline).verdict}`) })),
      ),
      strip,
      old > 0 && h("p", { class: "older" }, fold),
      panel,
      section("time-list", words.t("time.list"), list),
      ahead(answer, periods.slice(today + 1), context),
      timeline.outlived.length > 0 &&
        section(
          "time-outlived",
          words.t("time.outlived"),
          ...timeline.outlived.map(({ agreement, ends }) =>
            h(
              "div",
              {},
              h("p", {}, words.t("ask.timeline.outlived", { agreement: words.name(agreement.name), ends: words.list(ends.map((day) => words.date(day))) })),
              agreement.sources.length > 0 && h("details", {}, h("summary", {}, words.t("why.sources")), sources(agreement.sources, context)),
            ),
          ),
        ),
      pendings(answer, context),
      presumptions(answer, context),
      closing(timeline, context),
    );
  }
}

/** Days that are marked on the line. */
function marksOf(timeline: Timeline, answer: Answer): Mark[] {
  const mark = (kind: Mark["kind"]) => (day: string | null) => (day ? [{ day, kind }] : []);
  return [
    ...mark("asked")(timeline.question.on),
    ...mark("data")(timeline.as_of),
    ...answer.pending_changes.map(({ expected_from }) => expected_from).flatMap(mark("pending")),
    ...timeline.outlived.flatMap(({ ends }) => ends).flatMap(mark("once")),
  ];
}
