//! Assumed law answers as if it were recorded, and never passes for it (`src/overlay`).
//!
//! Worlds are drawn by seed from the toy universe: records dropped, the date of a question moved, facts forgotten. For
//! each of the eight changes the law with an overlay is held against a law rebuilt from the universe with the same record
//! added or ended: byte for byte the same answers, but for the marks.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod common;

use comity::decide::Scale;
use comity::law::Confidence;
use comity::{Day, Law, Overlay, OverlayError, Question, check};
use fastrand::Rng;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

static TOY: LazyLock<Value> = LazyLock::new(common::toy);

/// Worlds drawn for each change.
const WORLDS: u64 = 300;

/// Changes of them that must have been laid, and must have moved the answer, for the test to have tested anything.
const LEAST: (usize, usize) = (120, 5);

/// An invented law and a question about it.
#[derive(Clone)]
struct World {
    universe: Value,
    question: Value,
}

impl World {
    fn random(rng: &mut Rng) -> World {
        let cases = TOY["cases"].as_array().unwrap();
        let mut world =
            World { universe: TOY["universe"].clone(), question: cases[rng.usize(0..cases.len())]["question"].clone() };
        for _ in 0..rng.usize(0..4) {
            let mut other = world.clone();
            match rng.u8(0..4) {
                0 => {
                    let table =
                        other.table(["clauses", "listings", "bars", "coverage", "requirements"][rng.usize(0..5)]);
                    if !table.is_empty() {
                        table.remove(rng.usize(0..table.len()));
                    }
                }
                1 => other.question["on"] = json!(day_near(&other.question["on"], rng)),
                2 => {
                    other.question["market"] =
                        rng.choice(TOY["universe"]["economies"].as_array().unwrap()).unwrap().clone()
                }
                _ => other.question["origin"] = json!({}),
            }
            if other.law().is_some() {
                world = other;
            }
        }
        world
    }

    fn table(&mut self, name: &str) -> &mut Vec<Value> {
        self.universe[name].as_array_mut().unwrap()
    }

    fn law(&self) -> Option<Law> {
        comity::pack::universe(&self.universe).ok().map(Law::new)
    }

    fn question(&self) -> Question {
        comity::pack::question(&self.question).unwrap()
    }

    /// The answer of a law to the question.
    fn of(&self, law: &Law) -> Option<Value> {
        check(law, &self.question()).ok().map(|answer| serde_json::to_value(answer).unwrap())
    }

    /// Records of a table that the answer names, or that name what the question does.
    fn concerned(&self, table: &str) -> Vec<usize> {
        let Some(answer) = self.law().and_then(|law| self.of(&law)) else { return Vec::new() };
        let said = format!("{answer}{}", self.question);
        let records = self.universe[table].as_array().unwrap().iter().enumerate();
        let named = records.filter(|(_, record)| {
            ["id", "body", "subject"]
                .iter()
                .any(|key| record[*key].is_string() && said.contains(&record[*key].to_string()))
        });
        named.map(|(place, _)| place).collect()
    }

    /// Whether another record points at a clause, listing or bar.
    fn named(&self, id: &Value) -> bool {
        let points = |record: &Value| {
            ["overrides", "conflicts_with", "subject"]
                .iter()
                .any(|key| record[*key] == *id || record[*key].as_array().is_some_and(|ids| ids.contains(id)))
        };
        ["clauses", "listings", "bars"].iter().any(|name| self.universe[*name].as_array().unwrap().iter().any(points))
    }
}

fn day_near(day: &Value, rng: &mut Rng) -> String {
    let day = Day::parse(day.as_str().unwrap()).unwrap();
    match rng.u8(0..4) {
        0 => day.next(),
        1 => day.previous(),
        _ => day.after(comity::Span { days: rng.u32(0..1500), ..comity::Span::default() }),
    }
    .to_string()
}

/// A last day for a record: around the question's day more often than not.
fn last_day(world: &World, rng: &mut Rng) -> String {
    let on = Day::parse(world.question["on"].as_str().unwrap()).unwrap();
    let back = i32::try_from(rng.u32(0..800)).unwrap();
    match rng.u8(0..4) {
        0 => on.to_string(),
        1 => on.previous().to_string(),
        2 => on.next().to_string(),
        _ => {
            let mut day = on;
            for _ in 0..back {
                day = day.previous();
            }
            day.to_string()
        }
    }
}

