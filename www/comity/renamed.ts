/** Names an embedder prefers to the recorded ones: of markets, products, schemes, whatever has an id. */

import type { Text } from "./types.js";

/** What ids are called. */
export type NamesSaid = Readonly<Record<string, Text>>;

/** The same with those names in place of the recorded ones, wherever an id and its name stand side by side. */
export function renamed<T>(found: T, names: NamesSaid): T {
  if (Object.keys(names).length > 0) walk(found, names);
  return found;
}

/** What the engine gave is nobody else's yet: it may be changed in place. */
function walk(value: unknown, names: NamesSaid): void {
  if (Array.isArray(value)) for (const item of value) walk(item, names);
  else if (typeof value === "object" && value !== null) {
    const record = value as Record<string, unknown>;
    put(record, "name", record["id"] ?? record["market"], names);
    put(record, "market_name", record["market"], names);
    for (const key of Object.keys(record)) walk(record[key], names);
  }
}

function put(record: Record<string, unknown>, field: string, id: unknown, names: NamesSaid): void {
  if (field in record && typeof id === "string" && Object.hasOwn(names, id)) record[field] = { ...names[id] };
}
