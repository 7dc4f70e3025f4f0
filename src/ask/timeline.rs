//! One question through time: every day on which its answer changes, past and future.

use super::compare::{RequirementSide, sides};
use super::turned::{Turned, turned};
use crate::decide::inquiry::Inquiry;
use crate::decide::moment::{Moment, Spent};
use crate::decide::shared::Shared;
use crate::decide::{
    Answer, Asked, Cited, Interval, Obligation, QuestionError, RequirementAnswer, Truth, Verdict, agreement_cited,
    dated, limits,
};
use crate::law::{Agreement, Day, Id, Text};
use crate::overlay::Assumed;
use crate::{Law, Question};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// An answer through time, as the record has it.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// The question, in canonical ids.
    pub question: Asked,
    /// Periods in which the answer is the same, without a break, oldest first. The first has no beginning and the last no
    /// end, unless a budget cut the walk.
    pub periods: Vec<Period>,
    /// Ends once set and put off, of the agreements that routes of these periods rest on.
    pub outlived: Vec<Outlived>,
    /// The law it assumes ([`crate::overlay`]): with any, it is about a hypothesis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlay: Vec<Assumed>,
    /// Date of the data: periods that begin after it are projected.
    pub as_of: Option<String>,
    /// Edition of the data.
    pub edition: String,
    /// Whether the walk reached the first and the last recorded date, and saw each day in full.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
    /// Whether on some day a chain of more than [`limits::HOPS`] recognitions was not followed (`semantics.md` §3.4).
    pub bound_hit: bool,
}

/// A period in which an answer is the same.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Period {
    /// First day; `None`: as far back as the record goes.
    pub from: Option<String>,
    /// Last day; `None`: as far ahead.
    pub until: Option<String>,
    /// The verdict of the headline.
    pub verdict: Verdict,
    /// Its interval.
    pub interval: Interval,
    /// The interval of the market as a whole.
    pub market: Interval,
    /// The requirements (or virtual slots) the headline is about.
    pub requirements: Vec<String>,
    /// The routes that hold, each as the ids of its clauses; a native paper's has none.
    pub routes: Vec<Vec<String>>,
    /// What holds of each requirement, by its id, and of each virtual slot, by its scheme's.
    pub each: BTreeMap<String, Then>,
    /// Of a bloc: the interval of each member.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub members: BTreeMap<String, Interval>,
    /// Whether it is the period of the day asked.
    pub asked: bool,
    /// Whether it begins after the date of the data.
    pub projected: bool,
    /// The records that turn on its first day, as far as they can be told.
    pub why: Vec<Turned>,
}

/// A requirement, or a virtual slot, in a period.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Then {
    /// Its names.
    pub name: Text,
    /// Whether it applies.
    pub applies: Truth,
    /// The name of its verdict.
    pub verdict: Verdict,
    /// Its interval.
    pub interval: Interval,
    /// What is left to do.
    pub obligations: Vec<Obligation>,
    /// Whether nothing in hand is about it.
    pub gap: bool,
}

/// An agreement that was extended: the last days it was to have before, oldest first. They decided nothing in the end.
#[derive(Clone, Debug, Serialize)]
pub struct Outlived {
    /// The agreement, with where it was read.
    pub agreement: Cited,
    /// The days.
    pub ends: Vec<String>,
}

/// A stretch of days between two change points, with the answer on it.
struct Stretch {
    from: Option<Day>,
    until: Option<Day>,
    answer: Answer,
}

/// Walks a question through time, from change point to change point, to the first and the last recorded date.
///
/// # Arguments
/// The law, and the question; its day is where the walk starts.
///
/// # Returns
/// The periods in which nothing differs: verdict, intervals, routes and what is left to do, of the whole and of each
/// requirement. What nobody stated to be complete on a day of the past is open then, as `check` has it on that day; from
/// the day asked on such statements are held (`semantics.md` §3.8): ageing of our data is no change of law.
///
/// # Errors
/// A [`QuestionError`], as of [`check`](crate::check).
///
/// # Complexity
/// O(change points × the cost of a check without its what-ifs).
///
/// # Budget
/// [`limits::CHANGES`] change points each way, and on each day the budgets of a check.
///
/// # Example
/// ```
/// use comity::{Law, Question, ask};
/// let law = Law::default(); // nothing is on record
/// let question: Question = serde_json::from_str(
///     r#"{"holdings":[{"scheme":"iecee-cb"}],"product":{"hs":"8516"},"market":"KR","on":"2026-11-22"}"#).unwrap();
/// assert_eq!(ask::timeline(&law, &question).unwrap_err().code, "unknown");
/// ```
pub fn timeline(law: &Law, question: &Question) -> Result<Timeline, QuestionError> {
    timeline_with(law, question, |_| ())
}

