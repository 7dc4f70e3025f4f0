/** What is asked, told back in words: nothing that moves the answer stays out of sight. */

import type { Context } from "./context";
import { Say } from "./say";
import { type GoodsField, type PaperField, type State, goodsFields, paperFields } from "./state";

/** What the sentence itself shows. */
const inSentence: readonly string[] = ["scheme", "seat", "issued", "product", "hs", "made_in", "market", "on"];

/** The certificates of a question and its day. */
export function papersTold(state: State, { words, names }: Context): string {
  const said = (text: string) => text || words.t("field.unstated");
  const [first = "", ...more] = state.papers
    .filter(({ scheme }) => scheme)
    .map(({ scheme, seat, issued }) => words.t("ask.paper", { scheme: names.called(scheme, words), seat: said(names.called(seat, words)), issued: said(issued && words.date(issued)) }));
  return words.t("world.papers", { papers: more.reduce((papers, paper) => words.t("ask.and", { papers, paper }), first), on: words.date(state.goods.on) });
}

/** What is stated besides the sentence: it was filled in elsewhere, and counts here too. */
export function besides(state: State, context: Context): string[] {
  const { words, names } = context;
  const yesNo = (value: string) => (value === "yes" || value === "no" ? words.t(`field.${value}`) : value);
  const field = (name: PaperField | GoodsField, value: string) => {
    const status = `status.${value}`;
    const shown = name === "status" && words.has(status) ? words.t(status) : name === "expires" ? words.date(value) : names.called(value, words);
    return words.t("world.besides.fact", { fact: words.t(`field.${name}`), value: shown });
  };
  const stated = <F extends PaperField | GoodsField>(fields: readonly F[], values: Record<F, string>) => fields.filter((name) => values[name] && !inSentence.includes(name)).map((name) => field(name, values[name]));
  const say = new Say(words, names);
  return [
    ...state.papers.flatMap((paper) => stated(paperFields, paper)),
    ...stated(goodsFields, state.goods),
    ...Object.entries(state.attributes).map(([id, value]) => words.t("world.besides.fact", { fact: names.of(id, words), value: yesNo(value) })),
    ...Object.entries(state.assume).map(([key, value]) => words.t("world.besides.assumed", { fact: say.assumption(key), value: words.t(`field.${value}`) })),
  ];
}
