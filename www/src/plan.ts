/** Planning: markets and goods in, the smallest sets of certificates that open them out. */

import type { Aim } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { Form } from "./form";
import { viewHead } from "./parts";
import { type Chosen, chosenMarkets, codesOf } from "./plan-markets";
import { planned } from "./plan-sets";
import { Work } from "./plan-work";
import { type State, missing, toPortfolio } from "./state";
import type { View } from "./view";

const effects = ["reissue", "equivalent", "evidence"] as const;
type Effect = (typeof effects)[number];

/** Who adds three markets, one after the other, waits for one plan. In milliseconds. */
const PAUSE = 300;

export class Plan implements View {
  readonly element: HTMLElement;
  readonly #context: Context;
  readonly #work: Work;
  readonly #markets: Chosen;
  readonly #effects = new Map<Effect, HTMLInputElement>();
  readonly #form: Form;
  /** What was planned last: the same is not planned twice. */
  #asked = "";
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor(context: Context) {
    this.#context = context;
    const { words, store } = context;
    this.#work = new Work(context);
    this.#form = new Form(context, "plan.sentence", () => this.#markets.input.focus());
    this.#markets = chosenMarkets(context, "plan-markets", (codes) => store.own({ markets: codes.join(",") }));
    this.element = h(
      "div",
      { class: "plan-view" },
      viewHead(words.t("plan.title"), words.t("plan.lead")),
      h(
        "section",
        { class: "plan-form", "aria-labelledby": "question-title" },
        h("h3", { id: "question-title", class: "visually-hidden" }, words.t("ask.title")),
        h("div", { role: "group", "aria-labelledby": "plan-markets" }, h("h4", { id: "plan-markets" }, words.t("plan.markets")), this.#markets.element),
        this.#form.element,
        h("p", { class: "note" }, words.t("plan.in-hand.hint")),
        this.#effect(),
        this.#form.tools,
      ),
      this.#work.element,
    );
  }

  update(state: State): void {
    this.#form.update(state);
    this.#markets.show(codesOf(state.own.markets));
    for (const [effect, input] of this.#effects) input.checked = effect === effectOf(state);
    this.#plan(state);
  }

  close(): void {
    clearTimeout(this.#later);
    this.#work.close();
  }

  #effect(): HTMLElement {
    const { words, store } = this.#context;
    const choice = (effect: Effect) => {
      const input = h("input", { type: "radio", name: "plan-effect", value: effect, change: () => store.own({ effect: effect === "reissue" ? "" : effect }) });
      this.#effects.set(effect, input);
      return h("label", { class: "effect" }, input, h("span", {}, h("b", {}, words.t(`scale.${effect}`)), " ", h("span", { class: "about" }, words.t(`plan.effect.${effect}`))));
    };
    return h("fieldset", { class: "effects" }, h("legend", {}, words.t("plan.effect")), ...effects.map(choice));
  }

  /** Plans, unless it is the same as before or something is lacking. */
  #plan(state: State): void {
    const { words, vocabulary, asking, names } = this.#context;
    const markets = codesOf(state.own.markets);
    const aim: Aim = { markets, effect: effectOf(state) };
    const portfolio = toPortfolio(state, vocabulary);
    // Nothing in hand is fine: a blank paper is none.
    const owned = { ...portfolio, holdings: (portfolio.holdings ?? []).filter(({ scheme }) => scheme) };
    const asked = JSON.stringify([owned, aim]);
    if (asked === this.#asked) return;
    const first = this.#asked === "";
    this.#asked = asked;
    clearTimeout(this.#later);
    const lacking = [...(markets.length > 0 ? [] : [words.t("plan.markets.field")]), ...missing(state, ["product", "on"]).map((field) => words.t(`field.${field}`))];
    if (lacking.length > 0) return this.#work.put(h("p", { class: "hint-line", role: "status" }, words.t("ask.missing", { fields: words.list(lacking) })));
    const unknown = markets.filter((code) => names.called(code, words) === code && ![...vocabulary.markets, ...vocabulary.blocs].some(({ id }) => id === code));
    if (unknown.length > 0) return this.#work.put(h("p", { class: "trouble", role: "alert" }, words.t("error.field", { field: words.t("field.market"), got: unknown.join(", ") })));
    const plan = () => void this.#work.do((progress) => asking.ask("plan", { portfolio: owned, aim }, progress), (found) => planned(found, this.#context), (place) => this.#form.focus(place));
    this.#work.put(h("div"));
    this.#later = setTimeout(plan, first ? 0 : PAUSE);
  }
}

function effectOf(state: State): Effect {
  return effects.find((effect) => effect === state.own.effect) ?? "reissue";
}
