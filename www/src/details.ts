/** "More details": the fields that could change this answer first, then the usual ones. */

import type { Answer, Pivotal, Text, Vocabulary } from "../comity/types";
import * as choices from "./choices";
import type { Context } from "./context";
import { h } from "./dom";
import { type Field, choice, day, input, select } from "./fields";
import type { GoodsField, PaperField, State } from "./state";

/** Fields that are offered even where nothing hangs on them; the sentence holds the rest. */
const usual: readonly PaperField[] = ["class", "body", "norm", "expires", "status"];
const sentenceFields: readonly string[] = ["scheme", "seat", "issued", "product", "hs", "made_in", "market", "on"];

/** Where a fact that is not known can be stated. */
export function placeOf(pivotal: Pivotal, vocabulary: Vocabulary): PaperField | GoodsField | `attr.${string}` | null {
  switch (pivotal.fact) {
    case "product": {
      const attribute = pivotal.about.find((id) => vocabulary.attributes.some((known) => known.id === id));
      return attribute ? `attr.${attribute}` : "product";
    }
    case "origin.made_in":
      return "made_in";
    case "origin.grown_in":
      return "grown_in";
    case "origin.last_processed_in":
      return "last_processed_in";
    case "origin.originating_in":
      return "originating_in";
    case "origin.shipped_from":
      return "shipped_from";
    case "origin.marketed_in":
      return "marketed_in";
    case "edition":
      return "norm";
    case "level":
    case "wanted_level":
    case "issued":
    case "expires":
    case "seat":
    case "owner":
    case "attests":
      return pivotal.fact;
    case "issuer_class":
      return "class";
    case "accreditation":
      return "accredited_by";
    case "listing":
      return "body";
    default:
      return null;
  }
}

export interface Details {
  element: HTMLDetailsElement;
  update(state: State, answer: Answer | null): void;
  /** Opens and goes to a field. */
  focus(place: string): void;
}

