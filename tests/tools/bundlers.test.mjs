/** The package in other people's bundlers with no plugin: what each builds is opened in a browser and answers. */

import assert from "node:assert/strict";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { build as esbuild } from "esbuild";
import { served, shown } from "../package/browser.mjs";
import { asked, project, question, run, tools, verdict } from "../package/installed.mjs";

const from = (path) => import(join(tools, path));
const html = (script) => `<!doctype html><html lang="en"><title>t</title><p id="verdict"></p><script type="module" src="${script}"></script>`;
const show = (entry, ask) => `import { load } from "${entry}";\nload().then(async (comity) => (document.getElementById("verdict").textContent = ${ask}), (error) => (document.getElementById("verdict").textContent = "failed: " + error.message));\n`;
const sources = {
  "index.html": html("./main.js"),
  "main.js": show("comity", asked),
  "inline.html": html("./inline.js"),
  "inline.js": show("comity/inline", asked),
  "worker.html": html("./worker.js"),
  "worker.js": show("comity/worker", `(await comity.check(${JSON.stringify(question)})).headline.verdict`),
};
const kinds = ["main", "inline", "worker"];
const pages = ["index.html", "inline.html", "worker.html"];

/** Holds that every page of a folder shows the known verdict; the host that was asked for them. */
async function answers(folder) {
  const { verdicts, server } = await served(folder, pages);
  assert.deepEqual(verdicts, Object.fromEntries(pages.map((page) => [page, verdict])));
  return server;
}

/** Pages for scripts that a bundler left in a folder. */
function pagesFor(folder) {
  for (const name of kinds) writeFileSync(join(folder, name === "main" ? "index.html" : `${name}.html`), html(`./${name}.js`));
}

/** esbuild and Rollup leave addresses of files as they are: the files are put beside the bundle, as the README says. */
function besides(folder, out, names) {
  for (const name of names) cpSync(join(folder, "node_modules/comity", name), join(out, name));
}

test("Vite builds it", async () => {
  const folder = project(sources);
  const { build } = await from("vite/dist/node/index.js");
  const input = pages.map((page) => join(folder, page));
  await build({ root: folder, logLevel: "error", configFile: false, build: { rollupOptions: { input }, outDir: "out" }, worker: { format: "es" } });
  await answers(join(folder, "out"));
});

test("Vite serves it while it is developed", async () => {
  const folder = project(sources);
  const { createServer } = await from("vite/dist/node/index.js");
  const server = await createServer({ root: folder, logLevel: "error", configFile: false, server: { port: 0, host: "127.0.0.1", hmr: false, watch: null } });
  await server.listen();
  try {
    const [address] = server.resolvedUrls.local;
    for (const page of pages) assert.equal(await shown(address + page), verdict, page);
  } finally {
    await server.close();
  }
});

for (const [how, config] of Object.entries({ "as it is": {}, "with all it imports, the two files beside the bundle": { ssr: { noExternal: true } } })) {
  test(`Vite builds it for a server, as Astro does, ${how}`, async () => {
    const folder = project({ "server.js": `import "comity/element";\nimport { load } from "comity";\nconst comity = await load();\nconsole.log(${asked});\n` });
    const { build } = await from("vite/dist/node/index.js");
    const out = join(folder, "out");
    await build({ root: folder, logLevel: "error", configFile: false, build: { ssr: "server.js", outDir: out }, ...config });
    if (config.ssr) besides(folder, out, ["comity_bg.wasm", "comity.pack"]);
    assert.equal(run(folder, process.execPath, [join(out, "server.js")]), verdict);
  });
}

test("webpack 5 builds it", async () => {
  const folder = project(sources);
  const { default: webpack } = await from("webpack/lib/index.js");
  const out = join(folder, "out");
  const stats = await new Promise((done, failed) =>
    webpack({ mode: "production", context: folder, entry: Object.fromEntries(kinds.map((name) => [name, `./${name}.js`])), output: { path: out }, performance: { hints: false } }, (error, stats) => (error ? failed(error) : done(stats))),
  );
  assert.deepEqual(stats.toJson().errors, []);
  assert.deepEqual(stats.toJson().warnings, []);
  assert.ok(readdirSync(out).some((name) => name.endsWith(".wasm")), "the module is among its files");
  pagesFor(out);
  await answers(out);
});

test("Parcel builds it", async () => {
  const folder = project(sources);
  run(folder, process.execPath, [join(tools, "parcel/lib/bin.js"), "build", ...pages, "--dist-dir", "out", "--no-cache", "--log-level", "warn"]);
  const server = await answers(join(folder, "out"));
  assert.ok(server.count(".wasm") > 0, "the module is among its files");
});

test("esbuild builds it, with the two files beside the bundle", async () => {
  const folder = project(sources);
  const out = join(folder, "out");
  await esbuild({ absWorkingDir: folder, entryPoints: kinds.map((name) => `${name}.js`), bundle: true, format: "esm", splitting: true, outdir: out, logLevel: "silent", sourcemap: false });
  await esbuild({ absWorkingDir: folder, entryPoints: ["node_modules/comity/worker-thread.js"], bundle: true, format: "esm", outdir: out, logLevel: "silent" });
  besides(folder, out, ["comity_bg.wasm", "comity.pack"]);
  pagesFor(out);
  const server = await answers(out);
  assert.ok(server.count(".wasm") > 0);
});

test("Rollup builds it, with the two files beside the bundle", async () => {
  // Without a plugin Rollup knows no packages: they are named by their paths.
  const paths = Object.entries({ '"comity"': "browser.js", '"comity/inline"': "inline.js", '"comity/worker"': "worker.js" });
  const named = (text) => paths.reduce((text, [name, file]) => text.replace(name, `"./node_modules/comity/${file}"`), text);
  const folder = project(Object.fromEntries(Object.entries(sources).map(([name, text]) => [name, named(text)])));
  const { rollup } = await from("rollup/dist/es/rollup.js");
  const out = join(folder, "out");
  const warned = [];
  const input = Object.fromEntries([...kinds.map((name) => [name, join(folder, `${name}.js`)]), ["worker-thread", join(folder, "node_modules/comity/worker-thread.js")]]);
  const bundle = await rollup({ input, onwarn: (warning) => warned.push(warning.message) });
  await bundle.write({ dir: out, format: "es", chunkFileNames: "[name]-[hash].js" });
  assert.deepEqual(warned, []);
  besides(folder, out, ["comity_bg.wasm", "comity.pack"]);
  pagesFor(out);
  await answers(out);
});

test("a bundle of only its reader of certificates leaves engine and data out", async () => {
  const folder = project({ "main.js": 'import { read } from "comity"; console.log(read);' });
  const { outputFiles } = await esbuild({ absWorkingDir: folder, entryPoints: ["main.js"], bundle: true, format: "esm", minify: true, write: false, logLevel: "silent" });
  assert.doesNotMatch(outputFiles[0].text, /comity_bg\.wasm|WebAssembly/);
});

test("the pages above can fail", async () => {
  const folder = mkdtempSync(join(tmpdir(), "comity-nothing-"));
  mkdirSync(join(folder, "node_modules"));
  cpSync(join(project(), "node_modules/comity"), join(folder, "node_modules/comity"), { recursive: true });
  await esbuild({ stdin: { contents: sources["main.js"], resolveDir: folder }, bundle: true, format: "esm", outfile: join(folder, "main.js"), logLevel: "silent" });
  writeFileSync(join(folder, "index.html"), sources["index.html"]);
  const { verdicts } = await served(folder);
  assert.match(verdicts[""], /^failed: .*404/);
});
