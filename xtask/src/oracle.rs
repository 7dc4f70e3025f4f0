//! The long comparison of the library with the oracle (`tests/oracle.rs`), in release.

use crate::step::{Outcome, cargo_command, finish};

/// Reads `--pairs N` and `--seed S` and runs the comparison with them.
pub(crate) fn run(mut arguments: impl Iterator<Item = String>) -> Outcome {
    let mut test = cargo_command(&["test", "--release", "--all-features", "--test", "oracle", "--", "--nocapture"]);
    test.env("COMITY_ORACLE_PAIRS", "1000000");
    while let Some(argument) = arguments.next() {
        let variable = match argument.as_str() {
            "--pairs" => "COMITY_ORACLE_PAIRS",
            "--seed" => "COMITY_ORACLE_SEED",
            other => return Err(format!("oracle: `{other}` is neither --pairs nor --seed")),
        };
        let value = arguments.next().filter(|value| value.parse::<u64>().is_ok());
        test.env(variable, value.ok_or_else(|| format!("oracle: {argument} wants a whole number"))?);
    }
    finish(&mut test)
}
