//! Bad questions and bad packs: a typed error that names the place, never a panic. And what is made of good questions that
//! say the same in other words, or more than is asked.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::limits;
use comity::pack::{PackError, SCHEMA, decode, encode, header};
use comity::{Law, Question, QuestionError, check};
use serde_json::{Value, json};
use std::sync::LazyLock;

// --------------------------------------------------------------------------------------------------------- questions

static TOY: LazyLock<Law> = LazyLock::new(common::toy_law);

/// A question the toy law understands, with some fields changed (`null` takes one away).
fn question(changes: &[(&str, Value)]) -> Value {
    let mut question = json!({
        "holdings": [{ "scheme": "U-SAFE", "issuer": { "body": "ub1" }, "issued": "2024-01-10", "expires": "2029-01-09" }],
        "product": { "hs": "8516.40" }, "origin": {}, "market": "QM", "on": "2026-06-01",
    });
    for (path, value) in changes {
        let (parent, key) = path.rsplit_once('/').unwrap();
        let record = question.pointer_mut(parent).unwrap().as_object_mut().unwrap();
        if value.is_null() { drop(record.remove(key)) } else { drop(record.insert(key.to_owned(), value.clone())) }
    }
    question
}

/// Reads a question as the outer layers do, then asks it.
fn error_of(law: &Law, question: &Value) -> QuestionError {
    let read: Result<Question, _> = serde_path_to_error::deserialize(question);
    match read {
        Err(error) => QuestionError::shape(&error.path().to_string(), &error.inner().to_string()),
        Ok(read) => match check(law, &read) {
            Err(error) => error,
            Ok(_) => panic!("this was answered: {question}"),
        },
    }
}

fn refused(path: &str, value: Value) -> QuestionError {
    error_of(&TOY, &question(&[(path, value)]))
}

fn code_and_path(error: &QuestionError) -> (&str, &str) {
    (error.code, &error.path)
}

#[test]
fn the_question_that_the_others_spoil_is_answered() {
    let read: Question = serde_json::from_value(question(&[])).unwrap();
    assert!(check(&TOY, &read).is_ok());
}

#[test]
fn an_unknown_scheme_is_an_error_with_the_nearest_one() {
    let error = refused("/holdings/0/scheme", json!("U-SAVE"));
    assert_eq!(code_and_path(&error), ("unknown", "holdings[0].scheme"));
    assert_eq!(error.nearest.first().map(String::as_str), Some("U-SAFE"));
    assert_eq!(error.to_string(), "holdings[0].scheme: `U-SAVE` is not a scheme's id or name; did you mean `U-SAFE`?");
}

#[test]
fn a_short_word_is_looked_for_among_the_words_of_names_before_it_is_held_to_be_misspelled() {
    let law = common::real_law();
    for (text, near) in [("listing", "us-nrtl-listing"), ("EESS", "au-eess-coc"), ("iecee-bc", "iecee-cb")] {
        let question = json!({ "holdings": [{ "scheme": text }], "product": {}, "market": "KR", "on": "2026-11-22" });
        let nearest = error_of(&law, &question).nearest;
        assert!(nearest.iter().take(3).any(|id| id == near), "{text}: {nearest:?}");
    }
    for (text, near) in
        [("kitchen", "kitchen-machines"), ("家里电器", "household-appliances"), ("toster", "toasters-grills")]
    {
        let product = json!({ "group": text });
        let question =
            json!({ "holdings": [{ "scheme": "ccc" }], "product": product, "market": "KR", "on": "2026-11-22" });
        let nearest = error_of(&law, &question).nearest;
        assert!(nearest.iter().take(3).any(|id| id == near), "{text}: {nearest:?}");
    }
}

#[test]
fn a_name_like_nothing_on_record_gets_no_suggestion() {
    let error = refused("/holdings/0/scheme", json!("certificate of the moon"));
    assert_eq!((error.code, error.nearest.len()), ("unknown", 0));
}

