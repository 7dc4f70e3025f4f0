/** Ways from one page of the library to another, and what a record is called on them. */

import type { Noun } from "../comity/types";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { type Goods, blankPaper, toHash } from "./state";

/** What a record can be, in the order in which the kinds are offered. */
export const nouns: readonly Noun[] = ["agreement", "scheme", "market", "bloc", "product", "requirement", "clause", "body", "register", "edition", "norm", "attribute", "source"];

/** A record as an address names it: with what it is, since an agreement and a scheme may share an id. */
export function recordOf(noun: Noun, id: string): string {
  return `${noun}:${id}`;
}

/** Reads it again; an id alone says nothing of what it is. */
export function fromRecord(record: string): { noun: Noun | null; id: string } {
  const noun = nouns.find((noun) => record.startsWith(`${noun}:`));
  return noun ? { noun, id: record.slice(noun.length + 1) } : { noun: null, id: record };
}

export function recordLink({ store }: Context, noun: Noun, id: string, ...children: Child[]): HTMLElement {
  const record = recordOf(noun, id);
  return h("a", { href: store.to("library", { record }), "data-record": record }, ...children);
}

/** Of a market or a bloc: a market's code is the market. */
export function placeLink(context: Context, code: string): Child {
  const { vocabulary, names, words } = context;
  const noun = (["market", "bloc"] as const).find((noun) => vocabulary[`${noun}s`].some(({ id }) => id === code));
  return noun ? recordLink(context, noun, code, names.of(code, words)) : code;
}

export function schemeLink(context: Context, id: string): Child {
  const scheme = context.vocabulary.schemes.find((scheme) => scheme.id === id);
  return scheme ? recordLink(context, "scheme", id, context.words.name(scheme.name)) : id;
}

/** The way to the question, with a record put into it; what else it says of the goods stays. */
export function askLink({ store, about }: Context, put: { scheme?: string; goods?: Partial<Goods> }, ...children: Child[]): HTMLElement {
  const { state } = store;
  const kept = !put.scheme || state.papers[0].scheme === put.scheme;
  const papers: typeof state.papers = kept ? state.papers : [{ ...blankPaper(), scheme: put.scheme ?? "" }];
  const href = toHash({ ...state, view: "ask", own: {}, papers, goods: { ...state.goods, ...put.goods }, said: "" }, about.edition);
  return h("a", { class: "act", href }, ...children);
}
