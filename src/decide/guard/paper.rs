//! g3, g4, g10, g11, g13: what the paper is, whose rules it attests, its edition, its level, and what it rests on.

use super::issuer::seat_not_stated;
use super::{Step, bars, validity};
use crate::decide::Truth;
use crate::decide::answer::{Reason, Why};
use crate::decide::finding::{Fact, Finding};
use crate::decide::inquiry::{Paper, Wanted, level_of};
use crate::decide::moment::{Moment, Point};
use crate::law::{AcceptedEdition, BasisRule, Degree, Edition, EditionRule, Effect, Id, Kind, Level, Scheme, Slot};
use std::collections::BTreeSet;

pub(super) fn artefact(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let clause = step.clause;
    let kind = clause.kind.is_none_or(|kind| kind == step.paper.kind);
    // The standing of goods is no paper: a clause about papers of any kind does not speak of it.
    let kind = kind && (clause.of_status() || step.paper.kind != Kind::LawfulMarketing);
    // A status clause is about the status, whatever scheme the status is filed under.
    let scheme = clause.of_status() || clause.schemes.is_empty() || clause.schemes.contains(&step.paper.scheme);
    if !(kind && scheme) {
        return moment.found(Truth::False, || Reason::new(Why::AnotherPaper, &[("clause", &clause.id)]));
    }
    let accompanied = Finding::all(clause.needs_all.iter().map(|needed| accompanied(moment, step, *needed)));
    let marketed =
        if clause.marketed && clause.of_status() { marketed(moment, step) } else { Finding::of(Truth::True) };
    let mut finding = accompanied.and(marketed).and(kind_asked_for(moment, step));
    if moment.explain && finding.because.is_empty() && finding.value == Truth::True {
        finding.because.push(Reason::new(Why::ThisPaper, &[("clause", &clause.id)]));
    }
    finding
}

/// Whether a clause that names no kind makes of a paper what the slot asks for. A scheme's first kind stands for the scheme;
/// another of its kinds (an audit, a report) is recognised as what it is, and whether the slot asks for that may be open.
fn kind_asked_for(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let schemes = &moment.records().schemes;
    let principal = |scheme: Id<Scheme>| schemes.at(scheme).kinds.first().copied();
    let own = principal(step.paper.scheme).is_none_or(|first| first == step.paper.kind);
    let Some(slot) = step.slot.filter(|_| step.clause.kind.is_none() && !own) else { return Finding::of(Truth::True) };
    if slot.kind.or(principal(slot.scheme)) == Some(step.paper.kind) {
        return Finding::of(Truth::True);
    }
    slot_kind_unknown(moment, slot.scheme, step.paper.kind)
}

/// Whether a slot asks for this kind of paper is not on record.
pub(crate) fn slot_kind_unknown(moment: &Moment<'_>, scheme: Id<Scheme>, kind: Kind) -> Finding {
    let (scheme, kind) = (&moment.records().schemes.at(scheme).id, kind.word());
    let reason = moment.explain.then(|| Reason::new(Why::SlotKindNotRecorded, &[("kind", &kind)]));
    moment.unknown(Fact::SlotKind, format!("slot-kind/{scheme}/{kind}"), &[scheme, kind], reason)
}

/// A paper that must also be in hand: valid on the day and not barred.
fn accompanied(moment: &Moment<'_>, step: &Step<'_>, needed: Id<Scheme>) -> Finding {
    let in_hand = Finding::any(
        moment
            .ask
            .papers
            .iter()
            .filter(|paper| paper.scheme == needed)
            .map(|paper| validity(moment, paper).and(bars::paper(moment, paper, step.market))),
    );
    let scheme = &moment.records().schemes.at(needed).id;
    match in_hand.value {
        Truth::False => moment.found(Truth::False, || Reason::new(Why::MissingDocument, &[("scheme", scheme)])),
        Truth::True | Truth::Unknown => in_hand,
    }
}

