import { load } from "comity";

const comity = await load();
const answer = comity.check({
  holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }],
  product: { group: "household-appliances" },
  origin: { made_in: "CN" },
  market: "KR",
  on: "2026-11-22",
});
console.log(answer.headline.verdict);
