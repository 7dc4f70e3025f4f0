//! The handle: records, graph and indexes, loaded once and asked many times.

use crate::graph::RecognitionGraph;
use crate::law::{Agreement, Clause, Id, Listing, Records, Register};
use crate::names::{Found, Names, Noun};
use crate::overlay::{self, Assumptions};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The law as loaded. It is immutable; every question is asked of it, and there is no call that parses it again.
///
/// [`Law::with`] gives a second law, with assumed records, that shares this one. A clone shares it too: O(1).
#[derive(Clone, Debug, Default)]
pub struct Law {
    records: Records,
    graph: RecognitionGraph,
    names: Names,
    conflicts: Links<Clause, Clause>,
    overridden: Links<Clause, Clause>,
    superseded: Links<Agreement, Agreement>,
    listings: Links<Register, Listing>,
    assumptions: Arc<Assumptions>,
}

/// The records that point at a record, in order: those on record, shared, and for records that an assumed one points at,
/// all of them.
#[derive(Debug)]
struct Links<To, From> {
    recorded: Arc<BTreeMap<Id<To>, Vec<Id<From>>>>,
    laid: BTreeMap<Id<To>, Vec<Id<From>>>,
}

impl<To, From> Default for Links<To, From> {
    fn default() -> Self {
        Links { recorded: Arc::default(), laid: BTreeMap::new() }
    }
}
impl<To, From> Clone for Links<To, From> {
    fn clone(&self) -> Self {
        Links { recorded: Arc::clone(&self.recorded), laid: self.laid.clone() }
    }
}

impl<To, From> Links<To, From> {
    /// The links of a law on record: pairs of what is pointed at and what points.
    fn of(pairs: impl Iterator<Item = (Id<To>, Id<From>)>) -> Self {
        let mut recorded: BTreeMap<Id<To>, Vec<Id<From>>> = BTreeMap::new();
        for (to, from) in pairs {
            recorded.entry(to).or_default().push(from);
        }
        Links { recorded: Arc::new(recorded), laid: BTreeMap::new() }
    }

    /// The same with the links of assumed records.
    fn with(&self, pairs: impl Iterator<Item = (Id<To>, Id<From>)>) -> Self {
        let mut links = Links { recorded: Arc::clone(&self.recorded), laid: BTreeMap::new() };
        for (to, from) in pairs {
            let known = || self.recorded.get(&to).cloned().unwrap_or_default();
            let all = links.laid.entry(to).or_insert_with(known);
            all.push(from);
            all.sort_unstable();
        }
        links
    }

    fn at(&self, to: Id<To>) -> &[Id<From>] {
        self.laid.get(&to).or_else(|| self.recorded.get(&to)).map_or(&[], Vec::as_slice)
    }
}

impl Law {
    /// The law of a pack's bytes.
    ///
    /// # Errors
    /// [`crate::pack::PackError`] says by name what is wrong with the bytes; nothing panics on any input.
    pub fn load(bytes: &[u8]) -> Result<Law, crate::pack::PackError> {
        crate::pack::decode(bytes).map(Law::new)
    }

    /// The law of checked records. O(records + graph).
    #[must_use]
    pub fn new(records: Records) -> Law {
        let clauses = || records.clauses.iter();
        let first = |id: Id<Clause>| first_record(&records, id);
        Law {
            graph: RecognitionGraph::of(&records),
            names: Names::of(&records),
            conflicts: Links::of(clauses().map(|(id, _)| (first(id), id)).filter(|(first, id)| first != id)),
            overridden: Links::of(
                clauses().flat_map(|(id, clause)| clause.overrides.iter().map(move |to| (first(*to), first(id)))),
            ),
            superseded: Links::of(
                records.agreements.iter().flat_map(|(id, newer)| newer.supersedes.iter().map(move |to| (*to, id))),
            ),
            listings: Links::of(records.listings.iter().map(|(id, listing)| (listing.register, id))),
            assumptions: Arc::default(),
            records,
        }
    }

