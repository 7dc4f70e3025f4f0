//! Which of the routes that hold are shown, and in what order (`semantics.md` §3.7).

use super::answer::Obligation;
use super::moment::Moment;
use super::route::{Filled, Label};
use super::search;
use crate::law::{Day, Due};

/// A route with what it takes to compare it with others.
pub(crate) struct Weighed {
    pub(crate) filled: Filled,
    pub(crate) label: Label,
    pub(crate) window: (Option<Day>, Option<Day>),
}

/// The routes that no other dominates, best first (`semantics.md` §3.7).
pub(crate) fn undominated(moment: &Moment<'_>, weighed: Vec<Weighed>) -> Vec<Weighed> {
    let keep: Vec<bool> = weighed.iter().map(|route| !weighed.iter().any(|other| dominates(other, route))).collect();
    let mut shown: Vec<Weighed> = weighed.into_iter().zip(keep).filter(|(_, keep)| *keep).map(|(w, _)| w).collect();
    let before_market = |w: &Weighed| w.label.obligations.iter().filter(|o| o.when != Due::Ongoing).count();
    shown.sort_by(|a, b| {
        let end = |w: &Weighed| w.window.1.unwrap_or(Day::LAST);
        (b.label.effect, b.label.duty)
            .cmp(&(a.label.effect, a.label.duty))
            .then(before_market(a).cmp(&before_market(b)))
            .then(a.label.hops.cmp(&b.label.hops))
            .then(end(b).cmp(&end(a)))
            .then_with(|| search::written(moment, &a.label.clauses).cmp(&search::written(moment, &b.label.clauses)))
    });
    shown
}

/// Better in one thing and worse in none.
fn dominates(a: &Weighed, b: &Weighed) -> bool {
    let start = |w: &Weighed| w.window.0.unwrap_or(Day::FIRST);
    let end = |w: &Weighed| w.window.1.unwrap_or(Day::LAST);
    let subset = |x: &[Obligation], y: &[Obligation]| x.iter().all(|o| y.iter().any(|other| same(o, other)));
    let no_worse = a.label.effect >= b.label.effect
        && a.label.duty >= b.label.duty
        && subset(&a.label.obligations, &b.label.obligations)
        && a.label.hops <= b.label.hops
        && start(a) <= start(b)
        && end(a) >= end(b)
        && a.label.confidence >= b.label.confidence;
    let better = a.label.effect > b.label.effect
        || a.label.duty > b.label.duty
        || !subset(&b.label.obligations, &a.label.obligations)
        || a.label.hops < b.label.hops
        || start(a) < start(b)
        || end(a) > end(b)
        || a.label.confidence > b.label.confidence;
    no_worse && better
}

/// Obligations compare by kind, object and place; `other` equals only what is word for word the same.
fn same(a: &Obligation, b: &Obligation) -> bool {
    let named = a.kind == b.kind && a.arg == b.arg && a.at == b.at && a.when == b.when;
    named && (a.kind != crate::law::ObligationKind::Other || a.text == b.text)
}
