//! The laws of recognition held against many cases, optimised: `cargo xtask laws --cases 10000`.

use crate::step::{Outcome, cargo_command, finish};

pub(crate) fn hold(arguments: impl Iterator<Item = String>) -> Outcome {
    let arguments: Vec<String> = arguments.collect();
    let cases = match arguments.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        [] => "10000",
        ["--cases", cases] if cases.parse::<u32>().is_ok() => cases,
        _ => return Err("expected `laws --cases <number>`".to_owned()),
    };
    for target in [["--test", "laws"], ["--lib", "l42"]] {
        let mut test = cargo_command(&["test", "--release", "--all-features"]);
        finish(test.args(target).env("COMITY_LAW_CASES", cases))?;
    }
    Ok(())
}
