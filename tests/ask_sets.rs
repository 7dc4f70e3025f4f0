//! `plan` in worlds made for one rule each: which certificates are weighed, which sets are found, by which papers a
//! requirement is open, and what is told of the rest.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

#[path = "common/small.rs"]
mod small;

use comity::ask::{IssuerDemand, Method, Opening, Plan, PlanSet, Used};
use comity::decide::{Scale, limits};
use comity::law::Effect;
use serde_json::{Value, json};
use small::{Made, kinds, ways};

/// Two papers to write: a cost of one each.
const WRITTEN: [&str; 2] = ["application", "marking"];
/// Fifteen for somebody in the market, ten each for who comes to look, eight each for tests: fifty-nine.
const DEAR: [&str; 6] =
    ["local-representative", "factory-inspection", "surveillance", "samples", "further-tests", "deviation-tests"];
/// Forty-one, which make a certificate's hundred with the above.
const LESS_DEAR: [&str; 7] =
    ["local-representative", "factory-inspection", "surveillance", "fee", "authorisation", "marking", "application"];

fn names(set: &PlanSet) -> Vec<&str> {
    set.certificates.iter().map(|certificate| certificate.scheme.id.as_str()).collect()
}

/// The sets as their certificates, each with its weight.
fn sets(plan: &Plan) -> Vec<(Vec<&str>, u32)> {
    assert!(plan.complete, "{:?}", plan.budget);
    plan.sets.iter().map(|set| (names(set), set.weight)).collect()
}

fn opening<'p>(plan: &'p Plan, id: &str) -> &'p Opening {
    plan.sets[0]
        .openings
        .iter()
        .find(|opening| opening.requirement == id)
        .unwrap_or_else(|| panic!("{id}: {}", json!(plan)))
}

fn gaps(plan: &Plan) -> Vec<(&str, bool)> {
    plan.gaps.iter().map(|gap| (gap.requirement.as_str(), gap.perhaps)).collect()
}

// ----------------------------------------------------------------------------------------------------------- reduction

