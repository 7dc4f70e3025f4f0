//! Pivotal unknowns (§3.9): each atom that is met is set to T and to F, alone, and it is seen whether an interval moves.

use crate::answer::{Work, lowest, of_members};
use crate::standing::{Interval, Step};
use std::collections::{BTreeMap, BTreeSet};

/// The interval of every requirement and virtual slot, by what it is called; of the market under the empty word.
type Intervals = BTreeMap<String, Interval>;

/// What is moved by the settlement of a fact: requirements and virtual slots, or the market alone (the empty word).
pub(crate) type Moved = BTreeMap<&'static str, BTreeSet<String>>;

const VIRTUAL: &str = "virtual ";

impl<'u> Work<'u> {
    fn is_a_bloc(&self) -> bool {
        self.case.law.blocs.iter().any(|bloc| bloc.id == self.case.question.market)
    }

    /// The markets asked about, each with whether it surely is one.
    fn territory(&self) -> Vec<(&'u str, bool)> {
        if self.is_a_bloc() { self.members() } else { vec![(self.case.question.market.as_str(), true)] }
    }

    /// All intervals on the day asked. What silence does not exclude of a virtual slot hangs on no fact.
    fn intervals(&self, named: &[&'u str]) -> Intervals {
        let members = self.territory();
        let bloc = self.is_a_bloc();
        let standings: Vec<_> =
            members.iter().map(|(member, sure)| (self.case.standing(member, self.case.question.on), *sure)).collect();
        let markets: Vec<(Interval, bool)> =
            standings.iter().map(|(standing, sure)| (standing.interval, *sure)).collect();
        let mut intervals =
            BTreeMap::from([(String::new(), if bloc { of_members(&markets) } else { lowest(&markets) })]);
        for requirement in &self.case.law.requirements {
            let of_each: Vec<(Interval, bool)> = standings
                .iter()
                .flat_map(|(standing, sure)| standing.asked.iter().map(|asked| (asked, *sure)))
                .filter(|(asked, _)| asked.requirement.id == requirement.id)
                .map(|(asked, sure)| (asked.interval, sure))
                .collect();
            if !of_each.is_empty() {
                intervals.insert(requirement.id.clone(), lowest(&of_each));
            }
        }
        let names: Vec<&'u str> = members.iter().map(|(member, _)| *member).collect();
        for (slot, found) in self.virtual_slots(&names, named, false) {
            let of_each: Vec<(Interval, bool)> = found.into_iter().zip(members.iter().map(|(_, sure)| *sure)).collect();
            intervals.insert(format!("{VIRTUAL}{slot}"), lowest(&of_each));
        }
        intervals
    }

    /// The facts of which one atom alone moves an interval, each with what its atoms move.
    pub(crate) fn pivotal(&self) -> Moved {
        // Which slots clauses name hangs on no fact.
        let members: Vec<&'u str> = self.territory().into_iter().map(|(member, _)| member).collect();
        let named = self.named(&members);
        let mut now = Intervals::new();
        let met = self.case.atoms.met_by(|| now = self.intervals(&named));
        let mut pivotal = Moved::new();
        for (key, fact) in met {
            for value in [true, false] {
                let then = self.case.atoms.with(BTreeMap::from([(key.clone(), value)]), || self.intervals(&named));
                let moved: BTreeSet<String> =
                    now.keys().chain(then.keys()).filter(|key| at(&now, key) != at(&then, key)).cloned().collect();
                if !moved.is_empty() {
                    // A market is moved by what moves something in it; it stands for itself only where nothing does.
                    let inside = moved.iter().filter(|key| !key.is_empty());
                    let plain = inside.map(|key| key.trim_start_matches(VIRTUAL).to_owned());
                    pivotal.entry(fact).or_default().extend(plain);
                }
            }
        }
        pivotal
    }
}

/// What is not there asks nothing, or proves nothing.
fn at(intervals: &Intervals, key: &str) -> Interval {
    let gone = match key.starts_with(VIRTUAL) {
        true => Interval { lo: Step::None, hi: Step::None },
        false => Interval::NOT_REQUIRED,
    };
    intervals.get(key).copied().unwrap_or(gone)
}
