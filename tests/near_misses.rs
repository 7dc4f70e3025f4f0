//! Near misses (`semantics.md` §3.9), over every real question: each answer names what would strengthen it, and every repair
//! does; and of a few that are set apart.
//! The laws L24, L32 and L33 stand in `tests/laws/strengthen.rs`.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::{Answer, Question, Remedy, RequirementAnswer, Scale, Verdict, limits};
use comity::{Law, check};
use common::made::{coverage, market, requirement, scheme, source};
use common::repaired::{entries, faults};
use serde_json::{Value, json};

/// Every real question with its answer.
fn real() -> (Law, Vec<(String, Question, Answer)>) {
    let law = common::real_law();
    let mut asked = Vec::new();
    for file in common::below(&common::root().join("tests/conformance/real"), "json") {
        for case in common::document(&file)["cases"].as_array().unwrap() {
            let question: Question = serde_json::from_value(case["question"].clone()).unwrap();
            let answer = check(&law, &question).unwrap();
            asked.push((case["id"].as_str().unwrap().to_owned(), question, answer));
        }
    }
    (law, asked)
}

/// Whether an answer names what would strengthen it.
fn names_what_would_help(answer: &Answer, entry: &RequirementAnswer) -> bool {
    let reason = entry.reason.as_ref();
    let acts = reason.map_or(&[][..], |reason| &reason.remedies[..]);
    !entry.near_misses.is_empty()
        || answer.pivotal_unknowns.iter().any(|pivotal| pivotal.moves.contains(&entry.id))
        || entry.open_ways
        || acts.contains(&Remedy::NotActionable)
        // Farther off than two acts: what they are is said, though no set of them is offered (Q25).
        || acts.len() > 2
}

#[test]
fn every_real_answer_weaker_than_accepted_names_what_would_strengthen_it_and_every_repair_does() {
    let (law, asked) = real();
    let (mut repairs, mut weaker, mut wrong) = (0, 0, Vec::new());
    for (id, question, answer) in &asked {
        for entry in entries(answer) {
            let weak = entry.interval.lo() < Scale::Equivalent;
            assert_eq!(entry.reason.is_some(), weak, "{id}, {}: {}", entry.id, entry.verdict);
            weaker += usize::from(weak);
            if weak && !names_what_would_help(answer, entry) {
                wrong.push(format!("{id}, {} {:?}: {}", entry.id, entry.interval, json!(entry.reason)));
            }
            for near in &entry.near_misses {
                repairs += 1;
                wrong.extend(faults(&law, question, entry, near).err().map(|fault| format!("{id}: {fault}")));
            }
        }
        assert_eq!(answer.budget, None, "{id}: the budgets are too small for a real question");
    }
    println!("{} questions, {weaker} answers weaker than accepted, {repairs} near misses", asked.len());
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(repairs > 50, "only {repairs} near misses over all real questions");
}

#[test]
fn a_paper_from_a_register_that_nobody_is_on_is_history_and_comes_last_where_not_all_are_shown() {
    let (toy, law) = (common::toy(), common::toy_law());
    let case = toy["cases"].as_array().unwrap().iter().find(|case| case["id"] == "X7").unwrap();
    let answer = check(&law, &comity::pack::question(&case["question"]).unwrap()).unwrap();
    let safety = answer.requirements.iter().find(|r| r.id == "r-U-safety").unwrap();
    assert_eq!(safety.verdict, Verdict::NotAccepted);
    let [near] = &safety.near_misses[..] else { panic!("{}", json!(safety.near_misses)) };
    assert!(near.past && near.repairs[0].past && !near.repairs[1].past);
    assert_eq!(near.repairs[0].args["issued"], "2023-06-30");
}

