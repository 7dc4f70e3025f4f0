//! `comity conformance FILE`: answers every case of a conformance file and says where the answer differs from what is expected.

mod cases;
mod questions;

use crate::Failure;
use lexopt::prelude::*;
use std::path::PathBuf;

/// How a file came out.
#[derive(Default)]
struct Tally {
    passed: usize,
    failed: usize,
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
    let document: serde_json::Value =
        serde_json::from_str(&text).map_err(|e| Failure::Input(format!("{}: not JSON: {e}", file.display())))?;
    match document.get("format").and_then(serde_json::Value::as_str) {
        Some("recognition-cases/1") => cases::run(&document, answers),
        Some("recognition-questions/1") => questions::run(&document, data.as_deref(), answers),
        other => {
            let expected = "expected \"recognition-cases/1\" or \"recognition-questions/1\"";
            Err(Failure::Input(format!("format: `{}`; {expected}", other.unwrap_or(""))))
        }
    }
}

/// The closing line, and the exit status that goes with it.
fn closed(tally: &Tally) -> Result<(), Failure> {
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 { Ok(()) } else { Err(Failure::Input(String::new())) }
}
