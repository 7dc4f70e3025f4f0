//! `openers`, `markets` and `timeline` in worlds made for one rule each: what a template says of the paper, who issues its
//! example, from where its goods come, and what is listed.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;
#[path = "common/small.rs"]
mod small;

use comity::ask::{self, Example, Openers, SlotOpeners, Template};
use comity::decide::{Scale, Truth, limits};
use comity::{Law, Portfolio, check};
use common::made::{agreement, body, clause, listing, market, register, requirement, scheme, source};
use serde_json::{Value, json};
use small::Made;

/// The goods of a question, with what it says besides.
fn goods(changes: &Value) -> Portfolio {
    let mut goods = json!({ "product": { "hs": "8516.40" }, "on": "2024-06-01" });
    goods.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    serde_json::from_value(goods).unwrap()
}

fn openers(world: &Made, market: &str, changes: &Value) -> Openers {
    let openers = ask::openers(&world.law(), &goods(changes), market).unwrap();
    assert!(openers.complete, "{:?}", openers.budget);
    openers
}

fn slot(openers: &Openers) -> &SlotOpeners {
    &openers.requirements[0].ways[0].slots[0]
}

/// The only template that starts from a scheme.
fn of(openers: &Openers, scheme: &str) -> Template {
    let found: Vec<&Template> =
        slot(openers).templates.iter().filter(|t| t.scheme.as_ref().is_some_and(|named| named.id == scheme)).collect();
    assert_eq!(found.len(), 1, "{scheme}: {}", json!(openers));
    found[0].clone()
}

fn starts(openers: &Openers) -> Vec<&str> {
    slot(openers).templates.iter().filter_map(|t| t.scheme.as_ref()).map(|named| named.id.as_str()).collect()
}

/// The example of a template that surely opens the slot, which `check` says as well.
fn kept(world: &Made, market: &str, changes: &Value, scheme: &str) -> Example {
    let template = of(&openers(world, market, changes), scheme);
    assert_eq!(template.truth, Truth::True, "{}", json!(template));
    let example = template.example.unwrap();
    let asked = Portfolio { holdings: example.holdings.clone(), origin: example.origin.clone(), ..goods(changes) };
    let answer = check(&world.law(), &asked.to(market)).unwrap();
    assert!(answer.requirements[0].interval.lo() >= template.effect, "{}", json!(example));
    example
}

/// P of AA is taken in BB for its own, by a clause as changed.
fn taken(changes: Value) -> Made {
    let mut clause = json!({ "fills": ["B"] });
    clause.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    let mut world = Made::new();
    world.papers("AA", &["P"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]).clause("P", "BB", clause);
    world
}

// ------------------------------------------------------------------------------------------------------------ the paper

#[test]
fn an_example_attests_what_is_demanded_and_nothing_where_its_scheme_is_of_that_regime() {
    let mut world = taken(json!({ "attests": ["R"] }));
    world.0["schemes"][1]["regime"] = json!("R");
    let attests = |world: &Made| json!(kept(world, "BB", &json!({}), "P").holdings[0].attests);
    assert_eq!(attests(&world), json!("R"));
    world.0["schemes"][0]["regime"] = json!("another");
    assert_eq!(attests(&world), json!("R"));
    world.0["schemes"][0]["regime"] = json!("R");
    assert_eq!(attests(&world), Value::Null);
}

#[test]
fn an_example_states_its_kind_and_rests_on_its_own_results() {
    let paper = json!(kept(&taken(json!({ "basis_rule": "own" })), "BB", &json!({}), "P").holdings[0]);
    assert_eq!((&paper["kind"], &paper["basis"]), (&json!("product-certificate"), &json!([])));
}

