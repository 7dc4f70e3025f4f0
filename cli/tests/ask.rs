//! The larger questions on the command line: words in both languages, JSON, progress, bad input.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test speaks by panicking"
)]

use serde_json::Value;
use std::io::Write;
use std::process::{Command, Output, Stdio};

const PAPER: [&str; 6] = [
    "--holding",
    "scheme=iecee-cb,issued-in=CN,issued=2025-03-01",
    "--product",
    "household-appliances",
    "--made-in",
    "CN",
];

fn comity(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_comity"))
        .args(arguments)
        .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn asked(command: &str, more: &[&str]) -> Output {
    let mut arguments = vec![command];
    arguments.extend(PAPER);
    arguments.extend(more);
    comity(&arguments, "")
}

fn text(output: &Output) -> String {
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn json(output: &Output) -> Value {
    serde_json::from_str(&text(output)).unwrap()
}

/// No placeholder is left open and no key stands for its words.
fn well_said(text: &str) {
    assert!(!text.contains('{') && !text.contains("ask."), "{text}");
}

#[test]
fn markets_lists_every_market_in_words_and_as_data() {
    let data = json(&asked("markets", &["--on", "2026-11-28", "--json"]));
    let lines = data["markets"].as_array().unwrap();
    assert!(lines.len() > 150 && data["complete"] == true);
    let korea = lines.iter().find(|line| line["market"] == "KR").unwrap();
    assert_eq!((korea["verdict"].as_str(), korea["agreements"][0].as_str()), (Some("convertible"), Some("iecee-cb")));
    for (language, word) in [("en", "Convertible"), ("zh-CN", "可转证")] {
        let words = text(&asked("markets", &["--on", "2026-11-28", "--lang", language]));
        assert!(words.contains(word) && words.contains("KR"), "{words}");
        well_said(&words);
    }
}

#[test]
fn openers_name_sorts_of_papers_and_what_they_leave_to_do() {
    let question =
        ["openers", "--product", "household-appliances", "--made-in", "CN", "--market", "KR", "--on", "2026-11-28"];
    let data = json(&comity(&[&question[..], &["--json"]].concat(), ""));
    let requirements = data["requirements"].as_array().unwrap();
    let safety = requirements.iter().find(|requirement| requirement["id"] == "kr-electrical-safety").unwrap();
    let ways = safety["ways"].as_array().unwrap();
    let templates = ways
        .iter()
        .flat_map(|way| way["slots"].as_array().unwrap())
        .flat_map(|slot| slot["templates"].as_array().unwrap());
    let effects: Vec<(&str, &str)> =
        templates.map(|t| (t["scheme"]["id"].as_str().unwrap(), t["effect"].as_str().unwrap())).collect();
    assert!(effects.contains(&("iecee-cb", "reissue")), "{effects:?}");
    assert!(effects.iter().any(|(_, effect)| *effect == "native"), "{effects:?}");
    for language in ["en", "zh-CN"] {
        let words = text(&comity(&[&question[..], &["--lang", language]].concat(), ""));
        assert!(words.contains("kr-electrical-safety") && words.contains("iecee-cb"), "{words}");
        well_said(&words);
    }
    let nowhere = comity(&["openers", "--product", "household-appliances", "--market", "Atlantis"], "");
    assert!(nowhere.status.code() == Some(2) && String::from_utf8_lossy(&nowhere.stderr).contains("market"));
}

#[test]
fn plan_prints_sets_of_certificates_with_what_each_leaves_to_do() {
    let on = ["--on", "2026-11-28", "--markets", "KR,JP"];
    let data = json(&asked("plan", &[&on[..], &["--json"]].concat()));
    let best = &data["sets"][0];
    let opened: Vec<&str> =
        best["openings"].as_array().unwrap().iter().map(|o| o["requirement"].as_str().unwrap()).collect();
    assert!(opened.contains(&"kr-electrical-safety") && opened.contains(&"jp-pse-specified"), "{opened:?}");
    assert!(!best["obligations"].as_array().unwrap().is_empty());
    for language in ["en", "zh-CN"] {
        let words = text(&asked("plan", &[&on[..], &["--lang", language]].concat()));
        assert!(words.contains("kr-electrical-safety") && words.contains('□'), "{words}");
        well_said(&words);
    }
    for (more, told) in [
        (vec![], "--markets"),
        (vec!["--markets", "KR", "--effect", "magic"], "equivalent"),
        (vec!["--markets", "KR,Atlantis"], "markets[1]"),
    ] {
        let output = asked("plan", &more);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(told), "{more:?}: {said}");
    }
}

/// The plan that the README shows, as it stands there.
#[test]
fn the_plan_of_the_readme_says_of_seven_markets_what_each_set_leaves_to_do() {
    let data = json(&asked("plan", &["--markets", "KR,JP,EU,GB,AU,NZ,SA", "--on", "2026-11-28", "--json"]));
    let sets = data["sets"].as_array().unwrap();
    assert!(!sets.is_empty() && data["complete"].is_boolean(), "{data}");
    for set in sets {
        assert!(!set["certificates"].as_array().unwrap().is_empty() || !set["openings"].as_array().unwrap().is_empty());
        assert!(!set["obligations"].as_array().unwrap().is_empty(), "{set}");
        let opened = set["openings"].as_array().unwrap();
        for market in ["KR", "JP"] {
            assert!(opened.iter().any(|opening| opening["market"] == market), "{market}: {opened:?}");
        }
    }
}

#[test]
fn timeline_shows_the_step_of_the_swiss_certificates() {
    let question = [
        "timeline",
        "--holding",
        "scheme=ch-mdr-certificate,issued-in=CH,issued=2020-06-01,issuer-class=designated-body,recognised-by=eu-ch-mra-bodies",
        "--product",
        "orthopaedic-implants",
        "--attribute",
        "device-class=IIb",
        "--market",
        "EU",
        "--on",
        "2026-11-28",
    ];
    for language in ["en", "zh-CN"] {
        let words = text(&comity(&[&question[..], &["--lang", language]].concat(), ""));
        assert!(words.contains("2021-05-26") && words.contains("eu-ch-mra.ch-to-eu-devices"), "{words}");
        well_said(&words);
    }
    let data = json(&comity(&[&question[..], &["--json"]].concat(), ""));
    let verdict_on = |day: &str| {
        let until = |period: &Value| period["until"].as_str().is_none_or(|until| day <= until);
        let period = data["periods"].as_array().unwrap().iter().find(|period| until(period)).unwrap().clone();
        period["verdict"].as_str().unwrap_or_else(|| panic!("{period}")).to_owned()
    };
    assert_eq!(
        (verdict_on("2021-05-25"), verdict_on("2021-05-26")),
        ("accepted-with-conditions".to_owned(), "not-accepted".to_owned())
    );
}

#[test]
fn compare_takes_another_day_market_paper_or_law() {
    let first = ["--market", "KR", "--on", "2026-11-28"];
    let with = |more: &[&str]| asked("compare", &[&first[..], more].concat());
    well_said(&text(&with(&["--with-market", "JP"])));
    well_said(&text(&with(&["--with-on", "2020-01-01", "--lang", "zh-CN"])));
    assert_eq!(json(&with(&["--with-data", "data", "--json"]))["same"], true);
    let other = json(&with(&["--with-holding", "scheme=test-report-17025,issued-in=CN,issued=2025-03-01", "--json"]));
    assert_eq!(
        (&other["same"], &other["second"]["question"]["schemes"][0]),
        (&Value::Bool(false), &"test-report-17025".into())
    );
    let with_nothing = with(&[]);
    assert_eq!(with_nothing.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&with_nothing.stderr).contains("--with-on"));
}

