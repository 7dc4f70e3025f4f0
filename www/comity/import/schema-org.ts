/** `Certification` of schema.org: alone, of a product, in arrays and graphs, by reference. */

import { type Found, Gathering, type Row, hsCodes } from "./gather.js";
import { type At, DEEPEST, type Json, type JsonObject, CERTIFICATES, VALUES, at, bare, called, get, isObject, list, types } from "./json.js";
import { ImportError } from "./refusal.js";

const ofCertification: readonly Row[] = [
  // The identifier in schema.org's sense may be the scheme's, as the page's own export has it.
  { keys: ["name"], means: "scheme" },
  { keys: ["identifier"], means: "scheme", soft: true },
  { keys: ["certificationIdentification"], means: "number" },
  { keys: ["certificationStatus"], means: "status", cut: /(?:^|[/#:])Certification(\w+)$/ },
  { keys: ["status"], means: "status" },
  { keys: ["issuedBy"], means: "body" },
  { keys: ["issuedBy", "address", "addressCountry"], means: "seat" },
  { keys: ["issuedBy", "location", "address", "addressCountry"], means: "seat" },
  ...["validFrom", "datePublished", "dateIssued"].map((key) => ({ keys: [key], means: "issued" as const })),
  ...["expires", "validUntil", "validThrough", "expirationDate"].map((key) => ({ keys: [key], means: "expires" as const })),
  ...["recognizedBy", "validIn"].map((key) => ({ keys: [key], means: "claim-not-counted" as const })),
];

const ofProduct: readonly Row[] = [
  { keys: ["category"], means: "product", soft: true },
  { keys: ["name"], means: "product", soft: true },
  { keys: ["identifier"], means: "hs", only: /^HS[\s:]*\d/i, cut: /^HS[\s:]*(.+)$/i },
  { keys: ["countryOfOrigin"], means: "made_in" },
  { keys: ["countryOfLastProcessing"], means: "last_processed_in" },
];

/** Whether a document speaks of schema.org: by its context or its terms. */
export function isSchemaOrg(thing: Json): boolean {
  return list(thing).some((item) => list(get(item, "@context")).some((context) => JSON.stringify(context).includes("schema.org")) || types(item).includes("Certification"));
}

/** Reads every certification of a document, once each. */
export function schemaOrg(document: Json): Found[] {
  const graph = new Graph(tidy(document));
  return graph.certifications().map(({ certification, products }) => {
    const gathering = new Gathering("schema.org", null, ["unsigned"]);
    const root: At = { path: "", value: certification };
    gathering.rows(root, ofCertification);
    const things = [root, ...products.map((value, i) => ({ path: products.length > 1 ? `Product[${i}]` : "Product", value }))];
    for (const product of [...at(root, ["about"]), ...things.slice(1)]) {
      for (const key of ["category", "additionalProperty"]) hsCodes(product, [key], gathering);
      gathering.rows(product, ofProduct);
    }
    return gathering.end(things);
  });
}

/** The same with bare terms; what is said under two spellings of a term is put together. */
function tidy(value: Json): Json {
  if (Array.isArray(value)) return value.map(tidy);
  if (!isObject(value)) return value;
  const tidied = Object.create(null) as JsonObject;
  for (const key of Object.keys(value)) add(tidied, bare(key), tidy(value[key] as Json));
  return tidied;
}

/** As many things as one name is given. */
const ALIKE = 1_000;

/** Says something more of a thing. */
function add(thing: JsonObject, key: string, value: Json): void {
  const said = get(thing, key);
  if (list(said).length > ALIKE) throw new ImportError("too-many-values", { path: key, expected: String(ALIKE) });
  thing[key] = said === undefined || said === value ? value : [...list(said), ...list(value).filter((item) => typeof item === "object" || !list(said).includes(item))];
}

/** The things of a document, those of one name put together wherever they stand. */
class Graph {
  readonly #things: JsonObject[] = [];
  readonly #named = new Map<string, JsonObject>();
  /** How much was put in the place of references, so that they cannot multiply without end. */
  #inlined = 0;

  constructor(document: Json) {
    const walk = (value: Json) => {
      if (Array.isArray(value)) return value.forEach(walk);
      if (!isObject(value)) return;
      const id = idOf(value);
      const known = id === null ? undefined : this.#named.get(id);
      if (!known) this.#things.push(value);
      if (known) for (const key of Object.keys(value)) add(known, key, value[key] as Json);
      else if (id !== null) this.#named.set(id, value);
      for (const key of Object.keys(value)) walk(value[key] as Json);
    };
    walk(document);
  }

  /** Each certification with the products that have it, all references followed. */
  certifications(): { certification: JsonObject; products: JsonObject[] }[] {
    const of = new Map<JsonObject, JsonObject[]>();
    for (const thing of this.#things) if (types(thing).includes("Certification")) of.set(thing, []);
    for (const product of this.#things) {
      for (const certification of list(get(product, "hasCertification"))) {
        const thing = this.#whole(certification);
        // What is only named and nowhere described says nothing.
        if (thing && (of.has(thing) || Object.keys(thing).length > 1)) {
          const products = of.get(thing) ?? [];
          products.push(product);
          of.set(thing, products);
        }
      }
    }
    if (of.size > CERTIFICATES) throw new ImportError("too-many-certificates", { got: String(of.size), expected: String(CERTIFICATES) });
    return [...of].map(([certification, products]) => ({
      certification: this.#inline(certification, []) as JsonObject,
      products: products.map((product) => this.#inline(product, [certification]) as JsonObject),
    }));
  }

  #whole(value: Json): JsonObject | null {
    if (!isObject(value)) return null;
    const id = idOf(value);
    return (id === null ? undefined : this.#named.get(id)) ?? value;
  }

  /** A thing with what its references name in their place; a circle ends where it began. */
  #inline(value: Json, around: readonly JsonObject[]): Json {
    this.#inlined += 1;
    if (this.#inlined > VALUES) throw new ImportError("too-many-values", { expected: String(VALUES) });
    if (around.length > DEEPEST) throw new ImportError("too-deep", { expected: String(DEEPEST) });
    if (Array.isArray(value)) return value.map((item) => this.#inline(item, around));
    const thing = this.#whole(value);
    if (!thing) return value;
    if (around.includes(thing)) return null;
    const inlined = Object.create(null) as JsonObject;
    // The other certifications of a product are read each on its own.
    for (const key of Object.keys(thing)) if (key !== "hasCertification") inlined[key] = this.#inline(thing[key] as Json, [...around, thing]);
    return inlined;
  }
}

function idOf(thing: JsonObject): string | null {
  const [id] = called({ path: "", value: get(thing, "@id") ?? null });
  return id?.text ?? null;
}
