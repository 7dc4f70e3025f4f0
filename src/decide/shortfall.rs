//! Why an answer is no stronger: of many failing branches the most telling one.
//!
//! The idea is rustls-webpki's, whose errors have a rank: of all paths that were tried and failed, the error reported is
//! that of the path that came furthest. Here the recognition that the least would mend is told, and of it the guard that is
//! hardest to mend (`semantics.md` §3.9 gives the order).

use super::answer::{Reason, Why};
use super::cite::hop;
use super::entry::Entry;
use super::finding::Guard;
use super::guard::bars;
use super::moment::Moment;
use super::near_miss::{Candidate, Guards, candidates, failing};
use super::repair::{Remedy, Shortfall};
use super::{Scale, Truth, Verdict};
use crate::law::{Id, Scheme};

/// The ranked reason of an answer that is weaker than accepted; `None` where it is not.
pub(crate) fn of(moment: &Moment<'_>, entry: &Entry<'_>, verdict: Verdict) -> Option<Shortfall> {
    match verdict {
        Verdict::Native | Verdict::Accepted | Verdict::AcceptedWithConditions | Verdict::NotRequired => None,
        Verdict::Convertible
        | Verdict::Supporting
        | Verdict::NotAddressed
        | Verdict::NotAccepted
        | Verdict::Unknown
        | Verdict::Barred => Some(
            barred(moment, entry)
                .or_else(|| nearest(moment, entry))
                .unwrap_or_else(|| plain(told(moment, entry), vec![Remedy::NotActionable])),
        ),
    }
}

fn plain(reason: Reason, remedies: Vec<Remedy>) -> Shortfall {
    Shortfall { guard: None, because: vec![reason], remedies, hop: None }
}

/// A bar on the product stands before everything.
fn barred(moment: &Moment<'_>, entry: &Entry<'_>) -> Option<Shortfall> {
    if entry.interval.lo() != Scale::Barred {
        return None;
    }
    let bar = bars::product_in(&moment.on(moment.day).explaining(), entry.market);
    (bar.value != Truth::True).then(|| Shortfall {
        guard: Some(Guard::Bars),
        because: bar.because,
        remedies: vec![Remedy::NotActionable],
        hop: None,
    })
}

/// The recognition that would strengthen the answer and that the least would mend.
fn nearest(moment: &Moment<'_>, entry: &Entry<'_>) -> Option<Shortfall> {
    let mut ranked: Vec<(Vec<Remedy>, Candidate, Guards)> = candidates(moment, entry)
        .into_iter()
        .filter(|candidate| candidate.effect(moment) > entry.interval.lo())
        .map(|candidate| {
            let guards = candidate.guards(moment);
            (candidate.remedies(moment, &guards), candidate, guards)
        })
        .filter(|(remedies, _, _)| !remedies.is_empty())
        .collect();
    // Where nothing fails and something is unknown, that is nearest. Then by the dearest act and how many there are; of
    // equals the one that would do most, by its id.
    ranked.sort_by_cached_key(|(remedies, candidate, guards)| {
        let fails = failing(guards).next().is_some();
        let dearest = remedies.last().copied();
        let clause = candidate.clause.map(|id| moment.records().clauses.at(id).id.clone());
        (fails, dearest, remedies.len(), std::cmp::Reverse(candidate.effect(moment)), clause, candidate.holding)
    });
    let (remedies, candidate, guards) = ranked.into_iter().next()?;
    // That it is another paper is said best by whose rules that one attests.
    let hardest = failing(&guards).max_by_key(|(guard, finding)| {
        (candidate.remedy(moment, *guard, finding), *guard != Guard::Artefact, std::cmp::Reverse(*guard))
    });
    let unknown = || guards.iter().find(|(_, finding)| finding.value == Truth::Unknown);
    let explaining = moment.on(moment.day).explaining();
    hardest.or_else(unknown).map(|(guard, finding)| Shortfall {
        guard: Some(*guard),
        because: finding.because.clone(),
        remedies,
        hop: candidate.in_hand(&explaining).map(|walked| hop(&explaining, walked)),
    })
}

/// What there is to say where no recognition comes near.
fn told(moment: &Moment<'_>, entry: &Entry<'_>) -> Reason {
    let schemes = |ids: &[Id<Scheme>]| {
        let ids: Vec<&str> = ids.iter().map(|id| moment.records().schemes.at(*id).id.as_str()).collect();
        ids.join(", ")
    };
    let mut papers: Vec<Id<Scheme>> = moment.ask.papers.iter().map(|paper| paper.scheme).collect();
    papers.dedup();
    let slots = entry.surveyed.requirement.ways.iter().flat_map(|way| &way.slots).chain(&entry.slot);
    let mut asked: Vec<Id<Scheme>> = slots.map(|slot| slot.scheme).collect();
    asked.dedup();
    let lo = entry.interval.lo();
    let market = &moment.records().markets.at(entry.market).code;
    if lo > Scale::Nothing {
        Reason::new(Why::NoFurther, &[("papers", &schemes(&papers)), ("effect", &lo)])
    } else if entry.surveyed.gap {
        Reason::new(Why::NothingInHand, &[("papers", &schemes(&asked))])
    } else if entry.surveyed.requirement.ways.iter().any(|way| way.slots.len() > 1) {
        Reason::new(Why::NotAllInHand, &[("papers", &schemes(&asked))])
    } else {
        Reason::new(Why::NothingTakesIt, &[("papers", &schemes(&papers)), ("market", market)])
    }
}
