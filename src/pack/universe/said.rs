//! The universe as the document says it: one struct a record, words and ids as written.

use crate::law::{
    Aspect, Closes, CodeRole, Confidence, Degree, Due, Duty, Effect, EndKind, Form, Kind, ObligationKind, Rules, Span,
    Status,
};
use serde::Deserialize;
use serde_json::Value;

/// `yes` or `no`; what is left out is not recorded.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum YesNo {
    Yes,
    No,
}

/// What a party may do.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Role {
    MayIssue,
    MustAccept,
}

/// What goods must have been.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum StatusNeeded {
    Saleable,
    Marketed,
}

/// When the issuer's seat is tested.
#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum WhenTested {
    Both,
    Issue,
    Use,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Universe {
    pub as_of: String,
    pub economies: Vec<String>,
    #[serde(default)]
    pub blocs: Vec<BlocSaid>,
    #[serde(default)]
    pub norms: Vec<NormSaid>,
    #[serde(default)]
    pub schemes: Vec<SchemeSaid>,
    #[serde(default)]
    pub bodies: Vec<BodySaid>,
    #[serde(default)]
    pub listings: Vec<ListingSaid>,
    #[serde(default)]
    pub agreements: Vec<AgreementSaid>,
    #[serde(default)]
    pub clauses: Vec<ClauseSaid>,
    #[serde(default)]
    pub bars: Vec<BarSaid>,
    #[serde(default)]
    pub requirements: Vec<RequirementSaid>,
    #[serde(default)]
    pub coverage: Vec<CoverageSaid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BlocSaid {
    pub id: String,
    #[serde(default)]
    pub purpose: String,
    pub members: Vec<MemberSaid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberSaid {
    pub code: String,
    pub from: Option<String>,
    pub until: Option<String>,
    pub confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NormSaid {
    pub id: String,
    #[serde(default)]
    pub editions: Vec<EditionSaid>,
    #[serde(default)]
    pub adoptions: Vec<AdoptionSaid>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionSaid {
    pub id: String,
    pub published: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AdoptionSaid {
    pub edition: String,
    pub of: String,
    pub degree: Degree,
    #[serde(default)]
    pub deviations: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SchemeSaid {
    pub id: String,
    pub kind: Kind,
    pub home: Option<String>,
    pub regime: Option<String>,
    pub native_issuers: Option<Value>,
    pub validity: Option<SpanSaid>,
    #[serde(default)]
    pub lapses: Vec<LapseSaid>,
    #[serde(default)]
    pub closings: Vec<ClosingSaid>,
    pub confidence: Option<Confidence>,
}

impl SchemeSaid {
    /// The scopes of its lapses and closings.
    pub(super) fn scopes(&self) -> impl Iterator<Item = &ScopeSaid> {
        self.lapses.iter().map(|lapse| &lapse.scope).chain(self.closings.iter().map(|closing| &closing.scope))
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LapseSaid {
    pub scope: ScopeSaid,
    pub issued_before: String,
    pub last: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClosingSaid {
    pub scope: ScopeSaid,
    pub last: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BodySaid {
    pub id: String,
    pub seat: Option<String>,
    /// Left out: none of note. `null`: not recorded.
    #[serde(default = "none_of_note")]
    pub owners: Option<Vec<String>>,
}

fn none_of_note() -> Option<Vec<String>> {
    Some(Vec::new())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ListingSaid {
    pub id: String,
    pub body: String,
    pub r#for: String,
    pub from: Option<String>,
    pub until: Option<String>,
    pub end_kind: Option<EndKind>,
    pub survival: Option<YesNo>,
    pub scope: Option<Vec<ItemSaid>>,
    pub conflicts_with: Option<String>,
    pub confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AgreementSaid {
    pub id: String,
    pub form: Form,
    pub parties: Vec<PartySaid>,
    pub signed: Option<String>,
    pub in_force: Option<String>,
    pub operational_from: Option<String>,
    pub status: Option<Status>,
    pub ended: Option<String>,
    pub end_kind: Option<EndKind>,
    pub on_end: Option<Value>,
    #[serde(default)]
    pub supersedes: Vec<String>,
    pub confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PartySaid {
    pub party: String,
    pub roles: Option<Vec<Role>>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub confidence: Option<Confidence>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ScopeSaid {
    pub include: Vec<ItemSaid>,
    pub exclude: Vec<ItemSaid>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ItemSaid {
    pub all: bool,
    pub hs: Option<String>,
    pub role: Option<CodeRole>,
    pub group: Option<String>,
    pub attr: Option<String>,
    pub equals: Vec<Value>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ArtefactSaid {
    pub kind: Option<Kind>,
    pub schemes: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionRuleSaid {
    pub accepts: Vec<AcceptedSaid>,
    pub accept_newer: Option<YesNo>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptedSaid {
    pub edition: String,
    pub from: Option<String>,
    pub until: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SpanSaid {
    pub years: u16,
    pub months: u16,
    pub days: u32,
}

impl SpanSaid {
    pub(super) fn span(&self) -> Span {
        Span { years: self.years, months: self.months, days: self.days }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ObligationSaid {
    pub kind: ObligationKind,
    pub arg: Option<String>,
    pub when: Option<Due>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct IssuesSaid {
    pub scheme: String,
    pub issuer: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ClauseSaid {
    pub id: String,
    pub agreement: String,
    pub from_party: Vec<String>,
    pub to_party: Vec<String>,
    pub scope: ScopeSaid,
    #[serde(default)]
    pub artefact: ArtefactSaid,
    pub rules: Option<Rules>,
    pub attests: Option<Value>,
    #[serde(default)]
    pub needs_all: Vec<String>,
    pub issuer_rule: Option<Value>,
    pub party_test: Option<WhenTested>,
    pub edition_rule: Option<Value>,
    pub cap: Option<u8>,
    pub max_age: Option<SpanSaid>,
    pub since: Option<String>,
    pub preissue: Option<YesNo>,
    pub in_force: Option<String>,
    pub operational_from: Option<String>,
    pub until: Option<String>,
    pub end_kind: Option<EndKind>,
    pub on_end: Option<Value>,
    pub origin_rule: Option<Value>,
    pub basis_rule: Option<Value>,
    pub effect: Effect,
    pub duty: Option<Duty>,
    pub fills: Option<Value>,
    pub issues: Option<IssuesSaid>,
    #[serde(default)]
    pub obligations: Vec<ObligationSaid>,
    pub status_needed: Option<StatusNeeded>,
    #[serde(default)]
    pub overrides: Vec<String>,
    pub conflicts_with: Option<String>,
    pub confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BarSaid {
    pub id: String,
    pub reach: String,
    pub subject: Option<String>,
    pub owned_by: Option<Vec<String>>,
    pub market: Option<String>,
    #[serde(default)]
    pub schemes: Vec<String>,
    pub issued_from: Option<String>,
    #[serde(default)]
    pub scope: Vec<ItemSaid>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RequirementSaid {
    pub id: String,
    pub market: String,
    pub aspect: Aspect,
    pub scope: ScopeSaid,
    pub from: Option<String>,
    pub until: Option<String>,
    pub ways: Vec<WaySaid>,
    pub confidence: Option<Confidence>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WaySaid {
    #[serde(default)]
    pub id: String,
    pub slots: Vec<SlotSaid>,
    #[serde(default)]
    pub obligations: Vec<ObligationSaid>,
    pub from: Option<String>,
    pub until: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SlotSaid {
    pub scheme: String,
    pub level: Option<u8>,
    pub edition_rule: Option<Value>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CoverageSaid {
    pub id: String,
    pub closes: Closes,
    pub market: Option<String>,
    #[serde(default)]
    pub scope: Vec<ItemSaid>,
    pub aspect: Option<Aspect>,
    pub register: Option<String>,
    pub from: Option<String>,
    pub as_of: String,
    pub confidence: Option<Confidence>,
}
