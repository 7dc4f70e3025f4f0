//! g1: in force and operational, and what an end leaves standing.

use super::Step;
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::inquiry::Paper;
use crate::decide::moment::{Moment, Point};
use crate::law::{Agreement, Clause, Day, EndKind, Id, OnEnd, Status, When};

pub(super) fn force(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let agreement = moment.records().agreements.at(step.clause.agreement);
    // A status was issued by nobody.
    let paper = Some(step.paper).filter(|_| !step.clause.of_status());
    let mut finding = begun(moment, agreement, step.clause)
        .and(ends(moment, agreement, step.clause, paper))
        .and(gives_way(moment, step));
    if agreement.status == Status::Suspended {
        finding =
            finding.and(moment.found(Truth::False, || Reason::new(Why::Suspended, &[("agreement", &agreement.id)])));
    }
    let finding = moment.resting_on(finding, &agreement.evidence);
    moment.resting_on(finding, &step.clause.evidence)
}

/// Agreement and clause have begun to work.
fn begun(moment: &Moment<'_>, agreement: &Agreement, clause: &Clause) -> Finding {
    let mut finding = match agreement.in_force {
        Some(from) if agreement.status != Status::SignedNotInForce => {
            reached(moment, from, Why::InForce, ("agreement", &agreement.id))
        }
        _ => signed_only(moment, agreement),
    };
    for (date, code, record) in [
        (agreement.operational_from, Why::Operational, ("agreement", agreement.id.as_str())),
        (clause.in_force, Why::InForce, ("clause", &clause.id)),
        (clause.operational_from, Why::Operational, ("clause", &clause.id)),
    ] {
        if let Some(from) = date {
            finding = finding.and(reached(moment, from, code, record));
        }
    }
    if agreement.status == Status::PartlyOperational && clause.operational_from.is_none() {
        let reason = moment.explain.then(|| Reason::new(Why::OperationNotRecorded, &[("clause", &clause.id)]));
        let key = format!("operational/clause/{}", clause.id);
        finding = finding.and(moment.unknown(Fact::OperationalFrom, key, &[&clause.id], reason));
    }
    finding
}

fn reached(moment: &Moment<'_>, from: When, code: Why, (noun, record): (&str, &str)) -> Finding {
    let value = moment.no_earlier(Point::Now, from);
    moment.dated(value, &|| format!("{code}/{noun}/{record}"), record, || {
        Reason::new(code, &[("record", &record), ("from", &from)])
    })
}

/// Signed is not in force, but may be by now; before signature it is not.
fn signed_only(moment: &Moment<'_>, agreement: &Agreement) -> Finding {
    let signed = agreement.signed.map_or(Truth::True, |signed| moment.no_earlier(Point::Now, signed));
    let reason = moment.explain.then(|| Reason::new(Why::SignedOnly, &[("record", &agreement.id)]));
    if signed == Truth::False {
        return Finding { because: reason.into_iter().collect(), ..Finding::of(Truth::False) };
    }
    moment.unknown(Fact::InForce, format!("in-force/agreement/{}", agreement.id), &[&agreement.id], reason)
}

/// Nothing has ended, or papers in hand outlive each end by its own rule.
fn ends(moment: &Moment<'_>, agreement: &Agreement, clause: &Clause, paper: Option<&Paper>) -> Finding {
    let mut finding = Finding::of(Truth::True);
    // The clause's own rule is about its papers; yet where the agreement says less of its own end, the less holds.
    let kind = clause.end_kind.or(agreement.end_kind);
    let rule = clause.on_end.or(agreement.on_end);
    let of_clause = End { kind, rule, and: None, paper, noun: "clause", record: &clause.id };
    let and = agreement.on_end.filter(|_| clause.on_end.is_some());
    let of_agreement = End { and, noun: "agreement", record: &agreement.id, ..of_clause };
    // An agreement that is said to have ended, nobody recorded when, may have ended by any day.
    let over = agreement.ended.or((agreement.status == Status::Ended).then_some(When::UNKNOWN));
    if let Some(last) = over {
        finding = finding.and(ended(moment, last, of_agreement));
    }
    if let Some(last) = clause.until {
        finding = finding.and(ended(moment, last, of_clause));
    }
    for successor in moment.law.superseded_by(clause.agreement) {
        let successor = moment.records().agreements.at(*successor);
        let by_replacement = End { kind: Some(EndKind::Replacement), ..of_agreement };
        let end = match successor.in_force {
            Some(start) if successor.status != Status::SignedNotInForce => {
                let eve = |day: Day| if day == When::UNKNOWN.latest { day } else { day.previous() };
                let last = When { earliest: eve(start.earliest), latest: eve(start.latest) };
                ended(moment, last, by_replacement)
            }
            // A successor that is signed only may have come into force on any day since.
            _ => {
                let signed = successor.signed.map_or(Day::FIRST, |signed| signed.earliest.previous());
                let last = When { earliest: signed, latest: Day::LAST };
                outlasted(moment, signed_only(moment, successor).negate(), last, by_replacement)
            }
        };
        // Whether a contested successor replaced it is itself contested.
        let replaced = moment.doubted(end.negate(), successor.evidence.doubtful(), "agreement", &successor.id);
        finding = finding.and(replaced.negate());
    }
    finding
}

