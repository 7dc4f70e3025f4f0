/** `comity/element`: what an embedder can do with the elements. `tests/package/files.test.mjs` holds it against their code. */

import type { Answer, Comity, Markets, Question, Sources } from "./entry/browser.js";

declare class ComityElement extends HTMLElement {
  scheme: string;
  kind: string;
  issuedIn: string;
  issued: string;
  expires: string;
  status: string;
  issuerClass: string;
  issuer: string;
  accreditedBy: string;
  owner: string;
  standard: string;
  level: string;
  attests: string;
  deviations: string;
  basis: string;
  product: string;
  hs: string;
  madeIn: string;
  grownIn: string;
  lastProcessedIn: string;
  originatingIn: string;
  shippedFrom: string;
  marketedIn: string;
  market: string;
  on: string;
  purpose: string;
  wantedLevel: string;
  /** The level of the headings inside, 1 to 6; 3 if not stated. */
  heading: string;
  /** Without reasons: verdict, steps and until when. */
  brief: boolean;
  /** Other addresses of engine and data. */
  wasm: string;
  pack: string;
  /** A question in full, in place of attributes. */
  question: Question | null;
  /** Asks again. */
  refresh(): void;
}

/** One answer. */
export declare class ComityCheck extends ComityElement {
  readonly answer: Answer | null;
}
/** One line; without a certificate of its own it reads the page's JSON-LD. */
export declare class ComityBadge extends ComityElement {
  readonly answer: Answer | null;
}
/** Every market at once. */
export declare class ComityWorld extends ComityElement {
  readonly answer: Markets | null;
}

/** Has all elements take the law from another `load`. */
export declare function provide(load: (sources?: Sources) => Promise<Comity>): void;

/** The details of the events `comity-answer` and `comity-error`. */
export interface ComityAnswered {
  question: Question;
  answer: Answer | Markets;
}
export interface ComityFailed {
  error: unknown;
}

declare global {
  interface HTMLElementTagNameMap {
    "comity-check": ComityCheck;
    "comity-badge": ComityBadge;
    "comity-world": ComityWorld;
  }
  interface HTMLElementEventMap {
    "comity-answer": CustomEvent<ComityAnswered>;
    "comity-error": CustomEvent<ComityFailed>;
  }
}
