/** What the data covers, how sure it is, whose it is, and how to report an error in it. */

import type { Noun } from "../comity/types";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { Coverage } from "./data-coverage";
import { Report } from "./data-report";
import { section, viewHead } from "./parts";
import { type State, today } from "./state";
import { table } from "./table";
import type { View } from "./view";

/** What is counted, and the kind of record that the library lists for it. A page read is a source as often as records cite it. */
const counted: readonly [name: string, noun: Noun][] = [
  ["agreements", "agreement"],
  ["clauses", "clause"],
  ["schemes", "scheme"],
  ["requirements", "requirement"],
  ["markets", "market"],
  ["blocs", "bloc"],
  ["products", "product"],
  ["bodies", "body"],
  ["sources", "source"],
];
/** What is counted and has no pages of its own. */
const uncounted = ["coverage", "bars", "pending"] as const;

export class Data implements View {
  readonly element: HTMLElement;
  readonly #coverage: Coverage;
  readonly #report: Report;

  constructor(context: Context) {
    const { words } = context;
    this.#coverage = new Coverage(context);
    this.#report = new Report(context);
    this.element = h(
      "div",
      { class: "data" },
      viewHead(words.t("view.data"), words.t("data.lead")),
      section("data-edition", words.t("data.edition"), edition(context)),
      section("data-counts", words.t("data.counts"), counts(context)),
      this.#coverage.element,
      section("data-sure", words.t("data.sure"), ...sure(context)),
      section("data-read", words.t("data.read"), ...paragraphs(context, ["source", "order", "absent", "machine", "limits"] as const)),
      section("data-licence", words.t("data.licence"), h("p", {}, words.t("data.licence.data")), h("p", {}, words.t("data.licence.code")), h("p", {}, words.t("data.neutral")), h("p", {}, words.t("app.designations"))),
      section("data-changes", words.t("data.changes"), h("p", {}, words.t("data.changes.first")), feed(context)),
      section("data-report", words.t("data.report"), ...this.#report.elements),
    );
  }

  update(state: State): void {
    this.#coverage.update(state);
    this.#report.update();
  }
}

/** Where changes can be followed; a page that is one file has nothing beside it. */
function feed({ words }: Context): Child {
  const link = document.querySelector<HTMLLinkElement>('link[type="application/atom+xml"]');
  return link && h("p", {}, h("a", { href: link.href, type: link.type }, words.t("data.feed")));
}

function edition({ words, about }: Context): HTMLElement {
  const days = about.as_of ? Math.floor((Date.parse(today()) - Date.parse(about.as_of)) / 86_400_000) : -1;
  const unstated = words.t("data.edition.undated");
  return h(
    "dl",
    { class: "facts" },
    h("dt", {}, words.t("data.edition.number")),
    h("dd", {}, about.edition),
    h("dt", {}, words.t("data.edition.reviewed")),
    h("dd", {}, about.as_of ? words.date(about.as_of) : unstated),
    h("dt", {}, words.t("data.edition.age")),
    // A clock that runs behind the data tells nothing of its age.
    h("dd", {}, days >= 0 ? words.days(days) : unstated),
  );
}

function counts({ words, about, store }: Context): HTMLElement {
  const row = (name: Child, count: string) => ({ name, number: about.counts[count] });
  const rows = [
    ...counted.map(([count, noun]) => row(h("a", { href: store.to("library", { noun }) }, words.t(count === "sources" ? "data.count.sources" : `library.nouns.${noun}`)), count)),
    ...uncounted.map((count) => row(words.t(`data.count.${count}`), count)),
  ].filter(({ number }) => number !== undefined);
  return table(
    words.t("data.counts.table"),
    [
      { id: "kind", label: words.t("data.counts.kind"), head: true, cell: ({ name }) => name },
      { id: "number", label: words.t("data.counts.number"), numeric: true, cell: ({ number }) => words.number(number ?? 0) },
    ],
    rows,
    "",
    words,
    () => undefined,
  );
}

function sure({ words }: Context): Child[] {
  const grades = ["verified", "recalled", "doubtful"] as const;
  const unknown = words.t("verdict.unknown");
  return [
    h("p", {}, words.t("data.sure.lead")),
    h("dl", { class: "facts" }, ...grades.flatMap((grade) => [h("dt", {}, words.t(`data.sure.${grade}`)), h("dd", {}, words.t(`confidence.${grade}`), grade === "doubtful" && ` ${words.t("data.sure.doubtful.means", { unknown })}`)])),
    h("p", { class: "about" }, words.t("data.sure.uncounted")),
  ];
}

function paragraphs({ words }: Context, keys: readonly ("source" | "order" | "absent" | "machine" | "limits")[]): HTMLElement[] {
  return keys.map((key) => h("p", {}, words.t(`data.read.${key}`, { unknown: words.t("verdict.unknown") })));
}
