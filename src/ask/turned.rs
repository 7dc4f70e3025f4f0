//! Which records turn on a day: why an answer is another from then on.

use crate::Law;
use crate::decide::guard;
use crate::decide::inquiry::{Inquiry, Issued};
use crate::decide::moment::{Moment, Spent};
use crate::decide::{Answer, RequirementAnswer};
use crate::law::{Bloc, Clause, Day, Id, Market, OnEnd, OriginRule, Place, Record, When, words};
use serde::Serialize;
use std::collections::BTreeSet;

words! {
    /// Records whose dates can turn an answer.
    Dated {
        /// An agreement.
        Agreement = "agreement",
        /// A party's standing in an agreement.
        Party = "party",
        /// A clause.
        Clause = "clause",
        /// An edition that a clause takes.
        Edition = "edition",
        /// A requirement.
        Requirement = "requirement",
        /// A way to meet a requirement.
        Way = "way",
        /// A membership of a bloc.
        Membership = "membership",
        /// A listing of a body.
        Listing = "listing",
        /// A bar.
        Bar = "bar",
        /// A paper in hand.
        Holding = "holding",
    }
}

words! {
    /// What happens to a record on a day.
    Event {
        /// It holds from this day on.
        Begins = "begins",
        /// The day before was its last.
        Ends = "ends",
    }
}

/// A record that turns on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Turned {
    /// What sort of record it is.
    pub record: Dated,
    /// Its id; of parts of a record the record's id, a slash and the part.
    pub id: String,
    /// What happens to it.
    pub event: Event,
}

/// Notes the records that turn on one day.
struct Notes {
    day: Day,
    found: BTreeSet<Turned>,
}

impl Notes {
    /// Notes a record of which one of these dates turns on the day. A date known in part turns at both its bounds.
    fn note(&mut self, record: Dated, id: &str, from: Option<When>, until: Option<When>) {
        let begins = from.is_some_and(|when| when.earliest == self.day || when.latest == self.day);
        let ends = until.is_some_and(|when| [when.earliest, when.latest].map(Day::next).contains(&self.day));
        for (happens, event) in [(begins, Event::Begins), (ends, Event::Ends)] {
            if happens {
                self.found.insert(Turned { record, id: id.to_owned(), event });
            }
        }
    }
}

