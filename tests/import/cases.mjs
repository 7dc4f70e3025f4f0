/** What each sample says: how it is read, or why it is refused; and the same facts as somebody would type them. */

const cqc = "ncb-china-quality-certification-centre-cqc";
const oven = { scheme: "iecee-cb", body: cqc, issued: "2025-03-01", kind: "test-certificate", norm: "IEC 60335-1:2020", product: "microwave-ovens" };
const certificate = { scheme: "iecee-cb", number: "CN-58231", status: "active", body: cqc, seat: "CN", issued: "2025-03-01", expires: "2028-02-29", product: "microwave-ovens", made_in: "CN" };
const typed = { holding: { scheme: "CB test certificate", issued: "2025-03-01", issuer: { body: "China Quality Certification Centre (CQC)" }, norm: "IEC 60335-1:2020" }, product: { group: "household-appliances", subgroup: "microwave-ovens" } };
const stated = (holding, more = {}) => ({ ...typed, ...more, holding: { ...typed.holding, ...holding } });
const claim = "claim-not-counted";

/**
 * `facts`: the values by their fields, all of them; `open`: fields whose value is no certain one, with what is offered;
 * `left`, `notices`, `errors`: what has to be among them. A sample with several certificates has a list.
 */
export const cases = {
  "untp-0.7.0.json": {
    version: "0.7.0",
    facts: { ...oven, number: "CN-58231", expires: "2028-02-29", accredited_by: "cnas", hs: "851650", made_in: "CN" },
    left: ["credentialSubject.conformityAssessment[0].conformityTopic[0].name", "credentialSubject.assessorLevel", "name"],
    notices: ["signature-not-verified", claim],
    typed: stated({ expires: "2028-02-29", issuer: { body: "China Quality Certification Centre (CQC)", accredited_by: "CNAS" } }, { product: { ...typed.product, hs: "851650" }, origin: { made_in: "CN" } }),
  },
  "untp-0.6.1.json": { version: "0.6.1", facts: { ...oven, expires: "2028-02-29" }, left: ["credentialSubject.assessment[0].declaredValue[0].metricName"], notices: [claim], typed: stated({ expires: "2028-02-29" }) },
  "untp-0.6.0-beta.json": { version: "0.6.0-beta12", facts: oven, typed },
  "untp-0.5.0.json": { version: "0.5.0", facts: { ...oven, body: "ncb-nemko", expires: "2028-02-28" }, typed: stated({ issuer: { body: "Nemko" }, expires: "2028-02-28" }) },
  "untp-0.4.2.json": { version: "0.4.2", facts: { ...oven, product: "household-appliances", accredited_by: "cnas", expires: "2028-02-29" }, left: ["credentialSubject.assessments[0].declaredValues[0].metricName"], typed: stated({ expires: "2028-02-29", issuer: { body: "中国质量认证中心", accredited_by: "CNAS" } }, { product: { group: "household-appliances" } }) },
  "untp-0.3.10.json": { version: "0.3.10", facts: { ...oven, product: "household-appliances", accredited_by: "cnas" }, typed: stated({}, { product: { group: "household-appliances" } }) },
  "untp-0.3.9.json": { refused: "unknown-version", path: "@context[1]" },
  "untp-1.0.json": { refused: "unknown-version", path: "@context[1]" },
  "untp-passport.json": { refused: "other-credential", path: "@context[1]" },
  "untp-array.json": [
    { facts: oven, notices: ["several-certificates"], typed },
    { facts: { ...oven, scheme: "ccc", kind: "product-certificate" }, typed: stated({ scheme: "CCC certificate" }) },
  ],
  "untp-presentation.json": { facts: oven, notices: ["left-out"], typed },
  "untp.jwt": { version: "0.7.0", facts: { ...oven, number: "CN-58231", expires: "2028-02-29", accredited_by: "cnas", hs: "851650", made_in: "CN" }, notices: ["signature-not-verified"], typed: stated({ expires: "2028-02-29" }, { origin: { made_in: "CN" } }) },
  "untp-vc-claim.jwt": { version: "0.6.1", facts: { ...oven, expires: "2026-03-01" }, typed: stated({ expires: "2026-03-01" }) },
  "untp-enveloped.json": { version: "0.7.0", facts: { ...oven, number: "CN-58231", accredited_by: "cnas", hs: "851650", made_in: "CN" }, notices: ["signature-not-verified"], typed: stated({}, { origin: { made_in: "CN" } }) },
  "untp-enveloped-empty.json": { refused: "broken-token", path: "id" },
  "untp-broken.jwt": { refused: "broken-json" },
  "untp-no-such-day.json": { facts: { ...oven, issued: "", expires: "soon" }, open: { issued: [], expires: [] }, errors: [["holdings[0].issued", "no-such-day"], ["holdings[0].expires", "no-such-day"]] },
  "untp-ambiguous.json": {
    facts: { ...oven, issued: "", expires: "04/03/2027" },
    open: { issued: ["2025-01-03", "2025-03-01"], expires: ["2027-03-04", "2027-04-03"] },
    errors: [["holdings[0].issued", "ambiguous"], ["holdings[0].expires", "ambiguous"]],
  },
  "untp-not-passed.json": { facts: { ...oven, number: "CN-58231", accredited_by: "cnas", hs: "851650", made_in: "CN", status: "conformance: false" }, open: { status: ["active", "suspended", "withdrawn"] }, errors: [["holdings[0].status", "unknown"]], silent: true },
  "untp-revoked.json": { facts: { ...oven, status: "withdrawn" }, notices: ["status-not-looked-up"], typed: stated({ status: "withdrawn" }) },
  "untp-status-list.json": { facts: oven, notices: ["status-not-looked-up"], typed },
  "untp-status-unknown.json": { facts: { ...oven, status: "under review" }, open: { status: ["active", "suspended", "withdrawn"] }, errors: [["holdings[0].status", "unknown"]], silent: true },
  "untp-hostile.json": { open: { scheme: [], body: [], issued: [], product: [], kind: [], status: ["active", "suspended", "withdrawn"] }, left: ["credentialSubject.__proto__.status", "credentialSubject.constructor.prototype.value"], silent: true },
  "untp-unknown-scheme.json": { open: { scheme: null, kind: [] }, left: ["credentialSubject.scope"], silent: true },
  "untp-inspection.json": { facts: { scheme: "gmp-eu", kind: "inspection-report", body: "", seat: "DE", issued: "2025-03-01", product: "finished-medicines" }, open: { body: null }, typed: { holding: { scheme: "EU GMP certificate", kind: "inspection-report", issued: "2025-03-01", issuer: { seat: "DE" } }, product: { group: "finished-medicines" } } },
  "untp-testing.json": { facts: { scheme: "gmp-eu", kind: "testing", body: "", seat: "DE", issued: "2025-03-01", product: "finished-medicines" }, open: { body: null, kind: ["gmp-certificate", "inspection-report"] }, errors: [["holdings[0].kind", "unknown"]], silent: true },
  "untp-regulation.json": { facts: { scheme: "iecee-cb", body: cqc, issued: "2025-03-01", kind: "test-certificate", product: "microwave-ovens", attests: "KR" }, typed: stated({ norm: [], attests: "KR" }) },
  "untp-regulation-nowhere.json": { facts: { scheme: "iecee-cb", body: cqc, issued: "2025-03-01", kind: "test-certificate", product: "microwave-ovens", attests: "Atlantis" }, open: { attests: null }, errors: [["holdings[0].attests", "unknown"]], silent: true },
  "untp-declaration.json": { facts: { scheme: "eu-doc", body: "", seat: "CN", issued: "2025-03-01", kind: "supplier-declaration", class: "manufacturer", product: "toys" }, open: { body: null }, typed: { holding: { scheme: "EU DoC", issued: "2025-03-01", issuer: { seat: "CN", class: "manufacturer" } }, product: { group: "toys" } } },
  "schema-alone.json": { facts: certificate, left: ["auditDate", "about.name"], notices: ["unsigned"], typed: stated({ norm: [], status: "active", expires: "2028-02-29" }, { origin: { made_in: "CN" } }) },
  "schema-claims.json": { facts: certificate, notices: [claim], typed: stated({ norm: [], status: "active", expires: "2028-02-29" }, { origin: { made_in: "CN" } }) },
  "schema-inactive.json": { facts: { ...certificate, status: "withdrawn" }, typed: stated({ norm: [], status: "withdrawn" }) },
  "schema-product.json": [
    { facts: { ...certificate, product: "", hs: "851650" }, open: { product: null }, notices: ["several-certificates"], typed: stated({ norm: [], status: "active" }, { product: { hs: "851650" }, origin: { made_in: "CN" } }) },
    { facts: { scheme: "ccc", number: "2025-0042", status: "active", body: cqc, issued: "2025-06-01", product: "", hs: "851650", made_in: "CN" }, open: { product: null }, typed: stated({ scheme: "CCC", norm: [], issued: "2025-06-01" }, { product: { hs: "851650" }, origin: { made_in: "CN" } }) },
  ],
  "schema-graph.json": { facts: { scheme: "iecee-cb", status: "withdrawn", body: cqc, seat: "CN", issued: "2025-03-01", product: "microwave-ovens" }, typed: stated({ norm: [], status: "withdrawn" }) },
  "schema-circle.json": { facts: { scheme: "iecee-cb", issued: "2025-03-01", product: "microwave-ovens" }, typed: { holding: { scheme: "CB", issued: "2025-03-01" }, product: typed.product } },
  "schema-expanded.json": { facts: { scheme: "iecee-cb", status: "withdrawn", body: "ncb-nemko", issued: "2025-03-01", product: "microwave-ovens" }, typed: stated({ norm: [], status: "withdrawn", issuer: { body: "Nemko" } }) },
  "schema-two-days.json": { facts: { ...certificate, issued: "" }, open: { issued: ["2025-03-01", "2025-03-15"] }, errors: [["holdings[0].issued", "ambiguous"]], typed: stated({ norm: [], issued: null }, { origin: { made_in: "CN" } }) },
  "schema-none.json": { refused: "no-certificate" },
  "schema-prototype.json": { facts: certificate, left: ["__proto__.polluted", "hasOwnProperty"], typed: stated({ norm: [] }, { origin: { made_in: "CN" } }) },
  "schema-page.html": { facts: { scheme: "iecee-cb", body: "ncb-nemko", issued: "2025-03-01", product: "microwave-ovens" }, typed: stated({ norm: [], issuer: { body: "Nemko" } }) },
  "page-without.html": { refused: "no-certificate" },
  "rows-zh.csv": { facts: { scheme: "iecee-cb", seat: "CN", issued: "2025-03-01", expires: "2028-02-29", body: cqc, product: "microwave-ovens", hs: "851650", made_in: "CN" }, left: ["货号"], notices: [], typed: stated({ norm: [], expires: "2028-02-29" }, { product: { ...typed.product, hs: "851650" }, origin: { made_in: "CN" } }) },
  "rows-en.csv": [
    { facts: { scheme: "iecee-cb", seat: "CN", issued: "2025-03-01", product: "microwave-ovens", made_in: "CN", market: "KR", status: "active", norm: "IEC 60335-1:2020" }, typed: stated({ issuer: { seat: "CN" }, status: "active" }, { origin: { made_in: "CN" } }) },
    { facts: { scheme: "ccc", seat: "CN", issued: "2025-06-01", product: "electric-kettles", made_in: "CN", market: "JP", status: "withdrawn" }, typed: { holding: { scheme: "CCC", issued: "2025-06-01", issuer: { seat: "CN" }, status: "withdrawn" }, product: { group: "household-appliances", subgroup: "electric-kettles" }, origin: { made_in: "CN" } } },
  ],
  "rows-ambiguous.csv": { facts: { scheme: "iecee-cb", seat: "CN", issued: "", expires: "04/03/2027", product: "microwave-ovens" }, open: { issued: ["2025-01-03", "2025-03-01"], expires: ["2027-03-04", "2027-04-03"] }, errors: [["holdings[0].issued", "ambiguous"], ["holdings[0].expires", "ambiguous"]], silent: true },
  "rows-attribute.csv": { open: { "attr.sterile": ["yes", "no"] }, errors: [["product.attributes.sterile", "unknown"]], silent: true },
  "rows-quotes.csv": { refused: "broken-rows", path: "row 1" },
  "rows-twice.csv": { refused: "broken-rows", path: "scheme" },
  "rows-other.csv": { refused: "unknown-format" },
  "prose.txt": { refused: "unknown-format" },
};
