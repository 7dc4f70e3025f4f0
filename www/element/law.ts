/** The one law of all elements of a page, with its names. */

import type { Comity } from "../comity/comity";
import type { Vocabulary } from "../comity/types";
import { type Sources, load as loadBeside } from "../comity/entry/browser";
import { Names } from "../src/names";

export interface Law {
  comity: Comity;
  vocabulary: Vocabulary;
  names: Names;
}

let load = loadBeside;
const laws = new WeakMap<Comity, Law>();

/** Has all elements take the law from another `load`: that of `comity/inline`, or one with names and overlays of its own. */
export function provide(other: (sources?: Sources) => Promise<Comity>): void {
  load = other;
}

/** Loads the law from addresses, or from where it lies. It is loaded once, whoever asks: `load` sees to that. */
export async function lawFrom(wasm: string | null, pack: string | null): Promise<Law> {
  const comity = await load({ ...(wasm && { wasm: new URL(wasm, document.baseURI) }), ...(pack && { pack: new URL(pack, document.baseURI) }) });
  const known = laws.get(comity);
  if (known) return known;
  const vocabulary = comity.vocabulary();
  const law = { comity, vocabulary, names: new Names(vocabulary) };
  laws.set(comity, law);
  return law;
}
