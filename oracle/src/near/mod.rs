//! Near misses (§3.9) by enumeration: from every candidate every act that its failing guards call for is tried out in every form that
//! the universe has words for, alone and in twos, by asking the changed question.

mod acts;
mod stated;
mod world;

use crate::calendar::Day;
use crate::case::Case;
use crate::law::{Clause, Law, Requirement, Slot};
use crate::question::Question;
use crate::route::Route;
use crate::standing::{Interval, Step};
use crate::truth::Truth::{self, F, T, U};
use acts::facts;
use serde_json::Value;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
pub(crate) use world::World;

/// A recognition that a paper in hand comes near to: a clause whose target and slot hold, or (without one) the slot's own scheme.
#[derive(Clone, Copy)]
pub(crate) struct Candidate<'l> {
    pub(crate) clause: Option<&'l Clause>,
    pub(crate) slot: &'l Slot,
    pub(crate) number: usize,
}

/// What a changed question comes to for one requirement.
#[derive(Clone)]
pub(crate) struct Outcome {
    interval: Interval,
    routes: Vec<(Truth, Step, BTreeSet<String>)>,
}

/// What an interval rises to: its floor, or else its ceiling over the same floor.
pub(crate) type Promise = (bool, Step);

/// The near misses of a requirement: for each clause and set of sorts of act the most that is promised.
pub(crate) type Near = BTreeMap<(Option<String>, Vec<&'static str>), Promise>;

/// The mark of a market's own paper among the clauses of a route.
fn own(number: usize) -> String {
    format!("paper {number}")
}

impl Outcome {
    fn of(routes: &[Route], interval: Interval) -> Self {
        let routes = routes.iter().map(|route| {
            let mut parts: BTreeSet<String> = route.clauses.iter().map(|clause| (*clause).to_owned()).collect();
            // A paper that fills a slot as it is: no clause stands between.
            let natively = route.course.split(" + ").filter_map(|part| part.strip_suffix(" > native"));
            parts.extend(natively.map(str::to_owned));
            (route.truth, Step::of(route.effect), parts)
        });
        Self { interval, routes: routes.collect() }
    }

    /// What it promises over what is.
    fn promise(&self, now: Interval) -> Option<Promise> {
        if self.interval.lo > now.lo {
            Some((true, self.interval.lo))
        } else if self.interval.hi > now.hi && self.interval.lo == now.lo {
            Some((false, self.interval.hi))
        } else {
            None
        }
    }

    fn reaches(&self, (proved, effect): Promise) -> bool {
        let end = if proved { self.interval.lo } else { self.interval.hi };
        end >= effect
    }

    /// Whether a recognition has a part in reaching what is promised.
    fn owes(&self, part: &str, (proved, effect): Promise) -> bool {
        let least = if proved { T } else { U };
        self.routes.iter().any(|(truth, reached, parts)| *truth >= least && *reached >= effect && parts.contains(part))
    }
}

/// One requirement of one question, under trial.
pub(crate) struct Trial<'l> {
    law: &'l Law,
    requirement: &'l Requirement,
    /// The days on which anything recorded turns.
    days: Vec<Day>,
    /// What changed questions came to.
    known: RefCell<BTreeMap<String, Option<Outcome>>>,
}

impl<'l> Trial<'l> {
    pub(crate) fn new(law: &'l Law, requirement: &'l Requirement, universe: &Value, question: &Value) -> Self {
        let asked = Question::read(question);
        let days = crate::answer::turning(universe, question, &Case::new(law, &asked));
        Self { law, requirement, days: days.into_iter().collect(), known: RefCell::default() }
    }

    /// What a world comes to; `None` where nothing is asked there.
    pub(crate) fn outcome(&self, world: &World) -> Option<Outcome> {
        let key = world.key();
        if let Some(known) = self.known.borrow().get(&key) {
            return known.clone();
        }
        let outcome = world.in_it(self.law, |case| {
            let question = case.question;
            let met = case.met(self.requirement, &question.market, question.on);
            met.map(|(routes, interval)| Outcome::of(&routes, interval))
        });
        self.known.borrow_mut().insert(key, outcome.clone());
        outcome
    }

