//! The data as people write it: one struct a TOML table, ids still words.
//!
//! Every word that names another record is [`Spanned`], so that an error can underline it. `data/README.md` is the
//! guide to these tables for people.

use serde::Deserialize;
use toml::Spanned;

/// A reference or closed word, with its place in the file.
pub(super) type Word = Spanned<String>;

/// A bare TOML date or a text (`"2016"`, `"2016-05"`, `"unknown"`).
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum DateText {
    /// `2016-05-01`
    Bare(toml::value::Datetime),
    /// `"2016"`
    Text(String),
}

/// A text in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextDraft {
    /// English.
    pub en: Word,
    /// Chinese.
    pub zh: Word,
}

/// Other names, by language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Aliases {
    /// English and other Latin-script names, abbreviations, codes.
    pub en: Vec<Word>,
    /// Chinese names.
    pub zh: Vec<Word>,
}

/// One file: any tables in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct FileDraft {
    /// Edition and date of the data (one file of all).
    pub edition: Option<EditionMark>,
    /// `[[source]]`
    pub source: Vec<SourceDraft>,
    /// `[[market]]`
    pub market: Vec<MarketDraft>,
    /// `[[bloc]]`
    pub bloc: Vec<BlocDraft>,
    /// `[[product]]`
    pub product: Vec<ProductDraft>,
    /// `[[attribute]]`
    pub attribute: Vec<AttributeDraft>,
    /// `[[norm]]`
    pub norm: Vec<NormDraft>,
    /// `[[scheme]]`
    pub scheme: Vec<SchemeDraft>,
    /// `[[body]]`
    pub body: Vec<BodyDraft>,
    /// `[[register]]`
    pub register: Vec<RegisterDraft>,
    /// `[[listing]]`
    pub listing: Vec<ListingDraft>,
    /// `[[agreement]]`
    pub agreement: Vec<AgreementDraft>,
    /// `[[clause]]`
    pub clause: Vec<ClauseDraft>,
    /// `[[requirement]]`
    pub requirement: Vec<RequirementDraft>,
    /// `[[coverage]]`
    pub coverage: Vec<CoverageDraft>,
    /// `[[bar]]`
    pub bar: Vec<BarDraft>,
    /// `[[pending]]`
    pub pending: Vec<PendingDraft>,
    /// Records that are there but ill-formed.
    pub ghosts: Vec<Ghost>,
}

/// A record that is there but ill-formed.
#[derive(Clone, Debug)]
pub(super) struct Ghost {
    /// Its table.
    pub table: String,
    /// Its id, if it has one.
    pub id: String,
}

/// `[edition]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionMark {
    /// `2026.11.0`
    pub number: String,
    /// Date of the data.
    pub as_of: Spanned<DateText>,
}

/// `[[source]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceDraft {
    /// Unique within the file.
    pub id: Word,
    /// Address.
    pub url: Word,
    /// What it supports.
    pub says: String,
    /// When it was read (`2026-11`); left out: named as the place of the rule, page not read.
    pub read: Option<String>,
}

/// `[[market]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MarketDraft {
    /// Code.
    pub code: Word,
    /// state | customs-territory | region
    pub kind: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
}

/// `[[bloc]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlocDraft {
    /// Code.
    pub code: Word,
    /// Which body of rules it stands for.
    pub purpose: String,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// Members.
    pub members: Vec<MemberDraft>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// A member of a bloc, or a party of an agreement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberDraft {
    /// Market or bloc.
    pub code: Word,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// issue | accept; both where left out (agreements only).
    pub roles: Option<Vec<Word>>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
}

/// `[[product]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ProductDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// The wider group.
    pub parent: Option<Word>,
    /// HS 2022 prefixes outside which nothing belongs to the group.
    #[serde(default)]
    pub covering: Vec<Word>,
    /// HS 2022 codes that illustrate it.
    #[serde(default)]
    pub hs: Vec<Word>,
}

