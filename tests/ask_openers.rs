//! `openers`: what opens a market. Backwards is as forwards: what a template promises is what `check` says of its example,
//! and every route of an answer is one of a template.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, Openers, SlotOpeners, Template};
use comity::decide::{Answer, Holding, Interval, Origin, RequirementAnswer, Route, Scale, Truth, limits};
use comity::{Law, Portfolio, Question, check};
use common::worlds::{World, real_questions};
use serde_json::{Value, json};

fn goods(question: &Question) -> Portfolio {
    Portfolio { holdings: Vec::new(), ..question.clone().into() }
}

/// Facts of origin of two questions together; `None` where they contradict each other.
fn joined(one: &Origin, other: &Origin) -> Option<Origin> {
    let (mut one, other) = (json!(one), json!(other));
    for (fact, value) in other.as_object().unwrap() {
        if one[fact].is_null() {
            one[fact] = value.clone();
        } else if !value.is_null() && one[fact] != *value {
            return None;
        }
    }
    serde_json::from_value(one).ok()
}

/// The interval of a requirement or virtual slot; what is not there asks nothing.
fn interval(answer: &Answer, id: &str, of_virtual: bool) -> Interval {
    let entries = if of_virtual { &answer.r#virtual } else { &answer.requirements };
    let gone = if of_virtual { Scale::Nothing } else { Scale::NotRequired };
    entries.iter().find(|r| r.id == id).map_or(Interval::exactly(gone), |r| r.interval)
}

/// What is asked of the law for one template.
struct Ask<'a> {
    law: &'a Law,
    goods: &'a Portfolio,
    market: &'a str,
    at: String,
}

impl Ask<'_> {
    /// Holds a template's promise against `check`, with other papers beside it for the other slots of its way.
    fn keeps(&self, id: &str, of_virtual: bool, template: &Template, beside: &[&Template]) -> usize {
        let Some(example) = &template.example else { return 0 };
        let mut holdings: Vec<Holding> = example.holdings.clone();
        let mut origin = example.origin.clone();
        let (mut effect, mut truth) = (template.effect, template.truth);
        for other in beside {
            let Some(more) = &other.example else { return 0 };
            holdings.extend(more.holdings.iter().cloned());
            let Some(both) = joined(&origin, &more.origin) else { return 0 };
            origin = both;
            effect = effect.min(other.effect);
            truth = truth.min(other.truth);
        }
        let members: Vec<&str> = match template.members.as_slice() {
            [] => vec![self.market],
            members => members
                .iter()
                .map(String::as_str)
                .filter(|m| beside.iter().all(|t| t.members.iter().any(|o| o == m)))
                .collect(),
        };
        let mut kept = 0;
        for member in members.into_iter().take(2) {
            let asked = Portfolio { holdings: holdings.clone(), origin: origin.clone(), ..self.goods.clone() };
            let answer = check(self.law, &asked.to(member)).unwrap_or_else(|error| panic!("{}: {error}", self.at));
            if !answer.complete {
                continue;
            }
            let got = interval(&answer, id, of_virtual);
            let enough = if truth == Truth::True { got.lo() >= effect } else { got.hi() >= effect };
            assert!(enough, "{}, {member}: {id} {got:?}, promised {effect} {truth}\n{}", self.at, json!(template));
            kept += 1;
        }
        kept
    }
}

/// Every template keeps its promise; how many times that was seen.
fn backward_is_forward(law: &Law, question: &Question, at: &str) -> usize {
    let goods = goods(question);
    let openers = ask::openers(law, &goods, &question.market).unwrap();
    let ask = Ask { law, goods: &goods, market: &question.market, at: at.to_owned() };
    let mut kept = 0;
    for requirement in &openers.requirements {
        for way in requirement.ways.iter().filter(|way| way.open == Truth::True) {
            for (place, slot) in way.slots.iter().enumerate() {
                // The other slots are filled by the first of their templates.
                let others: Vec<Option<&Template>> = way
                    .slots
                    .iter()
                    .enumerate()
                    .filter(|(i, _)| *i != place)
                    .map(|(_, s)| s.templates.first())
                    .collect();
                let Some(beside) = others.into_iter().collect::<Option<Vec<&Template>>>() else { continue };
                kept += slot.templates.iter().map(|t| ask.keeps(&requirement.id, false, t, &beside)).sum::<usize>();
            }
        }
    }
    for slot in &openers.r#virtual {
        kept += slot.templates.iter().map(|t| ask.keeps(&slot.asks_for.id, true, t, &[])).sum::<usize>();
    }
    kept
}

fn clauses(template: &Template) -> Vec<&str> {
    template.hops.iter().filter_map(|hop| hop.clause.as_deref()).collect()
}

