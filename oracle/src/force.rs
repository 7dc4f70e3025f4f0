//! Whether a clause holds on a day (g1).

use crate::calendar::{Day, When, not_after};
use crate::case::Case;
use crate::law::{Agreement, Clause, OnEnd};
use crate::paper::Paper;
use crate::truth::Truth::{self, F, T, U};
use crate::truth::{agreed, all, any};

/// An end of a clause or of its agreement: the last day, and its kind where that is not the recorded one.
struct End<'u> {
    last: When,
    kind: Option<&'u str>,
    /// Whether it is the agreement's end, not the clause's.
    whole: bool,
    /// Whether it is contested that it ended at all.
    doubtful: bool,
}

/// The first day of an agreement; signed only, it is some day from then on.
fn began(agreement: &Agreement) -> When {
    // The status speaks, whatever date stands beside it.
    let signed_only = agreement.status.as_deref() == Some("signed-not-in-force");
    match agreement.in_force {
        Some(day) if !signed_only => day,
        _ => agreement.signed.map_or(When::UNKNOWN, When::or_later),
    }
}

impl<'u> Case<'u> {
    /// Begun and operational, whatever ends it.
    fn running(clause: &Clause, agreement: &Agreement, day: Day) -> Truth {
        let day = When::on(day);
        let since = |from: Option<When>| from.map_or(T, |from| not_after(from, day));
        let status = agreement.status.as_deref();
        all([
            not_after(began(agreement), day),
            since(agreement.operational_from),
            since(clause.in_force),
            since(clause.operational_from),
            if status == Some("partly-operational") && clause.operational_from.is_none() { U } else { T },
            if status == Some("suspended") { F } else { T },
        ])
    }

    fn ends(&self, clause: &'u Clause, agreement: &'u Agreement) -> Vec<End<'u>> {
        let unrecorded = (agreement.status.as_deref() == Some("ended")).then_some(When::UNKNOWN);
        let successors = self.law.agreements.iter().filter(|newer| newer.supersedes.contains(&agreement.id));
        let plain = [(clause.until, false), (agreement.ended.or(unrecorded), true)].into_iter();
        plain
            .filter_map(|(last, whole)| Some(End { last: last?, kind: None, whole, doubtful: false }))
            .chain(successors.map(|newer| End {
                last: began(newer).eve(),
                kind: Some("replacement"),
                whole: true,
                doubtful: newer.confidence.doubtful(),
            }))
            .collect()
    }

    /// Whether a clause gives way to one that overrides it for this product in this market.
    fn gives_way(&self, clause: &Clause, market: &str, day: Day) -> Truth {
        // All records of a clause are one clause, on either side.
        let own: Vec<&String> = self.law.records(clause).into_iter().map(|record| &record.id).collect();
        let says_so = |record: &Clause| record.overrides.iter().any(|id| own.contains(&id));
        any(self.law.clauses().filter(|other| self.law.records(other).into_iter().any(says_so)).map(|other| {
            agreed(self.law.records(other).into_iter().map(|record| {
                if !says_so(record) {
                    return F;
                }
                let Some(agreement) = self.law.agreement(&record.agreement) else { return F };
                all([
                    Self::running(record, agreement, day),
                    self.standing_after_ends(record, agreement, None, day),
                    self.within_scope(&record.scope),
                    any(record.to_party.iter().map(|place| self.inside(market, place, When::on(day)))),
                ])
                .doubted(record.confidence.doubtful() || agreement.confidence.doubtful())
            }))
        }))
    }

    /// Nothing has ended, or papers outlive the end: one issued on that day, or (without a day) papers in general.
    fn standing_after_ends(
        &self,
        record: &'u Clause,
        agreement: &'u Agreement,
        issued: Option<When>,
        day: Day,
    ) -> Truth {
        let recorded_kind = record.end_kind.as_deref().or(agreement.end_kind.as_deref());
        let by_rule = |end: &End, on_end: Option<&OnEnd>| match on_end {
            Some(OnEnd::Lapse) => F,
            Some(OnEnd::KeepUntil(last)) => not_after(When::on(day), *last),
            Some(OnEnd::KeepIssued) => issued.map_or(U, |issued| not_after(issued, end.last)),
            None => match end.kind.or(recorded_kind) {
                Some("termination" | "replacement") => F,
                _ => U,
            },
        };
        // Of the agreement's end both may speak: then the less of the two holds.
        let after = |end: &End| match (&record.on_end, &agreement.on_end) {
            (Some(of_clause), Some(of_agreement)) if end.whole => {
                by_rule(end, Some(of_clause)).and(by_rule(end, Some(of_agreement)))
            }
            (of_clause, of_agreement) => by_rule(end, of_clause.as_ref().or(of_agreement.as_ref())),
        };
        all(self.ends(record, agreement).iter().map(|end| {
            let stands = not_after(When::on(day), end.last).or(after(end));
            if end.doubtful { stands.or(U) } else { stands }
        }))
    }

    /// g1 of one record of a clause, for a paper.
    pub(crate) fn force(
        &self,
        clause: &Clause,
        record: &'u Clause,
        agreement: &'u Agreement,
        paper: &Paper,
        market: &str,
        day: Day,
    ) -> Truth {
        // A status was issued by nobody.
        let issued = (!paper.is_status()).then_some(paper.issued);
        all([
            Self::running(record, agreement, day),
            self.standing_after_ends(record, agreement, issued, day),
            !self.gives_way(clause, market, day),
        ])
    }
}
