/** Makes a question of what a certificate states: names become ids where they are certain, and stay open where they are not. */

import { type PaperField, blankGoods, blankPaper, goodsFields, paperFields, toGoods, toHolding } from "../fields.js";
import type { Kind, QuestionError, Vocabulary } from "../types.js";
import type { Found, Stated } from "./gather.js";
import type { Lookup, Near, Sort } from "./names.js";
import type { Begun, Field, Imported, NotUnderstood, ReadFact } from "./types.js";
import { days, fold, hsCode, readings, short } from "./values.js";
import { words } from "./words.js";

/** What a reader has decided where a certificate left several readings. */
export type Decided = Partial<Record<Field, string>>;

const sorts: Partial<Record<Field, Sort>> = {
  scheme: "scheme",
  seat: "market",
  body: "body",
  accredited_by: "accreditor",
  norm: "edition",
  attests: "place",
  deviations: "market",
  basis: "scheme",
  product: "product",
  made_in: "market",
  grown_in: "market",
  last_processed_in: "market",
  originating_in: "market",
  shipped_from: "market",
  marketed_in: "market",
  market: "place",
};
/** Fields of which a paper has several. */
const several: readonly Field[] = ["norm", "attests", "deviations", "basis"];
/**
 * Where one left out is presumed to be in the asker's favour: in force, without end, of the usual kind, by its own rules, on
 * its own results, goods of the usual sort. What was stated and not understood must not be lost here: it stays as stated, and the engine refuses it.
 */
const isPresumed = (field: Field) => ["status", "expires", "kind", "attests", "basis"].includes(field) || field.startsWith("attr.");

/** What an attestation may be, by what UNTP calls its type. */
const attestations: Readonly<Record<string, readonly Kind[]>> = {
  certification: ["product-certificate", "test-certificate", "type-approval", "management-certificate", "gmp-certificate", "batch-certificate", "organic-certificate", "security-certificate", "accreditation", "authorisation", "registration"],
  declaration: ["supplier-declaration"],
  inspection: ["inspection-report", "factory-inspection", "quality-audit"],
  testing: ["test-report", "test-certificate", "test-data"],
  calibration: ["calibration-certificate"],
};

interface Settled {
  value: string;
  candidates: string[];
  error?: Pick<QuestionError, "code" | "expected" | "nearest">;
}

/** More of a text is not taken over. */
const LONGEST = 200;

const open = (candidates: string[] = []): Settled => ({ value: "", candidates });
const sure = (value: string): Settled => ({ value, candidates: [] });

export class Settling {
  readonly #found: Found;
  readonly #lookup: Lookup;
  readonly #near: Near;
  readonly #vocabulary: Vocabulary;

  constructor(found: Found, lookup: Lookup, near: Near) {
    this.#found = found;
    this.#lookup = lookup;
    this.#near = near;
    this.#vocabulary = lookup.vocabulary;
  }

