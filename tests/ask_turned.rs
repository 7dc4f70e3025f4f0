//! Why a timeline turns: the records that a period names are those whose dates fall on its first day and that bear on the
//! question, and no others.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

#[path = "common/small.rs"]
mod small;

use comity::ask;
use serde_json::{Value, json};
use small::Made;
use std::collections::BTreeMap;

/// P of AA counts in BB for B, which nobody may write; `changes` go into the clause.
fn recognised(changes: Value) -> Made {
    let mut world = Made::new();
    let mut clause = json!({ "fills": ["B"] });
    clause.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    world.papers("AA", &["P"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]).clause("P", "BB", clause);
    world
}

/// For each day on which the answer turns, what is said to turn it.
fn turns(world: &Made, market: &str, changes: Value) -> BTreeMap<String, Vec<String>> {
    let mut holding = json!({ "scheme": "P", "issuer": "aa", "issued": "2020-01-01" });
    holding.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    turns_of(
        world,
        &json!({ "holdings": [holding], "product": { "hs": "8516.40" }, "market": market, "on": "2024-06-01", "origin": {} }),
    )
}

fn turns_of(world: &Made, question: &Value) -> BTreeMap<String, Vec<String>> {
    let timeline = ask::timeline(&world.law(), &comity::pack::question(question).unwrap()).unwrap();
    assert!(timeline.complete);
    let told = |turned: &ask::Turned| format!("{} {} {}", turned.record, turned.id, turned.event);
    timeline.periods.iter().filter_map(|p| Some((p.from.clone()?, p.why.iter().map(told).collect()))).collect()
}

fn are(world: &Made, expected: &[(&str, &[&str])]) {
    hold(&turns(world, "BB", json!({})), expected);
}

/// The days with what turns them, the first being those on which the paper and the agreement begin.
fn hold(turns: &BTreeMap<String, Vec<String>>, expected: &[(&str, &[&str])]) {
    let expected: BTreeMap<String, Vec<String>> = std::iter::once(&("2020-01-01", &["holding 0 begins"][..]))
        .chain(expected)
        .map(|(day, why)| ((*day).to_owned(), why.iter().map(|text| (*text).to_owned()).collect()))
        .collect();
    assert_eq!(*turns, expected);
}

#[test]
fn a_clause_ends() {
    are(&recognised(json!({ "until": "2024-12-31" })), &[("2025-01-01", &["clause k0 ends"])]);
}

#[test]
fn a_date_known_in_part_turns_at_both_its_bounds() {
    let mut world = recognised(json!({ "in_force": "2023", "until": "2025", "since": "2000-01-01",
        "end_kind": "termination" }));
    world.push(
        "coverage",
        json!({ "id": "ways", "closes": "ways", "market": "BB", "scope": [{ "all": true }], "as_of": "2024-01-01" }),
    );
    let turned = turns(&world, "BB", json!({}));
    let of_clause: Vec<(&str, &str)> =
        turned.iter().filter_map(|(day, why)| Some((day.as_str(), why.first()?.as_str()))).collect();
    assert_eq!(
        of_clause,
        [
            ("2023-01-01", "clause k0 begins"),
            ("2023-12-31", "clause k0 begins"),
            ("2025-01-02", "clause k0 ends"),
            ("2026-01-01", "clause k0 ends")
        ]
    );
}

#[test]
fn papers_are_kept_for_a_time_after_the_end() {
    are(
        &recognised(json!({ "until": "2024-12-31", "on_end": { "keep_until": "2026-06-30" } })),
        &[("2026-07-01", &["clause k0 ends"])],
    );
    let mut world = recognised(json!({}));
    world.0["agreements"][0]["ended"] = json!("2024-12-31");
    world.0["agreements"][0]["on_end"] = json!({ "keep_until": "2026-06-30" });
    are(&world, &[("2026-07-01", &["agreement g ends"])]);
}

#[test]
fn a_paper_grows_too_old_expires_or_is_suspended() {
    are(&recognised(json!({ "max_age": { "years": 5 } })), &[("2025-01-02", &["holding 0 ends"])]);
    let world = recognised(json!({}));
    hold(&turns(&world, "BB", json!({ "expires": "2025-05-05" })), &[("2025-05-06", &["holding 0 ends"])]);
    let suspended = json!({ "status": [{ "state": "suspended", "from": "2024-07-01", "until": "2024-07-31" }] });
    hold(
        &turns(&world, "BB", suspended),
        &[("2024-07-01", &["holding 0 ends"]), ("2024-08-01", &["holding 0 begins"])],
    );
}

#[test]
fn an_edition_is_taken_no_more() {
    let mut world = recognised(json!({ "edition_rule": { "accepts": [{ "edition": "n1", "until": "2024-12-31" }] } }));
    world.0["norms"] = json!([{ "id": "n", "editions": [{ "id": "n1", "published": "2010-01-01" }] }]);
    hold(&turns(&world, "BB", json!({ "edition": "n1" })), &[("2025-01-01", &["edition k0/n1 ends"])]);
}

#[test]
fn a_party_leaves() {
    let mut world = recognised(json!({}));
    world.0["agreements"][0]["parties"][0]["until"] = json!("2024-12-31");
    are(&world, &[("2025-01-01", &["party g/AA ends"])]);
}

