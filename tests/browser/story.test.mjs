/** An exporter's story, told to the built page from the first key to the last. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { cli, start, story } from "./harness.mjs";

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

const verdict = (page) => page.locator(".verdict-name").textContent();
const steps = (page) => page.locator("#steps-title + .section-body .checklist li").allTextContents();
/** What does not change with the language: verdict, guards and citations. */
const codes = (page) =>
  page.evaluate(() => ({
    verdict: document.querySelector(".verdict").className,
    guards: [...document.querySelectorAll(".guard")].map((guard) => guard.className),
    sources: [...document.querySelectorAll(".sources a")].map((link) => link.href),
    steps: document.querySelectorAll(".checklist li").length,
    details: document.querySelectorAll("details").length,
  }));

test("the sentence is completed by keyboard alone, in Chinese, and the answer read", async () => {
  const { page, context, complaints } = await host.open("#lang=zh-CN");
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  const fill = async (label, text) => {
    for (let i = 0; i < 20 && (await focused()) !== label; i += 1) await page.keyboard.press("Tab");
    assert.equal(await focused(), label);
    await page.keyboard.type(text);
  };
  // Chinese puts the place first; each blank takes another way of writing.
  await fill("签发地", "中国");
  await page.keyboard.press("Enter");
  await fill("签发日期", "2025年3月1日");
  await page.keyboard.press("Tab");
  await fill("证书", "CB测试证书");
  await page.keyboard.press("Enter");
  await fill("产品", "jydq");
  await page.keyboard.press("Enter");
  await fill("产地", "CN");
  await page.keyboard.press("Tab");
  await fill("目标市场", "south korea");
  await page.keyboard.press("Enter");
  await fill("投放市场日期", "2026-11-22");
  await page.keyboard.press("Enter");

  assert.match(await verdict(page), /^可转证/);
  assert.equal(await page.locator("#answer").getAttribute("role"), "status");
  const frame = await page.locator(".verdict-frame").textContent();
  for (const said of ["IECEE", "2026年11月22日", "数据审阅至"]) assert.ok(frame.includes(said), said);
  const left = (await steps(page)).join("\n");
  for (const said of [/申请/, /工厂检查/, /标志/]) assert.match(left, said);
  assert.match(await page.locator("#why-title + .section-body").textContent(), /KC/);
  assert.match(decodeURIComponent(new URL(page.url()).hash), /scheme=iecee-cb&issued-in=CN&issued=2025-03-01&product=household-appliances&made-in=CN&market=KR&on=2026-11-22&lang=zh-CN/);

  // The same question in English has the same codes.
  const chinese = await codes(page);
  await page.getByRole("button", { name: "English" }).focus();
  await page.keyboard.press("Enter");
  assert.equal(await verdict(page), "Convertible");
  assert.deepEqual(await codes(page), chinese);
  assert.equal(await page.evaluate(() => document.documentElement.lang), "en");

  // The permalink opens as it was left, and the browser's history leads back through the language to the sentence.
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  assert.equal(await verdict(page), "Convertible");
  assert.deepEqual(await codes(page), chinese);
  await page.goBack();
  assert.match(await verdict(page), /^可转证/);
  await page.goForward();
  assert.equal(await verdict(page), "Convertible");
  assert.deepEqual(complaints, []);
  await context.close();
});

test("after loading nothing is requested, and without a network the page still answers", async () => {
  const { page, context } = await host.open("#lang=en");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForFunction(() => navigator.serviceWorker.controller);
  await page.waitForLoadState("networkidle");
  const before = host.requests.length;

  await page.getByRole("combobox", { name: "certificate", exact: true }).fill("CB test certificate");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "product", exact: true }).fill("8516.50");
  await page.keyboard.press("Enter");
  await page.getByRole("combobox", { name: "market", exact: true }).fill("KR");
  await page.keyboard.press("Enter");
  assert.ok(await page.locator(".verdict").isVisible());
  await page.getByRole("button", { name: "中文" }).click();
  await page.locator("summary").first().click();
  assert.deepEqual(host.requests.slice(before), [], "no request after load");

  await context.setOffline(true);
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  // Some Chromium versions forget over a reload what `navigator.onLine` was told, though the network stays cut; told again they know.
  await context.setOffline(false);
  await context.setOffline(true);
  assert.equal(await page.evaluate(() => navigator.onLine), false);
  await page.getByRole("combobox", { name: "目标市场" }).fill("日本");
  await page.keyboard.press("Enter");
  assert.ok((await verdict(page)).length > 0);
  assert.match(await page.locator(".notices").textContent(), /离线/);
  assert.deepEqual(host.requests.slice(before), [], "no request without a network either");
  await context.close();
});