#[test]
fn papers_that_must_be_beside_it_are_in_the_example_each_once() {
    let mut world = taken(json!({ "needs_all": ["T", "D"] }));
    world.papers("AA", &["T"]);
    world.push("schemes", json!({ "id": "D", "kind": "supplier-declaration", "home": "AA", "native_issuers": "any" }));
    let holdings = kept(&world, "BB", &json!({}), "P").holdings;
    let schemes: Vec<_> = holdings.iter().map(|holding| holding.scheme.as_deref().unwrap()).collect();
    assert_eq!(schemes, ["P", "T", "D"]);
    // A report comes from whoever wrote the certificate on it, a declaration from the manufacturer.
    assert_eq!(holdings[1].issuer.seat.as_deref(), Some("AA"));
    assert_eq!(
        (holdings[1].issuer.class.as_deref(), holdings[2].issuer.class.as_deref()),
        (None, Some("manufacturer"))
    );

    // Two clauses that ask for the same report.
    let mut world = taken(json!({ "fills": null, "issues": { "scheme": "W", "issuer": "cc" }, "effect": "reissue",
        "to_party": ["CC"], "needs_all": ["T"] }));
    world.papers("AA", &["T"]).papers("CC", &["W"]);
    world.clause("W", "BB", json!({ "from_party": ["CC"], "fills": ["B"], "needs_all": ["T"] }));
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings.len(), 2);
}

#[test]
fn nobody_who_is_barred_for_its_owner_writes_an_example() {
    let mut world = taken(json!({ "needs_all": ["T"] }));
    world.papers("AA", &["T"]);
    world.push("bars", json!({ "id": "owned", "reach": "body", "owned_by": ["somebody"], "from": "2000-01-01" }));
    let holdings = kept(&world, "BB", &json!({}), "P").holdings;
    let owners: Vec<_> = holdings.iter().map(|holding| holding.issuer.owner.as_deref()).collect();
    assert_eq!(owners, [Some("none"), Some("none")]);
    // Of whom nothing is asked, nothing is stated.
    world.0["bars"][1]["schemes"] = json!(["T"]);
    let holdings = kept(&world, "BB", &json!({}), "P").holdings;
    let owners: Vec<_> = holdings.iter().map(|holding| holding.issuer.owner.as_deref()).collect();
    assert_eq!(owners, [None, Some("none")]);
}

#[test]
fn a_clause_that_accepts_no_edition_has_no_template() {
    let world = taken(json!({ "edition_rule": { "accepts": [] } }));
    assert_eq!(starts(&openers(&world, "BB", &json!({}))), Vec::<&str>::new());
}

#[test]
fn a_paper_that_only_a_past_day_of_issue_opens_is_shown_with_that_day() {
    // Register entries to come, of which no paper can speak yet, do not crowd it out.
    let mut world = taken(json!({ "issuer_rule": { "listed": "reg" } }));
    world.push("listings", json!({ "id": "l", "body": "aa", "for": "reg", "from": "2010-01-01", "until": "2020-01-01", "survival": "yes" }));
    world.push("coverage", json!({ "id": "reg", "closes": "register", "register": "reg", "scope": [{ "all": true }], "as_of": "2024-01-01" }));
    for n in 1..=28 {
        world.push("listings", json!({ "id": format!("l{n}"), "body": "dd", "for": "reg", "from": format!("2030-{:02}-{n:02}", n % 12 + 1) }));
    }
    let template = of(&openers(&world, "BB", &json!({})), "P");
    assert_eq!((template.truth, template.obtainable), (Truth::True, false));
    assert_eq!(template.issued_until.as_deref(), template.example.unwrap().holdings[0].issued.as_deref());
    assert!(template.issued_until.unwrap().as_str() < "2020-01-02");
}

#[test]
fn a_template_says_from_when_on_a_paper_must_be_issued_and_where_goods_must_come_from() {
    let says = |changes: Value| {
        let template = of(&openers(&taken(changes), "BB", &json!({})), "P");
        (template.issued_from, json!(template.origin))
    };
    let rule = json!({ "all": [{ "kind": "made-in", "in": ["AA", "DD"] }] });
    let demand = json!([{ "clause": "k0", "all": true, "recorded": true, "tests": [{ "fact": "made-in", "places": ["AA", "DD"] }] }]);
    assert_eq!(says(json!({ "preissue": "no", "origin_rule": rule })), (Some("2000-01-01".to_owned()), demand));
    assert_eq!(says(json!({ "preissue": "yes" })).0, None);
    // A standing is no paper and is issued on no day.
    let mut world = standing();
    world.0["clauses"][0]["preissue"] = json!("no");
    assert_eq!(slot(&openers(&world, "BB", &json!({}))).templates[0].issued_from, None);
}

