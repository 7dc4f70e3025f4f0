//! `comity check`: one question, one answer, in words or as JSON.

use crate::Failure;
use crate::flags::Flags;
use crate::words::Words;
use comity::Refined;
use comity::decide::Answer;
use serde::Serialize;

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read_with(arguments, &[], &["refine"])?;
    let question = flags.question()?;
    let law = flags.law()?;
    let answer = comity::check(&law, &question).map_err(|error| flags.refuse(&law, &error))?;
    let words = Words::about(flags.language, &law);
    if !flags.switched("refine") {
        return flags.answer(&answer, || words.answer(&answer));
    }
    let refined = comity::refine(&law, &question).map_err(|error| flags.refuse(&law, &error))?;
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
