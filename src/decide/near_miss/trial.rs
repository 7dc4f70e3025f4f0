//! Asking the changed question: what the requirement then comes to, within a budget of its own.

use super::super::entry;
use super::super::inquiry::Inquiry;
use super::super::moment::{Moment, Spent};
use super::super::question::Question;
use super::super::repair::Setting;
use super::super::route::{Label, Last, Path};
use super::super::shared::Shared;
use super::super::{Interval, Scale, Truth, limits, survey};
use super::candidate::Candidate;
use crate::Law;
use crate::law::{Clause, Id, Requirement, Scheme};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// What the near misses of one answer may cost, and what of it is spent.
pub(crate) struct Allowance<'a> {
    pub(crate) law: &'a Law,
    pub(crate) question: &'a Question,
    shared: Shared,
    trials: Cell<usize>,
    guards: Cell<u32>,
    cut: Cell<bool>,
}

impl<'a> Allowance<'a> {
    /// Trials share what the answer itself has `shared`.
    pub(crate) fn new(law: &'a Law, question: &'a Question, shared: &Shared) -> Allowance<'a> {
        Allowance {
            law,
            question,
            shared: shared.clone(),
            trials: Cell::new(0),
            guards: Cell::new(0),
            cut: Cell::new(false),
        }
    }

    /// Whether something was not tried for want of budget.
    pub(crate) fn cut(&self) -> bool {
        self.cut.get()
    }

    /// Notes that something was not tried.
    pub(crate) fn leave(&self) {
        self.cut.set(true);
    }

    /// Does something in the world of the changed question; `None` where it cannot be asked, or the budget is spent.
    pub(crate) fn world<T>(&self, set: &[Setting], of: impl FnOnce(&Moment<'_>, &Question) -> Option<T>) -> Option<T> {
        let left = limits::TRIAL_GUARDS.saturating_sub(self.guards.get());
        if left == 0 {
            self.leave();
            return None;
        }
        let mut question = self.question.clone();
        for setting in set {
            setting.put(&mut question);
        }
        let inquiry = Inquiry::read(&question, self.law.records(), self.law.names()).ok()?;
        let spent = Spent::sharing_at_most(&self.shared, left);
        let moment = Moment::new(self.law, &inquiry, inquiry.on, &inquiry.assume, &spent);
        let found = of(&moment, &question);
        self.guards.set(self.guards.get().saturating_add(spent.guards()));
        if spent.exhausted() {
            // What was cut short proves nothing.
            self.leave();
            return None;
        }
        found
    }
}

/// What is asked about: a requirement, or a slot that no requirement on record asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum About {
    Requirement(Id<Requirement>),
    Slot(Id<Scheme>),
}

/// What a changed question comes to.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) interval: Interval,
    /// Whether routes were left out for their number: what is proved stands, what is not excluded says nothing.
    pub(crate) crowded: bool,
    routes: Vec<Route>,
}

/// A route found, as far as it is asked who has a part in it.
#[derive(Debug)]
struct Route {
    truth: Truth,
    effect: Scale,
    clauses: Vec<Id<Clause>>,
    /// The papers in hand that fill a slot as they are, being the market's own.
    own: Vec<usize>,
}

impl Route {
    fn new(label: Label, paths: &[Path]) -> Route {
        let own = |path: &Path| match path {
            Path::Paper { holding, reissues, last: Last::Native } if reissues.is_empty() => Some(*holding),
            Path::Paper { .. } | Path::Status { .. } => None,
        };
        let own = paths.iter().filter_map(own).collect();
        Route { truth: label.truth, effect: label.effect, clauses: label.clauses, own }
    }
}

impl Outcome {
    /// Whether a candidate has a part in reaching an effect: surely, or perhaps.
    pub(crate) fn owes(&self, candidate: &Candidate, effect: Scale, least: Truth) -> bool {
        let has_part = |route: &Route| match candidate.clause {
            Some(clause) => route.clauses.contains(&clause),
            None => route.own.contains(&candidate.holding),
        };
        self.routes.iter().any(|route| route.truth >= least && route.effect >= effect && has_part(route))
    }
}

/// The trials about one requirement.
pub(crate) struct Trials<'a> {
    pub(crate) allowance: &'a Allowance<'a>,
    about: About,
    tried: RefCell<Vec<Tried>>,
}

/// Changes that were tried, with what they came to.
type Tried = (Vec<Setting>, Option<Rc<Outcome>>);

impl<'a> Trials<'a> {
    pub(crate) fn new(allowance: &'a Allowance<'a>, about: About) -> Trials<'a> {
        Trials { allowance, about, tried: RefCell::default() }
    }

    /// What the question with these changes comes to; `None` where nothing is asked then, or the budget is spent.
    pub(crate) fn outcome(&self, set: &[Setting]) -> Option<Rc<Outcome>> {
        let known = self.tried.borrow().iter().find(|(known, _)| same(known, set)).map(|(_, outcome)| outcome.clone());
        if let Some(outcome) = known {
            return outcome;
        }
        let trials = self.allowance.trials.get();
        if trials >= limits::TRIALS {
            self.allowance.leave();
            return None;
        }
        self.allowance.trials.set(trials.saturating_add(1));
        let outcome = self.allowance.world(set, |moment, _| self.ask(moment)).map(Rc::new);
        self.tried.borrow_mut().push((set.to_vec(), outcome.clone()));
        outcome
    }

    fn ask(&self, moment: &Moment<'_>) -> Option<Outcome> {
        match self.about {
            About::Requirement(id) => {
                let (interval, surveyed) = survey::requirement(moment, id)?;
                let found = surveyed.into_iter().flat_map(|s| s.found);
                let routes = found.map(|(filled, label)| Route::new(label, &filled.paths)).collect();
                Some(Outcome { interval, crowded: moment.spent.search_cut(), routes })
            }
            About::Slot(scheme) => {
                let target = survey::target(moment);
                let slots = entry::virtual_slots(moment, &target);
                let (_, weakest) = slots.into_iter().find(|(slot, _)| slot.scheme == scheme)?;
                let found = weakest.findings.found.into_iter();
                Some(Outcome {
                    interval: weakest.interval,
                    crowded: moment.spent.search_cut(),
                    routes: found.map(|f| Route::new(f.label, std::slice::from_ref(&f.path))).collect(),
                })
            }
        }
    }
}

/// Whether two changes are the same, in whatever order: of papers added it matters what they are, not where they stand.
pub(crate) fn same(one: &[Setting], other: &[Setting]) -> bool {
    let alike = |one: &Setting, other: &Setting| match (one, other) {
        (Setting::Holding(_, one), Setting::Holding(_, other)) => one == other,
        _ => one == other,
    };
    one.len() == other.len() && one.iter().all(|setting| other.iter().any(|other| alike(setting, other)))
}