#[test]
fn of_papers_that_open_it_perhaps_that_is_shown_of_which_least_is_unknown_and_of_those_the_first() {
    // The clause is doubted whatever the paper; who owns its issuer need not be unknown as well.
    let mut world = taken(json!({ "confidence": "doubtful" }));
    world.push("bars", json!({ "id": "owned", "reach": "body", "owned_by": ["somebody"], "from": "2000-01-01" }));
    let template = of(&openers(&world, "BB", &json!({})), "P");
    assert_eq!((template.truth, template.hinges_on.len()), (Truth::Unknown, 1));
    assert_eq!(template.example.unwrap().holdings[0].issuer.owner.as_deref(), Some("none"));
    // Of two editions it is as little known from when on they count.
    let accepts = ["e1", "e2"].map(|edition| json!({ "edition": edition, "from": "unknown" }));
    let mut world = taken(json!({ "edition_rule": { "accepts": accepts } }));
    world.0["norms"] = json!([{ "id": "n", "editions": [{ "id": "e1" }, { "id": "e2" }] }]);
    let template = of(&openers(&world, "BB", &json!({})), "P");
    assert_eq!(template.truth, Truth::Unknown);
    assert_eq!(json!(template.example.unwrap().holdings[0].norm), json!(["e1"]));
}

// ----------------------------------------------------------------------------------------------------------- its issuer

#[test]
fn a_template_says_who_must_have_issued_it() {
    let issuer = |rule: Value| {
        let mut world = taken(json!({ "issuer_rule": rule }));
        world.push("listings", json!({ "id": "l", "body": "aa", "for": "reg", "from": "2010-01-01" }));
        let template = openers(&world, "BB", &json!({})).requirements[0].ways[0].slots[0].templates[0].clone();
        json!(template.issuer)
    };
    let says = |changes: Value| {
        let mut demand = json!({ "anybody": false, "native": false, "bodies": [], "classes": [], "register": null,
            "accredited_by": null, "seats": ["AA"], "recorded": true });
        demand.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        demand
    };
    assert_eq!(issuer(json!("any")), says(json!({ "anybody": true })));
    assert_eq!(issuer(json!("native")), says(json!({ "native": true, "bodies": ["aa"] })));
    assert_eq!(issuer(json!({ "listed": "reg" })), says(json!({ "register": "reg" })));
    assert_eq!(issuer(Value::Null), says(json!({ "recorded": false })));
}

#[test]
fn a_market_s_own_paper_is_of_its_home_unless_anybody_writes_it() {
    let mut world = Made::new();
    world.papers("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    let own = |world: &Made| of(&openers(world, "BB", &json!({})), "B").issuer;
    assert_eq!((own(&world).anybody, own(&world).seats), (false, vec!["BB".to_owned()]));
    world.0["schemes"][0]["native_issuers"] = json!("any");
    assert_eq!((own(&world).anybody, own(&world).seats), (true, Vec::new()));
}

#[test]
fn a_body_on_the_register_is_named_and_of_none_on_record_it_is_said_that_it_stands_there() {
    let mut world = taken(json!({ "issuer_rule": { "listed": "reg" } }));
    let unknown = of(&openers(&world, "BB", &json!({})), "P");
    assert_eq!(unknown.example.unwrap().holdings[0].issuer.recognised_by.as_deref(), Some(&["reg".to_owned()][..]));
    world.push("listings", json!({ "id": "l", "body": "aa", "for": "reg", "from": "2010-01-01" }));
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings[0].issuer.body.as_deref(), Some("aa"));
}

#[test]
fn of_bodies_on_a_register_one_that_sits_where_the_clause_takes_papers_from_is_found() {
    let mut world = taken(json!({ "issuer_rule": { "listed": "reg" } }));
    for (body, until) in [("dd", Value::Null), ("cc", Value::Null), ("aa", json!("2030-01-01"))] {
        world.push(
            "listings",
            json!({ "id": format!("l-{body}"), "body": body, "for": "reg", "from": "2010-01-01", "until": until }),
        );
    }
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings[0].issuer.body.as_deref(), Some("aa"));
}

