/** "Compare with": another certificate or another day, set beside the question. What is left blank is as in the sentence. */

import { markets, schemes } from "./choices";
import { combobox } from "./combobox";
import type { Context } from "./context";
import { dateBlank } from "./dates";
import { h, unique } from "./dom";
import type { State } from "./state";
import { otherState } from "./world-other";
import { besides, papersTold } from "./world-said";

type Other = "with-scheme" | "with-seat" | "with-issued" | "with-on";

interface Blank {
  element: HTMLElement;
  input: HTMLInputElement;
  show(text: string): void;
}

export class Compare {
  readonly element: HTMLDetailsElement;
  readonly #context: Context;
  readonly #shows: ((state: State) => void)[] = [];
  readonly #told = h("dl", { class: "world-both" });
  readonly #note = h("p", { class: "note" });
  readonly #stop: HTMLButtonElement;
  #compared = false;

  constructor(context: Context) {
    this.#context = context;
    const { words, names, store } = context;
    const set = (field: Other, value: string) => store.own({ [field]: value });
    const choice = (field: Other, label: string, find: ReturnType<typeof schemes>, before: (state: State) => string) => {
      const blank = combobox({ label, placeholder: "", words, find, text: "", none: (typed) => words.t("choose.none", { text: typed }), change: (picked) => set(field, picked?.id ?? "") });
      const name = (id: string) => id && names.called(id, words);
      return this.#field(field, label, blank, name, (state) => name(before(state)));
    };
    const day = (field: Other, label: string, before: (state: State) => string) => {
      const blank = dateBlank({ label, placeholder: "", words, value: "", change: (iso) => set(field, iso) });
      return this.#field(field, label, blank, (iso) => iso, (state) => before(state) && words.date(before(state)));
    };
    this.#stop = h("button", { type: "button", class: "quiet", click: () => this.#end() }, words.t("world.compare.end"));
    this.element = h(
      "details",
      { class: "details world-compare" },
      h("summary", {}, words.t("world.compare")),
      h(
        "div",
        { class: "fields" },
        choice("with-scheme", words.t("world.compare.scheme"), schemes(context), ({ papers: [{ scheme }] }) => scheme),
        choice("with-seat", words.t("world.compare.seat"), markets(context, false), ({ papers: [{ seat }] }) => seat),
        day("with-issued", words.t("world.compare.issued"), ({ papers: [{ issued }] }) => issued),
        day("with-on", words.t("world.compare.on"), ({ goods: { on } }) => on),
      ),
      this.#told,
      this.#note,
      this.#stop,
    );
  }

  update(state: State): void {
    const { words } = this.#context;
    for (const show of this.#shows) show(state);
    const other = otherState(state);
    this.#stop.hidden = !other;
    if (other && !this.#compared) this.element.open = true;
    this.#compared = other !== null;
    this.#told.replaceChildren();
    this.#note.textContent = "";
    if (!other) return;
    const line = (label: string, of: State) => h("div", {}, h("dt", {}, label), h("dd", {}, papersTold(of, this.#context)));
    if (state.papers[0].scheme) this.#told.append(line(words.t("ask.compare.first"), state), line(words.t("ask.compare.second"), other));
    const another = other.papers[0] !== state.papers[0];
    if (another && besides(state, this.#context).length > besides(other, this.#context).length) this.#note.textContent = words.t("world.compare.bare");
  }

  focus(): void {
    this.element.open = true;
    this.element.querySelector("input")?.focus();
  }

  /** A labelled blank; what stands in the sentence shines through where it is empty. */
  #field(field: Other, label: string, blank: Blank, shown: (value: string) => string, before: (state: State) => string): HTMLElement {
    const { words } = this.#context;
    blank.input.id = unique("with");
    this.#shows.push((state) => {
      const as = before(state);
      blank.input.placeholder = as ? words.t("world.compare.same", { value: as }) : words.t("field.unstated");
      blank.show(shown(state.own[field] ?? ""));
    });
    return h("div", { class: "field" }, h("label", { for: blank.input.id }, label), blank.element);
  }

  #end(): void {
    this.#context.store.own({ "with-scheme": "", "with-seat": "", "with-issued": "", "with-on": "" });
    this.element.querySelector("summary")?.focus();
  }
}