#[test]
fn a_day_that_no_calendar_has_is_an_error_wherever_it_stands() {
    for path in ["/on", "/holdings/0/issued", "/holdings/0/expires", "/product/manufactured"] {
        for day in [
            "2026-02-30",
            "2026-13-01",
            "2025-02-29",
            "2026-00-10",
            "26-01-01",
            "2026-1-1",
            "1/2/2026",
            "tomorrow",
            "",
            "２０２６-01-01",
            "-2026-01-01",
            "2026-01-01T00:00:00Z",
        ] {
            let error = refused(path, json!(day));
            let field = path.trim_start_matches('/').replace("holdings/0/", "holdings[0].").replace('/', ".");
            assert_eq!(code_and_path(&error), ("no-such-day", field.as_str()), "{day}");
            assert_eq!(error.got, day);
        }
    }
    // The day asked is a day; the dates of papers may be known in part.
    assert_eq!(refused("/on", json!("2026")).code, "no-such-day");
    assert!(check(&TOY, &serde_json::from_value(question(&[("/holdings/0/issued", json!("2024"))])).unwrap()).is_ok());
}

#[test]
fn a_code_that_the_harmonized_system_does_not_have_is_an_error() {
    for code in [
        "9999",
        "000000",
        "7701",
        "85x",
        "8",
        "851",
        "85164",
        "8516.40.00.00.00",
        "eighty",
        "",
        ".",
        "85-16",
        "８５",
        "-85",
    ] {
        assert_eq!(code_and_path(&refused("/product/hs", json!(code))), ("no-such-code", "product.hs"), "{code}");
    }
}

#[test]
fn a_place_that_is_no_market_is_an_error() {
    for place in ["Atlantis", "U-SAFE", "ub1", "", "日本国外"] {
        let error = error_of(&TOY, &question(&[("/market", json!(place))]));
        assert_eq!((code_and_path(&error), error.got.as_str()), (("unknown", "market"), place));
    }
    assert_eq!(code_and_path(&refused("/origin/made_in", json!("Atlantis"))), ("unknown", "origin.made_in"));
    // Goods are made in a market, not in a bloc.
    assert_eq!(code_and_path(&refused("/origin/made_in", json!(["QM", "UQ"]))), ("unknown", "origin.made_in"));
}

#[test]
fn without_papers_there_is_nothing_to_ask() {
    assert_eq!(code_and_path(&refused("/holdings", json!([]))), ("empty", "holdings"));
}

#[test]
fn a_field_that_must_be_there_is_missed_by_name() {
    for field in ["holdings", "product", "market", "on"] {
        let error = refused(&format!("/{field}"), Value::Null);
        assert_eq!(code_and_path(&error), ("missing", field), "{error}");
    }
    let error = refused("/holdings/0/scheme", Value::Null);
    assert_eq!(code_and_path(&error), ("missing", "holdings[0].scheme"));
    // Where the words themselves are read, the reader names the field, and the path what it is missed in.
    let holding = json!({ "holdings": [{ "scheme": "U-SAFE", "basis": [{}] }], "product": {}, "market": "UA", "on": "2024-01-01" });
    let error = comity::pack::question(&holding).unwrap_err();
    assert_eq!(code_and_path(&error), ("missing", "holdings[0].basis[0].scheme"));
}

#[test]
fn more_than_the_limits_allow_is_refused_and_just_as_much_is_not() {
    let holding = question(&[])["holdings"][0].clone();
    let papers = |count: usize| json!(vec![holding.clone(); count]);
    assert_eq!(code_and_path(&refused("/holdings", papers(limits::HOLDINGS + 1))), ("too-many", "holdings"));
    let full: Question = serde_json::from_value(question(&[("/holdings", papers(limits::HOLDINGS))])).unwrap();
    assert!(check(&TOY, &full).is_ok());

    let places = json!(vec!["QM"; limits::LIST + 1]);
    assert_eq!(code_and_path(&refused("/origin/made_in", places.clone())), ("too-many", "origin.made_in"));
    let deviations = error_of(&TOY, &question(&[("/holdings/0/deviations_tested", places.clone())]));
    assert_eq!(code_and_path(&deviations), ("too-many", "holdings[0].deviations_tested"));
    let registers = refused("/holdings/0/issuer/recognised_by", places);
    assert_eq!(code_and_path(&registers), ("too-many", "holdings[0].issuer.recognised_by"));
    let register = TOY.records().registers.iter().next().unwrap().1.id.clone();
    let registers = json!(vec![register; limits::LIST]);
    let full: Question = serde_json::from_value(question(&[("/holdings/0/issuer/recognised_by", registers)])).unwrap();
    assert!(check(&TOY, &full).is_ok());

    let long = json!("x".repeat(limits::TEXT + 1));
    for (path, field) in [
        ("/market", "market"),
        ("/holdings/0/scheme", "holdings[0].scheme"),
        ("/product/text", "product.text"),
        ("/product/hs", "product.hs"),
        ("/on", "on"),
    ] {
        assert_eq!(code_and_path(&refused(path, long.clone())), ("too-long", field));
    }
}

