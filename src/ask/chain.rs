//! Chains of clauses from papers into a slot, found on the recognition graph or on its reverse by one and the same walk.
//!
//! `openers` walks the reverse; that the walk forward finds the same is a test. The decision walks neither: there a hop depends on
//! what the paper is and where it came from, so it goes from state to state (`decide/search.rs`).

use crate::decide::limits;
use crate::graph::{Node, RecognitionGraph};
use crate::law::{Clause, Id, Scheme};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::{EdgeRef, IntoEdges, Reversed};

/// A chain: papers of a scheme are made into others, and the last of them ends in a slot.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Chain {
    /// The scheme of the paper it starts from; `None`: the status of goods, held as no paper.
    pub(super) start: Option<Id<Scheme>>,
    /// The clauses that make new papers, in order.
    pub(super) reissues: Vec<Id<Clause>>,
    /// The clause that ends in the slot; `None`: the last paper is the slot's own.
    pub(super) last: Option<Id<Clause>>,
}

impl Chain {
    /// Its clauses in order.
    pub(super) fn clauses(&self) -> impl Iterator<Item = Id<Clause>> + '_ {
        self.reissues.iter().copied().chain(self.last)
    }
}

/// Which clauses a walk takes, and how many chains it may find.
pub(super) struct Filter<'f> {
    pub(super) admits: &'f dyn Fn(Id<Clause>) -> bool,
    pub(super) most: usize,
}

/// Chains as they were found.
pub(super) struct Chains {
    /// In order, each once.
    pub(super) found: Vec<Chain>,
    /// Whether no more were found than may be.
    pub(super) whole: bool,
    /// Whether a chain of more than [`limits::HOPS`] clauses was not followed.
    pub(super) bound_hit: bool,
}

/// Every chain that leads into the slots of a scheme, by walking the reversed graph from them.
///
/// Time is O(b^H) for b clauses into a node and H = [`limits::HOPS`]; a walk never meets a scheme twice.
pub(super) fn into_slot(graph: &RecognitionGraph, slot: Id<Scheme>, filter: &Filter<'_>) -> Chains {
    let nodes = graph.graph();
    let reversed = Reversed(&*nodes);
    let mut chains = Vec::new();
    let (mut whole, mut bound_hit) = (true, false);
    for end in [Node::Slot(slot), Node::EverySlot, Node::Paper(slot)] {
        let Some(place) = graph.place(end).filter(|_| whole) else { continue };
        whole = walk(reversed, &nodes, place, filter, &mut bound_hit, &mut |trail, node| {
            // Into a slot leads the first clause walked; into the slot's own paper none does.
            let ends_in_slot = !matches!(end, Node::Paper(_));
            let start = match node {
                Node::Paper(scheme) => Some(scheme),
                // No clause makes a paper of the standing of goods: this one ends in a slot.
                Node::Status => None,
                Node::Slot(_) | Node::EverySlot => return true,
            };
            let mut clauses: Vec<Id<Clause>> = trail.to_vec();
            let last = if ends_in_slot && !clauses.is_empty() { Some(clauses.remove(0)) } else { None };
            clauses.reverse();
            if chains.len() >= filter.most {
                return false;
            }
            chains.push(Chain { start, reissues: clauses, last });
            true
        });
    }
    chains.sort();
    chains.dedup();
    Chains { found: chains, whole, bound_hit }
}

