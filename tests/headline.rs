//! What the headline says where several requirements of a market are addressed, over the law in `data/` and a small one.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::Verdict;
use comity::{Law, check};
use serde_json::{Value, json};

/// Asked of a declaration of conformity for radio equipment into the Union: Directive 2014/53/EU, Article 17, leaves it to the
/// maker where harmonised standards are applied in full, and asks for a notified body where they are not.
#[test]
fn a_declaration_speaks_alone_only_where_no_body_is_asked_for() {
    let law = common::real_law();
    let headline = |attributes: serde_json::Value| {
        let question = json!({
            "holdings": [{ "scheme": "eu-doc", "issued": "2025-03-01" }],
            "product": { "group": "radio-equipment", "attributes": attributes }, "origin": { "made_in": "CN" },
            "market": "EU", "on": "2026-11-22",
        });
        check(&law, &serde_json::from_value(question).unwrap()).unwrap().headline
    };

    let unsaid = headline(json!({}));
    assert_eq!((unsaid.verdict, unsaid.r#for), (Verdict::Unknown, vec!["eu-radio-type-examination".to_owned()]));

    let in_full = headline(json!({ "harmonised-standards-in-full": "yes" }));
    assert_eq!((in_full.verdict, in_full.r#for), (Verdict::Native, vec!["eu-radio-assessment".to_owned()]));

    let in_part = headline(json!({ "harmonised-standards-in-full": "no" }));
    assert_eq!(in_part.verdict, Verdict::NotAccepted);
}

/// The headline, its verdict and what it is about, where QA asks for these requirements (id, aspect, products, the schemes asked for) of goods whose attribute `x` is
/// not stated, and where the papers of the schemes named are in hand.
fn headline(requirements: &[(&str, &str, Value, &str)], papers: &[&str]) -> (Verdict, Vec<String>) {
    let schemes = [
        ("A", "product-certificate"),
        ("B", "supplier-declaration"),
        ("C", "registration"),
        ("D", "product-certificate"),
    ];
    let closed = |closes: &str| {
        json!({ "id": closes, "closes": closes, "market": "QA", "scope": [{ "all": true }], "from": "2000-01-01",
                "as_of": "2026-01-01" })
    };
    let universe = json!({
        "as_of": "2026-01-01", "economies": ["QA"],
        "schemes": schemes.map(|(id, kind)| json!({ "id": id, "kind": kind, "home": "QA", "regime": id,
                                            "native_issuers": "any" })),
        "requirements": requirements.iter().map(|(id, aspect, products, scheme)| json!({
            "id": id, "market": "QA", "aspect": aspect, "scope": { "include": [products] },
            "ways": [{ "id": "w", "slots": scheme.split('+').map(|scheme| json!({ "scheme": scheme })).collect::<Vec<_>>() }] })).collect::<Vec<_>>(),
        "coverage": [closed("requirements"), closed("ways")] });
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let question = json!({
        "holdings": papers.iter().map(|scheme| json!({ "scheme": scheme, "issued": "2025-01-01" })).collect::<Vec<_>>(),
        "product": { "hs": "8516" }, "market": "QA", "on": "2026-01-01" });
    let headline = check(&law, &comity::pack::question(&question).unwrap()).unwrap().headline;
    (headline.verdict, headline.r#for)
}

fn about(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|id| (*id).to_owned()).collect()
}

#[test]
fn what_surely_applies_speaks_before_what_may() {
    let (surely, perhaps) = (json!({ "all": true }), json!({ "attr": "x", "equals": ["yes"] }));
    let both = [("sure", "safety", surely.clone(), "A"), ("maybe", "emc", perhaps, "B")];
    assert_eq!(headline(&both, &["A", "B"]), (Verdict::Native, about(&["sure"])));
    // A gap is not what a paper is about, even where it surely applies.
    assert_eq!(headline(&both, &["B"]), (Verdict::Native, about(&["maybe"])));
    assert_eq!(headline(&both, &["C"]), (Verdict::NotAddressed, about(&["sure"])));
    let equals = [("one", "safety", surely.clone(), "A"), ("two", "emc", surely, "A")];
    assert_eq!(headline(&equals, &["A"]), (Verdict::Native, about(&["one", "two"])));
    assert_eq!(headline(&[], &["A"]).1, about(&[]), "where nothing is asked");
}

#[test]
fn a_paper_that_is_nothing_to_what_surely_applies_is_about_what_it_is_shown_to_meet() {
    let (surely, perhaps) = (json!({ "all": true }), json!({ "attr": "x", "equals": ["yes"] }));
    // A paper of the kind that is surely asked for, of another scheme: it is about that, and not taken.
    let of = |aspect: &'static str| {
        headline(&[("sure", "emc", surely.clone(), "D"), ("maybe", aspect, perhaps.clone(), "A")], &["A"])
    };
    assert_eq!(of("safety"), (Verdict::Native, about(&["maybe"])));
    assert_eq!(of("emc"), (Verdict::NotAccepted, about(&["sure"])), "of one aspect the one that is not met speaks");
}

#[test]
fn a_paper_that_is_nothing_to_what_surely_applies_is_about_what_may_ask_for_that_very_paper() {
    let (surely, perhaps) = (json!({ "all": true }), json!({ "attr": "x", "equals": ["yes"] }));
    // Two papers may be asked for and one of them is in hand: nothing is shown to be met.
    let of = |asks: &'static str| {
        headline(&[("sure", "emc", surely.clone(), asks), ("maybe", "safety", perhaps.clone(), "A+B")], &["A"])
    };
    assert_eq!(of("D"), (Verdict::Unknown, about(&["maybe"])));
    assert_eq!(of("A+D"), (Verdict::NotAccepted, about(&["sure"])), "what surely applies asks for it too");
}

#[test]
fn of_what_may_apply_the_unproved_rival_of_an_aspect_speaks() {
    let perhaps = |value: &str| json!({ "attr": "x", "equals": [value] });
    let one = ("one", "safety", perhaps("yes"), "A");
    let with = |aspect: &'static str, asks: &'static str| {
        headline(&[one.clone(), ("two", aspect, perhaps("no"), asks)], &["A"])
    };
    // Two papers are asked for and one of them is in hand: it is about the requirement, and does not meet it.
    assert_eq!(with("safety", "A+B"), (Verdict::Unknown, about(&["two"])));
    assert_eq!(with("emc", "A+B"), (Verdict::Native, about(&["one"])), "another aspect is no rival");
    assert_eq!(with("safety", "A"), (Verdict::Native, about(&["one", "two"])), "whichever applies is met");
    assert_eq!(headline(&[("two", "safety", perhaps("no"), "A+B")], &["A"]), (Verdict::Unknown, about(&["two"])));
}

#[test]
fn what_is_meant_narrows_what_is_shown_and_not_what_the_market_asks() {
    let all = json!({ "all": true });
    let asked = |purpose: Option<&str>| {
        let requirement = |id: &str, aspect: &str| {
            json!({ "id": id, "market": "QA", "aspect": aspect, "scope": { "include": [all] },
                    "ways": [{ "slots": [{ "scheme": "A" }] }] })
        };
        let universe = json!({
            "as_of": "2026-01-01", "economies": ["QA"],
            "schemes": [{ "id": "A", "kind": "product-certificate", "home": "QA", "regime": "A", "native_issuers": "any" }],
            "requirements": [requirement("one", "safety"), requirement("two", "safety"), requirement("three", "emc")] });
        let law = Law::new(comity::pack::universe(&universe).unwrap());
        let mut question = comity::pack::question(&json!({
            "holdings": [{ "scheme": "A", "issued": "2025-01-01" }], "product": { "hs": "8516" }, "market": "QA",
            "on": "2026-01-01" }))
        .unwrap();
        question.wanted.purpose = purpose.map(str::to_owned);
        let answer = check(&law, &question).unwrap();
        assert_eq!(answer.market.interval, comity::decide::Interval::exactly(comity::decide::Scale::Native));
        answer.requirements.iter().map(|r| r.id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(asked(None), about(&["one", "three", "two"]));
    assert_eq!(asked(Some("two")), about(&["two"]), "by its id");
    assert_eq!(asked(Some("safety")), about(&["one", "two"]), "by what it is about");
}
