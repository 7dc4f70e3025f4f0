//! Sentences that sound like laws and are none (`semantics.md` §5, N1 to N14): of each an example where it fails.
//!
//! All start from one promise: BB takes A, the certificate of AA, in place of its own certificate B.

use crate::worlds::{World, list};
use comity::decide::{Answer, Interval, Scale, Verdict};
use serde_json::{Value, json};

const NONE: Interval = Interval::exactly(Scale::Nothing);
const EQUIVALENT: Interval = Interval::exactly(Scale::Equivalent);

fn promise() -> World {
    let scheme = |id: &str, home: &str, body: &str| json!({ "id": id, "kind": "product-certificate", "home": home, "regime": format!("{id}-rules"), "native_issuers": [body] });
    let closed = |closes: &str, market: &str| json!({ "id": format!("{closes}-{market}"), "closes": closes, "market": market, "scope": [{ "all": true }], "as_of": "2024-01-01" });
    let markets = ["AA", "BB", "CC"];
    let universe = json!({
        "as_of": "2024-06-01", "economies": ["AA", "BB", "CC", "DD"], "blocs": [],
        "norms": [{ "id": "N", "editions": [{ "id": "N:1", "published": "2010-01-01" }, { "id": "N:2", "published": "2020-01-01" }] }],
        "schemes": [scheme("A", "AA", "a"), scheme("B", "BB", "b"), scheme("C", "CC", "c")],
        "bodies": [{ "id": "a", "seat": "AA" }, { "id": "b", "seat": "BB" }, { "id": "c", "seat": "CC" }, { "id": "d", "seat": "DD" }],
        "listings": [], "bars": [],
        "agreements": [agreement("ab", &["AA", "BB"])], "clauses": [clause("ab.1", "ab", ("AA", "A"), ("BB", "B"))],
        "requirements": [requirement("r-A", "AA", "A"), requirement("r-B", "BB", "B"), requirement("r-C", "CC", "C")],
        "coverage": markets.iter().flat_map(|market| [closed("ways", market), closed("requirements", market)]).collect::<Vec<_>>(),
    });
    let question = json!({ "holdings": [{ "scheme": "A", "issuer": "a", "issued": "2020-01-01", "edition": "N:1" }],
        "product": { "hs": "8516.40" }, "origin": {}, "market": "BB", "on": "2024-06-01" });
    World::of(universe, question)
}

fn agreement(id: &str, parties: &[&str]) -> Value {
    let parties: Vec<Value> = parties.iter().map(|place| json!({ "party": place })).collect();
    json!({ "id": id, "form": "government-mra", "parties": parties, "in_force": "2000-01-01" })
}

fn clause(id: &str, agreement: &str, (from, takes): (&str, &str), (to, fills): (&str, &str)) -> Value {
    json!({ "id": id, "agreement": agreement, "from_party": [from], "to_party": [to], "scope": { "include": [{ "hs": "8516" }] },
        "artefact": { "schemes": [takes] }, "attests": "any", "issuer_rule": "any", "origin_rule": "none", "basis_rule": "any",
        "effect": "equivalent", "fills": [fills] })
}

fn requirement(id: &str, market: &str, scheme: &str) -> Value {
    json!({ "id": id, "market": market, "aspect": "safety", "scope": { "include": [{ "all": true }] }, "ways": [{ "slots": [{ "scheme": scheme }] }] })
}

/// The answer to the promise after a change.
fn with(change: impl FnOnce(&mut World)) -> Answer {
    promise().asked_with(change).unwrap()
}

/// What the market makes of it.
fn market(change: impl FnOnce(&mut World)) -> Interval {
    with(change).market.interval
}

/// The promise's own clause.
fn promised(world: &mut World) -> &mut Value {
    &mut world.universe["clauses"][0]
}

#[test]
fn the_promise_holds() {
    assert_eq!(market(|_| ()), EQUIVALENT);
}

#[test]
fn n1_one_more_fact_can_lower_a_verdict() {
    let bar = json!({ "id": "bar", "reach": "product-in-market", "market": "BB", "scope": [{ "hs": "8516" }] });
    assert_eq!(market(|w| list(&mut w.universe, "bars").push(bar)), Interval::exactly(Scale::Barred));
    assert_eq!(market(|w| promised(w)["scope"]["exclude"] = json!([{ "hs": "8516.40" }])), NONE);
    let mut successor = agreement("newer", &["AA", "BB"]);
    successor["supersedes"] = json!(["ab"]);
    assert_eq!(market(|w| list(&mut w.universe, "agreements").push(successor)), NONE);
    assert_eq!(market(|w| list(&mut w.universe, "requirements").push(requirement("r-more", "BB", "C"))), NONE);
}

