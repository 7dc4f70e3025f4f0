//! Search for the routes that fill one slot: rounds over artefact states, along the edges of the recognition graph
//! (`semantics.md` §3.11).

use super::answer::Obligation;
use super::guard::{self, Step, bars};
use super::inquiry::Paper;
use super::moment::Moment;
use super::route::{self, Filled, Label, Last, Met, Path, Walked, add};
use super::survey::{self, Surveyed};
use super::{Scale, Truth, limits};
use crate::law::{Clause, Id, Market, Place, Record, Scheme, Slot};
use std::collections::BTreeSet;

#[cfg(all(test, feature = "compile"))]
mod tests;

/// A path with what it amounts to.
#[derive(Clone, Debug)]
pub(crate) struct Found {
    pub(crate) path: Path,
    pub(crate) label: Label,
}

/// Where a search already is: the markets whose requirements it looks at, and the status clauses it got there by.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Way {
    markets: Vec<Id<Market>>,
    clauses: Vec<Id<Clause>>,
}

/// What the search of one slot found.
#[derive(Clone, Debug, Default)]
pub(crate) struct Findings {
    pub(crate) found: Vec<Found>,
    /// Whether a longer route was cut off at the hop limit.
    pub(crate) bound_hit: bool,
}

/// A paper reached after some reissues.
struct State {
    paper: Paper,
    reissues: Vec<(Id<Clause>, Id<Market>)>,
    label: Label,
}

/// Every route to a slot that holds or may hold.
///
/// Budget: [`limits::HOPS`] clauses a route, [`limits::LABELS`] routes a slot, and the guards of the whole question. Time is
/// O(b^H) in the clauses b that match a state; b is 1 to 60 in real data.
pub(crate) fn routes(moment: &Moment<'_>, slot: &Slot, market: Id<Market>, on_the_way: &Way) -> Findings {
    let mut findings = Findings::default();
    let mut frontier: Vec<State> = moment
        .ask
        .papers
        .iter()
        .map(|paper| State { paper: paper.clone(), reissues: Vec::new(), label: Label::neutral() })
        .collect();
    let limit = moment.ask.hops;
    for round in 0..=limit {
        for state in &frontier {
            ends(moment, slot, market, state, round == limit, &mut findings);
        }
        if round == limit {
            findings.bound_hit |= frontier.iter().any(|state| goes_on(moment, slot, market, state));
            break;
        }
        let mut next = Vec::new();
        for state in &frontier {
            next.extend(reissued(moment, market, state));
        }
        if next.is_empty() {
            break;
        }
        if next.len() > limits::LABELS {
            moment.spent.cut("labels");
            next.truncate(limits::LABELS);
        }
        frontier = next;
    }
    by_status(moment, slot, market, on_the_way, &mut findings);
    if findings.found.len() > limits::LABELS {
        moment.spent.cut("labels");
        findings.found.sort_by_key(|f| std::cmp::Reverse((f.label.truth, f.label.effect)));
        findings.found.truncate(limits::LABELS);
    }
    findings
}

/// The hops that end in the slot.
fn ends(
    moment: &Moment<'_>,
    slot: &Slot,
    market: Id<Market>,
    state: &State,
    only_native: bool,
    findings: &mut Findings,
) {
    let (value, guards) = route::native(moment, &state.paper, slot, market);
    if value.possible() {
        let hop = Walked {
            clause: None,
            paper: state.paper.clone(),
            to: slot.scheme,
            market,
            value,
            guards,
            obligations: Vec::new(),
        };
        keep(moment, state, hop, Last::Native, findings);
    }
    if only_native {
        return;
    }
    for id in moment.law.graph().fills(state.paper.scheme, slot.scheme) {
        if let Some(hop) = accepted(moment, id, &state.paper, slot, market) {
            keep(moment, state, hop, Last::Clause(id), findings);
        }
    }
}

fn accepted<'a>(
    moment: &Moment<'a>,
    id: Id<Clause>,
    paper: &Paper,
    slot: &Slot,
    market: Id<Market>,
) -> Option<Walked<'a>> {
    let clause = moment.records().clauses.at(id);
    let (value, guards) = guard::guards(moment, &Step { id, clause, paper, market, slot: Some(slot) });
    let obligations = route::obligations(moment, id, paper, market);
    value.possible().then(|| Walked {
        clause: Some((id, clause)),
        paper: paper.clone(),
        to: slot.scheme,
        market,
        value,
        guards,
        obligations,
    })
}

