/** `<comity-world>`: every market at once, as tiles and as a table that says the same. */

import type { Question } from "../comity/types";
import { h } from "../src/dom";
import { type Region, regionName, regions } from "../src/regions";
import { face } from "../src/world-face";
import { type Row, counts, groups, rows } from "../src/world-rows";
import { LineWords } from "../src/world-words";
import type { Words } from "../src/words";
import { questionOf } from "./asked";
import { ComityElement, type Shown } from "./base";
import type { Law } from "./law";
import { marketsInTurns } from "./turns";

export class ComityWorld extends ComityElement {
  protected override async ask({ comity, vocabulary, names }: Law, words: Words, stated: Question | null, turn: () => Promise<void>): Promise<Shown> {
    const { market: _, ...question } = stated ?? questionOf(this, vocabulary);
    const answer = await marketsInTurns(comity, question, vocabulary.markets.map(({ id }) => id), turn);
    const all = rows(answer, null);
    const say = new LineWords({ words, names });
    const counted = counts(all, 0);
    const papers = words.list(answer.schemes.map((id) => names.of(id, words)));
    const region = (region: Region) => {
      const here = all.filter((row) => row.region === region).sort((a, b) => (a.code < b.code ? -1 : 1));
      return here.length > 0 && h("div", { class: "world-region" }, h("h4", {}, words.t(regionName[region])), h("ul", { class: "world-tiles" }, ...here.map((row) => square(row, say))));
    };
    return {
      question,
      answer,
      told: [
        h("h3", {}, words.t("ask.markets.title", { papers, date: words.date(answer.on) })),
        h("ul", { class: "world-counts" }, ...groups.filter((group) => counted.has(group)).map((group) => h("li", {}, face(group), words.t("world.count", { verdict: say.group(group), count: words.number(counted.get(group) ?? 0) })))),
      ],
      children: [
        h(
          "div",
          { class: "world" },
          ...regions.map(region),
          h("details", {}, h("summary", {}, words.t("world.table")), table(all, say, words)),
          h("p", { class: "caveat" }, words.t("world.frame")),
          h("p", { class: "caveat" }, words.t("world.regions")),
          h("p", { class: "caveat" }, words.t("app.designations")),
          h("p", { class: "caveat" }, words.t("app.edition", { edition: answer.edition, as_of: answer.as_of ? words.date(answer.as_of) : "" })),
        ),
      ],
    };
  }
}

function square(row: Row, say: LineWords): HTMLElement {
  const said = say.row(row);
  return h("li", { class: "world-tile", title: said }, face(row.sides[0].group), h("span", { "aria-hidden": "true" }, row.code), h("span", { class: "visually-hidden" }, said));
}

function table(all: readonly Row[], say: LineWords, words: Words): HTMLElement {
  const head = (["market", "verdict", "left", "until", "agreements"] as const).map((name) => h("th", { scope: "col" }, words.t(`world.col.${name}`)));
  const sorted = [...all].sort((a, b) => words.compare(words.name(a.name), words.name(b.name)));
  return h(
    "div",
    { class: "world-table", tabindex: 0, role: "group", "aria-label": words.t("world.table") },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, ...head)),
      h(
        "tbody",
        {},
        ...sorted.map(({ name, sides: [side] }) => h("tr", {}, h("th", { scope: "row" }, words.name(name)), ...[say.group(side.group), say.left(side), say.until(side), say.agreements(side)].map((text) => h("td", {}, text)))),
      ),
    ),
  );
}