/// Goods actually marketed, not merely saleable, in the market whose standing they have.
fn marketed(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let Some(seat) = step.paper.issuer.seat else {
        return seat_not_stated(moment, step.paper);
    };
    let code = moment.records().markets.at(seat).code.as_str();
    match moment.ask.origin.marketed_in.as_deref() {
        None | Some([]) => {
            let reason = moment.explain.then(|| Reason::new(Why::MarketingNotStated, &[("market", &code)]));
            moment.unknown(Fact::MarketedIn, format!("{}/{code}", Fact::MarketedIn), &[code], reason)
        }
        Some(markets) if markets.contains(&seat) => Finding::of(Truth::True),
        Some(_) => moment.found(Truth::False, || Reason::new(Why::MarketedElsewhere, &[("market", &code)])),
    }
}

pub(super) fn rules(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let Some(demanded) = &step.clause.attests else {
        return moment.found(Truth::True, || Reason::new(Why::NoRulesDemanded, &[]));
    };
    let Some(attested) = &step.paper.attests else {
        let reason = moment.explain.then(|| Reason::new(Why::RulesNotStated, &[("wanted", &demanded.join(", "))]));
        let key = format!("{}.attests/{}", moment.paper_key(step.paper), demanded.join("+"));
        return moment.unknown(Fact::Attests, key, &[&demanded.join(", ")], reason);
    };
    let met = demanded.iter().any(|regime| attested.contains(regime));
    moment.found(Truth::of(met), || {
        let code = if met { Why::AttestsTheRules } else { Why::AttestsOtherRules };
        Reason::new(code, &[("wanted", &demanded.join(", ")), ("attested", &attested.join(", "))])
    })
}

pub(super) fn edition(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    match &step.clause.edition {
        None => moment.found(Truth::True, || Reason::new(Why::NoEditionDemanded, &[])),
        Some(rule) => edition_rule(
            moment,
            step.paper,
            rule,
            &Taker { id: &step.clause.id, modified: step.clause.effect == Effect::Reissue },
        ),
    }
}

/// Who takes editions, and whether a modified adoption counts, with its deviations tested.
pub(crate) struct Taker<'a> {
    /// The clause, or the scheme whose slot it is.
    pub(crate) id: &'a str,
    pub(crate) modified: bool,
}

/// Whether an edition of the paper is taken.
pub(crate) fn edition_rule(moment: &Moment<'_>, paper: &Paper, rule: &EditionRule, by: &Taker<'_>) -> Finding {
    if paper.editions.is_empty() {
        let reason = moment.explain.then(|| Reason::new(Why::EditionNotStated, &[]));
        return moment.unknown(Fact::Edition, format!("{}.norm", moment.paper_key(paper)), &[], reason);
    }
    Finding::any(paper.editions.iter().map(|edition| taken(moment, paper, *edition, rule, by)))
}

fn taken(moment: &Moment<'_>, paper: &Paper, edition: Id<Edition>, rule: &EditionRule, by: &Taker<'_>) -> Finding {
    let records = moment.records();
    let name = &records.editions.at(edition).id;
    let mut best: Option<Finding> = None;
    for accepted in &rule.accepts {
        let Some(degree) = correspondence(moment, edition, accepted.edition) else {
            continue;
        };
        let finding = match degree {
            Degree::Identical => in_period(moment, accepted, by, name),
            Degree::Modified if by.modified => in_period(moment, accepted, by, name),
            Degree::Modified => moment.found(Truth::False, || Reason::new(Why::EditionModified, &[("edition", name)])),
            Degree::NotEquivalent => {
                moment.found(Truth::False, || Reason::new(Why::EditionNotEquivalent, &[("edition", name)]))
            }
        };
        best = Some(match best {
            None => finding,
            Some(other) => other.or(finding),
        });
    }
    if let Some(finding) = best {
        return finding;
    }
    // No direct relation: newer or older than what is taken?
    // A national text is as old as the one that it adopts unchanged.
    let original = |id: Id<Edition>| {
        let own = records.editions.at(id);
        let adopted = own.adoptions.iter().filter(|a| own.norm.is_none() && a.degree == Degree::Identical);
        adopted.map(|a| records.editions.at(a.of)).find(|of| of.norm.is_some()).unwrap_or(own)
    };
    let record = original(edition);
    let same_norm: Vec<&AcceptedEdition> =
        rule.accepts.iter().filter(|a| record.norm.is_some() && original(a.edition).norm == record.norm).collect();
    // What is not taken yet opens no way to what is newer.
    let begun = same_norm.iter().any(|accepted| moment.within(accepted.from, Point::Now, None) == Truth::True);
    let newer = begun
        && same_norm.iter().all(|accepted| {
            let published = original(accepted.edition).published;
            matches!((published, record.published), (Some(old), Some(new)) if old.latest < new.earliest)
        });
    match (newer, rule.newer) {
        (true, Some(true)) => moment.found(Truth::True, || Reason::new(Why::NewerEditionTaken, &[("edition", name)])),
        (true, Some(false)) => {
            moment.found(Truth::False, || Reason::new(Why::NewerEditionNotTaken, &[("edition", name)]))
        }
        _ => {
            let code = if newer { Why::NewerEditionNotRecorded } else { Why::EditionNotRecorded };
            let reason = moment.explain.then(|| Reason::new(code, &[("edition", name)]));
            moment.unknown(Fact::Edition, format!("{}.norm/{name}", moment.paper_key(paper)), &[name], reason)
        }
    }
}

