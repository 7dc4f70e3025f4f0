/** Lists of records: as links with a hint each, and long ones with their rest folded away. */

import type { Noun, Text } from "../comity/types";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { hint } from "./library-hints";
import { recordLink } from "./library-links";
import { named } from "./parts";
import type { Words } from "./words";

export interface Listed {
  noun: Noun;
  id: string;
  name: Text;
}

/** As many as are shown before the rest is folded away. */
const OPEN = 20;

/** One record in a list; `within` as in `hint`. */
export function listed(context: Context, { noun, id, name }: Listed, within = ""): HTMLElement {
  const { words } = context;
  const called = words.name(name) ? named(name, words) : noun === "source" ? id.replace(/^https?:\/\//, "") : id;
  // An edition is known by its number; its name is the standard's.
  const text = noun === "edition" ? id : called;
  const beside = noun === "edition" ? words.name(name) : hint(context, noun, id, within);
  return h("li", {}, recordLink(context, noun, id, text), beside && h("span", { class: "beside" }, beside));
}

/** A list; what goes beyond its first part is made only when somebody opens it. */
export function folded<T>(items: readonly T[], item: (item: T) => HTMLElement, words: Words, list: "ul" | "ol" = "ul", name = "records", open = OPEN): Child[] {
  const [first, rest] = items.length > open + 3 ? [items.slice(0, open), items.slice(open)] : [items, []];
  const shown = h(list, { class: name }, ...first.map(item));
  if (rest.length === 0) return [shown];
  return [shown, unfold(words.t("library.rest", { count: words.number(rest.length) }), () => h(list, { class: name, ...(list === "ol" && { start: open + 1 }) }, ...rest.map(item)))];
}

const makers = new WeakMap<Element, () => void>();

/** Something folded away that is made when it is first opened. */
export function unfold(title: string, made: () => HTMLElement): HTMLElement {
  const details: HTMLDetailsElement = h("details", { class: "folded", toggle: () => makers.get(details)?.() }, h("summary", {}, title));
  makers.set(details, () => details.childElementCount === 1 && details.append(made()));
  return details;
}

/** Makes all that is folded away within something: paper cannot be opened. */
export function makeAll(within: HTMLElement): void {
  for (const details of within.querySelectorAll("details.folded")) makers.get(details)?.();
}
