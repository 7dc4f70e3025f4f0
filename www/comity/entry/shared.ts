/** What every entry of the package offers beside its `load`. */

export { NO_DAY, NO_WORD, rowOf, scale, verdicts } from "../columns.js";
export { ImportError } from "../import/refusal.js";
export { read } from "../import/read.js";
export { asJsonLd } from "../jsonld.js";
export type { Columns, Row } from "../columns.js";
export type * from "../import/types.js";
export type { Source, Sources } from "../loader.js";
export type { NamesSaid } from "../renamed.js";
export type { Comity, Progress } from "../comity.js";
export type * from "../types.js";
