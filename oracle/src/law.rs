//! The records of a universe, as `tests/conformance/README.md` describes them.

mod read;

use crate::calendar::{Age, When};
use serde_json::Value;

/// How well a record is attested; the order is the strength.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Confidence {
    Doubtful,
    Recalled,
    Verified,
}

impl Confidence {
    fn read(record: &Value) -> Self {
        match record.get("confidence").and_then(Value::as_str) {
            Some("doubtful") => Self::Doubtful,
            Some("recalled") => Self::Recalled,
            _ => Self::Verified,
        }
    }

    pub(crate) fn doubtful(self) -> bool {
        self == Self::Doubtful
    }
}

pub(crate) struct Member {
    pub(crate) code: String,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) confidence: Confidence,
}

pub(crate) struct Bloc {
    pub(crate) id: String,
    pub(crate) members: Vec<Member>,
}

pub(crate) struct Edition {
    pub(crate) id: String,
    pub(crate) published: Option<When>,
}

pub(crate) struct Adoption {
    pub(crate) edition: String,
    pub(crate) of: String,
    pub(crate) degree: String,
    pub(crate) deviations: Vec<String>,
}

pub(crate) struct Norm {
    pub(crate) editions: Vec<Edition>,
    pub(crate) adoptions: Vec<Adoption>,
}

/// Who issues the papers of a scheme.
pub(crate) enum Issuers {
    Any,
    Named(Vec<String>),
    Unrecorded,
}

pub(crate) struct Scheme {
    pub(crate) id: String,
    pub(crate) kind: Option<String>,
    pub(crate) home: Option<String>,
    pub(crate) regime: Option<String>,
    pub(crate) native_issuers: Issuers,
    /// How long its papers usually run, where they do not say.
    pub(crate) validity: Option<Age>,
    pub(crate) lapses: Vec<Lapse>,
    pub(crate) closings: Vec<Closing>,
}

/// Papers issued before a day ended on another, whatever they state.
pub(crate) struct Lapse {
    pub(crate) scope: Scope,
    pub(crate) issued_before: When,
    pub(crate) last: When,
}

/// The last day on which papers were issued for some products.
pub(crate) struct Closing {
    pub(crate) scope: Scope,
    pub(crate) last: When,
}

pub(crate) struct Body {
    pub(crate) id: String,
    pub(crate) seat: Option<String>,
    /// `None`: not recorded.
    pub(crate) owners: Option<Vec<String>>,
}

pub(crate) struct Listing {
    pub(crate) id: String,
    pub(crate) body: String,
    pub(crate) register: String,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) survives: bool,
    pub(crate) scope: Option<Vec<Item>>,
    pub(crate) conflicts_with: Option<String>,
    pub(crate) confidence: Confidence,
}

pub(crate) struct Party {
    pub(crate) place: String,
    pub(crate) issues: bool,
    pub(crate) accepts: bool,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
}

/// What becomes of papers after an end.
pub(crate) enum OnEnd {
    Lapse,
    KeepUntil(When),
    KeepIssued,
}

pub(crate) struct Agreement {
    pub(crate) id: String,
    pub(crate) form: String,
    pub(crate) parties: Vec<Party>,
    pub(crate) signed: Option<When>,
    pub(crate) in_force: Option<When>,
    pub(crate) operational_from: Option<When>,
    pub(crate) status: Option<String>,
    pub(crate) ended: Option<When>,
    pub(crate) on_end: Option<OnEnd>,
    pub(crate) end_kind: Option<String>,
    pub(crate) supersedes: Vec<String>,
    pub(crate) confidence: Confidence,
}

pub(crate) enum Item {
    All,
    Code { code: String, indicative: bool },
    Group(String),
    Attribute { name: String, equals: Vec<String> },
}

pub(crate) struct Scope {
    pub(crate) include: Vec<Item>,
    pub(crate) exclude: Vec<Item>,
}

pub(crate) enum IssuerRule {
    Native,
    Any,
    Listed(String),
    Unrecorded,
}

pub(crate) struct Accepted {
    pub(crate) edition: String,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
}

pub(crate) struct EditionRule {
    pub(crate) accepts: Vec<Accepted>,
    pub(crate) accept_newer: Option<bool>,
}

pub(crate) struct OriginTest {
    pub(crate) kind: String,
    pub(crate) places: Vec<String>,
}

pub(crate) enum OriginRule {
    None,
    Any(Vec<OriginTest>),
    All(Vec<OriginTest>),
    Unrecorded,
}

pub(crate) enum BasisRule {
    Own,
    Any,
    Only(Vec<String>),
    Unrecorded,
}

/// What a paper is worth; the order is the strength. `Native` is no clause's effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Effect {
    Evidence,
    Reissue,
    Equivalent,
    Native,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Duty {
    May,
    InPrinciple,
    Shall,
}

