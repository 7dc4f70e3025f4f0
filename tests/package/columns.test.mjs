/** Answers as columns: they say what whole answers say, and come from a worker by being moved. */

import assert from "node:assert/strict";
import { readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { newPage } from "./browser.mjs";
import { host } from "./host.mjs";
import { project, question, run } from "./installed.mjs";

const root = join(import.meta.dirname, "../..");
const folder = project();
const comity = join(folder, "node_modules/comity");
const { load, rowOf, verdicts, NO_WORD } = await import(pathToFileURL(join(comity, "node.js")));
const law = await load();
const cases = readdirSync(join(root, "tests/conformance/real")).flatMap((file) => JSON.parse(readFileSync(join(root, "tests/conformance/real", file), "utf8")).cases);
const questions = cases.map(({ question }) => question).filter((_, place) => place % 8 === 0);
questions.splice(3, 0, { ...question, market: "Koera" }, {});

/** What a row says, taken from the whole answer. */
const told = ({ headline, requirements, virtual = [], stable_until, next_verdict, obligations, complete, bound_hit, projected }) => {
  const hops = [...requirements, ...virtual].find(({ id }) => id === headline.for[0])?.routes[0]?.hops ?? [];
  const agreements = [...new Set(hops.flatMap(({ agreement }) => agreement?.id ?? []))];
  return { verdict: headline.verdict, interval: headline.interval, stable_until, next_verdict, obligations: obligations.length, agreements, complete, bound_hit, projected };
};

test("every row says what the answer says, and what cannot be understood is named with its place", () => {
  const columns = law.columns(questions);
  const replies = law.batch(questions);
  assert.equal(columns.rows, questions.length);
  assert.deepEqual(replies.map((_, row) => rowOf(columns, row)), replies.map((reply) => ("answer" in reply ? told(reply.answer) : null)));
  assert.deepEqual(columns.errors, replies.flatMap(({ index, error }) => (error ? [{ index, error }] : [])));
  assert.deepEqual(columns.errors.map(({ index }) => index), [3, 4]);
  assert.equal(columns.verdict[3], NO_WORD);
  const seen = replies.flatMap(({ answer }) => (answer ? [answer] : []));
  for (const [what, found] of Object.entries({ "a day": seen.some((answer) => answer.stable_until), "a next verdict": seen.some((answer) => answer.next_verdict), "an agreement": columns.agreement.length > 0, "verdicts": new Set(columns.verdict).size > 4 })) assert.ok(found, `none of the questions has ${what}`);
  assert.equal(verdicts[columns.verdict[0]], seen[0].headline.verdict);
  assert.throws(() => rowOf(columns, questions.length), RangeError);
});

test("how far it has come is told", () => {
  const seen = [];
  law.columns(Array.from({ length: 120 }, () => ({})), (done, all) => seen.push([done, all]));
  assert.deepEqual(seen, [0, 50, 100, 120].map((done) => [done, 120]));
});

/** A worker's script that watches what the worker posts: `say` is told how many buffers of a message lie in it no more. */
const watching = (post, say) => `
  const own = ${post};
  ${post} = function (message, ...rest) {
    const buffers = Object.values(message.value ?? {}).filter(ArrayBuffer.isView).map(({ buffer }) => buffer);
    own.call(this, message, ...rest);
    const moved = buffers.filter((buffer) => buffer.detached ?? buffer.byteLength === 0).length;
    if (buffers.length > 0) (${say})(moved + " of " + buffers.length + " moved");
  };`;

test("from a worker in Node the same columns come, each moved and none copied", () => {
  const watched = project();
  const place = (name) => join(watched, "node_modules/comity", name);
  renameSync(place("worker-thread-node.js"), place("worker-thread-own.js"));
  writeFileSync(place("watch.js"), `import { writeFileSync } from "node:fs"; import { parentPort } from "node:worker_threads"; ${watching("parentPort.postMessage", `(text) => writeFileSync(${JSON.stringify(join(watched, "moved"))}, text)`)}`);
  writeFileSync(place("worker-thread-node.js"), 'import "./watch.js"; import "./worker-thread-own.js";');
  const code = `
    import { readFileSync } from "node:fs";
    import { deepEqual } from "node:assert/strict";
    import { load } from "comity";
    import { load as start } from "comity/worker";
    const questions = ${JSON.stringify(questions)};
    const there = await start();
    let told = 0;
    deepEqual(await there.columns(questions, () => (told += 1)), (await load()).columns(questions));
    // What follows is said after what was watched.
    await there.about();
    console.log(readFileSync("moved", "utf8"), told > 1);`;
  assert.equal(run(watched, process.execPath, ["--input-type=module", "--eval", code]), "12 of 12 moved true");
});

test("from a worker in a browser too", async () => {
  const html = `<!doctype html><title>t</title><p id="verdict"></p><script type="module">
    import { load } from "./node_modules/comity/worker.js";
    const moved = new Promise((done) => new BroadcastChannel("moved").addEventListener("message", ({ data }) => done(data)));
    const comity = await load();
    const { verdict } = await comity.columns([${JSON.stringify(question)}]);
    document.getElementById("verdict").textContent = verdict.join() + ": " + (await moved);
  </script>`;
  const watch = watching("globalThis.postMessage", '(text) => new BroadcastChannel("moved").postMessage(text)');
  const site = project({ "index.html": html, "watch.js": watch });
  const at = "/node_modules/comity/worker-thread.js";
  const server = await host(site, { answers: { [at]: ({ url }) => (url.endsWith("?own") ? undefined : { body: `import "/watch.js"; import "${at}?own";` }) } });
  const page = await newPage();
  try {
    await page.goto(server.address);
    await page.waitForFunction(() => document.getElementById("verdict").textContent !== "", null, { timeout: 30_000 });
    assert.equal(await page.evaluate(() => document.getElementById("verdict").textContent), "3: 12 of 12 moved");
  } finally {
    await page.close();
    server.stop();
  }
});
