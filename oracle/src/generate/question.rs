//! Questions about a world: its papers, its product, a market and a day.

use super::chance::Chance;
use super::dates::Dates;
use super::law::{EDITIONS, put};
use super::{Cast, Scheme};
use crate::calendar::{When, not_after};
use serde_json::{Value, json};

/// What there is to ask about.
pub(super) struct About<'a> {
    pub(super) cast: &'a Cast,
    pub(super) clauses: &'a [Value],
    pub(super) requirements: &'a [Value],
    pub(super) groups: &'a [&'a str],
    pub(super) regimes: &'a [&'a str],
    /// Whether the law looks at the attribute.
    pub(super) attribute: bool,
}

pub(super) fn question(chance: &mut Chance, dates: &Dates, about: &About) -> Value {
    // Mostly a paper that some clause takes, asked where that clause leads.
    let clauses: Vec<&Value> = about.clauses.iter().filter(|clause| clause.get("conflicts_with").is_none()).collect();
    let plot = (!clauses.is_empty() && chance.percent(85)).then(|| *chance.pick(&clauses));
    let mut holdings = Vec::new();
    for number in 0..chance.weighted(&[(58, 1), (28, 2), (14, 3)], 1) {
        holdings.push(holding(chance, dates, about, plot.filter(|_| number == 0)));
    }
    json!({
        "holdings": holdings,
        "product": product(chance, about.groups, about.attribute),
        "origin": origin(chance, about.cast),
        "market": market(chance, about, plot),
        "on": dates.question(chance),
    })
}

/// Where a clause leads or something is required; now and then a whole bloc, or any place.
fn market(chance: &mut Chance, about: &About, plot: Option<&Value>) -> Value {
    let asked: Vec<&Value> = about.requirements.iter().map(|r| &r["market"]).collect();
    let led: Vec<&Value> = plot.into_iter().filter_map(|clause| clause["to_party"].as_array()).flatten().collect();
    let place = match chance.between(0, 99) {
        0..=74 if !led.is_empty() => (*chance.pick(&led)).clone(),
        0..=92 if !asked.is_empty() => (*chance.pick(&asked)).clone(),
        _ => json!(about.cast.place(chance)),
    };
    let bloc = about.cast.blocs.iter().any(|bloc| place == **bloc);
    if bloc && chance.percent(75) { json!(chance.pick(&about.cast.economies)) } else { place }
}

/// A scheme whose paper a clause takes; for a clause about a status, one of the market the goods come from.
fn taken<'a>(chance: &mut Chance, cast: &'a Cast, clause: &Value) -> Option<&'a Scheme> {
    let words = |list: Option<&Value>| -> Vec<String> {
        list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let (ids, from) = (words(clause.pointer("/artefact/schemes")), words(clause.get("from_party")));
    let fits = |scheme: &&Scheme| match clause.pointer("/artefact/kind") {
        Some(kind) if kind == "lawful-marketing" => scheme.home.as_ref().is_some_and(|home| from.contains(home)),
        _ => ids.contains(&scheme.id),
    };
    let fitting: Vec<&Scheme> = cast.schemes.iter().filter(fits).collect();
    (!fitting.is_empty()).then(|| *chance.pick(&fitting))
}

fn holding(chance: &mut Chance, dates: &Dates, about: &About, plot: Option<&Value>) -> Value {
    let cast = about.cast;
    let wanted = plot.and_then(|clause| taken(chance, cast, clause));
    let scheme = wanted.unwrap_or_else(|| chance.pick(&cast.schemes)).clone();
    let issued = dates.issued(chance);
    let mut holding = json!({ "scheme": scheme.id, "issuer": issuer(chance, cast, &scheme, plot), "issued": issued });
    if chance.percent(50) {
        let expires = dates.last(chance);
        // No paper expires before it is issued.
        let read = |date: &Value| date.as_str().and_then(When::read).unwrap_or(When::UNKNOWN);
        if not_after(read(&issued), read(&expires)).possible() {
            put(&mut holding, "expires", expires);
        }
    }
    if chance.percent(35) {
        put(&mut holding, "level", json!(chance.between(1, 4)));
    }
    if chance.percent(55) {
        put(&mut holding, "edition", json!(*chance.pick(&EDITIONS)));
    }
    if chance.percent(10) {
        put(&mut holding, "deviations_tested", json!(["plug"]));
    }
    if !about.regimes.is_empty() && chance.percent(4) {
        put(&mut holding, "attests", json!([*chance.pick(about.regimes)]));
    }
    if chance.percent(10) {
        let ground = chance.pick(&cast.schemes).clone();
        put(&mut holding, "basis", json!([{ "scheme": ground.id, "issuer": chance.pick(&cast.bodies).0 }]));
    }
    if chance.percent(7) {
        let state = *chance.pick(&["suspended", "withdrawn"]);
        let (from, until) = (dates.last(chance), dates.end(chance));
        put(&mut holding, "status", json!([{ "state": state, "from": from, "until": until }]));
    }
    holding
}

fn issuer(chance: &mut Chance, cast: &Cast, scheme: &Scheme, plot: Option<&Value>) -> Option<String> {
    let from = plot.and_then(|clause| clause.pointer("/from_party/0")).and_then(Value::as_str);
    match chance.between(0, 99) {
        0..=2 => None,
        3..=54 if !scheme.issuers.is_empty() => Some(chance.pick(&scheme.issuers).clone()),
        3..=84 => {
            let there = from.and_then(|from| cast.body_of(from, chance));
            there.or_else(|| Some(chance.pick(&cast.bodies).0.clone()))
        }
        _ => Some(chance.pick(&cast.bodies).0.clone()),
    }
}

fn product(chance: &mut Chance, groups: &[&str], attribute: bool) -> Value {
    let codes = [
        (66, Some("8516.40")),
        (12, Some("8516.50")),
        (9, Some("8516")),
        (5, Some("85")),
        (5, Some("0805.10")),
        (3, None),
    ];
    let mut product = json!({ "hs": chance.weighted(&codes, None) });
    if chance.percent(55) {
        put(&mut product, "groups", json!(chance.some(groups, 50)));
    }
    if attribute && chance.percent(55) {
        put(&mut product, "attributes", json!({ "volt": *chance.pick(&["low", "high"]) }));
    }
    product
}

fn origin(chance: &mut Chance, cast: &Cast) -> Value {
    let mut origin = json!({});
    for fact in ["made_in", "grown_in", "last_processed_in", "shipped_from", "marketed_in"] {
        if chance.percent(60) {
            put(&mut origin, fact, json!([chance.pick(&cast.economies)]));
        }
    }
    origin
}