/// An answer without the marks of a hypothesis.
fn unmarked(answer: &Value) -> Value {
    let mut answer = answer.clone();
    answer.as_object_mut().unwrap().remove("overlay");
    each_hop(&mut answer, &mut |hop| {
        hop.as_object_mut().unwrap().remove("hypothetical");
    });
    answer
}

/// Visits every hop: those of routes, of routes that may hold, and near misses.
fn each_hop(value: &mut Value, visit: &mut dyn FnMut(&mut Value)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_hop(item, visit)),
        Value::Object(fields) if fields.contains_key("guards") => visit(value),
        Value::Object(fields) => fields.values_mut().for_each(|item| each_hop(item, visit)),
        _ => {}
    }
}

fn hops(answer: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    each_hop(&mut answer.clone(), &mut |hop| all.push(hop.clone()));
    all
}

fn overlay(changes: Value) -> Overlay {
    serde_json::from_value(json!({ "changes": changes })).unwrap()
}

/// Items of a scope as an overlay writes them.
fn products(items: &Value) -> Value {
    let item = |item: &Value| {
        if item["all"] == true {
            return json!("all");
        }
        if let Some(code) = item["hs"].as_str() {
            return json!(format!("{}{code}", if item["role"] == "indicative" { "hs~" } else { "hs:" }));
        }
        if let Some(group) = item["group"].as_str() {
            return json!(group);
        }
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        let values: Vec<String> = item["equals"].as_array().unwrap().iter().map(text).collect();
        json!(format!("attr:{}={}", item["attr"].as_str().unwrap(), values.join(",")))
    };
    json!(items.as_array().map(|items| items.iter().map(item).collect::<Vec<_>>()).unwrap_or_default())
}

/// A clause of the neutral format as an overlay writes it.
fn clause_said(clause: &Value) -> Value {
    let list = |value: &Value| if value.is_null() { json!([]) } else { value.clone() };
    let or = |value: &Value, other: &str| if value.is_null() { json!(other) } else { value.clone() };
    let mut said = json!({
        "id": clause["id"], "agreement": clause["agreement"], "name": { "en": "", "zh": "" },
        "from": clause["from_party"], "to": clause["to_party"],
        "products": products(&clause["scope"]["include"]), "except": products(&clause["scope"]["exclude"]),
        "accepts": {
            "kind": clause["artefact"]["kind"], "scheme": list(&clause["artefact"]["schemes"]),
            "with": list(&clause["needs_all"]), "marketed": clause["status_needed"] == "marketed",
        },
        "rules": or(&clause["rules"], "international"),
        "attests": if clause["attests"] == "any" { Value::Null } else { clause["attests"].clone() },
        "preissue": clause["preissue"] == "yes",
        "effect": clause["effect"], "duty": or(&clause["duty"], "shall"),
        "obligations": list(&clause["obligations"]), "overrides": list(&clause["overrides"]),
    });
    for (key, theirs) in [
        ("issuer", "issuer_rule"),
        ("cap", "cap"),
        ("since", "since"),
        ("in_force", "in_force"),
        ("operational_from", "operational_from"),
        ("until", "until"),
        ("end_kind", "end_kind"),
        ("on_end", "on_end"),
        ("basis", "basis_rule"),
        ("party_test", "party_test"),
        ("fills", "fills"),
        ("issues", "issues"),
    ] {
        if !clause[theirs].is_null() {
            said[key] = clause[theirs].clone();
        }
    }
    if let Some(years) = clause["max_age"]["years"].as_u64() {
        said["max_age"] = json!(format!("{years} years"));
    }
    if clause["edition_rule"].is_object() {
        let newer = clause["edition_rule"]["accept_newer"].as_str().map(|word| word == "yes");
        said["edition"] = json!({ "accepts": clause["edition_rule"]["accepts"], "newer": newer });
    }
    match &clause["origin_rule"] {
        Value::String(_) => said["origin"] = json!("free"),
        Value::Object(rule) => {
            let tests = |list: &Value| -> Value {
                list.as_array().unwrap().iter().map(|t| json!({ "fact": t["kind"], "in": t["in"] })).collect()
            };
            said["origin"] = rule.iter().map(|(key, list)| (key.clone(), tests(list))).collect();
        }
        _ => {}
    }
    said
}

