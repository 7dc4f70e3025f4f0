/** What each part of the page weighs: `node www/size.mjs DIST`. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const [dist] = process.argv.slice(2);
const parts = ["comity_bg.wasm", "comity.pack", "comity.js", "page.js", "page.css", "index.html", "sw.js"];
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} KB`.padStart(11);

console.log(`${"".padEnd(16)}${"raw".padStart(11)}${"gzip".padStart(11)}${"brotli".padStart(11)}`);
for (const part of parts) {
  const bytes = await readFile(join(dist, part));
  const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
  console.log(part.padEnd(16) + [bytes, gzipSync(bytes, { level: 9 }), brotli].map(({ length }) => kilobytes(length)).join(""));
}
