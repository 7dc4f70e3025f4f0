//! What became of every record that the data was read from.

use comity::pack::Fact;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write;

/// The tally, by file of the first reading.
#[derive(Debug, Serialize)]
pub(super) struct Ledger(BTreeMap<String, Tally>);

/// What became of the records of one file.
#[derive(Debug, Default, Serialize)]
struct Tally {
    /// All of them.
    read: usize,
    /// Became data as a whole.
    modelled: usize,
    /// Became data in part; the rest says why not.
    in_part: usize,
    /// Became no data, and says why not.
    unmodelled: usize,
}

impl Ledger {
    pub(super) fn of(facts: &[Fact]) -> Ledger {
        let mut files: BTreeMap<String, Tally> = BTreeMap::new();
        for fact in facts {
            let tally = files.entry(fact.file.clone()).or_default();
            let fate = match (fact.became.is_empty(), fact.unmodelled.is_empty()) {
                (false, true) => &mut tally.modelled,
                (false, false) => &mut tally.in_part,
                (true, _) => &mut tally.unmodelled,
            };
            *fate = fate.saturating_add(1);
            tally.read = tally.read.saturating_add(1);
        }
        Ledger(files)
    }

    /// A line a file; nothing where nothing was read.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (file, Tally { read, modelled, in_part, unmodelled }) in &self.0 {
            let _ = writeln!(
                text,
                "{read:>7}  facts of {file}: {modelled} became data, {in_part} in part, {unmodelled} did not"
            );
        }
        text
    }
}

/// The page of everything that became no data, in whole or in part, with the reasons: `data/UNMODELLED.md`.
pub(crate) fn unmodelled(facts: &[Fact]) -> String {
    let mut text = String::from(HEAD);
    let mut file = "";
    for fact in facts.iter().filter(|fact| !fact.unmodelled.is_empty()) {
        if fact.file != file {
            file = &fact.file;
            let _ = write!(text, "\n## {file}\n\n");
        }
        let part = if fact.became.is_empty() { "" } else { " (in part)" };
        let _ = writeln!(text, "- `{}`{part}: {}", fact.id, fact.unmodelled);
    }
    text
}

const HEAD: &str = "# What became no data, and why

Every record of the first reading that is not in the data, or only in part. \"Not read\" means that the text was not found, not
that it says nothing. Made from `data/facts/` by `comity lint data --unmodelled`; what became of all other records stands there.
";