/// What became of a change on a world: the record in question, the law it is laid on, and the universe that has it.
struct Laid {
    record: String,
    before: World,
    after: World,
    change: Value,
}

/// Draws a change of a kind; `None` where the world has nothing to change so.
fn drawn(kind: &str, world: World, rng: &mut Rng) -> Option<Laid> {
    let until = last_day(&world, rng);
    let (mut before, mut after) = (world.clone(), world);
    let table = match kind {
        "add_clause" | "end_clause" => "clauses",
        "add_listing" | "end_listing" => "listings",
        "add_bar" | "end_bar" => "bars",
        _ => "blocs",
    };
    // Three times in four a record that has to do with the question.
    let about = rng.u8(0..4) > 0;
    let near = if about { before.concerned(table) } else { Vec::new() };
    let place = match rng.choice(near) {
        Some(place) => place,
        None => (!after.table(table).is_empty()).then(|| rng.usize(0..after.table(table).len()))?,
    };
    let record = after.table(table)[place].clone();
    let id = record["id"].as_str().unwrap().to_owned();
    if kind.starts_with("add") && (before.named(&record["id"]) || record["conflicts_with"].is_string()) {
        return None;
    }
    // What is assumed is neither doubtful nor verified.
    let assumed = |record: &mut Value| {
        if record["confidence"] != "doubtful" || kind.starts_with("add") {
            record["confidence"] = json!("recalled");
        }
    };
    let change = match kind {
        "add_clause" => {
            before.table(table).remove(place);
            assumed(&mut after.table(table)[place]);
            clause_said(&record)
        }
        "add_listing" => {
            before.table(table).remove(place);
            assumed(&mut after.table(table)[place]);
            let mut said = json!({ "id": id, "register": record["for"], "body": record["body"] });
            for key in ["from", "until", "end_kind"] {
                said[key] = record[key].clone();
            }
            if record["scope"].is_array() {
                said["products"] = products(&record["scope"]);
            }
            said["survival"] = json!(record["survival"] != "no");
            said
        }
        "add_bar" => {
            before.table(table).remove(place);
            assumed(&mut after.table(table)[place]);
            let mut said =
                json!({ "id": id, "market": record["market"], "from": record["from"], "until": record["until"] });
            match record["reach"].as_str().unwrap() {
                "product-in-market" => said["products"] = products(&record["scope"]),
                "scheme-in-market" => said["scheme"] = record["subject"].clone(),
                "body" if record["owned_by"].is_array() => said["owned_by"] = record["owned_by"].clone(),
                reach => said[reach] = record["subject"].clone(),
            }
            said
        }
        "end_clause" => {
            let rules = [json!("lapse"), json!("keep-issued-before-end"), json!({ "keep_until": until })];
            let rule = rules[rng.usize(0..3)].clone();
            let record = &mut after.table(table)[place];
            record["until"] = json!(until);
            record["on_end"] = rule.clone();
            record["end_kind"] = json!("termination");
            assumed(record);
            json!({ "id": id, "until": until, "on_end": rule, "end_kind": "termination" })
        }
        "end_listing" => {
            let survival = rng.bool();
            let record = &mut after.table(table)[place];
            record["until"] = json!(until);
            record["end_kind"] = json!("withdrawn");
            record["survival"] = json!(if survival { "yes" } else { "no" });
            assumed(record);
            json!({ "id": id, "until": until, "end_kind": "withdrawn", "survival": survival })
        }
        "end_bar" => {
            let record = &mut after.table(table)[place];
            record["until"] = json!(until);
            assumed(record);
            json!({ "id": id, "until": until })
        }
        "add_membership" => {
            let members = after.table(table)[place]["members"].as_array().unwrap().len();
            let member = rng.usize(0..members);
            let member = after.table(table)[place]["members"].as_array_mut().unwrap().remove(member);
            before.table(table)[place] = after.table(table)[place].clone();
            let market = if rng.bool() {
                member["code"].clone()
            } else {
                rng.choice(TOY["universe"]["economies"].as_array().unwrap()).unwrap().clone()
            };
            let said = json!({ "code": market, "from": member["from"], "until": member["until"] });
            after.table(table)[place]["members"].as_array_mut().unwrap().push(said);
            json!({ "bloc": id, "market": market, "from": member["from"], "until": member["until"] })
        }
        "end_membership" => {
            let members = after.table(table)[place]["members"].as_array_mut().unwrap();
            let chosen = rng.usize(0..members.len());
            let market = members[chosen]["code"].clone();
            let once = members.iter().filter(|member| member["code"] == market).count() == 1;
            members[chosen]["until"] = json!(until);
            once.then(|| json!({ "bloc": id, "market": market, "until": until }))?
        }
        other => panic!("{other}"),
    };
    let record = if kind.ends_with("membership") { format!("{id}/{}", change["market"].as_str().unwrap()) } else { id };
    Some(Laid { record, before, after, change: json!([{ kind: change }]) })
}

