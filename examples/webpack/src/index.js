import { load } from "comity";

// webpack sees that engine and data belong to the page, and copies them: there is nothing to configure.
const comity = await load();
const answer = comity.check({
  holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }],
  product: { group: "household-appliances" },
  origin: { made_in: "CN" },
  market: "KR",
  on: "2026-11-22",
});
document.getElementById("verdict").textContent = answer.headline.verdict;