/// Whether a part of a route is one of the templates of a slot, at least as sure; a part that goes over the standing of
/// goods elsewhere is so where its last hop is.
fn part_of(slot: &SlotOpeners, part: &[&comity::decide::Hop], truth: Truth) -> bool {
    let walked: Vec<&str> = part.iter().filter_map(|hop| hop.clause.as_deref()).collect();
    let from = &part[0].from.id;
    slot.templates.iter().filter(|t| t.truth >= truth).any(|template| {
        let paper = template.scheme.as_ref().is_some_and(|scheme| scheme.id == *from);
        paper && clauses(template) == walked && template.hops.len() == part.len()
    }) || part.last().is_some_and(|hop| {
        hop.from.id.starts_with("lawful-marketing(")
            && slot.templates.iter().any(|t| t.hops.len() == 1 && t.hops[0].clause == hop.clause)
    })
}

/// Whether the hops of a route are, slot after slot, each a template.
fn covered(slots: &[SlotOpeners], hops: &[&comity::decide::Hop], truth: Truth) -> bool {
    match slots {
        [] => hops.is_empty(),
        [slot, rest @ ..] => {
            (1..=hops.len()).any(|n| part_of(slot, &hops[..n], truth) && covered(rest, &hops[n..], truth))
        }
    }
}

/// Every route of an answer is one of a template; how many routes were seen.
fn forward_is_backward(law: &Law, question: &Question, at: &str) -> usize {
    let answer = check(law, question).unwrap();
    let openers = ask::openers(law, &goods(question), &question.market).unwrap();
    if !openers.complete {
        eprintln!("{at}: the openers were cut off by {:?}", openers.budget);
    }
    if !answer.complete {
        return 0;
    }
    let mut seen = 0;
    let routes = |r: &RequirementAnswer| r.routes.iter().chain(&r.conditional_routes).cloned().collect::<Vec<Route>>();
    for requirement in &answer.requirements {
        let opened = openers.requirements.iter().find(|o| o.id == requirement.id);
        for route in routes(requirement) {
            let opened = opened.unwrap_or_else(|| panic!("{at}: {} is not among the openers", requirement.id));
            let hops: Vec<&comity::decide::Hop> = route.hops.iter().collect();
            // A surer template is asked for only where the search was not cut.
            let truth = if openers.complete { route.truth } else { Truth::Unknown };
            let found = opened.ways.iter().any(|way| covered(&way.slots, &hops, truth));
            assert!(found, "{at}: {} {} {}\n{}", requirement.id, route.truth, told(&route), json!(opened.ways));
            seen += 1;
        }
    }
    for slot in &answer.r#virtual {
        for route in routes(slot) {
            let hops: Vec<&comity::decide::Hop> = route.hops.iter().collect();
            let truth = if openers.complete { route.truth } else { Truth::Unknown };
            let found = openers.r#virtual.iter().any(|o| o.asks_for.id == slot.id && part_of(o, &hops, truth));
            assert!(found, "{at}: virtual {} {} {}", slot.id, route.truth, told(&route));
            seen += 1;
        }
    }
    seen
}

fn told(route: &Route) -> Value {
    json!(route.hops.iter().map(|hop| (&hop.from.id, &hop.clause, &hop.at, &hop.to.id)).collect::<Vec<_>>())
}

#[test]
fn what_a_template_promises_is_what_check_says_of_its_example() {
    let toy = common::toy();
    let mut kept = 0;
    for seed in 0..150 {
        let world = World::random(&toy, seed);
        kept += backward_is_forward(&world.law().unwrap(), &world.question().unwrap(), &format!("seed {seed}"));
    }
    assert!(kept > 400, "{kept}");
}

#[test]
fn every_route_of_an_answer_is_one_of_a_template() {
    let toy = common::toy();
    let mut seen = 0;
    let law = common::toy_law();
    for case in toy["cases"].as_array().unwrap() {
        let question = comity::pack::question(&case["question"]).unwrap();
        seen += forward_is_backward(&law, &question, case["id"].as_str().unwrap());
    }
    for seed in 0..250 {
        let world = World::random(&toy, seed);
        seen += forward_is_backward(&world.law().unwrap(), &world.question().unwrap(), &format!("seed {seed}"));
    }
    assert!(seen > 160, "{seen}");
}

#[test]
fn over_real_data_backward_is_forward() {
    let law = common::real_law();
    let mut kept = 0;
    for (id, question) in real_questions().iter().step_by(12) {
        kept += backward_is_forward(&law, question, id);
    }
    assert!(kept > 60, "{kept}");
}

