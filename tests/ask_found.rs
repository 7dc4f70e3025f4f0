//! What `check` takes, `openers` must find and `plan` must weigh: papers that count only if issued on some day or by some body.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

#[path = "common/small.rs"]
mod small;

use comity::ask::{self, Aim, Method, Openers, Plan};
use comity::decide::{Truth, Verdict, limits};
use comity::law::{Effect, Kind};
use comity::{Law, Portfolio, check};
use serde_json::{Value, json};
use small::{Made, ways};

fn closed(closes: &str, market: &str) -> Value {
    json!({ "id": format!("{closes}-{market}"), "closes": closes, "market": market, "scope": [{ "all": true }], "as_of": "2024-01-01" })
}

fn closed_register(register: &str) -> Value {
    json!({ "id": format!("closed-{register}"), "closes": "register", "register": register, "scope": [{ "all": true }], "as_of": "2024-01-01" })
}

/// AA's certificate A counts in BB for B.
fn universe() -> Value {
    json!({
        "as_of": "2024-06-01", "economies": ["AA", "BB", "CC"], "blocs": [],
        "schemes": [
            { "id": "A", "kind": "product-certificate", "home": "AA", "native_issuers": ["a"] },
            { "id": "B", "kind": "product-certificate", "home": "BB", "native_issuers": ["b"] },
        ],
        "bodies": [{ "id": "a", "seat": "AA" }, { "id": "b", "seat": "BB" }, { "id": "c", "seat": "CC" }],
        "listings": [], "bars": [],
        "agreements": [{ "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01" }],
        "clauses": [{ "id": "k", "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"],
            "scope": { "include": [{ "all": true }] }, "artefact": { "schemes": ["A"] }, "attests": "any", "issuer_rule": "any",
            "origin_rule": "none", "basis_rule": "any", "effect": "equivalent", "fills": ["B"] }],
        "requirements": [{ "id": "r", "market": "BB", "aspect": "safety", "scope": { "include": [{ "all": true }] }, "ways": [{ "slots": [{ "scheme": "B" }] }] }],
        "coverage": [closed("ways", "BB"), closed("requirements", "BB")],
    })
}

fn law(universe: &Value) -> Law {
    Law::new(comity::pack::universe(universe).unwrap())
}

fn goods(changes: Value) -> Portfolio {
    let mut goods = json!({ "product": { "hs": "8516.40" }, "on": "2024-06-01" });
    goods.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    serde_json::from_value(goods).unwrap()
}

fn verdict(law: &Law, scheme: &str, issuer: &str, issued: &str, market: &str) -> Verdict {
    let question = json!({ "holdings": [{ "scheme": scheme, "issuer": issuer, "issued": issued }], "product": { "hs": "8516.40" }, "origin": {},
        "market": market, "on": "2024-06-01" });
    check(law, &comity::pack::question(&question).unwrap()).unwrap().requirements[0].verdict
}

fn opened(law: &Law) -> Openers {
    ask::openers(law, &goods(json!({})), "BB").unwrap()
}

/// For each template the issuer and day of its example, and the last day of issue that counts.
fn found(openers: &Openers) -> Vec<(Option<String>, Option<String>, Option<String>)> {
    let templates = &openers.requirements[0].ways[0].slots[0].templates;
    let told = |template: &ask::Template| {
        let paper = &template.example()[0];
        (paper.issuer.body.clone().or(paper.issuer.seat.clone()), paper.issued.clone(), template.issued_until.clone())
    };
    templates.iter().map(told).collect()
}

fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn of_a_seat_that_lay_in_the_bloc_when_the_paper_was_issued() {
    let mut world = universe();
    world["blocs"] =
        json!([{ "id": "UU", "members": [{ "code": "AA", "from": "2005-01-01", "until": "2015-12-31" }] }]);
    world["clauses"][0]["from_party"] = json!(["UU"]);
    world["clauses"][0]["party_test"] = json!("issue");
    world["agreements"][0]["parties"] = json!([{ "party": "UU" }, { "party": "BB" }]);
    let law = law(&world);
    assert_eq!(verdict(&law, "A", "a", "2010-01-01", "BB"), Verdict::Accepted);
    assert!(
        found(&opened(&law)).contains(&(some("AA"), some("2015-12-31"), some("2015-12-31"))),
        "{:?}",
        found(&opened(&law))
    );
}

