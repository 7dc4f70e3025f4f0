/** All markets in turns: a second of work in one piece would hold up the page around it. */

import type { Comity } from "../comity/comity";
import type { Markets, Portfolio } from "../comity/types";

/** After so many milliseconds the page has its turn: browsers call 50 a long task. One market is never parted, and a few take longer. */
const LONG = 25;

/** What `comity.markets` says. `turn` lets the page have its turn, and throws where the answer is no longer wanted. */
export async function marketsInTurns(comity: Comity, portfolio: Portfolio, codes: readonly string[], turn: () => Promise<void>): Promise<Markets> {
  let found = comity.markets_of(portfolio, []);
  let begun = performance.now();
  for (const code of codes) {
    if (performance.now() - begun > LONG) {
      await turn();
      begun = performance.now();
    }
    found = joined(found, comity.markets_of(portfolio, [code]));
  }
  return found;
}

function joined(some: Markets, more: Markets): Markets {
  return { ...some, markets: [...some.markets, ...more.markets], complete: some.complete && more.complete, budget: some.budget ?? more.budget, bound_hit: some.bound_hit || more.bound_hit };
}

/** Lets everything else that waits be done first. A timer would do it too, but in a page that nobody looks at only once a second. */
export function pageTurn(): Promise<void> {
  return new Promise((done) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      done();
    };
    port2.postMessage(null);
  });
}
