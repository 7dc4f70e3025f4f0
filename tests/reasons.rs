//! What the guards of a hop say: their reasons fill in only what they are given, and they cite what the hop itself does not.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use std::collections::{BTreeMap, BTreeSet};

/// For each reason met, the arguments it always has.
fn given() -> BTreeMap<String, BTreeSet<String>> {
    let (toy, law) = (common::toy(), common::toy_law());
    let mut given: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for case in toy["cases"].as_array().unwrap() {
        let answer = comity::check(&law, &comity::pack::question(&case["question"]).unwrap()).unwrap();
        let routes = answer.requirements.iter().flat_map(|r| r.routes.iter().chain(&r.conditional_routes));
        let reasons = routes.flat_map(|r| &r.hops).flat_map(|h| &h.guards).flat_map(|g| &g.because);
        for reason in reasons.chain(&answer.presumptions_used) {
            let args: BTreeSet<String> = reason.args.keys().map(|arg| (*arg).to_owned()).collect();
            let known = given.entry(reason.code.to_string());
            known.and_modify(|known| known.retain(|arg| args.contains(arg))).or_insert(args);
        }
    }
    given
}

#[test]
fn every_reason_fills_in_only_what_it_is_given() {
    let given = given();
    assert!(given.len() > 30, "the toy universe gives only {} reasons", given.len());
    for name in ["locales/en.json", "locales/zh-CN.json"] {
        let words = common::document(name);
        for (code, args) in &given {
            let text =
                words[format!("reason.{code}")].as_str().unwrap_or_else(|| panic!("{name}: no words for {code}"));
            let filled = text.split('{').skip(1).map(|rest| rest.split_once('}').unwrap().0);
            let unfilled: Vec<&str> = filled.filter(|arg| !args.contains(*arg)).collect();
            assert!(unfilled.is_empty(), "{name}: `reason.{code}` fills in {unfilled:?}, but is given {args:?}");
        }
    }
}

#[test]
fn a_guard_cites_the_pages_that_its_hop_does_not() {
    let law = common::real_law();
    let mut cited = 0;
    for (id, question) in common::worlds::real_questions() {
        let answer = comity::check(&law, &question).unwrap();
        let routes = answer.requirements.iter().flat_map(|r| r.routes.iter().chain(&r.conditional_routes));
        for hop in routes.flat_map(|route| &route.hops) {
            let agreement = hop.agreement.iter().flat_map(|agreement| &agreement.sources);
            let own: Vec<_> = if hop.clause.is_some() { hop.sources.iter().chain(agreement).collect() } else { vec![] };
            for guard in &hop.guards {
                let twice = guard.sources.iter().find(|source| own.contains(source));
                assert!(twice.is_none(), "{id}: {:?} cites {twice:?} once more", guard.name);
                cited += guard.sources.len();
            }
        }
    }
    assert!(cited > 15, "the guards of real answers cite {cited} pages");
}
