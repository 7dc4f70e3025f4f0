/** A record's facts in words: a definition list whose ids lead to their own pages. */

import type { Description } from "../comity/types";
import { dotted } from "./choices";
import type { Context } from "./context";
import { type Child, h } from "./dom";
import { day, period } from "./library-dates";
import { word } from "./library-hints";
import { placeLink, recordLink, schemeLink } from "./library-links";
import { folded } from "./library-lists";
import * as terms from "./library-terms";

/** Facts that a page tells in a place of their own. */
const elsewhere = ["verify", "as-of"];
/** Dates, as the data writes them. */
const dates = ["signed", "in-force", "operational-from", "ended", "outlived", "since", "issued-since", "until", "stated-complete", "published"];
/** Words of the sources, in English as they were read. */
const english = ["purpose", "place", "legal-basis"];

export function facts(description: Description, context: Context): HTMLElement | null {
  const { words } = context;
  const told = description.facts.filter(([key]) => !elsewhere.includes(key));
  if (told.length === 0) return null;
  let before = "";
  const lines = told.flatMap(([key, values]) => {
    // Several ways stand under one term.
    const term = key === before ? null : h("dt", {}, word(context, `describe.${key}`));
    before = key;
    const shown = valuesOf(description, key, values, context);
    const data = shown.length === 1 ? [shown[0]] : folded(shown, (value) => h("li", {}, value), words, "ul", "values");
    return [term, h("dd", {}, ...data)];
  });
  return h("dl", { class: "facts" }, ...lines.filter((line) => line !== null));
}

/** The values of a fact, each as a reader can take it. */
function valuesOf({ noun, id }: Description, key: string, values: string[], context: Context): Child[] {
  const { words, names } = context;
  if (key === "values" || key === "presumed") return values.map((value) => names.value(id, value, words));
  if (key === "grants-nothing") return [words.name({ en: values[0] ?? "", zh: values[1] ?? "" })];
  if (key === "way") return [way(values, context)];
  if (key === "bar" || key === "pending") return [terms.dated(values, context)];
  return values.map((value): Child => {
    if (dates.includes(key)) return day(value, context);
    if (english.includes(key)) return h("span", { lang: words.language === "en" ? null : "en" }, value);
    switch (key) {
      case "kind":
        return word(context, noun === "market" ? `library.place.${value}` : `library.attribute.${value}`);
      case "kinds":
        return word(context, `kind.${value}`);
      case "issuers":
      case "classes":
        return word(context, `class.${value}`);
      case "form":
        return word(context, `form.${value}`);
      case "status":
        return word(context, `library.status.${value}`);
      case "end-kind":
        return word(context, `library.end.${value}`);
      case "rules":
        return word(context, `library.rules.${value}`);
      case "effect":
        return word(context, `why.effect.${value}`);
      case "duty":
        return word(context, `duty.${value}`);
      case "obligations":
      case "way-obligations":
        return word(context, `obligation.${value}`);
      case "aspect":
        return word(context, `aspect.${value}`);
      case "products":
      case "except":
        return terms.products(value, context);
      case "lapses":
      case "closings":
        return terms.aged(value, context);
      case "validity":
      case "max-age":
        return words.span(value);
      case "issuer":
        return terms.issuer(value, context);
      case "origin":
        return terms.origin(value, context);
      case "basis":
        return terms.basis(value, context);
      case "editions":
        return terms.edition(value, context);
      case "on-end":
        return terms.onEnd(value, context);
      case "attests":
        return placeLink(context, value);
      case "hs":
      case "covering":
        return dotted(value);
      case "home":
      case "seat":
      case "market":
      case "member-of":
      case "owners":
        return placeLink(context, value);
      case "from":
      case "to":
        return value === "any" ? words.t("library.anywhere") : placeLink(context, value);
      case "takes":
      case "with":
      case "issues":
        return schemeLink(context, value);
      case "fills":
        return value === "all" ? words.t("graph.every-slot") : schemeLink(context, value);
      case "members":
      case "parties":
        return dated(value, context, (code) => placeLink(context, code));
      case "listed":
      case "listed-by-seat":
        return dated(value, context, (id) => other(id, noun === "register" ? "body" : "register", context));
      case "dates":
        return period(value, context);
      case "adopts":
        return adopted(value, context);
      default:
        return value;
    }
  });
}

/** An id, a role in brackets, a period: `AE (accept) 2019-03-01..`. */
function dated(written: string, context: Context, link: (id: string) => Child): Child {
  const [, id = written, role = "", time = ""] = /^(\S+)(?: \((issue|accept)\))?(?: (\S*\.\.\S*))?$/.exec(written) ?? [];
  const beside = [role && word(context, `library.party.${role}`), time && period(time, context)].filter(Boolean).join(" · ");
  return h("span", {}, link(id), beside && h("span", { class: "beside" }, beside));
}

function other(id: string, noun: "body" | "register", context: Context): Child {
  return recordLink(context, noun, id, context.names.of(id, context.words));
}

/** A way into a requirement: the papers it asks for together. */
function way([, papers = "", time = ""]: string[], context: Context): Child {
  const links = papers.split(" + ").flatMap((id, at) => [at > 0 ? " + " : null, schemeLink(context, id)]);
  return h("span", {}, ...links, time && h("span", { class: "beside" }, period(time, context)));
}

/** An edition taken over, and how far: `IEC 60335-1:2016 MOD`. */
function adopted(written: string, context: Context): Child {
  const [, id = written, degree = ""] = /^(.*) ([A-Z]{3})$/.exec(written) ?? [];
  return h("span", {}, recordLink(context, "edition", id, id), degree && h("span", { class: "beside" }, word(context, `library.degree.${degree}`)));
}
