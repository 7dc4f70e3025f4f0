/** Makes the npm package `comity`: `node www/package.mjs DIST OUT [PARTS]`. DIST is what was built, PARTS holds the bindings. */

import { createHash } from "node:crypto";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bindings } from "./bindings.mjs";
import { fewWords, styles } from "./few-words.mjs";
import { importWords } from "./import-words.mjs";
import { customElements } from "./package/custom-elements.mjs";
import { manifest } from "./package/manifest.mjs";

const [dist, out, parts = "target/web"] = process.argv.slice(2);
const www = import.meta.dirname;
const entry = (name) => join(www, "comity/entry", name);
await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });

// Engine and data as text: one file that is a module's import as well as a plain script, as a sandboxed frame needs it.
const packed = async (name) => gzipSync(await readFile(join(dist, name)), { level: 9 }).toString("base64");
const text = { wasm: await packed("comity_bg.wasm"), pack: await packed("comity.pack") };
await writeFile(join(out, "inline-parts.js"), `globalThis.comityParts=${JSON.stringify(text)};\n`);

const inlineParts = {
  name: "inline-parts",
  setup: (build) => build.onResolve({ filter: /^inline-parts$/ }, () => ({ path: "./inline-parts.js", external: true, sideEffects: true })),
};
const common = {
  bundle: true,
  minify: true,
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  plugins: [bindings(resolve(parts, "comity.js")), inlineParts],
  define: importWords,
  external: ["node:*"],
};
// What entries share is one file: who uses two of them has one engine.
const entries = ["browser", "node", "workerd", "inline", "worker", "worker-thread", "worker-node", "worker-thread-node"].map((name) => entry(`${name}.ts`));
const element = join(www, "element/element.ts");
const shown = [...common.plugins, await fewWords(element, common), styles];
await build({ ...common, plugins: shown, format: "esm", splitting: true, chunkNames: "shared-[hash]", entryPoints: [...entries, element], outdir: out, entryNames: "[name]" });
// A sandboxed frame is nobody's origin: it may run plain scripts of ours, and import none.
const plain = { ...inlineParts, setup: (build) => build.onResolve({ filter: /^inline-parts$/ }, () => ({ path: "inline-parts", namespace: "plain" })) };
const nothing = { name: "nothing", setup: (build) => build.onLoad({ filter: /.*/, namespace: "plain" }, () => ({ contents: "" })) };
await build({ ...common, plugins: [...shown.filter((plugin) => plugin !== inlineParts), plain, nothing], format: "iife", define: { ...importWords, "import.meta.url": "location.href" }, entryPoints: [join(www, "element/embed.ts")], outfile: join(out, "embed.js") });
// `require` gets a file of its own: older Nodes cannot require modules.
await build({
  ...common,
  format: "cjs",
  platform: "node",
  entryPoints: [entry("node.ts")],
  outfile: join(out, "comity.cjs"),
  define: { ...importWords, "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl=require("node:url").pathToFileURL(__filename).href;' },
});

for (const name of ["comity_bg.wasm", "comity.pack", "locales"]) await cp(join(dist, name), join(out, name), { recursive: true });
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) await cp(join(www, "..", name), join(out, name));
for (const name of ["README.md", "THEMING.md", "demo.html", "demo.css", "embed.html"]) await cp(join(www, "package", name), join(out, name));
await cp(join(www, "package/schema"), join(out, "schema"), { recursive: true });
await cp(join(www, "../tests/conformance/schema.json"), join(out, "schema/cases.json"));

/** Copies declarations and all that they refer to, and nothing else: the engine's own are nobody's business. */
async function declarations(name, seen = new Set()) {
  if (seen.has(name)) return;
  seen.add(name);
  const declared = await readFile(join(dist, "types", name), "utf8");
  await mkdir(join(out, "types", dirname(name)), { recursive: true });
  await writeFile(join(out, "types", name), declared);
  for (const [, path] of declared.matchAll(/(?:from|import\() ?"(\.[^"]+)\.js"/g)) await declarations(join(dirname(name), `${path}.d.ts`), seen);
}
for (const name of ["browser", "worker"]) await declarations(`entry/${name}.d.ts`);
await cp(join(www, "element/public.d.ts"), join(out, "types/element.d.ts"));
await writeFile(join(out, "custom-elements.json"), `${JSON.stringify(await customElements(), null, 2)}\n`);
await writeFile(
  join(out, "types/comity.d.cts"),
  `import type * as Comity from "./entry/browser.js" with { "resolution-mode": "import" };\n` +
    `export type * from "./entry/browser.js" with { "resolution-mode": "import" };\n` +
    ["load", "read", "asJsonLd", "ImportError", "rowOf", "verdicts", "scale", "NO_WORD", "NO_DAY"].map((name) => `export declare const ${name}: typeof Comity.${name};\n`).join(""),
);

const { version } = /^version = "(?<version>.+)"$/m.exec(await readFile(join(www, "../Cargo.toml"), "utf8")).groups;
await writeFile(join(out, "package.json"), `${JSON.stringify(manifest(version), null, 2)}\n`);

/** Every file below a folder, in order. */
async function files(folder, within = "") {
  const found = await readdir(join(folder, within), { withFileTypes: true });
  const below = await Promise.all(found.map((file) => (file.isDirectory() ? files(folder, `${within}${file.name}/`) : [within + file.name])));
  return below.flat().sort();
}
// For `integrity` attributes, and for whoever copies files about.
const sums = {};
for (const name of await files(out)) sums[name] = `sha384-${createHash("sha384").update(await readFile(join(out, name))).digest("base64")}`;
await writeFile(join(out, "integrity.json"), `${JSON.stringify(sums, null, 2)}\n`);