/// Holds a kind of change against a rebuild, over many worlds.
fn as_if_recorded(kind: &str, mut more: impl FnMut(&Laid, &Value, &Value)) {
    let (mut laid_on, mut moved) = (0, 0);
    for seed in 0..WORLDS {
        let rng = &mut Rng::with_seed(seed);
        let Some(laid) = drawn(kind, World::random(rng), rng) else { continue };
        let (Some(base), Some(rebuilt)) = (laid.before.law(), laid.after.law()) else { continue };
        let Some(before) = laid.before.of(&base) else { continue };
        let law = match base.with(&overlay(laid.change.clone())) {
            Ok(law) => law,
            // With its only record the universe may have lost a register or group; an end may come before the beginning.
            Err(error) if ["unknown", "dates-out-of-order", "already-ended", "not-a-member"].contains(&error.code) => {
                continue;
            }
            Err(error) => panic!("seed {seed}: {error}"),
        };
        laid_on += 1;
        let answer = laid.after.of(&law).unwrap();
        let expected = laid.after.of(&rebuilt).unwrap();
        assert_eq!(
            unmarked(&answer).to_string(),
            expected.to_string(),
            "seed {seed}: {} on {}",
            laid.change,
            laid.after.question
        );
        assert_eq!(laid.before.of(&base).unwrap(), before, "seed {seed}: the base law answers as before");
        assert_eq!(answer["overlay"][0]["change"], kind);
        assert_eq!(answer["overlay"][0]["record"], laid.record);
        marked(&laid, &before, &answer, seed);
        moved += usize::from(expected != before);
        more(&laid, &before, &answer);
    }
    assert!(laid_on >= LEAST.0 && moved >= LEAST.1, "{kind}: only {laid_on} changes laid, {moved} moved the answer");
}

/// What is not marked is as on record, and what is marked names the record and is not verified.
fn marked(laid: &Laid, before: &Value, answer: &Value, seed: u64) {
    let same = |a: &Value, b: &Value| ["clause", "from", "to", "at"].iter().all(|key| a[*key] == b[*key]);
    for hop in hops(answer) {
        match hop["hypothetical"].as_array() {
            Some(ids) => assert!(ids.iter().any(|id| *id == laid.record.as_str()), "seed {seed}: {ids:?}"),
            None => {
                assert_ne!(hop["clause"], laid.record.as_str(), "seed {seed}: its own hop is not marked");
                let recorded: Vec<Value> = hops(before).into_iter().filter(|known| same(known, &hop)).collect();
                let values = |hop: &Value| -> Vec<(Value, Value)> {
                    let guards = hop["guards"].as_array().unwrap().iter();
                    guards.map(|guard| (guard["name"].clone(), guard["value"].clone())).collect()
                };
                assert!(
                    recorded.is_empty() || recorded.iter().any(|known| values(known) == values(&hop)),
                    "seed {seed}: an unmarked hop is not as on record\n{hop}\n{recorded:?}"
                );
            }
        }
        if hop["clause"] == laid.record.as_str() {
            assert_ne!(hop["confidence"], Confidence::Verified.word());
        }
    }
}

#[test]
fn an_added_clause() {
    as_if_recorded("add_clause", |_, before, answer| more_only(before, answer));
}

#[test]
fn an_ended_clause() {
    as_if_recorded("end_clause", |_, _, _| ());
}

#[test]
fn an_added_listing() {
    as_if_recorded("add_listing", |_, _, _| ());
}

#[test]
fn an_ended_listing() {
    as_if_recorded("end_listing", |_, _, _| ());
}

