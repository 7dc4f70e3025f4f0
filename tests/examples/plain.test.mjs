/** The examples that need nothing but Node and a browser. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { newPage } from "../package/browser.mjs";
import { host } from "../package/host.mjs";
import { run, verdict } from "../package/installed.mjs";
import { copied, lines, names } from "./project.mjs";

/**
 * Opens an example's page, waits for what it shows, and gives what it complained about. `wait` is a function:
 * a text would be evaluated at each try, which a strict page refuses from the second on.
 */
async function opened(name, wait, look) {
  const server = await host(copied(name));
  const page = await newPage({ locale: "en-GB" });
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && !/favicon|404/.test(message.text()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  try {
    await page.goto(server.address);
    await page.waitForFunction(wait, null, { timeout: 30_000 });
    const seen = await page.evaluate(look);
    assert.deepEqual(complaints.filter((text) => !/favicon/.test(text)), []);
    return { seen, server };
  } finally {
    await page.close();
    server.stop();
  }
}

test("examples are short", () => {
  assert.deepEqual(names.sort(), ["bun", "deno", "html", "intranet", "next", "node", "vite", "webpack", "worker", "workerd"]);
  for (const name of names) assert.ok(lines(name) <= 40, `${name}: ${lines(name)} lines`);
});

for (const file of ["check.mjs", "check.cjs"]) {
  test(`node/${file}`, () => assert.equal(run(copied("node"), process.execPath, [file]), verdict));
}

test("html: a badge from the page's own certificate, and an answer", async () => {
  const answers = () => [...document.querySelectorAll("comity-badge, comity-check")].map(({ answer }) => answer?.headline.verdict);
  const { seen } = await opened("html", () => [...document.querySelectorAll("comity-badge, comity-check")].every(({ answer }) => answer), answers);
  assert.equal(seen[1], verdict);
  assert.ok(seen[0]);
});

test("worker: every market, and the page stays free", async () => {
  const { seen } = await opened("worker", () => document.getElementById("verdict").textContent !== "", () => [document.getElementById("verdict").textContent, document.querySelector("progress").position]);
  assert.deepEqual(seen, [verdict, 1]);
});

test("intranet: under the strictest policy, without a request, with the house's own names", async () => {
  const { seen, server } = await opened("intranet", () => document.querySelector("comity-check").answer, () => {
    const { answer, shadowRoot } = document.querySelector("comity-check");
    return [answer.headline.verdict, shadowRoot.querySelector(".verdict-means").textContent.slice(0, 6)];
  });
  assert.deepEqual(seen, [verdict, "Korea:"]);
  assert.deepEqual([server.count(".wasm"), server.count(".pack")], [0, 0]);
});
