//! What laws say of answers: intervals before and after, routes, and what may not change where a change is neutral.

use crate::held::ensure;
use crate::worlds::World;
use comity::When;
use comity::decide::{Answer, Completeness, Interval, Obligation, RequirementAnswer, Route, Scale};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The interval of every requirement, and under the empty name of the market.
pub(crate) fn intervals(answer: &Answer) -> BTreeMap<&str, Interval> {
    let market = ("", answer.market.interval);
    answer.requirements.iter().map(|r| (r.id.as_str(), r.interval)).chain([market]).collect()
}

pub(crate) const NOT_REQUIRED: Interval = Interval::exactly(Scale::NotRequired);

/// What a requirement amounts to that is not in an answer: it asks nothing, but a bar on the product stands without it.
fn unasked(answer: &Answer) -> Interval {
    match answer.market.interval {
        Interval(Scale::Barred, Scale::Barred) => Interval::exactly(Scale::Barred),
        Interval(Scale::Barred, _) => Interval(Scale::Barred, Scale::NotRequired),
        _ => NOT_REQUIRED,
    }
}

/// Each interval before and after a change.
pub(crate) fn pairs<'a>(before: &'a Answer, after: &'a Answer) -> Vec<(&'a str, Interval, Interval)> {
    let (old, new) = (intervals(before), intervals(after));
    let keys: BTreeSet<&str> = old.keys().chain(new.keys()).copied().collect();
    // In a bloc it is not told which member's bar would stand: nothing is said of a requirement that is gone there.
    let told = |answer: &Answer| !answer.members.values().any(|member| member.lo() == Scale::Barred);
    keys.into_iter()
        .filter_map(|key| match (old.get(key), new.get(key)) {
            (Some(old), Some(new)) => Some((key, *old, *new)),
            (Some(old), None) => told(after).then(|| (key, *old, unasked(after))),
            (None, new) => told(before).then(|| (key, unasked(before), new.copied().unwrap_or(NOT_REQUIRED))),
        })
        .collect()
}

pub(crate) fn never_lower(before: &Answer, after: &Answer) -> Result<(), String> {
    pairs(before, after).into_iter().try_for_each(|(key, old, new)| {
        ensure(new.lo() >= old.lo() && new.hi() >= old.hi(), || format!("`{key}` fell from {old:?} to {new:?}"))
    })
}

pub(crate) fn nested(wide: &Answer, narrow: &Answer, by: &str) -> Result<(), String> {
    // Of the market nothing is promised unless all its requirements are on record (`semantics.md` §3.6).
    let promised = wide.market.requirements_complete == Completeness::Yes;
    pairs(wide, narrow).into_iter().filter(|(key, ..)| promised || !key.is_empty()).try_for_each(|(key, old, new)| {
        ensure(new.lo() >= old.lo() && new.hi() <= old.hi(), || {
            format!("{by}: `{key}` was {old:?} and is {new:?}, not within it")
        })
    })
}

pub(crate) fn clauses(route: &Route) -> Vec<&str> {
    route.hops.iter().filter_map(|hop| hop.clause.as_deref()).collect()
}