#[test]
fn a_paper_that_anybody_writes_is_written_where_it_may_come_from() {
    let mut world = taken(json!({ "issuer_rule": "native", "from_party": ["AA", "DD"] }));
    world.0["schemes"][0]["native_issuers"] = json!("any");
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings[0].issuer.seat.as_deref(), Some("AA"));
    // Where the goods are made comes first.
    let made = json!({ "origin": { "made_in": "DD" } });
    assert_eq!(kept(&world, "BB", &made, "P").holdings[0].issuer.seat.as_deref(), Some("DD"));
}

#[test]
fn a_body_that_a_scheme_names_is_that_of_the_example_wherever_it_sits() {
    let world = taken(json!({ "issuer_rule": "native" }));
    let issuer = kept(&world, "BB", &json!({}), "P").holdings[0].issuer.clone();
    assert_eq!((issuer.body.as_deref(), issuer.seat), (Some("aa"), None));
}

#[test]
fn a_paper_of_which_nobody_recorded_who_writes_it_is_written_by_somebody_at_home() {
    let mut world = taken(json!({ "issuer_rule": "native" }));
    world.0["schemes"][0]["native_issuers"] = Value::Null;
    let at_home = of(&openers(&world, "BB", &json!({})), "P");
    assert_eq!(at_home.example.unwrap().holdings[0].issuer.seat.as_deref(), Some("AA"));
    // From where nobody at home sits, no such paper comes.
    world.0["clauses"][0]["from_party"] = json!(["DD"]);
    assert_eq!(starts(&openers(&world, "BB", &json!({}))), Vec::<&str>::new());
}

#[test]
fn where_the_bodies_that_a_scheme_names_are_barred_one_on_its_register_writes_the_paper() {
    let world = taken(json!({ "issuer_rule": { "listed": "B" } }));
    let issuer = kept(&world, "BB", &json!({}), "B").holdings[0].issuer.clone();
    assert_eq!((issuer.seat.as_deref(), issuer.recognised_by.as_deref()), (Some("BB"), Some(&["B".to_owned()][..])));
    assert_eq!(of(&openers(&world, "BB", &json!({})), "B").issuer.register.as_deref(), Some("B"));
}

#[test]
fn a_body_of_where_the_goods_are_made_comes_first_and_a_barred_one_hides_none_like_it() {
    let mut world = taken(json!({ "issuer_rule": { "listed": "reg" }, "from_party": ["AA", "DD"] }));
    for body in ["aa", "dd"] {
        world.push("listings", json!({ "id": format!("l-{body}"), "body": body, "for": "reg", "from": "2010-01-01" }));
    }
    let writer = |world: &Made, made_in: &str| {
        kept(world, "BB", &json!({ "origin": { "made_in": made_in } }), "P").holdings[0].issuer.body.clone().unwrap()
    };
    assert_eq!(["AA", "DD"].map(|made_in| writer(&world, made_in)), ["aa", "dd"]);
    world.push("bodies", json!({ "id": "a0", "seat": "AA" }));
    world.push("bars", json!({ "id": "bar-a0", "reach": "body", "subject": "a0", "from": "2000-01-01" }));
    world.0["listings"]
        .as_array_mut()
        .unwrap()
        .insert(0, json!({ "id": "l-a0", "body": "a0", "for": "reg", "from": "2010-01-01" }));
    assert_eq!(writer(&world, "AA"), "aa");
}

