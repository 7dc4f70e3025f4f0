//! Golden answers, to be read by people: whole answers to the invented cases (`answers.txt`) and to some real questions
//! (`real.txt`), and what all answers say of their reasons (`findings.txt`).
//!
//! A line that comes, goes or changes is a change in what users read: look at it, and where it is meant write the files anew
//! with `COMITY_GOLDEN=write cargo test --all-features --test golden`.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod answers;
#[path = "../common/mod.rs"]
mod common;
mod findings;

/// Holds a text against the one on record, line by line.
fn same(file: &str, told: &str) {
    let golden = common::root().join("tests/golden").join(file);
    if std::env::var("COMITY_GOLDEN").is_ok_and(|what| what == "write") {
        std::fs::write(&golden, told).unwrap();
    }
    let known = std::fs::read_to_string(&golden).unwrap();
    if known != told {
        let first = known.lines().zip(told.lines()).position(|(one, other)| one != other);
        let place = first.unwrap_or_else(|| known.lines().count().min(told.lines().count()));
        let around = |text: &str| text.lines().skip(place.saturating_sub(3)).take(8).collect::<Vec<_>>().join("\n");
        panic!("{file}, line {}: on record\n{}\n\nnow\n{}", place + 1, around(&known), around(told));
    }
}

#[test]
fn whole_answers_are_what_was_read() {
    same("answers.txt", &answers::all());
}

#[test]
fn whole_answers_over_real_law_are_what_was_read() {
    same("real.txt", &answers::real());
}

#[test]
fn what_answers_say_of_their_reasons_is_what_was_read() {
    same("findings.txt", &findings::all());
}