/// Korea's recognition of CB certificates assumed to have ended.
#[test]
fn every_question_is_answered_under_law_that_is_assumed() {
    let assumed = std::env::temp_dir().join(format!("comity-assumed-{}.json", std::process::id()));
    std::fs::write(&assumed, r#"{ "changes": [{ "end_clause": { "id": "iecee-cb.to-kr", "until": "2026-01-01" } }] }"#)
        .unwrap();
    let path = assumed.to_str().unwrap();
    let market = ["--market", "KR", "--on", "2026-11-28", "--json"];
    for command in ["check", "openers", "timeline"] {
        let told = |more: &[&str]| text(&asked(command, &[&market[..], more].concat()));
        assert_ne!(told(&[]), told(&["--what-if", path]), "{command}");
    }
    for (command, more) in [("markets", &[][..]), ("plan", &["--markets", "KR"])] {
        let told = |with: &[&str]| text(&asked(command, &[&["--on", "2026-11-28", "--json"], more, with].concat()));
        assert_ne!(told(&[]), told(&["--what-if", path]), "{command}");
    }
    // In words, each says before anything else what it assumes.
    let day = ["--on", "2026-11-28", "--what-if", path];
    for (command, more) in [
        ("check", &["--market", "KR"][..]),
        ("markets", &[]),
        ("openers", &["--market", "KR"]),
        ("plan", &["--markets", "KR"]),
        ("timeline", &["--market", "KR"]),
        ("compare", &["--market", "KR", "--with-market", "JP"]),
    ] {
        let said = text(&asked(command, &[&day[..], more].concat()));
        assert!(said.lines().take(8).any(|line| line.trim_start().starts_with("◇")), "{command}: {said}");
    }
    let compared = |more: &[&str]| json(&asked("compare", &[&market[..], more].concat()));
    assert_eq!(compared(&["--with-what-if", path])["same"], false);
    assert_eq!(compared(&["--with-what-if", path, "--what-if", path])["same"], true);
    std::fs::remove_file(assumed).unwrap();
}

#[test]
fn an_attribute_of_the_product_is_a_flag() {
    let told = |value: &str| asked("check", &["--market", "KR", "--on", "2026-11-28", "--attribute", value, "--json"]);
    let surely = |value: &str| -> Vec<String> {
        let answer = json(&told(value));
        let of = |r: &Value| (r["applies"] == "T").then(|| r["id"].as_str().unwrap().to_owned());
        answer["requirements"].as_array().unwrap().iter().filter_map(of).collect()
    };
    let of_safety = ["kr-electrical-safety", "kr-electrical-safety-supplier"].map(str::to_owned);
    for (class, place) in [("third-party", 0), ("supplier-confirmation", 1)] {
        let ids = surely(&format!("kr-safety-class={class}"));
        assert!(ids.contains(&of_safety[place]) && !ids.contains(&of_safety[1 - place]), "{class}: {ids:?}");
    }
    for wrong in ["kr-safety-class=none", "no-such=1", "nothing"] {
        assert_eq!(told(wrong).status.code(), Some(2), "{wrong}");
    }
}

#[test]
fn a_page_is_described_by_its_address_with_every_record_read_there() {
    let described =
        |id: &str| -> Vec<Value> { serde_json::from_str(&text(&comity(&["describe", id, "--json"], ""))).unwrap() };
    let scheme = described("iecee-cb").into_iter().find(|d| d["noun"] == "scheme").unwrap();
    let address = scheme["sources"][0]["url"].as_str().unwrap();
    let [page] = described(address).try_into().unwrap();
    assert_eq!((&page["noun"], &page["id"]), (&"source".into(), &address.into()));
    assert!(page["sources"].as_array().unwrap().iter().all(|source| source["url"] == address));
    let cites =
        |noun: &str, id: &str| page["related"].as_array().unwrap().iter().any(|r| r["noun"] == noun && r["id"] == id);
    assert!(cites("scheme", "iecee-cb"), "{page}");
    // Whatever is said to cite it names it itself.
    for other in page["related"].as_array().unwrap() {
        let all = described(other["id"].as_str().unwrap());
        let record = all.iter().find(|d| d["noun"] == other["noun"]).unwrap();
        assert!(record["sources"].as_array().unwrap().iter().any(|source| source["url"] == address), "{other}");
    }
}

#[test]
fn a_record_is_described_and_drawn_by_any_of_its_names() {
    let id = text(&comity(&["describe", "iecee-cb"], ""));
    assert_eq!(text(&comity(&["describe", "CB test certificate"], "")), id);
    let drawn = |name: &str| text(&comity(&["graph", "--market", name, "--format", "mermaid"], ""));
    assert_eq!(drawn("Korea"), drawn("KR"));
    let wrong = comity(&["graph", "--market", "Koreaa"], "");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("`KR`"));
}

