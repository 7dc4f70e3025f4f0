//! Changes of the record that change nothing: order, names, titles, what is far away, what is said twice.

use crate::common;
use crate::held::{ensure, hold, or_pass};
use crate::told::{clauses, essence, pairs, recognises, routes, same, unmoved};
use crate::worlds::{TABLES, World, list, pick, visit};
use comity::decide::Answer;
use comity::{Law, Question, check};
use fastrand::Rng;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

#[test]
fn the_same_question_has_the_same_answer() {
    hold(|world, _| {
        let (once, again) = (or_pass!(world.asked()), or_pass!(world.asked()));
        same(&json!(once), &json!(again), "asked twice")?;
        Ok(recognises(&once))
    });
}

/// Every id that a universe defines, with the names of owners.
fn written_ids(universe: &Value) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    visit(&mut universe.clone(), "", &mut |key, value| {
        if let (
            Value::String(text),
            "economies" | "id" | "for" | "register" | "listed" | "regime" | "group" | "attr" | "edition" | "of"
            | "owners",
        ) = (value, key)
        {
            ids.insert(text.clone());
        }
    });
    ids
}

/// Writes a mark before every one of these ids.
fn mark(value: &mut Value, ids: &BTreeSet<String>, mark: &str) {
    visit(value, "", &mut |key, item| match item {
        Value::String(text) if ids.contains(text) && !["hs", "kind", "closes"].contains(&key) => {
            *text = format!("{mark}{text}")
        }
        Value::Object(fields) if key == "attributes" => {
            *fields = fields.iter().map(|(name, v)| (format!("{mark}{name}"), v.clone())).collect::<Map<_, _>>();
        }
        _ => {}
    });
}

#[test]
fn l1_what_is_agreed_elsewhere_about_other_papers_is_neutral() {
    hold(|world, rng| {
        let everywhere =
            |clause: &Value| clause["artefact"]["kind"] == "lawful-marketing" && clause["from_party"] == json!(["any"]);
        let before = or_pass!(world.asked());
        // Goods that may be sold anywhere may be sold elsewhere too.
        if world.universe["clauses"].as_array().unwrap().iter().any(everywhere) {
            return Ok(false);
        }
        let (_, elsewhere) = World::at(rng.usize(..1 << 20));
        let mut far = elsewhere.universe;
        let ids = written_ids(&far);
        mark(&mut far, &ids, "far·");
        // What is for everybody is not elsewhere.
        list(&mut far, "bars").retain(|bar| !bar["market"].is_null());
        list(&mut far, "clauses").retain(|clause| !everywhere(clause));
        let schemes: Vec<Value> = list(&mut far, "schemes").iter().map(|scheme| scheme["id"].clone()).collect();
        for clause in list(&mut far, "clauses") {
            if clause["artefact"]["schemes"].is_null() && clause["artefact"]["kind"] != "lawful-marketing" {
                clause["artefact"]["schemes"] = json!(schemes);
            }
        }
        let after = or_pass!(world.asked_with(|other| {
            TABLES.iter().for_each(|table| list(&mut other.universe, table).append(list(&mut far, table)));
        }));
        same(&json!(before), &json!(after), "with law from elsewhere")?;
        Ok(recognises(&before))
    });
}

#[test]
fn l2_the_order_of_records_papers_ways_and_requirements_means_nothing() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let after = world.asked_with(|other| {
            TABLES.iter().for_each(|table| rng.shuffle(list(&mut other.universe, table)));
            list(&mut other.universe, "requirements").iter_mut().for_each(|r| rng.shuffle(list(r, "ways")));
            rng.shuffle(list(&mut other.question, "holdings"));
        });
        same(&essence(&before), &essence(&or_pass!(after)), "shuffled")?;
        Ok(recognises(&before))
    });
}

#[test]
fn l3_other_ids_in_the_same_order_give_the_same_answer_under_those_ids() {
    const MARK: &str = "a·";
    hold(|world, _| {
        let before = or_pass!(world.asked());
        let ids = written_ids(&world.universe);
        let after = or_pass!(world.asked_with(|other| {
            mark(&mut other.universe, &ids, MARK);
            mark(&mut other.question, &ids, MARK);
        }));
        let text = json!(after).to_string().replace(MARK, "");
        same(&json!(before), &serde_json::from_str(&text).unwrap(), "renamed")?;
        Ok(recognises(&before))
    });
}

/// A record whose source can be doubted: of a table, a member of a bloc or a party of an agreement.
fn sourced<'w>(world: &'w mut World, rng: &mut Rng) -> Option<&'w mut Value> {
    let tables =
        ["clauses", "clauses", "agreements", "listings", "requirements", "coverage", "bars", "schemes", "blocs"];
    let record = pick(list(&mut world.universe, tables[rng.usize(0..tables.len())]), rng)?;
    match ["members", "parties"].into_iter().find(|key| record[*key].is_array()) {
        Some(key) if key == "members" || rng.bool() => pick(list(record, key), rng),
        _ => Some(record),
    }
}

