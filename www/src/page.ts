/** The page around its views: head, ways to the views, notices, foot. Nothing is asked of any server. */

import type { Comity } from "../comity/comity";
import type { About } from "../comity/types";
import { Ask } from "./ask";
import { Batch } from "./batch";
import type { Asking } from "./asking";
import type { Context } from "./context";
import { Data } from "./data";
import { h } from "./dom";
import { Library } from "./library";
import { Names } from "./names";
import { Plan } from "./plan";
import { type State, type ViewName, today } from "./state";
import type { Store } from "./store";
import { Time } from "./time";
import type { View } from "./view";
import { Words, languages } from "./words";
import { World } from "./world";

/** After so many days without a new edition the page says how old its data is. */
const OLD = 90;

/** The views there are, in the order in which they are offered. */
const made: Partial<Record<ViewName, (context: Context) => View>> = {
  ask: (context) => new Ask(context),
  world: (context) => new World(context),
  plan: (context) => new Plan(context),
  time: (context) => new Time(context),
  batch: (context) => new Batch(context),
  library: (context) => new Library(context),
  data: (context) => new Data(context),
};

export class Page {
  readonly #root: HTMLElement;
  readonly #about: About;
  readonly #shared: Omit<Context, "words">;
  #context!: Context;
  #view!: View;
  #open: ViewName | null = null;
  #broken = false;
  #ways!: HTMLElement;
  #main!: HTMLElement;
  #notices!: HTMLElement;

  constructor(comity: Comity, asking: Asking, store: Store, root: HTMLElement) {
    const vocabulary = comity.vocabulary();
    this.#about = comity.about();
    this.#shared = { comity, asking, vocabulary, names: new Names(vocabulary), about: this.#about, store };
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
    this.#context = { ...this.#shared, words };
    this.#notices = h("div", { class: "notices" });
    this.#ways = h("nav", { class: "ways", "aria-label": words.t("app.views") });
    this.#main = h("main", { id: "main" });
    this.#view?.close?.();
    this.#open = null;
    this.#root.replaceChildren(this.#header(words), this.#notices, this.#main, this.#footer(words));
    this.#show(state);
  }

  #header(words: Words): HTMLElement {
    const { store } = this.#shared;
    const choose = languages.map((language) =>
      h(
        "button",
        { type: "button", class: "quiet", lang: language, "aria-pressed": String(language === words.language), click: () => store.language(language) },
        language === "en" ? "English" : "中文",
      ),
    );
    return h(
      "header",
      { class: "masthead" },
      h("a", { class: "skip", href: "#main", click: ((event: Event) => (event.preventDefault(), this.#toMain())) as EventListener }, words.t("app.skip")),
      h("h1", {}, h("span", { class: "name" }, words.t("app.name")), " ", h("span", { class: "tagline" }, words.t("app.tagline"))),
      h("div", { class: "languages", role: "group", "aria-label": words.t("app.language") }, ...choose),
      this.#ways,
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
    const { words, store } = this.#context;
    if (state.language !== words.language) {
      this.#build(state);
      this.#root.querySelector<HTMLElement>(".languages [aria-pressed=true]")?.focus();
      return;
    }
    const another = state.view !== this.#open;
    // What was typed and not understood belongs to the question of before.
    try {
      if (another || this.#broken || (store.another && this.#main.querySelector(".is-refused"))) this.#mount(state.view, another);
      this.#view.update(state);
    } catch (thrown) {
      this.#stopped(thrown);
    }
    this.#ways.replaceChildren(...(Object.keys(made) as ViewName[]).map((view) => h("a", { href: store.to(view), "aria-current": view === state.view && "page" }, words.t(`view.${view}`))));
    this.#notice();
  }

  #mount(view: ViewName, another: boolean): void {
    const { words } = this.#context;
    const first = this.#open === null;
    this.#view?.close?.();
    this.#view = (made[view] ?? made.ask ?? ((context) => new Ask(context)))(this.#context);
    this.#open = view;
    this.#broken = false;
    this.#main.replaceChildren(this.#view.element);
    document.title = view === "ask" ? `${words.t("app.name")} · ${words.t("app.tagline")}` : `${words.t(`view.${view}`)} · ${words.t("app.name")}`;
    // Who opened a view reads on there; who opened the page begins at its head.
    if (another && !first) {
      scrollTo({ top: 0 });
      this.#main.querySelector<HTMLElement>("h2[tabindex]")?.focus({ preventScroll: true });
    }
  }

  /** Something failed that should not: said, with a way on. The question is in the address, and the next change tries again. */
  #stopped(thrown: unknown): void {
    const { words } = this.#context;
    this.#broken = true;
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    this.#main.replaceChildren(
      h("div", { class: "trouble", role: "alert" }, h("p", {}, words.t("app.stopped", { reason })), h("button", { type: "button", click: () => location.reload() }, words.t("app.reload"))),
    );
  }

  #toMain(): void {
    const answer = this.#main.querySelector<HTMLElement>("#answer, h2[tabindex]");
    answer?.focus();
    answer?.scrollIntoView({ block: "nearest" });
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
}