export function details(context: Context): Details {
  const { vocabulary, words, store } = context;
  const fields = new Map<string, Field>();
  const grid = h("div", { class: "fields" });
  const summary = h("summary", {}, words.t("ask.details"));
  const element = h("details", { class: "details" }, summary, grid);
  const find = {
    market: choices.markets(context, false),
    scheme: choices.schemes(context),
    body: choices.finder(vocabulary.bodies, context),
    accreditor: choices.finder([...vocabulary.bodies.filter((body) => body.classes.includes("accreditation-body")), ...vocabulary.markets], context),
  };
  const name = (id: string) => context.names.of(id, words);
  // A level is asked for by its English name, whatever the page speaks.
  const named = (level: Text) => ({ value: level.en, text: words.name(level) });

  function ofPaper(at: number, key: PaperField): Field {
    const label = words.t(`field.${key}`);
    const common = {
      label: at === 0 ? label : words.t("answer.of", { text: label, more: words.t("ask.details.paper.also") }),
      words,
      change: (value: string) => store.paper(at, { [key]: value }),
    };
    const scheme = vocabulary.schemes.find(({ id }) => id === store.state.papers[at]?.scheme);
    switch (key) {
      case "kind":
        return select(common, (scheme?.kinds ?? vocabulary.kinds).map((kind) => ({ value: kind, text: words.t(`kind.${kind}`) })));
      case "class": {
        const first = scheme?.classes ?? [];
        const order = [...first, ...vocabulary.issuer_classes.filter((other) => !first.includes(other))];
        return select(common, order.map((value) => ({ value, text: words.t(`class.${value}`) })));
      }
      case "level":
        return scheme?.levels.length ? select(common, scheme.levels.map(named)) : input(common, "text");
      case "status":
        return select(common, (["active", "suspended", "withdrawn"] as const).map((value) => ({ value, text: words.t(`status.${value}`) })));
      case "body":
        return choice(common, find.body, name);
      case "accredited_by":
        return choice(common, find.accreditor, name);
      case "attests":
        return choice(common, find.market, name);
      case "basis":
        return choice(common, find.scheme, name);
      case "expires":
        return day(common);
      case "norm":
        return input(common, "text", words.t("field.norm.hint", { example: "IEC 60335-1:2020" }), vocabulary.editions);
      default:
        return input(common, "text");
    }
  }

  function ofGoods(key: GoodsField): Field {
    const common = { label: words.t(`field.${key}`), words, change: (value: string) => store.goods({ [key]: value }) };
    if (key === "wanted_level") {
      const levels = vocabulary.schemes.find(({ id }) => id === store.state.papers[0].scheme)?.levels ?? [];
      return levels.length > 0 ? select(common, levels.map(named)) : input(common, "text");
    }
    if (key === "purpose") {
      const asked = vocabulary.requirements.filter(({ market }) => concerns(market));
      return select(common, asked.map(({ id, name: text }) => ({ value: id, text: words.name(text) })));
    }
    return choice(common, find.market, name);
  }

  /** Whether a requirement's market is the one asked, or a bloc it belongs to. */
  function concerns(market: string): boolean {
    const asked = store.state.goods.market;
    return market === asked || (vocabulary.blocs.find(({ id }) => id === market)?.members.includes(asked) ?? false);
  }

  function ofAttribute(id: string): Field {
    const attribute = vocabulary.attributes.find((known) => known.id === id);
    const common = { label: name(id), words, change: (value: string) => store.attribute(id, value) };
    switch (attribute?.kind) {
      case "yes-no":
        return select(common, (["yes", "no"] as const).map((value) => ({ value, text: words.t(`field.${value}`) })));
      case "choice":
        return select(common, attribute.values.map((value) => ({ value, text: context.names.value(id, value, words) })));
      default:
        return input(common, attribute?.kind === "number" ? "number" : "text");
    }
  }

  function field(place: string, at: number): Field {
    const scheme = store.state.papers[at]?.scheme ?? "";
    // A scheme has kinds, levels and classes of its own: its fields are others than another scheme's.
    const key = ["kind", "level", "class", "wanted_level"].includes(place) ? `${place} ${at} ${scheme}` : place === "purpose" ? `${place} ${store.state.goods.market}` : `${place} ${at}`;
    let known = fields.get(key);
    if (!known) {
      if (place.startsWith("attr.")) known = ofAttribute(place.slice(5));
      else known = isGoods(place) ? ofGoods(place) : ofPaper(at, place as PaperField);
      fields.set(key, known);
    }
    return known;
  }

  function wanted(state: State, pivotal: readonly string[]): { place: string; at: number }[] {
    const list: { place: string; at: number }[] = pivotal.map((place) => ({ place, at: 0 }));
    const add = (place: string, at = 0) => {
      if (!list.some((other) => other.place === place && other.at === at)) list.push({ place, at });
    };
    state.papers.forEach((paper, at) => {
      const scheme = vocabulary.schemes.find(({ id }) => id === paper.scheme);
      if ((scheme?.kinds.length ?? 0) > 1) add("kind", at);
      if (scheme?.levels.length) add("level", at);
      usual.forEach((key) => add(key, at));
      (Object.keys(paper) as PaperField[]).filter((key) => paper[key] && !sentenceFields.includes(key)).forEach((key) => add(key, at));
    });
    (Object.keys(state.goods) as GoodsField[]).filter((key) => state.goods[key] && !sentenceFields.includes(key)).forEach((key) => add(key));
    Object.keys(state.attributes).forEach((id) => add(`attr.${id}`));
    if (vocabulary.requirements.filter(({ market }) => concerns(market)).length > 1) add("purpose");
    return list;
  }

  return {
    element,
    update(state, answer) {
      const places = (answer?.pivotal_unknowns ?? []).map((pivotal) => placeOf(pivotal, vocabulary)).filter((place) => place !== null);
      const pivotal = [...new Set(places)].filter((place) => !sentenceFields.includes(place));
      const shown = wanted(state, pivotal).map(({ place, at }) => {
        const known = field(place, at);
        known.mark(at === 0 && pivotal.includes(place as (typeof pivotal)[number]));
        known.show(valueOf(state, place, at));
        return known.element;
      });
      // Moving the field somebody types in would take the cursor from it: the order waits.
      const order = grid.contains(document.activeElement) ? [...new Set([...grid.children, ...shown])].filter((e) => shown.includes(e as HTMLElement)) : shown;
      if (order.length !== grid.children.length || order.some((e, i) => e !== grid.children[i])) arrange(order);
    },
    focus(place) {
      element.open = true;
      const control = fields.get(`${place} 0`)?.control ?? [...fields].find(([key]) => key.startsWith(`${place} `))?.[1].control;
      control?.focus();
      control?.scrollIntoView({ block: "center" });
    },
  };

  /** Puts the fields in order without touching those that stand right. */
  function arrange(order: Element[]): void {
    for (const child of [...grid.children]) if (!order.includes(child)) child.remove();
    order.forEach((child, i) => grid.children[i] !== child && grid.insertBefore(child, grid.children[i] ?? null));
  }
}

function isGoods(place: string): place is GoodsField {
  return ["grown_in", "last_processed_in", "originating_in", "shipped_from", "marketed_in", "purpose", "wanted_level", "made_in", "product", "market", "on", "hs"].includes(place);
}

function valueOf(state: State, place: string, at: number): string {
  if (place.startsWith("attr.")) return state.attributes[place.slice(5)] ?? "";
  return isGoods(place) ? state.goods[place] : (state.papers[at]?.[place as PaperField] ?? "");
}
