//! What the answer has an entry for: each requirement of the target, and each virtual slot; of a bloc, that of its
//! weakest member.

use super::finding::Atom;
use super::intervals::VIRTUAL;
use super::moment::Moment;
use super::route::{Filled, Label};
use super::survey::{self, Member, Surveyed, Target, Territory};
use super::{Interval, Scale, Truth, search};
use crate::law::{Closes, Id, Market, Requirement, Slot, When};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// One requirement or virtual slot, put together from the members of the target.
pub(crate) struct Entry<'a> {
    pub(crate) id: String,
    pub(crate) surveyed: Surveyed<'a>,
    pub(crate) market: Id<Market>,
    pub(crate) interval: Interval,
    pub(crate) slot: Option<Slot>,
    /// Of a virtual slot, the unknowns that it hangs on for other members than the one that speaks.
    pub(crate) elsewhere: Vec<Atom>,
}

impl Entry<'_> {
    /// Its key among the intervals.
    pub(crate) fn key(&self) -> String {
        if self.slot.is_some() { format!("{VIRTUAL}{}", self.id) } else { self.id.clone() }
    }
}

/// One entry a requirement and virtual slot; of a bloc, that of its weakest member.
pub(crate) fn entries<'a>(moment: &Moment<'a>, target: Target<'a>) -> Vec<Entry<'a>> {
    let mut entries: Vec<Entry<'a>> = Vec::new();
    let hulls: BTreeMap<Id<Requirement>, Interval> = target
        .members
        .iter()
        .flat_map(|member| &member.territory.requirements)
        .filter_map(|s| target.requirement(s.id).map(|interval| (s.id, interval)))
        .collect();
    let of_virtuals = virtual_slots(moment, &target);
    let mut members = target.members;
    // Those that surely belong speak first.
    members.sort_by_key(|member| (std::cmp::Reverse(member.belongs), member.territory.market));
    for Member { territory: member, .. } in members {
        collect(&mut entries, member, &hulls);
    }
    for (slot, Weakest { market, findings, interval, ways_stated, elsewhere, .. }) in of_virtuals {
        let found = findings.found.into_iter().map(|f| (Filled { way: 0, paths: vec![f.path] }, f.label)).collect();
        let surveyed = Surveyed {
            id: Id::new(usize::MAX),
            requirement: &NO_REQUIREMENT,
            applies: super::finding::Finding::of(Truth::True),
            interval,
            found,
            gap: false,
            ways_stated,
            bound_hit: findings.bound_hit,
        };
        let id = moment.records().schemes.at(slot.scheme).id.clone();
        entries.push(Entry { id, surveyed, market, interval, slot: Some(slot), elsewhere });
    }
    entries.sort_by(|a, b| (a.slot.is_some(), &a.id).cmp(&(b.slot.is_some(), &b.id)));
    entries
}

fn collect<'a>(entries: &mut Vec<Entry<'a>>, member: Territory<'a>, hulls: &BTreeMap<Id<Requirement>, Interval>) {
    let market = member.market;
    for mut surveyed in member.requirements {
        let interval = hulls.get(&surveyed.id).copied().unwrap_or(surveyed.interval);
        let id = surveyed.requirement.id.clone();
        let known = entries.iter_mut().find(|e| e.surveyed.id == surveyed.id);
        // What addresses it for one member addresses it for the bloc.
        surveyed.gap &= known.as_ref().is_none_or(|known| known.surveyed.gap);
        match known {
            // Of members equally strong, the one that leaves more to do speaks for the bloc.
            Some(known) if strength(&surveyed) < strength(&known.surveyed) => {
                *known = Entry { id, surveyed, market, interval, slot: None, elsewhere: Vec::new() };
            }
            Some(known) => known.surveyed.gap = surveyed.gap,
            None => entries.push(Entry { id, surveyed, market, interval, slot: None, elsewhere: Vec::new() }),
        }
    }
}

/// How strongly a requirement is met, and whether with nothing left to do.
fn strength(surveyed: &Surveyed<'_>) -> (Scale, bool) {
    let lo = surveyed.interval.lo();
    (lo, unburdened(lo, surveyed.found.iter().map(|(_, label)| label)))
}

/// Whether a route reaches an effect with nothing left to do.
fn unburdened<'l>(effect: Scale, mut labels: impl Iterator<Item = &'l Label>) -> bool {
    labels.any(|l| l.truth == Truth::True && l.effect >= effect && l.obligations.is_empty())
}

/// The requirement a virtual slot stands for: none is on record.
static NO_REQUIREMENT: LazyLock<Requirement> = LazyLock::new(Requirement::default);

