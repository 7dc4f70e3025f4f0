//! Two answers side by side: of two days, two papers, two products, or two editions of the law.

use crate::decide::Truth;
use crate::decide::inquiry::Inquiry;
use crate::decide::shared::Shared;
use crate::decide::{Answer, Asked, Interval, Obligation, QuestionError, RequirementAnswer, Verdict, brief};
use crate::law::{Text, words};
use crate::overlay::Assumed;
use crate::{Law, Question};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

words! {
    /// What can differ between two answers.
    Difference {
        /// Only the first has it.
        OnlyFirst = "only-first",
        /// Only the second has it.
        OnlySecond = "only-second",
        /// Whether it applies.
        Applies = "applies",
        /// The verdict's name.
        Verdict = "verdict",
        /// The interval.
        Interval = "interval",
        /// The routes that hold.
        Routes = "routes",
        /// What is left to do.
        Obligations = "obligations",
        /// Until when it holds, and what comes then.
        Until = "until",
        /// Whether anything in hand is about it.
        Gap = "gap",
        /// The requirements it is about.
        For = "for",
        /// Whether all requirements of the market are on record.
        Record = "record",
    }
}

/// What differs between two answers.
#[derive(Clone, Debug, Serialize)]
pub struct Comparison {
    /// The first question.
    pub first: Compared,
    /// The second question.
    pub second: Compared,
    /// What differs in the headline.
    pub headline: Vec<Difference>,
    /// What differs in the market as a whole.
    pub market: Vec<Difference>,
    /// The requirements (and virtual slots) that differ, in order of their ids.
    pub requirements: Vec<RequirementCompared>,
    /// The ids of those that do not.
    pub unchanged: Vec<String>,
    /// Whether nothing differs.
    pub same: bool,
    /// Whether both answers are complete.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
    /// Whether in either a chain of more than [`limits::HOPS`](crate::decide::limits::HOPS) recognitions was not followed.
    pub bound_hit: bool,
}

/// One of two answers, in short.
#[derive(Clone, Debug, Serialize)]
pub struct Compared {
    /// The question, in canonical ids.
    pub question: Asked,
    /// Edition of the data.
    pub edition: String,
    /// The law it assumes ([`crate::overlay`]): with any, it is about a hypothesis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlay: Vec<Assumed>,
    /// Date of the data.
    pub as_of: Option<String>,
    /// The verdict of the headline.
    pub verdict: Verdict,
    /// Its interval.
    pub interval: Interval,
    /// The requirements (or virtual slots) it is about.
    pub r#for: Vec<String>,
    /// The interval of the market.
    pub market: Interval,
    /// Last day on which the headline's interval is unchanged.
    pub stable_until: Option<String>,
    /// The headline's interval after it.
    pub next_verdict: Option<Interval>,
    /// What is left to do for the headline.
    pub obligations: Vec<Obligation>,
}

/// A requirement in two answers.
#[derive(Clone, Debug, Serialize)]
pub struct RequirementCompared {
    /// Its id; for a virtual slot, the scheme's.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// What differs.
    pub differs: Vec<Difference>,
    /// What the first answer says; `None`: nothing.
    pub first: Option<RequirementSide>,
    /// What the second says.
    pub second: Option<RequirementSide>,
}

/// What one answer says of a requirement.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RequirementSide {
    /// Whether it applies.
    pub applies: Truth,
    /// The name of its verdict.
    pub verdict: Verdict,
    /// Its interval.
    pub interval: Interval,
    /// The routes that hold, each as the ids of its clauses.
    pub routes: Vec<Vec<String>>,
    /// What is left to do.
    pub obligations: Vec<Obligation>,
    /// Last day on which the interval is unchanged.
    pub stable_until: Option<String>,
    /// The interval after it.
    pub next_verdict: Option<Interval>,
    /// Whether nothing in hand is about it.
    pub gap: bool,
}

