//! `timeline`: one question through time, each period as `check` has it on its first and last day.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::ask::{self, Dated, Event, Period, Timeline};
use comity::decide::{Answer, Interval, Verdict, limits};
use comity::{Day, Law, Question, check};
use common::worlds::{World, real_questions};
use serde_json::json;
use std::collections::BTreeMap;

fn routes(answer: &Answer) -> Vec<Vec<String>> {
    let all = answer.requirements.iter().chain(&answer.r#virtual).flat_map(|r| &r.routes);
    let mut routes: Vec<Vec<String>> =
        all.map(|route| route.hops.iter().filter_map(|hop| hop.clause.clone()).collect()).collect();
    routes.sort();
    routes.dedup();
    routes
}

/// The interval of each requirement and virtual slot, in order of their ids.
fn intervals(answer: &Answer) -> Vec<(String, Interval)> {
    let all = answer.requirements.iter().chain(&answer.r#virtual).map(|r| (r.id.clone(), r.interval));
    all.collect::<BTreeMap<_, _>>().into_iter().collect()
}

/// The days of a period that are looked at: its ends, and the day asked.
fn days(period: &Period, asked: &str) -> Vec<String> {
    let mut days: Vec<String> = period.from.iter().chain(&period.until).cloned().collect();
    if period.asked {
        days.push(asked.to_owned());
    }
    days
}

/// The periods follow each other without gap or overlap, and the day asked lies in one.
fn without_a_break(timeline: &Timeline) {
    for pair in timeline.periods.windows(2) {
        let until = Day::parse(pair[0].until.as_ref().unwrap()).unwrap();
        assert_eq!(pair[1].from, Some(until.next().to_string()));
        let differs =
            (pair[0].verdict, pair[0].interval, pair[0].market) != (pair[1].verdict, pair[1].interval, pair[1].market);
        let besides = |p: &Period| (p.routes.clone(), p.requirements.clone(), p.each.clone(), p.members.clone());
        assert!(differs || besides(&pair[0]) != besides(&pair[1]));
    }
    assert_eq!(timeline.periods.iter().filter(|period| period.asked).count(), 1);
    if timeline.complete {
        assert_eq!(timeline.periods[0].from, None);
        assert_eq!(timeline.periods.last().unwrap().until, None);
    }
}

fn on(question: &Question, day: &str) -> Question {
    Question { on: day.to_owned(), ..question.clone() }
}

#[test]
fn each_period_is_what_check_says_on_its_first_and_last_day() {
    let toy = common::toy();
    let mut compared = 0;
    for seed in 0..300 {
        // What is stated complete stays so from the day asked on: only where it is for ever, days ahead can be compared.
        let for_ever = seed % 2 == 0;
        let world = World::random(&toy, seed / 2);
        let world = if for_ever { world.covered_for_ever() } else { world };
        let (law, question) = (world.law().unwrap(), world.question().unwrap());
        let timeline = ask::timeline(&law, &question).unwrap();
        if !timeline.complete {
            continue;
        }
        without_a_break(&timeline);
        for period in &timeline.periods {
            for day in days(period, &question.on).into_iter().filter(|day| for_ever || *day <= question.on) {
                let answer = check(&law, &on(&question, &day)).unwrap();
                if !answer.complete {
                    continue;
                }
                compared += 1;
                let told = (answer.headline.verdict, answer.headline.interval, answer.market.interval);
                let at = format!("seed {seed}, {day}");
                assert_eq!((period.verdict, period.interval, period.market), told, "{at}");
                assert_eq!(period.requirements, answer.headline.r#for, "{at}");
                assert_eq!(period.routes, routes(&answer), "{at}");
                let each: Vec<_> = period.each.iter().map(|(id, then)| (id.clone(), then.interval)).collect();
                assert_eq!(each, intervals(&answer), "{at}");
            }
        }
    }
    assert!(compared > 400, "{compared}");
}

#[test]
fn over_real_data_the_routes_are_those_of_each_day() {
    let law = common::real_law();
    let mut compared = 0;
    for (id, question) in real_questions().iter().step_by(11) {
        let timeline = ask::timeline(&law, question).unwrap();
        without_a_break(&timeline);
        for period in &timeline.periods {
            for day in days(period, &question.on) {
                let answer = check(&law, &on(question, &day)).unwrap();
                let asked = check(&law, question).unwrap();
                let stated = |a: &Answer| a.requirements.iter().map(|r| r.ways_stated.clone()).collect::<Vec<_>>();
                // Ahead of the day asked completeness is held: where it is stated as on that day, nothing may differ.
                if day <= question.on
                    || stated(&answer) == stated(&asked)
                        && answer.market.requirements_complete == asked.market.requirements_complete
                {
                    compared += 1;
                    assert_eq!(
                        (period.verdict, period.interval),
                        (answer.headline.verdict, answer.headline.interval),
                        "{id} {day}"
                    );
                    assert_eq!(period.routes, routes(&answer), "{id} {day}");
                }
            }
        }
    }
    assert!(compared > 30, "{compared}");
}

fn real(law: &Law, text: &str) -> Timeline {
    let timeline = ask::timeline(law, &serde_json::from_str(text).unwrap()).unwrap();
    without_a_break(&timeline);
    assert!(timeline.complete, "{:?}", timeline.budget);
    timeline
}

fn starting<'t>(timeline: &'t Timeline, day: &str) -> &'t Period {
    let days: Vec<&str> = timeline.periods.iter().filter_map(|p| p.from.as_deref()).collect();
    timeline
        .periods
        .iter()
        .find(|p| p.from.as_deref() == Some(day))
        .unwrap_or_else(|| panic!("{day} not among {days:?}"))
}

#[test]
fn a_swiss_certificate_of_a_medical_device_stops_counting_in_the_eu_on_26_may_2021() {
    let timeline = real(
        &common::real_law(),
        r#"{ "holdings": [{ "scheme": "ch-mdr-certificate", "issued": "2020-06-01", "issuer": { "class": "designated-body", "seat": "CH", "recognised_by": ["eu-ch-mra-bodies"] } }],
             "product": { "group": "medical-devices", "subgroup": "orthopaedic-implants", "attributes": { "device-class": "IIb" } },
             "market": "EU", "on": "2026-11-28" }"#,
    );
    let after = starting(&timeline, "2021-05-26");
    let before = timeline.periods.iter().find(|p| p.until.as_deref() == Some("2021-05-25")).unwrap();
    assert!(before.routes.iter().flatten().any(|clause| clause.starts_with("eu-ch-mra")), "{before:?}");
    assert!(!after.routes.iter().flatten().any(|clause| clause.starts_with("eu-ch-mra.")), "{after:?}");
    assert!(before.interval.lo() > after.interval.lo());
    assert!(
        after.why.iter().any(|t| t.event == Event::Ends && t.record == Dated::Clause && t.id.starts_with("eu-ch-mra")),
        "{:?}",
        after.why
    );
}

