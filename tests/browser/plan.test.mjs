/** Planning, told to the built page: what it shows is what the command line says, and nothing hinders the reader. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { over, small, violations } from "./checks.mjs";
import { cli, start } from "./harness.mjs";

const goods = "product=household-appliances&made-in=CN&on=2026-11-22";
const five = `view=plan&markets=KR%2CJP%2CEU%2CGB%2CAU&${goods}`;
const two = `view=plan&markets=KR%2CGB&scheme=iecee-cb&issued-in=CN&issued=2025-03-01&${goods}`;
const flags = ["--product", "household-appliances", "--made-in", "CN", "--on", "2026-11-22"];
/** A plan takes its time on a small machine. */
const LONG = { timeout: 90_000 };

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

async function comity(...args) {
  const { stdout } = await promisify(execFile)(cli, args, { maxBuffer: 1 << 26 });
  return stdout;
}

const planned = (page) => page.waitForSelector(".plan .closing", LONG);

/** Each set as the page shows it. */
const shown = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("section[aria-labelledby^=set-]")].map((set) => ({
      title: set.querySelector("h3").textContent,
      papers: [...set.querySelectorAll(".certificates > li")].map((paper) => [paper.querySelector("h4").textContent, paper.querySelector(".demands")?.textContent].filter(Boolean).join("")),
      openings: [...set.querySelectorAll(".certificates > li")].map((paper) => [...paper.querySelectorAll(".opening")].map((opening) => [opening.querySelector("b").textContent, opening.querySelector(".opened").textContent, opening.querySelectorAll(".checklist li").length, ...[...opening.querySelectorAll("[data-clause]")].map((clause) => clause.dataset.clause)])),
    })),
  );

