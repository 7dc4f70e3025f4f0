//! Lints: what the compiler demands of records beyond their form (`semantics.md` §5.1).
//!
//! Each file looks at one noun. The records are read for what they mean, the drafts for where it is written.

mod clause;
mod market;
mod name;
mod paper;
mod scope;
mod source;
#[cfg(test)]
mod tests;
mod time;

use super::{diagnostic::Diagnostic, index::Index, rule::Rule};
use crate::law::{Agreement, Clause, Fills, Id, Market, Place, Records, Scheme};
use std::{collections::BTreeSet, ops::Range};

/// Records that were read without a fault. Of the others it would be idle to say that they do not fit together.
#[derive(Default)]
pub(super) struct Sound {
    /// Agreements.
    pub agreements: BTreeSet<Id<Agreement>>,
    /// Clauses.
    pub clauses: BTreeSet<Id<Clause>>,
    /// Whether every requirement is among them: else nobody can say what markets do not ask.
    pub requirements: bool,
}

/// Runs every lint; findings are added.
pub(super) fn lint(records: &Records, index: &Index<'_>, sound: &Sound, found: &mut Vec<Diagnostic>) {
    let mut linter = Linter { records, index, sound, found };
    linter.names();
    linter.sources();
    linter.times();
    linter.scopes();
    linter.papers();
    linter.clauses();
    linter.markets();
}

struct Linter<'l, 'd> {
    records: &'l Records,
    index: &'l Index<'d>,
    sound: &'l Sound,
    found: &'l mut Vec<Diagnostic>,
}

impl Linter<'_, '_> {
    /// Reports a finding without a reason.
    fn say(&mut self, rule: Rule, file: usize, at: Range<usize>, message: impl Into<String>, mend: impl Into<String>) {
        self.found.push(Diagnostic::new(rule, message).at(file, at, "").mend(mend));
    }

    /// Everybody a place ever stood for.
    fn members(&self, place: Place) -> BTreeSet<Id<Market>> {
        match place {
            Place::Market(market) => [market].into(),
            Place::Bloc(bloc) => self.records.blocs.at(bloc).members.iter().map(|member| member.market).collect(),
        }
    }

    /// Everybody some places ever stood for.
    fn all_members(&self, places: &[Place]) -> BTreeSet<Id<Market>> {
        places.iter().flat_map(|place| self.members(*place)).collect()
    }

    /// A place as it is written.
    fn code(&self, place: Place) -> &str {
        match place {
            Place::Market(market) => &self.records.markets.at(market).code,
            Place::Bloc(bloc) => &self.records.blocs.at(bloc).code,
        }
    }

    /// Markets as they are written, the first few of them.
    fn codes<'m>(&self, markets: impl IntoIterator<Item = &'m Id<Market>>) -> String {
        let all: Vec<&str> = markets.into_iter().map(|market| self.records.markets.at(*market).code.as_str()).collect();
        first(&all)
    }
}

/// Names in a row, the first few of them.
fn first(names: &[&str]) -> String {
    /// More would hide the message.
    const SHOWN: usize = 12;
    let shown = names.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    match names.len().checked_sub(SHOWN) {
        Some(rest) if rest > 0 => format!("{shown} and {rest} more"),
        _ => shown,
    }
}

/// The schemes whose slots a clause fills or whose paper it makes; `None`: every slot.
fn aims(clause: &Clause) -> Option<Vec<Id<Scheme>>> {
    let filled = match &clause.fills {
        Fills::All => return None,
        Fills::Schemes(schemes) => schemes.iter().copied(),
    };
    Some(filled.chain(clause.issues.as_ref().map(|paper| paper.scheme)).collect())
}
