//! The library and the oracle (`oracle/`) answer alike, on many small random universes (`semantics.md` L39).
//!
//! `COMITY_ORACLE_PAIRS` says how many (universe, question) pairs are compared, `COMITY_ORACLE_SEED` where the seeds begin;
//! `cargo xtask oracle` sets both. What differs is shrunk and printed as a case of `recognition-cases/1`.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

use comity::decide::{Answer, Obligation, RequirementAnswer, Route};
use comity::{Law, check};
use comity_oracle::{Scan, shrink, world};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Instant;

/// Questions about each universe.
const QUESTIONS: usize = 4;
const THREADS: u64 = 2;
/// Differences that are shrunk and printed; the others are counted.
const PRINTED: usize = 12;

#[derive(Default)]
struct Tally {
    pairs: usize,
    every_day: usize,
    cut: usize,
    verdicts: BTreeMap<String, usize>,
    markets: BTreeMap<String, usize>,
    seen: BTreeMap<&'static str, usize>,
    different: Vec<Difference>,
}

struct Difference {
    seed: u64,
    universe: Value,
    question: Value,
    scan: Scan,
    fields: Vec<String>,
}

impl Tally {
    fn join(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.every_day += other.every_day;
        self.cut += other.cut;
        for (verdict, count) in other.verdicts {
            *self.verdicts.entry(verdict).or_default() += count;
        }
        for (interval, count) in other.markets {
            *self.markets.entry(interval).or_default() += count;
        }
        for (what, count) in other.seen {
            *self.seen.entry(what).or_default() += count;
        }
        self.different.extend(other.different);
    }

    fn note(&mut self, answer: &Value) {
        let requirements = answer["requirements"].as_array().unwrap();
        for requirement in requirements {
            *self.verdicts.entry(requirement["verdict"].as_str().unwrap().to_owned()).or_default() += 1;
        }
        *self.markets.entry(answer["market"]["interval"].to_string()).or_default() += 1;
        let any = |holds: &dyn Fn(&Value) -> bool| requirements.iter().any(holds);
        let longest = |r: &Value| r["routes"].as_array().into_iter().flatten().any(|c| c.as_array().unwrap().len() > 1);
        for (what, holds) in [
            ("a verdict with an end", any(&|r| r["stable_until"].is_string())),
            ("a route of two clauses or more", any(&longest)),
            ("two routes or more", any(&|r| r["routes"].as_array().is_some_and(|routes| routes.len() > 1))),
            ("a conditional route", any(&|r| r["conditional"].as_array().is_some_and(|routes| !routes.is_empty()))),
            ("an obligation", any(&|r| r["obligations"].as_array().is_some_and(|all| !all.is_empty()))),
            ("a gap", answer["market"]["gaps"].as_array().is_some_and(|gaps| !gaps.is_empty())),
            ("a virtual slot", answer["virtual"].as_array().is_some_and(|slots| !slots.is_empty())),
            ("a bloc", answer.get("members").is_some()),
            ("the bound hit", answer["bound_hit"] == true),
        ] {
            *self.seen.entry(what).or_default() += usize::from(holds);
        }
    }
}

#[test]
fn the_library_answers_as_the_oracle_does() {
    let setting = |name: &str, default: u64| std::env::var(name).map_or(default, |text| text.parse().unwrap());
    let (first, pairs) = (setting("COMITY_ORACLE_SEED", 0), setting("COMITY_ORACLE_PAIRS", 100_000));
    let begun = Instant::now();
    let worlds = pairs.div_ceil(QUESTIONS as u64);
    let tally = thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS)
            .map(|worker| {
                scope.spawn(move || {
                    let mut tally = Tally::default();
                    for seed in (first..first + worlds).filter(|seed| seed % THREADS == worker) {
                        ask(seed, &mut tally);
                    }
                    tally
                })
            })
            .collect();
        workers.into_iter().fold(Tally::default(), |mut tally, worker| {
            tally.join(worker.join().unwrap());
            tally
        })
    });
    println!(
        "{} pairs in {} s, of them {} day by day; cut by a budget {}",
        tally.pairs,
        begun.elapsed().as_secs(),
        tally.every_day,
        tally.cut
    );
    println!("verdicts of requirements: {:?}", tally.verdicts);
    println!("intervals of markets: {:?}", tally.markets);
    println!("pairs with: {:?}", tally.seen);
    report(&tally.different);
    assert!(tally.different.is_empty(), "{} of {} pairs are answered differently", tally.different.len(), tally.pairs);
    assert!(tally.cut * 100 <= tally.pairs, "a budget cut {} of {} answers", tally.cut, tally.pairs);
    let all: usize = tally.verdicts.values().sum();
    if tally.pairs >= 1_000 {
        for (group, verdicts) in [
            ("proved", &["native", "accepted", "accepted-with-conditions", "convertible"][..]),
            ("unknown", &["unknown"]),
            ("refused", &["not-accepted"]),
        ] {
            let count: usize = verdicts.iter().map(|verdict| tally.verdicts.get(*verdict).copied().unwrap_or(0)).sum();
            assert!(count * 20 >= all, "{group}: only {count} of {all} verdicts");
        }
    }
}

