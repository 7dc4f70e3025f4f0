/** The package in Node: imported, required, loaded in every way, broken and mended. */

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { test } from "node:test";
import { host } from "./host.mjs";
import { asked, project, question, run, verdict } from "./installed.mjs";
import { limited } from "./trap.mjs";

const folder = project();
const comity = join(folder, "node_modules/comity");
const node = (code, ...flags) => run(folder, process.execPath, [...flags, "--eval", code]);
const esm = (code) => node(code, "--input-type=module");
const wasm = readFileSync(join(comity, "comity_bg.wasm"));
const pack = readFileSync(join(comity, "comity.pack"));
/** The module anew: what it remembers is this test's alone. */
let last = 0;
async function fresh(entry = "node.js") {
  last += 1;
  return import(`${pathToFileURL(join(comity, entry))}?${last}`);
}

test("imported as a module it answers", () => {
  assert.equal(esm(`import { load } from "comity"; const comity = await load(); console.log(${asked})`), verdict);
});

test("in Node 20, the oldest that is supported, it is instantiated", { skip: process.versions.node.startsWith("20.") ? false : `this is Node ${process.versions.node}` }, async () => {
  assert.match(JSON.parse(readFileSync(join(comity, "package.json"), "utf8")).engines.node, /^>=20$/);
  assert.equal((await (await fresh()).load()).check(question).headline.verdict, verdict);
});

/** Newer Nodes require modules too: as the oldest do, they have to be told not to. */
const noModules = process.allowedNodeEnvironmentFlags.has("--experimental-require-module") ? ["--no-experimental-require-module"] : [];

test("required it answers, and reads certificates at once", () => {
  const code = `const { load, read, ImportError } = require("comity"); load().then((comity) => console.log(${asked}, read(JSON.stringify({ "@type": "Certification", name: "CCC" }), comity).length, typeof ImportError))`;
  assert.equal(node(code, "--input-type=commonjs", ...noModules), `${verdict} 1 function`);
});

test("importing touches neither network nor files, in any entry", () => {
  const watched = `
    import fs from "node:fs/promises";
    import { syncBuiltinESMExports } from "node:module";
    let touched = 0;
    for (const [owner, name] of [[fs, "readFile"], [globalThis, "fetch"]]) {
      const own = owner[name];
      // Node itself reads modules so.
      owner[name] = (...args) => { touched += Number(!/\\.[cm]?js(\\?|$)/.test(args[0])); return own(...args); };
    }
    syncBuiltinESMExports();
    for (const entry of ["comity", "comity/inline", "comity/worker", ...process.argv.slice(1)]) await import(entry);
    process.stdout.write(touched + " ");
    await (await import("comity")).load();
    console.log(touched);`;
  const others = ["browser.js", "workerd.js", "worker.js", "element.js"].map((name) => join(comity, name)).filter(existsSync).map((path) => pathToFileURL(path).href);
  assert.equal(run(folder, process.execPath, ["--input-type=module", "--eval", watched, ...others]), "0 2", "loading is what reads, and the watch sees it");
});

test("something else where a text belongs is an error that names it, and the engine goes on", async () => {
  const law = await (await fresh()).load({ wasm, pack });
  const wrong = (path) => (error) => error.code === "wrong-shape" && error.path === path && /expected a text/.test(error.message);
  assert.throws(() => law.openers("KR", { product: { group: "household-appliances" } }), wrong("market"));
  assert.throws(() => law.openers({ product: { group: "household-appliances" }, market: "KR" }), wrong("market"));
  assert.throws(() => law.search(undefined, 3), wrong("text"));
  assert.throws(() => law.describe({ id: "KR" }), wrong("id"));
  assert.equal(law.check(question).headline.verdict, verdict);
  assert.ok(law.search("giteki").some(({ id }) => id === "jp-giteki"), "how many need not be said");
});

