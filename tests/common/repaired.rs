//! What a near miss promises (`semantics.md` §3.9, L32), held against the engine's own answer to the changed question.

use comity::decide::{Answer, Interval, NearMiss, Promise, Question, Remedy, Repair, RequirementAnswer};
use comity::{Law, check};
use serde_json::{Value, json};

/// Every requirement and virtual slot.
pub(crate) fn entries(answer: &Answer) -> impl Iterator<Item = &RequirementAnswer> {
    answer.requirements.iter().chain(&answer.r#virtual)
}

/// The interval of the same entry in another answer; `None` where nothing is asked there.
pub(crate) fn of(answer: &Answer, entry: &RequirementAnswer) -> Option<Interval> {
    entries(answer).find(|r| r.id == entry.id && r.aspect == entry.aspect).map(|r| r.interval)
}

pub(crate) fn applied(question: &Question, repairs: &[Repair]) -> Question {
    repairs.iter().fold(question.clone(), |question, repair| repair.apply(&question))
}

/// Puts the values at their paths, as any program that holds the question as JSON can.
pub(crate) fn put(question: &Question, repairs: &[Repair]) -> Value {
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
pub(crate) fn reached(near: &NearMiss, interval: Option<Interval>) -> bool {
    interval.is_some_and(|interval| match near.promise {
        Promise::Proved => interval.lo() >= near.effect,
        Promise::Possible => interval.hi() >= near.effect,
    })
}

/// L32 of one near miss: what is wrong with it, if anything.
pub(crate) fn faults(law: &Law, question: &Question, entry: &RequirementAnswer, near: &NearMiss) -> Result<(), String> {
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

fn ensure(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}
