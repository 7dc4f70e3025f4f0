//! Fetches what building and testing need, and says how to mend what it cannot.

use crate::step::{Outcome, output, run, step};
use std::fs;
use std::path::Path;

const OLDEST_NODE: u32 = 20;
const LOCK: &str = "package-lock.json";
/// npm's own note of what it installed: as long as it is newer than the lock file, nothing is to be done.
const INSTALLED: &str = "node_modules/.package-lock.json";

/// What building needs: Node, the wasm target, the packages of `package-lock.json`.
pub(crate) fn tools() -> Outcome {
    node()?;
    wasm_target()?;
    packages()
}

/// What the browser tests need: Chromium and Firefox.
pub(crate) fn browser() -> Outcome {
    if chromium().is_some() && firefox().is_some() {
        return Ok(());
    }
    step("install Chromium and Firefox", || {
        let as_root = |arguments: &[&str]| match output("id", &["-u"]).as_deref() {
            Some("0") => run("apt-get", arguments),
            _ => run("sudo", &[&["-n", "apt-get"], arguments].concat()),
        };
        let install = ["install", "-y", "-qq", "--no-install-recommends", "chromium", "firefox-esr", "fonts-noto-cjk"];
        as_root(&["update", "-qq"])
            .and_then(|()| as_root(&install))
            .map_err(|e| format!("{e}; install Chromium and Firefox yourself, or name them in CHROMIUM and FIREFOX"))
    })
}

/// The Chromium to test with.
pub(crate) fn chromium() -> Option<String> {
    program("CHROMIUM", &["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"])
}

/// The Firefox to test with.
fn firefox() -> Option<String> {
    program("FIREFOX", &["/usr/bin/firefox-esr", "/usr/bin/firefox"])
}

/// The program that a variable names, or the first of the usual places where it is.
fn program(variable: &str, usual: &[&str]) -> Option<String> {
    let named = std::env::var(variable).ok().filter(|path| Path::new(path).exists());
    named.or_else(|| usual.iter().find(|path| Path::new(path).exists()).map(|path| (*path).to_owned()))
}

fn node() -> Outcome {
    let mend = format!(
        "Node {OLDEST_NODE} or newer is needed (https://nodejs.org, or the packages `nodejs` and `npm` of Debian 13)"
    );
    let version = output("node", &["--version"]).ok_or_else(|| format!("`node` does not run. {mend}"))?;
    let major = version.trim_start_matches('v').split('.').next().and_then(|n| n.parse::<u32>().ok());
    if major.is_some_and(|major| major >= OLDEST_NODE) {
        Ok(())
    } else {
        Err(format!("this is Node {version}. {mend}"))
    }
}

fn wasm_target() -> Outcome {
    let sysroot =
        output("rustc", &["--print", "sysroot"]).ok_or("`rustc` does not run; install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib/wasm32-unknown-unknown/lib").is_dir() {
        return Ok(());
    }
    step("add the wasm target", || {
        run("rustup", &["target", "add", "wasm32-unknown-unknown"]).map_err(|e| {
            format!("{e}; without rustup, install the standard library for wasm32-unknown-unknown yourself")
        })
    })
}

fn packages() -> Outcome {
    let changed = |path: &str| fs::metadata(path).and_then(|m| m.modified()).ok();
    if changed(INSTALLED).is_some_and(|installed| changed(LOCK).is_some_and(|lock| lock <= installed)) {
        return Ok(());
    }
    step("install the packages of package-lock.json", || {
        run("npm", &["ci", "--no-audit", "--no-fund", "--loglevel=error"])
    })
}