#[test]
fn a_seat_that_contradicts_the_record_is_an_error() {
    let error = refused("/holdings/0/issuer/seat", json!("QP"));
    assert_eq!(code_and_path(&error), ("contradicts-record", "holdings[0].issuer.seat"));
    assert!(error.expected.contains("QM"), "{error}");
}

#[test]
fn a_paper_does_not_expire_before_it_is_issued() {
    let error = refused("/holdings/0/expires", json!("2024-01-09"));
    assert_eq!(code_and_path(&error), ("dates-out-of-order", "holdings[0].expires"));
    // One day of validity is a validity, and a year that may contain the issue is no contradiction.
    for day in ["2024-01-10", "2024"] {
        let fine: Question = serde_json::from_value(question(&[("/holdings/0/expires", json!(day))])).unwrap();
        assert!(check(&TOY, &fine).is_ok(), "{day}");
    }
}

#[test]
fn every_field_that_is_read_is_named_where_it_is_at_fault() {
    let long = || json!("x".repeat(limits::TEXT + 1));
    let many = || json!(vec!["QM"; limits::LIST + 1]);
    let paper = "/holdings/0/";
    for (path, value, field, code) in [
        ("kind", long(), "kind", "too-long"),
        ("level", long(), "level", "too-long"),
        ("issued", long(), "issued", "too-long"),
        ("status", long(), "status", "too-long"),
        ("status", json!([{ "state": long() }]), "status", "too-long"),
        ("status", json!([{ "state": "asleep" }]), "status", "unknown"),
        ("status", json!([{ "state": "suspended", "from": "soon" }]), "status", "no-such-day"),
        ("status", json!([{ "state": "suspended", "until": "2026-02-30" }]), "status", "no-such-day"),
        ("dates", json!({ "applied": "soon" }), "dates.applied", "no-such-day"),
        ("dates", json!({ "tested": "2025-02-29" }), "dates.tested", "no-such-day"),
        ("basis", json!([{ "scheme": "U-SAVE" }]), "basis.scheme", "unknown"),
        ("basis", json!([{ "scheme": "U-SAFE", "issuer": "nobody at all" }]), "basis.issuer", "unknown"),
        ("norm", many(), "norm", "too-many"),
        ("attests", many(), "attests", "too-many"),
        ("attests", long(), "attests", "too-long"),
        ("issuer/accredited_by", json!("nobody at all"), "issuer.accredited_by", "unknown"),
        ("issuer/recognised_by", json!(["no list at all"]), "issuer.recognised_by", "unknown"),
        ("issuer/owner", long(), "issuer.owner", "too-long"),
    ] {
        let error = refused(&format!("{paper}{path}"), value);
        assert_eq!(code_and_path(&error), (code, format!("holdings[0].{field}").as_str()), "{error}");
    }
    let origins = ["made_in", "grown_in", "last_processed_in", "originating_in", "shipped_from", "marketed_in"];
    for origin in origins {
        let error = refused(&format!("/origin/{origin}"), json!("Atlantis"));
        assert_eq!(code_and_path(&error), ("unknown", format!("origin.{origin}").as_str()));
    }
    for (path, value, field, code) in [
        ("/product/group", many(), "product.group", "too-many"),
        ("/product/attributes", json!({ ("x".repeat(limits::TEXT + 1)): true }), "product.attributes", "too-long"),
        ("/wanted", json!({ "level": long() }), "wanted.level", "too-long"),
    ] {
        assert_eq!(code_and_path(&refused(path, value.clone())), (code, field));
        // Whatever is asked of a question, it is read alike.
        let spoilt: Question = serde_json::from_value(question(&[(path, value)])).unwrap();
        assert_eq!(comity::refine(&TOY, &spoilt).unwrap_err(), check(&TOY, &spoilt).unwrap_err());
    }
}