fn keep(moment: &Moment<'_>, state: &State, hop: Walked<'_>, last: Last, findings: &mut Findings) {
    let mut label = state.label.clone().joined(&hop.label(moment));
    add(&mut label.basis, &state.paper.basis);
    add(&mut label.basis, &[state.paper.as_basis()]);
    let path = Path::Paper { holding: state.paper.holding, reissues: state.reissues.clone(), last };
    // The same clauses on the same paper, by another member's body, make no second route.
    let same = |f: &Found| {
        f.label.clauses == label.clauses
            && matches!(&f.path, Path::Paper { holding, .. } if *holding == state.paper.holding)
    };
    match findings.found.iter_mut().find(|f| same(f)) {
        Some(known) if known.label.truth < label.truth => *known = Found { path, label },
        // Either may come to hold: what any of them hangs on can be what decides.
        Some(known) if known.label.truth == label.truth => known.label.atoms.extend(label.atoms),
        Some(_) => {}
        None => findings.found.push(Found { path, label }),
    }
}

/// The new papers that a state can be made into.
fn reissued(moment: &Moment<'_>, target: Id<Market>, state: &State) -> Vec<State> {
    let mut next = Vec::new();
    for id in moment.law.graph().reissues(state.paper.scheme) {
        let clause = moment.records().clauses.at(id);
        let before = |scheme: Id<Scheme>| {
            state.paper.scheme == scheme || state.paper.basis.iter().any(|paper| paper.scheme == scheme)
        };
        if clause.issues.as_ref().is_some_and(|issues| before(issues.scheme)) {
            continue;
        }
        for market in acting(moment, clause, target) {
            let step = Step { id, clause, paper: &state.paper, market, slot: None };
            let (value, guards) = guard::guards(moment, &step);
            if !value.possible() {
                continue;
            }
            let made = route::reissued(moment, &state.paper, id, market);
            next.extend(made.map(|paper| {
                let obligations = route::obligations(moment, id, &state.paper, market);
                let hop = Walked {
                    clause: Some((id, clause)),
                    paper: state.paper.clone(),
                    to: paper.scheme,
                    market,
                    value,
                    guards,
                    obligations,
                };
                let mut reissues = state.reissues.clone();
                reissues.push((id, market));
                State { paper, reissues, label: state.label.clone().joined(&hop.label(moment)) }
            }));
        }
    }
    next
}

/// The markets in which a clause can act, the target first; of members that nothing tells apart, one other than it.
pub(crate) fn acting(moment: &Moment<'_>, clause: &Clause, target: Id<Market>) -> Vec<Id<Market>> {
    let mut markets = Vec::new();
    for place in &clause.to {
        match place {
            Place::Market(market) => add(&mut markets, &[*market]),
            Place::Bloc(bloc) => {
                for (first, twins) in moment.kinds(*bloc).iter() {
                    let mut members = std::iter::once(first).chain(twins).copied();
                    if *first == target || twins.contains(&target) {
                        add(&mut markets, &[target]);
                    }
                    add(&mut markets, &members.find(|market| *market != target).into_iter().collect::<Vec<_>>());
                }
            }
        }
    }
    markets.sort_by_key(|market| (*market != target, *market));
    markets
}

/// At the hop limit: whether any clause would still apply.
fn goes_on(moment: &Moment<'_>, slot: &Slot, market: Id<Market>, state: &State) -> bool {
    let fills = moment.law.graph().fills(state.paper.scheme, slot.scheme);
    fills.into_iter().any(|id| accepted(moment, id, &state.paper, slot, market).is_some())
        || !reissued(moment, market, state).is_empty()
}

/// Routes through goods that may lawfully be sold elsewhere (`semantics.md` §3.4, status creation).
fn by_status(moment: &Moment<'_>, slot: &Slot, market: Id<Market>, on_the_way: &Way, findings: &mut Findings) {
    for id in moment.law.graph().status(slot.scheme) {
        let clause = moment.records().clauses.at(id);
        // The same clause twice leads nowhere it does not lead at once: from A to B and on to C is from A to C, with
        // more to do. So a chain uses each status clause once, unless two members of one bloc are joined only by way of a third market.
        if on_the_way.clauses.contains(&id) && leads_at_once(clause) {
            continue;
        }
        let mut sources = Vec::new();
        for place in clause.from.iter().flatten() {
            match place {
                Place::Market(source) => add(&mut sources, &[*source]),
                // Of members that nothing tells apart, the first that is not this market itself stands for all.
                Place::Bloc(bloc) => {
                    for (first, twins) in moment.kinds(*bloc).iter() {
                        let other = std::iter::once(first).chain(twins).find(|source| **source != market);
                        add(&mut sources, &other.copied().into_iter().collect::<Vec<_>>());
                    }
                }
            }
        }
        if clause.from.is_none() {
            sources.extend(moment.records().markets.iter().map(|(source, _)| source));
        }
        for source in sources {
            if source == market || on_the_way.markets.contains(&source) || moment.spent.exhausted() {
                continue;
            }
            // The clause is asked first, as of a status that rests on nothing: where it fails so, it fails with any basis.
            let bare = route::status(source, Vec::new(), Vec::new());
            let (value, _) = guard::guards(moment, &Step { id, clause, paper: &bare, market, slot: Some(slot) });
            if value.possible() {
                carried(moment, id, clause, slot, market, source, on_the_way, findings);
            }
        }
    }
}

