// Every file of cases is what `schema.json` says, and the schema says enough to refuse what no implementation can read.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import test from "node:test";
// The reference validator of the draft the schema is written in; five small packages, nothing to compile, nothing shipped.
import Ajv from "ajv/dist/2020.js";

const here = fileURLToPath(new URL(".", import.meta.url));
const read = (path) => JSON.parse(readFileSync(here + path, "utf8"));
const validate = new Ajv({ strict: true, allowUnionTypes: true, strictTypes: false, strictRequired: false }).compile(read("schema.json"));

// The real questions are in another format.
const files = readdirSync(here, { recursive: true })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".json") && path !== "schema.json" && !path.startsWith("real/"))
  .sort();

for (const path of files) {
  test(`${path} is of the format`, () => {
    assert.ok(validate(read(path)), JSON.stringify(validate.errors?.slice(-3), null, 1));
  });
}

test("the corpus is there", () => {
  const cases = files.flatMap((path) => [read(path)].flat()).flatMap((document) => document.cases);
  assert.ok(cases.length >= 450, `only ${cases.length} cases are left`);
  assert.equal(new Set(cases.map((known) => known.id)).size, cases.length, "an id stands twice");
});

const wrong = {
  "without a universe": (document) => delete document.universe,
  "with an effect that is none": (document) => (document.universe.clauses[0].effect = "recognised"),
  "with a field that no clause has": (document) => (document.universe.clauses[0].effekt = "equivalent"),
  "with a verdict that is none": (document) => (document.cases[0].expect.requirements[0].verdict = "yes"),
  "with an interval of one end": (document) => document.cases[0].expect.market.interval.pop(),
  "with a case without a question": (document) => delete document.cases[0].question,
  "with a case that nobody tells": (document) => delete document.cases[0].narrative,
  "with a case told by a blank": (document) => (document.cases[0].narrative = " "),
  "with a case that rests on no rule": (document) => delete document.cases[0].citation,
  "with a day that is no date": (document) => (document.universe.clauses[0].until = "tomorrow"),
};
for (const [what, spoil] of Object.entries(wrong)) {
  test(`a document ${what} is refused`, () => {
    const document = read("guards/force.json")[0];
    assert.ok(validate(document));
    spoil(document);
    assert.ok(!validate(document));
  });
}
