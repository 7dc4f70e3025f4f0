//! `comity lint`: a compiler for law.

use crate::{Failure, files};
use comity::pack::{Compiled, Diagnostic, SourceFile, compile};
use std::{
    io::{IsTerminal, Write},
    path::{Path, PathBuf},
};

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    use lexopt::prelude::*;
    let mut folder: Option<PathBuf> = None;
    let mut report = false;
    let mut only = String::new();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(path) if folder.is_none() => folder = Some(path.into()),
            Long("report") => report = true,
            Long("only") => only = arguments.value()?.string()?,
            other => return Err(other.unexpected().into()),
        }
    }
    let folder = folder.ok_or_else(|| Failure::Input("lint which folder? `comity lint data/`".to_owned()))?;
    let files = files::read(&folder)?;
    let compiled = compile(&files);
    print(&compiled, &files, &folder, &only);
    let _ = report;
    if compiled.records.is_none() {
        Err(Failure::Input(String::new()))
    } else {
        Ok(())
    }
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
    let errors = compiled.diagnostics.iter().filter(|finding| finding.is_error()).count();
    let warnings = compiled.diagnostics.len().saturating_sub(errors);
    let _ = writeln!(out, "{} files: {errors} errors, {warnings} warnings", files.len());
}
