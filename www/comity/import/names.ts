/** Names looked up as the engine looks them up: an id before a name, a name before an alias, and never one of several. */

import type { Comity } from "../comity.js";
import type { Noun, Vocabulary } from "../types.js";
import { fold } from "./values.js";

/** What the names of a field's values are searched in. */
export type Sort = "scheme" | "body" | "accreditor" | "market" | "place" | "product" | "edition";

const nouns: Record<Sort, readonly Noun[]> = {
  scheme: ["scheme"],
  body: ["body"],
  accreditor: ["body", "market"],
  market: ["market"],
  place: ["market", "bloc"],
  product: ["product"],
  edition: ["edition"],
};

/** As many things as are offered where nothing is certain, and as many searches as one text is worth. */
const OFFERED = 5;
const SEARCHES = 6;
/** Longer than this no name is; and an address, a DID or markup is none. */
const LONGEST = 60;
const NO_NAME = /:\/\/|^(?:did|urn):|[<>{}]/;

interface Record_ {
  id: string;
  name?: { en: string; zh: string };
  aliases?: readonly string[];
}

/** The recorded names of a law: made once, since the law does not change. */
export class Lookup {
  readonly #records: Record<Sort, readonly Record_[]>;
  readonly #called = new Map<Sort, Map<string, { id: string; tie: number }[]>>();
  readonly vocabulary: Vocabulary;

  constructor(vocabulary: Vocabulary) {
    const { schemes, bodies, markets, blocs, products, editions } = vocabulary;
    this.vocabulary = vocabulary;
    this.#records = {
      scheme: schemes,
      body: bodies,
      // Of a market the code alone, as the engine takes it: a government's name may be its accreditor's or not.
      accreditor: [...bodies.filter(({ classes }) => classes.includes("accreditation-body")), ...markets.map(({ id }) => ({ id }))],
      market: markets,
      place: [...markets, ...blocs],
      product: products,
      edition: editions.map((id) => ({ id })),
    };
  }

  /** The ids of what is called so: one, none, or several that nobody can tell apart. */
  find(sort: Sort, text: string): string[] {
    if (this.has(sort, text)) return [text];
    const found = this.#names(sort).get(fold(text)) ?? [];
    const closest = Math.min(...found.map(({ tie }) => tie));
    return [...new Set(found.filter(({ tie }) => tie === closest).map(({ id }) => id))];
  }

  has(sort: Sort, id: string): boolean {
    return this.#records[sort].some((record) => record.id === id);
  }

  #names(sort: Sort): Map<string, { id: string; tie: number }[]> {
    const known = this.#called.get(sort);
    if (known) return known;
    const names = new Map<string, { id: string; tie: number }[]>();
    const add = (name: string, id: string, tie: number) => {
      const folded = fold(name);
      if (folded) names.set(folded, [...(names.get(folded) ?? []), { id, tie }]);
    };
    for (const { id, name, aliases = [] } of this.#records[sort]) {
      add(id, id, 0);
      if (name) for (const text of [name.en, name.zh]) add(text, id, 1);
      for (const alias of aliases) add(alias, id, 2);
    }
    this.#called.set(sort, names);
    return names;
  }
}

/** What may be meant by a text that is no name. */
export type Near = (sort: Sort, text: string) => string[];

/** Searches for what may be meant, as often as one text is worth. */
export function searching(engine: Pick<Comity, "search">, lookup: Lookup): Near {
  const known = new Map<string, string[]>();
  return (sort, text) => {
    const key = `${sort} ${text}`;
    const before = known.get(key);
    if (before) return before;
    if (known.size >= SEARCHES || text.length > LONGEST || NO_NAME.test(text)) return [];
    const found = engine.search(text, OFFERED * 6).filter(({ noun, id }) => nouns[sort].includes(noun) && lookup.has(sort, id));
    const ids = found.slice(0, OFFERED).map(({ id }) => id);
    known.set(key, ids);
    return ids;
  };
}
