//! Every kind of answer says what was left out of it and what is not known to be complete, and none says more than `check`.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, Aim};
use comity::decide::{Completeness, Interval, Scale, limits};
use comity::{Day, Law, Portfolio, Question, check, refine};
use serde_json::{Value, json};

/// AA's certificate A is taken in BB in place of its own, B.
fn universe() -> Value {
    json!({
        "as_of": "2024-06-01", "economies": ["AA", "BB"],
        "schemes": [
            { "id": "A", "kind": "product-certificate", "home": "AA", "native_issuers": ["a"] },
            { "id": "B", "kind": "product-certificate", "home": "BB", "native_issuers": ["b"] },
        ],
        "bodies": [{ "id": "a", "seat": "AA" }, { "id": "b", "seat": "BB" }],
        "agreements": [{ "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01" }],
        "clauses": [clause("c")],
        "requirements": [requirement("r", "safety", "B")],
        "coverage": [
            { "id": "ways", "closes": "ways", "market": "BB", "scope": [{ "all": true }], "from": "2010-01-01", "as_of": "2024-01-01" },
            { "id": "requirements", "closes": "requirements", "market": "BB", "scope": [{ "all": true }], "from": "2010-01-01", "as_of": "2024-01-01" },
        ],
    })
}

fn clause(id: &str) -> Value {
    json!({ "id": id, "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"], "scope": { "include": [{ "all": true }] },
        "artefact": { "schemes": ["A"] }, "attests": "any", "issuer_rule": "any", "origin_rule": "none", "basis_rule": "any",
        "effect": "equivalent", "fills": ["B"] })
}

fn requirement(id: &str, aspect: &str, scheme: &str) -> Value {
    json!({ "id": id, "market": "BB", "aspect": aspect, "scope": { "include": [{ "all": true }] }, "ways": [{ "slots": [{ "scheme": scheme }] }] })
}

fn question() -> Value {
    json!({ "holdings": [{ "scheme": "A", "issuer": "a", "issued": "2005-01-01" }], "product": { "hs": "8516.40" }, "origin": {},
        "market": "BB", "on": "2024-06-01" })
}

fn law(universe: &Value) -> Law {
    Law::new(comity::pack::universe(universe).unwrap())
}

fn read(question: &Value) -> Question {
    comity::pack::question(question).unwrap()
}

fn plan(law: &Law, owned: &Portfolio, market: &str) -> ask::Plan {
    let aim: Aim = serde_json::from_value(json!({ "markets": [market] })).unwrap();
    ask::plan(law, owned, &aim).unwrap()
}