#[test]
fn where_a_clause_takes_a_kind_of_paper_that_none_of_its_schemes_issues_no_other_paper_is_advised() {
    let all = json!({ "include": [{ "all": true }] });
    let answer = |kind: &str| {
        let paper =
            |id: &str, home: &str, kind: &str| json!({ "id": id, "kind": kind, "home": home, "native_issuers": "any" });
        // Another source names another scheme: together they are one clause, which takes neither for sure.
        let clause = |id: &str, scheme: &str, conflicts_with: Value| {
            json!({
                "id": id, "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"], "scope": all,
                "artefact": { "kind": "test-report", "schemes": [scheme] }, "attests": "any", "issuer_rule": "any",
                "origin_rule": "none", "basis_rule": "any", "effect": "equivalent", "fills": ["B"],
                "conflicts_with": conflicts_with,
            })
        };
        let closed = |closes: &str| json!({ "id": closes, "closes": closes, "market": "BB", "scope": [{ "all": true }], "as_of": "2024-01-01" });
        let universe = json!({
            "as_of": "2024-06-01", "economies": ["AA", "BB"], "bodies": [{ "id": "a", "seat": "AA" }],
            "schemes": [
                paper("A", "AA", "test-report"), paper("C", "AA", kind), paper("D", "AA", "test-report"),
                paper("B", "BB", "product-certificate"),
            ],
            "agreements": [{
                "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01",
            }],
            "clauses": [clause("ab.1", "C", Value::Null), clause("ab.2", "D", json!("ab.1"))],
            "requirements": [{
                "id": "r", "market": "BB", "aspect": "safety", "scope": all, "ways": [{ "slots": [{ "scheme": "B" }] }],
            }],
            "coverage": [closed("ways"), closed("requirements")],
        });
        let law = Law::new(comity::pack::universe(&universe).unwrap());
        let question = json!({
            "holdings": [{ "scheme": "A", "issuer": "a", "issued": "2020-01-01" }],
            "product": { "hs": "8516.40" }, "market": "BB", "on": "2024-06-01",
        });
        check(&law, &comity::pack::question(&question).unwrap()).unwrap().requirements.remove(0)
    };
    let mendable = answer("test-report");
    assert_eq!((mendable.verdict, mendable.near_misses.len()), (Verdict::NotAccepted, 1));
    assert_eq!(mendable.near_misses[0].repairs[0].kind, Remedy::OtherRegime);
    let broken = answer("product-certificate");
    assert_eq!((broken.verdict, broken.near_misses.len()), (Verdict::NotAccepted, 0));
    assert!(broken.reason.unwrap().remedies.contains(&Remedy::NotActionable), "the record would have to change");
}

