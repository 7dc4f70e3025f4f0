//! The library and the oracle (`oracle/`) answer alike, on many small random universes (`semantics.md` L39).
//!
//! `COMITY_ORACLE_PAIRS` says how many (universe, question) pairs are compared, `COMITY_ORACLE_SEED` where the seeds begin;
//! `cargo xtask oracle` sets both. What differs is shrunk and printed as a case of `recognition-cases/1`.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

use comity::decide::{Answer, NearMiss, Obligation, RequirementAnswer, Route};
use comity::{Law, check};
use comity_oracle::{Scan, shrink, world};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::thread;
use std::time::Instant;

/// Questions about each universe.
const QUESTIONS: usize = 4;
const THREADS: u64 = 2;
/// One world in so many is asked for near misses too: each of them takes a hundred changed questions.
const NEAR: u64 = 4;
/// Sorts of act, cheapest first (§3.9).
const ACTS: [&str; 7] = ["state-fact", "add-document", "date", "renew", "listed-body", "other-regime", "change-origin"];
/// What has to come up, or nothing was compared.
const SEEN: [&str; 28] = [
    "a verdict with an end",
    "a virtual slot",
    "a bloc",
    "an obligation",
    "within its usual run",
    "beyond its usual run",
    "the usual run ends",
    "a market that a usual validity decides",
    "a lapsed paper",
    "a paper that may have lapsed",
    "a paper that just lapses",
    "a market that a lapse decides",
    "a paper of after the closing",
    "a paper perhaps of after the closing",
    "a scheme that just closes",
    "a market that a closing decides",
    "a pivotal fact",
    "a near miss",
    "a near miss of two acts",
    "a near miss of the past",
    "a near miss that only may help",
    "a near miss by stating a fact",
    "a near miss by a document",
    "a near miss by a date",
    "a near miss by a renewal",
    "a near miss by a listed body",
    "a near miss by another paper",
    "a near miss by an origin",
];
/// Differences that are shrunk and printed; the others are counted.
const PRINTED: usize = 40;

#[derive(Default)]
struct Tally {
    pairs: usize,
    every_day: usize,
    near: usize,
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
    how: How,
    fields: Vec<String>,
}

/// How a question is put to the oracle.
#[derive(Clone, Copy)]
struct How {
    scan: Scan,
    /// Whether near misses are looked for.
    near: bool,
}

impl Tally {
    fn join(&mut self, other: Self) {
        self.pairs += other.pairs;
        self.every_day += other.every_day;
        self.near += other.near;
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
            ("a pivotal fact", answer["pivotal"].as_object().is_some_and(|facts| !facts.is_empty())),
            ("pivotal facts of three sorts", answer["pivotal"].as_object().is_some_and(|facts| facts.len() > 2)),
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
        "{} pairs in {} s, of them {} day by day, {} with near misses; cut by a budget {}",
        tally.pairs,
        begun.elapsed().as_secs(),
        tally.every_day,
        tally.near,
        tally.cut
    );
    println!("verdicts of requirements: {:?}", tally.verdicts);
    println!("intervals of markets: {:?}", tally.markets);
    println!("pairs with: {:?}", tally.seen);
    report(&tally.different);
    let (different, pairs) = (tally.different.len(), tally.pairs);
    assert!(different == 0, "{different} of {pairs} pairs are answered differently");
    assert!(tally.cut * 100 <= tally.pairs, "a budget cut {} of {} answers", tally.cut, tally.pairs);
    let all: usize = tally.verdicts.values().sum();
    if tally.pairs >= 20_000 {
        assert!(tally.every_day * 50 >= tally.pairs, "only {} pairs were walked day by day", tally.every_day);
        assert!(tally.near * 5 >= tally.pairs, "near misses were looked for in {} pairs only", tally.near);
        for what in SEEN {
            let times = tally.seen.get(what).copied().unwrap_or(0);
            assert!(times * 2_000 >= tally.pairs, "{what}: seen {times} times only");
        }
    }
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
        // Of a bloc they are those of its weakest member, and no text says which that is.
        let near = seed.is_multiple_of(NEAR) && answer.members.is_empty();
        tally.near += usize::from(near);
        let how = How { scan, near };
        let stated = stated(&world.universe, question, how);
        tally.note(&stated);
        let lasting: BTreeSet<&str> = comity_oracle::lasting(&world.universe, question).into_iter().collect();
        for what in lasting {
            *tally.seen.entry(what).or_default() += 1;
        }
        let told = told(&world.universe, question, &answer, how);
        for (what, times) in near_misses_of(&told) {
            *tally.seen.entry(what).or_default() += times;
        }
        let fields = differences(&stated, &told);
        if !fields.is_empty() {
            let (universe, question) = (world.universe.clone(), question.clone());
            tally.different.push(Difference { seed, universe, question, how, fields });
        }
    }
}

