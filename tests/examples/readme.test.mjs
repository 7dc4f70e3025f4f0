/** The package's README and its guide: every quickstart runs exactly as it is printed. */

import assert from "node:assert/strict";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { violations } from "../browser/checks.mjs";
import { described } from "../../www/package/custom-elements.mjs";
import { newContext, newPage } from "../package/browser.mjs";
import { host } from "../package/host.mjs";
import { project, run, verdict } from "../package/installed.mjs";

const folder = project();
const comity = join(folder, "node_modules/comity");
const readme = readFileSync(join(comity, "README.md"), "utf8");
const guide = readFileSync(join(comity, "THEMING.md"), "utf8");

/** The code of each section, by its title. */
const sections = Object.fromEntries(readme.split(/^## /m).slice(1).map((section) => [section.split("\n")[0], /```\w+\n([\s\S]*?)```/.exec(section)?.[1]]));

/** Opens a page whose host has the package as `/comity/`; `work` looks at it. */
async function opened(html, work) {
  const site = project({ "index.html": `<!doctype html><meta charset="utf-8"><title>t</title>${html}` });
  cpSync(join(site, "node_modules/comity"), join(site, "comity"), { recursive: true });
  const server = await host(site);
  const page = await newPage({ locale: "en-GB" });
  try {
    await page.goto(server.address);
    return await work(page);
  } finally {
    await page.close();
    server.stop();
  }
}

const shows = (page) => page.waitForFunction((verdict) => document.getElementById("verdict").textContent === verdict, verdict, { timeout: 30_000 });

test("every quickstart is here, and at most 15 lines", () => {
  const titles = ["Node, Deno, Bun", "Browser, without a bundler", "Vite, webpack and other bundlers", "In a worker", "On a page, as an element", "In a sandboxed frame"];
  assert.deepEqual(Object.keys(sections).filter((title) => sections[title]), titles);
  for (const title of titles) assert.ok(sections[title].trim().split("\n").length <= 15, title);
});

test("Node", () => {
  writeFileSync(join(folder, "node.mjs"), sections["Node, Deno, Bun"]);
  const printed = run(folder, process.execPath, ["node.mjs"]).split("\n");
  assert.equal(printed[0], verdict);
  assert.ok(printed.includes("before-issue: application"));
});

test("a worker", () => {
  writeFileSync(join(folder, "worker.mjs"), sections["In a worker"]);
  assert.equal(run(folder, process.execPath, ["worker.mjs"], { stdio: ["ignore", "pipe", "ignore"] }), verdict);
});

test("a browser without a bundler", () => opened(sections["Browser, without a bundler"], shows));

test("a bundle", async () => {
  writeFileSync(join(folder, "main.js"), sections["Vite, webpack and other bundlers"]);
  const { outputFiles } = await build({ absWorkingDir: folder, entryPoints: ["main.js"], bundle: true, format: "esm", write: false, logLevel: "silent" });
  await opened('<p id="verdict"></p><script type="module" src="/comity/bundle.js"></script>', async (page) => {
    // As the README says, the two files lie beside the bundle.
    await page.route("**/comity/bundle.js", (route) => route.fulfill({ contentType: "text/javascript", body: outputFiles[0].text }));
    await page.reload();
    await shows(page);
  });
});

test("an element", () =>
  opened(sections["On a page, as an element"], async (page) => {
    await page.waitForFunction(() => document.querySelector("comity-check").answer, null, { timeout: 30_000 });
    assert.match(await page.evaluate(() => document.querySelector("comity-check").shadowRoot.firstElementChild.innerText), /^Convertible/);
  }));

test("a frame", () =>
  opened(sections["In a sandboxed frame"], async (page) => {
    const said = new Promise((done) => page.on("console", (message) => message.text() === verdict && done(verdict)));
    assert.equal(await said, verdict);
    await page.waitForFunction(() => Number(document.querySelector("iframe").height) > 300);
  }));

test("the guide tells every property and every part, and its styles do something", async () => {
  const { parts, properties } = await described();
  for (const name of [...Object.keys(properties), ...Object.values(parts)]) assert.ok(guide.includes(`\`${name}\``), name);
  const styles = [...guide.matchAll(/```css\n([\s\S]*?)```/g)].map(([, css]) => css).join("");
  await opened(`<style>${styles}</style>${sections["On a page, as an element"]}`, async (page) => {
    await page.waitForFunction(() => document.querySelector("comity-check").answer, null, { timeout: 30_000 });
    const of = (selector, name) => page.evaluate(([selector, name]) => getComputedStyle(document.querySelector("comity-check").shadowRoot.querySelector(selector))[name], [selector, name]);
    assert.equal(await of(".verdict-means", "color"), "rgb(34, 48, 60)");
    assert.equal(await of(".hop", "borderLeftWidth"), "4px");
    assert.equal(await of(".hop", "borderTopWidth"), "0px");
  });
});

for (const colorScheme of ["light", "dark"]) {
  test(`the demo shows them all without a violation, ${colorScheme}`, async () => {
    const server = await host(comity);
    const context = await newContext({ colorScheme, locale: "en-GB", viewport: { width: 900, height: 900 } });
    const page = await context.newPage();
    const complaints = [];
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    try {
      await page.goto(`${server.address}demo.html`);
      await page.waitForFunction(() => [...document.querySelectorAll("h2 + *")].every(({ answer }) => answer), null, { timeout: 30_000 });
      assert.equal(await page.locator("h2 + *").count(), 5);
      assert.deepEqual(await violations(page), []);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
      server.stop();
    }
  });
}
