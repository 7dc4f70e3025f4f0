//! What the headline says where several requirements of a market are addressed, over the law in `data/`.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::check;
use comity::decide::Verdict;
use serde_json::json;

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
