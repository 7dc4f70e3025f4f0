//! `comity pack`: the data as one file of bytes.

use crate::{Failure, files, lint, say};
use comity::pack::{compile, decode, digest_of_sources, encode};
use std::path::PathBuf;

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    use lexopt::prelude::*;
    let mut folder: Option<PathBuf> = None;
    let mut output: Option<PathBuf> = None;
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(path) if folder.is_none() => folder = Some(path.into()),
            Short('o') | Long("output") => output = Some(arguments.value()?.into()),
            other => return Err(crate::unexpected(other)),
        }
    }
    let (Some(folder), Some(output)) = (folder, output) else {
        return Err(Failure::Input("pack what, where? `comity pack data/ -o FILE`".to_owned()));
    };
    let files = files::read(&folder)?;
    let compiled = compile(&files);
    let Some(records) = &compiled.records else {
        lint::print(&compiled, &files, &folder, "");
        return Err(Failure::Input("data with errors is not packed".to_owned()));
    };
    let sources = digest_of_sources(files.iter().map(|file| (file.path.as_str(), file.text.as_str())));
    let unsound = |error: comity::pack::PackError| Failure::Internal(error.to_string());
    let bytes = encode(records, sources).map_err(unsound)?;
    // What cannot be read back is not shipped.
    decode(&bytes).map_err(unsound)?;
    std::fs::write(&output, &bytes)
        .map_err(|error| Failure::Input(format!("cannot write `{}`: {error}", output.display())))?;
    say(&format!("{}: edition {}, {} bytes", output.display(), records.edition, bytes.len()));
    Ok(())
}
