/** The answer, from the verdict to the caveat. */

import type { Answer } from "../comity/types";
import { change } from "./change";
import type { Context } from "./context";
import { h, present } from "./dom";
import { footing } from "./footing";
import { saveCalendar } from "./ics";
import { market } from "./market";
import { routes } from "./routes";
import { steps } from "./steps";
import { until } from "./until";
import { verdict } from "./verdict";
import { why } from "./why";

/** What an answer can be copied as. */
export const copies = ["text", "json", "json-ld", "link"] as const;
export type Copied = (typeof copies)[number];

export interface Actions {
  /** Puts the cursor where a fact can be stated. */
  goTo: (place: string) => void;
  copy: (what: Copied) => Promise<boolean>;
  /** What changed since the link was made. */
  since: HTMLElement | null;
}

/** The verdict alone: it is announced when it changes. */
export { verdict };

/** Everything below the verdict. */
export function reasons(answer: Answer, context: Context, actions: Actions): DocumentFragment {
  const fragment = document.createDocumentFragment();
  const { words } = context;
  fragment.append(
    ...present([
      actions.since,
      tools(answer, context, actions),
      steps(answer, context),
      until(answer, context),
      why(answer, context),
      change(answer, context, actions.goTo),
      market(answer, context),
      routes(answer, context),
      footing(answer, context),
    ]),
  );
  fragment.append(h("p", { class: "print-only link" }, words.t("answer.copy.link"), ": ", context.store.link));
  return fragment;
}

function tools(answer: Answer, context: Context, { copy }: Actions): HTMLElement {
  const { words } = context;
  const said = h("span", { class: "said", role: "status" });
  const button = (what: Copied) =>
    h(
      "button",
      {
        type: "button",
        class: "quiet",
        click: async () => {
          said.textContent = words.t((await copy(what)) ? "answer.copied" : "answer.copy.failed");
        },
      },
      words.t(`answer.copy.${what}`),
    );
  return h("div", { class: "tools" }, ...copies.map(button), h("button", { type: "button", class: "quiet", click: () => saveCalendar(answer, context) }, words.t("time.calendar")), h("button", { type: "button", class: "quiet", click: () => print() }, words.t("answer.print")), said);
}
