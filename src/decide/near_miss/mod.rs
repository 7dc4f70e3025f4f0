//! Near misses: one or two acts that would strengthen the answer for a requirement (`semantics.md` §3.9).
//!
//! From each recognition that a paper in hand comes near to, the acts that its failing guards call for are tried out by
//! asking the changed question; where one is not enough, so are the acts that what then still fails calls for. Kept are
//! the sets of which no part does as much.

mod act;
mod candidate;
mod issuer;
mod trial;

use super::answer::RequirementAnswer;
use super::cite::named_agreement;
use super::entry::Entry;
use super::moment::Moment;
use super::repair::{NearMiss, Promise, Remedy, Repair, Setting, Step};
use super::{Interval, Scale, Truth, limits};
use act::Scene;
pub(crate) use candidate::{Candidate, Guards, candidates, failing};
pub(crate) use trial::Allowance;
use trial::{About, Outcome, Trials, same};

/// Acts in one near miss at most (`semantics.md` Q25).
const ACTS: usize = 2;

/// The near misses of one requirement, cheapest first, at most [`limits::NEAR_MISSES`]; and how many more there are.
pub(crate) fn near_misses(moment: &Moment<'_>, entry: &Entry<'_>, allowance: &Allowance<'_>) -> (Vec<NearMiss>, usize) {
    if entry.interval.lo() >= Scale::Equivalent {
        return (Vec::new(), 0);
    }
    let about = match &entry.slot {
        Some(slot) => About::Slot(slot.scheme),
        None => About::Requirement(entry.surveyed.id),
    };
    let search = Search { moment, now: entry.interval, trials: Trials::new(allowance, about) };
    let mut found = Vec::new();
    for candidate in candidates(moment, entry) {
        search.from(&candidate, &mut found);
    }
    found.sort_by(|a, b| cost(a).cmp(&cost(b)));
    let found = plain(found);
    // What cannot be done any more gives way to what can, where not all can be shown.
    let shown = found.iter().filter(|near| !near.past).chain(found.iter().filter(|near| near.past));
    let mut shown: Vec<NearMiss> = shown.take(limits::NEAR_MISSES).cloned().collect();
    shown.sort_by(|a, b| cost(a).cmp(&cost(b)));
    (shown, found.len().saturating_sub(limits::NEAR_MISSES))
}

/// What the order of near misses goes by: the dearest act of the set, then how many there are, and the rest for a fixed order.
#[allow(clippy::type_complexity, reason = "a sort key, used in this file alone")]
fn cost(near: &NearMiss) -> (Vec<Remedy>, bool, Promise, std::cmp::Reverse<Scale>, Option<&str>) {
    let dearest_first = near.repairs.iter().rev().map(|repair| repair.kind).collect();
    (dearest_first, near.past, near.promise, std::cmp::Reverse(near.effect), near.clause.as_deref())
}

/// One act apart from the days it names: its sort, what its words are made of, the fields it sets.
type Act<'n> = (Remedy, Vec<(&'static str, &'n str)>, Vec<Vec<Step>>);

/// Without the sets that say what another says: the same acts on other days, or such acts and one more for no more.
fn plain(found: Vec<NearMiss>) -> Vec<NearMiss> {
    fn acts(near: &NearMiss) -> Vec<Act<'_>> {
        near.repairs
            .iter()
            .map(|repair| {
                let args = repair.args.iter().filter(|(name, _)| !["issued", "date"].contains(*name));
                let paths = repair.set.iter().map(Setting::path).collect();
                (repair.kind, args.map(|(name, value)| (*name, value.as_str())).collect(), paths)
            })
            .collect()
    }
    let says = |one: &NearMiss, other: &NearMiss| {
        let (few, many) = (acts(one), acts(other));
        let as_much = one.effect >= other.effect && one.promise <= other.promise && one.past <= other.past;
        let days = |near: &NearMiss| near.repairs.iter().map(|repair| repair.args.clone()).collect::<Vec<_>>();
        let part = few.len() < many.len() && few.iter().all(|act| many.contains(act));
        one.clause == other.clause && as_much && (part || (few == many && days(one) == days(other)))
    };
    let said: Vec<bool> = found
        .iter()
        .enumerate()
        .map(|(place, near)| {
            let mut others = found.iter().enumerate();
            others.any(|(other, one)| says(one, near) && (other < place || !says(near, one)))
        })
        .collect();
    found.into_iter().zip(said).filter(|(_, said)| !said).map(|(near, _)| near).collect()
}

