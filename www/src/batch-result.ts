/** What came of a file: how many of each verdict, the first rows, the rows that could not be asked, and all of it to keep. */

import type { Verdict } from "../comity/types";
import { told } from "./batch-fault";
import { type Cell, KEPT, type Kept, LISTED, columnsWritten } from "./batch-job";
import type { Found, Sheet } from "./batch-sheet";
import { dotted } from "./choices";
import { codesOf } from "./plan-markets";
import type { Context } from "./context";
import { type Child, h, present } from "./dom";
import { save } from "./save";
import { fromHash, toHash } from "./state";
import { type Column, table } from "./table";
import { tile } from "./tile";

/** The order in which verdicts are counted. */
export const order: readonly Verdict[] = ["native", "accepted", "accepted-with-conditions", "convertible", "supporting", "not-addressed", "not-accepted", "barred", "not-required", "unknown"];
/** As many rows as stand on the page at once. */
const PAGE = 50;

export class Result {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #sheet: Sheet;
  readonly #status = h("p", { class: "batch-status", role: "status" });
  readonly #notes = h("div", { class: "batch-notes" });
  readonly #counts = h("ul", { class: "batch-counts" });
  readonly #first = h("p", { class: "hint" });
  readonly #rows = h("div");
  readonly #pages: HTMLElement;
  readonly #broken = h("div");
  readonly #save: HTMLElement;
  /** What the table shows: it is not built anew while nothing of it changes. */
  #shown = "";

  constructor(context: Context, sheet: Sheet) {
    this.#context = context;
    this.#sheet = sheet;
    const { words } = context;
    this.#pages = h("nav", { class: "batch-pages", "aria-label": words.t("batch.pages") });
    this.#save = h("p", { class: "tools batch-save" }, h("button", { type: "button", click: () => this.#download() }, words.t("batch.save")), h("span", { class: "hint" }, words.t("batch.save.hint")));
    const head = h("h3", { id: "batch-result", tabindex: -1 }, words.t("batch.result"));
    this.element = h("section", { class: "batch-result", "aria-labelledby": "batch-result" }, head, this.#status, this.#save, this.#counts, this.#notes, this.#first, this.#rows, this.#pages, this.#broken);
  }

  update(): void {
    const { found } = this.#sheet;
    this.element.hidden = found === null;
    if (!found) {
      this.#shown = "";
      return;
    }
    const held = (document.activeElement as HTMLElement | null)?.dataset["key"];
    this.#tell(found);
    this.#count(found);
    this.#table(found);
    this.#faults(found);
    this.#save.hidden = found.state === "running" || found.rows === 0;
    if (held && document.activeElement === document.body) this.element.querySelector<HTMLElement>(`[data-key="${held}"]`)?.focus({ preventScroll: true });
  }

  #tell(found: Found): void {
    const { words, store, names } = this.#context;
    const answers = [...found.counts.values()].reduce((sum, count) => sum + count, 0);
    const args = { rows: words.number(found.rows), answers: words.number(answers), done: words.number(Math.min(found.done, found.all)), all: words.number(found.all), time: words.seconds(Math.max(1, Math.round(found.took / 1000))) };
    const status = words.t(`batch.${found.state}`, args);
    if (this.#status.textContent !== status) this.#status.textContent = status;
    const own = this.#own();
    const asked = own ? words.t("batch.asked.own", { date: words.date(found.on) }) : words.t("batch.asked", { markets: words.list(found.markets.map((code) => names.called(code, words))), date: words.date(found.on) });
    const { goods, own: kept } = store.state;
    const stale = found.on !== goods.on || (!own && found.markets.join() !== codesOf(kept.markets).join());
    const notes = [
      asked,
      found.cut > 0 && words.t("batch.cut", { count: words.number(found.cut) }),
      found.projected > 0 && words.t("batch.projected", { count: words.number(found.projected), as_of: words.date(this.#context.about.as_of ?? "") }),
      words.t("frame.caveat"),
    ].filter((note) => note !== false);
    this.#notes.replaceChildren(stale ? h("p", { class: "caution" }, words.t("batch.stale")) : "", ...notes.map((note) => h("p", {}, note)));
  }

  #count(found: Found): void {
    const { words, store } = this.#context;
    const { markets = "" } = store.state.own;
    const show = this.#only();
    const link = (verdict: Verdict | "", ...children: Child[]) =>
      h("li", {}, h("a", { href: store.to("batch", { markets, show: verdict }), class: "batch-count", "data-key": `count-${verdict}`, "aria-current": verdict === show && "true" }, ...children));
    const counted = order.filter((verdict) => found.counts.has(verdict));
    this.#counts.replaceChildren(
      ...counted.map((verdict) => link(verdict, tile(verdict), h("span", {}, words.t(`verdict.${verdict}`)), " ", h("b", {}, words.number(found.counts.get(verdict) ?? 0)))),
      show !== "" ? link("", words.t("batch.show.all")) : "",
    );
  }

  /** The verdict to which the rows shown are narrowed. */
  #only(): Verdict | "" {
    return order.find((verdict) => verdict === this.#context.store.state.own.show) ?? "";
  }

  /** A page of the rows that are kept. */
  #table(found: Found): void {
    const { words, store } = this.#context;
    const { at = "1", markets = "" } = store.state.own;
    const show = this.#only();
    const kept = (show === "" ? found.kept : found.kept.filter(({ cells }) => cells.some(({ outcome }) => outcome?.verdict === show))).slice(0, KEPT);
    const pages = Math.max(1, Math.ceil(kept.length / PAGE));
    const page = Math.min(pages, Math.max(1, Math.floor(Number(at)) || 1));
    const rows = kept.slice((page - 1) * PAGE, page * PAGE);
    const to = (page: number) => store.to("batch", { markets, show, at: String(page) });
    const first = (page - 1) * PAGE + 1;
    this.#pages.hidden = pages === 1;
    this.#pages.replaceChildren(
      ...present([
        page > 1 && h("a", { href: to(page - 1), "data-key": "before" }, words.t("batch.before")),
        h("span", {}, words.t("batch.page", { from: words.number(first), to: words.number(first + rows.length - 1), all: words.number(kept.length) })),
        page < pages && h("a", { href: to(page + 1), "data-key": "next" }, words.t("batch.next")),
      ]),
    );
    this.#first.hidden = kept.length < KEPT;
    this.#first.textContent = show === "" ? words.t("batch.first", { count: words.number(KEPT) }) : words.t("batch.first.of", { count: words.number(KEPT), verdict: words.t(`verdict.${show}.inline`) });
    const shown = [found.began, show, page, rows.length].join();
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#rows.replaceChildren(...(rows.length > 0 ? [table(words.t("batch.rows"), this.#columns(found), this.#lines(rows), "", words, () => undefined)] : []));
  }

