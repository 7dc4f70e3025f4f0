//! What people type finds what they mean: `tests/search/queries.tsv`, line by line.

#![allow(
    missing_docs,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what failed"
)]

mod common;

use common::real_law;

#[test]
fn what_people_type_finds_first_what_they_mean() {
    let law = real_law();
    let queries = include_str!("search/queries.tsv").lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let (mut asked, mut wrong) = (0, Vec::new());
    for line in queries {
        let [typed, noun, id] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("three columns: {line}") };
        let first = law.search(typed, 1).into_iter().next();
        asked += 1;
        if first.as_ref().is_none_or(|found| found.noun.word() != noun || found.id != id) {
            wrong.push(format!("{typed}: {first:?}, not the {noun} {id}"));
        }
    }
    assert!(asked >= 200, "{asked}");
    assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
}
