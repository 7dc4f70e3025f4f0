//! The intervals of everything the answer speaks of, and the first day on which each is another.

use super::entry;
use super::moment::Moment;
use super::survey::{self, Change, Target};
use super::{Interval, Scale, limits};
use crate::law::Slot;
use std::collections::BTreeMap;

/// Before the scheme of a virtual slot, among the keys of requirements.
pub(crate) const VIRTUAL: &str = "virtual:";

/// The interval of every requirement, of every virtual slot, and under the empty key of the market.
pub(crate) fn intervals(moment: &Moment<'_>, target: &Target<'_>) -> BTreeMap<String, Interval> {
    let slots = entry::virtual_slots(moment, target);
    each(moment, target, slots.into_iter().map(|(slot, weakest)| (slot, weakest.interval)))
}

/// The same, of some virtual slots as far as the record speaks: no fact of the case moves what silence does not exclude, nor
/// which slots clauses name.
pub(crate) fn on_record(moment: &Moment<'_>, target: &Target<'_>, named: &[Slot]) -> BTreeMap<String, Interval> {
    let slots = entry::filled(moment, target, named.to_vec());
    each(moment, target, slots.into_iter().map(|(slot, weakest)| (slot, weakest.on_record)))
}

fn each(
    moment: &Moment<'_>,
    target: &Target<'_>,
    slots: impl Iterator<Item = (Slot, Interval)>,
) -> BTreeMap<String, Interval> {
    let mut map = BTreeMap::new();
    map.insert(String::new(), target.interval);
    let asked = target.members.iter().flat_map(|member| &member.territory.requirements);
    map.extend(asked.filter_map(|s| target.requirement(s.id).map(|interval| (s.requirement.id.clone(), interval))));
    for (slot, interval) in slots {
        let id = &moment.records().schemes.at(slot.scheme).id;
        map.insert(format!("{VIRTUAL}{id}"), interval);
    }
    map
}

/// What a key that is gone amounts to: a requirement that no longer applies asks nothing any more; a recognition that no
/// longer bites proves nothing, and excludes nothing beyond what `silence` does.
pub(crate) fn gone(key: &str, silence: Scale) -> Interval {
    if key.starts_with(VIRTUAL) { Interval(Scale::Nothing, silence) } else { Interval::exactly(Scale::NotRequired) }
}

/// For each interval the day before the first on which it differs, and what it is then (`semantics.md` §3.8).
pub(crate) fn changes<'a>(moment: &Moment<'a>, now: &BTreeMap<String, Interval>) -> BTreeMap<String, Change> {
    let mut changes = BTreeMap::new();
    let (_, mut next) = moment.turning_points();
    for _ in 0..limits::CHANGES {
        let Some(day) = next else { return changes };
        if changes.len() == now.len() {
            return changes;
        }
        let there = moment.on(day);
        let then = intervals(&there, &survey::target(&there));
        if moment.spent.exhausted() {
            // A day that was not fully looked at says nothing.
            return changes;
        }
        for (key, interval) in now {
            let later = then.get(key).copied().unwrap_or(gone(key, Scale::Equivalent));
            if later != *interval && !changes.contains_key(key) {
                changes.insert(key.clone(), Change { until: day.previous(), next: later });
            }
        }
        next = there.turning_points().1;
    }
    if next.is_some() && changes.len() < now.len() {
        moment.spent.cut("changes");
    }
    changes
}

#[cfg(all(test, feature = "compile"))]
mod tests {
    use super::{changes, intervals};
    use crate::Law;
    use crate::decide::inquiry::Inquiry;
    use crate::decide::moment::{Moment, Spent};
    use crate::decide::{limits, survey};
    use serde_json::Value;
    use std::collections::BTreeMap;

    #[test]
    fn a_day_that_was_not_fully_looked_at_says_nothing() {
        let toy: Value = serde_json::from_str(include_str!("../../tests/conformance/toy-universe.json")).unwrap();
        let law = Law::new(crate::pack::universe(&toy["universe"]).unwrap());
        // Two papers for one slot, of which the stronger lapses before the other; a paper that ends and a rule that ends later.
        let mut halves = 0;
        for id in ["X16", "X33", "X38"] {
            let case = toy["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
            let question = crate::pack::question(&case["question"]).unwrap();
            let (inquiry, nothing) = (Inquiry::read(&question, law.records(), law.names()).unwrap(), BTreeMap::new());
            let within = |guards: u32| {
                let spent = Spent::at_most(guards);
                let moment = Moment::new(&law, &inquiry, inquiry.on, &nothing, &spent);
                let now = intervals(&moment, &survey::target(&moment));
                let first = spent.guards();
                (changes(&moment, &now), first, spent.guards())
            };
            let (all, first, last) = within(limits::GUARDS);
            assert!(!all.is_empty() && last > first, "{id}");
            for guards in first.saturating_add(1)..=last {
                let (some, ..) = within(guards);
                assert!(
                    some.iter().all(|(key, change)| all.get(key) == Some(change)),
                    "{id}, {guards} guards: {some:?}"
                );
                halves += usize::from(!some.is_empty());
            }
            assert_eq!(within(last.saturating_add(1)).0, all, "{id}: one guard to spare");
        }
        assert!(halves > 0, "no budget ends between two changes");
    }
}
