/** What every entry of the package offers beside its `load`. */

export { ImportError } from "../import/refusal.js";
export { read } from "../import/read.js";
export { asJsonLd } from "../jsonld.js";
export type * from "../import/types.js";
export type { Source, Sources } from "../loader.js";
export type { NamesSaid } from "../renamed.js";
export type { Comity, Progress } from "../comity.js";
export type * from "../types.js";