/// `[[attribute]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AttributeDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// yes-no | choice | number | text
    pub kind: Word,
    /// The words of a choice.
    #[serde(default)]
    pub values: Vec<String>,
    /// Value presumed where none is stated.
    pub presumed: Option<Word>,
    /// The presumption falls where a paper states an edition that has a later one on record.
    #[serde(default)]
    pub presumed_while_current: bool,
    /// The presumption falls where a paper was issued longer ago (`3 years`).
    pub presumed_for: Option<Word>,
}

/// `[[norm]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NormDraft {
    /// Number without edition.
    pub id: Word,
    /// Title.
    pub name: TextDraft,
    /// Editions.
    #[serde(default)]
    pub editions: Vec<EditionDraft>,
}

/// An edition of a norm.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionDraft {
    /// Designation with year.
    pub id: Word,
    /// Publication.
    pub published: Option<Spanned<DateText>>,
    /// What it adopts.
    #[serde(default)]
    pub adopts: Vec<AdoptionDraft>,
}

/// An adoption.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdoptionDraft {
    /// The edition adopted.
    pub of: Word,
    /// IDT | MOD | NEQ
    pub degree: Word,
    /// Named deviations.
    #[serde(default)]
    pub deviations: Vec<String>,
}

/// `[[scheme]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SchemeDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// Papers it issues, the usual one first.
    pub kinds: Vec<Word>,
    /// The market or bloc whose scheme it is; left out: home-less.
    pub home: Option<Word>,
    /// The body of rules attested; left out: the home's code, none for a home-less scheme.
    pub regime: Option<String>,
    /// Who issues its papers.
    pub issuers: Option<IssuersDraft>,
    /// Names of its levels, lowest first.
    #[serde(default)]
    pub levels: Vec<String>,
    /// Where a paper's number can be looked up.
    pub verify: Option<Word>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// `issuers = "anybody"` or a table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct IssuersDraft {
    /// Anybody may issue (a supplier's declaration).
    pub anybody: bool,
    /// Sorts of bodies.
    pub class: Vec<Word>,
    /// Bodies by id.
    pub bodies: Vec<Word>,
    /// The scheme's own register.
    pub register: Option<Word>,
}

/// `[[body]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodyDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// Market it sits in; left out: not recorded.
    pub seat: Option<Word>,
    /// Sorts of body it is.
    #[serde(default)]
    pub class: Vec<Word>,
    /// Owners of note; left out: not recorded.
    pub owners: Option<Vec<String>>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// `[[register]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegisterDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Where it can be consulted.
    pub url: Option<Word>,
}

/// `[[listing]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListingDraft {
    /// Id; left out: `register/body`.
    pub id: Option<Word>,
    /// Who.
    pub body: Word,
    /// On which register.
    pub register: Word,
    /// For which products.
    pub products: Option<Vec<Word>>,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// withdrawn | suspended | expired
    pub end_kind: Option<Word>,
    /// Papers issued while listed stay good after its end (default true).
    pub survival: Option<bool>,
    /// A listing stated differently by another source.
    pub conflicts_with: Option<Word>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// What becomes of papers in hand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OnEndDraft {
    /// They count no longer.
    pub lapse: bool,
    /// Those issued before the end count on.
    pub keep_issued_before_end: bool,
    /// They count until a date.
    pub keep_until: Option<Spanned<DateText>>,
}

/// `[[agreement]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreementDraft {
    /// Id.
    pub id: Word,
    /// Titles.
    pub name: TextDraft,
    /// Legal form.
    pub form: Word,
    /// Parties.
    pub parties: Vec<MemberDraft>,
    /// Signature.
    pub signed: Option<Spanned<DateText>>,
    /// Entry into force.
    pub in_force: Option<Spanned<DateText>>,
    /// First day on which it works.
    pub operational_from: Option<Spanned<DateText>>,
    /// Where it stands (default in-force).
    pub status: Option<Word>,
    /// Last day.
    pub ended: Option<Spanned<DateText>>,
    /// expiry | termination | replacement
    pub end_kind: Option<Word>,
    /// What becomes of papers in hand.
    pub on_end: Option<OnEndDraft>,
    /// Older agreements it replaces.
    #[serde(default)]
    pub supersedes: Vec<Word>,
    /// A declaration that recognises nothing says so.
    pub grants_nothing: Option<TextDraft>,
    /// Which products such a declaration speaks of.
    #[serde(default)]
    pub products: Vec<Word>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// What a clause accepts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct AcceptsDraft {
    /// Kind of paper; left out: any the schemes issue.
    pub kind: Option<Word>,
    /// Schemes; empty: any.
    pub scheme: Vec<Word>,
    /// Papers that must also be in hand.
    pub with: Vec<Word>,
    /// For a status: actually marketed, not merely saleable.
    pub marketed: bool,
}

