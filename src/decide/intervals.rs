//! The intervals of everything the answer speaks of, and the first day on which each is another.

use super::entry;
use super::moment::Moment;
use super::survey::{self, Change, Member, Target};
use super::{Interval, Scale, limits};
use std::collections::BTreeMap;

/// Before the scheme of a virtual slot, among the keys of requirements.
pub(crate) const VIRTUAL: &str = "virtual:";

/// The interval of every requirement, of every virtual slot, and under the empty key of the market.
pub(crate) fn intervals(moment: &Moment<'_>, target: &Target<'_>) -> BTreeMap<String, Interval> {
    let mut map = BTreeMap::new();
    map.insert(String::new(), target.interval);
    for Member { territory: member, .. } in &target.members {
        for surveyed in &member.requirements {
            if let Some(interval) = target.requirement(surveyed.id) {
                map.insert(surveyed.requirement.id.clone(), interval);
            }
        }
    }
    for (slot, weakest) in entry::virtual_slots(moment, target) {
        let id = &moment.records().schemes.at(slot.scheme).id;
        map.insert(format!("{VIRTUAL}{id}"), weakest.interval);
    }
    map
}

/// What a key that is gone amounts to: a requirement that no longer applies asks nothing any more; a recognition that no
/// longer bites is none, or is said by a requirement that now asks for it.
pub(crate) fn gone(key: &str) -> Interval {
    Interval::exactly(if key.starts_with(VIRTUAL) { Scale::Nothing } else { Scale::NotRequired })
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
            let later = then.get(key).copied().unwrap_or(gone(key));
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
