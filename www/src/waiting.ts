/** Long work: how far it has come, how fast, how long still, and a way to call it off. */

import { CalledOff } from "./asking";
import type { Context } from "./context";
import { h } from "./dom";
import { isQuestionError, trouble } from "./trouble";

/** Shown only for work that takes longer than this, in milliseconds. */
const PATIENCE = 150;

export class Waiting {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #bar: HTMLProgressElement;
  readonly #told: HTMLElement;
  /** The work awaited; what comes of an older one is no longer wanted. */
  #last = 0;

  constructor(context: Context) {
    this.#context = context;
    const { words } = context;
    this.#bar = h("progress", { "aria-label": words.t("wait.title") });
    this.#told = h("span", { class: "wait-told" });
    this.element = h(
      "div",
      { class: "wait", hidden: true },
      this.#bar,
      this.#told,
      h("button", { type: "button", class: "quiet", click: () => this.stop() }, words.t("wait.stop")),
    );
  }

  /** Calls off what is awaited. */
  stop(): void {
    this.#last += 1;
    this.element.hidden = true;
    this.#context.asking.stop();
  }

  /**
   * Does long work and shows what comes of it. Of work begun later nothing earlier is shown any more; trouble with the
   * question is shown in place of the result.
   */
  async show<T>(work: (progress: (done: number, all: number) => void) => Promise<T>, into: HTMLElement, shown: (result: T) => Node | string, goTo: (place: string) => void = () => undefined): Promise<void> {
    // One thing at a time: what was asked before and is no longer wanted would only be in the way.
    this.stop();
    const mine = this.#last;
    const begun = performance.now();
    this.#bar.removeAttribute("value");
    this.#told.textContent = "";
    const late = setTimeout(() => (this.element.hidden = mine !== this.#last), PATIENCE);
    try {
      const result = await work((done, all) => mine === this.#last && this.#at(done, all, begun));
      if (mine === this.#last) into.replaceChildren(shown(result));
    } catch (thrown) {
      if (mine !== this.#last || thrown instanceof CalledOff) return;
      if (isQuestionError(thrown)) into.replaceChildren(trouble(thrown, this.#context, goTo));
      else into.replaceChildren(h("p", { class: "trouble", role: "alert" }, this.#context.words.t("wait.failed", { reason: thrown instanceof Error ? thrown.message : String(thrown) })));
    } finally {
      clearTimeout(late);
      if (mine === this.#last) this.element.hidden = true;
    }
  }

  #at(done: number, all: number, begun: number): void {
    const { words } = this.#context;
    const seconds = (performance.now() - begun) / 1000;
    this.#bar.max = Math.max(all, 1);
    this.#bar.value = done;
    if (done === 0 || seconds < 0.5) return;
    const rate = done / seconds;
    this.#told.textContent = words.t("wait.at", { done: words.number(done), all: words.number(all), rate: words.number(Math.max(1, Math.round(rate))), left: words.seconds(Math.ceil((all - done) / rate)) });
  }
}