/// Case Y44 of the toy universe: five reissues, one more than a route may have.
#[test]
fn a_chain_that_was_not_followed_to_its_end_is_told_by_every_question() {
    let toy = common::toy();
    let law = common::toy_law();
    let told = |id: &str| {
        let case = toy["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
        let question = read(&case["question"]);
        let market = question.market.clone();
        let owned: Portfolio = question.clone().into();
        [
            check(&law, &question).unwrap().bound_hit,
            refine(&law, &question).unwrap().bound_hit,
            ask::markets(&law, &owned).unwrap().bound_hit,
            ask::openers(&law, &owned, &market).unwrap().bound_hit,
            plan(&law, &owned, &market).bound_hit,
            ask::timeline(&law, &question).unwrap().bound_hit,
            ask::compare((&law, &question), (&law, &question)).unwrap().bound_hit,
        ]
    };
    assert_eq!(told("Y44"), [true; 7]);
    let line = |id: &str| {
        let case = toy["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap();
        let question = read(&case["question"]);
        let market = question.market.clone();
        let lines = ask::markets(&law, &question.into()).unwrap().markets;
        lines.into_iter().find(|line| line.market == market).unwrap().bound_hit
    };
    assert!(line("Y44"));
    // Where nothing is that long nothing is said.
    let (law, question) = (self::law(&universe()), read(&self::question()));
    let owned: Portfolio = question.clone().into();
    assert!(!refine(&law, &question).unwrap().bound_hit && !ask::markets(&law, &owned).unwrap().bound_hit);
    assert!(!ask::openers(&law, &owned, "BB").unwrap().bound_hit && !plan(&law, &owned, "BB").bound_hit);
    assert!(!ask::timeline(&law, &question).unwrap().bound_hit);
    assert!(!ask::compare((&law, &question), (&law, &question)).unwrap().bound_hit);
}

#[test]
fn requirements_stated_complete_for_one_aspect_are_not_stated_complete() {
    for (aspect, complete) in [(None, Completeness::Yes), (Some("safety"), Completeness::Unknown)] {
        let mut universe = universe();
        if let Some(aspect) = aspect {
            universe["coverage"][1]["aspect"] = json!(aspect);
        }
        let (law, question) = (law(&universe), read(&question()));
        let owned: Portfolio = question.clone().into();
        let told = [
            check(&law, &question).unwrap().market.requirements_complete,
            ask::openers(&law, &owned, "BB").unwrap().requirements_complete,
        ];
        assert_eq!(told, [complete, complete]);
        assert_eq!(plan(&law, &owned, "BB").perhaps_more.is_empty(), complete == Completeness::Yes);
    }
}

#[test]
fn of_a_bloc_that_nobody_surely_belongs_to_nothing_is_stated_complete() {
    let mut universe = universe();
    universe["blocs"] = json!([{ "id": "UU", "purpose": "g", "members": [{ "code": "BB", "from": "2024" }] }]);
    let (law, mut question) = (law(&universe), question());
    question["market"] = json!("UU");
    let question = read(&question);
    let owned: Portfolio = question.clone().into();
    assert_eq!(check(&law, &question).unwrap().market.requirements_complete, Completeness::Unknown);
    assert_eq!(ask::openers(&law, &owned, "UU").unwrap().requirements_complete, Completeness::Unknown);
    assert_eq!(plan(&law, &owned, "UU").perhaps_more, ["UU"]);
}

/// What was stated complete since 2010 is a no since 2010 only; from the day asked on it is held.
#[test]
fn a_timeline_is_what_check_says_on_each_day_of_the_past_and_holds_completeness_from_the_day_asked_on() {
    let mut universe = universe();
    universe["clauses"][0]["until"] = json!("2020-12-31");
    universe["clauses"][0]["on_end"] = json!("lapse");
    let (law, question) = (law(&universe), read(&question()));
    let timeline = ask::timeline(&law, &question).unwrap();
    let told: Vec<(Option<&str>, Interval)> =
        timeline.periods.iter().map(|period| (period.from.as_deref(), period.interval)).collect();
    let open = |lo, hi| Interval(lo, hi);
    assert_eq!(
        told,
        [
            // Before the paper was issued, and before anybody vouched for the record.
            (None, open(Scale::Nothing, Scale::Equivalent)),
            (Some("2005-01-01"), Interval::exactly(Scale::Equivalent)),
            (Some("2021-01-01"), Interval::exactly(Scale::Nothing)),
        ]
    );
    let mut days = 0;
    for period in timeline.periods.iter().filter(|period| !period.projected) {
        for day in period.from.iter().chain(&period.until).filter(|day| **day <= question.on) {
            let there = check(&law, &Question { on: day.clone(), ..question.clone() }).unwrap();
            assert_eq!((period.interval, period.market), (there.headline.interval, there.market.interval), "{day}");
            days += 1;
        }
    }
    assert!(days >= 4, "{days}");
    // Eighteen months after the last statement nobody vouches for the record any more, but no law has changed.
    let last = timeline.periods.last().unwrap();
    assert_eq!((last.until.as_ref(), last.interval), (None, Interval::exactly(Scale::Nothing)));
}

#[test]
fn a_change_in_any_requirement_or_step_begins_a_period() {
    let mut universe = universe();
    // The headline is about `r` all the time. What perhaps meets `s` ends with 2026, and from 2030 on `r` leaves a step less.
    let own = json!({ "id": "C", "kind": "product-certificate", "home": "BB", "native_issuers": ["b"] });
    universe["schemes"].as_array_mut().unwrap().push(own);
    universe["requirements"].as_array_mut().unwrap().push(requirement("s", "emc", "C"));
    let (mut perhaps, mut less) = (clause("d"), clause("e"));
    perhaps["fills"] = json!(["C"]);
    perhaps["issuer_rule"] = Value::Null;
    perhaps["until"] = json!("2026-12-31");
    perhaps["on_end"] = json!("lapse");
    less["in_force"] = json!("2030-01-01");
    less["preissue"] = json!("yes");
    universe["clauses"][0]["obligations"] = json!([{ "kind": "marking" }]);
    universe["clauses"].as_array_mut().unwrap().extend([perhaps, less]);
    let timeline = ask::timeline(&law(&universe), &read(&question())).unwrap();
    let at = |day: &str| timeline.periods.iter().find(|period| period.from.as_deref() == Some(day)).unwrap();
    let (asked, later, last) = (timeline.periods.iter().find(|p| p.asked).unwrap(), at("2027-01-01"), at("2030-01-01"));
    assert_eq!((asked.interval, asked.interval), (later.interval, last.interval));
    assert_ne!(asked.each["s"].interval, later.each["s"].interval);
    assert_eq!((later.each["r"].obligations.len(), last.each["r"].obligations.len()), (1, 0));
    assert!(!asked.each["r"].gap);
}

#[test]
fn the_ends_of_the_calendar_are_no_turning_points() {
    let mut universe = universe();
    universe["coverage"] = json!([]);
    universe["clauses"][0]["until"] = json!("unknown");
    universe["clauses"][0]["on_end"] = json!("lapse");
    for on in [Day::FIRST, Day::parse("2024-06-01").unwrap(), Day::LAST] {
        let mut question = question();
        question["on"] = json!(on.to_string());
        question["holdings"][0]["issued"] = json!(Day::FIRST.to_string());
        let timeline = ask::timeline(&law(&universe), &read(&question)).unwrap();
        let periods: Vec<_> = timeline.periods.iter().map(|p| (&p.from, &p.until, p.interval)).collect();
        assert_eq!(periods, [(&None, &None, Interval(Scale::Nothing, Scale::Equivalent))], "{on}");
        assert!(timeline.complete, "{on}: {:?}", timeline.budget);
    }
}

#[test]
fn routes_that_may_hold_and_are_not_shown_are_counted() {
    for (clauses, more) in [(limits::ROUTES_SHOWN, 0), (limits::ROUTES_SHOWN + 3, 3)] {
        let mut universe = universe();
        universe["clauses"] = (0..clauses)
            .map(|n| {
                let mut clause = clause(&format!("c{n}"));
                clause["issuer_rule"] = Value::Null;
                clause
            })
            .collect();
        let r = &check(&law(&universe), &read(&question())).unwrap().requirements[0];
        assert_eq!((r.conditional_routes.len(), r.more_conditional), (limits::ROUTES_SHOWN, more));
    }
}

/// Each certificate of a ring is taken for two neighbouring requirements of as many: of five certificates any three that leave
/// out no neighbours do, five sets alike.
#[test]
fn sets_as_light_as_the_last_one_shown_are_said_to_exist() {
    for (ring, shown, more) in [(1, 1, false), (5, limits::SETS, true)] {
        let mut universe = universe();
        let scheme = |id: String, home: &str, issuers: &[&str]| json!({ "id": id, "kind": "product-certificate", "home": home, "native_issuers": issuers });
        let schemes =
            (0..ring).flat_map(|n| [scheme(format!("A{n}"), "AA", &["a"]), scheme(format!("B{n}"), "BB", &[])]);
        universe["schemes"].as_array_mut().unwrap().extend(schemes);
        universe["requirements"] =
            (0..ring).map(|n| requirement(&format!("r{n}"), "safety", &format!("B{n}"))).collect();
        universe["clauses"] = (0..ring)
            .map(|n| {
                let mut clause = clause(&format!("c{n}"));
                clause["artefact"]["schemes"] = json!([format!("A{n}")]);
                clause["fills"] = json!([format!("B{n}"), format!("B{}", (n + 1) % ring)]);
                clause
            })
            .collect();
        let owned: Portfolio =
            serde_json::from_value(json!({ "product": { "hs": "8516.40" }, "on": "2024-06-01" })).unwrap();
        let plan = plan(&law(&universe), &owned, "BB");
        assert_eq!((plan.sets.len(), plan.more_as_light, plan.gaps.len()), (shown, more, 0));
        assert!(plan.complete && plan.sets.iter().all(|set| set.weight == plan.sets[0].weight));
    }
}

#[test]
fn what_a_budget_of_the_search_cuts_is_told_from_what_is_cut_beside_it() {
    for (budget, of_the_search) in [("guards", true), ("labels", true), ("near-misses", false), ("pivotal", false)] {
        assert_eq!(limits::of_the_search(budget), of_the_search, "{budget}");
    }
}

/// Found by law L2 among ten thousand worlds: one body's listing is surer than the other's.
#[test]
fn of_two_papers_that_go_the_same_way_the_surer_is_told_in_whatever_order_they_are_shown() {
    let mut universe = universe();
    universe["bodies"] =
        json!([{ "id": "a", "seat": "AA" }, { "id": "a2", "seat": "AA" }, { "id": "b", "seat": "BB" }]);
    universe["clauses"][0]["issuer_rule"] = json!({ "listed": "REG" });
    universe["listings"] = json!([
        { "id": "l", "body": "a", "for": "REG" }, { "id": "l2", "body": "a2", "for": "REG", "confidence": "recalled" }
    ]);
    let told = |universe: &Value, order: [&str; 2]| {
        let papers = order.map(|body| json!({ "scheme": "A", "issuer": body, "issued": "2005-01-01" }));
        let mut question = question();
        question["holdings"] = json!(papers);
        let answer = check(&law(universe), &read(&question)).unwrap();
        let requirement = &answer.requirements[0];
        let all = |routes: &[comity::decide::Route]| routes.iter().map(|r| r.confidence.word()).collect::<Vec<_>>();
        (all(&requirement.routes), all(&requirement.conditional_routes))
    };
    // Where no rule of origin is on record, it may only hold.
    let mut open = universe.clone();
    open["clauses"][0]["origin_rule"] = Value::Null;
    for order in [["a", "a2"], ["a2", "a"]] {
        assert_eq!(told(&universe, order), (vec!["verified"], vec![]), "{order:?}");
        assert_eq!(told(&open, order), (vec![], vec!["verified"]), "{order:?}");
    }
}
