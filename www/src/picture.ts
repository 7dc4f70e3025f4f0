/** The recognitions around a record: drawn where they are few, and always as a list that says the same. */

import type { Noun, Picture } from "../comity/types";
import type { Context } from "./context";
import { type Child, h, svg, unique } from "./dom";
import { recordLink } from "./library-links";
import { folded, unfold } from "./library-lists";
import { section } from "./parts";

/** More papers than these are no picture any more. */
const DRAWN = 12;
/** A box, and the room around it. */
const WIDE = 208;
const HIGH = 64;
/** Between columns: the more lines, the more. */
const ACROSS = 132;
const WIDEST = 232;
const EACH = 8;
const DOWN = 20;
const EDGE = 8;
/** What fits into a box: lines, and widths of a letter on each. */
const LINES = 3;
const LETTERS = 31;

/** How far along its line a number stands: lines side by side keep theirs apart. */
const NEAR = [0.2, 0.32, 0.44, 0.56, 0.68, 0.26, 0.38, 0.5, 0.62];

type Node = Picture["nodes"][number];
type Edge = Picture["edges"][number];

export function picture(noun: Noun, id: string, context: Context): HTMLElement | null {
  if (noun !== "market" && noun !== "scheme" && noun !== "agreement") return null;
  const { comity, words } = context;
  const title = words.t("library.picture");
  const drawn = comity.picture(id, noun);
  if (!drawn || drawn.edges.length === 0) return null;
  const counts = { nodes: words.number(drawn.nodes.length), edges: words.number(drawn.edges.length) };
  const names = new Map(drawn.nodes.map((node) => [node.id, called(node, context)]));
  const item = (edge: Edge) => recognition(edge, names, context);
  if (drawn.nodes.length > DRAWN) {
    return section("record-picture", title, h("p", { class: "about" }, words.t("library.picture.many", counts)), unfold(words.t("library.picture.list", { count: counts.edges }), () => h("ol", { class: "recognitions" }, ...drawn.edges.map(item))));
  }
  const label = words.t("library.picture.name", counts);
  return section("record-picture", title, h("div", { class: "picture", role: "group", "aria-label": title, tabindex: 0 }, draw(drawn, names, label)), ...folded(drawn.edges, item, words, "ol", "recognitions", DRAWN));
}

function called(node: Node, { words }: Context): string {
  if (node.sort === "status") return words.t("graph.status");
  if (node.sort === "every-slot") return words.t("graph.every-slot");
  return words.t(node.sort === "slot" ? "graph.slot" : "graph.paper", { name: words.name(node.name) });
}

/** One recognition in words. */
function recognition(edge: Edge, names: ReadonlyMap<string, string>, context: Context): HTMLElement {
  const { words } = context;
  const paper = (id: string): Child => {
    const scheme = /^(?:paper|slot):(.+)$/.exec(id)?.[1];
    const name = names.get(id) ?? id;
    return scheme ? recordLink(context, "scheme", scheme, name) : name;
  };
  return h(
    "li",
    {},
    ...words.parts<Child>("why.from-to", { from: paper(edge.from), to: paper(edge.to) }),
    h("span", { class: "beside" }, `${words.t(`why.effect.${edge.effect}`)} · ${words.t(`duty.${edge.duty}`)}`),
    h("span", { class: "under" }, recordLink(context, "clause", edge.clause, words.name(edge.name))),
  );
}

interface Box {
  x: number;
  y: number;
}

function draw({ nodes, edges }: Picture, names: ReadonlyMap<string, string>, label: string): SVGElement {
  const arrow = unique("arrow");
  // Clauses between the same two papers share a line, which bears all their numbers.
  const lines = new Map<string, { edge: Edge; numbers: number[] }>();
  edges.forEach((edge, at) => {
    const key = `${edge.from} ${edge.to} ${edge.effect}`;
    const line = lines.get(key) ?? { edge, numbers: [] };
    line.numbers.push(at + 1);
    lines.set(key, line);
  });
  const across = Math.min(WIDEST, ACROSS + EACH * Math.max(0, lines.size - 6));
  const boxes = place(nodes, edges, across);
  const width = Math.max(...[...boxes.values()].map(({ x }) => x)) + WIDE + EDGE;
  const height = Math.max(...[...boxes.values()].map(({ y }) => y)) + HIGH + EDGE;
  return svg(
    "svg",
    { role: "img", "aria-label": label, viewBox: `0 0 ${width} ${height}`, width, height },
    svg("defs", {}, svg("marker", { id: arrow, viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, orient: "auto" }, svg("path", { class: "picture-arrow", d: "M0 0L8 4L0 8z" }))),
    ...[...lines.values()].map(({ edge, numbers }, at) => line(edge, numbers, boxes, arrow, NEAR[at % NEAR.length] ?? 0)),
    ...nodes.map((node) => box(node, names.get(node.id) ?? node.id, boxes.get(node.id) as Box)),
  );
}

