/** What has to be done, in words. */

import type { Repair } from "../comity/types";
import type { Say } from "./say";
import type { Words } from "./words";

export function repairSaid({ kind, args, past }: Repair, say: Say, words: Words): string {
  const variant = past ? ".past" : kind === "renew" ? (args["edition"] ? ".edition" : args["level"] ? ".level" : "") : kind === "other-regime" && !args["rules"] ? ".scheme" : "";
  const key = `repair.${kind}${variant}`;
  const fact = (id: string, ending: string) => {
    const key = `fact.${id}${ending}`;
    return words.has(key) ? words.t(key) : id;
  };
  const named = Object.entries(args).map(([name, value]) => {
    if (name === "fact") return [name, fact(value, ".if")];
    if (name === "facts") return [name, words.series(value.split(", ").map((id) => fact(id, "")))];
    if (name === "edition" || name === "level") return [name, value];
    return [name, say.argument(name, value, args["attribute"])];
  });
  return words.has(key) ? words.t(key, Object.fromEntries(named)) : kind;
}
