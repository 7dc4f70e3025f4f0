/** A table with real headers that sorts by any of its columns. */

import { type Child, h } from "./dom";
import type { Words } from "./words";

export interface Column<Row> {
  id: string;
  label: string;
  cell: (row: Row) => Child;
  /** What rows are sorted by: text by the language's order, numbers by size. Left out: the column does not sort. */
  by?: (row: Row) => string | number;
  /** Whether the cell names the row. */
  head?: boolean;
  numeric?: boolean;
}

/** By which column rows are sorted, as an address keeps it: the column's id, with `-` before it for the other way round. */
export type Sort = string;

export function table<Row>(caption: string, columns: readonly Column<Row>[], rows: readonly Row[], sort: Sort, words: Words, sorted: (sort: Sort) => void): HTMLElement {
  const down = sort.startsWith("-");
  const by = columns.find(({ id, by }) => by && id === sort.replace(/^-/, "")) ?? null;
  const order = by?.by;
  const shown = order
    ? [...rows].sort((a, b) => {
        const [x, y] = [order(a), order(b)];
        const compared = typeof x === "number" && typeof y === "number" ? x - y : words.compare(String(x), String(y));
        return down ? -compared : compared;
      })
    : rows;
  const header = (column: Column<Row>) => {
    const here = column === by;
    const next = here && !down ? `-${column.id}` : column.id;
    const mark = here ? (down ? "▼" : "▲") : "";
    return h(
      "th",
      { scope: "col", class: column.numeric && "numeric", "aria-sort": here && (down ? "descending" : "ascending") },
      column.by ? h("button", { type: "button", class: "sort", "data-sort": column.id, click: () => sorted(next) }, column.label, h("span", { class: "sort-mark", "aria-hidden": "true" }, mark)) : column.label,
    );
  };
  return h(
    "div",
    // Wide tables scroll by themselves, also by keyboard; the page never does.
    { class: "table", role: "region", "aria-label": caption, tabindex: 0 },
    h(
      "table",
      {},
      h("caption", { class: "visually-hidden" }, caption),
      h("thead", {}, h("tr", {}, ...columns.map(header))),
      h("tbody", {}, ...shown.map((row) => h("tr", {}, ...columns.map((column) => (column.head ? h("th", { scope: "row" }, column.cell(row)) : h("td", { class: column.numeric && "numeric" }, column.cell(row))))))),
    ),
  );
}
