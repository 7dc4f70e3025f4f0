/** Words in the language chosen: the one place where codes, dates and lists become text. */

import en from "../../locales/en.json";
import zh from "../../locales/zh-CN.json";
import type { Text } from "../comity/types";

export type Key = keyof typeof en;
export type Language = "en" | "zh-CN";
export const languages: readonly Language[] = ["en", "zh-CN"];

export type Arguments = Record<string, string | number>;

/** A text with its placeholders filled in. Chinese is set apart from numbers and letters by a space, and from Chinese by none. */
export function fill(text: string, args: Arguments): string {
  const filled = text.replace(/\{(\w+)\}/g, (whole, name: string) => String(args[name] ?? whole));
  return filled.replace(/([\u3000-\u303f\u3400-\u9fff\uff00-\uffef]) (?=[\u3000-\u303f\u3400-\u9fff\uff00-\uffef])/g, "$1");
}

export class Words {
  readonly language: Language;
  readonly #words: Record<Key, string>;
  /** Day before month in English, with the month in letters: nobody can read it the wrong way round. */
  readonly #locale: string;

  constructor(language: Language) {
    this.language = language;
    this.#words = language === "en" ? en : zh;
    this.#locale = language === "en" ? "en-GB" : "zh-CN";
  }

  /** The words of a key, with its placeholders filled in. */
  t(key: Key, args: Arguments = {}): string {
    return fill(this.#words[key], args);
  }

  /** The words of a key with nodes in its placeholders. */
  parts<T>(key: Key, args: Record<string, T>): (string | T)[] {
    return this.#words[key].split(/\{(\w+)\}/).map((part, i) => (i % 2 ? (args[part] ?? part) : part)).filter((part) => part !== "");
  }

  /** Whether the catalogue has a key that is only known while running. */
  has(key: string): key is Key {
    return Object.hasOwn(this.#words, key);
  }

  /** A recorded name in this language; where it has none, in the other. */
  name(text: Text): string {
    return (this.language === "en" ? text.en || text.zh : text.zh || text.en).trim();
  }

  /** The same name in the other language, if it differs. */
  other(text: Text): { text: string; lang: Language } | null {
    const other = this.language === "en" ? text.zh : text.en;
    return other && other !== this.name(text) ? { text: other, lang: this.language === "en" ? "zh-CN" : "en" } : null;
  }

  /** A date as written in the data: a day, a month or a year. */
  date(written: string): string {
    const [year, month, day] = written.split("-").map(Number);
    if (!year || written.length > 10 || /[^\d-]/.test(written)) return written;
    const format: Intl.DateTimeFormatOptions = day
      ? { year: "numeric", month: "long", day: "numeric" }
      : month
        ? { year: "numeric", month: "long" }
        : { year: "numeric" };
    const date = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
    return new Intl.DateTimeFormat(this.#locale, { ...format, timeZone: "UTC" }).format(date);
  }

  number(value: number): string {
    return new Intl.NumberFormat(this.#locale).format(value);
  }

  days(count: number): string {
    return new Intl.NumberFormat(this.#locale, { style: "unit", unit: "day", unitDisplay: "long" }).format(count);
  }

  /** A time to wait: seconds, or minutes where there are many. */
  seconds(count: number): string {
    const [value, unit] = count < 100 ? [count, "second"] : [Math.round(count / 60), "minute"];
    return new Intl.NumberFormat(this.#locale, { style: "unit", unit, unitDisplay: "long" }).format(value);
  }

  /** A span as ISO 8601 writes it: `P3Y`, `P60D`. */
  span(written: string): string {
    const units = { Y: "year", M: "month", D: "day" } as const;
    const parts = [...written.matchAll(/(\d+)([YMD])/g)].map(([, count, unit]) =>
      new Intl.NumberFormat(this.#locale, { style: "unit", unit: units[unit as keyof typeof units], unitDisplay: "long" }).format(Number(count)),
    );
    return new Intl.ListFormat(this.#locale, { type: "unit" }).format(parts);
  }

  /** Several things in one breath. */
  list(items: readonly string[], type: "conjunction" | "disjunction" = "conjunction"): string {
    return new Intl.ListFormat(this.#locale, { type }).format(items);
  }

  /** Things side by side, each a phrase of its own. */
  series(items: readonly string[]): string {
    return items.join(this.language === "en" ? "; " : "；");
  }

  compare(a: string, b: string): number {
    return a.localeCompare(b, this.#locale, { numeric: true });
  }
}

/** The language a browser's user prefers. */
export function preferred(): Language {
  const first = navigator.languages.find((tag) => /^(zh|en)\b/i.test(tag));
  return first?.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
}