/// Compares the answers to two questions, each of its own law: the same for two dates or papers, two for two editions.
///
/// # Arguments
/// Twice a law and a question.
///
/// # Returns
/// What differs in the headline, the market and each requirement; [`Comparison::same`] where nothing does.
///
/// # Errors
/// A [`QuestionError`] as of [`check`](crate::check); its path begins with `first.` or `second.`.
///
/// # Complexity
/// That of two checks without their what-ifs.
///
/// # Budget
/// Those of two checks; what is cut off is said in [`Comparison::complete`].
///
/// # Example
/// ```
/// use comity::{Law, Question, ask};
/// let law = Law::default(); // nothing is on record
/// let question: Question = serde_json::from_str(
///     r#"{"holdings":[{"scheme":"iecee-cb"}],"product":{"hs":"8516"},"market":"KR","on":"2026-11-22"}"#).unwrap();
/// let error = ask::compare((&law, &question), (&law, &question)).unwrap_err();
/// assert_eq!(error.path, "first.holdings[0].scheme");
/// ```
pub fn compare(first: (&Law, &Question), second: (&Law, &Question)) -> Result<Comparison, QuestionError> {
    let answer = |side: &str, (law, question): (&Law, &Question)| {
        let inquiry = Inquiry::read(question, law.records(), law.names())
            .map_err(|error| QuestionError { path: format!("{side}.{}", error.path), ..error })?;
        Ok(brief(law, &inquiry, inquiry.on, &Shared::default()).0)
    };
    let (one, other) = (answer("first", first)?, answer("second", second)?);
    let (first, second) = (Compared::of(&one), Compared::of(&other));
    let headline = first.differs(&second);
    let mut market = Vec::new();
    note(&mut market, Difference::Interval, one.market.interval != other.market.interval);
    let until = |a: &Answer| (a.market.stable_until.clone(), a.market.next_verdict);
    note(&mut market, Difference::Until, until(&one) != until(&other));
    note(&mut market, Difference::Gap, one.market.gaps != other.market.gaps);
    let complete = |a: &Answer| a.market.requirements_complete;
    note(&mut market, Difference::Record, complete(&one) != complete(&other));

    let (ours, theirs) = (sides(&one), sides(&other));
    let mut requirements = Vec::new();
    let mut unchanged = Vec::new();
    for id in ours.keys().chain(theirs.keys()).collect::<BTreeSet<_>>() {
        let (mine, yours) = (ours.get(id), theirs.get(id));
        let differs = differences(mine.map(|(_, side)| side), yours.map(|(_, side)| side));
        if differs.is_empty() {
            unchanged.push((*id).to_owned());
            continue;
        }
        requirements.push(RequirementCompared {
            id: (*id).to_owned(),
            name: mine.or(yours).map(|(requirement, _)| requirement.name.clone()).unwrap_or_default(),
            differs,
            first: mine.map(|(_, side)| side.clone()),
            second: yours.map(|(_, side)| side.clone()),
        });
    }
    let budget = one.budget.or(other.budget);
    Ok(Comparison {
        same: headline.is_empty() && market.is_empty() && requirements.is_empty(),
        first,
        second,
        headline,
        market,
        requirements,
        unchanged,
        complete: budget.is_none(),
        budget,
        bound_hit: one.bound_hit || other.bound_hit,
    })
}

fn note(differs: &mut Vec<Difference>, difference: Difference, is: bool) {
    if is {
        differs.push(difference);
    }
}

impl Compared {
    fn of(answer: &Answer) -> Compared {
        Compared {
            question: answer.question.clone(),
            edition: answer.edition.clone(),
            overlay: answer.overlay.clone(),
            as_of: answer.as_of.clone(),
            verdict: answer.headline.verdict,
            interval: answer.headline.interval,
            r#for: answer.headline.r#for.clone(),
            market: answer.market.interval,
            stable_until: answer.stable_until.clone(),
            next_verdict: answer.next_verdict,
            obligations: answer.obligations.clone(),
        }
    }

    fn differs(&self, other: &Compared) -> Vec<Difference> {
        let mut differs = Vec::new();
        note(&mut differs, Difference::Verdict, self.verdict != other.verdict);
        note(&mut differs, Difference::Interval, self.interval != other.interval);
        note(&mut differs, Difference::For, self.r#for != other.r#for);
        note(&mut differs, Difference::Obligations, self.obligations != other.obligations);
        let until = |c: &Compared| (c.stable_until.clone(), c.next_verdict);
        note(&mut differs, Difference::Until, until(self) != until(other));
        differs
    }
}

fn differences(first: Option<&RequirementSide>, second: Option<&RequirementSide>) -> Vec<Difference> {
    let (one, other) = match (first, second) {
        (Some(one), Some(other)) => (one, other),
        (Some(_), None) => return vec![Difference::OnlyFirst],
        (None, Some(_)) => return vec![Difference::OnlySecond],
        (None, None) => return Vec::new(),
    };
    let mut differs = Vec::new();
    note(&mut differs, Difference::Applies, one.applies != other.applies);
    note(&mut differs, Difference::Verdict, one.verdict != other.verdict);
    note(&mut differs, Difference::Interval, one.interval != other.interval);
    note(&mut differs, Difference::Routes, one.routes != other.routes);
    note(&mut differs, Difference::Obligations, one.obligations != other.obligations);
    let until = |side: &RequirementSide| (side.stable_until.clone(), side.next_verdict);
    note(&mut differs, Difference::Until, until(one) != until(other));
    note(&mut differs, Difference::Gap, one.gap != other.gap);
    differs
}

/// What an answer says of each requirement and virtual slot.
pub(super) fn sides(answer: &Answer) -> BTreeMap<&str, (&RequirementAnswer, RequirementSide)> {
    let entries = answer.requirements.iter().chain(&answer.r#virtual);
    entries
        .map(|requirement| {
            let side = RequirementSide {
                applies: requirement.applies,
                verdict: requirement.verdict,
                interval: requirement.interval,
                routes: requirement
                    .routes
                    .iter()
                    .map(|route| route.hops.iter().filter_map(|hop| hop.clause.clone()).collect())
                    .collect(),
                obligations: requirement.obligations.clone(),
                stable_until: requirement.stable_until.clone(),
                next_verdict: requirement.next_verdict,
                gap: answer.market.gaps.contains(&requirement.id),
            };
            (requirement.id.as_str(), (requirement, side))
        })
        .collect()
}