/// What comes after a requirement is no longer asked is not said to be nothing: CE into Great Britain before 2021.
#[test]
fn the_end_of_a_requirement_is_no_all_clear() {
    let question = [
        "check",
        "--scheme",
        "CE marking",
        "--issued-in",
        "CN",
        "--issued",
        "2015-01-01",
        "--product",
        "household-appliances",
        "--made-in",
        "CN",
        "--market",
        "GB",
        "--on",
        "2019-06-01",
    ];
    let words = text(&comity(&question, ""));
    assert!(words.contains("no longer asked; another may be asked"), "{words}");
    assert!(!words.contains("After that: not required"), "{words}");
}

#[test]
fn batch_answers_line_by_line_and_a_bad_line_does_not_stop_the_rest() {
    let good = r#"{"holdings":[{"scheme":"iecee-cb","issued":"2025-03-01","issuer":{"seat":"CN"}}],"product":{"group":"household-appliances"},"market":"KR","on":"2026-11-22"}"#;
    let input = format!("{good}\nnonsense\n\n{}\n{good}", good.replace("KR", "Atlantis"));
    let output = comity(&["batch", "--progress"], &input);
    let lines: Vec<Value> = String::from_utf8(output.stdout.clone())
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.iter().map(|line| line["line"].as_u64().unwrap()).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    for (place, code) in [(1, "wrong-shape"), (2, "wrong-shape"), (3, "unknown")] {
        assert_eq!(lines[place]["error"]["code"], code, "{}", lines[place]);
    }
    let alone = comity(&["check", "--json", "--question", "-"], good);
    let alone: Value = json(&alone);
    assert_eq!((&lines[0]["answer"], &lines[4]["answer"]), (&alone, &alone));
    // Something was wrong with the input, and it is said.
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(2) && said.contains("3 of 5"), "{said}");
    assert!(said.contains("5 of 5 done"), "progress: {said}");
    assert!(text(&comity(&["batch"], "")).is_empty());
}

