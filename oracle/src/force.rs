//! Whether a clause holds on a day (g1).

use crate::calendar::{Day, When, not_after};
use crate::case::Case;
use crate::law::{Agreement, Clause, OnEnd};
use crate::paper::Paper;
use crate::truth::Truth::{self, F, T, U};
use crate::truth::{all, any};

/// An end of a clause or of its agreement: the last day, and its kind where that is not the recorded one.
struct End<'u> {
    last: When,
    kind: Option<&'u str>,
    /// Whether it is the agreement's end, not the clause's.
    whole: bool,
    /// The agreement that came in its place, if one did.
    successor: Option<&'u Agreement>,
}

/// The first day of an agreement; signed only, it is some day from then on.
fn began(agreement: &Agreement) -> When {
    match agreement.in_force {
        Some(day) if !signed_only(agreement) => day,
        _ => agreement.signed.map_or(When::UNKNOWN, When::or_later),
    }
}

fn signed_only(agreement: &Agreement) -> bool {
    // The status speaks, whatever date stands beside it.
    agreement.status.as_deref() == Some("signed-not-in-force") || agreement.in_force.is_none()
}

impl<'u> Case<'u> {
    /// Begun and operational, whatever ends it.
    fn running(&self, clause: &Clause, agreement: &Agreement, day: Day) -> Truth {
        let today = When::on(day);
        let since = |from: Option<When>, what: &str, id: &str| {
            self.dated(from.map_or(T, |from| not_after(from, today)), || format!("{what}/{id}"))
        };
        let status = agreement.status.as_deref();
        let partly = status == Some("partly-operational") && clause.operational_from.is_none();
        all([
            self.begun_by(agreement, day),
            since(agreement.operational_from, "operational/agreement", &agreement.id),
            since(clause.in_force, "in-force/clause", &clause.id),
            since(clause.operational_from, "operational/clause", &clause.id),
            self.atom(if partly { U } else { T }, "operational_from", || format!("operational/clause/{}", clause.id)),
            if status == Some("suspended") { F } else { T },
        ])
    }

    /// Whether an agreement is in force by a day.
    fn begun_by(&self, agreement: &Agreement, day: Day) -> Truth {
        let fact = if signed_only(agreement) { "in_force" } else { "date" };
        let value = not_after(began(agreement), When::on(day));
        self.atom(value, fact, || format!("in-force/agreement/{}", agreement.id))
    }

    fn ends(&self, clause: &'u Clause, agreement: &'u Agreement) -> Vec<End<'u>> {
        let unrecorded = (agreement.status.as_deref() == Some("ended")).then_some(When::UNKNOWN);
        let successors = self.law.agreements.iter().filter(|newer| newer.supersedes.contains(&agreement.id));
        let plain = [(clause.until, false), (agreement.ended.or(unrecorded), true)].into_iter();
        plain
            .filter_map(|(last, whole)| Some(End { last: last?, kind: None, whole, successor: None }))
            .chain(successors.map(|newer| End {
                last: began(newer).eve(),
                kind: Some("replacement"),
                whole: true,
                successor: Some(newer),
            }))
            .collect()
    }

    /// Whether a clause gives way to one that overrides it for this product in this market.
    pub(crate) fn gives_way(&self, clause: &Clause, market: &str, day: Day) -> Truth {
        // All records of a clause are one clause, on either side.
        let own: Vec<&String> = self.law.records(clause).into_iter().map(|record| &record.id).collect();
        let says_so = |record: &Clause| record.overrides.iter().any(|id| own.contains(&id));
        any(self.law.clauses().filter(|other| self.law.records(other).into_iter().any(says_so)).map(|other| {
            let of_each = self.law.records(other).into_iter().map(|record| {
                if !says_so(record) {
                    return F;
                }
                let Some(agreement) = self.law.agreement(&record.agreement) else { return F };
                let holds = all([
                    self.running(record, agreement, day),
                    self.standing_after_ends(record, agreement, None, day),
                    self.within_scope(&record.scope),
                    any(record.to_party.iter().map(|place| self.inside(market, place, When::on(day)))),
                ]);
                let holds = self.doubt(holds, record.confidence.doubtful(), || format!("clause/{}", record.id));
                self.doubt(holds, agreement.confidence.doubtful(), || format!("agreement/{}", agreement.id))
            });
            self.contested(of_each, || format!("{}/override", other.id))
        }))
    }

    /// Whether a record of a clause is in force for a paper, but for what may override it.
    pub(crate) fn goes_on(&self, clause: &Clause, paper: &Paper, day: Day) -> Truth {
        let issued = (!paper.is_status()).then_some(paper);
        any(self.law.records(clause).into_iter().map(|record| {
            let agreement = self.law.agreement(&record.agreement);
            agreement.map_or(F, |agreement| {
                self.running(record, agreement, day).and(self.standing_after_ends(record, agreement, issued, day))
            })
        }))
    }

    /// Nothing has ended, or papers outlive the end: one issued on that day, or (without a day) papers in general.
    fn standing_after_ends(
        &self,
        record: &'u Clause,
        agreement: &'u Agreement,
        issued: Option<&Paper>,
        day: Day,
    ) -> Truth {
        let today = When::on(day);
        let which = |end: &End| {
            let (noun, id) = if end.whole { ("agreement", &agreement.id) } else { ("clause", &record.id) };
            format!("{noun}/{id}/{:?}", end.last)
        };
        let recorded_kind = record.end_kind.as_deref().or(agreement.end_kind.as_deref());
        let by_rule = |end: &End, on_end: Option<&OnEnd>| match on_end {
            Some(OnEnd::Lapse) => F,
            Some(OnEnd::KeepUntil(last)) => {
                self.dated(not_after(today, *last), || format!("keep-until/{}/{last:?}", which(end)))
            }
            Some(OnEnd::KeepIssued) => match issued {
                Some(paper) => {
                    let value = not_after(paper.issued, end.last);
                    self.issue_dated(value, paper, || format!("kept/{}", which(end)))
                }
                None => self.atom(U, "issued", || format!("kept/{}", which(end))),
            },
            None => match end.kind.or(recorded_kind) {
                Some("termination" | "replacement") => F,
                _ => self.atom(U, "on_end", || format!("on-end/{}", which(end))),
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
            let going = match end.successor {
                // Whether one that is signed only has taken its place is what is unknown of that one.
                Some(newer) if signed_only(newer) => !self.begun_by(newer, day),
                _ => self.dated(not_after(today, end.last), || format!("end/{}", which(end))),
            };
            // Of an end that has not come nothing more is asked.
            let over = if going == T { F } else { !going.or(after(end)) };
            let contested = end.successor.filter(|newer| newer.confidence.doubtful());
            !contested.map_or(over, |newer| self.doubt(over, true, || format!("agreement/{}", newer.id)))
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
        let issued = (!paper.is_status()).then_some(paper);
        all([
            self.running(record, agreement, day),
            self.standing_after_ends(record, agreement, issued, day),
            !self.gives_way(clause, market, day),
        ])
    }
}