#[test]
fn declarations_of_ccc_end_with_2026() {
    let timeline = real(
        &common::real_law(),
        r#"{ "holdings": [{ "scheme": "ccc-self-declaration", "issued": "2025-03-01", "issuer": { "class": "manufacturer", "seat": "CN" } }],
             "product": { "group": "power-tools", "attributes": { "power-tool-kind": "drill" } },
             "market": "CN", "on": "2026-11-28" }"#,
    );
    let after = starting(&timeline, "2027-01-01");
    let now = timeline.periods.iter().find(|p| p.asked).unwrap();
    assert_eq!(now.until.as_deref(), Some("2026-12-31"));
    assert_eq!(now.verdict, Verdict::Native);
    assert!(after.interval.lo() < now.interval.lo());
    assert!(after.projected && !now.projected);
    assert!(after.why.iter().any(|t| t.record == Dated::Way && t.event == Event::Ends), "{:?}", after.why);
}

#[test]
fn ce_counts_in_great_britain_from_2021_as_far_as_each_recognition_goes() {
    let law = common::real_law();
    let devices = real(
        &law,
        r#"{ "holdings": [{ "scheme": "eu-mdr-certificate", "issued": "2022-06-01", "issuer": { "class": "notified-body", "seat": "DE" } }],
             "product": { "group": "medical-devices", "attributes": { "device-class": "IIb" } }, "market": "GB", "on": "2026-11-28" }"#,
    );
    assert!(starting(&devices, "2030-07-01").why.iter().any(|t| t.id == "gb-ce-medical-devices.mdr"));
    let machinery = real(
        &law,
        r#"{ "holdings": [{ "scheme": "eu-doc", "kind": "supplier-declaration", "issued": "2020-06-01", "issuer": { "class": "manufacturer", "seat": "IT" } }],
             "product": { "group": "machinery", "subgroup": "packaging-food-machines" }, "market": "GB", "on": "2026-11-28" }"#,
    );
    let begins = starting(&machinery, "2021-01-01");
    assert!(begins.routes.iter().flatten().any(|clause| clause.starts_with("gb-ce-recognition")), "{begins:?}");
    assert!(
        begins
            .why
            .iter()
            .any(|t| t.record == Dated::Agreement && t.id == "gb-ce-recognition" && t.event == Event::Begins)
    );
    let appliances = real(
        &law,
        r#"{ "holdings": [{ "scheme": "eu-doc", "issued": "2020-06-01" }], "product": { "group": "household-appliances" },
             "origin": { "made_in": "CN" }, "market": "GB", "on": "2026-11-28" }"#,
    );
    let [extended] = appliances.outlived.as_slice() else { panic!("{:?}", appliances.outlived) };
    assert_eq!(extended.agreement.id, "gb-ce-recognition");
    assert_eq!(extended.ends, ["2021-12-31", "2022-12-31", "2024-12-31"]);
    assert!(!extended.agreement.sources.is_empty());
    // What was put off three times has no end now, and none of the ends it outlived changes anything.
    let since = starting(&appliances, "2021-01-01");
    assert_eq!((since.until.as_deref(), since.asked), (None, true));
    assert!(devices.outlived.is_empty(), "another act");
}

#[test]
fn a_walk_that_is_cut_off_says_so() {
    let toy = common::toy();
    let mut question = comity::pack::question(&toy["cases"][0]["question"]).unwrap();
    let mut day = Day::parse("2026-07-01").unwrap();
    let mut periods = Vec::new();
    for _ in 0..limits::LIST {
        periods.push(json!({ "state": "suspended", "from": day.to_string(), "until": day.to_string() }));
        day = day.next().next();
    }
    question.holdings[0].status = Some(serde_json::from_value(json!(periods)).unwrap());
    question.holdings[0].expires = Some("2040-01-01".into());
    let timeline = ask::timeline(&common::toy_law(), &question).unwrap();
    assert_eq!((timeline.complete, timeline.budget), (false, Some("changes")));
    // Beyond the last day looked at nothing is claimed.
    assert!(timeline.periods.last().unwrap().until.is_some());
    without_a_break(&timeline);
}