/// The same, telling how far it has come: `progress` is called with the number of change points seen, at each.
///
/// # Errors
/// As [`timeline`].
pub fn timeline_with(
    law: &Law,
    question: &Question,
    mut progress: impl FnMut(usize),
) -> Result<Timeline, QuestionError> {
    let inquiry = Inquiry::read(question, law.records(), law.names())?;
    let shared = Shared::default();
    let (answer, (before, after)) = dated(law, &inquiry, inquiry.on, &shared);
    let asked = answer.question.clone();
    let (mut cut, mut bound_hit) = (answer.budget, false);
    let mut seen: usize = 1;
    let mut walk = |first: Option<Day>, forward: bool| {
        let mut stretches: Vec<(Day, Answer)> = Vec::new();
        let mut next = first;
        while let Some(day) = next {
            if stretches.len() >= limits::CHANGES {
                return (stretches, Some("changes"));
            }
            progress(seen);
            seen = seen.saturating_add(1);
            let (answer, (before, after)) = dated(law, &inquiry, day, &shared);
            stretches.push((day, answer));
            next = if forward { after } else { before };
        }
        (stretches, None)
    };
    let (ahead, cut_ahead) = walk(after, true);
    let (back, cut_back) = walk(before, false);
    cut = cut.or(cut_ahead).or(cut_back);
    let mut stretches: Vec<Stretch> = Vec::with_capacity(ahead.len().saturating_add(back.len()).saturating_add(1));
    // Of a stretch in the past its last day was looked at, of one ahead its first. Where a budget cut, nothing is known
    // beyond the day looked at.
    let first_known = |day: Day, earlier: Option<Day>| earlier.map(Day::next).or(cut_back.map(|_| day));
    for (place, (day, answer)) in back.iter().enumerate().rev() {
        let earlier = back.get(place.saturating_add(1)).map(|(day, _)| *day);
        stretches.push(Stretch { from: first_known(*day, earlier), until: Some(*day), answer: answer.clone() });
    }
    let from = back.first().map(|(day, _)| day.next());
    let until = ahead.first().map(|(day, _)| day.previous());
    stretches.push(Stretch { from, until, answer });
    for (place, (day, answer)) in ahead.iter().enumerate() {
        let later = ahead.get(place.saturating_add(1)).map(|(day, _)| day.previous());
        let until = later.or(cut_ahead.map(|_| *day));
        stretches.push(Stretch { from: Some(*day), until, answer: answer.clone() });
    }
    let records = law.records();
    let mut periods: Vec<Period> = Vec::new();
    let mut last: Option<&Answer> = None;
    for stretch in &stretches {
        cut = cut.or(stretch.answer.budget);
        bound_hit |= stretch.answer.bound_hit;
        let mut period = Period::of(stretch);
        period.asked =
            stretch.from.is_none_or(|from| from <= inquiry.on) && stretch.until.is_none_or(|until| until >= inquiry.on);
        period.projected = stretch.from.zip(records.as_of).is_some_and(|(from, as_of)| from > as_of);
        match periods.last_mut() {
            Some(known) if known.same(&period) => {
                known.until = period.until;
                known.asked |= period.asked;
            }
            _ => {
                if let (Some(day), Some(last)) = (stretch.from, last) {
                    period.why = turned(law, &inquiry, last, &stretch.answer, day);
                }
                periods.push(period);
            }
        }
        last = Some(&stretch.answer);
    }
    Ok(Timeline {
        question: asked,
        outlived: outlived(law, &inquiry, &periods),
        periods,
        overlay: law.assumed().to_vec(),
        as_of: records.as_of.map(|day| day.to_string()),
        edition: records.edition.clone(),
        complete: cut.is_none(),
        budget: cut,
        bound_hit,
    })
}

/// What the agreements of some periods' routes outlived, in the order of their ids.
fn outlived(law: &Law, inquiry: &Inquiry, periods: &[Period]) -> Vec<Outlived> {
    let records = law.records();
    let clauses: BTreeSet<&String> = periods.iter().flat_map(|period| &period.routes).flatten().collect();
    let agreements: BTreeSet<Id<Agreement>> =
        clauses.iter().filter_map(|id| Some(records.clauses.at(records.clauses.find(id)?).agreement)).collect();
    let extended = agreements.iter().map(|id| records.agreements.at(*id)).filter(|a| !a.outlived.is_empty());
    let spent = Spent::default();
    let moment = Moment::new(law, inquiry, inquiry.on, &inquiry.assume, &spent);
    let told = |agreement: &Agreement| Outlived {
        agreement: agreement_cited(&moment, agreement),
        ends: agreement.outlived.iter().map(ToString::to_string).collect(),
    };
    extended.map(told).collect()
}

impl Period {
    fn of(stretch: &Stretch) -> Period {
        let answer = &stretch.answer;
        let mut routes: Vec<Vec<String>> = answer
            .requirements
            .iter()
            .chain(&answer.r#virtual)
            .flat_map(|requirement| &requirement.routes)
            .map(|route| route.hops.iter().filter_map(|hop| hop.clause.clone()).collect())
            .collect();
        routes.sort();
        routes.dedup();
        Period {
            from: stretch.from.map(|day| day.to_string()),
            until: stretch.until.map(|day| day.to_string()),
            verdict: answer.headline.verdict,
            interval: answer.headline.interval,
            market: answer.market.interval,
            requirements: answer.headline.r#for.clone(),
            routes,
            each: sides(answer).into_iter().map(|(id, (entry, side))| (id.to_owned(), Then::of(entry, side))).collect(),
            members: answer.members.clone(),
            asked: false,
            projected: false,
            why: Vec::new(),
        }
    }

    /// Whether another period says the same.
    fn same(&self, other: &Period) -> bool {
        self.verdict == other.verdict
            && self.interval == other.interval
            && self.market == other.market
            && self.requirements == other.requirements
            && self.routes == other.routes
            && self.each == other.each
            && self.members == other.members
    }
}

impl Then {
    fn of(entry: &RequirementAnswer, side: RequirementSide) -> Then {
        let RequirementSide { applies, verdict, interval, obligations, gap, .. } = side;
        Then { name: entry.name.clone(), applies, verdict, interval, obligations, gap }
    }
}
