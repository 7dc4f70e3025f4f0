//! Which unknowns move an interval: of all that were met, exactly those that are told.
#![allow(clippy::unwrap_used, reason = "a test speaks by panicking")]

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
    let mut paths: Vec<String> = ["issuer", "issued", "edition", "level"].map(|f| format!("/holdings/0/{f}")).to_vec();
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
    let toy: Value = serde_json::from_str(include_str!("../../../tests/conformance/toy-universe.json")).unwrap();
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
                let at =
                    |map: &BTreeMap<String, _>, key: &str| map.get(key).copied().unwrap_or(gone(key, Scale::Nothing));
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
