//! Every budget of the decision (`src/decide/limits.rs`): at it nothing is cut off, beyond it the answer says so, and what
//! was not looked at is not excluded. The cases of `tests/conformance/pathological` say the same to any implementation.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::{Answer, Interval, Scale, Verdict, limits};
use comity::law::{Attribute, AttributeKind};
use comity::{Law, Question, QuestionError, check};
use serde_json::{Value, json};

/// What these tests look at; the bytes of a question are counted where it arrives as bytes, in the wasm.
const TESTED: [&str; 17] = [
    "HOPS",
    "LABELS",
    "ROUTES_SHOWN",
    "GUARDS",
    "CHANGES",
    "PIVOTAL",
    "HOLDINGS",
    "LIST",
    "TEXT",
    "QUESTION_BYTES",
    "NEAR_MISSES",
    "TRIALS",
    "TRIAL_GUARDS",
    "TRIAL_DAYS",
    "TRIAL_ISSUERS",
    "REFINED_FACTS",
    "REFINED_CASES",
];

/// Budgets of other questions, each with a test file that meets it and the words in which it does.
const ELSEWHERE: [(&str, &str, &str); 10] = [
    ("MARKETS", include_str!("ask_markets.rs"), "limits::MARKETS"),
    ("CHAINS", include_str!("ask_openers.rs"), "limits::CHAINS"),
    ("TRIES", include_str!("ask_openers.rs"), r#"(false, Some("tries"))"#),
    ("ALIKE", include_str!("ask_found.rs"), "limits::ALIKE + 1"),
    ("WANTED", include_str!("ask_plan.rs"), "limits::WANTED + 1"),
    ("CANDIDATES", include_str!("ask_plan.rs"), "limits::CANDIDATES + 1"),
    ("EXACT", include_str!("ask_plan.rs"), "limits::EXACT"),
    ("SETS", include_str!("ask_sets.rs"), "limits::SETS"),
    ("OVERLAY", include_str!("overlay/by_hand.rs"), "limits::OVERLAY"),
    // Counted where an overlay arrives as bytes: in the wasm.
    ("OVERLAY_BYTES", include_str!("page/types.test.mjs"), "OVERLAY_BYTES"),
];

#[test]
fn no_budget_is_without_a_test() {
    let source = include_str!("../src/decide/limits.rs");
    let names: Vec<&str> =
        source.lines().filter_map(|line| line.strip_prefix("pub const ")?.split(':').next()).collect();
    assert!(names.len() > 8, "{names:?}");
    for name in names {
        let elsewhere = ELSEWHERE.iter().any(|(known, tests, words)| *known == name && tests.contains(words));
        assert!(TESTED.contains(&name) || elsewhere, "limits::{name} is not tested");
    }
}

// ------------------------------------------------------------------------------------------------------------- worlds

/// AA's certificate A is taken in BB in place of its own, B, in so many clauses as given.
fn universe(clauses: Value) -> Value {
    let closed = |closes: &str| json!({ "id": closes, "closes": closes, "market": "BB", "scope": [{ "all": true }], "as_of": "2024-01-01" });
    json!({
        "as_of": "2024-06-01", "economies": ["AA", "BB", "CC"],
        "schemes": [
            { "id": "A", "kind": "product-certificate", "home": "AA", "native_issuers": ["a"] },
            { "id": "B", "kind": "product-certificate", "home": "BB", "native_issuers": ["b"] },
        ],
        "bodies": [{ "id": "a", "seat": "AA" }, { "id": "b", "seat": "BB" }],
        "agreements": [{ "id": "ab", "form": "government-mra", "parties": [{ "party": "AA" }, { "party": "BB" }], "in_force": "2000-01-01" }],
        "clauses": clauses,
        "requirements": [{ "id": "r", "market": "BB", "aspect": "safety", "scope": { "include": [{ "all": true }] }, "ways": [{ "slots": [{ "scheme": "B" }] }] }],
        "coverage": [closed("ways"), closed("requirements")],
    })
}

fn clause(changes: &Value) -> Value {
    let mut clause = json!({ "id": "c{n}", "agreement": "ab", "from_party": ["AA"], "to_party": ["BB"],
        "scope": { "include": [{ "all": true }] }, "artefact": { "schemes": ["A"] }, "attests": "any", "issuer_rule": "any",
        "origin_rule": "none", "basis_rule": "any", "effect": "equivalent", "fills": ["B"] });
    clause.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
    clause
}

/// So many clauses alike.
fn alike(count: usize, changes: &Value) -> Value {
    universe(json!([{ "repeat": count, "of": clause(changes) }]))
}

fn question() -> Value {
    json!({ "holdings": [{ "scheme": "A", "issuer": "a", "issued": "2020-01-01" }], "product": { "hs": "8516.40" }, "origin": {},
        "market": "BB", "on": "2024-06-01" })
}

fn asked(universe: &Value, question: &Value) -> Result<Answer, QuestionError> {
    let read = |value: &Value| comity::pack::unfolded(value).unwrap();
    let law = Law::new(comity::pack::universe(&read(universe)).unwrap());
    check(&law, &comity::pack::question(&read(question)).unwrap())
}

fn answer(universe: &Value) -> Answer {
    asked(universe, &question()).unwrap()
}

fn whole(answer: &Answer) -> bool {
    assert_eq!(answer.complete, answer.budget.is_none());
    answer.complete
}

/// Beyond a budget of the search nothing stronger is excluded; what is proved stands.
fn cut(answer: &Answer, budget: &str, lo: Scale) {
    assert_eq!((answer.budget, answer.complete), (Some(budget), false));
    let r = &answer.requirements[0];
    assert_eq!(r.interval, Interval(lo, Scale::Native), "{}", r.verdict);
    assert_eq!(answer.market.interval, r.interval);
    // A budget never turns into a no.
    assert!(![Verdict::NotAccepted, Verdict::NotAddressed].contains(&r.verdict));
}

// ------------------------------------------------------------------------------------------------------------- search

#[test]
fn hops_a_route_of_as_many_clauses_is_found_and_a_longer_one_is_said_to_be_cut_off() {
    let chain = |length: usize| {
        let mut universe = universe(json!([]));
        let schemes = universe["schemes"].as_array_mut().unwrap();
        schemes.extend((0..length).map(
            |i| json!({ "id": format!("W{i}"), "kind": "test-certificate", "home": null, "native_issuers": ["a"] }),
        ));
        let issues = |i: usize| if i + 1 == length { "B".to_owned() } else { format!("W{}", i + 1) };
        universe["clauses"] = (0..length)
            .map(|i| {
                clause(&json!({ "id": format!("c{i}"), "from_party": ["any"], "artefact": { "schemes": [format!("W{i}")] }, "effect": "reissue",
                    "fills": null, "issues": { "scheme": issues(i), "issuer": "b" } }))
            })
            .collect();
        let mut question = question();
        question["holdings"][0]["scheme"] = json!("W0");
        asked(&universe, &question).unwrap()
    };
    let (at, beyond) = (chain(limits::HOPS), chain(limits::HOPS + 1));
    assert_eq!((at.bound_hit, at.requirements[0].verdict), (false, Verdict::Convertible));
    assert_eq!((beyond.bound_hit, beyond.requirements[0].interval), (true, Interval::exactly(Scale::Nothing)));
    assert!(whole(&at) && whole(&beyond), "the limit of hops is the law's, not the search's");
}

#[test]
fn labels_as_many_parallel_clauses_are_all_looked_at_and_one_more_excludes_nothing() {
    assert!(whole(&answer(&alike(limits::LABELS, &json!({})))));
    cut(&answer(&alike(limits::LABELS + 1, &json!({}))), "labels", Scale::Equivalent);
    // Routes that may hold, papers to be issued, and fillings of several slots are counted too.
    cut(&answer(&alike(limits::LABELS + 1, &json!({ "confidence": "doubtful" }))), "labels", Scale::Nothing);
    let mut converted = alike(
        limits::LABELS + 1,
        &json!({ "effect": "reissue", "fills": null, "issues": { "scheme": "B", "issuer": "b" } }),
    );
    cut(&answer(&converted), "labels", Scale::Reissue);
    converted["clauses"] = json!([{ "repeat": 9, "of": clause(&json!({})) }]);
    converted["requirements"][0]["ways"] = json!([{ "slots": [{ "scheme": "B" }, { "scheme": "B" }] }]);
    cut(&answer(&converted), "labels", Scale::Equivalent);
}

#[test]
fn labels_that_differ_in_the_member_they_go_by_alone_are_not_mixed() {
    // Nine members of a union, which joined one after the other, each with something to do of its own: eighty-one mixtures
    // for two papers. Goods that may be sold in one member need not be sold in two.
    let mut universe = universe(json!([clause(
        &json!({ "id": "k", "agreement": "single", "from_party": ["U"], "artefact": { "kind": "lawful-marketing" }, "fills": "all" })
    ),]));
    let members: Vec<String> = (1..=9).map(|n| format!("M{n}")).collect();
    universe["economies"] =
        json!([&["AA", "BB"][..], &members.iter().map(String::as_str).collect::<Vec<_>>()].concat());
    let joined =
        members.iter().zip(1990..).map(|(code, year)| json!({ "code": code, "from": format!("{year}-01-01") }));
    universe["blocs"] = json!([{ "id": "U", "members": joined.collect::<Vec<_>>() }]);
    universe["agreements"].as_array_mut().unwrap().push(json!({ "id": "single", "form": "single-market",
        "parties": [{ "party": "U" }, { "party": "BB" }], "in_force": "2000-01-01" }));
    let schemes = universe["schemes"].as_array_mut().unwrap();
    schemes.push(json!({ "id": "P", "kind": "product-certificate", "home": "U", "native_issuers": "any" }));
    schemes.push(json!({ "id": "B2", "kind": "product-certificate", "home": "BB", "native_issuers": ["b"] }));
    universe["requirements"] = json!([
        { "id": "r", "market": "BB", "aspect": "safety", "scope": { "include": [{ "all": true }] },
          "ways": [{ "slots": [{ "scheme": "B" }, { "scheme": "B2" }] }] },
        { "id": "u", "market": "U", "aspect": "safety", "scope": { "include": [{ "all": true }] },
          "ways": [{ "slots": [{ "scheme": "P" }], "obligations": [{ "kind": "marking", "when": "before-market" }] }] },
    ]);
    let closed = json!({ "id": "closed", "closes": "requirements", "market": "U", "scope": [{ "all": true }], "as_of": "2024-01-01" });
    universe["coverage"].as_array_mut().unwrap().push(closed);
    let mut question = question();
    question["holdings"][0] = json!({ "scheme": "P", "issuer": "a", "issued": "2020-01-01" });
    let answer = asked(&universe, &question).unwrap();
    assert!(whole(&answer), "{:?}", answer.budget);
    assert_eq!(answer.requirements[0].verdict, Verdict::AcceptedWithConditions);
    let routes = answer.requirements[0].routes.len() + answer.requirements[0].more_routes;
    assert_eq!(routes, 9, "one by way of each member");
}

#[test]
fn labels_of_a_status_are_counted_too() {
    // Nine routes to each of two requirements of the source make eighty-one ways in which goods are lawful there.
    let mut universe = universe(json!([
        { "repeat": 9, "of": clause(&json!({ "id": "s{n}", "from_party": ["any"], "to_party": ["CC"], "fills": ["C"] })) },
        { "repeat": 9, "of": clause(&json!({ "id": "t{n}", "from_party": ["any"], "to_party": ["CC"], "fills": ["D"] })) },
        clause(&json!({ "id": "k2", "from_party": ["CC"], "artefact": { "kind": "lawful-marketing" }, "fills": "all" })),
    ]));
    universe["agreements"][0]["parties"].as_array_mut().unwrap().push(json!({ "party": "CC" }));
    for scheme in ["C", "D"] {
        universe["schemes"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": scheme, "kind": "product-certificate", "home": "CC", "native_issuers": [] }));
        universe["requirements"]
            .as_array_mut()
            .unwrap()
            .push(json!({ "id": scheme, "market": "CC", "aspect": "safety",
            "scope": { "include": [{ "all": true }] }, "ways": [{ "slots": [{ "scheme": scheme }] }] }));
    }
    let answer = answer(&universe);
    assert_eq!((answer.budget, answer.requirements[0].interval.hi()), (Some("labels"), Scale::Native));
}

#[test]
fn labels_are_said_to_be_cut_in_a_bloc_and_in_a_slot_without_a_requirement() {
    let mut bloc = alike(limits::LABELS + 1, &json!({}));
    bloc["blocs"] = json!([{ "id": "UU", "members": [{ "code": "BB" }, { "code": "CC" }] }]);
    let mut of_bloc = question();
    of_bloc["market"] = json!("UU");
    let answered = asked(&bloc, &of_bloc).unwrap();
    assert_eq!((answered.budget, answered.members["BB"]), (Some("labels"), Interval(Scale::Equivalent, Scale::Native)));

    let mut without = alike(limits::LABELS + 1, &json!({}));
    without["requirements"] = json!([]);
    let answered = answer(&without);
    assert_eq!((answered.budget, answered.r#virtual.len()), (Some("labels"), 1));
}

#[test]
fn routes_shown_are_the_best_and_the_rest_is_counted() {
    // Each leaves another thing to do, so that none is better than another.
    let kinds = ["fee", "samples", "marking", "surveillance", "registration", "declaration", "technical-file"];
    let clauses = |count: usize| {
        kinds.iter().take(count).map(|kind| clause(&json!({ "id": kind, "obligations": [{ "kind": kind }] }))).collect()
    };
    for count in [limits::ROUTES_SHOWN, limits::ROUTES_SHOWN + 2] {
        let r = &answer(&universe(clauses(count))).requirements[0];
        assert_eq!((r.routes.len(), r.more_routes), (limits::ROUTES_SHOWN, count - limits::ROUTES_SHOWN));
    }
}

#[test]
fn guards_spent_are_said_to_be_and_exclude_nothing() {
    // Each clause fails on its issuer, for each of 450 slots.
    let mut universe = alike(1000, &json!({ "issuer_rule": "native" }));
    universe["schemes"][0]["native_issuers"] = json!(["b"]);
    // Of a thousand clauses that fail not all acts that would mend it are tried, and the answer says so.
    let few = answer(&universe);
    assert_eq!(few.budget, Some("near-misses"));
    assert_eq!(few.requirements[0].interval, Interval::exactly(Scale::Nothing));
    universe["requirements"][0]["ways"] = json!([{ "slots": [{ "repeat": 450, "of": { "scheme": "B" } }] }]);
    cut(&answer(&universe), "guards", Scale::Nothing);
}

#[test]
fn changes_beyond_those_looked_at_are_said_to_be_left_out() {
    let mut universe = alike(1, &json!({}));
    let years = |count: usize| json!([{ "repeat": count, "from": 2100, "of": { "id": "x{n}", "reach": "clause", "subject": "c0", "market": "CC", "from": "{n}-01-01" } }]);
    universe["bars"] = years(limits::CHANGES - 1);
    let all = answer(&universe);
    assert!(whole(&all));
    universe["bars"] = years(limits::CHANGES + 1);
    let some = answer(&universe);
    assert_eq!(some.budget, Some("changes"));
    for answer in [&all, &some] {
        assert_eq!(
            answer.requirements[0].interval,
            Interval::exactly(Scale::Equivalent),
            "the day asked is not touched by it"
        );
        assert_eq!(answer.stable_until, None);
    }
    // The window of a route is stated no wider than what was looked at.
    let window = |answer: &Answer| answer.requirements[0].routes[0].window.1.clone();
    assert_eq!(window(&all), None);
    assert!(window(&some).is_some_and(|last| last.as_str() >= "2355"), "{:?}", window(&some));
}

#[test]
fn pivotal_facts_are_tried_up_to_a_number_and_more_are_said_to_be_left_out() {
    let facts = |count: usize| {
        let items = json!([{ "repeat": count, "of": { "attr": "f{n}", "equals": ["yes"] } }]);
        answer(&universe(json!([clause(&json!({ "scope": { "include": items } }))])))
    };
    let (at, beyond) = (facts(limits::PIVOTAL), facts(limits::PIVOTAL + 1));
    assert!(whole(&at));
    assert_eq!(at.pivotal_unknowns.len(), limits::PIVOTAL);
    assert_eq!((beyond.budget, beyond.pivotal_unknowns.len()), (Some("pivotal"), limits::PIVOTAL));
    assert_eq!(at.requirements[0].interval, beyond.requirements[0].interval, "the verdict is the same");
}

#[test]
fn near_misses_are_the_nearest_few_and_the_answer_counts_the_rest() {
    let wants =
        |n: usize| json!({ "origin_rule": { "all": [{ "kind": "made-in", "in": ["CC"] }] }, "max_age": { "days": n } });
    let mut of_elsewhere = question();
    of_elsewhere["origin"] = json!({ "made_in": ["AA"] });
    let missed = asked(&alike(1, &wants(9)), &of_elsewhere).unwrap();
    assert!(!missed.requirements[0].near_misses.is_empty() && missed.requirements[0].more_near_misses == 0);
    let clauses: Vec<Value> = (0..=limits::NEAR_MISSES)
        .map(|n| {
            let mut other = clause(&wants(n + 1));
            other["id"] = json!(format!("c{n}"));
            other
        })
        .collect();
    let missed = asked(&universe(json!(clauses)), &of_elsewhere).unwrap();
    assert!(missed.requirements[0].near_misses.len() <= limits::NEAR_MISSES);
}

#[test]
fn acts_are_tried_up_to_a_number_and_an_answer_says_that_more_were_left() {
    // One clause wants the goods from any of so many markets: as many acts, each of which would do, and each cheaply tried.
    let tried = |acts: usize| {
        let markets: Vec<String> = (0..acts).map(|n| format!("M{n}")).collect();
        let tests: Vec<Value> = markets.iter().map(|market| json!({ "kind": "made-in", "in": [market] })).collect();
        let mut universe = alike(1, &json!({ "origin_rule": { "any": tests } }));
        universe["economies"] = json!([&["AA".to_owned(), "BB".to_owned()][..], &markets].concat());
        let mut of_elsewhere = question();
        of_elsewhere["origin"] = json!({ "made_in": ["AA"] });
        asked(&universe, &of_elsewhere).unwrap()
    };
    let all = tried(limits::TRIALS);
    assert!(whole(&all));
    let told = |answer: &Answer| answer.requirements[0].near_misses.len() + answer.requirements[0].more_near_misses;
    assert_eq!(told(&all), limits::TRIALS);
    let some = tried(limits::TRIALS + 1);
    assert_eq!((some.complete, some.budget), (false, Some("near-misses")));
    assert_eq!(told(&some), limits::TRIALS);
}

#[test]
fn trial_guards_are_spent_by_all_trials_together_and_an_answer_says_that_more_were_left() {
    // Clauses by the thousand, all of a barred agreement, are tested to the last guard whatever is tried. One more wants
    // goods made elsewhere and a younger paper: a few trials, each as dear as the whole.
    let tried = |barred: usize| {
        let made_in = json!({ "all": [{ "kind": "made-in", "in": ["AA"] }] });
        let wanting = json!({ "id": "d", "max_age": { "years": 1 }, "origin_rule": made_in });
        let of_old = json!({ "repeat": barred, "of": clause(&json!({ "agreement": "old" })) });
        let mut universe = universe(json!([of_old, clause(&wanting)]));
        let mut old = universe["agreements"][0].clone();
        old["id"] = json!("old");
        universe["agreements"].as_array_mut().unwrap().push(old);
        universe["bars"] = json!([{ "id": "x", "reach": "agreement", "subject": "old", "market": "BB" }]);
        let mut of_elsewhere = question();
        of_elsewhere["origin"] = json!({ "made_in": ["BB"] });
        asked(&universe, &of_elsewhere).unwrap()
    };
    let few = tried(1);
    assert!(whole(&few) && !few.requirements[0].near_misses.is_empty());
    // Fourteen guards a clause: two trials and a little, and the survey itself stays far below its own budget.
    let many = tried(usize::try_from(limits::TRIAL_GUARDS).unwrap() / 28);
    assert_eq!((many.complete, many.budget), (false, Some("near-misses")));
    assert_eq!(few.requirements[0].interval, many.requirements[0].interval, "the verdict is the same");
}

#[test]
fn days_that_could_mend_are_looked_at_up_to_a_number_and_an_answer_says_that_more_were_left() {
    // The clause has lapsed for good. A bar a year, on the clause, makes the days that are looked at.
    let lapsed = |bars: usize| {
        let mut universe = alike(1, &json!({ "until": "2020-06-30", "end_kind": "termination" }));
        universe["bars"] = json!([{ "repeat": bars, "from": 2100, "of": { "id": "x{n}", "reach": "clause", "subject": "c0", "from": "{n}-01-01", "until": "{n}-06-30" } }]);
        answer(&universe)
    };
    // A bar turns twice.
    let (few, many) = (lapsed(limits::TRIAL_DAYS / 2 - 2), lapsed(limits::TRIAL_DAYS));
    assert!(whole(&few));
    assert_eq!((many.complete, many.budget), (false, Some("near-misses")));
    assert_eq!(few.requirements[0].interval, many.requirements[0].interval, "the verdict is the same");
}

#[test]
fn issuers_that_could_count_are_tried_up_to_a_number_and_an_answer_says_that_more_were_left() {
    // Every body on the register stands there for other goods.
    let listed = |count: usize| {
        let mut universe = alike(1, &json!({ "issuer_rule": { "listed": "reg" } }));
        universe["bodies"] = json!([{ "id": "a", "seat": "AA" }, { "id": "b", "seat": "BB" },
            { "repeat": count, "of": { "id": "l{n}", "seat": "AA" } }]);
        universe["listings"] = json!([{ "repeat": count, "of": { "id": "on{n}", "body": "l{n}", "for": "reg",
            "from": "2000-01-01", "scope": [{ "hs": "9503" }] } }]);
        universe["coverage"].as_array_mut().unwrap().push(
            json!({ "id": "register", "closes": "register", "register": "reg", "scope": [{ "all": true }], "from": "1990-01-01", "as_of": "2024-06-01" }),
        );
        answer(&universe)
    };
    let (few, many) = (listed(limits::TRIAL_ISSUERS / 2), listed(2 * limits::TRIAL_ISSUERS));
    assert!(whole(&few));
    assert_eq!((many.complete, many.budget), (false, Some("near-misses")));
    assert_eq!(few.requirements[0].interval, many.requirements[0].interval, "the verdict is the same");
}

#[test]
fn facts_are_split_up_to_a_number_of_facts_and_of_cases_and_more_are_said_to_be_left_out() {
    let refined = |facts: usize, values: usize| {
        let items = json!([{ "repeat": facts, "of": { "attr": "f{n}", "equals": ["v0"] } }]);
        let universe = universe(json!([clause(&json!({ "scope": { "include": items } }))]));
        let mut records = comity::pack::universe(&comity::pack::unfolded(&universe).unwrap()).unwrap();
        let attributes: Vec<_> = records.attributes.iter().map(|(_, attribute)| attribute.clone()).collect();
        assert_eq!(attributes.len(), facts);
        let closed = attributes.into_iter().map(|attribute| Attribute {
            kind: AttributeKind::Choice,
            values: (0..values).map(|n| format!("v{n}")).collect(),
            ..attribute
        });
        records.attributes = serde_json::from_value(json!(closed.collect::<Vec<_>>())).unwrap();
        comity::refine(&Law::new(records), &comity::pack::question(&question()).unwrap()).unwrap()
    };
    let at = refined(limits::REFINED_FACTS, 2);
    assert!(at.complete && at.split.len() == limits::REFINED_FACTS);
    let beyond = refined(limits::REFINED_FACTS + 1, 2);
    assert_eq!(
        (beyond.complete, beyond.budget, beyond.split.len()),
        (false, Some("refined-facts"), limits::REFINED_FACTS)
    );
    // Three facts of four values are as many cases as are looked at.
    assert_eq!(4usize.pow(3), limits::REFINED_CASES);
    assert!(refined(3, 4).complete);
    let beyond = refined(3, 5);
    assert_eq!((beyond.complete, beyond.budget), (false, Some("refined-cases")));
    assert_eq!(beyond.requirements["r"], Interval(Scale::Nothing, Scale::Equivalent), "nothing is narrowed");
}

// ----------------------------------------------------------------------------------------------------------- questions

#[test]
fn holdings_lists_and_texts_are_taken_up_to_their_limits_and_refused_beyond() {
    let universe = alike(1, &json!({}));
    let with = |path: &str, value: Value| {
        let mut question = question();
        let (parent, key) = path.rsplit_once('/').unwrap();
        question.pointer_mut(parent).unwrap()[key] = value;
        asked(&universe, &question)
    };
    let copies = |count: usize, of: Value| json!([{ "repeat": count, "of": of }]);
    let paper = &question()["holdings"][0];
    type Sized<'a> = (&'a str, &'a str, usize, &'a dyn Fn(usize) -> Value);
    let lists: [Sized<'_>; 4] = [
        ("/holdings", "holdings", limits::HOLDINGS, &|count| copies(count, paper.clone())),
        ("/origin/made_in", "origin.made_in", limits::LIST, &|count| copies(count, json!("AA"))),
        ("/holdings/0/basis", "holdings[0].basis", limits::LIST, &|count| copies(count, json!({ "scheme": "A" }))),
        ("/holdings/0/deviations_tested", "holdings[0].deviations_tested", limits::LIST, &|count| {
            copies(count, json!("d"))
        }),
    ];
    for (path, field, limit, of) in lists {
        assert!(whole(&with(path, of(limit)).unwrap()), "{field}");
        let error = with(path, of(limit + 1)).unwrap_err();
        assert_eq!((error.code, error.path.as_str()), ("too-many", field));
    }
    let text = |bytes: usize| json!({ "repeat": bytes, "text": "x" });
    for (path, field) in [("/market", "market"), ("/holdings/0/scheme", "holdings[0].scheme"), ("/on", "on")] {
        // A text of the longest is looked up, and names nothing.
        assert_ne!(with(path, text(limits::TEXT)).unwrap_err().code, "too-long", "{field}");
        let error = with(path, text(limits::TEXT + 1)).unwrap_err();
        assert_eq!((error.code, error.path.as_str()), ("too-long", field));
    }
}

#[test]
fn the_bytes_of_a_question_are_enough_for_a_full_portfolio() {
    let paper = json!({ "scheme": "x".repeat(64), "issuer": { "body": "x".repeat(64), "seat": "AA" }, "issued": "2024-01-01", "expires": "2024-01-01",
        "norm": vec!["x".repeat(32); 8], "deviations_tested": vec!["x".repeat(32); 8], "basis": vec![json!({ "scheme": "x".repeat(32), "issuer": "x".repeat(32) }); 4] });
    let question: Question = serde_json::from_value(
        json!({ "holdings": vec![paper; limits::HOLDINGS], "product": {}, "market": "AA", "on": "2024-01-01" }),
    )
    .unwrap();
    let bytes = serde_json::to_string(&question).unwrap().len();
    assert!(bytes * 8 < limits::QUESTION_BYTES, "{bytes}");
}
