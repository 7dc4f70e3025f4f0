/** `comity/element`: registers the elements once. On a server it does nothing. */

import { ComityBadge } from "./badge";
import { ComityCheck } from "./check";
import { ComityWorld } from "./world";

export { ComityBadge, ComityCheck, ComityWorld };
export { provide } from "./law";

if (globalThis.customElements) {
  for (const [name, element] of Object.entries({ "comity-badge": ComityBadge, "comity-check": ComityCheck, "comity-world": ComityWorld })) {
    // A page that loads two copies keeps the first.
    if (!customElements.get(name)) customElements.define(name, element);
  }
}
