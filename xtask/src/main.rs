//! Everything that is built, served or tested, in one program: `cargo xtask <command>`.
//!
//! It needs Rust and Node and nothing else; what more it wants it fetches itself (`setup`).

mod build;
mod laws;
mod oracle;
mod serve;
mod setup;
mod size;
mod step;
mod sweep;
mod test;

use std::process::ExitCode;
use step::Outcome;

const HELP: &str = "\
cargo xtask <command>

  serve   build everything and serve the page on http://127.0.0.1:8000
  test    format, lints, Rust tests, data, page, browser and package tests
  tools   the package and the examples in bundlers and runtimes of others: fetches some 800 MB
  laws    hold the laws against many cases, optimised: [--cases 10000] [--only TEXT]
  oracle  compare the library with the oracle at length: [--pairs N] [--seed S]
  sweep   ask about every market, product group and scheme, optimised: [--every N]
  build   pack, wasm and page into dist/
  package the same, and the npm package into target/package/
  shots   pictures of every view, in both languages, narrow and wide, light and dark: [FOLDER]
  pace    time and bytes until the built page can be used and the first answer stands
  size    what each part of dist/ and of the npm package weighs, plain and compressed, beside its budget
  setup   fetch what building needs; the others call it themselves";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    match run(&command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("xtask: {reason}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: &str) -> Outcome {
    step::enter_workspace()?;
    match command {
        "serve" => setup::tools().and_then(|()| build::all()).and_then(|()| serve::serve()),
        "test" => test::all(),
        "laws" => laws::hold(std::env::args().skip(2)),
        "oracle" => oracle::run(std::env::args().skip(2)),
        "sweep" => sweep::all(std::env::args().skip(2)),
        "tools" => test::with_tools(),
        "build" => setup::tools().and_then(|()| build::all()),
        "package" => setup::tools().and_then(|()| build::all()).and_then(|()| build::package()),
        "shots" => setup::tools()
            .and_then(|()| setup::browser())
            .and_then(|()| build::all())
            .and_then(|()| shots(std::env::args().nth(2))),
        "pace" => step::run("node", &["tests/browser/pace.mjs"]),
        "size" => size::table(),
        "setup" => setup::tools().and_then(|()| setup::browser()),
        _ => Err(HELP.to_owned()),
    }
}

/// Pictures of the page as it was built.
fn shots(folder: Option<String>) -> Outcome {
    step::run("node", &["tests/browser/shots.mjs", folder.as_deref().unwrap_or("target/shots")])
}
