/** The verdict: word, glyph, pattern and colour, and the sentence that frames it. */

import type { Answer } from "../comity/types";
import type { Saying } from "./context";
import { h } from "./dom";
import { Say } from "./say";
import { tile } from "./tile";

export function verdict(answer: Answer, { words, names }: Saying): HTMLElement {
  const say = new Say(words, names);
  const { verdict: name } = answer.headline;
  const [first, ...rest] = say.frame(answer);
  return h(
    "div",
    { class: `verdict verdict-${name}`, id: "verdict" },
    tile(name, "large"),
    h("p", { class: "verdict-name" }, words.t(`verdict.${name}`)),
    h(
      "div",
      { class: "verdict-words" },
      h("p", { class: "verdict-means" }, say.means(answer)),
      h("p", { class: "verdict-frame" }, first ?? ""),
      ...rest.map((sentence) => h("p", { class: "verdict-note" }, sentence)),
    ),
  );
}
