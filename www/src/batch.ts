/** Many questions at once: a file of rows, each asked of each market, answered in the worker. */

import { CalledOff } from "./asking";
import { columnNames } from "../comity/import/sheet-head";
import { lacking, twice } from "./batch-columns";
import { faultKeys } from "./batch-fault";
import { type FileChooser, fileChooser } from "./batch-file";
import type { Head } from "./batch-job";
import { Result, order } from "./batch-result";
import { sampleMarkets } from "./batch-sample";
import { type Sheet, add, begin, sheetOf } from "./batch-sheet";
import type { Context } from "./context";
import { h } from "./dom";
import { type Field, day } from "./fields";
import { section, viewHead } from "./parts";
import { type Chosen, chosenMarkets, codesOf } from "./plan-markets";
import type { State } from "./state";
import type { View } from "./view";
import { Waiting } from "./waiting";

export class Batch implements View {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #sheet: Sheet;
  readonly #file: FileChooser;
  readonly #markets: Chosen;
  readonly #day: Field;
  readonly #start: HTMLButtonElement;
  readonly #lacks = h("span", { class: "hint", role: "status" });
  readonly #own = h("p", {});
  readonly #waiting: Waiting;
  /** Where trouble with the work is told. */
  readonly #trouble = h("div");
  readonly #result: Result;

  constructor(context: Context) {
    this.#context = context;
    const { words, store } = context;
    this.#sheet = sheetOf(store);
    this.#file = fileChooser(context, (file, tried) => void this.#take(file, tried));
    this.#markets = chosenMarkets(context, "batch-markets", (codes) => store.own({ markets: codes.join(), at: "" }), words.t("batch.asks"));
    this.#day = day({ label: words.t("field.on"), words, change: (iso) => store.goods({ on: iso }) });
    this.#start = h("button", { type: "button", class: "primary", click: () => this.#start.getAttribute("aria-disabled") === "false" && void this.#check() }, words.t("batch.start"));
    this.#waiting = new Waiting(context);
    this.#result = new Result(context, this.#sheet);
    this.element = h(
      "div",
      { class: "batch" },
      viewHead(words.t("batch.title"), words.t("batch.lead")),
      section("batch-file", words.t("batch.file.title"), this.#file.element),
      section("batch-markets", words.t("batch.markets"), this.#markets.element, this.#own, this.#day.element, h("div", { class: "batch-start" }, this.#start, this.#lacks), this.#waiting.element, this.#trouble),
      this.#result.element,
    );
  }

  update(state: State): void {
    const { words } = this.#context;
    const { head } = this.#sheet;
    const codes = codesOf(state.own.markets);
    this.#file.show(this.#sheet);
    this.#markets.show(codes);
    this.#day.show(state.goods.on);
    const has = (id: string) => head?.columns.some((column) => column.id === id) ?? false;
    this.#markets.element.hidden = has("market");
    this.#own.textContent = [has("market") && words.t("batch.own.market"), has("on") && words.t("batch.own.on")].filter(Boolean).join(" ");
    this.#own.hidden = this.#own.textContent === "";
    const lacks = this.#missing(head, codes, state.goods.on);
    this.#lacks.textContent = lacks ?? "";
    // It stays where it is for the keyboard, also while it does nothing.
    this.#start.setAttribute("aria-disabled", String(lacks !== null || this.#sheet.found?.state === "running"));
    this.#result.update();
  }

  close(): void {
    this.#file.close();
    // At once: the next view is made before the work hears of it.
    if (this.#sheet.found?.state === "running") this.#sheet.found.state = "stopped";
    this.#waiting.stop();
  }

  /** What is still needed before anything can be asked. */
  #missing(head: Head | null, codes: readonly string[], on: string): string | null {
    const { words } = this.#context;
    if (!head) return words.t("batch.needs.file");
    const ids = head.columns.map(({ id }) => id);
    if (lacking(ids).length > 0 || twice(ids).length > 0) return words.t("batch.needs.columns");
    if (!ids.includes("market") && codes.length === 0) return words.t("batch.needs.markets");
    return on || ids.includes("on") ? null : words.t("batch.needs.day");
  }

  /** Takes a file and looks what it holds. */
  async #take(file: File, tried: boolean): Promise<void> {
    const { asking, store, vocabulary } = this.#context;
    Object.assign(this.#sheet, { file, head: null, refused: null, found: null } satisfies Sheet);
    this.update(store.state);
    await this.#waiting.show(async () => {
      const read = await asking.ask("head", { file, names: columnNames(vocabulary) });
      if (typeof read === "string") this.#sheet.refused = read;
      else this.#sheet.head = read;
      return "";
    }, this.#trouble, (nothing) => nothing);
    if (this.#sheet.file !== file) return;
    if (tried && codesOf(store.state.own.markets).length === 0) store.own({ markets: sampleMarkets.join() });
    this.update(store.state);
    if (!tried) return;
    this.#start.scrollIntoView({ block: "start" });
    await this.#check();
  }

  async #check(): Promise<void> {
    const { asking, store, words, about } = this.#context;
    const { file, head } = this.#sheet;
    if (!file || !head) return;
    const { on } = store.state.goods;
    const markets = codesOf(store.state.own.markets);
    const found = begin(markets, on, head);
    this.#sheet.found = found;
    const keys = [...faultKeys, ...order.map((verdict) => `verdict.${verdict}` as const)];
    const said = Object.fromEntries(keys.map((key) => [key, words.t(key)]));
    const job = { file, head, markets, on, edition: about.edition, said };
    store.own({ show: "", at: "" });
    await this.#waiting.show(
      async (progress) => {
        try {
          const at = (done: number, all: number) => {
            found.done = done;
            progress(done, all);
            if (this.#sheet.found === found) this.#result.update();
          };
          await asking.ask("batch", { job }, at, (part) => add(found, part));
          found.state = "done";
        } catch (thrown) {
          found.state = thrown instanceof CalledOff ? "stopped" : "failed";
          throw thrown;
        } finally {
          if (this.#sheet.found === found) this.update(store.state);
          // The button to stop it is gone.
          if (document.activeElement === document.body) this.#start.focus();
        }
        return "";
      },
      this.#trouble,
      (nothing) => nothing,
    );
  }
}
