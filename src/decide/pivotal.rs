//! Unknown facts whose setting alone moves an interval.

use super::answer::Pivotal;
use super::finding::Atom;
use super::intervals::{VIRTUAL, gone, on_record};
use super::moment::{Moment, Point};
use super::survey::{self, Member, Surveyed, Target};
use super::{Interval, Scale, Truth, limits};
use crate::law::{Closes, Coverage, Slot};
use std::collections::{BTreeMap, BTreeSet};

/// Every unknown that something found hangs on: whether a requirement applies, a route holds, the product is barred, a member
/// belongs, the record is complete for such a product.
pub(crate) fn atoms(moment: &Moment<'_>, target: &Target<'_>) -> Vec<Atom> {
    let mut atoms = survey::on_closed_registers(moment);
    for Member { territory, belongs, .. } in &target.members {
        if *belongs == Truth::Unknown {
            atoms.extend(moment.member(moment.ask.target, territory.market, Point::Now).atoms);
        }
        atoms.extend(territory.unbarred.atoms.iter().cloned());
        let complete = Closes::Requirements;
        atoms.extend(survey::might_close(moment, complete, territory.market, survey::of_every_aspect));
        for surveyed in &territory.requirements {
            atoms.extend(hanging_on(surveyed));
            let about = |c: &Coverage| survey::of_aspect(c, surveyed.requirement.aspect);
            atoms.extend(survey::might_close(moment, Closes::Ways, territory.market, about));
        }
    }
    atoms
}

/// The unknowns that one requirement's findings hang on.
pub(crate) fn hanging_on<'s>(surveyed: &'s Surveyed<'_>) -> impl Iterator<Item = Atom> + 's {
    let unknown = surveyed.found.iter().filter(|(_, label)| label.truth == Truth::Unknown);
    let routes = unknown.flat_map(|(_, label)| label.atoms.iter().cloned());
    surveyed.applies.atoms.iter().cloned().chain(routes)
}

/// Unknown facts whose setting alone moves an interval: each is tried both ways (`semantics.md` §3.9). `named`: the virtual slots
/// of the question as it is. `leads`: what the headline is about, of which is told first what becomes of it.
pub(crate) fn pivotal<'a>(
    moment: &Moment<'a>,
    now: &BTreeMap<String, Interval>,
    atoms: Vec<Atom>,
    named: &[Slot],
    leads: &[String],
) -> Vec<Pivotal> {
    let mut atoms: Vec<Atom> = atoms.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    if atoms.len() > limits::PIVOTAL {
        moment.spent.cut("pivotal");
        atoms.truncate(limits::PIVOTAL);
    }
    let mut pivotal = Vec::new();
    for atom in atoms {
        let tried = |value: bool| {
            let mut forced = moment.forced.clone();
            forced.insert(atom.key.clone(), value);
            let there = Moment::new(moment.law, moment.ask, moment.day, &forced, moment.spent);
            on_record(&there, &survey::target(&there), named)
        };
        let (yes, no) = (tried(true), tried(false));
        if moment.spent.exhausted() {
            break;
        }
        let at =
            |map: &BTreeMap<String, Interval>, key: &str| map.get(key).copied().unwrap_or(gone(key, Scale::Nothing));
        let keys: BTreeSet<&String> = now.keys().chain(yes.keys()).chain(no.keys()).collect();
        let mut moves: Vec<String> = keys
            .into_iter()
            .filter(|key| at(&yes, key) != at(now, key) || at(&no, key) != at(now, key))
            .cloned()
            .collect();
        // The market is moved by what moves a requirement or a slot; it stands for itself only where none does.
        let plain = |key: &str| key.strip_prefix(VIRTUAL).unwrap_or(key).to_owned();
        moves.sort_by_cached_key(|key| {
            (key.is_empty(), !leads.contains(&plain(key)), key.starts_with(VIRTUAL), key.clone())
        });
        if let Some(lead) = moves.first() {
            let ids = moves.iter().filter(|key| !key.is_empty());
            pivotal.push(Pivotal {
                fact: atom.fact,
                key: atom.key.clone(),
                about: atom.about.iter().filter(|text| !text.is_empty()).cloned().collect(),
                if_yes: at(&yes, lead),
                if_no: at(&no, lead),
                moves: ids.map(|key| plain(key)).collect(),
            });
        }
    }
    pivotal.sort_by(|a, b| (b.if_yes.lo().max(b.if_no.lo()), &a.key).cmp(&(a.if_yes.lo().max(a.if_no.lo()), &b.key)));
    pivotal
}

#[cfg(all(test, feature = "compile"))]
mod tests;
