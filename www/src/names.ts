/** The names of recorded things, looked up by id. */

import { fold } from "../comity/import/values";
import type { Answer, Text, Vocabulary } from "../comity/types";
import type { Words } from "./words";

export class Names {
  readonly #texts = new Map<string, Text>();
  /** What a permalink may say instead of an id: any name or alias. */
  readonly #called = new Map<string, Text>();
  /** Where to look for what is not here. */
  #within: Names | null = null;

  constructor(vocabulary: Vocabulary | null) {
    if (!vocabulary) return;
    const { agreements, registers, requirements, bars, bodies, attributes, schemes, products, blocs, markets } = vocabulary;
    for (const { id, values, value_names } of attributes) values.forEach((value, at) => value_names[at]?.en && this.#texts.set(`${id}=${value}`, value_names[at]));
    // Markets last: a bloc and an agreement may share a spelling, a market's code is the market.
    for (const records of [agreements, registers, requirements, bars, bodies, attributes, schemes, products, blocs, markets]) {
      for (const record of records) {
        this.#texts.set(record.id, record.name);
        for (const called of [record.id, record.name.en, record.name.zh, ...record.aliases]) this.#called.set(fold(called), record.name);
      }
    }
  }

  /** The same names, and those an answer brings along: its clauses, its agreements, its requirements. */
  with(answer: Answer): Names {
    const names = new Names(null);
    names.#within = this;
    for (const requirement of [...answer.requirements, ...(answer.virtual ?? [])]) {
      names.#texts.set(requirement.id, requirement.name);
      const routes = [...requirement.routes, ...requirement.conditional_routes];
      for (const hop of [...routes.flatMap((route) => route.hops), ...(requirement.reason?.hop ? [requirement.reason.hop] : [])]) {
        if (hop.clause && hop.name) names.#texts.set(hop.clause, hop.name);
      }
      for (const near of requirement.near_misses) {
        if (near.clause && near.name) names.#texts.set(near.clause, near.name);
      }
    }
    return names;
  }

  /** The name of an id in the reader's language; what has no name is shown as it stands. */
  of(id: string, words: Words): string {
    const text = this.#text(id);
    if (text) return words.name(text);
    const fixed = [`kind.${id}`, `class.${id}`, `aspect.${id}`, `fact.${id}`].find((key) => words.has(key));
    if (fixed && words.has(fixed)) return words.t(fixed);
    return /^\d{4}-\d{2}(-\d{2})?$/.test(id) ? words.date(id) : id;
  }

  /** What a value of an attribute of the product is called. */
  value(attribute: string, value: string, words: Words): string {
    if (value === "yes" || value === "no") return words.t(`field.${value}`);
    const text = this.#text(`${attribute}=${value}`);
    return text ? words.name(text) : value;
  }

  /** The name of what somebody wrote: an id, a name or an alias. */
  called(written: string, words: Words): string {
    const text = this.#texts.get(written) ?? this.#called.get(fold(written));
    if (text) return words.name(text);
    return this.#within ? this.#within.called(written, words) : written;
  }

  #text(id: string): Text | undefined {
    return this.#texts.get(id) ?? (this.#within ? this.#within.#text(id) : undefined);
  }
}
