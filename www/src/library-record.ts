/** One record as a page of its own. */

import type { Description, Noun } from "../comity/types";
import type { Context } from "./context";
import { type Child, h, present } from "./dom";
import { day } from "./library-dates";
import { facts } from "./library-facts";
import { fact, hint, word } from "./library-hints";
import { askLink, fromRecord, recordLink, recordOf } from "./library-links";
import { folded, listed } from "./library-lists";
import { rests } from "./library-rests";
import { sourcesOf, sourcePage } from "./library-sources";
import { bothNames, named, section, viewHead } from "./parts";
import { picture } from "./picture";
import type { Key } from "./words";

/** What stands under an address, or what comes nearest to it. */
export function record(address: string, context: Context): HTMLElement {
  const { noun, id } = fromRecord(address);
  const found = described(noun, id, context);
  const [first, ...rest] = found;
  if (!first) return unknown(id, noun, context);
  return rest.length > 0 ? several(id, found, context) : page(first, context);
}

/** What is on record under an id; without what it is, of every kind. */
function described(noun: Noun | null, id: string, context: Context): Description[] {
  return context.comity.describe(id).filter((description) => !noun || description.noun === noun);
}

function page(description: Description, context: Context): HTMLElement {
  const { words } = context;
  const { noun, id } = description;
  if (noun === "source") return sourcePage(description, context, way(noun, context), related(description, context));
  const told = facts(description, context);
  const title = noun === "edition" ? id : words.name(description.name) || id;
  const head = viewHead(title, "");
  head.prepend(way(noun, context));
  const other = noun === "edition" ? null : words.other(description.name);
  head.append(
    ...present([
      other && h("p", { class: "other", lang: other.lang }, other.text),
      noun === "edition" && words.name(description.name) && h("p", {}, bothNames(description.name, words)),
      h("p", { class: "record-id" }, words.t("library.id", { id })),
    ]),
  );
  return h(
    "article",
    { class: "record", "data-noun": noun },
    head,
    verify(description, context),
    h("div", { class: "acts" }, act(description, context), h("a", { class: "act quiet", href: context.store.to("data", { record: recordOf(noun, id) }) }, words.t("library.report"))),
    section("record-facts", words.t("library.facts"), told ?? h("p", { class: "about" }, words.t("library.facts.none"))),
    ...related(description, context),
    description.rests?.length ? rests(description.rests, context) : null,
    picture(noun, id, context),
    section("record-sources", words.t("library.sources"), sourcesOf(description.sources, context) ?? h("p", { class: "about" }, words.t("library.sources.none"))),
    section("record-sure", words.t("library.sure"), ...sure(description, context)),
  );
}

/** Where the reader is: the library, and the kind of record. */
function way(noun: Noun, { words, store }: Context): HTMLElement {
  return h(
    "nav",
    { class: "crumbs", "aria-label": words.t("library.where") },
    h("a", { href: store.to("library") }, words.t("view.library")),
    h("span", { "aria-hidden": "true" }, " › "),
    noun === "norm" ? words.t("library.noun.norm") : h("a", { href: store.to("library", { noun }) }, words.t(`library.nouns.${noun}`)),
  );
}

/** Where a certificate's number, or a register, is looked up: what an exporter most often comes for. */
function verify(description: Description, { words }: Context): HTMLElement | null {
  const { noun } = description;
  if (noun !== "scheme" && noun !== "register") return null;
  const addresses = fact(description, "verify");
  if (addresses.length === 0) return noun === "scheme" ? h("p", { class: "about" }, words.t("library.verify.none")) : null;
  return h(
    "div",
    { class: "verify" },
    h("p", { class: "verify-title" }, words.t(noun === "scheme" ? "library.verify" : "library.verify.register")),
    ...addresses.map((url) => h("p", {}, h("a", { href: url, rel: "noreferrer external" }, url))),
    h("p", { class: "about" }, words.t("library.verify.leaves")),
  );
}

/** The question that a record invites. */
function act({ noun, id }: Description, context: Context): Child {
  const { words } = context;
  if (noun === "scheme") return askLink(context, { scheme: id }, words.t("library.ask.scheme"));
  if (noun === "market" || noun === "bloc") return askLink(context, { goods: { market: id } }, words.t("library.ask.market"));
  if (noun === "product") return askLink(context, { goods: { product: id, hs: "" } }, words.t("library.ask.product"));
  return null;
}

/** Relations whose word would say too little as a title. */
const titles: Record<string, Key> = { clause: "library.nouns.clause", "of-agreement": "library.noun.agreement", edition: "library.nouns.edition", "of-norm": "library.noun.norm" };

/** What it leads to, a section for each way in which it does. */
function related({ id, related }: Description, context: Context): HTMLElement[] {
  const { words } = context;
  const relations = [...new Set(related.map(({ relation }) => relation))];
  return relations.map((relation) => {
    const records = related.filter((other) => other.relation === relation).sort((a, b) => words.compare(words.name(a.name) || a.id, words.name(b.name) || b.id));
    const name = word(context, titles[relation] ?? `describe.${relation}`);
    const title = records.length > 1 ? words.t("answer.of", { text: name, more: words.number(records.length) }) : name;
    return section(`record-${relation}`, title, ...folded(records, (other) => listed(context, other, id), words));
  });
}

function sure(description: Description, context: Context): Child[] {
  const { words } = context;
  const [newest] = fact(description, "as-of");
  return [
    h("p", {}, description.confidence ? words.t(`confidence.${description.confidence}`) : words.t("library.sure.none")),
    newest && h("p", { class: "about" }, words.t("data.report.line", { label: words.t("describe.as-of"), value: day(newest, context) })),
  ];
}

function several(id: string, found: readonly Description[], context: Context): HTMLElement {
  const { words } = context;
  const item = ({ noun, name }: Description) => h("li", {}, recordLink(context, noun, id, named(name, words)), h("span", { class: "beside" }, [words.t(`library.noun.${noun}`), hint(context, noun, id)].filter(Boolean).join(" · ")));
  return h("div", { class: "record" }, viewHead(words.t("library.several", { id }), ""), h("ul", { class: "records" }, ...found.map(item)));
}

/** Nothing has this id: what comes nearest, by the whole of it, else by its parts. */
function unknown(id: string, noun: Noun | null, context: Context): HTMLElement {
  const { words, comity, store } = context;
  const pieces = [id, id.replace(/[^\p{L}\p{N}]+/gu, " "), ...id.split(/[^\p{L}\p{N}]+/u).filter((piece) => piece.length > 1)];
  let nearest = pieces.map((piece) => comity.search(piece, 12)).find((found) => found.length > 0) ?? [];
  if (noun && nearest.some((found) => found.noun === noun)) nearest = nearest.filter((found) => found.noun === noun);
  return h(
    "div",
    { class: "record" },
    viewHead(words.t("library.unknown", { id }), words.t("library.unknown.lead")),
    nearest.length > 0
      ? section("record-nearest", words.t("library.unknown.nearest"), h("ul", { class: "records" }, ...nearest.map((found) => listed(context, found))))
      : h("p", { class: "about" }, words.t("library.unknown.nothing")),
    h("p", {}, h("a", { class: "act", href: store.to("library") }, words.t("view.library"))),
  );
}
