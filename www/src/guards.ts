/** What was tested on one hop. */

import type { GuardAnswer, Truth } from "../comity/types";
import type { Saying } from "./context";
import { h } from "./dom";
import { sources } from "./parts";
import { Say } from "./say";

const signs: Record<Truth, string> = { T: "✓", U: "?", F: "✗" };

export function guards(list: readonly GuardAnswer[], said: Record<string, string>, context: Saying, key: string): HTMLElement | null {
  const { words, names } = context;
  if (list.length === 0) return null;
  const say = new Say(words, names, said);
  const count = (value: Truth) => list.filter((guard) => guard.value === value).length;
  const [met, open, failed] = [count("T"), count("U"), count("F")];
  const summary =
    failed > 0
      ? words.t("why.some-failed", { met, failed })
      : open > 0
        ? words.t("why.some-open", { met, open })
        : words.t("why.all-met", { count: met });
  // What is not met comes first: it is what the reader looks for.
  const order = [...list].sort((a, b) => "FUT".indexOf(a.value) - "FUT".indexOf(b.value));
  return h(
    "details",
    { class: "guards", "data-key": key, open: open + failed > 0 },
    h("summary", {}, summary),
    h(
      "ul",
      {},
      ...order.map(({ name, value, because, sources: cited = [] }) =>
        h(
          "li",
          { class: `guard guard-${value}` },
          h("span", { class: "sign", "aria-hidden": "true" }, signs[value]),
          h(
            "span",
            { class: "guard-words" },
            h("span", { class: "guard-name" }, words.t(`guard.${name}`), h("span", { class: "visually-hidden" }, ` (${words.t(`truth.${value}`)})`)),
            ...because.map((reason) => h("span", { class: "because" }, say.reason(reason))),
            sources(cited, context),
          ),
        ),
      ),
    ),
  );
}
