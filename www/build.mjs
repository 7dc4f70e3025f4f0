/** Puts the page together: `node www/build.mjs PARTS DIST`. PARTS holds the pack, the wasm and its bindings. */

import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { execFileSync } from "node:child_process";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { bindings } from "./bindings.mjs";
import { asMeta, asMetaOfOneFile } from "./csp.mjs";
import { importWords } from "./import-words.mjs";

const [parts, dist] = process.argv.slice(2);
const www = import.meta.dirname;
await mkdir(join(dist, "locales"), { recursive: true });

const common = {
  bundle: true,
  minify: true,
  format: "esm",
  target: ["es2022"],
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
  plugins: [bindings(resolve(parts, "comity.js"))],
  external: ["node:*"],
  define: importWords,
};
const worker = await build({ ...common, entryPoints: [join(www, "src/worker.ts")], write: false });
const define = { ...common.define, WORKER: JSON.stringify(worker.outputFiles[0].text) };
await build({ ...common, define, entryPoints: [join(www, "src/main.ts")], outfile: join(dist, "page.js") });
await build({ ...common, entryPoints: [join(www, "comity/comity.ts")], outfile: join(dist, "comity.js") });
await build({ ...common, entryPoints: [join(www, "style/page.css")], outfile: join(dist, "page.css") });

const tsc = join(www, "../node_modules/typescript/bin/tsc");
execFileSync(process.execPath, [tsc, "--project", join(www, "comity"), "--outDir", resolve(dist, "types")], { stdio: "inherit" });

const copy = (from, to) => copyFile(from, join(dist, to));
await copy(join(parts, "comity_bg.wasm"), "comity_bg.wasm");
await copy(join(parts, "comity.pack"), "comity.pack");
await copy(join(www, "icon.svg"), "icon.svg");
await copy(join(www, "manifest.webmanifest"), "manifest.webmanifest");
await copy(join(www, "../data/feed.xml"), "feed.xml");
for (const language of ["en", "zh-CN"]) await copy(join(www, `../locales/${language}.json`), `locales/${language}.json`);

/** A file's name with its content's hash: a new edition is never mixed with an old one from some cache. */
async function versioned(name) {
  const hash = createHash("sha256").update(await readFile(join(dist, name))).digest("hex").slice(0, 12);
  return `${name}?${hash}`;
}
const files = ["page.js", "page.css", "comity_bg.wasm", "comity.pack", "icon.svg", "manifest.webmanifest"];
const names = new Map(await Promise.all(files.map(async (name) => [name, await versioned(name)])));
const words = async (language) => JSON.parse(await readFile(join(www, `../locales/${language}.json`), "utf8"));
const [english, chinese] = [await words("en"), await words("zh-CN")];

const fill = (text, values) =>
  text.replace(/\{\{(.+?)\}\}/g, (whole, name) => {
    const value = values.get(name);
    if (value === undefined) throw new Error(`nothing to put in ${whole}`);
    return value;
  });
const values = new Map([...names, ...Object.entries({ csp: asMeta, description: english["app.description"], feed: english["data.feed"], noscript: english["app.noscript"], "noscript.zh": chinese["app.noscript"] })]);
const html = fill(await readFile(join(www, "index.html"), "utf8"), values);
await writeFile(join(dist, "index.html"), html);

// The service worker keeps exactly these; its version changes with any of them.
const kept = ["./", ...names.values()];
const version = createHash("sha256").update(html).update(kept.join()).digest("hex").slice(0, 12);
await build({ ...common, entryPoints: [join(www, "sw.js")], outfile: join(dist, "sw.js"), define: { KEPT: JSON.stringify(kept), VERSION: JSON.stringify(version) } });

// The whole page in one file, for offices without a network: it opens from a disk.
const text = (name) => readFile(join(dist, name), "utf8");
const packed = async (name) => gzipSync(await readFile(join(dist, name)), { level: 9 }).toString("base64");
const script = (await text("page.js")).replaceAll("</script", "<\\/script");
const style = await text("page.css");
const inline = (id, bytes) => `<script id="${id}" type="text/plain">${bytes}</script>`;
const icon = `data:image/svg+xml;base64,${Buffer.from(await text("icon.svg")).toString("base64")}`;
const oneFile = [
  [/<meta http-equiv="Content-Security-Policy"[^>]*>/, `<meta http-equiv="Content-Security-Policy" content="${asMetaOfOneFile(script, style)}" />`],
  [/<link rel="icon"[^>]*>/, `<link rel="icon" href="${icon}" type="image/svg+xml" />`],
  [/\s*<link rel="manifest"[^>]*>/, ""],
  [/\s*<link rel="alternate"[^>]*>/, ""],
  [/<link rel="stylesheet"[^>]*>/, `<style>${style}</style>`],
  [/<link id="wasm"[^>]*>/, inline("wasm", await packed("comity_bg.wasm"))],
  [/<link id="pack"[^>]*>/, inline("pack", await packed("comity.pack"))],
  [/\s*<script type="module"[^>]*><\/script>/, ""],
  ["</body>", `<script type="module">${script}</script>\n  </body>`],
].reduce((page, [what, by]) => {
  if (page.search(what) < 0) throw new Error(`the page has no ${what}`);
  return page.replace(what, () => by);
}, html);
await writeFile(join(dist, "comity.html"), oneFile);
