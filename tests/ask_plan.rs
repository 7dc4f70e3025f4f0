//! `plan`: the smallest sets of certificates that open some markets, held against every set there is.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, Aim, CERTIFICATE, Method, Plan, Used, cost};
use comity::decide::{Answer, Holding, Issuer, Scale, Truth, limits};
use comity::law::Effect;
use comity::{Law, Portfolio, check};
use common::worlds::World;
use fastrand::Rng;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// What some papers open in some markets, and what the cheapest way of it weighs; `None` where an answer was cut or more
/// routes hold than are shown.
fn opened(law: &Law, owned: &Portfolio, papers: &[Holding], aim: &Aim) -> Option<BTreeMap<(String, String), u32>> {
    let mut opened = BTreeMap::new();
    for market in &aim.markets {
        let mut asked = owned.clone();
        asked.holdings.extend(papers.iter().cloned());
        if asked.holdings.is_empty() {
            continue;
        }
        let answer = check(law, &asked.to(market)).unwrap();
        if !answer.complete || answer.requirements.iter().any(|r| r.more_routes > 0) {
            return None;
        }
        opened.extend(strong(&answer, aim.effect).into_iter().map(|(id, cost)| ((market.clone(), id), cost)));
    }
    Some(opened)
}

fn strong(answer: &Answer, effect: Effect) -> Vec<(String, u32)> {
    let least = Scale::from(effect);
    let open = answer.requirements.iter().filter(|r| r.interval.lo() >= least);
    let routes = |r: &comity::decide::RequirementAnswer| {
        let strong = r.routes.iter().filter(|route| route.truth == Truth::True && route.effect >= least);
        strong.map(|route| cost(&route.obligations)).min()
    };
    open.filter_map(|r| routes(r).map(|cost| (r.id.clone(), cost))).collect()
}

/// The least that a set weighs which opens all that all papers together open, by looking at every set.
fn exhaustive(
    law: &Law,
    owned: &Portfolio,
    considered: &[Vec<Holding>],
    aim: &Aim,
) -> Option<(u32, BTreeSet<(String, String)>)> {
    let all: Vec<Holding> = considered.iter().flatten().cloned().collect();
    let most: BTreeSet<(String, String)> = opened(law, owned, &all, aim)?.into_keys().collect();
    let mut best: Option<u32> = None;
    for set in 0..1_u32 << considered.len() {
        let chosen = || considered.iter().enumerate().filter(|(at, _)| set & (1 << at) != 0).map(|(_, papers)| papers);
        let count: u32 = chosen().map(|papers| u32::try_from(papers.len()).unwrap()).sum();
        if best.is_some_and(|best| count * CERTIFICATE > best) {
            continue;
        }
        let papers: Vec<Holding> = chosen().flatten().cloned().collect();
        let opened = opened(law, owned, &papers, aim)?;
        if most.iter().all(|wanted| opened.contains_key(wanted)) {
            let weight = count * CERTIFICATE + opened.values().sum::<u32>();
            best = Some(best.map_or(weight, |best| best.min(weight)));
        }
    }
    best.map(|best| (best, most))
}

/// Each set shown opens what it says, asked forward with all its papers together.
fn opens_what_it_says(law: &Law, owned: &Portfolio, plan: &Plan, aim: &Aim) {
    for set in &plan.sets {
        let papers: Vec<Holding> =
            set.certificates.iter().flat_map(|certificate| certificate.template.example().iter().cloned()).collect();
        let Some(opened) = opened(law, owned, &papers, aim) else { continue };
        for opening in &set.openings {
            let key = (opening.market.clone(), opening.requirement.clone());
            assert!(opened.contains_key(&key), "{key:?} is not opened by {}", json!(set));
            assert_eq!(opening.cost, cost(&opening.obligations));
            for used in &opening.by {
                match used {
                    Used::Owned(at) => assert!(*at < owned.holdings.len()),
                    Used::Certificate(at) => assert!(*at < set.certificates.len()),
                }
            }
        }
        for gap in &plan.gaps {
            assert!(!opened.contains_key(&(gap.market.clone(), gap.requirement.clone())), "{gap:?} is none");
        }
    }
}

/// A paper that anybody could think of, issued on the day asked by a body of the world.
fn any_paper(law: &Law, on: &str, rng: &mut Rng) -> Holding {
    let records = law.records();
    let schemes: Vec<&str> = records.schemes.iter().map(|(_, scheme)| scheme.id.as_str()).collect();
    let bodies: Vec<&str> = records.bodies.iter().map(|(_, body)| body.id.as_str()).collect();
    let issuer = Issuer { body: rng.choice(&bodies).map(|id| (*id).to_owned()), ..Issuer::default() };
    let scheme = rng.choice(&schemes).map(|id| (*id).to_owned());
    Holding { scheme, issuer, issued: Some(on.to_owned()), ..Holding::default() }
}