test("everything that is loaded comes from the page's own host, and less than a dozen files", async () => {
  host.requests.length = 0;
  const { page, context, asked } = await host.open();
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState("networkidle");
  assert.ok(asked.length > 3, "the listener hears");
  const own = (url) => url.startsWith(host.address) || /^(data|blob):/.test(url);
  assert.deepEqual(asked.filter((url) => !own(url)), []);
  const names = new Set(host.requests);
  assert.ok(names.size <= 12, [...names].join(" "));
  await context.close();
});

test("an answer copied as JSON is byte for byte the command line's", async () => {
  const { page, context } = await host.open(`#${story}&lang=en`, { permissions: ["clipboard-read", "clipboard-write"] });
  await page.getByRole("button", { name: "Copy as JSON", exact: true }).click();
  await page.getByText("Copied").waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  const flags = ["--scheme", "iecee-cb", "--issued-in", "CN", "--issued", "2025-03-01", "--product", "household-appliances", "--made-in", "CN", "--market", "KR", "--on", "2026-11-22"];
    const { stdout } = await promisify(execFile)(cli, ["check", ...flags, "--json"], { maxBuffer: 1 << 24 });
  assert.equal(copied, stdout.trimEnd());

  await page.getByRole("button", { name: "Copy as text" }).click();
  const text = await page.evaluate(() => navigator.clipboard.readText());
  for (const said of ["Convertible", "Korea", "https://", "covered only where listed", "#scheme=iecee-cb"]) assert.ok(text.includes(said), said);
  await context.close();
});

test("an example answers at once, and the way back leads to the empty sentence", async () => {
  const { page, context } = await host.open("#lang=en");
  const examples = page.locator(".example");
  assert.ok((await examples.count()) >= 4);
  for (let i = 0; i < (await examples.count()); i += 1) {
    await examples.nth(i).click();
    assert.ok((await verdict(page)).length > 0);
    assert.equal(await page.evaluate(() => document.activeElement.id), "answer");
    await page.goBack();
    assert.equal(await page.locator(".verdict").count(), 0);
    assert.equal(await page.locator(".start").isVisible(), true);
  }
  await context.close();
});

test("an unknown fact is a field one click away, and stating it changes the answer", async () => {
  const { page, context } = await host.open(`#${story.replace("issued-in=CN&", "")}&lang=en`);
  assert.equal(await verdict(page), "Cannot be decided");
  const seat = page.locator("#change-title + .section-body li", { hasText: "Where was the certificate issued?" });
  await seat.getByRole("button", { name: "Answer this" }).first().click();
  assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), "market of issue");
  await page.keyboard.type("China");
  await page.keyboard.press("Enter");
  assert.equal(await verdict(page), "Convertible");
  await context.close();
});

test("a name nobody knows is said with the field and the nearest that is known", async () => {
  const { page, context } = await host.open(`#${story.replace("market=KR", "market=Koera")}&lang=en`);
  const trouble = page.locator(".trouble");
  assert.match(await trouble.textContent(), /“Koera”/);
  await trouble.getByRole("button", { name: /Korea/ }).first().click();
  assert.equal(await verdict(page), "Convertible");
  await context.close();
});

test("an ambiguous day offers both readings and takes neither; what is no day stays to be mended", async () => {
  const { page, context } = await host.open(`#${story.replace("on=2026-11-22", "on=2026-11-21")}&lang=en`);
  const issued = page.getByRole("combobox", { name: "date of issue" });
  const field = page.locator(".blank", { has: issued });
  for (const unread of ["03/01/2025", "31/02/2025"]) {
    await issued.fill(unread);
    await issued.press("Tab");
    assert.equal(await issued.inputValue(), unread);
    assert.equal(await issued.getAttribute("aria-invalid"), "true");
    assert.match(await field.locator(".choices-note").innerText(), /2025-03-01/);
    assert.doesNotMatch(page.url(), /[#&]issued=/, "the day of before no longer counts");
  }
  await issued.fill("03/01/2025");
  assert.deepEqual(await page.locator(".choice:visible .choice-label").allTextContents(), ["3 January 2025", "1 March 2025"]);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.match(page.url(), /issued=2025-03-01/);
  assert.equal(await issued.getAttribute("aria-invalid"), "false");
  assert.equal(await field.locator(".choices-note").isVisible(), false);

  // It goes with its question.
  await issued.fill("31/02/2025");
  await issued.press("Tab");
  await page.getByRole("button", { name: "Start over" }).click();
  assert.equal(await page.getByRole("combobox", { name: "date of issue" }).inputValue(), "");
  await context.close();
});

test("an old permalink says that the data has a new edition", async () => {
  const { page, context } = await host.open(`#${story}&lang=en&edition=2020.01.0`);
  assert.match(await page.locator(".notices").textContent(), /2020\.01\.0/);
  await context.close();
});