#[test]
fn an_added_bar() {
    as_if_recorded("add_bar", |_, before, answer| {
        // L8: adding a bar never raises anything.
        for (key, old, new) in pairs(before, answer) {
            assert!(new.0 <= old.0 && new.1 <= old.1, "`{key}` rose from {old:?} to {new:?}");
        }
    });
}

#[test]
fn an_ended_bar() {
    as_if_recorded("end_bar", |_, _, _| ());
}

#[test]
fn an_added_membership() {
    as_if_recorded("add_membership", |_, _, _| ());
}

#[test]
fn an_ended_membership() {
    as_if_recorded("end_membership", |_, _, _| ());
}

/// L7: adding a positive clause never lowers anything.
fn more_only(before: &Value, answer: &Value) {
    let overriding = |hop: &Value| hop["guards"].to_string().contains("\"overridden\"");
    // A clause that overrides another is none of L7's.
    if hops(answer).iter().chain(&hops(before)).any(overriding) {
        return;
    }
    for (key, old, new) in pairs(before, answer) {
        assert!(new.0 >= old.0 && new.1 >= old.1, "`{key}` fell from {old:?} to {new:?}");
    }
}

/// Both ends of an interval.
type Ends = (Scale, Scale);

/// Each interval before and after; a requirement that does not apply asks nothing.
fn pairs(before: &Value, after: &Value) -> Vec<(String, Ends, Ends)> {
    let read = |value: &Value| -> Ends {
        let end = |place: usize| Scale::ALL.iter().copied().find(|s| s.word() == value[place]).unwrap();
        (end(0), end(1))
    };
    let intervals = |answer: &Value| -> BTreeMap<String, Ends> {
        let list = answer["requirements"].as_array().unwrap().iter();
        list.map(|r| (r["id"].as_str().unwrap().to_owned(), read(&r["interval"]))).collect()
    };
    let (old, new) = (intervals(before), intervals(after));
    let both = old.iter().filter_map(|(key, old)| Some((key.clone(), *old, *new.get(key)?)));
    both.chain([(String::new(), read(&before["market"]["interval"]), read(&after["market"]["interval"]))]).collect()
}

/// A clause like another with some facts changed answers as its rebuilt copy, and L7 holds of it.
#[test]
fn a_clause_like_another() {
    let (mut laid_on, mut moved) = (0, 0);
    for seed in 0..WORLDS {
        let rng = &mut Rng::with_seed(seed);
        let world = World::random(rng);
        let mut after = world.clone();
        let near = world.concerned("clauses");
        let clauses = after.table("clauses");
        let near = if rng.bool() { near } else { Vec::new() };
        let near = rng.choice(near).and_then(|place| clauses.get(place).cloned());
        let Some(like) = near.or_else(|| rng.choice(clauses.clone())) else { continue };
        if like["overrides"].is_array() || like["conflicts_with"].is_string() {
            continue;
        }
        let id = ["a", "c", "q1x", "zz"][rng.usize(0..4)];
        let mut copy = like.clone();
        copy["id"] = json!(id);
        copy["confidence"] = json!("recalled");
        let mut said = json!({ "id": id, "like": like["id"], "name": { "en": "", "zh": "" } });
        for _ in 0..rng.usize(1..4) {
            match rng.u8(0..7) {
                0 => (copy["origin_rule"], said["origin"]) = (json!("none"), json!("free")),
                1 => (copy["until"], said["until"]) = (Value::Null, Value::Null),
                2 => (copy["basis_rule"], said["basis"]) = (json!("any"), json!("any")),
                3 => (copy["preissue"], said["preissue"]) = (json!("yes"), json!(true)),
                4 => (copy["issuer_rule"], said["issuer"]) = (json!("any"), json!("any")),
                5 => (copy["duty"], said["duty"]) = (json!("may"), json!("may")),
                _ => {
                    copy["to_party"] = json!([after.question["market"]]);
                    said["to"] = json!(after.question["market"]);
                }
            }
        }
        after.table("clauses").push(copy);
        let (Some(base), Some(rebuilt)) = (world.law(), after.law()) else { continue };
        let law = base.with(&overlay(json!([{ "add_clause": said }]))).unwrap();
        let (before, answer, expected) = (world.of(&base), world.of(&law), world.of(&rebuilt));
        let (Some(before), Some(answer), Some(expected)) = (before, answer, expected) else { continue };
        assert_eq!(unmarked(&answer).to_string(), expected.to_string(), "seed {seed}: {said}");
        more_only(&before, &answer);
        laid_on += 1;
        moved += usize::from(expected != before);
    }
    assert!(laid_on >= LEAST.0 && moved >= LEAST.1, "only {laid_on} laid, {moved} moved");
}

