/** The shapes that cross into and out of the engine: one spelling everywhere, as the command line's `--json` writes them. */

import type { Assumed } from "./overlay.js";

export type * from "./asked.js";
export type * from "./overlay.js";

/** A text in both languages. */
export interface Text {
  en: string;
  zh: string;
}

/** The verdict scale, weakest first. */
export type Scale = "barred" | "none" | "evidence" | "reissue" | "equivalent" | "native" | "not-required";

/** What is proved, and what is not excluded. */
export type Interval = [lo: Scale, hi: Scale];

export type Verdict =
  | "native"
  | "accepted"
  | "accepted-with-conditions"
  | "convertible"
  | "supporting"
  | "not-addressed"
  | "not-accepted"
  | "unknown"
  | "barred"
  | "not-required";

/** False, unknown, true. */
export type Truth = "F" | "U" | "T";

export type Duty = "may" | "in-principle" | "shall";
export type Confidence = "doubtful" | "recalled" | "verified";
export type Due = "before-issue" | "before-market" | "ongoing";

export type Form =
  | "government-mra"
  | "enhanced-mra"
  | "multilateral-scheme"
  | "accreditation-arrangement"
  | "equivalence"
  | "unilateral"
  | "fta-chapter"
  | "single-market"
  | "body-arrangement";

export type Guard =
  | "force"
  | "parties"
  | "artefact"
  | "rules"
  | "product"
  | "exclusion"
  | "issuer"
  | "validity"
  | "preissue"
  | "edition"
  | "level"
  | "origin"
  | "basis"
  | "bars";

/** Facts that can be unknown. */
export type Fact =
  | "product"
  | "origin.made_in"
  | "origin.grown_in"
  | "origin.last_processed_in"
  | "origin.originating_in"
  | "origin.shipped_from"
  | "origin.marketed_in"
  | "origin_rule"
  | "edition"
  | "level"
  | "wanted_level"
  | "issued"
  | "expires"
  | "seat"
  | "issuer"
  | "issuer_class"
  | "issuer_rule"
  | "listing"
  | "accreditation"
  | "owner"
  | "attests"
  | "operational_from"
  | "in_force"
  | "on_end"
  | "basis_rule"
  | "basis"
  | "slot_kind"
  | "conflict"
  | "doubtful"
  | "date"
  | "requirements_complete";

export type ObligationKind =
  | "application"
  | "fee"
  | "samples"
  | "further-tests"
  | "deviation-tests"
  | "factory-inspection"
  | "surveillance"
  | "technical-file"
  | "declaration"
  | "marking"
  | "registration"
  | "authorisation"
  | "local-representative"
  | "importer-address"
  | "label-language"
  | "consignment-certificate"
  | "direct-shipment-proof"
  | "other";

export type Kind =
  | "test-report"
  | "test-certificate"
  | "product-certificate"
  | "type-approval"
  | "inspection-report"
  | "factory-inspection"
  | "supplier-declaration"
  | "registration"
  | "authorisation"
  | "accreditation"
  | "management-certificate"
  | "gmp-certificate"
  | "glp-statement"
  | "test-data"
  | "batch-certificate"
  | "organic-certificate"
  | "calibration-certificate"
  | "security-certificate"
  | "quality-audit"
  | "lawful-marketing";

export type IssuerClass =
  | "member-ncb"
  | "scheme-member"
  | "ex-cb"
  | "issuing-authority"
  | "authorising-body"
  | "notified-body"
  | "approved-body"
  | "designated-body"
  | "designated-laboratory"
  | "recognised-body"
  | "recognised-laboratory"
  | "nrtl"
  | "tcb"
  | "accredited-certification-body"
  | "certification-body"
  | "accredited-laboratory"
  | "laboratory"
  | "auditing-organisation"
  | "control-body"
  | "authority"
  | "approval-authority"
  | "customs-authority"
  | "glp-monitoring-authority"
  | "accreditation-body"
  | "classification-society"
  | "authorised-representative"
  | "manufacturer"
  | "none";

export type Aspect =
  | "safety"
  | "emc"
  | "radio"
  | "telecom"
  | "energy"
  | "chemicals"
  | "environment"
  | "quality-system"
  | "registration"
  | "authorisation"
  | "organic"
  | "food"
  | "halal"
  | "metrology"
  | "security"
  | "vehicle-approval"
  | "airworthiness"
  | "marine"
  | "explosive-atmospheres"
  | "customs-security"
  | "manufacturing"
  | "forestry"
  | "voluntary";

// ——— the question

/** One value or several. */
export type Many = string | string[];

