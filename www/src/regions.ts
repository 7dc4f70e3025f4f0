/**
 * The region a market stands in: the composition of regions that the WTO uses in its own trade statistics. A grouping to
 * find a tile by, and no statement about any place; what is in none of them stands under "other".
 */

import type { Key } from "./words";

export const regions = ["africa", "asia", "cis", "europe", "middle-east", "north-america", "south-america", "other"] as const;
export type Region = (typeof regions)[number];

/** How each is called. */
export const regionName: Record<Region, Key> = {
  africa: "world.region.africa",
  asia: "world.region.asia",
  cis: "world.region.cis",
  europe: "world.region.europe",
  "middle-east": "world.region.middle-east",
  "north-america": "world.region.north-america",
  "south-america": "world.region.south-america",
  other: "world.region.other",
};

/**
 * After the WTO's "Composition of geographical and economic groupings" in its trade statistics. Those name neither Monaco
 * nor San Marino, and Northern Ireland only within the United Kingdom: here each is a market, and stands in Europe.
 */
const composition: Record<Exclude<Region, "other">, string> = {
  africa:
    "AO BF BI BJ BW CD CF CG CI CM CV DJ DZ EG ER ET GA GH GM GN GQ GW KE KM LR LS LY MA MG ML MR MU MW MZ NA NE NG RW SC SD SL SN SO SS ST SZ TD TG TN TZ UG ZA ZM ZW",
  asia: "AU BD BN BT CN FJ HK ID IN JP KH KR LA LK MM MN MO MV MY NP NZ PG PH PK SB SG TH TL TO TW VN VU WS",
  cis: "AM AZ BY GE KG KZ MD RU TJ TM UA UZ",
  europe:
    "AD AL AT BA BE BG CH CY CZ DE DK EE ES FI FR GB GR HR HU IE IS IT LI LT LU LV MC ME MK MT NL NO PL PT RO RS SE SI SK SM TR XI",
  "middle-east": "AE BH IL IQ IR JO KW LB OM QA SA SY YE",
  "north-america": "CA MX US",
  "south-america": "AG AR BB BO BR BS BZ CL CO CR CU DM DO EC GD GT GY HN HT JM KN LC NI PA PE PY SR SV TT UY VC VE",
};

const byCode = new Map(Object.entries(composition).flatMap(([region, codes]) => codes.split(" ").map((code) => [code, region as Region] as const)));

export function regionOf(code: string): Region {
  return byCode.get(code) ?? "other";
}
