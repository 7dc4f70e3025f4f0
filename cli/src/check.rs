//! `comity check`: one question, one answer, in words or as JSON.

use crate::Failure;
use crate::flags::Flags;
use crate::words::Words;

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read(arguments, &[])?;
    let question = flags.question()?;
    let law = flags.law()?;
    let answer = comity::check(&law, &question).map_err(|error| flags.refuse(&error))?;
    flags.answer(&answer, || Words::new(flags.language).answer(&answer))
}
