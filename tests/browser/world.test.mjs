/** Every market at once: what tiles, table and file show is what the command line says, and all of it is reached by keys. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import Papa from "papaparse";
import { over, small, violations } from "./checks.mjs";
import { cli, start } from "./harness.mjs";

const words = Object.fromEntries(["en", "zh-CN"].map((language) => [language, JSON.parse(readFileSync(join(import.meta.dirname, `../../locales/${language}.json`), "utf8"))]));
const question = "scheme=iecee-cb&issued-in=CN&issued=2025-03-01&product=household-appliances&made-in=CN&on=2026-11-22";
/** Asking every market takes its time where the machine is busy. */
const timeout = 120_000;

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

/** What the command line says of the question, with some of its facts otherwise. */
async function told(otherwise = {}) {
  const facts = { scheme: "iecee-cb", "issued-in": "CN", issued: "2025-03-01", product: "household-appliances", "made-in": "CN", on: "2026-11-22", ...otherwise };
  const { stdout } = await promisify(execFile)(cli, ["markets", ...Object.entries(facts).flatMap(([name, value]) => [`--${name}`, value]), "--json"], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout).markets;
}

const word = (line, language = "en") => words[language][`verdict.${line.verdict}`];
const silent = (line) => line.verdict === "unknown" && line.requirements.length === 0;
const ready = (page) => page.waitForSelector(".world-out[aria-busy=false] .world-tile", { timeout });

async function open(more = "", language = "en", options = {}, facts = "") {
  const opened = await host.open(`#view=world&${more}${question}${facts}&lang=${language}`, options);
  await ready(opened.page);
  return opened;
}

/** Tiles, rows and counts as they stand on the page. */
const shown = (page) =>
  page.evaluate(() => ({
    tiles: [...document.querySelectorAll(".world-tile")].map((tile) => ({ code: tile.querySelector(".world-code").textContent, name: tile.querySelector(".visually-hidden").textContent.trim() })),
    rows: [...document.querySelectorAll(".world-table tbody tr")].map((row) => [...row.children].map((cell) => cell.innerText.trim())),
    counts: Object.fromEntries([...document.querySelectorAll("[data-group]")].map((toggle) => [toggle.dataset.group, Number(toggle.querySelector(".world-number").textContent)])),
  }));
const codes = ({ tiles, rows }) => [tiles.map(({ code }) => code).sort(), rows.map(([, code]) => code).sort()];

