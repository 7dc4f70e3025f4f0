/** Where a record was read, and the page of a source: everything that was read there. */

import type { Description, SourceCited } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { recordLink } from "./library-links";
import { section, sources, viewHead } from "./parts";

/** Sources, each with a way to its own page. */
export function sourcesOf(list: readonly SourceCited[], context: Context): HTMLElement | null {
  const shown = sources(list, context);
  list.forEach(({ url }, at) => shown?.children[at]?.append(recordLink(context, "source", url, context.words.t("library.source.page"))));
  return shown;
}

/** A source: a page or a text by its address, what was read there, and every record that cites it. */
export function sourcePage({ id, sources: read }: Description, context: Context, way: HTMLElement, cited: readonly HTMLElement[]): HTMLElement {
  const { words } = context;
  const head = viewHead(id.replace(/^https?:\/\/(www\.)?/, ""), "");
  head.prepend(way);
  const says = read.map(({ says, read }) =>
    h("li", {}, h("span", { class: "says", lang: words.language === "en" ? null : "en" }, says), h("span", { class: "beside" }, read ? words.t("why.read", { date: words.date(read) }) : words.t("why.unread"))),
  );
  return h(
    "article",
    { class: "record", "data-noun": "source" },
    head,
    h("div", { class: "acts" }, h("a", { class: "act", href: id, rel: "noreferrer external" }, words.t("library.source.open")), h("a", { class: "act quiet", href: context.store.to("data", { record: `source:${id}` }) }, words.t("library.report"))),
    section("record-says", words.t("library.source.says"), h("ul", { class: "records" }, ...says)),
    ...cited,
  );
}
