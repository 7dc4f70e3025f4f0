/** Days as people write them. A day that can be read two ways offers both readings and takes neither. */

import type { Choice, Finder } from "./choices";
import { type Combobox, combobox } from "./combobox";
import { h, svg } from "./dom";
import { today } from "./state";
import type { Words } from "./words";

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/** The days a text can mean, as `YYYY-MM-DD`; the likelier first. */
export function readings(typed: string): string[] {
  const text = typed.normalize("NFKC").trim().toLowerCase();
  const numbers = (pattern: RegExp) => pattern.exec(text)?.slice(1).map(Number);
  const [year, month, day] = numbers(/^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?$/) ?? numbers(/^(\d{4})(\d{2})(\d{2})$/) ?? [];
  if (year && month && day) return real(year, month, day);
  const named = /^(\d{1,2})(?:st|nd|rd|th)?[\s.-]+([a-z]{3,9})\.?[\s,.-]+(\d{4})$/.exec(text) ?? american(text);
  if (named) return real(Number(named[3]), months.indexOf((named[2] ?? "").slice(0, 3)) + 1, Number(named[1]));
  const [first, second, third] = numbers(/^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4})$/) ?? [];
  if (first && second && third) return [...new Set([...real(third, second, first), ...real(third, first, second)])];
  return [];
}

/** "March 1, 2025" as day, month, year. */
function american(text: string): [string, string, string, string] | null {
  const found = /^([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})$/.exec(text);
  return found ? [text, found[2] ?? "", found[1] ?? "", found[3] ?? ""] : null;
}

/** The day, if the calendar has it. */
function real(year: number, month: number, day: number): string[] {
  const date = new Date(Date.UTC(year, month - 1, day));
  const exists = year >= 1900 && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return exists ? [date.toISOString().slice(0, 10)] : [];
}

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
