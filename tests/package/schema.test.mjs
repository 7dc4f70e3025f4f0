/** The schemas of question and answer: held against every real answer, the declared types, and the Rust source. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { project, question, run } from "./installed.mjs";

const root = join(import.meta.dirname, "../..");
const folder = project();
const comity = join(folder, "node_modules/comity");
const { load } = await import(pathToFileURL(join(comity, "node.js")));
const law = await load();
const schemas = Object.fromEntries(["question", "answer"].map((name) => [name, JSON.parse(readFileSync(join(comity, `schema/${name}.json`), "utf8"))]));
const valid = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, new Ajv({ strict: true, allowUnionTypes: true }).compile(schema)]));

function fits(name, value) {
  assert.ok(valid[name](value), `${name}: ${JSON.stringify(valid[name].errors)}`);
}

test("every real question, and every answer to one, is as its schema says", () => {
  const cases = readdirSync(join(root, "tests/conformance/real")).flatMap((file) => JSON.parse(readFileSync(join(root, "tests/conformance/real", file), "utf8")).cases);
  assert.ok(cases.length > 300);
  const verdicts = new Set();
  for (const { question } of cases) {
    fits("question", question);
    const answer = law.check(question);
    verdicts.add(answer.headline.verdict);
    fits("answer", answer);
  }
  assert.ok(verdicts.size >= 5, [...verdicts].join());
});

test("so are answers with all that few answers have", () => {
  const laid = law.with({ changes: [{ add_clause: { like: "iecee-cb.to-jp-specified", to: "KR", fills: "all" } }] }).check(question);
  assert.ok(laid.overlay);
  const assumed = law.check({ ...question, assume: { "bars:nothing": "yes" } });
  assert.ok(assumed.assumptions_unused);
  const bloc = law.check({ ...question, market: law.vocabulary().blocs.find(({ members }) => members.length > 2).id });
  assert.ok(bloc.members);
  for (const answer of [laid, assumed, bloc]) fits("answer", answer);
});

test("what is none is refused", () => {
  const answer = law.check(question);
  const { market, ...without } = question;
  for (const wrong of [without, { ...question, markte: market }, { ...question, on: 5 }, { ...question, holdings: [{ isued: "2025-03-01" }] }, { ...question, assume: { fact: "perhaps" } }]) {
    assert.equal(valid.question(wrong), false);
    assert.throws(() => law.check(wrong), "and so the engine says");
  }
  for (const wrong of [{ ...answer, headline: { ...answer.headline, verdict: "yes" } }, { ...answer, more: 1 }, { ...answer, requirements: [{}] }]) assert.equal(valid.answer(wrong), false);
});

/** A schema as the type it describes. */
function typed(schema) {
  if (schema === true) return "unknown";
  if (schema.$ref) return schema.$ref.split("/").at(-1);
  if (schema.anyOf) return schema.anyOf.map(typed).join(" | ");
  if (schema.enum) return schema.enum.map((word) => JSON.stringify(word)).join(" | ");
  return [schema.type].flat().map((type) => {
    if (type === "integer") return "number";
    if (type === "array") return schema.prefixItems ? `[${schema.prefixItems.map(typed).join(", ")}]` : `(${typed(schema.items)})[]`;
    if (type !== "object") return type;
    if (!schema.properties) return `Record<string, ${typed(schema.additionalProperties)}>`;
    return `{ ${Object.entries(schema.properties).map(([name, of]) => `${name}${schema.required?.includes(name) ? "" : "?"}: ${typed(of)}`).join("; ")} }`;
  }).join(" | ");
}