test("bytes, views, modules, addresses and responses are all taken", async () => {
  const server = await host(comity);
  const { load } = await fresh();
  const place = (name) => new URL(name, server.address);
  try {
    for (const sources of [
      { wasm, pack },
      { wasm: new Uint8Array(wasm).buffer, pack: new DataView(new Uint8Array(pack).buffer) },
      { wasm: new WebAssembly.Module(wasm), pack },
      { wasm: place("comity_bg.wasm"), pack: place("comity.pack").href },
      { wasm: await fetch(place("comity_bg.wasm")), pack: await fetch(place("comity.pack")) },
      { wasm: pathToFileURL(join(comity, "comity_bg.wasm")), pack: join(comity, "comity.pack") },
    ]) {
      assert.equal((await load(sources)).check(question).headline.verdict, verdict);
    }
  } finally {
    server.stop();
  }
});

test("loaded twice or from many places at once, it is loaded once", async () => {
  const server = await host(comity);
  const { load } = await fresh();
  const sources = () => ({ wasm: new URL("comity_bg.wasm", server.address), pack: `${server.address}comity.pack` });
  try {
    const all = await Promise.all(Array.from({ length: 8 }, () => load(sources())));
    all.push(await load(sources()));
    assert.equal(new Set(all).size, 1, "all have the same law");
    assert.deepEqual(server.asked.sort(), ["/comity.pack", "/comity_bg.wasm"]);
    const [first, second] = await Promise.all([load(), load()]);
    assert.equal(first, second);
  } finally {
    server.stop();
  }
});

for (const [what, answer] of Object.entries({
  "that was busy": { status: 503 },
  "that gave a page in place of the file": { status: 200, body: "<!doctype html>" },
})) {
  test(`after a host ${what} the next load asks again`, async () => {
    let well = false;
    const answers = Object.fromEntries(["/comity_bg.wasm", "/comity.pack"].map((path) => [path, () => (well ? undefined : answer)]));
    const server = await host(comity, { answers });
    const { load } = await fresh();
    const sources = { wasm: `${server.address}comity_bg.wasm`, pack: `${server.address}comity.pack` };
    try {
      await assert.rejects(load(sources));
      await assert.rejects(load(sources));
      well = true;
      assert.equal((await load(sources)).check(question).headline.verdict, verdict);
    } finally {
      server.stop();
    }
  });
}

test("a pack that is none is refused with a reason, and nothing of it stays", async () => {
  const { load } = await fresh();
  await assert.rejects(load({ wasm, pack: new Uint8Array(64) }), Error);
  await assert.rejects(load({ wasm: pack, pack }), WebAssembly.CompileError);
  assert.equal((await load()).check(question).headline.verdict, verdict);
});

/** How many engines are started while something is done. */
async function started(work) {
  const own = WebAssembly.Instance;
  let count = 0;
  WebAssembly.Instance = class extends own {
    constructor(...args) {
      super(...args);
      count += 1;
    }
  };
  try {
    await work();
  } finally {
    WebAssembly.Instance = own;
  }
  return count;
}

test("a trap ends the instance and not the program: the next question gets a new one", async () => {
  const { load } = await fresh();
  const comity = await load({ wasm: limited(wasm, 1024), pack });
  const laid = comity.with({ changes: [{ end_clause: { id: "iecee-cb.to-kr", until: "2026-01-01" } }] });
  const assumed = laid.check(question);
  const large = { ...question, product: { text: "x".repeat(80 << 20) } };
  for (const law of [comity, laid]) {
    const engines = await started(() => {
      assert.throws(() => law.check(large), (error) => error.cause instanceof WebAssembly.RuntimeError || error.cause instanceof RangeError);
      assert.equal(comity.check(question).headline.verdict, verdict);
      assert.deepEqual(laid.check(question), assumed, "what was laid over it is laid over it again");
    });
    assert.equal(engines, 1, "what a trap left behind is asked nothing more");
  }
});

test("an error in a question is no trap", async () => {
  const comity = await (await fresh()).load();
  assert.throws(() => comity.check({ ...question, market: "Koera" }), (error) => error.code !== undefined && error.path === "market" && error.cause === undefined);
  assert.equal(await started(() => comity.check(question)), 0);
});