struct Search<'s, 'a> {
    moment: &'s Moment<'a>,
    now: Interval,
    trials: Trials<'s>,
}

/// How a candidate stands after some changes.
struct After {
    acts: Vec<Repair>,
    /// How many sorts of act what is wrong calls for.
    called_for: usize,
    /// Whether a guard fails.
    fails: bool,
    /// Whether every guard holds.
    settled: bool,
}

impl Search<'_, '_> {
    /// The near misses that one candidate gives.
    fn from(&self, candidate: &Candidate, found: &mut Vec<NearMiss>) {
        if candidate.effect(self.moment) <= self.now.lo() {
            return;
        }
        let Some(now) = self.after(candidate, &[], ACTS) else { return };
        for act in now.acts {
            let then = self.after(candidate, &act.set, 1);
            // Where more than one act is called for, one alone is tried only if it turns out to mend all that fails, or, where
            // nothing fails, to settle all that is unknown: of several facts any one may do.
            let enough = |then: &After| if now.fails { !then.fails } else { then.settled };
            if now.called_for == 1 || then.as_ref().is_none_or(enough) {
                self.keep(candidate, vec![act.clone()], found);
            }
            // A day of the past is told where it alone would have done: that more would have been needed besides helps nobody.
            let gone = |act: &Repair| act.past && act.kind == Remedy::Date;
            if let Some(then) = then.filter(|_| !gone(&act)) {
                for second in then.acts.iter().filter(|second| !gone(second)) {
                    let Some(pair) = joined(&act, second) else { continue };
                    self.keep(candidate, pair, found);
                }
            }
        }
    }

    /// What stands after some changes, and the acts that it calls for; none where more is wrong than so many acts can mend.
    fn after(&self, candidate: &Candidate, set: &[Setting], most: usize) -> Option<After> {
        self.trials.allowance.world(set, |moment, question| {
            let guards = candidate.guards(moment);
            let mut wrong = candidate.remedies(moment, &guards);
            let fails = failing(&guards).next().is_some();
            // Where something fails, what is unknown besides only weakens the promise.
            wrong.retain(|remedy| *remedy != Remedy::NotActionable && (!fails || *remedy != Remedy::StateFact));
            // Another day can do what a renewal does.
            if wrong.contains(&Remedy::Date) {
                wrong.retain(|remedy| *remedy != Remedy::Renew);
            }
            let called_for = wrong.len();
            // A paper of another scheme may come from its own issuers: then no other body is needed besides.
            let either = wrong.contains(&Remedy::OtherRegime) && wrong.contains(&Remedy::ListedBody);
            let unmendable = failing(&guards)
                .any(|(guard, finding)| candidate.remedy(moment, *guard, finding) == Remedy::NotActionable);
            let settled = guards.iter().all(|(_, finding)| finding.value == Truth::True);
            let mendable = !unmendable && (!fails || called_for.saturating_sub(usize::from(either)) <= most);
            let in_hand = moment.ask.papers.iter().zip(&question.holdings).nth(candidate.holding);
            let acts = in_hand.filter(|_| mendable).map(|(paper, holding)| {
                act::acts(&Scene {
                    allowance: self.trials.allowance,
                    moment,
                    question,
                    candidate,
                    guards: &guards,
                    paper,
                    holding,
                    asked: self.moment.ask.on,
                })
            });
            Some(After { acts: acts.unwrap_or_default(), called_for, fails, settled })
        })
    }

