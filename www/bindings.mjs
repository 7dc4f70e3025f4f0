/** The generated bindings as a function: each call is an engine of its own, so that one that trapped can be replaced. */

import { readFile } from "node:fs/promises";

/** What is left out: the bindings' own ways to fetch the module, which bundlers would take for a request to copy it. */
const unused = [
  [/async function __wbg_load\([\s\S]*?(?=\nfunction initSync\()/, ""],
  [/\nlet __wbg_init_promise;[\s\S]*$/, "\n"],
  [/^export class Comity /m, "class Comity "],
];

/** Resolves `bindings` to what `wasm-bindgen` generated at a path. */
export function bindings(path) {
  return {
    name: "bindings",
    setup(build) {
      build.onResolve({ filter: /^bindings$/ }, () => ({ path, namespace: "bindings" }));
      build.onLoad({ filter: /.*/, namespace: "bindings" }, async () => {
        const text = unused.reduce((text, [what, by]) => {
          if (!what.test(text)) throw new Error(`the bindings have no ${what}: has the version changed?`);
          return text.replace(what, by);
        }, await readFile(path, "utf8"));
        return { contents: `export function bind(module) {\n${text}\ninitSync({ module });\nreturn Comity;\n}`, loader: "js" };
      });
    },
  };
}
