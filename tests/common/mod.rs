//! What the integration tests share: the toy universe, and the law compiled from `data/`.
#![allow(dead_code, reason = "no test file uses all of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test speaks by panicking")]

pub(crate) mod made;
pub(crate) mod repaired;
pub(crate) mod worlds;

use comity::pack::{SourceFile, compile, universe};
use comity::{Law, Question};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// The root of the checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A JSON document below the root.
pub(crate) fn document(path: impl AsRef<Path>) -> Value {
    let path = root().join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The documents of a file of invented cases, written out in full.
pub(crate) fn documents(path: impl AsRef<Path>) -> Vec<Value> {
    let documents = match document(path) {
        Value::Array(documents) => documents,
        one => vec![one],
    };
    documents.iter().map(|document| comity::pack::unfolded(document).unwrap()).collect()
}

/// The questions of a file of invented cases, each with its id and its law; without those that are refused.
pub(crate) fn questions(path: impl AsRef<Path>) -> Vec<(String, Rc<Law>, Question)> {
    let mut questions = Vec::new();
    for document in documents(path) {
        let Ok(universe) = universe(&document["universe"]) else { continue };
        let law = Rc::new(Law::new(universe));
        for case in document["cases"].as_array().unwrap() {
            if let Ok(question) = comity::pack::question(&case["question"]) {
                questions.push((case["id"].as_str().unwrap().to_owned(), Rc::clone(&law), question));
            }
        }
    }
    questions
}

/// The toy universe with its cases.
pub(crate) fn toy() -> Value {
    document("tests/conformance/toy-universe.json")
}

/// The law of the toy universe.
pub(crate) fn toy_law() -> Law {
    Law::new(universe(&toy()["universe"]).unwrap())
}

/// The law compiled from `data/`; a fault in the data fails the test with its first findings.
pub(crate) fn real_law() -> Law {
    real_law_with("")
}

/// The same with one more file of data.
pub(crate) fn real_law_with(more: &str) -> Law {
    let data = root().join("data");
    let mut files: Vec<SourceFile> = below(&data, "toml")
        .into_iter()
        .map(|path| SourceFile {
            path: path.strip_prefix(&data).unwrap().to_string_lossy().replace('\\', "/"),
            text: std::fs::read_to_string(&path).unwrap(),
        })
        .collect();
    files.push(SourceFile { path: "more.toml".into(), text: more.to_owned() });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    let compiled = compile(&files);
    let errors: Vec<String> =
        compiled.diagnostics.iter().filter(|d| d.is_error()).take(5).map(|d| format!("{d:?}")).collect();
    Law::new(compiled.records.unwrap_or_else(|| panic!("data/ does not compile:\n{}", errors.join("\n"))))
}

/// Every file with an ending below a folder.
pub(crate) fn below(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(below(&path, ending));
        } else if path.extension().is_some_and(|e| e == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}
