/** What lies ahead of an answer: its dates, as a list and as a calendar file, and changes under way. */

import type { Answer, Period } from "../comity/types";
import type { Context } from "./context";
import { h } from "./dom";
import { datesAhead, saveCalendar } from "./ics";
import { section, sources } from "./parts";
import { Say } from "./say";

export function ahead(answer: Answer, later: readonly Period[], context: Context): HTMLElement {
  const { words } = context;
  const dates = datesAhead(answer, context, later);
  return section(
    "time-ahead",
    words.t("time.dates"),
    dates.length === 0 && h("p", {}, words.t("time.dates.none")),
    dates.length > 0 &&
      h(
        "ol",
        { class: "dates-ahead" },
        ...dates.map(({ written, what, more }) => h("li", {}, h("time", { datetime: written }, words.date(written)), h("span", {}, what, ...more.split("\n").filter(Boolean).map((text) => h("span", { class: "about" }, text))))),
      ),
    dates.length > 0 && h("p", { class: "calendar-file" }, h("button", { type: "button", click: () => saveCalendar(answer, context, later) }, words.t("time.calendar"))),
    dates.length > 0 && h("p", { class: "note" }, words.t("time.calendar.note")),
  );
}

/** Changes under way: shown, never applied. */
export function pendings({ pending_changes }: Answer, context: Context): HTMLElement {
  const { words } = context;
  return section(
    "time-pending",
    words.t("footing.pending"),
    pending_changes.length === 0 && h("p", {}, words.t("time.pending.none")),
    pending_changes.length > 0 &&
      h(
        "ul",
        { class: "pending" },
        ...pending_changes.map((pending) =>
          h(
            "li",
            {},
            words.name(pending.what),
            h("span", { class: "about" }, words.series([words.name(pending.stage), ...(pending.expected_from ? [words.t("footing.pending.expected", { date: words.date(pending.expected_from) })] : [])])),
            sources(pending.sources, context),
          ),
        ),
      ),
  );
}

/** What the answer of the day asked takes for granted. */
export function presumptions({ presumptions_used }: Answer, { words, names }: Context): HTMLElement | null {
  if (presumptions_used.length === 0) return null;
  const say = new Say(words, names);
  return section("time-presumed", words.t("footing.presumed"), h("ul", { class: "turned" }, ...presumptions_used.map((reason) => h("li", {}, say.reason(reason)))));
}
