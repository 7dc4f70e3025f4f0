/** The table twin of the tiles: the same rows in words, sorted by any column. */

import type { Context } from "./context";
import { type Child, h } from "./dom";
import { named } from "./parts";
import type { State } from "./state";
import { type Column, table } from "./table";
import { face } from "./world-face";
import { answerLink } from "./world-other";
import { type Row, type Side, counted, groups } from "./world-rows";
import type { LineWords } from "./world-words";

/** Sorts after every day. */
const NEVER = "9999";

export function rowTable(rows: readonly Row[], asked: readonly State[], context: Context, say: LineWords): HTMLElement {
  const { words, store } = context;
  const [first] = asked;
  const several = asked.length > 1;
  const market: Column<Row> = {
    id: "market",
    label: words.t("world.col.market"),
    head: true,
    cell: ({ code, name }) => (first ? h("a", { href: answerLink(first, code, context.about.edition) }, named(name, words)) : named(name, words)),
    by: ({ name }) => words.name(name),
  };
  const code: Column<Row> = { id: "code", label: words.t("world.col.code"), cell: ({ code }) => code, by: ({ code }) => code };
  const differs: Column<Row> = {
    id: "differs",
    label: words.t("world.col.differs"),
    cell: (row) => (row.differs.length > 0 ? words.list(row.differs.map((what) => say.difference(what))) : none()),
    by: (row) => -row.differs.length,
  };
  const sides = several ? sided(asked, context, say) : single(context, say);
  return table(words.t("world.table"), [market, code, ...(several ? [differs] : []), ...sides], rows, store.state.own.sort ?? "market", words, (sort) => store.own({ sort }));
}

/** All there is to tell of one question. */
function single(context: Context, say: LineWords): Column<Row>[] {
  const { words } = context;
  return [
    verdict(0, words.t("world.col.verdict"), null, context, say),
    left(0, words.t("world.col.left"), say),
    until(0, words.t("world.col.until"), context, say),
    { id: "open", label: words.t("world.col.open"), numeric: true, cell: ({ sides: [{ line }] }) => (line.open.length > 0 ? words.number(line.open.length) : none()), by: ({ sides: [{ line }] }) => line.open.length },
    { id: "agreements", label: words.t("world.col.agreements"), cell: ({ sides: [side] }) => (side.line.agreements.length > 0 ? h("span", { class: "world-agreements" }, say.agreements(side)) : none()), by: ({ sides: [side] }) => say.agreements(side) || NEVER },
  ];
}

/** Of two questions what can be set side by side: verdicts, steps, ends. */
function sided(asked: readonly State[], context: Context, say: LineWords): Column<Row>[] {
  const { words } = context;
  const label = (at: 0 | 1, text: string) => words.t("answer.of", { text, more: words.t(at === 0 ? "ask.compare.first" : "ask.compare.second") });
  const both = (column: (at: 0 | 1) => Column<Row>) => [column(0), column(1)];
  return [
    ...both((at) => verdict(at, label(at, words.t("world.col.verdict")), at === 1 ? (asked[1] ?? null) : null, context, say)),
    ...both((at) => left(at, label(at, words.t("world.col.left")), say)),
    ...both((at) => until(at, label(at, words.t("world.col.until")), context, say)),
  ];
}

/** `linked`: the question whose full answer the verdict leads to; to the first question's the market itself leads. */
function verdict(at: 0 | 1, label: string, linked: State | null, context: Context, say: LineWords): Column<Row> {
  const { words, about } = context;
  return {
    id: `verdict${at}`,
    label,
    cell: ofSide(at, (side, row) => {
      const { line } = side;
      const word = words.t(`verdict.${line.verdict}`);
      const link = linked && h("a", { href: answerLink(linked, row.code, about.edition) }, h("span", { class: "visually-hidden" }, `${words.name(row.name)} `), word);
      const range = say.range(side);
      const cut = line.complete ? "" : words.t("frame.cut", { budget: line.budget ?? "" });
      return h(
        "span",
        { class: "world-verdict" },
        face(side.group),
        h("span", {}, link ?? word, range && h("span", { class: "about" }, range), cut && h("span", { class: "caution" }, cut)),
      );
    }),
    by: ({ sides }) => groups.indexOf(sides[at]?.group ?? "silent"),
  };
}

function left(at: 0 | 1, label: string, say: LineWords): Column<Row> {
  return {
    id: `left${at}`,
    label,
    numeric: true,
    cell: ofSide(at, (side) => say.left(side) || none()),
    by: ({ sides }) => {
      const side = sides[at];
      return side && counted(side.line) ? side.line.obligations : Number.MAX_SAFE_INTEGER;
    },
  };
}

/** The last day, and what comes after it. */
function until(at: 0 | 1, label: string, { words }: Context, say: LineWords): Column<Row> {
  return {
    id: `until${at}`,
    label,
    cell: ofSide(at, (side) => {
      const [day, next] = [say.until(side), say.next(side)];
      return day ? h("span", { class: "world-until" }, day, next && h("span", { class: "about" }, words.t("world.then", { next }))) : none();
    }),
    by: ({ sides }) => {
      const side = sides[at];
      return side?.line.stable_until ?? (side && counted(side.line) ? NEVER : `${NEVER}-none`);
    },
  };
}

function ofSide(at: 0 | 1, cell: (side: Side, row: Row) => Child): (row: Row) => Child {
  return (row) => {
    const side = row.sides[at];
    return side ? cell(side, row) : none();
  };
}

/** Nothing to tell: a mark for the eye, silence for the ear. */
function none(): HTMLElement {
  return h("span", { class: "world-none", "aria-hidden": "true" }, "–");
}
