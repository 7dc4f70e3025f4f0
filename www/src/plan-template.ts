/** A sort of certificate in words, as the command line says it: what it is, who may issue it, what else it must be. */

import type { Scale, Template, Verdict } from "../comity/types";
import type { Context } from "./context";

/** Seats that are named in the line. */
const SEATS = 6;

/** What the sort of paper is called. */
export function paperName({ scheme, kind }: Template, { words }: Context): string {
  return scheme ? words.name(scheme.name) : words.t(`kind.${kind}`);
}

/** Everything it must be, beside its name; phrases side by side. */
export function demands(template: Template, { words, names }: Context): string[] {
  const named = (ids: readonly string[]) => words.series(ids.map((id) => names.of(id, words)));
  const { issuer } = template;
  const parts: string[] = [];
  if (issuer.bodies.length > 0) parts.push(named(issuer.bodies));
  else if (issuer.classes.length > 0) parts.push(issuer.classes.map((name) => words.t(`class.${name}`)).join(", "));
  if (issuer.register && !issuer.native) parts.push(words.t("ask.openers.register", { register: names.of(issuer.register, words) }));
  if (issuer.seats.length > 0) parts.push(words.t("ask.openers.seats", { places: named(issuer.seats.slice(0, SEATS)) + (issuer.seats.length > SEATS ? " …" : "") }));
  if (!issuer.recorded) parts.push(words.t("ask.openers.issuer-not-recorded"));
  if (!template.obtainable) parts.push(words.t("ask.openers.past", { date: template.issued_until ?? "" }));
  else if (template.issued_from) parts.push(words.t("ask.openers.since", { date: template.issued_from }));
  if (template.editions.length > 0) parts.push(words.t("ask.openers.editions", { editions: template.editions.join(", ") }));
  if (template.level !== null) parts.push(words.t("ask.openers.level", { level: template.level }));
  for (const { name } of template.with) parts.push(words.t("ask.openers.with", { paper: words.name(name) }));
  if (template.basis === "own") parts.push(words.t("ask.openers.own"));
  for (const { fact, places } of template.origin.filter(({ recorded }) => recorded).flatMap(({ tests }) => tests)) parts.push(`${words.t(`ask.origin.${fact}`)}: ${named(places)}`);
  if (template.members.length > 0) parts.push(words.t("ask.openers.members", { members: template.members.join(" ") }));
  return parts;
}

/** The places where its issuer may sit, where the line names only some. */
export function moreSeats({ issuer }: Template, { words, names }: Context): string[] {
  return issuer.seats.length > SEATS ? issuer.seats.map((id) => names.of(id, words)) : [];
}

/** The tile of an effect that is shown to be reached. */
export function verdictOf(effect: Scale, steps: number): Verdict {
  switch (effect) {
    case "equivalent":
      return steps > 0 ? "accepted-with-conditions" : "accepted";
    case "reissue":
      return "convertible";
    case "evidence":
      return "supporting";
    case "none":
      return "not-accepted";
    default:
      return effect;
  }
}
