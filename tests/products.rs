//! Which goods a clause is about: groups, codes and attributes, stated, left open or presumed.
//!
//! QM's papers count in QN, each under an agreement of its own with another scope; QN asks for its paper of all goods, and
//! its list of ways is complete.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::{Interval, NearMiss, Promise, Refined, Remedy, Scale, YesNo};
use comity::{Law, Question, check, refine};
use common::made::{agreement, clause, coverage, market, requirement, scheme, source};
use serde_json::{Value, json};
use std::sync::LazyLock;

const HOUSEHOLD: &str = r#"products = ["household-appliances"]"#;
const ALL: &str = r#"products = ["all"]"#;

/// What each clause includes, and excludes.
const SCOPES: [(&str, &str); 15] = [
    ("q-group", r#"products = ["q-goods"]"#),
    ("q-part", r#"products = ["q-goods-a"]"#),
    ("q-other-part", r#"products = ["q-goods-b"]"#),
    ("q-but", "products = [\"q-goods\"]\nexcept = [\"q-goods-a\"]"),
    ("q-code", r#"products = ["hs:8516"]"#),
    ("q-few", r#"products = ["attr:q-volume<=100"]"#),
    ("q-many", r#"products = ["attr:q-volume>=100"]"#),
    ("q-one", r#"products = ["attr:q-sort=a"]"#),
    ("q-not-one", r#"products = ["attr:q-sort!=a"]"#),
    ("q-presumed", r#"products = ["attr:q-usual=yes"]"#),
    ("q-lasting", r#"products = ["attr:q-fresh=yes"]"#),
    ("q-current", r#"products = ["attr:q-newest=yes"]"#),
    ("q-both", r#"products = ["q-goods & attr:q-sort=a", "q-others"]"#),
    ("q-by-group", r#"products = ["q-twin"]"#),
    ("q-by-fact", r#"products = ["attr:q-twin=yes"]"#),
];

static LAW: LazyLock<Law> = LazyLock::new(|| {
    let name = r#"name = { en = "x", zh = "某" }"#;
    let product = |id: &str, more: &str| format!("[[product]]\nid = \"{id}\"\n{name}\n{more}\n");
    let attribute = |id: &str, more: &str| format!("[[attribute]]\nid = \"{id}\"\n{name}\n{more}\n");
    let edition = |id: &str, published: &str| format!("{{ id = \"{id}\", published = {published} }}");
    let norm = |id: &str, editions: &[String]| {
        format!("[[norm]]\nid = \"{id}\"\n{name}\neditions = [{}]\n", editions.join(", "))
    };
    let mut text = vec![
        source(),
        ["QM", "QN"].map(market).concat(),
        product("q-goods", r#"covering = ["8516", "9018"]"#),
        product("q-goods-a", "parent = \"q-goods\"\ncovering = [\"8516\"]"),
        product("q-goods-a-small", r#"parent = "q-goods-a""#),
        product("q-goods-b", r#"parent = "q-goods""#),
        product("q-others", ""),
        product("q-twin", ""),
        attribute("q-twin", r#"kind = "yes-no""#),
        attribute("q-volume", r#"kind = "number""#),
        attribute("q-sort", "kind = \"choice\"\nvalues = [\"a\", \"b\"]"),
        attribute("q-usual", "kind = \"yes-no\"\npresumed = \"yes\""),
        attribute("q-fresh", "kind = \"yes-no\"\npresumed = \"yes\"\npresumed_for = \"3 years\""),
        attribute("q-newest", "kind = \"yes-no\"\npresumed = \"yes\"\npresumed_while_current = true"),
        norm("Q 1", &[edition("Q 1:2010", "2010-01-01"), edition("Q 1:2020", "2020-01-01")]),
        norm("Q 2", &[edition("Q 2:2010", "2010-01-01")]),
        norm("Q 3", &[edition("Q 3:A", "2010-01-01"), "{ id = \"Q 3:B\" }".to_owned()]),
        coverage("q-ways", "ways", r#"market = "QN""#).replace(HOUSEHOLD, ALL),
        scheme("q-n", "QN", "anybody = true"),
        requirement("q-asks", "QN", "q-n").replace(HOUSEHOLD, ALL),
    ];
    for (id, scope) in SCOPES {
        text.push(scheme(id, "QM", "anybody = true"));
        text.push(agreement(&format!("{id}-act"), &["QN"]));
        text.push(clause(&format!("{id}-act.to-n"), "any", "QN", id, "q-n", "any = true").replace(HOUSEHOLD, scope));
    }
    common::real_law_with(&text.concat())
});

/// The verdict on a paper of a day, with editions of standards, for a product.
fn verdict_of(scope: &str, product: &Value, issued: Option<&str>, norm: &[&str]) -> String {
    let question = json!({
        "holdings": [{ "scheme": scope, "issuer": { "seat": "QM" }, "issued": issued, "norm": norm }],
        "product": product, "origin": {}, "market": "QN", "on": "2026-06-01",
    });
    check(&LAW, &serde_json::from_value(question).unwrap()).unwrap().requirements[0].verdict.to_string()
}

const YES: &str = "accepted";
const NO: &str = "not-accepted";
const OPEN: &str = "unknown";

fn hold(cases: &[(&str, Value, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(scope, product, stated)| (scope, product, stated, verdict_of(scope, product, Some("2025-01-01"), &[])))
        .filter(|(_, _, stated, found)| found != *stated)
        .map(|(scope, product, stated, found)| format!("{scope}: {product}: {found}, not {stated}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn groups_and_codes() {
    hold(&[
        ("q-group", json!({ "group": "q-goods" }), YES),
        ("q-group", json!({ "group": "q-goods-a" }), YES),
        ("q-group", json!({ "group": "q-goods-a-small" }), YES),
        ("q-group", json!({ "group": "q-others" }), NO),
        ("q-group", json!({ "hs": "8516.40" }), OPEN),
        ("q-group", json!({ "hs": "85" }), OPEN),
        ("q-group", json!({ "hs": "8703" }), NO),
        ("q-group", json!({}), OPEN),
        // A stated group leaves its parts open, unless the code rules them out; a stated part rules out its siblings.
        ("q-part", json!({ "group": "q-goods" }), OPEN),
        ("q-part", json!({ "group": "q-goods", "hs": "9018" }), NO),
        ("q-part", json!({ "group": "q-goods", "hs": "8516.40" }), OPEN),
        ("q-part", json!({ "group": "q-goods-b" }), NO),
        ("q-part", json!({ "group": "q-goods-a-small" }), YES),
        // Two groups side by side leave the parts of both open; of a group and a part of it the part alone is meant.
        ("q-part", json!({ "group": ["q-goods", "q-others"] }), OPEN),
        ("q-part", json!({ "group": ["q-goods", "q-goods-b"] }), NO),
        ("q-other-part", json!({ "group": ["q-goods", "q-goods-a-small"] }), NO),
        ("q-but", json!({ "group": "q-goods" }), OPEN),
        ("q-but", json!({ "group": "q-goods-a" }), NO),
        ("q-but", json!({ "group": "q-goods-b" }), YES),
        ("q-code", json!({ "hs": "8516.40" }), YES),
        ("q-code", json!({ "hs": "85" }), OPEN),
        ("q-code", json!({ "hs": "8517" }), NO),
        ("q-code", json!({ "group": "q-goods" }), OPEN),
    ]);
}

#[test]
fn attributes() {
    hold(&[
        ("q-few", json!({ "attributes": { "q-volume": 99 } }), YES),
        ("q-few", json!({ "attributes": { "q-volume": 100 } }), YES),
        ("q-few", json!({ "attributes": { "q-volume": 101 } }), NO),
        ("q-few", json!({}), OPEN),
        ("q-many", json!({ "attributes": { "q-volume": 99 } }), NO),
        ("q-many", json!({ "attributes": { "q-volume": 100 } }), YES),
        ("q-many", json!({ "attributes": { "q-volume": 101 } }), YES),
        ("q-one", json!({ "attributes": { "q-sort": "a" } }), YES),
        ("q-one", json!({ "attributes": { "q-sort": "b" } }), NO),
        ("q-not-one", json!({ "attributes": { "q-sort": "a" } }), NO),
        ("q-not-one", json!({ "attributes": { "q-sort": "b" } }), YES),
        ("q-not-one", json!({}), OPEN),
        ("q-both", json!({ "group": "q-goods", "attributes": { "q-sort": "a" } }), YES),
        ("q-both", json!({ "group": "q-goods", "attributes": { "q-sort": "b" } }), NO),
        ("q-both", json!({ "group": "q-goods" }), OPEN),
        ("q-both", json!({ "group": "q-others" }), YES),
        ("q-presumed", json!({}), YES),
        ("q-presumed", json!({ "attributes": { "q-usual": false } }), NO),
    ]);
}

#[test]
fn a_presumption_may_be_bound_to_the_age_of_the_paper_and_to_its_editions() {
    let lasting = |issued: Option<&str>| verdict_of("q-lasting", &json!({}), issued, &[]);
    assert_eq!(lasting(Some("2023-06-01")), YES, "three years to the day");
    assert_eq!(lasting(Some("2023-05-31")), OPEN);
    assert_eq!(lasting(Some("2023")), OPEN, "it may be older");
    assert_eq!(lasting(None), OPEN);
    let stated = verdict_of("q-lasting", &json!({ "attributes": { "q-fresh": true } }), Some("2010-01-01"), &[]);
    assert_eq!(stated, YES, "what is stated is not presumed");

    let current = |norm: &[&str]| verdict_of("q-current", &json!({}), Some("2025-01-01"), norm);
    assert_eq!(current(&[]), YES);
    assert_eq!(current(&["Q 1:2020"]), YES);
    assert_eq!(current(&["Q 1:2010"]), OPEN);
    assert_eq!(current(&["Q 2:2010"]), YES, "no later edition is on record");
    assert_eq!(current(&["Q 1:2020", "Q 1:2010"]), OPEN);
    assert_eq!(current(&["Q 3:A"]), OPEN, "when the other edition came out is not on record");
    assert_eq!(current(&["Q 3:B"]), OPEN, "when this edition came out is not on record");
}

#[test]
fn a_presumption_about_new_papers_stands_for_the_paper_that_is_advised() {
    let question = json!({
        "holdings": [{ "scheme": "q-lasting", "issuer": { "seat": "QM" }, "issued": "2010-01-01", "expires": "2020-01-01" }],
        "product": {}, "origin": {}, "market": "QN", "on": "2026-06-01",
    });
    let answer = check(&LAW, &serde_json::from_value(question).unwrap()).unwrap();
    let renewed = |near: &&NearMiss| matches!(&near.repairs[..], [one] if one.kind == Remedy::Renew);
    let told = answer.requirements[0].near_misses.iter().find(renewed).map(|near| (near.promise, near.effect));
    assert_eq!(told, Some((Promise::Proved, Scale::Equivalent)), "the renewed paper is new: nothing need be stated");
}

#[test]
fn a_group_that_is_not_stated_is_presumed_not_to_apply_and_said_so() {
    let question = json!({
        "holdings": [{ "scheme": "q-group", "issuer": { "seat": "QM" }, "issued": "2025-01-01" }],
        "product": { "group": "q-goods" }, "origin": {}, "market": "QN", "on": "2026-06-01",
    });
    let said = |question: &Value| {
        let answer = check(&LAW, &serde_json::from_value(question.clone()).unwrap()).unwrap();
        answer.presumptions_used.iter().any(|reason| reason.code.to_string() == "no-other-group")
    };
    assert!(said(&question));
    let mut by_code = question;
    by_code["product"] = json!({ "hs": "8516.40" });
    by_code["holdings"][0]["scheme"] = json!("q-code");
    assert!(!said(&by_code));
}

/// The case split of a question with some papers about a product of which nothing is stated.
fn refined(schemes: &[&str]) -> Refined {
    let papers: Vec<Value> =
        schemes.iter().map(|id| json!({ "scheme": id, "issuer": { "seat": "QM" }, "issued": "2025-01-01" })).collect();
    let question = json!({ "holdings": papers, "product": {}, "origin": {}, "market": "QN", "on": "2026-06-01" });
    let question = serde_json::from_value(question).unwrap();
    let open = check(&LAW, &question).unwrap().requirements[0].interval;
    assert_eq!(open, Interval(Scale::Nothing, Scale::Equivalent), "unsplit");
    refine(&LAW, &question).unwrap()
}

#[test]
fn one_paper_for_each_case_is_enough_in_every_case() {
    let split = refined(&["q-one", "q-not-one"]);
    assert_eq!(split.requirements["q-asks"], Interval(Scale::Equivalent, Scale::Equivalent));
    assert_eq!(split.market, split.requirements["q-asks"]);
    let [sort] = &split.split[..] else { panic!("{:?}", split.split) };
    assert_eq!((sort.key.as_str(), sort.cases.join(", ")), ("q-sort", "a, b".to_owned()));
    // One of the two papers alone is not.
    assert_eq!(refined(&["q-one"]).requirements["q-asks"], Interval(Scale::Nothing, Scale::Equivalent));
}

#[test]
fn a_group_and_an_attribute_of_one_name_are_two_facts() {
    let split = refined(&["q-by-group", "q-by-fact"]).split;
    assert_eq!(split.iter().map(|fact| fact.key.as_str()).collect::<Vec<_>>(), ["product/group:q-twin", "q-twin"]);
}

#[test]
fn an_assumption_that_came_to_bear_is_told_from_one_that_did_not() {
    let mut question: Question = serde_json::from_value(json!({
        "holdings": [{ "scheme": "q-part", "issuer": { "seat": "QM" }, "issued": "2025-01-01" }],
        "product": {}, "origin": {}, "market": "QN", "on": "2026-06-01",
    }))
    .unwrap();
    let pivotal = check(&LAW, &question).unwrap().pivotal_unknowns[0].key.clone();
    question.assume.insert(pivotal.clone(), YesNo::Yes);
    question.assume.insert("product/hs:1".to_owned(), YesNo::No);
    let answer = check(&LAW, &question).unwrap();
    assert_eq!((answer.assumptions_used, answer.assumptions_unused), (vec![pivotal], vec!["product/hs:1".to_owned()]));
    assert_eq!(answer.requirements[0].verdict.to_string(), YES);
}