export interface Question {
  holdings: Holding[];
  product: Product;
  origin?: Origin;
  market: string;
  /** The day the goods are placed on the market, `YYYY-MM-DD`. */
  on: string;
  wanted?: { purpose?: string | null; level?: string | number | null };
  /** Facts asserted for unknowns: the `key` of a pivotal unknown → `yes` or `no`. */
  assume?: Record<string, "yes" | "no">;
}

export interface Holding {
  id?: string | null;
  scheme?: string | null;
  kind?: string | null;
  issued?: string | null;
  expires?: string | null;
  status?: string | null | { state: string; from?: string | null; until?: string | null }[];
  issuer?: {
    body?: string | null;
    class?: string | null;
    seat?: string | null;
    accredited_by?: string | null;
    recognised_by?: string[] | null;
    owner?: string | null;
  };
  norm?: Many;
  deviations_tested?: Many;
  level?: string | number | null;
  attests?: Many | null;
  basis?: { scheme: string; issuer?: string | null }[] | null;
  dates?: { applied?: string | null; tested?: string | null };
}

export interface Product {
  group?: Many | null;
  subgroup?: Many | null;
  hs?: string | null;
  text?: string | null;
  attributes?: Record<string, boolean | number | string>;
  manufactured?: string | null;
}

export interface Origin {
  made_in?: Many | null;
  grown_in?: Many | null;
  last_processed_in?: Many | null;
  originating_in?: Many | null;
  shipped_from?: Many | null;
  marketed_in?: Many | null;
}

/** What is wrong with a question; `check` throws an `Error` that carries these fields. */
export interface QuestionError {
  code: string;
  /** The field: `holdings[0].issued`. */
  path: string;
  got: string;
  expected: string;
  nearest: string[];
}

// ——— the answer

export interface Answer {
  /** The law it assumes; with any, it is an answer about a hypothesis. */
  overlay?: Assumed[];
  question: { schemes: string[]; market: string; market_name: Text; on: string };
  headline: { verdict: Verdict; interval: Interval; for: string[] };
  requirements: RequirementAnswer[];
  market: MarketAnswer;
  virtual?: RequirementAnswer[];
  members?: Record<string, Interval>;
  obligations: Obligation[];
  assumptions_used: string[];
  /** Assumptions of the question that nothing asked for. */
  assumptions_unused?: string[];
  presumptions_used: Reason[];
  pivotal_unknowns: Pivotal[];
  not_examined: string[];
  pending_changes: PendingChange[];
  grants_nothing?: Cited[];
  stable_until: string | null;
  next_verdict: Interval | null;
  as_of: string | null;
  edition: string;
  projected: boolean;
  bound_hit: boolean;
  complete: boolean;
  budget: string | null;
}

export interface RequirementAnswer {
  id: string;
  name: Text;
  aspect?: Aspect;
  legal_basis?: string;
  applies: Truth;
  verdict: Verdict;
  interval: Interval;
  routes: Route[];
  more_routes: number;
  more_conditional: number;
  conditional_routes: Route[];
  /** Where it is weaker than accepted: one or two acts that would strengthen it, cheapest first. */
  near_misses: NearMiss[];
  more_near_misses: number;
  /** Why it is no stronger, where it is weaker than accepted. */
  reason?: Shortfall;
  open_ways: boolean;
  ways_stated: string | null;
  obligations: Obligation[];
  stable_until: string | null;
  next_verdict: Interval | null;
  addressed_by: string[];
  asks_for: Named[];
  sources: SourceCited[];
  confidence: Confidence;
}

/** What sort of act mends a failing guard, cheapest first. */
export type Remedy = "state-fact" | "add-document" | "date" | "renew" | "listed-body" | "other-regime" | "change-origin" | "not-actionable";

/** One or two acts that together strengthen an answer, where neither does so alone. */
export interface NearMiss {
  /** The clause that then holds, or may; `null`: the paper is the market's own. */
  clause: string | null;
  name?: Text;
  agreement?: Named;
  repairs: Repair[];
  /** Which end of the interval rises. */
  promise: "lo" | "hi";
  effect: Scale;
  /** The interval after the repairs. */
  interval: Interval;
  /** A day in it lies before the day asked: history, no advice. */
  past: boolean;
}

/** One act, as it changes the question: for each setting, put the value at the path. */
export interface Repair {
  kind: Remedy;
  /** What its words are made of, `repair.<kind>` of the locales. */
  args: Record<string, string>;
  past: boolean;
  set: Setting[];
}

export interface Setting {
  /** Keys and places from the top of the question. */
  path: (string | number)[];
  value: unknown;
}

