//! What is printed beside the verdict and never changes it: coming changes, and declarations that recognise nothing.

use super::answer::{Cited, PendingChange};
use super::cite::{agreement_cited, cited};
use super::entry::Entry;
use super::moment::Moment;
use super::{guard, survey};
use crate::law::{Id, Market, Place, Scheme, Scope};
use std::collections::BTreeSet;

/// Coming changes that touch what the question is about.
pub(crate) fn pending<'a>(moment: &Moment<'a>, entries: &[Entry<'a>]) -> Vec<PendingChange> {
    let records = moment.records();
    let markets: Vec<Id<Market>> = entries.iter().map(|e| e.market).collect();
    let mut agreements = BTreeSet::new();
    let mut schemes: BTreeSet<Id<Scheme>> = moment.ask.papers.iter().map(|p| p.scheme).collect();
    for paper in &moment.ask.papers {
        for (clause, _) in moment.law.graph().out_of(paper.scheme) {
            let clause = records.clauses.at(clause);
            let here = |place: &Place| markets.iter().any(|m| survey::ever(moment, *place, *m));
            let from = clause
                .from
                .iter()
                .flatten()
                .any(|place| paper.issuer.seat.is_none_or(|s| survey::ever(moment, *place, s)));
            if clause.to.iter().any(here) && (from || clause.from.is_none()) {
                agreements.insert(clause.agreement);
            }
        }
    }
    for (_, label) in entries.iter().flat_map(|e| &e.surveyed.found) {
        agreements.extend(label.clauses.iter().map(|id| records.clauses.at(*id).agreement));
    }
    for slot in entries.iter().flat_map(|e| &e.surveyed.requirement.ways).flat_map(|w| &w.slots) {
        schemes.insert(slot.scheme);
    }
    records
        .pending
        .iter()
        .filter(|(_, p)| {
            let touches = |empty: bool, hit: bool| empty || hit;
            touches(p.agreements.is_empty(), p.agreements.iter().any(|a| agreements.contains(a)))
                && touches(p.schemes.is_empty(), p.schemes.iter().any(|s| schemes.contains(s)))
                && touches(
                    p.markets.is_empty(),
                    p.markets.iter().any(|place| {
                        *place == moment.ask.target || markets.iter().any(|m| survey::ever(moment, *place, *m))
                    }),
                )
                && concerns(moment, &p.scope)
        })
        .map(|(_, p)| PendingChange {
            id: p.id.clone(),
            what: p.what.clone(),
            stage: p.stage.clone(),
            expected_from: p.expected_from.map(|when| when.to_string()),
            sources: cited(moment, &p.evidence),
        })
        .collect()
}

/// Whether the product may be one that a record names; a record that names none is about any.
fn concerns(moment: &Moment<'_>, scope: &Scope) -> bool {
    scope.include.is_empty() || guard::product::in_scope(moment, scope).value.possible()
}

/// Declarations between the issuer's market and the one asked that recognise nothing.
pub(crate) fn grants_nothing<'a>(moment: &Moment<'a>) -> Vec<Cited> {
    let records = moment.records();
    let seats: Vec<Id<Market>> = moment.ask.papers.iter().filter_map(|p| p.issuer.seat).collect();
    let names = |agreement: &crate::law::Agreement, market: Id<Market>| {
        agreement.parties.iter().any(|p| survey::ever(moment, p.place, market))
    };
    let elsewhere = |seat: Id<Market>| match moment.ask.target {
        Place::Market(market) => market != seat,
        Place::Bloc(_) => !survey::ever(moment, moment.ask.target, seat),
    };
    records
        .agreements
        .iter()
        .filter(|(_, a)| a.grants_nothing.is_some())
        .filter(|(_, a)| concerns(moment, &a.about))
        .filter(|(_, a)| seats.iter().any(|seat| elsewhere(*seat) && names(a, *seat)))
        .filter(|(_, a)| match moment.ask.target {
            Place::Market(market) => names(a, market),
            Place::Bloc(_) => a.parties.iter().any(|p| p.place == moment.ask.target),
        })
        .map(|(_, a)| agreement_cited(moment, a))
        .collect()
}