fn ask(seed: u64, tally: &mut Tally) {
    let world = world(seed, QUESTIONS);
    let records = comity::pack::universe(&world.universe).unwrap_or_else(|faults| panic!("seed {seed}: {faults:?}"));
    let law = Law::new(records);
    let scan = if world.dense { Scan::EveryDay } else { Scan::Recorded };
    for question in &world.questions {
        let asked = comity::pack::question(question).unwrap_or_else(|fault| panic!("seed {seed}: {fault}\n{question}"));
        let answer = check(&law, &asked).unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        tally.pairs += 1;
        tally.every_day += usize::from(world.dense);
        if !answer.complete {
            tally.cut += 1;
            continue;
        }
        let stated = comity_oracle::answer(&world.universe, question, scan);
        tally.note(&stated);
        let fields = differences(&stated, &told(&answer));
        if !fields.is_empty() {
            let (universe, question) = (world.universe.clone(), question.clone());
            tally.different.push(Difference { seed, universe, question, scan, fields });
        }
    }
}

/// Both answers to a question, where the library reads it.
fn both(universe: &Value, question: &Value, scan: Scan) -> Option<(Value, Value)> {
    let law = Law::new(comity::pack::universe(universe).ok()?);
    let answer = check(&law, &comity::pack::question(question).ok()?).ok()?;
    answer.complete.then(|| (comity_oracle::answer(universe, question, scan), told(&answer)))
}

/// Prints differences, the first of each kind shrunk to a case.
fn report(different: &[Difference]) {
    let mut kinds: BTreeMap<String, Vec<&Difference>> = BTreeMap::new();
    for difference in different {
        kinds.entry(difference.fields.join(", ")).or_default().push(difference);
    }
    for (kind, all) in &kinds {
        println!("{} pairs differ in: {kind}", all.len());
    }
    let mut printed: Vec<&Vec<&Difference>> = kinds.values().collect();
    printed.sort_by_key(|all| std::cmp::Reverse(all.len()));
    for difference in printed.into_iter().filter_map(|all| all.first()).take(PRINTED) {
        let (universe, question) = shrink(&difference.universe, &difference.question, |universe, question| {
            both(universe, question, difference.scan)
                .is_some_and(|(stated, told)| differences(&stated, &told) == difference.fields)
        });
        let (stated, told) = both(&universe, &question, difference.scan).unwrap();
        let fields = differences(&stated, &told);
        let case = json!({
            "format": "recognition-cases/1", "universe": universe,
            "cases": [{ "id": format!("seed-{}", difference.seed), "question": question, "expect": stated }],
        });
        println!("--- seed {}: {}\n{case}\nlibrary: {told}", difference.seed, fields.join(", "));
    }
}

/// The fields in which two answers differ, by the oracle's fields.
fn differences(stated: &Value, told: &Value) -> Vec<String> {
    let mut found = BTreeSet::new();
    let fields = |of: &'static str, stated: &Value, told: &Value, found: &mut BTreeSet<String>| {
        for (field, value) in stated.as_object().unwrap() {
            let got = &told[field];
            let same = match field.as_str() {
                // The library shows the first and counts the rest; the oracle knows no order among them.
                "conditional" if told["more_conditional"].as_u64().is_some_and(|more| more > 0) => {
                    let (all, shown) = (sorted(value), sorted(got));
                    let counted = shown.len() as u64 + told["more_conditional"].as_u64().unwrap() == all.len() as u64;
                    counted && shown.iter().all(|one| all.contains(one))
                }
                "conditional" | "obligations" | "gaps" => sorted(value) == sorted(got),
                "requirements" | "virtual" | "market" => true,
                _ => value == got,
            };
            if !same {
                found.insert(format!("{of}{field}"));
            }
        }
    };
    fields("", stated, told, &mut found);
    fields("market.", &stated["market"], &told["market"], &mut found);
    for (list, of, name) in [("requirements", "requirement.", "id"), ("virtual", "virtual.", "slot")] {
        let entries = |answer: &Value| -> BTreeMap<String, Value> {
            answer[list].as_array().unwrap().iter().map(|e| (e[name].to_string(), e.clone())).collect()
        };
        let (stated, told) = (entries(stated), entries(told));
        if !stated.keys().eq(told.keys()) {
            found.insert(list.to_owned());
        }
        for (id, entry) in &stated {
            if let Some(got) = told.get(id) {
                fields(of, entry, got, &mut found);
            }
        }
    }
    found.into_iter().collect()
}

fn sorted(list: &Value) -> Vec<String> {
    let items: BTreeSet<String> = list.as_array().into_iter().flatten().map(ToString::to_string).collect();
    items.into_iter().collect()
}

/// The library's answer in the words of the cases.
fn told(answer: &Answer) -> Value {
    let chain = |route: &Route| json!(route.hops.iter().filter_map(|hop| hop.clause.clone()).collect::<Vec<_>>());
    let chains = |routes: &[Route]| routes.iter().map(chain).collect::<Vec<_>>();
    let duty = |o: &Obligation| match &o.arg {
        Some(arg) => format!("{}({arg})@{}", o.kind, o.at),
        None => format!("{}@{}", o.kind, o.at),
    };
    let requirement = |r: &RequirementAnswer| {
        json!({
            "id": r.id, "slot": r.id, "verdict": r.verdict, "interval": r.interval, "routes": chains(&r.routes),
            "conditional": chains(&r.conditional_routes), "more_conditional": r.more_conditional, "stable_until": r.stable_until, "next_verdict": r.next_verdict,
            "obligations": r.obligations.iter().map(duty).collect::<Vec<_>>(),
            "obtain": r.routes.first().map_or(json!([]), |route| route.obtain.iter().map(|n| json!(n.id)).collect()),
        })
    };
    json!({
        "requirements": answer.requirements.iter().map(requirement).collect::<Vec<_>>(), "market": answer.market,
        "virtual": answer.r#virtual.iter().map(requirement).collect::<Vec<_>>(), "members": answer.members,
        "projected": answer.projected, "bound_hit": answer.bound_hit,
    })
}
