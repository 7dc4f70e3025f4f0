/** A market's line in words, the same for tile, table and file. */

import type { Saying } from "./context";
import { Say } from "./say";
import { type Difference, type Group, type Row, type Side, counted } from "./world-rows";

export class LineWords {
  readonly #context: Saying;
  readonly #say: Say;

  constructor(context: Saying) {
    this.#context = context;
    this.#say = new Say(context.words, context.names);
  }

  group(group: Group): string {
    const { words } = this.#context;
    return group === "silent" ? words.t("answer.of", { text: words.t("verdict.unknown"), more: words.t("ask.markets.silent") }) : words.t(`verdict.${group}`);
  }

  /** "Market: verdict", or both verdicts where two are compared. */
  row({ name, sides }: Row): string {
    const { words } = this.#context;
    const [first, second] = sides;
    const market = words.name(name);
    if (!second || second.group === first.group) return words.t("world.tile", { market, verdict: this.group(first.group) });
    return words.t("world.tile.both", { market, first: this.group(first.group), second: this.group(second.group) });
  }

  /** What a verdict leaves open between, or that there is nothing to go by. */
  range({ line: { interval: [lo, hi] }, group }: Side): string {
    if (group === "silent") return this.#context.words.t("ask.markets.silent");
    return lo === hi ? "" : this.#say.interval([lo, hi]);
  }

  /** How many steps are left; of what does not count there is none to tell. */
  left({ line }: Side): string {
    return counted(line) ? this.#context.words.number(line.obligations) : "";
  }

  until({ line }: Side): string {
    const { words } = this.#context;
    if (line.stable_until) return words.date(line.stable_until);
    return counted(line) ? words.t("why.open-end") : "";
  }

  next({ line: { next_verdict: next } }: Side): string {
    if (!next) return "";
    return next[0] === "not-required" ? this.#context.words.t("world.next.gone") : this.#say.interval(next);
  }

  agreements({ line }: Side): string {
    const { words, names } = this.#context;
    return words.series(line.agreements.map((id) => names.of(id, words)));
  }

  difference(what: Difference): string {
    return this.#context.words.t(`ask.differs.${what}`);
  }
}
