//! Routes: what is carried along them, and which of them is better (§3.7).

use crate::calendar::Day;
use crate::law::{Confidence, Duty, Effect, Task};
use crate::paper::Ground;
use crate::truth::Truth;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// An act that remains, in a market.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Obligation {
    pub(crate) task: Task,
    pub(crate) market: String,
}

impl Obligation {
    pub(crate) fn written(&self) -> String {
        match &self.task.arg {
            Some(arg) => format!("{}({arg})@{}", self.task.kind, self.market),
            None => format!("{}@{}", self.task.kind, self.market),
        }
    }
}

/// What of a route matters to a status that rests on it: its truth, its effect, whether it is a detour, what is behind it.
type Fate<'u> = (Truth, Effect, bool, BTreeSet<String>, BTreeSet<(&'u str, &'u str)>);

#[derive(Clone)]
pub(crate) struct Route<'u> {
    /// What makes it the same route on another day: papers, clauses, markets, ways.
    pub(crate) course: String,
    /// The courses below: what makes the goods lawful where a status is used. On a day that asks less, less is needed.
    pub(crate) below: BTreeSet<String>,
    /// The course whichever market's body makes a paper anew.
    pub(crate) line: String,
    pub(crate) clauses: Vec<&'u str>,
    pub(crate) effect: Effect,
    pub(crate) duty: Duty,
    pub(crate) truth: Truth,
    pub(crate) obligations: BTreeSet<Obligation>,
    pub(crate) confidence: Confidence,
    /// The papers to be got on the way.
    pub(crate) obtain: Vec<&'u str>,
    /// Whether it uses a status clause twice that would have led there at once: with fewer steps, and nothing more to do.
    pub(crate) detour: bool,
    /// The papers it rests on, for a status made of it.
    pub(crate) grounds: Vec<Ground<'u>>,
    /// The sorts of paper that had to accompany those, each with the market that asked for it.
    pub(crate) accompanied: Vec<(&'u str, &'u str)>,
}

impl<'u> Route<'u> {
    /// A beginning: nothing has been done yet.
    pub(crate) fn start(course: String) -> Self {
        Self {
            line: course.clone(),
            course,
            below: BTreeSet::new(),
            clauses: Vec::new(),
            effect: Effect::Native,
            duty: Duty::Shall,
            truth: Truth::T,
            obligations: BTreeSet::new(),
            confidence: Confidence::Verified,
            obtain: Vec::new(),
            detour: false,
            grounds: Vec::new(),
            accompanied: Vec::new(),
        }
    }

    /// Both together, for what needs both.
    pub(crate) fn joined(&self, other: &Self) -> Self {
        let both = |a: &[&'u str], b: &[&'u str]| a.iter().chain(b).copied().collect();
        let new = other.grounds.iter().copied().filter(|ground| !self.grounds.iter().any(|known| known.same(ground)));
        let place = self.course.matches(" + ").count();
        // One paper serves wherever it is asked for.
        let more: Vec<&'u str> = other.obtain.iter().copied().filter(|paper| !self.obtain.contains(paper)).collect();
        Self {
            course: format!("{} + {}", self.course, other.course),
            below: self.below.iter().cloned().chain(other.below.iter().map(|b| format!("{place}. {b}"))).collect(),
            line: format!("{} + {}", self.line, other.line),
            clauses: both(&self.clauses, &other.clauses),
            effect: self.effect.min(other.effect),
            duty: self.duty.min(other.duty),
            truth: self.truth.and(other.truth),
            obligations: self.obligations.union(&other.obligations).cloned().collect(),
            confidence: self.confidence.min(other.confidence),
            obtain: both(&self.obtain, &more),
            detour: self.detour || other.detour,
            grounds: self.grounds.iter().copied().chain(new).collect(),
            accompanied: self.accompanied.iter().chain(&other.accompanied).copied().collect(),
        }
    }

    /// Whether this is another route, found on a day that asks no more of it.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.course == other.course && other.below.is_subset(&self.below)
    }

    /// What decides whether a status that rests on it is taken further.
    pub(crate) fn fate(&self) -> Fate<'u> {
        let grounds = self.grounds.iter().map(|ground| format!("{:?} {}", ground.scheme, ground.issuer.name()));
        (self.truth, self.effect, self.detour, grounds.collect(), self.accompanied.iter().copied().collect())
    }

    fn before_market(&self) -> usize {
        self.obligations.iter().filter(|o| o.task.when != "ongoing").count()
    }
}

/// The days from..=until on which a route holds without a break around the day asked; open ends are the ends of time.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Window {
    pub(crate) from: Day,
    pub(crate) until: Day,
}

fn dominates((a, of_a): &(Route, Window), (b, of_b): &(Route, Window)) -> bool {
    let as_good = a.effect >= b.effect
        && a.duty >= b.duty
        && a.obligations.is_subset(&b.obligations)
        && a.clauses.len() <= b.clauses.len()
        && of_a.from <= of_b.from
        && of_a.until >= of_b.until
        && a.confidence >= b.confidence;
    let better = a.effect > b.effect
        || a.duty > b.duty
        || a.obligations.len() < b.obligations.len()
        || a.clauses.len() < b.clauses.len()
        || of_a != of_b
        || a.confidence > b.confidence;
    as_good && better
}

/// The routes that none dominates, in the order in which they are shown.
pub(crate) fn best<'u>(routes: &[(Route<'u>, Window)]) -> Vec<Route<'u>> {
    let mut left: Vec<&(Route, Window)> =
        routes.iter().filter(|route| !routes.iter().any(|other| dominates(other, route))).collect();
    left.sort_by_key(|(route, window)| {
        (
            Reverse(route.effect),
            Reverse(route.duty),
            route.before_market(),
            route.clauses.len(),
            Reverse(window.until),
            route.clauses.clone(),
        )
    });
    let mut shown: Vec<&(Route, Window)> = Vec::new();
    for one in left {
        // The same clauses once more, for another paper with the same outcome, are one route.
        let again = |(other, of_other): &&(Route<'u>, Window)| {
            let (one, of_one) = one;
            one.clauses == other.clauses && one.obligations == other.obligations && of_one == of_other
        };
        if !shown.iter().any(again) {
            shown.push(one);
        }
    }
    shown.into_iter().map(|(route, _)| route.clone()).collect()
}
