/** The library told to the built page: found, read, followed, and held against the engine and the command line. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { over, small, violations } from "./checks.mjs";
import { cli, engine, start } from "./harness.mjs";

let host;
let comity;
before(async () => {
  host = await start();
  comity = await engine();
});
after(() => host.stop());

/** One record of every kind, and such as are large, shared, ended or drawn. */
const records = {
  agreement: "cn-nz-eeemra",
  "agreement that ended": "agreement:eu-ca-mra-1998",
  "agreement of a shared id": "agreement:iecee-cb",
  scheme: "scheme:ccc",
  market: "market:KR",
  bloc: "bloc:EU",
  product: "product:household-appliances",
  requirement: "requirement:kr-electrical-safety",
  clause: "clause:cn-nz-eeemra.cn-to-nz",
  body: "body:ab-ae-eiac",
  register: "register:accreditation-signatories",
  edition: "edition:GB 4706.1-2005",
  standard: "norm:IEC 60335-1",
  attribute: "attribute:animals-treated-with-antibiotics",
  source: "source:https://www.legislation.govt.nz/regulation/public/2008/0223/latest/whole.html",
  several: "iecee-cb",
  unknown: "scheme:iece-cbb",
};
const hash = (own, language = "en") => `#${new URLSearchParams({ view: "library", ...own, lang: language })}`;
const titled = (page) => page.locator("main h2").innerText();

/** Goes to a record and opens everything that is folded away. */
async function read(page, record, language = "en") {
  await page.evaluate(async (hash) => {
    const arrived = new Promise((done) => addEventListener("popstate", done, { once: true }));
    if (location.hash !== hash) await ((location.hash = hash), arrived);
  }, hash({ record }, language));
  await page.waitForFunction(() => document.querySelector("main .record h2"));
  await page.evaluate(async () => {
    for (const details of document.querySelectorAll("main details")) details.open = true;
    // What is folded away is made when the event of its opening arrives.
    await new Promise((done) => setTimeout(done, 50));
  });
}

/** What a page says of a record, apart from its language. */
const shown = (page) =>
  page.evaluate(() => {
    const links = (selector) => [...new Set([...document.querySelectorAll(selector)].map((link) => link.dataset.record))].sort();
    return {
      related: [...document.querySelectorAll("main .section")]
        .filter((section) => !["record-facts", "record-rests", "record-picture", "record-sources", "record-sure"].includes(section.getAttribute("aria-labelledby")))
        .flatMap((section) => [...section.querySelectorAll("[data-record]")].map((link) => link.dataset.record))
        .sort(),
      sources: [...document.querySelectorAll("[aria-labelledby=record-sources] .sources a:first-child")].map((link) => link.getAttribute("href")),
      papers: links("[aria-labelledby=record-rests] strong a"),
      facts: [...document.querySelectorAll(".facts dd")].length,
      edges: document.querySelectorAll(".recognitions > li").length,
      drawn: [...document.querySelectorAll(".picture svg g title")].length,
      verify: [...document.querySelectorAll(".verify a")].map((link) => link.getAttribute("href")),
    };
  });

/** The same by the engine. */
function said(noun, id) {
  const description = comity.describe(id).find((description) => description.noun === noun);
  const drawable = ["market", "scheme", "agreement"].includes(noun);
  const picture = (drawable && comity.picture(id, noun)) || { nodes: [], edges: [] };
  const facts = description.facts.filter(([key]) => !["verify", "as-of"].includes(key));
  return {
    related: description.related.map(({ noun, id }) => `${noun}:${id}`).sort(),
    sources: description.sources.map(({ url }) => url),
    papers: [...new Set((description.rests ?? []).map(({ paper }) => `scheme:${paper.id}`))].sort(),
    facts: facts.length,
    edges: picture.edges.length,
    drawn: picture.edges.length > 0 && picture.nodes.length <= 12 ? picture.nodes.length : 0,
    verify: noun === "scheme" || noun === "register" ? (description.facts.find(([key]) => key === "verify")?.[1] ?? []) : [],
  };
}

test("a record says what the engine says of it, in both languages", async () => {
  const { page, context, complaints } = await host.open("#lang=en");
  for (const [noun, id] of [
    ["agreement", "cn-nz-eeemra"],
    ["agreement", "asean-gmp-mra"],
    ["agreement", "unece-1958"],
    ["agreement", "iecee-cb"],
    ["scheme", "ccc"],
    ["scheme", "iecee-cb"],
    ["market", "KR"],
    ["market", "TW"],
    ["bloc", "EU-GOODS"],
    ["product", "household-appliances"],
    ["clause", "cn-nz-eeemra.cn-to-nz"],
    ["requirement", "kr-electrical-safety"],
    ["register", "accreditation-signatories"],
    ["body", "ab-ae-eiac"],
  ]) {
    for (const language of ["en", "zh-CN"]) {
      await read(page, `${noun}:${id}`, language);
      assert.deepEqual(await shown(page), said(noun, id), `${noun}:${id}, ${language}`);
    }
  }
  // The comparison can fail: another record says something else.
  assert.notDeepEqual(await shown(page), said("body", "caict"));
  assert.deepEqual(complaints, []);
  await context.close();
});

