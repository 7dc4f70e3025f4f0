/** The core stories in Firefox, over the standard protocol that it speaks itself. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { serve } from "../../www/serve.mjs";
import { dist, story } from "./harness.mjs";

const executablePath = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => path && existsSync(path));
let server;
let browser;
let address;
before(async () => {
  server = await serve(dist, 0);
  address = `http://127.0.0.1:${server.address().port}/`;
  browser = await puppeteer.launch({ browser: "firefox", executablePath, headless: true });
});
after(async () => {
  await browser?.close();
  server?.closeAllConnections();
  server?.close();
});

/** A page at an address, ready to be asked. */
async function open(url) {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForSelector("html[data-ready]");
  return page;
}
const text = (page, selector) => page.$eval(selector, (element) => element.textContent);

test("a question is answered, in both languages", async () => {
  const page = await open(`${address}#${story}&lang=en`);
  assert.match(await text(page, ".verdict-name"), /^Convertible/);
  await page.evaluate(() => [...document.querySelectorAll(".languages button")].find((button) => button.lang === "zh-CN").click());
  assert.match(await text(page, ".verdict-name"), /^可转证/);
  await page.close();
});

test("the sentence is completed by keyboard alone", async () => {
  const page = await open(`${address}#lang=en`);
  const label = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  for (const [field, typed, end] of [
    ["certificate", "IECEE CB", "Enter"],
    ["product", "household appliances", "Enter"],
    ["market", "South Korea", "Enter"],
  ]) {
    for (let i = 0; i < 30 && (await label()) !== field; i += 1) await page.keyboard.press("Tab");
    assert.equal(await label(), field);
    await page.keyboard.type(typed);
    await page.keyboard.press(end);
  }
  assert.ok((await text(page, ".verdict-name")).length > 0);
  assert.match(decodeURIComponent(await page.evaluate(() => location.hash)), /scheme=iecee-cb&product=household-appliances&market=KR/);
  await page.close();
});

test("a credential that is pasted fills the sentence", async () => {
  const page = await open(`${address}#market=KR&on=2026-11-22&lang=en`);
  const credential = readFileSync(join(import.meta.dirname, "../import/samples/untp-0.7.0.json"), "utf8");
  await page.evaluate((credential) => {
    document.querySelector(".ask-tools button").click();
    const pasted = document.querySelector(".import textarea");
    pasted.value = credential;
    pasted.dispatchEvent(new Event("input"));
  }, credential);
  assert.match(await text(page, ".verdict-name"), /^Convertible/);
  assert.match(await text(page, ".import-told"), /signature was not verified/);
  await page.close();
});

test("the page in one file answers from a disk", async () => {
  const page = await open(`${pathToFileURL(join(dist, "comity.html"))}#${story}&lang=en`);
  assert.match(await text(page, ".verdict-name"), /^Convertible/);
  await page.close();
});