/** Of all that fails, what comes nearest to holding. */
export interface Shortfall {
  guard: Guard | null;
  because: Reason[];
  /** All that would have to be done, an entry for each act. */
  remedies: Remedy[];
  hop?: Hop;
}

export interface MarketAnswer {
  interval: Interval;
  gaps: string[];
  requirements_complete: "yes" | "unknown";
  stable_until: string | null;
  next_verdict: Interval | null;
}

export interface Route {
  hops: Hop[];
  effect: Scale;
  duty: Duty;
  truth: Truth;
  obligations: Obligation[];
  window: [from: string | null, until: string | null];
  confidence: Confidence;
  obtain: Named[];
}

export interface Hop {
  /** `null`: the paper is the market's own. */
  clause: string | null;
  name?: Text;
  place?: string;
  agreement?: Cited;
  from: Named;
  to: Named;
  at: string;
  effect: Scale;
  duty: Duty;
  guards: GuardAnswer[];
  sources: SourceCited[];
  confidence: Confidence;
  /** The assumed records it rests on: with any, this hop is no recorded law. */
  hypothetical?: string[];
}

export interface Cited {
  id: string;
  name: Text;
  form: Form;
  says?: Text;
  sources: SourceCited[];
}

export interface Named {
  id: string;
  name: Text;
}

export interface SourceCited {
  url: string;
  says: string;
  /** When it was read; empty: page not read. */
  read: string;
}

export interface GuardAnswer {
  name: Guard;
  value: Truth;
  because: Reason[];
  /** What the facts that decided it rest on, beyond the clause's own sources. */
  sources?: SourceCited[];
}

/** A code with named arguments; its words are `reason.<code>` of the locales. */
export interface Reason {
  code: string;
  args: Record<string, string>;
}

export interface Obligation {
  when: Due;
  kind: ObligationKind;
  arg: string | null;
  at: string;
  text: Text | null;
}

export interface Pivotal {
  fact: Fact;
  /** What to put into the question's `assume` to assert it. */
  key: string;
  about: string[];
  moves: string[];
  if_yes: Interval;
  if_no: Interval;
}

export interface PendingChange {
  id: string;
  what: Text;
  stage: Text;
  expected_from: string | null;
  sources: SourceCited[];
}

// ——— what there is to ask about

/** One thing a question can name. */
export interface Entry extends Named {
  /** Other names people type, in any language. */
  aliases: string[];
}

/** Everything a question can name, for lists to choose from. */
export interface Vocabulary {
  markets: Entry[];
  blocs: (Entry & { members: string[] })[];
  products: (Entry & { parent: string | null; covering: string[]; hs: string[] })[];
  attributes: (Entry & { kind: "yes-no" | "choice" | "number" | "text"; values: string[]; value_names: Text[]; presumed: string | null })[];
  schemes: (Entry & { kinds: Kind[]; home: string | null; classes: IssuerClass[]; levels: Text[]; verify: string | null })[];
  bodies: (Entry & { seat: string | null; classes: IssuerClass[] })[];
  registers: Entry[];
  agreements: Entry[];
  bars: Entry[];
  requirements: (Entry & { market: string; aspect: Aspect })[];
  editions: string[];
  issuer_classes: IssuerClass[];
  kinds: Kind[];
}

/** A record found by `search`. */
export interface Found {
  noun: Noun;
  id: string;
  name: Text;
}

/** What a record is. */
export type Noun = "market" | "bloc" | "product" | "attribute" | "norm" | "edition" | "scheme" | "body" | "register" | "agreement" | "clause" | "requirement" | "source";

/** A record as people can read it. */
export interface Description {
  noun: Noun;
  id: string;
  name: Text;
  /** A key with words in the catalogues (`describe.<key>`), and the values: ids, words, dates. */
  facts: [key: string, values: string[]][];
  related: Related[];
  /** For a market: what every foreign route into each paper it asks for rests on, on the day of the data. */
  rests?: { requirement: string; paper: Named; reached: boolean; agreements: Named[]; clauses: string[]; papers: Named[] }[];
  sources: SourceCited[];
  confidence: Confidence | "";
}

/** A record that another leads to. */
export interface Related extends Named {
  relation: string;
  noun: Noun;
}

/** A part of the recognition graph. */
export interface Picture {
  nodes: { id: string; sort: "paper" | "slot" | "status" | "every-slot"; name: Text }[];
  edges: { from: string; to: string; clause: string; name: Text; agreement: string; effect: "equivalent" | "reissue" | "evidence"; duty: Duty; hypothetical?: boolean }[];
}

/** What the data holds. */
export interface About {
  edition: string;
  as_of: string | null;
  counts: Record<string, number>;
}