    fn candidates(&self, world: &World) -> Vec<Candidate<'l>> {
        let slots = self.requirement.ways.iter().flat_map(|way| &way.slots);
        world.in_it(self.law, |case| {
            let market = case.question.market.as_str();
            let mut candidates = Vec::new();
            for slot in slots {
                for (number, holding) in case.question.holdings.iter().enumerate() {
                    let kind = case.held(number, holding).kind;
                    let scheme = self.law.scheme(&slot.scheme);
                    if holding.scheme.as_ref() == Some(&slot.scheme) && scheme.is_some_and(|s| s.home.is_some()) {
                        candidates.push(Candidate { clause: None, slot, number });
                    }
                    for clause in self.law.clauses() {
                        let leads = match &clause.issues {
                            Some(issue) => issue.scheme == slot.scheme,
                            None => self.law.some_record_fills(clause, &slot.scheme),
                        };
                        let here = clause.to_party.iter().any(|place| case.ever_inside(market, place));
                        // Goods have a standing that is no paper: it is made, not mended.
                        let takes = !clause.about_a_status() && clause.kind.as_deref().is_none_or(|k| kind == Some(k));
                        if leads && here && takes {
                            candidates.push(Candidate { clause: Some(clause), slot, number });
                        }
                    }
                }
            }
            candidates
        })
    }

    /// The near misses of the requirement.
    pub(crate) fn near(&self, question: &Value) -> Near {
        let base = World::new(question);
        let mut found = Near::new();
        let Some(now) = self.outcome(&base).map(|outcome| outcome.interval) else { return found };
        if now.lo >= Step::Equivalent {
            return found;
        }
        for candidate in self.candidates(&base) {
            if candidate.effect(self.law) > now.lo {
                self.from(candidate, &base, now, &mut found);
            }
        }
        // One that is surely mended by part of the acts alone is no set of two.
        let all = found.clone();
        found.retain(|(clause, acts), promise| {
            let part = |(of, fewer): &(Option<String>, Vec<&str>), as_much: &Promise| {
                of == clause && fewer.len() < acts.len() && fewer.iter().all(|a| acts.contains(a)) && as_much >= promise
            };
            !all.iter().any(|(key, as_much)| part(key, as_much))
        });
        found
    }

    fn from(&self, candidate: Candidate, base: &World, now: Interval, found: &mut Near) {
        let Some(first) = self.called_for(candidate, base) else { return };
        // What papers added do alone, also where this candidate has no part in it.
        let mut documents: Option<Promise> = None;
        for kind in first {
            for act in self.acts(kind, candidate, base) {
                let world = base.after(&act);
                let Some(second) = self.called_for(candidate, &world) else { continue };
                if !self.mends(kind, candidate, base, &world) {
                    continue;
                }
                if kind == "add-document"
                    && let Some(alone) = self.outcome(&world).and_then(|outcome| outcome.promise(now))
                {
                    documents = documents.max(Some(alone));
                }
                if second.is_empty() || second == BTreeSet::from(["state-fact"]) {
                    self.judge(candidate, &world, (now, base), &[(kind, &act)], found);
                }
                // A day of the past is told where it alone would have done: that more would have been needed besides helps nobody.
                if world.on() < base.on() {
                    continue;
                }
                let again = |more: &str| more != kind || ["add-document", "state-fact"].contains(&more);
                for more in second.into_iter().filter(|more| again(more)) {
                    for further in self.acts(more, candidate, &world) {
                        let both = world.after(&further);
                        if both.on() < base.on() {
                            continue;
                        }
                        let left = self.called_for(candidate, &both);
                        if !self.mends(more, candidate, &world, &both) {
                            continue;
                        }
                        if left.is_some_and(|left| left.is_empty() || left == BTreeSet::from(["state-fact"])) {
                            self.judge(candidate, &both, (now, base), &[(kind, &act), (more, &further)], found);
                        }
                    }
                }
            }
        }
        let of = candidate.clause.map(|clause| clause.id.clone());
        found.retain(|(clause, acts), promise| {
            let pair = *clause == of && acts.len() > 1 && acts.contains(&"add-document");
            !(pair && documents.is_some_and(|alone| alone >= *promise))
        });
    }

    /// Whether an act mends one of the guards that called for it.
    fn mends(&self, kind: &str, candidate: Candidate, before: &World, after: &World) -> bool {
        let failing = |world: &World| world.in_it(self.law, |case| candidate.failing(case)).unwrap_or_default();
        let calls = |guard: &u8| match kind {
            "date" => matches!(guard, 1 | 8 | 10),
            "renew" => matches!(guard, 8..=11),
            "listed-body" => matches!(guard, 2 | 7),
            "other-regime" => matches!(guard, 3 | 4),
            "change-origin" => *guard == 12,
            // Of several papers that are missing each is one; a fact settles what does not fail.
            _ => false,
        };
        let (before, after) = (failing(before), failing(after));
        // By the same body, a paper is of no other standing: whose body it is another act mends.
        if kind == "renew" && before.iter().any(|guard| matches!(guard, 2 | 7) && !after.contains(guard)) {
            return false;
        }
        let mut called = before.iter().filter(|guard| calls(guard)).peekable();
        called.peek().is_none() || called.any(|guard| !after.contains(guard))
    }

    /// Keeps what strengthens the answer, where no part of it does as much.
    fn judge(
        &self,
        candidate: Candidate,
        world: &World,
        (now, base): (Interval, &World),
        acts: &[(&'static str, &world::Act)],
        found: &mut Near,
    ) {
        let clause = candidate.clause.map(|clause| clause.id.clone());
        let mut kinds: Vec<&'static str> = acts.iter().map(|(kind, _)| *kind).collect();
        kinds.sort_unstable();
        let key = (clause, kinds);
        let part = candidate.clause.map_or_else(|| own(candidate.number), |clause| clause.id.clone());
        let Some(outcome) = self.outcome(world) else { return };
        let Some(promise) = outcome.promise(now).filter(|promise| outcome.owes(&part, *promise)) else { return };
        if found.get(&key).is_some_and(|known| *known >= promise) {
            return;
        }
        // What the second sets otherwise the first does not set.
        let alone = |(place, (_, act)): (usize, &(&str, &world::Act))| {
            let mut part = (*act).clone();
            let later: Vec<&(String, Value)> = acts.iter().skip(place + 1).flat_map(|(_, act)| &act.fields).collect();
            part.fields.retain(|(path, value)| !later.iter().any(|(again, other)| again == path && other != value));
            self.outcome(&base.after(&part)).is_some_and(|alone| alone.reaches(promise))
        };
        if acts.len() > 1 && acts.iter().enumerate().any(alone) {
            return;
        }
        found.insert(key, promise);
    }

    /// The sorts of act that a candidate's failing guards call for (the table of §3.9), or facts where none fails; `None` where some
    /// guard fails that no act mends.
    fn called_for(&self, candidate: Candidate, world: &World) -> Option<BTreeSet<&'static str>> {
        world.in_it(self.law, |case| {
            let failing = candidate.failing(case)?;
            let held = case.question.holdings.get(candidate.number);
            let issued = held.and_then(|holding| holding.issued);
            let not_yet = issued.is_some_and(|issued| issued.first > case.question.on);
            let mut acts = BTreeSet::new();
            for guard in failing {
                acts.extend(match guard {
                    1 => &["date"][..],
                    2 | 7 => &["listed-body"],
                    3 | 4 => &["other-regime"],
                    COMPANION => &["add-document"],
                    // What is not issued yet has to be waited for.
                    8 if not_yet => &["date"],
                    8 | 10 => &["date", "renew"],
                    9 | 11 => &["renew"],
                    12 => &["change-origin"],
                    _ => return None,
                });
            }
            if acts.is_empty() && !facts(case, candidate).is_empty() {
                acts.insert("state-fact");
            }
            Some(acts)
        })
    }
}