    /// The law on record alone, shared.
    pub(crate) fn recorded(&self) -> Law {
        let records = &self.records;
        let recorded = Records {
            blocs: records.blocs.recorded(),
            listings: records.listings.recorded(),
            clauses: records.clauses.recorded(),
            bars: records.bars.recorded(),
            sources: records.sources.recorded(),
            ..records.clone()
        };
        self.laid_with(recorded, Assumptions::default())
    }

    /// The law on record with these rows over it, which add clauses and listings at most.
    pub(crate) fn laid_with(&self, records: Records, assumptions: Assumptions) -> Law {
        let added = overlay::added(&records);
        let clauses = || added.iter().map(|id| (*id, records.clauses.at(*id)));
        let names = clauses().map(|(_, clause)| (Noun::Clause, clause.id.as_str(), &clause.name));
        let listings = records.listings.laid().filter(|(id, _)| id.assumed());
        Law {
            graph: self.graph.with(&records, &added),
            names: self.names.with(names),
            // No assumed clause contests another.
            conflicts: self.conflicts.clone(),
            overridden: self.overridden.with(clauses().flat_map(|(id, clause)| {
                clause.overrides.iter().map(|to| first_record(&records, *to)).map(move |to| (to, id))
            })),
            superseded: self.superseded.clone(),
            listings: self.listings.with(listings.map(|(id, listing)| (listing.register, id))),
            assumptions: Arc::new(assumptions),
            records,
        }
    }

    /// What is assumed.
    pub(crate) fn assumptions(&self) -> &Assumptions {
        &self.assumptions
    }

    /// Every record.
    #[must_use]
    pub fn records(&self) -> &Records {
        &self.records
    }

    /// The recognition graph.
    #[must_use]
    pub fn graph(&self) -> &RecognitionGraph {
        &self.graph
    }

    /// Records whose id, name or alias matches a text, best first, at most `most`.
    #[must_use]
    pub fn search(&self, text: &str, most: usize) -> Vec<Found> {
        self.names.search(&self.records, text, most)
    }

    /// The ids nearest to a text that names nothing.
    #[must_use]
    pub fn nearest(&self, text: &str, most: usize) -> Vec<String> {
        self.nearest_of(Noun::ALL, text, most)
    }

    /// The same among the records of some nouns.
    #[must_use]
    pub fn nearest_of(&self, nouns: &[Noun], text: &str, most: usize) -> Vec<String> {
        self.names.nearest(&self.records, nouns, text, most)
    }

    /// The ids of the records of some nouns that a text is an id, a name or an alias of; letters' case does not matter.
    #[must_use]
    pub fn called(&self, nouns: &[Noun], text: &str) -> Vec<String> {
        self.names.called(nouns, text).into_iter().map(|(_, id)| id).collect()
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// Rival statements of a clause.
    pub(crate) fn conflicts_with(&self, clause: Id<Clause>) -> &[Id<Clause>] {
        self.conflicts.at(clause)
    }

    /// Clauses that this one gives way to.
    pub(crate) fn overridden_by(&self, clause: Id<Clause>) -> &[Id<Clause>] {
        self.overridden.at(clause)
    }

    /// Agreements that replace this one.
    pub(crate) fn superseded_by(&self, agreement: Id<Agreement>) -> &[Id<Agreement>] {
        self.superseded.at(agreement)
    }

    /// Entries of a register.
    pub(crate) fn listings_of(&self, register: Id<Register>) -> &[Id<Listing>] {
        self.listings.at(register)
    }
}

/// The record that stands for all records of a clause: where one contests another that contests a third, the last of them;
/// of those that contest each other, the first by its id.
pub(crate) fn first_record(records: &Records, id: Id<Clause>) -> Id<Clause> {
    let mut seen = vec![id];
    while let Some(next) = seen.last().and_then(|last| records.clauses.at(*last).conflicts_with) {
        if let Some(start) = seen.iter().position(|known| *known == next) {
            return seen.get(start..).and_then(|circle| circle.iter().min()).copied().unwrap_or(id);
        }
        seen.push(next);
    }
    seen.last().copied().unwrap_or(id)
}
