// bun check.ts
import { load, type Question } from "comity";

const question: Question = {
  holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }],
  product: { group: "household-appliances" },
  origin: { made_in: "CN" },
  market: "KR",
  on: "2026-11-22",
};
const comity = await load();
console.log(comity.check(question).headline.verdict);
