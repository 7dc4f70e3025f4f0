/** What requirements are on record, by who asks them and what they are about; and of whom none is on record. */

import type { Aspect } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { placeLink } from "./library-links";
import { section } from "./parts";
import type { State } from "./state";
import { table } from "./table";

interface Row {
  place: string;
  name: string;
  count: number;
  /** How many there are of each aspect. */
  of: ReadonlyMap<Aspect, number>;
}

export class Coverage {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #rows: Row[];
  /** All that requirements are about, most of them first. */
  readonly #aspects: Aspect[];
  readonly #table = h("div");
  #sort = "";

  constructor(context: Context) {
    this.#context = context;
    const { words, vocabulary, about } = context;
    this.#rows = rows(context);
    const many = (aspect: Aspect) => vocabulary.requirements.filter((requirement) => requirement.aspect === aspect).length;
    this.#aspects = [...new Set(vocabulary.requirements.map(({ aspect }) => aspect))].sort((a, b) => many(b) - many(a));
    const silent = this.#silent();
    const all = vocabulary.markets.length;
    const numbers = { asked: words.number(all - silent.length), all: words.number(all) };
    this.element = section(
      "data-coverage",
      words.t("data.coverage"),
      h("p", {}, words.t("data.coverage.lead", numbers)),
      h("p", {}, words.t("data.coverage.warning", { count: words.number(about.counts["coverage"] ?? 0), unknown: words.t("verdict.unknown") })),
      this.#table,
      h(
        "details",
        {},
        h("summary", {}, words.t("data.coverage.silent", { count: words.number(silent.length) })),
        h("p", { class: "about" }, words.t("data.coverage.silent.means")),
        h("ul", { class: "values" }, ...silent.map((code) => h("li", {}, placeLink(context, code)))),
      ),
    );
    // A table of that many columns takes the margin too.
    this.element.classList.add("wide");
  }

  update({ own }: State): void {
    const sort = own.sort || "name";
    if (sort === this.#sort) return;
    this.#sort = sort;
    const { words, store } = this.#context;
    const pressed = this.#table.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["sort"] : undefined;
    this.#table.replaceChildren(
      table(
        words.t("data.coverage.table"),
        [
          { id: "name", label: words.t("data.coverage.by"), head: true, cell: ({ place }: Row) => placeLink(this.#context, place), by: ({ name }) => name },
          { id: "number", label: words.t("data.coverage.number"), numeric: true, cell: ({ count }) => words.number(count), by: ({ count }) => count },
          ...this.#aspects.map((aspect) => ({
            id: aspect,
            label: words.t(`aspect.${aspect}`),
            numeric: true,
            cell: ({ of }: Row) => of.has(aspect) && words.number(of.get(aspect) ?? 0),
            by: ({ of }: Row) => of.get(aspect) ?? 0,
          })),
        ],
        this.#rows,
        sort,
        words,
        (sort) => store.own({ sort }),
      ),
    );
    if (pressed) this.#table.querySelector<HTMLElement>(`[data-sort="${pressed}"]`)?.focus();
  }

  /** Markets of which nothing is on record, neither of their own nor of a bloc they belong to. */
  #silent(): string[] {
    const { vocabulary, names, words } = this.#context;
    const asking = new Set(this.#rows.map(({ place }) => place));
    for (const { id, members } of vocabulary.blocs) if (asking.has(id)) for (const member of members) asking.add(member);
    return vocabulary.markets
      .map(({ id }) => id)
      .filter((id) => !asking.has(id))
      .sort((a, b) => words.compare(names.of(a, words), names.of(b, words)));
  }
}

function rows({ vocabulary, names, words }: Context): Row[] {
  const places = [...new Set(vocabulary.requirements.map(({ market }) => market))];
  return places.map((place) => {
    const asked = vocabulary.requirements.filter(({ market }) => market === place);
    const of = new Map<Aspect, number>();
    for (const { aspect } of asked) of.set(aspect, (of.get(aspect) ?? 0) + 1);
    return { place, name: names.of(place, words), count: asked.length, of };
  });
}