#[test]
fn an_audit_that_a_slot_asks_for_can_be_renewed() {
    let audited = scheme("q-audited", "QM", "anybody = true")
        .replace(r#"["product-certificate"]"#, r#"["product-certificate", "quality-audit"]"#);
    let asks = requirement("q-asks", "QM", "q-audited")
        .replace(r#"scheme = "q-audited""#, r#"scheme = "q-audited", kind = "quality-audit""#);
    let law = common::real_law_with(
        &[source(), market("QM"), audited, asks, coverage("q-ways", "ways", r#"market = "QM""#)].concat(),
    );
    let near_misses = |kind: &str| {
        let question = json!({
            "holdings": [{
                "scheme": "q-audited", "kind": kind, "issuer": { "seat": "QM" },
                "issued": "2020-01-01", "expires": "2024-12-31",
            }],
            "product": { "group": "household-appliances" }, "origin": {}, "market": "QM", "on": "2026-06-01",
        });
        let answer = check(&law, &serde_json::from_value(question).unwrap()).unwrap();
        answer.requirements[0].near_misses.iter().map(|near| json!(near.repairs[0].kind)).collect::<Vec<_>>()
    };
    assert_eq!(near_misses("quality-audit"), [json!("date"), json!("renew")]);
    assert!(near_misses("product-certificate").is_empty(), "another kind of paper is not what is asked for");
}

#[test]
fn no_paper_is_advised_beside_as_many_as_a_question_can_have() {
    let all = json!({ "include": [{ "all": true }] });
    let paper =
        |id: &str, home: &str| json!({ "id": id, "kind": "test-report", "home": home, "native_issuers": "any" });
    let closed = |closes: &str| json!({ "id": closes, "closes": closes, "market": "BB", "scope": [{ "all": true }], "as_of": "2024-01-01" });
    let universe = json!({
        "as_of": "2024-06-01", "economies": ["AA", "BB"], "bodies": [{ "id": "a", "seat": "AA" }],
        "schemes": [paper("A", "AA"), paper("T", "AA"), paper("X", "AA"), paper("B", "BB")],
        "agreements": [{
            "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01",
        }],
        "clauses": [{
            "id": "ab.1", "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"], "scope": all, "needs_all": ["T"],
            "artefact": { "schemes": ["A"] }, "attests": "any", "issuer_rule": "any", "origin_rule": "none",
            "basis_rule": "any", "effect": "equivalent", "fills": ["B"],
        }],
        "requirements": [{
            "id": "r", "market": "BB", "aspect": "safety", "scope": all, "ways": [{ "slots": [{ "scheme": "B" }] }],
        }],
        "coverage": [closed("ways"), closed("requirements")],
    });
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let advised = |papers: usize| {
        let of = |scheme: &str| json!({ "scheme": scheme, "issuer": "a", "issued": "2020-01-01" });
        let mut holdings = vec![of("X"); papers - 1];
        holdings.push(of("A"));
        let question =
            json!({ "holdings": holdings, "product": { "hs": "8516.40" }, "market": "BB", "on": "2024-06-01" });
        let entry = check(&law, &comity::pack::question(&question).unwrap()).unwrap().requirements.remove(0);
        assert_eq!(entry.verdict, Verdict::NotAccepted, "{papers}");
        entry.near_misses.iter().map(|near| near.repairs[0].kind).collect::<Vec<_>>()
    };
    assert_eq!(advised(limits::HOLDINGS - 1), [Remedy::AddDocument]);
    assert_eq!(advised(limits::HOLDINGS), [], "the question with one more could not be asked");
}

/// The near misses of the only requirement of a made-up universe, in which AA's papers count in BB under a treaty, with all ways closed.
fn near_misses_of(more: &Value, paper: &Value, on: &str) -> Vec<Value> {
    let all = json!({ "include": [{ "all": true }] });
    let scheme = |id: &str, home: &str| json!({ "id": id, "kind": "product-certificate", "home": home, "regime": id, "native_issuers": "any" });
    let mut universe = json!({
        "as_of": "2030-01-01", "economies": ["AA", "BB"], "schemes": [scheme("A", "AA"), scheme("B", "BB")],
        "bodies": [{ "id": "a", "seat": "AA" }, { "id": "b", "seat": "BB" }],
        "agreements": [{
            "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01",
        }],
        "clauses": [{
            "id": "k", "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"], "scope": all, "artefact": { "schemes": ["A"] },
            "attests": "any", "issuer_rule": { "listed": "l" }, "origin_rule": "none", "basis_rule": "any",
            "effect": "equivalent", "fills": ["B"],
        }],
        "listings": [{ "id": "l-a", "body": "a", "for": "l", "until": "2021-04-04" }],
        "requirements": [{
            "id": "r", "market": "BB", "aspect": "safety", "scope": all, "ways": [{ "slots": [{ "scheme": "B" }] }],
        }],
        "coverage": [{ "id": "w", "closes": "ways", "market": "BB", "scope": [{ "all": true }], "as_of": "2030-01-01" }],
    });
    universe.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let question = json!({ "holdings": [paper], "product": {}, "market": "BB", "on": on });
    let answer = check(&law, &comity::pack::question(&question).unwrap()).unwrap();
    answer.requirements[0].near_misses.iter().map(|near| json!(near)).collect()
}

#[test]
fn a_market_that_is_no_party_yet_is_told_no_day_for_a_paper() {
    let later = json!([{
        "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB", "from": "2025-01-22" }],
        "in_force": "2000-01-01",
    }]);
    let paper = json!({ "scheme": "A", "issuer": "a", "issued": "2020-03-01" });
    assert_eq!(near_misses_of(&json!({ "agreements": later }), &paper, "2020-02-28"), [Value::Null; 0]);
    assert_eq!(near_misses_of(&json!({}), &paper, "2020-02-28").len(), 1, "as a party it would be");
}

#[test]
fn a_paper_of_another_scheme_that_is_got_today_is_no_paper_of_the_past() {
    let paper = json!({ "scheme": "B", "issuer": "b", "issued": "2023-08-05", "status": [{ "state": "suspended" }] });
    let all = near_misses_of(&json!({}), &paper, "2025-03-25");
    let of_today = |near: &&Value| near["repairs"].to_string().contains("2025-03-25");
    assert!(all.iter().any(|near| of_today(&near)), "{all:?}");
    for near in all.iter().filter(of_today) {
        assert_eq!(near["past"], false, "{near:#}");
        assert!(!near["repairs"].to_string().contains("2021-04-04"), "{near:#}");
    }
}

#[test]
fn a_code_that_only_illustrates_never_says_that_the_product_is_meant() {
    let all = json!({ "include": [{ "hs": "8516", "role": "indicative" }] });
    let clause = json!([{
        "id": "k", "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"], "scope": all, "artefact": { "schemes": ["A"] },
        "attests": "any", "issuer_rule": "any", "origin_rule": "none", "basis_rule": "any", "effect": "equivalent", "fills": ["B"],
    }]);
    let paper = json!({ "scheme": "A", "issuer": "a", "issued": "2023-08-05" });
    // Of a product that is not stated at all, too: the code is no fact of it that could be assumed.
    let near = near_misses_of(&json!({ "clauses": clause }), &paper, "2025-03-25");
    assert_eq!(near[0]["repairs"][0]["set"][0]["path"], json!(["assume", "product/hs~8516"]), "{near:?}");
}
