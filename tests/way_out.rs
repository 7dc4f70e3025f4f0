//! Where no act on the papers in hand would strengthen an answer, a paper to be got does: over all real questions, what
//! `openers` offers for the requirement is added to what is in hand, and `check` is asked again.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, Openers, SlotOpeners, Template};
use comity::decide::{Holding, Interval, RequirementAnswer, Scale};
use comity::{Law, Portfolio, Question, check};
use common::repaired::of;
use common::worlds::real_questions;
use std::cmp::Reverse;

/// The ways of a requirement, each the slots that must all be filled.
fn ways<'o>(openers: &'o Openers, entry: &RequirementAnswer) -> impl Iterator<Item = Vec<&'o SlotOpeners>> {
    let id = entry.id.clone();
    let asked = openers.requirements.iter().filter(move |requirement| requirement.id == id);
    asked.flat_map(|requirement| requirement.ways.iter().map(|way| way.slots.iter().collect()))
}

/// The templates of a slot that can still be got, the most promising first.
fn to_be_got(slot: &SlotOpeners) -> Vec<&Template> {
    let mut all: Vec<&Template> = slot.templates.iter().filter(|t| t.obtainable && t.example.is_some()).collect();
    all.sort_by_key(|template| Reverse((template.truth, template.effect)));
    all
}

/// The strongest floor that any offered way brings the entry to; `None` where nothing is offered.
fn reached(law: &Law, question: &Question, entry: &RequirementAnswer, openers: &Openers) -> Option<Scale> {
    let mut best = None;
    for way in ways(openers, entry) {
        let slots: Vec<Vec<&Template>> = way.into_iter().map(to_be_got).collect();
        for (place, slot) in slots.iter().enumerate() {
            for template in slot.iter().take(24) {
                let beside = slots.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, all)| all.first());
                let Some(beside) = beside.collect::<Option<Vec<_>>>() else { continue };
                let got = beside.into_iter().chain([template]).flat_map(|t| t.example.iter());
                let papers: Vec<Holding> = got.flat_map(|example| example.holdings.iter().cloned()).collect();
                let holdings = [question.holdings.clone(), papers].concat();
                let after = check(law, &Question { holdings, ..question.clone() }).unwrap();
                best = best.max(of(&after, entry).map(Interval::lo));
                if best >= Some(Scale::Equivalent) {
                    return best;
                }
            }
        }
    }
    best
}

#[test]
fn where_no_act_on_what_is_in_hand_strengthens_a_requirement_a_paper_to_be_got_does() {
    let law = common::real_law();
    let (mut helped, mut left) = (0, Vec::new());
    for (id, question) in real_questions() {
        let answer = check(&law, &question).unwrap();
        let mut openers = None;
        // A slot that no requirement on record asks for wants nothing; the requirements do.
        let weak = |entry: &&RequirementAnswer| entry.interval.lo() < Scale::Equivalent && entry.near_misses.is_empty();
        for entry in answer.requirements.iter().filter(weak) {
            let goods = || Portfolio { holdings: Vec::new(), ..question.clone().into() };
            let openers = openers.get_or_insert_with(|| ask::openers(&law, &goods(), &question.market).unwrap());
            match reached(&law, &question, entry, openers) {
                Some(best) if best >= Scale::Equivalent => helped += 1,
                best => {
                    let told = format!("{id}, {} {} {:?}: {best:?}", entry.id, entry.verdict, entry.interval);
                    left.push((entry.id.clone(), entry.open_ways, told));
                }
            }
        }
    }
    println!("{helped} helped");
    // Of these two the record says of no paper that it surely counts, and the answer says that its ways are not complete.
    left.retain(|(id, open_ways, _)| {
        !(*open_ways && ["cn-new-chemical-study-data", "th-chemicals-study-data"].contains(&id.as_str()))
    });
    let told: Vec<&str> = left.iter().map(|(_, _, told)| told.as_str()).collect();
    assert!(told.is_empty(), "{} have no way out:\n{}", told.len(), told.join("\n"));
    assert!(helped > 150, "only {helped} were asked");
}
