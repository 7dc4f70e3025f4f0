//! Schemes that somebody issues, registers on which somebody stands, listings that do not contradict each other.

use super::Linter;
use crate::{
    law::{Closes, Id, IssuerRule, Kind, Listing, Register},
    pack::{diagnostic::Diagnostic, draft::Word, rule::Rule},
};
use std::collections::BTreeSet;

impl Linter<'_, '_> {
    pub(super) fn papers(&mut self) {
        self.schemes();
        self.registers();
        self.listings();
    }

    fn schemes(&mut self) {
        let (index, records) = (self.index, self.records);
        let reissued: BTreeSet<_> =
            records.clauses.iter().filter_map(|(_, c)| Some(c.issues.as_ref()?.scheme)).collect();
        for (row, (id, scheme)) in index.schemes.iter().zip(records.schemes.iter()) {
            let issuers = &scheme.issuers;
            let named = !issuers.bodies.is_empty() || !issuers.classes.is_empty() || issuers.register.is_some();
            // A status is nobody's paper.
            let status = scheme.kinds == [Kind::LawfulMarketing];
            if !issuers.anybody && !named && !status && !reissued.contains(&id) {
                self.found.push(
                    Diagnostic::new(Rule::NothingIssues, format!("who issues papers of `{}`?", row.id))
                        .at(row.file, row.at.clone(), "")
                        .why("a question that names no issuer's class is then unknown")
                        .mend("write `issuers = { class = [\"…\"] }`, `{ bodies = [\"…\"] }`, `{ register = \"…\" }`, `{ supplier = true }` or `{ anybody = true }`"),
                );
            }
        }
        for row in index.requirements.iter() {
            let slots = row.draft.ways.iter().flat_map(|way| &way.slots);
            for slot in slots {
                let Some(scheme) = records.schemes.find(slot.scheme.get_ref()).map(|id| records.schemes.at(id)) else {
                    continue;
                };
                let levels = scheme.levels.len();
                if slot.level.is_some_and(|level| level == 0 || usize::from(level) > levels) {
                    let message = format!("`{}` has {levels} levels", scheme.id);
                    let mend = "level 1 is the first of the scheme's `levels`, lowest first";
                    self.say(Rule::LevelRange, row.file, slot.scheme.span(), message, mend);
                }
                let kind = slot.kind.as_ref().filter(|kind| scheme.kinds.iter().all(|k| k.word() != kind.get_ref()));
                if let Some(kind) = kind {
                    let message = format!("`{}` issues no `{}`", scheme.id, kind.get_ref());
                    self.say(
                        Rule::Contradiction,
                        row.file,
                        kind.span(),
                        message,
                        "ask for a kind the scheme issues, or add it there",
                    );
                }
            }
        }
    }

    fn registers(&mut self) {
        let (index, records) = (self.index, self.records);
        let listed: BTreeSet<Id<Register>> = records.listings.iter().map(|(_, listing)| listing.register).collect();
        let mut told = BTreeSet::new();
        let mut asked: Vec<(usize, &Word, Id<Register>)> = Vec::new();
        for (row, (_, clause)) in index.clauses.iter().zip(records.clauses.iter()) {
            let Some(IssuerRule::Body { register, accredited_by, .. }) = &clause.issuer else {
                continue;
            };
            let Some(draft) = &row.draft.issuer else { continue };
            for (word, id) in [(&draft.listed, register), (&draft.accredited_by, accredited_by)] {
                if let (Some(word), Some(id)) = (word, id) {
                    asked.push((row.file, word, *id));
                }
            }
        }
        for (row, (_, coverage)) in index.coverage.iter().zip(records.coverage.iter()) {
            if let (Closes::Register, Some(word), Some(id)) = (coverage.closes, &row.draft.register, coverage.register)
            {
                asked.push((row.file, word, id));
            }
        }
        for (file, word, id) in asked {
            if !listed.contains(&id) && told.insert(id) {
                self.found.push(
                    Diagnostic::new(
                        Rule::EmptyRegister,
                        format!("nobody stands on the register `{}`", word.get_ref()),
                    )
                    .at(file, word.span(), "")
                    .why(
                        "an open register without listings leaves every issuer unknown, a closed one refuses everybody",
                    )
                    .mend("add `[[listing]]`s, at least one body for each seat that is known to be listed"),
                );
            }
        }
    }

    fn listings(&mut self) {
        let (index, records) = (self.index, self.records);
        for (row, (_, listing)) in index.listings.iter().zip(records.listings.iter()) {
            let (Some(word), Some(other)) = (&row.draft.conflicts_with, listing.conflicts_with) else {
                continue;
            };
            let other = records.listings.at(other);
            if (other.body, other.register) != (listing.body, listing.register) {
                let message = format!("`{}` is about another body or register", word.get_ref());
                self.say(
                    Rule::ConflictingEffects,
                    row.file,
                    word.span(),
                    message,
                    "a conflict is between two records of one listing",
                );
            }
        }
        let rows: Vec<_> = index.listings.iter().zip(records.listings.iter()).collect();
        for (place, (row, (id, listing))) in rows.iter().enumerate() {
            for (first, (other_id, other)) in rows.iter().take(place) {
                let linked = listing.conflicts_with == Some(*other_id) || other.conflicts_with == Some(*id);
                if !linked && surely_together(listing, other) {
                    let message = format!("`{}` and `{}` list one body on one register at one time", first.id, row.id);
                    self.found.push(
                        Diagnostic::new(Rule::UnlinkedConflict, message)
                            .at(row.file, row.at.clone(), "")
                            .at(first.file, first.at.clone(), "")
                            .mend("merge them, separate their dates, or write `conflicts_with` where two sources disagree"),
                    );
                }
            }
        }
    }
}

/// Whether two listings say the same of the same body, on some day for certain.
fn surely_together(a: &Listing, b: &Listing) -> bool {
    let begins_before_end = |x: &Listing, y: &Listing| match (x.from, y.until) {
        (Some(from), Some(until)) => from.latest <= until.earliest,
        _ => true,
    };
    a.body == b.body
        && a.register == b.register
        && a.scope == b.scope
        && begins_before_end(a, b)
        && begins_before_end(b, a)
}