test("every tenth record of every kind can be read, under its own name and without a raw code", async () => {
  const { page, context, complaints } = await host.open("#view=library&lang=en");
  const vocabulary = comity.vocabulary();
  const kinds = { market: "markets", bloc: "blocs", product: "products", attribute: "attributes", scheme: "schemes", body: "bodies", register: "registers", agreement: "agreements", requirement: "requirements" };
  const raw = new Set();
  for (const [noun, list] of Object.entries(kinds)) {
    const some = vocabulary[list].filter((_, at) => at % 10 === 0).map(({ id, name }) => ({ record: `${noun}:${id}`, name: name.zh || name.en || id }));
    const read = await page.evaluate(async (some) => {
      const pages = [];
      for (const { record } of some) {
        location.hash = new URLSearchParams({ view: "library", record, lang: "zh-CN" });
        await new Promise((done) => setTimeout(done, 0));
        const codes = [...document.querySelectorAll(".facts dt, .section > h3")].map((term) => term.textContent).filter((text) => /^[a-z-]+$/.test(text));
        pages.push({ name: document.querySelector("main h2")?.textContent, codes, all: document.querySelector("main").textContent });
      }
      return pages;
    }, some);
    read.forEach(({ name, codes, all }, at) => {
      assert.equal(name, some[at].name, some[at].record);
      for (const code of codes) raw.add(`${some[at].record}: ${code}`);
      assert.doesNotMatch(all, /undefined|\[object|\{\w+\}/, some[at].record);
    });
    assert.ok(read.length > 0, noun);
  }
  assert.deepEqual([...raw], []);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("what the command line describes stands on the page", async () => {
  const { page, context } = await host.open("#lang=en");
  const told = execFileSync(cli, ["describe", "cn-nz-eeemra.cn-to-nz"], { encoding: "utf8" });
  const json = JSON.parse(execFileSync(cli, ["describe", "cn-nz-eeemra.cn-to-nz", "--json"], { encoding: "utf8" }));
  assert.deepEqual(comity.describe("cn-nz-eeemra.cn-to-nz"), json, "the page's engine and the command line read the same");
  await read(page, "clause:cn-nz-eeemra.cn-to-nz");
  const text = await page.locator("main").innerText();
  assert.ok(text.includes(told.split("\n")[1].trim()), "its name");
  assert.ok(text.includes(/where in the text: (.*)/.exec(told)[1]), "its place");
  assert.ok(text.includes("13 May 2009") && told.includes("2009-05-13"), "its day");
  for (const url of told.match(/https?:\S+/g)) assert.equal(await page.locator(`.sources a[href="${url}"]`).count(), 1, url);
  const found = execFileSync(cli, ["search", "CB测试证书", "--limit", "5"], { encoding: "utf8" });
  await page.evaluate((hash) => (location.hash = hash), hash({ find: "CB测试证书" }));
  const first = await page.locator(".found a[data-record]").first().getAttribute("data-record");
  assert.ok(found.includes(first.split(":")[1]), found);
  await context.close();
});

test("a scheme is found, read and asked with by keyboard alone, and the way back keeps the place", async () => {
  const { page, context, complaints } = await host.open("#lang=en&product=household-appliances&market=KR");
  const focused = () => page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
  const tabTo = async (wanted) => {
    for (let i = 0; i < 40 && !wanted.test(await focused()); i += 1) await page.keyboard.press("Tab");
    assert.match(await focused(), wanted);
  };
  await tabTo(/^Library$/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.tagName === "H2");
  await tabTo(/^library-find$/);
  await page.keyboard.type("3C");
  await page.waitForFunction(() => location.hash.includes("find=3C"));
  assert.match(await page.locator(".found-told").innerText(), /under “3C”/);
  await tabTo(/^China Compulsory Certification certificate/);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.tagName === "H2" && /Compulsory/.test(document.activeElement.textContent));
  assert.match(await page.title(), /^China Compulsory/);
  assert.equal(await page.locator(".verify a").getAttribute("href"), comity.vocabulary().schemes.find(({ id }) => id === "ccc").verify);
  await page.goBack();
  await page.waitForFunction(() => document.activeElement.dataset.record === "scheme:ccc");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement.tagName === "H2");
  await tabTo(/^Ask with this certificate$/);
  await page.keyboard.press("Enter");
  await page.locator(".verdict-name").waitFor();
  const asked = new URLSearchParams(new URL(page.url()).hash.slice(1));
  assert.equal(asked.get("scheme"), "ccc");
  assert.equal(asked.get("product"), "household-appliances");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a long list comes in parts, is filtered by what is typed, and stands in the address", async () => {
  const { page, context } = await host.open(hash({ noun: "scheme" }));
  const all = comity.vocabulary().schemes.length;
  const count = () => page.locator(".found a[data-record]").count();
  assert.equal(await count(), 60);
  assert.match(await page.locator(".found-told").innerText(), new RegExp(`60 of ${all}`));
  const more = page.getByRole("button", { name: /^Show/ });
  await more.focus();
  await page.keyboard.press("Enter");
  assert.equal(await count(), 120);
  const focused = await page.evaluate(() => [...document.querySelectorAll(".found a[data-record]")].indexOf(document.activeElement));
  assert.equal(focused, 60, "who asked for more reads on at the first of it");
  for (let i = 0; i < 20 && (await more.isVisible()); i += 1) await more.click();
  assert.equal(await count(), all);
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await count(), all);
  await page.getByRole("searchbox").fill("iecee");
  const matching = comity.search("iecee", 100000).filter(({ noun }) => noun === "scheme");
  await page.waitForFunction((count) => document.querySelectorAll(".found a[data-record]").length === count, matching.length);
  await page.getByRole("link", { name: /^Sources/ }).click();
  await page.getByRole("searchbox").fill("legislation.govt.nz");
  await page.waitForFunction(() => /legislation.govt.nz/.test(location.hash));
  assert.ok((await count()) > 3);
  const clauses = page.getByRole("link", { name: /^Clauses/ });
  await page.getByRole("searchbox").fill("");
  await page.waitForFunction(() => !/find=/.test(location.hash));
  await clauses.click();
  assert.match(await page.locator(".found-told").innerText(), new RegExp(new Intl.NumberFormat("en-GB").format(comity.about().counts.clauses)));
  await context.close();
});