// ------------------------------------------------------------------------------------------- one law, by hand

fn asked(law: &Law, case: &str) -> Value {
    let cases = TOY["cases"].as_array().unwrap();
    let question = &cases.iter().find(|c| c["id"] == case).unwrap()["question"];
    serde_json::to_value(check(law, &comity::pack::question(question).unwrap()).unwrap()).unwrap()
}

fn fault(changes: Value) -> OverlayError {
    common::toy_law().with(&overlay(changes)).unwrap_err()
}

#[test]
fn overlays_stack_and_the_first_is_laid_before_the_second() {
    let law = common::toy_law();
    let one = json!({ "end_clause": { "id": "a1.x", "until": "2024-01-01", "on_end": "lapse" } });
    let two = json!({ "add_clause": { "id": "a1.again", "like": "a1.x", "until": null, "on_end": null } });
    let stacked = law.with(&overlay(json!([one]))).unwrap().with(&overlay(json!([two]))).unwrap();
    let at_once = law.with(&overlay(json!([one, two]))).unwrap();
    for case in ["X5", "X6", "X13"] {
        assert_eq!(asked(&stacked, case), asked(&at_once, case));
    }
    let answer = asked(&stacked, "X5");
    assert_eq!(answer["overlay"].as_array().unwrap().len(), 2);
    assert_eq!(answer["requirements"][1]["interval"], json!(["equivalent", "equivalent"]), "{answer}");
    assert_eq!(answer["requirements"][1]["routes"][0]["hops"][0]["clause"], "a1.again");
    assert!(stacked.describe("a1.again")[0].sources.is_empty());
    assert_eq!(stacked.describe("a1.again")[0].confidence, "recalled");
    assert_eq!(stacked.search("a1.again", 3)[0].id, "a1.again");
    // A clause that was ended and is taken again is still the ended one's copy: its `until` was taken back.
    let ended = asked(&law.with(&overlay(json!([one]))).unwrap(), "X5");
    assert_eq!(ended["requirements"][1]["interval"], json!(["none", "none"]));
    assert!(asked(&law, "X5").get("overlay").is_none());
    // Of a stack the second's errors count its own changes.
    let error = stacked.with(&overlay(json!([{ "end_bar": { "id": "b1", "until": "1999-01-01" } }]))).unwrap_err();
    assert_eq!((error.code, error.path.as_str()), ("dates-out-of-order", "changes[0].end_bar.until"));
}

#[test]
fn an_overlay_with_no_change_is_the_law_on_record() {
    let law = common::toy_law();
    let same = law.with(&Overlay::default()).unwrap();
    assert_eq!(asked(&same, "X22").to_string(), asked(&law, "X22").to_string());
    assert!(same.assumed().is_empty());
}

#[test]
fn a_pack_holds_recorded_law_only() {
    let law = common::toy_law();
    let with = law.with(&overlay(json!([{ "end_bar": { "id": "b1", "until": "2026-01-01" } }]))).unwrap();
    assert!(comity::pack::encode(law.records(), [0; 16]).is_ok());
    assert_eq!(comity::pack::encode(with.records(), [0; 16]).unwrap_err().code(), "hypothetical");
}

#[test]
fn ids_of_recorded_records_stay() {
    let law = common::toy_law();
    let with = law
        .with(&overlay(json!([
            { "add_clause": { "id": "a", "like": "a1.x" } },
            { "add_clause": { "like": "a" } },
            { "add_clause": { "id": "b", "like": "a1.x" } },
            { "add_listing": { "body": "ub1", "register": "a1.x" } },
        ])))
        .unwrap();
    for (id, clause) in law.records().clauses.iter() {
        assert_eq!(with.records().clauses.at(id).id, clause.id);
        assert_eq!(with.records().clauses.find(&clause.id), Some(id));
    }
    let ids: Vec<&str> = with.records().clauses.iter().map(|(_, clause)| clause.id.as_str()).collect();
    assert!(ids.is_sorted() && ids.contains(&"assumed-2"), "{ids:?}");
    assert_eq!(with.records().listings.iter().filter(|(_, l)| l.id == "assumed-4").count(), 1);
}

