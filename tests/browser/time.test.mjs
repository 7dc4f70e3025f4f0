/** An answer through time, told to the built page: the steps the law took, the slider, the list, the calendar file. */

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { over, small, violations } from "./checks.mjs";
import { cli, start } from "./harness.mjs";

const swiss = "view=time&scheme=eu-mdr-certificate&issued-in=CH&issued=2019-06-01&issuer-class=designated-body&product=medical-devices&made-in=CH&market=EU&on=2020-12-01&attr.device-class=IIa";
const swissFlags = ["--scheme", "eu-mdr-certificate", "--issued-in", "CH", "--issued", "2019-06-01", "--issuer-class", "designated-body", "--product", "medical-devices", "--made-in", "CH", "--market", "EU", "--on", "2020-12-01", "--attribute", "device-class=IIa"];
const ce = "view=time&scheme=eu-doc&issued-in=DE&issued=2020-01-01&product=household-appliances&made-in=CN&market=GB&on=2026-11-22";
const ceFlags = ["--scheme", "eu-doc", "--issued-in", "DE", "--issued", "2020-01-01", "--product", "household-appliances", "--made-in", "CN", "--market", "GB", "--on", "2026-11-22"];
const chinese = "view=time&scheme=ccc&issued-in=CN&issued=2025-06-01&expires=2027-03-31&product=household-appliances&made-in=CN&market=CN&on=2026-11-22";

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

async function timeline(flags) {
  const { stdout } = await promisify(execFile)(cli, ["timeline", ...flags, "--json"], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout);
}

const ready = (page) => page.waitForSelector(".time-result .closing", { timeout: 60_000 });
const range = (page) => page.locator(".time-range");
const said = (page) => range(page).getAttribute("aria-valuetext");
/** The list as the page shows it: dates, verdict, how many records turned. */
const listed = (page) => page.locator(".period-list > li").evaluateAll((items) => items.map((item) => [item.querySelector(".period-dates").textContent, item.querySelector(".period-name").textContent, item.querySelectorAll(".turned li").length > 0]));

/** A day as English pages write it. */
const day = (iso) => new Intl.DateTimeFormat("en-GB", { year: "numeric", month: "long", day: "numeric", timeZone: "UTC" }).format(new Date(`${iso}T00:00Z`));
const dates = ({ from, until }) => (from && until ? `${day(from)} to ${day(until)}` : from ? `from ${day(from)}` : `until ${day(until)}`);
const words = JSON.parse(readFileSync(new URL("../../locales/en.json", import.meta.url), "utf8"));

for (const [name, hash, flags] of [["a Swiss device certificate into the EU", swiss, swissFlags], ["the CE declaration into Great Britain", ce, ceFlags]]) {
  test(`${name}: the periods are the command line's`, async () => {
    const { periods } = await timeline(flags);
    const { page, context, complaints } = await host.open(`#${hash}&lang=en`);
    await ready(page);
    const old = periods.filter(({ until }) => until !== null && until < "1990-01-01").length;
    assert.ok(old > 0 && periods.length - old > 2, "there is something to fold and to compare");
    const expected = (list) => list.map((period) => [dates(period), words[`verdict.${period.verdict}`], period.why.length > 0]);
    assert.deepEqual(await listed(page), expected(periods.slice(old)));
    assert.equal(await page.locator(".time-part").count(), periods.length - old);
    const fold = page.getByRole("button", { name: /Periods before 1990/ });
    assert.equal(await fold.getAttribute("aria-expanded"), "false");
    await fold.click();
    assert.equal(await fold.getAttribute("aria-expanded"), "true");
    assert.deepEqual(await listed(page), expected(periods));
    assert.equal(await range(page).getAttribute("max"), String(periods.length - 1));
    // The slider says of each period what the list says.
    for (const [i, period] of periods.entries()) {
      await page.locator(".period-entry").nth(i).click();
      assert.equal(await said(page), `${dates(period)}: ${words[`verdict.${period.verdict}`]}`);
      assert.equal(await page.locator(".period-verdict").textContent(), words[`verdict.${period.verdict}`]);
      assert.equal(await page.locator(".chosen-period .asked-then > li").count(), Object.keys(period.each).length);
      assert.deepEqual(await page.locator(".routes-then > li").evaluateAll((items) => items.map((item) => [...item.querySelectorAll("[data-clause]")].map((clause) => clause.dataset.clause))), period.routes);
    }
    assert.deepEqual(complaints, []);
    await context.close();
  });
}