pub(crate) struct Issue {
    pub(crate) scheme: String,
    pub(crate) issuer: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Task {
    pub(crate) kind: String,
    pub(crate) arg: Option<String>,
    pub(crate) when: String,
}

pub(crate) struct Clause {
    pub(crate) id: String,
    pub(crate) agreement: String,
    pub(crate) from_party: Vec<String>,
    pub(crate) to_party: Vec<String>,
    pub(crate) scope: Scope,
    pub(crate) kind: Option<String>,
    pub(crate) schemes: Option<Vec<String>>,
    /// `None`: no demand.
    pub(crate) attests: Option<Vec<String>>,
    pub(crate) needs_all: Vec<String>,
    pub(crate) issuer_rule: IssuerRule,
    pub(crate) party_test: String,
    pub(crate) edition_rule: Option<EditionRule>,
    pub(crate) cap: Option<i32>,
    pub(crate) max_age: Option<Age>,
    pub(crate) since: Option<When>,
    pub(crate) preissue: bool,
    pub(crate) in_force: Option<When>,
    pub(crate) operational_from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) on_end: Option<OnEnd>,
    pub(crate) end_kind: Option<String>,
    pub(crate) origin_rule: OriginRule,
    pub(crate) basis_rule: BasisRule,
    pub(crate) effect: Effect,
    pub(crate) duty: Duty,
    /// `None`: all.
    pub(crate) fills: Option<Vec<String>>,
    pub(crate) issues: Option<Issue>,
    pub(crate) obligations: Vec<Task>,
    pub(crate) marketed: bool,
    pub(crate) overrides: Vec<String>,
    pub(crate) conflicts_with: Option<String>,
    pub(crate) confidence: Confidence,
}

impl Clause {
    pub(crate) fn about_a_status(&self) -> bool {
        self.kind.as_deref() == Some(LAWFUL)
    }

    /// The scheme of the paper it makes, if it makes one.
    pub(crate) fn issued_scheme(&self) -> Option<&str> {
        self.issues.as_ref().map(|issue| issue.scheme.as_str())
    }

    pub(crate) fn fills(&self, scheme: &str) -> bool {
        self.issues.is_none() && self.fills.as_ref().is_none_or(|fills| fills.iter().any(|f| f == scheme))
    }
}

/// The kind of the status "may lawfully be sold".
pub(crate) const LAWFUL: &str = "lawful-marketing";

pub(crate) struct Slot {
    pub(crate) scheme: String,
    pub(crate) level: Option<i32>,
    pub(crate) edition_rule: Option<EditionRule>,
}

pub(crate) struct Way {
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) obligations: Vec<Task>,
    pub(crate) slots: Vec<Slot>,
}

pub(crate) struct Requirement {
    pub(crate) id: String,
    pub(crate) market: String,
    pub(crate) aspect: Option<String>,
    pub(crate) scope: Scope,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) ways: Vec<Way>,
    pub(crate) confidence: Confidence,
}

pub(crate) struct Coverage {
    pub(crate) closes: String,
    pub(crate) market: Option<String>,
    pub(crate) scope: Option<Vec<Item>>,
    pub(crate) aspect: Option<String>,
    pub(crate) register: Option<String>,
    pub(crate) from: Option<When>,
    pub(crate) as_of: Option<When>,
    pub(crate) confidence: Confidence,
}

pub(crate) struct Bar {
    pub(crate) id: String,
    pub(crate) reach: String,
    pub(crate) subject: Option<String>,
    pub(crate) owned_by: Vec<String>,
    /// Of a bar on bodies, the schemes whose papers it is about; empty: every paper.
    pub(crate) schemes: Vec<String>,
    /// Of a bar on bodies, the first date of issue that it is about.
    pub(crate) issued_from: Option<When>,
    pub(crate) market: Option<String>,
    pub(crate) scope: Option<Vec<Item>>,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
    pub(crate) confidence: Confidence,
}

pub(crate) struct Law {
    pub(crate) as_of: Option<When>,
    pub(crate) economies: Vec<String>,
    pub(crate) blocs: Vec<Bloc>,
    pub(crate) norms: Vec<Norm>,
    pub(crate) schemes: Vec<Scheme>,
    pub(crate) bodies: Vec<Body>,
    pub(crate) listings: Vec<Listing>,
    pub(crate) agreements: Vec<Agreement>,
    pub(crate) clauses: Vec<Clause>,
    pub(crate) requirements: Vec<Requirement>,
    pub(crate) coverage: Vec<Coverage>,
    pub(crate) bars: Vec<Bar>,
    /// For every scheme a slot that asks nothing but its paper.
    pub(crate) bare_slots: Vec<Slot>,
}
