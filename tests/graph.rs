//! The graph as a product (`src/graph`): pictures for other programs, strongly connected parts, clauses that no question
//! reaches, and what every route of a slot rests on.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::graph::{Around, Labels, Picture, PictureEdge, PictureNode, RestsOn, Unreached};
use comity::law::{Id, Market, Place, Scheme};
use comity::{Day, Law, Overlay, check};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::sync::LazyLock;

static TOY: LazyLock<Value> = LazyLock::new(common::toy);
static REAL: LazyLock<Law> = LazyLock::new(common::real_law);

fn ids(labels: impl Fn(&Labels<'_>) -> String) -> String {
    labels(&Labels { node: &|node: &PictureNode| node.id.clone(), edge: &|edge: &PictureEdge| edge.clause.clone() })
}

/// The strings of a line of DOT, unescaped, and the line without them.
fn strings(line: &str) -> (Vec<String>, String) {
    let (mut rest, mut open, mut escaped) = (String::new(), false, false);
    let mut found: Vec<String> = Vec::new();
    for c in line.chars() {
        match (open, escaped, c) {
            (true, true, c) => {
                found.iter_mut().last().into_iter().for_each(|s| s.push(c));
                escaped = false;
            }
            (true, false, '\\') => escaped = true,
            (_, _, '"') => {
                if !open {
                    found.push(String::new());
                }
                open = !open;
            }
            (true, _, c) => found.iter_mut().last().into_iter().for_each(|s| s.push(c)),
            (false, _, c) => rest.push(c),
        }
    }
    assert!(!open, "an open string: {line}");
    (found, rest)
}

/// Reads what DOT says: nodes with their labels, edges with theirs.
fn read_dot(dot: &str) -> (BTreeSet<(String, String)>, BTreeSet<[String; 3]>) {
    let (mut nodes, mut edges) = (BTreeSet::new(), BTreeSet::new());
    let lines: Vec<&str> = dot.lines().collect();
    assert_eq!((lines[0], lines[1], *lines.last().unwrap()), ("digraph recognition {", "  rankdir=LR;", "}"));
    for line in &lines[2..lines.len() - 1] {
        let (strings, rest) = strings(line);
        assert!(rest.ends_with("];") && rest.contains("[label="), "{line}");
        match strings.as_slice() {
            [id, label] => assert!(nodes.insert((id.clone(), label.clone())), "{id} twice"),
            [from, to, label] => {
                assert!(rest.contains("->"));
                edges.insert([from.clone(), to.clone(), label.clone()]);
            }
            other => panic!("{other:?}"),
        }
    }
    (nodes, edges)
}

#[test]
fn a_picture_goes_round_as_json_and_dot() {
    for law in [&common::toy_law(), &*REAL] {
        let picture = law.picture(Around::Everything);
        let text = serde_json::to_string(&picture).unwrap();
        assert_eq!(serde_json::from_str::<Picture>(&text).unwrap(), picture);
        assert_eq!(serde_json::to_string(&law.picture(Around::Everything)).unwrap(), text, "the same bytes");
        let (nodes, edges) = read_dot(&ids(|labels| picture.dot(labels)));
        let nodes: Vec<String> = nodes.into_iter().map(|(id, _)| id).collect();
        assert_eq!(nodes, picture.nodes.iter().map(|node| node.id.clone()).collect::<Vec<_>>());
        let expected: BTreeSet<[String; 3]> =
            picture.edges.iter().map(|e| [e.from.clone(), e.to.clone(), e.clause.clone()]).collect();
        assert_eq!(edges, expected);
        assert!(picture.nodes.is_sorted() && picture.edges.is_sorted());
        // Every clause that is not a rival statement of another is there.
        let shown: BTreeSet<&str> = picture.edges.iter().map(|edge| edge.clause.as_str()).collect();
        for (_, clause) in law.records().clauses.iter().filter(|(_, c)| c.conflicts_with.is_none()) {
            assert!(shown.contains(clause.id.as_str()), "{}", clause.id);
        }
    }
}

#[test]
fn labels_with_quotes_and_marks_are_escaped() {
    let picture = common::toy_law().picture(Around::Everything);
    let hard = "a \"b\" \\ <c> & #1; `d` \n e";
    let labels = Labels { node: &|_| hard.to_owned(), edge: &|_| hard.to_owned() };
    let (nodes, _) = read_dot(&picture.dot(&labels));
    assert!(nodes.iter().all(|(_, label)| label == "a \"b\" \\ <c> & #1; `d`   e"));
    let mermaid = picture.mermaid(&labels);
    let mut lines = mermaid.lines();
    assert_eq!(lines.next(), Some("flowchart LR"));
    assert_eq!(lines.clone().count(), picture.nodes.len() + picture.edges.len());
    for line in lines {
        // Two quotes: those around the label.
        assert_eq!(line.matches('"').count(), 2, "{line}");
        let label = line.split('"').nth(1).unwrap();
        assert_eq!(label, "a #34;b#34; #92; #60;c#62; #38; #35;1#59; #96;d#96;   e");
    }
}

#[test]
fn a_picture_around_something_holds_its_clauses() {
    let law = &*REAL;
    let records = law.records();
    let whole = law.picture(Around::Everything);
    let agreement = records.agreements.find("cn-nz-eeemra").unwrap();
    let part = law.picture(Around::Agreement(agreement));
    let expected: Vec<&PictureEdge> = whole.edges.iter().filter(|e| e.agreement == "cn-nz-eeemra").collect();
    assert!(!expected.is_empty());
    assert_eq!(part.edges.iter().collect::<Vec<_>>(), expected);
    let scheme = law.picture(Around::Scheme(records.schemes.find("iecee-cb").unwrap()));
    assert!(scheme.edges.iter().all(|e| [&e.from, &e.to].iter().any(|id| id.ends_with(":iecee-cb"))));
    assert!(scheme.edges.len() > 10 && scheme.edges.len() < whole.edges.len());
    let market = law.picture(Around::Market(records.markets.find("KR").unwrap()));
    assert!(market.edges.iter().any(|edge| edge.clause == "iecee-cb.to-kr"));
    assert!(market.edges.iter().all(|edge| edge.clause != "iecee-cb.to-jp"));
}

#[test]
fn an_assumed_clause_is_in_the_picture_and_marked() {
    let law = common::toy_law();
    let change = json!({ "changes": [{ "add_clause": { "id": "new", "like": "a1.x" } }] });
    let with = law.with(&serde_json::from_value::<Overlay>(change).unwrap()).unwrap();
    let picture = with.picture(Around::Everything);
    let assumed: Vec<&str> = picture.edges.iter().filter(|e| e.hypothetical).map(|e| e.clause.as_str()).collect();
    assert_eq!(assumed, ["new"]);
    assert!(ids(|labels| picture.dot(labels)).contains("style=dotted"));
    assert_eq!(picture.edges.len(), law.picture(Around::Everything).edges.len() + 1);
}

#[test]
fn papers_that_lead_to_each_other_are_one_part() {
    let mut universe = TOY["universe"].clone();
    assert!(common::toy_law().graph().strongly_connected().is_empty());
    // W → X and X → W by reissue, from clauses that reissue already.
    let clauses = universe["clauses"].as_array_mut().unwrap();
    let like = clauses.iter().find(|c| c["issues"].is_object()).unwrap().clone();
    for (id, from, to) in [("there", "P-CERT", "U-SAFE"), ("back", "U-SAFE", "P-CERT")] {
        let mut clause = like.clone();
        clause["id"] = json!(id);
        clause["artefact"] = json!({ "schemes": [from] });
        clause["issues"] = json!({ "scheme": to });
        clauses.push(clause);
    }
    let law = Law::new(comity::pack::universe(&universe).unwrap());
    let parts = law.graph().strongly_connected();
    let records = law.records();
    assert_eq!(parts.len(), 1);
    let schemes: Vec<&str> = parts[0].schemes.iter().map(|id| records.schemes.at(*id).id.as_str()).collect();
    let clauses: Vec<&str> = parts[0].clauses.iter().map(|id| records.clauses.at(*id).id.as_str()).collect();
    assert_eq!((schemes, clauses), (vec!["P-CERT", "U-SAFE"], vec!["back", "there"]));
}

#[test]
fn clauses_that_no_question_reaches_are_found() {
    let unreached = |change: &dyn Fn(&mut Value)| -> Vec<(String, Unreached)> {
        let mut universe = TOY["universe"].clone();
        let clauses = universe["clauses"].as_array_mut().unwrap();
        let mut clause = clauses.iter().find(|c| c["id"] == "a1.x").unwrap().clone();
        clause["id"] = json!("new");
        change(&mut clause);
        clauses.push(clause);
        let law = Law::new(comity::pack::universe(&universe).unwrap());
        let found = law.graph().unreached(law.records());
        found.into_iter().map(|(id, why)| (law.records().clauses.at(id).id.clone(), why)).collect()
    };
    assert_eq!(unreached(&|_| ()), []);
    let elsewhere = |clause: &mut Value| clause["to_party"] = json!(["QS"]);
    assert_eq!(unreached(&elsewhere), [("new".to_owned(), Unreached::NoSlot)]);
    let no_such_paper = |clause: &mut Value| clause["artefact"]["kind"] = json!("glp-statement");
    assert_eq!(unreached(&no_such_paper), [("new".to_owned(), Unreached::NoPaper)]);
    // A home-less scheme's slot can always show as a virtual one, and so can the market's own paper.
    assert_eq!(unreached(&|clause| clause["fills"] = json!(["WTC"])), []);
    assert_eq!(REAL.graph().unreached(REAL.records()), []);
}

// -------------------------------------------------------------------------------- what every route rests on

/// Every market with the schemes that it asks for.
fn slots(law: &Law) -> Vec<(Id<Market>, Id<Scheme>)> {
    let records = law.records();
    let mut found = BTreeSet::new();
    for (_, requirement) in records.requirements.iter() {
        let markets: Vec<Id<Market>> = match requirement.market {
            Place::Market(market) => vec![market],
            Place::Bloc(bloc) => records.blocs.at(bloc).members.iter().map(|m| m.market).collect(),
        };
        for slot in requirement.ways.iter().flat_map(|way| &way.slots) {
            found.extend(markets.iter().map(|market| (*market, slot.scheme)));
        }
    }
    found.into_iter().collect()
}

/// The law without an agreement's clauses.
fn without(universe: &Value, agreement: &str) -> Law {
    let mut universe = universe.clone();
    let clauses = universe["clauses"].as_array_mut().unwrap();
    clauses.retain(|clause| clause["agreement"] != agreement);
    let left: BTreeSet<String> = clauses.iter().map(|clause| clause["id"].as_str().unwrap().to_owned()).collect();
    for clause in clauses {
        if let Some(overrides) = clause.get_mut("overrides").and_then(Value::as_array_mut) {
            overrides.retain(|id| left.contains(id.as_str().unwrap()));
        }
    }
    let gone = |bar: &Value| bar["reach"] == "clause" && !left.contains(bar["subject"].as_str().unwrap());
    universe["bars"].as_array_mut().unwrap().retain(|bar| !gone(bar));
    Law::new(comity::pack::universe(&universe).unwrap())
}

#[test]
fn without_an_agreement_that_all_routes_rest_on_no_route_is_left_and_without_another_some_is() {
    let law = common::toy_law();
    let records = law.records();
    let day = Day::parse("2026-06-01");
    let (mut closing, mut open) = (0, 0);
    for day in [None, day] {
        for (market, slot) in slots(&law) {
            let rests = law.rests_on(Place::Market(market), slot, day);
            if !rests.reached {
                assert_eq!(rests, RestsOn::default());
                continue;
            }
            for clause in &rests.clauses {
                assert!(rests.agreements.contains(&records.clauses.at(*clause).agreement));
            }
            for (id, agreement) in records.agreements.iter() {
                let other = without(&TOY["universe"], &agreement.id);
                let left = other.rests_on(Place::Market(market), slot, day).reached;
                assert_eq!(
                    left,
                    !rests.agreements.contains(&id),
                    "{} and {}",
                    agreement.id,
                    records.schemes.at(slot).id
                );
                if left { open += 1 } else { closing += 1 }
            }
        }
    }
    assert!(closing > 10 && open > 100, "{closing} close, {open} do not");
}

/// The routes that the decision finds rest on what all routes rest on: on the same day, every clause hop's chain into the
/// slot holds one of the agreement's clauses.
#[test]
fn the_routes_of_answers_go_through_what_all_routes_go_through() {
    let (toy, mut tested) = (common::toy_law(), 0);
    let mut held = |law: &Law, question: &comity::Question, name: &str| {
        let Ok(answer) = check(law, question) else { return };
        let records = law.records();
        let day = Day::parse(&answer.question.on);
        for requirement in &answer.requirements {
            // Where each way has one slot, the last hop of a route says which.
            let record = records.requirements.at(records.requirements.find(&requirement.id).unwrap());
            if record.ways.iter().any(|way| way.slots.len() > 1) {
                continue;
            }
            for route in requirement.routes.iter().chain(&requirement.conditional_routes) {
                let clauses: Vec<&str> = route.hops.iter().filter_map(|hop| hop.clause.as_deref()).collect();
                let Some(last) = route.hops.last().filter(|_| !clauses.is_empty()) else { continue };
                let market = records.markets.find(&last.at).unwrap();
                let rests = law.rests_on(Place::Market(market), records.schemes.find(&last.to.id).unwrap(), day);
                assert!(rests.reached, "{name}: a route where there is no way");
                let of = |id: &str| records.clauses.at(records.clauses.find(id).unwrap()).agreement;
                for agreement in &rests.agreements {
                    assert!(clauses.iter().any(|id| of(id) == *agreement), "{name}: {clauses:?}");
                    tested += 1;
                }
            }
        }
    };
    for case in TOY["cases"].as_array().unwrap() {
        for market in [case["question"]["market"].as_str().unwrap(), "QM", "QP", "QS", "QT"] {
            let question = comity::pack::question(&case["question"]).unwrap();
            held(&toy, &comity::Question { market: market.to_owned(), ..question }, case["id"].as_str().unwrap());
        }
    }
    for path in common::below(&common::root().join("tests/conformance/real"), "json") {
        for case in common::document(&path)["cases"].as_array().into_iter().flatten() {
            if let Ok(question) = serde_json::from_value(case["question"].clone()) {
                held(&REAL, &question, &case["id"].to_string());
            }
        }
    }
    assert!(tested > 20, "{tested}");
}

#[test]
fn a_market_is_described_with_what_its_routes_rest_on() {
    let description = REAL.describe("KR").into_iter().find(|d| d.noun == comity::Noun::Market).unwrap();
    let of = |requirement: &str| description.rests.iter().find(|r| r.requirement == requirement).unwrap();
    let mad: Vec<&str> = of("kr-chemicals-study-data").agreements.iter().map(|a| a.id.as_str()).collect();
    assert_eq!(mad, ["oecd-mad"]);
    assert!(!of("kr-chemicals-registration").reached);
    let safety = of("kr-electrical-safety");
    assert!(safety.reached && safety.agreements.is_empty());
    assert!(REAL.describe("iecee-cb").iter().all(|d| d.rests.is_empty()));
    // A requirement tells its own; of a bloc the routes into any of its members count.
    let alone = |id: &str| REAL.describe(id).into_iter().find(|d| !d.rests.is_empty()).unwrap().rests;
    let own = alone("kr-electrical-safety");
    assert!(own.iter().all(|r| r.requirement == "kr-electrical-safety") && own.len() < description.rests.len());
    assert!(own.iter().all(|r| description.rests.iter().any(|of_market| of_market.paper.id == r.paper.id)));
    let union = alone("EU");
    assert!(union.iter().any(|r| r.reached) && union.iter().any(|r| !r.agreements.is_empty()), "{}", union.len());
}
