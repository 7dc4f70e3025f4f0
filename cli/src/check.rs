//! `comity check`: one question, one answer, in words or as JSON.

use crate::Failure;
use crate::flags::{Flags, read};
use crate::words::Words;
use comity::decide::Answer;
use comity::{Overlay, Refined};
use serde::Serialize;
use std::path::Path;

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read_with(arguments, &["what-if"], &["refine"])?;
    let question = flags.question()?;
    let mut law = flags.law()?;
    if let Some(path) = flags.own("what-if") {
        let overlay: Overlay = read(Path::new(path))?;
        law = law.with(&overlay).map_err(|error| flags.refuse(&error))?;
    }
    let answer = comity::check(&law, &question).map_err(|error| flags.refuse(&error))?;
    let words = Words::about(flags.language, &law);
    if !flags.switched("refine") {
        return flags.answer(&answer, || words.answer(&answer));
    }
    let refined = comity::refine(&law, &question).map_err(|error| flags.refuse(&error))?;
    let told = Refining { answer: &answer, refined: &refined };
    flags.answer(&told, || format!("{}{}", words.answer(&answer), words.refined(&answer, &refined)))
}

/// An answer with what case splits say besides.
#[derive(Serialize)]
struct Refining<'a> {
    #[serde(flatten)]
    answer: &'a Answer,
    refined: &'a Refined,
}
