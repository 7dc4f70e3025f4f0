/** The question as a view asks it: the sentence, for as many papers as there are, and what is done with it. */

import type { Context } from "./context";
import { h } from "./dom";
import { type Sentence, sentence } from "./sentence";
import type { GoodsField, PaperField, State } from "./state";
import type { Key } from "./words";

export class Form {
  /** The sentence. */
  readonly element = h("div");
  /** Adds a paper, or starts over. */
  readonly tools: HTMLElement;
  readonly #context: Context;
  readonly #words: Key;
  #sentence!: Sentence;
  #papers = 0;

  /** `words`: the sentence with its blanks. `first`: what has the focus where one starts over; left out: the sentence's certificate. */
  constructor(context: Context, words: Key = "ask.sentence", first: () => void = () => void this.focus("scheme")) {
    this.#context = context;
    this.#words = words;
    const { store } = context;
    const button = (words: Key, click: () => void) => h("button", { type: "button", class: "quiet", click }, context.words.t(words));
    this.tools = h(
      "div",
      { class: "ask-tools" },
      button("ask.add", () => store.addPaper()),
      button("ask.clear", () => {
        store.clear();
        first();
      }),
    );
  }

  /** Shows a state; the blanks stay, so that typing is never disturbed, unless there are more papers or fewer. */
  update(state: State): void {
    if (state.papers.length !== this.#papers) {
      this.#sentence = sentence(this.#context, this.#words);
      this.element.replaceChildren(this.#sentence.element);
      this.#papers = state.papers.length;
    }
    this.#sentence.update(state);
  }

  /** Puts the cursor into a blank; whether the sentence has it. */
  focus(place: string): boolean {
    return this.#sentence.focus(place as PaperField | GoodsField);
  }
}
