/** `comity/inline`: engine and data are part of the script, and nothing is asked of any server or disk. */

import "inline-parts";
import type { Comity } from "../comity.js";
import { type Sources, loader } from "../loader.js";

export * from "./shared.js";

/** Put there by `inline-parts.js`, which is written so that it is both a module and a plain script. */
declare global {
  var comityParts: { wasm: string; pack: string };
}

/** Bytes as the build wrote them: gzip, in base 64. */
function unpacked(text: string): Promise<ArrayBuffer> {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/** Loads engine and data: once, however often it is asked for. */
export const load: (sources?: Sources) => Promise<Comity> = loader({
  wasm: () => unpacked(globalThis.comityParts.wasm),
  pack: () => unpacked(globalThis.comityParts.pack),
  open: (address) => fetch(address),
});
