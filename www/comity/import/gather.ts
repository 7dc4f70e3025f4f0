/** Collects what a certificate states, by tables that say where each fact stands. */

import { type At, at, called, unread } from "./json.js";
import type { Field, Format, Notice, NoticeCode, NotUnderstood } from "./types.js";
import { short } from "./values.js";

/** A fact as stated, not yet looked up. */
export interface Stated {
  field: Field;
  path: string;
  /** What one and the same thing is called: a name, a code. */
  texts: string[];
  /** A title or a trade name: it counts where it is a recorded name, and says nothing where it is none. */
  soft: boolean;
}

/** A certificate in a text, before any name is looked up. */
export interface Found {
  format: Format;
  version: string | null;
  stated: Stated[];
  not_understood: NotUnderstood[];
  more_not_understood: number;
  notices: Notice[];
}

/** Where a fact stands, and what is made of it there. */
export interface Row {
  /** Keys from the certificate down. */
  keys: readonly string[];
  means: Field | "claim-not-counted";
  soft?: boolean;
  /** What the text has to look like; what does not stays among what was not understood. */
  only?: RegExp;
  /** What of the text counts. */
  cut?: RegExp;
}

/** As many things as are listed that were not understood. */
const LISTED = 40;

export class Gathering {
  readonly #found: Found;
  readonly #read = new Set<string>();

  constructor(format: Format, version: string | null, notices: NoticeCode[]) {
    this.#found = { format, version, stated: [], not_understood: [], more_not_understood: 0, notices: notices.map((code) => ({ code, path: "", value: "" })) };
  }

  /** Reads a thing by a table. */
  rows(thing: At, table: readonly Row[]): void {
    for (const row of table) for (const place of at(thing, row.keys)) this.#take(place, row);
  }

  #take(place: At, { means, soft = false, only, cut }: Row): void {
    const names = called(place).filter(({ text }) => !only || only.test(text));
    if (names.length === 0) return;
    for (const { path } of names) this.#read.add(path);
    const texts = names.map(({ text }) => (cut ? (cut.exec(text)?.[1] ?? text) : text));
    if (means === "claim-not-counted") this.notice(means, place.path, texts.join(", "));
    else this.state(means, place.path, texts, soft);
  }

  state(field: Field, path: string, texts: string[], soft = false): void {
    this.#found.stated.push({ field, path, texts: [...new Set(texts)], soft });
  }

  notice(code: NoticeCode, path: string, value: string): void {
    this.#found.notices.push({ code, path: short(path, 120), value: short(value, 80) });
  }

  left(path: string, value: string): void {
    this.#found.not_understood.push({ path: short(path, 120), value: short(value, 80) });
  }

  /** A place that needs no telling: it was read otherwise. */
  know(path: string): void {
    this.#read.add(path);
  }

  /** What was found, once every table was gone through. */
  end(things: readonly At[]): Found {
    const { list, more } = unread(things, this.#read, LISTED);
    return { ...this.#found, not_understood: [...this.#found.not_understood, ...list], more_not_understood: more };
  }
}

/** The codes of the Harmonized System among the classes of a thing. */
export function hsCodes(thing: At, keys: readonly string[], gathering: Gathering): void {
  for (const { path, value } of at(thing, keys)) {
    const says = (names: readonly string[]) => names.flatMap((name) => at({ path, value }, [name])).flatMap(called);
    const system = says(["schemeID", "schemeId", "schemeName", "idScheme", "inCodeSet", "inDefinedTermSet", "propertyID"]);
    if (!system.some(({ text }) => /\bHS\b|harmoni[sz]ed/i.test(text))) continue;
    const code = says(["code", "codeValue", "termCode", "value"]);
    if (code.length === 0) continue;
    for (const known of [...system, ...code]) gathering.know(known.path);
    gathering.state("hs", path, code.map(({ text }) => text));
  }
}
