//! Running one program after another, saying what and how long.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

/// Done, or the reason why not.
pub(crate) type Outcome = Result<(), String>;

/// Goes to the workspace's root, wherever the command was given.
pub(crate) fn enter_workspace() -> Outcome {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().ok_or("xtask lies outside a workspace")?;
    std::env::set_current_dir(root).map_err(|e| format!("{}: {e}", root.display()))
}

/// A step with its name and time on the screen.
pub(crate) fn step(name: &str, work: impl FnOnce() -> Outcome) -> Outcome {
    eprintln!("── {name}");
    let start = Instant::now();
    let outcome = work();
    let seconds = start.elapsed().as_secs();
    match &outcome {
        Ok(()) => eprintln!("── {name}: done in {seconds} s\n"),
        Err(_) => eprintln!("── {name}: FAILED after {seconds} s\n"),
    }
    outcome
}

/// Runs a program to its end.
pub(crate) fn run(program: &str, arguments: &[&str]) -> Outcome {
    finish(Command::new(program).args(arguments))
}

/// Runs Cargo, the one that runs this.
pub(crate) fn cargo(arguments: &[&str]) -> Outcome {
    finish(&mut cargo_command(arguments))
}

/// Cargo with arguments, not yet started.
pub(crate) fn cargo_command(arguments: &[&str]) -> Command {
    let mut command = Command::new(std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
    command.args(arguments);
    command
}

/// Runs a prepared command to its end.
pub(crate) fn finish(command: &mut Command) -> Outcome {
    let shown = format!("{} {}", command.get_program().display(), words(command));
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("`{shown}` failed ({status})")),
        Err(error) => Err(format!("`{shown}` could not be started: {error}")),
    }
}

/// What a program prints, if it runs at all.
pub(crate) fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Where Cargo puts what it builds.
pub(crate) fn target_directory() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| PathBuf::from("target"), PathBuf::from)
}

fn words(command: &Command) -> String {
    command.get_args().map(|a| a.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
