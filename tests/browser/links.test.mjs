/** What the page gives away: links that tell what has changed, copies, and itself in one file. */

import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, test } from "node:test";
import { dist, start, story } from "./harness.mjs";

let host;
before(async () => {
  host = await start();
});
after(() => host.stop());

const fragment = (page) => new URLSearchParams(new URL(page.url()).hash.slice(1));
const since = (page) => page.locator(".since");

test("a link says what was answered, and one of an older edition tells what has changed", async () => {
  const { page, context, complaints } = await host.open(`#${story}&lang=en`);
  const said = fragment(page).get("said");
  assert.match(said, /^convertible\.reissue\./);
  assert.equal(await since(page).count(), 0, "a link of this edition");
  await host.visit(page, `${story}&lang=en&edition=2020.01.0&said=${said}`);
  assert.match(await since(page).textContent(), /2020\.01\.0.*the same/);
  await host.visit(page, `${story}&lang=en&edition=2020.01.0&said=accepted.equivalent.equivalent.2021-12-31`);
  assert.match(await since(page).textContent(), /2020\.01\.0.*Accepted, until 31 December 2021.*Convertible/);
  // The link stays what it was until the question is another.
  assert.equal(fragment(page).get("edition"), "2020.01.0");
  await page.getByRole("button", { name: "中文" }).click();
  assert.match(await since(page).textContent(), /2020\.01\.0.*2021年12月31日/);
  for (const nonsense of ["", "x", "accepted", "accepted.a.b.", "constructor.none.none.", "<b>.none.none."]) {
    await host.visit(page, `${story}&lang=en&edition=2020.01.0&said=${encodeURIComponent(nonsense)}`);
    assert.equal(await since(page).count(), 0, nonsense);
  }
  assert.deepEqual(complaints, []);
  await context.close();
});

test("an answer is copied as JSON-LD that claims validity only where it is recognised", async () => {
  const { page, context } = await host.open(`#${story}&lang=en`, { permissions: ["clipboard-read", "clipboard-write"] });
  const copied = async () => {
    await page.getByRole("button", { name: "Copy as JSON-LD" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    return JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  };
  const convertible = await copied();
  assert.equal(convertible["@type"], "Certification");
  assert.equal(convertible.identifier, "iecee-cb");
  assert.equal(convertible.validIn, undefined, "what can be converted is not valid yet");
  assert.equal(convertible.subjectOf.text, "convertible");
  assert.ok(convertible.subjectOf.citation.every((url) => /^https?:/.test(url)) && convertible.subjectOf.citation.length > 0);
  await host.visit(page, "scheme=gmp-eu&issued-in=DE&issued=2025-03-01&product=finished-medicines&made-in=DE&market=US&on=2026-11-22&lang=en");
  const answered = fragment(page).get("said").split(".")[0];
  const accepted = await copied();
  assert.equal(accepted.subjectOf.text, answered);
  assert.equal(accepted.validIn !== undefined, answered.startsWith("accepted"));
  await context.close();
});

test("the page in one file opens from a disk, asks nobody for anything, and answers the same", async () => {
  const { page, context } = await host.open(`#${story}&lang=en`);
  const served = await page.locator("#answer").textContent();
  const alone = await context.newPage();
  const asked = [];
  alone.on("request", (request) => asked.push(request.url().slice(0, 80)));
  const complaints = [];
  alone.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  await alone.goto(`${pathToFileURL(join(dist, "comity.html"))}#${story}&lang=en`);
  await alone.waitForSelector("html[data-ready]");
  assert.equal(await alone.locator("#answer").textContent(), served);
  assert.deepEqual(asked.filter((url) => !url.startsWith("data:") && !url.startsWith("blob:")).length, 1, asked.join("\n"));
  assert.deepEqual(complaints, []);
  await context.close();
});

test("where the engine stops, the page says so and goes on", async () => {
  const { page, context } = await host.open("#lang=en");
  await page.addInitScript(() => {
    // The engine as it is, but for one call that traps when told to.
    const { Instance } = WebAssembly;
    WebAssembly.Instance = function (...given) {
      const instance = new Instance(...given);
      const exports = { ...instance.exports };
      exports.comity_check = (...given) => {
        if (window.trap) throw new WebAssembly.RuntimeError("unreachable");
        return instance.exports.comity_check(...given);
      };
      return { exports };
    };
  });
  await page.reload();
  await page.waitForSelector("html[data-ready]");
  await page.evaluate(() => (window.trap = true));
  await page.evaluate((hash) => (location.hash = hash), `${story}&lang=en`);
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.textContent(), /unreachable/);
  // The next question is tried again, and loading anew answers this one.
  await page.evaluate(() => (window.trap = false));
  await page.getByRole("button", { name: "Load again" }).click();
  await page.waitForSelector(".verdict");
  assert.match(await page.locator(".verdict-name").textContent(), /^Convertible/);
  await context.close();
});
