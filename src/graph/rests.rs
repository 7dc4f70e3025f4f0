//! What every route into a slot rests on.

use super::parts::members;
use super::{Node, RecognitionGraph};
use crate::Law;
use crate::law::{Agreement, Clause, Day, EndKind, Id, OnEnd, Place, Scheme, Status, When};
use petgraph::Direction;
use petgraph::algo::dominators::simple_fast;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// What every route from a foreign paper into a slot goes through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestsOn {
    /// Whether any clause leads there at all.
    pub reached: bool,
    /// Agreements without which no route is left.
    pub agreements: Vec<Id<Agreement>>,
    /// Clauses without which no route is left.
    pub clauses: Vec<Id<Clause>>,
    /// Papers that every route starts from or makes.
    pub papers: Vec<Id<Scheme>>,
}

/// A stop on a way into a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Stop {
    /// Nothing yet.
    Start,
    /// A paper in hand.
    Held(Id<Scheme>),
    /// A paper that a market's body made out of another.
    Made(Id<Scheme>),
    /// Goods that may lawfully be sold elsewhere.
    Status,
    /// A clause.
    Clause(Id<Clause>),
    /// The slot.
    End,
}

/// The ways into one slot of one market.
struct Ways {
    graph: DiGraph<Stop, ()>,
    places: BTreeMap<Stop, NodeIndex>,
    start: NodeIndex,
    end: NodeIndex,
}

impl Law {
    /// What every route into a market's slot rests on, whatever foreign paper it starts from and whatever the product; of a bloc,
    /// every route into the slot in any of its members.
    ///
    /// A clause and its paper count unless they are surely out of force on `day`: begun later, lapsed, suspended or
    /// replaced. What holds of all these ways holds of the routes that the decision finds, which are some of them. The
    /// market's own paper in hand is no recognition and not looked at.
    ///
    /// # Complexity
    /// O(edges that lead there), once for the dominators and once for each agreement on one shortest way (four at most
    /// where routes are no longer than [`crate::decide::limits::HOPS`]): an agreement that all ways go through is on any
    /// one of them, and is no single node of the graph, so each is tried by taking its clauses away.
    #[must_use]
    pub fn rests_on(&self, place: Place, slot: Id<Scheme>, day: Option<Day>) -> RestsOn {
        let records = self.records();
        let counts = |id: Id<Clause>| day.is_none_or(|day| !self.surely_out(id, day));
        let ways = Ways::into(self, place, slot, &counts);
        let Some(shortest) = ways.shortest(&|_| true) else { return RestsOn::default() };
        let agreement = |id: Id<Clause>| records.clauses.at(id).agreement;
        let tried: BTreeSet<Id<Agreement>> = shortest.into_iter().map(agreement).collect();
        let without = |gone: Id<Agreement>| ways.shortest(&|clause| agreement(clause) != gone);
        let agreements = tried.into_iter().filter(|gone| without(*gone).is_none()).collect();
        let mut rests = RestsOn { reached: true, agreements, ..RestsOn::default() };
        let mut papers = BTreeSet::new();
        for place in simple_fast(&ways.graph, ways.start).dominators(ways.end).into_iter().flatten() {
            match ways.graph.node_weight(place) {
                Some(Stop::Clause(id)) => rests.clauses.push(*id),
                Some(Stop::Held(scheme) | Stop::Made(scheme)) => drop(papers.insert(*scheme)),
                _ => {}
            }
        }
        rests.clauses.sort_unstable();
        rests.papers = papers.into_iter().collect();
        rests
    }

    /// Whether a clause is false by its dates alone on a day, for any paper (`semantics.md` §3.3 g1).
    fn surely_out(&self, id: Id<Clause>, day: Day) -> bool {
        let clause = self.records().clauses.at(id);
        let agreement = self.records().agreements.at(clause.agreement);
        let later = |from: Option<When>| from.is_some_and(|from| from.earliest > day);
        let begins = [agreement.in_force, agreement.operational_from, clause.in_force, clause.operational_from];
        let rule = clause.on_end.or(agreement.on_end);
        let kind = clause.end_kind.or(agreement.end_kind);
        let over = |last: When, kind: Option<EndKind>| {
            last.latest < day
                && match rule {
                    Some(OnEnd::Lapse) => true,
                    Some(OnEnd::KeepUntil(until)) => until.latest < day,
                    Some(OnEnd::KeepIssuedBeforeEnd) => false,
                    None => matches!(kind, Some(EndKind::Termination | EndKind::Replacement)),
                }
        };
        let replaced = self.superseded_by(clause.agreement).iter().any(|successor| {
            let successor = self.records().agreements.at(*successor);
            let last = successor.in_force.map(|from| When::on(from.latest.previous()));
            !successor.evidence.doubtful() && last.is_some_and(|last| over(last, Some(EndKind::Replacement)))
        });
        agreement.status == Status::Suspended
            || begins.into_iter().any(later)
            || [agreement.ended, clause.until].into_iter().flatten().any(|last| over(last, kind))
            || replaced
    }
}

