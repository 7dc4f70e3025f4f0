/** The UNTP Digital Conformity Credential, 0.3.10 to 0.7.0: one table for all versions. */

import { type Found, Gathering, type Row, hsCodes } from "./gather.js";
import { type At, type JsonObject, at, get, isObject, leaves, list, types } from "./json.js";
import { ImportError } from "./refusal.js";

/** The versions read here. */
const VERSIONS = "0.3.10, 0.4, 0.5, 0.6, 0.7";
const [FIRST, LAST] = [3, 7];
/** Version 0.3 is read from this edition on. */
const FIRST_PATCH = 10;

/** Rows for one fact that stands under several names. */
const each = (names: readonly (readonly string[])[], row: Omit<Row, "keys">): Row[] => names.map((keys) => ({ keys, ...row }));

const ofCredential: readonly Row[] = [
  { keys: ["issuer"], means: "body" },
  ...each([["issuer", "registrationCountry"], ["issuer", "country"], ["issuer", "address", "addressCountry"], ["issuer", "partyAddress", "addressCountry"]], { means: "seat" }),
  ...each([["validFrom"], ["issuanceDate"]], { means: "issued" }),
  ...each([["validUntil"], ["expirationDate"]], { means: "expires" }),
  ...each([["status"], ["credentialStatus", "status"]], { means: "status" }),
  { keys: ["name"], means: "scheme", soft: true },
];

/**
 * What the credential attests. The names that changed between versions stand side by side, and each is read in every version:
 * what a careless issuer wrote under the name of another version must not be lost.
 */
const ofAttestation: readonly Row[] = [
  // `scope` up to 0.6, `referenceScheme` since.
  ...each([["scope"], ["referenceScheme"]], { means: "scheme" }),
  { keys: ["name"], means: "scheme", soft: true },
  { keys: ["attestationType"], means: "kind" },
  { keys: ["status"], means: "status" },
  { keys: ["assessorLevel"], means: "class", only: /^self$/i },
  ...each([["assessmentLevel"], ["recognisedBy"], ["recognizedBy"]], { means: "claim-not-counted" }),
  ...each([["certificateNumber"], ["registeredId"]], { means: "number" }),
  ...each([["authorisations", "issuingAuthority"], ["authorisation", "issuingAuthority"]], { means: "accredited_by" }),
];

/** Plural up to 0.4, singular to 0.6, with a longer name since. */
const ASSESSMENTS = ["assessments", "assessment", "conformityAssessment"];
const PRODUCTS: readonly (readonly string[])[] = [["assessedProducts"], ["assessedProduct"]];
const CLASSES = ["productCategory", "classification", "classifications"];

/** What was assessed, and against what. */
const ofAssessment: readonly Row[] = [
  ...each([["referenceStandards"], ["referenceStandard"]], { means: "norm" }),
  ...each([["referenceRegulations", "jurisdictionCountry"], ["referenceRegulation", "jurisdictionCountry"]], { means: "attests" }),
  ...each([["referenceRegulations"], ["referenceRegulation"]], { means: "scheme", soft: true }),
];

const ofProduct: readonly Row[] = [
  ...each([["countryOfProduction"], ["countryOfOrigin"], ["producedInCountry"]], { means: "made_in" }),
  ...each([...CLASSES.map((key) => [key]), ["name"]], { means: "product", soft: true }),
];

/** Whether a thing is a credential of whatever sort. */
export function isCredential(thing: JsonObject): boolean {
  return isObject(get(thing, "credentialSubject")) || Array.isArray(get(thing, "credentialSubject"));
}

/** Reads a credential: one certificate for each thing it attests. `ends`: when its token ends, if it says so. */
export function untp(credential: JsonObject, path: string, ends: { path: string; day: string } | null): Found[] {
  const version = versionOf(credential, path);
  const { credentialSubject: _, ...frame } = credential;
  const root: At = { path: "", value: frame };
  return at({ path: "", value: credential }, ["credentialSubject"]).map((subject) => {
    const gathering = new Gathering("untp", version, ["signature-not-verified"]);
    gathering.rows(root, ofCredential);
    if (ends) {
      gathering.state("expires", ends.path, [ends.day]);
      gathering.know("exp");
    }
    for (const list of at(root, ["credentialStatus"])) statusList(list, gathering);
    gathering.rows(subject, ofAttestation);
    for (const assessment of ASSESSMENTS.flatMap((key) => at(subject, [key]))) {
      gathering.rows(assessment, ofAssessment);
      // Since 0.7 the product is a thing within what was assessed.
      for (const product of PRODUCTS.flatMap((keys) => at(assessment, keys)).flatMap((assessed) => [assessed, ...at(assessed, ["product"])])) {
        for (const key of CLASSES) hsCodes(product, [key], gathering);
        gathering.rows(product, ofProduct);
      }
    }
    notPassed(subject, gathering);
    return gathering.end([root, subject]);
  });
}

/** A list of withdrawn credentials lies elsewhere: nobody looks there, and that is told. */
function statusList(place: At, gathering: Gathering): void {
  const of = (key: string) => at(place, [key]);
  const [where] = [...of("statusListCredential"), ...of("id"), ...of("type")];
  for (const key of ["statusListCredential", "statusListIndex", "statusPurpose"]) for (const { path } of of(key)) gathering.know(path);
  gathering.notice("status-not-looked-up", place.path, typeof where?.value === "string" ? where.value : "");
}

/** An assessment that was not passed, wherever it stands, must not be read as a certificate in force. */
function notPassed(subject: At, gathering: Gathering): void {
  for (const { path, value } of leaves(subject)) {
    if (!/(?:^|\.)(?:conformance|compliance)$/.test(path)) continue;
    gathering.know(path);
    if (!/^(?:true|yes)$/i.test(String(value))) gathering.state("status", path, [`${path.split(".").at(-1)}: ${value}`]);
  }
}

/** The version, by the second context, as every edition of the specification has it; since 0.7 all UNTP credentials share one. */
function versionOf(credential: JsonObject, path: string): string {
  const context = list(get(credential, "@context"))[1];
  const text = typeof context === "string" ? context : "";
  const [, own, version] = /\/untp\/(dcc\/)?v?(\d+\.\d+(?:\.\d+)?(?:-[\w.]+)?)(?:[/#]|$)/i.exec(text) ?? [];
  const place = path ? `${path}.@context[1]` : "@context[1]";
  const sorts = types(credential);
  if (!version || !(own || sorts.includes("DigitalConformityCredential"))) throw new ImportError("other-credential", { path: place, got: sorts.join(", ") || text, expected: "DigitalConformityCredential" });
  const [major, minor = 0, patch = 0] = version.split(/[.-]/).map(Number);
  if (major !== 0 || minor < FIRST || minor > LAST || (minor === FIRST && patch < FIRST_PATCH)) throw new ImportError("unknown-version", { path: place, got: version, expected: VERSIONS });
  return version;
}
