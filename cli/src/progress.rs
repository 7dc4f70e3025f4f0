//! How far long work has come, on standard error: where that is a terminal, or where it is asked for.

use crate::words::Words;
use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

/// How often it is said.
const EVERY: Duration = Duration::from_millis(250);

/// A count of work done. Nothing is shown of work that is quickly done.
pub(crate) struct Progress<'w> {
    shown: bool,
    words: &'w Words,
    begun: Instant,
    said: Instant,
    wrote: bool,
}

impl<'w> Progress<'w> {
    /// `wanted`: also where standard error is no terminal.
    pub(crate) fn new(wanted: bool, words: &'w Words) -> Progress<'w> {
        let now = Instant::now();
        Progress { shown: wanted || std::io::stderr().is_terminal(), words, begun: now, said: now, wrote: false }
    }

    /// Says how much is done, of how much if that is known, unless it was said a moment ago.
    pub(crate) fn at(&mut self, done: usize, of: Option<usize>) {
        if self.shown && self.said.elapsed() >= EVERY {
            self.said = Instant::now();
            self.say(done, of);
        }
    }

    /// Says that all is done.
    pub(crate) fn end(&mut self, done: usize) {
        if self.shown && (self.wrote || !std::io::stderr().is_terminal()) {
            self.say(done, Some(done));
            let _ = writeln!(std::io::stderr().lock());
        }
    }

    fn say(&mut self, done: usize, of: Option<usize>) {
        self.wrote = true;
        let millis = self.begun.elapsed().as_millis().max(1);
        let rate = u128::try_from(done).unwrap_or(0).saturating_mul(1_000).checked_div(millis).unwrap_or(0).to_string();
        let done = done.to_string();
        let text = match of {
            Some(all) => {
                self.words.say("ask.progress.of", &[("done", &done), ("all", &all.to_string()), ("rate", &rate)])
            }
            None => self.words.say("ask.progress", &[("done", &done), ("rate", &rate)]),
        };
        // A line that overwrites itself; whoever closed the stream does not want to know.
        let _ = write!(std::io::stderr().lock(), "\r{text}");
        let _ = std::io::stderr().flush();
    }
}
