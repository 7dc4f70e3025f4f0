/** Import of a credential: dropped, pasted or chosen, it fills the sentence and tells what it left out; nothing leaves the page. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { over, small, violations } from "./checks.mjs";
import { start } from "./harness.mjs";

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

const samples = join(import.meta.dirname, "../import/samples");
const sample = (name) => readFileSync(join(samples, name), "utf8");
const on = "2026-11-22";

const told = (page) => page.locator(".import-told").innerText();
const address = (page) => decodeURIComponent(new URL(page.url()).hash);
const give = (page, name) => page.locator(".import input[type=file]").setInputFiles(join(samples, name));
const read = (page) => page.locator(".imported, .import-told > .caution").first().waitFor();

async function paste(page, text) {
  if (!(await page.locator(".import").isVisible())) await page.getByRole("button", { name: /^(Drop or paste a certificate|拖放或粘贴证书)$/ }).click();
  await page.locator(".import textarea").fill(text);
  await read(page);
}

test("a credential fills the sentence by keyboard alone, tells what it left out, and nothing is sent", async () => {
  const { page, context, complaints } = await host.open(`#market=KR&on=${on}&lang=en`);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.waitForLoadState("networkidle");
  const before = host.requests.length;
  const button = page.getByRole("button", { name: "Drop or paste a certificate" });
  await button.focus();
  await page.keyboard.press("Enter");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  assert.equal(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
  assert.match(await page.locator(".import").innerText(), /nothing is uploaded/);
  await page.keyboard.insertText(sample("untp.jwt"));
  await read(page);

  assert.match(address(page), /scheme=iecee-cb&kind=test-certificate&issued=2025-03-01&expires=2028-02-29&issuer=ncb-china-quality-certification-centre-cqc&accredited-by=cnas&standard=IEC\+60335-1:2020&product=microwave-ovens&hs=851650&made-in=CN&market=KR&on=2026-11-22/);
  assert.equal(await page.locator(".verdict-name").textContent(), "Convertible");
  const text = await told(page);
  for (const said of ["UNTP conformity credential 0.7.0", "signature was not verified", "authority-globalmra", "CN-58231", "stated as “IECEE CB scheme”"]) assert.ok(text.includes(said), said);
  await page.locator(".import-left summary").click();
  for (const said of ["conformityTopic", "Electrical safety", "assessorLevel"]) assert.ok((await told(page)).includes(said), said);
  assert.deepEqual(host.requests.slice(before), [], "no request");

  // Another language says the same, and the way back leads to the question of before.
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await told(page), /未验证其签名/);
  await page.goBack();
  await page.goBack();
  assert.doesNotMatch(address(page), /scheme=/);
  assert.deepEqual(complaints, []);
  await context.close();
});

test("what is open is asked of the reader, and what must not be lost stops the answer", async () => {
  const { page, context } = await host.open(`#market=KR&on=${on}&lang=en`);
  await paste(page, sample("untp-ambiguous.json"));
  assert.equal(await page.locator(".verdict").count(), 0, "no answer while its end is not clear");
  assert.match(await page.locator(".trouble").innerText(), /04\/03\/2027/);
  assert.match(await told(page), /“03\/01\/2025” can be read in more than one way/);
  await page.getByRole("button", { name: "3 April 2027" }).click();
  assert.ok(await page.locator(".verdict").isVisible());
  await page.getByRole("button", { name: "1 March 2025" }).click();
  assert.match(address(page), /issued=2025-03-01&expires=2027-04-03/);

  await paste(page, sample("untp-status-unknown.json"));
  assert.equal(await page.locator(".verdict").count(), 0);
  await page.locator(".import-candidates").getByRole("button", { name: "withdrawn" }).click();
  assert.match(address(page), /status=withdrawn/);
  assert.notEqual(await page.locator(".verdict-name").textContent(), "Convertible");
  await context.close();
});

test("of several certificates the reader chooses one; files are dropped and chosen", async () => {
  const { page, context } = await host.open(`#market=KR&on=${on}&lang=zh-CN`);
  const dropped = await page.evaluateHandle((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], "rows.csv", { type: "text/csv" }));
    return data;
  }, sample("rows-zh.csv"));
  await page.dispatchEvent("main", "drop", { dataTransfer: dropped });
  await read(page);
  assert.match(address(page), /scheme=iecee-cb&issued-in=CN&issued=2025-03-01&expires=2028-02-29/);
  assert.match(await told(page), /货号\s+MW-20L/);

  await give(page, "untp-array.json");
  await page.waitForFunction(() => document.querySelectorAll(".imported").length === 2);
  const before = address(page);
  await page.getByRole("button", { name: "用这一份提问" }).nth(1).click();
  assert.notEqual(address(page), before);
  assert.match(address(page), /scheme=ccc&/);

  // A picture is no text, and a broken file says so.
  await page.locator(".import input[type=file]").setInputFiles({ name: "scan.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\0\0\0") });
  await page.waitForFunction(() => /PDF/.test(document.querySelector(".import-told").textContent));
  await paste(page, sample("untp-0.7.0.json").slice(0, 500));
  assert.match(await told(page), /JSON 已损坏/);
  await context.close();
});

test("certificates of the same goods are asked about together, one after the other or of one file", async () => {
  const { page, context } = await host.open(`#market=KR&on=${on}&lang=en`);
  const rows = "scheme,issued-in,issued,product\niecee-cb,CN,2025-03-01,household-appliances\ntest-report-17025,CN,2025-02-01,household-appliances\niecee-cb,CN,2025-03-01,power-tools\n";
  await page.getByRole("button", { name: "Drop or paste a certificate" }).click();
  await paste(page, rows);
  await page.waitForFunction(() => document.querySelectorAll(".imported").length === 3);
  const besides = page.getByRole("button", { name: "Ask about it beside" });
  assert.equal(await besides.count(), 0, "nothing is asked about yet");
  await page.getByRole("button", { name: "Ask about this one" }).first().click();
  await read(page);
  assert.equal(await besides.count(), 1);
  assert.match(await page.locator(".imported").nth(2).textContent(), /something else of the goods/);
  await besides.click();
  await page.waitForFunction(() => location.hash.includes("test-report-17025"));
  assert.match(address(page), /scheme=iecee-cb&issued-in=CN&issued=2025-03-01&scheme=test-report-17025&issued-in=CN&issued=2025-02-01/);
  assert.equal(await page.locator(".import-used").count(), 2);

  // A file alone takes the place of what was asked; that can be had back beside it.
  await paste(page, "scheme,issued-in,issued,product\nkr-kc-safety-certificate,KR,2025-05-01,household-appliances\n");
  await page.waitForFunction(() => !location.hash.includes("test-report-17025"));
  await besides.click();
  await page.waitForFunction(() => location.hash.includes("test-report-17025"));
  assert.equal((address(page).match(/scheme=/g) ?? []).length, 3);
  assert.match(address(page), /&market=KR/);
  await context.close();
});

test("markup in a certificate stays text", async () => {
  const { page, context, complaints } = await host.open(`#market=KR&on=${on}&lang=en`);
  await page.evaluate(() => (window.alert = () => (window.alerted = true)));
  await paste(page, sample("untp-hostile.json"));
  await page.locator(".import-left summary").click();
  assert.match(await told(page), /<img src=x onerror=alert\(1\)>/);
  await paste(page, `<img src=x onerror=alert(1)>`);
  await paste(page, `scheme,product\n<b>bold</b>,"<script>alert(1)</script>"\n`);
  assert.equal(await page.locator("main img, main b, main script").count(), 0);
  assert.equal(await page.evaluate(() => window.alerted), undefined);
  assert.deepEqual(complaints, []);
  await context.close();
});

for (const language of ["en", "zh-CN"]) {
  test(`everybody can use it, ${language}`, async () => {
    const { page, context } = await host.open(`#market=KR&on=${on}&lang=${language}`);
    for (const name of ["untp-0.7.0.json", "untp-hostile.json", "untp-ambiguous.json", "rows-en.csv", "prose.txt"]) {
      await page.setViewportSize({ width: 1200, height: 900 });
      await paste(page, sample(name));
      await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
      assert.deepEqual(await violations(page), [], name);
      await page.setViewportSize({ width: 320, height: 800 });
      assert.equal(await over(page), 0, name);
      assert.deepEqual(await small(page), [], name);
    }
    await context.close();
  });
}
