/** The page: the question above, the answer below, and nothing asked of any server. */

import type { Comity } from "../comity/comity";
import type { About, Answer, Vocabulary } from "../comity/types";
import { reasons, verdict } from "./answer";
import type { Context } from "./context";
import { type Details, details } from "./details";
import { h } from "./dom";
import { exampleList } from "./examples";
import { Names } from "./names";
import { type Sentence, sentence } from "./sentence";
import { type GoodsField, type PaperField, type State, missing, toQuestion, today } from "./state";
import type { Store } from "./store";
import { asText } from "./text";
import { isQuestionError, trouble } from "./trouble";
import { Words, languages } from "./words";

/** After so many days without a new edition the page says how old its data is. */
const OLD = 90;

export class Page {
  readonly #comity: Comity;
  readonly #store: Store;
  readonly #vocabulary: Vocabulary;
  readonly #names: Names;
  readonly #about: About;
  readonly #root: HTMLElement;
  #context!: Context;
  #sentence!: Sentence;
  #details!: Details;
  #papers = 0;
  #verdict!: HTMLElement;
  #rest!: HTMLElement;
  #start!: HTMLElement;
  #notices!: HTMLElement;
  #form!: HTMLElement;
  #tools!: HTMLElement;
  /** The answer on the screen, as text: the same answer is not announced twice. */
  #announced = "";

  constructor(comity: Comity, store: Store, root: HTMLElement) {
    this.#comity = comity;
    this.#store = store;
    this.#vocabulary = comity.vocabulary();
    this.#names = new Names(this.#vocabulary);
    this.#about = comity.about();
    this.#root = root;
    this.#build(store.state);
    store.listen((state) => this.#show(state));
    addEventListener("offline", () => this.#notice());
    addEventListener("online", () => this.#notice());
  }

  /** Everything that depends on the language: built once for each. */
  #build(state: State): void {
    const words = new Words(state.language);
    document.documentElement.lang = state.language;
    document.title = `${words.t("app.name")} · ${words.t("app.tagline")}`;
    this.#context = { vocabulary: this.#vocabulary, names: this.#names, words, store: this.#store };
    this.#verdict = h("div", { role: "status", id: "answer", tabindex: -1 });
    this.#rest = h("div", { class: "rest" });
    this.#notices = h("div", { class: "notices" });
    this.#start = h("section", { class: "start", "aria-labelledby": "examples-title" }, h("h2", { id: "examples-title" }, words.t("ask.examples")), exampleList(this.#context, () => this.#toAnswer()));
    this.#details = details(this.#context);
    this.#form = h("div");
    this.#tools = h(
      "div",
      { class: "ask-tools" },
      h("button", { type: "button", class: "quiet", click: () => this.#store.addPaper() }, words.t("ask.add")),
      h("button", { type: "button", class: "quiet", click: () => this.#clear() }, words.t("ask.clear")),
    );
    this.#announced = "";
    this.#papers = 0;
    this.#root.replaceChildren(
      this.#header(words),
      h(
        "main",
        { id: "main" },
        h(
          "section",
          { class: "ask", "aria-labelledby": "question-title" },
          h("h2", { id: "question-title", class: "visually-hidden" }, words.t("ask.title")),
          this.#form,
          this.#tools,
          this.#details.element,
        ),
        this.#notices,
        h("section", { class: "answer", "aria-labelledby": "answer-title" }, h("h2", { id: "answer-title", class: "visually-hidden" }, words.t("answer.title")), this.#verdict, this.#rest),
        this.#start,
      ),
      this.#footer(words),
    );
    this.#show(state);
  }

  #header(words: Words): HTMLElement {
    const choose = languages.map((language) =>
      h(
        "button",
        { type: "button", class: "quiet", lang: language, "aria-pressed": String(language === words.language), click: () => this.#store.language(language) },
        language === "en" ? "English" : "中文",
      ),
    );
    return h(
      "header",
      { class: "masthead" },
      h("a", { class: "skip", href: "#answer", click: ((event: Event) => (event.preventDefault(), this.#toAnswer())) as EventListener }, words.t("app.skip")),
      h("h1", {}, h("span", { class: "name" }, words.t("app.name")), " ", h("span", { class: "tagline" }, words.t("app.tagline"))),
      h("div", { class: "languages", role: "group", "aria-label": words.t("app.language") }, ...choose),
    );
  }

  #footer(words: Words): HTMLElement {
    const { edition, as_of, counts } = this.#about;
    const number = (name: string) => words.number(counts[name] ?? 0);
    const holds = { agreements: number("agreements"), clauses: number("clauses"), schemes: number("schemes"), markets: number("markets"), sources: number("sources") };
    return h(
      "footer",
      { class: "colophon" },
      h("p", { class: "promise" }, words.t("app.promise")),
      h("p", {}, words.t("app.edition", { edition, as_of: as_of ? words.date(as_of) : "" })),
      h("p", {}, words.t("app.counts", holds)),
      h("p", {}, words.t("app.designations")),
      h("p", {}, words.t("app.licence")),
    );
  }

  #show(state: State): void {
    const { words } = this.#context;
    if (state.language !== words.language) {
      this.#build(state);
      this.#root.querySelector<HTMLElement>(".languages [aria-pressed=true]")?.focus();
      return;
    }
    // What was typed and not understood belongs to the question of before.
    if (this.#store.another && this.#root.querySelector(".is-refused")) {
      this.#build(state);
      return;
    }
    if (state.papers.length !== this.#papers) {
      this.#sentence = sentence(this.#context);
      this.#form.replaceChildren(this.#sentence.element);
      this.#papers = state.papers.length;
    }
    this.#sentence.update(state);
    const answer = this.#ask(state);
    this.#details.update(state, answer);
    this.#details.element.hidden = !state.papers[0].scheme;
    this.#tools.hidden = !state.papers[0].scheme;
    this.#start.hidden = state.papers[0].scheme !== "";
    this.#notice();
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
      const answer = this.#comity.check(toQuestion(state, this.#vocabulary));
      const context = { ...this.#context, names: this.#names.with(answer) };
      this.#put(verdict(answer, context), reasons(answer, context, { goTo: (place) => this.#goTo(place), copy: (what) => this.#copy(what, answer) }));
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

  #notice(): void {
    const { words, store } = this.#context;
    const { edition } = store.state;
    const told: string[] = [];
    if (edition && edition !== this.#about.edition) told.push(words.t("answer.old-link", { edition, current: this.#about.edition }));
    const age = this.#about.as_of ? Math.floor((Date.parse(today()) - Date.parse(this.#about.as_of)) / 86_400_000) : 0;
    if (age > OLD) told.push(words.t("app.old", { days: words.days(age) }));
    if (!navigator.onLine) told.push(words.t("app.offline"));
    this.#notices.replaceChildren(...told.map((text) => h("p", { role: "note" }, text)));
  }

  #goTo(place: string): void {
    if (!this.#sentence.focus(place as PaperField | GoodsField)) this.#details.focus(place);
  }

  #toAnswer(): void {
    this.#verdict.focus();
    this.#verdict.scrollIntoView({ block: "nearest" });
  }

  #clear(): void {
    this.#store.clear();
    this.#sentence.focus("scheme");
  }

  async #copy(what: "text" | "json" | "link", answer: Answer): Promise<boolean> {
    const text = what === "json" ? JSON.stringify(answer) : what === "link" ? this.#store.link : asText(answer, this.#question(), this.#context);
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
