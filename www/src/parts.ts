/** Small parts that several views share. */

import type { SourceCited, Text } from "../comity/types";
import type { Saying } from "./context";
import { type Child, h } from "./dom";
import type { Words } from "./words";

/** The head of a view: its title, which takes the focus when the view is opened, and what it is for. */
export function viewHead(title: string, lead: string): HTMLElement {
  return h("div", { class: "view-head" }, h("h2", { tabindex: -1 }, title), lead && h("p", {}, lead));
}

/** A section of the answer: its title in the margin, its text beside it. */
export function section(id: string, title: string, ...children: Child[]): HTMLElement {
  return h("section", { class: "section", "aria-labelledby": id }, h("h3", { id }, title), h("div", { class: "section-body" }, ...children));
}

/** A recorded name, marked with its language where that is not the page's. */
export function named(text: Text, words: Words): HTMLElement {
  const own = words.language === "en" ? text.en : text.zh;
  return h("span", { lang: own ? null : words.language === "en" ? "zh-CN" : "en" }, words.name(text));
}

/** A recorded name with its form in the other language below. */
export function bothNames(text: Text, words: Words): HTMLElement {
  const other = words.other(text);
  return h("span", { class: "both" }, named(text, words), other && h("span", { class: "other", lang: other.lang }, other.text));
}

/** The sources of a record, each with the day it was read. */
export function sources(list: readonly SourceCited[], { words }: Pick<Saying, "words">): HTMLElement | null {
  if (list.length === 0) return null;
  return h(
    "ul",
    { class: "sources" },
    ...list.map(({ url, says, read }) =>
      h(
        "li",
        {},
        h("a", { href: url, rel: "noreferrer external" }, host(url)),
        says && h("span", { class: "says", lang: words.language === "en" ? null : "en" }, says),
        h("span", { class: "read" }, read ? words.t("why.read", { date: words.date(read) }) : words.t("why.unread")),
      ),
    ),
  );
}

function host(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname.replace(/^www\./, "") : url;
}