#[test]
fn over_real_data_forward_is_backward() {
    let law = common::real_law();
    let mut seen = 0;
    for (id, question) in real_questions().iter().step_by(2) {
        seen += forward_is_backward(&law, question, id);
    }
    assert!(seen > 40, "{seen}");
}

fn toy_openers(market: &str, hs: &str) -> Openers {
    let goods: Portfolio = serde_json::from_value(json!({ "product": { "hs": hs }, "on": "2026-06-01" })).unwrap();
    ask::openers(&common::toy_law(), &goods, market).unwrap()
}

#[test]
fn a_market_is_opened_by_its_own_paper_and_by_what_clauses_take() {
    let openers = toy_openers("QM", "8516.40");
    assert!(openers.complete, "{:?}", openers.budget);
    let safety = openers.requirements.iter().find(|r| r.id == "r-U-safety").unwrap();
    let templates = &safety.ways[0].slots[0].templates;
    let own = &templates[0];
    assert_eq!((own.effect, own.truth, own.hops.len(), clauses(own).len()), (Scale::Native, Truth::True, 1, 0));
    assert_eq!(own.issuer.bodies, ["ub1", "ub2"]);
    // a1.x asks for a paper of 2023 at the latest: the body left the register.
    let x = templates.iter().find(|t| clauses(t) == ["a1.x"]).unwrap();
    assert_eq!((x.effect, x.obtainable, x.issuer.register.as_deref()), (Scale::Equivalent, false, Some("a1.x")));
    assert_eq!(x.obligations.iter().map(|o| o.kind.to_string()).collect::<Vec<_>>(), ["marking", "importer-address"]);
    let converted = templates.iter().find(|t| clauses(t) == ["a3.QM"] || t.effect == Scale::Reissue).unwrap();
    assert_eq!(converted.obtain[0].id, "U-SAFE");
    assert!(converted.obtainable);
}

#[test]
fn chains_that_are_cut_off_are_said_to_be() {
    let mut universe = common::toy()["universe"].clone();
    let clauses = universe["clauses"].as_array_mut().unwrap();
    let model = clauses.iter().find(|c| c["id"] == "a1.x").unwrap().clone();
    for n in 0..=limits::CHAINS {
        let mut more = model.clone();
        more["id"] = json!(format!("many{n:05}"));
        // None of them can hold, which no paper has to be tried for.
        more["to_party"] = json!(["QM"]);
        more["issuer_rule"] = json!({ "listed": "a1.x" });
        more["basis_rule"] = json!("own");
        clauses.push(more);
    }
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let goods: Portfolio = serde_json::from_value(
        json!({ "product": { "hs": "8516.40" }, "on": "2004-06-01", "wanted": { "purpose": "safety" } }),
    )
    .unwrap();
    let openers = ask::openers(&law, &goods, "QM").unwrap();
    assert_eq!((openers.complete, openers.budget), (false, Some("chains")));
}

#[test]
fn papers_that_are_not_all_tried_are_said_to_be() {
    let mut universe = common::toy()["universe"].clone();
    // Many bodies, each listed from another day on, for a clause of which another source says that it is about fruit: no
    // paper is surer than the next.
    for n in 0..70 {
        let (body, from) = (format!("zb{n:02}"), format!("2007-01-{:02}", n % 28 + 1));
        universe["bodies"].as_array_mut().unwrap().push(json!({ "id": body, "seat": "QP" }));
        universe["listings"].as_array_mut().unwrap().push(
            json!({ "id": format!("l-{body}"), "body": body, "for": "a1.x", "from": from, "until": format!("2024-{:02}-11", n % 12 + 1) }));
    }
    let clauses = universe["clauses"].as_array_mut().unwrap();
    let mut rival = clauses.iter().find(|c| c["id"] == "a1.x").unwrap().clone();
    rival["id"] = json!("a1.rival");
    rival["conflicts_with"] = json!("a1.x");
    rival["scope"] = json!({ "include": [{ "hs": "0805" }] });
    clauses.push(rival);
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let goods: Portfolio =
        serde_json::from_value(json!({ "product": { "hs": "8516.40" }, "on": "2026-06-01" })).unwrap();
    let openers = ask::openers(&law, &goods, "QM").unwrap();
    assert_eq!((openers.complete, openers.budget), (false, Some("tries")));
}

#[test]
fn errors_name_the_field() {
    let law = common::toy_law();
    let goods: Portfolio = serde_json::from_value(json!({ "product": { "hs": "85x" }, "on": "2026-06-01" })).unwrap();
    assert_eq!(ask::openers(&law, &goods, "QM").unwrap_err().path, "product.hs");
    assert_eq!(
        ask::openers(&law, &Portfolio { product: Default::default(), ..goods }, "Atlantis").unwrap_err().path,
        "market"
    );
}
