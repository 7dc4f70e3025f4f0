/** What can be said of papers and goods, each a text under one name: in a permalink, in a column of a file, in a certificate that is read. */

import type { Holding, Product, Question, Vocabulary } from "./types.js";

/** What can be said of one paper; an empty string is "not stated". The order is the permalink's. */
export const paperFields = [
  "scheme",
  "kind",
  "seat",
  "issued",
  "expires",
  "status",
  "class",
  "body",
  "accredited_by",
  "owner",
  "norm",
  "level",
  "attests",
  "deviations",
  "basis",
] as const;
/** What can be said of the goods and the wish. */
export const goodsFields = [
  "product",
  "hs",
  "made_in",
  "grown_in",
  "last_processed_in",
  "originating_in",
  "shipped_from",
  "marketed_in",
  "market",
  "on",
  "purpose",
  "wanted_level",
] as const;

export type PaperField = (typeof paperFields)[number];
export type GoodsField = (typeof goodsFields)[number];
export type Paper = Record<PaperField, string>;
export type Goods = Record<GoodsField, string>;

/** Where an address or a file says otherwise than the field's name: the words of the command line. */
const spelled: Partial<Record<PaperField | GoodsField, string>> = { seat: "issued-in", class: "issuer-class", body: "issuer", norm: "standard" };

/** A field's name in an address or a file. */
export function written(field: PaperField | GoodsField): string {
  return spelled[field] ?? field.replaceAll("_", "-");
}

export function blankPaper(): Paper {
  return Object.fromEntries(paperFields.map((field) => [field, ""])) as Paper;
}

export function blankGoods(): Goods {
  return Object.fromEntries(goodsFields.map((field) => [field, ""])) as Goods;
}

/** A paper as the engine takes it. */
export function toHolding(paper: Paper): Holding {
  return {
    scheme: orNull(paper.scheme),
    kind: orNull(paper.kind),
    issued: orNull(paper.issued),
    expires: orNull(paper.expires),
    status: orNull(paper.status),
    issuer: {
      body: orNull(paper.body),
      class: orNull(paper.class),
      seat: orNull(paper.seat),
      accredited_by: orNull(paper.accredited_by),
      owner: orNull(paper.owner),
    },
    norm: several(paper.norm),
    deviations_tested: several(paper.deviations),
    level: orNull(paper.level),
    attests: paper.attests ? several(paper.attests) : null,
    basis: paper.basis ? several(paper.basis).map((scheme) => ({ scheme })) : null,
  };
}

/** What is said of the goods as the engine takes it; `said`: attributes as texts. */
export function toGoods(goods: Goods, said: Record<string, string>, vocabulary: Vocabulary): Required<Pick<Question, "product" | "origin" | "wanted">> {
  const parent = vocabulary.products.find((group) => group.id === goods.product)?.parent ?? null;
  const attributes = Object.entries(said).map(([id, value]) => {
    const kind = vocabulary.attributes.find((attribute) => attribute.id === id)?.kind;
    // What is neither yes nor no is left to the engine to refuse.
    return [id, kind === "yes-no" && (value === "yes" || value === "no") ? value === "yes" : kind === "number" && /^-?\d+$/.test(value) ? Number(value) : value];
  });
  const product: Product = {
    group: goods.product && parent ? parent : orNull(goods.product),
    subgroup: parent ? goods.product : null,
    hs: orNull(goods.hs),
    attributes: Object.fromEntries(attributes),
  };
  return {
    product,
    origin: {
      made_in: orNull(goods.made_in),
      grown_in: orNull(goods.grown_in),
      last_processed_in: orNull(goods.last_processed_in),
      originating_in: orNull(goods.originating_in),
      shipped_from: orNull(goods.shipped_from),
      marketed_in: orNull(goods.marketed_in),
    },
    wanted: { purpose: orNull(goods.purpose), level: orNull(goods.wanted_level) },
  };
}

function orNull(value: string): string | null {
  return value.trim() || null;
}

/** A list as people type one: standards hold commas inside brackets only, so a semicolon or a comma parts them. */
export function several(value: string): string[] {
  return value.split(/[;,；，、]/).map((item) => item.trim()).filter(Boolean);
}