/// No paper, whether the plan thought of it or not, opens what the plan calls a gap, and none does all for less. Says how many
/// of those looked at open something that what is in hand does not.
fn none_is_better(law: &Law, owned: &Portfolio, plan: &Plan, aim: &Aim, rng: &mut Rng) -> usize {
    let best = &plan.sets[0];
    let key = |o: &ask::Opening| (o.market.clone(), o.requirement.clone());
    let most: BTreeSet<(String, String)> = best.openings.iter().map(key).collect();
    let own: Vec<Holding> = best.certificates.iter().flat_map(|c| c.template.example().iter().cloned()).collect();
    let in_hand = opened(law, owned, &[], aim).map_or(0, |bare| bare.len());
    let mut open = 0;
    for _ in 0..300 {
        let paper = any_paper(law, &plan.on, rng);
        let Some(alone) = opened(law, owned, std::slice::from_ref(&paper), aim) else { continue };
        let Some(beside) = opened(law, owned, &[own.as_slice(), std::slice::from_ref(&paper)].concat(), aim) else {
            continue;
        };
        let told = || format!("{}\n{}", json!(paper), json!(plan));
        assert!(beside.keys().all(|key| most.contains(key)), "opens more: {}", told());
        if alone.len() == most.len() {
            let weight = CERTIFICATE + alone.values().sum::<u32>();
            assert!(best.weight <= weight, "opens all for less: {}", told());
        }
        open += usize::from(alone.len() > in_hand);
    }
    open
}

#[test]
fn on_small_universes_it_is_as_light_as_the_lightest_of_all_sets() {
    let toy = common::toy();
    let markets = ["QM", "QP", "QR", "QS", "QT"];
    let (mut worlds, mut with_papers, mut opening, mut seed) = (0, 0, 0, 0);
    while worlds < 50 || with_papers < 25 {
        seed += 1;
        assert!(seed < 2_000, "only {worlds} small universes, {with_papers} that ask for papers");
        let rng = &mut Rng::with_seed(seed);
        let world = World::random(&toy, seed);
        let (law, question) = (world.law().unwrap(), world.question().unwrap());
        let mut owned: Portfolio = question.into();
        if rng.bool() {
            owned.holdings.clear();
        }
        let mut wanted: Vec<String> = markets.iter().filter(|_| rng.u8(0..5) < 2).map(|m| (*m).to_owned()).collect();
        wanted.truncate(3);
        if wanted.is_empty() {
            continue;
        }
        let effect = if rng.u8(0..3) == 0 { Effect::Equivalent } else { Effect::Reissue };
        let aim = Aim { markets: wanted, effect };
        let plan = ask::plan(&law, &owned, &aim).unwrap();
        if plan.considered.len() > 9 || plan.method != Method::Exact || !plan.complete {
            continue;
        }
        let Some((weight, most)) = exhaustive(&law, &owned, &plan.considered, &aim) else { continue };
        worlds += 1;
        let at = format!("seed {seed}: {aim:?}\n{}", json!(plan));
        opens_what_it_says(&law, &owned, &plan, &aim);
        opening += none_is_better(&law, &owned, &plan, &aim, rng);
        let best = &plan.sets[0];
        assert_eq!(best.weight, weight, "{at}");
        let opened: BTreeSet<(String, String)> =
            best.openings.iter().map(|o| (o.market.clone(), o.requirement.clone())).collect();
        assert_eq!(opened, most, "{at}");
        assert!(plan.sets.is_sorted_by_key(|set| set.weight) && plan.sets.len() <= limits::SETS);
        with_papers += usize::from(!best.certificates.is_empty());
    }
    assert!(opening > 100, "of all papers looked at only {opening} open anything new");
}

fn toy_plan(law: &Law, aim: &serde_json::Value) -> Plan {
    let goods: Portfolio = serde_json::from_value(
        json!({ "product": { "hs": "8516.40" }, "origin": { "made_in": "QP" }, "on": "2026-06-01" }),
    )
    .unwrap();
    ask::plan(law, &goods, &serde_json::from_value(aim.clone()).unwrap()).unwrap()
}

