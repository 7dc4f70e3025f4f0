//! What `comity conformance` takes and says.
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test speaks by panicking")]

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn conformance(file: &Path, more: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command.current_dir(root()).arg("conformance").arg(file).args(more).output().unwrap()
}

/// Runs a text as a file; what is printed, and whether all was well.
fn run(name: &str, text: &str, more: &[&str]) -> (String, String, bool) {
    let file = std::env::temp_dir().join(format!("comity-{}-{name}", std::process::id()));
    std::fs::write(&file, text).unwrap();
    let output = conformance(&file, more);
    std::fs::remove_file(&file).unwrap();
    let words = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    (words(&output.stdout), words(&output.stderr), output.status.success())
}

fn last(printed: &str) -> &str {
    printed.trim_end().lines().last().unwrap_or_default()
}

/// A document of the corpus with ids of its own.
fn document(number: usize) -> Value {
    let text = std::fs::read_to_string(root().join("tests/conformance/boundaries/base.json")).unwrap();
    let mut document: Value = serde_json::from_str(&text).unwrap();
    *document.pointer_mut("/cases/0/id").unwrap() = json!(format!("base-{number}"));
    document
}

fn documents(count: usize) -> Vec<Value> {
    (0..count).map(document).collect()
}

#[test]
fn a_file_of_many_universes_is_a_line_each_or_one_list() {
    let lines: String = documents(300).iter().map(|document| format!("{document}\n")).collect();
    let (printed, said, well) = run("lines.jsonl", &lines, &[]);
    assert_eq!((last(&printed), said.as_str(), well), ("300 passed, 0 failed", "", true));
    let (printed, _, well) = run("list.json", &json!(documents(300)).to_string(), &[]);
    assert_eq!((last(&printed), well), ("300 passed, 0 failed", true));
}

#[test]
fn every_answer_is_printed_under_its_id_and_needs_no_expectation() {
    let mut all = documents(3);
    for document in &mut all {
        document.pointer_mut("/cases/0").and_then(Value::as_object_mut).unwrap().remove("expect");
    }
    let lines: String = all.iter().map(|document| format!("{document}\n")).collect();
    let (printed, _, well) = run("answers.jsonl", &lines, &["--answers"]);
    let answers: Vec<Value> = printed.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let ids: Vec<&str> = answers.iter().filter_map(|answer| answer.get("id")?.as_str()).collect();
    assert_eq!(ids, ["base-0", "base-1", "base-2"]);
    assert_eq!(answers.first().and_then(|a| a.pointer("/answer/requirements/0/verdict")), Some(&json!("accepted")));
    assert_eq!((last(&printed), well), ("0 passed, 0 failed, 3 without expectation", true));
}

#[test]
fn what_is_not_as_expected_is_named_and_the_file_fails() {
    let mut all = documents(2);
    *all.get_mut(1).and_then(|d| d.pointer_mut("/cases/0/expect/requirements/0/verdict")).unwrap() = json!("native");
    let (printed, _, well) = run("wrong.json", &json!(all).to_string(), &[]);
    assert!(printed.contains("base-1: \"r\".verdict: expected \"native\", got \"accepted\""), "{printed}");
    assert_eq!((last(&printed), well), ("1 passed, 1 failed", false));
}

#[test]
fn an_error_is_expected_by_code_and_path_and_never_passes_for_an_answer() {
    let mut broken = document(0);
    *broken.pointer_mut("/universe/clauses/0/agreement").unwrap() = json!("nowhere");
    let with = |expect: Value| {
        let mut broken = broken.clone();
        *broken.pointer_mut("/cases/0/expect").unwrap() = expect;
        run("error.json", &broken.to_string(), &[])
    };
    let error = |path: &str| json!({ "error": { "code": "unknown", "path": path } });
    assert!(with(error("universe.clauses[0].agreement")).2);
    let (printed, _, well) = with(error("universe.clauses[1].agreement"));
    assert!(!well && printed.contains("error.path: expected"), "{printed}");
    // Nothing expected of an answer holds of an error.
    let (printed, _, well) = with(json!({ "requirements": [], "market": {} }));
    assert!(!well && printed.contains("no answer"), "{printed}");
    // And the error that is expected has to come.
    let mut fine = document(0);
    *fine.pointer_mut("/cases/0/expect").unwrap() = error("holdings");
    assert!(!run("fine.json", &fine.to_string(), &[]).2);
}

#[test]
fn what_is_no_document_is_refused_with_the_place() {
    let (_, said, well) = run("cut.jsonl", &format!("{}\n{{\"format\": ", document(0)), &[]);
    assert!(!well && said.contains("not JSON") && said.contains("line 2"), "{said}");
    let (_, said, well) = run("other.json", r#"{"format": "recognition-cases/9"}"#, &[]);
    assert!(!well && said.contains("recognition-cases/9"), "{said}");
    let (_, said, well) =
        run("much.json", r#"{"format": "recognition-cases/1", "cases": [{"repeat": 99999999999, "of": 1}]}"#, &[]);
    assert!(!well && said.contains("repeat"), "{said}");
}

#[test]
fn the_corpus_passes() {
    for folder in ["boundaries", "guards", "markets", "near-misses", "pathological", "routes"] {
        for entry in std::fs::read_dir(root().join("tests/conformance").join(folder)).unwrap() {
            let file = entry.unwrap().path();
            let output = conformance(&file, &[]);
            assert!(output.status.success(), "{}: {}", file.display(), String::from_utf8_lossy(&output.stdout));
        }
    }
}
