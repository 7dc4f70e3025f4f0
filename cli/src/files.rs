//! The data folder: every `*.toml` below it.

use crate::Failure;
use comity::pack::SourceFile;
use std::path::{Path, PathBuf};

/// Reads every `*.toml` below a folder, in order of their paths.
pub(crate) fn read(root: &Path) -> Result<Vec<SourceFile>, Failure> {
    let mut paths = Vec::new();
    collect(root, &mut paths)?;
    paths.sort();
    let mut files = Vec::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).map_err(|error| unreadable(&path, &error))?;
        let below = path.strip_prefix(root).unwrap_or(&path);
        let parts: Vec<_> = below.components().map(|part| part.as_os_str().to_string_lossy()).collect();
        files.push(SourceFile { path: parts.join("/"), text });
    }
    if files.is_empty() {
        return Err(Failure::Input(format!("no `*.toml` below `{}`", root.display())));
    }
    Ok(files)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> Result<(), Failure> {
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, &error))? {
        let path = entry.map_err(|error| unreadable(folder, &error))?.path();
        if path.is_dir() {
            collect(&path, paths)?;
        } else if path.extension().is_some_and(|ending| ending == "toml") {
            paths.push(path);
        }
    }
    Ok(())
}

fn unreadable(path: &Path, error: &std::io::Error) -> Failure {
    Failure::Input(format!("cannot read `{}`: {error}", path.display()))
}

/// What diagnostics put before the files' paths, so that they can be clicked.
pub(crate) fn prefix(root: &Path) -> String {
    let root = root.display().to_string();
    if root.ends_with('/') { root } else { format!("{root}/") }
}

/// The law of a folder of data or of a pack; where none is named, of `data/` or `comity.pack` in this folder.
pub(crate) fn law(data: Option<&Path>) -> Result<comity::Law, Failure> {
    let path =
        match data {
            Some(path) => path,
            None => [Path::new("data"), Path::new("comity.pack")].into_iter().find(|path| path.exists()).ok_or_else(
                || Failure::Input("there is neither `data/` nor `comity.pack` here: name one with `--data`".to_owned()),
            )?,
        };
    if path.is_file() {
        let bytes = std::fs::read(path).map_err(|error| unreadable(path, &error))?;
        return comity::Law::load(&bytes).map_err(|error| Failure::Input(format!("{}: {error}", path.display())));
    }
    let files = read(path)?;
    let compiled = comity::pack::compile(&files);
    match compiled.records {
        Some(records) => Ok(comity::Law::new(records)),
        None => Err(Failure::Input(format!("`{0}` has errors: `comity lint {0}` shows them", path.display()))),
    }
}
