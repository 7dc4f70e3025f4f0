/** The periods of an answer on one line: long ones longer, none too short to see or to press, and a slider over them. */

import type { Period } from "../comity/types";
import type { Context } from "./context";
import { type Child, h, svg } from "./dom";
import { firstDay } from "./ics";
import { tile } from "./tile";
import { datesOf } from "./time-period";

/** A day to be marked on the line. */
export interface Mark {
  day: string;
  kind: "asked" | "data" | "pending" | "once";
}

export interface Line {
  element: HTMLElement;
  show(index: number): void;
}

const DAY = 86_400_000;
/** How far the open ends reach beyond the dates there are. */
const BEYOND = 2 * 365 * DAY;
/** A pattern is drawn once for the widest part there can be. */
const WIDE = 2600;

export function line(periods: readonly Period[], marks: readonly Mark[], context: Context, choose: (index: number) => void): Line {
  const { words } = context;
  const days = [...periods.flatMap(({ from, until }) => [from, until]), ...marks.map(({ day }) => firstDay(day))].flatMap((day) => (day ? [Date.parse(day)] : []));
  const [first, last] = [Math.min(...days) - BEYOND, Math.max(...days) + BEYOND];
  const begins = ({ from }: Period) => (from ? Date.parse(from) : first);
  const ends = ({ until }: Period) => (until ? Date.parse(until) + DAY : last);
  let chosen = 0;

  const parts = periods.map((period) => {
    const [from, to] = [begins(period), ends(period)];
    const here = marks.map(({ day, kind }) => ({ kind, time: Date.parse(firstDay(day)) })).filter(({ time }) => time >= from && time < to);
    const element = h(
      "div",
      { class: `time-part${period.projected ? " is-projected" : ""}` },
      bar(period),
      tile(period.verdict),
      ...here.map(({ kind, time }) => {
        const mark = h("span", { class: `time-mark time-mark-${kind}` });
        mark.style.setProperty("--at", `${(100 * (time - from)) / (to - from)}%`);
        return mark;
      }),
      h("span", { class: "time-year" }, period.from?.slice(0, 4)),
    );
    element.style.setProperty("--long", String(Math.max(1, Math.round((to - from) / DAY))));
    return element;
  });

  const range = h("input", {
    type: "range",
    class: "time-range",
    min: 0,
    max: periods.length - 1,
    step: 1,
    "aria-label": words.t("time.slider"),
    input: () => choose(Number(range.value)),
  });
  const strip = h("div", { class: "time-strip", "aria-hidden": "true" }, ...parts);
  // Pressed or drawn along, the line gives the period below the pointer.
  const point = (event: PointerEvent) => {
    const at = parts.findIndex((part) => event.clientX < part.getBoundingClientRect().right);
    range.focus({ preventScroll: true });
    if (at >= 0 && at !== chosen) choose(at);
  };
  strip.addEventListener("pointerdown", point);
  strip.addEventListener("pointermove", (event) => event.buttons === 1 && point(event));
  strip.addEventListener("mousedown", (event) => event.preventDefault());
  const step = (by: number) => () => choose(Math.min(periods.length - 1, Math.max(0, chosen + by)));
  const earlier = h("button", { type: "button", click: step(-1) }, h("span", { "aria-hidden": "true" }, "‹ "), words.t("time.earlier"));
  const later = h("button", { type: "button", click: step(1) }, words.t("time.later"), h("span", { "aria-hidden": "true" }, " ›"));

  return {
    element: h("div", { class: "time-line" }, h("div", { class: "time-box" }, range, strip), legend(marks, context), h("div", { class: "time-steps" }, earlier, later)),
    show(index) {
      chosen = index;
      const period = periods[index];
      if (!period) return;
      parts.forEach((part, at) => part.classList.toggle("is-chosen", at === index));
      range.value = String(index);
      range.setAttribute("aria-valuetext", words.t("time.period", { dates: datesOf(period, context), verdict: words.t(`verdict.${period.verdict}`) }));
      // They stay where they are, so that the focus does: at an end they only do nothing.
      earlier.setAttribute("aria-disabled", String(index === 0));
      later.setAttribute("aria-disabled", String(index === periods.length - 1));
      within(parts[index]);
    },
  };
}

/** Scrolls the line, and only the line, until a part of it is in sight. */
function within(part: HTMLElement | undefined): void {
  const box = part?.closest<HTMLElement>(".time-box");
  if (!part || !box) return;
  const [outer, inner] = [box.getBoundingClientRect(), part.getBoundingClientRect()];
  if (inner.left < outer.left) box.scrollLeft -= outer.left - inner.left;
  else if (inner.right > outer.right) box.scrollLeft += inner.right - outer.right;
}

/** The colour and the pattern of a verdict, as long as its period. */
function bar({ verdict }: Period): SVGElement {
  const steps = (step: number) => Array.from({ length: Math.ceil(WIDE / step) }, (_, i) => i * step);
  const hatch = verdict === "accepted-with-conditions" && steps(12).map((x) => `M${x} 24L${x + 24} 0`).join("");
  const apart = verdict === "convertible" ? 6 : verdict === "supporting" ? 12 : 0;
  const dots = apart > 0 && steps(apart).map((x) => `M${x + 3} 6h0M${x + 3} 12h0M${x + 3} 18h0`).join("");
  return svg(
    "svg",
    { class: `time-bar tile-${verdict}`, focusable: "false" },
    svg("rect", { class: "tile-fill", width: "100%", height: "100%" }),
    hatch && svg("path", { class: "tile-hatch", d: hatch }),
    dots && svg("path", { class: "tile-dots", d: dots }),
  );
}

/** What the marks mean, each that there is. */
function legend(marks: readonly Mark[], { words }: Context): HTMLElement {
  const entry = (kind: Mark["kind"], text: string): Child => marks.some((mark) => mark.kind === kind) && h("li", {}, h("span", { class: `time-mark time-mark-${kind}`, "aria-hidden": "true" }), text);
  const on = (kind: Mark["kind"]) => words.list([...new Set(marks.filter((mark) => mark.kind === kind).map(({ day }) => words.date(day)))]);
  return h(
    "ul",
    { class: "time-legend" },
    entry("asked", words.t("answer.of", { text: words.t("until.asked"), more: on("asked") })),
    entry("data", words.t("answer.of", { text: words.t("until.data"), more: on("data") })),
    entry("pending", words.t("answer.of", { text: words.t("time.mark.pending"), more: on("pending") })),
    entry("once", words.t("answer.of", { text: words.t("time.mark.once"), more: on("once") })),
  );
}
