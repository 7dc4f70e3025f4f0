/** Only the words that some code can say: an element need not carry those of the whole page. */

import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { build, transform } from "esbuild";

/** Replaces the catalogues by what the code of an entry says of them: keys as they stand, and keys begun by a stem (`tests/locales.rs`). */
export async function fewWords(entry, options) {
  const { metafile } = await build({ ...options, plugins: [...options.plugins, styles], entryPoints: [entry], write: false, metafile: true, splitting: false, format: "esm", outdir: "." });
  const used = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 && path.endsWith(".ts") ? [path] : [])));
  const code = (await Promise.all(used.map((path) => readFile(path, "utf8")))).join("\n");
  // In place of a value there is one word; where two values meet, any words.
  const made = [...new Set([...code.matchAll(/`([a-z-]+\.[^`]*\$\{[^`]*)`/g)].map(([, text]) => text))].map((text) => {
    const parts = text.replace(/\$\{[^}]*\}/g, "\0").split(/(\0+)/);
    return new RegExp(`^${parts.map((part) => (part.startsWith("\0") ? (part.length > 1 ? ".*" : "[^.]+") : part.replaceAll(".", "\\."))).join("")}$`);
  });
  const said = (key) => code.includes(`"${key}"`) || made.some((pattern) => pattern.test(key));
  return {
    name: "few-words",
    setup(build) {
      build.onLoad({ filter: /[\\/]locales[\\/].*\.json$/ }, async ({ path }) => {
        const words = JSON.parse(await readFile(path, "utf8"));
        return { contents: JSON.stringify(Object.fromEntries(Object.entries(words).filter(([key]) => said(key)))), loader: "json" };
      });
    },
  };
}

/** Style sheets as texts, without what only people read. */
export const styles = {
  name: "styles",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, sourcefile: basename(path) });
      return { contents: code.trim(), loader: "text" };
    });
  },
};