#[test]
fn words_outside_the_closed_lists_are_errors_with_the_nearest_word() {
    let kind = refused("/holdings/0/kind", json!("product-certifcate"));
    assert_eq!(
        (code_and_path(&kind), kind.nearest[0].as_str()),
        (("unknown", "holdings[0].kind"), "product-certificate")
    );
    let other = refused("/holdings/0/kind", json!("test-report"));
    assert_eq!(
        (code_and_path(&other), other.nearest.as_slice()),
        (("not-of-scheme", "holdings[0].kind"), ["product-certificate".to_owned()].as_slice())
    );
    let status = refused("/holdings/0/status", json!("asleep"));
    assert_eq!(code_and_path(&status), ("unknown", "holdings[0].status"));
    let class = refused("/holdings/0/issuer/class", json!("notified body"));
    assert_eq!(
        (code_and_path(&class), class.nearest[0].as_str()),
        (("unknown", "holdings[0].issuer.class"), "notified-body")
    );
    let purpose = error_of(&TOY, &question(&[("/wanted", json!({ "purpose": "taste" }))]));
    assert_eq!(code_and_path(&purpose), ("unknown", "wanted.purpose"));
    let norm = refused("/holdings/0/norm", json!("N1:2015"));
    assert_eq!(code_and_path(&norm), ("unknown", "holdings[0].norm"));
    let level = refused("/holdings/0/level", json!("EAL9"));
    assert_eq!(code_and_path(&level), ("unknown", "holdings[0].level"));
}

#[test]
fn a_field_that_no_question_has_is_named_with_its_path() {
    for (path, field) in [
        ("/marked", "marked"),
        ("/holdings/0/isued", "holdings[0].isued"),
        ("/holdings/0/issuer/named", "holdings[0].issuer.named"),
        ("/product/hs_code", "product.hs_code"),
        ("/origin/made", "origin.made"),
    ] {
        let error = refused(path, json!("x"));
        assert_eq!(code_and_path(&error), ("wrong-shape", field), "{error}");
        assert!(error.to_string().contains("is not one of the fields "), "{error}");
    }
    assert_eq!(refused("/holdings/0/isued", json!("x")).nearest[0], "issued");
}

#[test]
fn a_value_of_the_wrong_shape_is_named_with_its_path() {
    for (path, field, value) in [
        ("/on", "on", json!(20_260_601)),
        ("/market", "market", json!(["QM"])),
        ("/holdings", "holdings", json!({})),
        ("/holdings/0/issuer", "holdings[0].issuer", json!("ub1")),
        ("/product", "product", json!("8516")),
        ("/assume", "assume.k", json!({ "k": "perhaps" })),
        ("/product/attributes", "product.attributes.x", json!({ "x": [1] })),
        ("/holdings/0/level", "holdings[0].level", json!(300)),
    ] {
        let error = refused(path, value);
        assert_eq!(code_and_path(&error), ("wrong-shape", field), "{error}");
    }
}

#[test]
fn a_name_that_several_records_share_is_ambiguous_and_all_are_listed() {
    let isle = |code: &str| {
        format!(
            "[[market]]\ncode = \"{code}\"\nkind = \"state\"\nname = {{ en = \"Isle {code}\", zh = \"岛 {code}\" }}\n\
             aliases = {{ en = [\"The Isles\"], zh = [] }}\n"
        )
    };
    let law = common::real_law_with(&[isle("QM"), isle("QN")].concat());
    let question = |market: &str| json!({ "holdings": [{ "scheme": "ccc" }], "product": {}, "market": market, "on": "2026-11-22" });
    let error = error_of(&law, &question("the isles"));
    assert_eq!(code_and_path(&error), ("ambiguous", "market"));
    assert_eq!(error.nearest, ["QM", "QN"]);
    assert!(error.to_string().contains("can mean several things"), "{error}");
    // The code itself is never ambiguous.
    assert!(check(&law, &serde_json::from_value(question("QM")).unwrap()).is_ok());
}