    /// Keeps a set of acts that strengthens the answer, where no part of it does as much.
    fn keep(&self, candidate: &Candidate, mut repairs: Vec<Repair>, found: &mut Vec<NearMiss>) {
        let set: Vec<Setting> = repairs.iter().flat_map(|repair| repair.set.iter().cloned()).collect();
        let of =
            |near: &NearMiss| near.repairs.iter().flat_map(|repair| repair.set.iter().cloned()).collect::<Vec<_>>();
        if found.iter().any(|near| same(&of(near), &set)) {
            return;
        }
        let Some(outcome) = self.trials.outcome(&set) else { return };
        let Some((promise, effect)) = self.promised(&outcome) else {
            // Where routes were left out, another may have kept the promise.
            if outcome.crowded {
                self.trials.allowance.leave();
            }
            return;
        };
        let least = if promise == Promise::Proved { Truth::True } else { Truth::Unknown };
        if !outcome.owes(candidate, effect, least) {
            return;
        }
        let as_much = |repair: &Repair| {
            let reached = |outcome: std::rc::Rc<Outcome>| match promise {
                Promise::Proved => outcome.interval.lo() >= effect,
                Promise::Possible => outcome.interval.hi() >= effect,
            };
            self.trials.outcome(&repair.set).is_some_and(reached)
        };
        if repairs.len() > 1 && repairs.iter().any(as_much) {
            return;
        }
        repairs.sort_by_key(|repair| repair.kind);
        let clause = candidate.clause.map(|id| self.moment.records().clauses.at(id));
        found.push(NearMiss {
            clause: clause.map(|clause| clause.id.clone()),
            name: clause.map(|clause| clause.name.clone()),
            agreement: clause.map(|clause| named_agreement(self.moment, clause.agreement)),
            past: repairs.iter().any(|repair| repair.past),
            repairs,
            promise,
            effect,
            interval: outcome.interval,
        });
    }

    /// What an outcome promises over what is: the floor raised, or else the ceiling over the same floor.
    fn promised(&self, outcome: &Outcome) -> Option<(Promise, Scale)> {
        let Interval(lo, hi) = outcome.interval;
        if lo > self.now.lo() {
            Some((Promise::Proved, lo))
        } else if !outcome.crowded && hi > self.now.hi() && lo == self.now.lo() {
            Some((Promise::Possible, hi))
        } else {
            None
        }
    }
}

/// Two acts as one set: the second was found where the first is done, so what it sets again it sets for good. `None`
/// where one of them then says nothing of its own.
fn joined(first: &Repair, second: &Repair) -> Option<Vec<Repair>> {
    let (mut first, mut second) = (first.clone(), second.clone());
    second.set.retain(|setting| !first.set.contains(setting));
    first.set.retain(|setting| !second.set.iter().any(|other| other.path() == setting.path()));
    // A paper that is of another day after all is no paper of the past.
    if first.past && !first.set.iter().any(|setting| matches!(setting, Setting::Issued(..))) {
        first.past = false;
        first.args.remove("issued");
    }
    if first.kind == second.kind && first.kind != Remedy::AddDocument && first.kind != Remedy::StateFact {
        return None;
    }
    if first.set.is_empty() || second.set.is_empty() {
        return None;
    }
    Some(vec![first, second])
}

/// Adds to the answer of an entry, where it is weaker than accepted, what would strengthen it.
pub(crate) fn add(moment: &Moment<'_>, entry: &Entry<'_>, answer: &mut RequirementAnswer, allowance: &Allowance<'_>) {
    (answer.near_misses, answer.more_near_misses) = near_misses(moment, entry, allowance);
    answer.reason = super::shortfall::of(moment, entry, answer.verdict);
    // Acts that were tried and do not do it are not all that stands in the way.
    if let Some(reason) = answer.reason.as_mut().filter(|_| answer.near_misses.is_empty() && !allowance.cut())
        && reason.remedies.len() <= ACTS
        && !reason.remedies.contains(&Remedy::NotActionable)
    {
        reason.remedies.push(Remedy::NotActionable);
    }
}
