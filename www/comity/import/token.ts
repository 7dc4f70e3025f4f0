/** Credentials in envelopes: compact tokens are opened, and their signatures are not examined. */

import { type JsonObject, get, isObject, parseJson } from "./json.js";
import { ImportError } from "./refusal.js";

export interface Opened {
  credential: JsonObject;
  /** When the token ends, where it says so. */
  ends: { path: string; day: string } | null;
}

/** Whether a text is a compact token: three parts in the letters of base 64. */
export function isToken(text: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(text);
}

/** The token that the id of an enveloped credential holds. */
export function enveloped(id: string): string | null {
  return /^data:application\/(?:vc|vc-ld|vp|vp-ld)\+jwt[;,]/.test(id) ? id.slice(id.indexOf(",") + 1).trim() : null;
}

/** What a token holds, unverified. */
export function open(token: string, path: string): Opened {
  const [, payload = ""] = token.split(".");
  const claims = parseJson(decoded(payload, path), path);
  if (!isObject(claims)) throw new ImportError("broken-token", { path, got: token });
  // Older tokens keep the credential in a claim of its own.
  const inner = get(claims, "vc");
  return { credential: isObject(inner) ? inner : claims, ends: endOf(claims, path) };
}

/** When claims end: in seconds, as tokens count them. An end beyond the calendar is none. */
export function endOf(claims: JsonObject, path: string): Opened["ends"] {
  const end = get(claims, "exp");
  const written = typeof end === "number" && Math.abs(end) < 8e12 ? new Date(end * 1000).toISOString() : "";
  return written.length === "YYYY-MM-DDThh:mm:ss.sssZ".length ? { path: path ? `${path}.exp` : "exp", day: written.slice(0, 10) } : null;
}

function decoded(part: string, path: string): string {
  try {
    const bytes = Uint8Array.from(atob(part.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new ImportError("broken-token", { path, got: part });
  }
}
