import { load } from "comity";
import wasm from "comity/comity_bg.wasm";
import pack from "comity/comity.pack";

export default {
  async fetch(request) {
    const comity = await load({ wasm, pack });
    const market = new URL(request.url).searchParams.get("market") ?? "KR";
    const answer = comity.check({
      holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }],
      product: { group: "household-appliances" },
      origin: { made_in: "CN" },
      market,
      on: "2026-11-22",
    });
    return Response.json(answer.headline);
  },
};