fn in_period(moment: &Moment<'_>, accepted: &AcceptedEdition, by: &Taker<'_>, name: &str) -> Finding {
    let of = &moment.records().editions.at(accepted.edition).id;
    let value = moment.within(accepted.from, Point::Now, accepted.until);
    moment.dated(value, &|| format!("edition/{}/{of}", by.id), name, || {
        Reason::new(
            if value == Truth::False { Why::EditionOutOfPeriod } else { Why::EditionTaken },
            &[("edition", &name)],
        )
    })
}

/// How an edition corresponds to another, read both ways and through a common original: each relation with its deviations.
fn correspondences(
    moment: &Moment<'_>,
    edition: Id<Edition>,
    accepted: Id<Edition>,
) -> Vec<(Degree, BTreeSet<String>)> {
    let reach = |id: Id<Edition>| {
        let adoptions = moment.records().editions.at(id).adoptions.iter();
        let adopted = adoptions.map(|a| (a.of, a.degree, a.deviations.iter().cloned().collect::<BTreeSet<String>>()));
        std::iter::once((id, Degree::Identical, BTreeSet::new())).chain(adopted).collect::<Vec<_>>()
    };
    let theirs = reach(accepted);
    let related = |(of, degree, deviations): (Id<Edition>, Degree, BTreeSet<String>)| {
        let common = theirs.iter().filter(move |(other, ..)| *other == of);
        // Read either way: what the one text changes and what the other does.
        common
            .map(move |(_, theirs, more)| (degree.min(*theirs), deviations.union(more).cloned().collect()))
            .collect::<Vec<_>>()
    };
    reach(edition).into_iter().flat_map(related).collect()
}

/// How closely one edition corresponds to another at best.
fn correspondence(moment: &Moment<'_>, edition: Id<Edition>, accepted: Id<Edition>) -> Option<Degree> {
    correspondences(moment, edition, accepted).into_iter().map(|(degree, _)| degree).max()
}

/// National deviations that are still to be tested for a reissue on a modified adoption: of all ways in which an edition of
/// the paper corresponds most closely to one that is taken, the fewest, and of as few the first by their words.
pub(crate) fn deviations_left(moment: &Moment<'_>, paper: &Paper, rule: &EditionRule) -> Vec<String> {
    // What is not taken on the day leaves nothing to be tested.
    let taken = || rule.accepts.iter().filter(|a| moment.within(a.from, Point::Now, a.until).possible());
    let pairs = paper.editions.iter().flat_map(|edition| taken().map(|accepted| (*edition, accepted.edition)));
    let ways = pairs.flat_map(|(edition, accepted)| {
        let closest = correspondence(moment, edition, accepted).filter(|degree| *degree != Degree::NotEquivalent);
        correspondences(moment, edition, accepted).into_iter().filter(move |(degree, _)| Some(*degree) == closest)
    });
    let left = ways.map(|(degree, deviations)| -> Vec<String> {
        let untested = deviations.into_iter().filter(|d| !paper.deviations_tested.contains(d));
        untested.filter(|_| degree == Degree::Modified).collect()
    });
    left.min_by(|a, b| a.len().cmp(&b.len()).then_with(|| a.cmp(b))).unwrap_or_default()
}

