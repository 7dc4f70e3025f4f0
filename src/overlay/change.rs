//! What an overlay says: one struct a change, ids and words as written.
//!
//! Keys are those of the data files (`data/README.md`); ids may be aliases, dates are as in a question. In a clause that
//! is `like` another, what is left out is as there, and `null` takes a fact back.

use crate::decide::Many;
use crate::law::{Text, words};
use serde::{Deserialize, Deserializer, Serialize};

/// Law that is assumed, change by change.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Overlay {
    /// The changes, each made on what those before it left.
    pub changes: Vec<Change>,
}

words! {
    /// What a change does.
    ChangeKind {
        /// A clause is added.
        AddClause = "add_clause",
        /// A clause ends.
        EndClause = "end_clause",
        /// A body is listed.
        AddListing = "add_listing",
        /// A listing ends.
        EndListing = "end_listing",
        /// A bar is added.
        AddBar = "add_bar",
        /// A bar ends.
        EndBar = "end_bar",
        /// A market joins a bloc.
        AddMembership = "add_membership",
        /// A market leaves a bloc.
        EndMembership = "end_membership",
    }
}

/// One change, written as an object with one key: `{ "end_clause": { … } }`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Change {
    /// A clause is added.
    AddClause(Box<AddClause>),
    /// A clause ends.
    EndClause(EndClause),
    /// A body is listed.
    AddListing(AddListing),
    /// A listing ends.
    EndListing(EndListing),
    /// A bar is added.
    AddBar(AddBar),
    /// A bar ends.
    EndBar(EndBar),
    /// A market joins a bloc.
    AddMembership(AddMembership),
    /// A market leaves a bloc.
    EndMembership(EndMembership),
}

impl Change {
    /// What it does.
    #[must_use]
    pub fn kind(&self) -> ChangeKind {
        match self {
            Change::AddClause(_) => ChangeKind::AddClause,
            Change::EndClause(_) => ChangeKind::EndClause,
            Change::AddListing(_) => ChangeKind::AddListing,
            Change::EndListing(_) => ChangeKind::EndListing,
            Change::AddBar(_) => ChangeKind::AddBar,
            Change::EndBar(_) => ChangeKind::EndBar,
            Change::AddMembership(_) => ChangeKind::AddMembership,
            Change::EndMembership(_) => ChangeKind::EndMembership,
        }
    }
}

/// A fact that can be left out (`None`), taken back (`Some(None)`) or stated.
pub type Said<T> = Option<Option<T>>;

/// A key that is there says something, be it `null`.
fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Said<T>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// A clause: like one on record with changes, or from scratch. It belongs to an agreement on record, between parties of
/// it; its rivals, its mirror and the sources of the clause it is like are not its own.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddClause {
    /// Its id; left out: `assumed-` and the number of the change.
    pub id: Option<String>,
    /// The clause it is like.
    pub like: Option<String>,
    /// Its agreement.
    pub agreement: Option<String>,
    /// Annex, article.
    pub place: Option<String>,
    /// What it says.
    pub name: Option<Text>,
    /// Whose papers; `any`: anybody's.
    pub from: Option<Many>,
    /// Who takes them.
    pub to: Option<Many>,
    /// `both`, `issue` or `use`.
    pub party_test: Option<String>,
    /// Products included: `all`, a group, `hs:8516`, `hs~8516` (an example), `attr:id=value`, joined by ` & `.
    pub products: Option<Many>,
    /// Products excluded.
    pub except: Option<Many>,
    /// What it accepts.
    pub accepts: Option<Accepts>,
    /// `importer`, `exporter`, `common` or `international`.
    pub rules: Option<String>,
    /// Regimes of which the paper must attest one; left out: those that `rules` says; `null`: no demand.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub attests: Said<Many>,
    /// Who must have issued the paper; left out: not recorded.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub issuer: Said<Issuer>,
    /// Which editions count; left out: none is asked.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub edition: Said<Editions>,
    /// Highest level recognised.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub cap: Said<u8>,
    /// How old the paper may be (`3 years`).
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub max_age: Said<String>,
    /// First day of its lineage.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub since: Said<String>,
    /// Papers issued before it count too.
    pub preissue: Option<bool>,
    /// Entry into force, if not the agreement's.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub in_force: Said<String>,
    /// First day on which it works.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub operational_from: Said<String>,
    /// Last day.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub until: Said<String>,
    /// `expiry`, `termination` or `replacement`.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub end_kind: Said<String>,
    /// What becomes of papers in hand.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub on_end: Said<AtEnd>,
    /// Rule of origin; left out: not recorded.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub origin: Said<Origin>,
    /// What the paper may rest on; left out: not recorded.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub basis: Said<Basis>,
    /// `equivalent`, `reissue` or `evidence`.
    pub effect: Option<String>,
    /// `shall`, `in-principle` or `may`.
    pub duty: Option<String>,
    /// Schemes whose slots it fills; `all`.
    pub fills: Option<Many>,
    /// The paper a reissue makes, in place of `fills`.
    #[serde(deserialize_with = "said", skip_serializing_if = "Option::is_none")]
    pub issues: Said<Issues>,
    /// What is left to do.
    pub obligations: Option<Vec<Obligation>>,
    /// Clauses that give way.
    pub overrides: Option<Many>,
}

