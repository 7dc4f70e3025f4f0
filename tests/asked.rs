//! What a requirement asks beyond a scheme: a kind of paper, a level, a fact about the goods; and obligations in words.
//!
//! QM's papers count in QN, whose requirements and ways are complete.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::{Answer, Verdict};
use comity::{Law, check};
use common::made::{agreement, clause, coverage, market, requirement, scheme, source};
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Slots into which QN takes QM's paper twice, fully and as evidence, with an obligation of this kind in these words each.
const IN_WORDS: [(&str, &str, &str, &str); 3] = [
    ("q-same-words", "other", "keep the lamp lit", "keep the lamp lit"),
    ("q-other-words", "other", "keep the lamp lit", "keep the door shut"),
    ("q-mark", "marking", "affix mark A", "affix it to the lid"),
];

const ATTRIBUTE: &str = "[[attribute]]\nid = \"q-spare\"\nname = { en = \"spare part\", zh = \"备件\" }\nkind = \"yes-no\"\n\
                         presumed = \"no\"\n";

/// A clause of `q-act` that takes `q-m`, with an obligation in words.
fn in_words(id: &str, fills: &str, effect: &str, kind: &str, words: &str) -> String {
    let more = format!("obligations = [{{ kind = \"{kind}\", text = {{ en = \"{words}\", zh = \"{words}\" }} }}]\n");
    let open = clause(id, "QM", "QN", "q-m", fills, "any = true");
    open.replace("effect = \"equivalent\"", &format!("effect = \"{effect}\"")) + &more
}

static LAW: LazyLock<Law> = LazyLock::new(|| {
    let kinds = "kinds = [\"product-certificate\", \"test-report\"]";
    let mut text = vec![
        source(),
        ["QM", "QN"].map(market).concat(),
        ATTRIBUTE.to_owned(),
        coverage("q-ways", "ways", r#"market = "QN""#),
        coverage("q-all", "requirements", r#"market = "QN""#),
        scheme("q-m", "QM", "anybody = true"),
        agreement("q-act", &["QN"]),
        // Of a scheme's two kinds of paper QN asks for the report.
        scheme("q-n", "QN", "anybody = true").replace("kinds = [\"product-certificate\"]", kinds),
        requirement("q-report", "QN", "q-n").replace("scheme = \"q-n\"", "scheme = \"q-n\", kind = \"test-report\""),
        // Only of spare parts is this asked.
        scheme("q-s", "QN", "anybody = true"),
        requirement("q-of-spares", "QN", "q-s")
            .replace("\"household-appliances\"", "\"household-appliances & attr:q-spare=yes\""),
        // Nobody is recorded to ask for this.
        scheme("q-v", "QN", "anybody = true"),
        clause("q-act.unasked", "QM", "QN", "q-m", "q-v", "any = true"),
    ];
    for (slot, kind, fully, weakly) in IN_WORDS {
        text.push(scheme(slot, "QN", "anybody = true"));
        text.push(requirement(&format!("{slot}-asked"), "QN", slot));
        text.push(in_words(&format!("q-act.{slot}-full"), slot, "equivalent", kind, fully));
        text.push(in_words(&format!("q-act.{slot}-weak"), slot, "evidence", kind, weakly));
    }
    common::real_law_with(&text.concat())
});

fn answer(holding: &Value, wanted: &Value) -> Answer {
    let question = json!({
        "holdings": [holding], "product": { "group": "household-appliances" }, "origin": {}, "market": "QN",
        "on": "2026-06-01", "wanted": wanted,
    });
    check(&LAW, &serde_json::from_value(question).unwrap()).unwrap()
}

/// QM's own paper, of level 2.
fn paper() -> Value {
    json!({ "scheme": "q-m", "issuer": { "seat": "QM" }, "issued": "2025-01-01", "level": 2 })
}

fn verdict(answer: &Answer, id: &str) -> Verdict {
    answer.requirements.iter().find(|r| r.id == id).unwrap().verdict
}

#[test]
fn a_slot_may_ask_for_one_of_a_schemes_kinds() {
    let own = |kind: &str| json!({ "scheme": "q-n", "kind": kind, "issuer": { "seat": "QN" }, "issued": "2025-01-01" });
    let report = answer(&own("test-report"), &json!({}));
    assert_eq!(verdict(&report, "q-report"), Verdict::Native);
    // The certificate of the scheme, like any other certificate, is about another thing than what is asked.
    for other in [own("product-certificate"), paper()] {
        let answer = answer(&other, &json!({}));
        assert_eq!(verdict(&answer, "q-report"), Verdict::NotAddressed, "{other}");
        assert!(answer.market.gaps.contains(&"q-report".to_owned()), "{other}");
    }
}

#[test]
fn what_is_presumed_of_goods_that_nothing_is_asked_of_is_told() {
    let answer = answer(&paper(), &json!({}));
    assert!(answer.requirements.iter().all(|r| r.id != "q-of-spares"));
    let presumed =
        answer.presumptions_used.iter().find(|reason| reason.code.to_string() == "attribute-presumed").unwrap();
    assert_eq!((presumed.args["attribute"].as_str(), presumed.args["value"].as_str()), ("q-spare", "no"));
}

#[test]
fn a_wanted_level_is_asked_of_a_slot_that_no_requirement_stands_for() {
    let slots = |level: u8| {
        answer(&paper(), &json!({ "level": level })).r#virtual.into_iter().map(|v| v.id).collect::<Vec<_>>()
    };
    assert_eq!(slots(2), ["q-v"]);
    assert!(slots(3).is_empty());
}

#[test]
fn obligations_in_words_are_alike_by_what_they_are_and_others_by_their_words() {
    let answer = answer(&paper(), &json!({}));
    let shown = |slot: &str| {
        let asked = answer.requirements.iter().find(|r| r.id == format!("{slot}-asked")).unwrap();
        asked.routes.iter().map(|route| route.hops[0].clause.clone().unwrap()).collect::<Vec<_>>()
    };
    // What is left to do is the same, so the weaker recognition is not worth showing.
    assert_eq!(shown("q-same-words"), ["q-act.q-same-words-full"]);
    assert_eq!(shown("q-mark"), ["q-act.q-mark-full"]);
    // Two different things to do: neither route is better in everything.
    assert_eq!(shown("q-other-words"), ["q-act.q-other-words-full", "q-act.q-other-words-weak"]);
}
