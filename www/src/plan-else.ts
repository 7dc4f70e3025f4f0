/** Where a certificate of a plan counts besides: asked only when somebody wants to know. */

import type { Markets, Template } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { Work } from "./plan-work";
import { paperName } from "./plan-template";
import { toPortfolio } from "./state";
import { tile } from "./tile";

/** A button, and in its place what comes of it. `planned`: the markets of the plan, of which it was told already. */
export function elsewhere(template: Template, planned: readonly string[], context: Context): HTMLElement {
  const { words, store, vocabulary, asking } = context;
  const work = new Work(context);
  const button = h("button", { type: "button", class: "quiet", click: () => void ask() }, words.t("plan.else"));
  const element = h("div", { class: "elsewhere" }, button, work.element);

  async function ask(): Promise<void> {
    if (!template.example) return;
    const portfolio = { ...toPortfolio(store.state, vocabulary), holdings: template.example.holdings, origin: template.example.origin };
    button.hidden = true;
    await work.do((progress) => asking.ask("markets", { portfolio }, progress), (found) => shown(found));
    // Stopped by another question: it can be asked again.
    button.hidden = work.element.textContent !== "";
  }

  function shown(found: Markets): HTMLElement {
    const told = new Set([...planned, ...vocabulary.blocs.filter(({ id }) => planned.includes(id)).flatMap(({ members }) => members)]);
    const counts = found.markets.filter(({ market, verdict }) => !told.has(market) && ["native", "accepted", "accepted-with-conditions", "convertible"].includes(verdict));
    const paper = paperName(template, context);
    return h(
      "div",
      { role: "status" },
      h("p", { class: "note" }, words.t(counts.length > 0 ? "plan.else.title" : "plan.else.none", { paper })),
      counts.length > 0 && h("ul", { class: "elsewhere-markets" }, ...counts.map(({ name, verdict }) => h("li", {}, tile(verdict), h("span", {}, words.name(name), " ", h("span", { class: "about" }, words.t(`verdict.${verdict}`)))))),
      h("p", { class: found.complete ? "note" : "caution" }, found.complete ? words.t("ask.complete") : words.t("ask.cut", { budget: found.budget ?? "" })),
    );
  }

  return element;
}
