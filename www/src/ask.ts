/** The question as a sentence, and below it the answer. */

import type { Answer } from "../comity/types";
import { asJsonLd } from "../comity/jsonld";
import { type Copied, reasons, verdict } from "./answer";
import type { Context } from "./context";
import { type Details, details } from "./details";
import { h } from "./dom";
import { exampleList } from "./examples";
import { Form } from "./form";
import { Importer } from "./import";
import { since } from "./since";
import { type State, missing, said, toQuestion } from "./state";
import { asText } from "./text";
import { isQuestionError, trouble } from "./trouble";
import type { View } from "./view";

export class Ask implements View {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #details: Details;
  readonly #verdict = h("div", { role: "status", id: "answer", tabindex: -1 });
  readonly #rest = h("div", { class: "rest" });
  readonly #form: Form;
  readonly #start: HTMLElement;
  readonly #importer: Importer;
  /** The answer on the screen, as text: the same answer is not announced twice. */
  #announced = "";

  constructor(context: Context) {
    this.#context = context;
    const { words } = context;
    this.#start = h("section", { class: "start", "aria-labelledby": "examples-title" }, h("h2", { id: "examples-title" }, words.t("ask.examples")), exampleList(context, () => this.#toAnswer()));
    this.#details = details(context);
    this.#form = new Form(context);
    const ask = h("section", { class: "ask", "aria-labelledby": "question-title" }, h("h2", { id: "question-title", class: "visually-hidden" }, words.t("ask.title")));
    this.#importer = new Importer(context, ask);
    ask.append(this.#form.element, h("div", { class: "ask-tools" }, this.#importer.button, this.#form.tools), this.#importer.element, this.#details.element);
    this.element = h(
      "div",
      {},
      ask,
      h("section", { class: "answer", "aria-labelledby": "answer-title" }, h("h2", { id: "answer-title", class: "visually-hidden" }, words.t("answer.title")), this.#verdict, this.#rest),
      this.#start,
    );
  }

  update(state: State): void {
    this.#form.update(state);
    const answer = this.#ask(state);
    this.#details.update(state, answer);
    this.#details.element.hidden = !state.papers[0].scheme;
    this.#form.tools.hidden = !state.papers[0].scheme;
    this.#start.hidden = state.papers[0].scheme !== "";
  }

  close(): void {
    this.#importer.close();
  }

  /** Asks the engine and shows what it says. */
  #ask(state: State): Answer | null {
    const { words } = this.#context;
    const lacking = missing(state);
    if (lacking.length > 0) {
      const begun = state.papers[0].scheme || state.goods.market || state.goods.product;
      const told = begun ? words.t("ask.missing", { fields: words.list(lacking.map((field) => words.t(`field.${field}`))) }) : words.t("ask.empty");
      this.#put(h("p", { class: "hint-line" }, told), null, told);
      return null;
    }
    try {
      const answer = this.#context.comity.check(toQuestion(state, this.#context.vocabulary));
      const context = { ...this.#context, names: this.#context.names.with(answer) };
      this.#context.store.saying(said(answer));
      this.#put(verdict(answer, context), reasons(answer, context, { goTo: (place) => this.#goTo(place), copy: (what) => this.#copy(what, answer), since: since(answer, context) }));
      return answer;
    } catch (thrown) {
      if (!isQuestionError(thrown)) throw thrown;
      this.#put(trouble(thrown, this.#context, (place) => this.#goTo(place)), null);
      return null;
    }
  }

  /** Puts an answer on the page; what the reader had opened stays open. */
  #put(head: HTMLElement, rest: DocumentFragment | null, told = head.textContent): void {
    if (told !== this.#announced || rest === null) this.#verdict.replaceChildren(head);
    this.#announced = told;
    const opened = new Map([...this.#rest.querySelectorAll<HTMLDetailsElement>("details[data-key]")].map((element) => [element.dataset["key"], element.open]));
    this.#rest.replaceChildren(...(rest ? [rest] : []));
    for (const element of this.#rest.querySelectorAll<HTMLDetailsElement>("details[data-key]")) element.open = opened.get(element.dataset["key"]) ?? element.open;
  }

  #goTo(place: string): void {
    if (!this.#form.focus(place)) this.#details.focus(place);
  }

  #toAnswer(): void {
    this.#verdict.focus();
    this.#verdict.scrollIntoView({ block: "nearest" });
  }

  async #copy(what: Copied, answer: Answer): Promise<boolean> {
    const { store, vocabulary, words } = this.#context;
    const written: Record<Copied, () => string> = {
      text: () => asText(answer, this.#question(), this.#context),
      json: () => JSON.stringify(answer),
      "json-ld": () => JSON.stringify(asJsonLd(answer, toQuestion(store.state, vocabulary), words.language, words.t("frame.caveat")), null, 2),
      link: () => store.link,
    };
    const text = written[what]();
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  }

  /** The sentence as it stands on the page. */
  #question(): string {
    const { words, names, store } = this.#context;
    const { papers, goods } = store.state;
    const said = (text: string) => text || words.t("field.unstated");
    const told = papers
      .filter(({ scheme }) => scheme)
      .map(({ scheme, seat, issued }) => words.t("ask.paper", { scheme: names.called(scheme, words), seat: said(names.called(seat, words)), issued: said(issued && words.date(issued)) }));
    return words.t("ask.sentence", {
      papers: told.reduce((papers, paper) => words.t("ask.and", { papers, paper })),
      product: said([names.called(goods.product, words), goods.hs].filter(Boolean).join(" ")),
      made_in: said(names.called(goods.made_in, words)),
      market: names.called(goods.market, words),
      on: words.date(goods.on),
    });
  }
}