  /** The certificate as a question; `decided`: what its reader has settled. */
  settle(decided: Decided = {}): Imported {
    const { format, version, notices } = this.#found;
    const facts: ReadFact[] = [];
    const errors: QuestionError[] = [];
    const left: NotUnderstood[] = [];
    const fields = [...new Set(this.#found.stated.map(({ field }) => field))];
    // A paper's kind depends on its scheme, which is settled first.
    for (const field of fields.sort((a, b) => Number(b === "scheme") - Number(a === "scheme"))) {
      const all = this.#found.stated.filter((stated) => stated.field === field);
      const hard = all.filter(({ soft }) => !soft);
      const stated = hard.length > 0 ? hard : all;
      const scheme = facts.find((fact) => fact.field === "scheme")?.value ?? "";
      const settled = decided[field] ? sure(decided[field]) : this.#field(field, stated, all.filter((one) => !stated.includes(one)), scheme);
      const texts = [...new Set(stated.map(({ texts }) => short(texts[0] ?? "")))];
      const [{ path = "" } = {}] = stated;
      if (settled.error) errors.push({ path: pathOf(field), got: short(texts.join(" / ")), ...settled.error });
      // A fact that must not be lost keeps what was stated.
      const value = settled.value || (isPresumed(field) && !decided[field] ? short(texts.join(" / ")) : "");
      if (value && !settled.value && !settled.error) errors.push({ code: "unknown", path: pathOf(field), got: value, expected: settled.candidates.join(", "), nearest: settled.candidates });
      facts.push({ field, path, stated: texts, value, certain: settled.value !== "", candidates: settled.candidates });
      if (!decided[field]) for (const one of all) if (!this.#counts(field, one, settled.value)) left.push({ path: one.path, value: short(one.texts[0] ?? "", 80) });
    }
    return {
      format,
      version,
      question: this.#question(facts),
      facts,
      not_understood: [...left, ...this.#found.not_understood],
      more_not_understood: this.#found.more_not_understood,
      notices,
      errors,
    };
  }

  /** Whether what was stated is part of what was made of it. */
  #counts(field: Field, { texts }: Stated, value: string): boolean {
    const sort = sorts[field];
    if (!sort || value === "") return value !== "";
    const values = value.split("; ");
    return texts.some((text) => this.#lookup.find(sort, text).some((id) => values.includes(id)));
  }

  #field(field: Field, stated: readonly Stated[], titles: readonly Stated[], scheme: string): Settled {
    const texts = stated.flatMap(({ texts }) => texts);
    switch (field) {
      case "issued":
      case "expires":
      case "on":
        return this.#day(field, texts);
      case "status":
        return status(texts);
      case "kind":
        return this.#kind(texts, scheme);
      case "class":
        return this.#class(texts);
      case "hs": {
        const codes = [...new Set(texts.map((text) => hsCode(text)))];
        const [code] = codes;
        return codes.length === 1 && code ? sure(code) : open(codes.filter((code) => code !== null));
      }
      case "number":
        return sure(short(texts[0] ?? "", LONGEST));
      default: {
        const sort = sorts[field];
        if (sort) return this.#named(sort, stated, several.includes(field), titles);
        return field.startsWith("attr.") ? this.#attribute(field.slice(5), texts) : sure(short(texts[0] ?? "", LONGEST));
      }
    }
  }

  /** One recorded thing, or several where the field holds several. */
  #named(sort: Sort, stated: readonly Stated[], many: boolean, titles: readonly Stated[]): Settled {
    const found = stated.map(({ texts, soft }) => ({ soft, texts, ids: [...new Set(texts.flatMap((text) => this.#lookup.find(sort, text)))] }));
    // What is only a title says nothing where it names nothing.
    const counted = found.filter(({ soft, ids }) => !soft || ids.length > 0);
    const ids = [...new Set(counted.flatMap(({ ids }) => ids))];
    const certain = counted.length > 0 && counted.every(({ ids }) => ids.length === 1);
    if (certain && (many || ids.length === 1)) return sure(ids.join("; "));
    if (many && sort === "edition") {
      // Editions that are known count; the others are told.
      const known = counted.flatMap(({ ids }) => (ids.length === 1 ? ids : []));
      if (known.length > 0) return sure([...new Set(known)].join("; "));
    }
    return open([...new Set([...ids, ...titles.flatMap(({ texts }) => texts.flatMap((text) => this.#lookup.find(sort, text))), ...found.flatMap(({ texts, ids }) => (ids.length === 0 ? this.#near(sort, texts[0] ?? "") : []))])].slice(0, 8));
  }

  #day(field: "issued" | "expires" | "on", texts: readonly string[]): Settled {
    // A time of day says no more: the day stands as it is written, wherever its clock is.
    const written = texts.map((text) => /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}/.exec(text)?.[1] ?? short(text));
    const read = written.map((text) => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? readings(text) : days(text)));
    const certain = read.every((list) => list.length === 1);
    const all = [...new Set(read.flat())].sort();
    // Of several ends the first one counts.
    const [first = ""] = all;
    if (certain && (all.length === 1 || (field === "expires" && all.every((day) => day.length === first.length)))) return sure(first);
    if (all.length > 0) return { ...open(all), error: { code: "ambiguous", expected: "YYYY-MM-DD", nearest: all } };
    return { ...open(), error: { code: "no-such-day", expected: "YYYY-MM-DD", nearest: [] } };
  }

  #kind(texts: readonly string[], scheme: string): Settled {
    const own = this.#vocabulary.schemes.find(({ id }) => id === scheme)?.kinds;
    const kinds = texts.map((text) => {
      const all = attestations[fold(text)] ?? this.#vocabulary.kinds.filter((kind) => fold(kind) === fold(text));
      return own ? own.filter((kind) => all.includes(kind)) : all;
    });
    const [first = []] = kinds;
    const both = first.filter((kind) => kinds.every((list) => list.includes(kind)));
    if (both.length === 1 && both[0]) return sure(both[0]);
    // Where the scheme's usual kind is among them, it is what leaving it out means too.
    if (own?.[0] && both.includes(own[0])) return sure(own[0]);
    return open(both.length > 0 && own ? both : (own ?? []));
  }

  #class(texts: readonly string[]): Settled {
    const text = short(texts[0] ?? "");
    if (fold(text) === "self") return sure("manufacturer");
    const known = this.#vocabulary.issuer_classes.find((word) => fold(word) === fold(text));
    return texts.length === 1 && known ? sure(known) : open();
  }

  #attribute(id: string, [text = ""]: readonly string[]): Settled {
    const kind = this.#vocabulary.attributes.find((attribute) => attribute.id === id)?.kind;
    return kind === "yes-no" && text !== "yes" && text !== "no" ? open(["yes", "no"]) : sure(text);
  }

  #question(facts: readonly ReadFact[]): Begun {
    const [paper, goods, attributes] = [blankPaper(), blankGoods(), {} as Record<string, string>];
    let number: string | undefined;
    for (const { field, value } of facts) {
      if (isOf(paperFields, field)) paper[field] = value;
      else if (isOf(goodsFields, field)) goods[field] = value;
      else if (field === "number") number = value;
      else if (value) attributes[field.slice(5)] = value;
    }
    const { market, on } = goods;
    return {
      holdings: [{ ...(number ? { id: number } : {}), ...toHolding(paper) }],
      ...toGoods(goods, attributes, this.#vocabulary),
      ...(market ? { market } : {}),
      ...(on ? { on } : {}),
    };
  }
}

export function isOf<F extends string>(fields: readonly F[], field: string): field is F {
  return fields.some((other) => other === field);
}

/** The worst of what is said counts; what is not understood is worse than being in force. */
function status(texts: readonly string[]): Settled {
  const known = (["withdrawn", "suspended", "active"] as const).map((word) => ({ word, names: [word, ...words().status[word]].map(fold) }));
  const read = texts.map((text) => known.find(({ names }) => names.includes(fold(text)))?.word ?? null);
  for (const { word } of known.slice(0, 2)) if (read.includes(word)) return sure(word);
  if (read.every((word) => word === "active")) return sure("active");
  return { ...open(["active", "suspended", "withdrawn"]), error: { code: "unknown", expected: "active, suspended, withdrawn", nearest: ["active", "suspended", "withdrawn"] } };
}

/** Where a field stands in a question, where it is called otherwise there. */
const inQuestion: Partial<Record<PaperField, string>> = { seat: "issuer.seat", class: "issuer.class", body: "issuer.body", accredited_by: "issuer.accredited_by", owner: "issuer.owner", deviations: "deviations_tested" };

/** Where a field stands in a question, as the engine's errors say it. */
function pathOf(field: Field): string {
  if (isOf(paperFields, field)) return `holdings[0].${inQuestion[field] ?? field}`;
  return field.startsWith("attr.") ? `product.attributes.${field.slice(5)}` : field;
}