#[test]
fn flags_that_do_not_fit_are_refused_by_name() {
    for (arguments, told) in [
        (vec!["markets", "--holding", "scheme"], "name=value"),
        (vec!["markets", "--holding", "market=KR"], "names more than a paper"),
        (vec!["markets", "--holding", "scheme=a,scheme=b"], "given twice"),
        (vec!["markets", "--colour", "blue"], "unknown flag"),
        (vec!["markets", "--scheme", "iecee-cb", "--question", "-"], "not both"),
        (
            vec!["timeline", "--holding", "scheme=iece-cb", "--product", "household-appliances", "--market", "KR"],
            "iecee-cb",
        ),
    ] {
        let output = comity(&arguments, "");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && said.contains(told), "{arguments:?}: {said}");
    }
}

#[test]
fn help_is_given_wherever_it_is_asked_for() {
    for arguments in [&["--help"][..], &["help"], &["check", "--help"], &["plan", "-h"]] {
        assert!(text(&comity(arguments, "")).contains("comity check"), "{arguments:?}");
    }
}

#[test]
fn records_are_called_by_their_names_in_either_language() {
    // A toy that does not follow the standards, with a German maker's declaration: a paper of the wrong sort from the wrong place.
    let question = r#"{ "holdings": [{ "scheme": "eu-doc", "issued": "2026-01-10", "issuer": { "class": "manufacturer", "seat": "DE" } }],
        "product": { "group": "toys", "subgroup": "plush-toys", "attributes": { "harmonised-standards-in-full": "no" } }, "market": "CH", "on": "2026-11-22" }"#;
    for (language, germany, act) in [
        ("en", "papers from Germany", "have another paper: certificate of"),
        ("zh-CN", "德国", "改持：瑞士合格评定机构证书"),
    ] {
        let words = text(&comity(&["check", "--question", "-", "--lang", language], question));
        assert!(words.contains(germany) && words.contains(act), "{words}");
        // Where nothing is recognised nothing is said to be left to do.
        assert!(!words.contains("Still to do") && !words.contains("还需完成"), "{words}");
    }
}

