/** What has to be done, in words. */

import type { Repair } from "../comity/types";
import type { Say } from "./say";
import type { Key, Words } from "./words";

export function repairSaid({ kind, args, past }: Repair, say: Say, words: Words): string {
  const variant = past ? ".past" : kind === "renew" ? (args["edition"] ? ".edition" : args["level"] ? ".level" : "") : kind === "other-regime" && !args["rules"] ? ".scheme" : "";
  const key = `repair.${kind}${variant}`;
  const fact = (id: string, ending: string) => {
    const key = `fact.${id}${ending}`;
    return words.has(key) ? words.t(key) : id;
  };
  // A body, or the sort of body, where it sits, or both.
  const issuer = (value: string) => {
    const [first = "", seat] = value.split(", ");
    if (seat) return words.t("repair.issuer", { class: words.t(`class.${first}` as Key), place: say.argument("seat", seat) });
    return /^[A-Z]{2}$/.test(first) ? words.t("repair.issuer.seat", { place: say.argument("seat", first) }) : say.argument("issuer", first);
  };
  const named = Object.entries(args).map(([name, value]) => {
    if (name === "issuer") return [name, issuer(value)];
    if (name === "fact") return [name, fact(value, ".if")];
    if (name === "facts") return [name, words.series(value.split(", ").map((id) => fact(id, "")))];
    if (name === "edition" || name === "level") return [name, value];
    return [name, say.argument(name, value, args["attribute"])];
  });
  return words.has(key) ? words.t(key, Object.fromEntries(named)) : kind;
}