/// Two papers of AA that BB takes for its own, which nobody writes; each leaves something to do.
fn rivals(first: (&str, &[&str]), second: (&str, &[&str])) -> Made {
    let mut world = Made::new();
    world.papers("AA", &["P1", "P2"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.takes("BB", "P1", &["B"], first.0, first.1).takes("BB", "P2", &["B"], second.0, second.1);
    world
}

#[test]
fn a_certificate_that_another_outdoes_in_everything_is_not_weighed() {
    // Listed first or last: an audit is one thing to do, and dearer than two papers to write.
    for (audited, best) in [(("equivalent", &["surveillance"][..]), "P2"), (("equivalent", &[]), "P1")] {
        let plan = rivals(audited, ("equivalent", &WRITTEN)).plan(&[], &["BB"]);
        assert_eq!((plan.considered.len(), plan.candidates), (2, 1));
        assert_eq!(names(&plan.sets[0]), [best]);
        assert_eq!(plan.sets.len(), 1);
    }
}

#[test]
fn a_certificate_that_does_something_better_is_weighed_with_the_one_that_does_the_rest_better() {
    let plan = rivals(("equivalent", &["fee"]), ("reissue", &[])).plan(&[], &["BB"]);
    assert_eq!(plan.candidates, 2);
    assert_eq!(sets(&plan), [(vec!["P2"], 100), (vec!["P1"], 102)]);
}

#[test]
fn of_certificates_alike_the_first_is_weighed() {
    let plan = rivals(("equivalent", &["fee"]), ("equivalent", &["fee"])).plan(&[], &["BB"]);
    assert_eq!((plan.considered.len(), plan.candidates), (2, 1));
    assert_eq!(sets(&plan), [(vec!["P1"], 102)]);
}

#[test]
fn one_paper_outdoes_two_that_do_the_same() {
    // P1 counts only beside a report.
    let mut world = Made::new();
    world.papers("AA", &["P1", "P2", "T"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.clause("P1", "BB", json!({ "fills": ["B"], "needs_all": ["T"] })).takes(
        "BB",
        "P2",
        &["B"],
        "equivalent",
        &[],
    );
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((plan.considered.len(), plan.candidates), (2, 1));
    assert_eq!(sets(&plan), [(vec!["P2"], 100)]);
    // Two papers for less to do are no worse than one.
    world.0["clauses"][1]["obligations"] = json!(kinds(&["fee"]));
    assert_eq!(sets(&world.plan(&[], &["BB"])), [(vec!["P2"], 102), (vec!["P1"], 200)]);
}

#[test]
fn a_certificate_for_what_is_open_is_weighed_if_it_can_save_more_than_it_weighs() {
    let open = |second: &[&str]| {
        let mut world = Made::new();
        world.papers("AA", &["P"]).papers("BB", &["B"]).asks("r1", "BB", &[&["B"]]).asks("r2", "BB", &[&["B"]]);
        world.papers("CC", &["C"]).asks("r3", "CC", &[&["C"]]);
        world.takes("BB", "P", &["B"], "equivalent", second).takes("CC", "P", &["C"], "equivalent", &DEAR);
        // One paper saves it all.
        world.papers("AA", &["Q"]).takes("BB", "Q", &["B"], "equivalent", &[]).takes(
            "CC",
            "Q",
            &["C"],
            "equivalent",
            &[],
        );
        world.0["requirements"].as_array_mut().unwrap().remove(1);
        world.plan(&["P"], &["BB", "CC"])
    };
    // A hundred in all is what it weighs itself.
    let even = open(&LESS_DEAR);
    assert_eq!((even.candidates, sets(&even)), (0, vec![(vec![], 100)]));
    let mut more = LESS_DEAR.to_vec();
    more.push("declaration");
    let saves = open(&more);
    assert_eq!((saves.candidates, sets(&saves)), (1, vec![(vec!["Q"], 100), (vec![], 101)]));
}

#[test]
fn where_all_is_open_with_what_is_in_hand_nothing_is_weighed() {
    let mut world = Made::new();
    world.papers("AA", &["P"]).papers("BB", &["B"]).asks("r", "BB", &[&["B"]]).takes(
        "BB",
        "P",
        &["B"],
        "equivalent",
        &[],
    );
    let plan = world.plan(&["P"], &["BB"]);
    assert_eq!((plan.candidates, sets(&plan)), (0, vec![(vec![], 0)]));
    assert_eq!(opening(&plan, "r").by, [Used::Owned(0)]);
    // So also where goods may be sold by their standing in CC, of which nobody wants to know.
    world.papers("CC", &["C"]).asks("s", "CC", &[&["C"]]).carries("CC", "BB", &json!({}));
    assert_eq!(world.plan(&["P"], &["BB"]).candidates, 0);
}

// -------------------------------------------------------------------------------------------------------------- search

#[test]
fn the_lightest_sets_are_shown_lightest_first() {
    let (free, look, somebody, both) =
        (&[][..], &["surveillance"][..], &["local-representative"][..], &["surveillance", "local-representative"][..]);
    let rising = ways(&[free, look, somebody, both]);
    assert_eq!((rising.method, rising.sets.len()), (Method::Exact, limits::SETS));
    assert_eq!(sets(&rising), [(vec!["B0"], 100), (vec!["B1"], 110), (vec!["B2"], 115)]);
    let falling = ways(&[both, somebody, look, free]);
    assert_eq!(sets(&falling), [(vec!["B3"], 100), (vec!["B2"], 110), (vec!["B1"], 115)]);
    let mixed = ways(&[somebody, both, free, look]);
    assert_eq!(sets(&mixed), [(vec!["B2"], 100), (vec!["B3"], 110), (vec!["B0"], 115)]);
}

#[test]
fn a_set_of_which_a_part_is_as_light_is_none() {
    assert_eq!(sets(&ways(&[&[], &["fee"]])), [(vec!["B0"], 100), (vec!["B1"], 102)]);
    // The part is found after the whole: the first paper opens one requirement, the second both.
    let mut world = Made::new();
    world.papers("BB", &["B0", "B1"]).asks("r", "BB", &[&["B0"], &["B1"]]).asks("s", "BB", &[&["B1"]]);
    assert_eq!(sets(&world.plan(&[], &["BB"])), [(vec!["B1"], 100)]);
}

#[test]
fn a_heavier_set_that_is_no_whole_of_a_lighter_one_is_shown() {
    let mut world = Made::new();
    world.papers("BB", &["B0", "B1", "B2"]).asks("r", "BB", &[&["B0"], &["B1"]]).asks("s", "BB", &[&["B1"], &["B2"]]);
    assert_eq!(sets(&world.plan(&[], &["BB"])), [(vec!["B1"], 100), (vec!["B0", "B2"], 200)]);
    // Also where the lightest is found first.
    let mut world = Made::new();
    world.papers("BB", &["B0", "B1", "B2"]).asks("r", "BB", &[&["B0"], &["B1"]]).asks("s", "BB", &[&["B0"], &["B2"]]);
    assert_eq!(sets(&world.plan(&[], &["BB"])), [(vec!["B0"], 100), (vec!["B1", "B2"], 200)]);
}

#[test]
fn it_is_exact_for_a_dozen_and_greedy_for_one_more() {
    for (count, method) in [(limits::EXACT, Method::Exact), (limits::EXACT + 1, Method::Greedy)] {
        let plan = each_its_own(count).plan(&[], &["BB"]);
        assert_eq!((plan.candidates, plan.method), (count, method));
        assert_eq!((plan.sets.len(), plan.sets[0].certificates.len()), (1, count));
        assert!(plan.complete && plan.gaps.is_empty());
    }
}

// -------------------------------------------------------------------------------------------------------------- greedy

const MANY: usize = 14;

fn numbered(letter: &str, count: usize) -> Vec<String> {
    (0..count).map(|n| format!("{letter}{n:02}")).collect()
}

fn texts(owned: &[String]) -> Vec<&str> {
    owned.iter().map(String::as_str).collect()
}

/// So many requirements, each of a paper of its own.
fn each_its_own(count: usize) -> Made {
    let mut world = Made::new();
    for scheme in &numbered("B", count) {
        world.papers("BB", &[scheme]).asks(&format!("r-{scheme}"), "BB", &[&[scheme]]);
    }
    world
}

/// So many requirements of papers that nobody writes: one of AA's is taken for all of them, and each has one for it alone.
fn one_for_all(all: (&str, &[&str]), alone: (&str, &[&str])) -> Plan {
    let mut world = Made::new();
    let (slots, papers) = (numbered("B", MANY), numbered("P", MANY));
    world.papers("AA", &["ALL"]).unwritten("BB", &texts(&slots)).takes("BB", "ALL", &texts(&slots), all.0, all.1);
    for (slot, paper) in slots.iter().zip(&papers) {
        world.papers("AA", &[paper]).takes("BB", paper, &[slot], alone.0, alone.1).asks(
            &format!("r-{slot}"),
            "BB",
            &[&[slot]],
        );
    }
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((plan.method, plan.candidates), (Method::Greedy, MANY + 1));
    plan
}

#[test]
fn greedy_takes_what_opens_most_for_its_weight() {
    assert_eq!(sets(&one_for_all(("reissue", &[]), ("equivalent", &["fee"]))), [(vec!["ALL"], 100)]);
}

#[test]
fn greedy_takes_nothing_that_opens_nothing_more() {
    let weight = 100 + u32::try_from(MANY).unwrap() * 2;
    assert_eq!(sets(&one_for_all(("equivalent", &["fee"]), ("reissue", &[]))), [(vec!["ALL"], weight)]);
}

#[test]
fn greedy_takes_no_paper_for_another_way_of_what_is_open() {
    let mut world = Made::new();
    let (slots, others) = (numbered("B", MANY), numbered("C", MANY));
    world.papers("AA", &["ALL"]).unwritten("BB", &texts(&slots)).papers("BB", &texts(&others));
    world.takes("BB", "ALL", &texts(&slots), "equivalent", &[]);
    for (slot, other) in slots.iter().zip(&others) {
        world.asks(&format!("r-{slot}"), "BB", &[&[slot], &[other]]);
    }
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((plan.method, sets(&plan)), (Method::Greedy, vec![(vec!["ALL"], 100)]));
}

#[test]
fn greedy_opens_what_asks_for_several_papers_at_once() {
    let mut world = each_its_own(MANY);
    world.papers("BB", &["S", "T"]).asks("two", "BB", &[&["S", "T"]]);
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((plan.method, gaps(&plan)), (Method::Greedy, vec![]));
    assert_eq!(opening(&plan, "two").by, [Used::Certificate(MANY), Used::Certificate(MANY + 1)]);
}

#[test]
fn what_later_certificates_made_needless_is_dropped() {
    // The one in the middle opens most, and what is left over on both sides asks for both others, which open it all.
    let mut world = each_its_own(MANY);
    let slots = numbered("B", MANY);
    for (paper, opens) in [("MIDDLE", 3..11), ("LEFT", 0..7), ("RIGHT", 7..14)] {
        world.papers("AA", &[paper]).takes("BB", paper, &texts(&slots[opens]), "equivalent", &[]);
    }
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((plan.method, sets(&plan)), (Method::Greedy, vec![(vec!["LEFT", "RIGHT"], 200)]));
}

#[test]
fn of_those_that_open_as_much_for_their_weight_greedy_takes_the_first() {
    // Two pairs that open all, each paper one half: whichever is taken first, its other half follows.
    let mut world = each_its_own(MANY);
    let slots = numbered("B", MANY);
    let halves = [
        ("FIRST", vec![0, 1, 2, 3, 4, 5, 7]),
        ("REST", vec![6, 8, 9, 10, 11, 12, 13]),
        ("OTHER", (0..7).collect()),
        ("SECOND", (7..14).collect()),
    ];
    for (paper, opens) in halves {
        let fills: Vec<&str> = opens.iter().map(|at: &usize| slots[*at].as_str()).collect();
        world.papers("AA", &[paper]).takes("BB", paper, &fills, "equivalent", &[]);
    }
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((plan.method, sets(&plan)), (Method::Greedy, vec![(vec!["FIRST", "REST"], 200)]));
}

// ------------------------------------------------------------------------------------------------------------ openings

#[test]
fn each_opening_says_by_which_papers_in_hand_or_to_be_got() {
    let mut world = Made::new();
    world.papers("AA", &["IDLE"]).papers("BB", &["B0", "B1"]).papers("CC", &["C0"]);
    world.asks("r0", "BB", &[&["B0"]]).asks("r1", "BB", &[&["B1"]]).asks("r2", "CC", &[&["C0"]]).asks(
        "r3",
        "BB",
        &[&["B0", "B1"]],
    );
    let plan = world.plan(&["IDLE", "B0"], &["BB", "CC"]);
    assert_eq!(sets(&plan), [(vec!["B1", "C0"], 200)]);
    assert_eq!(opening(&plan, "r0").by, [Used::Owned(1)]);
    assert_eq!(opening(&plan, "r1").by, [Used::Certificate(0)]);
    assert_eq!(opening(&plan, "r2").by, [Used::Certificate(1)]);
    assert_eq!(opening(&plan, "r3").by, [Used::Owned(1), Used::Certificate(0)]);
    let opens: Vec<Vec<&str>> = plan.sets[0]
        .certificates
        .iter()
        .map(|c| c.opens.iter().map(|at| plan.sets[0].openings[*at].requirement.as_str()).collect())
        .collect();
    assert_eq!(opens, [vec!["r1", "r3"], vec!["r2"]]);
}

#[test]
fn what_opens_is_the_cheapest_of_what_surely_is_strong_enough() {
    let mut world = Made::new();
    world.papers("AA", &["P"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.takes("BB", "P", &["B"], "equivalent", &["surveillance"]).takes(
        "BB",
        "P",
        &["B"],
        "equivalent",
        &["samples"],
    );
    world.takes("BB", "P", &["B"], "reissue", &[]);
    world.clause("P", "BB", json!({ "fills": ["B"], "confidence": "doubtful" }));
    let strong = world.plan_to(&["P"], &["BB"], Effect::Equivalent, &json!({}));
    let open = opening(&strong, "r");
    assert_eq!((open.effect, open.cost, open.clauses.as_slice()), (Scale::Equivalent, 8, &["k1".to_owned()][..]));
    assert_eq!(open.obligations.iter().map(|o| o.kind.to_string()).collect::<Vec<_>>(), ["samples"]);
    assert_eq!((strong.sets[0].weight, strong.sets[0].obligations.len()), (8, 1));
    let weak = world.plan(&["P"], &["BB"]);
    assert_eq!((opening(&weak, "r").effect, weak.sets[0].weight), (Scale::Reissue, 0));
}

#[test]
fn a_certificate_too_weak_for_the_aim_is_not_considered() {
    let mut world = rivals(("equivalent", &[]), ("reissue", &[]));
    let plan = world.plan_to(&[], &["BB"], Effect::Equivalent, &json!({}));
    assert_eq!((plan.considered.len(), sets(&plan)), (1, vec![(vec!["P1"], 100)]));
    world.0["clauses"][0]["effect"] = json!("reissue");
    let plan = world.plan_to(&[], &["BB"], Effect::Equivalent, &json!({}));
    assert_eq!((plan.considered.len(), gaps(&plan)), (0, vec![("r", false)]));
}

// ----------------------------------------------------------------------------------------------------- standing of goods

#[test]
fn what_makes_goods_lawful_in_one_market_opens_the_other_that_its_standing_carries_into() {
    let mut world = Made::new();
    world.papers("BB", &["B"]).asks("r", "BB", &[&["B"]]).papers("CC", &["C"]).asks("s", "CC", &[&["C"]]).whole("CC");
    assert_eq!(sets(&world.plan(&[], &["BB", "CC"])), [(vec!["B", "C"], 200)]);
    world.carries("CC", "BB", &json!({}));
    let plan = world.plan(&[], &["BB", "CC"]);
    assert_eq!(sets(&plan)[0], (vec!["C"], 100));
    assert_eq!(
        (opening(&plan, "r").effect, opening(&plan, "r").by.as_slice()),
        (Scale::Equivalent, &[Used::Certificate(0)][..])
    );
}

#[test]
fn a_certificate_of_a_market_that_nobody_asked_about_is_weighed_for_its_standing() {
    // P is taken in BB for what is open anyway, and in CC, whose standing opens what nothing else does.
    let mut world = Made::new();
    world.papers("AA", &["P"]).papers("BB", &["B"]).unwritten("BB", &["N"]).papers("CC", &["C"]).whole("CC");
    world.asks("open", "BB", &[&["B"]]).asks("shut", "BB", &[&["N"]]).asks("s", "CC", &[&["C"]]);
    world.takes("BB", "P", &["B"], "equivalent", &[]).takes("CC", "P", &["C"], "equivalent", &[]);
    world.carries("CC", "BB", &json!({ "fills": ["N"] }));
    let plan = world.plan(&["B"], &["BB"]);
    assert_eq!((gaps(&plan), sets(&plan)), (vec![], vec![(vec!["P"], 100)]));
}

#[test]
fn papers_that_only_together_make_goods_lawful_elsewhere_are_weighed_together() {
    // CC asks for two papers; with both the goods may be sold there, and so in BB.
    let mut world = Made::new();
    world.papers("CC", &["C1", "C2"]).asks("s1", "CC", &[&["C1"]]).asks("s2", "CC", &[&["C2"]]).whole("CC");
    world.papers("BB", &["B"]).asks("r", "BB", &[&["B"]]).carries("CC", "BB", &json!({}));
    let plan = world.plan(&[], &["BB", "CC"]);
    assert_eq!(sets(&plan)[0], (vec!["C1", "C2"], 200));
    assert_eq!(opening(&plan, "r").by, [Used::Certificate(0), Used::Certificate(1)]);

    // So also where nobody asked about CC, and BB takes the papers for what is open anyway.
    let mut world = Made::new();
    world.papers("CC", &["C1", "C2"]).asks("s1", "CC", &[&["C1"]]).asks("s2", "CC", &[&["C2"]]).whole("CC");
    world.papers("BB", &["B"]).unwritten("BB", &["N"]).asks("open", "BB", &[&["B"]]).asks("shut", "BB", &[&["N"]]);
    world.papers("AA", &["P1", "P2"]).carries("CC", "BB", &json!({ "fills": ["N"] }));
    for (paper, own) in [("P1", "C1"), ("P2", "C2")] {
        world.takes("BB", paper, &["B"], "equivalent", &[]).takes("CC", paper, &[own], "equivalent", &[]);
    }
    let plan = world.plan(&["B"], &["BB"]);
    assert_eq!((gaps(&plan), sets(&plan)), (vec![], vec![(vec!["P1", "P2"], 200)]));
}

#[test]
fn a_standing_that_carries_elsewhere_or_for_other_goods_makes_no_certificate_worth_its_weight() {
    let other_goods = json!({ "scope": { "include": [{ "hs": "0805" }] } });
    for (to, changes) in [("DD", json!({})), ("BB", other_goods)] {
        let mut world = Made::new();
        world.papers("AA", &["P"]).papers("BB", &["B"]).asks("r", "BB", &[&["B"]]);
        world.papers("CC", &["C"]).asks("s", "CC", &[&["C"]]).whole("CC").takes("CC", "P", &["C"], "equivalent", &[]);
        world.carries("CC", to, &changes);
        let plan = world.plan(&["P"], &["BB", "CC"]);
        assert_eq!((plan.candidates, sets(&plan)), (1, vec![(vec!["B"], 100)]), "{to}");
    }
}

// ---------------------------------------------------------------------------------------------------- what is left over

#[test]
fn a_gap_says_whether_some_paper_opens_it_perhaps() {
    let mut world = Made::new();
    world.papers("AA", &["P"]).unwritten("BB", &["B", "N"]).asks("r", "BB", &[&["B"]]).asks("s", "BB", &[&["N"]]);
    world.clause("P", "BB", json!({ "fills": ["B"], "confidence": "doubtful" }));
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((gaps(&plan), sets(&plan)), (vec![("r", true), ("s", false)], vec![(vec![], 0)]));
    // Or may no longer be got.
    world.0["clauses"] = json!([]);
    world.clause("P", "BB", json!({ "fills": ["B"], "until": "2022-01-01", "on_end": "keep-issued-before-end" }));
    let plan = world.plan(&[], &["BB"]);
    assert_eq!((gaps(&plan), plan.considered.len()), (vec![("r", true), ("s", false)], 0));
}

#[test]
fn markets_of_which_not_all_is_on_record_are_told() {
    let mut world = Made::new();
    world.papers("BB", &["B"]).asks("r", "BB", &[&["B"]]).whole("BB");
    assert_eq!(world.plan(&[], &["BB", "CC"]).perhaps_more, ["CC"]);
    assert_eq!(world.plan(&[], &["BB"]).perhaps_more, Vec::<String>::new());
}

#[test]
fn only_what_is_meant_is_planned_for() {
    let mut world = Made::new();
    world.papers("BB", &["B", "E"]).asks("r", "BB", &[&["B"]]).asks("e", "BB", &[&["E"]]);
    world.0["requirements"][1]["aspect"] = json!("emc");
    let planned = |purpose: &str| {
        let plan = world.plan_to(&[], &["BB"], Effect::Reissue, &json!({ "purpose": purpose }));
        assert!(plan.gaps.is_empty());
        plan.sets[0].openings.iter().map(|o| o.requirement.clone()).collect::<Vec<_>>()
    };
    for (purpose, meant) in [("r", "r"), ("safety", "r"), ("e", "e"), ("emc", "e")] {
        assert_eq!(planned(purpose), [meant], "{purpose}");
    }
}

#[test]
fn a_market_named_twice_is_one_and_as_many_as_are_allowed_are_planned_for() {
    let mut world = Made::new();
    world.papers("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    let plan = world.plan(&[], &vec!["BB"; limits::WANTED]);
    assert_eq!((plan.markets.as_slice(), sets(&plan)), (&["BB".to_owned()][..], vec![(vec!["B"], 100)]));
}

#[test]
fn as_many_certificates_as_the_budget_has_are_all_weighed() {
    let mut world = Made::new();
    world.unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    let papers = numbered("P", limits::CANDIDATES + 1);
    for paper in &papers[1..] {
        world.papers("AA", &[paper]).takes("BB", paper, &["B"], "equivalent", &[]);
    }
    let at = world.plan(&[], &["BB"]);
    assert_eq!((at.considered.len(), at.candidates, sets(&at)), (limits::CANDIDATES, 1, vec![(vec!["P01"], 100)]));
    world.papers("AA", &[&papers[0]]).takes("BB", &papers[0], &["B"], "equivalent", &[]);
    let beyond = world.plan(&[], &["BB"]);
    assert_eq!((beyond.complete, beyond.budget), (false, Some("candidates")));
}

#[test]
fn an_evaluation_that_a_budget_cut_is_said_to_be() {
    // Nine clauses into each of two slots make eighty-one fillings.
    let mut world = Made::new();
    world.papers("AA", &["P"]).papers("BB", &["B"]).asks("r", "BB", &[&["B", "B"]]);
    for _ in 0..9 {
        world.takes("BB", "P", &["B"], "equivalent", &[]);
    }
    let plan = world.plan(&["P"], &["BB"]);
    assert_eq!((plan.complete, plan.budget), (false, Some("labels")));
}

#[test]
fn a_wanted_certificate_that_completes_what_is_in_hand_opens_the_other_market_too() {
    // BB takes P of AA beside C of CC, which CC asks for anyway; P is in hand.
    let mut world = Made::new();
    world.papers("AA", &["P"]).unwritten("BB", &["B"]).papers("CC", &["C"]);
    world.asks("r", "BB", &[&["B"]]).asks("s", "CC", &[&["C"]]);
    world.clause("P", "BB", json!({ "fills": ["B"], "needs_all": ["C"] }));
    assert_eq!(sets(&world.plan(&["P"], &["BB", "CC"]))[0], (vec!["C"], 100));
}

#[test]
fn of_two_papers_that_count_together_the_one_in_hand_costs_nothing() {
    let mut world = Made::new();
    world.papers("AA", &["P", "T"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.clause("P", "BB", json!({ "fills": ["B"], "needs_all": ["T"] }));
    let weights = [["P"], ["T"]].map(|owned| world.plan(&owned, &["BB"]).sets[0].weight);
    assert_eq!(weights, [100, 100]);
}

#[test]
fn of_three_papers_that_count_together_the_one_not_in_hand_is_named() {
    let mut world = Made::new();
    world.papers("AA", &["P", "T", "U"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.clause("P", "BB", json!({ "fills": ["B"], "needs_all": ["T", "U"] }));
    for (owned, missing) in [(["P", "T"], "U"), (["P", "U"], "T"), (["T", "U"], "P")] {
        let plan = world.plan(&owned, &["BB"]);
        assert_eq!(sets(&plan), [(vec![missing], 100)]);
        let with: Vec<&str> =
            plan.sets[0].certificates[0].template.with.iter().map(|named| named.id.as_str()).collect();
        assert!(owned.iter().all(|owned| with.contains(owned)), "{with:?}");
    }
}

#[test]
fn of_what_must_be_beside_a_paper_in_hand_nothing_more_is_asked() {
    let mut world = Made::new();
    world.papers("AA", &["P", "T"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.0["norms"] = json!([{ "id": "n", "editions": [{ "id": "n1", "published": "2010-01-01" }] }]);
    world.0["schemes"][0]["regime"] = json!("P-rules");
    world.0["schemes"][1]["kind"] = json!("test-report");
    world.0["requirements"][0]["ways"][0]["slots"][0]["level"] = json!(2);
    world.clause(
        "P",
        "BB",
        json!({ "fills": ["B"], "needs_all": ["T"], "issuer_rule": "native", "attests": ["P-rules"], "since": "2000-01-01",
            "max_age": { "years": 5 }, "edition_rule": { "accepts": [{ "edition": "n1" }] } }),
    );
    let paper =
        json!({ "scheme": "P", "issuer": { "body": "aa" }, "issued": "2021-01-01", "norm": ["n1"], "level": 2 });
    let got = |holdings: Value| -> Value { json!(world.plan_of(&holdings, &["BB"]).sets[0].certificates[0].template) };
    let (first, other) = (got(json!([])), got(json!([paper])));
    for (field, nothing) in [
        ("issuer", json!(IssuerDemand::default())),
        ("issued_from", Value::Null),
        ("max_age", Value::Null),
        ("editions", json!([])),
        ("level", Value::Null),
        ("attests", json!([])),
    ] {
        assert_ne!(first[field], nothing, "{field}");
        assert_eq!(other[field], nothing, "{field}");
    }
    assert_eq!((&first["kind"], &other["kind"]), (&json!("product-certificate"), &json!("test-report")));
    let schemes = |template: &Value| -> Vec<Value> {
        template["example"]["holdings"].as_array().unwrap().iter().map(|holding| holding["scheme"].clone()).collect()
    };
    assert_eq!((schemes(&first), schemes(&other)), (vec![json!("P"), json!("T")], vec![json!("T")]));
}

#[test]
fn a_report_beside_two_certificates_is_got_once() {
    let mut world = Made::new();
    world.papers("AA", &["P", "Q", "T"]).unwritten("BB", &["B", "D"]).asks("r", "BB", &[&["B"]]).asks(
        "s",
        "BB",
        &[&["D"]],
    );
    world.clause("P", "BB", json!({ "fills": ["B"], "needs_all": ["T"] })).clause(
        "Q",
        "BB",
        json!({ "fills": ["D"], "needs_all": ["T"] }),
    );
    assert_eq!(world.plan(&[], &["BB"]).sets[0].weight, 300);
}

#[test]
fn a_certificate_is_outdone_only_by_what_is_strong_enough() {
    // P1 leaves nothing to do where it is converted, but that is too weak; where it is equivalent it asks for an audit.
    let mut world = Made::new();
    world.papers("AA", &["P1", "P2"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.takes("BB", "P1", &["B"], "equivalent", &["surveillance"]).takes("BB", "P1", &["B"], "reissue", &[]);
    world.takes("BB", "P2", &["B"], "equivalent", &["samples"]);
    assert_eq!(sets(&world.plan_to(&[], &["BB"], Effect::Equivalent, &json!({})))[0], (vec!["P2"], 108));
}

#[test]
fn a_gap_that_a_stated_origin_would_close_is_perhaps_open() {
    let mut world = Made::new();
    world.papers("AA", &["P"]).unwritten("BB", &["B"]).asks("r", "BB", &[&["B"]]);
    world.clause("P", "BB", json!({ "fills": ["B"], "origin_rule": { "all": [{ "kind": "made-in", "in": ["AA"] }] } }));
    let plan = world.plan(&[], &["BB"]);
    assert!(plan.gaps.is_empty() || plan.gaps[0].perhaps);
}
