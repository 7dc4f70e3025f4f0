/** What no view may do to anybody: hinder, run over the edge, be too small to press. */

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What the checker finds. It comes in by the debugger: the page's own policy allows no foreign script. */
export async function violations(page) {
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  // A colour on its way to another is none to be judged.
  await page.evaluate(() => Promise.allSettled(document.getAnimations().filter((animation) => Number.isFinite(animation.effect.getComputedTiming().endTime)).map(({ finished }) => finished)));
  const { violations } = await page.evaluate((rules) => axe.run(document, { runOnly: rules }), rules);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join(" | ")}`.slice(0, 600));
}

/** By how many pixels the page is wider than its window. */
export const over = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What can be pressed and is less than 24 pixels wide or high; the browser's own calendar lies under its field. */
export const small = (page, pressed = "button, input, select, summary, textarea") =>
  page.evaluate(
    (pressed) =>
      [...document.querySelectorAll(pressed)]
        .filter((element) => element.checkVisibility({ checkOpacity: true }) && !element.matches(".calendar"))
        .map((element) => ({ text: element.outerHTML.slice(0, 80), box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width < 24 || box.height < 24)
        .map(({ text, box }) => `${text} ${box.width}×${box.height}`),
    pressed,
  );