#[test]
fn of_several_seats_the_one_where_the_goods_are_made_is_shown() {
    let mut world = universe();
    world["blocs"] = json!([{ "id": "UU", "members": [{ "code": "AA" }, { "code": "CC" }] }]);
    world["clauses"][0]["from_party"] = json!(["UU"]);
    world["agreements"][0]["parties"] = json!([{ "party": "UU" }, { "party": "BB" }]);
    let law = law(&world);
    for made_in in ["AA", "CC"] {
        let openers = ask::openers(&law, &goods(json!({ "origin": { "made_in": made_in } })), "BB").unwrap();
        assert_eq!(found(&openers)[1].0, some(made_in), "{:?}", found(&openers));
    }
}

#[test]
fn of_a_native_issuer_whose_seat_lay_in_the_scheme_s_home() {
    let mut world = universe();
    world["blocs"] =
        json!([{ "id": "UU", "members": [{ "code": "AA", "from": "2005-01-01", "until": "2015-12-31" }] }]);
    world["schemes"][0]["home"] = json!("UU");
    world["clauses"][0]["issuer_rule"] = json!("native");
    let law = law(&world);
    assert_eq!(verdict(&law, "A", "a", "2010-01-01", "BB"), Verdict::Accepted);
    assert!(
        found(&opened(&law)).contains(&(some("a"), some("2015-12-31"), some("2015-12-31"))),
        "{:?}",
        found(&opened(&law))
    );
}

#[test]
fn of_members_that_nothing_tells_apart_another_than_the_market_issues() {
    // A scheme that two blocs of the same members joined: BB takes the paper of a body in CC, not of its own.
    let mut world = universe();
    let members = json!([{ "code": "BB" }, { "code": "CC" }]);
    world["blocs"] = json!([{ "id": "UU", "members": members }, { "id": "VV", "members": members }]);
    world["schemes"][0]["home"] = json!("UU");
    world["schemes"][0]["native_issuers"] = json!("any");
    world["agreements"][0] = json!({ "id": "ab", "form": "multilateral-scheme", "parties": [{ "party": "UU" }, { "party": "VV" }], "in_force": "2000-01-01" });
    (world["clauses"][0]["from_party"], world["clauses"][0]["to_party"]) = (json!(["UU"]), json!(["VV"]));
    let law = law(&world);
    assert_eq!(verdict(&law, "A", "c", "2020-01-01", "BB"), Verdict::Accepted);
    assert_eq!(verdict(&law, "A", "b", "2020-01-01", "BB"), Verdict::NotAccepted);
    assert!(found(&opened(&law)).iter().any(|(seat, ..)| *seat == some("CC")), "{:?}", found(&opened(&law)));
}

#[test]
fn members_that_take_the_same_paper_share_a_template() {
    let mut world = universe();
    world["blocs"] = json!([{ "id": "UU", "members": [{ "code": "BB" }, { "code": "CC" }] }]);
    world["clauses"][0]["to_party"] = json!(["UU"]);
    world["agreements"][0]["parties"] = json!([{ "party": "AA" }, { "party": "UU" }]);
    world["requirements"][0]["market"] = json!("UU");
    world["schemes"][1]["home"] = json!("UU");
    // CC is another market than BB: something of its own is on record.
    world["coverage"].as_array_mut().unwrap().push(closed("ways", "CC"));
    let openers = ask::openers(&law(&world), &goods(json!({})), "UU").unwrap();
    let templates = &openers.requirements[0].ways[0].slots[0].templates;
    let of_a: Vec<&ask::Template> =
        templates.iter().filter(|t| t.scheme.as_ref().is_some_and(|s| s.id == "A")).collect();
    assert_eq!(of_a.iter().map(|t| t.members.clone()).collect::<Vec<_>>(), [["BB", "CC"]]);
}

#[test]
fn what_is_no_market_s_own_paper_is_not_tried_body_by_body() {
    // Forty members with a day of their own each: more papers than are tried for one chain.
    let mut world = universe();
    let code = |n: usize| format!("U{}", char::from(b'A' + u8::try_from(n).unwrap()));
    let members: Vec<Value> = (0..26).map(|n| json!({ "code": code(n), "from": format!("20{n:02}-05-05") })).collect();
    let others: Vec<Value> =
        (0..26).map(|n| json!({ "code": code(n).replace('U', "V"), "from": format!("19{n:02}-05-05") })).collect();
    for member in members.iter().chain(&others) {
        world["economies"].as_array_mut().unwrap().push(member["code"].clone());
    }
    world["blocs"] = json!([{ "id": "UU", "members": members.into_iter().chain(others).collect::<Vec<_>>() }]);
    world["schemes"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "N", "kind": "product-certificate", "home": "UU", "native_issuers": "any" }));
    world["requirements"][0]["ways"][0]["slots"][0]["scheme"] = json!("N");
    assert!(opened(&law(&world)).complete);
}

