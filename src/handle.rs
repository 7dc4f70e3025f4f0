//! The handle: records, graph and indexes, loaded once and asked many times.

use crate::graph::RecognitionGraph;
use crate::law::{Agreement, Clause, Id, Listing, Records, Register};
use crate::names::{Found, Names};
use std::collections::BTreeMap;

/// The law as loaded. It is immutable; every question is asked of it, and there is no call that parses it again.
#[derive(Clone, Debug, Default)]
pub struct Law {
    records: Records,
    graph: RecognitionGraph,
    names: Names,
    conflicts: BTreeMap<Id<Clause>, Vec<Id<Clause>>>,
    overridden: BTreeMap<Id<Clause>, Vec<Id<Clause>>>,
    superseded: BTreeMap<Id<Agreement>, Vec<Id<Agreement>>>,
    listings: BTreeMap<Id<Register>, Vec<Id<Listing>>>,
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
        let mut law = Law { graph: RecognitionGraph::of(&records), names: Names::of(&records), ..Law::default() };
        for (id, clause) in records.clauses.iter() {
            if let Some(other) = clause.conflicts_with {
                law.conflicts.entry(other).or_default().push(id);
            }
            for general in &clause.overrides {
                law.overridden.entry(*general).or_default().push(id);
            }
        }
        for (id, agreement) in records.agreements.iter() {
            for older in &agreement.supersedes {
                law.superseded.entry(*older).or_default().push(id);
            }
        }
        for (id, listing) in records.listings.iter() {
            law.listings.entry(listing.register).or_default().push(id);
        }
        law.records = records;
        law
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
        self.names.nearest(crate::names::Noun::ALL, text, most)
    }

    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// Rival statements of a clause.
    pub(crate) fn conflicts_with(&self, clause: Id<Clause>) -> &[Id<Clause>] {
        self.conflicts.get(&clause).map_or(&[], Vec::as_slice)
    }

    /// Clauses that this one gives way to.
    pub(crate) fn overridden_by(&self, clause: Id<Clause>) -> &[Id<Clause>] {
        self.overridden.get(&clause).map_or(&[], Vec::as_slice)
    }

    /// Agreements that replace this one.
    pub(crate) fn superseded_by(&self, agreement: Id<Agreement>) -> &[Id<Agreement>] {
        self.superseded.get(&agreement).map_or(&[], Vec::as_slice)
    }

    /// Entries of a register.
    pub(crate) fn listings_of(&self, register: Id<Register>) -> &[Id<Listing>] {
        self.listings.get(&register).map_or(&[], Vec::as_slice)
    }
}
