//! What a paper says of its level and kind, and who may be behind it where nobody is named.
//!
//! QM's papers count in QN, each under an agreement of its own; QN's list of ways is complete.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::{Law, check};
use common::made::{agreement, body, clause, coverage, market, requirement, scheme, source};
use serde_json::{Value, json};
use std::sync::LazyLock;

const ONE_KIND: &str = r#"kinds = ["product-certificate"]"#;

static LAW: LazyLock<Law> = LazyLock::new(|| {
    let bar = |id: &str, what: &str, scheme: &str| {
        format!(
            "[[bar]]\nid = \"{id}\"\nname = {{ en = \"x\", zh = \"某\" }}\n{what}\nschemes = [\"{scheme}\"]\n\
             sources = [\"q\"]\nconfidence = \"verified\"\nas_of = \"2026-11\"\n"
        )
    };
    let anybody = "anybody = true";
    let mut text = vec![
        source(),
        ["QM", "QN", "QP"].map(market).concat(),
        body("q-bad", "QM", r#"class = ["notified-body"]"#),
        body("q-plain-bad", "QP", ""),
        bar("q-bad-barred", r#"body = "q-bad""#, "q-p"),
        bar("q-plain-bad-barred", r#"body = "q-plain-bad""#, "q-p"),
        bar("q-owned-barred", r#"owned_by = ["O Corp"]"#, "q-o"),
        coverage("q-ways", "ways", r#"market = "QN""#),
        scheme("q-n", "QN", anybody),
        scheme("q-a", "QN", anybody).replace(ONE_KIND, r#"kinds = ["quality-audit"]"#),
        scheme("q-sec", "QN", anybody) + "levels = [\"Basic\", \"High\"]\n",
        requirement("q-asks", "QN", "q-n"),
        requirement("q-audit", "QN", "q-a"),
        requirement("q-level", "QN", "q-sec").replace("\"q-sec\" }", "\"q-sec\", level_as_wanted = true }"),
        requirement("q-asks-p", "QP", "q-n"),
        // Which of the scheme's two kinds is asked for is not said.
        scheme("q-two", "QN", anybody).replace(ONE_KIND, r#"kinds = ["product-certificate", "quality-audit"]"#),
        requirement("q-either", "QN", "q-two"),
        // Papers that run three years where they do not say otherwise, and some that ended with the rules of their time.
        scheme("q-three", "QN", anybody)
            + "validity = \"3 years\"\nlapses = [ { products = [\"household-appliances\"], issued_before = 2020-01-01, \
               last = 2026-03-31 }, { products = [\"toys\"], issued_before = 2026-01-01, last = 2026-02-01 } ]\n",
        requirement("q-asks-three", "QN", "q-three"),
        // A scheme that ended for these products and goes on for others.
        scheme("q-closed", "QN", anybody)
            + "closings = [ { products = [\"household-appliances\"], last = 2025-05-25 }, { products = [\"toys\"], last = 2020-01-01 } ]\n",
        requirement("q-asks-closed", "QN", "q-closed"),
        // Rules that were replaced in the middle of a year, and papers of theirs that counted until some day of a month.
        scheme("q-ruled", "QN", anybody)
            + "lapses = [ { products = [\"household-appliances\"], issued_before = 2020-07-01, last = \"2026-05\" } ]\n",
        requirement("q-asks-ruled", "QN", "q-ruled"),
        // Whether there is such a scheme is contested.
        scheme("q-doubt", "QN", anybody).replace("confidence = \"verified\"", "confidence = \"doubtful\""),
        requirement("q-asks-doubt", "QN", "q-doubt"),
        // A scheme that began on a day, and one of which only the year is on record.
        scheme("q-begun", "QN", anybody) + "since = 2025-05-25\n",
        requirement("q-asks-begun", "QN", "q-begun"),
        scheme("q-begun-in-a-year", "QN", anybody) + "since = \"2025\"\n",
        requirement("q-asks-begun-in-a-year", "QN", "q-begun-in-a-year"),
        // Slots that no requirement on record asks for: of papers with levels, and of papers without.
        scheme("q-leveled", "QP", anybody) + "levels = [\"Basic\", \"High\"]\n",
        scheme("q-plain", "QP", anybody),
        scheme("q-v", "QM", anybody),
        agreement("q-v-act", &["QP"]),
        clause("q-v-act.to-leveled", "any", "QP", "q-v", "q-leveled", "any = true"),
        clause("q-v-act.to-plain", "any", "QP", "q-v", "q-plain", "any = true"),
    ];
    for (id, from, fills) in [
        ("q-p", "any", "q-n"),
        ("q-o", "any", "q-n"),
        ("q-k", "any", "q-a"),
        ("q-l", "any", "q-sec"),
        ("q-f", "QM", "q-n"),
    ] {
        let kinds = if id == "q-k" { r#"kinds = ["product-certificate", "quality-audit"]"# } else { ONE_KIND };
        text.push(scheme(id, "QM", anybody).replace(ONE_KIND, kinds));
        text.push(agreement(&format!("{id}-act"), &["QN"]));
        text.push(clause(&format!("{id}-act.to-n"), from, "QN", id, fills, "any = true"));
    }
    common::real_law_with(&text.concat())
});

fn answer(scheme: &str, paper: &Value, more: &Value) -> Value {
    let mut holding = json!({ "scheme": scheme, "issued": "2025-01-01" });
    holding.as_object_mut().unwrap().extend(paper.as_object().unwrap().clone());
    let mut question = json!({
        "holdings": [holding], "product": { "group": "household-appliances" }, "origin": {}, "market": "QN",
        "on": "2026-06-01",
    });
    question.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    serde_json::to_value(check(&LAW, &serde_json::from_value(question).unwrap()).unwrap()).unwrap()
}

fn verdict(scheme: &str, requirement: &str, paper: &Value, more: &Value) -> Value {
    let answer = answer(scheme, paper, more);
    let all = answer["requirements"].as_array().unwrap();
    all.iter().find(|r| r["id"] == requirement).unwrap()["verdict"].clone()
}

#[test]
fn who_may_be_behind_a_paper() {
    for (scheme, issuer, stated) in [
        // It may be the barred body of that sort and seat, also by a more general word; of another sort that body is not.
        ("q-p", json!({ "class": "notified-body", "seat": "QM" }), "unknown"),
        ("q-p", json!({ "class": "certification-body", "seat": "QM" }), "unknown"),
        ("q-p", json!({ "class": "laboratory", "seat": "QM" }), "accepted"),
        // Of that seat's barred body no sort is on record.
        ("q-p", json!({ "class": "laboratory", "seat": "QP" }), "unknown"),
        // Who owns it.
        ("q-o", json!({ "seat": "QM", "owner": "none" }), "accepted"),
        ("q-o", json!({ "seat": "QM", "owner": "O Corp" }), "not-accepted"),
        ("q-o", json!({ "seat": "QM", "owner": "X Ltd" }), "unknown"),
        ("q-o", json!({ "seat": "QM" }), "unknown"),
    ] {
        assert_eq!(verdict(scheme, "q-asks", &json!({ "issuer": issuer }), &json!({})), stated, "{scheme}: {issuer}");
    }
}

#[test]
fn another_kind_of_a_schemes_papers_fills_the_slot_that_asks_for_it() {
    let audit = json!({ "kind": "quality-audit", "issuer": { "seat": "QM" } });
    assert_eq!(verdict("q-k", "q-audit", &audit, &json!({})), "accepted");
}

#[test]
fn whether_a_slot_that_names_no_kind_takes_another_than_the_schemes_first_is_unknown() {
    let own = |kind: &str| answer("q-two", &json!({ "kind": kind, "issuer": { "seat": "QN" } }), &json!({}));
    let of = |answer: &Value| {
        let all = answer["requirements"].as_array().unwrap();
        all.iter().find(|r| r["id"] == "q-either").unwrap().clone()
    };
    assert_eq!(of(&own("product-certificate"))["verdict"], "native");
    let told = own("quality-audit");
    let audit = of(&told);
    assert_eq!((&audit["verdict"], &audit["interval"]), (&json!("unknown"), &json!(["none", "native"])));
    let kind = told["pivotal_unknowns"].as_array().unwrap().iter().find(|p| p["fact"] == "slot_kind").unwrap();
    assert_eq!(kind["about"], json!(["q-two", "quality-audit"]));
}

#[test]
fn a_paper_without_a_last_day_is_taken_as_running_as_long_as_such_papers_usually_run() {
    let own = |paper: Value| {
        let mut paper = paper;
        paper["issuer"] = json!({ "seat": "QN" });
        answer("q-three", &paper, &json!({}))
    };
    let of = |answer: &Value| {
        let all = answer["requirements"].as_array().unwrap();
        all.iter().find(|r| r["id"] == "q-asks-three").unwrap().clone()
    };
    let presumed =
        |answer: &Value| answer["presumptions_used"].as_array().unwrap().iter().any(|p| p["code"] == "no-end-stated");
    // The day asked is 2026-06-01.
    for (issued, expires, verdict, said) in [
        ("2023-06-01", None, "native", true),
        ("2023-05-31", None, "unknown", false),
        ("2023-05-31", Some("2026-06-01"), "native", false),
        ("2025-01-01", Some("2026-05-31"), "not-accepted", false),
        // Older rules ended on 2026-03-31 for all that was issued before 2020, whatever it says.
        ("2019-12-31", Some("2030-01-01"), "not-accepted", false),
        ("2020-01-01", Some("2030-01-01"), "native", false),
        ("2019", Some("2030-01-01"), "not-accepted", false),
        ("2020", Some("2030-01-01"), "native", false),
    ] {
        let told = own(json!({ "issued": issued, "expires": expires }));
        assert_eq!((&of(&told)["verdict"], presumed(&told)), (&json!(verdict), said), "{issued} to {expires:?}");
    }
    let old = own(json!({ "issued": "2023-05-31" }));
    assert!(old["pivotal_unknowns"].as_array().unwrap().iter().any(|p| p["fact"] == "expires"), "{old:#}");
    // Said to be issued by the day asked, and not when: how old it is is another unknown.
    let undated = |assumed: &Value| {
        let paper = json!({ "issued": null, "issuer": { "seat": "QN" } });
        of(&answer("q-three", &paper, &json!({ "assume": assumed })))["verdict"].clone()
    };
    let (issued, young) = ("holdings[0].issued", "holdings[0].issued/usual");
    let rules = "holdings[0].issued/rules/2020-01-01";
    assert_eq!(undated(&json!({ issued: "yes", rules: "no" })), "unknown");
    assert_eq!(undated(&json!({ issued: "yes", rules: "no", young: "yes" })), "native");
    let lapsed = own(json!({ "issued": "2019-12-31", "expires": "2030-01-01" }));
    assert!(lapsed.to_string().contains("rules-replaced"), "{lapsed:#}");
    // Until the last day it counted.
    let question = |on: &str| json!({ "on": on });
    let at = |on: &str| {
        of(&answer(
            "q-three",
            &json!({ "issued": "2019-12-31", "expires": "2030-01-01", "issuer": { "seat": "QN" } }),
            &question(on),
        ))
    };
    assert_eq!(
        (&at("2026-03-31")["verdict"], &at("2026-03-31")["stable_until"]),
        (&json!("native"), &json!("2026-03-31"))
    );
    assert_eq!(at("2026-04-01")["verdict"], "not-accepted");
}

#[test]
fn whether_the_rules_of_its_time_carry_a_paper_is_unknown_where_its_day_or_theirs_is() {
    let of = |issued: &Value, on: &str, assumed: &Value| {
        let paper = json!({ "issued": issued, "expires": "2030-01-01", "issuer": { "seat": "QN" } });
        answer("q-ruled", &paper, &json!({ "on": on, "assume": assumed }))
    };
    let verdict = |answer: &Value| {
        let all = answer["requirements"].as_array().unwrap();
        all.iter().find(|r| r["id"] == "q-asks-ruled").unwrap()["verdict"].clone()
    };
    let asked = |answer: &Value| -> Vec<String> {
        let pivotal = answer["pivotal_unknowns"].as_array().unwrap();
        pivotal.iter().map(|p| p["key"].as_str().unwrap().to_owned()).collect()
    };
    let (day, rules) = ("holdings[0].issued", "holdings[0].issued/rules/2020-07-01");
    let over = "lapse/q-ruled/2026-05";
    for (issued, on, known, expected, wanted) in [
        // Under which rules it was issued, where its day is known in part or not at all.
        (json!("2020"), "2026-06-01", json!({}), "unknown", vec![rules]),
        (json!("2020"), "2026-06-01", json!({ rules: "yes" }), "not-accepted", vec![]),
        (json!("2020"), "2026-06-01", json!({ rules: "no" }), "native", vec![]),
        (json!("2020"), "2026-04-30", json!({}), "native", vec![]),
        (Value::Null, "2026-06-01", json!({ day: "yes" }), "unknown", vec![rules]),
        (Value::Null, "2026-06-01", json!({ day: "yes", rules: "yes" }), "not-accepted", vec![]),
        (Value::Null, "2026-06-01", json!({ day: "yes", rules: "no" }), "native", vec![]),
        // Whether the last day on which it counted is over.
        (json!("2019-01-01"), "2026-05-02", json!({}), "unknown", vec![over]),
        (json!("2019-01-01"), "2026-05-02", json!({ over: "yes" }), "not-accepted", vec![]),
        (json!("2019-01-01"), "2026-05-02", json!({ over: "no" }), "native", vec![]),
        (json!("2020-07-01"), "2026-05-02", json!({}), "native", vec![]),
    ] {
        let told = of(&issued, on, &known);
        assert_eq!(
            (verdict(&told), asked(&told)),
            (json!(expected), wanted.iter().map(|key| (*key).to_owned()).collect()),
            "{issued}, {on}, {known}"
        );
    }
}

#[test]
fn a_paper_of_a_contested_scheme_is_perhaps_none() {
    let told = answer("q-doubt", &json!({ "issuer": { "seat": "QN" } }), &json!({}));
    let of = told["requirements"].as_array().unwrap().iter().find(|r| r["id"] == "q-asks-doubt").unwrap();
    assert_eq!((&of["verdict"], &of["interval"]), (&json!("unknown"), &json!(["none", "native"])));
    assert_eq!(told["pivotal_unknowns"][0]["about"], json!(["q-doubt"]));
    let route = &of["conditional_routes"][0]["hops"][0]["guards"];
    let contested = |guard: &&Value| guard["because"].as_array().unwrap().iter().any(|why| why["code"] == "doubtful");
    let guards: Vec<&Value> = route.as_array().unwrap().iter().filter(contested).collect();
    assert_eq!(guards.len(), 1, "{route:#}");
    assert_eq!((&guards[0]["name"], &guards[0]["value"]), (&json!("artefact"), &json!("U")));
    // What is not one of its papers either way is none.
    let expired = answer("q-doubt", &json!({ "issuer": { "seat": "QN" }, "expires": "2026-05-31" }), &json!({}));
    let of = expired["requirements"].as_array().unwrap().iter().find(|r| r["id"] == "q-asks-doubt").unwrap();
    assert_eq!(of["verdict"], "not-accepted");
}

#[test]
fn a_paper_ends_in_a_timeline_where_its_age_or_the_rules_of_its_time_end_it() {
    let ends = |holdings: Value| -> Vec<(String, Vec<String>)> {
        let question = json!({
            "holdings": holdings, "product": { "group": "household-appliances" }, "origin": {}, "market": "QN",
            "on": "2026-01-15",
        });
        let timeline = comity::ask::timeline(&LAW, &serde_json::from_value(question).unwrap()).unwrap();
        let told = |turned: &comity::ask::Turned| format!("{} {} {}", turned.record, turned.id, turned.event);
        let ended = |why: &[comity::ask::Turned]| -> Vec<String> {
            why.iter().map(told).filter(|text| text.starts_with("holding") && text.ends_with("ends")).collect()
        };
        let periods = timeline.periods.iter().filter_map(|p| Some((p.from.clone()?, ended(&p.why))));
        periods.filter(|(_, why)| !why.is_empty()).collect()
    };
    let is = |day: &str, why: &str| vec![(day.to_owned(), vec![why.to_owned()])];
    let paper = |scheme: &str, issued: &str, expires: Option<&str>| json!({ "scheme": scheme, "issued": issued, "expires": expires, "issuer": { "seat": "QN" } });
    assert_eq!(ends(json!([paper("q-three", "2024-01-01", None)])), is("2027-01-02", "holding 0 ends"));
    let old = paper("q-three", "2019-12-31", Some("2030-01-01"));
    assert_eq!(ends(json!([old])).first(), is("2026-04-01", "holding 0 ends").first());
    // On the day on which another ends, a paper that older rules, or rules for other products, do not carry goes on.
    let newer = paper("q-three", "2020-01-01", Some("2030-01-01"));
    for last in ["2026-03-31", "2026-02-01"] {
        let other = paper("q-closed", "2025-01-01", Some(last));
        let day = if last == "2026-02-01" { "2026-02-02" } else { "2026-04-01" };
        assert_eq!(ends(json!([newer, other])).first(), is(day, "holding 1 ends").first(), "{last}");
    }
}

#[test]
fn a_paper_that_bears_an_earlier_day_than_the_first_its_scheme_issued_is_none_of_its_papers() {
    let seat = json!({ "seat": "QN" });
    for (scheme, issued, expected) in [
        ("q-begun", "2025-05-24", "not-accepted"),
        ("q-begun", "2025-05-25", "native"),
        ("q-begun", "2025-05", "unknown"),
        ("q-begun", "2025-04", "not-accepted"),
        ("q-begun-in-a-year", "2024-12-31", "not-accepted"),
        ("q-begun-in-a-year", "2025-05-25", "unknown"),
        ("q-begun-in-a-year", "2026-01-01", "native"),
    ] {
        let asks = scheme.replace("q-", "q-asks-");
        assert_eq!(
            verdict(scheme, &asks, &json!({ "issued": issued, "issuer": seat }), &json!({})),
            expected,
            "{issued}"
        );
    }
    let told = answer("q-begun", &json!({ "issued": "2025-05-24", "issuer": seat }), &json!({}));
    assert!(told.to_string().contains("not-issued-then"), "{told:#}");
    let told = answer("q-begun", &json!({ "issued": "2025-05-25", "issuer": seat }), &json!({}));
    assert!(!told.to_string().contains("not-issued-then"), "{told:#}");
    // Of a paper whose day is not stated: nobody shows one before the scheme begins.
    let undated = |on: &str| {
        let more = json!({ "on": on, "assume": { "holdings[0].issued": "yes" } });
        verdict("q-begun", "q-asks-begun", &json!({ "issued": null, "issuer": seat }), &more)
    };
    assert_eq!((undated("2025-05-24"), undated("2025-05-25")), (json!("not-accepted"), json!("unknown")));
    // None can be had before that day, and one can from it on.
    let had = |on: &str| {
        let goods: comity::ask::Portfolio = serde_json::from_value(json!({
            "holdings": [], "product": { "group": "household-appliances" }, "origin": {}, "on": on }))
        .unwrap();
        let opens = comity::ask::openers(&LAW, &goods, "QN").unwrap();
        let slots = opens.requirements.iter().flat_map(|r| &r.ways).flat_map(|way| &way.slots);
        let mut own = slots.filter(|slot| slot.asks_for.id == "q-begun").flat_map(|slot| &slot.templates);
        own.any(|template| template.obtainable)
    };
    assert_eq!((had("2025-05-24"), had("2025-05-25")), (false, true));
}

#[test]
fn a_paper_that_bears_a_later_day_than_the_last_its_scheme_issued_is_none_of_its_papers() {
    let of = |paper: Value, on: &str| verdict("q-closed", "q-asks-closed", &paper, &json!({ "on": on }));
    let seat = json!({ "seat": "QN" });
    for (issued, on, expected) in [
        ("2025-05-25", "2026-06-01", "native"),
        ("2025-05-26", "2026-06-01", "not-accepted"),
        ("2025-05", "2026-06-01", "unknown"),
        ("2025-06", "2026-06-01", "not-accepted"),
    ] {
        assert_eq!(of(json!({ "issued": issued, "issuer": seat }), on), expected, "{issued}");
    }
    let told = answer("q-closed", &json!({ "issued": "2025-05-26", "issuer": seat }), &json!({}));
    assert!(told.to_string().contains("no-longer-issued"), "{told:#}");
    // Of a paper that is said to be issued by the day asked, and not when: nobody shows one of a later day before that day is over.
    let undated = |on: &str, more: &Value| {
        let mut assumed = json!({ "holdings[0].issued": "yes" });
        assumed.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let paper = json!({ "issued": null, "issuer": seat });
        verdict("q-closed", "q-asks-closed", &paper, &json!({ "on": on, "assume": assumed }))
    };
    let open = "holdings[0].issued/closed/2025-05-25";
    for (on, more, expected) in [
        ("2025-05-25", json!({}), "native"),
        ("2025-05-26", json!({}), "unknown"),
        ("2025-05-26", json!({ open: "yes" }), "native"),
        ("2025-05-26", json!({ open: "no" }), "not-accepted"),
    ] {
        assert_eq!(undated(on, &more), expected, "{on}: {more}");
    }
    // It can be had no more, only in hand.
    let goods: comity::ask::Portfolio = serde_json::from_value(json!({
        "holdings": [], "product": { "group": "household-appliances" }, "origin": {}, "on": "2026-06-01" }))
    .unwrap();
    let opens = comity::ask::openers(&LAW, &goods, "QN").unwrap();
    let of = |scheme: &str| {
        let slots = opens.requirements.iter().flat_map(|r| &r.ways).flat_map(|way| &way.slots);
        let mut own = slots.filter(|slot| slot.asks_for.id == scheme).flat_map(|slot| &slot.templates);
        own.next().map(|template| (template.obtainable, template.issued_until.clone()))
    };
    assert_eq!(of("q-three"), Some((true, None)));
    assert_eq!(of("q-closed"), Some((false, Some("2025-05-25".to_owned()))));
}

#[test]
fn a_paper_and_its_issuer_are_known_by_their_names_too() {
    let asked = |scheme: &str, body: &str| {
        let question = json!({
            "holdings": [{ "scheme": scheme, "issuer": { "body": body }, "issued": "2025-01-01" }],
            "product": {}, "market": "KR", "on": "2026-11-22",
        });
        serde_json::to_value(check(&LAW, &serde_json::from_value(question).unwrap()).unwrap()).unwrap()
    };
    let by_id = asked("ccc", "tuv-rheinland-ccic-ningbo");
    assert_eq!(by_id["question"]["schemes"], json!(["ccc"]));
    for (scheme, body) in [
        ("China Compulsory Certification certificate (CCC)", "TÜV Rheinland/CCIC (Ningbo)"),
        ("3c", "tüv rheinland ccic ningbo"),
        ("强制性产品认证", "莱茵技术监护/中检集团（宁波）合资实验室"),
    ] {
        assert_eq!(asked(scheme, body), by_id, "{scheme}, {body}");
    }
}

#[test]
fn a_paper_stated_to_be_active_or_not_is_so_for_all_time() {
    for (status, stated, presumed) in [
        (Value::Null, "accepted", true),
        (json!("active"), "accepted", false),
        (json!("suspended"), "not-accepted", false),
        (json!("withdrawn"), "not-accepted", false),
    ] {
        let paper = json!({ "issuer": { "seat": "QM" }, "status": status });
        let answer = answer("q-f", &paper, &json!({}));
        let of = answer["requirements"].as_array().unwrap().iter().find(|r| r["id"] == "q-asks").unwrap();
        let presumptions = answer["presumptions_used"].as_array().unwrap();
        let said = presumptions.iter().any(|reason| reason["code"] == "status-active");
        assert_eq!((of["verdict"].as_str(), said), (Some(stated), presumed), "{status}");
    }
}

#[test]
fn the_standing_of_goods_needs_no_scheme_to_be_named() {
    let standing = |holding: Value| -> comity::Question {
        serde_json::from_value(json!({
            "holdings": [holding], "product": { "group": "household-appliances" }, "origin": {}, "market": "AU", "on": "2026-11-22",
        }))
        .unwrap()
    };
    let issuer = json!({ "seat": "NZ" });
    let named = json!({ "scheme": "lawful-marketing", "kind": "lawful-marketing", "issuer": issuer });
    let unnamed = json!({ "kind": "lawful-marketing", "issuer": issuer });
    let told = |question| serde_json::to_value(check(&LAW, &question).unwrap()).unwrap();
    let answer = told(standing(unnamed.clone()));
    assert_eq!(answer, told(standing(named)));
    assert_eq!(answer["question"]["schemes"], json!(["lawful-marketing"]));
    // Of a law that knows no such standing it cannot be asked.
    let error = check(&common::toy_law(), &standing(unnamed)).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), ("unknown", "holdings[0].scheme"));
}

#[test]
fn the_level_that_is_wanted_by_name_or_number() {
    for (level, wanted, stated) in [
        (1, json!("High"), "not-accepted"),
        (2, json!("High"), "accepted"),
        (1, json!("basic"), "accepted"),
        (1, json!(2), "not-accepted"),
        (1, Value::Null, "unknown"),
    ] {
        let paper = json!({ "level": level, "issuer": { "seat": "QM" } });
        assert_eq!(
            verdict("q-l", "q-level", &paper, &json!({ "wanted": { "level": wanted } })),
            stated,
            "{level}: {wanted}"
        );
    }
}

#[test]
fn of_a_slot_that_nobody_on_record_asks_for_the_level_matters_where_there_are_levels_or_one_is_wanted() {
    let slots = |wanted: Value| {
        let paper = json!({ "level": 1, "issuer": { "seat": "QM" } });
        let told = answer("q-v", &paper, &json!({ "market": "QP", "wanted": { "level": wanted } }));
        let all: Vec<&Value> = told["virtual"].as_array().into_iter().flatten().collect();
        let of = |id: &str| all.iter().find(|slot| slot["id"] == id).map(|slot| slot["interval"].clone());
        [of("q-leveled"), of("q-plain")]
    };
    let (taken, open) = (Some(json!(["equivalent", "equivalent"])), Some(json!(["none", "equivalent"])));
    assert_eq!(slots(Value::Null), [open, taken.clone()]);
    assert_eq!(slots(json!(1)), [taken.clone(), taken]);
    assert_eq!(slots(json!(2)), [None, None], "nothing bites");
}

#[test]
fn an_assumption_is_used_where_it_matters_only() {
    let seat = "holdings[0].issuer.seat";
    // The seat is looked at where the market takes such papers at all.
    for (market, used) in [("QN", json!([seat])), ("QP", json!([]))] {
        let answer = answer("q-f", &json!({}), &json!({ "market": market, "assume": { seat: "yes" } }));
        assert_eq!(answer["assumptions_used"], used, "{market}");
    }
}
