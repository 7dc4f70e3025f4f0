/** The larger questions and what comes of them. */

import type { Assumed } from "./overlay.js";
import type { Answer, Aspect, Cited, Confidence, Duty, Fact, Holding, Interval, IssuerClass, Kind, Named, Obligation, Origin, Question, QuestionError, Scale, SourceCited, Text, Truth, Verdict } from "./types.js";

/** A question without its market: what every question over several markets starts from. */
export type Portfolio = Omit<Question, "market" | "holdings"> & { holdings?: Holding[] };

/** Whether a list is whole, and which budget cut it if not. `bound_hit`: chains of more than four recognitions were not followed. */
export interface Whole {
  complete: boolean;
  budget: string | null;
  bound_hit: boolean;
}

/** What a list assumes, if anything: with any, it is about a hypothesis. */
export interface Hypothetical {
  overlay?: Assumed[];
}

/** Where a portfolio counts: one line a market, in order of their codes. */
export interface Markets extends Whole, Hypothetical {
  schemes: string[];
  on: string;
  markets: MarketLine[];
  as_of: string | null;
  edition: string;
  projected: boolean;
}

export interface MarketLine extends Whole {
  market: string;
  name: Text;
  verdict: Verdict;
  interval: Interval;
  requirements: string[];
  /** Of everything that the market asks. */
  market_interval: Interval;
  /** Other requirements that apply or may and are not shown to be met as strongly. */
  open: string[];
  /** The agreements of the first route. */
  agreements: string[];
  /** How many steps are left. */
  obligations: number;
  stable_until: string | null;
  next_verdict: Interval | null;
}

/** What opens a market for a product on a day. */
export interface Openers extends Whole, Hypothetical {
  market: string;
  market_name: Text;
  on: string;
  requirements: RequirementOpeners[];
  /** Slots that no requirement on record asks for, but that a clause of this market fills. */
  virtual: SlotOpeners[];
  requirements_complete: "yes" | "unknown";
  as_of: string | null;
  edition: string;
}

export interface RequirementOpeners {
  id: string;
  name: Text;
  aspect: Aspect;
  applies: Truth;
  ways: { id: string; open: Truth; slots: SlotOpeners[]; obligations: Obligation[] }[];
  open_ways: boolean;
  sources: SourceCited[];
  confidence: Confidence;
}

export interface SlotOpeners {
  asks_for: Named;
  kind: Kind | null;
  templates: Template[];
}

/** A sort of paper that opens a slot. */
export interface Template {
  /** `null`: the standing of goods as such. */
  scheme: Named | null;
  kind: Kind;
  issuer: {
    anybody: boolean;
    native: boolean;
    bodies: string[];
    classes: IssuerClass[];
    register: string | null;
    accredited_by: string | null;
    /** Markets and blocs in one of which it must sit; empty: anywhere. */
    seats: string[];
    recorded: boolean;
  };
  issued_from: string | null;
  issued_until: string | null;
  max_age: { years: number; months: number; days: number } | null;
  editions: string[];
  level: number | null;
  attests: string[];
  basis: "own" | "any" | "only" | "not-recorded";
  basis_only: string[];
  /** Papers that must also be in hand. */
  with: Named[];
  origin: { clause: string; all: boolean; tests: { fact: "made-in" | "grown-in" | "last-processed-in" | "originating" | "shipped-direct"; places: string[] }[]; recorded: boolean }[];
  hops: { clause: string | null; agreement: string | null; at: string; to: Named; effect: Scale }[];
  effect: Scale;
  duty: Duty;
  truth: Truth;
  /** The unknown facts it hangs on, where it opens only perhaps. */
  hinges_on: { fact: Fact; key: string; about: string[] }[];
  obligations: Obligation[];
  obtain: Named[];
  confidence: Confidence;
  members: string[];
  /** Whether such a paper can still be got. */
  obtainable: boolean;
  /** Papers and origin that fit it. */
  example: { holdings: Holding[]; origin: Origin } | null;
}

/** What a plan is for: the markets, and the weakest effect that counts as open (default `reissue`). */
export interface Aim {
  markets: string[];
  effect?: "evidence" | "reissue" | "equivalent";
}