/// All that the oracle answers.
fn stated(universe: &Value, question: &Value, how: How) -> Value {
    let mut answer = comity_oracle::answer(universe, question, how.scan);
    answer["pivotal"] = json!(comity_oracle::pivotal(universe, question));
    if how.near {
        answer["near_misses"] = json!(comity_oracle::near_misses(universe, question));
    }
    answer
}

/// Both answers to a question, where the library reads it.
fn both(universe: &Value, question: &Value, how: How) -> Option<(Value, Value)> {
    let law = Law::new(comity::pack::universe(universe).ok()?);
    let answer = check(&law, &comity::pack::question(question).ok()?).ok()?;
    answer.complete.then(|| (stated(universe, question, how), told(universe, question, &answer, how)))
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
            both(universe, question, difference.how)
                .is_some_and(|(stated, told)| differences(&stated, &told) == difference.fields)
        });
        let (stated, told) = both(&universe, &question, difference.how).unwrap();
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
                "near_misses" => {
                    found.extend(near_misses_differ(value, got));
                    true
                }
                // Each fact by itself: which of them it is says what is different.
                "pivotal" => {
                    let facts = |of: &Value| of.as_object().unwrap().keys().cloned().collect::<BTreeSet<_>>();
                    for fact in facts(value).union(&facts(got)) {
                        let kind = match (&value[fact], &got[fact]) {
                            (stated, got) if stated == got => continue,
                            (_, Value::Null) => "not told",
                            (Value::Null, _) => "told",
                            _ => "moves something else",
                        };
                        found.insert(format!("pivotal {fact}: {kind}"));
                    }
                    true
                }
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

/// A near miss with its repairs as they are applied.
fn near_miss(near: &NearMiss) -> Value {
    json!({
        "clause": near.clause, "repairs": near.repairs, "promise": near.promise, "effect": near.effect,
        "interval": near.interval, "past": near.past,
    })
}

/// The sorts of act of a near miss, as a set.
fn acts(near: &Value) -> Vec<&str> {
    let repairs = near["repairs"].as_array().unwrap().iter();
    let mut acts: Vec<&str> = repairs.map(|r| r.as_str().or_else(|| r["kind"].as_str()).unwrap()).collect();
    acts.sort_by_key(|act| rank(act));
    acts
}

fn rank(act: &str) -> usize {
    ACTS.iter().position(|known| *known == act).unwrap()
}

