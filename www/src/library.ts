/** Everything on record, readable: a search over all of it, and each record as a page of its own. */

import type { Context } from "./context";
import { h } from "./dom";
import { Index } from "./library-index";
import { makeAll } from "./library-lists";
import { record } from "./library-record";
import { viewHead } from "./parts";
import type { State } from "./state";
import type { View } from "./view";

export class Library implements View {
  readonly element = h("div", { class: "library" });
  readonly #context: Context;
  readonly #index: Index;
  readonly #start: HTMLElement;
  readonly #print = () => makeAll(this.element);
  /** The record on the page, empty for the start; `null` before anything is. */
  #open: string | null = null;
  /** Its address, with the question that its links take along. */
  #address = "";

  constructor(context: Context) {
    this.#context = context;
    this.#index = new Index(context);
    this.#start = h("div", {}, viewHead(context.words.t("view.library"), context.words.t("library.lead")), this.#index.element);
    addEventListener("beforeprint", this.#print);
    // The page looks for the title as soon as the view is made.
    this.update(context.store.state);
  }

  update(state: State): void {
    const { words, store } = this.#context;
    const wanted = state.own.record ?? "";
    const before = this.#open;
    if (!wanted) this.#index.update(state);
    const address = store.to("library", { record: wanted });
    if (wanted !== before || (wanted && address !== this.#address)) {
      this.#open = wanted;
      this.#address = address;
      this.element.replaceChildren(wanted ? record(wanted, this.#context) : this.#start);
      if (before !== null) this.#arrive(before);
    }
    const title = wanted ? this.element.querySelector("h2")?.textContent : words.t("view.library");
    document.title = `${title} · ${words.t("app.name")}`;
  }

  close(): void {
    removeEventListener("beforeprint", this.#print);
    this.#index.close();
  }

  /** Who opened a record reads on at its head; who came back to the list goes on where it was left. */
  #arrive(before: string): void {
    if (!this.#open && this.#index.focus(before)) return;
    scrollTo({ top: 0 });
    this.element.querySelector<HTMLElement>("h2")?.focus({ preventScroll: true });
  }
}
