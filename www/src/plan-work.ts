/** One long question at a time and what comes of it: shown, in trouble, or stopped, and then begun again at a press. */

import type { Context } from "./context";
import { h } from "./dom";
import { Waiting } from "./waiting";

export class Work {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #waiting: Waiting;
  readonly #into = h("div");
  /** The work wanted last: what comes of an older one changes nothing. */
  #last = 0;

  constructor(context: Context) {
    this.#context = context;
    this.#waiting = new Waiting(context);
    this.element = h("div", { class: "work" }, this.#waiting.element, this.#into);
  }

  /** Does it. What was shown of another question goes at once, since it would be read as the answer to this one. */
  async do<T>(work: (progress: (done: number, all: number) => void) => Promise<T>, shown: (result: T) => Node, goTo: (place: string) => void = () => undefined): Promise<void> {
    this.#last += 1;
    const mine = this.#last;
    this.#into.replaceChildren();
    await this.#waiting.show(work, this.#into, shown, goTo);
    if (mine === this.#last && this.#into.childNodes.length === 0) this.#stopped(() => void this.do(work, shown, goTo));
  }

  /** Shows something at once, in place of what was begun. */
  put(node: Node): void {
    this.close();
    this.#into.replaceChildren(node);
  }

  close(): void {
    this.#last += 1;
    this.#waiting.stop();
  }

  #stopped(again: () => void): void {
    const { words } = this.#context;
    const here = this.element.contains(document.activeElement);
    const button = h("button", { type: "button", click: again }, words.t("plan.again"));
    this.#into.replaceChildren(h("p", { class: "hint-line", role: "status" }, words.t("plan.stopped")), h("p", {}, button));
    // The button that was pressed is gone: the next thing to press takes the focus. What was stopped from elsewhere takes none.
    if (here) button.focus();
  }
}
