//! Everything that is checked, in the order in which a mistake is cheapest to find.

use crate::step::{Outcome, cargo, cargo_command, finish, run, step, target_directory};
use crate::{build, setup};
use std::fs::File;
use std::path::{Path, PathBuf};
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
    step("random universes written", write_universes)?;
    // Its time is that of the whole command: start, reading, deciding and comparing.
    step("random universes answered", || answer_cases(&universes()))?;
    build::all()?;
    step("the README's example", || cargo(&["run", "--quiet", "--example", "check"]))?;
    step("the form of the cases", || node_tests("tests/conformance"))?;
    step("page tests", || node_tests("tests/page"))?;
    step("certificates of others", || node_tests("tests/import"))?;
    step("browser tests", || node_tests("tests/browser"))?;
    build::package()?;
    step("the npm package", || node_tests("tests/package"))?;
    step("elements on pages of others", || node_tests("tests/element"))?;
    step("examples and quickstarts", || node_tests("tests/examples"))?;
    eprintln!("all checks passed in {} s", start.elapsed().as_secs());
    Ok(())
}

/// The npm package and the examples in other people's bundlers and runtimes, some 800 MB of them: fetched for this alone.
pub(crate) fn with_tools() -> Outcome {
    setup::tools()?;
    setup::browser()?;
    build::all()?;
    build::package()?;
    step("install bundlers and runtimes", || {
        run("npm", &["ci", "--prefix", "tests/tools", "--no-audit", "--no-fund", "--loglevel=error"])
    })?;
    step("bundlers and runtimes", || node_tests("tests/tools"))
}

/// Answers the neutral cases and the real questions, and prints the tally of each file.
fn conformance() -> Outcome {
    let mut files = vec!["tests/conformance/toy-universe.json".to_owned()];
    for folder in ["boundaries", "guards", "markets", "near-misses", "pathological", "routes", "real"] {
        files.extend(below(&format!("tests/conformance/{folder}"), ".json")?);
    }
    for file in &files {
        eprintln!("{file}");
        answer_cases(Path::new(file))?;
    }
    Ok(())
}

fn answer_cases(file: &Path) -> Outcome {
    let mut command = cargo_command(&["run", "--quiet", "--package", "comity-cli", "--", "conformance"]);
    finish(command.arg(file).args(["--data", "data"]))
}

/// Random universes to be answered as the oracle does.
const UNIVERSES: &str = "10000";

fn universes() -> PathBuf {
    target_directory().join("universes.jsonl")
}

/// Has the oracle write its random universes and answers down, as anyone who writes another engine would want them.
fn write_universes() -> Outcome {
    let file = File::create(universes()).map_err(|e| format!("{}: {e}", universes().display()))?;
    let example = ["run", "--quiet", "--package", "comity-oracle", "--example", "universes", "--", UNIVERSES];
    finish(cargo_command(&example).stdout(file))
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
