//! Worlds drawn by seed, and a change of each.

use crate::TOY;
use comity::{Day, Law, Question, check};
use fastrand::Rng;
use serde_json::{Value, json};

/// Worlds drawn for each change.
pub(crate) const WORLDS: u64 = 300;

/// Changes of them that must have been laid, and must have moved the answer, for the test to have tested anything.
pub(crate) const LEAST: (usize, usize) = (120, 5);

/// An invented law and a question about it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) universe: Value,
    pub(crate) question: Value,
}

impl World {
    pub(crate) fn random(rng: &mut Rng) -> World {
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

    pub(crate) fn table(&mut self, name: &str) -> &mut Vec<Value> {
        self.universe[name].as_array_mut().unwrap()
    }

    pub(crate) fn law(&self) -> Option<Law> {
        comity::pack::universe(&self.universe).ok().map(Law::new)
    }

    pub(crate) fn question(&self) -> Question {
        comity::pack::question(&self.question).unwrap()
    }

    /// The answer of a law to the question.
    pub(crate) fn of(&self, law: &Law) -> Option<Value> {
        check(law, &self.question()).ok().map(|answer| serde_json::to_value(answer).unwrap())
    }

    /// Records of a table that the answer names, or that name what the question does.
    pub(crate) fn concerned(&self, table: &str) -> Vec<usize> {
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
    pub(crate) fn named(&self, id: &Value) -> bool {
        let points = |record: &Value| {
            ["overrides", "conflicts_with", "subject"]
                .iter()
                .any(|key| record[*key] == *id || record[*key].as_array().is_some_and(|ids| ids.contains(id)))
        };
        ["clauses", "listings", "bars"].iter().any(|name| self.universe[*name].as_array().unwrap().iter().any(points))
    }
}

pub(crate) fn day_near(day: &Value, rng: &mut Rng) -> String {
    let day = Day::parse(day.as_str().unwrap()).unwrap();
    match rng.u8(0..4) {
        0 => day.next(),
        1 => day.previous(),
        _ => day.after(comity::Span { days: rng.u32(0..1500), ..comity::Span::default() }),
    }
    .to_string()
}

/// A last day for a record: around the question's day more often than not.
pub(crate) fn last_day(world: &World, rng: &mut Rng) -> String {
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

/// Items of a scope as an overlay writes them.
pub(crate) fn products(items: &Value) -> Value {
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
pub(crate) fn clause_said(clause: &Value) -> Value {
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
pub(crate) struct Laid {
    pub(crate) record: String,
    pub(crate) before: World,
    pub(crate) after: World,
    pub(crate) change: Value,
}

/// Draws a change of a kind; `None` where the world has nothing to change so.
pub(crate) fn drawn(kind: &str, world: World, rng: &mut Rng) -> Option<Laid> {
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