#[test]
fn a_requirement_or_a_way_ends() {
    let mut world = recognised(json!({}));
    world.0["requirements"][0]["until"] = json!("2024-12-31");
    are(&world, &[("2025-01-01", &["requirement r ends"])]);
    let mut world = recognised(json!({}));
    world.0["requirements"][0]["ways"][0]["until"] = json!("2024-12-31");
    are(&world, &[("2025-01-01", &["way r/w0 ends"])]);
}

/// A clause for listed bodies only, with listings of the issuer and of another that all end on one day.
fn listed(survival: &str) -> Made {
    let mut world = recognised(json!({ "issuer_rule": { "listed": "REG" } }));
    world.push("bodies", json!({ "id": "aa2", "seat": "AA" }));
    for (id, body, survival) in [("mine", "aa", survival), ("others", "aa2", "no")] {
        world.push("listings", json!({ "id": id, "body": body, "for": "REG", "from": "2000-01-01", "until": "2024-12-31", "survival": survival }));
    }
    world
}

#[test]
fn a_listing_ends_that_must_last() {
    are(&listed("no"), &[("2025-01-01", &["listing mine ends"])]);
    // One that need not last turns nothing: here the paper expires on the same day.
    let turned = turns(&listed("yes"), "BB", json!({ "expires": "2024-12-31" }));
    hold(&turned, &[("2025-01-01", &["holding 0 ends"])]);
}

#[test]
fn a_membership_ends_of_the_market_asked_or_of_the_issuer() {
    let mut world = recognised(json!({}));
    world.0["clauses"][0]["to_party"] = json!(["UU"]);
    world.0["agreements"][0]["parties"] = json!([{ "party": "AA" }, { "party": "UU" }]);
    let members = ["BB", "CC"].map(|code| json!({ "code": code, "from": "2000-01-01", "until": "2024-12-31" }));
    world.0["blocs"] = json!([{ "id": "UU", "purpose": "union", "members": members }]);
    are(&world, &[("2025-01-01", &["membership UU/BB ends"])]);
    // Asked about the bloc itself, all its members are in question.
    world.0["requirements"][0]["market"] = json!("UU");
    let turned = turns(&world, "UU", json!({}));
    assert_eq!(turned["2025-01-01"], ["membership UU/BB ends", "membership UU/CC ends"]);

    let mut world = recognised(json!({}));
    world.0["clauses"][0]["from_party"] = json!(["UU"]);
    world.0["agreements"][0]["parties"] = json!([{ "party": "UU" }, { "party": "BB" }]);
    let members = ["AA", "CC"].map(|code| json!({ "code": code, "from": "2000-01-01", "until": "2024-12-31" }));
    world.0["blocs"] = json!([{ "id": "UU", "purpose": "union", "members": members }]);
    are(&world, &[("2025-01-01", &["membership UU/AA ends"])]);
}

#[test]
fn a_membership_ends_of_where_the_goods_come_from() {
    for (fact, kind) in [
        ("made_in", "made-in"),
        ("grown_in", "grown-in"),
        ("last_processed_in", "last-processed-in"),
        ("originating_in", "originating"),
        ("shipped_from", "shipped-direct"),
    ] {
        let mut world = recognised(json!({ "origin_rule": { "all": [{ "kind": kind, "in": ["UU"] }] } }));
        let members = ["CC", "DD"].map(|code| json!({ "code": code, "from": "2000-01-01", "until": "2024-12-31" }));
        world.0["blocs"] = json!([{ "id": "UU", "purpose": "union", "members": members }]);
        let question = json!({ "holdings": [{ "scheme": "P", "issuer": "aa", "issued": "2020-01-01" }], "product": { "hs": "8516.40" },
            "market": "BB", "on": "2024-06-01", "origin": { fact: ["CC"] } });
        hold(&turns_of(&world, &question), &[("2025-01-01", &["membership UU/CC ends"])]);
    }
}

#[test]
fn a_bar_begins_in_the_market_asked_not_in_another() {
    let mut world = recognised(json!({}));
    let members = ["BB", "DD"].map(|code| json!({ "code": code }));
    world.0["blocs"] = json!([{ "id": "UU", "purpose": "union", "members": members }]);
    for (id, market) in
        [("here", json!("BB")), ("there", json!("CC")), ("union", json!("UU")), ("anywhere", Value::Null)]
    {
        let reach =
            json!({ "id": id, "reach": "scheme-in-market", "subject": "P", "market": market, "from": "2025-01-01" });
        world.push("bars", reach);
    }
    let why: &[&str] = &["bar anywhere begins", "bar here begins", "bar union begins"];
    are(&world, &[("2025-01-01", why)]);
}

#[test]
fn where_another_clause_carries_it_on_a_new_period_begins() {
    let mut world = recognised(json!({ "until": "2024-12-31" }));
    world.clause("P", "BB", json!({ "fills": ["B"], "in_force": "2025-01-01", "since": "2000-01-01" }));
    are(&world, &[("2025-01-01", &["clause k0 ends", "clause k1 begins"])]);
}