for (const language of ["en", "zh-CN"]) {
  test(`tiles, table and counts are what the command line says (${language})`, async () => {
    const lines = await told();
    const { page, context, complaints } = await open("", language);
    const { tiles, rows, counts } = await shown(page);
    assert.ok(lines.length > 150);
    assert.deepEqual(codes({ tiles, rows }), [lines.map(({ market }) => market).sort(), lines.map(({ market }) => market).sort()]);
    const named = new Map(tiles.map(({ code, name }) => [code, name]));
    const cells = new Map(rows.map((row) => [row[1], row]));
    for (const line of lines) {
      const name = language === "en" ? line.name.en : line.name.zh;
      assert.ok(named.get(line.market).startsWith(name) && named.get(line.market).includes(word(line, language)), named.get(line.market));
      const [market, , verdict, steps, until, open] = cells.get(line.market);
      assert.equal(market, name);
      assert.equal(verdict.split("\n")[0], word(line, language));
      const counts = ["native", "accepted", "accepted-with-conditions", "convertible", "supporting"].includes(line.verdict);
      assert.equal(steps, counts ? String(line.obligations) : "–", line.market);
      assert.equal(open, line.open.length > 0 ? String(line.open.length) : "–", line.market);
      if (line.stable_until) assert.ok(until.includes(line.stable_until.slice(0, 4)), until);
    }
    const wanted = {};
    for (const line of lines) {
      const group = silent(line) ? "silent" : line.verdict;
      wanted[group] = (wanted[group] ?? 0) + 1;
    }
    assert.deepEqual(counts, wanted);
    assert.equal(await page.locator("#region-other").count(), 0, "every market stands in a region");
    const said = await page.locator(".world-worth").innerText();
    for (const key of ["ask.complete", "world.frame", "frame.caveat", "frame.advice"]) assert.ok(said.includes(words[language][key]), key);
    const korea = lines.find(({ market }) => market === "KR");
    const name = words[language]["world.tile"].replace("{market}", language === "en" ? korea.name.en : korea.name.zh).replace("{verdict}", word(korea, language));
    assert.equal(await page.getByRole("link", { name: `KR ${name}`, exact: true }).count(), 1, "a tile is called by its code, its market and its verdict");
    assert.doesNotMatch(await page.locator("main").innerText(), /\{\w*\}|undefined|\[object|\bnull\b|NaN/);
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("whatever is filtered, tiles and table show the same, and the address keeps it", async () => {
  const { page, context } = await open();
  const all = await shown(page);
  for (const [group, count] of Object.entries(all.counts)) {
    await page.locator(`[data-group=${group}]`).click();
    const some = await shown(page);
    assert.equal(some.tiles.length, count, group);
    assert.deepEqual(...codes(some));
    assert.equal(await page.locator(`[data-group=${group}]`).getAttribute("aria-pressed"), "true");
    await page.locator(`[data-group=${group}]`).click();
  }
  assert.equal((await shown(page)).tiles.length, all.tiles.length);
  const find = page.getByLabel("Find a market");
  for (const [typed, code] of [["korea", "KR"], ["KR", "KR"], ["韩国", "KR"], ["middle east", "AE"], ["CB test", "BR"]]) {
    await find.fill(typed);
    const some = await shown(page);
    assert.ok(some.tiles.some((tile) => tile.code === code), typed);
    assert.ok(some.tiles.length < all.tiles.length, typed);
    assert.deepEqual(...codes(some));
  }
  await page.locator("[data-group=convertible]").click();
  const both = await shown(page);
  assert.ok(both.tiles.every(({ name }) => name.includes("Convertible")));
  await page.reload();
  await ready(page);
  assert.deepEqual(codes(await shown(page)), codes(both));
  await find.fill("no such market");
  assert.equal((await shown(page)).tiles.length, 0);
  assert.match(await page.locator(".world-shown").innerText(), /No market/);
  await page.getByRole("button", { name: "Show all" }).click();
  assert.equal((await shown(page)).rows.length, all.rows.length);
  await context.close();
});

test("the table sorts by any column and keeps the focus on it", async () => {
  const { page, context } = await open();
  const column = async (at) => (await shown(page)).rows.map((row) => row[at]);
  await page.locator("[data-sort=code]").click();
  const up = await column(1);
  assert.deepEqual(up, [...up].sort());
  await page.keyboard.press("Enter");
  assert.deepEqual(await column(1), [...up].reverse());
  assert.equal(await page.evaluate(() => document.activeElement.dataset.sort), "code");
  assert.equal(await page.locator("th[aria-sort=descending]").count(), 1);
  await page.locator("[data-sort=left0]").click();
  const steps = (await column(3)).filter((text) => text !== "–").map(Number);
  assert.deepEqual(steps, [...steps].sort((a, b) => a - b));
  assert.equal((await column(3))[0], String(steps[0]), "what has no number comes last");
  await context.close();
});

test("by keyboard alone: an example, the tiles by rows and columns, and the full answer of one market", async () => {
  const { page, context, complaints } = await host.open("#view=world&lang=en");
  const focused = () => page.evaluate(() => document.activeElement.dataset.market);
  const tabTo = async (what) => {
    for (let i = 0; i < 60; i += 1) {
      if (await page.evaluate((what) => document.activeElement.matches(what), what)) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`${what} is not reached by Tab`);
  };
  await tabTo(".example");
  await page.keyboard.press("Enter");
  await ready(page);
  assert.match(page.url(), /view=world/);
  await tabTo(".world-tile");
  assert.equal(await page.locator(".world-tile[tabindex='0']").count(), 1);
  const order = (await shown(page)).tiles.map(({ code }) => code);
  assert.equal(await focused(), order[0]);
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), order[1]);
  assert.match(await page.locator(".world-readout").innerText(), new RegExp(`^${order[1]} · `));
  const box = () => page.evaluate(() => document.activeElement.getBoundingClientRect().toJSON());
  const top = await box();
  await page.keyboard.press("ArrowDown");
  const below = await page.evaluate(() => ({ left: document.activeElement.getBoundingClientRect().left, above: document.activeElement.closest("ul").children[1].getBoundingClientRect() }));
  assert.ok(Math.abs(below.left - top.left) < 1, "the same column");
  assert.ok((await box()).top > below.above.top, "the row below");
  await page.keyboard.press("ArrowUp");
  assert.equal(await focused(), order[1]);
  await page.keyboard.press("End");
  const end = await focused();
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), order[order.indexOf(end) + 1]);
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("Home");
  assert.equal(await focused(), order[0]);
  await page.keyboard.press("Control+End");
  assert.equal(await focused(), order.at(-1));
  await page.keyboard.press("Tab");
  assert.equal(await focused(), undefined, "one stop for all tiles");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await focused(), order.at(-1), "the tile of before");
  // Walking on to Korea: what the tile says is what the full answer says.
  await page.evaluate(() => document.querySelector("[data-market=KR]").focus());
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  await page.waitForSelector(".verdict-name");
  assert.ok(name.endsWith(`: ${await page.locator(".verdict-name").textContent()}`), name);
  assert.match(page.url(), /market=KR/);
  await page.goBack();
  await ready(page);
  assert.match(page.url(), /view=world/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("two certificates and two days side by side differ where the command line's answers do", async () => {
  const [first, second] = [await told(), await told({ "issued-in": "DE", on: "2028-06-01" })];
  const other = new Map(second.map((line) => [line.market, line]));
  const what = ({ verdict, interval, obligations, stable_until, next_verdict, agreements }) => JSON.stringify([verdict, interval, obligations, stable_until, next_verdict, agreements]);
  const differing = first.filter((line) => what(line) !== what(other.get(line.market)));
  const verdicts = differing.filter((line) => line.verdict !== other.get(line.market).verdict);
  assert.ok(verdicts.length > 5 && differing.length < first.length);

  const { page, context, complaints } = await open();
  await page.locator(".world-compare summary").click();
  await page.getByRole("combobox", { name: "Its market of issue" }).fill("Germany");
  await page.keyboard.press("Enter");
  await ready(page);
  await page.getByRole("combobox", { name: "The other day" }).fill("2028-06-01");
  await page.keyboard.press("Enter");
  await page.waitForSelector(".world-differ", { timeout });
  await ready(page);
  assert.match(page.url(), /with-seat=DE.*with-on=2028-06-01/);
  const numbers = (await page.locator(".world-differ").innerText()).match(/\d+/g).map(Number);
  assert.deepEqual(numbers, [verdicts.length, differing.length - verdicts.length, first.length - differing.length]);
  for (const { name } of (await shown(page)).tiles.filter(({ code }) => verdicts.some(({ market }) => market === code))) assert.match(name, /first .+; second /);
  assert.equal(await page.locator(".world-tile:has(.tile + .tile)").count(), verdicts.length + differing.filter((line) => line.verdict === "unknown" && silent(line) !== silent(other.get(line.market)) && other.get(line.market).verdict === "unknown").length);
  await page.getByRole("button", { name: "Only those that differ" }).click();
  const some = await shown(page);
  assert.deepEqual(codes(some), [differing.map(({ market }) => market).sort(), differing.map(({ market }) => market).sort()]);
  for (const [, code, , one, two] of some.rows) {
    assert.equal(one.split("\n")[0], word(first.find(({ market }) => market === code)));
    assert.ok(two.split("\n").some((text) => text.endsWith(word(other.get(code)))), two);
  }
  // The second verdict leads to its own full answer.
  const link = await page.locator(".world-verdict a").first().getAttribute("href");
  assert.match(link, /issued-in=DE.*on=2028-06-01/);
  assert.doesNotMatch(link, /with-|view=/);
  await page.getByRole("button", { name: "End the comparison" }).click();
  await ready(page);
  assert.equal(await page.locator(".world-differ").count(), 0);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("what was said of the first certificate is not said of the other, and that is told", async () => {
  const { page, context } = await open("with-scheme=test-report-17025&", "en", {}, "&expires=2027-01-01&status=active");
  assert.match(await page.locator(".world-besides").innerText(), /Valid until: 1 January 2027; Status: active/);
  assert.match(await page.locator(".world-compare .note").innerText(), /Of the other certificate only this is stated/);
  const link = await page.locator(".world-verdict a").first().getAttribute("href");
  assert.match(link, /scheme=test-report-17025&issued-in=CN&issued=2025-03-01&product/, "neither expiry nor status");
  await context.close();
});

test("the file holds the rows that are shown, each with its question and the edition", async () => {
  const lines = new Map((await told()).map((line) => [line.market, line]));
  const { page, context } = await open("show=convertible&");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: /CSV/ }).click()]);
  const text = readFileSync(await download.path(), "utf8");
  assert.match(download.suggestedFilename(), /^comity-iecee-cb-CN-household-appliances-2026-11-22-\d{4}\.\d+\.\d+\.csv$/);
  assert.equal(text[0], "\ufeff");
  assert.doesNotMatch(text, /[^\r]\n/);
  const { data, errors } = Papa.parse(text.slice(1), { header: true, skipEmptyLines: true });
  assert.deepEqual(errors, []);
  const { tiles } = await shown(page);
  assert.deepEqual(data.map((row) => row.Code).sort(), tiles.map(({ code }) => code).sort());
  for (const row of data) {
    const line = lines.get(row.Code);
    assert.equal(row["Verdict code"], line.verdict);
    assert.equal(row["At least"], line.interval[0]);
    assert.equal(row["At most"], line.interval[1]);
    assert.equal(row["Steps left"], String(line.obligations));
    assert.equal(row["Holds until"], line.stable_until ?? "");
    assert.match(row["Data edition"], /^\d{4}\./);
    assert.ok(row["Question and full answer"].includes(`market=${row.Code}`));
    for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@\t\r]/);
  }
  await context.close();
});

