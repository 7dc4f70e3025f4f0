//! What is agreed: registers and their entries, agreements, clauses.

use super::{Aliases, DateText, MemberDraft, TextDraft, Word};
use serde::Deserialize;
use toml::Spanned;

/// `[[register]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct RegisterDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Where it can be consulted.
    pub url: Option<Word>,
    /// Whether an entry stands for every body of its sort that sits where its body sits.
    #[serde(default)]
    pub by_seat: bool,
}

/// `[[listing]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct ListingDraft {
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
    /// When somebody has to look at it again.
    pub review_by: Option<Spanned<DateText>>,
}

/// What becomes of papers in hand.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::pack) struct OnEndDraft {
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
pub(in crate::pack) struct AgreementDraft {
    /// Id.
    pub id: Word,
    /// Titles.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
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
    /// Last days it once was to have, before it was extended.
    #[serde(default)]
    pub outlived: Vec<Spanned<DateText>>,
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
    /// When somebody has to look at it again.
    pub review_by: Option<Spanned<DateText>>,
}

/// What a clause accepts.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::pack) struct AcceptsDraft {
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
pub(in crate::pack) struct IssuerDraft {
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
pub(in crate::pack) struct EditionRuleDraft {
    /// Editions taken.
    pub accepts: Vec<AcceptedEditionDraft>,
    /// Whether a newer one counts; left out: not recorded.
    pub newer: Option<bool>,
}

/// One edition taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct AcceptedEditionDraft {
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
pub(in crate::pack) struct OriginDraft {
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
pub(in crate::pack) struct OriginTestDraft {
    /// made-in | grown-in | last-processed-in | originating | shipped-direct
    pub fact: Word,
    /// Where.
    #[serde(rename = "in")]
    pub places: Vec<Word>,
}

/// What the paper may rest on.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::pack) struct BasisDraft {
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
pub(in crate::pack) struct IssuesDraft {
    /// Its scheme.
    pub scheme: Word,
    /// The body that issues it.
    pub issuer: Option<Word>,
}

/// One obligation.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct ObligationDraft {
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
pub(in crate::pack) struct ClauseDraft {
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
    /// When somebody has to look at it again.
    pub review_by: Option<Spanned<DateText>>,
}