/** Columns by the distance from papers that nothing leads to; in each, one below the other around the middle. */
function place(nodes: readonly Node[], edges: readonly Edge[], across: number): Map<string, Box> {
  const ranks = new Map<string, number>();
  const spread = (starts: readonly string[]) => {
    let front = [...starts];
    for (const id of front) ranks.set(id, 0);
    for (let rank = 1; front.length > 0; rank += 1) {
      const next = edges.filter(({ from, to }) => front.includes(from) && !ranks.has(to)).map(({ to }) => to);
      front = [...new Set(next)];
      for (const id of front) ranks.set(id, rank);
    }
  };
  spread(nodes.filter(({ id }) => !edges.some(({ to }) => to === id)).map(({ id }) => id));
  // Papers that lead to each other in a circle have no first: the one named first begins.
  for (const { id } of nodes) if (!ranks.has(id)) spread([id]);
  const columns: string[][] = [];
  for (const { id } of nodes) (columns[ranks.get(id) ?? 0] ??= []).push(id);
  const tallest = Math.max(...columns.map((column) => column?.length ?? 0));
  const boxes = new Map<string, Box>();
  columns.forEach((column, rank) => {
    const top = EDGE + ((tallest - column.length) * (HIGH + DOWN)) / 2;
    column.forEach((id, at) => boxes.set(id, { x: EDGE + rank * (WIDE + across), y: top + at * (HIGH + DOWN) }));
  });
  return boxes;
}

function box(node: Node, name: string, { x, y }: Box): SVGElement {
  const text = wrapped(name);
  const top = y + HIGH / 2 - ((text.length - 1) * 16) / 2 + 4;
  return svg(
    "g",
    { class: `picture-${node.sort}` },
    svg("title", {}, name),
    svg("rect", { x, y, width: WIDE, height: HIGH, rx: 4 }),
    svg("text", { "text-anchor": "middle" }, ...text.map((part, at) => svg("tspan", { x: x + WIDE / 2, y: top + at * 16 }, part))),
  );
}

function line(edge: Edge, numbers: readonly number[], boxes: ReadonlyMap<string, Box>, arrow: string, t: number): SVGElement {
  const from = boxes.get(edge.from) as Box;
  const to = boxes.get(edge.to) as Box;
  const [x1, y1, y2] = [from.x + WIDE, from.y + HIGH / 2, to.y + HIGH / 2];
  // What leads back, or stays in its column, bows out to the right of both.
  const ahead = to.x > from.x;
  const x2 = ahead ? to.x : to.x + WIDE;
  const bend = ahead ? (x2 - x1) / 2 : ACROSS / 2;
  const [c1, c2] = [x1 + bend, ahead ? x2 - bend : x2 + bend];
  const at = (a: number, b: number, c: number, d: number) => (1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t ** 2 * c + t ** 3 * d;
  const label = numbers.length > 3 ? `${numbers[0]}, ${numbers[1]} …` : numbers.join(", ");
  return svg(
    "g",
    { class: `picture-line picture-${edge.effect}` },
    svg("path", { d: `M${x1} ${y1}C${c1} ${y1} ${c2} ${y2} ${x2} ${y2}`, "marker-end": `url(#${arrow})` }),
    svg("text", { x: at(x1, c1, c2, x2), y: at(y1, y1, y2, y2) + 4, "text-anchor": "middle" }, label),
  );
}

/** A name on a few lines: between words, between Chinese characters, and cut where it is too long. */
function wrapped(name: string): string[] {
  const lines = [""];
  let filled = 0;
  for (const piece of name.match(/\p{Script=Han}[，。；：、）]*|[^\s\p{Script=Han}]+\s*|\s+/gu) ?? [name]) {
    const width = [...piece.trimEnd()].reduce((sum, letter) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/u.test(letter) ? 2 : 1), 0);
    if (filled > 0 && filled + width > LETTERS) {
      if (lines.length === LINES) {
        lines[LINES - 1] = `${lines[LINES - 1]?.trimEnd()}…`;
        return lines;
      }
      lines.push("");
      filled = 0;
    }
    lines[lines.length - 1] += piece;
    filled += width + (piece.length - piece.trimEnd().length);
  }
  return lines.map((line) => line.trimEnd());
}