test("what is missing is said, what is not understood too, and what is stopped can be asked again", async () => {
  const { page, context, complaints } = await host.open("#view=world&scheme=iecee-cb&lang=en");
  assert.match(await page.locator(".world-told").innerText(), /Still needed for an answer: product/);
  assert.equal(await page.locator(".world-tile").count(), 0);

  await host.visit(page, `view=world&${question.replace("iecee-cb", "iecee-cbb")}&lang=en`);
  await page.waitForSelector(".trouble", { timeout });
  assert.match(await page.locator(".trouble").innerText(), /“iecee-cbb” is not known here/);

  await host.visit(page, `view=world&with-seat=Nowhereland&${question}&lang=en`);
  await ready(page);
  assert.match(await page.locator(".trouble").innerText(), /“Nowhereland” is not known here/);
  assert.equal(await page.locator(".world-differ").count(), 0, "nothing is compared with what was not understood");

  // However soon the answer comes, the button is pressed as soon as it is there.
  await page.evaluate(() => {
    const stop = (_, observer) => {
      const button = document.querySelector(".wait button");
      if (button) {
        observer.disconnect();
        button.click();
      }
    };
    new MutationObserver(stop).observe(document.body, { childList: true, subtree: true });
  });
  await host.visit(page, `view=world&${question.replace("2026-11-22", "2026-11-20")}&lang=en`);
  await page.getByRole("button", { name: "Ask again" }).waitFor({ timeout });
  assert.equal(await page.locator(".world-tile").count(), 0, "an answer to another question does not stay");
  await page.getByRole("button", { name: "Ask again" }).click();
  await ready(page);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("while a new question is worked on, the old answer cannot be taken for it", async () => {
  const { page, context } = await open();
  await page.evaluate(() => {
    window.seen = [];
    new MutationObserver(() => window.seen.push(document.querySelector(".world-out").inert)).observe(document.querySelector(".world-out"), { attributes: true });
  });
  await page.getByRole("combobox", { name: "product", exact: true }).fill("8517");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => window.seen.length > 0);
  await ready(page);
  // However soon the new answer came, the old one was put aside before.
  assert.equal(await page.evaluate(() => window.seen[0]), true);
  assert.equal(await page.evaluate(() => document.querySelector(".world-out").inert), false);
  const before = await page.evaluate(() => window.seen.length);
  await page.locator("[data-group]").first().click();
  assert.equal(await page.evaluate(() => window.seen.length), before, "a filter asks nothing anew");
  await context.close();
});

const states = { empty: "view=world", asked: `view=world&${question}`, compared: `view=world&with-seat=DE&with-on=2028-06-01&${question}`, filtered: `view=world&find=xyz&${question}` };

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["en", "zh-CN"]) {
    test(`no violation and nothing over the edge in ${language}, ${colorScheme}`, async () => {
      for (const [name, hash] of Object.entries(states)) {
        const { page, context, complaints } = await host.open(`#${hash}&lang=${language}`, { colorScheme });
        if (name !== "empty") await page.waitForSelector(".world-out[aria-busy=false] .world-shown", { timeout });
        assert.deepEqual(await violations(page), [], name);
        for (const width of [320, 360, 768, 2560]) {
          await page.setViewportSize({ width, height: 800 });
          assert.equal(await over(page), 0, `${name}, ${width} px`);
          assert.deepEqual(await small(page, "button, input, summary, .world-tile"), [], `${name}, ${width} px`);
          const sides = await page.evaluate(() => [...document.querySelectorAll(".world-tile")].map((tile) => tile.getBoundingClientRect()).map(({ width, height }) => `${Math.round(width)}×${Math.round(height)}`));
          assert.ok(new Set(sides).size <= 1 && sides.every((side) => side.split("×")[0] === side.split("×")[1]), `equal squares: ${[...new Set(sides)]}`);
        }
        assert.deepEqual(complaints, []);
        await context.close();
      }
    });
  }
}

test("a verdict on a tile is told without colour, and nothing is requested after loading", async () => {
  const { page, context } = await host.open("#view=world&lang=en", { forcedColors: "active" });
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState("networkidle");
  const before = host.requests.length;
  await page.locator(".example").first().click();
  await ready(page);
  assert.ok((await page.locator(".world-tile .tile-glyph").count()) >= (await page.locator(".world-tile").count()));
  assert.equal(await page.locator(".world-toggle .tile-glyph").count(), await page.locator("[data-group]").count());
  await page.getByRole("button", { name: "中文" }).click();
  await ready(page);
  await page.locator("[data-group]").first().click();
  assert.deepEqual(host.requests.slice(before), []);
  await context.close();
});
