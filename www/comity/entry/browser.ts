/** `comity` in browsers and whatever bundles for them: the two files beside this module are fetched. Nothing here may name Node. */

import type { Comity } from "../comity.js";
import { type Sources, loader } from "../loader.js";

export * from "./shared.js";

/** Loads engine and data: once, however often it is asked for; again after a failure. */
export const load: (sources?: Sources) => Promise<Comity> = loader({
  // Written out in full: by these words bundlers know that the files belong to the page.
  wasm: () => new URL("./comity_bg.wasm", import.meta.url),
  pack: () => new URL("./comity.pack", import.meta.url),
  open: (address) => fetch(address),
});
