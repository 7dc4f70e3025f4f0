//! The recognition graph: a petgraph multigraph of papers, slots and clauses (`semantics.md` §3.4).
//!
//! Nodes are papers (by scheme), slots (by the scheme they ask for), the status of goods that may lawfully be sold, and
//! "every slot of a market"; an edge is a clause, one direction each. Acceptance ends in a slot and no edge leaves a
//! slot: that recognition does not compose is a property of the graph, not a check.

use crate::law::{Clause, Effect, Fills, Id, Kind, Records, Scheme};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// What a node stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Node {
    /// Papers of a scheme.
    Paper(Id<Scheme>),
    /// Slots that ask for a scheme's paper.
    Slot(Id<Scheme>),
    /// The status of goods that may lawfully be sold somewhere.
    Status,
    /// Every slot of a market.
    EverySlot,
}

/// The multigraph. Building it takes O(clauses × schemes) at worst, where a clause names no scheme.
#[derive(Clone, Debug, Default)]
pub struct RecognitionGraph {
    graph: DiGraph<Node, Id<Clause>>,
    places: BTreeMap<Node, NodeIndex>,
}

impl RecognitionGraph {
    pub(crate) fn of(records: &Records) -> RecognitionGraph {
        let mut graph = RecognitionGraph::default();
        graph.node(Node::Status);
        graph.node(Node::EverySlot);
        for (scheme, _) in records.schemes.iter() {
            graph.node(Node::Paper(scheme));
            graph.node(Node::Slot(scheme));
        }
        for (id, clause) in records.clauses.iter() {
            // A rival statement of a clause is no second clause: what only it takes leads to the first, and unsettles it.
            let id = clause.conflicts_with.unwrap_or(id);
            for from in sources(records, clause) {
                for to in targets(clause) {
                    let (from, to) = (graph.node(from), graph.node(to));
                    graph.graph.add_edge(from, to, id);
                }
            }
        }
        graph
    }

    fn node(&mut self, node: Node) -> NodeIndex {
        match self.places.get(&node) {
            Some(place) => *place,
            None => {
                let place = self.graph.add_node(node);
                self.places.insert(node, place);
                place
            }
        }
    }

    /// The multigraph itself, for search, checks and export.
    #[must_use]
    pub fn graph(&self) -> &DiGraph<Node, Id<Clause>> {
        &self.graph
    }

    /// Where a node stands in the multigraph.
    pub(crate) fn place(&self, node: Node) -> Option<NodeIndex> {
        self.places.get(&node).copied()
    }

    /// Clauses that make a new paper out of a scheme's, in order of their ids.
    pub(crate) fn reissues(&self, scheme: Id<Scheme>) -> Vec<Id<Clause>> {
        self.clauses(Node::Paper(scheme), |node| matches!(node, Node::Paper(_)))
    }

    /// Clauses that put a scheme's paper into a slot, in order of their ids.
    pub(crate) fn fills(&self, scheme: Id<Scheme>, slot: Id<Scheme>) -> Vec<Id<Clause>> {
        self.clauses(Node::Paper(scheme), |node| node == Node::Slot(slot) || node == Node::EverySlot)
    }

    /// Clauses that carry the status of goods into a slot, in order of their ids.
    pub(crate) fn status(&self, slot: Id<Scheme>) -> Vec<Id<Clause>> {
        self.clauses(Node::Status, |node| node == Node::Slot(slot) || node == Node::EverySlot)
    }

    /// Clauses that lead out of a scheme's papers, with where they lead.
    pub(crate) fn out_of(&self, scheme: Id<Scheme>) -> Vec<(Id<Clause>, Node)> {
        let Some(place) = self.places.get(&Node::Paper(scheme)) else {
            return Vec::new();
        };
        let mut out: Vec<(Id<Clause>, Node)> = self
            .graph
            .edges_directed(*place, Direction::Outgoing)
            .filter_map(|edge| self.graph.node_weight(edge.target()).map(|node| (*edge.weight(), *node)))
            .collect();
        out.sort_unstable();
        out
    }

    /// Clauses that lead into a slot or make its paper, whatever they start from.
    pub(crate) fn leading_to(&self, slot: Id<Scheme>) -> Vec<Id<Clause>> {
        let mut clauses: Vec<Id<Clause>> = [Node::Slot(slot), Node::EverySlot, Node::Paper(slot)]
            .iter()
            .filter_map(|node| self.places.get(node))
            .flat_map(|place| self.graph.edges_directed(*place, Direction::Incoming).map(|edge| *edge.weight()))
            .collect();
        clauses.sort_unstable();
        clauses.dedup();
        clauses
    }

    fn clauses(&self, from: Node, to: impl Fn(Node) -> bool) -> Vec<Id<Clause>> {
        let Some(place) = self.places.get(&from) else {
            return Vec::new();
        };
        let mut clauses: Vec<Id<Clause>> = self
            .graph
            .edges_directed(*place, Direction::Outgoing)
            .filter(|edge| self.graph.node_weight(edge.target()).is_some_and(|node| to(*node)))
            .map(|edge| *edge.weight())
            .collect();
        clauses.sort_unstable();
        clauses.dedup();
        clauses
    }
}

/// The papers a clause takes.
fn sources(records: &Records, clause: &Clause) -> Vec<Node> {
    let mut nodes = Vec::new();
    if clause.of_status() {
        nodes.push(Node::Status);
    }
    for (id, scheme) in records.schemes.iter() {
        let named = clause.schemes.is_empty() || clause.schemes.contains(&id);
        let kind = clause.kind.is_none_or(|kind| scheme.kinds.contains(&kind));
        let status = clause.of_status() && scheme.kinds.contains(&Kind::LawfulMarketing);
        if (named && kind) || status {
            nodes.push(Node::Paper(id));
        }
    }
    nodes
}

/// Where a clause leads.
fn targets(clause: &Clause) -> Vec<Node> {
    match (&clause.issues, &clause.fills) {
        (Some(issues), _) if clause.effect == Effect::Reissue => vec![Node::Paper(issues.scheme)],
        (_, Fills::All) => vec![Node::EverySlot],
        (_, Fills::Schemes(schemes)) => schemes.iter().map(|scheme| Node::Slot(*scheme)).collect(),
    }
}