/// Who must have issued the paper.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct IssuerDraft {
    /// Anybody.
    pub any: bool,
    /// A native issuer of the paper's scheme.
    pub native: bool,
    /// Sorts of body that qualify.
    pub class: Vec<Word>,
    /// The register it must stand on at issue.
    pub listed: Option<Word>,
    /// The register its accreditation body must stand on.
    pub accredited_by: Option<Word>,
}

/// Which editions count.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionRuleDraft {
    /// Editions taken.
    pub accepts: Vec<AcceptedEditionDraft>,
    /// Whether a newer one counts; left out: not recorded.
    pub newer: Option<bool>,
}

/// One edition taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptedEditionDraft {
    /// The edition.
    pub edition: Word,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
}

/// A rule of origin.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct OriginDraft {
    /// The text has none.
    pub free: bool,
    /// One test must hold.
    pub any: Vec<OriginTestDraft>,
    /// All tests must hold.
    pub all: Vec<OriginTestDraft>,
}

/// One origin test.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OriginTestDraft {
    /// made-in | grown-in | last-processed-in | originating | shipped-direct
    pub fact: Word,
    /// Where.
    #[serde(rename = "in")]
    pub places: Vec<Word>,
}

/// What the paper may rest on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BasisDraft {
    /// Its own results only.
    pub own: bool,
    /// Anything.
    pub any: bool,
    /// Papers of these schemes only.
    pub only: Vec<Word>,
}

/// The paper a reissue makes.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssuesDraft {
    /// Its scheme.
    pub scheme: Word,
    /// The body that issues it.
    pub issuer: Option<Word>,
}

/// One obligation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ObligationDraft {
    /// From the closed list.
    pub kind: Word,
    /// What precisely.
    pub arg: Option<String>,
    /// before-issue | before-market | ongoing
    pub when: Option<Word>,
    /// In words.
    pub text: Option<TextDraft>,
}

/// `[[clause]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClauseDraft {
    /// Id.
    pub id: Word,
    /// Its agreement; left out: the one agreement of the file.
    pub agreement: Option<Word>,
    /// Annex, article.
    #[serde(default)]
    pub place: String,
    /// What it says, in our words.
    pub name: TextDraft,
    /// Whose papers; `["any"]`: anybody's.
    pub from: Vec<Word>,
    /// Who takes them.
    pub to: Vec<Word>,
    /// both | issue | use
    pub party_test: Option<Word>,
    /// Products included.
    pub products: Vec<Word>,
    /// Products excluded.
    #[serde(default)]
    pub except: Vec<Word>,
    /// What it accepts.
    pub accepts: AcceptsDraft,
    /// importer | exporter | common | international
    pub rules: Word,
    /// Regimes, where they are not those that `rules` says.
    pub attests: Option<Vec<String>>,
    /// Who must have issued it; left out: not recorded.
    pub issuer: Option<IssuerDraft>,
    /// Which editions count; left out: none is asked.
    pub edition: Option<EditionRuleDraft>,
    /// Highest level recognised.
    pub cap: Option<u8>,
    /// How old the paper may be ("3 years").
    pub max_age: Option<Word>,
    /// First day of its lineage.
    pub since: Option<Spanned<DateText>>,
    /// Papers issued before it count too.
    #[serde(default)]
    pub preissue: bool,
    /// Entry into force, if not the agreement's.
    pub in_force: Option<Spanned<DateText>>,
    /// First day on which it works.
    pub operational_from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// expiry | termination | replacement
    pub end_kind: Option<Word>,
    /// What becomes of papers in hand.
    pub on_end: Option<OnEndDraft>,
    /// Rule of origin; left out: not recorded.
    pub origin: Option<OriginDraft>,
    /// What the paper may rest on; left out: not recorded.
    pub basis: Option<BasisDraft>,
    /// equivalent | reissue | evidence
    pub effect: Word,
    /// shall | in-principle | may
    pub duty: Word,
    /// Schemes whose slots it fills; `["all"]`.
    #[serde(default)]
    pub fills: Vec<Word>,
    /// The paper a reissue makes.
    pub issues: Option<IssuesDraft>,
    /// What is left to do.
    #[serde(default)]
    pub obligations: Vec<ObligationDraft>,
    /// Clauses that give way.
    #[serde(default)]
    pub overrides: Vec<Word>,
    /// A clause stated differently by another source.
    pub conflicts_with: Option<Word>,
    /// The clause of the other direction.
    pub mirror_of: Option<Word>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// `[[requirement]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequirementDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Market or bloc.
    pub market: Word,
    /// What it is about.
    pub aspect: Word,
    /// The law behind it.
    #[serde(default)]
    pub legal_basis: String,
    /// Products included.
    pub products: Vec<Word>,
    /// Products excluded.
    #[serde(default)]
    pub except: Vec<Word>,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// Ways.
    pub ways: Vec<WayDraft>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// One way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WayDraft {
    /// Id within the requirement.
    #[serde(default)]
    pub id: String,
    /// Its papers.
    pub slots: Vec<SlotDraft>,
    /// What it asks besides.
    #[serde(default)]
    pub obligations: Vec<ObligationDraft>,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
}

