import { load } from "comity";
import { Check } from "./check";

const question = {
  holdings: [{ scheme: "iecee-cb", issued: "2025-03-01", issuer: { seat: "CN" } }],
  product: { group: "household-appliances" },
  origin: { made_in: "CN" },
  market: "KR",
  on: "2026-11-22",
};

export default async function Page() {
  const answer = (await load()).check(question);
  return (
    <main>
      <p id="verdict">{answer.headline.verdict}</p>
      <Check {...question.holdings[0]} issued-in="CN" product="household-appliances" made-in="CN" market="KR" on="2026-11-22" />
    </main>
  );
}