test("they say what the declared types say, no more and no less", () => {
  const said = Object.entries(schemas).map(([name, { $defs }]) => {
    const names = Object.keys($defs);
    const types = names.map((name) => `export type ${name} = ${typed($defs[name])};`);
    const same = names.map((of) => `same<${name}.${of}, T.${of}>(true);`);
    return { declared: `namespace ${name} {\n${types.join("\n")}\n}`, same };
  });
  const same = `import type * as T from "comity";
declare function same<A, B>(yes: (<X>() => X extends A ? 1 : 2) extends <X>() => X extends B ? 1 : 2 ? true : false): void;\n`;
  const compile = (text) => run(project({ "same.ts": same + text }), process.execPath, [join(root, "node_modules/typescript/bin/tsc"), "--noEmit", "--strict", "--exactOptionalPropertyTypes", "--target", "es2022", "--lib", "es2023,dom", "--module", "nodenext", "--types", "", "same.ts"], { stdio: "pipe" });
  assert.equal(compile(said.map(({ declared, same }) => `${declared}\n${same.join("\n")}`).join("\n")), "");
  assert.throws(() => compile("same<{ url: string; says: string; read?: string }, T.SourceCited>(true);"), "the compiler would say so");
});

/** The structs and lists of words of the Rust files that questions and answers are made of. */
function written() {
  const files = ["decide/answer", "decide/question", "decide/repair", "overlay/mod"].map((path) => readFileSync(join(root, `src/${path}.rs`), "utf8"));
  const all = readdirSync(join(root, "src"), { recursive: true }).filter((path) => path.endsWith(".rs")).map((path) => readFileSync(join(root, "src", path), "utf8"));
  const structs = new Map();
  for (const [, serde, name, body] of files.join("\n").matchAll(/^((?:#\[.*\]\n)*)pub struct (\w+) \{\n([\s\S]*?)^\}/gm)) {
    const fields = [...body.matchAll(/^((?: {4}(?:\/\/\/|#\[).*\n)*) {4}pub (?:r#)?(\w+): (.+),$/gm)];
    const optional = (attributes) => /serde\(.*(?:skip_serializing_if|default)/.test(serde + attributes);
    structs.set(name, Object.fromEntries(fields.map(([, attributes, field, type]) => [field, { type, optional: optional(attributes) }])));
  }
  const words = new Map();
  for (const [, lists] of all.join("\n").matchAll(/^words! \{\n([\s\S]*?)^\}/gm)) {
    for (const [, name, body] of lists.matchAll(/^ {4}(\w+) \{\n([\s\S]*?)^ {4}\}/gm)) words.set(name, [...body.matchAll(/= "(.+)",?$/gm)].map(([, word]) => word));
  }
  return { structs, words };
}

test("they name the fields and the words of the Rust types", () => {
  const { structs, words } = written();
  const seen = new Set();
  const hold = (name, schema, { $defs }) => {
    const meant = schema.$ref ? $defs[schema.$ref.split("/").at(-1)] : (schema.anyOf?.find(({ type }) => type !== "null" && type !== "string") ?? schema);
    if (meant !== schema) return hold(name, meant, { $defs });
    if (seen.has(schema)) return;
    seen.add(schema);
    if (schema.type === "array" && !schema.prefixItems) return hold(name, schema.items, { $defs });
    if (words.has(name) && schema.enum) return assert.deepEqual(schema.enum.toSorted(), words.get(name).toSorted(), name);
    const fields = structs.get(name);
    if (!fields) return;
    assert.deepEqual(Object.keys(schema.properties).sort(), Object.keys(fields).sort(), name);
    assert.deepEqual((schema.required ?? []).toSorted(), Object.keys(fields).filter((field) => !fields[field].optional).sort(), `${name}: required`);
    // The innermost type is what a list, or what may be left out, holds.
    for (const [field, { type }] of Object.entries(fields)) hold(/(\w+)[>)]*$/.exec(type)[1], schema.properties[field], { $defs });
  };
  hold("Question", schemas.question, schemas.question);
  hold("Answer", schemas.answer, schemas.answer);
  assert.ok(seen.size > 40, `only ${seen.size} types were looked at`);
});
