/** The rows as a file for a spreadsheet. */

import type { Context } from "./context";
import { csv } from "./csv";
import { regionName } from "./regions";
import { save } from "./save";
import type { State } from "./state";
import { answerLink } from "./world-other";
import type { Row, Side } from "./world-rows";
import type { LineWords } from "./world-words";

type Field = [label: string, cell: (row: Row) => string];

/** The lines of the file; each says by itself what was asked, of which edition. */
function lines(rows: readonly Row[], asked: readonly State[], context: Context, say: LineWords): string[][] {
  const fields = [...common(context), ...asked.flatMap((state, at) => ofSide(state, at, asked.length > 1, context, say))];
  if (asked.length > 1) fields.push([context.words.t("world.col.differs"), (row) => context.words.series(row.differs.map((what) => say.difference(what)))]);
  return [fields.map(([label]) => label), ...rows.map((row) => fields.map(([, cell]) => cell(row)))];
}

function common({ words, about }: Context): Field[] {
  return [
    [words.t("world.csv.edition"), () => about.edition],
    [words.t("world.col.code"), ({ code }) => code],
    [words.t("world.col.market"), ({ name }) => words.name(name)],
    [words.t("world.col.region"), ({ region }) => words.t(regionName[region])],
  ];
}

function ofSide(state: State, at: number, several: boolean, context: Context, say: LineWords): Field[] {
  const { words, about } = context;
  const which = words.t(at === 0 ? "ask.compare.first" : "ask.compare.second");
  const field = (label: string, cell: (side: Side) => string): Field => [
    several ? words.t("answer.of", { text: label, more: which }) : label,
    ({ sides }) => {
      const side = sides[at];
      return side ? cell(side) : "";
    },
  ];
  return [
    field(words.t("world.csv.question"), ({ line }) => new URL(answerLink(state, line.market, about.edition), location.href).href),
    field(words.t("world.col.verdict"), ({ group }) => say.group(group)),
    field(words.t("world.csv.code"), ({ line }) => line.verdict),
    field(words.t("world.csv.least"), ({ line }) => line.interval[0]),
    field(words.t("world.csv.most"), ({ line }) => line.interval[1]),
    field(words.t("world.col.left"), (side) => say.left(side)),
    field(words.t("world.col.until"), ({ line }) => line.stable_until ?? ""),
    field(words.t("world.col.next"), (side) => say.next(side)),
    field(words.t("world.col.open"), ({ line }) => line.open.join("; ")),
    field(words.t("world.csv.requirements"), ({ line }) => line.requirements.join("; ")),
    field(words.t("world.col.agreements"), (side) => say.agreements(side)),
    field(words.t("world.csv.complete"), ({ line }) => words.t(line.complete ? "field.yes" : "field.no")),
  ];
}

export function download(rows: readonly Row[], asked: readonly State[], context: Context, say: LineWords): void {
  const { edition } = context.about;
  const said = asked.map(({ papers: [paper], goods }) => [paper.scheme, paper.seat, goods.product || goods.hs, goods.on].join(" ")).join(" ");
  // The mark at the head tells spreadsheets that this is UTF-8.
  save(`${`comity ${said} ${edition}`.replace(/[^\p{L}\p{N}.]+/gu, "-")}.csv`, "text/csv", `\ufeff${csv(lines(rows, asked, context, say))}`);
}
