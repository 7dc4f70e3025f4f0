/** The question as one sentence with blanks. */

import * as choices from "./choices";
import { type Combobox, combobox } from "./combobox";
import type { Context } from "./context";
import { dateBlank } from "./dates";
import { h } from "./dom";
import type { Key } from "./words";
import type { Goods, GoodsField, Paper, PaperField, State } from "./state";

type Blank = "scheme" | "seat" | "product" | "made_in" | "market";

/** Text with blanks in it. */
type Said = (string | HTMLElement)[];

export interface Sentence {
  element: HTMLElement;
  /** Shows the state; the blanks stay, so that typing is never disturbed. */
  update(state: State): void;
  /** Puts the cursor into a blank. */
  focus(field: PaperField | GoodsField): boolean;
}

/** Builds the sentence for as many papers as there are. `form`: the words with blanks `{papers}`, `{product}`, `{made_in}`, `{market}`, `{on}`, or some of them. */
export function sentence(context: Context, form: Key = "ask.sentence"): Sentence {
  const { names, words, store } = context;
  const anyMarket = choices.markets(context, false);
  const finders: Record<Blank, choices.Finder> = {
    scheme: choices.schemes(context),
    seat: anyMarket,
    product: choices.products(context),
    made_in: anyMarket,
    market: choices.markets(context, true),
  };
  const showers: ((state: State) => void)[] = [];
  const inputs = new Map<string, HTMLInputElement>();
  const papers = store.state.papers.length;
  const blanks = { product: choice("product", 0), made_in: choice("made_in", 0), market: choice("market", 0), on: date("on", 0) };
  let said = paper(0);
  for (let at = 1; at < papers; at += 1) said = words.parts<Said>("ask.and", { papers: said, paper: paper(at) }).flat();
  const whole = words.parts<Said | HTMLElement>(form, { ...blanks, papers: said }).flat();
  const element = h("div", { class: "sentence", role: "group", "aria-labelledby": "question-title" }, ...kept(whole));

  function paper(at: number): Said {
    const blanks = words.parts<HTMLElement>("ask.paper", { scheme: choice("scheme", at), seat: choice("seat", at), issued: date("issued", at) });
    if (at === 0) return blanks;
    const remove = h("button", { type: "button", class: "quiet remove", "aria-label": words.t("ask.remove"), title: words.t("ask.remove"), click: () => store.removePaper(at) }, "×");
    return [...blanks, remove];
  }

  /** What a blank is called; a second paper's blanks say whose they are. */
  function label(field: Blank | "issued" | "on", at: number): string {
    const text = words.t(`field.${field}`);
    return at === 0 ? text : words.t("answer.of", { text, more: words.t("ask.details.paper.also") });
  }

  function choice(field: Blank, at: number): HTMLElement {
    const blank: Combobox = combobox({
      label: label(field, at),
      placeholder: words.t(`blank.${field}`),
      words,
      find: finders[field],
      text: shown(store.state, field, at),
      none: (typed) => words.t("choose.none", { text: typed }),
      change: (picked) => set(field, at, picked?.id ?? ""),
    });
    showers.push((state) => blank.show(shown(state, field, at)));
    inputs.set(`${field} ${at}`, blank.input);
    return blank.element;
  }

  function date(field: "issued" | "on", at: number): HTMLElement {
    const read = (state: State) => (field === "issued" ? (state.papers[at]?.issued ?? "") : state.goods.on);
    const blank = dateBlank({
      label: label(field, at),
      placeholder: words.t(`blank.${field}`),
      words,
      value: read(store.state),
      change: (iso) => set(field, at, iso),
    });
    showers.push((state) => blank.show(read(state)));
    inputs.set(`${field} ${at}`, blank.input);
    return blank.element;
  }

  function shown(state: State, field: Blank, at: number): string {
    if (field === "product") return product(state.goods);
    const id = field === "scheme" || field === "seat" ? (state.papers[at]?.[field] ?? "") : state.goods[field];
    return id && names.called(id, words);
  }

  function product(goods: Goods): string {
    const code = goods.hs && words.t("choose.hs", { code: choices.dotted(goods.hs) });
    if (!goods.product) return code;
    const name = names.called(goods.product, words);
    return code ? words.t("answer.of", { text: name, more: code }) : name;
  }

  function set(field: Blank | "issued" | "on", at: number, id: string): void {
    if (field === "product") {
      const [, group = "", code = ""] = /^(?:(.*?) ?)hs:(\d+)$/.exec(id) ?? ["", id];
      store.goods({ product: group, hs: code });
    } else if (field === "scheme" || field === "seat" || field === "issued") {
      const changes: Partial<Paper> = { [field]: id };
      // What was said of another scheme's paper says nothing of this one.
      if (field === "scheme") Object.assign(changes, { kind: "", level: "", class: "", body: "", norm: "" });
      store.paper(at, changes);
    } else store.goods({ [field]: id });
  }

  return {
    element,
    update: (state) => showers.forEach((show) => show(state)),
    focus(field) {
      const input = inputs.get(`${field} 0`);
      input?.focus();
      return input !== undefined;
    },
  };
}

/** Keeps a punctuation mark on the line of the blank before it. */
function kept(parts: Said): Said {
  return parts.flatMap((part, i): Said => {
    const before = parts[i - 1];
    if (typeof part === "string") {
      const mark = typeof before === "object" ? leading(part) : "";
      return [part.slice(mark.length)];
    }
    const after = parts[i + 1];
    const mark = typeof after === "string" ? leading(after) : "";
    return mark ? [h("span", { class: "kept" }, part, mark)] : [part];
  });
}

function leading(text: string): string {
  return /^[,.;:?!，。；：？！、]*/.exec(text)?.[0] ?? "";
}
