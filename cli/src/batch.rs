//! `comity batch < questions.jsonl > answers.jsonl`: a question a line, an answer a line.

use crate::Failure;
use crate::flags::{self, Flags};
use crate::progress::Progress;
use crate::words::Words;
use comity::Question;
use comity::ask::{self, Outcome};
use comity::decide::{QuestionError, limits};
use std::cell::RefCell;
use std::io::{BufRead, BufWriter, Write};

pub(crate) fn run(arguments: lexopt::Parser) -> Result<(), Failure> {
    let flags = Flags::read(arguments, &[])?;
    let law = flags.law()?;
    let words = Words::about(flags.language, &law);
    let mut progress = Progress::new(flags.progress, &words);
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut done, mut wrong) = (0_usize, 0_usize);
    // A fault of the stream ends it; a fault of a line does not.
    let broken: RefCell<Option<String>> = RefCell::new(None);
    let questions = Lines { input: std::io::stdin().lock(), broken: &broken };
    for reply in ask::batch(&law, questions) {
        wrong = wrong.saturating_add(usize::from(matches!(reply.outcome, Outcome::Error(_))));
        done = done.saturating_add(1);
        let text = flags::json(&Numbered { line: done, outcome: &reply.outcome })?;
        if writeln!(out, "{text}").is_err() {
            // The reader wishes to read no more.
            return Ok(());
        }
        progress.at(done, None);
    }
    let flushed = out.flush();
    progress.end(done);
    if let Some(fault) = broken.into_inner() {
        return Err(Failure::Input(fault));
    }
    if flushed.is_ok() && wrong > 0 {
        let (wrong, done) = (wrong.to_string(), done.to_string());
        return Err(Failure::Input(words.say("ask.batch.wrong", &[("wrong", &wrong), ("done", &done)])));
    }
    Ok(())
}

/// A line of the output: the line of the question, counted from 1 as editors do, and what came of it.
#[derive(serde::Serialize)]
struct Numbered<'a> {
    line: usize,
    #[serde(flatten)]
    outcome: &'a Outcome,
}

/// The questions of a stream, one a line.
struct Lines<'b, R> {
    input: R,
    broken: &'b RefCell<Option<String>>,
}

impl<R: BufRead> Iterator for Lines<'_, R> {
    type Item = Result<Question, QuestionError>;

    /// The next line, no more of it kept than a question can be; `None` at the end.
    fn next(&mut self) -> Option<Self::Item> {
        let mut bytes: Vec<u8> = Vec::new();
        let mut any = false;
        loop {
            let (used, ended) = match self.input.fill_buf() {
                Ok([]) if any => (0, true),
                Ok([]) => return None,
                Ok(buffer) => {
                    any = true;
                    let end = buffer.iter().position(|byte| *byte == b'\n');
                    let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
                    let room = limits::QUESTION_BYTES.saturating_add(1).saturating_sub(bytes.len());
                    bytes.extend(part.iter().take(room));
                    (end.map_or(buffer.len(), |end| end.saturating_add(1)), end.is_some())
                }
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                Err(error) => {
                    *self.broken.borrow_mut() = Some(format!("standard input: {error}"));
                    return None;
                }
            };
            self.input.consume(used);
            if ended {
                break;
            }
        }
        let text = String::from_utf8(bytes).map_err(|_| QuestionError::shape("", "the line is not UTF-8"));
        Some(text.and_then(|text| flags::parse(&text)))
    }
}
