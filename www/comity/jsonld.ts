/** An answer as schema.org JSON-LD: the certificate, and what the record says of where it is recognised. */

import type { Answer, Question, SourceCited } from "./types.js";

/** The answers that may be written as validity somewhere: all others are said, and promise nothing. */
const VALID = ["native", "accepted", "accepted-with-conditions"];

/** The first certificate of the question as a schema.org `Certification`, its answer as a `Claim` about it. `caveat`: what such an answer is not. */
export function asJsonLd(answer: Answer, question: Question, language: "en" | "zh-CN", caveat: string): Record<string, unknown> {
  const [holding] = question.holdings;
  const name = (text: { en: string; zh: string }) => (language === "en" ? text.en || text.zh : text.zh || text.en);
  const about = [...answer.requirements, ...(answer.virtual ?? [])].filter(({ id }) => answer.headline.for.includes(id));
  const hops = about.flatMap(({ routes }) => routes[0]?.hops ?? []);
  const market = { "@type": "AdministrativeArea", name: name(answer.question.market_name), identifier: answer.question.market };
  const valid = VALID.includes(answer.headline.verdict);
  const first = hops[0];
  return clean({
    "@context": "https://schema.org",
    "@type": "Certification",
    name: first ? name(first.from.name) : holding?.scheme,
    identifier: holding?.scheme,
    certificationIdentification: holding?.id,
    validFrom: holding?.issued,
    expires: holding?.expires,
    issuedBy: holding?.issuer && clean({ "@type": "Organization", name: holding.issuer.body, address: holding.issuer.seat && { "@type": "PostalAddress", addressCountry: holding.issuer.seat } }),
    about: clean({ "@type": "Product", category: question.product.subgroup ?? question.product.group, identifier: question.product.hs && `HS ${question.product.hs}`, countryOfOrigin: one(question.origin?.made_in) }),
    validIn: valid ? market : undefined,
    recognizedBy: valid ? { "@type": "Organization", areaServed: market } : undefined,
    subjectOf: clean({
      "@type": "Claim",
      name: "Comity",
      about: market,
      claimInterpreter: { "@type": "SoftwareApplication", name: "Comity", softwareVersion: answer.edition },
      text: answer.headline.verdict,
      temporalCoverage: answer.stable_until ? `${answer.question.on}/${answer.stable_until}` : answer.question.on,
      version: answer.edition,
      citation: [...new Set(hops.flatMap(({ sources }) => sources.map(({ url }: SourceCited) => url)))],
      disambiguatingDescription: caveat,
    }),
  });
}

/** Without what is not stated: empty text, empty lists, objects of nothing but their type. */
function clean(fields: Record<string, unknown>): Record<string, unknown> {
  const stated = (value: unknown) => value !== undefined && value !== null && value !== "" && !(Array.isArray(value) && value.length === 0) && !(typeof value === "object" && Object.keys(value as object).join() === "@type");
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => stated(value)));
}

function one(value: string | string[] | null | undefined): string | undefined {
  return [value ?? []].flat()[0];
}
