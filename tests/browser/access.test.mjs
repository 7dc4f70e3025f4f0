/** The page for everybody: WCAG 2.2 AA by machine, every width, keyboard, no colour needed. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { over, small, violations } from "./checks.mjs";
import { start, story } from "./harness.mjs";

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

/** States of the page that differ in what is on it. */
const states = {
  empty: "",
  convertible: story,
  "not accepted": "scheme=ccc&issued-in=CN&issued=2025-06-01&product=household-appliances&made-in=CN&market=EU-GOODS&on=2026-11-22",
  "cannot be decided": story.replace("issued-in=CN&", ""),
  "two certificates": `${story}&scheme=test-report-17025&issued-in=DE`,
  trouble: story.replace("market=KR", "market=Koera"),
};

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["en", "zh-CN"]) {
    test(`no violation in ${language}, ${colorScheme}`, async () => {
      const { page, context, complaints } = await host.open(`#lang=${language}`, { colorScheme });
      for (const [name, hash] of Object.entries(states)) {
        await host.visit(page, `${hash}&lang=${language}`);
        assert.deepEqual(await violations(page), [], name);
      }
      await page.getByRole("combobox").first().click();
      assert.deepEqual(await violations(page), [], "with a list open");
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

test("the checker that finds no violation would find one", async () => {
  const { page, context } = await host.open("#lang=en");
  await page.evaluate(() => {
    const input = document.createElement("input");
    const faint = document.createElement("p");
    faint.textContent = "faint";
    faint.style.setProperty("color", "#d0d0d0");
    document.querySelector("main").append(input, faint);
  });
  const found = (await violations(page)).map((violation) => violation.split(":")[0]);
  assert.ok(found.includes("color-contrast") && found.includes("label"), found.join());
  await context.close();
});

test("nothing runs over the edge, from 320 pixels to wide", async () => {
  const { page, context } = await host.open("#lang=en");
  const widths = [320, 360, 768, 1280, 2560];
  for (const [name, hash] of Object.entries(states)) {
    for (const language of ["en", "zh-CN"]) {
      await host.visit(page, `${hash}&lang=${language}`);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 800 });
        await page.getByRole("combobox").first().click();
        assert.equal(await over(page), 0, `${name}, ${language}, ${width} px`);
        await page.keyboard.press("Escape");
      }
    }
  }
  await context.close();
});

test("what can be pressed is at least 24 pixels each way", async () => {
  for (const width of [320, 1200]) {
    const { page, context } = await host.open(`#${story}&lang=en`, { viewport: { width, height: 900 } });
    await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
    assert.deepEqual(await small(page, "button, input, select, summary, .sources a"), []);
    await context.close();
  }
});

test("a combobox keeps to the pattern: arrows, escape, home, an active descendant", async () => {
  const { page, context } = await host.open("#lang=en");
  const box = page.getByRole("combobox", { name: "market", exact: true });
  await box.focus();
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("ArrowDown");
  assert.equal(await box.getAttribute("aria-expanded"), "true");
  const active = () => page.evaluate(() => document.getElementById(document.activeElement.getAttribute("aria-activedescendant"))?.textContent);
  const first = await active();
  await page.keyboard.press("ArrowDown");
  assert.notEqual(await active(), first);
  await page.keyboard.press("ArrowUp");
  assert.equal(await active(), first);
  assert.equal(await page.locator("[role=option][aria-selected=true]:visible").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await box.getAttribute("aria-expanded"), "false");
  assert.equal(await box.inputValue(), "");
  await page.keyboard.type("zzzz");
  assert.match(await page.locator(".choices-note:visible").textContent(), /zzzz/);
  await page.keyboard.press("Tab");
  assert.equal(await box.inputValue(), "zzzz", "what is not known stays to be mended");
  assert.equal(await box.getAttribute("aria-invalid"), "true");
  const why = await box.getAttribute("aria-describedby");
  assert.match(await page.locator(`#${why}`).innerText(), /zzzz/);
  assert.doesNotMatch(page.url(), /zzzz/, "and counts as not stated");
  await context.close();
});

test("a misspelt name is found, and north is none for south", async () => {
  const { page, context } = await host.open("#lang=en");
  const best = async (name, typed) => {
    const box = page.getByRole("combobox", { name, exact: true });
    await box.fill(typed);
    const found = await page.locator("[role=option]:visible .choice-label").allTextContents();
    await page.keyboard.press("Escape");
    return found[0] ?? null;
  };
  assert.equal(await best("product", "houshold aplliances"), "Household appliances");
  assert.equal(await best("market", "Germny"), "Germany");
  assert.equal(await best("market", "North Korea"), null);
  await context.close();
});

test("an answer that is no help leads on to a plan of certificates for that market", async () => {
  const { page, context } = await host.open("#scheme=ccc&issued-in=CN&issued=2025-03-01&product=household-appliances&market=KR&on=2026-11-22&lang=en");
  await page.getByRole("link", { name: "Plan certificates for Korea, Republic of and these goods" }).click();
  await page.waitForSelector(".view-head h2:text('Plan'), .plan-form");
  const asked = new URLSearchParams(new URL(page.url()).hash.slice(1));
  assert.deepEqual([asked.get("view"), asked.get("markets"), asked.get("product")], ["plan", "KR", "household-appliances"]);
  await context.close();
});

test("a verdict is told without colour: word, glyph and pattern are there", async () => {
  const { page, context } = await host.open(`#${story}&lang=en`, { forcedColors: "active" });
  assert.equal(await page.locator(".verdict-name").textContent(), "Convertible");
  assert.equal(await page.locator(".verdict .tile-glyph").count(), 1);
  assert.equal(await page.locator(".verdict .tile-dots").count(), 1);
  await context.close();
});

test("on paper there is nothing to press, and the citations are written out", async () => {
  const { page, context } = await host.open(`#${story}&lang=en`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("button:visible").count(), 0);
  assert.ok(await page.locator(".print-only").isVisible());
  assert.ok(await page.locator(".guard").first().isVisible(), "what was folded away is printed");
  await context.close();
});
