/** `comity` in Node, Deno and Bun: the two files beside this module are read. */

import type { Comity } from "../comity.js";
import { type Sources, loader } from "../loader.js";

export * from "./shared.js";

/** A file beside this module. Put together here, so that a bundler for servers does not move it among a page's pictures. */
const beside = (name: string) => new URL(name, import.meta.url);

/** Loads engine and data: once, however often it is asked for; again after a failure. */
export const load: (sources?: Sources) => Promise<Comity> = loader({
  wasm: () => beside("comity_bg.wasm"),
  pack: () => beside("comity.pack"),
  async open(address) {
    const url = URL.canParse(address) ? new URL(address) : null;
    if (url && url.protocol !== "file:") return fetch(url);
    const { readFile } = await import("node:fs/promises");
    return readFile(url ?? (address as unknown as URL));
  },
});