pub(super) fn level(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    match step.slot {
        None => Finding::of(Truth::True),
        Some(slot) => leveled(moment, step.paper, slot, step.clause.cap),
    }
}

/// Whether the paper's level, as far as it is recognised, reaches what the slot asks.
pub(crate) fn leveled(moment: &Moment<'_>, paper: &Paper, slot: &Slot, cap: Option<u8>) -> Finding {
    let asked = match slot.level {
        Level::Unasked => return moment.found(Truth::True, || Reason::new(Why::NoLevelAsked, &[])),
        Level::AtLeast(level) => level,
        Level::AsWanted => match wanted(moment, slot) {
            Some(level) => level,
            None => {
                let reason = moment.explain.then(|| Reason::new(Why::WantedLevelNotStated, &[]));
                return moment.unknown(Fact::WantedLevel, "wanted.level".to_owned(), &[], reason);
            }
        },
    };
    let too_low = |level: u8| {
        moment.found(Truth::of(level >= asked), || {
            let code = if level >= asked { Why::LevelReached } else { Why::LevelTooLow };
            Reason::new(code, &[("recognised", &level), ("asked", &asked)])
        })
    };
    match (paper.level, cap) {
        (Some(level), Some(cap)) => too_low(level.min(cap)),
        (Some(level), None) => too_low(level),
        (None, Some(cap)) if cap < asked => too_low(cap),
        (None, _) => {
            let reason = moment.explain.then(|| Reason::new(Why::LevelNotStated, &[("asked", &asked)]));
            moment.unknown(Fact::Level, format!("{}.level", moment.paper_key(paper)), &[], reason)
        }
    }
}

/// The level the question wants, as the slot's scheme counts them.
pub(crate) fn wanted(moment: &Moment<'_>, slot: &Slot) -> Option<u8> {
    match moment.ask.wanted_level.as_ref()? {
        Wanted::Number(level) => Some(*level),
        Wanted::Name(name) => level_of(moment.records().schemes.at(slot.scheme), name),
    }
}

pub(super) fn basis(moment: &Moment<'_>, step: &Step<'_>) -> Finding {
    let paper = step.paper;
    // A status always rests on something, even where its market asks for no paper (`semantics.md` §3.3 g13).
    if paper.basis.is_empty() && !step.clause.of_status() {
        let mut finding = moment.found(Truth::True, || Reason::new(Why::OwnResults, &[]));
        if !paper.basis_stated {
            finding.presumed.push(Reason::new(Why::OwnResultsPresumed, &[]));
        }
        return finding;
    }
    match &step.clause.basis {
        None => {
            let reason = moment.explain.then(|| Reason::new(Why::BasisRuleNotRecorded, &[("clause", &step.clause.id)]));
            moment.unknown(Fact::BasisRule, format!("basis-rule/{}", step.clause.id), &[&step.clause.id], reason)
        }
        Some(BasisRule::Own) => {
            moment.found(Truth::False, || Reason::new(Why::RestsOnOthers, &[("clause", &step.clause.id)]))
        }
        Some(BasisRule::Any) => moment.found(Truth::True, || Reason::new(Why::AnyBasis, &[])),
        // A status in hand rests on papers of which nobody told.
        Some(BasisRule::Only(_)) if paper.basis.is_empty() && !paper.to_be_issued() => {
            let reason = moment.explain.then(|| Reason::new(Why::BasisNotStated, &[]));
            moment.unknown(Fact::Basis, format!("{}.basis", moment.paper_key(paper)), &[], reason)
        }
        Some(BasisRule::Only(schemes)) => {
            let met = paper.basis.iter().all(|b| schemes.contains(&b.scheme));
            moment.found(Truth::of(met), || {
                Reason::new(
                    if met { Why::BasisPermitted } else { Why::BasisNotPermitted },
                    &[("clause", &step.clause.id)],
                )
            })
        }
    }
}
