//! The laws of recognition held against many cases, optimised: `cargo xtask laws --cases 10000`; `--only TEXT` for those whose
//! name contains it, so that a long run can be had in parts.

use crate::step::{Outcome, cargo_command, finish};

pub(crate) fn hold(mut arguments: impl Iterator<Item = String>) -> Outcome {
    let (mut cases, mut only) = ("10000".to_owned(), None);
    while let Some(argument) = arguments.next() {
        let value = arguments.next().ok_or_else(|| format!("laws: {argument} wants a value"))?;
        match argument.as_str() {
            "--cases" if value.parse::<u32>().is_ok() => cases = value,
            "--cases" => return Err("laws: --cases wants a whole number".to_owned()),
            "--only" => only = Some(value),
            other => return Err(format!("laws: `{other}` is neither --cases nor --only")),
        }
    }
    let mut laws = cargo_command(&["test", "--release", "--all-features", "--test", "laws", "--"]);
    finish(laws.args(&only).env("COMITY_LAW_CASES", &cases))?;
    // L42 is about how far the search goes, and is held beside it.
    if only.is_some_and(|text| !"l42".contains(&text) && !text.contains("l42")) {
        return Ok(());
    }
    finish(cargo_command(&["test", "--release", "--all-features", "--lib", "l42"]).env("COMITY_LAW_CASES", &cases))
}
