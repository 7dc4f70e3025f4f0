/** `comity` in workerd, which compiles nothing while it runs and has no files: module and data are handed over. */

import type { Comity } from "../comity.js";
import { type Sources, loader } from "../loader.js";

export * from "./shared.js";

const missing = (what: string, file: string): never => {
  throw new Error(`here \`load\` takes the ${what} as \`load({ wasm, pack })\`: import it from "comity/${file}"`);
};

/** Loads engine and data from what it is given: once, however often it is asked for. */
export const load: (sources?: Sources) => Promise<Comity> = loader({
  wasm: () => missing("compiled module", "comity_bg.wasm"),
  pack: () => missing("data", "comity.pack"),
  open: (address) => fetch(address),
});
