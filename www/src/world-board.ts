/** What comes of asking every market: counts, tiles, table, file, and what it is worth. */

import type { Markets } from "../comity/types";
import { fold } from "../comity/import/values";
import { markets } from "./choices";
import type { Context } from "./context";
import { h, present } from "./dom";
import { regionName } from "./regions";
import type { State } from "./state";
import { download } from "./world-csv";
import { face } from "./world-face";
import { Grid } from "./world-grid";
import { type Group, type Row, counts, groups, readShown, rows, writeShown } from "./world-rows";
import { rowTable } from "./world-table";
import { LineWords } from "./world-words";

export class Board {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #say: LineWords;
  readonly #asked: readonly State[];
  readonly #rows: readonly Row[];
  readonly #toggles = new Map<Group, HTMLElement>();
  readonly #differing: HTMLElement;
  readonly #find: HTMLInputElement;
  readonly #reset: HTMLElement;
  readonly #shown = h("p", { class: "world-shown", role: "status" });
  readonly #grid: Grid;
  readonly #table = h("div", { class: "world-table" });
  readonly #save: HTMLElement;
  /** The rows that pass the filters. */
  #passing: readonly Row[] = [];
  #filtered = "";
  #sorted = "";

  /** `asked`: the question, and the one it is compared with. */
  constructor(context: Context, asked: readonly State[], first: Markets, second: Markets | null) {
    this.#context = context;
    this.#asked = second ? asked : asked.slice(0, 1);
    this.#rows = rows(first, second);
    this.#say = new LineWords(context);
    const { words, store } = context;
    this.#grid = new Grid(context, this.#say, asked[0] ?? store.state);
    this.#differing = h("button", { type: "button", class: "world-toggle", "aria-pressed": "false", click: () => this.#toggle("differs") }, words.t("world.compare.only"));
    this.#find = h("input", { type: "search", id: "world-find", autocomplete: "off", spellcheck: "false", input: () => store.own({ find: this.#find.value }) });
    this.#reset = h("button", { type: "button", class: "quiet", click: () => this.#clear() }, words.t("world.filter.clear"));
    this.#save = h("button", { type: "button", click: () => download(this.#passing, this.#asked, context, this.#say) });
    this.element = h(
      "div",
      {},
      second && this.#differences(),
      h("div", { class: "world-filter", role: "group", "aria-label": words.t("world.filter") }, ...this.#counts(second !== null), second && this.#differing),
      h("div", { class: "world-find" }, h("label", { for: "world-find" }, words.t("world.find")), this.#find, this.#reset),
      this.#shown,
      this.#grid.element,
      h("div", {}, h("h3", { id: "world-table-title" }, words.t("world.table")), this.#table, h("p", { class: "tools" }, this.#save)),
      this.#worth(second ? [first, second] : [first]),
    );
  }

  /** How many markets say what: that is what the reader is told when it is there. */
  get told(): string {
    const { words } = this.#context;
    const counted = counts(this.#rows, 0);
    const list = groups.filter((group) => counted.has(group)).map((group) => words.t("world.count", { verdict: this.#say.group(group), count: words.number(counted.get(group) ?? 0) }));
    return words.t("world.told", { count: words.number(this.#rows.length), list: words.series(list) });
  }

  update({ own }: State): void {
    const { words } = this.#context;
    const shown = readShown(own);
    // Where nothing is compared any more, nothing differs.
    shown.differing &&= this.#asked.length > 1;
    const typed = own.find ?? "";
    for (const [group, toggle] of this.#toggles) toggle.setAttribute("aria-pressed", String(shown.groups.has(group)));
    this.#differing.setAttribute("aria-pressed", String(shown.differing));
    if (document.activeElement !== this.#find) this.#find.value = typed;
    const filtered = JSON.stringify([writeShown(shown), typed]);
    const anew = filtered !== this.#filtered;
    if (anew) {
      this.#filtered = filtered;
      this.#passing = this.#passes(shown, typed);
      this.#grid.show(this.#passing);
      const [count, all] = [words.number(this.#passing.length), words.number(this.#rows.length)];
      const whole = this.#passing.length === this.#rows.length;
      this.#shown.textContent = this.#passing.length === 0 ? words.t("world.shown.none") : whole ? words.t("world.shown.all", { all }) : words.t("world.shown", { count, all });
      this.#reset.hidden = !typed && shown.groups.size === 0 && !shown.differing;
      this.#save.textContent = words.t("world.csv", { count });
    }
    if (anew || this.#sorted !== (own.sort ?? "")) this.#showTable(own.sort ?? "");
  }

  /** Shows the table anew; who had just pressed the head of a column is still there. */
  #showTable(sort: string): void {
    this.#sorted = sort;
    const column = this.#table.contains(document.activeElement) ? document.activeElement?.getAttribute("data-sort") : null;
    this.#table.replaceChildren(rowTable(this.#passing, this.#asked, this.#context, this.#say));
    if (column) this.#table.querySelector<HTMLElement>(`[data-sort="${CSS.escape(column)}"]`)?.focus();
  }

  #passes({ groups: wanted, differing }: ReturnType<typeof readShown>, typed: string): Row[] {
    const { words } = this.#context;
    const text = fold(typed);
    // Markets by all their names, in both languages and by pinyin; rows by what stands in them.
    const named = new Set(text ? markets(this.#context, false)(typed).map(({ id }) => id) : []);
    const holds = (row: Row) => named.has(row.code) || fold([words.t(regionName[row.region]), ...row.sides.map((side) => (side ? this.#say.agreements(side) : ""))].join(" ")).includes(text);
    return this.#rows.filter((row) => (wanted.size === 0 || row.sides.some((side) => side && wanted.has(side.group))) && (!differing || row.differs.length > 0) && (!text || holds(row)));
  }

  #counts(compared: boolean): HTMLElement[] {
    const { words } = this.#context;
    const [first, second] = [counts(this.#rows, 0), counts(this.#rows, 1)];
    return groups
      .filter((group) => first.has(group) || second.has(group))
      .map((group) => {
        const count = (of: Map<Group, number>) => words.number(of.get(group) ?? 0);
        const told = compared ? words.t("world.count.both", { first: count(first), second: count(second) }) : count(first);
        const toggle = h("button", { type: "button", class: "world-toggle", "aria-pressed": "false", "data-group": group, click: () => this.#toggle(group) }, face(group), h("span", {}, this.#say.group(group)), h("span", { class: "world-number" }, told));
        this.#toggles.set(group, toggle);
        return toggle;
      });
  }

  /** Where the two questions differ, in numbers. */
  #differences(): HTMLElement {
    const { words } = this.#context;
    const differing = this.#rows.filter(({ differs }) => differs.length > 0);
    const verdict = differing.filter(({ differs }) => differs.includes("verdict")).length;
    const numbers = { verdict: words.number(verdict), other: words.number(differing.length - verdict), same: words.number(this.#rows.length - differing.length) };
    return h("p", { class: "world-differ", role: "status" }, differing.length === 0 ? words.t("ask.compare.same") : words.t("world.compare.differ", numbers));
  }

  #toggle(what: Group | "differs"): void {
    const { store } = this.#context;
    const shown = readShown(store.state.own);
    if (what === "differs") shown.differing = !shown.differing;
    else if (!shown.groups.delete(what)) shown.groups.add(what);
    store.own({ show: writeShown(shown) });
  }

  #clear(): void {
    this.#context.store.own({ show: "", find: "" });
    this.#find.value = "";
    this.#find.focus();
  }

  /** Whether the list is whole, what day and edition it is of, and what it does not say. */
  #worth(results: readonly Markets[]): HTMLElement {
    const { words } = this.#context;
    const [{ edition, as_of } = { edition: "", as_of: null }] = results;
    const date = as_of ? words.date(as_of) : edition;
    const cut = results.find(({ complete }) => !complete);
    return h(
      "div",
      { class: "world-worth" },
      ...present([
        h("p", { class: cut && "caution" }, cut ? words.t("ask.cut", { budget: cut.budget ?? "" }) : words.t("ask.complete")),
        results.some(({ bound_hit }) => bound_hit) && h("p", { class: "caution" }, words.t("frame.bound")),
        results.some(({ projected }) => projected) && h("p", {}, words.t("frame.projected", { as_of: date })),
        h("p", {}, words.t("world.frame")),
        h("p", {}, words.t("frame.caveat")),
        h("p", {}, words.t("frame.advice")),
        h("p", {}, words.t("app.edition", { edition, as_of: date })),
        h("p", {}, words.t("world.regions")),
      ]),
    );
  }
}
