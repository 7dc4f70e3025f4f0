//! What nobody outside can bring about: a question asked anew about other papers, and a law in which a scheme lacks its kind.
#![allow(clippy::unwrap_used, reason = "a test speaks by panicking")]

use super::{Inquiry, Question};
use crate::decide::question::{Holding, Many, Origin};
use crate::decide::{Scale, check};
use crate::law::{Records, Scheme, Text};
use crate::{Law, QuestionError};
use serde_json::{Value, json};

/// AA's paper A is converted into BB's own paper, B.
fn records() -> Records {
    let all = json!({ "include": [{ "all": true }] });
    let scheme = |id: &str, home: &str| json!({ "id": id, "kind": "product-certificate", "home": home, "native_issuers": "any" });
    let closed = |closes: &str| json!({ "id": closes, "closes": closes, "market": "BB", "scope": [{ "all": true }], "as_of": "2024-01-01" });
    let universe = json!({
        "as_of": "2024-06-01", "economies": ["AA", "BB"], "bodies": [{ "id": "a", "seat": "AA" }],
        "schemes": [scheme("A", "AA"), scheme("B", "BB")],
        "agreements": [{
            "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01",
        }],
        "clauses": [{
            "id": "ab.1", "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"], "scope": all,
            "artefact": { "schemes": ["A"] }, "attests": "any", "issuer_rule": "any", "origin_rule": "none",
            "basis_rule": "any", "effect": "reissue", "issues": { "scheme": "B" },
        }],
        "requirements": [{
            "id": "r", "market": "BB", "aspect": "safety", "scope": all, "ways": [{ "slots": [{ "scheme": "B" }] }],
        }],
        "coverage": [closed("ways"), closed("requirements")],
    });
    crate::pack::universe(&universe).unwrap()
}

/// The law where nobody recorded what kind of paper a scheme issues: the compiler refuses it, a foreign pack may have it.
fn without_a_kind(scheme: &str) -> Law {
    let mut records = records();
    let schemes = records.schemes.iter().map(|(_, known)| known.clone());
    let schemes =
        schemes.map(|known| Scheme { kinds: if known.id == scheme { Vec::new() } else { known.kinds }, ..known });
    records.schemes = serde_json::from_value(json!(schemes.collect::<Vec<_>>())).unwrap();
    Law::new(records)
}

fn question(holding: &Value) -> Question {
    let mut paper = json!({ "scheme": "A", "issuer": { "seat": "AA" }, "issued": "2020-01-01" });
    if let (Some(paper), Value::Object(more)) = (paper.as_object_mut(), holding.clone()) {
        paper.extend(more);
    }
    let question = json!({ "holdings": [paper], "product": { "hs": "8516" }, "market": "BB", "on": "2024-06-01" });
    serde_json::from_value(question).unwrap()
}

fn code_and_path(error: &QuestionError) -> (&str, &str) {
    (error.code, &error.path)
}

#[test]
fn asked_about_other_papers_a_question_is_read_as_if_it_had_been_about_them() {
    let law = Law::new(records());
    let (records, names) = (law.records(), law.names());
    let inquiry = Inquiry::read(&question(&json!({})), records, names).unwrap();
    let about = |paper: Holding, origin: Origin| inquiry.about(&[paper], &origin, records, names);
    let paper = |scheme: &str| Holding { scheme: Some(scheme.to_owned()), ..Holding::default() };
    let from = |market: &str| Origin { made_in: Some(Many::One(market.to_owned())), ..Origin::default() };

    let other = about(paper("B"), from("AA")).unwrap();
    assert_eq!((other.papers.len(), other.papers.first().map(|paper| paper.scheme)), (1, records.schemes.find("B")));
    assert_eq!(other.origin.made_in.unwrap(), [records.markets.find("AA").unwrap()]);
    assert_eq!((other.on, other.product.hs), (inquiry.on, inquiry.product.hs.clone()));
    assert_eq!(code_and_path(&about(paper("Z"), from("AA")).unwrap_err()), ("unknown", "holdings[0].scheme"));
    assert_eq!(code_and_path(&about(paper("B"), from("ZZ")).unwrap_err()), ("unknown", "origin.made_in"));
}

#[test]
fn a_paper_of_a_scheme_without_a_kind_cannot_be_asked_about_and_none_is_made() {
    let law = without_a_kind("A");
    let refused = |holding: &Value| check(&law, &question(holding)).unwrap_err();
    assert_eq!(code_and_path(&refused(&json!({}))), ("missing", "holdings[0].kind"));
    let stated = refused(&json!({ "kind": "product-certificate" }));
    assert_eq!(code_and_path(&stated), ("not-of-scheme", "holdings[0].kind"));

    let lo = |law: &Law| check(law, &question(&json!({}))).unwrap().market.interval.lo();
    assert_eq!(lo(&Law::new(records())), Scale::Reissue);
    assert_eq!(lo(&without_a_kind("B")), Scale::Nothing, "of a paper that nobody can describe nothing is proved");
}

#[test]
fn a_level_is_counted_from_the_lowest_name() {
    let levels = (0..300).map(|n| Text { en: format!("L{n}"), zh: format!("第{n}级") }).collect();
    let scheme = Scheme { levels, ..Scheme::default() };
    assert_eq!(super::level_of(&scheme, "l0"), Some(1));
    assert_eq!(super::level_of(&scheme, "L254"), Some(255));
    assert_eq!(super::level_of(&scheme, "L255"), None, "a level is a number of one byte");
    assert_eq!(super::level_of(&scheme, "第254级"), Some(255), "by its name in either language");
    assert_eq!(super::level_of(&scheme, "M"), None);
}
