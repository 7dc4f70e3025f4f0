/** Until when it holds: the sentence, and the days in their order. */

import type { Answer } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { section } from "./parts";
import { Say } from "./say";
import type { Key } from "./words";

export function until(answer: Answer, context: Context): HTMLElement | null {
  const { words, names, store } = context;
  // A "no" and a "not known" have an end only where one is on record.
  const lasting = ["native", "accepted", "accepted-with-conditions", "convertible", "supporting"].includes(answer.headline.verdict);
  if (!lasting && !answer.stable_until) return null;
  const say = new Say(words, names);
  const paper = store.state.papers[0];
  const points: { day: string; label: string; kind: string }[] = [];
  const add = (day: string | null | undefined, key: Key, kind: string) => day && points.push({ day, label: words.t(key), kind });
  add(paper.issued, "until.issued", "past");
  add(answer.question.on, "until.asked", "asked");
  add(answer.stable_until, "until.last", "last");
  add(answer.as_of, "until.data", "data");
  points.sort((a, b) => full(a.day).localeCompare(full(b.day)));
  // What falls on one day is one point.
  const days = points.filter((point, i) => point.day !== points[i - 1]?.day).map(({ day, kind }) => ({
    day,
    kind,
    label: points.filter((point) => point.day === day).map(({ label }) => label).join(words.language === "en" ? ", " : "、"),
  }));
  return section(
    "until-title",
    words.t("answer.until"),
    h("p", {}, say.until(answer.stable_until, answer.next_verdict).join(words.language === "en" ? " " : "")),
    h(
      "ol",
      { class: "timeline" },
      ...days.map(({ day, label, kind }) => h("li", { class: `point point-${kind}` }, h("time", { datetime: day }, words.date(day)), h("span", {}, label))),
    ),
  );
}

/** A day to sort by, where only the month or year is known. */
function full(written: string): string {
  return written.length === 10 ? written : written.length === 7 ? `${written}-31` : `${written}-12-31`;
}
