/** What is read from somebody's certificate. */

import type { GoodsField, PaperField } from "../fields.js";
import type { Question, QuestionError } from "../types.js";

export type Format = "untp" | "schema.org" | "csv";

/** A field of a question as `fields.ts` calls it, an attribute of the goods, or the certificate's number. */
export type Field = PaperField | GoodsField | "number" | `attr.${string}`;

/** A fact that a certificate states, as far as it could be understood. */
export interface ReadFact {
  field: Field;
  /** Where it stands. */
  path: string;
  /** As the certificate writes it. */
  stated: string[];
  /** Id, day or word, as a question takes it; empty: left open. What must not be lost although it was not understood stays as stated, and the engine refuses it. */
  value: string;
  /** Whether the value is what was stated, beyond doubt. */
  certain: boolean;
  /** What it may mean, where that is not certain. */
  candidates: string[];
}

/** Something that was not understood, or is not asked for: where it stands, and its value, shortened. */
export interface NotUnderstood {
  path: string;
  value: string;
}

export type NoticeCode =
  /** Who wrote it and whether it was altered is not examined. */
  | "signature-not-verified"
  /** It is not even signed. */
  | "unsigned"
  /** It points to a list of withdrawn certificates, which nobody looked at. */
  | "status-not-looked-up"
  /** It claims to be recognised somewhere, or by somebody: no claim counts. */
  | "claim-not-counted"
  /** There are several certificates in the text: each is a question of its own. */
  | "several-certificates"
  /** Something else lies beside the certificates. */
  | "left-out";

export interface Notice {
  code: NoticeCode;
  path: string;
  value: string;
}

/** A question as far as a certificate makes it: what is left is the market and the day, unless it names them. */
export type Begun = Pick<Question, "holdings" | "product"> & Required<Pick<Question, "origin" | "wanted">> & { market?: string; on?: string };

/** One certificate, read. */
export interface Imported {
  format: Format;
  /** The version of the format, where it has one. */
  version: string | null;
  question: Begun;
  facts: ReadFact[];
  not_understood: NotUnderstood[];
  /** How many more things were not understood than are listed. */
  more_not_understood: number;
  notices: Notice[];
  /** What is wrong with single fields; `nearest`: their possible readings. */
  errors: QuestionError[];
}

/** Why a text is refused as a whole. */
export type RefusalCode = "too-long" | "empty" | "unknown-format" | "broken-json" | "broken-token" | "broken-rows" | "too-deep" | "too-many-values" | "too-many-certificates" | "no-certificate" | "other-credential" | "unknown-version";
