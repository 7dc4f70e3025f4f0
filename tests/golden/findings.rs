//! What answers say of their reasons, over all cases: `findings.txt`.
//!
//! A line is one way in which a guard, a requirement or an answer has been found to explain itself, with the first case
//! that shows it; how often is not told.

use crate::common;
use comity::check;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// The lines, each with the case that showed it first.
type Lines = BTreeMap<String, String>;

/// A reason: its code and the names of what it is given.
fn reason(reason: &Value) -> String {
    let args: Vec<&str> = reason["args"].as_object().unwrap().keys().map(String::as_str).collect();
    format!("{}({})", reason["code"].as_str().unwrap(), args.join(","))
}

fn reasons(list: &Value) -> String {
    let all: BTreeSet<String> = list.as_array().into_iter().flatten().map(reason).collect();
    all.into_iter().collect::<Vec<_>>().join(" ")
}

fn word(value: &Value) -> &str {
    value.as_str().unwrap_or("-")
}

fn counted(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

/// What one answer shows.
fn shown(answer: &Value, case: &str, lines: &mut Lines) {
    let mut line = |text: String| {
        lines.entry(text).or_insert_with(|| case.to_owned());
    };
    let requirements = answer["requirements"].as_array().into_iter().chain(answer["virtual"].as_array()).flatten();
    for requirement in requirements {
        let why = &requirement["reason"];
        let remedies: BTreeSet<&str> = why["remedies"].as_array().into_iter().flatten().map(word).collect();
        let remedies: Vec<&str> = remedies.into_iter().collect();
        line(format!(
            "requirement {} applies {}{}: {}",
            word(&requirement["verdict"]),
            word(&requirement["applies"]),
            if requirement["open_ways"] == true { ", ways open" } else { "" },
            word(&why["guard"]),
        ));
        if why.is_object() {
            let because = reasons(&why["because"]);
            line(format!("falls short at {}: {because} to be mended by {}", word(&why["guard"]), remedies.join(" ")));
        }
        let nearest = why["hop"]["guards"].as_array().into_iter().flatten();
        let mut guards: Vec<&Value> = nearest.collect();
        for list in ["routes", "conditional_routes"] {
            for hop in requirement[list].as_array().into_iter().flatten().flat_map(|r| r["hops"].as_array().unwrap()) {
                guards.extend(hop["guards"].as_array().unwrap());
            }
        }
        for guard in guards {
            let sources = if counted(&guard["sources"]) > 0 { " with sources" } else { "" };
            let because = reasons(&guard["because"]);
            assert!(guard["value"] == "T" || !because.is_empty(), "{case}: {} says no and not why", guard["name"]);
            line(format!("guard {} {}{sources}: {because}", word(&guard["name"]), word(&guard["value"])));
        }
    }
    for presumed in answer["presumptions_used"].as_array().into_iter().flatten() {
        line(format!("presumed {}", reason(presumed)));
    }
    for pivotal in answer["pivotal_unknowns"].as_array().into_iter().flatten() {
        let key = word(&pivotal["key"]).split([':', '/']).next().unwrap_or_default();
        line(format!("pivotal {} {key} about {}", word(&pivotal["fact"]), counted(&pivotal["about"])));
    }
    for unseen in answer["not_examined"].as_array().into_iter().flatten() {
        line(format!("not examined {}", word(unseen)));
    }
}

/// All of them.
pub(crate) fn all() -> String {
    let mut lines = Lines::new();
    let folder = common::root().join("tests/conformance");
    let files = common::below(&folder, "json");
    for file in files.iter().filter(|file| !file.starts_with(folder.join("real")) && !file.ends_with("schema.json")) {
        for (case, law, question) in common::questions(file) {
            if let Ok(answer) = check(&law, &question) {
                shown(&serde_json::to_value(answer).unwrap(), &case, &mut lines);
            }
        }
    }
    let law = common::real_law();
    for (id, question) in common::worlds::real_questions() {
        if let Ok(answer) = check(&law, &question) {
            shown(&serde_json::to_value(answer).unwrap(), &id, &mut lines);
        }
    }
    lines.iter().map(|(line, case)| format!("{line}  [{case}]\n")).collect()
}
