//! `refine` splits facts, and one fact is not another: what is unknown of two days or of two records is settled one by one.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test speaks by panicking")]

use comity::decide::{Interval, Scale};
use comity::{Law, check, refine};
use serde_json::{Value, json};

/// BB asks for its own certificate B; the record of everything is stated complete.
fn universe() -> Value {
    let closed = |market: &str, closes: &str| {
        json!({ "id": format!("{closes}-{market}"), "closes": closes, "market": market, "scope": [{ "all": true }],
            "from": "2000-01-01", "as_of": "2026-06-01" })
    };
    let coverage: Vec<Value> = ["BB", "CC", "UU"]
        .into_iter()
        .flat_map(|market| ["ways", "requirements"].map(|of| closed(market, of)))
        .collect();
    json!({
        "as_of": "2026-06-01", "economies": ["AA", "BB", "CC"],
        "blocs": [{ "id": "UU", "purpose": "g", "members": [{ "code": "BB" }, { "code": "CC", "from": "2026-06" }] }],
        "schemes": [
            { "id": "A", "kind": "product-certificate", "home": "AA", "native_issuers": ["a"] },
            { "id": "B", "kind": "product-certificate", "home": "BB", "native_issuers": ["b", "c"] },
        ],
        "bodies": [{ "id": "a", "seat": "AA" }, { "id": "b", "seat": "BB" }, { "id": "c", "seat": "CC" }],
        "agreements": [{ "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01" }],
        "requirements": [{ "id": "r", "market": "BB", "aspect": "safety", "scope": { "include": [{ "all": true }] },
            "ways": [{ "slots": [{ "scheme": "B" }] }] }],
        "coverage": coverage,
    })
}

/// What `check` and `refine` say of the only requirement.
fn told(universe: &Value, scheme: &str, issuer: &str, market: &str) -> [Interval; 2] {
    let law = Law::new(comity::pack::universe(universe).unwrap());
    let question = json!({ "holdings": [{ "scheme": scheme, "issuer": issuer, "issued": "2026-06-10" }], "product": { "hs": "8516.40" },
        "origin": {}, "market": market, "on": "2026-06-15" });
    let question = comity::pack::question(&question).unwrap();
    let id = universe["requirements"][0]["id"].as_str().unwrap();
    let answer = check(&law, &question).unwrap();
    let refined = refine(&law, &question).unwrap();
    assert!(refined.complete);
    [answer.requirements.iter().find(|r| r.id == id).unwrap().interval, refined.requirements[id]]
}

/// CC joined the bloc some day in June: perhaps before its body issued the paper, perhaps after, and surely or not before today.
#[test]
fn membership_at_the_issue_of_a_paper_is_not_membership_today() {
    let mut universe = universe();
    universe["blocs"] =
        json!([{ "id": "UU", "purpose": "g", "members": [{ "code": "BB" }, { "code": "CC", "from": "2026-06" }] }]);
    universe["schemes"][1]["home"] = json!("UU");
    universe["requirements"][0]["market"] = json!("UU");
    assert_eq!(told(&universe, "B", "c", "CC"), [Interval(Scale::Nothing, Scale::NotRequired); 2]);
    // It may have been so: with the day recorded between the two, the paper was issued by nobody of the bloc.
    universe["blocs"][0]["members"][1]["from"] = json!("2026-06-12");
    assert_eq!(told(&universe, "B", "c", "CC")[0], Interval::exactly(Scale::Nothing));
}

/// A contested clause, and a contested requirement of the same id: either may be right without the other.
#[test]
fn records_of_one_id_in_two_tables_are_two() {
    let mut universe = universe();
    universe["clauses"] = json!([{ "id": "x", "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"],
        "scope": { "include": [{ "all": true }] }, "artefact": { "schemes": ["A"] }, "attests": "any", "issuer_rule": "any",
        "origin_rule": "none", "basis_rule": "any", "effect": "equivalent", "fills": ["B"], "confidence": "doubtful" }]);
    universe["requirements"][0]["confidence"] = json!("doubtful");
    for id in ["x", "r"] {
        universe["requirements"][0]["id"] = json!(id);
        assert_eq!(told(&universe, "A", "a", "BB"), [Interval(Scale::Nothing, Scale::NotRequired); 2], "{id}");
    }
}
