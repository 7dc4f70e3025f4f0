/** Terms of a clause or scope in words: what the engine writes in the notation of the data (`toys & attr:for-age<=3`, `P3Y`). */

import { dotted } from "./choices";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { day, period } from "./library-dates";
import { word } from "./library-hints";
import { placeLink, recordLink, schemeLink } from "./library-links";

/** One item of a scope: all its tests hold together. */
export function products(item: string, context: Context): Child {
  const { words } = context;
  const tests = item.split(" & ").map((test): Child => {
    const [, attribute, how, values] = /^attr:([^=!<>]+)(!?=|<=|>=)(.*)$/.exec(test) ?? [];
    if (attribute && how && values !== undefined) return attributeTest(attribute, how, values, context);
    if (test === "all") return words.t("library.every-product");
    if (test.startsWith("hs:")) return words.t("choose.hs", { code: dotted(test.slice(3)) });
    return recordLink(context, "product", test, context.names.of(test, words));
  });
  return h("span", {}, ...tests.flatMap((test, at) => [at > 0 ? ", " : null, test]));
}

function attributeTest(id: string, how: string, values: string, context: Context): Child {
  const { words, names } = context;
  const shown = values.split(",").map((value) => names.value(id, value, words));
  const sign = { "=": ": ", "!=": " ≠ ", "<=": " ≤ ", ">=": " ≥ " }[how] ?? how;
  return h("span", {}, recordLink(context, "attribute", id, names.of(id, words)), sign, words.list(shown, "disjunction"));
}

/** A period of issue and the last day on which its papers counted, then the products: `2016-06-13..2017-06-12 radio-equipment`. */
export function aged(written: string, context: Context): Child {
  const [time = "", ...rest] = written.split(" ");
  const [before = "", last = ""] = time.split("..");
  const { words } = context;
  const told = before ? words.t("library.lapsed", { before: day(before, context), last: day(last, context) }) : words.t("library.closed", { last: day(last, context) });
  const items = rest.join(" ").split("; ").filter(Boolean);
  return h("span", {}, ...items.flatMap((item, at) => [at > 0 ? "; " : null, products(item, context)]), h("span", { class: "beside" }, told));
}

export function issuer(written: string, context: Context): Child {
  const [what = "", register] = written.split(" ");
  const { words, names } = context;
  if (register && (what === "listed" || what === "accredited-by")) {
    const [before, after] = words.t(`library.issuer.${what}`).split("{register}");
    return h("span", {}, before ?? "", recordLink(context, "register", register, names.of(register, words)), after ?? "");
  }
  return what === "any" || what === "native" || what === "not-recorded" ? words.t(`library.issuer.${what}`) : word(context, `class.${what}`);
}

export function origin(written: string, context: Context): Child {
  const [what = "", places] = written.split(" ");
  const { words } = context;
  if (!places) return what === "free" || what === "all" || what === "not-recorded" ? words.t(`library.origin.${what}`) : what;
  const links = places.split(",").flatMap((code, at) => [at > 0 ? ", " : null, placeLink(context, code)]);
  return h("span", {}, word(context, `ask.origin.${what}`), " ", ...links);
}

export function basis(written: string, context: Context): Child {
  return written === "own" || written === "any" || written === "not-recorded" ? context.words.t(`library.basis.${written}`) : schemeLink(context, written);
}

/** An edition and the period in which it is taken, or what is said of newer ones. */
export function edition(written: string, context: Context): Child {
  if (written === "newer" || written === "no-newer") return context.words.t(`library.edition.${written}`);
  const [, id = written, time = ""] = /^(.*?)(?: (\S*\.\.\S*))?$/.exec(written) ?? [];
  return h("span", {}, recordLink(context, "edition", id, id), time && h("span", { class: "beside" }, period(time, context)));
}

export function onEnd(written: string, context: Context): string {
  const [what = "", date = ""] = written.split(" ");
  if (what === "lapse" || what === "keep-issued-before-end" || what === "keep-until") return context.words.t(`library.on-end.${what}`, { date: date && day(date, context) });
  return written;
}

/** Something told in both languages, and when. */
export function dated([en = "", zh = "", time = ""]: string[], context: Context): Child {
  return h("span", {}, context.words.name({ en, zh }), time && h("span", { class: "beside" }, period(time, context)));
}
