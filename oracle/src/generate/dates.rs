//! Dates that lie around a few events, so that those of different records are equal or a day apart.

use super::chance::Chance;
use crate::calendar::{Day, written};
use serde_json::{Value, json};

/// The events of a world: long ago, some time ago, when papers were issued, the day asked, later.
pub(super) struct Dates {
    long_ago: Day,
    before: Day,
    issue: Day,
    pub(super) asked: Day,
    later: Day,
}

impl Dates {
    pub(super) fn new(chance: &mut Chance, dense: bool) -> Self {
        // 2018-05-27 to 2026-08-08: leap days, ends of months and of years come up.
        let asked = chance.between(17678, 20673);
        let scale = |far: i32, near: i32| if dense { near } else { far };
        Self {
            long_ago: asked - scale(chance.between(2000, 3000), 14),
            before: asked - scale(chance.between(600, 1200), 9),
            issue: asked - scale(chance.between(100, 400), 4),
            asked,
            later: asked + scale(chance.between(40, 700), 6),
        }
    }

    /// A day at an event or close to it, now and then known in part only.
    fn at(&self, chance: &mut Chance, event: Day) -> Value {
        let day = event + chance.weighted(&[(50, 0), (18, 1), (18, -1), (7, 2), (7, -2)], 0);
        let text = written(day);
        let parts: Vec<&str> = text.split('-').collect();
        match (chance.between(0, 99), parts.as_slice()) {
            (0, _) => json!("unknown"),
            (1..=2, [year, ..]) => json!(year),
            (3..=5, [year, month, _]) => json!(format!("{year}-{month}")),
            _ => json!(text),
        }
    }

    /// A beginning: mostly long past.
    pub(super) fn begin(&self, chance: &mut Chance) -> Value {
        let event = chance.weighted(
            &[(76, self.long_ago), (8, self.before), (6, self.issue), (7, self.asked), (3, self.later)],
            self.long_ago,
        );
        self.at(chance, event)
    }

    /// An end: mostly open.
    pub(super) fn end(&self, chance: &mut Chance) -> Value {
        if chance.percent(62) { Value::Null } else { self.last(chance) }
    }

    /// An end that is recorded.
    pub(super) fn last(&self, chance: &mut Chance) -> Value {
        let event =
            chance.weighted(&[(10, self.before), (22, self.issue), (34, self.asked), (34, self.later)], self.asked);
        self.at(chance, event)
    }

    /// When a paper was issued.
    pub(super) fn issued(&self, chance: &mut Chance) -> Value {
        let event =
            chance.weighted(&[(78, self.issue), (12, self.before), (7, self.asked), (3, self.long_ago)], self.issue);
        if chance.percent(3) { Value::Null } else { self.at(chance, event) }
    }

    /// The day asked, or one close to an event.
    pub(super) fn question(&self, chance: &mut Chance) -> String {
        let event =
            chance.weighted(&[(80, self.asked), (8, self.issue), (10, self.later), (2, self.before)], self.asked);
        written(event + chance.weighted(&[(50, 0), (20, 1), (20, -1), (5, 2), (5, -2)], 0))
    }

    /// When the law was last looked at.
    pub(super) fn reviewed(&self, chance: &mut Chance) -> String {
        let event = chance.weighted(&[(50, self.later), (35, self.asked), (15, self.issue)], self.asked);
        written(event + chance.between(-1, 1))
    }

    /// The date of a coverage statement: the eighteen months after it may end on the day asked.
    pub(super) fn stated(&self, chance: &mut Chance) -> Value {
        let event = chance.weighted(
            &[(55, self.asked), (15, self.issue), (10, self.later), (10, self.asked - 548), (10, self.before)],
            self.asked,
        );
        json!(written(event + chance.between(-2, 2)))
    }

    /// How long papers usually run: mostly so that one issued when most are ends about the day asked.
    pub(super) fn usual_validity(&self, chance: &mut Chance) -> Value {
        let days = self.asked - self.issue + chance.weighted(&[(34, 0), (20, 1), (20, -1), (13, 2), (13, -2)], 0);
        match chance.between(0, 99) {
            0..=74 => json!({ "days": days }),
            75..=84 => json!({ "years": 1 }),
            85..=92 => json!({ "months": 6, "days": 1 }),
            _ => json!({ "years": 3 }),
        }
    }

    /// Papers issued before a day ended on another: about the day of issue and the day asked, and in this order.
    pub(super) fn lapse(&self, chance: &mut Chance) -> (Value, Value) {
        let until = chance.weighted(&[(70, self.issue), (20, self.before), (10, self.asked)], self.issue);
        let ends = [(75, self.asked), (10, self.issue), (15, self.later)];
        let last = chance.weighted(&ends, self.asked).max(until);
        let before = until + chance.between(-1, 1);
        (self.at(chance, before), self.at(chance, last))
    }

    /// The last day on which papers were issued: about the day of issue, or the day asked, on which papers are made anew.
    pub(super) fn closing(&self, chance: &mut Chance) -> Value {
        let event =
            chance.weighted(&[(45, self.issue), (35, self.asked), (12, self.later), (8, self.before)], self.issue);
        self.at(chance, event)
    }
}
