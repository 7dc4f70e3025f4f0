//! Members of a bloc that nothing relevant tells apart: one of them is evaluated for all.
//!
//! A market enters the decision only as a member of places that records name. Two members that belong to the same of
//! these places, with the same dates, get the same answer on every day; so a question about a bloc of thirty costs as
//! much as one about its few kinds of members.

use super::guard::product;
use super::moment::{Moment, Spent};
use crate::graph::Node;
use crate::law::{Bloc, Clause, Id, IssuerRule, Market, Place, Scheme, When};
use std::collections::{BTreeMap, BTreeSet};

/// What a bloc knows of a market: its dates of membership.
type Standing = (Place, Vec<(Option<When>, Option<When>, bool)>);

/// What tells members apart: that the question or a record names one, and where each stands.
type Kind = (Option<Id<Market>>, Vec<Standing>);

/// Kinds of members: the first of each, with its twins.
pub(crate) type Kinds = Vec<(Id<Market>, Vec<Id<Market>>)>;

/// The members of a bloc, past and future, by kind. They hang on the question alone, not on the day.
pub(crate) fn kinds(
    moment: &Moment<'_>,
    bloc: Id<Bloc>,
    places: &BTreeSet<Place>,
    named: &BTreeSet<Id<Market>>,
) -> Kinds {
    let by_records = |market: &Id<Market>| places.contains(&Place::Market(*market));
    let members: BTreeSet<Id<Market>> = moment.records().blocs.at(bloc).members.iter().map(|m| m.market).collect();
    let mut kinds: BTreeMap<Kind, Vec<Id<Market>>> = BTreeMap::new();
    for market in members {
        let itself = (named.contains(&market) || by_records(&market)).then_some(market);
        let places = places.iter().copied().chain(std::iter::once(Place::Bloc(bloc)));
        let standing = places.filter_map(|place| standing(moment, place, market)).collect();
        kinds.entry((itself, standing)).or_default().push(market);
    }
    let mut classes: Kinds = kinds
        .into_values()
        .filter_map(|markets| markets.split_first().map(|(first, twins)| (*first, twins.to_vec())))
        .collect();
    classes.sort_unstable();
    classes
}

fn standing(moment: &Moment<'_>, place: Place, market: Id<Market>) -> Option<Standing> {
    match place {
        Place::Market(_) => None,
        Place::Bloc(bloc) => {
            let entries: Vec<_> = moment
                .records()
                .blocs
                .at(bloc)
                .members
                .iter()
                .filter(|m| m.market == market)
                .map(|m| (m.from, m.until, m.doubtful))
                .collect();
            (!entries.is_empty()).then_some((place, entries))
        }
    }
}

/// Markets that the question itself names: they are told apart by it.
pub(crate) fn in_question(moment: &Moment<'_>) -> BTreeSet<Id<Market>> {
    let ask = moment.ask;
    let origin = &ask.origin;
    let stated = [
        &origin.made_in,
        &origin.grown_in,
        &origin.last_processed_in,
        &origin.originating_in,
        &origin.shipped_from,
        &origin.marketed_in,
    ];
    ask.papers
        .iter()
        .filter_map(|paper| paper.issuer.seat)
        .chain(stated.into_iter().flatten().flatten().copied())
        .collect()
}

/// The places that records name which can matter, and the schemes whose records were looked through.
#[derive(Clone, Default)]
pub(crate) struct Reach {
    pub(crate) places: BTreeSet<Place>,
    schemes: BTreeSet<Id<Scheme>>,
}

/// What can matter to the product, whatever papers are in hand.
pub(crate) fn of_product(moment: &Moment<'_>) -> Reach {
    // What tells markets apart is no use of an assumption.
    let aside = Spent::sharing(&moment.spent.shared);
    let moment = &Moment::new(moment.law, moment.ask, moment.day, &moment.ask.assume, &aside);
    let records = moment.records();
    let mut reach = Reach::default();
    let mut schemes: Vec<Id<Scheme>> = Vec::new();
    for (_, requirement) in records.requirements.iter() {
        if product::in_scope(moment, &requirement.scope).value.possible() {
            reach.places.insert(requirement.market);
            schemes.extend(requirement.ways.iter().flat_map(|way| &way.slots).map(|slot| slot.scheme));
        }
    }
    reach.places.extend(records.coverage.iter().filter_map(|(_, coverage)| coverage.market));
    reach.places.extend(records.bars.iter().filter_map(|(_, bar)| bar.market));
    // Rival statements and overriding clauses are no edges of their own, yet they decide.
    for (id, clause) in records.clauses.iter() {
        if clause.conflicts_with.is_some() || !clause.overrides.is_empty() {
            named_by(moment, id, &mut reach.places);
        }
    }
    reach.further(moment, schemes);
    reach
}

impl Reach {
    /// Adds what the records of some schemes name, and of those that they lead to.
    pub(crate) fn further(&mut self, moment: &Moment<'_>, mut schemes: Vec<Id<Scheme>>) {
        while let Some(scheme) = schemes.pop() {
            if !self.schemes.insert(scheme) {
                continue;
            }
            self.places.extend(moment.records().schemes.at(scheme).home);
            let out = moment.law.graph().out_of(scheme).into_iter();
            let status = moment.law.graph().status(scheme).into_iter().map(|id| (id, Node::Slot(scheme)));
            for (id, node) in out.chain(status) {
                named_by(moment, id, &mut self.places);
                if let Node::Paper(next) | Node::Slot(next) = node {
                    schemes.push(next);
                }
            }
        }
    }
}

/// The places that a clause, its agreement and its register name.
fn named_by(moment: &Moment<'_>, id: Id<Clause>, places: &mut BTreeSet<Place>) {
    let records = moment.records();
    let clause = records.clauses.at(id);
    places.extend(clause.to.iter().chain(clause.from.iter().flatten()));
    places.extend(records.agreements.at(clause.agreement).parties.iter().map(|party| party.place));
    let issuer = clause.issues.as_ref().and_then(|issues| issues.issuer);
    places.extend(issuer.and_then(|body| records.bodies.at(body).seat).map(Place::Market));
    // A paper still to be issued is sought on a register by the seat of its issuer.
    if let Some(IssuerRule::Body { register, accredited_by, .. }) = &clause.issuer {
        for listing in [register, accredited_by].into_iter().flatten().flat_map(|r| moment.law.listings_of(*r)) {
            let body = records.listings.at(*listing).body;
            places.extend(records.bodies.at(body).seat.map(Place::Market));
        }
    }
}
