/** Every real question of the conformance files is put to the page: whatever the answer, it is told in full, in both languages. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { start } from "./harness.mjs";

const folder = join(import.meta.dirname, "../conformance/real");
const cases = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .flatMap((name) => JSON.parse(readFileSync(join(folder, name), "utf8")).cases);

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

/** The permalink of a question. */
function permalink({ holdings, product, origin = {}, market, on, wanted = {} }) {
  const pairs = [];
  const add = (name, value) => [value ?? []].flat().forEach((one) => pairs.push([name, String(one)]));
  const several = (name, value) => add(name, value?.length > 0 ? [value].flat().join(";") : null);
  for (const { scheme, kind, issued, expires, status, issuer = {}, norm, level, attests, deviations_tested: deviations, basis } of holdings) {
    add("scheme", scheme);
    add("kind", kind);
    add("issued-in", issuer.seat);
    add("issued", issued);
    add("expires", expires);
    add("status", typeof status === "string" ? status : null);
    add("issuer-class", issuer.class);
    add("issuer", issuer.body);
    add("accredited-by", issuer.accredited_by);
    add("owner", issuer.owner);
    several("standard", norm);
    add("level", level);
    several("attests", attests);
    several("deviations", deviations);
    several("basis", basis?.map(({ scheme }) => scheme));
  }
  add("product", product.subgroup ?? product.group);
  add("hs", product.hs);
  for (const place of ["made_in", "grown_in", "last_processed_in", "originating_in", "shipped_from", "marketed_in"]) add(place.replaceAll("_", "-"), [origin[place] ?? []].flat()[0]);
  add("market", market);
  add("on", on);
  add("purpose", wanted.purpose);
  add("wanted-level", wanted.level);
  for (const [id, value] of Object.entries(product.attributes ?? {})) add(`attr.${id}`, value === true ? "yes" : value === false ? "no" : value);
  return new URLSearchParams(pairs).toString();
}

for (const language of ["en", "zh-CN"]) {
  test(`every real question is answered in whole words (${language})`, async () => {
    const { page, context, complaints } = await host.open(`#lang=${language}`);
    const verdicts = new Map();
    assert.ok(cases.length > 50);
    for (const { id, question } of cases) {
      await host.visit(page, `${permalink(question)}&lang=${language}`);
      const { shown, text, over } = await page.evaluate(() => ({
        shown: document.querySelector(".verdict-name, .trouble")?.textContent,
        text: document.querySelector("main").innerText,
        over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
      }));
      assert.ok(shown, `${id}: there is an answer`);
      assert.doesNotMatch(text, /\{\w*\}|undefined|\[object|\bnull\b|NaN/, id);
      assert.equal(over, 0, id);
      verdicts.set(shown, (verdicts.get(shown) ?? 0) + 1);
    }
    assert.deepEqual(complaints, []);
    assert.ok(verdicts.size >= 6, [...verdicts.keys()].join());
    await context.close();
  });
}