test("the Swiss certificate counts until 25 May 2021 and not from the day after", async () => {
  const { page, context } = await host.open(`#${swiss}&lang=en`);
  await ready(page);
  assert.match(await said(page), /31 December 2020: Accepted with conditions$/, "at first the period of the day asked");
  assert.doesNotMatch(page.url(), /[#&]at=/);
  const before = host.requests.length;
  await range(page).focus();
  await page.keyboard.press("ArrowRight");
  assert.match(await said(page), /to 25 May 2021: Accepted with conditions$/);
  await page.keyboard.press("ArrowRight");
  assert.match(await said(page), /^26 May 2021 .*: Cannot be decided$/);
  assert.match(page.url(), /at=2021-05-26/);
  assert.equal(await page.evaluate(() => document.activeElement.className), "time-range", "the slider keeps the focus");
  assert.match(await page.locator(".period-part .turned").first().innerText(), /device certificates of Swiss bodies.*the day before was its last/);
  const held = page.locator(".period-part", { hasText: "Recognitions that hold" });
  assert.match(await held.innerText(), /No recognition on record/);
  await page.keyboard.press("ArrowLeft");
  assert.match(await held.innerText(), /Swiss Confederation/);
  assert.match(await page.locator("#time-ahead + .section-body").innerText(), /25 May 2021/);

  // The question on a day of that period.
  await page.keyboard.press("ArrowRight");
  await page.getByRole("link", { name: "Ask on 26 May 2021" }).click();
  await page.waitForSelector(".verdict-name");
  assert.equal(await page.locator(".verdict-name").textContent(), "Cannot be decided");
  assert.match(page.url(), /on=2021-05-26/);
  await page.goBack();
  await ready(page);
  assert.match(await said(page), /^26 May 2021/, "the address keeps the period");
  assert.deepEqual(host.requests.slice(before), [], "no request after load");
  await context.close();
});

test("the line itself can be pressed, and the buttons beside it step", async () => {
  const { page, context } = await host.open(`#${ce}&lang=en`);
  await ready(page);
  const parts = page.locator(".time-part");
  await parts.first().click();
  assert.match(await said(page), /^1 January 1973/);
  await page.getByRole("button", { name: "Earlier" }).focus();
  await page.keyboard.press("Enter");
  assert.match(await said(page), /^1 January 1973/, "at the end nothing happens");
  await page.getByRole("button", { name: "Later" }).click();
  assert.match(await said(page), /^1 January 2010/);
  const [first, second] = [await parts.nth(0).boundingBox(), await parts.nth(2).boundingBox()];
  assert.ok(first.width > 2 * second.width && second.width >= 36, "long periods are longer, short ones can be pressed");
  await context.close();
});

test("CE in Great Britain: each extension is told, with its day", async () => {
  const { outlived } = await timeline(ceFlags);
  const ends = outlived.flatMap(({ ends }) => ends);
  assert.deepEqual(ends, ["2021-12-31", "2022-12-31", "2024-12-31"]);
  const { page, context } = await host.open(`#${ce}&lang=en`);
  await ready(page);
  const told = await page.locator("#time-outlived + .section-body").innerText();
  for (const end of ends) assert.ok(told.includes(day(end)), end);
  assert.equal(await page.locator(".time-part .time-mark-once").count(), ends.length);
  await context.close();
});

/** What RFC 5545 asks of such a file; throws at what breaks it. */
function parsed(text) {
  assert.ok(text.endsWith("\r\n") && !/[^\r]\n|\r[^\n]/.test(text), "lines end with CRLF");
  for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, `${Buffer.byteLength(line)} octets: ${line}`);
  const lines = text.slice(0, -2).replaceAll("\r\n ", "").split("\r\n");
  const read = lines.map((line) => {
    const [, name, parameters, value] = /^([A-Z-]+)((?:;[A-Z-]+=[^:;,"]+)*):(.*)$/.exec(line) ?? assert.fail(line);
    return { name, parameters, value };
  });
  assert.deepEqual(read[0], { name: "BEGIN", parameters: "", value: "VCALENDAR" });
  assert.deepEqual(read.at(-1), { name: "END", parameters: "", value: "VCALENDAR" });
  const once = (list, name) => {
    const found = list.filter((property) => property.name === name);
    assert.equal(found.length, 1, name);
    return found[0];
  };
  const firstEvent = read.findIndex(({ name, value }) => name === "BEGIN" && value === "VEVENT");
  assert.equal(once(read.slice(0, firstEvent), "VERSION").value, "2.0");
  assert.match(once(read.slice(0, firstEvent), "PRODID").value, /./);
  const events = [];
  let open = null;
  for (const property of read.slice(firstEvent, -1)) {
    if (property.name === "BEGIN") {
      assert.equal(property.value, "VEVENT");
      assert.equal(open, null);
      open = [];
    } else if (property.name === "END") {
      events.push(open);
      open = null;
    } else open.push(property);
  }
  assert.equal(open, null);
  return events.map((event) => {
    const start = once(event, "DTSTART");
    const end = once(event, "DTEND");
    for (const { parameters, value } of [start, end]) {
      assert.equal(parameters, ";VALUE=DATE");
      assert.match(value, /^\d{8}$/);
    }
    const time = (value) => Date.parse(`${value.slice(0, 4)}-${value.slice(4, 6)}-${value.slice(6)}`);
    assert.equal(time(end.value) - time(start.value), 86_400_000, "one whole day");
    assert.match(once(event, "DTSTAMP").value, /^\d{8}T\d{6}Z$/);
    for (const name of ["SUMMARY", "DESCRIPTION"]) {
      assert.doesNotMatch(once(event, name).value, /(?<!\\)(?:\\\\)*[;,]|(?<!\\)(?:\\\\)*\\[^\\;,n]/, "text is escaped");
    }
    return { uid: once(event, "UID").value, stamp: once(event, "DTSTAMP").value, day: start.value, summary: once(event, "SUMMARY").value, status: once(event, "STATUS").value };
  });
}

async function calendar(page) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: ".ics" }).click()]);
  assert.match(download.suggestedFilename(), /\.ics$/);
  return readFile(await download.path(), "utf8");
}