#[test]
fn l4_a_better_source_never_lowers_what_is_proved() {
    hold(|world, rng| {
        let chances = rng.clone();
        let with = |confidence: &str| {
            let mut other = world.clone();
            sourced(&mut other, &mut chances.clone())?["confidence"] = json!(confidence);
            other.asked()
        };
        let (doubtful, verified) = (or_pass!(with("doubtful")), or_pass!(with("verified")));
        for (key, old, new) in pairs(&doubtful, &verified) {
            ensure(new.lo() >= old.lo(), || format!("no longer doubtful: `{key}` fell from {old:?} to {new:?}"))?;
        }
        Ok(pairs(&doubtful, &verified).iter().any(|(_, old, new)| old != new))
    });
}

#[test]
fn l4_only_what_is_doubtful_makes_a_difference_not_what_is_recalled() {
    hold(|world, rng| {
        let chances = rng.clone();
        let with = |confidence: &str| {
            let mut other = world.clone();
            sourced(&mut other, &mut chances.clone())?["confidence"] = json!(confidence);
            other.asked()
        };
        let (recalled, verified) = (or_pass!(with("recalled")), or_pass!(with("verified")));
        for (key, old, new) in pairs(&recalled, &verified) {
            ensure(new == old, || format!("recalled instead of verified: `{key}` was {new:?} and is {old:?}"))?;
        }
        Ok(recognises(&verified))
    });
}

#[test]
fn l4_titles_in_other_words_and_sources_that_say_more_are_neutral() {
    let retold = |path: String, text: String| comity::pack::SourceFile {
        path,
        text: text.replace("zh = \"", "zh = \"又名").replace("says = \"", "says = \"In other words: "),
    };
    let data = common::root().join("data");
    let files = common::below(&data, "toml").into_iter().map(|path| {
        let name = path.strip_prefix(&data).unwrap().to_string_lossy().replace('\\', "/");
        retold(name, std::fs::read_to_string(&path).unwrap())
    });
    let compiled = comity::pack::compile(&files.collect::<Vec<_>>());
    let (known, told) = (common::real_law(), Law::new(compiled.records.unwrap()));
    let mut recognised = 0;
    for file in common::below(&common::root().join("tests/conformance/real"), "json") {
        for case in common::document(&file)["cases"].as_array().unwrap() {
            let question: Question = serde_json::from_value(case["question"].clone()).unwrap();
            let answer = |law: &Law| check(law, &question).unwrap();
            let (before, after) = (answer(&known), answer(&told));
            unmoved(&before, &after, "retold").unwrap_or_else(|fault| panic!("{}: {fault}", case["id"]));
            recognised += usize::from(recognises(&before));
        }
    }
    assert!(recognised > 30, "only {recognised} questions met a clause");
}

#[test]
fn l34_a_paper_held_twice_counts_once() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        let after = or_pass!(world.asked_with(|other| {
            let holdings = list(&mut other.question, "holdings");
            let mut copy = rng.choice(holdings.iter()).cloned().unwrap();
            copy["id"] = json!("copy");
            holdings.push(copy);
        }));
        // Two papers have two dates that may be unknown, and neither alone decides.
        let essence = |answer: &Answer| {
            let mut essence = essence(answer);
            essence["pivotal"] = Value::Null;
            essence
        };
        same(&essence(&before), &essence(&after), "held twice")?;
        Ok(recognises(&before))
    });
}

#[test]
fn l34_a_clause_written_twice_changes_no_verdict_and_adds_no_other_route() {
    hold(|world, rng| {
        let before = or_pass!(world.asked());
        // Most clauses have nothing to do with the question: only those on its routes are copied.
        let used: Vec<&str> = routes(&before).flat_map(clauses).collect();
        let all = world.universe["clauses"].as_array().unwrap();
        let candidates: Vec<&Value> = all.iter().filter(|c| used.iter().any(|id| c["id"] == *id)).collect();
        let mut copy = or_pass!(rng.choice(candidates)).clone();
        if world.singular(&copy) {
            return Ok(false);
        }
        let original = copy["id"].as_str().unwrap().to_owned();
        copy["id"] = json!(format!("{original}~copy"));
        let after = or_pass!(world.asked_with(|other| list(&mut other.universe, "clauses").push(copy)));
        let text = json!(after).to_string().replace(&format!("{original}~copy"), &original);
        let after: Value = serde_json::from_str(&text).unwrap();
        let before = json!(before);
        let part = |answer: &Value, path: &str| answer.pointer(path).cloned().unwrap_or_default();
        for path in ["/headline", "/market", "/members"] {
            same(&part(&before, path), &part(&after, path), path)?;
        }
        for table in ["requirements", "virtual"] {
            let lists = |answer: &Value| answer[table].as_array().cloned().unwrap_or_default();
            for (old, new) in lists(&before).iter().zip(&lists(&after)) {
                for key in ["id", "verdict", "interval", "obligations", "stable_until", "next_verdict"] {
                    same(&old[key], &new[key], key)?;
                }
                let kinds = |r: &Value| -> BTreeSet<String> {
                    r["routes"].as_array().unwrap().iter().map(ToString::to_string).collect()
                };
                // Beyond those shown nothing can be compared.
                if old["more_routes"] == 0 && new["more_routes"] == 0 {
                    ensure(kinds(old) == kinds(new), || {
                        format!("`{}`: the copy of `{original}` makes another route", old["id"])
                    })?;
                }
            }
        }
        Ok(true)
    });
}