/// Where a virtual slot is weakest among the members of the target.
pub(crate) struct Weakest {
    pub(crate) market: Id<Market>,
    pub(crate) findings: search::Findings,
    pub(crate) interval: Interval,
    /// The same as far as the record speaks: without what silence does not exclude.
    pub(crate) on_record: Interval,
    /// The unknowns that it hangs on in any member.
    pub(crate) elsewhere: Vec<Atom>,
    pub(crate) ways_stated: Option<When>,
}

/// The virtual slots of the target, each as its weakest member has it. Where no clause bites, silence of the record excludes
/// none.
pub(crate) fn virtual_slots(moment: &Moment<'_>, target: &Target<'_>) -> Vec<(Slot, Weakest)> {
    filled(moment, target, named(moment, target))
}

/// The slots that clauses name and no requirement on record asks for.
pub(crate) fn named(moment: &Moment<'_>, target: &Target<'_>) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    for Member { territory, .. } in &target.members {
        for slot in survey::virtual_slots(moment, territory) {
            if !slots.iter().any(|known| known.scheme == slot.scheme) {
                slots.push(slot);
            }
        }
    }
    slots.sort_by_key(|slot| slot.scheme);
    slots
}

/// Those of some virtual slots into which a clause puts something, each as its weakest member has it.
pub(crate) fn filled(moment: &Moment<'_>, target: &Target<'_>, slots: Vec<Slot>) -> Vec<(Slot, Weakest)> {
    let mut weakest = Vec::new();
    for slot in slots {
        let mut least: Option<((Scale, bool), Weakest)> = None;
        let (mut ceiling, mut on_record): (Option<Scale>, Option<Scale>) = (None, None);
        let mut bites = false;
        let mut elsewhere: Vec<Atom> = Vec::new();
        for Member { territory, belongs, .. } in &target.members {
            // Whether a level is asked hangs on what the clauses into that member cap.
            let level = survey::level_of_virtual(moment, slot.scheme, territory.market);
            let here = in_member(moment, &Slot { level, ..slot.clone() }, territory.market);
            bites |= bite(&here.findings);
            let unknown = here.findings.found.iter().filter(|found| found.label.truth == Truth::Unknown);
            elsewhere.extend(unknown.flat_map(|found| found.label.atoms.iter().cloned()));
            // A perhaps-member lowers the floor only; where there are no others, perhaps nobody is asked.
            if *belongs == Truth::True {
                let lowest = |known: Option<Scale>, hi: Scale| Some(known.map_or(hi, |known| known.min(hi)));
                ceiling = lowest(ceiling, here.interval.hi());
                on_record = lowest(on_record, here.on_record.hi());
            }
            // Of members equally strong, the one that leaves more to do speaks for the bloc.
            let lo = here.interval.lo();
            let strength = (lo, unburdened(lo, here.findings.found.iter().map(|found| &found.label)));
            if least.as_ref().is_none_or(|(weakest, _)| strength < *weakest) {
                least = Some((strength, here));
            }
        }
        let Some((_, least)) = least.filter(|_| bites) else { continue };
        let floor = least.interval.lo();
        let up_to = |hi: Option<Scale>| Interval(floor, hi.unwrap_or(Scale::NotRequired).max(floor));
        weakest.push((slot, Weakest { interval: up_to(ceiling), on_record: up_to(on_record), elsewhere, ..least }));
    }
    weakest
}

/// A virtual slot in one market.
fn in_member(moment: &Moment<'_>, slot: &Slot, market: Id<Market>) -> Weakest {
    let findings = search::routes(moment, slot, market, &search::Way::default());
    let ways_stated = survey::closed(moment, Closes::Ways, market, survey::of_every_aspect);
    let at = |least: Truth| {
        let such = findings.found.iter().filter(|f| f.label.truth >= least);
        such.map(|f| f.label.effect).max().unwrap_or(Scale::Nothing)
    };
    let on_record =
        if bite(&findings) { Interval(at(Truth::True), at(Truth::Unknown)) } else { Interval::exactly(Scale::Nothing) };
    let interval = Interval(on_record.lo(), on_record.hi().max(survey::ceiling(moment, ways_stated)));
    Weakest { market, findings, interval, on_record, elsewhere: Vec::new(), ways_stated }
}

/// Whether a clause puts something into the slot. Without one there is a market's own paper, and nobody recorded that it asks
/// for one.
fn bite(findings: &search::Findings) -> bool {
    findings.found.iter().any(|f| f.label.truth.possible() && !f.label.clauses.is_empty())
}