#[test]
fn n2_recognition_is_not_transitive() {
    let chain = |w: &mut World| {
        list(&mut w.universe, "agreements").push(agreement("bc", &["BB", "CC"]));
        list(&mut w.universe, "clauses").push(clause("bc.1", "bc", ("BB", "B"), ("CC", "C")));
    };
    assert_eq!(market(chain), EQUIVALENT, "from AA to BB");
    let of_b = |w: &mut World| {
        chain(w);
        (w.question["holdings"][0]["scheme"], w.question["holdings"][0]["issuer"]) = (json!("B"), json!("b"));
        w.question["market"] = json!("CC");
    };
    assert_eq!(market(of_b), EQUIVALENT, "from BB to CC");
    let through = |w: &mut World| {
        chain(w);
        w.question["market"] = json!("CC");
    };
    assert_eq!(market(through), NONE, "from AA to CC");
}

#[test]
fn n3_recognition_is_not_symmetric() {
    let back = |w: &mut World| {
        (w.question["holdings"][0]["scheme"], w.question["holdings"][0]["issuer"]) = (json!("B"), json!("b"));
        w.question["market"] = json!("AA");
    };
    assert_eq!(market(back), NONE);
}

#[test]
fn n4_a_later_day_can_be_better() {
    let on = |day: &str| {
        market(|w| {
            (promised(w)["in_force"], promised(w)["preissue"]) = (json!("2024-06-01"), json!("yes"));
            w.question["on"] = json!(day);
        })
    };
    assert_eq!((on("2024-05-31"), on("2024-06-01")), (NONE, EQUIVALENT));
}

#[test]
fn n5_a_newer_edition_is_not_as_good() {
    let edition = |edition: &str| {
        market(|w| {
            promised(w)["edition_rule"] = json!({ "accepts": [{ "edition": "N:1" }], "accept_newer": "no" });
            w.question["holdings"][0]["edition"] = json!(edition);
        })
    };
    assert_eq!((edition("N:1"), edition("N:2")), (EQUIVALENT, NONE));
}

#[test]
fn n6_a_paper_that_rests_on_more_is_not_better() {
    let basis = |basis: Value| {
        market(|w| {
            promised(w)["basis_rule"] = json!("own");
            w.question["holdings"][0]["basis"] = basis;
        })
    };
    assert_eq!((basis(json!([])), basis(json!([{ "scheme": "C", "issuer": "c" }]))), (EQUIVALENT, NONE));
}

#[test]
fn n7_one_more_certificate_does_not_help_the_file_it_goes_into() {
    let lab_barred = |w: &mut World| {
        list(&mut w.universe, "bars").push(json!({ "id": "bar", "reach": "body", "subject": "c", "market": "BB" }));
    };
    let joint = |w: &mut World| w.question["holdings"][0]["basis"] = json!([{ "scheme": "C", "issuer": "c" }]);
    let beside = |w: &mut World| {
        list(&mut w.question, "holdings").push(json!({ "scheme": "C", "issuer": "c", "issued": "2020-01-01" }));
    };
    assert_eq!(market(|w| [lab_barred, joint].iter().for_each(|change| change(w))), NONE, "in one file");
    assert_eq!(market(|w| [lab_barred, beside].iter().for_each(|change| change(w))), EQUIVALENT, "side by side");
}

#[test]
fn n8_who_is_in_a_bloc_is_not_in_its_agreements() {
    let customs_union = |issuer: &'static str| {
        move |w: &mut World| {
            let member = |code: &str| json!({ "code": code, "from": null, "until": null });
            *list(&mut w.universe, "blocs") = vec![
                json!({ "id": "RULES", "purpose": "rules", "members": [member("AA")] }),
                json!({ "id": "CUSTOMS", "purpose": "customs", "members": [member("AA"), member("DD")] }),
            ];
            w.universe["agreements"][0]["parties"] = json!([{ "party": "RULES" }, { "party": "BB" }]);
            promised(w)["from_party"] = json!(["RULES"]);
            w.question["holdings"][0]["issuer"] = json!(issuer);
        }
    };
    assert_eq!((market(customs_union("a")), market(customs_union("d"))), (EQUIVALENT, NONE));
}

