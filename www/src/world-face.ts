/** The tile of a group: that of its verdict, hollow where nothing is on record, so that what is on record stands out. */

import { tile } from "./tile";
import type { Group } from "./world-rows";

export function face(group: Group): SVGElement {
  const drawn = tile(group === "silent" ? "unknown" : group);
  if (group === "silent") drawn.classList.add("is-silent");
  return drawn;
}
