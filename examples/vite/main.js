import { load } from "comity";

// Vite sees that engine and data belong to the page, and copies them.
const comity = await load();
const answer = comity.check({
  holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }],
  product: { group: "household-appliances" },
  origin: { made_in: "CN" },
  market: "KR",
  on: "2026-11-22",
});
document.getElementById("verdict").textContent = answer.headline.verdict;
