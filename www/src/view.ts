/** What a view is: a part of the page with an address of its own. */

import type { State } from "./state";

export interface View {
  element: HTMLElement;
  /** Shows a state: at once after it was made, and whenever the state changes while the view is open. */
  update(state: State): void;
  /** Ends what is still running, when another view is opened. */
  close?(): void;
}