/// Walks from a node along the edges of a graph, each way as far as it goes, and shows every node it comes to with the
/// clauses walked. Papers are walked through, everything else is an end. Stops where `visit` says so; whether it did not.
/// `bound_hit` is set where a clause would have led beyond the limit of hops.
fn walk<G>(
    graph: G,
    nodes: &DiGraph<Node, Id<Clause>>,
    from: NodeIndex,
    filter: &Filter<'_>,
    bound_hit: &mut bool,
    visit: &mut dyn FnMut(&[Id<Clause>], Node) -> bool,
) -> bool
where
    G: IntoEdges<NodeId = NodeIndex, EdgeWeight = Id<Clause>> + Copy,
{
    fn further<G>(
        graph: G,
        nodes: &DiGraph<Node, Id<Clause>>,
        at: NodeIndex,
        filter: &Filter<'_>,
        trail: &mut (Vec<Id<Clause>>, Vec<NodeIndex>),
        bound_hit: &mut bool,
        visit: &mut dyn FnMut(&[Id<Clause>], Node) -> bool,
    ) -> bool
    where
        G: IntoEdges<NodeId = NodeIndex, EdgeWeight = Id<Clause>> + Copy,
    {
        let Some(node) = nodes.node_weight(at) else { return true };
        if !visit(&trail.0, *node) {
            return false;
        }
        let goes_on = matches!(node, Node::Paper(_)) || trail.0.is_empty();
        if !goes_on {
            return true;
        }
        let mut edges: Vec<(Id<Clause>, NodeIndex)> = graph.edges(at).map(|e| (*e.weight(), e.target())).collect();
        edges.sort_unstable();
        edges.dedup();
        for (clause, next) in edges {
            if trail.1.contains(&next) || !(filter.admits)(clause) {
                continue;
            }
            if trail.0.len() >= limits::HOPS {
                *bound_hit = true;
                return true;
            }
            trail.0.push(clause);
            trail.1.push(next);
            let goes_on = further(graph, nodes, next, filter, trail, bound_hit, visit);
            trail.0.pop();
            trail.1.pop();
            if !goes_on {
                return false;
            }
        }
        true
    }
    further(graph, nodes, from, filter, &mut (Vec::new(), vec![from]), bound_hit, visit)
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::*;
    use crate::Law;

    /// Every chain from papers of a scheme into the slots of another, by walking the graph as it stands.
    fn out_of(graph: &RecognitionGraph, start: Node, slot: Id<Scheme>, filter: &Filter<'_>) -> Vec<Chain> {
        let Some(place) = graph.place(start) else { return Vec::new() };
        let from = match start {
            Node::Paper(scheme) => Some(scheme),
            _ => None,
        };
        let mut chains = Vec::new();
        let nodes = graph.graph();
        walk(&*nodes, &nodes, place, filter, &mut false, &mut |trail, node| {
            let mut reissues = trail.to_vec();
            match node {
                Node::Paper(scheme) if scheme == slot => chains.push(Chain { start: from, reissues, last: None }),
                Node::Slot(scheme) if scheme != slot => {}
                Node::Slot(_) | Node::EverySlot => {
                    let last = reissues.pop();
                    chains.push(Chain { start: from, reissues, last });
                }
                Node::Paper(_) | Node::Status => {}
            }
            true
        });
        chains.sort();
        chains.dedup();
        chains
    }

    #[test]
    fn forward_and_backward_find_the_same_chains() {
        let text = include_str!("../../tests/conformance/toy-universe.json");
        let toy: serde_json::Value = serde_json::from_str(text).unwrap();
        let law = Law::new(crate::pack::universe(&toy["universe"]).unwrap());
        let filter = Filter { admits: &|_| true, most: usize::MAX };
        let mut found = 0;
        for (slot, _) in law.records().schemes.iter() {
            let Chains { found: back, whole, .. } = into_slot(law.graph(), slot, &filter);
            assert!(whole);
            let starts = law.records().schemes.iter().map(|(scheme, _)| Node::Paper(scheme)).chain([Node::Status]);
            let mut forward: Vec<Chain> = starts.flat_map(|start| out_of(law.graph(), start, slot, &filter)).collect();
            forward.sort();
            found += back.len();
            assert_eq!(back, forward, "{}", law.records().schemes.at(slot).id);
        }
        assert!(found > 60, "{found}");
    }

    #[test]
    fn a_walk_that_may_find_no_more_says_so() {
        let text = include_str!("../../tests/conformance/toy-universe.json");
        let toy: serde_json::Value = serde_json::from_str(text).unwrap();
        let law = Law::new(crate::pack::universe(&toy["universe"]).unwrap());
        let slot = law.records().schemes.find("U-SAFE").unwrap();
        let chains = into_slot(law.graph(), slot, &Filter { admits: &|_| true, most: 2 });
        assert!(!chains.whole && chains.found.len() == 2);
    }
}