for (const [language, hand] of [["en", []], ["zh-CN", []], ["en", ["--scheme", "iecee-cb", "--issued-in", "CN", "--issued", "2025-03-01"]]]) {
  test(`the sets are the command line's, in ${language}${hand.length > 0 ? ", with a certificate in hand" : ""}`, async () => {
    const markets = hand.length > 0 ? "KR,GB" : "KR,JP,EU,GB,AU";
    const args = ["plan", ...flags, ...hand, "--markets", markets];
    const [json, text] = await Promise.all([comity(...args, "--json"), comity(...args, "--lang", language)]);
    const plan = JSON.parse(json);
    const { page, context, complaints } = await host.open(`#${hand.length > 0 ? two : five}&lang=${language}`);
    await planned(page);
    const sets = await shown(page);
    const pick = (name) => (language === "en" ? name.en : name.zh);
    const vocabulary = new Map();
    for (const code of markets.split(",")) vocabulary.set(code, await page.locator(".chip").nth(vocabulary.size).evaluate((chip) => chip.firstChild.textContent));
    assert.ok(plan.sets.length > 0 && plan.sets[0].certificates.length > 1, "there is something to compare");
    assert.equal(sets.length, plan.sets.length);
    plan.sets.forEach((set, i) => {
      assert.deepEqual(
        sets[i].openings,
        set.certificates.map(({ opens }) => opens.map((at) => set.openings[at]).map(({ market, name, obligations, clauses }) => [vocabulary.get(market), pick(name), obligations.length, ...clauses])),
      );
    });
    // Word for word: what the command line tells to get, and the head of each set.
    const squeezed = (line) => line.replace(/[\s;；]/g, "");
    const told = text.split("\n").map(squeezed);
    for (const set of sets) for (const line of [set.title, ...set.papers]) assert.ok(told.includes(squeezed(line)), line);
    const head = (await page.locator(".plan-head").innerText()).split("\n").map(squeezed);
    assert.ok(head.includes(told[1]), told[1]);
    assert.equal(await page.locator(".in-hand .opening").count(), plan.sets.flatMap((set) => set.openings).filter(({ by }) => by.every((used) => "owned" in used)).length);
    assert.ok((await page.locator(".closing").innerText()).split("\n").map(squeezed).some((line) => told.includes(line)), "whether it is complete");
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("by keyboard alone: markets as chips, goods, a plan, and each chip goes by its button or Backspace", async () => {
  const { page, context } = await host.open("#view=plan&lang=en");
  const before = host.requests.length;
  assert.match(await page.locator(".hint-line").textContent(), /markets to open and product/);
  const markets = page.getByRole("combobox", { name: "Markets to open" });
  await markets.focus();
  for (const name of ["korea", "zealand", "japan"]) {
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    assert.equal(await markets.inputValue(), "");
  }
  assert.match(decodeURIComponent(page.url()), /markets=KR,NZ,JP/);
  await page.keyboard.press("Backspace");
  assert.match(decodeURIComponent(page.url()), /markets=KR,NZ&/);
  await page.getByRole("button", { name: "Remove New Zealand" }).focus();
  await page.keyboard.press("Enter");
  assert.match(page.url(), /markets=KR&/);
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "Markets to open", "the focus is not lost");
  await page.keyboard.type("korea");
  assert.doesNotMatch((await page.locator(".choice:visible").allTextContents()).join(), /Republic of/, "what is chosen is not offered again");
  await page.keyboard.press("Escape");
  await page.getByRole("combobox", { name: "product", exact: true }).fill("household");
  await page.keyboard.press("Enter");
  await planned(page);
  assert.match(await page.locator(".plan-head h3").textContent(), /Korea.*convertible/);
  await page.getByRole("radio", { name: /accepted/ }).focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => /as accepted/.test(document.querySelector(".plan-head h3")?.textContent ?? ""), null, LONG);
  assert.match(page.url(), /effect=equivalent/);
  assert.deepEqual(host.requests.slice(before), [], "no request after load");
  await context.close();
});

test("a long plan shows how far it has come and can be stopped, and begun again", async () => {
  const { page, context } = await host.open(`#${five}&lang=en`);
  const bar = page.getByRole("progressbar");
  await bar.waitFor();
  await page.waitForFunction(() => document.querySelector("progress").value >= 1, null, LONG);
  assert.equal(await bar.evaluate((bar) => bar.max), 5);
  await page.getByRole("button", { name: "Stop" }).click();
  assert.match(await page.locator(".work").textContent(), /Stopped before the end/);
  assert.equal(await bar.isVisible(), false);
  assert.equal(await page.locator(".plan").count(), 0, "nothing half done is shown");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Start again");
  await page.keyboard.press("Enter");
  await bar.waitFor();
  await planned(page);
  await context.close();
});

test("another question takes away what was shown of the one before", async () => {
  const { page, context } = await host.open(`#${two}&lang=en`);
  await planned(page);
  await page.getByRole("button", { name: "Remove Korea, Republic of" }).click();
  assert.equal(await page.locator(".plan").count(), 0);
  await planned(page);
  assert.doesNotMatch(await page.locator(".plan-head h3").textContent(), /Korea/);
  await context.close();
});

test("each opening can be checked in full, and what else a certificate opens is the command line's word", async () => {
  const { page, context } = await host.open(`#${five.replace("KR%2CJP%2CEU%2CGB%2CAU", "KR%2CJP")}&lang=en`);
  const plan = JSON.parse(await comity("plan", ...flags, "--markets", "KR,JP", "--json"));
  const at = plan.sets[0].certificates.findIndex(({ scheme }) => scheme.id === "iecee-cb");
  const [holding] = plan.sets[0].certificates[at].template.example.holdings;
  const { markets } = JSON.parse(await comity("markets", ...flags, "--scheme", holding.scheme, "--kind", holding.kind, "--issued", holding.issued, "--issuer", holding.issuer.body, "--json"));
  const counts = markets.filter(({ market, verdict }) => !["KR", "JP"].includes(market) && ["native", "accepted", "accepted-with-conditions", "convertible"].includes(verdict));
  await planned(page);
  const card = page.locator("section[aria-labelledby=set-1] .certificates > li").nth(at);
  await card.getByRole("button", { name: "What else does it open?" }).click();
  await card.locator(".elsewhere [role=status]").waitFor(LONG);
  const places = await card.locator(".elsewhere-markets li > span").evaluateAll((items) => items.map((item) => item.firstChild.textContent));
  assert.ok(counts.length > 5);
  assert.deepEqual(places, counts.map(({ name }) => name.en));
  const effect = await card.locator(".opening-effect").first().textContent();
  await card.getByRole("link", { name: /Check this in full/ }).first().click();
  await page.waitForSelector(".verdict-name");
  assert.match(page.url(), /scheme=iecee-cb/);
  assert.match(effect, /^convertible/);
  assert.match(await page.locator("main").innerText(), /KC safety certification of electrical appliances/);
  await page.goBack();
  await planned(page);
  await context.close();
});

test("a market nobody knows is said", async () => {
  const { page, context } = await host.open(`#${five.replace("KR", "QQ")}&lang=en`);
  assert.match(await page.locator(".trouble").textContent(), /“QQ”/);
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["en", "zh-CN"]) {
    test(`nobody is hindered, in ${language}, ${colorScheme}, from 320 pixels on`, async () => {
      const { page, context, complaints } = await host.open(`#view=plan&lang=${language}`, { colorScheme });
      assert.deepEqual(await violations(page), [], "empty");
      await host.visit(page, `${two}&lang=${language}`);
      await planned(page);
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      assert.deepEqual(await violations(page), [], "a plan");
      for (const width of [320, 768, 1280]) {
        await page.setViewportSize({ width, height: 800 });
        assert.equal(await over(page), 0, `${width} px`);
        assert.deepEqual(await small(page, "button, input, summary, .check-link"), [], `${width} px`);
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}
