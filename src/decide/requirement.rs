//! The answer for one requirement or virtual slot: its verdict, its routes with the period each holds, and what it rests on.

use super::answer::{Named, RequirementAnswer, Route, written};
use super::cite::{cited, hop, named};
use super::entry::Entry;
use super::moment::Moment;
use super::route::{self, Filled, Label, Walked, add};
use super::survey::Change;
use super::weigh::{Weighed, undominated};
use super::{Truth, Verdict, limits, search};
use crate::law::{Clause, Id, Requirement};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// The answer for one entry.
pub(crate) fn answer<'a>(moment: &Moment<'a>, entry: &Entry<'a>, change: Option<Change>) -> RequirementAnswer {
    let records = moment.records();
    let surveyed = &entry.surveyed;
    let weighed = weigh(moment, entry);
    let shown = undominated(moment, weighed);
    let lo = entry.interval.lo();
    let free = shown.iter().any(|w| w.label.effect >= lo && w.label.obligations.is_empty());
    let obligations = shown.first().map(|w| search::in_order(&w.label.obligations)).unwrap_or_default();
    let verdict = Verdict::name(entry.interval, if free { &[] } else { &obligations }, surveyed.gap);
    let more_routes = shown.len().saturating_sub(limits::ROUTES_SHOWN);
    let routes = shown.iter().take(limits::ROUTES_SHOWN).map(|w| told(moment, entry, w)).collect();
    let mut conditional: Vec<&(Filled, Label)> =
        surveyed.found.iter().filter(|(_, l)| l.truth == Truth::Unknown && l.effect > lo).collect();
    conditional.sort_by(|(_, a), (_, b)| {
        let ids = |l: &Label| search::written(moment, &l.clauses).into_iter().map(str::to_owned).collect::<Vec<_>>();
        // Of the same clauses in two ways, the one that leaves less to do speaks for both, then the surer one.
        let left = |l: &Label| (l.obligations.len(), search::in_order(&l.obligations), Reverse(l.confidence));
        (b.effect, a.atoms.len(), ids(a), left(a)).cmp(&(a.effect, b.atoms.len(), ids(b), left(b)))
    });
    let mut known: BTreeSet<&[Id<Clause>]> = BTreeSet::new();
    conditional.retain(|(_, label)| known.insert(&label.clauses));
    let more_conditional = conditional.len().saturating_sub(limits::ROUTES_SHOWN);
    let conditional_routes: Vec<Route> = conditional
        .into_iter()
        .take(limits::ROUTES_SHOWN)
        .map(|(filled, label)| {
            let weighed = Weighed { filled: filled.clone(), label: label.clone(), window: (None, None) };
            told(moment, entry, &weighed)
        })
        .collect();
    let requirement = surveyed.requirement;
    let slot_scheme = entry.slot.as_ref().map(|slot| records.schemes.at(slot.scheme));
    let mut addressed_by = Vec::new();
    let mut asks_for: Vec<Named> = Vec::new();
    for slot in requirement.ways.iter().flat_map(|way| &way.slots).chain(&entry.slot) {
        add(&mut asks_for, &[named(moment, slot.scheme)]);
    }
    if !surveyed.gap {
        for paper in &moment.ask.papers {
            add(&mut addressed_by, &[records.schemes.at(paper.scheme).id.clone()]);
        }
    }
    RequirementAnswer {
        id: entry.id.clone(),
        name: slot_scheme.map_or_else(|| requirement.name.clone(), |scheme| scheme.name.clone()),
        aspect: entry.slot.is_none().then_some(requirement.aspect),
        legal_basis: requirement.legal_basis.clone(),
        applies: surveyed.applies.value,
        verdict,
        interval: entry.interval,
        routes,
        more_routes,
        near_misses: Vec::new(),
        more_near_misses: 0,
        reason: None,
        conditional_routes,
        more_conditional,
        open_ways: surveyed.ways_stated.is_none(),
        ways_stated: surveyed.ways_stated.map(|when| when.to_string()),
        obligations,
        stable_until: written(change.map(|c| c.until)),
        next_verdict: change.map(|c| c.next),
        addressed_by,
        asks_for,
        sources: cited(moment, &requirement.evidence),
        confidence: requirement.evidence.confidence,
    }
}

/// The routes that hold, each with the period in which it does.
fn weigh<'a>(moment: &Moment<'a>, entry: &Entry<'a>) -> Vec<Weighed> {
    let requirement = entry.surveyed.requirement;
    let mut weighed: Vec<Weighed> = Vec::new();
    for (filled, label) in entry.surveyed.found.iter().filter(|(_, label)| label.truth == Truth::True) {
        let window = route::window(moment, |there| walk(there, entry, requirement, filled, &mut |_| ()));
        let known = weighed.iter_mut().find(|w| {
            w.label.clauses == label.clauses && w.window == window && w.label.obligations == label.obligations
        });
        let route = Weighed { filled: filled.clone(), label: label.clone(), window };
        match known {
            // Of two papers that go the same way, the one whose way is surer.
            Some(known) if label.confidence > known.label.confidence => *known = route,
            Some(_) => {}
            None => weighed.push(route),
        }
    }
    weighed
}

fn walk<'m>(
    moment: &Moment<'m>,
    entry: &Entry<'_>,
    requirement: &Requirement,
    filled: &Filled,
    visit: &mut dyn FnMut(Walked<'m>),
) -> Truth {
    match (&entry.slot, filled.paths.first()) {
        (Some(slot), Some(path)) => route::walk(moment, path, slot, entry.market, visit),
        _ => route::walk_filled(moment, filled, requirement, entry.market, visit),
    }
}

fn told<'a>(moment: &Moment<'a>, entry: &Entry<'a>, weighed: &Weighed) -> Route {
    let explaining = moment.on(moment.day).explaining();
    let mut hops = Vec::new();
    walk(&explaining, entry, entry.surveyed.requirement, &weighed.filled, &mut |walked| {
        hops.push(hop(&explaining, walked));
    });
    Route {
        hops,
        effect: weighed.label.effect,
        duty: weighed.label.duty,
        truth: weighed.label.truth,
        obligations: search::in_order(&weighed.label.obligations),
        window: (written(weighed.window.0), written(weighed.window.1)),
        confidence: weighed.label.confidence,
        obtain: weighed.label.obtain.iter().map(|scheme| named(moment, *scheme)).collect(),
    }
}
