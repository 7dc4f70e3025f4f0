/** What the package holds: nothing it must not, and all of it accounted for. */

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { transform } from "esbuild";
import { described } from "../../www/package/custom-elements.mjs";
import { made, project, run, tarball } from "./installed.mjs";

const root = join(import.meta.dirname, "../..");
const folder = project({ "all.mjs": "" });
const comity = join(folder, "node_modules/comity");
const files = readdirSync(comity, { recursive: true }).filter((path) => statSync(join(comity, path)).isFile()).sort();
const scripts = files.filter((path) => /\.[cm]?js$/.test(path));
const text = (path) => readFileSync(join(comity, path), "utf8");
const manifest = JSON.parse(text("package.json"));

/** Every path that `exports` leads to. */
const leads = (value) => (typeof value === "string" ? [value] : Object.values(value).flatMap(leads));

test("every entry leads to a file that is there", () => {
  for (const path of leads(manifest.exports).filter((path) => !path.includes("*"))) assert.ok(files.includes(path.slice(2)), path);
  for (const entry of Object.keys(manifest.exports).filter((path) => path.includes("*"))) assert.ok(files.some((path) => path.startsWith(entry.slice(2).split("*")[0])), entry);
  const resolve = createRequire(join(folder, "all.mjs")).resolve;
  for (const path of ["comity_bg.wasm", "comity.pack", "locales/en.json", "locales/zh-CN.json", "schema/question.json", "schema/answer.json", "schema/cases.json", "integrity.json"]) assert.equal(resolve(`comity/${path}`), join(comity, path));
});

test("no script is imported as wasm, made of text, or waits before it is loaded", async () => {
  for (const path of scripts) {
    const code = path === "inline-parts.js" ? text(path).replace(/"[A-Za-z0-9+/=]{1000,}"/g, '""') : text(path);
    assert.doesNotMatch(code, /(?:from|import)\s*\(?["'][^"']*\.wasm/, path);
    assert.doesNotMatch(code, /\beval\s*\(|new Function\b|\bFunction\s*\(/, path);
    assert.doesNotMatch(code, /innerHTML|outerHTML|insertAdjacentHTML|document\.write/, path);
    await waitless(code);
  }
});

/** Fails for code that awaits outside of every function: whoever imports it would have to wait, and some cannot. */
const waitless = (code) => transform(code, { format: "esm", supported: { "top-level-await": false }, logLevel: "silent" });

test("the search for awaiting scripts finds one", async () => {
  await assert.rejects(waitless('import { a } from "./a.js"; export const b = await a();'));
});

test("what is written for browsers names nothing of Node's", () => {
  const seen = new Set();
  const walk = (path) => {
    if (seen.has(path)) return;
    seen.add(path);
    assert.doesNotMatch(text(path), /node:/, path);
    for (const [, name] of text(path).matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) walk(name);
  };
  for (const path of ["browser.js", "inline.js", "worker.js", "worker-thread.js", "workerd.js", ...scripts.filter((path) => /^(element|embed)\.js$/.test(path))]) walk(path);
});

test("every file has the sum that is stated for it", () => {
  const sums = JSON.parse(text("integrity.json"));
  assert.deepEqual(Object.keys(sums).sort(), files.filter((path) => path !== "integrity.json"));
  for (const [path, sum] of Object.entries(sums)) assert.equal(sum, `sha384-${createHash("sha384").update(readFileSync(join(comity, path))).digest("base64")}`, path);
});

test("made twice, the tarball is the same to the byte", () => {
  const again = mkdtempSync(join(tmpdir(), "comity-again-"));
  const sum = (path) => createHash("sha256").update(readFileSync(path)).digest("hex");
  const first = sum(tarball());
  try {
    execFileSync(process.execPath, ["www/package.mjs", process.env.COMITY_DIST ?? "dist", again], { cwd: root });
    for (const path of files) assert.equal(sum(join(again, path)), sum(join(made, path)), path);
    assert.equal(sum(tarball()), first);
  } finally {
    rmSync(again, { recursive: true });
  }
});

test("the elements' manifest and types tell every attribute that their code has, and no other", async () => {
  const { attributes, property } = await described();
  const { modules } = JSON.parse(text("custom-elements.json"));
  assert.deepEqual(modules[0].declarations.map(({ tagName }) => tagName), ["comity-check", "comity-world", "comity-badge"]);
  for (const { attributes: told } of modules[0].declarations) assert.deepEqual(told.map(({ name }) => name), attributes);
  const body = /class ComityElement extends HTMLElement \{([\s\S]*?)\n\}/.exec(text("types/element.d.ts"))[1];
  const typed = [...body.matchAll(/^ {2}(\w+): (?:string|boolean);$/gm)].map(([, name]) => name);
  assert.deepEqual(typed.sort(), attributes.map(property).filter((name) => name !== "lang").sort());
});

const tsc = join(root, "node_modules/typescript/bin/tsc");
const typed = `
import { load, read, rowOf, type Answer, type Columns, type Comity } from "comity";
import { load as inline } from "comity/inline";
import { load as start, type RemoteComity } from "comity/worker";
import { provide, type ComityCheck } from "comity/element";
provide(inline);
const element: ComityCheck = document.createElement("comity-check");
element.issuedIn = "CN";
element.addEventListener("comity-answer", ({ detail }) => detail.answer.edition);
export async function all(): Promise<string> {
  const comity: Comity = await load({ wasm: new Uint8Array(), names: { KR: { en: "", zh: "" } }, overlays: [{ changes: [] }] });
  const there: RemoteComity = await start();
  const answer: Answer = await there.check({ holdings: [], product: {}, market: "KR", on: "2026-11-22" });
  const columns: Columns = await there.columns([], (done, all) => done < all);
  rowOf(columns, columns.errors[0]?.index ?? 0)?.agreements.at(0);
  read("", await inline());
  switch (answer.headline.verdict) {
    case "native": case "accepted": case "accepted-with-conditions": case "convertible": case "supporting":
    case "not-addressed": case "not-accepted": case "unknown": case "barred": case "not-required": return comity.about().edition;
    default: { const never: never = answer.headline.verdict; return never; }
  }
}`;
const compile = (name, code, ...flags) => {
  const folder = project({ [name]: code });
  return run(folder, process.execPath, [tsc, "--noEmit", "--strict", "--target", "es2022", "--types", "", ...flags, name], { stdio: "pipe" });
};

for (const [how, flags] of Object.entries({ "as Node resolves": ["--module", "nodenext"], "as bundlers do": ["--module", "esnext", "--moduleResolution", "bundler"] })) {
  test(`the types hold for strict users, ${how}, and leave no gap`, () => {
    assert.equal(compile("use.ts", typed, "--lib", "es2023,dom", ...flags), "");
    assert.throws(() => compile("use.ts", 'import { load } from "comity"; load().then((comity) => comity.check({ market: 1 }));', "--lib", "es2023,dom", ...flags), "the compiler would say so");
  });
}

test("the types hold for who requires it", () => {
  const code = 'import comity = require("comity"); export const verdict: Promise<comity.Verdict> = comity.load().then((law) => law.check({ holdings: [], product: {}, market: "KR", on: "2026-11-22" }).headline.verdict);';
  assert.equal(compile("use.cts", code, "--lib", "es2023,dom", "--module", "nodenext"), "");
});

test("no declaration says `any`", () => {
  for (const path of files.filter((path) => /\.d\.c?ts$/.test(path))) assert.doesNotMatch(text(path).replace(/\/\*[\s\S]*?\*\/|"[^"]*"/g, ""), /[:<|&,(=]\s*any\b/, path);
});
