//! The recognition graph: a petgraph multigraph of papers, slots and clauses (`semantics.md` §3.4).
//!
//! Nodes are papers (by scheme), slots (by the scheme they ask for), the status of goods that may lawfully be sold, and
//! "every slot of a market"; an edge is a clause, one direction each. Acceptance ends in a slot and no edge leaves a
//! slot: that recognition does not compose is a property of the graph, not a check.
//!
//! Beside search it answers what the shape of the law says: strongly connected parts, clauses no question reaches, what
//! every route of a slot rests on, and pictures for other programs.

mod parts;
mod picture;
mod rests;

pub use parts::{Part, Unreached};
pub use picture::{Around, Labels, Picture, PictureEdge, PictureNode, Sort};
pub use rests::RestsOn;

use crate::law::{Clause, Effect, Fills, Id, Kind, Records, Scheme};
use petgraph::Direction;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

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

/// The multigraph: that of the recorded law, shared, and the edges of assumed clauses over it.
///
/// Building it takes O(clauses × schemes) at worst, where a clause names no scheme; laying an assumed clause over it
/// O(schemes) at worst.
#[derive(Clone, Debug, Default)]
pub struct RecognitionGraph {
    recorded: Arc<Recorded>,
    /// Edges of assumed clauses.
    laid: Vec<(Node, Node, Id<Clause>)>,
}

/// The graph of the recorded law.
#[derive(Clone, Debug, Default)]
struct Recorded {
    graph: DiGraph<Node, Id<Clause>>,
    places: BTreeMap<Node, NodeIndex>,
}

impl Recorded {
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

    /// The edges at a node in a direction, with the node at their other end.
    fn edges(&self, node: Node, direction: Direction) -> impl Iterator<Item = (Node, Id<Clause>)> {
        let place = self.places.get(&node).into_iter();
        place.flat_map(move |place| self.graph.edges_directed(*place, direction)).filter_map(move |edge| {
            let other = if direction == Direction::Outgoing { edge.target() } else { edge.source() };
            self.graph.node_weight(other).map(|other| (*other, *edge.weight()))
        })
    }
}

impl RecognitionGraph {
    pub(crate) fn of(records: &Records) -> RecognitionGraph {
        let mut recorded = Recorded::default();
        recorded.node(Node::Status);
        recorded.node(Node::EverySlot);
        for (scheme, _) in records.schemes.iter() {
            recorded.node(Node::Paper(scheme));
            recorded.node(Node::Slot(scheme));
        }
        for (id, clause) in records.clauses.iter() {
            for (from, to, id) in edges(records, id, clause) {
                let (from, to) = (recorded.node(from), recorded.node(to));
                recorded.graph.add_edge(from, to, id);
            }
        }
        RecognitionGraph { recorded: Arc::new(recorded), laid: Vec::new() }
    }

    /// The graph of the recorded law, shared, with the edges of assumed clauses over it.
    pub(crate) fn with(&self, records: &Records, added: &[Id<Clause>]) -> RecognitionGraph {
        let laid = added.iter().flat_map(|id| edges(records, *id, records.clauses.at(*id))).collect();
        RecognitionGraph { recorded: Arc::clone(&self.recorded), laid }
    }

    /// The multigraph itself, for checks and export: borrowed where no clause is assumed, else O(graph).
    #[must_use]
    pub fn graph(&self) -> Cow<'_, DiGraph<Node, Id<Clause>>> {
        if self.laid.is_empty() {
            return Cow::Borrowed(&self.recorded.graph);
        }
        let mut whole = Recorded::clone(&self.recorded);
        for (from, to, id) in &self.laid {
            let (from, to) = (whole.node(*from), whole.node(*to));
            whole.graph.add_edge(from, to, *id);
        }
        Cow::Owned(whole.graph)
    }

    /// Where a node stands in the multigraph: assumed clauses add edges, never nodes.
    pub(crate) fn place(&self, node: Node) -> Option<NodeIndex> {
        self.recorded.places.get(&node).copied()
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
        let edges = self.edges(Node::Paper(scheme), Direction::Outgoing);
        let mut out: Vec<(Id<Clause>, Node)> = edges.map(|(node, clause)| (clause, node)).collect();
        out.sort_unstable();
        out
    }

    /// Clauses that lead into a slot or make its paper, whatever they start from.
    pub(crate) fn leading_to(&self, slot: Id<Scheme>) -> Vec<Id<Clause>> {
        let mut clauses: Vec<Id<Clause>> = [Node::Slot(slot), Node::EverySlot, Node::Paper(slot)]
            .into_iter()
            .flat_map(|node| self.edges(node, Direction::Incoming).map(|(_, clause)| clause))
            .collect();
        clauses.sort_unstable();
        clauses.dedup();
        clauses
    }

    fn clauses(&self, from: Node, to: impl Fn(Node) -> bool) -> Vec<Id<Clause>> {
        let edges = self.edges(from, Direction::Outgoing);
        let mut clauses: Vec<Id<Clause>> = edges.filter(|(node, _)| to(*node)).map(|(_, clause)| clause).collect();
        clauses.sort_unstable();
        clauses.dedup();
        clauses
    }

    /// The edges at a node in a direction, recorded and assumed, with the node at their other end.
    fn edges(&self, node: Node, direction: Direction) -> impl Iterator<Item = (Node, Id<Clause>)> {
        let laid = self.laid.iter().filter_map(move |(from, to, clause)| {
            let (here, there) = if direction == Direction::Outgoing { (from, to) } else { (to, from) };
            (*here == node).then_some((*there, *clause))
        });
        self.recorded.edges(node, direction).chain(laid)
    }
}

/// The edges of a clause. A rival statement of a clause is no second clause: what only it takes leads to the first, and
/// unsettles it.
fn edges(records: &Records, id: Id<Clause>, clause: &Clause) -> Vec<(Node, Node, Id<Clause>)> {
    let id = crate::handle::first_record(records, id);
    let targets = targets(clause);
    let sources = sources(records, clause).into_iter();
    let all = sources.flat_map(|from| targets.iter().map(move |to| (from, *to, id)));
    // The standing of goods fills slots; nobody issues a paper on it (`semantics.md` §3.4).
    all.filter(|(from, to, _)| !matches!((from, to), (Node::Status, Node::Paper(_)))).collect()
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
