/** All records of a kind, in the order of their names. What the vocabulary does not list is gathered when first wanted. */

import type { Noun } from "../comity/types";
import type { Context } from "./context";
import type { Listed } from "./library-lists";

/** More than there are records of any kind. */
const ALL = 100_000;

/** The kinds that the vocabulary lists. */
const lists = { market: "markets", bloc: "blocs", product: "products", attribute: "attributes", scheme: "schemes", body: "bodies", register: "registers", agreement: "agreements", requirement: "requirements" } as const;

export class Shelf {
  readonly #context: Context;
  readonly #known = new Map<Noun, readonly Listed[]>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** How many there are, where that is known without looking. */
  count(noun: Noun): number | null {
    const { vocabulary, about } = this.#context;
    if (noun === "edition") return vocabulary.editions.length;
    if (noun in lists) return vocabulary[lists[noun as keyof typeof lists]].length;
    // A page that several records cite is counted once here, but once for each of them in the data.
    return noun === "source" ? null : (about.counts[`${noun}s`] ?? null);
  }

  all(noun: Noun): readonly Listed[] {
    let all = this.#known.get(noun);
    if (!all) {
      const { words } = this.#context;
      const shown = ({ id, name }: Listed) => (noun === "source" ? id.replace(/^https?:\/\/(www\.)?/, "") : noun === "edition" ? id : words.name(name) || id);
      all = this.#gather(noun)
        .map((one) => ({ one, by: shown(one) }))
        .sort((a, b) => words.compare(a.by, b.by))
        .map(({ one }) => one);
      this.#known.set(noun, all);
    }
    return all;
  }

  /** Those that match a text, best first: by the engine's search, and sources by their address. */
  matching(noun: Noun, text: string): readonly Listed[] {
    if (noun !== "source") return this.#context.comity.search(text, ALL).filter((found) => found.noun === noun);
    const parts = text.toLowerCase().split(/\s+/);
    return this.all(noun).filter(({ id }) => parts.every((part) => id.toLowerCase().includes(part)));
  }

  #gather(noun: Noun): Listed[] {
    const { vocabulary, comity } = this.#context;
    if (noun in lists) return vocabulary[lists[noun as keyof typeof lists]].map(({ id, name }) => ({ noun, id, name }));
    if (noun === "edition") return vocabulary.editions.map((id) => ({ noun, id, name: { en: "", zh: "" } }));
    if (noun === "clause") {
      const agreements = vocabulary.agreements.flatMap(({ id }) => comity.describe(id)).filter((description) => description.noun === "agreement");
      return agreements.flatMap(({ related }) => related.filter((other) => other.noun === "clause").map(({ id, name }) => ({ noun, id, name })));
    }
    if (noun !== "source") return [];
    const { schemes, bodies, agreements, requirements, blocs } = vocabulary;
    const citing = [...this.all("clause"), ...[schemes, bodies, agreements, requirements, blocs].flat()];
    const addresses = new Set(citing.flatMap(({ id }) => comity.describe(id)).flatMap(({ sources }) => sources.map(({ url }) => url)));
    return [...addresses].map((id) => ({ noun, id, name: { en: "", zh: "" } }));
  }
}
