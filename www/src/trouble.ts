/** A question that cannot be understood: which field, and the nearest known things. */

import type { QuestionError } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import type { GoodsField, PaperField } from "./state";

/** Whether a thrown thing is the engine's error about the question. */
export function isQuestionError(thrown: unknown): thrown is QuestionError {
  return typeof thrown === "object" && thrown !== null && "path" in thrown && "code" in thrown && "nearest" in thrown;
}

const fields: readonly [RegExp, PaperField | GoodsField][] = [
  [/issuer\.seat/, "seat"],
  [/issuer\.class/, "class"],
  [/issuer\.body/, "body"],
  [/issuer\.accredited_by/, "accredited_by"],
  [/issuer\.owner/, "owner"],
  [/^holdings.*\.(scheme|kind|issued|expires|status|norm|level|attests|basis)/, "scheme"],
  [/deviations/, "deviations"],
  [/^origin\.(\w+)/, "made_in"],
  [/^product\.hs/, "hs"],
  [/^product\.(sub)?group/, "product"],
  [/^wanted\.level/, "wanted_level"],
  [/^wanted\.purpose/, "purpose"],
  [/^(market|on)$/, "market"],
];

/** The form's field of an error's path. */
export function fieldOf(path: string): PaperField | GoodsField | `attr.${string}` | null {
  const attribute = /^product\.attributes\.(.+)$/.exec(path)?.[1];
  if (attribute) return `attr.${attribute}`;
  for (const [pattern, field] of fields) {
    const found = pattern.exec(path);
    if (found) return (found[1] && found[1] !== "sub" ? found[1] : field) as PaperField | GoodsField;
  }
  return null;
}

/** The words for an error of the question. */
export function errorKey({ code, got }: Pick<QuestionError, "code" | "got">): "error.missing" | "error.ambiguous" | "error.date" | "error.field" | "error.other" {
  switch (code) {
    case "missing":
    case "empty":
      return "error.missing";
    case "ambiguous":
      return "error.ambiguous";
    case "no-such-day":
      return "error.date";
    default:
      return got ? "error.field" : "error.other";
  }
}

export function trouble(error: QuestionError, { words, names, store }: Context, goTo: (place: string) => void): HTMLElement {
  const place = fieldOf(error.path);
  const field = place === null ? error.path : place.startsWith("attr.") ? names.of(place.slice(5), words) : words.t(`field.${place as PaperField | GoodsField}`);
  const paper = Number(/^holdings\[(\d+)\]/.exec(error.path)?.[1] ?? -1);
  const key = errorKey(error);
  const take = (id: string) => {
    if (place === null) return;
    if (place.startsWith("attr.")) store.attribute(place.slice(5), id);
    else if (paper >= 0) store.paper(paper, { [place]: id });
    else store.goods({ [place]: id });
  };
  return h(
    "div",
    { class: "trouble", role: "alert" },
    h("p", {}, words.t(key, { field, got: error.got, expected: error.expected })),
    error.nearest.length > 0 &&
      h(
        "p",
        { class: "nearest" },
        words.t("error.nearest"),
        ...error.nearest.map((id) => h("button", { type: "button", class: "quiet", click: () => take(id) }, names.of(id, words))),
      ),
    place !== null && h("button", { type: "button", class: "quiet", click: () => goTo(place) }, words.t("change.answer")),
  );
}