impl Ways {
    /// Backwards from the slot: what leads into it, and what leads to that.
    fn into(law: &Law, place: Place, slot: Id<Scheme>, counts: &dyn Fn(Id<Clause>) -> bool) -> Ways {
        let (records, graph): (_, &RecognitionGraph) = (law.records(), law.graph());
        let mut ways =
            Ways { graph: DiGraph::new(), places: BTreeMap::new(), start: NodeIndex::end(), end: NodeIndex::end() };
        ways.start = ways.place(Stop::Start);
        ways.end = ways.place(Stop::End);
        let markets = members(records, place);
        let any_in = |place: Place| !members(records, place).is_disjoint(&markets);
        let mut papers = VecDeque::new();
        for node in [Node::Slot(slot), Node::EverySlot] {
            for (source, id) in graph.edges(node, Direction::Incoming).filter(|(_, id)| counts(*id)) {
                let here = records.clauses.at(id).to.iter().any(|place| any_in(*place));
                if here {
                    ways.link(Stop::Clause(id), Stop::End);
                    ways.source(source, id, &mut papers);
                }
            }
        }
        if records.schemes.at(slot).home.is_some_and(any_in) {
            ways.link(Stop::Made(slot), Stop::End);
            papers.push_back(slot);
        }
        let mut seen = BTreeSet::new();
        while let Some(scheme) = papers.pop_front() {
            if !seen.insert(scheme) {
                continue;
            }
            for (source, id) in graph.edges(Node::Paper(scheme), Direction::Incoming).filter(|(_, id)| counts(*id)) {
                ways.link(Stop::Clause(id), Stop::Made(scheme));
                ways.source(source, id, &mut papers);
            }
        }
        ways
    }

    /// Links what a clause takes to it.
    fn source(&mut self, source: Node, id: Id<Clause>, papers: &mut VecDeque<Id<Scheme>>) {
        match source {
            Node::Paper(scheme) => {
                self.link(Stop::Start, Stop::Held(scheme));
                self.link(Stop::Held(scheme), Stop::Clause(id));
                self.link(Stop::Made(scheme), Stop::Clause(id));
                papers.push_back(scheme);
            }
            Node::Status => {
                self.link(Stop::Start, Stop::Status);
                self.link(Stop::Status, Stop::Clause(id));
            }
            // No edge leaves a slot.
            Node::Slot(_) | Node::EverySlot => {}
        }
    }

    fn place(&mut self, stop: Stop) -> NodeIndex {
        match self.places.get(&stop) {
            Some(place) => *place,
            None => {
                let place = self.graph.add_node(stop);
                self.places.insert(stop, place);
                place
            }
        }
    }

    fn link(&mut self, from: Stop, to: Stop) {
        let (from, to) = (self.place(from), self.place(to));
        self.graph.update_edge(from, to, ());
    }

    /// The clauses of a shortest way that uses only these; `None` where there is no way.
    fn shortest(&self, uses: &dyn Fn(Id<Clause>) -> bool) -> Option<Vec<Id<Clause>>> {
        let mut came: BTreeMap<NodeIndex, NodeIndex> = BTreeMap::new();
        let mut queue = VecDeque::from([self.start]);
        while let Some(at) = queue.pop_front() {
            if at == self.end {
                break;
            }
            for next in self.graph.neighbors(at) {
                let open = !matches!(self.graph.node_weight(next), Some(Stop::Clause(id)) if !uses(*id));
                if open && next != self.start && !came.contains_key(&next) {
                    came.insert(next, at);
                    queue.push_back(next);
                }
            }
        }
        let mut clauses = Vec::new();
        let mut at = *came.get(&self.end)?;
        while at != self.start {
            if let Some(Stop::Clause(id)) = self.graph.node_weight(at) {
                clauses.push(*id);
            }
            at = *came.get(&at)?;
        }
        Some(clauses)
    }
}
