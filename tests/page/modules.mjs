/** The page's modules for tests in Node, as the bundler sees them. */

import { join } from "node:path";
import { build } from "esbuild";
import { importWords } from "../../www/import-words.mjs";

const root = join(import.meta.dirname, "../..");

/** Imports one module of `www/src`. */
export async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [join(root, `www/src/${name}.ts`)],
    bundle: true,
    format: "esm",
    write: false,
    define: importWords,
    loader: { ".json": "json" },
    logLevel: "silent",
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
