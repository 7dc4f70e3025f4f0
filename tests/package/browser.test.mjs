/** The package in real browsers, under policies as strict as anybody has, from hosts that know no types. */

import assert from "node:assert/strict";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { chromium } from "playwright-core";
import puppeteer from "puppeteer-core";
import { executablePath, args } from "../browser/harness.mjs";
import { host } from "./host.mjs";
import { project, question, verdict } from "./installed.mjs";
import { limited } from "./trap.mjs";

/** What a careful site allows: its own scripts, and wasm. Texts that become scripts or markup are refused besides. */
const strict = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const nothing = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'";
/** A page whose script shows what it is told. */
const page = (script) => `<!doctype html><html lang="en"><title>t</title><p id="out"></p><script type="module" src="${script}"></script>`;
const show = (body) => `const out = document.getElementById("out"); try { ${body} } catch (error) { out.textContent = "failed: " + error.message; } console.log("shown: " + out.textContent);`;
const asks = `out.textContent = (await comity.check(${JSON.stringify(question)})).headline.verdict`;
const at = (file) => `./node_modules/comity/${file}`;
const scripts = {
  "plain.js": `import { load } from "${at("browser.js")}"; ${show(`const comity = await load(); ${asks}`)}`,
  "many.js": `import { load } from "${at("browser.js")}"; ${show(`const [comity] = await Promise.all([load(), load(), load()]); ${asks}`)}`,
  "inline.js": `import { load } from "${at("inline.js")}"; ${show(`const comity = await load(); ${asks}`)}`,
  "worker.js": `import { load } from "${at("worker.js")}"; ${show(`const comity = await load(); ${asks}`)}`,
  "element.js": `document.addEventListener("comity-answer", ({ target, detail }) => console.log("shown: " + detail.answer.headline.verdict + " " + target.shadowRoot.querySelector(".verdict-name").textContent)); import("${at("element.js")}");`,
  "trap.js": `import { load } from "${at("browser.js")}"; ${show(`
    const comity = await load({ wasm: "limited.wasm" });
    const question = ${JSON.stringify(question)};
    let said = "";
    try { comity.check({ ...question, product: { text: "x".repeat(80 << 20) } }); } catch (error) { said = error.cause.constructor.name; }
    out.textContent = said + " " + comity.check(question).headline.verdict`)}`,
};

const element = `<comity-check scheme="iecee-cb" issued-in="CN" issued="2025-03-01" product="household-appliances" made-in="CN" market="KR" on="2026-11-22"></comity-check>`;
const folder = project(Object.fromEntries(Object.entries(scripts).flatMap(([name, script]) => [[name, script], [name.replace(".js", ".html"), page(name) + (name === "element.js" ? element : "")]])));
writeFileSync(join(folder, "limited.wasm"), limited(readFileSync(join(folder, "node_modules/comity/comity_bg.wasm")), 1024));
const firefoxPath = [process.env.FIREFOX, "/usr/bin/firefox-esr", "/usr/bin/firefox"].find((path) => path && existsSync(path));
const browsers = {};
before(async () => {
  const chrome = await chromium.launch({ executablePath, args });
  const firefox = await puppeteer.launch({ browser: "firefox", executablePath: firefoxPath, headless: true });
  browsers.Chromium = { open: () => chrome.newPage(), close: () => chrome.close() };
  browsers.Firefox = { open: () => firefox.newPage(), close: () => firefox.close() };
});
after(() => Promise.all(Object.values(browsers).map((browser) => browser.close())));

/** Opens a page of the project; what it shows, what it complained about, and what its host was asked for. */
async function shown(browser, name, options) {
  const server = await host(folder, options);
  const page = await browsers[browser].open();
  const complaints = [];
  // Told by the console: to look into a page, a driver makes functions of texts, which no policy here allows.
  const said = new Promise((done) => {
    page.on("console", (message) => message.text().startsWith("shown: ") && done(message.text().slice(7)));
    setTimeout(() => done("nothing"), 30_000).unref();
  });
  page.on("console", (message) => ["error", "warning", "warn"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  try {
    await page.goto(`${server.address}${name}.html`);
    const text = await said;
    return { text, complaints: complaints.filter((text) => !/404|favicon/.test(text)), server };
  } finally {
    await page.close();
    server.stop();
  }
}

for (const browser of ["Chromium", "Firefox"]) {
  test(`${browser}: loads under a strict policy, wasm by its type`, async () => {
    const { text, complaints, server } = await shown(browser, "plain", { headers: { "content-security-policy": strict } });
    assert.equal(text, verdict);
    assert.deepEqual(complaints, []);
    assert.equal(server.count(".wasm"), 1);
  });

  test(`${browser}: loads from a host that does not know wasm`, async () => {
    const { text, complaints } = await shown(browser, "plain", { headers: { "content-security-policy": strict }, type: { ".wasm": "application/octet-stream" } });
    assert.equal(text, verdict);
    assert.deepEqual(complaints, []);
  });

  test(`${browser}: asked for three times at once, it is fetched once`, async () => {
    const { text, server } = await shown(browser, "many");
    assert.equal(text, verdict);
    assert.deepEqual([server.count(".wasm"), server.count(".pack")], [1, 1]);
  });

  test(`${browser}: inline it asks for nothing where nothing may be asked for`, async () => {
    const { text, complaints, server } = await shown(browser, "inline", { headers: { "content-security-policy": nothing } });
    assert.equal(text, verdict);
    assert.deepEqual(complaints, []);
    assert.deepEqual([server.count(".wasm"), server.count(".pack")], [0, 0]);
  });

  test(`${browser}: answers from a worker under a policy`, async () => {
    const { text, complaints } = await shown(browser, "worker", { headers: { "content-security-policy": strict.split("; require")[0] } });
    assert.equal(text, verdict);
    assert.deepEqual(complaints, []);
  });

  test(`${browser}: an element answers under a strict policy`, async () => {
    const { text, complaints } = await shown(browser, "element", { headers: { "content-security-policy": strict } });
    assert.equal(text, `${verdict} Convertible`);
    assert.deepEqual(complaints, []);
  });

  test(`${browser}: lives on after a trap`, async () => {
    const { text } = await shown(browser, "trap");
    assert.match(text, new RegExp(`^(RuntimeError|RangeError|InternalError) ${verdict}$`));
  });
}

test("a policy without wasm is one under which it does not load: the policies above are in force", async () => {
  const { text } = await shown("Chromium", "plain", { headers: { "content-security-policy": "default-src 'self'" } });
  assert.match(text, /^failed: /);
});
