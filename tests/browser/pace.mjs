/** How long until the page can be used and the first answer stands, and what was loaded for it: `node tests/browser/pace.mjs [RUNS]`. */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { dist, start, story } from "./harness.mjs";

const runs = Number(process.argv[2] ?? 5);
const host = await start();

/** Milliseconds from the start of the navigation until the page says that it is ready, with the answer of a link on it. */
async function once(hash) {
  const { page, context, asked } = await host.open(hash);
  const ready = await page.evaluate(() => performance.getEntriesByName("ready")[0]?.startTime ?? Number.NaN);
  const files = [...new Set(asked.map((url) => new URL(url).pathname.slice(1) || "index.html"))].filter((name) => name !== "sw.js");
  await context.close();
  return { ready, files };
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const measured = async (hash) => {
  const all = [];
  for (let i = 0; i < runs; i += 1) all.push(await once(hash));
  return { times: all.map(({ ready }) => ready), files: all[0].files };
};

const interactive = await measured("#lang=en");
const answered = await measured(`#${story}&lang=en`);
await host.stop();

const told = ({ times }) => `${median(times).toFixed(0)} ms (${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)}, ${runs} runs)`;
console.log(`navigation to interactive     ${told(interactive)}`);
console.log(`navigation to first answer    ${told(answered)}`);
let sum = 0;
for (const name of answered.files) {
  const bytes = await readFile(join(dist, name));
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }).length;
  sum += packed;
  console.log(`${name.padEnd(30)}${(packed / 1024).toFixed(1).padStart(8)} KB brotli`);
}
console.log(`${"loaded for the first answer".padEnd(30)}${(sum / 1024).toFixed(1).padStart(8)} KB brotli`);