  /** Whether the file names the market of each row. */
  #own(): boolean {
    return this.#sheet.head?.columns.some(({ id }) => id === "market") ?? false;
  }

  /** Rows of a file that names its own markets are told a market a line, all others a row a line. */
  #lines(rows: readonly Kept[]): Kept[] {
    return this.#own() ? rows.flatMap((row) => row.cells.map((cell) => ({ ...row, cells: [cell] }))) : [...rows];
  }

  #columns({ markets }: Found): Column<Kept>[] {
    const { words, names } = this.#context;
    const row: Column<Kept>[] = [
      { id: "line", label: words.t("batch.line"), numeric: true, cell: ({ line }) => words.number(line) },
      { id: "sku", label: words.t("batch.sku"), head: true, cell: ({ sku, asked }) => sku || this.#goods(asked) },
    ];
    if (!this.#own()) return [...row, ...markets.map((market, i): Column<Kept> => ({ id: market, label: names.called(market, words), cell: (kept) => this.#cell(kept, kept.cells[i]) }))];
    return [
      ...row,
      { id: "market", label: words.t("field.market"), cell: ({ cells: [cell] }) => names.called(cell?.market ?? "", words) },
      { id: "verdict", label: words.t("batch.verdict"), cell: (kept) => this.#cell(kept, kept.cells[0]) },
    ];
  }

  /** What a row without an article number is about. */
  #goods(asked: Kept["asked"]): string {
    const { words, names } = this.#context;
    const stated = new Map(asked);
    const [product, hs] = [stated.get("product"), stated.get("hs")];
    return product ? names.called(product, words) : hs ? words.t("choose.hs", { code: dotted(hs) }) : words.t("batch.no-sku");
  }

  /** A verdict, which leads to its answer. */
  #cell({ asked }: Kept, cell: Cell | undefined): Child {
    const { words, about } = this.#context;
    if (!cell?.outcome) return h("span", { class: "batch-none" }, words.t("batch.not-asked"));
    const { verdict, until, steps } = cell.outcome;
    const question = fromHash(`#${new URLSearchParams([...asked, ["market", cell.market]])}`, words.language);
    return h(
      "span",
      { class: "batch-cell" },
      tile(verdict),
      h(
        "span",
        {},
        h("a", { href: toHash(question, about.edition) }, words.t(`verdict.${verdict}`)),
        steps > 0 && h("span", { class: "batch-more" }, words.t("batch.steps", { count: words.number(steps) })),
        until && h("span", { class: "batch-more" }, words.t("ask.markets.until", { date: words.date(until) })),
      ),
    );
  }

  #faults({ faults, broken }: Found): void {
    const { words } = this.#context;
    const listed = new Set(faults.map(({ line }) => line)).size;
    const key = `${faults.length} ${broken}`;
    if (this.#broken.dataset["shown"] === key) return;
    this.#broken.dataset["shown"] = key;
    if (broken === 0) return this.#broken.replaceChildren();
    this.#broken.replaceChildren(
      h("h4", {}, words.t("batch.broken", { count: words.number(broken) })),
      h("p", { class: "hint" }, words.t("batch.broken.hint")),
      table(
        words.t("batch.broken.title"),
        [
          { id: "line", label: words.t("batch.line"), numeric: true, cell: ({ line }) => words.number(line) },
          { id: "sku", label: words.t("batch.sku"), head: true, cell: ({ sku }) => sku || words.t("batch.no-sku") },
          { id: "why", label: words.t("batch.why"), cell: (fault) => told(fault, (key, args) => words.t(key, args)) },
        ],
        faults,
        "",
        words,
        () => undefined,
      ),
      broken > listed ? h("p", {}, words.t("batch.broken.more", { count: words.number(broken - listed), listed: words.number(LISTED) })) : "",
    );
  }

  #download(): void {
    const { found } = this.#sheet;
    // With a mark by which Excel knows that it is UTF-8.
    if (found) save("comity-batch.csv", "text/csv", new Blob([`\ufeff${columnsWritten.join(",")}\r\n`, ...found.csv]));
  }
}
