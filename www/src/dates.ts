/** Days as people write them. A day that can be read two ways offers both readings and takes neither. */

import { readings } from "../comity/import/values";
import type { Choice, Finder } from "./choices";
import { type Combobox, combobox } from "./combobox";
import { h, svg } from "./dom";
import { today } from "./state";
import type { Words } from "./words";

function finder(words: Words): Finder {
  const choice = (iso: string): Choice => ({ id: iso, label: words.date(iso), hint: iso === today() ? words.t("choose.today") : iso });
  return (typed) => {
    if (typed.trim() === "" || typed.trim().toLowerCase() === words.t("choose.today")) return [choice(today())];
    return readings(typed).map(choice);
  };
}

export interface DateBlank {
  element: HTMLElement;
  input: HTMLInputElement;
  show(iso: string): void;
}

interface Options {
  label: string;
  placeholder: string;
  words: Words;
  value: string;
  change: (iso: string) => void;
}

/** A blank for a day: typed in any usual way, or picked from the browser's calendar. */
export function dateBlank({ label, placeholder, words, value, change }: Options): DateBlank {
  const shown = (iso: string) => iso && words.date(iso);
  const box: Combobox = combobox({
    label,
    placeholder,
    words,
    find: finder(words),
    text: shown(value),
    rivals: true,
    none: () => words.t("choose.date", { example: "2025-03-01" }),
    change: (picked) => {
      calendar.value = picked?.id ?? "";
      change(calendar.value);
    },
  });
  const calendar = h("input", {
    type: "date",
    class: "calendar",
    tabindex: -1,
    "aria-hidden": "true",
    value,
    change: () => {
      box.show(shown(calendar.value));
      change(calendar.value);
    },
  });
  box.element.classList.add("blank-day");
  if ("showPicker" in calendar) {
    box.element.append(
      h(
        "button",
        { type: "button", class: "pick", "aria-label": `${words.t("choose.pick")}: ${label}`, title: words.t("choose.pick"), click: () => calendar.showPicker() },
        svg("svg", { viewBox: "0 0 16 16", "aria-hidden": "true" }, svg("path", { d: "M2 3.500h12v10.500H2zM2 6.500h12M5 1.500v3M11 1.500v3" })),
      ),
      calendar,
    );
  }
  return {
    element: box.element,
    input: box.input,
    show(iso) {
      calendar.value = iso;
      box.show(shown(iso));
    },
  };
}
