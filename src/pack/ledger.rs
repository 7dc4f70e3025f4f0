//! What became of every record that the data was read from: nothing is dropped silently.

use super::{
    diagnostic::{Diagnostic, nearest},
    draft::FileDraft,
    file::SourceFile,
    index::Index,
    rule::Rule,
};
use std::collections::{BTreeMap, BTreeSet};

/// A record of the first reading, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// Its file of the first reading: the stem of the file below `facts/` in which it stands.
    pub file: String,
    /// Its id there.
    pub id: String,
    /// The ids of the records of the data that carry it.
    pub became: Vec<String>,
    /// Why it, or a part of it, became none; empty where all of it did.
    pub unmodelled: String,
}

/// Every fact of every file, by file and id; an id of a record that does not exist, a fact without a fate and one told
/// twice are reported.
pub(super) fn facts(
    files: &[SourceFile],
    drafts: &[FileDraft],
    index: &Index<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Fact> {
    let known = index.all_ids();
    let mut first: BTreeMap<&str, (usize, std::ops::Range<usize>)> = BTreeMap::new();
    let mut facts = Vec::new();
    for (number, (file, draft)) in files.iter().zip(drafts).enumerate() {
        for fact in &draft.fact {
            let (id, at) = (fact.id.get_ref(), fact.id.span());
            if let Some((file, place)) = first.insert(id, (number, at.clone())) {
                found.push(
                    Diagnostic::new(Rule::TwiceDefined, format!("the fact `{id}` is accounted for twice"))
                        .at(number, at.clone(), "here again")
                        .at(file, place, "here first")
                        .mend("keep one of them, with all that it became"),
                );
            }
            let reason = fact.unmodelled.as_ref().map_or("", |reason| reason.get_ref().trim());
            if fact.became.is_empty() && reason.is_empty() {
                found.push(
                    Diagnostic::new(Rule::Unaccounted, format!("the fact `{id}` became nothing, and nobody says why"))
                        .at(number, at, "")
                        .mend("name the records in `became`, or give the reason in `unmodelled`"),
                );
            }
            for word in fact.became.iter().filter(|word| !known.contains(word.get_ref().as_str())) {
                let mut finding = Diagnostic::new(Rule::UnknownId, format!("no record is called `{}`", word.get_ref()))
                    .at(number, word.span(), "");
                if let Some(near) = nearest(word.get_ref(), known.iter().copied()) {
                    finding = finding.mend(format!("did you mean `{near}`?"));
                }
                found.push(finding);
            }
            facts.push(Fact {
                file: file.stem().rsplit('/').next().unwrap_or_default().to_owned(),
                id: id.clone(),
                became: fact.became.iter().map(|word| word.get_ref().clone()).collect(),
                unmodelled: reason.to_owned(),
            });
        }
    }
    facts.sort_by(|a, b| (&a.file, &a.id).cmp(&(&b.file, &b.id)));
    facts
}

impl Index<'_> {
    /// The id of every record, of whatever kind.
    fn all_ids(&self) -> BTreeSet<&str> {
        let vocabulary =
            self.markets.ids().chain(self.blocs.ids()).chain(self.products.ids()).chain(self.attributes.ids());
        let papers = self.norms.ids().chain(self.editions.ids()).chain(self.schemes.ids());
        let bodies = self.bodies.ids().chain(self.registers.ids()).chain(self.listings.ids());
        let law = self.agreements.ids().chain(self.clauses.ids()).chain(self.requirements.ids());
        let rest = self.coverage.ids().chain(self.bars.ids()).chain(self.pending.ids());
        vocabulary.chain(papers).chain(bodies).chain(law).chain(rest).chain(self.ghosts.iter().copied()).collect()
    }
}
