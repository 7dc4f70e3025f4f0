/** Law that is assumed, for `Comity.with`: what the command line reads with `--what-if`. Dates are `YYYY-MM-DD`. */

import type { Many, Text } from "./types.js";

/** The changes, each made on what those before it left. */
export interface Overlay {
  changes: Change[];
}

/** One change, as an object with one key. */
export type Change =
  | { add_clause: AddClause }
  | { end_clause: { id: string; until: string; end_kind?: ClauseEnd | null; on_end?: AtEnd | null } }
  | { add_listing: AddListing }
  | { end_listing: { id: string; until: string; end_kind?: ListingEnd | null; survival?: boolean | null } }
  | { add_bar: AddBar }
  | { end_bar: { id: string; until: string } }
  | { add_membership: { bloc: string; market: string; from?: string | null; until?: string | null } }
  | { end_membership: { bloc: string; market: string; until: string } };

/** One change as an answer names it. */
export interface Assumed {
  change: "add_clause" | "end_clause" | "add_listing" | "end_listing" | "add_bar" | "end_bar" | "add_membership" | "end_membership";
  /** The record it touches: its id, or `BLOC/MARKET`. */
  record: string;
  name: Text;
  from?: string;
  until?: string;
}

export type ClauseEnd = "expiry" | "termination" | "replacement";
export type ListingEnd = "withdrawn" | "suspended" | "expired";

/** What becomes of papers in hand. */
export type AtEnd = "lapse" | "keep-issued-before-end" | { keep_until: string };

/** A clause: like one on record with changes, or from scratch. What is left out is as in the clause it is like. */
export interface AddClause {
  id?: string | null;
  like?: string | null;
  agreement?: string | null;
  place?: string | null;
  name?: Text | null;
  /** Whose papers; `any`: anybody's. */
  from?: Many | null;
  to?: Many | null;
  party_test?: "both" | "issue" | "use" | null;
  /** `all`, a group, `hs:8516`, `hs~8516` (an example), `attr:id=value`, joined by ` & `. */
  products?: Many | null;
  except?: Many | null;
  accepts?: { kind?: string | null; scheme?: Many; with?: Many; marketed?: boolean } | null;
  rules?: "importer" | "exporter" | "common" | "international" | null;
  attests?: Many | null;
  issuer?: "any" | "native" | { class?: Many; listed?: string | null; accredited_by?: string | null } | null;
  edition?: { accepts: { edition: string; from?: string | null; until?: string | null }[]; newer?: boolean | null } | null;
  cap?: number | null;
  /** `3 years`. */
  max_age?: string | null;
  since?: string | null;
  preissue?: boolean | null;
  in_force?: string | null;
  operational_from?: string | null;
  until?: string | null;
  end_kind?: ClauseEnd | null;
  on_end?: AtEnd | null;
  origin?: "free" | { any?: OriginTest[]; all?: OriginTest[] } | null;
  basis?: "own" | "any" | { only: Many } | null;
  effect?: "equivalent" | "reissue" | "evidence" | null;
  duty?: "shall" | "in-principle" | "may" | null;
  fills?: Many | null;
  issues?: { scheme: string; issuer?: string | null } | null;
  obligations?: { kind: string; arg?: string | null; when?: string | null; text?: Text | null }[] | null;
  overrides?: Many | null;
}

export interface OriginTest {
  fact: "made-in" | "grown-in" | "last-processed-in" | "originating" | "shipped-direct";
  in: Many;
}

/** A body is listed on a register. */
export interface AddListing {
  id?: string | null;
  register: string;
  body: string;
  products?: Many | null;
  from?: string | null;
  until?: string | null;
  end_kind?: ListingEnd | null;
  survival?: boolean | null;
}

/** A bar: exactly one of `clause`, `agreement`, `body`, `owned_by`, `scheme` and `products`. */
export interface AddBar {
  id?: string | null;
  clause?: string | null;
  agreement?: string | null;
  body?: string | null;
  owned_by?: Many | null;
  scheme?: string | null;
  products?: Many | null;
  /** Left out: everywhere. */
  market?: string | null;
  schemes?: Many;
  issued_from?: string | null;
  from?: string | null;
  until?: string | null;
}