/// What is different of near misses: what the oracle finds wrong with one that is told; what it finds and is not told, where all are
/// told; the order. The oracle tries every form of an act, so that it may find a sort of act where the library tells a cheaper one.
fn near_misses_differ(stated: &Value, told: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for (id, list) in told.as_object().unwrap() {
        let all: Vec<&Value> = list["told"].as_array().unwrap().iter().collect();
        for (near, fault) in all.iter().zip(list["faults"].as_array().unwrap()) {
            if let Some(fault) = fault.as_str() {
                found.push(format!("near miss {:?}: {}", acts(near), fault.split(" to ").next().unwrap()));
            }
        }
        let dearest = |near: &&Value| acts(near).iter().map(|act| rank(act)).max();
        if !all.iter().map(dearest).is_sorted() {
            found.push("near misses: order".to_owned());
        }
        if list["more"] != 0 {
            continue;
        }
        for wanted in stated[id].as_array().into_iter().flatten() {
            // The same acts are told once, under the first clause that they open.
            // A fact that each record of a clause asks for by itself is told once for each.
            let twice = [acts(wanted), vec!["state-fact"]].concat();
            let one_fact = acts(wanted) == ["state-fact"];
            let same = |near: &&&Value| acts(near) == acts(wanted) || one_fact && acts(near) == twice;
            let strength = |near: &Value| (near["promise"] == "lo", scale(&near["effect"]));
            let best = all.iter().filter(same).map(|near| strength(near)).max();
            let how = match best {
                None => "not told",
                Some(best) if best < strength(wanted) => "more is possible",
                Some(_) => continue,
            };
            found.push(format!("near miss {:?}: {how}", acts(wanted)));
        }
    }
    found
}

fn scale(step: &Value) -> Option<usize> {
    let scale = ["barred", "none", "evidence", "reissue", "equivalent", "native", "not-required"];
    scale.iter().position(|known| step == known)
}

/// What comes up of near misses in an answer, for the tally.
fn near_misses_of(told: &Value) -> BTreeMap<&'static str, usize> {
    let mut seen = BTreeMap::new();
    let mut count = |what: &'static str| *seen.entry(what).or_default() += 1;
    for list in told["near_misses"].as_object().unwrap().values() {
        let all = list["told"].as_array().unwrap();
        if list["more"] != 0 {
            count("a requirement with more near misses than are told");
        }
        for near in all {
            count("a near miss");
            if acts(near).len() > 1 {
                count("a near miss of two acts");
            }
            if near["past"] == true {
                count("a near miss of the past");
            }
            if near["promise"] == "hi" {
                count("a near miss that only may help");
            }
            for (act, what) in [
                ("state-fact", "a near miss by stating a fact"),
                ("add-document", "a near miss by a document"),
                ("date", "a near miss by a date"),
                ("renew", "a near miss by a renewal"),
                ("listed-body", "a near miss by a listed body"),
                ("other-regime", "a near miss by another paper"),
                ("change-origin", "a near miss by an origin"),
            ] {
                if acts(near).contains(&act) {
                    count(what);
                }
            }
        }
    }
    seen
}

fn sorted(list: &Value) -> Vec<String> {
    let items: BTreeSet<String> = list.as_array().into_iter().flatten().map(ToString::to_string).collect();
    items.into_iter().collect()
}

/// The library's answer in the words of the cases.
fn told(universe: &Value, question: &Value, answer: &Answer, how: How) -> Value {
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
    let near_misses: BTreeMap<&str, Value> = answer
        .requirements
        .iter()
        .filter(|_| how.near)
        .map(|r| {
            let all: Vec<Value> = r.near_misses.iter().map(near_miss).collect();
            let faults = comity_oracle::near_miss_faults(universe, question, &r.id, &all);
            (r.id.as_str(), json!({ "told": all, "more": r.more_near_misses, "faults": faults }))
        })
        .collect();
    // By fact, what the settlement of one of its unknowns moves.
    let mut pivotal: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for unknown in &answer.pivotal_unknowns {
        pivotal.entry(unknown.fact.word()).or_default().extend(unknown.moves.iter().map(String::as_str));
    }
    json!({
        "requirements": answer.requirements.iter().map(requirement).collect::<Vec<_>>(), "market": answer.market,
        "virtual": answer.r#virtual.iter().map(requirement).collect::<Vec<_>>(), "members": answer.members,
        "projected": answer.projected, "bound_hit": answer.bound_hit, "pivotal": pivotal,
        "near_misses": near_misses,
    })
}