/// A clause that ended, for bodies on a register with so many entries; AA's body was on it until the end of 2015.
fn long_register(entries: usize) -> Law {
    let mut world = universe();
    world["clauses"][0]["until"] = json!("2010-12-31");
    world["clauses"][0]["on_end"] = json!("keep-issued-before-end");
    world["clauses"][0]["issuer_rule"] = json!({ "listed": "reg" });
    // No two of them so near that the days about them are the same.
    let day = |n: usize| format!("{}-{:02}-{:02}", 2016 + n / 108, 1 + n / 9 % 12, 1 + 3 * (n % 9));
    let later = (0..entries).map(|n| json!({ "id": format!("m{n}"), "body": "b", "for": "reg", "from": day(n) }));
    let first = json!({ "id": "l", "body": "a", "for": "reg", "from": "2005-01-01", "until": "2015-12-31" });
    world["listings"] = std::iter::once(first).chain(later).collect();
    law(&world)
}

#[test]
fn of_a_body_on_a_long_register() {
    let law = long_register(30);
    assert_eq!(verdict(&law, "A", "a", "2010-01-01", "BB"), Verdict::Accepted);
    assert!(
        found(&opened(&law)).contains(&(some("a"), some("2010-12-31"), some("2010-12-31"))),
        "{:?}",
        found(&opened(&law))
    );
}

#[test]
fn a_register_too_long_for_the_budget_is_said_to_be() {
    let openers = opened(&long_register(limits::ALIKE + 1));
    assert!(!found(&openers).iter().any(|(issuer, ..)| *issuer == some("a")));
    assert_eq!((openers.complete, openers.budget), (false, Some("tries")));
    // Bodies enough, but not days: of each entry the day before, the day and the day after are tried.
    assert!(!opened(&long_register(limits::ALIKE / 3 + 5)).complete);
    assert!(opened(&long_register(limits::ALIKE / 3 - 5)).complete);
}

#[test]
fn a_bar_on_papers_from_a_day_on_leaves_those_of_the_day_before() {
    let mut world = universe();
    world["bars"] =
        json!([{ "id": "x", "reach": "body", "subject": "a", "issued_from": "2020-01-01", "market": "BB" }]);
    world["clauses"][0]["issuer_rule"] = json!("native");
    let law = law(&world);
    assert_eq!(verdict(&law, "A", "a", "2019-12-31", "BB"), Verdict::Accepted);
    assert_eq!(verdict(&law, "A", "a", "2020-01-01", "BB"), Verdict::NotAccepted);
    assert!(
        found(&opened(&law)).contains(&(some("a"), some("2019-12-31"), some("2019-12-31"))),
        "{:?}",
        found(&opened(&law))
    );
}

/// Papers W of no market count in PP and QQ if their issuer stands on the market's register: x or z on the one, y or z on the
/// other.
fn two_registers(more: Option<Value>) -> Law {
    let clause = |id: &str, market: &str, register: &str, fills: &str| {
        json!({ "id": id, "agreement": "w", "from_party": ["XX", "YY", "ZZ"], "to_party": [market], "scope": { "include": [{ "all": true }] },
            "artefact": { "schemes": ["W"] }, "attests": "any", "issuer_rule": { "listed": register }, "origin_rule": "none",
            "basis_rule": "any", "effect": "equivalent", "fills": [fills] })
    };
    let asks = |id: &str, market: &str, scheme: &str| json!({ "id": id, "market": market, "aspect": "safety", "scope": { "include": [{ "all": true }] }, "ways": [{ "slots": [{ "scheme": scheme }] }] });
    let listing =
        |id: &str, body: &str, register: &str| json!({ "id": id, "body": body, "for": register, "from": "2005-01-01" });
    let mut listings = vec![
        listing("l1", "x", "regP"),
        listing("l2", "z", "regP"),
        listing("l3", "y", "regQ"),
        listing("l4", "z", "regQ"),
    ];
    listings.extend(more);
    let parties = ["PP", "QQ", "XX", "YY", "ZZ"].map(|market| json!({ "party": market }));
    law(&json!({
        "as_of": "2024-06-01", "economies": ["PP", "QQ", "XX", "YY", "ZZ"],
        "schemes": [
            { "id": "W", "kind": "test-certificate", "home": null, "native_issuers": null },
            { "id": "P", "kind": "product-certificate", "home": "PP", "native_issuers": ["p"] },
            { "id": "Q", "kind": "product-certificate", "home": "QQ", "native_issuers": ["q"] },
        ],
        "bodies": [{ "id": "p", "seat": "PP" }, { "id": "q", "seat": "QQ" }, { "id": "x", "seat": "XX" }, { "id": "y", "seat": "YY" }, { "id": "z", "seat": "ZZ" }],
        "listings": listings,
        "agreements": [{ "id": "w", "form": "multilateral-scheme", "in_force": "2000-01-01",
            "parties": parties }],
        "clauses": [clause("kp", "PP", "regP", "P"), clause("kq", "QQ", "regQ", "Q")],
        "requirements": [asks("rp", "PP", "P"), asks("rq", "QQ", "Q")],
        "coverage": [closed("ways", "PP"), closed("requirements", "PP"), closed("ways", "QQ"), closed("requirements", "QQ"),
            closed_register("regP"), closed_register("regQ")],
    }))
}

