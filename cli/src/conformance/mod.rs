//! `comity conformance FILE`: answers every case of a conformance file and says where the answer differs from what is expected.
//!
//! A file holds one document, a list of them, or one after the other (JSON Lines).

mod cases;
mod questions;

use crate::Failure;
use lexopt::prelude::*;
use std::path::{Path, PathBuf};

/// How a file came out.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
    /// Answered, and nothing was expected.
    unstated: usize,
}

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    let (mut file, mut data, mut answers) = (None, None, false);
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(path) if file.is_none() => file = Some(PathBuf::from(path)),
            Long("data") => data = Some(PathBuf::from(arguments.value()?)),
            Long("answers") => answers = true,
            other => return Err(other.unexpected().into()),
        }
    }
    let Some(file) = file else {
        return Err(Failure::Input("which file?".to_owned()));
    };
    let text = std::fs::read_to_string(&file).map_err(|e| Failure::Input(format!("{}: {e}", file.display())))?;
    let mut tally = Tally::default();
    for value in serde_json::Deserializer::from_str(&text).into_iter() {
        let value = value.map_err(|e| Failure::Input(format!("{}: not JSON: {e}", file.display())))?;
        let documents = match value {
            serde_json::Value::Array(documents) => documents,
            one => vec![one],
        };
        for document in &documents {
            one(document, data.as_deref(), answers, &mut tally)?;
        }
    }
    closed(&tally)
}

fn one(document: &serde_json::Value, data: Option<&Path>, answers: bool, tally: &mut Tally) -> Result<(), Failure> {
    let document = comity::pack::unfolded(document).map_err(|error| Failure::Input(error.to_string()))?;
    match document.get("format").and_then(serde_json::Value::as_str) {
        Some("recognition-cases/1") => cases::run(&document, answers, tally),
        Some("recognition-questions/1") => questions::run(&document, data, answers, tally),
        other => {
            let expected = "expected \"recognition-cases/1\" or \"recognition-questions/1\"";
            Err(Failure::Input(format!("format: `{}`; {expected}", other.unwrap_or(""))))
        }
    }
}

/// The closing line, and the exit status that goes with it.
fn closed(tally: &Tally) -> Result<(), Failure> {
    let unstated =
        if tally.unstated == 0 { String::new() } else { format!(", {} without expectation", tally.unstated) };
    crate::say(&format!("{} passed, {} failed{unstated}", tally.passed, tally.failed));
    if tally.failed == 0 { Ok(()) } else { Err(Failure::Input(String::new())) }
}