#[test]
fn an_attribute_takes_only_the_values_of_its_kind() {
    use comity::law::AttributeKind;
    let law = common::real_law();
    let mut seen = [false; 3];
    for (_, attribute) in law.records().attributes.iter() {
        let wrong = match attribute.kind {
            AttributeKind::YesNo => (0, json!("perhaps")),
            AttributeKind::Number => (1, json!("many")),
            AttributeKind::Choice => (2, json!("none of them at all")),
            AttributeKind::Text => continue,
        };
        seen[wrong.0] = true;
        let mut attributes = serde_json::Map::new();
        attributes.insert(attribute.id.clone(), wrong.1);
        let scheme = law.records().schemes.iter().next().unwrap().1.id.clone();
        let question = json!({ "holdings": [{ "scheme": scheme }], "product": { "attributes": attributes }, "market": "CN", "on": "2026-11-22" });
        let error = error_of(&law, &question);
        assert_eq!(code_and_path(&error), ("wrong-value", format!("product.attributes.{}", attribute.id).as_str()));
        if attribute.kind == AttributeKind::Choice {
            assert_eq!(error.nearest, attribute.values, "all its values are offered");
        }
        let mut long = question;
        long["product"]["attributes"][&attribute.id] = json!("x".repeat(limits::TEXT + 1));
        assert_eq!(error_of(&law, &long).code, "too-long");
    }
    assert!(seen[0] && seen[2], "the data has attributes of kinds {seen:?} only");
    let unknown = refused("/product/attributes", json!({ "colour": "red" }));
    assert_eq!(code_and_path(&unknown), ("unknown", "product.attributes"));
}

#[test]
fn random_words_in_random_fields_are_errors_or_answers_never_panics() {
    let rng = &mut fastrand::Rng::with_seed(7);
    let fields = [
        "/on",
        "/market",
        "/holdings/0/scheme",
        "/holdings/0/issued",
        "/holdings/0/expires",
        "/holdings/0/attests",
        "/holdings/0/norm",
        "/holdings/0/status",
        "/holdings/0/issuer/seat",
        "/holdings/0/issuer/owner",
        "/product/hs",
        "/product/group",
        "/origin/made_in",
    ];
    for _ in 0..3000 {
        let word: String = (0..rng.usize(0..12))
            .map(|_| if rng.bool() { rng.char('\0'..'\u{10FFFF}') } else { rng.alphanumeric() })
            .collect();
        let field = fields[rng.usize(0..fields.len())];
        if let Ok(read) = serde_json::from_value::<Question>(question(&[(field, json!(word))])) {
            drop(check(&TOY, &read));
        }
    }
}

// ----------------------------------------------------------------------------------------- what a question is read as

#[test]
fn what_a_question_states_and_nothing_turns_on_is_said_not_to_be_examined() {
    let not_examined = |path: &str, value: Value| {
        let read: Question = serde_json::from_value(question(&[(path, value)])).unwrap();
        check(&TOY, &read).unwrap().not_examined
    };
    let always = not_examined("/origin", json!({}));
    assert_eq!(always.len(), 6, "of no question are these examined: {always:?}");
    for (path, value, code) in [
        ("/holdings/0/dates", json!({ "applied": "2023-11-01" }), "dates-of-application-and-test"),
        ("/holdings/0/dates", json!({ "tested": "2023-12-01" }), "dates-of-application-and-test"),
        ("/product/manufactured", json!("2025"), "date-of-manufacture"),
        ("/product/text", json!("an iron"), "product-description"),
    ] {
        assert_eq!(not_examined(path, value), [&always[..], &[code.to_owned()]].concat(), "{path}");
    }
}

