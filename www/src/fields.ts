/** Labelled fields of the form, each with the same manners. */

import type { Choice, Finder } from "./choices";
import { combobox } from "./combobox";
import { dateBlank } from "./dates";
import { type Child, h, unique } from "./dom";
import type { Words } from "./words";

export interface Field {
  element: HTMLElement;
  control: HTMLElement;
  /** Shows a value, unless somebody is typing here. */
  show(value: string): void;
  /** Whether to mark it as one that could change the answer. */
  mark(matters: boolean): void;
}

interface Common {
  label: string;
  words: Words;
  change: (value: string) => void;
}

/** One of a few words. */
export function select({ label, words, change }: Common, options: readonly { value: string; text: string }[]): Field {
  const control = h(
    "select",
    { id: unique("field"), change: () => change(control.value) },
    h("option", { value: "" }, words.t("field.unstated")),
    ...options.map(({ value, text }) => h("option", { value }, text)),
  );
  return field(label, words, control, control, (value) => {
    control.value = value;
  });
}

/** A text or a number. */
export function input({ label, words, change }: Common, type: "text" | "number", hint = "", usual: readonly string[] = []): Field {
  const hintId = unique("hint");
  const listId = unique("usual");
  const control = h("input", { id: unique("field"), type, autocomplete: "off", list: usual.length > 0 && listId, "aria-describedby": hint && hintId, input: () => change(control.value) });
  const show = (value: string) => {
    if (document.activeElement !== control) control.value = value;
  };
  return field(label, words, control, control, show, 
    hint && h("span", { id: hintId, class: "hint" }, hint),
    usual.length > 0 && h("datalist", { id: listId }, ...usual.map((value) => h("option", { value }))),
  );
}

/** One of many recorded things. */
export function choice({ label, words, change }: Common, find: Finder, nameOf: (id: string) => string): Field {
  const box = combobox({ label, placeholder: words.t("field.unstated"), words, find, text: "", none: (typed) => words.t("choose.none", { text: typed }), change: (picked: Choice | null) => change(picked?.id ?? "") });
  box.input.id = unique("field");
  return field(label, words, box.input, box.element, (value) => box.show(value && nameOf(value)));
}

/** A day. */
export function day({ label, words, change }: Common): Field {
  const box = dateBlank({ label, placeholder: words.t("field.unstated"), words, value: "", change });
  box.input.id = unique("field");
  return field(label, words, box.input, box.element, (value) => box.show(value));
}

function field(label: string, words: Words, control: HTMLElement, body: HTMLElement, show: (value: string) => void, ...more: Child[]): Field {
  const badge = h("span", { class: "matters", hidden: true }, words.t("ask.details.matters"));
  const element = h("div", { class: "field" }, h("label", { for: control.id }, label), badge, body, ...more);
  return {
    element,
    control,
    show,
    mark(matters) {
      badge.hidden = !matters;
      element.classList.toggle("is-pivotal", matters);
    },
  };
}
