/** Puts what was read from a certificate into the question. */

import { isOf } from "../comity/import/settle";
import type { Field, Imported, ReadFact } from "../comity/import/types";
import { type Goods, type State, blankPaper, goodsFields, paperFields } from "./state";

/** What says which goods are meant. */
const kindOfGoods: readonly string[] = ["product", "hs"];

/** The question of a certificate: its paper alone. Of the goods, a blank it says something about is its own; the others stay as they are. */
export function asked(state: State, { facts }: Imported): State {
  const other = facts.some(({ field }) => kindOfGoods.includes(field) || field.startsWith("attr."));
  const goods: Goods = other ? { ...state.goods, product: "", hs: "", wanted_level: "" } : { ...state.goods, wanted_level: "" };
  // What was assumed was assumed of another certificate.
  return stating({ ...state, papers: [blankPaper()], goods, attributes: other ? {} : state.attributes, assume: {} }, facts);
}

/** Whether a certificate can stand beside the papers of a question: nothing that it says of the goods is said otherwise there. */
export function fitsBeside(state: State, { facts }: Imported): boolean {
  return facts.every(({ field, value }) => {
    const known = ofGoods(state, field);
    return !value || !known || known === value;
  });
}

/** The question with a certificate's paper after those in it. */
export function beside(state: State, { facts }: Imported): State {
  return stating({ ...state, papers: [...state.papers, blankPaper()], assume: {} }, facts, state.papers.length);
}

/** The place of the paper that says what these facts say; -1 where none does any more. */
export function placeOf(state: State, facts: readonly ReadFact[]): number {
  return state.papers.findIndex((paper) => facts.every(({ field, value }) => !isOf(paperFields, field) || paper[field] === value));
}

/** The same question with some facts said otherwise, those of a paper of the one at this place. */
export function stating(state: State, facts: readonly ReadFact[], at = 0): State {
  const paper = { ...(state.papers[at] ?? blankPaper()) };
  const goods = { ...state.goods };
  const attributes = { ...state.attributes };
  for (const { field, value } of facts) {
    if (isOf(paperFields, field)) paper[field] = value;
    else if (isOf(goodsFields, field)) goods[field] = value;
    else if (field.startsWith("attr.") && value) attributes[field.slice(5)] = value;
  }
  const [first = paper, ...rest] = state.papers.map((other, i) => (i === at ? paper : other));
  return { ...state, papers: [first, ...rest], goods, attributes };
}

/** What a question says of its goods under the name of a field; nothing of other fields. */
function ofGoods(state: State, field: Field): string {
  if (isOf(goodsFields, field)) return state.goods[field];
  return field.startsWith("attr.") ? (state.attributes[field.slice(5)] ?? "") : "";
}