fn planned(law: &Law, owned: Value) -> Plan {
    let aim = Aim { markets: vec!["PP".to_owned(), "QQ".to_owned()], effect: Effect::Reissue };
    ask::plan(law, &goods(json!({ "holdings": owned })), &aim).unwrap()
}

#[test]
fn one_paper_of_a_body_on_both_registers_does_for_both_markets() {
    let law = two_registers(None);
    for market in ["PP", "QQ"] {
        assert_eq!(verdict(&law, "W", "z", "2024-06-01", market), Verdict::Accepted);
    }
    let plan = planned(&law, json!([]));
    assert_eq!((plan.method, plan.complete, plan.sets[0].weight), (Method::Exact, true, 100));
    let paper = &plan.sets[0].certificates[0];
    assert_eq!((paper.template.example()[0].issuer.body.clone(), paper.opens.len()), (some("z"), 2));
    // So also where the other body stood on both registers once.
    let once = json!({ "id": "l0", "body": "x", "for": "regQ", "from": "2005-01-01", "until": "2010-12-31" });
    assert_eq!(planned(&two_registers(Some(once)), json!([])).sets[0].weight, 100);
    // One of a body that counts in one of them only leaves the other to be opened.
    assert_eq!(
        planned(&law, json!([{ "scheme": "W", "issuer": { "body": "x" }, "issued": "2024-06-01" }])).sets[0].weight,
        100
    );
    assert_eq!(
        planned(&law, json!([{ "scheme": "W", "issuer": { "body": "z" }, "issued": "2024-06-01" }])).sets[0].weight,
        0
    );
}

#[test]
fn where_one_market_of_a_bloc_leaves_something_open_another_acts() {
    // AA's certificate is turned into the bloc's, which BB takes; of CC it is not known whether it was a member yet.
    let mut world = universe();
    world["economies"] = json!(["AA", "BB", "CC", "DD"]);
    world["blocs"] = json!([{ "id": "UU", "members": [{ "code": "CC", "from": "2024" }, { "code": "DD" }] }]);
    world["schemes"]
        .as_array_mut()
        .unwrap()
        .push(json!({ "id": "M", "kind": "product-certificate", "home": "UU", "native_issuers": "any" }));
    world["agreements"] = json!([
        { "id": "au", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "UU" }], "in_force": "2000-01-01" },
        { "id": "ub", "form": "government-mra", "parties": [{ "party": "UU" }, { "party": "BB" }], "in_force": "2000-01-01" }]);
    let clause = |changes: Value| {
        let mut clause = world["clauses"][0].clone();
        clause.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        clause
    };
    let mut made = clause(
        json!({ "id": "made", "agreement": "au", "to_party": ["UU"], "effect": "reissue", "issues": { "scheme": "M" } }),
    );
    made.as_object_mut().unwrap().remove("fills");
    let taken =
        clause(json!({ "id": "taken", "agreement": "ub", "from_party": ["UU"], "artefact": { "schemes": ["M"] } }));
    world["clauses"] = json!([made, taken]);
    let best = |world: &Value| {
        let openers = opened(&law(world));
        let templates = &openers.requirements[0].ways[0].slots[0].templates;
        let of_aa = templates.iter().find(|t| t.scheme.as_ref().is_some_and(|s| s.id == "A")).unwrap();
        (of_aa.truth, of_aa.hops[0].at.clone(), of_aa.example()[0].issuer.body.clone())
    };
    assert_eq!(verdict(&law(&world), "A", "a", "2020-01-01", "BB"), Verdict::Convertible);
    assert_eq!(best(&world), (Truth::True, "DD".to_owned(), None));
    // Nor is it left at a body of which it is doubtful whether it is listed.
    world["bodies"].as_array_mut().unwrap().push(json!({ "id": "a2", "seat": "AA" }));
    world["clauses"][0]["issuer_rule"] = json!({ "listed": "REG" });
    world["listings"] = json!([{ "id": "l1", "body": "a", "for": "REG", "from": "2000-01-01", "confidence": "doubtful" },
        { "id": "l2", "body": "a2", "for": "REG", "from": "2001-01-01" }]);
    assert_eq!(best(&world), (Truth::True, "DD".to_owned(), some("a2")));
}

