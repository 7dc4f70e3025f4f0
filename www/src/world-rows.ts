/** The markets as rows, of one question or of two side by side: the tiles, the table and the file are made of these and nothing else. */

import type { MarketLine, Markets, Text, Verdict } from "../comity/types";
import { type Region, regionOf } from "./regions";
import type { State } from "./state";

/** The order in which verdicts are told: what most wish to see comes first. */
const verdicts: readonly Verdict[] = ["native", "accepted", "accepted-with-conditions", "convertible", "supporting", "not-required", "not-addressed", "not-accepted", "barred", "unknown"];

/** A verdict, or that nothing is on record for these papers: that too is "cannot be decided", and says much less. */
export type Group = Verdict | "silent";
export const groups: readonly Group[] = [...verdicts, "silent"];

/** In what two rows can differ: the words of the comparison of two answers. */
export const differences = ["verdict", "interval", "obligations", "until", "routes"] as const;
export type Difference = (typeof differences)[number];

/** A market's line and the group it counts in. */
export interface Side {
  line: MarketLine;
  group: Group;
}

export interface Row {
  code: string;
  name: Text;
  region: Region;
  /** One side, or the two that are compared. */
  sides: [Side, Side?];
  differs: Difference[];
}

export function rows(first: Markets, second: Markets | null): Row[] {
  const others = new Map(second?.markets.map((line) => [line.market, line]));
  return first.markets.map((line) => {
    const other = others.get(line.market);
    return {
      code: line.market,
      name: line.name,
      region: regionOf(line.market),
      sides: other ? [side(line), side(other)] : [side(line)],
      differs: other ? differences.filter((what) => told(line, what) !== told(other, what)) : [],
    };
  });
}

function side(line: MarketLine): Side {
  return { line, group: line.verdict === "unknown" && line.requirements.length === 0 ? "silent" : line.verdict };
}

function told(line: MarketLine, what: Difference): string {
  switch (what) {
    case "verdict":
      return line.verdict;
    case "interval":
      return line.interval.join();
    case "obligations":
      return String(line.obligations);
    case "until":
      return [line.stable_until, line.next_verdict].join();
    case "routes":
      return line.agreements.join();
  }
}

/** How many rows stand in each group, on one side. */
export function counts(all: readonly Row[], at: 0 | 1): Map<Group, number> {
  const counted = new Map<Group, number>();
  for (const { sides } of all) {
    const group = sides[at]?.group;
    if (group) counted.set(group, (counted.get(group) ?? 0) + 1);
  }
  return counted;
}

/** Whether a verdict says that the paper counts for something: only then is "nothing left to do" good news. */
export function counted({ verdict }: MarketLine): boolean {
  return ["native", "accepted", "accepted-with-conditions", "convertible", "supporting"].includes(verdict);
}

/** What the address keeps of the groups shown; nothing means all. */
export function readShown(own: State["own"]): { groups: Set<Group>; differing: boolean } {
  const written = (own.show ?? "").split(",");
  return { groups: new Set(groups.filter((group) => written.includes(group))), differing: written.includes("differs") };
}

export function writeShown(shown: { groups: ReadonlySet<Group>; differing: boolean }): string {
  return [...groups.filter((group) => shown.groups.has(group)), ...(shown.differing ? ["differs"] : [])].join();
}
