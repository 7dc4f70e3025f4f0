//! The oracle reads the semantics as the public cases do.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

use comity_oracle::{Scan, answer, pivotal};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/conformance")
}

fn differences(file: &Path) -> (usize, Vec<String>) {
    let read: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    let documents = match read {
        Value::Array(documents) => documents,
        one => vec![one],
    };
    let (mut count, mut wrong) = (0, Vec::new());
    for document in &documents {
        for case in document["cases"].as_array().unwrap() {
            // The oracle refuses nothing, and writes out nothing that is repeated.
            if !case["expect"]["error"].is_null() || case["question"].to_string().contains("\"repeat\"") {
                continue;
            }
            let mut told = answer(&document["universe"], &case["question"], Scan::Recorded);
            // In the toy universe each atom is a second's work: there only where facts are stated.
            let toy = file.ends_with("toy-universe.json");
            if !toy || case["expect"]["pivotal"].is_array() {
                let facts = pivotal(&document["universe"], &case["question"]);
                told["pivotal"] = json!(facts.keys().collect::<Vec<_>>());
            }
            compare(case["id"].as_str().unwrap(), &case["expect"], &told, &mut wrong);
            count += 1;
        }
    }
    (count, wrong)
}

/// Every field that is stated and that the oracle computes: all but near misses.
fn compare(at: &str, stated: &Value, told: &Value, wrong: &mut Vec<String>) {
    for (key, value) in stated.as_object().unwrap() {
        let got = &told[key];
        match key.as_str() {
            "near_miss" => {}
            "pivotal" if value.is_null() => {}
            "requirements" | "virtual" => {
                let name = if key == "virtual" { "slot" } else { "id" };
                let entries = value.as_array().unwrap();
                if key == "requirements" || entries.is_empty() {
                    let (wanted, found) = (entries.len(), got.as_array().map_or(0, Vec::len));
                    if wanted != found {
                        wrong.push(format!("{at}: {key}: {wanted} stated, got {got}"));
                    }
                }
                for entry in entries {
                    let found = got.as_array().unwrap().iter().find(|found| found[name] == entry[name]);
                    compare(&format!("{at}, {}", entry[name]), entry, found.unwrap_or(&Value::Null), wrong);
                }
            }
            "market" => compare(&format!("{at}, market"), value, got, wrong),
            // The oracle tells the routes of requirements only.
            "routes" if stated.get("slot").is_some() => {}
            "conditional" | "obligations" | "gaps" | "pivotal" if sorted(value) == sorted(got) => {}
            _ if value == got => {}
            _ => wrong.push(format!("{at}: {key}: stated {value}, got {got}")),
        }
    }
    // A bloc's members may hang on facts of their own: of them pivotal facts are stated where they are meant.
    let whole = stated.get("requirements").is_some() && stated.get("members").is_none();
    if whole && stated.get("pivotal").is_none() && told.get("pivotal").is_some_and(|facts| *facts != json!([])) {
        wrong.push(format!("{at}: pivotal: {}, which are not stated", told["pivotal"]));
    }
    for flag in ["projected", "bound_hit"] {
        if stated.get("market").is_some() && stated.get(flag).is_none() && told[flag] != json!(false) {
            wrong.push(format!("{at}: {flag}, which is not stated"));
        }
    }
}

fn sorted(list: &Value) -> Vec<String> {
    let mut items: Vec<String> = list.as_array().into_iter().flatten().map(ToString::to_string).collect();
    items.sort();
    items
}

#[test]
fn the_toy_universe_comes_out_as_stated() {
    let (cases, wrong) = differences(&folder().join("toy-universe.json"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 93, "cases got lost: only {cases} are left");
}

#[test]
fn how_long_papers_last_comes_out_as_stated() {
    let (cases, wrong) = differences(&folder().join("guards/lasting.json"));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(cases >= 20, "cases got lost: only {cases} are left");
}

#[test]
fn every_boundary_that_was_once_crossed_holds() {
    let mut files = 0;
    let mut wrong = Vec::new();
    for file in std::fs::read_dir(folder().join("boundaries")).unwrap() {
        let (_, more) = differences(&file.unwrap().path());
        wrong.extend(more);
        files += 1;
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(files >= 83, "cases got lost: only {files} are left");
}