/// One slot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlotDraft {
    /// Scheme.
    pub scheme: Word,
    /// Kind, where the scheme issues several and one is meant.
    pub kind: Option<Word>,
    /// Lowest level.
    pub level: Option<u8>,
    /// The level asked is the one the question wants.
    #[serde(default)]
    pub level_as_wanted: bool,
    /// Which editions it takes.
    pub edition: Option<EditionRuleDraft>,
}

/// `[[coverage]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CoverageDraft {
    /// Id.
    pub id: Word,
    /// requirements | ways | register | parties
    pub closes: Word,
    /// Market or bloc.
    pub market: Option<Word>,
    /// Products (not for a register).
    #[serde(default)]
    pub products: Vec<Word>,
    /// Products left out.
    #[serde(default)]
    pub except: Vec<Word>,
    /// Aspect; left out: all.
    pub aspect: Option<Word>,
    /// Register.
    pub register: Option<Word>,
    /// First day it speaks of.
    pub from: Option<Spanned<DateText>>,
    /// The day it speaks on.
    pub as_of: Spanned<DateText>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
}

/// `[[bar]]`: exactly one of `clause`, `agreement`, `body`, `owned_by`, `scheme`, `products`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BarDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// A clause is suspended.
    pub clause: Option<Word>,
    /// An agreement is suspended.
    pub agreement: Option<Word>,
    /// A body's papers do not count.
    pub body: Option<Word>,
    /// Papers of bodies so owned do not count.
    pub owned_by: Option<Vec<String>>,
    /// A scheme's papers do not count.
    pub scheme: Option<Word>,
    /// Products are barred.
    pub products: Option<Vec<Word>>,
    /// Where; left out: everywhere.
    pub market: Option<Word>,
    /// Of a bar on a body or an owner, the schemes whose papers it concerns; left out: every paper.
    #[serde(default)]
    pub schemes: Vec<Word>,
    /// Of a bar on a body or an owner, the first date of issue that it concerns; left out: old papers too.
    pub issued_from: Option<Spanned<DateText>>,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// `[[pending]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PendingDraft {
    /// Id.
    pub id: Word,
    /// What would change.
    pub what: TextDraft,
    /// How far it has come.
    pub stage: TextDraft,
    /// When it is expected.
    pub expected_from: Option<Spanned<DateText>>,
    /// Agreements it would touch.
    #[serde(default)]
    pub agreements: Vec<Word>,
    /// Schemes it would touch.
    #[serde(default)]
    pub schemes: Vec<Word>,
    /// Markets it would touch.
    #[serde(default)]
    pub markets: Vec<Word>,
    /// Products it would touch.
    #[serde(default)]
    pub products: Vec<Word>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}
