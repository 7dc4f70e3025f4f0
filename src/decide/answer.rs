//! The answer: codes and recorded names, no prose (`semantics.md` §3.1). Words are made of it from `locales/`.

use super::repair::{NearMiss, Shortfall};
pub(super) use super::why::Why;
use super::{Interval, Scale, Truth, Verdict};
use crate::law::{Aspect, Confidence, Day, Due, Duty, Form, ObligationKind, Source, Text};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the decision says about a question.
#[derive(Clone, Debug, Serialize)]
pub struct Answer {
    /// The question it answers, in canonical ids.
    pub question: Asked,
    /// The law it assumes ([`crate::overlay`]): with any, it is an answer about a hypothesis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlay: Vec<crate::overlay::Assumed>,
    /// The strongest recognition the holdings get.
    pub headline: Headline,
    /// One entry for each requirement that applies, or may.
    pub requirements: Vec<RequirementAnswer>,
    /// All requirements together.
    pub market: MarketAnswer,
    /// Recognitions that bite where the market's requirement is not recorded.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub r#virtual: Vec<RequirementAnswer>,
    /// For a bloc: the interval of each member.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, Interval>,
    /// What is left to do for the headline.
    pub obligations: Vec<Obligation>,
    /// Facts the question asserted for unknowns, as used.
    pub assumptions_used: Vec<String>,
    /// Assumptions of the question that nothing asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub assumptions_unused: Vec<String>,
    /// What was presumed.
    pub presumptions_used: Vec<Reason>,
    /// Facts that, once known, would move an interval.
    pub pivotal_unknowns: Vec<Pivotal>,
    /// What the model does not look at.
    pub not_examined: Vec<String>,
    /// Changes that are coming; none is applied.
    pub pending_changes: Vec<PendingChange>,
    /// Arrangements between these places that recognise nothing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub grants_nothing: Vec<Cited>,
    /// Last day on which the headline's interval is unchanged; `None`: no end recorded.
    pub stable_until: Option<String>,
    /// The headline's interval after it.
    pub next_verdict: Option<Interval>,
    /// Date of the data.
    pub as_of: Option<String>,
    /// Edition of the data.
    pub edition: String,
    /// Whether the day asked is later than the data.
    pub projected: bool,
    /// Whether a route longer than the hop limit was cut off.
    pub bound_hit: bool,
    /// Whether nothing was cut off by a budget.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
}

/// The question in canonical ids, as understood.
#[derive(Clone, Debug, Serialize)]
pub struct Asked {
    /// Scheme ids of the holdings.
    pub schemes: Vec<String>,
    /// The market or bloc.
    pub market: String,
    /// Its names.
    pub market_name: Text,
    /// The day.
    pub on: String,
}

/// The strongest recognition the holdings get, over the requirements they are about.
#[derive(Clone, Debug, Serialize)]
pub struct Headline {
    /// Its name.
    pub verdict: Verdict,
    /// Its interval.
    pub interval: Interval,
    /// The requirements (or virtual slots) it is about.
    pub r#for: Vec<String>,
}

/// The answer for one requirement.
#[derive(Clone, Debug, Serialize)]
pub struct RequirementAnswer {
    /// Its id; for a virtual slot, the scheme's.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// What it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect: Option<Aspect>,
    /// The law behind it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub legal_basis: String,
    /// Whether it applies.
    pub applies: Truth,
    /// The name of its verdict.
    pub verdict: Verdict,
    /// Its interval.
    pub interval: Interval,
    /// Routes that hold, none dominated, best first; at most [`super::limits::ROUTES_SHOWN`].
    pub routes: Vec<Route>,
    /// How many more there are.
    pub more_routes: usize,
    /// Routes that may hold and would be stronger than what is proved; at most [`super::limits::ROUTES_SHOWN`].
    pub conditional_routes: Vec<Route>,
    /// How many more there are.
    pub more_conditional: usize,
    /// Where it is weaker than accepted: one or two acts that would strengthen it, cheapest first; at most
    /// [`super::limits::NEAR_MISSES`].
    pub near_misses: Vec<NearMiss>,
    /// How many more there are.
    pub more_near_misses: usize,
    /// Why it is no stronger than it is, where it is weaker than accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Shortfall>,
    /// Whether an unrecorded recognition could still exist.
    pub open_ways: bool,
    /// The day on which the ways were stated complete, if they were.
    pub ways_stated: Option<String>,
    /// What the obligations of the first route are.
    pub obligations: Vec<Obligation>,
    /// Last day on which the interval is unchanged.
    pub stable_until: Option<String>,
    /// The interval after it.
    pub next_verdict: Option<Interval>,
    /// Schemes of the holdings that are about it.
    pub addressed_by: Vec<String>,
    /// Papers that would fill it natively: the schemes its ways ask for.
    pub asks_for: Vec<Named>,
    /// Where the requirement was read.
    pub sources: Vec<SourceCited>,
    /// How sure the record is.
    pub confidence: Confidence,
}