#[test]
fn what_each_member_asks_the_bloc_does() {
    let words = text(&asked("check", &["--market", "EU", "--on", "2026-11-28"]));
    assert!(words.contains("keep the technical documentation\n") && !words.contains("[Austria]"), "{words}");
    let plan = text(&asked("plan", &["--markets", "EU", "--on", "2026-11-28"]));
    assert!(plan.contains("affix the CE marking\n") && !plan.contains("[Slovak Republic]"), "{plan}");
}

#[test]
fn trouble_is_told_in_the_language_asked_for() {
    for (language, said) in [("en", "`iecee-cbb` is not"), ("zh-CN", "未能识别“iecee-cbb”")] {
        let output = comity(&["check", "--scheme", "iecee-cbb", "--market", "KR", "--lang", language], "");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() == Some(2) && told.contains(said) && told.contains("iecee-cb"), "{told}");
    }
}

#[test]
fn an_answer_leads_with_what_it_hangs_on() {
    let lead = |holding: &str, goods: &[&str]| {
        let arguments = [["check", "--on", "2026-12-01", "--holding", holding].as_slice(), goods].concat();
        text(&comity(&arguments, "")).lines().take(6).collect::<Vec<_>>().join("\n")
    };
    // Of a body that may issue it is said that it need not.
    let korea = ["--product", "household-appliances", "--attribute", "kr-safety-class=third-party", "--market", "KR"];
    let told = lead("scheme=iecee-cb,issued-in=CN,issued=2026-03-01", &korea);
    assert!(told.starts_with("CONVERTIBLE") && told.contains("That is at its discretion."), "{told}");
    // It is open which of two requirements is asked, and the paper is worth nothing for either.
    let told = lead("scheme=ukca-doc", &["--product", "toys", "--market", "XI"]);
    assert!(told.starts_with("CANNOT BE DECIDED") && told.contains("Nothing on record recognises it"), "{told}");
    // What people call a CE certificate counts as the maker's declaration, or not at all.
    let union = ["--product", "household-appliances", "--market", "EU"];
    let told = lead("scheme=CE certificate,issued-in=CN,issued=2025-03-01", &union);
    assert!(told.contains("A test house’s paper of that name is none"), "{told}");
    let told = lead("scheme=CE certificate,issued-in=CN,issued=2025-03-01,issuer-class=laboratory", &union);
    assert!(told.starts_with("NOT ACCEPTED"), "{told}");
    // Nor is it said of another paper that counts, or where something on record may help.
    let korea = [
        "--product",
        "household-appliances",
        "--market",
        "KR",
        "--holding",
        "scheme=kr-kc-supplier-declaration,issued=2025-06-01",
    ];
    let told =
        lead("scheme=kr-kc-safety-certificate,issued-in=KR,issued=2025-06-01,issuer-class=designated-body", &korea);
    assert!(!told.contains("test house’s"), "{told}");
    let told = lead(
        "scheme=kr-kc-safety-certificate,issued-in=KR,issued=2025-06-01",
        &["--product", "batteries", "--market", "KR"],
    );
    assert!(!told.contains("Nothing on record"), "{told}");
}