/// What is recorded about an end.
#[derive(Clone, Copy)]
struct End<'a> {
    kind: Option<EndKind>,
    rule: Option<OnEnd>,
    /// A second rule, where clause and agreement each have one.
    and: Option<OnEnd>,
    /// The paper that may outlive it; `None`: papers in general, or a status.
    paper: Option<&'a Paper>,
    /// What sort of record ends.
    noun: &'static str,
    /// Its id.
    record: &'a str,
}

fn ended(moment: &Moment<'_>, last: When, end: End<'_>) -> Finding {
    let End { noun, record, .. } = end;
    let value = moment.no_later(Point::Now, last);
    let going = moment.dated(value, &|| format!("end/{noun}/{record}/{last}"), record, || {
        let code = if value == Truth::False { Why::Ended } else { Why::Until };
        Reason::new(code, &[("record", &record), ("until", &last)])
    });
    outlasted(moment, going, last, end)
}

/// Something still goes on, or papers in hand outlive its end.
fn outlasted(moment: &Moment<'_>, going: Finding, last: When, end: End<'_>) -> Finding {
    if going.value == Truth::True {
        return going;
    }
    let outlives = outlived(moment, last, end);
    let outlives = match end.and {
        Some(second) => outlives.and(outlived(moment, last, End { rule: Some(second), ..end })),
        None => outlives,
    };
    going.or(outlives)
}

/// Whether a paper outlives an end, by one rule.
fn outlived(moment: &Moment<'_>, last: When, end: End<'_>) -> Finding {
    let End { kind, rule, paper, noun, record, .. } = end;
    match rule {
        Some(OnEnd::Lapse) => Finding::of(Truth::False),
        Some(OnEnd::KeepUntil(until)) => {
            let value = moment.no_later(Point::Now, until);
            moment.dated(value, &|| format!("keep-until/{noun}/{record}/{until}"), record, || {
                Reason::new(Why::PapersKeptUntil, &[("record", &record), ("until", &until)])
            })
        }
        Some(OnEnd::KeepIssuedBeforeEnd) => match paper.and_then(|paper| moment.issued(paper.issued)) {
            Some(issued) => {
                let value = moment.no_later(issued, last);
                moment.dated(
                    value,
                    &|| format!("kept/{noun}/{record}/{last}{}", moment.of_another_day(issued)),
                    record,
                    || Reason::new(Why::PapersKeptIfIssuedBy, &[("record", &record), ("until", &last)]),
                )
            }
            None => {
                let reason = moment.explain.then(|| Reason::new(Why::IssueDateNotStated, &[]));
                let of = paper.map_or_else(String::new, |paper| moment.paper_key(paper));
                let key = format!("{of}.issued/kept/{noun}/{record}/{last}");
                moment.unknown(Fact::Issued, key, &[record], reason)
            }
        },
        None if matches!(kind, Some(EndKind::Termination | EndKind::Replacement)) => Finding::of(Truth::False),
        None => {
            let reason =
                moment.explain.then(|| Reason::new(Why::EndRuleNotRecorded, &[("record", &record), ("until", &last)]));
            moment.unknown(Fact::OnEnd, format!("on-end/{noun}/{record}/{last}"), &[record], reason)
        }
    }
}

/// A clause gives way where one that overrides it is in force and covers the product (`semantics.md` §3.10 no. 2).
fn gives_way(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let rivals: &[Id<Clause>] = moment.law.overridden_by(step.id);
    // Its records together are one clause, on either side.
    let own = |id: Id<Clause>| id == step.id || moment.law.conflicts_with(step.id).contains(&id);
    let holds_of = |id: Id<Clause>| {
        let overrides = moment.records().clauses.at(id).overrides.iter().any(|id| own(*id));
        if overrides { in_its_place(moment, step, id) } else { Finding::of(Truth::False) }
    };
    Finding::all(rivals.iter().map(|id| {
        let clause = moment.records().clauses.at(*id);
        let mut holds = holds_of(*id);
        // Records that state the overriding clause differently leave it open whether it does.
        for other in moment.law.conflicts_with(*id) {
            let theirs = holds_of(*other);
            if theirs.value != holds.value {
                let key = format!("conflict/{}/override", clause.id);
                let about = [clause.id.as_str(), &moment.records().clauses.at(*other).id];
                let reason = || Reason::new(Why::Conflict, &[("clause", &about[0]), ("other", &about[1])]);
                let unsettled = moment.unknown(Fact::Conflict, key, &about, moment.explain.then(reason));
                holds = unsettled.between(&holds, &theirs);
            }
        }
        let mut finding = holds.negate();
        if moment.explain && finding.value == Truth::False {
            finding.because = vec![Reason::new(Why::Overridden, &[("clause", &clause.id)])];
        }
        moment.supposing(finding, &clause.evidence)
    }))
}

/// Whether a record of an overriding clause is in force for this market and covers the product.
fn in_its_place(moment: &Moment<'_>, step: &Step<'_>, id: Id<Clause>) -> Finding {
    let clause = moment.records().clauses.at(id);
    let agreement = moment.records().agreements.at(clause.agreement);
    let holds = begun(moment, agreement, clause)
        .and(ends(moment, agreement, clause, None))
        .and(moment.in_places(&clause.to, step.market, Point::Now))
        .and(super::product::in_scope(moment, &clause.scope));
    let standing = Finding::of(Truth::of(agreement.status != Status::Suspended));
    let holds = moment.doubted(holds.and(standing), clause.evidence.doubtful(), "clause", &clause.id);
    moment.doubted(holds, agreement.evidence.doubtful(), "agreement", &agreement.id)
}
