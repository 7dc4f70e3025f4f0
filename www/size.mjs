/** What each part of the page and of the npm package weighs: `node www/size.mjs DIST [PACKAGE]`. */

import { readFile, readdir, stat } from "node:fs/promises";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const KB = 1024;
/** What the parts of the package are to weigh at most: compressed by brotli, and the whole as it lies unpacked. */
export const budget = { engine: 90 * KB, pack: 150 * KB, element: 25 * KB, unpacked: 1536 * KB };

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;

/** Several files as one part: each arrives compressed by itself. */
async function part(folder, names) {
  const all = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const sum = (weight) => all.reduce((total, bytes) => total + weight(bytes), 0);
  return { raw: sum(({ length }) => length), gzip: sum((bytes) => gzipSync(bytes, { level: 9 }).length), brotli: sum(brotli) };
}

/** What a script imports, and what that imports: all of it arrives with it. */
async function arriving(folder, name, seen = new Set()) {
  if (seen.has(name)) return [];
  seen.add(name);
  const text = await readFile(join(folder, name), "utf8");
  const below = await Promise.all([...text.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)].map(([, next]) => arriving(folder, next, seen)));
  return [name, ...below.flat()];
}

/** The element beside engine and glue, which it shares with everybody. */
export async function weighElement(folder) {
  const glue = await arriving(folder, "browser.js");
  return part(folder, (await arriving(folder, "element.js")).filter((name) => !glue.includes(name)));
}

/** The weights of the package's parts. */
async function weigh(folder) {
  const files = (await readdir(folder, { recursive: true })).map((name) => join(folder, name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).isFile() ? (await stat(file)).size : 0));
  return {
    engine: await part(folder, ["comity_bg.wasm", ...(await arriving(folder, "browser.js"))]),
    pack: await part(folder, ["comity.pack"]),
    element: await weighElement(folder),
    unpacked: { raw: sizes.reduce((total, size) => total + size, 0) },
  };
}

const kilobytes = (bytes) => (bytes === undefined ? "" : `${(bytes / KB).toFixed(1)} KB`).padStart(11);
const row = (name, cells) => console.log(name.padEnd(22) + cells.map((cell) => String(cell).padStart(11)).join(""));

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [dist, made] = process.argv.slice(2);
  row("page", ["raw", "gzip", "brotli"]);
  for (const name of ["comity_bg.wasm", "comity.pack", "comity.js", "page.js", "page.css", "index.html", "sw.js"]) {
    const { raw, gzip, brotli } = await part(dist, [name]);
    row(name, [raw, gzip, brotli].map(kilobytes));
  }
  if (made && existsSync(made)) {
    console.log();
    row("npm package", ["raw", "gzip", "brotli", "budget", ""]);
    const names = { engine: "engine and its glue", pack: "data", element: "element", unpacked: "all of it, unpacked" };
    const weights = await weigh(made);
    for (const [key, name] of Object.entries(names)) {
      const { raw, gzip, brotli } = weights[key];
      row(name, [kilobytes(raw), kilobytes(gzip), kilobytes(brotli), kilobytes(budget[key]), (brotli ?? raw) > budget[key] ? "over" : "within"]);
    }
  }
}
