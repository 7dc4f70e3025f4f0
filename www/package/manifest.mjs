/** The package's `package.json`: which file is for whom. */

const types = "./types/entry/browser.d.ts";
const worker = "./types/entry/worker.d.ts";

export const manifest = (version) => ({
  name: "comity",
  version,
  description: "Does that market recognise this certificate, on this date, under which agreement, and what is left to do?",
  keywords: ["conformity", "certificate", "mutual recognition", "trade", "wasm"],
  license: "(MIT OR Apache-2.0) AND CC-BY-4.0",
  repository: { type: "git", url: "git+https://github.com/comity/comity.git" },
  type: "module",
  engines: { node: ">=20" },
  // What these do is done by importing them; all others are as good as absent until they are called.
  sideEffects: ["./element.js", "./inline-parts.js", "./worker-thread.js", "./worker-thread-node.js"],
  customElements: "./custom-elements.json",
  // For Parcel, which knows no `exports` unless it is told to.
  main: "./comity.cjs",
  module: "./browser.js",
  exports: {
    ".": {
      workerd: { types, default: "./workerd.js" },
      deno: { types, default: "./node.js" },
      bun: { types, default: "./node.js" },
      node: { require: { types: "./types/comity.d.cts", default: "./comity.cjs" }, default: { types, default: "./node.js" } },
      browser: { types, default: "./browser.js" },
      default: { types, default: "./browser.js" },
    },
    "./inline": { types, default: "./inline.js" },
    "./element": { types: "./types/element.d.ts", default: "./element.js" },
    "./worker": {
      deno: { types: worker, default: "./worker.js" },
      bun: { types: worker, default: "./worker.js" },
      node: { types: worker, default: "./worker-node.js" },
      default: { types: worker, default: "./worker.js" },
    },
    "./comity_bg.wasm": "./comity_bg.wasm",
    "./comity.pack": "./comity.pack",
    "./locales/*.json": "./locales/*.json",
    "./schema/*.json": "./schema/*.json",
    "./embed.html": "./embed.html",
    "./demo.html": "./demo.html",
    "./custom-elements.json": "./custom-elements.json",
    "./integrity.json": "./integrity.json",
    "./package.json": "./package.json",
  },
});
