/** What is asked, as the address bar keeps it. The part after `#` never leaves the browser. */

import { type Goods, type Paper, blankGoods, blankPaper, goodsFields, paperFields, toGoods, toHolding, written } from "../comity/fields";
import type { Answer, Many, Portfolio, Question, Vocabulary } from "../comity/types";
import { type Language, languages } from "./words";

export { type Goods, type GoodsField, type Paper, type PaperField, blankPaper, goodsFields, paperFields, written } from "../comity/fields";

/** The page's views; the first is the one where nothing is said. */
export const views = ["ask", "world", "plan", "time", "batch", "library", "data"] as const;
export type ViewName = (typeof views)[number];

/** What single views keep in the address besides the question. */
export const viewFields = ["markets", "effect", "with-scheme", "with-seat", "with-issued", "with-on", "record", "find", "noun", "show", "sort", "at"] as const;
export type ViewField = (typeof viewFields)[number];

export interface State {
  view: ViewName;
  /** What the view keeps besides the question. */
  own: Partial<Record<ViewField, string>>;
  papers: [Paper, ...Paper[]];
  goods: Goods;
  attributes: Record<string, string>;
  assume: Record<string, "yes" | "no">;
  language: Language;
  /** The data edition a permalink was made with. */
  edition: string;
  /** What that edition answered: verdict, interval and last day, as `said` writes them. */
  said: string;
}

/** Nothing stated but the day, which is today. */
export function blank(language: Language): State {
  return { view: "ask", own: {}, papers: [blankPaper()], goods: { ...blankGoods(), on: today() }, attributes: {}, assume: {}, language, edition: "", said: "" };
}

/** Today on the user's calendar. */
export function today(): string {
  const now = new Date();
  const two = (n: number) => String(n).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The permalink's part after `#`, always in the same order. */
export function toHash(state: State, edition: string): string {
  const pairs: [string, string][] = [];
  const add = (name: string, value: string) => value && pairs.push([name, value]);
  if (state.view !== "ask") add("view", state.view);
  for (const field of viewFields) add(field, state.own[field] ?? "");
  for (const paper of state.papers) for (const field of paperFields) add(written(field), paper[field]);
  for (const field of goodsFields) add(written(field), state.goods[field]);
  for (const id of Object.keys(state.attributes).sort()) add(`attr.${id}`, state.attributes[id] ?? "");
  for (const key of Object.keys(state.assume).sort()) add(`assume.${key}`, state.assume[key] ?? "");
  add("lang", state.language);
  add("edition", state.edition || edition);
  add("said", state.said);
  return `#${new URLSearchParams(pairs)}`;
}

/** What an answer says, short enough for an address: an old link can tell what has changed since. */
export function said(answer: Answer): string {
  return [answer.headline.verdict, ...answer.headline.interval, answer.stable_until ?? ""].join(".");
}

/** Reads a permalink; what it does not say is not stated. */
export function fromHash(hash: string, language: Language): State {
  const state = blank(language);
  const papers: Paper[] = [];
  const paperField = new Map(paperFields.map((field) => [written(field), field]));
  const goodsField = new Map(goodsFields.map((field) => [written(field), field]));
  for (const [name, value] of new URLSearchParams(hash.replace(/^#/, ""))) {
    const ofPaper = paperField.get(name);
    const ofGoods = goodsField.get(name);
    if (ofPaper) {
      // A second `scheme` begins a second paper.
      if (papers.length === 0 || (ofPaper === "scheme" && papers.at(-1)?.scheme)) papers.push(blankPaper());
      (papers.at(-1) as Paper)[ofPaper] = value;
    } else if (ofGoods) state.goods[ofGoods] = value;
    else if (name === "view") state.view = views.find((view) => view === value) ?? "ask";
    else if (viewFields.some((field) => field === name)) state.own[name as ViewField] = value;
    else if (name.startsWith("attr.")) state.attributes[name.slice(5)] = value;
    else if (name.startsWith("assume.") && (value === "yes" || value === "no")) state.assume[name.slice(7)] = value;
    else if (name === "lang") state.language = languages.find((l) => l === value) ?? language;
    else if (name === "edition") state.edition = value;
    else if (name === "said") state.said = value;
  }
  const [first, ...rest] = papers;
  if (first) state.papers = [first, ...rest];
  return state;
}

/** Fields without which there is nothing to ask; some views need less. */
export function missing(state: State, needed: readonly ("scheme" | "product" | "market" | "on")[] = ["scheme", "product", "market", "on"]): ("scheme" | "product" | "market" | "on")[] {
  const stated = { scheme: state.papers[0].scheme, product: state.goods.product || state.goods.hs, market: state.goods.market, on: state.goods.on };
  return needed.filter((field) => !stated[field]);
}

/** The question without its market, as the engine takes it. */
export function toPortfolio(state: State, vocabulary: Vocabulary): Portfolio {
  const { market: _, ...portfolio } = toQuestion(state, vocabulary);
  return portfolio;
}

/** The question as the engine takes it. */
export function toQuestion(state: State, vocabulary: Vocabulary): Question {
  const { goods } = state;
  return {
    holdings: state.papers.filter((paper, i) => i === 0 || paper.scheme).map(toHolding),
    ...toGoods(goods, state.attributes, vocabulary),
    market: goods.market,
    on: goods.on,
    assume: state.assume,
  };
}

/** The state that asks a question: that of before, with what the question says otherwise. */
export function fromQuestion(question: Question, before: State): State {
  const text = (value: string | number | null | undefined) => (value === null || value === undefined ? "" : String(value));
  const many = (value: Many | null | undefined) => [value ?? []].flat().join("; ");
  const papers = question.holdings.map((holding, i): Paper => ({
    ...(before.papers[i] ?? blankPaper()),
    scheme: text(holding.scheme),
    kind: text(holding.kind),
    seat: text(holding.issuer?.seat),
    issued: text(holding.issued),
    expires: text(holding.expires),
    status: typeof holding.status === "string" ? holding.status : "",
    class: text(holding.issuer?.class),
    body: text(holding.issuer?.body),
    accredited_by: text(holding.issuer?.accredited_by),
    owner: text(holding.issuer?.owner),
    norm: many(holding.norm),
    level: text(holding.level),
    attests: many(holding.attests),
  }));
  const { origin = {} } = question;
  const goods: Goods = {
    ...before.goods,
    made_in: many(origin.made_in),
    grown_in: many(origin.grown_in),
    last_processed_in: many(origin.last_processed_in),
    originating_in: many(origin.originating_in),
    shipped_from: many(origin.shipped_from),
    marketed_in: many(origin.marketed_in),
    on: question.on,
  };
  const [first = blankPaper(), ...rest] = papers;
  return { ...before, papers: [first, ...rest], goods, assume: question.assume ?? {} };
}
