/** JSON of strangers: measured before it is parsed, and looked at without trusting any of its keys. */

import { ImportError } from "./refusal.js";
import { short } from "./values.js";

export type Json = null | boolean | number | string | Json[] | JsonObject;
export interface JsonObject {
  [key: string]: Json;
}

/** No certificate nests deeper. */
export const DEEPEST = 64;
/** No certificate holds more values. */
export const VALUES = 200_000;
/** More certificates at once are a matter for a table. */
export const CERTIFICATES = 100;

/** Parses a text that is neither too deep nor too large. */
export function parseJson(text: string, path = ""): Json {
  measure(text, path);
  try {
    return JSON.parse(text) as Json;
  } catch {
    throw new ImportError("broken-json", { path, got: text.trim() });
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const OPEN = [0x7b, 0x5b];
const CLOSE = [0x7d, 0x5d];

/** One pass over the letters: what is found too deep or too large here is never built. */
function measure(text: string, path: string): void {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    const letter = text.charCodeAt(at);
    if (letter === QUOTE) {
      for (at += 1; at < text.length && text.charCodeAt(at) !== QUOTE; at += 1) if (text.charCodeAt(at) === BACKSLASH) at += 1;
    } else if (OPEN.includes(letter)) {
      depth += 1;
      values += 1;
      if (depth > DEEPEST) throw new ImportError("too-deep", { path, expected: String(DEEPEST) });
    } else if (CLOSE.includes(letter)) depth -= 1;
    else if (letter === COMMA) values += 1;
    if (values > VALUES) throw new ImportError("too-many-values", { path, expected: String(VALUES) });
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A property of its own, never one that every object inherits. */
export function get(object: Json | undefined, key: string): Json | undefined {
  return isObject(object) && Object.hasOwn(object, key) ? object[key] : undefined;
}

export function list(value: Json | undefined): Json[] {
  return value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
}

/** The types of a thing, without the vocabulary's name. */
export function types(thing: Json | undefined): string[] {
  return [...list(get(thing, "@type")), ...list(get(thing, "type"))].filter((type) => typeof type === "string").map(bare);
}

/** A term of schema.org without its prefix: `schema:expires` and `https://schema.org/expires` are `expires`. */
export function bare(term: string): string {
  return term.replace(/^(?:schema:|https?:\/\/(?:www\.)?schema\.org\/)/, "");
}

/** A value at a place. */
export interface At {
  path: string;
  value: Json;
}

/** What stands at a path of keys below a thing; arrays on the way are gone through. */
export function at({ path, value }: At, keys: readonly string[]): At[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => at({ path: `${path}[${i}]`, value: item }, keys));
  const [key, ...rest] = keys;
  if (key === undefined) return value === null ? [] : [{ path, value }];
  const below = get(value, key);
  return below === undefined ? [] : at({ path: path ? `${path}.${key}` : key, value: below }, rest);
}

/** The keys under which a thing says what it is called. */
const naming = ["name", "alternateName", "termCode", "codeValue", "countryCode", "countryName", "identifier", "value", "@value", "id", "@id"];

/** What a thing is called: its own text, or its names and codes, with the places where they stand. */
export function called({ path, value }: At): { path: string; text: string }[] {
  if (Array.isArray(value)) return value.flatMap((item, i) => called({ path: `${path}[${i}]`, value: item }));
  if (isObject(value)) return naming.flatMap((key) => at({ path, value }, [key])).flatMap(called);
  return value === null || value === "" ? [] : [{ path, text: String(value).trim() }];
}

/** What says nothing of the certificate itself. */
const framing = ["@context", "@type", "type", "@id", "id", "@language", "proof"];
/** As much of a path as is shown. */
const PATH = 120;
const VALUE = 80;

/** Every single value below a thing, with its place. */
export function* leaves({ path, value }: At): Generator<At> {
  if (Array.isArray(value)) for (const [i, item] of value.entries()) yield* leaves({ path: `${path}[${i}]`, value: item });
  else if (isObject(value)) for (const key of Object.keys(value)) yield* framing.includes(key) ? [] : leaves({ path: path ? `${path}.${key}` : key, value: value[key] as Json });
  else if (value !== null && value !== "") yield { path, value };
}

/** Every value below a thing that was not read, as far as `most` go; and how many more there are. */
export function unread(things: readonly At[], read: ReadonlySet<string>, most: number): { list: { path: string; value: string }[]; more: number } {
  const found: { path: string; value: string }[] = [];
  let more = 0;
  for (const { path, value } of things.flatMap((thing) => [...leaves(thing)])) {
    if (read.has(path)) continue;
    if (found.length < most) found.push({ path: short(path, PATH), value: short(String(value), VALUE) });
    else more += 1;
  }
  return { list: found, more };
}
