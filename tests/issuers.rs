//! Who issued a paper, where the record and the holder each say a part of it: sorts of bodies, registers, accreditors.
//!
//! QM's papers count in QN, each under an agreement of its own that asks for another issuer; QN's list of ways is complete.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::NearMiss;
use comity::{Law, check};
use common::made::{agreement, bloc, body, clause, coverage, listing, market, register, requirement, scheme, source};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// What each clause asks of the issuer.
const RULES: [(&str, &str); 13] = [
    ("q-general", r#"class = ["certification-body"]"#),
    ("q-special", r#"class = ["notified-body"]"#),
    ("q-designated", r#"class = ["designated-body"]"#),
    ("q-open", r#"class = ["notified-body"], listed = "q-open-list""#),
    ("q-full", r#"class = ["notified-body"], listed = "q-full-list""#),
    ("q-seatless", r#"class = ["notified-body"], listed = "q-seatless-list""#),
    ("q-states", r#"class = ["notified-body"], listed = "q-state-list""#),
    ("q-all-states", r#"class = ["notified-body"], listed = "q-all-state-list""#),
    ("q-listed", r#"listed = "q-open-list""#),
    ("q-accredited", r#"class = ["certification-body"], accredited_by = "q-accreditors""#),
    ("q-accredited-only", r#"accredited_by = "q-accreditors""#),
    ("q-accredited-full", r#"class = ["certification-body"], accredited_by = "q-all-accreditors""#),
    ("q-accredited-seatless", r#"class = ["certification-body"], accredited_by = "q-seatless-accreditors""#),
];

const LISTED: &str = r#"class = ["notified-body"], listed = "q-open-list""#;
const ELSEWHERE: &str = r#"class = ["notified-body"], listed = "q-other-list""#;
const COMPLETE: &str = r#"class = ["notified-body"], listed = "q-full-list""#;
const PLAIN: &str = r#"class = ["notified-body"]"#;
const DESIGNATED: &str = r#"class = ["designated-body"]"#;
const LABORATORY: &str = r#"class = ["laboratory"], listed = "q-other-list""#;

/// A clause: whose papers, who takes them, from which issuers.
type Taken = (&'static str, &'static str, &'static str);

/// Schemes with their home, whether they have a register of their own, and the clauses that take their papers, each of an
/// agreement of its own; a rule that ends in a space is of one that has ended.
const MEANT: [(&str, &str, &str, &[Taken]); 19] = [
    ("q-alone", "QN", "", &[("QM", "QN", LISTED)]),
    ("q-two-lists", "QN", "", &[("QM", "QN", LISTED), ("QM", "QN", ELSEWHERE)]),
    ("q-same-list", "QN", "", &[("QM", "QN", LISTED), ("QM", "QN", LISTED)]),
    (
        "q-one-over",
        "QN",
        "",
        &[("QM", "QN", LISTED), ("QM", "QN", r#"class = ["notified-body"], listed = "q-other-list" "#)],
    ),
    ("q-other-side", "QN", "", &[("QM", "QN", LISTED), ("QP", "QN", ELSEWHERE)]),
    ("q-other-sort", "QN", "", &[("QM", "QN", LISTED), ("QM", "QN", LABORATORY)]),
    ("q-other-market", "QN", "", &[("QM", "QN", LISTED), ("QM", "QP", ELSEWHERE)]),
    ("q-any-side", "QN", "", &[("QM", "QN", LISTED), ("any", "QN", ELSEWHERE)]),
    ("q-at-home", "QM", "", &[("QM", "QN", LISTED)]),
    ("q-at-home-two", "QM", "", &[("QM", "QN", LISTED), ("QM", "QP", ELSEWHERE)]),
    ("q-third", "QP", "", &[("QM", "QN", LISTED)]),
    ("q-homeless", "", "", &[("QM", "QN", LISTED)]),
    ("q-third-complete", "QP", "", &[("QM", "QN", COMPLETE)]),
    ("q-homeless-complete", "", "", &[("QM", "QN", COMPLETE)]),
    ("q-own-list", "QP", r#", register = "q-open-list""#, &[("QM", "QN", LISTED)]),
    ("q-plain-rival", "QM", "", &[("QM", "QN", LISTED), ("QM", "QP", PLAIN)]),
    ("q-designated-rival", "QM", "", &[("QM", "QN", LISTED), ("QM", "QP", DESIGNATED)]),
    ("q-plain-two", "QN", "", &[("QM", "QN", PLAIN), ("QM", "QN", DESIGNATED)]),
    ("q-designated-twice", "QN", "", &[("QM", "QN", DESIGNATED), ("QM", "QN", ELSEWHERE)]),
];

static LAW: LazyLock<Law> = LazyLock::new(|| {
    let notified = r#"class = ["notified-body"]"#;
    let accrediting = r#"class = ["accreditation-body"]"#;
    let seated = "seat = \"QM\"\n";
    let complete = |list: &str| {
        register(list) + &coverage(&format!("{list}-is-complete"), "register", &format!("register = \"{list}\""))
    };
    let mut text = vec![
        source(),
        ["QM", "QN", "QP", "QR", "QS"].map(market).concat(),
        ["q-open-list", "q-accreditors"].map(register).concat(),
        body("q-on", "QM", notified),
        body("q-off", "QM", notified),
        body("q-plain", "QM", ""),
        body("q-lab", "QM", r#"class = ["laboratory"]"#),
        body("q-far", "QP", notified),
        body("q-nowhere", "QM", notified).replace(seated, ""),
        body("q-accreditor", "QM", accrediting),
        body("q-accreditor-nowhere", "QM", accrediting).replace(seated, ""),
        ["q-open-list", "q-full-list"].map(|list| listing("q-on", list)).concat(),
        listing("q-nowhere", "q-seatless-list"),
        ["q-accreditors", "q-all-accreditors"].map(|list| listing("q-accreditor", list)).concat(),
        listing("q-accreditor-nowhere", "q-seatless-accreditors"),
        // Two records of one listing that conflict.
        body("q-accreditor-contested", "QM", accrediting),
        listing("q-accreditor-contested", "q-accreditors")
            .replace("body =", "id = \"q-one\"\nuntil = 2020-01-01\nbody ="),
        listing("q-accreditor-contested", "q-accreditors")
            .replace("body =", "id = \"q-two\"\nconflicts_with = \"q-one\"\nbody =")
            .replace("from = 2010-01-01", "from = 2012-01-01"),
        ["q-state-list", "q-all-state-list"].map(|list| listing("q-on", list)).concat(),
        register("q-state-list") + "by_seat = true\n",
        complete("q-all-state-list").replacen(
            &register("q-all-state-list"),
            &(register("q-all-state-list") + "by_seat = true\n"),
            1,
        ),
        ["q-full-list", "q-seatless-list", "q-all-accreditors", "q-seatless-accreditors"].map(complete).concat(),
        coverage("q-ways", "ways", r#"market = "QN""#),
        scheme("q-n", "QN", "anybody = true"),
        scheme("q-r", "QR", r#"class = ["notified-body"], register = "q-open-list""#),
        scheme("q-s", "QS", r#"class = ["notified-body"], register = "q-full-list""#),
        requirement("q-r-asks", "QR", "q-r"),
        requirement("q-s-asks", "QS", "q-s"),
        [("r", "QR"), ("s", "QS")]
            .map(|(id, code)| coverage(&format!("q-ways-{id}"), "ways", &format!("market = \"{code}\"")))
            .concat(),
        requirement("q-asks", "QN", "q-n"),
    ];
    let declared =
        |id: &str| scheme(id, "QV", "supplier = true").replace("product-certificate", "supplier-declaration");
    text.push(declared("q-declared"));
    text.push(market("QV"));
    text.push(requirement("q-v-asks", "QV", "q-declared"));
    text.push(coverage("q-ways-v", "ways", r#"market = "QV""#));
    text.push(agreement("q-declared-act", &["QN"]));
    text.push(clause("q-declared-act.to-n", "any", "QN", "q-declared", "q-n", "any = true"));
    text.push(register("q-other-list"));
    text.push(bloc("QU", &["QM"]).replace("code = \"QM\"", "code = \"QM\", from = 2010-01-01"));
    for (id, from) in [("q-from-market", "QM"), ("q-from-bloc", "QU")] {
        text.push(scheme(id, "QM", "anybody = true"));
        text.push(agreement(&format!("{id}-act"), &["QN"]));
        text.push(clause(&format!("{id}-act.to-n"), from, "QN", id, "q-n", "any = true"));
    }
    for (id, home, own, clauses) in MEANT {
        let issuers = format!("class = [\"certification-body\"]{own}");
        let home_line = format!("home = \"{home}\"\n");
        let made = scheme(id, home, &issuers);
        text.push(if home.is_empty() { made.replace(&home_line, "") } else { made });
        for (place, (from, to, issuer)) in clauses.iter().enumerate() {
            let act = format!("{id}-act-{place}");
            let mut treaty = agreement(&act, &[*to]);
            if issuer.ends_with(' ') {
                let ended = "status = \"ended\"\nended = 2020-12-31\nend_kind = \"expiry\"\non_end = { lapse = true }";
                treaty = treaty.replace("status = \"in-force\"", ended);
            }
            text.push(treaty);
            text.push(clause(&format!("{act}.to-n"), from, to, id, "q-n", issuer));
        }
    }
    for (id, issuer) in RULES {
        text.push(scheme(id, "QM", r#"class = ["certification-body"]"#));
        text.push(agreement(&format!("{id}-act"), &["QN"]));
        text.push(clause(&format!("{id}-act.to-n"), "any", "QN", id, "q-n", issuer));
    }
    // Its issuers are known by name.
    text.push(scheme("q-named", "QM", r#"bodies = ["q-plain"], class = ["notified-body"]"#));
    text.push(agreement("q-named-act", &["QN"]));
    text.push(clause("q-named-act.to-n", "any", "QN", "q-named", "q-n", PLAIN));
    common::real_law_with(&text.concat())
});

/// The verdict on a paper by this issuer.
fn verdict(rule: &str, issuer: &Value) -> String {
    verdict_of(rule, issuer, Some("2025-01-01"))
}

fn verdict_of(rule: &str, issuer: &Value, issued: Option<&str>) -> String {
    verdict_in("QN", rule, issuer, issued)
}

fn verdict_in(market: &str, scheme: &str, issuer: &Value, issued: Option<&str>) -> String {
    let question = json!({
        "holdings": [{ "scheme": scheme, "issuer": issuer, "issued": issued }],
        "product": { "group": "household-appliances" }, "origin": {}, "market": market, "on": "2026-06-01",
    });
    check(&LAW, &serde_json::from_value(question).unwrap()).unwrap().requirements[0].verdict.to_string()
}

/// Every verdict is as stated; all that are not are named at once.
fn as_stated(verdicts: impl IntoIterator<Item = (String, &'static str, String)>) {
    let wrong = verdicts.into_iter().filter(|(found, stated, _)| found != stated);
    let wrong: Vec<String> = wrong.map(|(found, stated, of)| format!("{of}: {found}, not {stated}")).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const YES: &str = "accepted";
const NATIVE: &str = "native";
const NO: &str = "not-accepted";
const OPEN: &str = "unknown";

#[test]
fn the_sort_of_the_issuer() {
    let cases = [
        // A stated sort answers a more general one, not the other way round, and never another family's.
        ("q-general", json!({ "class": "notified-body", "seat": "QM" }), YES),
        ("q-general", json!({ "class": "certification-body", "seat": "QM" }), YES),
        ("q-general", json!({ "class": "laboratory", "seat": "QM" }), NO),
        ("q-special", json!({ "class": "notified-body", "seat": "QM" }), YES),
        ("q-special", json!({ "class": "certification-body", "seat": "QM" }), OPEN),
        ("q-special", json!({ "class": "approved-body", "seat": "QM" }), OPEN),
        ("q-special", json!({ "class": "authority", "seat": "QM" }), NO),
        // What is recorded of a body that is named, stated or not.
        ("q-special", json!({ "body": "q-on" }), YES),
        ("q-special", json!({ "body": "q-lab" }), NO),
        ("q-special", json!({ "body": "q-lab", "class": "notified-body" }), YES),
        ("q-general", json!({ "body": "q-plain", "class": "laboratory" }), NO),
        // Nothing is stated: by its nature the scheme's paper comes from a certification body of its home.
        ("q-general", json!({ "seat": "QM" }), YES),
        ("q-special", json!({ "seat": "QM" }), OPEN),
        ("q-general", json!({ "seat": "QP" }), OPEN),
        // So does that of a body of which nobody recorded the sort, unless the scheme knows its issuers by name.
        ("q-general", json!({ "body": "q-plain" }), YES),
        ("q-named", json!({ "body": "q-plain" }), OPEN),
        ("q-general", json!({}), OPEN),
        // "Designated" does not say by whom: here the word speaks, there is no other agreement it could mean.
        ("q-designated", json!({ "class": "designated-body", "seat": "QM" }), YES),
        ("q-designated", json!({ "class": "certification-body", "seat": "QM" }), OPEN),
    ];
    for (rule, issuer, stated) in cases {
        assert_eq!(verdict(rule, &issuer), stated, "{rule}: {issuer}");
    }
}

#[test]
fn the_register_of_the_issuer() {
    let by = |accreditor: &str| json!({ "class": "certification-body", "seat": "QM", "accredited_by": accreditor });
    let cases = [
        // Of an open list: who is on it counts, who is not may be.
        ("q-open", json!({ "body": "q-on" }), YES),
        ("q-open", json!({ "body": "q-off" }), OPEN),
        ("q-open", json!({ "body": "q-off", "class": "notified-body" }), YES),
        ("q-open", json!({ "body": "q-on", "class": "notified-body" }), YES),
        ("q-open", json!({ "class": "notified-body", "seat": "QM" }), YES),
        ("q-open", json!({ "class": "laboratory", "seat": "QM" }), NO),
        ("q-open", json!({ "seat": "QM" }), OPEN),
        // The holder says that it stands there, or elsewhere.
        ("q-open", json!({ "recognised_by": ["q-open-list"], "seat": "QM" }), YES),
        ("q-open", json!({ "recognised_by": ["q-full-list"], "seat": "QM" }), NO),
        ("q-open", json!({ "recognised_by": ["q-open-list"], "class": "laboratory", "seat": "QM" }), NO),
        // Of a complete list: who is not on it does not count, whatever is said, nor does a seat of which nobody is.
        ("q-full", json!({ "body": "q-on" }), YES),
        ("q-full", json!({ "body": "q-off" }), NO),
        ("q-full", json!({ "body": "q-off", "class": "notified-body" }), NO),
        ("q-full", json!({ "class": "notified-body", "seat": "QM" }), YES),
        ("q-full", json!({ "class": "notified-body", "seat": "QP" }), NO),
        ("q-full", json!({ "class": "laboratory", "seat": "QM" }), NO),
        ("q-full", json!({ "class": "notified-body" }), OPEN),
        ("q-full", json!({ "recognised_by": ["q-full-list"], "seat": "QP" }), NO),
        // The one body on it may sit anywhere; of a body that is named the seat is not asked.
        ("q-seatless", json!({ "class": "notified-body", "seat": "QM" }), OPEN),
        ("q-seatless", json!({ "body": "q-nowhere" }), YES),
        ("q-seatless", json!({ "body": "q-off" }), NO),
        // A list of states: an entry stands for all bodies of the sort that sit there, and for nobody else; a body that is named
        // stands there itself or not.
        ("q-states", json!({ "class": "notified-body", "seat": "QM" }), YES),
        ("q-states", json!({ "class": "notified-body", "seat": "QP" }), OPEN),
        ("q-states", json!({ "class": "laboratory", "seat": "QM" }), NO),
        ("q-states", json!({ "class": "notified-body" }), OPEN),
        ("q-states", json!({ "seat": "QM" }), OPEN),
        ("q-all-states", json!({ "class": "notified-body", "seat": "QM" }), YES),
        ("q-all-states", json!({ "class": "notified-body", "seat": "QP" }), NO),
        ("q-all-states", json!({ "class": "certification-body", "seat": "QM" }), OPEN),
        ("q-all-states", json!({ "body": "q-off" }), NO),
        // No sort is asked for: the register alone decides, and nobody is named.
        ("q-listed", json!({ "body": "q-on" }), YES),
        ("q-listed", json!({ "body": "q-lab" }), OPEN),
        ("q-listed", json!({ "class": "notified-body", "seat": "QM" }), OPEN),
        ("q-listed", json!({ "recognised_by": ["q-open-list"] }), YES),
        // Who accredited the issuer.
        ("q-accredited", by("q-accreditor"), YES),
        ("q-accredited", by("QM"), YES),
        ("q-accredited", by("QP"), OPEN),
        ("q-accredited", by("q-accreditor-contested"), OPEN),
        ("q-accredited", json!({ "class": "certification-body", "seat": "QM" }), OPEN),
        ("q-accredited", json!({ "class": "laboratory", "seat": "QM", "accredited_by": "q-accreditor" }), NO),
        // Whoever is accredited counts, of whatever sort it is.
        ("q-accredited-only", json!({ "class": "laboratory", "seat": "QM", "accredited_by": "q-accreditor" }), YES),
        ("q-accredited-only", json!({ "body": "q-plain", "accredited_by": "q-accreditor" }), YES),
        ("q-accredited-only", json!({ "class": "laboratory", "seat": "QM" }), OPEN),
        // All accreditors are on record.
        ("q-accredited-full", by("QM"), YES),
        ("q-accredited-full", by("QP"), NO),
        // The one accreditor may sit in any market; it is known by its name, and no other stands there.
        ("q-accredited-seatless", by("QM"), OPEN),
        ("q-accredited-seatless", by("q-accreditor-nowhere"), YES),
        ("q-accredited-seatless", by("q-accreditor"), NO),
    ];
    as_stated(cases.map(|(rule, issuer, stated)| (verdict(rule, &issuer), stated, format!("{rule}: {issuer}"))));
}

#[test]
fn on_the_register_of_the_paper_s_own_scheme() {
    let said = |list: &str, more: Value| {
        let mut issuer = json!({ "recognised_by": [list] });
        issuer.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        issuer
    };
    let cases = [
        // Where the list is open, who says that it stands there is believed, and it is told; not another sort of body.
        ("QR", json!({ "class": "notified-body", "seat": "QP" }), NO),
        ("QR", said("q-open-list", json!({ "seat": "QP" })), NATIVE),
        ("QR", said("q-open-list", json!({ "class": "notified-body", "seat": "QP" })), NATIVE),
        ("QR", said("q-open-list", json!({ "class": "manufacturer", "seat": "QP" })), NO),
        ("QR", said("q-open-list", json!({ "body": "q-far" })), NATIVE),
        ("QR", said("q-full-list", json!({ "seat": "QP" })), NO),
        ("QR", json!({ "body": "q-on" }), NATIVE),
        ("QR", json!({ "body": "q-far" }), NO),
        // Where it is complete, what is on record comes first.
        ("QS", said("q-full-list", json!({ "seat": "QP" })), NO),
        ("QS", said("q-full-list", json!({ "body": "q-far" })), NO),
        ("QS", said("q-full-list", json!({ "body": "q-on" })), NATIVE),
        ("QS", said("q-full-list", json!({ "seat": "QM" })), NATIVE),
        ("QS", said("q-full-list", json!({ "class": "laboratory", "seat": "QM" })), NO),
        ("QS", said("q-open-list", json!({ "body": "q-on" })), NO),
    ];
    let scheme = |market: &str| if market == "QR" { "q-r" } else { "q-s" };
    let found = |market: &str, issuer: &Value| verdict_in(market, scheme(market), issuer, Some("2025-01-01"));
    as_stated(cases.map(|(market, issuer, stated)| (found(market, &issuer), stated, format!("{market}: {issuer}"))));
}

#[test]
fn a_sort_of_body_speaks_for_a_register_where_no_other_can_be_meant() {
    let notified = json!({ "class": "notified-body", "seat": "QM" });
    for (scheme, stated) in [
        ("q-alone", YES),
        ("q-two-lists", OPEN),
        ("q-same-list", YES),
        ("q-one-over", YES),
        ("q-other-side", YES),
        ("q-other-sort", YES),
        ("q-other-market", YES),
        ("q-any-side", OPEN),
        ("q-at-home", YES),
        // A body of the issuer's own market may stand on lists for several markets.
        ("q-at-home-two", OPEN),
        // A paper of a third market, or of none, is written by bodies on many lists.
        ("q-third", OPEN),
        ("q-homeless", OPEN),
        // Nor does it say by whom where the list is complete: who stands there vouches for nobody else of that seat.
        ("q-third-complete", OPEN),
        ("q-homeless-complete", OPEN),
        ("q-own-list", YES),
        ("q-plain-rival", YES),
        // A word that says by whom needs no other agreement to be ruled out.
        ("q-plain-two", YES),
        ("q-designated-rival", OPEN),
    ] {
        assert_eq!(verdict(scheme, &notified), stated, "{scheme}");
    }
    let designated = json!({ "class": "designated-body", "seat": "QM" });
    assert_eq!(verdict("q-designated-twice", &designated), OPEN, "designated under which of the two?");
}

#[test]
fn the_day_of_issue_matters_where_the_seat_lay_in_a_bloc_since_a_day() {
    let seat = json!({ "seat": "QM" });
    assert_eq!(verdict_of("q-from-market", &seat, None), OPEN, "it may not be issued yet");
    assert_eq!(verdict_of("q-from-market", &seat, Some("2009-12-31")), YES);
    assert_eq!(verdict_of("q-from-bloc", &seat, None), OPEN);
    assert_eq!(verdict_of("q-from-bloc", &seat, Some("2010-01-01")), YES);
    assert_eq!(verdict_of("q-from-bloc", &seat, Some("2009-12-31")), NO);
    assert_eq!(verdict_of("q-from-bloc", &json!({ "seat": "QP" }), None), NO);
}

#[test]
fn what_is_taken_from_the_holder_is_said() {
    let taken = |rule: &str, issuer: Value| {
        let question = json!({
            "holdings": [{ "scheme": rule, "issuer": issuer, "issued": "2025-01-01" }],
            "product": { "group": "household-appliances" }, "origin": {}, "market": "QN", "on": "2026-06-01",
        });
        let answer = check(&LAW, &serde_json::from_value(question).unwrap()).unwrap();
        let answer = serde_json::to_value(answer).unwrap();
        let codes = |reasons: &Value| -> Vec<String> {
            reasons.as_array().unwrap().iter().map(|r| r["code"].as_str().unwrap().to_owned()).collect()
        };
        let guards = answer["requirements"][0]["routes"][0]["hops"][0]["guards"].as_array().unwrap().clone();
        let issuer = guards.iter().find(|guard| guard["name"] == "issuer").unwrap();
        (codes(&issuer["because"]), codes(&answer["presumptions_used"]))
    };
    let (because, presumed) = taken("q-general", json!({ "class": "notified-body", "seat": "QM" }));
    assert_eq!(because, ["issuer-class-stated"]);
    assert!(presumed.contains(&"issuer-class-asserted".to_owned()), "{presumed:?}");
    let (because, presumed) = taken("q-general", json!({ "seat": "QM" }));
    assert_eq!(because, ["issuer-by-nature"]);
    assert!(presumed.contains(&"issued-within-scheme".to_owned()), "{presumed:?}");
    let (because, presumed) = taken("q-open", json!({ "recognised_by": ["q-open-list"], "seat": "QM" }));
    assert_eq!(because, ["recognised-as-stated"]);
    assert!(presumed.contains(&"recognition-asserted".to_owned()), "{presumed:?}");
    let (because, presumed) = taken("q-full", json!({ "class": "notified-body", "seat": "QM" }));
    assert_eq!(because, ["issuer-class-stated", "listed-at-issue"]);
    assert!(presumed.contains(&"issuer-on-register".to_owned()), "{presumed:?}");
}

#[test]
fn a_body_that_would_count_is_named_with_an_accreditor_who_stands_on_the_register() {
    let question = json!({
        "holdings": [{ "scheme": "q-accredited", "issuer": { "class": "laboratory", "seat": "QM" }, "issued": "2025-01-01" }],
        "product": { "group": "household-appliances" }, "origin": {}, "market": "QN", "on": "2026-06-01",
    });
    let answer = check(&LAW, &serde_json::from_value(question).unwrap()).unwrap();
    let of_clause = |near: &&NearMiss| near.clause.as_deref() == Some("q-accredited-act.to-n");
    let near = json!(answer.requirements[0].near_misses.iter().find(of_clause).unwrap());
    // Proved, not merely possible: who accredits it is said too.
    assert_eq!((&near["promise"], near["repairs"].as_array().unwrap().len()), (&json!("lo"), 1), "{near}");
    assert_eq!(near["repairs"][0]["kind"], "listed-body");
    let set = near["repairs"][0]["set"].as_array().unwrap();
    let issuer = set.iter().find(|setting| setting["path"] == json!(["holdings", 0, "issuer"])).unwrap();
    assert_eq!(
        (&issuer["value"]["class"], &issuer["value"]["accredited_by"]),
        (&json!("certification-body"), &json!("q-accreditor"))
    );
}

#[test]
fn a_test_house_makes_no_suppliers_declaration() {
    let cases = |yes: &'static str| {
        [
            (json!({}), yes),
            (json!({ "seat": "QP" }), yes),
            (json!({ "class": "none", "seat": "QP" }), yes),
            (json!({ "class": "manufacturer", "seat": "QP" }), yes),
            (json!({ "class": "authorised-representative" }), yes),
            (json!({ "body": "q-plain" }), yes),
            (json!({ "class": "laboratory", "seat": "QM" }), NO),
            (json!({ "class": "notified-body" }), NO),
            (json!({ "body": "q-lab" }), NO),
            // What is on record of a body is not talked away.
            (json!({ "body": "q-lab", "class": "manufacturer" }), NO),
            (json!({ "body": "q-plain", "class": "manufacturer" }), yes),
            (json!({ "body": "q-plain", "class": "laboratory" }), NO),
        ]
    };
    let of = |(market, yes): (&'static str, &'static str)| {
        cases(yes).map(|(issuer, stated)| {
            let issued = Some("2025-01-01");
            (verdict_in(market, "q-declared", &issuer, issued), stated, format!("{issuer} in {market}"))
        })
    };
    as_stated([("QV", NATIVE), ("QN", YES)].into_iter().flat_map(of));
}

#[test]
fn who_drew_up_a_declaration_is_presumed_and_told_and_the_maker_can_mend_it() {
    let asked = |issuer: Value| {
        let question = json!({
            "holdings": [{ "scheme": "q-declared", "issuer": issuer, "issued": "2025-01-01" }],
            "product": { "group": "household-appliances" }, "origin": {}, "market": "QV", "on": "2026-06-01",
        });
        json!(check(&LAW, &serde_json::from_value(question).unwrap()).unwrap())
    };
    let presumed = |answer: &Value| {
        answer["presumptions_used"].as_array().unwrap().iter().any(|reason| reason["code"] == "suppliers-own")
    };
    assert!(presumed(&asked(json!({ "seat": "QP" }))));
    let stated = asked(json!({ "seat": "QP", "class": "manufacturer" }));
    assert!(
        !presumed(&stated) && stated["presumptions_used"].to_string().contains("issuer-class-asserted"),
        "{stated}"
    );
    let refused = asked(json!({ "seat": "QP", "class": "laboratory" }));
    let near = &refused["requirements"][0]["near_misses"][0];
    assert_eq!((&near["repairs"][0]["kind"], &near["interval"]), (&json!("listed-body"), &json!(["native", "native"])));
    let set = near["repairs"][0]["set"].as_array().unwrap();
    let issuer = set.iter().find(|setting| setting["path"] == json!(["holdings", 0, "issuer"])).unwrap();
    assert_eq!((&issuer["value"]["class"], &issuer["value"]["seat"]), (&json!("manufacturer"), &json!("QP")), "{near}");
}