/// The answer for the market as a whole.
#[derive(Clone, Debug, Serialize)]
pub struct MarketAnswer {
    /// Its interval.
    pub interval: Interval,
    /// Requirements nothing in hand is about.
    pub gaps: Vec<String>,
    /// Whether all the market's requirements are on record.
    pub requirements_complete: Completeness,
    /// Last day on which the interval is unchanged.
    pub stable_until: Option<String>,
    /// The interval after it.
    pub next_verdict: Option<Interval>,
}

/// Whether the record of requirements is complete.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Completeness {
    /// A coverage statement says so.
    Yes,
    /// No statement says so.
    Unknown,
}

/// One chain from a paper in hand to a requirement.
#[derive(Clone, Debug, Serialize)]
pub struct Route {
    /// Its hops; a native paper's route has one hop without a clause.
    pub hops: Vec<Hop>,
    /// The weakest effect on it.
    pub effect: Scale,
    /// The weakest duty on it.
    pub duty: Duty,
    /// Whether it holds.
    pub truth: Truth,
    /// What it leaves to do.
    pub obligations: Vec<Obligation>,
    /// First and last day of the period around the day asked in which it holds; `None`: open.
    pub window: (Option<String>, Option<String>),
    /// The weakest record on it.
    pub confidence: Confidence,
    /// Papers to be got on the way.
    pub obtain: Vec<Named>,
}

/// One hop.
#[derive(Clone, Debug, Serialize)]
pub struct Hop {
    /// The clause; `None`: the paper is the market's own.
    pub clause: Option<String>,
    /// What the clause says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Annex, article.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// The agreement.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agreement: Option<Cited>,
    /// The paper it starts from.
    pub from: Named,
    /// Where it leads: a scheme's slot, or the scheme of the new paper.
    pub to: Named,
    /// The market that acts.
    pub at: String,
    /// Its effect.
    pub effect: Scale,
    /// Its duty.
    pub duty: Duty,
    /// What was tested.
    pub guards: Vec<GuardAnswer>,
    /// The assumed records it rests on ([`crate::overlay`]): this hop is no recorded law.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub hypothetical: Vec<String>,
    /// Where it was read.
    pub sources: Vec<SourceCited>,
    /// How sure the record is.
    pub confidence: Confidence,
}

/// An agreement as cited.
#[derive(Clone, Debug, Serialize)]
pub struct Cited {
    /// Its id.
    pub id: String,
    /// Its titles.
    pub name: Text,
    /// Its form.
    pub form: Form,
    /// What it says of itself, where it grants nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<Text>,
    /// Where it was read.
    pub sources: Vec<SourceCited>,
}

/// An id with its names.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Named {
    /// The id.
    pub id: String,
    /// The names.
    pub name: Text,
}

/// A source as cited.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceCited {
    /// Address.
    pub url: String,
    /// What it supports.
    pub says: String,
    /// When it was read; empty: page not read.
    pub read: String,
}

impl SourceCited {
    /// A recorded source as it is cited.
    pub(crate) fn of(source: &Source) -> SourceCited {
        SourceCited { url: source.url.clone(), says: source.says.clone(), read: source.read.clone() }
    }
}

/// One guard's outcome.
#[derive(Clone, Debug, Serialize)]
pub struct GuardAnswer {
    /// Which of the fourteen.
    pub name: super::Guard,
    /// Its value.
    pub value: Truth,
    /// Why: the reasons that decided it.
    pub because: Vec<Reason>,
    /// Where the facts it read were read, besides the clause's own sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<SourceCited>,
}

/// A reason: a code with named arguments. The words for it stand in `locales/` under `reason.<code>`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Reason {
    /// The code.
    pub code: Why,
    /// Its arguments: ids, dates, numbers.
    pub args: BTreeMap<&'static str, String>,
}

/// What remains to be done.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Obligation {
    /// When it is due.
    pub when: Due,
    /// What sort.
    pub kind: ObligationKind,
    /// What precisely.
    pub arg: Option<String>,
    /// In which market.
    pub at: String,
    /// In words.
    pub text: Option<Text>,
}

/// A fact that, once known, would move an interval.
#[derive(Clone, Debug, Serialize)]
pub struct Pivotal {
    /// Which fact.
    pub fact: super::Fact,
    /// What to put into the question's `assume` to assert it.
    pub key: String,
    /// What it is about: an attribute, a clause, a body …
    pub about: Vec<String>,
    /// The requirements it moves, those first that the headline is about.
    pub moves: Vec<String>,
    /// The interval of the first of them if the fact is so.
    pub if_yes: Interval,
    /// The interval of the first of them if it is not.
    pub if_no: Interval,
}

/// A coming change.
#[derive(Clone, Debug, Serialize)]
pub struct PendingChange {
    /// Its id.
    pub id: String,
    /// What would change.
    pub what: Text,
    /// How far it has come.
    pub stage: Text,
    /// When it is expected.
    pub expected_from: Option<String>,
    /// Where it was read.
    pub sources: Vec<SourceCited>,
}

impl Reason {
    /// A reason with its arguments.
    pub(crate) fn new(code: Why, args: &[(&'static str, &dyn std::fmt::Display)]) -> Reason {
        Reason { code, args: args.iter().map(|(name, value)| (*name, value.to_string())).collect() }
    }
}

/// Serialises a day as text.
pub(crate) fn written(day: Option<Day>) -> Option<String> {
    day.map(|d| d.to_string())
}
