/** A few words beside a record's name that tell it from its like: where, what for, from where to where. */

import type { Description, Noun } from "../comity/types";
import type { Context } from "./context";

/** More places than these are only counted. */
const NAMED = 3;

/** `within`: the place whose page it is, which need not be said. */
export function hint(context: Context, noun: Noun, id: string, within = ""): string {
  return parts(context, noun, id, within)
    .filter(Boolean)
    .join(" · ");
}

function parts(context: Context, noun: Noun, id: string, within: string): string[] {
  const { comity, vocabulary, names, words } = context;
  const place = (code: string | null) => (code && code !== within ? names.of(code, words) : "");
  if (noun === "requirement") {
    const requirement = vocabulary.requirements.find((requirement) => requirement.id === id);
    return requirement ? [place(requirement.market), words.t(`aspect.${requirement.aspect}`)] : [];
  }
  if (noun === "scheme") {
    const scheme = vocabulary.schemes.find((scheme) => scheme.id === id);
    return scheme ? [place(scheme.home), words.list(scheme.kinds.map((kind) => words.t(`kind.${kind}`)))] : [];
  }
  if (noun === "body") {
    const body = vocabulary.bodies.find((body) => body.id === id);
    return body ? [place(body.seat), words.list(body.classes.filter((name) => name !== "none").map((name) => words.t(`class.${name}`)))] : [];
  }
  if (noun === "product") {
    const parent = vocabulary.products.find((group) => group.id === id)?.parent;
    return parent ? [words.t("choose.part", { group: names.of(parent, words) })] : [];
  }
  if (noun === "market" || noun === "bloc") return [id];
  if (noun !== "agreement" && noun !== "clause") return [];
  const description = comity.describe(id).find((description) => description.noun === noun);
  if (!description) return [];
  if (noun === "agreement") return [word(context, `form.${fact(description, "form")[0]}`), word(context, `library.status.${fact(description, "status")[0]}`)];
  const way = { from: places(context, fact(description, "from")), to: places(context, fact(description, "to")) };
  return [words.t("why.from-to", way), word(context, `why.effect.${fact(description, "effect")[0]}`)];
}

export function fact(description: Description, key: string): string[] {
  return description.facts.find(([name]) => name === key)?.[1] ?? [];
}

/** The words of a code, where it has any. */
export function word({ words }: Context, key: string): string {
  return words.has(key) ? words.t(key) : key.slice(key.lastIndexOf(".") + 1);
}

function places({ names, words }: Context, codes: readonly string[]): string {
  if (codes.includes("any")) return words.t("library.anywhere");
  if (codes.length > NAMED) return words.t("library.places", { count: codes.length });
  return words.list(codes.map((code) => names.of(code, words)));
}