#[test]
fn whoever_issued_it_matters_not_where_goods_carry_their_standing() {
    let mut world = Made::new();
    world.papers("AA", &["A"]).asks("ra", "AA", &[&["A"]]).whole("AA").unwritten("BB", &["B"]).asks(
        "r",
        "BB",
        &[&["B"]],
    );
    world.carries("AA", "BB", &json!({ "issuer_rule": null }));
    let openers = ask::openers(&world.law(), &goods(json!({})), "BB").unwrap();
    let template = &openers.requirements[0].ways[0].slots[0].templates[0];
    assert_eq!((template.kind, template.issuer.anybody, template.issuer.recorded), (Kind::LawfulMarketing, true, true));
}

#[test]
fn a_certificate_for_one_market_counts_beside_one_for_another() {
    // DD takes P of a listed body only, BB P of anybody in AA beside T, which CC asks for: two papers open all three.
    let mut world = Made::new();
    world.papers("AA", &["P"]).papers("CC", &["T"]).unwritten("BB", &["B"]).unwritten("DD", &["D"]);
    world.asks("rb", "BB", &[&["B"]]).asks("rc", "CC", &[&["T"]]).asks("rd", "DD", &[&["D"]]);
    world.push("bodies", json!({ "id": "listed", "seat": "AA" }));
    world.push("listings", json!({ "id": "l", "body": "listed", "for": "REG", "from": "2000-01-01" }));
    world.clause("P", "BB", json!({ "fills": ["B"], "needs_all": ["T"] }));
    world.clause("P", "DD", json!({ "fills": ["D"], "issuer_rule": { "listed": "REG" } }));
    assert_eq!(world.plan(&[], &["BB", "CC", "DD"]).sets[0].weight, 200);
}

#[test]
fn a_gap_beside_what_is_open_is_a_gap_for_sure() {
    let mut world = Made::new();
    world.papers("AA", &["P"]).unwritten("BB", &["B", "D"]).asks("r", "BB", &[&["B", "D"]]);
    world.takes("BB", "P", &["B"], "equivalent", &[]);
    let plan = world.plan(&[], &["BB"]);
    assert_eq!(plan.gaps.iter().map(|gap| gap.perhaps).collect::<Vec<_>>(), [false]);
}

#[test]
fn a_paper_that_is_only_evidence_is_weighed_where_evidence_is_enough() {
    let mut world = Made::new();
    world.papers("AA", &["P"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.takes("BB", "P", &["B"], "evidence", &[]);
    assert_eq!(world.plan_to(&[], &["BB"], Effect::Evidence, &json!({})).sets[0].weight, 100);
    assert_eq!(world.plan(&[], &["BB"]).gaps.len(), 1);
}

#[test]
fn others_as_light_are_told_of_only_if_there_are_any() {
    assert!(!ways(&[&[], &["fee"], &["surveillance"], &["local-representative"]]).more_as_light);
    assert!(ways(&[&[], &["fee"], &["surveillance"], &["surveillance"]]).more_as_light);
}

#[test]
fn a_paper_beside_two_others_is_got_once_wherever_it_stands() {
    let mut world = Made::new();
    world.papers("AA", &["P", "Q", "T", "U"]).unwritten("BB", &["B", "D"]);
    world.asks("r", "BB", &[&["B"]]).asks("s", "BB", &[&["D"]]);
    world.clause("P", "BB", json!({ "fills": ["B"], "needs_all": ["T"] }));
    world.clause("Q", "BB", json!({ "fills": ["D"], "needs_all": ["U", "T"] }));
    assert_eq!(world.plan(&[], &["BB"]).sets[0].weight, 400);
}

#[test]
fn as_many_candidates_as_the_budget_allows_are_all_weighed() {
    for (count, complete) in [(limits::CANDIDATES, true), (limits::CANDIDATES + 1, false)] {
        let mut world = Made::new();
        for n in 0..count {
            let (scheme, requirement) = (format!("B{n}"), format!("r{n}"));
            world.papers("BB", &[&scheme]).asks(&requirement, "BB", &[&[&scheme]]);
        }
        let plan = world.plan(&[], &["BB"]);
        assert_eq!((plan.candidates, plan.complete), (limits::CANDIDATES, complete));
    }
}
