/** Every market at once: the question without its market, and what each market says to it. */

import type { Markets, Portfolio, QuestionError } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { exampleList } from "./examples";
import { Form } from "./form";
import { viewHead } from "./parts";
import { type State, missing, toPortfolio } from "./state";
import { isQuestionError, trouble } from "./trouble";
import type { View } from "./view";
import { Waiting } from "./waiting";
import { Board } from "./world-board";
import { Compare } from "./world-compare";
import { otherState } from "./world-other";
import { besides } from "./world-said";

/** What came of one or two questions; the second may not have been understood. */
interface Result {
  first: Markets;
  second: Markets | QuestionError | null;
}

export class World implements View {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #form: Form;
  readonly #besides = h("p", { class: "note world-besides" });
  readonly #compare: Compare;
  readonly #waiting: Waiting;
  /** Says what came of it, once. */
  readonly #told = h("p", { class: "world-told", role: "status" });
  readonly #out = h("div", { class: "world-out" });
  readonly #start: HTMLElement;
  #board: Board | null = null;
  /** What was asked last. */
  #asked = "";

  constructor(context: Context) {
    this.#context = context;
    const { words } = context;
    this.#compare = new Compare(context);
    this.#waiting = new Waiting(context);
    this.#form = new Form(context, "world.sentence");
    this.#start = h("section", { class: "start", "aria-labelledby": "examples-title" }, h("h3", { id: "examples-title" }, words.t("ask.examples")), exampleList(context, () => this.#toHead(), "world.example"));
    this.element = h(
      "div",
      { class: "world" },
      viewHead(words.t("view.world"), words.t("world.lead")),
      h("section", { "aria-labelledby": "question-title" }, h("h3", { id: "question-title", class: "visually-hidden" }, words.t("ask.title")), this.#form.element, this.#form.tools, this.#besides, this.#compare.element),
      this.#waiting.element,
      this.#told,
      this.#out,
      this.#start,
    );
  }

  update(state: State): void {
    const { words, vocabulary } = this.#context;
    this.#form.update(state);
    this.#compare.update(state);
    const more = besides(state, this.#context);
    this.#besides.textContent = more.length > 0 ? words.t("world.besides", { facts: words.series(more) }) : "";
    const begun = state.papers[0].scheme !== "";
    this.#form.tools.hidden = !begun;
    this.#compare.element.hidden = !begun;
    this.#start.hidden = begun;
    const lacking = missing(state, ["scheme", "product", "on"]);
    if (lacking.length > 0) {
      const started = begun || state.goods.product;
      this.#empty(started ? words.t("ask.missing", { fields: words.list(lacking.map((field) => words.t(`field.${field}`))) }) : words.t("ask.empty"));
      return;
    }
    const other = otherState(state);
    const asked = JSON.stringify([toPortfolio(state, vocabulary), other && toPortfolio(other, vocabulary)]);
    if (asked !== this.#asked) void this.#ask(asked, other ? [state, other] : [state]);
    else this.#board?.update(state);
  }

  close(): void {
    this.#waiting.stop();
  }

  /** Nothing to ask yet. */
  #empty(told: string): void {
    this.#waiting.stop();
    this.#asked = "";
    this.#board = null;
    this.#stale(false);
    this.#out.replaceChildren();
    this.#tell(told);
  }

  async #ask(asked: string, states: readonly State[]): Promise<void> {
    const { words, store } = this.#context;
    this.#asked = asked;
    this.#board = null;
    // What was answered before is no answer to this: it stays in its place, visibly out of date, and cannot be used.
    if (this.#out.contains(document.activeElement)) this.#toHead();
    this.#stale(true);
    this.#tell("");
    const before = this.#out.firstChild;
    const work = (progress: (done: number, all: number) => void) => this.#both(states, progress);
    let failed = true;
    await this.#waiting.show(
      work,
      this.#out,
      (result) => {
        failed = false;
        return this.#shown(states, result);
      },
      (place) => this.#goTo(place),
    );
    if (this.#asked !== asked) return;
    this.#stale(false);
    if (!failed) return this.#tell(this.#board ? (this.#board as Board).told : "");
    this.#asked = "";
    // In trouble, the message tells of it; called off, nothing has come.
    if (this.#out.firstChild === before) {
      const again = h("button", { type: "button", click: () => this.update(store.state) }, words.t("world.again"));
      this.#out.replaceChildren(h("p", { class: "tools" }, words.t("world.stopped"), again));
    }
  }

  #shown(states: readonly State[], { first, second }: Result): Node {
    const understood = second && !isQuestionError(second) ? second : null;
    const board = new Board(this.#context, states, first, understood);
    this.#board = board;
    board.update(this.#context.store.state);
    const wrong = second && isQuestionError(second) ? trouble({ ...second, nearest: [] }, this.#context, () => this.#compare.focus()) : null;
    return wrong ? h("div", {}, wrong, board.element) : board.element;
  }

  /** Asks the question and the one it is compared with; both count as one piece of work. */
  async #both(states: readonly State[], progress: (done: number, all: number) => void): Promise<Result> {
    const { asking, vocabulary } = this.#context;
    const at = states.map(() => ({ done: 0, all: 0 }));
    const ask = (portfolio: Portfolio, i: number) =>
      asking.ask("markets", { portfolio }, (done, all) => {
        at[i] = { done, all };
        progress(at.reduce((sum, { done }) => sum + done, 0), all * states.length);
      });
    const [first, second] = states.map((state, i) => ask(toPortfolio(state, vocabulary), i));
    if (!first) throw new Error("nothing was asked");
    const other = second?.catch((thrown: unknown) => {
      if (isQuestionError(thrown)) return thrown;
      throw thrown;
    });
    const [one, two] = await Promise.all([first, other]);
    return { first: one, second: two ?? null };
  }

  #stale(stale: boolean): void {
    this.#out.classList.toggle("is-stale", stale);
    this.#out.inert = stale;
    this.#out.setAttribute("aria-busy", String(stale));
  }

  /** What the counts show to the eye, the ear is told. */
  #tell(text: string): void {
    this.#told.classList.toggle("visually-hidden", this.#board !== null);
    if (this.#told.textContent !== text) this.#told.textContent = text;
  }

  #goTo(place: string): void {
    // What the sentence has no blank for is stated where the whole question stands.
    if (!this.#form.focus(place)) this.#context.store.open("ask");
  }

  #toHead(): void {
    this.element.querySelector<HTMLElement>("h2[tabindex]")?.focus();
  }
}