/// Whether a clause joins every two markets at once that it joins in two steps. A text between blocs does not: from one member
/// to the other bloc and back it reaches a fellow member, to whom it says nothing directly.
fn leads_at_once(clause: &Clause) -> bool {
    let Some(from) = &clause.from else { return true };
    let alone = clause.to.len() == 1 && *from == clause.to;
    alone || from.iter().chain(&clause.to).all(|place| matches!(place, Place::Market(_)))
}

#[allow(clippy::too_many_arguments, reason = "one hop has this many sides, and they are used nowhere else")]
fn carried(
    moment: &Moment<'_>,
    id: Id<Clause>,
    clause: &Clause,
    slot: &Slot,
    market: Id<Market>,
    source: Id<Market>,
    on_the_way: &Way,
    findings: &mut Findings,
) {
    let mut further = on_the_way.clone();
    further.markets.push(market);
    further.clauses.push(id);
    let surveyed = moment.source(source, further);
    let mut combinations: Vec<(Vec<Met>, Label)> = vec![(Vec::new(), Label::neutral())];
    for requirement in surveyed.iter() {
        findings.bound_hit |= requirement.bound_hit;
        combinations = combined(moment, &combinations, requirement);
    }
    let complete = survey::complete(moment, source);
    let unbarred = bars::product_in(moment, source);
    for (met, mut label) in combinations {
        label.found(&complete);
        label.found(&unbarred);
        let paper = route::status(source, label.basis.clone(), label.companions.clone());
        let (value, guards) = guard::guards(moment, &Step { id, clause, paper: &paper, market, slot: Some(slot) });
        let obligations = route::obligations(moment, id, &paper, market);
        let hop = Walked { clause: Some((id, clause)), paper, to: slot.scheme, market, value, guards, obligations };
        label = label.joined(&hop.label(moment));
        if label.hops > moment.ask.hops {
            findings.bound_hit |= label.truth.possible();
            continue;
        }
        label.effect = label.effect.min(Scale::Equivalent);
        if label.truth.possible() {
            // Each source of each clause is looked at once, and each choice of routes met once: no path comes twice.
            findings.found.push(Found { path: Path::Status { from: source, met, clause: id }, label });
        }
    }
}

/// Each choice so far, joined with each route of one more requirement.
fn combined(moment: &Moment<'_>, choices: &[(Vec<Met>, Label)], requirement: &Surveyed<'_>) -> Vec<(Vec<Met>, Label)> {
    let mut options: Vec<(Option<Filled>, Label)> = requirement
        .found
        .iter()
        .filter(|(_, label)| label.effect >= Scale::Reissue && label.truth.possible())
        .map(|(filled, label)| (Some(filled.clone()), label.clone()))
        .collect();
    if requirement.applies.value == Truth::Unknown {
        let mut label = Label::neutral();
        label.found(&requirement.applies);
        options.push((None, label));
    }
    options.sort_by(|a, b| (b.1.truth, b.1.effect, a.1.hops).cmp(&(a.1.truth, a.1.effect, b.1.hops)));
    let mut joined = Vec::new();
    for (met, label) in choices {
        for (filled, more) in &options {
            if joined.len() >= limits::LABELS {
                moment.spent.cut("labels");
                return joined;
            }
            let mut met = met.clone();
            met.push(Met { requirement: requirement.id, filled: filled.clone() });
            joined.push((met, label.clone().joined(more)));
        }
    }
    joined
}

/// Sorts obligations as they fall due, and drops repetitions: one without words says no more than one of the same sort that has them.
pub(crate) fn in_order(obligations: &[Obligation]) -> Vec<Obligation> {
    let mut sorted = obligations.to_vec();
    sorted.sort();
    sorted.dedup();
    let sort = |o: &Obligation| (o.when, o.kind, o.arg.clone(), o.at.clone());
    let worded: BTreeSet<_> = sorted.iter().filter(|o| o.text.is_some()).map(sort).collect();
    sorted.retain(|o| o.text.is_some() || !worded.contains(&sort(o)));
    sorted
}

/// Written ids of clauses, for ordering.
pub(crate) fn written<'a>(moment: &Moment<'a>, clauses: &[Id<Clause>]) -> Vec<&'a str> {
    clauses.iter().map(|id| moment.records().clauses.at(*id).id()).collect()
}