/// The records behind two answers, on a day and on the day before it, that turn on it.
pub(super) fn turned(law: &Law, inquiry: &Inquiry, before: &Answer, after: &Answer, day: Day) -> Vec<Turned> {
    let records = law.records();
    let mut notes = Notes { day, found: BTreeSet::new() };
    let requirements = || [before, after].into_iter().flat_map(|a| a.requirements.iter().chain(&a.r#virtual));
    let mut clauses: BTreeSet<Id<Clause>> =
        requirements().flat_map(walked).filter_map(|id| records.clauses.find(id)).collect();
    // What a clause gives way to turns it as well.
    let others: Vec<Id<Clause>> =
        clauses.iter().flat_map(|id| law.overridden_by(*id).iter().chain(law.conflicts_with(*id))).copied().collect();
    clauses.extend(others);
    let mut agreements: BTreeSet<_> = clauses.iter().map(|id| records.clauses.at(*id).agreement).collect();
    let successors: Vec<_> = agreements.iter().flat_map(|id| law.superseded_by(*id)).copied().collect();
    agreements.extend(successors);

    for id in &clauses {
        let clause = records.clauses.at(*id);
        notes.note(Dated::Clause, &clause.id, clause.in_force, clause.until);
        notes.note(Dated::Clause, &clause.id, clause.operational_from, kept(clause.on_end));
        for accepted in clause.edition.iter().flat_map(|rule| &rule.accepts) {
            let id = format!("{}/{}", clause.id, records.editions.at(accepted.edition).id());
            notes.note(Dated::Edition, &id, accepted.from, accepted.until);
        }
        for paper in &inquiry.papers {
            if let (Issued::On(issued), Some(span)) = (paper.issued, clause.max_age) {
                notes.note(Dated::Holding, &paper.holding.to_string(), None, Some(issued.after(span)));
            }
        }
    }
    for id in &agreements {
        let agreement = records.agreements.at(*id);
        notes.note(Dated::Agreement, &agreement.id, agreement.in_force, agreement.ended);
        notes.note(Dated::Agreement, &agreement.id, agreement.operational_from, kept(agreement.on_end));
        notes.note(Dated::Agreement, &agreement.id, agreement.signed.filter(|_| agreement.in_force.is_none()), None);
        for party in &agreement.parties {
            let code = match party.place {
                Place::Market(market) => &records.markets.at(market).code,
                Place::Bloc(bloc) => &records.blocs.at(bloc).code,
            };
            notes.note(Dated::Party, &format!("{}/{code}", agreement.id), party.from, party.until);
        }
    }
    let mut blocs: BTreeSet<Id<Bloc>> = BTreeSet::new();
    let bloc = |place: &Place| if let Place::Bloc(bloc) = place { Some(*bloc) } else { None };
    blocs.extend(clauses.iter().flat_map(|id| {
        let clause = records.clauses.at(*id);
        let tests = match &clause.origin {
            Some(OriginRule::Any(tests) | OriginRule::All(tests)) => tests.as_slice(),
            Some(OriginRule::Free) | None => &[],
        };
        let of_origin = tests.iter().flat_map(|test| &test.places);
        clause.from.iter().flatten().chain(&clause.to).chain(of_origin).filter_map(bloc)
    }));
    blocs.extend(agreements.iter().flat_map(|id| &records.agreements.at(*id).parties).filter_map(|p| bloc(&p.place)));
    blocs.extend(bloc(&inquiry.target));
    for id in requirements().map(|requirement| requirement.id.as_str()).collect::<BTreeSet<_>>() {
        let Some(requirement) = records.requirements.find(id).map(|id| records.requirements.at(id)) else { continue };
        notes.note(Dated::Requirement, &requirement.id, requirement.from, requirement.until);
        for way in &requirement.ways {
            notes.note(Dated::Way, &format!("{}/{}", requirement.id, way.id), way.from, way.until);
        }
        blocs.extend(bloc(&requirement.market));
    }
    memberships(law, inquiry, &blocs, &mut notes);
    for (_, bar) in records.bars.iter() {
        let here = bar.market.is_none_or(|place| concerns(law, place, inquiry.target));
        if here {
            notes.note(Dated::Bar, &bar.id, bar.from, bar.until);
        }
    }
    let spent = Spent::default();
    for paper in &inquiry.papers {
        let issued = if let Issued::On(when) = paper.issued { Some(when) } else { None };
        let id = paper.holding.to_string();
        notes.note(Dated::Holding, &id, issued, paper.expires);
        // Its rules end, papers of its sort are issued no more, or it grows older than such papers usually do.
        let valid = |on| guard::validity(&Moment::new(law, inquiry, on, &inquiry.assume, &spent), paper).value;
        if valid(day) < valid(day.previous()) {
            notes.note(Dated::Holding, &id, None, Some(When::on(day.previous())));
        }
        for (from, until) in &paper.inactive {
            // A paper is active again on the day after a period in which it was not.
            notes.note(Dated::Holding, &id, until.map(|w| w.after(ONE_DAY)), from.map(before_day));
        }
        for (_, listing) in records.listings.iter().filter(|(_, l)| paper.issuer.body == Some(l.body) && !l.survival) {
            notes.note(Dated::Listing, &listing.id, None, listing.until);
        }
    }
    notes.found.into_iter().collect()
}

const ONE_DAY: crate::law::Span = crate::law::Span { years: 0, months: 0, days: 1 };

fn before_day(when: When) -> When {
    When { earliest: when.earliest.previous(), latest: when.latest.previous() }
}

/// The day until which papers are kept after an end.
fn kept(on_end: Option<OnEnd>) -> Option<When> {
    if let Some(OnEnd::KeepUntil(when)) = on_end { Some(when) } else { None }
}

/// Ids of the clauses that the routes of a requirement walk, those that may hold included.
fn walked(requirement: &RequirementAnswer) -> impl Iterator<Item = &str> {
    let routes = requirement.routes.iter().chain(&requirement.conditional_routes);
    routes.flat_map(|route| &route.hops).filter_map(|hop| hop.clause.as_deref())
}

/// The memberships of the markets in question in some blocs.
fn memberships(law: &Law, inquiry: &Inquiry, blocs: &BTreeSet<Id<Bloc>>, notes: &mut Notes) {
    let records = law.records();
    let origin = &inquiry.origin;
    let stated =
        [&origin.made_in, &origin.grown_in, &origin.last_processed_in, &origin.originating_in, &origin.shipped_from];
    let mut markets: BTreeSet<Id<Market>> = inquiry.papers.iter().filter_map(|paper| paper.issuer.seat).collect();
    markets.extend(stated.into_iter().flatten().flatten());
    for id in blocs {
        let bloc = records.blocs.at(*id);
        for member in &bloc.members {
            let asked = inquiry.target == Place::Bloc(*id) || inquiry.target == Place::Market(member.market);
            if asked || markets.contains(&member.market) {
                let id = format!("{}/{}", bloc.code, records.markets.at(member.market).code);
                notes.note(Dated::Membership, &id, member.from, member.until);
            }
        }
    }
}

/// Whether a place and the target have a market in common, at any time.
fn concerns(law: &Law, place: Place, target: Place) -> bool {
    let members = |place: Place| -> Vec<Id<Market>> {
        match place {
            Place::Market(market) => vec![market],
            Place::Bloc(bloc) => law.records().blocs.at(bloc).members.iter().map(|m| m.market).collect(),
        }
    };
    let of_target = members(target);
    members(place).iter().any(|market| of_target.contains(market))
}
