/** Questions to start from: each teaches what can be asked. */

import type { Context } from "./context";
import { h } from "./dom";
import { type Goods, type Paper, type State, blank, blankPaper } from "./state";
import type { Key } from "./words";

interface Example {
  paper: Partial<Paper>;
  goods: Partial<Goods>;
}

const examples: readonly Example[] = [
  { paper: { scheme: "iecee-cb", seat: "CN", issued: "2025-03-01" }, goods: { product: "household-appliances", made_in: "CN", market: "KR" } },
  { paper: { scheme: "eu-doc", seat: "DE", issued: "2025-06-01" }, goods: { product: "household-appliances", made_in: "CN", market: "GB" } },
  { paper: { scheme: "gmp-eu", seat: "DE", issued: "2025-03-01" }, goods: { product: "finished-medicines", made_in: "DE", market: "US" } },
  { paper: { scheme: "organic-us-nop", seat: "US", issued: "2026-03-01" }, goods: { product: "organic-processed", made_in: "US", market: "CA" } },
  { paper: { scheme: "ccc", seat: "CN", issued: "2025-06-01" }, goods: { product: "household-appliances", made_in: "CN", market: "DE" } },
  { paper: { scheme: "common-criteria", seat: "DE", issued: "2025-03-01" }, goods: { product: "it-security", made_in: "DE", market: "JP" } },
];

/** The examples, each asked in the view that is open. `form`: the words of one, with `{scheme}`, `{seat}`, `{product}`, `{market}` or some of them. */
export function exampleList({ vocabulary, names, words, store }: Context, done: () => void, form: Key = "ask.example"): HTMLElement {
  const known = examples.filter(({ paper, goods }) => vocabulary.schemes.some(({ id }) => id === paper.scheme) && vocabulary.products.some(({ id }) => id === goods.product));
  const name = (id: string | undefined) => (id ? names.of(id, words) : "");
  const state = ({ paper, goods }: Example): State => {
    const empty = blank(words.language);
    return { ...empty, view: store.state.view, papers: [{ ...blankPaper(), ...paper }], goods: { ...empty.goods, ...goods } };
  };
  return h(
    "ul",
    { class: "examples" },
    ...known.map((example) =>
      h(
        "li",
        {},
        h(
          "button",
          {
            type: "button",
            class: "example",
            click: () => {
              store.ask(state(example));
              done();
            },
          },
          h("span", { class: "asked" }, words.t(form, { scheme: name(example.paper.scheme), seat: name(example.paper.seat), product: name(example.goods.product), market: name(example.goods.market) })),
        ),
      ),
    ),
  );
}
