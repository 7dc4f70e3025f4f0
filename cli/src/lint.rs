//! `comity lint`: a compiler for law.

use crate::report::{self, Report};
use crate::{Failure, files, say};
use comity::pack::{Compiled, Diagnostic, Rule, SourceFile, compile};
use std::{
    collections::BTreeMap,
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    use lexopt::prelude::*;
    let mut folder: Option<PathBuf> = None;
    let (mut at_length, mut json, mut unmodelled) = (false, false, false);
    let mut only = String::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(path) if folder.is_none() => folder = Some(path.into()),
            Long("report") => at_length = true,
            Long("json") => json = true,
            Long("unmodelled") => unmodelled = true,
            Long("only") => only = arguments.value()?.string()?,
            other => return Err(crate::unexpected(other)),
        }
    }
    let folder = folder.ok_or_else(|| Failure::Input("lint which folder? `comity lint data/`".to_owned()))?;
    let files = files::read(&folder)?;
    let compiled = compile(&files);
    print(&compiled, &files, &folder, &only);
    let report = Report::of(&compiled).ok_or_else(|| Failure::Input(String::new()))?;
    if unmodelled {
        say(report::unmodelled(&compiled.facts).trim_end());
    } else if json {
        say(&serde_json::to_string(&report).map_err(|error| Failure::Internal(error.to_string()))?);
    } else {
        say(&if at_length { report.text() } else { report.summary() });
    }
    Ok(())
}

/// Prints the findings on standard error, and how many there were in all. `only` narrows what is printed to files whose
/// path contains it.
pub(crate) fn print(compiled: &Compiled, files: &[SourceFile], folder: &Path, only: &str) {
    let mut out = std::io::stderr().lock();
    let colour = out.is_terminal();
    let prefix = files::prefix(folder);
    let wanted =
        |finding: &&Diagnostic| only.is_empty() || finding.place(files).is_some_and(|(path, _)| path.contains(only));
    for finding in compiled.diagnostics.iter().filter(wanted) {
        // A closed pipe is the reader's wish to read no more.
        let _ = writeln!(out, "{}\n", finding.render(files, &prefix, colour));
    }
    let mut by_rule: BTreeMap<Rule, usize> = BTreeMap::new();
    for finding in &compiled.diagnostics {
        let count = by_rule.entry(finding.rule).or_default();
        *count = count.saturating_add(1);
    }
    for (rule, count) in by_rule {
        let _ = writeln!(out, "{count:>6}  {:4} {}", rule.code(), rule.meaning());
    }
    let errors = compiled.diagnostics.iter().filter(|finding| finding.is_error()).count();
    let warnings = compiled.diagnostics.len().saturating_sub(errors);
    let _ = writeln!(out, "{} files: {errors} errors, {warnings} warnings", files.len());
}
