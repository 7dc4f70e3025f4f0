//! Random universes as a file of `recognition-cases/1`, each with a question and the answer that the oracle gives:
//! `cargo run --package comity-oracle --example universes -- 10000 > universes.jsonl`.

use comity_oracle::{Scan, answer, world};
use serde_json::{Value, json};
use std::io::{BufWriter, Write};
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(count) = std::env::args().nth(1).and_then(|text| text.parse::<u64>().ok()) else {
        eprintln!("universes: how many? a whole number is expected");
        return ExitCode::FAILURE;
    };
    match write(count) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("universes: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the universes of the first seeds to standard output, a document a line.
fn write(count: u64) -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    for seed in 0..count {
        let world = world(seed, 1);
        let scan = if world.dense { Scan::EveryDay } else { Scan::Recorded };
        let cases: Vec<_> = world
            .questions
            .iter()
            .map(|question| {
                let mut stated = answer(&world.universe, question, scan);
                // Near misses and pivotal facts are asked apart (`tests/oracle.rs`): `null`, not tested.
                stated.as_object_mut().map(|fields| fields.insert("pivotal".to_owned(), Value::Null));
                json!({ "id": format!("seed-{seed}"), "narrative": "random", "citation": "the oracle", "question": question, "expect": stated })
            })
            .collect();
        writeln!(out, "{}", json!({ "format": "recognition-cases/1", "universe": world.universe, "cases": cases }))?;
    }
    out.flush()
}