/// What a clause accepts.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Accepts {
    /// Kind of paper; left out: any the schemes issue.
    pub kind: Option<String>,
    /// Schemes; empty: any.
    pub scheme: Many,
    /// Papers that must also be in hand.
    pub with: Many,
    /// For a status: goods that are marketed, not merely saleable.
    pub marketed: bool,
}

/// Who must have issued the paper.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Issuer {
    /// `any` or `native`.
    Word(String),
    /// Bodies of a sort, or on a register.
    Bodies(Bodies),
}

/// Bodies of a sort, or on a register.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Bodies {
    /// Sorts of body that qualify.
    pub class: Many,
    /// The register it must stand on at issue.
    pub listed: Option<String>,
    /// The register its accreditation body must stand on.
    pub accredited_by: Option<String>,
}

/// Which editions count.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Editions {
    /// Editions taken.
    pub accepts: Vec<EditionTaken>,
    /// Whether a newer one counts; left out: not recorded.
    #[serde(default)]
    pub newer: Option<bool>,
}

/// One edition taken.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EditionTaken {
    /// The edition.
    pub edition: String,
    /// First day.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day.
    #[serde(default)]
    pub until: Option<String>,
}

/// What becomes of papers in hand.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum AtEnd {
    /// `lapse` or `keep-issued-before-end`.
    Word(String),
    /// They count until a date.
    KeepUntil(KeepUntil),
}

/// Papers count until a date.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeepUntil {
    /// The last day.
    pub keep_until: String,
}

/// A rule of origin.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Origin {
    /// `free`: the text has none.
    Word(String),
    /// Tests.
    Tests(OriginTests),
}

/// Tests of origin: exactly one of the two lists.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct OriginTests {
    /// One must hold.
    pub any: Vec<OriginTest>,
    /// All must hold.
    pub all: Vec<OriginTest>,
}

/// One test of origin.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OriginTest {
    /// `made-in`, `grown-in`, `last-processed-in`, `originating` or `shipped-direct`.
    pub fact: String,
    /// Where.
    pub r#in: Many,
}

/// What the paper may rest on.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Basis {
    /// `own` or `any`.
    Word(String),
    /// Papers of these schemes only.
    Only(Only),
}

/// Papers of these schemes only.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// The schemes.
    pub only: Many,
}

/// The paper a reissue makes.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Issues {
    /// Its scheme.
    pub scheme: String,
    /// The body that issues it.
    #[serde(default)]
    pub issuer: Option<String>,
}

/// What is left to do.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// From the closed list.
    pub kind: String,
    /// What precisely.
    #[serde(default)]
    pub arg: Option<String>,
    /// `before-issue`, `before-market` (where left out) or `ongoing`.
    #[serde(default)]
    pub when: Option<String>,
    /// In words.
    #[serde(default)]
    pub text: Option<Text>,
}

/// A clause ends. What becomes of papers in hand is, where left out, as on record of the clause and its agreement.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndClause {
    /// The clause.
    pub id: String,
    /// Its last day.
    pub until: String,
    /// How it ends: `expiry`, `termination` or `replacement`.
    #[serde(default)]
    pub end_kind: Option<String>,
    /// What becomes of papers in hand.
    #[serde(default)]
    pub on_end: Option<AtEnd>,
}

/// A body is listed on a register.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddListing {
    /// Its id; left out: `assumed-` and the number of the change.
    pub id: Option<String>,
    /// The register.
    pub register: String,
    /// The body.
    pub body: String,
    /// For which products; left out: all of the register's.
    pub products: Option<Many>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
    /// `withdrawn`, `suspended` or `expired`.
    pub end_kind: Option<String>,
    /// Whether papers issued while listed stay good after its end (they do where left out).
    pub survival: Option<bool>,
}

/// A listing ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndListing {
    /// The listing (`register/body`, where the data gives it no other id).
    pub id: String,
    /// Its last day.
    pub until: String,
    /// `withdrawn`, `suspended` or `expired`.
    #[serde(default)]
    pub end_kind: Option<String>,
    /// Whether papers issued while listed stay good after its end; left out: as on record.
    #[serde(default)]
    pub survival: Option<bool>,
}

/// A bar: exactly one of `clause`, `agreement`, `body`, `owned_by`, `scheme` and `products`.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddBar {
    /// Its id; left out: `assumed-` and the number of the change.
    pub id: Option<String>,
    /// A clause is suspended.
    pub clause: Option<String>,
    /// An agreement is suspended.
    pub agreement: Option<String>,
    /// A body's papers do not count.
    pub body: Option<String>,
    /// Papers of bodies so owned do not count.
    pub owned_by: Option<Many>,
    /// A scheme's papers do not count.
    pub scheme: Option<String>,
    /// Products are barred.
    pub products: Option<Many>,
    /// Where; left out: everywhere.
    pub market: Option<String>,
    /// Of a bar on a body or an owner, the schemes whose papers it concerns; left out: every paper.
    pub schemes: Many,
    /// Of a bar on a body or an owner, the first date of issue that it concerns; left out: old papers too.
    pub issued_from: Option<String>,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
}

/// A bar ends.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndBar {
    /// The bar.
    pub id: String,
    /// Its last day.
    pub until: String,
}

/// A market joins a bloc.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct AddMembership {
    /// The bloc.
    pub bloc: String,
    /// The market.
    pub market: String,
    /// First day.
    pub from: Option<String>,
    /// Last day.
    pub until: Option<String>,
}

/// A market leaves a bloc.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndMembership {
    /// The bloc.
    pub bloc: String,
    /// The market.
    pub market: String,
    /// Its last day.
    pub until: String,
}
