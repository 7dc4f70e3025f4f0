/** Reads certificates as other systems write them, and makes a question of each. Nothing in them is trusted, and no claim of recognition counts. */

import type { Comity } from "../comity.js";
import type { Found } from "./gather.js";
import { CERTIFICATES, type Json, type JsonObject, get, isObject, list, parseJson, types } from "./json.js";
import { Lookup, searching } from "./names.js";
import { ImportError } from "./refusal.js";
import { isSchemaOrg, schemaOrg } from "./schema-org.js";
import { Settling } from "./settle.js";
import { sheet } from "./sheet.js";
import { endOf, enveloped, isToken, open } from "./token.js";
import type { Imported } from "./types.js";
import { isCredential, untp } from "./untp.js";

/** Longer texts are refused unread. In characters; a file has at least as many bytes. */
export const LONGEST = 5 << 20;
/** An envelope may hold an envelope, as a presentation holds credentials; more than so many hold nothing. */
const ENVELOPES = 4;

/** What is needed of the law: its names. */
export type Law = Pick<Comity, "vocabulary" | "search">;

/** Reads every certificate in a text: a UNTP credential, schema.org's `Certification`, rows with column names. Throws an `ImportError` where there is none. */
export function read(text: string, law: Law): Imported[] {
  return begin(text, law).map((settling) => settling.settle());
}

/** The certificates in a text, each ready to be settled as its reader decides. */
export function begin(text: string, law: Law): Settling[] {
  if (text.length > LONGEST) throw new ImportError("too-long", { expected: String(LONGEST) });
  const trimmed = text.replace(/^\ufeff/, "").trim();
  if (trimmed === "") throw new ImportError("empty");
  const lookup = lookupOf(law);
  const found = gather(trimmed) ?? sheet(trimmed, lookup.vocabulary);
  if (!found) throw new ImportError("unknown-format", { got: trimmed });
  const [first] = found;
  if (!first) throw new ImportError("no-certificate");
  if (found.length > CERTIFICATES) throw new ImportError("too-many-certificates", { got: String(found.length), expected: String(CERTIFICATES) });
  if (found.length > 1) for (const { notices } of found) notices.push({ code: "several-certificates", path: "", value: String(found.length) });
  const near = searching(law, lookup);
  return found.map((one) => new Settling(one, lookup, near));
}

/** What each law's names are: to gather them takes longer than to read a certificate. */
const lookups = new WeakMap<Law, Lookup>();

function lookupOf(law: Law): Lookup {
  const lookup = lookups.get(law) ?? new Lookup(law.vocabulary());
  lookups.set(law, lookup);
  return lookup;
}

/** What is found in JSON, a token or a page; `null`: it is none of these. */
function gather(text: string): Found[] | null {
  // A token is often copied with the line ends of a letter.
  const joined = /^eyJ[\w\s.-]*$/.test(text) ? text.replace(/\s+/g, "") : text;
  if (isToken(joined)) return ofToken(joined, "", 0);
  if (/^[{["]/.test(text)) {
    // A quotation mark may begin a row of a table as well.
    if (text.startsWith('"') && text.includes("\n")) return null;
    return ofJson(parseJson(text), "", 0);
  }
  if (text.startsWith("<")) return ofJson(scripts(text).flatMap((script, i) => list(parseJson(script, `script[${i}]`))), "", 0);
  return null;
}

function ofToken(token: string, path: string, depth: number): Found[] {
  const { credential, ends } = open(token, path);
  return ofThing(credential, path, depth, ends);
}

function ofJson(document: Json, path: string, depth: number): Found[] {
  if (typeof document === "string") return isToken(document) ? ofToken(document, path, depth) : [];
  const things = (list(document) as unknown[]).flat(Infinity) as Json[];
  const rest = things.filter((thing) => !holdsCredential(thing));
  const found = several(things, (thing, i) => (isObject(thing) && holdsCredential(thing) ? ofThing(thing, Array.isArray(document) ? `${path}[${i}]` : path, depth, null) : []));
  return isSchemaOrg(rest) ? [...found, ...schemaOrg(rest)] : found;
}

/** A credential, an envelope around one, or a presentation of several. */
function ofThing(thing: JsonObject, path: string, depth: number, ends: { path: string; day: string } | null): Found[] {
  if (depth > ENVELOPES) throw new ImportError("too-deep", { path, expected: String(ENVELOPES) });
  const token = envelope(thing);
  if (token !== null) {
    if (!isToken(token)) throw new ImportError("broken-token", { path: path ? `${path}.id` : "id", got: token });
    return ofToken(token, path, depth + 1);
  }
  const inside = get(thing, "verifiableCredential") ?? get(thing, "vc") ?? get(get(thing, "vp"), "verifiableCredential");
  if (!isCredential(thing) && inside !== undefined) {
    return several(list(inside), (one, i) => {
      const place = `${path ? `${path}.` : ""}verifiableCredential[${i}]`;
      if (typeof one === "string") return ofJson(one, place, depth + 1);
      return isObject(one) ? ofThing(one, place, depth + 1, ends ?? endOf(thing, path)) : [];
    });
  }
  if (!isCredential(thing)) throw new ImportError("other-credential", { path, got: types(thing).join(", ") });
  return untp(thing, path, ends ?? endOf(thing, path));
}

/** Reads several things; one that is no conformity credential is told, and stops the rest only where nothing else is there. */
function several<T>(things: readonly T[], each: (thing: T, index: number) => Found[]): Found[] {
  const found: Found[] = [];
  const refused: ImportError[] = [];
  for (const [i, thing] of things.entries()) {
    try {
      found.push(...each(thing, i));
    } catch (thrown) {
      if (!(thrown instanceof ImportError) || (thrown.code !== "other-credential" && thrown.code !== "unknown-version")) throw thrown;
      refused.push(thrown);
    }
  }
  const [first] = refused;
  if (found.length === 0 && first) throw first;
  for (const { notices } of found) notices.push(...refused.slice(0, 8).map(({ path, got }) => ({ code: "left-out" as const, path, value: got })));
  return found;
}

function holdsCredential(thing: Json): boolean {
  return isObject(thing) && (isCredential(thing) || envelope(thing) !== null || ["verifiableCredential", "vc", "vp"].some((key) => get(thing, key) !== undefined));
}

function envelope(thing: Json): string | null {
  const id = get(thing, "id");
  return isObject(thing) && typeof id === "string" ? enveloped(id) : null;
}

/** The JSON-LD scripts of a page, looked for letter by letter: a page of a stranger is never made into elements. */
function scripts(page: string): string[] {
  const found: string[] = [];
  const opening = /<script/gi;
  const closing = /<\/script/gi;
  while (opening.exec(page)) {
    const end = page.indexOf(">", opening.lastIndex);
    if (end < 0) break;
    const tag = page.slice(opening.lastIndex, Math.min(end, opening.lastIndex + 1_000));
    closing.lastIndex = end;
    const close = closing.exec(page);
    if (!close) break;
    if (/\btype\s*=\s*["']?application\/ld\+json/i.test(tag)) found.push(page.slice(end + 1, close.index));
    opening.lastIndex = close.index;
  }
  return found;
}
