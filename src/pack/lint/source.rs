//! No source, no fact.

use super::Linter;
use crate::law::When;
use crate::{
    law::{Confidence, Effect, Evidence},
    pack::{
        diagnostic::Diagnostic,
        draft::Word,
        index::{Draft, Row, Written},
        resolve::EvidenceDraft,
        resolve::evidence_of,
        rule::Rule,
    },
};

impl Linter<'_, '_> {
    pub(super) fn sources(&mut self) {
        let (index, records) = (self.index, self.records);
        for row in index.sources.iter() {
            self.address(row.file, &row.draft.url);
            if let Some(read) = &row.draft.read
                && When::parse(read).is_none()
            {
                let message = format!("`{read}` is no month or day on which a page was read");
                self.say(Rule::BadDate, row.file, row.at.clone(), message, "write `2026-11` or `2026-11-22`");
            }
        }
        for row in index.registers.iter() {
            row.draft.url.iter().for_each(|url| self.address(row.file, url));
        }
        for row in index.schemes.iter() {
            row.draft.verify.iter().for_each(|url| self.address(row.file, url));
        }
        macro_rules! rest {
            ($($table:ident $rule:ident),+ $(,)?) => {
                $(self.rested(&index.$table, records.$table.iter().map(|(_, r)| &r.evidence), Rule::$rule, |d| evidence_of!(d));)+
            };
        }
        rest!(
            agreements Unsourced, clauses Unsourced, listings Unsourced, requirements Unsourced, bars Unsourced,
            pending Unsourced, blocs UnsourcedName, schemes UnsourcedName, bodies UnsourcedName,
        );
        let coverage = records.coverage.iter().map(|(_, r)| &r.evidence);
        self.rested(&index.coverage, coverage, Rule::Unsourced, |d| EvidenceDraft {
            sources: &d.sources,
            confidence: d.confidence.as_ref(),
            as_of: None,
        });
        for (row, (_, coverage)) in index.coverage.iter().zip(records.coverage.iter()) {
            self.unread_basis(row, &coverage.evidence);
        }
        for (row, (_, clause)) in index.clauses.iter().zip(records.clauses.iter()) {
            if clause.effect == Effect::Equivalent {
                self.unread_basis(row, &clause.evidence);
            }
        }
    }

    /// What proves a yes or closes a no rests on a page that was read, whatever its confidence (`semantics.md` §5.1 D15); a
    /// doubtful record proves nothing, and a verified one has been reported.
    fn unread_basis<D: Draft>(&mut self, row: &Row<'_, D>, evidence: &Evidence) {
        if evidence.sources.is_empty() || evidence.confidence != Confidence::Recalled || self.any_read(evidence) {
            return;
        }
        self.found.push(
            Diagnostic::new(Rule::UnreadBasis, format!("the {} `{}` rests on pages that nobody read", D::KIND, row.id))
                .at(row.file, row.at.clone(), "")
                .why("coverage closes a no and `equivalent` proves a yes: neither may rest on a memory")
                .mend("read a page that states it and give its source `read = \"2026-11-28\"`; else drop the coverage, or mark the clause `confidence = \"doubtful\"` and say why"),
        );
    }

    fn any_read(&self, evidence: &Evidence) -> bool {
        evidence.sources.iter().any(|id| !self.records.sources.at(*id).read.is_empty())
    }

    /// Every record of a table names its sources; a verified one rests on a page that was read.
    fn rested<'e, D: Draft>(
        &mut self,
        table: &Written<'_, D>,
        evidence: impl Iterator<Item = &'e Evidence>,
        unsourced: Rule,
        stated: fn(&D) -> EvidenceDraft<'_>,
    ) {
        for (row, evidence) in table.iter().zip(evidence) {
            let draft = stated(row.draft);
            if let Some(as_of) = draft.as_of
                && When::parse(as_of).is_none()
            {
                let message = format!("`{as_of}` is no date for a {}", D::KIND);
                self.say(Rule::BadDate, row.file, row.at.clone(), message, "write `as_of = \"2026-11\"` or a day");
            }
            // A source that does not exist has been reported as such.
            if evidence.sources.is_empty() && draft.sources.is_empty() {
                self.unsourced(row, unsourced);
            }
            self.unread(row, evidence, &draft);
        }
    }

    fn unsourced<D: Draft>(&mut self, row: &Row<'_, D>, rule: Rule) {
        self.found.push(
            Diagnostic::new(rule, format!("the {} `{}` names no source", D::KIND, row.id))
                .at(row.file, row.at.clone(), "")
                .why("no source, no fact")
                .mend("write `sources = [\"s1\"]`, naming a `[[source]]` of this file"),
        );
    }

    fn unread<D: Draft>(&mut self, row: &Row<'_, D>, evidence: &Evidence, draft: &EvidenceDraft<'_>) {
        let silent = draft.confidence.is_none() && draft.sources.is_empty();
        let read = self.any_read(evidence);
        if silent || evidence.confidence != Confidence::Verified || evidence.sources.is_empty() || read {
            return;
        }
        let at = draft.confidence.map_or_else(|| row.at.clone(), Word::span);
        self.found.push(
            Diagnostic::new(Rule::Unread, format!("the {} `{}` is verified, but none of its sources was read", D::KIND, row.id))
                .at(row.file, at, "")
                .why("verified means that a page stating the fact was read")
                .mend("read a page that states it and give its source `read = \"2026-11\"`, or write `confidence = \"recalled\"`"),
        );
    }

    fn address(&mut self, file: usize, url: &Word) {
        if !well_formed(url.get_ref()) {
            let message = format!("`{}` is no web address", url.get_ref());
            self.say(
                Rule::BadAddress,
                file,
                url.span(),
                message,
                "write the whole address with `https://`; escape spaces as `%20`",
            );
        }
    }
}

/// Whether an address can be followed: http or https, a host with a dot, only characters an address may have (RFC 3986;
/// letters of other scripts pass, as browsers encode them).
fn well_formed(url: &str) -> bool {
    let Some(rest) = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://")) else {
        return false;
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    // A host may end in the dot of the root.
    let labels = host.split(':').next().unwrap_or_default().trim_end_matches('.');
    let named = labels.contains('.') && labels.split('.').all(|label| !label.is_empty());
    named && !url.chars().any(|c| c.is_whitespace() || c.is_control() || "<>\"{}|\\^`".contains(c))
}
