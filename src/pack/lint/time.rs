//! Dates are in order, ends are explained, coverage is not out of date.

use super::Linter;
use crate::{
    law::{Span, When},
    pack::{
        diagnostic::Diagnostic,
        draft::{DateText, OnEndDraft},
        rule::Rule,
    },
};
use toml::Spanned;

type Date<'d> = Option<&'d Spanned<DateText>>;

impl Linter<'_, '_> {
    pub(super) fn times(&mut self) {
        let index = self.index;
        for row in index.blocs.iter() {
            for member in &row.draft.members {
                self.order(row.file, ("from", member.from.as_ref()), ("until", member.until.as_ref()));
            }
        }
        for row in index.listings.iter() {
            self.order(row.file, ("from", row.draft.from.as_ref()), ("until", row.draft.until.as_ref()));
        }
        for row in index.requirements.iter() {
            self.order(row.file, ("from", row.draft.from.as_ref()), ("until", row.draft.until.as_ref()));
            for way in &row.draft.ways {
                self.order(row.file, ("from", way.from.as_ref()), ("until", way.until.as_ref()));
            }
        }
        for row in index.bars.iter() {
            self.order(row.file, ("from", row.draft.from.as_ref()), ("until", row.draft.until.as_ref()));
        }
        self.agreement_times();
        self.clause_times();
        self.coverage_times();
        macro_rules! due {
            ($($table:ident),+) => {
                $(for row in index.$table.iter() { self.due(row.file, &row.id, row.draft.review_by.as_ref()); })+
            };
        }
        due!(listings, agreements, clauses, requirements, bars, pending);
    }

    /// Reports a record that somebody wanted looked at again by a day that is over.
    fn due(&mut self, file: usize, id: &str, review_by: Date<'_>) {
        let (Some(word), Some(today)) = (review_by, self.records.as_of) else { return };
        let Some(day) = word.get_ref().when() else {
            let mend = "write a bare date: `review_by = 2027-05-31`";
            return self.say(Rule::BadDate, file, word.span(), "not a date of the calendar", mend);
        };
        if day.latest < today {
            let message = format!("`{id}` was to be looked at again by {day}");
            self.say(Rule::ReviewDue, file, word.span(), message, "read its sources again, and move `review_by`");
        }
    }

    fn agreement_times(&mut self) {
        for row in self.index.agreements.iter() {
            let (draft, file) = (row.draft, row.file);
            for party in &draft.parties {
                self.order(file, ("from", party.from.as_ref()), ("until", party.until.as_ref()));
            }
            let (in_force, ended) = (draft.in_force.as_ref(), draft.ended.as_ref());
            self.order(file, ("signed", draft.signed.as_ref()), ("in_force", in_force));
            self.order(file, ("in_force", in_force), ("operational_from", draft.operational_from.as_ref()));
            self.order(file, ("in_force", in_force), ("ended", ended));
            self.order(file, ("ended", ended), ("keep_until", kept(draft.on_end.as_ref())));
            if let Some(ended) = ended
                && draft.on_end.is_none()
                && draft.end_kind.is_none()
            {
                self.unexplained(file, ended, &row.id);
            }
        }
    }

    fn clause_times(&mut self) {
        let (records, index) = (self.records, self.index);
        for (row, (_, clause)) in index.clauses.iter().zip(records.clauses.iter()) {
            let (draft, file) = (row.draft, row.file);
            let agreement = index.agreements.get(clause.agreement.row()).map(|agreement| agreement.draft);
            let in_force = draft.in_force.as_ref();
            let own_or_agreements = in_force.or(agreement.and_then(|a| a.in_force.as_ref()));
            self.order(file, ("since", draft.since.as_ref()), ("in_force", own_or_agreements));
            self.order(file, ("in_force", in_force), ("operational_from", draft.operational_from.as_ref()));
            self.order(file, ("in_force", in_force), ("until", draft.until.as_ref()));
            self.order(file, ("operational_from", draft.operational_from.as_ref()), ("until", draft.until.as_ref()));
            self.order(file, ("until", draft.until.as_ref()), ("keep_until", kept(draft.on_end.as_ref())));
            for edition in draft.edition.iter().flat_map(|rule| &rule.accepts) {
                self.order(file, ("from", edition.from.as_ref()), ("until", edition.until.as_ref()));
            }
            let explained = draft.on_end.is_some() || draft.end_kind.is_some();
            let inherited = agreement.is_some_and(|a| a.on_end.is_some() || a.end_kind.is_some());
            if let Some(until) = &draft.until
                && !explained
                && !inherited
            {
                self.unexplained(file, until, &row.id);
            }
        }
    }

    fn coverage_times(&mut self) {
        for row in self.index.coverage.iter() {
            let (draft, file) = (row.draft, row.file);
            self.order(file, ("from", draft.from.as_ref()), ("as_of", Some(&draft.as_of)));
            if draft.from.is_none() {
                self.found.push(
                    Diagnostic::new(
                        Rule::CoverageUndated,
                        format!("`{}` does not say from when it can be vouched for", row.id),
                    )
                    .at(file, row.at.clone(), "")
                    .why("a question about any past day would get a \"no\" from it")
                    .mend("write `from`: the first day for which the list is known to be complete"),
                );
            }
            let (Some(as_of), Some(today)) = (draft.as_of.get_ref().when(), self.records.as_of) else {
                continue;
            };
            if as_of.after(Span::COVERAGE).latest < today {
                let message = format!("`{}` has been out of date since {}", row.id, as_of.after(Span::COVERAGE));
                let mend = "look again whether the list is complete, and move `as_of`";
                self.say(Rule::CoverageUndated, file, draft.as_of.span(), message, mend);
            }
            if as_of.earliest > today {
                let message = format!("`{}` speaks of a day after the data's own, {today}", row.id);
                self.say(
                    Rule::Order,
                    file,
                    draft.as_of.span(),
                    message,
                    "give the day on which the list was looked at",
                );
            }
        }
    }

    /// Reports two dates of which the first surely comes after the second.
    fn order(&mut self, file: usize, first: (&str, Date<'_>), second: (&str, Date<'_>)) {
        let (Some(earlier), Some(later)) = (first.1, second.1) else {
            return;
        };
        let dates = (earlier.get_ref().when(), later.get_ref().when());
        if let (Some(a), Some(b)) = dates
            && a.earliest > b.latest
        {
            self.found.push(disorder(first.0, a, second.0, b).at(file, earlier.span(), ""));
        }
    }

    fn unexplained(&mut self, file: usize, end: &Spanned<DateText>, id: &str) {
        self.found.push(
            Diagnostic::new(Rule::EndUnexplained, format!("`{id}` ends, but what becomes of papers in hand?"))
                .at(file, end.span(), "")
                .why("without `on_end` or `end_kind` every paper is unknown after this day")
                .mend("write `on_end = { lapse = true }`, `{ keep_issued_before_end = true }` or `{ keep_until = … }`, or at least `end_kind`"),
        );
    }
}

fn disorder(first: &str, a: When, second: &str, b: When) -> Diagnostic {
    Diagnostic::new(Rule::Order, format!("`{first}` ({a}) comes after `{second}` ({b})"))
        .mend("both ends are inclusive: `until` is the last day; check which date is wrong")
}

fn kept(draft: Option<&OnEndDraft>) -> Date<'_> {
    draft.and_then(|on_end| on_end.keep_until.as_ref())
}