#[test]
fn n9_who_is_accredited_is_not_designated() {
    let listed_on = |register: &'static str| {
        move |w: &mut World| {
            promised(w)["issuer_rule"] = json!({ "listed": "designated" });
            list(&mut w.universe, "listings")
                .push(json!({ "id": "l", "body": "a", "for": register, "from": "2010-01-01" }));
            list(&mut w.universe, "coverage").push(json!({ "id": "closed", "closes": "register", "register": "designated", "scope": [{ "all": true }], "as_of": "2024-01-01" }));
        }
    };
    assert_eq!((market(listed_on("designated")), market(listed_on("accredited"))), (EQUIVALENT, NONE));
}

#[test]
fn n10_the_stronger_recognition_can_leave_more_to_do() {
    let answer = with(|w| {
        promised(w)["obligations"] = json!([{ "kind": "marking" }, { "kind": "registration" }]);
        let mut weaker = clause("ab.2", "ab", ("AA", "A"), ("BB", "B"));
        weaker["effect"] = json!("reissue");
        list(&mut w.universe, "clauses").push(weaker);
    });
    let [stronger, weaker] = answer.requirements[0].routes.as_slice() else { panic!("two routes are shown") };
    assert!(stronger.effect > weaker.effect && stronger.obligations.len() > weaker.obligations.len());
    assert_eq!(answer.requirements[0].verdict, Verdict::AcceptedWithConditions);
}

#[test]
fn n11_what_is_not_excluded_of_two_things_may_be_excluded_of_both_together() {
    let rivals = |risk: Option<&'static str>| {
        move |w: &mut World| {
            list(&mut w.universe, "schemes")
                .push(json!({ "id": "B2", "kind": "registration", "home": "BB", "native_issuers": ["b"] }));
            list(&mut w.universe, "requirements").push(requirement("r-B2", "BB", "B2"));
            list(&mut w.universe, "clauses").push(clause("ab.2", "ab", ("AA", "A"), ("BB", "B2")));
            for (place, risk) in [(0, "low"), (1, "high")] {
                w.universe["clauses"][place]["scope"]["include"] = json!([{ "attr": "risk", "equals": [risk] }]);
            }
            if let Some(risk) = risk {
                w.question["product"]["attributes"] = json!({ "risk": risk });
            }
        }
    };
    assert_eq!(market(rivals(None)), Interval(Scale::Nothing, Scale::Equivalent));
    assert_eq!((market(rivals(Some("low"))), market(rivals(Some("high")))), (NONE, NONE));
}

#[test]
fn n12_what_is_not_excluded_is_not_included() {
    let of = |code: &str| {
        market(|w| {
            promised(w)["scope"]["exclude"] = json!([{ "hs": "8516.50" }]);
            w.question["product"]["hs"] = json!(code);
        })
    };
    assert_eq!((of("8516.40"), of("8415.10")), (EQUIVALENT, NONE));
}

#[test]
fn n13_a_broader_scope_that_excludes_lowers() {
    let excluding = |code: &str| market(|w| promised(w)["scope"]["exclude"] = json!([{ "hs": code }]));
    assert_eq!((excluding("8516.50"), excluding("8516")), (EQUIVALENT, NONE));
}

#[test]
fn n14_joining_a_bloc_can_lower_a_verdict() {
    let joined = |from: &'static str| {
        move |w: &mut World| {
            list(&mut w.universe, "blocs").push(
                json!({ "id": "UU", "purpose": "rules", "members": [{ "code": "BB", "from": from, "until": null }] }),
            );
            list(&mut w.universe, "requirements").push(requirement("r-UU", "UU", "C"));
        }
    };
    assert_eq!((market(joined("2024-06-02")), market(joined("2024-06-01"))), (EQUIVALENT, NONE));
}

#[test]
fn l36_cut_in_two_without_its_lineage_a_clause_forgets_older_papers() {
    let cut = |since: Value| {
        move |w: &mut World| {
            let mut newer = promised(w).clone();
            (newer["id"], newer["in_force"], newer["since"]) = (json!("ab.2"), json!("2024-01-01"), since);
            (promised(w)["until"], promised(w)["on_end"]) = (json!("2023-12-31"), json!("lapse"));
            list(&mut w.universe, "clauses").push(newer);
        }
    };
    assert_eq!((market(cut(json!("2000-01-01"))), market(cut(Value::Null))), (EQUIVALENT, NONE));
}
