import { load } from "./node_modules/comity/worker.js";

// Every market takes a second or so: meanwhile the page is free.
const comity = await load();
const bar = document.querySelector("progress");
const { markets } = await comity.markets(
  {
    holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }],
    product: { group: "household-appliances" },
    origin: { made_in: "CN" },
    on: "2026-11-22",
  },
  (done, all) => Object.assign(bar, { value: done, max: all }),
);
document.getElementById("verdict").textContent = markets.find(({ market }) => market === "KR").verdict;
comity.end();