#[test]
fn a_market_is_asked_about_by_its_name_too() {
    let law = common::real_law();
    let asked = |market: &str| {
        let question =
            json!({ "holdings": [{ "scheme": "ccc" }], "product": {}, "market": market, "on": "2026-11-22" });
        check(&law, &serde_json::from_value(question).unwrap()).unwrap().question.market
    };
    for (name, code) in [("Japan", "JP"), ("日本", "JP"), ("JP", "JP"), ("European Union", "EU"), ("欧盟", "EU")] {
        assert_eq!(asked(name), code);
    }
}

#[test]
fn a_level_by_its_name_is_the_level_of_its_number() {
    let law = common::real_law();
    let question = |level: Value| {
        json!({
            "holdings": [{
                "scheme": "common-criteria", "level": level, "issuer": { "seat": "FR" },
                "issued": "2025-01-01", "expires": "2029-01-01",
            }],
            "product": { "group": "smart-cards" }, "market": "JP", "on": "2026-11-22", "wanted": { "level": 2 },
        })
    };
    let asked = |level: Value| {
        serde_json::to_value(check(&law, &serde_json::from_value(question(level)).unwrap()).unwrap()).unwrap()
    };
    let second = asked(json!(2));
    assert_eq!(asked(json!("EAL2")), second);
    assert_eq!(asked(json!("eal2")), second);
    assert_ne!(asked(json!("EAL1")), second, "a lower level is not as good");
    let error = error_of(&law, &question(json!("EAL9")));
    assert_eq!((code_and_path(&error), error.nearest.len()), (("unknown", "holdings[0].level"), 7));
}

#[test]
fn a_place_stands_for_the_rules_of_its_schemes_and_of_those_of_blocs_it_lies_in() {
    let everything = json!({ "include": [{ "all": true }] });
    let clause = |regime: &str| {
        json!({
            "id": format!("p.{regime}"), "agreement": "pc", "from_party": ["AA"], "to_party": ["CC"], "scope": everything,
            "artefact": { "schemes": ["P"] }, "attests": [format!("{regime}-rules")], "issuer_rule": "any",
            "origin_rule": "none", "basis_rule": "any", "effect": "equivalent", "fills": [format!("K{regime}")],
        })
    };
    let scheme = |id: &str, home: Value, regime: &str| {
        let regime = format!("{regime}-rules");
        json!({ "id": id, "kind": "product-certificate", "home": home, "regime": regime, "native_issuers": ["a"] })
    };
    let asks = |regime: &str| {
        let ways = json!([{ "slots": [{ "scheme": format!("K{regime}") }] }]);
        json!({ "id": regime, "market": "CC", "aspect": "safety", "scope": everything, "ways": ways })
    };
    let closed = |closes: &str| json!({ "id": closes, "closes": closes, "market": "CC", "scope": [{ "all": true }], "as_of": "2024-01-01" });
    // A's rules are those of AA, B's of BB, U's of both together, X's of nobody; P is the paper.
    let rules = ["A", "B", "U", "X"];
    let mut schemes = vec![
        scheme("A", json!("AA"), "A"),
        scheme("B", json!("BB"), "B"),
        scheme("U", json!("AB"), "U"),
        scheme("X", Value::Null, "X"),
        scheme("P", json!("AA"), "P"),
    ];
    schemes.extend(rules.map(|regime| scheme(&format!("K{regime}"), json!("CC"), "K")));
    let universe = json!({
        "as_of": "2024-06-01", "economies": ["AA", "BB", "CC"],
        "blocs": [
            { "id": "AB", "purpose": "goods", "members": [{ "code": "AA" }, { "code": "BB" }] },
            { "id": "EB", "purpose": "none", "members": [] },
        ],
        "schemes": schemes, "bodies": [{ "id": "a", "seat": "AA" }],
        "agreements": [{
            "id": "pc", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "CC" }], "in_force": "2000-01-01",
        }],
        "clauses": rules.map(clause), "requirements": rules.map(asks), "coverage": [closed("ways"), closed("requirements")],
    });
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let counts = |attests: &str| {
        let question = json!({
            "holdings": [{ "scheme": "P", "issuer": "a", "issued": "2020-01-01", "attests": [attests] }],
            "product": { "hs": "8516.40" }, "market": "CC", "on": "2024-06-01",
        });
        let answer = check(&law, &comity::pack::question(&question).unwrap()).unwrap();
        let taken = answer.requirements.iter().filter(|r| r.verdict.to_string() == "accepted");
        taken.map(|r| r.id.clone()).collect::<Vec<_>>().concat()
    };
    for (attests, taken) in [("AA", "AU"), ("BB", "BU"), ("AB", "U"), ("CC", ""), ("EB", ""), ("A-rules", "A")] {
        assert_eq!(counts(attests), taken, "{attests}");
    }
}