#[test]
fn one_certificate_opens_what_several_markets_convert() {
    let plan = toy_plan(&common::toy_law(), &json!({ "markets": ["QM", "QR", "QS"] }));
    assert!(plan.complete && plan.method == Method::Exact);
    let best = &plan.sets[0];
    let opens = |set: &ask::PlanSet| set.certificates.iter().map(|c| c.opens.len()).max().unwrap();
    assert!(opens(best) >= 2, "{}", json!(best));
    // What is to be got, and what is left to do with it, is told.
    assert!(!best.obligations.is_empty());
    // A stronger effect asks for more certificates.
    let equivalent = toy_plan(&common::toy_law(), &json!({ "markets": ["QM", "QR", "QS"], "effect": "equivalent" }));
    assert!(equivalent.sets[0].weight > best.weight);
}

#[test]
fn what_is_in_hand_costs_nothing() {
    let (toy, law) = (common::toy(), common::toy_law());
    let case = toy["cases"].as_array().unwrap().iter().find(|c| c["id"] == "X14").unwrap();
    let owned: Portfolio = comity::pack::question(&case["question"]).unwrap().into();
    let aim = Aim { markets: vec!["QM".into()], effect: Effect::Reissue };
    let (with, without) = (
        ask::plan(&law, &owned, &aim).unwrap(),
        ask::plan(&law, &Portfolio { holdings: Vec::new(), ..owned.clone() }, &aim).unwrap(),
    );
    assert!(with.sets[0].weight < without.sets[0].weight);
    assert!(with.sets[0].openings.iter().any(|o| o.by == [Used::Owned(0)]));
}

#[test]
fn gaps_are_told_and_are_none_of_the_sets() {
    let mut universe = common::toy()["universe"].clone();
    let requirements = universe["requirements"].as_array_mut().unwrap();
    let mut more = requirements[0].clone();
    more["id"] = json!("r-U-nobody");
    more["ways"] = json!([]);
    requirements.push(more);
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let plan = toy_plan(&law, &json!({ "markets": ["QM"] }));
    assert_eq!(plan.gaps.iter().map(|gap| gap.requirement.as_str()).collect::<Vec<_>>(), ["r-U-nobody"]);
    assert!(!plan.sets.is_empty() && !plan.sets[0].openings.is_empty());
}

/// The toy universe with many market-own certificates asked for in one market.
fn many(count: usize) -> Law {
    let mut universe = common::toy()["universe"].clone();
    for n in 0..count {
        let scheme = format!("MANY{n:03}");
        universe["schemes"].as_array_mut().unwrap().push(
            json!({ "id": scheme, "kind": "product-certificate", "home": "QR", "regime": scheme, "native_issuers": ["rb1"] }),
        );
        universe["requirements"].as_array_mut().unwrap().push(json!({
            "id": format!("r-many-{n:03}"), "market": "QR", "aspect": "safety", "scope": { "include": [{ "hs": "8516" }] },
            "ways": [{ "slots": [{ "scheme": scheme }] }] }));
    }
    Law::new(comity::pack::universe(&universe).unwrap())
}

#[test]
fn beyond_a_dozen_it_is_greedy_and_says_so() {
    let plan = toy_plan(&many(limits::EXACT), &json!({ "markets": ["QR"] }));
    assert_eq!(plan.method, Method::Greedy);
    assert!(plan.candidates > limits::EXACT && plan.complete);
    assert_eq!(plan.sets.len(), 1);
    // All of them are needed, and none twice.
    assert_eq!(plan.sets[0].certificates.len(), limits::EXACT + 1);
    assert!(plan.gaps.is_empty(), "{:?}", plan.gaps);
}

#[test]
fn what_a_budget_leaves_out_is_said() {
    let plan = toy_plan(&many(limits::CANDIDATES + 1), &json!({ "markets": ["QR"] }));
    assert_eq!((plan.complete, plan.budget), (false, Some("candidates")));
    let aim = Aim { markets: vec!["QR".into(); limits::WANTED + 1], effect: Effect::Reissue };
    let goods: Portfolio =
        serde_json::from_value(json!({ "product": { "hs": "8516.40" }, "on": "2026-06-01" })).unwrap();
    let error = ask::plan(&common::toy_law(), &goods, &aim).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), ("too-many", "markets"));
    let nowhere = Aim { markets: vec!["QR".into(), "Atlantis".into()], effect: Effect::Reissue };
    assert_eq!(ask::plan(&common::toy_law(), &goods, &nowhere).unwrap_err().path, "markets[1]");
    let none = Aim { markets: Vec::new(), effect: Effect::Reissue };
    assert_eq!(ask::plan(&common::toy_law(), &goods, &none).unwrap_err().code, "empty");
}