/// Every requirement and slot of an answer with its routes, those that may hold included.
pub(crate) fn answers(answer: &Answer) -> impl Iterator<Item = &RequirementAnswer> {
    answer.requirements.iter().chain(&answer.r#virtual)
}

pub(crate) fn routes(answer: &Answer) -> impl Iterator<Item = &Route> {
    answers(answer).flat_map(|r| r.routes.iter().chain(&r.conditional_routes))
}

pub(crate) fn carries_a_standing(route: &Route) -> bool {
    route.hops.iter().any(|hop| hop.from.id.starts_with("lawful-marketing("))
}

/// What may not change where a change is neutral: verdicts, routes, obligations, dates. Reasons and ties may.
pub(crate) fn essence(answer: &Answer) -> Value {
    let route = |r: &Route| {
        json!([clauses(r), r.effect, r.duty, set(&r.obligations), r.window, r.confidence, r.obtain]).to_string()
    };
    let requirement = |r: &RequirementAnswer| {
        json!({
            "id": r.id, "verdict": r.verdict, "interval": r.interval, "applies": r.applies, "more": r.more_routes,
            "routes": r.routes.iter().map(route).collect::<BTreeSet<_>>(),
            "conditional": r.conditional_routes.iter().map(route).collect::<BTreeSet<_>>(),
            "obligations": set(&r.obligations), "until": r.stable_until, "next": r.next_verdict, "open": r.open_ways,
        })
    };
    json!({
        "requirements": answer.requirements.iter().map(requirement).collect::<Vec<_>>(),
        "virtual": answer.r#virtual.iter().map(requirement).collect::<Vec<_>>(),
        "market": answer.market, "members": answer.members, "headline": answer.headline,
        "pivotal": answer.pivotal_unknowns.iter().map(|p| json!([unnumbered(&p.key), p.if_yes, p.if_no]).to_string()).collect::<BTreeSet<_>>(),
    })
}

/// The key of a fact without the place of the paper it is about: papers have no order.
pub(crate) fn unnumbered(key: &str) -> String {
    let parts = key.split("holdings[").enumerate();
    parts.map(|(i, part)| if i == 0 { part } else { part.trim_start_matches(|c: char| c.is_ascii_digit()) }).collect()
}

pub(crate) fn set(obligations: &[Obligation]) -> BTreeSet<String> {
    obligations.iter().map(|o| json!([o.kind, o.arg, o.at, o.when]).to_string()).collect()
}

pub(crate) fn same(before: &Value, after: &Value, what: &str) -> Result<(), String> {
    ensure(before == after, || {
        let (Some(old), Some(new)) = (before.as_object(), after.as_object()) else {
            return format!("{what}: {before} became {after}");
        };
        let changed: Vec<String> = old
            .iter()
            .filter(|(key, value)| new.get(*key) != Some(value))
            .map(|(key, value)| format!("{key}: {value}\n   became {}", new.get(key).unwrap_or(&Value::Null)))
            .collect();
        format!("{what}: {}", changed.join("\n"))
    })
}

pub(crate) fn when(value: &Value) -> Option<When> {
    value.as_str().and_then(When::parse)
}

/// The interval of a virtual slot: where nothing bites, nothing is recognised.
fn virtuals(answer: &Answer) -> BTreeMap<&str, Interval> {
    answer.r#virtual.iter().map(|slot| (slot.id.as_str(), slot.interval)).collect()
}

/// No requirement, no slot without one, and not the market is stronger after than before.
pub(crate) fn never_raises(before: &Answer, after: &Answer) -> Result<(), String> {
    pairs(before, after).into_iter().try_for_each(|(key, old, new)| {
        ensure(new.lo() <= old.lo() && new.hi() <= old.hi(), || format!("`{key}` rose from {old:?} to {new:?}"))
    })?;
    let (old, new) = (virtuals(before), virtuals(after));
    let none = Interval::exactly(Scale::Nothing);
    new.iter().try_for_each(|(key, new)| {
        let old = old.get(key).copied().unwrap_or(none);
        ensure(new.lo() <= old.lo() && new.hi() <= old.hi(), || format!("slot `{key}` rose from {old:?} to {new:?}"))
    })
}

/// No interval moved, nor its name, nor how long it holds, nor the clauses of the routes to it.
pub(crate) fn unmoved(before: &Answer, after: &Answer, what: &str) -> Result<(), String> {
    let told = |answer: &Answer| {
        let of = |r: &RequirementAnswer| {
            let chains =
                |routes: &[Route]| routes.iter().map(|r| json!(clauses(r)).to_string()).collect::<BTreeSet<_>>();
            json!([
                r.id,
                r.verdict,
                r.interval,
                r.applies,
                chains(&r.routes),
                chains(&r.conditional_routes),
                set(&r.obligations),
                r.stable_until,
                r.next_verdict
            ])
        };
        json!({ "requirements": answer.requirements.iter().map(of).collect::<Vec<_>>(), "members": answer.members,
            "virtual": answer.r#virtual.iter().map(of).collect::<Vec<_>>(), "market": answer.market })
    };
    same(&told(before), &told(after), what)
}

/// Whether any clause is on a route of the answer, one that may hold included.
pub(crate) fn recognises(answer: &Answer) -> bool {
    routes(answer).any(|route| !clauses(route).is_empty())
}

/// Requirements whose ways have one slot each: there, hops of one route follow each other.
pub(crate) fn of_one_slot<'a>(world: &'a World, answer: &'a Answer) -> impl Iterator<Item = &'a Route> {
    let single = |id: &str| {
        let requirement = world.universe["requirements"].as_array().unwrap().iter().find(|r| r["id"] == id);
        requirement
            .is_none_or(|r| r["ways"].as_array().unwrap().iter().all(|way| way["slots"].as_array().unwrap().len() == 1))
    };
    answers(answer).filter(move |r| single(&r.id)).flat_map(|r| r.routes.iter().chain(&r.conditional_routes))
}