#[test]
fn of_members_of_a_bloc_one_is_found_that_the_clause_takes_papers_from() {
    // E1 left, E2 is barred to no one, and E3 is named by a record of its own.
    let mut world = taken(json!({ "from_party": ["U"] }));
    world.0["economies"] = json!(["AA", "BB", "CC", "DD", "EE", "E1", "E2", "E3"]);
    world.0["blocs"] = json!([{ "id": "U", "members": [{ "code": "E1", "until": "2010-01-01" }, { "code": "E2" }, { "code": "E3" }] }]);
    world.0["agreements"][0]["parties"].as_array_mut().unwrap().push(json!({ "party": "U" }));
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings[0].issuer.seat.as_deref(), Some("E2"));
    // Of E2 and E3, which stand alike, the second alone is a party.
    world.0["agreements"][0]["parties"].as_array_mut().unwrap().pop();
    world.0["agreements"][0]["parties"].as_array_mut().unwrap().push(json!({ "party": "E3" }));
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings[0].issuer.seat.as_deref(), Some("E3"));
}

#[test]
fn markets_that_a_clause_names_are_told_apart_where_nothing_else_does() {
    // BB alone says that it takes papers of AA and DD; that of DD is written there.
    let mut world = taken(json!({ "from_party": ["AA", "DD"], "issuer_rule": "native" }));
    world.0["agreements"][0]["form"] = json!("unilateral");
    world.0["agreements"][0]["parties"] = json!([{ "party": "BB" }]);
    world.0["schemes"][0]["home"] = json!("DD");
    world.0["schemes"][0]["native_issuers"] = Value::Null;
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings[0].issuer.seat.as_deref(), Some("DD"));
}

#[test]
fn where_one_market_cannot_make_the_paper_that_is_taken_another_does() {
    // CC and DD both make P into W; BB takes W from DD alone.
    let mut world =
        taken(json!({ "fills": null, "issues": { "scheme": "W" }, "effect": "reissue", "to_party": ["CC", "DD"] }));
    world.push("schemes", json!({ "id": "W", "kind": "product-certificate", "home": null, "native_issuers": "any" }));
    world.clause("W", "BB", json!({ "from_party": ["DD"], "fills": ["B"] }));
    let template = of(&openers(&world, "BB", &json!({})), "P");
    let at: Vec<&str> = template.hops.iter().map(|hop| hop.at.as_str()).collect();
    assert_eq!((template.truth, template.effect, at), (Truth::True, Scale::Reissue, vec!["DD", "BB"]));
}