#[test]
fn bad_overlays_name_the_field_and_the_nearest() {
    let cases: [(Value, &str, &str, &str); 20] = [
        (json!({ "end_clause": { "id": "a1.z", "until": "2026-01-01" } }), "unknown", "end_clause.id", "a1.x"),
        (json!({ "end_clause": { "id": "a1.x", "until": "2026-02-30" } }), "no-such-day", "end_clause.until", ""),
        (
            json!({ "end_clause": { "id": "a1.x", "until": "2026-01-01", "on_end": "laps" } }),
            "unknown",
            "end_clause.on_end",
            "lapse",
        ),
        (
            json!({ "end_clause": { "id": "a1.x", "until": "2026-01-01", "end_kind": "withdrawn" } }),
            "unknown",
            "end_clause.end_kind",
            "expiry",
        ),
        (json!({ "add_clause": { "id": "a1.x", "like": "a1.y" } }), "taken", "add_clause.id", ""),
        (json!({ "add_clause": { "id": "n" } }), "missing", "add_clause.agreement", ""),
        (json!({ "add_clause": { "like": "a1.x", "to": "QMM" } }), "unknown", "add_clause.to", "QM"),
        (json!({ "add_clause": { "like": "a1.x", "effect": "equal" } }), "unknown", "add_clause.effect", "equivalent"),
        (json!({ "add_clause": { "like": "a1.x", "fills": [] } }), "missing", "add_clause.fills", ""),
        (json!({ "add_clause": { "like": "a1.x", "basis": "owm" } }), "unknown", "add_clause.basis", "own"),
        (json!({ "add_clause": { "like": "a1.x", "max_age": "soon" } }), "unknown", "add_clause.max_age", ""),
        (json!({ "add_clause": { "like": "a1.x", "products": ["hs:"] } }), "unknown", "add_clause.products[0]", ""),
        (
            json!({ "add_clause": { "like": "a1.x", "issues": { "scheme": "U-SAFE" }, "fills": "U-SAFE" } }),
            "too-many",
            "add_clause.fills",
            "",
        ),
        (json!({ "add_listing": { "body": "ub9", "register": "a1.x" } }), "unknown", "add_listing.body", "ub1"),
        (
            json!({ "add_listing": { "body": "ub1", "register": "a1.x", "from": "2026-01-02", "until": "2026-01-01" } }),
            "dates-out-of-order",
            "add_listing.until",
            "",
        ),
        (json!({ "end_listing": { "id": "lj22", "until": "2026-01-01" } }), "unknown", "end_listing.id", "lj2"),
        (json!({ "add_bar": { "market": "QM" } }), "missing", "add_bar", ""),
        (json!({ "add_bar": { "body": "ub1", "scheme": "WTC" } }), "too-many", "add_bar", ""),
        (json!({ "end_bar": { "id": "b2", "until": "2026-01-01" } }), "already-ended", "end_bar.until", ""),
        (
            json!({ "end_membership": { "bloc": "UQ", "market": "QP", "until": "2026-01-01" } }),
            "not-a-member",
            "end_membership.market",
            "QM",
        ),
    ];
    for (change, code, field, near) in cases {
        let error = fault(json!([change.clone()]));
        assert_eq!(
            (error.code, error.path.as_str()),
            (code, format!("changes[0].{field}").as_str()),
            "{change}: {error}"
        );
        assert!(near.is_empty() || error.nearest.iter().any(|id| id == near), "{change}: {:?}", error.nearest);
        assert!(!error.to_string().is_empty());
    }
    let many: Vec<Value> = (0..201).map(|_| json!({ "add_clause": { "like": "a1.x" } })).collect();
    assert_eq!(fault(json!(many)).code, "too-many");
    assert!(common::toy_law().with(&overlay(json!(many[..200]))).is_ok());
    let twice =
        json!([{ "add_clause": { "id": "n", "like": "a1.x" } }, { "add_clause": { "id": "n", "like": "a1.x" } }]);
    assert_eq!(fault(twice).path, "changes[1].add_clause.id");
    let typo = serde_json::from_value::<Overlay>(json!({ "changes": [{ "end_clause": { "id": "a", "unti": "" } }] }));
    assert!(typo.unwrap_err().to_string().contains("unknown field `unti`"));
}
