/** The view of the data: its numbers held against the engine and the compiler of the data, and the report of an error. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { over, small, violations } from "./checks.mjs";
import { cli, engine, start, story } from "./harness.mjs";

const root = join(import.meta.dirname, "../..");
let host;
let comity;
before(async () => {
  host = await start();
  comity = await engine();
});
after(() => host.stop());

/** The rows of a table, a list of cells each. */
const rows = (page, section) => page.locator(`[aria-labelledby=${section}] tbody tr`).evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
const number = (text) => Number(text.replaceAll(",", ""));

test("the numbers are the engine's, and those the compiler of the data counts", async () => {
  const { page, context, complaints } = await host.open("#view=data&lang=en");
  const { edition, counts } = comity.about();
  const shown = (await rows(page, "data-counts")).map(([, count]) => number(count));
  assert.deepEqual([...shown].sort((a, b) => a - b), Object.values(counts).sort((a, b) => a - b));
  assert.ok((await page.locator("[aria-labelledby=data-edition]").innerText()).includes(edition));
  const report = JSON.parse(execFileSync(cli, ["lint", join(root, "data"), "--report", "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], maxBuffer: 1 << 24 }));
  const records = Object.fromEntries(await rows(page, "data-counts"));
  for (const [label, name] of [["Agreements", "agreements"], ["Clauses", "clauses"], ["Requirements", "requirements"], ["Statements that a list is complete", "coverage statements"]]) assert.equal(number(records[label]), report.records[name], label);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("what is covered adds up to the requirements on record, and who asks nothing is named", async () => {
  const { page, context } = await host.open("#view=data&lang=en");
  const { requirements, markets, blocs } = comity.vocabulary();
  const table = await rows(page, "data-coverage");
  const sum = (cells) => cells.reduce((sum, cell) => sum + Number(cell), 0);
  assert.equal(sum(table.map(([, all]) => all)), requirements.length);
  for (const [name, all, ...aspects] of table) assert.equal(sum(aspects), Number(all), name);
  const korea = table.find(([name]) => name.startsWith("Korea"));
  assert.equal(Number(korea[1]), requirements.filter(({ market }) => market === "KR").length);
  const asking = new Set(requirements.map(({ market }) => market));
  const covered = ({ id }) => asking.has(id) || blocs.some((bloc) => asking.has(bloc.id) && bloc.members.includes(id));
  await page.locator("[aria-labelledby=data-coverage] summary").click();
  const silent = await page.locator("[aria-labelledby=data-coverage] li a").evaluateAll((links) => links.map((link) => link.dataset.record));
  assert.deepEqual(silent.sort(), markets.filter((market) => !covered(market)).map(({ id }) => `market:${id}`).sort());

  await page.getByRole("button", { name: "Requirements", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  const sorted = (await rows(page, "data-coverage")).map(([, all]) => Number(all));
  assert.deepEqual(sorted, [...sorted].sort((a, b) => b - a));
  assert.match(page.url(), /sort=-number/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.sort), "number", "the focus stays");
  await context.close();
});

test("a report asks what the project's form asks, holds the question and the edition, and is copied by keyboard", async () => {
  const { page, context } = await host.open(`#view=data&${story}&lang=en`, { permissions: ["clipboard-read", "clipboard-write"] });
  const form = readFileSync(join(root, ".github/ISSUE_TEMPLATE/wrong-fact.yml"), "utf8");
  const asked = [...form.matchAll(/^ {4}id: (\w+)$/gm)].map(([, id]) => id);
  assert.deepEqual(await page.locator(".report [id^=report-]:is(input, select, textarea)").evaluateAll((fields) => fields.map((field) => field.id.replace("report-", ""))), asked);
  const options = form.slice(form.indexOf("options:"), form.indexOf("id: right")).match(/^ {8}- .*/gm).map((line) => line.slice(10).split(" · ")[0]);
  assert.deepEqual((await page.locator("#report-kind option").allTextContents()).slice(1).map((text) => text.replaceAll(/[“”]/g, '"')), options);

  await page.locator("#report-right").focus();
  await page.keyboard.type("until 2027-06-30");
  const copy = page.getByRole("button", { name: "Copy the report" });
  for (let i = 0; i < 12 && !(await copy.evaluate((button) => button === document.activeElement)); i += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(copied.includes(comity.about().edition) && copied.includes("until 2027-06-30"), copied);
  const link = /http\S+/.exec(copied)[0];
  assert.ok(link.includes(`#${story}`) && !link.includes("view="), link);

  // The question of before is not that of the report.
  await page.evaluate((hash) => (location.hash = hash), `view=data&${story.replace("market=KR", "market=JP")}&lang=en`);
  await page.waitForFunction(() => document.getElementById("report-text").value.includes("market=JP"));
  await page.goto(link);
  await page.locator(".verdict-name").waitFor();
  await context.close();
});

test("from a record a report is about that record", async () => {
  const { page, context } = await host.open("#view=library&record=scheme:ccc&lang=zh-CN");
  await page.getByRole("link", { name: "报告此记录有误" }).click();
  assert.equal(await page.locator("#report-record").inputValue(), "scheme:ccc");
  assert.match(await page.locator("#report-text").inputValue(), /scheme:ccc/);
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["en", "zh-CN"]) {
    test(`no violation in ${language}, ${colorScheme}; nothing over the edge; nothing too small; no request`, async () => {
      const { page, context, complaints } = await host.open(`#lang=${language}`, { colorScheme });
      await page.evaluate(() => navigator.serviceWorker.ready);
      await page.waitForLoadState("networkidle");
      const before = host.requests.length;
      for (const hash of ["view=data", `view=data&${story}`, "view=data&sort=-number&record=scheme:ccc"]) {
        await page.evaluate((hash) => (location.hash = hash), `${hash}&lang=${language}`);
        await page.locator("#report-text").waitFor();
        for (const width of [320, 1200, 2560]) {
          await page.setViewportSize({ width, height: 900 });
          assert.deepEqual(await violations(page), [], `${hash}, ${width}`);
          assert.equal(await over(page), 0, `${hash}, ${width} over the edge`);
          assert.deepEqual(await small(page), [], `${hash}, ${width} too small`);
        }
      }
      assert.deepEqual(host.requests.slice(before), []);
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}

test("changes can be followed by the feed that lies beside the page", async () => {
  const { page, context } = await host.open("#view=data&lang=en");
  const address = await page.getByRole("link", { name: "Feed of changes (Atom)" }).getAttribute("href");
  const feed = await (await fetch(address)).text();
  const { title, id } = await page.evaluate((text) => {
    const read = new DOMParser().parseFromString(text, "text/xml");
    return Object.fromEntries(["title", "id"].map((name) => [name, read.querySelector(`feed > ${name}`)?.textContent]));
  }, feed);
  assert.ok(title.includes(comity.about().edition) && id, feed);
  await context.close();
});
