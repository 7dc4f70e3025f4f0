/** The names of records that are cited by their ids alone: looked up in the record itself, each once. */

import type { Noun, Turned } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { recordLink } from "./library-links";

/** What a record that turns is, and what its part is. Of places none is said: their names are at hand, and what else is on record of them takes long to tell. */
const nouns: Record<Turned["record"], { whole: readonly Noun[]; part: readonly Noun[] }> = {
  agreement: { whole: ["agreement"], part: [] },
  party: { whole: ["agreement"], part: [] },
  clause: { whole: ["clause"], part: [] },
  edition: { whole: ["clause"], part: ["edition", "norm"] },
  requirement: { whole: ["requirement"], part: [] },
  way: { whole: ["requirement"], part: [] },
  membership: { whole: [], part: [] },
  listing: { whole: ["register"], part: ["body"] },
  bar: { whole: [], part: [] },
  holding: { whole: [], part: [] },
};

export class Records {
  readonly #context: Context;
  readonly #known = new Map<string, string>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** The name of a record of one of these sorts; what has none is called by its id. */
  name(id: string, wanted: readonly Noun[]): string {
    const key = `${wanted} ${id}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const { comity, names, words } = this.#context;
    const found = wanted.length > 0 ? comity.describe(id).find(({ noun }) => wanted.includes(noun)) : undefined;
    const name = (found && words.name(found.name)) || names.of(id, words);
    this.#known.set(key, name);
    return name;
  }

  /** A clause with the agreement it stands in. */
  clause(id: string): { name: string; agreement: { id: string; name: string } | null } {
    const { comity, words } = this.#context;
    const clause = comity.describe(id).find(({ noun }) => noun === "clause");
    const agreement = clause?.related.find(({ relation }) => relation === "of-agreement");
    return { name: clause ? words.name(clause.name) : id, agreement: agreement ? { id: agreement.id, name: words.name(agreement.name) } : null };
  }

  /** The last day on record of an agreement or a clause, as it is written there. */
  end(id: string, noun: "agreement" | "clause"): string | null {
    const facts = this.#context.comity.describe(id).find((found) => found.noun === noun)?.facts ?? [];
    return facts.find(([key]) => key === "ended" || key === "until")?.[1][0] ?? null;
  }

  /** What turned on a day, in sentences; parts of one record that turned alike share one. */
  turned(why: readonly Turned[]): string[] {
    const { words } = this.#context;
    const alike = new Map<string, { turned: Turned; parts: string[] }>();
    for (const turned of why) {
      const [whole = "", part] = split(turned.id);
      const key = part === undefined ? `${turned.record} ${turned.id} ${turned.event}` : `${turned.record} ${whole}/ ${turned.event}`;
      const known = alike.get(key) ?? { turned, parts: [] };
      alike.set(key, known);
      if (part !== undefined) known.parts.push(this.name(part, nouns[turned.record].part));
    }
    return [...alike.values()].map(({ turned: { record, id, event }, parts }) => {
      const [whole = ""] = split(id);
      // Papers are counted from one where people read.
      const name = record === "holding" ? String(Number(id) + 1) : [this.name(whole, nouns[record].whole), ...(parts.length > 0 ? [words.list(parts)] : [])].join(" · ");
      return words.t(`ask.event.${event}`, { record: words.t(`ask.dated.${record}`), id: name });
    });
  }
}

/** A clause as it is cited: the agreement, which has a page of its own, and what the clause says. */
export function cited(id: string, records: Records, context: Context): HTMLElement {
  const { name, agreement } = records.clause(id);
  return h("span", { "data-clause": id }, agreement && recordLink(context, "agreement", agreement.id, agreement.name), agreement && ": ", name);
}

/** A record's id, and that of its part. */
function split(id: string): string[] {
  const at = id.indexOf("/");
  return at < 0 ? [id] : [id.slice(0, at), id.slice(at + 1)];
}
