/** The tile grid: a square a market, grouped by region, walked by arrow keys. No map: equal squares, by code. */

import type { Context } from "./context";
import { h } from "./dom";
import { type Region, regionName, regions } from "./regions";
import type { State } from "./state";
import { face } from "./world-face";
import { answerLink } from "./world-other";
import type { Row, Side } from "./world-rows";
import type { LineWords } from "./world-words";

export class Grid {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #say: LineWords;
  readonly #state: State;
  readonly #regions = h("div", { class: "world-regions" });
  /** What the tile under the pointer or the focus says, for who sees only its code. */
  readonly #readout = h("p", { class: "world-readout", "aria-hidden": "true" });
  readonly #texts = new WeakMap<Element, string>();

  constructor(context: Context, say: LineWords, state: State) {
    this.#context = context;
    this.#say = say;
    this.#state = state;
    const { words } = context;
    this.element = h(
      "section",
      { class: "world-grid", "aria-labelledby": "world-grid-title" },
      h("h3", { id: "world-grid-title" }, words.t("world.grid")),
      h("p", { class: "hint" }, words.t("world.grid.hint")),
      this.#regions,
      this.#readout,
    );
    this.#regions.addEventListener("keydown", (event) => this.#key(event));
    this.#regions.addEventListener("focusin", ({ target }) => this.#told(target, true));
    this.#regions.addEventListener("pointerover", ({ target }) => this.#told(target, false));
  }

  show(rows: readonly Row[]): void {
    const focused = this.#regions.contains(document.activeElement) ? document.activeElement?.getAttribute("data-market") : null;
    const byCode = [...rows].sort((a, b) => (a.code < b.code ? -1 : 1));
    const shown = regions.filter((region) => rows.some((row) => row.region === region));
    this.#regions.replaceChildren(...shown.map((region) => this.#region(region, byCode.filter((row) => row.region === region))));
    this.#readout.textContent = "";
    const tiles = this.#tiles();
    const current = tiles.find((tile) => tile.dataset["market"] === focused) ?? tiles[0];
    if (current) current.tabIndex = 0;
    if (focused) current?.focus();
  }

  #region(region: Region, rows: Row[]): HTMLElement {
    const { words } = this.#context;
    const id = `region-${region}`;
    return h(
      "div",
      { class: "world-region" },
      h("h4", { id }, words.t(regionName[region])),
      h("ul", { class: "world-tiles", "aria-labelledby": id }, ...rows.map((row) => h("li", {}, this.#tile(row)))),
    );
  }

  #tile(row: Row): HTMLElement {
    const { about } = this.#context;
    const [first, second] = row.sides;
    const split = second && second.group !== first.group;
    const text = this.#say.row(row);
    const element = h(
      "a",
      { class: "world-tile", href: answerLink(this.#state, row.code, about.edition), tabindex: -1, "data-market": row.code },
      h("span", { class: "world-fill" }, part(first), split && part(second)),
      h("span", { class: "world-code" }, row.code),
      h("span", { class: "visually-hidden" }, ` ${text}`),
    );
    this.#texts.set(element, `${row.code} · ${text}`);
    return element;
  }

  #tiles(): HTMLElement[] {
    return [...this.#regions.querySelectorAll<HTMLElement>(".world-tile")];
  }

  #told(target: EventTarget | null, focused: boolean): void {
    const element = target instanceof Element ? target.closest<HTMLElement>(".world-tile") : null;
    if (!element) return;
    this.#readout.textContent = this.#texts.get(element) ?? "";
    if (!focused) return;
    for (const other of this.#tiles()) other.tabIndex = other === element ? 0 : -1;
  }

  #key(event: KeyboardEvent): void {
    if (event.altKey || event.metaKey || event.shiftKey) return;
    const tiles = this.#tiles();
    const at = tiles.indexOf(document.activeElement as HTMLElement);
    const to = at < 0 ? undefined : target(event, tiles, at);
    if (!to) return;
    event.preventDefault();
    to.focus();
  }
}

/** A verdict that fills its part of the square. */
function part({ group }: Side): SVGElement {
  const drawn = face(group);
  drawn.setAttribute("preserveAspectRatio", "xMidYMid slice");
  return drawn;
}

/** Where a key leads: along the row, to the nearest tile of the next row, to the ends of the row or, with Ctrl, of the grid. */
function target({ key, ctrlKey }: KeyboardEvent, tiles: readonly HTMLElement[], at: number): HTMLElement | undefined {
  if (key === "ArrowRight") return tiles[at + 1];
  if (key === "ArrowLeft") return tiles[at - 1];
  if (!["ArrowUp", "ArrowDown", "Home", "End"].includes(key)) return undefined;
  if (ctrlKey) return key === "Home" ? tiles[0] : key === "End" ? tiles.at(-1) : undefined;
  const places = tiles.map((tile) => tile.getBoundingClientRect());
  const here = places[at];
  if (!here) return undefined;
  const row = (top: number) => tiles.filter((_, i) => Math.abs((places[i]?.top ?? 0) - top) < 2);
  if (key === "Home") return row(here.top)[0];
  if (key === "End") return row(here.top).at(-1);
  const tops = places.map(({ top }) => top).filter((top) => (key === "ArrowDown" ? top > here.top + 2 : top < here.top - 2));
  if (tops.length === 0) return undefined;
  const next = row(key === "ArrowDown" ? Math.min(...tops) : Math.max(...tops));
  const away = (tile: HTMLElement) => Math.abs(tile.getBoundingClientRect().left - here.left);
  return next.reduce((nearest, tile) => (away(tile) < away(nearest) ? tile : nearest));
}