// ------------------------------------------------------------------------------------------------------------- packs

/// A pack of every kind of record there is in the toy universe, small enough to be damaged everywhere.
static PACK: LazyLock<Vec<u8>> = LazyLock::new(|| encode(TOY.records(), [7; 16]).unwrap());

#[test]
fn a_pack_cut_at_any_length_says_that_it_ends_too_early() {
    assert_eq!(decode(&[]).unwrap_err(), PackError::NotAPack);
    for end in 1..PACK.len() {
        assert_eq!(decode(&PACK[..end]).unwrap_err(), PackError::Truncated, "cut at {end}");
        assert_eq!(header(&PACK[..end]).unwrap_err(), PackError::Truncated, "cut at {end}");
    }
    assert!(decode(&PACK).is_ok());
}

#[test]
fn a_pack_with_any_byte_flipped_is_refused() {
    for place in 0..PACK.len() {
        let mut damaged = PACK.clone();
        damaged[place] ^= 0xff;
        let error = decode(&damaged).expect_err(&format!("byte {place}"));
        assert!(
            ["not-a-pack", "newer-schema", "truncated", "corrupt"].contains(&error.code()),
            "byte {place}: {error}"
        );
    }
}

#[test]
fn a_pack_of_a_newer_schema_says_what_is_needed() {
    let mut newer = PACK.clone();
    newer[8..10].copy_from_slice(&(SCHEMA + 1).to_le_bytes());
    let error = decode(&newer).unwrap_err();
    assert_eq!(error, PackError::NewerSchema { found: SCHEMA + 1, understood: SCHEMA });
    assert!(error.to_string().contains("use a newer comity or an older pack"), "{error}");
}

#[test]
fn random_bytes_are_no_pack_even_behind_the_right_first_ones() {
    let rng = &mut fastrand::Rng::with_seed(11);
    for round in 0..2000 {
        let mut bytes: Vec<u8> = (0..rng.usize(0..300)).map(|_| rng.u8(..)).collect();
        assert!(decode(&bytes).is_err(), "round {round}");
        bytes.splice(0..0, PACK[..rng.usize(8..40)].iter().copied());
        assert!(Law::load(&bytes).is_err(), "round {round}");
    }
}

#[test]
fn bytes_damaged_by_one_who_mends_the_digest_are_refused_or_read_never_a_panic() {
    // The digest guards against accidents only: a forger writes a fitting one, and then reading itself must hold.
    let rng = &mut fastrand::Rng::with_seed(13);
    let (mut broken, mut corrupt, mut read) = (0, 0, 0);
    for _ in 0..3000 {
        let mut bytes = PACK.clone();
        for _ in 0..rng.usize(1..4) {
            let place = rng.usize(30..bytes.len());
            bytes[place] = rng.u8(..);
        }
        let digest = xxhash_rust::xxh3::xxh3_128(&bytes[30..]).to_le_bytes();
        bytes[14..30].copy_from_slice(&digest);
        match Law::load(&bytes) {
            Err(PackError::Broken(_)) => broken += 1,
            Err(error) => {
                assert_eq!(error, PackError::Corrupt);
                corrupt += 1;
            }
            Ok(law) => {
                read += 1;
                let read: Question = serde_json::from_value(question(&[])).unwrap();
                drop(check(&law, &read));
            }
        }
    }
    assert!(broken > 0 && corrupt > 0 && read > 0, "broken {broken}, corrupt {corrupt}, read {read}");
}

#[test]
fn a_pack_with_bytes_behind_its_end_is_refused() {
    let longer = [PACK.as_slice(), &[0]].concat();
    assert_eq!(decode(&longer).unwrap_err(), PackError::Corrupt);
}
