//! The reference procedure of §3.11, word for word.

use crate::calendar::{Day, When, within};
use crate::case::Case;
use crate::law::{Clause, Confidence, Duty, Effect, Requirement, Slot, Task};
use crate::paper::Paper;
use crate::route::{Obligation, Route};
use crate::truth::Truth::{self, F, T, U};
use std::collections::BTreeSet;

/// The most clauses in one route (`H`).
const BOUND: usize = 4;

/// How the search came to a market: by the status of the goods in each of these, under each of these clauses.
#[derive(Clone, Default)]
pub(crate) struct Chain<'u> {
    markets: Vec<&'u str>,
    clauses: Vec<&'u str>,
    /// Whether it uses a clause twice that leads there at once.
    detour: bool,
}

/// A clause as all its records state it together.
struct Terms<'u> {
    effect: Effect,
    duty: Duty,
    confidence: Confidence,
    tasks: Vec<&'u Task>,
}

/// Of detours, which are never shown, one of each that can fare differently. So too, where a further clause is still to come, of
/// routes too long for one: they only show that something is cut off.
fn told_apart<'u>(routes: Vec<Route<'u>>, further: bool) -> Vec<Route<'u>> {
    let mut seen = BTreeSet::new();
    let mut kept = |route: &Route<'u>| {
        let long = further && route.clauses.len() >= BOUND;
        let length = if long { BOUND } else { route.clauses.len() };
        !(long || route.detour) || seen.insert((route.fate(), length))
    };
    routes.into_iter().filter(|route| kept(route)).collect()
}

impl<'u> Case<'u> {
    fn terms(&self, clause: &'u Clause) -> Terms<'u> {
        let records = self.law.records(clause);
        let agreements = records.iter().filter_map(|record| self.law.agreement(&record.agreement));
        let sources = records.iter().map(|record| record.confidence).chain(agreements.map(|a| a.confidence));
        Terms {
            effect: records.iter().map(|r| r.effect).min().unwrap_or(clause.effect),
            duty: records.iter().map(|r| r.duty).min().unwrap_or(clause.duty),
            confidence: sources.min().unwrap_or(clause.confidence),
            tasks: records.into_iter().flat_map(|record| &record.obligations).collect(),
        }
    }

    /// A route continued by one clause in a market; `None` where the clause does not hold.
    fn hop(
        &self,
        route: &Route<'u>,
        clause: &'u Clause,
        paper: &Paper<'u>,
        slot: Option<&Slot>,
        market: &'u str,
        day: Day,
    ) -> Option<Route<'u>> {
        let terms = self.terms(clause);
        let guarded = self.guard(clause, paper, slot, market, day);
        let at = |task: Task| Obligation { task, market: market.to_owned() };
        let deviations = guarded.deviations.iter().map(|deviation| Task {
            kind: "deviation-tests".to_owned(),
            arg: Some((*deviation).to_owned()),
            when: "before-issue".to_owned(),
        });
        guarded.value.possible().then(|| {
            let mut next = route.clone();
            next.course = format!("{} > {}@{market}", route.course, clause.id);
            next.line = format!("{} > {}", route.line, clause.id);
            next.clauses.push(&clause.id);
            next.effect = route.effect.min(terms.effect);
            next.duty = route.duty.min(terms.duty);
            next.truth = route.truth.and(guarded.value);
            next.confidence = route.confidence.min(terms.confidence);
            next.obligations.extend(terms.tasks.into_iter().cloned().chain(deviations).map(at));
            next.grounds = paper.grounds();
            next.accompanied = self.accompanied(&paper.accompanied, clause, market);
            next
        })
    }

