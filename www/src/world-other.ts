/** The question a comparison is made with: the same one, with another certificate or another day. */

import { type State, blankPaper, toHash } from "./state";

/** The other question, or `null` where nothing is compared. */
export function otherState(state: State): State | null {
  const { "with-scheme": scheme, "with-seat": seat, "with-issued": issued, "with-on": on } = state.own;
  if (!scheme && !seat && !issued && !on) return null;
  const [first, ...rest] = state.papers;
  const goods = { ...state.goods, on: on || state.goods.on };
  if (!scheme && !seat && !issued) return { ...state, goods };
  // What else was said or assumed of the first certificate says nothing of another one.
  const paper = { ...blankPaper(), scheme: scheme || first.scheme, seat: seat || first.seat, issued: issued || first.issued };
  return { ...state, papers: [paper, ...rest], goods, assume: {} };
}

/** Where the full answer for one market is read. */
export function answerLink(state: State, market: string, edition: string): string {
  return toHash({ ...state, view: "ask", own: {}, said: "", goods: { ...state.goods, market } }, edition);
}
