//! `markets`: one portfolio, every market, each as `check` has it.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, MarketLine};
use comity::decide::{Answer, Interval, Scale, limits};
use comity::{Law, Portfolio, Question, check};
use common::worlds::{World, real_questions};
use serde_json::json;

/// What `check` says, where a line says something of it.
fn told(answer: &Answer) -> (String, String, Vec<String>, usize, Option<String>) {
    let headline = &answer.headline;
    (
        headline.verdict.to_string(),
        format!("{:?}", headline.interval),
        headline.r#for.clone(),
        answer.obligations.len(),
        answer.stable_until.clone(),
    )
}

fn said(line: &MarketLine) -> (String, String, Vec<String>, usize, Option<String>) {
    (
        line.verdict.to_string(),
        format!("{:?}", line.interval),
        line.requirements.clone(),
        line.obligations,
        line.stable_until.clone(),
    )
}

/// Holds every line against the answer of `check`; how many of them were complete.
fn as_checked(law: &Law, question: &Question) -> usize {
    let portfolio: Portfolio = question.clone().into();
    let markets = ask::markets(law, &portfolio).unwrap();
    assert!(markets.markets.is_sorted_by(|a, b| a.market < b.market), "in order of their codes");
    assert_eq!(markets.markets.len(), law.records().markets.len(), "every market");
    let mut compared = 0;
    for line in markets.markets.iter().filter(|line| line.complete) {
        let answer = check(law, &portfolio.to(&line.market)).unwrap();
        if !answer.complete {
            continue;
        }
        compared += 1;
        assert_eq!(said(line), told(&answer), "{} on {}", line.market, markets.on);
        assert_eq!(line.market_interval, answer.market.interval);
        let weaker = answer.requirements.iter().filter(|r| r.interval.lo() < line.interval.lo());
        let open: Vec<&String> = weaker.map(|r| &r.id).filter(|id| !line.requirements.contains(id)).collect();
        assert_eq!(line.open.iter().collect::<Vec<_>>(), open);
        let lead = answer.headline.r#for.first();
        let route = answer.requirements.iter().chain(&answer.r#virtual).find(|r| Some(&r.id) == lead);
        let mut agreements: Vec<String> = Vec::new();
        for hop in route.and_then(|r| r.routes.first()).iter().flat_map(|route| &route.hops) {
            if let Some(cited) = hop.agreement.as_ref().filter(|a| !agreements.contains(&a.id)) {
                agreements.push(cited.id.clone());
            }
        }
        assert_eq!(line.agreements, agreements);
    }
    compared
}

#[test]
fn every_line_is_what_check_says_of_that_market() {
    let toy = common::toy();
    let mut compared = 0;
    for seed in 0..60 {
        let world = World::random(&toy, seed);
        compared += as_checked(&world.law().unwrap(), &world.question().unwrap());
    }
    assert!(compared > 600, "{compared}");
}

#[test]
fn a_line_tells_what_the_market_asks_besides() {
    let toy = common::toy();
    let case = toy["cases"].as_array().unwrap().iter().find(|case| case["id"] == "X1").unwrap();
    let question = comity::pack::question(&case["question"]).unwrap();
    let markets = ask::markets(&common::toy_law(), &question.into()).unwrap();
    let line = markets.markets.iter().find(|line| line.market == "QM").unwrap();
    assert_eq!(
        (line.interval, line.market_interval),
        (Interval::exactly(Scale::Native), Interval::exactly(Scale::Nothing))
    );
    assert_eq!((&line.requirements[..], &line.open[..]), (&["r-U-safety".to_owned()][..], &["r-U-emc".to_owned()][..]));
}

#[test]
fn it_is_so_over_real_data() {
    let law = common::real_law();
    let mut compared = 0;
    for (_, question) in real_questions().iter().step_by(40) {
        compared += as_checked(&law, question);
    }
    assert!(compared > 600, "{compared}");
}

#[test]
fn more_markets_than_are_looked_at_are_said_to_be_left_out() {
    let mut universe = common::toy()["universe"].clone();
    let more: Vec<String> = (0..limits::MARKETS).map(|n| format!("Z{n:04}")).collect();
    universe["economies"].as_array_mut().unwrap().extend(more.iter().map(|code| json!(code)));
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let question = comity::pack::question(&common::toy()["cases"][0]["question"]).unwrap();
    let markets = ask::markets(&law, &question.into()).unwrap();
    assert_eq!(markets.markets.len(), limits::MARKETS);
    assert_eq!((markets.complete, markets.budget), (false, Some("markets")));
}

#[test]
fn progress_counts_every_market_and_a_bad_portfolio_is_refused() {
    let law = common::toy_law();
    let question = comity::pack::question(&common::toy()["cases"][0]["question"]).unwrap();
    let mut seen = Vec::new();
    ask::markets_with(&law, &question.clone().into(), |done, all| seen.push((done, all))).unwrap();
    let all = law.records().markets.len();
    assert_eq!(seen, (0..=all).map(|done| (done, all)).collect::<Vec<_>>());
    let empty = Portfolio { holdings: Vec::new(), ..question.into() };
    assert_eq!(ask::markets(&law, &empty).unwrap_err().path, "holdings");
}

#[test]
fn some_markets_are_told_as_among_all_and_one_that_is_none_is_named() {
    let law = common::toy_law();
    let portfolio: Portfolio = comity::pack::question(&common::toy()["cases"][0]["question"]).unwrap().into();
    let all = ask::markets(&law, &portfolio).unwrap();
    let [last, first] = [&all.markets[3], &all.markets[0]].map(|line| line.market.clone());
    let some = ask::markets_of(&law, &portfolio, &[last.clone(), first, last]).unwrap();
    assert_eq!(some.markets, [all.markets[0].clone(), all.markets[3].clone()], "each once, in order of their codes");
    assert_eq!((&some.schemes, &some.on, &some.edition), (&all.schemes, &all.on, &all.edition));
    assert!(ask::markets_of(&law, &portfolio, &[]).unwrap().markets.is_empty());
    let error = ask::markets_of(&law, &portfolio, &["nowhere".to_owned()]).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), ("unknown", "markets[0]"));
}
