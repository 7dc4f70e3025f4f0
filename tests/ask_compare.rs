//! `compare`: two answers side by side.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, Difference};
use comity::decide::{Answer, Verdict};
use comity::{Law, Question, check};
use common::worlds::World;
use serde_json::json;
use std::collections::BTreeMap;

/// All that a comparison speaks of, as one value.
fn gist(answer: &Answer) -> serde_json::Value {
    let requirement = |r: &comity::decide::RequirementAnswer| {
        let routes: Vec<Vec<&String>> =
            r.routes.iter().map(|route| route.hops.iter().filter_map(|hop| hop.clause.as_ref()).collect()).collect();
        json!([r.applies, r.verdict, r.interval, routes, r.obligations, r.stable_until, r.next_verdict])
    };
    let all: BTreeMap<&String, _> =
        answer.requirements.iter().chain(&answer.r#virtual).map(|r| (&r.id, requirement(r))).collect();
    json!([answer.headline, answer.market, answer.stable_until, answer.next_verdict, answer.obligations, all])
}

#[test]
fn an_answer_does_not_differ_from_itself_and_differs_where_check_does() {
    let toy = common::toy();
    let (mut same, mut different) = (0, 0);
    for seed in 0..200 {
        let world = World::random(&toy, seed);
        let other = World::random(&toy, seed + 1_000);
        let (law, question) = (world.law().unwrap(), world.question().unwrap());
        assert!(ask::compare((&law, &question), (&law, &question)).unwrap().same);
        let (law2, question2) = if seed % 2 == 0 {
            (other.law().unwrap(), question.clone())
        } else {
            (law.clone(), other.question().unwrap())
        };
        let (one, two) = (check(&law, &question).unwrap(), check(&law2, &question2).unwrap());
        if !(one.complete && two.complete) {
            continue;
        }
        let comparison = ask::compare((&law, &question), (&law2, &question2)).unwrap();
        let equal = gist(&one) == gist(&two);
        assert_eq!(comparison.same, equal, "seed {seed}");
        if equal {
            same += 1
        } else {
            different += 1
        }
        // Every requirement of either answer is told of once.
        let mut told: Vec<&String> =
            comparison.unchanged.iter().chain(comparison.requirements.iter().map(|r| &r.id)).collect();
        let count = told.len();
        told.sort();
        told.dedup();
        assert_eq!(told.len(), count);
    }
    assert!(same > 10 && different > 50, "{same} {different}");
}

#[test]
fn two_days_show_what_an_end_takes_away() {
    let law = common::real_law();
    let before: Question = serde_json::from_value(json!({
        "holdings": [{ "scheme": "ch-mdr-certificate", "issued": "2020-06-01", "issuer": { "class": "designated-body", "seat": "CH", "recognised_by": ["eu-ch-mra-bodies"] } }],
        "product": { "group": "medical-devices", "attributes": { "device-class": "IIb" } }, "market": "EU", "on": "2021-05-25" }))
    .unwrap();
    let after = Question { on: "2021-05-26".into(), ..before.clone() };
    let comparison = ask::compare((&law, &before), (&law, &after)).unwrap();
    assert!(comparison.headline.contains(&Difference::Interval));
    assert!(comparison.first.interval.lo() > comparison.second.interval.lo());
    // The requirement that took it ends with that day, and another begins.
    let differs: Vec<&Difference> = comparison.requirements.iter().flat_map(|r| &r.differs).collect();
    assert!(differs.contains(&&Difference::OnlyFirst) && differs.contains(&&Difference::OnlySecond), "{differs:?}");
    assert!(comparison.complete);
}

#[test]
fn two_laws_show_what_a_clause_gives() {
    let toy = common::toy();
    let case = toy["cases"].as_array().unwrap().iter().find(|c| c["id"] == "X5").unwrap();
    let question = comity::pack::question(&case["question"]).unwrap();
    let mut without = toy["universe"].clone();
    without["clauses"].as_array_mut().unwrap().retain(|clause| clause["id"] != "a1.x");
    let (law, without) = (common::toy_law(), Law::new(comity::pack::universe(&without).unwrap()));
    let comparison = ask::compare((&law, &question), (&without, &question)).unwrap();
    assert_eq!(comparison.first.verdict, Verdict::AcceptedWithConditions);
    assert_eq!(comparison.second.verdict, Verdict::NotAccepted);
    let requirement = comparison.requirements.iter().find(|r| r.id == "r-U-safety").unwrap();
    assert_eq!(requirement.first.as_ref().unwrap().routes, [["a1.x"]]);
    assert!(requirement.second.as_ref().unwrap().routes.is_empty());
}

#[test]
fn an_error_says_of_which_question_it_is() {
    let law = common::toy_law();
    let good = comity::pack::question(&common::toy()["cases"][0]["question"]).unwrap();
    let bad = Question { on: "2026-02-30".into(), ..good.clone() };
    assert_eq!(ask::compare((&law, &bad), (&law, &good)).unwrap_err().path, "first.on");
    assert_eq!(ask::compare((&law, &good), (&law, &bad)).unwrap_err().path, "second.on");
}

#[test]
fn a_chain_that_was_not_followed_in_one_answer_is_said() {
    let toy = common::toy();
    let law = common::toy_law();
    let asked = |case: &serde_json::Value| comity::pack::question(&case["question"]).unwrap();
    let cases = toy["cases"].as_array().unwrap();
    let long = asked(cases.iter().find(|case| case["expect"]["bound_hit"] == true).unwrap());
    let short = asked(cases.iter().find(|case| case["id"] == "X5").unwrap());
    for (first, second, expected) in [(&long, &short, true), (&short, &long, true), (&short, &short, false)] {
        assert_eq!(ask::compare((&law, first), (&law, second)).unwrap().bound_hit, expected);
    }
}
