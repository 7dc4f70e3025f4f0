/** The element in a sandboxed frame of another origin: what it tells, whom, and whom it obeys. */

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { host } from "../package/host.mjs";
import { installed } from "../package/installed.mjs";
import { asked, start } from "./pages.mjs";

let browser;
let frames;
before(async () => {
  browser = await start();
  // The frame's files come from a host of their own, which knows nothing of other origins.
  frames = await host(`${installed()}/node_modules/comity`);
});
after(async () => {
  await browser.stop();
  frames.stop();
});

const query = asked.replaceAll('"', "").replaceAll(" ", "&");
/** The script of a page around a frame, as the README has it. */
const around = `
  const frame = document.querySelector("iframe");
  window.told = [];
  addEventListener("message", ({ source, data }) => {
    if (source !== frame.contentWindow) return;
    window.told.push(data);
    if (data.comity === "resize") frame.height = data.height;
  });
`;
const page = (address, sandbox) => `<!doctype html><html lang="en"><title>A page</title><iframe title="t" sandbox="${sandbox}" src="${address}"></iframe><script src="script.js"></script></html>`;
const policy = () => ({ "content-security-policy": `default-src 'none'; script-src 'self'; frame-src ${frames.address}` });

/** A page around a frame that is told the page's origin, or another. */
async function framed(more, { parent, sandbox = "allow-scripts" } = {}) {
  const files = { "index.html": "", "script.js": around };
  const opened = await browser.open({ ...files, "index.html": "<!doctype html><title>t</title>" }, { headers: policy(), answers: { "/framed": ({ headers }) => ({ status: 200, headers: { "content-type": "text/html" }, body: page(`${frames.address}embed.html?${query}&${more}&parent=${encodeURIComponent(parent ?? `http://${headers.host}`)}`, sandbox) }) } });
  opened.complaints.length = 0;
  await opened.page.goto(`${opened.server.address}framed`);
  return opened;
}
const toldOf = (page, kind, count = 1) => page.waitForFunction(([kind, count]) => window.told.filter(({ comity }) => comity === kind).length >= count, [kind, count], { timeout: 30_000 });

for (const sandbox of ["allow-scripts", "allow-scripts allow-same-origin"]) {
  test(`it answers, says how high it is, and asks for nothing more (sandbox: ${sandbox})`, async () => {
    const { page, complaints } = await framed("market=KR&lang=en", { sandbox });
    await toldOf(page, "answer");
    const answer = await page.evaluate(() => window.told.find(({ comity }) => comity === "answer"));
    assert.equal(answer.answer.headline.verdict, "convertible");
    assert.equal(answer.question.market, "KR");
    await page.waitForFunction(() => Number(document.querySelector("iframe").height) > 300);
    assert.match(await page.frames()[1].evaluate(() => document.querySelector("comity-check").shadowRoot.textContent), /Convertible/);
    assert.deepEqual(complaints.filter((text) => !/favicon/.test(text)), []);
    assert.deepEqual([frames.count(".wasm"), frames.count(".pack")], [0, 0]);
  });
}

test("its page may ask something else; what is not understood is told", async () => {
  const { page } = await framed("market=KR");
  await toldOf(page, "answer");
  const ask = (attributes) => page.evaluate((attributes) => document.querySelector("iframe").contentWindow.postMessage({ comity: "ask", attributes }, "*"), attributes);
  await ask({ market: "JP" });
  await toldOf(page, "answer", 2);
  assert.equal(await page.evaluate(() => window.told.filter(({ comity }) => comity === "answer")[1].question.market), "JP");
  await ask({ market: "Koera", onclick: "window.hacked = 1", wasm: "https://elsewhere.example/" });
  await toldOf(page, "error");
  const { path, message } = await page.evaluate(() => window.told.find(({ comity }) => comity === "error").error);
  assert.equal(path, "market");
  assert.match(message, /Koera/);
  assert.deepEqual(await page.frames()[1].evaluate(() => ["onclick", "wasm"].filter((name) => document.querySelector("comity-check").hasAttribute(name))), []);
});

for (const [what, parent] of Object.entries({ "another origin": "https://elsewhere.example", "no origin": "", "every origin": "*", "an address": "https://elsewhere.example/path" })) {
  test(`where ${what} is named as its page's, it tells nothing and obeys nobody`, async () => {
    const { page } = await framed("market=KR", { parent });
    const frame = page.frames()[1];
    await frame.waitForFunction(() => document.querySelector("comity-check")?.answer, null, { timeout: 30_000 });
    await page.evaluate(() => document.querySelector("iframe").contentWindow.postMessage({ comity: "ask", attributes: { market: "JP" } }, "*"));
    await new Promise((done) => setTimeout(done, 300));
    assert.deepEqual(await page.evaluate(() => window.told), []);
    assert.equal(await frame.evaluate(() => document.querySelector("comity-check").market), "KR");
  });
}

test("it shows the other elements too, and nothing else by any name", async () => {
  for (const [kind, local] of Object.entries({ badge: "comity-badge", world: "comity-world", "script%3E": "comity-check" })) {
    const { page } = await framed(`market=KR&element=${kind}`);
    await toldOf(page, "answer");
    assert.equal(await page.frames()[1].evaluate(() => document.body.lastElementChild.localName), local);
  }
});
