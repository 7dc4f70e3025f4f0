/** The way in: one field that searches everything, and the kinds of record, each as a list in parts. */

import type { Noun } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { fromRecord, nouns } from "./library-links";
import { type Listed, listed } from "./library-lists";
import { Shelf } from "./library-shelf";
import { section } from "./parts";
import type { State } from "./state";

/** The best of a search over everything. */
const BEST = 50;
/** How many of a list are shown at once, and how many more each time. */
const PART = 60;
/** A moment after the last key. */
const PAUSE = 150;

export class Index {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #shelf: Shelf;
  readonly #input: HTMLInputElement;
  readonly #kinds = new Map<Noun | "", HTMLAnchorElement>();
  readonly #told = h("p", { class: "found-told", role: "status" });
  readonly #found = h("div", { class: "found" });
  readonly #more: HTMLButtonElement;
  #list: readonly Listed[] = [];
  #pause: ReturnType<typeof setTimeout> | undefined;
  #shown = "";

  constructor(context: Context) {
    this.#context = context;
    this.#shelf = new Shelf(context);
    const { words, store } = context;
    this.#input = h("input", { type: "search", class: "find", id: "library-find", autocomplete: "off", spellcheck: "false", maxlength: 200, input: () => this.#typed() });
    this.#more = h("button", { type: "button", hidden: true, click: () => this.#showMore() });
    // A kind without a list to choose from is found by typing.
    for (const noun of ["" as const, ...nouns.filter((noun) => noun !== "norm")]) this.#kinds.set(noun, h("a", { href: store.to("library", noun ? { noun } : {}) }, this.#kind(noun)));
    this.element = h(
      "div",
      { class: "library-index" },
      h("div", { class: "find-field", role: "search" }, h("label", { for: "library-find" }, words.t("library.find")), this.#input),
      h("nav", { class: "kinds", "aria-label": words.t("library.kinds") }, h("ul", {}, ...[...this.#kinds.values()].map((link) => h("li", {}, link)))),
      this.#told,
      this.#found,
      this.#more,
    );
  }

  update({ own }: State): void {
    const find = own.find ?? "";
    const noun = fromRecord(`${own.noun}:`).noun ?? "";
    if (document.activeElement !== this.#input) this.#input.value = find;
    for (const [kind, link] of this.#kinds) {
      link.setAttribute("href", this.#context.store.to("library", { noun: kind, find }));
      if (kind === noun) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    // The links below take the question along.
    const shown = this.#context.store.to("library", { noun, find, show: own.show ?? "" });
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#list = [];
    const text = find.trim();
    if (noun) this.#ofKind(noun, text, Math.max(PART, Number(own.show) || 0));
    else if (text) this.#ofAll(text);
    else this.#put(this.#context.words.t("library.start"), [this.#meanings()]);
  }

  /** Brings the cursor back to the record that was opened from here. */
  focus(record: string): boolean {
    const link = [...this.#found.querySelectorAll<HTMLElement>("a[data-record]")].find((link) => link.dataset["record"] === record);
    link?.focus();
    return link !== undefined;
  }

  close(): void {
    clearTimeout(this.#pause);
  }

  #typed(): void {
    clearTimeout(this.#pause);
    this.#pause = setTimeout(() => this.#context.store.own({ find: this.#input.value, show: "" }), PAUSE);
  }

  #kind(noun: Noun | ""): string {
    const { words } = this.#context;
    if (!noun) return words.t("library.all");
    const count = this.#shelf.count(noun);
    const name = words.t(`library.nouns.${noun}`);
    return count === null ? name : words.t("answer.of", { text: name, more: words.number(count) });
  }

  /** What each kind of record is. */
  #meanings(): HTMLElement {
    const { words, store } = this.#context;
    const term = (noun: Noun) => (noun === "norm" ? words.t("library.nouns.norm") : h("a", { href: store.to("library", { noun }) }, words.t(`library.nouns.${noun}`)));
    return h("dl", { class: "facts" }, ...nouns.flatMap((noun) => [h("dt", {}, term(noun)), h("dd", {}, words.t(`library.means.${noun}`))]));
  }

  /** The best of everything, by what it is; the kind of the best first. */
  #ofAll(text: string): void {
    const { words, comity } = this.#context;
    // One more than is shown tells whether that is all.
    const all = comity.search(text, BEST + 1);
    const best = all.slice(0, BEST);
    const kinds = [...new Set(best.map(({ noun }) => noun))];
    const count = words.number(best.length);
    const told = best.length === 0 ? words.t("library.found.none", { text }) : words.t(all.length > BEST ? "library.found.cut" : "library.found", { count, text });
    this.#put(
      told,
      kinds.map((kind) => section(`found-${kind}`, words.t(`library.nouns.${kind}`), h("ul", { class: "records" }, ...best.filter(({ noun }) => noun === kind).map((one) => listed(this.#context, one))))),
    );
  }

  /** All of one kind, or of it what matches: the list is whole, and shown in parts. */
  #ofKind(noun: Noun, text: string, most: number): void {
    const { words } = this.#context;
    this.#list = text ? this.#shelf.matching(noun, text) : this.#shelf.all(noun);
    const count = words.number(this.#list.length);
    const told = text ? (this.#list.length > 0 ? words.t("library.found", { count, text }) : words.t("library.found.none", { text })) : words.t("library.listed", { kind: words.t(`library.nouns.${noun}`), count });
    this.#put(told, [h("ul", { class: "records" }, ...this.#list.slice(0, most).map((one) => listed(this.#context, one)))], most);
  }

  #put(told: string, found: HTMLElement[], most = Infinity): void {
    const { words } = this.#context;
    const left = Math.max(0, this.#list.length - most);
    this.#told.textContent = left > 0 ? words.series([told.replace(/[.。]$/, ""), words.t("library.shown", { shown: words.number(most), all: words.number(this.#list.length) })]) : told;
    this.#found.replaceChildren(...found);
    this.#more.hidden = left === 0;
    this.#more.textContent = words.t("library.more", { count: words.number(Math.min(PART, left)) });
  }

  /** Shows a further part and goes to its first record. */
  #showMore(): void {
    const before = this.#found.querySelectorAll("a[data-record]").length;
    this.#context.store.own({ show: String(before + PART) });
    this.#found.querySelectorAll<HTMLElement>("a[data-record]")[before]?.focus();
  }
}
