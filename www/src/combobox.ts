/** One blank to fill: an editable combobox with a list box, by the WAI-ARIA pattern. */

import type { Choice, Finder } from "./choices";
import { h, unique } from "./dom";
import type { Words } from "./words";

/** As many as anybody scrolls through; the rest is found by typing on. */
const SHOWN = 60;
/** What stays free between a list and the edge of the page. */
const MARGIN = 8;

export interface Options {
  label: string;
  placeholder: string;
  words: Words;
  find: Finder;
  /** The text for the value chosen. */
  text: string;
  /** Whether several things found are rival readings, of which none is the better match. */
  rivals?: boolean;
  /** What is said where nothing is found. */
  none: (typed: string) => string;
  /** Called with the choice, or with `null` when the blank is emptied. */
  change: (choice: Choice | null) => void;
}

export interface Combobox {
  element: HTMLElement;
  input: HTMLInputElement;
  /** Shows another value, unless somebody is typing here. */
  show(text: string): void;
}

export function combobox({ label, placeholder, words, find, text, rivals = false, none, change }: Options): Combobox {
  const listId = unique("list");
  const list = h("ul", { id: listId, role: "listbox", "aria-label": label, class: "choices", hidden: true, mousedown: keepFocus });
  const note = h("div", { id: unique("note"), class: "choices-note", role: "status", hidden: true, mousedown: keepFocus });
  const input = h("input", {
    type: "text",
    role: "combobox",
    class: "blank-input",
    placeholder,
    value: text,
    // Its width is that of its words: the sizer beside it sets it.
    size: 1,
    "aria-label": label,
    "aria-autocomplete": "list",
    "aria-expanded": "false",
    "aria-controls": listId,
    autocomplete: "off",
    autocapitalize: "off",
    spellcheck: "false",
    input: () => open(input.value),
    focus: () => input.select(),
    click: () => list.hidden && open(""),
    blur: () => settle(true),
    keydown: ((event: KeyboardEvent) => key(event)) as EventListener,
  });
  const sizer = h("span", { class: "blank-sizer", "aria-hidden": "true" });
  const element = h("div", { class: "blank" }, sizer, input, list, note);
  let chosen = text;
  let choices: Choice[] = [];
  let active = -1;
  /** What was typed and names nothing known: it stays to be mended, marked, and counts as not stated. */
  let refused = "";
  fit();

  function fit(): void {
    sizer.textContent = input.value || placeholder;
    element.classList.toggle("is-empty", input.value === "");
  }

  function refuse(typed: string): void {
    refused = typed;
    element.classList.toggle("is-refused", typed !== "");
    input.setAttribute("aria-invalid", String(typed !== ""));
    if (typed) input.setAttribute("aria-describedby", note.id);
    else input.removeAttribute("aria-describedby");
  }

  function open(typed: string): void {
    refuse("");
    fit();
    const all = find(typed);
    choices = all.slice(0, SHOWN);
    list.replaceChildren(...choices.map(option));
    active = -1;
    const rest = all.length - choices.length;
    note.textContent = choices.length === 0 ? none(typed) : rest > 0 ? words.t("choose.more", { count: words.number(rest) }) : "";
    note.hidden = note.textContent === "";
    list.hidden = choices.length === 0;
    element.classList.add("is-open");
    input.setAttribute("aria-expanded", String(!list.hidden));
    // What was typed has a best match; what was only opened has the value it holds.
    const best = rivals && choices.length > 1 ? -1 : 0;
    move(typed ? best : choices.findIndex((choice) => choice.label === chosen));
    place();
  }

  /** Below the blank, but never over the edge of the page. */
  function place(): void {
    element.style.setProperty("--shift", "0px");
    const box = (list.hidden ? note : list).getBoundingClientRect();
    const over = Math.min(0, document.documentElement.clientWidth - MARGIN - box.right);
    element.style.setProperty("--shift", `${Math.max(over, MARGIN - box.left)}px`);
  }

  function option(choice: Choice, index: number): HTMLElement {
    return h(
      "li",
      { id: `${listId}-${index}`, role: "option", class: "choice", "aria-selected": "false", click: () => choose(index) },
      h("span", { class: "choice-label" }, choice.label),
      choice.hint && h("span", { class: "choice-hint" }, choice.hint),
    );
  }

  function move(to: number): void {
    list.children[active]?.setAttribute("aria-selected", "false");
    active = choices[to] ? to : -1;
    const current = list.children[active];
    current?.setAttribute("aria-selected", "true");
    current?.scrollIntoView({ block: "nearest" });
    if (current) input.setAttribute("aria-activedescendant", current.id);
    else input.removeAttribute("aria-activedescendant");
  }

  function close(): void {
    list.hidden = true;
    note.hidden = true;
    active = -1;
    element.classList.remove("is-open");
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index: number): void {
    const choice = choices[index];
    close();
    if (!choice) return;
    chosen = choice.label;
    input.value = chosen;
    fit();
    change(choice);
  }

  /** Leaves the blank: what was typed is taken if it matches and stays marked if not, what was emptied is cleared. */
  function settle(take: boolean): void {
    const typed = input.value.trim();
    if (take && typed !== "" && typed !== chosen && active >= 0) return choose(active);
    const stated = chosen !== "";
    if (take && typed !== chosen) chosen = "";
    else input.value = chosen;
    close();
    refuse(input.value === chosen ? "" : typed);
    if (refused) {
      note.textContent = none(typed);
      note.hidden = false;
    }
    fit();
    if (stated && chosen === "") change(null);
  }

  function key(event: KeyboardEvent): void {
    if (event.isComposing) return;
    const closed = list.hidden;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined) {
      event.preventDefault();
      if (closed) open(input.value === chosen ? "" : input.value);
      const last = choices.length - 1;
      if (!closed || active < 0) {
        const to = active < 0 && step < 0 ? last : active + step;
        move(Math.abs(step) === 1 ? (to + choices.length) % choices.length : Math.min(last, Math.max(0, to)));
      }
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (!closed && active >= 0) choose(active);
      else settle(true);
    } else if (event.key === "Escape" && (!closed || input.value !== chosen)) {
      event.preventDefault();
      settle(false);
      input.select();
    }
  }

  return {
    element,
    input,
    show(text: string) {
      chosen = text;
      if (document.activeElement === input && !list.hidden) return;
      if (refused && text === "") return;
      refuse("");
      note.hidden = true;
      input.value = text;
      fit();
    },
  };
}

/** A press on the list must not take the focus from the blank, or the list would close under it. */
function keepFocus(event: Event): void {
  event.preventDefault();
}
