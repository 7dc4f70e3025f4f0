//! Everything that is checked, in the order in which a mistake is cheapest to find.

use crate::step::{Outcome, cargo, finish, step, target_directory};
use crate::{build, setup};
use std::process::Command;
use std::time::Instant;

/// All checks; the first that fails ends the run.
pub(crate) fn all() -> Outcome {
    let start = Instant::now();
    setup::tools()?;
    setup::browser()?;
    step("format", || cargo(&["fmt", "--all", "--check"]))?;
    step("lints", || {
        cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"])?;
        cargo(&["clippy", "--quiet", "--lib", "--target", "wasm32-unknown-unknown", "--", "-D", "warnings"])
    })?;
    step("Rust tests", || cargo(&["test", "--quiet", "--workspace", "--all-features"]))?;
    step("data", || cargo(&["run", "--quiet", "--package", "comity-cli", "--", "lint", "data"]))?;
    step("conformance", conformance)?;
    build::all()?;
    step("the README's example", || cargo(&["run", "--quiet", "--example", "check"]))?;
    step("the form of the cases", || node_tests("tests/conformance"))?;
    step("page tests", || node_tests("tests/page"))?;
    step("browser tests", || node_tests("tests/browser"))?;
    eprintln!("all checks passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// Answers the neutral cases and the real questions, and prints the tally of each file.
fn conformance() -> Outcome {
    let mut files = vec!["tests/conformance/toy-universe.json".to_owned()];
    for folder in ["boundaries", "guards", "markets", "near-misses", "pathological", "routes", "real"] {
        files.extend(below(&format!("tests/conformance/{folder}"), ".json")?);
    }
    for file in &files {
        eprintln!("{file}");
        cargo(&["run", "--quiet", "--package", "comity-cli", "--", "conformance", file, "--data", "data"])?;
    }
    Ok(())
}

fn node_tests(folder: &str) -> Outcome {
    let files = below(folder, ".test.mjs")?;
    if files.is_empty() {
        return Err(format!("{folder} holds no tests"));
    }
    let mut node = Command::new("node");
    node.args(["--test", "--test-concurrency=1", "--test-reporter=spec"]).args(&files);
    // What the page says is held against what the command line says.
    finish(node.env("COMITY_CLI", target_directory().join("debug/comity")))
}

/// Files of a folder with an ending, in order.
fn below(folder: &str, ending: &str) -> Result<Vec<String>, String> {
    let mut files: Vec<String> = std::fs::read_dir(folder)
        .map_err(|e| format!("{folder}: {e}"))?
        .filter_map(|entry| entry.ok()?.path().to_str().map(str::to_owned))
        .filter(|path| path.ends_with(ending))
        .collect();
    files.sort();
    Ok(files)
}
