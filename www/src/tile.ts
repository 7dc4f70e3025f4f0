/** The tile of a verdict: colour, pattern and glyph together, so that none of them has to be seen. */

import type { Verdict } from "../comity/types";
import { svg } from "./dom";

/** Lines on a field of 48: drawn, not written, so that every machine shows the same. */
const glyphs: Record<Verdict, string> = {
  native: "M13 25l8 8 15-18M13 37h23",
  accepted: "M12 25l8 8 16-18",
  "accepted-with-conditions": "M12 25l8 8 16-18",
  convertible: "M12 19h22l-6-6M36 30H14l6 6",
  supporting: "M16 11h12l6 6v20H16zM20 23h10M20 29h10",
  "not-addressed": "M14 24h20",
  "not-accepted": "M15 15l18 18M33 15L15 33",
  unknown: "M18 18c0-4 3-6 6.500-6s6 2.500 6 5.500c0 4.500-6.500 5-6.500 10M24 34.500v.5",
  barred: "M24 11a13 13 0 1 0 .01 0M15 33L33 15",
  "not-required": "M24 13a11 11 0 1 0 .01 0",
};

/** Hatching and dots, as paths. */
const patterns: Partial<Record<Verdict, { lines: string } | { dots: number }>> = {
  "accepted-with-conditions": { lines: "M0 12L12 0M0 24L24 0M0 36L36 0M0 48L48 0M12 48L48 12M24 48L48 24M36 48L48 36" },
  convertible: { dots: 6 },
  supporting: { dots: 12 },
};

export function tile(verdict: Verdict, kind: "large" | "small" = "small"): SVGElement {
  const pattern = patterns[verdict];
  return svg(
    "svg",
    { class: `tile tile-${kind} tile-${verdict}`, viewBox: "0 0 48 48", "aria-hidden": "true", focusable: "false" },
    svg("rect", { class: "tile-fill", x: 1, y: 1, width: 46, height: 46, rx: 3 }),
    pattern && "lines" in pattern && svg("path", { class: "tile-hatch", d: pattern.lines }),
    pattern && "dots" in pattern && svg("path", { class: "tile-dots", d: dots(pattern.dots) }),
    svg("rect", { class: "tile-outline", x: 1, y: 1, width: 46, height: 46, rx: 3 }),
    svg("path", { class: "tile-halo", d: glyphs[verdict] }),
    svg("path", { class: "tile-glyph", d: glyphs[verdict] }),
  );
}

/** A grid of dots: strokes without length. */
function dots(step: number): string {
  let path = "";
  for (let y = step / 2 + 1; y < 48; y += step) for (let x = step / 2 + 1; x < 48; x += step) path += `M${x} ${y}h0`;
  return path;
}