test("what is cut off is said, and what is not found as well", async () => {
  const { page, context } = await host.open(hash({ find: "china" }));
  assert.equal(await page.locator(".found a[data-record]").count(), 50);
  assert.match(await page.locator(".found-told").innerText(), /there are more/);
  await page.getByRole("searchbox").fill("xyzzyq");
  await page.waitForFunction(() => /xyzzyq/.test(document.querySelector(".found-told").textContent));
  assert.match(await page.locator(".found-told").innerText(), /Nothing is on record/);
  await context.close();
});

test("an unknown record says so and offers the nearest; a shared id offers each", async () => {
  const { page, context, complaints } = await host.open(hash({ record: "requirement:kr-elecrical-safety" }));
  assert.match(await titled(page), /kr-elecrical-safety/);
  const nearest = await page.locator("[aria-labelledby=record-nearest] a[data-record]").evaluateAll((links) => links.map((link) => link.dataset.record));
  assert.ok(nearest.includes("requirement:kr-electrical-safety"), nearest.join());
  await read(page, "iecee-cb");
  assert.deepEqual(await page.locator(".record a[data-record]").evaluateAll((links) => links.map((link) => link.dataset.record)), ["scheme:iecee-cb", "agreement:iecee-cb"]);
  await read(page, "zzzzqqqq");
  assert.match(await titled(page), /zzzzqqqq/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("a standard leads to its editions", async () => {
  const { page, context } = await host.open(hash({ record: "norm:IEC 60335-1" }));
  const editions = await page.locator("main a[data-record^='edition:']").evaluateAll((links) => links.map((link) => link.dataset.record));
  assert.ok(editions.includes("edition:IEC 60335-1:2010"), editions.join());
  assert.ok(editions.every((edition) => edition.startsWith("edition:IEC 60335-1:")), editions.join());
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["en", "zh-CN"]) {
    test(`no violation in ${language}, ${colorScheme}; nothing over the edge; nothing too small`, async () => {
      const { page, context, complaints } = await host.open(`#lang=${language}`, { colorScheme, viewport: { width: 320, height: 900 } });
      const check = async (name) => {
        assert.deepEqual(await violations(page), [], name);
        assert.equal(await over(page), 0, `${name} over the edge`);
        assert.deepEqual(await small(page, "button, input, summary, .act, .kinds a, .records > li > a"), [], `${name} too small`);
      };
      for (const [name, record] of Object.entries(records)) {
        await read(page, record, language);
        await check(name);
      }
      for (const own of [{}, { find: "korea" }, { noun: "agreement" }, { noun: "source" }]) {
        await page.evaluate((hash) => (location.hash = hash), hash(own, language));
        await page.waitForTimeout(100);
        await check(JSON.stringify(own));
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

test("nothing is requested after load, and another language keeps the record", async () => {
  const { page, context } = await host.open(hash({ record: "scheme:ccc" }));
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState("networkidle");
  const before = host.requests.length;
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await titled(page), /强制性产品认证/);
  await read(page, "market:CN", "zh-CN");
  await page.evaluate((hash) => (location.hash = hash), hash({ find: "korea" }));
  await page.locator(".found a[data-record]").first().click();
  assert.deepEqual(host.requests.slice(before), []);
  await context.close();
});

test("on paper nothing is folded away", async () => {
  const { page, context } = await host.open(hash({ record: "scheme:iecee-cb" }));
  const count = () => page.locator("[aria-labelledby=record-recognised-by] .records > li").count();
  const all = said("scheme", "iecee-cb").related.length;
  assert.ok((await count()) < all);
  await page.emulateMedia({ media: "print" });
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  assert.equal(await count(), all);
  assert.ok(await page.locator("[aria-labelledby=record-recognised-by] .records > li").last().isVisible());
  assert.equal(await page.locator("main .act:visible, main .find:visible").count(), 0);
  await context.close();
});
