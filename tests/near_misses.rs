//! Near misses, pivotal unknowns and case splits (`semantics.md` §3.9, §3.6; laws L24, L32, L33): on worlds drawn by seed, and
//! over every real question.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;
#[macro_use]
mod worlds;

use comity::decide::{
    Answer, Interval, NearMiss, Promise, Question, Remedy, Repair, RequirementAnswer, Scale, Verdict, YesNo,
};
use comity::{Law, check};
use serde_json::{Value, json};
use worlds::{World, ensure, forget, hold, stated};

/// How many worlds the laws of this file are held against.
const WORLDS: usize = 200;

/// Every requirement and virtual slot.
fn entries(answer: &Answer) -> impl Iterator<Item = &RequirementAnswer> {
    answer.requirements.iter().chain(&answer.r#virtual)
}

/// The interval of the same entry in another answer; `None` where nothing is asked there.
fn of(answer: &Answer, entry: &RequirementAnswer) -> Option<Interval> {
    entries(answer).find(|r| r.id == entry.id && r.aspect == entry.aspect).map(|r| r.interval)
}

fn applied(question: &Question, repairs: &[Repair]) -> Question {
    repairs.iter().fold(question.clone(), |question, repair| repair.apply(&question))
}

/// Puts the values at their paths, as any program that holds the question as JSON can.
fn put(question: &Question, repairs: &[Repair]) -> Value {
    let mut changed = json!(question);
    for setting in repairs.iter().flat_map(|repair| json!(repair)["set"].as_array().unwrap().clone()) {
        let pointer: String = setting["path"]
            .as_array()
            .unwrap()
            .iter()
            .map(|step| match step {
                Value::String(field) => format!("/{}", field.replace('~', "~0").replace('/', "~1")),
                place => format!("/{place}"),
            })
            .collect();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        match changed.pointer_mut(parent).unwrap() {
            Value::Array(items) if key == items.len().to_string() => items.push(setting["value"].clone()),
            Value::Array(items) => items[key.parse::<usize>().unwrap()] = setting["value"].clone(),
            parent => parent[key.replace("~1", "/").replace("~0", "~")] = setting["value"].clone(),
        }
    }
    changed
}

/// Whether one end of an interval has come to an effect.
fn reached(near: &NearMiss, interval: Option<Interval>) -> bool {
    interval.is_some_and(|interval| match near.promise {
        Promise::Proved => interval.lo() >= near.effect,
        Promise::Possible => interval.hi() >= near.effect,
    })
}

/// L32 of one near miss: what is wrong with it, if anything.
fn faults(law: &Law, question: &Question, entry: &RequirementAnswer, near: &NearMiss) -> Result<(), String> {
    let about = || format!("{} {:?} of {}", entry.id, entry.interval, json!(near));
    let changed = applied(question, &near.repairs);
    let after = check(law, &changed).map_err(|error| format!("{error}: {}", about()))?;
    let interval = of(&after, entry);
    ensure(interval == Some(near.interval), || format!("it comes to {interval:?}: {}", about()))?;
    let (before, promised) = match near.promise {
        Promise::Proved => (entry.interval.lo(), near.interval.lo()),
        Promise::Possible => (entry.interval.hi(), near.interval.hi()),
    };
    ensure(promised == near.effect && near.effect > before, || format!("nothing is raised: {}", about()))?;
    ensure((1..=2).contains(&near.repairs.len()), || format!("too many repairs: {}", about()))?;
    for part in near.repairs.iter().filter(|_| near.repairs.len() > 1) {
        let alone = check(law, &part.apply(question)).ok().and_then(|answer| of(&answer, entry));
        ensure(!reached(near, alone), || format!("`{}` alone does it: {}", part.kind, about()))?;
    }
    ensure(near.repairs.is_sorted_by_key(|repair| repair.kind), || format!("dearest first: {}", about()))?;
    ensure(!near.repairs.iter().any(|repair| repair.kind == Remedy::NotActionable), about)?;
    ensure(near.past == near.repairs.iter().any(|repair| repair.past), || format!("past: {}", about()))?;
    let backwards = near.repairs.iter().rev().cloned().collect::<Vec<_>>();
    ensure(applied(question, &backwards) == changed, || format!("the order matters: {}", about()))?;
    let put: Question = serde_json::from_value(put(question, &near.repairs)).map_err(|error| error.to_string())?;
    ensure(put == changed, || format!("as JSON it is another question: {}", about()))?;
    let days = near.repairs.iter().flat_map(|repair| &repair.set).filter_map(|setting| {
        let setting = json!(setting);
        let dated =
            ["on", "issued"].iter().any(|field| setting["path"].as_array().unwrap().last() == Some(&json!(field)));
        dated.then(|| setting["value"].as_str().map(str::to_owned)).flatten()
    });
    let earlier = days.filter(|day| *day < question.on).count() > 0;
    ensure(!earlier || near.past, || format!("a day gone by as advice: {}", about()))
}

#[test]
fn l32_each_set_of_repairs_does_what_it_promises_and_no_part_of_it_does() {
    hold(WORLDS, |world, _| {
        let answer = or_pass!(world.asked());
        let (law, question) = (world.law().unwrap(), world.question().unwrap());
        let mut any = false;
        for entry in entries(&answer) {
            for near in &entry.near_misses {
                faults(&law, &question, entry, near)?;
                any = true;
            }
            let dearest = |near: &NearMiss| near.repairs.iter().map(|repair| repair.kind).max();
            ensure(entry.near_misses.is_sorted_by_key(dearest), || format!("{}: not cheapest first", entry.id))?;
        }
        Ok(any)
    });
}

#[test]
fn l33_each_pivotal_fact_moves_an_interval_whichever_way_it_is_tried_first() {
    hold(WORLDS, |world, _| {
        let answer = or_pass!(world.asked());
        let (law, question) = (world.law().unwrap(), world.question().unwrap());
        for pivotal in &answer.pivotal_unknowns {
            let tried = |value: YesNo| {
                let mut question = question.clone();
                question.assume.insert(pivotal.key.clone(), value);
                let after = check(&law, &question).unwrap();
                (all(&after), after.market.interval, after.assumptions_used.contains(&pivotal.key))
            };
            let (yes, no) = (tried(YesNo::Yes), tried(YesNo::No));
            let before = (all(&answer), answer.market.interval, true);
            ensure(yes != before || no != before, || format!("`{}` moves nothing", pivotal.key))?;
        }
        Ok(!answer.pivotal_unknowns.is_empty())
    });
}

fn all(answer: &Answer) -> Vec<(String, Interval)> {
    entries(answer).map(|entry| (entry.id.clone(), entry.interval)).collect()
}

/// Whether one interval lies within another.
fn within(narrow: Interval, wide: Interval) -> bool {
    narrow.lo() >= wide.lo() && narrow.hi() <= wide.hi()
}

#[test]
fn l24_a_case_split_only_narrows_and_never_leaves_out_what_is_so() {
    let mut narrowed = 0;
    for place in 0..WORLDS {
        let (seed, known) = World::of_pool(place);
        for fact in stated(&known.question) {
            let mut world = known.clone();
            forget(&mut world.question, &fact);
            let Some(answer) = world.asked() else { continue };
            let refined = comity::refine(&world.law().unwrap(), &world.question().unwrap()).unwrap();
            for entry in &answer.requirements {
                let narrow = refined.requirements[&entry.id];
                assert!(within(narrow, entry.interval), "seed {seed}, {fact}: {} {narrow:?}", entry.id);
                narrowed += usize::from(narrow != entry.interval);
                // What was known before it was forgotten is one of the cases.
                let exact = known.asked().and_then(|answer| of(&answer, entry));
                if let Some(exact) = exact.filter(|exact| exact.lo() == exact.hi()) {
                    assert!(within(exact, narrow), "seed {seed}, {fact}: {} {exact:?} not in {narrow:?}", entry.id);
                }
            }
            assert!(within(refined.market, answer.market.interval), "seed {seed}, {fact}: the market");
        }
    }
    println!("{narrowed} intervals narrowed");
}

/// Every real question with its answer.
fn real() -> (Law, Vec<(String, Question, Answer)>) {
    let law = common::real_law();
    let mut asked = Vec::new();
    for file in common::below(&common::root().join("tests/conformance/real"), "json") {
        for case in common::document(&file)["cases"].as_array().unwrap() {
            let question: Question = serde_json::from_value(case["question"].clone()).unwrap();
            let answer = check(&law, &question).unwrap();
            asked.push((case["id"].as_str().unwrap().to_owned(), question, answer));
        }
    }
    (law, asked)
}

/// Whether an answer names what would strengthen it.
fn names_what_would_help(answer: &Answer, entry: &RequirementAnswer) -> bool {
    let reason = entry.reason.as_ref();
    let acts = reason.map_or(&[][..], |reason| &reason.remedies[..]);
    !entry.near_misses.is_empty()
        || answer.pivotal_unknowns.iter().any(|pivotal| pivotal.moves.contains(&entry.id))
        || entry.open_ways
        || acts.contains(&Remedy::NotActionable)
        // Farther off than two acts: what they are is said, though no set of them is offered (Q25).
        || acts.len() > 2
}

#[test]
fn every_real_answer_weaker_than_accepted_names_what_would_strengthen_it_and_every_repair_does() {
    let (law, asked) = real();
    let (mut repairs, mut weaker, mut wrong) = (0, 0, Vec::new());
    for (id, question, answer) in &asked {
        for entry in entries(answer) {
            let weak = entry.interval.lo() < Scale::Equivalent;
            assert_eq!(entry.reason.is_some(), weak, "{id}, {}: {}", entry.id, entry.verdict);
            weaker += usize::from(weak);
            if weak && !names_what_would_help(answer, entry) {
                wrong.push(format!("{id}, {} {:?}: {}", entry.id, entry.interval, json!(entry.reason)));
            }
            for near in &entry.near_misses {
                repairs += 1;
                wrong.extend(faults(&law, question, entry, near).err().map(|fault| format!("{id}: {fault}")));
            }
        }
        assert_ne!(answer.budget, Some("near-misses"), "{id}: the budget is too small for a real question");
    }
    println!("{} questions, {weaker} answers weaker than accepted, {repairs} near misses", asked.len());
    assert!(wrong.is_empty(), "{} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    assert!(repairs > 50, "only {repairs} near misses over all real questions");
}

#[test]
fn a_paper_from_a_register_that_nobody_is_on_is_history_and_comes_last_where_not_all_are_shown() {
    let (toy, law) = (common::toy(), common::toy_law());
    let case = toy["cases"].as_array().unwrap().iter().find(|case| case["id"] == "X7").unwrap();
    let answer = check(&law, &comity::pack::question(&case["question"]).unwrap()).unwrap();
    let safety = answer.requirements.iter().find(|r| r.id == "r-U-safety").unwrap();
    assert_eq!(safety.verdict, Verdict::NotAccepted);
    let [near] = &safety.near_misses[..] else { panic!("{}", json!(safety.near_misses)) };
    assert!(near.past && near.repairs[0].past && !near.repairs[1].past);
    assert_eq!(near.repairs[0].args["issued"], "2023-06-30");
}
