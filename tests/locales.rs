//! The catalogues of `locales/` say the same things in both languages, in the words that are allowed, for every code
//! there is (`semantics.md` §7).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test speaks by panicking")]

use comity::ask::{Dated, Difference, Event, Method};
use comity::decide::{Fact, Guard, Remedy, Scale, Truth, Verdict, Why};
use comity::law::{Aspect, Confidence, Due, Duty, Form, IssuerClass, Kind, ObligationKind, OriginFact};
use comity::overlay::ChangeKind;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

type Catalogue = BTreeMap<String, String>;

const ENGLISH: &str = include_str!("../locales/en.json");
const CHINESE: &str = include_str!("../locales/zh-CN.json");

fn catalogue(text: &str) -> Catalogue {
    serde_json::from_str(text).unwrap()
}

/// Keys in the order in which they are written, one a line.
fn keys(text: &str) -> Vec<&str> {
    text.lines().filter_map(|line| line.strip_prefix("  \"")?.split_once("\": ").map(|(key, _)| key)).collect()
}

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0).collect()
}

#[test]
fn both_languages_have_the_same_keys_in_the_same_order_each_once() {
    assert_eq!(keys(ENGLISH), keys(CHINESE));
    let once: BTreeSet<&str> = keys(ENGLISH).into_iter().collect();
    assert_eq!(once.len(), keys(ENGLISH).len());
    assert_eq!(once.len(), catalogue(ENGLISH).len());
}

#[test]
fn every_text_is_filled_and_trimmed_and_has_the_same_placeholders() {
    let chinese = catalogue(CHINESE);
    for (key, text) in catalogue(ENGLISH) {
        let other = &chinese[&key];
        assert!(!text.is_empty() && !other.is_empty(), "{key}");
        assert!(text.trim() == text && other.trim() == other, "{key}");
        assert_eq!(placeholders(&text), placeholders(other), "{key}");
        assert!(!format!("{text}{other}").contains('<'), "{key}: words, not markup");
    }
}

#[test]
fn nothing_claims_more_than_a_recorded_recognition() {
    let english =
        ["legally compliant", "approved", "legal to sell", "certified for", "guarantee", "country", "countries"];
    let chinese = ["合规", "合法", "保证"];
    for (text, forbidden) in [(ENGLISH, &english[..]), (CHINESE, &chinese[..])] {
        for (key, text) in catalogue(text) {
            // The name of a sort of body, as its law has it.
            if key == "class.approved-body" {
                continue;
            }
            for word in forbidden {
                assert!(!text.to_lowercase().contains(word), "{key}: `{word}` in `{text}`");
            }
        }
    }
}

#[test]
fn the_frame_is_there_with_all_it_must_say() {
    let words = catalogue(ENGLISH);
    let frame: [(&str, &[&str], &str); 13] = [
        ("recognised", &["requirement", "agreement", "verdict", "date", "as_of"], "Recognised for"),
        ("native", &["requirement", "verdict", "date", "as_of"], "Recognised for"),
        ("unknown", &["hi", "facts"], "Cannot be decided from the recorded facts"),
        ("not-accepted", &["date"], "No recorded recognition applies; the record of ways"),
        ("projected", &["as_of"], "if nothing changes after {as_of}"),
        ("remaining", &["obligations"], "Remaining"),
        ("until", &["date"], "unless changed"),
        ("not-examined", &["list"], "Not examined"),
        ("assumed", &["list"], "Assumed"),
        ("sources", &["list"], "Sources"),
        ("recalled", &[], "eported, not checked against the text"),
        ("doubtful", &[], "ources disagree"),
        ("caveat", &[], "Safeguard measures, bans, sanctions and market surveillance are covered only where listed."),
    ];
    for (key, named, says) in frame {
        let text = &words[&format!("frame.{key}")];
        assert_eq!(placeholders(text), named.iter().copied().collect(), "frame.{key}");
        assert!(text.contains(says), "frame.{key} says `{says}`");
    }
}

#[test]
fn every_code_has_words() {
    let words = catalogue(ENGLISH);
    let mut wanted: Vec<String> = Vec::new();
    macro_rules! want {
        ($($list:ident: $($key:literal),+;)+) => {
            $(for word in $list::ALL { $(wanted.push(format!($key, word));)+ })+
        };
    }
    want! {
        Verdict: "verdict.{}", "verdict.{}.inline", "verdict.{}.means";
        Scale: "scale.{}";
        Truth: "truth.{}";
        Guard: "guard.{}";
        Fact: "fact.{}", "fact.{}.if", "fact.{}.ask";
        Why: "reason.{}";
        Remedy: "repair.{}";
        Kind: "kind.{}";
        IssuerClass: "class.{}";
        Aspect: "aspect.{}";
        ObligationKind: "obligation.{}";
        Due: "due.{}";
        Duty: "duty.{}";
        Form: "form.{}";
        Confidence: "confidence.{}";
        ChangeKind: "overlay.{}";
        Dated: "ask.dated.{}";
        Event: "ask.event.{}";
        Difference: "ask.differs.{}";
        Method: "ask.method.{}";
        OriginFact: "ask.origin.{}";
    }
    let list = include_str!("../src/decide/check.rs").split_once("NOT_EXAMINED").unwrap().1.split_once("];").unwrap().0;
    wanted.extend(list.split('"').skip(1).step_by(2).map(|code| format!("not-examined.{code}")));
    let silent: Vec<&String> = wanted.iter().filter(|key| !words.contains_key(*key)).collect();
    assert!(silent.is_empty(), "no words for {silent:?}");
}

/// Files below a folder whose names end so.
fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
}

#[test]
fn no_words_are_kept_that_nobody_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut sources = vec![root.join("www/build.mjs"), root.join("www/import-words.mjs")];
    files(&root.join("www/src"), "ts", &mut sources);
    files(&root.join("www/element"), "ts", &mut sources);
    files(&root.join("cli/src"), "rs", &mut sources);
    let code: String = sources.iter().map(|path| fs::read_to_string(path).unwrap()).collect();
    // Keys that end in a code are made of a stem and the code: `stem.${code}` in the page,
    // "stem.{code}" on the command line.
    let made = |key: &str| {
        key.match_indices('.')
            .filter_map(|(at, _)| key.get(..=at))
            .any(|stem| code.contains(&format!("`{stem}${{")) || code.contains(&format!("\"{stem}{{")))
    };
    // The frame is kept whole, whoever says which part of it.
    let said = |key: &str| key.starts_with("frame.") || made(key) || code.contains(&format!("\"{key}\""));
    let silent: Vec<&str> = keys(ENGLISH).into_iter().filter(|key| !said(key)).collect();
    assert!(silent.is_empty(), "{silent:?}");
}
