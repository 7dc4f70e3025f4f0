/** Several markets to choose: a combobox that adds, and what was chosen as chips that can be taken away. */

import * as choices from "./choices";
import { combobox } from "./combobox";
import type { Context } from "./context";
import { h } from "./dom";

export interface Chosen {
  element: HTMLElement;
  input: HTMLInputElement;
  show(codes: readonly string[]): void;
}

/** The codes that a permalink keeps. */
export function codesOf(written: string | undefined): string[] {
  return [...new Set((written ?? "").split(/[,，、]/).map((code) => code.trim()).filter(Boolean))];
}

export function chosenMarkets(context: Context, titleId: string, change: (codes: string[]) => void, label = context.words.t("plan.markets")): Chosen {
  const { names, words } = context;
  const find = choices.markets(context, true);
  let chosen: readonly string[] = [];
  const box = combobox({
    label,
    placeholder: words.t("plan.markets.add"),
    words,
    find: (typed) => find(typed).filter(({ id }) => !chosen.includes(id)),
    text: "",
    none: (typed) => words.t("choose.none", { text: typed }),
    change: (picked) => {
      if (!picked) return;
      // What was added stands beside the blank, which is free for the next.
      box.show("");
      change([...chosen, picked.id]);
    },
  });
  box.input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && box.input.value === "" && chosen.length > 0) change(chosen.slice(0, -1));
  });
  const chips = h("ul", { class: "chips", "aria-labelledby": titleId, hidden: true });

  function chip(code: string): HTMLElement {
    const name = names.called(code, words);
    return h(
      "li",
      { class: "chip" },
      name,
      h("button", { type: "button", class: "quiet", "aria-label": words.t("plan.markets.remove", { market: name }), title: words.t("plan.markets.remove", { market: name }), click: () => remove(code) }, "×"),
    );
  }

  function remove(code: string): void {
    const at = chosen.indexOf(code);
    change(chosen.filter((other) => other !== code));
    // The button pressed is gone: the next one takes the focus, after the last the blank.
    (chips.querySelectorAll("button")[at] ?? box.input).focus();
  }

  return {
    element: h("div", { class: "chosen" }, chips, box.element),
    input: box.input,
    show(codes) {
      if (codes.join() === chosen.join()) return;
      chosen = codes;
      chips.replaceChildren(...codes.map(chip));
      chips.hidden = codes.length === 0;
    },
  };
}