#[test]
fn a_sort_of_body_and_its_accreditation_are_stated() {
    let law = |rule: &str| {
        let text = [
            source(),
            ["QM", "QN"].map(market).concat(),
            ["q-list"].map(register).concat(),
            body("q-accreditor", "QM", r#"class = ["accreditation-body"]"#),
            listing("q-accreditor", "q-list"),
            scheme("q-p", "QM", r#"class = ["laboratory"]"#),
            scheme("q-n", "QN", r#"class = ["notified-body"]"#),
            agreement("q-act", &["QN"]),
            clause("q-act.k", "QM", "QN", "q-p", "q-n", rule),
            requirement("q-asks", "QN", "q-n"),
        ];
        common::real_law_with(&text.concat())
    };
    let (own, taken) = {
        let law = law(r#"class = ["certification-body"], accredited_by = "q-list""#);
        let goods: Portfolio =
            serde_json::from_value(json!({ "product": { "hs": "8516.40" }, "on": "2026-11-22" })).unwrap();
        let openers = ask::openers(&law, &goods, "QN").unwrap();
        (of(&openers, "q-n"), of(&openers, "q-p"))
    };
    assert_eq!(json!([own.issuer.classes, taken.issuer.classes]), json!([["notified-body"], ["certification-body"]]));
    assert_eq!(taken.issuer.accredited_by.as_deref(), Some("q-list"));
    let issuer = |template: Template| template.example.unwrap().holdings[0].issuer.clone();
    let (own, taken) = (issuer(own), issuer(taken));
    assert_eq!((own.class.as_deref(), own.seat.as_deref()), (Some("notified-body"), Some("QN")));
    assert_eq!(
        (taken.class.as_deref(), taken.accredited_by.as_deref()),
        (Some("certification-body"), Some("q-accreditor"))
    );
}

#[test]
fn where_one_market_takes_no_such_paper_to_make_another_of_it_the_next_does() {
    let mut world =
        taken(json!({ "fills": null, "issues": { "scheme": "W" }, "effect": "reissue", "to_party": ["CC", "DD"] }));
    world.push("schemes", json!({ "id": "W", "kind": "product-certificate", "home": null, "native_issuers": "any" }));
    world.clause("W", "BB", json!({ "from_party": ["DD", "CC"], "fills": ["B"] }));
    world.0["agreements"][0]["parties"][2]["roles"] = json!(["may_issue"]);
    let template = of(&openers(&world, "BB", &json!({})), "P");
    assert_eq!((template.truth, template.hops[0].at.as_str()), (Truth::True, "DD"));
}

#[test]
fn where_another_paper_is_made_of_it_the_first_is_still_written_by_whoever_may() {
    let mut world =
        taken(json!({ "issuer_rule": { "listed": "reg" }, "fills": null, "issues": { "scheme": "W", "issuer": "cc" },
        "effect": "reissue", "to_party": ["CC"] }));
    world.papers("CC", &["W"]).clause("W", "BB", json!({ "from_party": ["CC"], "fills": ["B"] }));
    for body in ["dd", "aa"] {
        world.push("listings", json!({ "id": format!("l-{body}"), "body": body, "for": "reg", "from": "2010-01-01" }));
    }
    assert_eq!(kept(&world, "BB", &json!({}), "P").holdings[0].issuer.body.as_deref(), Some("aa"));
}

// ------------------------------------------------------------------------------------------------------- origin of goods

/// The origin of the example, for a clause with a rule of origin and a question that states some.
fn origin(rule: Value, stated: Value) -> Value {
    let world = taken(json!({ "origin_rule": rule }));
    let origin = json!(kept(&world, "BB", &json!({ "origin": stated }), "P").origin);
    let facts = origin.as_object().unwrap().iter().filter(|(_, value)| !value.is_null());
    Value::Object(facts.map(|(fact, value)| (fact.clone(), value.clone())).collect())
}

#[test]
fn the_origin_of_an_example_states_what_a_rule_asks_and_the_question_leaves_open() {
    let test = |kind: &str, places: &[&str]| json!({ "kind": kind, "in": places });
    let both = json!({ "all": [test("made-in", &["AA"]), test("shipped-direct", &["AA", "DD"])] });
    assert_eq!(origin(both.clone(), json!({})), json!({ "made_in": "AA", "shipped_from": "AA" }));
    assert_eq!(origin(both.clone(), json!({ "made_in": [] })), origin(both.clone(), json!({})));
    assert_eq!(origin(both, json!({ "shipped_from": "DD" })), json!({ "made_in": "AA", "shipped_from": "DD" }));

    let all = ["made-in", "grown-in", "last-processed-in", "originating", "shipped-direct"];
    let every = json!({ "all": all.map(|kind| test(kind, &["CC"])) });
    let facts = ["made_in", "grown_in", "last_processed_in", "originating_in", "shipped_from"];
    assert_eq!(
        origin(every, json!({})),
        Value::Object(facts.map(|fact| (fact.to_owned(), json!("CC"))).into_iter().collect())
    );
}

#[test]
fn of_tests_of_which_one_is_enough_one_is_met_and_no_more_is_stated() {
    let any = json!({ "any": [{ "kind": "made-in", "in": ["AA"] }, { "kind": "grown-in", "in": ["DD"] }] });
    assert_eq!(origin(any.clone(), json!({})), json!({ "made_in": "AA" }));
    assert_eq!(origin(any.clone(), json!({ "made_in": "AA" })), json!({ "made_in": "AA" }));
    assert_eq!(origin(any.clone(), json!({ "grown_in": "DD" })), json!({ "grown_in": "DD" }));
    assert_eq!(origin(any, json!({ "made_in": "CC" })), json!({ "made_in": "CC", "grown_in": "DD" }));
}

#[test]
fn goods_come_from_where_the_question_speaks_of_if_the_rule_has_it_else_from_the_first_place_of_the_rule() {
    let rule = json!({ "all": [{ "kind": "grown-in", "in": ["AA", "DD"] }] });
    assert_eq!(origin(rule.clone(), json!({ "made_in": "DD" }))["grown_in"], "DD");
    assert_eq!(origin(rule, json!({ "made_in": "CC" }))["grown_in"], "AA");
}

#[test]
fn goods_of_a_bloc_come_from_one_who_is_a_member_on_the_day() {
    let mut world = taken(json!({ "origin_rule": { "all": [{ "kind": "made-in", "in": ["U"] }] } }));
    world.0["blocs"] = json!([{ "id": "U", "members": [{ "code": "CC", "until": "2010-01-01" }, { "code": "DD" }] }]);
    assert_eq!(json!(kept(&world, "BB", &json!({}), "P").origin)["made_in"], "DD");
}

// ---------------------------------------------------------------------------------------------------------- the openers

#[test]
fn only_requirements_that_apply_and_are_meant_are_listed() {
    let mut world = taken(json!({}));
    world.papers("BB", &["E"]).asks("e", "BB", &[&["E"]]).asks("fruit", "BB", &[&["E"]]);
    world.0["requirements"][1]["aspect"] = json!("emc");
    world.0["requirements"][2]["scope"] = json!({ "include": [{ "hs": "0805" }] });
    let listed = |wanted: Value| {
        let openers = openers(&world, "BB", &json!({ "wanted": wanted }));
        openers.requirements.iter().map(|r| r.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(listed(json!({})), ["e", "r"]);
    for (purpose, id) in [("r", "r"), ("safety", "r"), ("e", "e"), ("emc", "e")] {
        assert_eq!(listed(json!({ "purpose": purpose })), [id]);
    }
    assert_eq!(listed(json!({ "purpose": "fruit" })), Vec::<String>::new());
}

#[test]
fn ways_are_open_unless_it_is_stated_of_this_aspect_that_all_are_on_record() {
    let mut world = taken(json!({}));
    let open = |world: &Made| openers(world, "BB", &json!({})).requirements[0].open_ways;
    assert!(open(&world));
    world.push("coverage", json!({ "id": "w", "closes": "ways", "market": "BB", "scope": [{ "all": true }], "as_of": "2024-01-01", "aspect": "emc" }));
    assert!(open(&world));
    world.0["coverage"][0]["aspect"] = json!("safety");
    assert!(!open(&world));
    world.0["coverage"][0]["aspect"] = Value::Null;
    assert!(!open(&world));
}

#[test]
fn a_chain_of_as_many_clauses_as_a_route_may_have_is_a_template_and_a_longer_one_is_none() {
    let mut world = Made::new();
    world.papers("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    let papers: Vec<String> = (0..=limits::HOPS).map(|n| format!("W{n}")).collect();
    for paper in &papers {
        world.push(
            "schemes",
            json!({ "id": paper, "kind": "test-certificate", "home": null, "native_issuers": ["aa"] }),
        );
    }
    for (n, paper) in papers.iter().enumerate() {
        let made = papers.get(n + 1).map_or("B", String::as_str);
        world.clause(
            paper,
            "BB",
            json!({ "from_party": ["any"], "effect": "reissue", "issues": { "scheme": made, "issuer": "bb" } }),
        );
    }
    assert_eq!(starts(&openers(&world, "BB", &json!({}))), ["B", "W4", "W3", "W2", "W1"]);
}

#[test]
fn a_paper_made_into_another_and_back_is_no_other_way() {
    let mut world = taken(json!({}));
    world.push("schemes", json!({ "id": "W", "kind": "product-certificate", "home": null, "native_issuers": "any" }));
    for (paper, made) in [("P", "W"), ("W", "P")] {
        world.clause(
            paper,
            "AA",
            json!({ "from_party": ["any"], "effect": "reissue", "issues": { "scheme": made, "issuer": "aa" } }),
        );
    }
    assert_eq!(starts(&openers(&world, "BB", &json!({}))), ["P", "W"]);
}

/// Goods that may be sold in CC may be sold in BB.
fn standing() -> Made {
    let mut world = Made::new();
    world.unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]).carries("CC", "BB", &json!({}));
    world.papers("CC", &["C"]).asks("s", "CC", &[&["C"]]).whole("CC");
    world
}

#[test]
fn the_standing_of_goods_is_shown_once_as_a_paper_where_there_is_one_for_it() {
    let mut world = standing();
    let of_goods = |world: &Made| {
        let openers = openers(world, "BB", &json!({}));
        slot(&openers).templates.iter().map(|t| t.scheme.as_ref().map(|named| named.id.clone())).collect::<Vec<_>>()
    };
    assert_eq!(of_goods(&world), [None]);
    let issuer = slot(&openers(&world, "BB", &json!({}))).templates[0].issuer.clone();
    assert!(issuer.anybody && issuer.recorded && issuer.seats == ["CC"]);
    world.push("schemes", json!({ "id": "SOLD", "kind": "lawful-marketing", "home": null, "native_issuers": "any" }));
    assert_eq!(of_goods(&world), [Some("SOLD".to_owned())]);
}

#[test]
fn the_standing_of_goods_opens_the_members_of_a_bloc_for_which_it_is_as_sure() {
    // E1 and E2 take it, E3 perhaps: its membership is doubted.
    let mut world = standing();
    world.0["economies"] = json!(["AA", "BB", "CC", "DD", "EE", "E1", "E2", "E3"]);
    world.0["blocs"] = json!([{ "id": "U", "members": [{ "code": "E1", "from": "2001-01-01" }, { "code": "E2", "from": "2002-01-01" },
        { "code": "E3", "confidence": "doubtful" }] }]);
    world.0["agreements"][0]["parties"].as_array_mut().unwrap().push(json!({ "party": "U" }));
    world.0["requirements"][0]["market"] = json!("U");
    world.0["clauses"][0]["to_party"] = json!(["U"]);
    let found = openers(&world, "U", &json!({}));
    let standing = &slot(&found).templates;
    assert_eq!((standing.len(), standing[0].members.as_slice()), (1, &["E1".to_owned(), "E2".to_owned()][..]));
}

// ---------------------------------------------------------------------------------------------------------- the markets

#[test]
fn every_market_is_looked_at_and_a_day_later_than_the_data_is_said_to_be() {
    let world = taken(json!({}));
    let law: Law = world.law();
    let asked = |on: &str| {
        let holdings = json!([{ "scheme": "P", "issuer": { "body": "aa" }, "issued": "2020-01-01" }]);
        ask::markets(&law, &goods(&json!({ "holdings": holdings, "on": on }))).unwrap()
    };
    let all = asked("2024-06-01");
    assert_eq!(all.markets.iter().map(|line| line.market.as_str()).collect::<Vec<_>>(), ["AA", "BB", "CC", "DD", "EE"]);
    assert_eq!((all.complete, all.budget), (true, None));
    let projected = ["2024-05-31", "2024-06-01", "2024-06-02"].map(|on| asked(on).projected);
    assert_eq!(projected, [false, false, true]);
}

#[test]
fn a_period_is_projected_that_begins_later_than_the_data_and_not_on_its_day() {
    let projected = |begins: &str| {
        let law = taken(json!({ "in_force": begins, "preissue": "yes" })).law();
        let holdings = json!([{ "scheme": "P", "issuer": { "body": "aa" }, "issued": "2020-01-01" }]);
        let timeline = ask::timeline(&law, &goods(&json!({ "holdings": holdings })).to("BB")).unwrap();
        let period = timeline.periods.iter().find(|period| period.from.as_deref() == Some(begins));
        period.unwrap_or_else(|| panic!("{}", json!(timeline))).projected
    };
    assert_eq!(["2024-05-31", "2024-06-01", "2024-06-02"].map(projected), [false, false, true]);
}

#[test]
fn as_many_chains_as_the_budget_has_are_all_found() {
    let mut world = Made::new();
    world.papers("BB", &["B"]).papers("AA", &["P"]).asks("r", "BB", &[&["B"]]);
    for _ in 0..limits::CHAINS - 1 {
        world.clause("P", "BB", json!({ "fills": ["B"], "issuer_rule": "native", "from_party": ["DD"] }));
    }
    let goods = serde_json::from_value(json!({ "product": { "hs": "8516.40" }, "on": "2024-06-01" })).unwrap();
    assert_eq!(ask::openers(&world.law(), &goods, "BB").unwrap().budget, None);
}
