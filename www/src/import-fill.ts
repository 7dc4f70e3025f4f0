/** Puts what was read from a certificate into the question. */

import { isOf } from "../comity/import/settle";
import type { Imported, ReadFact } from "../comity/import/types";
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

/** The same question with some facts said otherwise. */
export function stating(state: State, facts: readonly ReadFact[]): State {
  const [first, ...rest] = state.papers;
  const paper = { ...first };
  const goods = { ...state.goods };
  const attributes = { ...state.attributes };
  for (const { field, value } of facts) {
    if (isOf(paperFields, field)) paper[field] = value;
    else if (isOf(goodsFields, field)) goods[field] = value;
    else if (field.startsWith("attr.") && value) attributes[field.slice(5)] = value;
  }
  return { ...state, papers: [paper, ...rest], goods, attributes };
}
