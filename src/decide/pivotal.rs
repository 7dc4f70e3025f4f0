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
mod tests {
    use super::super::check::check;
    use super::super::entry;
    use super::super::inquiry::Inquiry;
    use super::super::moment::{Moment, Spent};
    use super::super::survey;
    use super::{Scale, gone, on_record};
    use crate::Law;
    use serde_json::Value;
    use std::collections::{BTreeMap, BTreeSet};

    /// The question as it is, and with each of its facts forgotten in turn.
    fn variants(question: &Value) -> Vec<Value> {
        let mut paths: Vec<String> =
            ["issuer", "issued", "edition", "level"].map(|f| format!("/holdings/0/{f}")).to_vec();
        for part in ["origin", "product"] {
            paths.extend(question[part].as_object().into_iter().flatten().map(|(key, _)| format!("/{part}/{key}")));
        }
        let mut variants = vec![question.clone()];
        for path in paths {
            let mut forgotten = question.clone();
            if let Some(fact) = forgotten.pointer_mut(&path).filter(|fact| !fact.is_null()) {
                *fact = Value::Null;
                variants.push(forgotten);
            }
        }
        variants
    }

    #[test]
    fn l33_of_all_unknowns_met_exactly_the_pivotal_ones_move_an_interval_alone() {
        let toy: Value = serde_json::from_str(include_str!("../../tests/conformance/toy-universe.json")).unwrap();
        let law = Law::new(crate::pack::universe(&toy["universe"]).unwrap());
        let (mut met_in_all, mut pivotal_in_all, mut wrong) = (0, 0, Vec::new());
        for case in toy["cases"].as_array().unwrap() {
            for question in variants(&case["question"]) {
                let Ok(question) = crate::pack::question(&question) else { continue };
                let Ok(inquiry) = Inquiry::read(&question, law.records(), law.names()) else { continue };
                let (spent, nothing) = (Spent::default(), BTreeMap::new());
                let moment = Moment::new(&law, &inquiry, inquiry.on, &nothing, &spent);
                let target = survey::target(&moment);
                let named = entry::named(&moment, &target);
                let now = on_record(&moment, &target, &named);
                let met = spent.met.take();
                let moves = |key: &str, value: bool| {
                    let forced = BTreeMap::from([(key.to_owned(), value)]);
                    let there = Moment::new(&law, &inquiry, inquiry.on, &forced, &spent);
                    let then = on_record(&there, &survey::target(&there), &named);
                    let at = |map: &BTreeMap<String, _>, key: &str| {
                        map.get(key).copied().unwrap_or(gone(key, Scale::Nothing))
                    };
                    now.keys().chain(then.keys()).any(|key| at(&now, key) != at(&then, key))
                };
                let keys: BTreeSet<&str> = met.iter().map(|atom| atom.key.as_str()).collect();
                let moving: BTreeSet<&str> =
                    keys.iter().copied().filter(|key| moves(key, true) || moves(key, false)).collect();
                let answer = check(&law, &question).unwrap();
                let told: BTreeSet<&str> = answer.pivotal_unknowns.iter().map(|p| p.key.as_str()).collect();
                met_in_all += keys.len();
                pivotal_in_all += told.len();
                if answer.complete && told != moving {
                    wrong.push(format!("{}: told {told:?}, but {moving:?} move something", case["id"]));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(met_in_all > pivotal_in_all && pivotal_in_all > 50, "{pivotal_in_all} of {met_in_all}");
    }
}