test("overlays are laid on, from objects, addresses and bytes, and named in the answer", async () => {
  const { load } = await fresh();
  const end = (id) => ({ changes: [{ end_clause: { id, until: "2026-01-01" } }] });
  const bytes = new TextEncoder().encode(JSON.stringify(end("iecee-cb.to-jp-specified")));
  const comity = await load({ overlays: [end("iecee-cb.to-kr"), bytes] });
  const answer = comity.check(question);
  assert.equal(answer.overlay.length, 2);
  assert.notDeepEqual(answer.headline, (await load()).check(question).headline);
  await assert.rejects(load({ overlays: [{ changes: [{ nothing: {} }] }] }), (error) => error.code === "wrong-shape");
});

test("names said by the embedder stand in place of the recorded ones", async () => {
  const { load } = await fresh();
  const name = { en: "Somewhere", zh: "某处" };
  const comity = await load({ names: { KR: name, "iecee-cb": name } });
  const answer = comity.check(question);
  assert.deepEqual(answer.question.market_name, name);
  assert.deepEqual(comity.vocabulary().markets.find(({ id }) => id === "KR").name, name);
  assert.deepEqual(comity.markets({ ...question, market: undefined }).markets.find(({ market }) => market === "KR").name, name);
  assert.notDeepEqual((await load()).check(question).question.market_name, name, "for others they are as recorded");
});

test("two editions of the data are compared, whichever engine each is in", async () => {
  const { load } = await fresh();
  const one = await load();
  const other = (await load({ wasm: new WebAssembly.Module(wasm), pack })).with({ changes: [{ end_clause: { id: "iecee-cb.to-kr", until: "2026-01-01" } }] });
  assert.equal(one.compare_with(one, question, question).same, true);
  assert.equal(one.compare_with(other, question, question).same, false);
  assert.equal(other.compare_with(one, question, question).same, false);
});

test("inline it answers with neither network nor files", () => {
  const code = `
    import fs from "node:fs/promises";
    import { syncBuiltinESMExports } from "node:module";
    const { load } = await import("comity/inline");
    fs.readFile = globalThis.fetch = () => { throw new Error("touched"); };
    syncBuiltinESMExports();
    const comity = await load(); console.log(${asked})`;
  assert.equal(esm(code), verdict);
});

test("behind a worker it answers the same, with progress, and the program ends by itself", () => {
  const code = `
    import { load } from "comity";
    import { load as start } from "comity/worker";
    const [here, there] = await Promise.all([load(), start()]);
    const question = ${JSON.stringify(question)};
    const same = (a, b) => console.log(JSON.stringify(a) === JSON.stringify(b));
    same(here.check(question), await there.check(question));
    let told = 0;
    const { market, ...portfolio } = question;
    same(here.markets(portfolio), await there.markets(portfolio, () => (told += 1)));
    console.log(told > 1);
    const overlay = { changes: [{ end_clause: { id: "iecee-cb.to-kr", until: "2026-01-01" } }] };
    const laid = await there.with(overlay);
    same(here.with(overlay).check(question), await laid.check(question));
    same(here.compare_with(here.with(overlay), question, question), await there.compare_with(laid, question, question));
    console.log((await there.read('{"@type":"Certification","name":"CCC"}')).length);
    console.log(await there.check({ ...question, market: "Koera" }).catch(({ code, path }) => code + " " + path));
    console.log(await there.with({ changes: [{ nothing: {} }] }).catch(({ code }) => code));
    const waited = there.check(question).catch(({ message }) => message);
    await new Promise((done) => setTimeout(done, 1));
    there.end();
    console.log(await waited);
    console.log((await there.check(question)).headline.verdict);`;
  assert.deepEqual(esm(code).split("\n"), ["true", "true", "true", "true", "true", "1", "unknown market", "wrong-shape", "the worker was ended", verdict]);
});

test("a worker whose data cannot be loaded says why", () => {
  const code = `import { load } from "comity/worker"; await load({ pack: "https://127.0.0.1:1/" }).catch(({ name }) => console.log("refused", name))`;
  assert.match(esm(code), /^refused \w*Error$/);
});

test("workerd's loader says what it wants", async () => {
  const { load } = await fresh("workerd.js");
  await assert.rejects(load(), /comity\/comity_bg\.wasm/);
  await assert.rejects(load({ wasm: new WebAssembly.Module(wasm) }), /comity\/comity\.pack/);
  assert.equal((await load({ wasm: new WebAssembly.Module(wasm), pack })).check(question).headline.verdict, verdict);
});