    /// Every route with truth U or T to a slot in a market on a day. `visited` are the markets on whose status this one is asked for.
    pub(crate) fn slot_routes(&self, slot: &'u Slot, market: &'u str, day: Day, chain: &Chain<'u>) -> Vec<Route<'u>> {
        let mut found = Vec::new();
        let mut frontier: Vec<(Route, Paper)> = self
            .question
            .holdings
            .iter()
            .enumerate()
            .map(|(number, holding)| (Route::start(format!("paper {number}")), self.held(number, holding)))
            .collect();
        for n in 0..=BOUND {
            let mut next = Vec::new();
            for (route, paper) in &frontier {
                let native = self.native(paper, slot, market, day);
                if native.possible() {
                    let mut end = route.clone();
                    end.course.push_str(" > native");
                    end.line.push_str(" > native");
                    end.truth = route.truth.and(native);
                    end.grounds = paper.grounds();
                    end.accompanied = paper.accompanied.clone();
                    found.push(end);
                }
                for clause in self.law.clauses() {
                    match &clause.issues {
                        None if self.law.some_record_fills(clause, &slot.scheme) => {
                            found.extend(
                                self.hop(route, clause, paper, Some(slot), market, day)
                                    .filter(|_| n < BOUND || self.cut(chain.detour)),
                            );
                        }
                        Some(issue) if paper.grounds().iter().all(|g| g.scheme != Some(&issue.scheme)) => {
                            // The market's own body first: of bodies that do equally well it is the one shown.
                            let others = self.law.economies.iter().filter(|place| *place != market);
                            for place in std::iter::once(market).chain(others.map(String::as_str)) {
                                let hop = self.hop(route, clause, paper, None, place, day);
                                if let Some(mut route) = hop.filter(|_| n < BOUND || self.cut(chain.detour)) {
                                    route.obtain.push(&issue.scheme);
                                    next.push((route, self.derived(clause, issue, paper, place, day)));
                                }
                            }
                        }
                        _ => {}
                    }
                }
            }
            frontier = next;
        }
        found.extend(self.by_status(slot, market, day, chain));
        told_apart(found, !chain.markets.is_empty())
    }

    /// Something was cut off: never a route. A detour that is cut is no loss.
    fn cut(&self, detour: bool) -> bool {
        if !detour {
            self.bound_hit.set(true);
        }
        false
    }

    /// Routes to a slot by the status of the goods in another market.
    fn by_status(&self, slot: &'u Slot, market: &'u str, day: Day, chain: &Chain<'u>) -> Vec<Route<'u>> {
        let mut found = Vec::new();
        let seen = |source: &str| source == market || chain.markets.contains(&source);
        for source in self.law.economies.iter().filter(|source| !seen(source)) {
            for clause in
                self.law.clauses().filter(|c| c.about_a_status() && self.law.some_record_fills(c, &slot.scheme))
            {
                let bare = Paper::status(source, day, Vec::new(), Vec::new());
                if self.hop(&Route::start(String::new()), clause, &bare, Some(slot), market, day).is_none() {
                    continue;
                }
                let mut further = chain.clone();
                further.markets.push(market);
                further.detour |= further.clauses.contains(&clause.id.as_str()) && self.law.leads_at_once(clause);
                further.clauses.push(&clause.id);
                for lawful in self.lawful(source, day, &further) {
                    let status = Paper::status(source, day, lawful.grounds.clone(), lawful.accompanied.clone());
                    let course = format!("goods of {source}");
                    let below: BTreeSet<String> = lawful.below.iter().map(|b| format!("{source}: {b}")).collect();
                    let line = format!("{course} {below:?}");
                    let start = Route { course, below, line, ..lawful };
                    let hop = self.hop(&start, clause, &status, Some(slot), market, day);
                    found.extend(hop.filter(|route| route.clauses.len() <= BOUND || self.cut(route.detour)));
                }
            }
        }
        found
    }

    /// Every way in which the goods may be shown to be lawful in a market: one route for each of its requirements.
    fn lawful(&self, market: &'u str, day: Day, chain: &Chain<'u>) -> Vec<Route<'u>> {
        let complete = if self.requirements_complete(market) { T } else { U };
        let complete = self.atom(complete, "requirements_complete", || format!("requirements/{market}"));
        let mut start = Route::start(String::new());
        start.effect = Effect::Equivalent;
        start.truth = complete.and(self.product_spared(market, day));
        start.detour = chain.detour;
        let mut choices = if start.truth.possible() { vec![start] } else { Vec::new() };
        for requirement in &self.law.requirements {
            let applies = self.applies(requirement, market, day);
            if !applies.possible() {
                continue;
            }
            let routes = self.requirement_routes(requirement, market, day, chain);
            let mut longer = Vec::new();
            for choice in &choices {
                if applies == U {
                    let mut none = choice.clone();
                    none.below.insert(format!("{}: none", requirement.id));
                    none.truth = choice.truth.and(U);
                    longer.push(none);
                }
                for route in routes.iter().filter(|route| route.effect >= Effect::Reissue) {
                    let mut both = choice.joined(route);
                    let id = &requirement.id;
                    both.below = choice.below.clone();
                    both.below.insert(format!("{id}: {}", route.course));
                    both.below.extend(route.below.iter().map(|below| format!("{id}: {below}")));
                    longer.push(both);
                }
            }
            choices = told_apart(longer, true);
        }
        choices
    }

    /// Whether a way to meet a requirement is open on a day.
    pub(crate) fn way_open(&self, requirement: &Requirement, number: usize, day: Day) -> Truth {
        let open = requirement.ways.get(number).map_or(F, |way| within(way.from, way.until, When::on(day)));
        self.dated(open, || format!("way/{}/{number}", requirement.id))
    }

    /// Every route to a requirement: one of its ways, a route for each of the way's slots.
    pub(crate) fn requirement_routes(
        &self,
        requirement: &'u Requirement,
        market: &'u str,
        day: Day,
        chain: &Chain<'u>,
    ) -> Vec<Route<'u>> {
        let mut found = Vec::new();
        for (number, way) in requirement.ways.iter().enumerate() {
            let open = self.way_open(requirement, number, day);
            if !open.possible() {
                continue;
            }
            let mut start = Route::start(format!("way {number}"));
            start.truth = open;
            start.confidence = requirement.confidence;
            let tasks = way.obligations.iter().cloned();
            start.obligations.extend(tasks.map(|task| Obligation { task, market: market.to_owned() }));
            let mut routes = vec![start];
            for slot in &way.slots {
                let to_slot = self.slot_routes(slot, market, day, chain);
                routes = routes.iter().flat_map(|route| to_slot.iter().map(|more| route.joined(more))).collect();
                routes = told_apart(routes, !chain.markets.is_empty());
            }
            found.extend(routes);
        }
        found
    }
}
