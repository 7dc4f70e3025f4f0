//! What is printed beside a verdict: changes under way, and declarations that recognise nothing.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::{Law, check};
use common::made::{agreement, bloc, clause, market, pending, requirement, scheme, source};
use serde_json::json;
use std::sync::LazyLock;

/// Invented markets beside the real ones: QM's paper counts in QN under `q-deal`, in QP under `q-other`, and anybody's in
/// QR under `q-open`; under `q-step` QN issues its `q-s` on QM's paper, which counts in QR under `q-far`.
static LAW: LazyLock<Law> = LazyLock::new(|| {
    let nothing = |id: &str, parties: &[&str], about: &str| {
        let text = agreement(id, parties);
        format!("{text}grants_nothing = {{ en = \"none\", zh = \"无\" }}\n{about}\n")
    };
    let text = [
        source(),
        ["QM", "QN", "QP", "QR"].map(market).concat(),
        bloc("QU", &["QN", "QR"]),
        [("q-m", "QM"), ("q-n", "QN"), ("q-p", "QP"), ("q-r", "QR"), ("q-s", "QN")]
            .map(|(id, home)| scheme(id, home, "anybody = true"))
            .concat(),
        agreement("q-deal", &["QN"]),
        agreement("q-other", &["QP"]),
        agreement("q-open", &["QR"]),
        agreement("q-step", &["QN"]),
        agreement("q-far", &["QR"]),
        agreement("q-idle", &["QN"]),
        agreement("q-gone", &["QN"]),
        clause("q-deal.to-n", "QM", "QN", "q-m", "q-n", "any = true"),
        clause("q-other.to-p", "QM", "QP", "q-m", "q-p", "any = true"),
        clause("q-open.to-r", "any", "QR", "q-p", "q-r", "any = true"),
        clause("q-step.in-n", "QM", "QN", "q-m", "q-s", "any = true")
            .replace("equivalent", "reissue")
            .replace("fills = [\"q-s\"]", "issues = { scheme = \"q-s\" }"),
        clause("q-far.to-r", "QN", "QR", "q-s", "q-r", "any = true"),
        clause("q-gone.to-n", "QM", "QN", "q-m", "q-n", "any = true")
            + "until = 2010-12-31\nend_kind = \"termination\"\n",
        requirement("q-n-asks", "QN", "q-n"),
        requirement("q-p-asks", "QP", "q-p"),
        requirement("q-r-asks", "QR", "q-r"),
        pending("q-all", ""),
        pending("q-of-deal", r#"agreements = ["q-deal"]"#),
        pending("q-of-open", r#"agreements = ["q-open"]"#),
        pending("q-of-far", r#"agreements = ["q-far"]"#),
        pending("q-of-idle", r#"agreements = ["q-idle"]"#),
        pending("q-of-gone", r#"agreements = ["q-gone"]"#),
        pending("q-of-paper", r#"schemes = ["q-m"]"#),
        pending("q-of-slot", r#"schemes = ["q-n"]"#),
        pending("q-in-n", r#"markets = ["QN"]"#),
        pending("q-in-u", r#"markets = ["QU"]"#),
        pending("q-of-goods", r#"products = ["household-appliances"]"#),
        pending("q-of-others", r#"products = ["machinery"]"#),
        pending("q-of-deal-in-p", "agreements = [\"q-deal\"]\nmarkets = [\"QP\"]"),
        nothing("q-void", &["QM", "QN"], ""),
        nothing("q-void-of-others", &["QM", "QN"], "products = [\"machinery\"]"),
        nothing("q-void-with-u", &["QM", "QU"], ""),
        nothing("q-void-with-p", &["QM", "QP"], ""),
    ]
    .concat();
    common::real_law_with(&text)
});

/// The ids of the invented changes under way, and of the invented empty declarations, that an answer shows.
fn beside(paper: &str, seat: Option<&str>, market: &str) -> (Vec<String>, Vec<String>) {
    let question = json!({
        "holdings": [{ "scheme": paper, "issuer": { "seat": seat }, "issued": "2025-01-01" }],
        "product": { "group": "household-appliances" }, "origin": {}, "market": market, "on": "2026-06-01",
    });
    let answer = check(&LAW, &serde_json::from_value(question).unwrap()).unwrap();
    let of = |ids: Vec<&String>| ids.into_iter().filter(|id| id.starts_with("q-")).cloned().collect();
    (
        of(answer.pending_changes.iter().map(|p| &p.id).collect()),
        of(answer.grants_nothing.iter().map(|a| &a.id).collect()),
    )
}

#[test]
fn a_change_under_way_is_shown_where_every_thing_it_names_is_touched() {
    let changes = &LAW.records().pending;
    assert!(changes.find("q-of-deal").is_some_and(|id| changes.at(id).id == "q-of-deal"));
    // What ended may be revived: it is touched by who issued the paper, not by what it comes to.
    let here = ["q-all", "q-in-n", "q-in-u", "q-of-deal", "q-of-gone", "q-of-goods", "q-of-paper", "q-of-slot"];
    assert_eq!(beside("q-m", Some("QM"), "QN").0, here);
    // Where it is not stated who issued the paper, the agreement may be the one.
    assert_eq!(beside("q-m", None, "QN").0, here);
    assert_eq!(beside("q-m", Some("QM"), "QP").0, ["q-all", "q-of-goods", "q-of-paper"]);
    // A paper of the market itself, and one from a third market, do not go under the agreement.
    assert_eq!(beside("q-n", Some("QN"), "QN").0, ["q-all", "q-in-n", "q-in-u", "q-of-goods", "q-of-slot"]);
    assert_eq!(
        beside("q-m", Some("QP"), "QN").0,
        here.iter().filter(|id| !["q-of-deal", "q-of-gone"].contains(id)).copied().collect::<Vec<_>>()
    );
    // Whoever issued it, the clause that names no side is open to it.
    assert_eq!(beside("q-p", Some("QP"), "QR").0, ["q-all", "q-in-u", "q-of-goods", "q-of-open"]);
    // A bloc is touched by what touches it, and by what touches a member.
    let mut member = here.to_vec();
    member.insert(4, "q-of-far");
    assert_eq!(beside("q-m", Some("QM"), "QU").0, member);
}

#[test]
fn an_agreement_that_a_later_hop_rests_on_is_touched_too() {
    assert_eq!(beside("q-m", Some("QM"), "QR").0, ["q-all", "q-in-u", "q-of-far", "q-of-goods", "q-of-paper"]);
}

#[test]
fn an_empty_declaration_is_shown_between_its_parties_only() {
    assert_eq!(beside("q-m", Some("QM"), "QN").1, ["q-void", "q-void-with-u"]);
    assert_eq!(beside("q-m", Some("QM"), "QP").1, ["q-void-with-p"]);
    assert_eq!(beside("q-m", Some("QM"), "QU").1, ["q-void-with-u"], "a member's own declaration is not the bloc's");
    // Within one market, and within one bloc, nothing needs to be declared.
    assert!(beside("q-n", Some("QN"), "QN").1.is_empty());
    assert!(beside("q-n", Some("QN"), "QU").1.is_empty());
    // The other way round it is as empty, and where the issuer is not stated no declaration is his.
    assert_eq!(beside("q-n", Some("QN"), "QM").1, ["q-void", "q-void-with-u"]);
    assert!(beside("q-m", None, "QN").1.is_empty());
}
