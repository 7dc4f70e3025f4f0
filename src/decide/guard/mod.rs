//! The fourteen guards of one hop (`semantics.md` §3.3): each takes the step and returns a finding.

pub(crate) mod bars;
mod force;
pub(crate) mod issuer;
mod origin;
mod paper;
mod parties;
pub(crate) mod product;
mod register;
mod validity;

use super::Truth;
use super::answer::{Reason, Why};
use super::finding::{Fact, Finding, Guard};
use super::inquiry::Paper;
use super::moment::Moment;
use crate::law::{Clause, Id, Market, Slot};

pub(crate) use paper::{Taker, deviations_left, edition_rule, leveled, slot_kind_unknown, wanted};
pub(crate) use parties::taken;
pub(crate) use validity::validity;

/// One hop under test: this paper, under this clause, into that market.
#[derive(Clone, Copy)]
pub(crate) struct Step<'a> {
    pub(crate) id: Id<Clause>,
    pub(crate) clause: &'a Clause,
    pub(crate) paper: &'a Paper,
    pub(crate) market: Id<Market>,
    /// The slot to fill; none where a new paper is made.
    pub(crate) slot: Option<&'a Slot>,
}

type Test = fn(&Moment<'_>, &Step<'_>) -> Finding;

/// Every guard with its name. Those that no date can change come first: where one of them fails, the dates of the
/// clause are never looked at and are no change points of the answer.
const GUARDS: [(Guard, Test); 14] = [
    (Guard::Artefact, paper::artefact),
    (Guard::Product, product::included),
    (Guard::Exclusion, product::not_excluded),
    (Guard::Rules, paper::rules),
    (Guard::Level, paper::level),
    (Guard::Basis, paper::basis),
    (Guard::Parties, parties::parties),
    (Guard::Force, force::force),
    (Guard::Preissue, validity::preissue),
    (Guard::Issuer, issuer::issuer),
    (Guard::Origin, origin::origin),
    (Guard::Edition, paper::edition),
    (Guard::Validity, validity::valid),
    (Guard::Bars, bars::bars),
];

/// A status is not a paper: its papers met these guards on the way (`semantics.md` §3.3).
const NOT_FOR_A_STATUS: [Guard; 6] =
    [Guard::Rules, Guard::Issuer, Guard::Validity, Guard::Preissue, Guard::Edition, Guard::Level];

/// All guards of a step, in their own order, and their conjunction. Stops at the first false one unless reasons are wanted.
pub(crate) fn guards(moment: &Moment<'_>, step: &Step<'_>) -> (Truth, Vec<(Guard, Finding)>) {
    let mut value = Truth::True;
    let mut findings = Vec::with_capacity(GUARDS.len());
    for (guard, test) in GUARDS {
        // A status that is held as a paper has dates and a standing of its own; one made on the way has its papers'.
        let held = guard == Guard::Validity && !step.paper.to_be_issued();
        if step.clause.of_status() && NOT_FOR_A_STATUS.contains(&guard) && !held {
            continue;
        }
        if !moment.spent.guard() {
            return (Truth::False, findings);
        }
        let finding = test(moment, step);
        let finding = conflicting(moment, step, test, guard, finding);
        value = value.and(finding.value);
        findings.push((guard, finding));
        if value == Truth::False && !moment.explain {
            break;
        }
    }
    let named = names_the_same(moment, step);
    if named.value != Truth::True && value.possible() {
        value = value.and(named.value);
        findings.push((Guard::Artefact, named));
    }
    let doubt = doubted(moment, step);
    if doubt.value != Truth::True && value.possible() {
        value = value.and(doubt.value);
        findings.push((Guard::Force, doubt));
    }
    findings.sort_by_key(|(guard, _)| *guard);
    (value, findings)
}

/// Whether a clause holds at all, where one of its records or their agreements is contested: no matter of any one guard, so no two records differ
/// in it.
fn doubted(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let records = moment.records();
    let others = moment.law.conflicts_with(step.id).iter().map(|id| records.clauses.at(*id));
    let mut doubt = Finding::of(Truth::True);
    for clause in others.chain([step.clause]) {
        let agreement = records.agreements.at(clause.agreement);
        doubt = moment.doubted(doubt, agreement.evidence.doubtful(), "agreement", &agreement.id);
        doubt = moment.doubted(doubt, clause.evidence.doubtful(), "clause", together(moment, step.id));
    }
    doubt
}

/// Whether all records of a clause lead where this step goes: what only one of them fills or issues is unsettled.
fn names_the_same(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let fills = |clause: &Clause| step.slot.is_some_and(|s| clause.issues.is_none() && clause.fills.takes(s.scheme));
    let makes = |clause: &Clause| clause.issues.as_ref().filter(|_| step.slot.is_none()).map(|issues| issues.scheme);
    let others = moment.law.conflicts_with(step.id).iter().map(|id| moment.records().clauses.at(*id));
    let Some(other) =
        others.clone().find(|other| fills(other) != fills(step.clause) || makes(other) != makes(step.clause))
    else {
        return Finding::of(Truth::True);
    };
    let contested = contested(moment, format!("conflict/{}/target", together(moment, step.id)), step.clause, other);
    moment.supposing(contested, &other.evidence)
}

/// Where two sources state a clause differently, a guard on which they differ is unknown (`semantics.md` §3.10 no. 5).
fn conflicting(moment: &Moment<'_>, step: &Step<'_>, test: Test, guard: Guard, finding: Finding) -> Finding {
    let records = moment.records();
    let others = moment.law.conflicts_with(step.id);
    let mut finding = finding;
    for other in others {
        let clause = records.clauses.at(*other);
        // Together they are one clause: a bar on it, or a clause that overrides it, meets both records.
        let rival = test(moment, &Step { clause, ..*step });
        finding = if rival.value == finding.value {
            finding.alike(&rival)
        } else {
            let key = format!("conflict/{}/{guard}", together(moment, step.id));
            let contested = contested(moment, key, step.clause, clause);
            moment.supposing(contested.between(&finding, &rival), &clause.evidence)
        };
    }
    finding
}

/// The id by which the records of a clause go together: what they leave open is one unknown, whichever of them is walked.
pub(super) fn together<'a>(moment: &Moment<'a>, id: Id<Clause>) -> &'a str {
    let all = moment.law.conflicts_with(id).iter().copied();
    &moment.records().clauses.at(all.fold(id, std::cmp::min)).id
}

/// What two records of a clause state differently is unknown.
fn contested(moment: &Moment<'_>, key: String, clause: &Clause, other: &Clause) -> Finding {
    let reason = moment.explain.then(|| Reason::new(Why::Conflict, &[("clause", &clause.id), ("other", &other.id)]));
    moment.unknown(Fact::Conflict, key, &[&clause.id, &other.id], reason)
}
