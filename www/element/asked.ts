/** What an element asks: its attributes as a question. */

import { type GoodsField, type PaperField, blankGoods, blankPaper, goodsFields, paperFields, toGoods, toHolding, written } from "../comity/fields";
import type { Question, Vocabulary } from "../comity/types";
import { today } from "../src/state";

/** The question that attributes make; a day that is not stated is today. */
export function questionOf(element: Element, vocabulary: Vocabulary): Question {
  const said = (field: PaperField | GoodsField) => element.getAttribute(written(field))?.trim() ?? "";
  const [paper, goods] = [blankPaper(), blankGoods()];
  for (const field of paperFields) paper[field] = said(field);
  for (const field of goodsFields) goods[field] = said(field);
  goods.on ||= today();
  return { holdings: namesPaper(element) ? [toHolding(paper)] : [], ...toGoods(goods, {}, vocabulary), market: goods.market, on: goods.on };
}

/** Whether anything is said of a certificate. */
export function namesPaper(element: Element): boolean {
  return paperFields.some((field) => element.getAttribute(written(field))?.trim());
}