/** The smallest sets of certificates that open some markets. */
export interface Plan extends Whole, Hypothetical {
  on: string;
  markets: string[];
  effect: "evidence" | "reissue" | "equivalent";
  method: "exact" | "greedy";
  candidates: number;
  sets: PlanSet[];
  /** Whether other sets are as light as the last one shown. */
  more_as_light: boolean;
  /** Requirements that nothing on record can open so far. */
  gaps: { market: string; requirement: string; name: Text; applies: Truth; perhaps: boolean }[];
  /** Markets of which it is not on record that all their requirements are. */
  perhaps_more: string[];
  as_of: string | null;
  edition: string;
}

export interface PlanSet {
  weight: number;
  /** `opens`: places in `openings`. */
  certificates: { scheme: Named; template: Template; opens: number[] }[];
  openings: Opening[];
  obligations: Obligation[];
}

export interface Opening {
  market: string;
  requirement: string;
  name: Text;
  applies: Truth;
  effect: Scale;
  clauses: string[];
  obligations: Obligation[];
  cost: number;
  by: ({ owned: number } | { certificate: number })[];
}

/** An answer through time, oldest period first. */
export interface Timeline extends Whole, Hypothetical {
  question: Answer["question"];
  periods: Period[];
  outlived: Outlived[];
  as_of: string | null;
  edition: string;
}

/** An agreement that was extended: the last days it was to have before, oldest first. */
export interface Outlived {
  agreement: Cited;
  ends: string[];
}

export interface Period {
  from: string | null;
  until: string | null;
  verdict: Verdict;
  interval: Interval;
  market: Interval;
  requirements: string[];
  /** The routes that hold, each as the ids of its clauses. */
  routes: string[][];
  /** What holds of each requirement, by its id, and of each virtual slot, by its scheme's. */
  each: Record<string, Then>;
  /** Of a bloc: the interval of each member. */
  members?: Record<string, Interval>;
  asked: boolean;
  projected: boolean;
  why: Turned[];
}

/** A requirement, or a virtual slot, in a period. */
export interface Then {
  name: Text;
  applies: Truth;
  verdict: Verdict;
  interval: Interval;
  obligations: Obligation[];
  gap: boolean;
}

/** A record that turns on the first day of a period. */
export interface Turned {
  record: "agreement" | "party" | "clause" | "edition" | "requirement" | "way" | "membership" | "listing" | "bar" | "holding";
  id: string;
  event: "begins" | "ends";
}

export type Difference = "only-first" | "only-second" | "applies" | "verdict" | "interval" | "routes" | "obligations" | "until" | "gap" | "for" | "record";

/** What differs between two answers. */
export interface Comparison extends Whole {
  first: Compared;
  second: Compared;
  headline: Difference[];
  market: Difference[];
  requirements: { id: string; name: Text; differs: Difference[]; first: RequirementSide | null; second: RequirementSide | null }[];
  unchanged: string[];
  same: boolean;
}

export interface Compared extends Hypothetical {
  question: Answer["question"];
  edition: string;
  as_of: string | null;
  verdict: Verdict;
  interval: Interval;
  for: string[];
  market: Interval;
  stable_until: string | null;
  next_verdict: Interval | null;
  obligations: Obligation[];
}

export interface RequirementSide {
  applies: Truth;
  verdict: Verdict;
  interval: Interval;
  routes: string[][];
  obligations: Obligation[];
  stable_until: string | null;
  next_verdict: Interval | null;
  gap: boolean;
}

/** What came of one question of a batch, counted from 0. */
export type Reply = { index: number } & ({ answer: Answer } | { error: QuestionError });

/** What holds whichever way unknown facts turn out, within the intervals of an answer. */
export interface Refined extends Whole {
  requirements: Record<string, Interval>;
  virtual?: Record<string, Interval>;
  market: Interval;
  split: Split[];
}

/** One fact and the ways it can turn out: an attribute's values, or `yes` and `no`. */
export interface Split {
  fact: Fact;
  key: string;
  cases: string[];
}