/// The part of g3 that is about papers beside this one.
const COMPANION: u8 = 30;

impl Candidate<'_> {
    /// The strongest that it can come to.
    fn effect(&self, law: &Law) -> Step {
        let clause = self.clause.map(|clause| law.records(clause).iter().map(|r| r.effect).min());
        clause.flatten().map_or(Step::Native, Step::of)
    }

    /// The value of each of its guards; `None` where the paper is not there.
    pub(crate) fn guards(&self, case: &Case) -> Option<Vec<(u8, Truth)>> {
        let (market, day) = (case.question.market.as_str(), case.question.on);
        let paper = case.held(self.number, case.question.holdings.get(self.number)?);
        let Some(clause) = self.clause.and_then(|clause| case.law.clauses().find(|c| c.id == clause.id)) else {
            let slots = case.law.requirements.iter().flat_map(|r| &r.ways).flat_map(|way| &way.slots);
            let slot = slots.into_iter().find(|slot| std::ptr::eq(*slot, self.slot))?;
            return Some(case.native_guards(&paper, slot, market, day)?.to_vec());
        };
        let slot = clause.issues.is_none().then_some(self.slot);
        let each = case.guard(clause, &paper, slot, market, day).each;
        Some((1..).zip(each).collect())
    }

    /// The guards, and what is asked of the paper that the clause makes: that it counts in its own right.
    pub(crate) fn all_guards(&self, case: &Case) -> Vec<Truth> {
        let mut all: Vec<Truth> = self.guards(case).into_iter().flatten().map(|(_, value)| value).collect();
        let holding = case.question.holdings.get(self.number);
        let issue = self.clause.and_then(|clause| Some((clause, clause.issues.as_ref()?)));
        if let (Some(holding), Some((clause, issue))) = (holding, issue) {
            let (market, day) = (case.question.market.as_str(), case.question.on);
            let made = case.derived(clause, issue, &case.held(self.number, holding), market, day);
            let counts = case.native_guards(&made, self.slot, market, day);
            all.extend(counts.into_iter().flatten().map(|(_, value)| value));
        }
        all
    }

    /// The guards that fail; `None` where one of them is of no paper's making.
    fn failing(&self, case: &Case) -> Option<Vec<u8>> {
        let guards = self.guards(case)?;
        let mut failing: Vec<u8> = guards.iter().filter(|(_, value)| *value == F).map(|(number, _)| *number).collect();
        let (Some(clause), Some(holding)) = (self.clause, case.question.holdings.get(self.number)) else {
            return (!failing.contains(&0)).then_some(failing);
        };
        let paper = case.held(self.number, holding);
        let (market, day) = (case.question.market.as_str(), case.question.on);
        for number in &mut failing {
            match *number {
                // Where the market itself is no party, no paper helps.
                2 if !case
                    .law
                    .agreement(&clause.agreement)
                    .is_some_and(|agreement| case.accepting(clause, agreement, market, day).possible()) =>
                {
                    return None;
                }
                // One that has given way to another, and else were in force: that one speaks.
                1 if case.gives_way(clause, market, day) == T && case.goes_on(clause, &paper, day).possible() => {
                    return None;
                }
                3 if case.same_artefact(clause, &paper) => *number = COMPANION,
                11 if self.slot.level.zip(clause.cap).is_some_and(|(asked, cap)| cap < asked) => return None,
                _ => {}
            }
        }
        Some(failing)
    }
}
