/** The one state of the page and the browser's history of it. */

import { type Goods, type Paper, type State, type ViewName, blank, blankPaper, fromHash, toHash } from "./state";
import type { Language } from "./words";

type Listener = (state: State) => void;

export class Store {
  state: State;
  readonly #edition: string;
  readonly #listeners: Listener[] = [];
  /** What was changed last: typing on in the same field makes no new entry in the history. */
  #touched = "";

  constructor(edition: string, language: Language) {
    this.#edition = edition;
    this.state = fromHash(location.hash, language);
    addEventListener("popstate", () => {
      this.#touched = "";
      this.state = fromHash(location.hash, this.state.language);
      this.#tell();
    });
  }

  /** Whether the last change asked another question, rather than changed a field of this one. */
  get another(): boolean {
    return this.#touched === "";
  }

  listen(listener: Listener): void {
    this.#listeners.push(listener);
  }

  /** The permalink of the question. */
  get link(): string {
    return new URL(toHash(this.state, this.#edition), location.href).href;
  }

  /** Whether the question came with a link that another edition of the data made. */
  get old(): boolean {
    return this.state.edition !== "" && this.state.edition !== this.#edition;
  }

  /** Notes what today's data answers, for whoever opens the link later. An old link keeps what it says. */
  saying(said: string): void {
    if (this.old || said === this.state.said) return;
    this.state = { ...this.state, said };
    history.replaceState(null, "", toHash(this.state, this.#edition));
  }

  paper(at: number, changes: Partial<Paper>): void {
    const papers = this.state.papers.map((paper, i) => (i === at ? { ...paper, ...changes } : paper)) as State["papers"];
    this.#change({ papers }, `paper ${at} ${Object.keys(changes)}`);
  }

  addPaper(): void {
    this.#change({ papers: [...this.state.papers, blankPaper()] }, "");
  }

  removePaper(at: number): void {
    const [first, ...rest] = this.state.papers.filter((_, i) => i !== at);
    if (first) this.#change({ papers: [first, ...rest] }, "");
  }

  goods(changes: Partial<Goods>): void {
    this.#change({ goods: { ...this.state.goods, ...changes } }, `goods ${Object.keys(changes)}`);
  }

  attribute(id: string, value: string): void {
    const { [id]: _, ...others } = this.state.attributes;
    this.#change({ attributes: value ? { ...others, [id]: value } : others }, `attribute ${id}`);
  }

  assume(key: string, value: "yes" | "no" | null): void {
    const { [key]: _, ...others } = this.state.assume;
    this.#change({ assume: value ? { ...others, [key]: value } : others }, `assume ${key}`);
  }

  /** What the view open keeps for itself. */
  own(changes: State["own"]): void {
    this.#change({ own: { ...this.state.own, ...changes } }, `own ${Object.keys(changes)}`);
  }

  /** Opens a view; the question goes along, what another view kept for itself does not. */
  open(view: ViewName, own: State["own"] = {}): void {
    this.#change({ view, own }, "");
  }

  /** The address of a view, with the question as it stands. */
  to(view: ViewName, own: State["own"] = {}): string {
    return toHash({ ...this.state, view, own }, this.#edition);
  }

  language(language: Language): void {
    const { edition, said } = this.state;
    this.#change({ language, edition, said }, "language");
  }

  ask(state: State): void {
    this.#change(state, "");
  }

  clear(): void {
    this.#change({ ...blank(this.state.language), view: this.state.view }, "");
  }

  #change(changes: Partial<State>, touched: string): void {
    this.state = { ...this.state, edition: "", said: "", ...changes };
    const again = touched !== "" && touched === this.#touched;
    this.#touched = touched;
    history[again ? "replaceState" : "pushState"](null, "", toHash(this.state, this.#edition));
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener(this.state);
  }
}
