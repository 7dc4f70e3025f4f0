//! What the shape of the graph says by itself: parts whose papers lead to each other, and clauses that no question
//! reaches.

use super::{Node, RecognitionGraph, sources};
use crate::law::{Clause, Effect, Fills, Id, Market, Place, Records, Scheme, words};
use petgraph::algo::tarjan_scc;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// Papers each of which can be made, by one reissue after another, out of each other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Their schemes.
    pub schemes: Vec<Id<Scheme>>,
    /// The clauses between them.
    pub clauses: Vec<Id<Clause>>,
}

words! {
    /// Why no question reaches a clause.
    Unreached {
        /// No scheme issues the paper it takes.
        NoPaper = "no-paper",
        /// What it fills or makes is asked for by no market that takes part, nor is it a paper of one of them.
        NoSlot = "no-slot",
    }
}

impl RecognitionGraph {
    /// The strongly connected parts of more than one paper, or of one that is reissued as itself.
    ///
    /// A part is no fault: a scheme may not reappear in its own basis, so that every route through a part ends. It says
    /// where routes can be long. O(nodes + edges).
    #[must_use]
    pub fn strongly_connected(&self) -> Vec<Part> {
        let graph = self.graph();
        let mut parts = Vec::new();
        for component in tarjan_scc(&*graph) {
            let inside: BTreeSet<_> = component.iter().copied().collect();
            let mut schemes: Vec<Id<Scheme>> = Vec::new();
            let mut clauses: Vec<Id<Clause>> = Vec::new();
            for place in component {
                if let Some(Node::Paper(scheme)) = graph.node_weight(place) {
                    schemes.push(*scheme);
                }
                clauses.extend(graph.edges(place).filter(|edge| inside.contains(&edge.target())).map(|e| *e.weight()));
            }
            if clauses.is_empty() {
                continue;
            }
            schemes.sort_unstable();
            clauses.sort_unstable();
            clauses.dedup();
            parts.push(Part { schemes, clauses });
        }
        parts.sort_by(|a, b| a.schemes.cmp(&b.schemes));
        parts
    }

    /// Clauses that no question reaches, whatever paper, product and day it is about.
    ///
    /// A clause is reached where some scheme issues what it takes, and what it gives is of use in a market that takes
    /// part: the market asks for that paper; or the paper could be the market's own, so that it shows as a virtual slot
    /// (`semantics.md` §3.5); or a clause that is reached takes the paper it makes. A rival statement of a clause is no
    /// clause of its own. O(clauses × schemes) at worst, where clauses name no scheme.
    #[must_use]
    pub fn unreached(&self, records: &Records) -> Vec<(Id<Clause>, Unreached)> {
        let asked = asked(records);
        let mut reached: BTreeSet<Id<Clause>> = BTreeSet::new();
        let mut wanted: BTreeSet<Id<Scheme>> = BTreeSet::new();
        let mut anything_wanted = false;
        let clauses = || records.clauses.iter().filter(|(_, clause)| clause.conflicts_with.is_none());
        let of_use: BTreeSet<Id<Clause>> =
            clauses().filter(|(_, clause)| of_use(records, &asked, clause)).map(|(id, _)| id).collect();
        loop {
            let before = reached.len();
            for (id, clause) in clauses() {
                let carried = clause.issues.as_ref().filter(|_| clause.effect == Effect::Reissue);
                let carried = carried.is_some_and(|paper| anything_wanted || wanted.contains(&paper.scheme));
                if (of_use.contains(&id) || carried) && reached.insert(id) {
                    wanted.extend(&clause.schemes);
                    anything_wanted |= clause.schemes.is_empty() && !clause.of_status();
                }
            }
            if reached.len() == before {
                break;
            }
        }
        clauses()
            .filter_map(|(id, clause)| {
                if sources(records, clause).is_empty() {
                    Some((id, Unreached::NoPaper))
                } else {
                    (!reached.contains(&id)).then_some((id, Unreached::NoSlot))
                }
            })
            .collect()
    }
}

/// The schemes whose papers each market ever asked for.
fn asked(records: &Records) -> BTreeMap<Id<Market>, BTreeSet<Id<Scheme>>> {
    let mut asked: BTreeMap<Id<Market>, BTreeSet<Id<Scheme>>> = BTreeMap::new();
    for (_, requirement) in records.requirements.iter() {
        let schemes: BTreeSet<Id<Scheme>> =
            requirement.ways.iter().flat_map(|way| &way.slots).map(|slot| slot.scheme).collect();
        for market in members(records, requirement.market) {
            asked.entry(market).or_default().extend(&schemes);
        }
    }
    asked
}

/// Whether a clause gives what one of its markets asks for or could show.
fn of_use(records: &Records, asked: &BTreeMap<Id<Market>, BTreeSet<Id<Scheme>>>, clause: &Clause) -> bool {
    let of_here = |scheme: Id<Scheme>, market: Id<Market>| {
        records.schemes.at(scheme).home.is_none_or(|home| members(records, home).contains(&market))
    };
    let made = clause.issues.as_ref().filter(|_| clause.effect == Effect::Reissue);
    clause.to.iter().flat_map(|place| members(records, *place)).any(|market| match (made, &clause.fills) {
        (Some(paper), _) => of_here(paper.scheme, market),
        (None, Fills::All) => asked.get(&market).is_some_and(|schemes| !schemes.is_empty()),
        (None, Fills::Schemes(schemes)) => schemes
            .iter()
            .any(|scheme| asked.get(&market).is_some_and(|known| known.contains(scheme)) || of_here(*scheme, market)),
    })
}

/// Everybody a place ever stood for.
pub(super) fn members(records: &Records, place: Place) -> BTreeSet<Id<Market>> {
    match place {
        Place::Market(market) => [market].into(),
        Place::Bloc(bloc) => records.blocs.at(bloc).members.iter().map(|member| member.market).collect(),
    }
}