test("the calendar file is one, holds the dates shown, and is the same again", async () => {
  const { page, context } = await host.open(`#${chinese}&lang=en`);
  await ready(page);
  const shown = await page.locator(".dates-ahead time").evaluateAll((times) => times.map((time) => time.dateTime));
  assert.ok(shown.includes("2027-03-31"), "the certificate's own expiry");
  assert.ok(shown.includes("2027"), "a change under way, of which only the year is known");
  const text = await calendar(page);
  const events = parsed(text);
  assert.deepEqual(events.map(({ day }) => day), shown.map((written) => `${written}-01-01`.slice(0, 10).replaceAll("-", "")));
  assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length, "each has a name of its own");
  assert.ok(events.some(({ status, summary }) => status === "TENTATIVE" && /not applied/.test(summary)));
  assert.ok(events.every(({ stamp }) => stamp === "20261122T000000Z"), "stamped with the day of the data");
  assert.equal(await calendar(page), text, "the same answer makes the same file");

  // In Chinese, and asked on another day, the same dates are the same events.
  await page.getByRole("button", { name: "中文" }).click();
  await ready(page);
  const translated = parsed(await calendar(page));
  assert.deepEqual(translated.map(({ uid }) => uid), events.map(({ uid }) => uid));
  assert.match(translated[0].summary, /[一-鿿]/);
  assert.match(translated.find(({ day }) => day === "20270331").summary, /强制性产品认证证书/, "the certificate by its name");
  await host.visit(page, `${chinese.replace("on=2026-11-22", "on=2026-11-23")}&lang=zh-CN`);
  await ready(page);
  assert.deepEqual(parsed(await calendar(page)).map(({ uid }) => uid), events.map(({ uid }) => uid));
  await context.close();
});

test("the check of calendar files finds what is wrong", () => {
  const good = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20261122T000000Z\r\nDTSTART;VALUE=DATE:20261122\r\nDTEND;VALUE=DATE:20261123\r\nSUMMARY:a\\, b\r\nDESCRIPTION:a\r\nSTATUS:CONFIRMED\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  assert.equal(parsed(good).length, 1);
  for (const bad of [good.replaceAll("\r\n", "\n"), good.replace("UID:1\r\n", ""), good.replace("a\\, b", "a, b"), good.replace("DESCRIPTION:a", `DESCRIPTION:${"é".repeat(40)}`), good.replace("20261123", "20261124"), good.replace("END:VEVENT\r\n", "")]) {
    assert.throws(() => parsed(bad));
  }
});

test("changes under way are shown with their sources and applied to nothing", async () => {
  const { page, context } = await host.open(`#${chinese}&lang=en`);
  await ready(page);
  const { periods } = await timeline(["--scheme", "ccc", "--issued-in", "CN", "--issued", "2025-06-01", "--expires", "2027-03-31", "--product", "household-appliances", "--made-in", "CN", "--market", "CN", "--on", "2026-11-22"]);
  assert.equal(await page.locator(".time-part").count(), periods.filter(({ until }) => until === null || until >= "1990-01-01").length);
  assert.ok((await page.locator(".pending > li").count()) > 0);
  assert.ok((await page.locator(".pending .sources a").count()) > 0);
  assert.ok((await page.locator(".time-part .time-mark-pending").count()) > 0);
  const last = page.locator(".period-entry").last();
  await last.click();
  assert.match(await page.locator(".chosen-period").innerText(), /This looks ahead/);
  await context.close();
});

for (const colorScheme of ["light", "dark"]) {
  for (const language of ["en", "zh-CN"]) {
    test(`nobody is hindered, in ${language}, ${colorScheme}, from 320 pixels on`, async () => {
      const { page, context, complaints } = await host.open(`#view=time&lang=${language}`, { colorScheme });
      assert.deepEqual(await violations(page), [], "empty");
      for (const hash of [ce, swiss, chinese]) {
        await host.visit(page, `${hash}&lang=${language}`);
        await page.waitForFunction((market) => document.querySelector(".time-result") && location.hash.includes(`market=${market}`), new URLSearchParams(hash).get("market"), { timeout: 60_000 });
        await ready(page);
        await page.evaluate(() => document.querySelectorAll("details").forEach((details) => (details.open = true)));
        assert.deepEqual(await violations(page), [], hash);
        for (const width of [320, 768, 1280]) {
          await page.setViewportSize({ width, height: 800 });
          assert.equal(await over(page), 0, `${hash}, ${width} px`);
          assert.deepEqual(await small(page, "button, input, summary, .ask-then, .sources a"), [], `${hash}, ${width} px`);
        }
      }
      assert.deepEqual(complaints, []);
      await context.close();
    });
  }
}
