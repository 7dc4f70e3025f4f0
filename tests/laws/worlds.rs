//! Worlds that laws are held against: an invented law and a question about it, drawn by seed.
//!
//! Most are small (`small.rs`); the rest are the toy universe with records dropped, copied and contested, dates moved and
//! facts forgotten, and a question of its cases likewise.

use crate::held::CASES;
use crate::told::{clauses, recognises, routes};
use crate::{common, small};
use comity::decide::Answer;
use comity::{Day, Law, Question, check};
use fastrand::Rng;
use serde_json::{Value, json};
use std::sync::LazyLock;

static TOY: LazyLock<Value> = LazyLock::new(common::toy);

/// How many different worlds of the toy universe are drawn; more draws meet them again with other chances.
const TOYS: u64 = 400;

/// The worlds of the toy universe, as texts, which are small.
static TOY_WORLDS: LazyLock<Vec<(String, String)>> = LazyLock::new(|| {
    let worlds = (first_seed()..).take(TOYS as usize).map(World::of_toy);
    worlds.map(|world| (world.universe.to_string(), world.question.to_string())).collect()
});

/// Seeds of small worlds in which a clause recognises a paper, or may: one in four does.
static RECOGNISING: LazyLock<Vec<u64>> = LazyLock::new(|| seeds_of(*CASES * 2, recognises));

/// Seeds of small worlds with a chain of clauses, or several routes beside each other.
static BRANCHING: LazyLock<Vec<u64>> = LazyLock::new(|| {
    seeds_of(CASES.div_ceil(2), |answer| {
        routes(answer).any(|route| clauses(route).len() > 1) || answer.requirements.iter().any(|r| r.routes.len() > 1)
    })
});

fn seeds_of(count: usize, wanted: impl Fn(&Answer) -> bool) -> Vec<u64> {
    let seeds = (first_seed()..).filter(|seed| World::small(*seed).asked().is_some_and(|answer| wanted(&answer)));
    seeds.take(count).collect()
}

/// `COMITY_FIRST_SEED` draws other worlds.
fn first_seed() -> u64 {
    std::env::var("COMITY_FIRST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0)
}

/// Tables of records that a universe can lose one of.
pub(crate) const TABLES: [&str; 11] = [
    "clauses",
    "requirements",
    "coverage",
    "bars",
    "listings",
    "agreements",
    "schemes",
    "bodies",
    "norms",
    "blocs",
    "economies",
];
/// Keys whose values are dates.
const DATES: [&str; 14] = [
    "from",
    "until",
    "issued",
    "expires",
    "on",
    "signed",
    "in_force",
    "operational_from",
    "ended",
    "since",
    "as_of",
    "published",
    "keep_until",
    "x",
];

/// An invented law and a question about it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) universe: Value,
    pub(crate) question: Value,
    /// Whether it is drawn from the toy universe, and its papers and products too.
    toy: bool,
}

impl World {
    /// The world of a place in the endless row of them, with the chances of what is done to it. Of ten, one is drawn from
    /// the toy universe, whose questions take some fifty times as long, two as they come, and in the others there is
    /// something to hold a law against.
    pub(crate) fn at(place: usize) -> (Rng, World) {
        let seed = first_seed().wrapping_add(place as u64);
        let chances = Rng::with_seed(!seed);
        let world = match place % 10 {
            0 | 1 => World::small(seed),
            2..=5 => World::small(RECOGNISING[place % RECOGNISING.len()]),
            6..=8 => World::small(BRANCHING[place % BRANCHING.len()]),
            _ => {
                let (universe, question) = &TOY_WORLDS[place / 10 % TOY_WORLDS.len()];
                let read = |text: &str| serde_json::from_str(text).unwrap();
                World { universe: read(universe), question: read(question), toy: true }
            }
        };
        (chances, world)
    }

    fn small(seed: u64) -> World {
        let rng = &mut Rng::with_seed(seed);
        let (universe, question) = small::world(rng);
        let mut world = World { universe, question, toy: false };
        for _ in 0..rng.u8(0..4).saturating_sub(1) {
            world.mutate(rng);
        }
        // The day asked is a day.
        if world.question["on"].as_str().and_then(Day::parse).is_none() {
            world.question["on"] = json!("2024-06-01");
        }
        world
    }

    /// A world as it is written.
    pub(crate) fn of(universe: Value, question: Value) -> World {
        World { universe, question, toy: false }
    }

    fn of_toy(seed: u64) -> World {
        let rng = &mut Rng::with_seed(seed);
        let question = some_case(rng)["question"].clone();
        let mut world = World { universe: TOY["universe"].clone(), question, toy: true };
        for _ in 0..rng.usize(0..8) {
            let mut other = world.clone();
            other.mutate(rng);
            // What does not hang together, or cannot be asked, is no world.
            if other.asked().is_some() {
                world = other;
            }
        }
        world
    }

    /// A paper that could be held beside these.
    pub(crate) fn another_paper(&self, rng: &mut Rng) -> Value {
        if self.toy { some_case(rng)["question"]["holdings"][0].clone() } else { small::paper(&self.universe, rng) }
    }

    /// A product that could be asked about instead.
    pub(crate) fn another_product(&self, rng: &mut Rng) -> Value {
        if self.toy { some_case(rng)["question"]["product"].clone() } else { small::product(rng) }
    }

    pub(crate) fn mutate(&mut self, rng: &mut Rng) {
        match rng.u8(0..14) {
            0 => {
                let table = list(&mut self.universe, TABLES[rng.usize(0..5)]);
                if !table.is_empty() {
                    table.remove(rng.usize(0..table.len()));
                }
            }
            1 => {
                let table = list(&mut self.universe, ["clauses", "bars", "listings", "requirements"][rng.usize(0..4)]);
                let Some(mut copy) = rng.choice(table.iter()).cloned() else { return };
                copy["id"] = json!(format!("copy{}", rng.u16(..)));
                move_a_date(&mut copy, rng);
                table.push(copy);
            }
            2 | 3 => move_a_date(&mut self.universe, rng),
            4 => {
                let table = list(&mut self.universe, ["clauses", "agreements", "listings"][rng.usize(0..3)]);
                let facts = [
                    "issuer_rule",
                    "basis_rule",
                    "origin_rule",
                    "on_end",
                    "end_kind",
                    "operational_from",
                    "in_force",
                    "until",
                    "since",
                ];
                if let Some(record) = pick(table, rng) {
                    let known: Vec<&str> = facts.into_iter().filter(|fact| !record[*fact].is_null()).collect();
                    if let Some(fact) = rng.choice(known) {
                        record[fact] = Value::Null;
                    }
                }
            }
            5 => {
                let table = list(&mut self.universe, TABLES[rng.usize(0..6)]);
                if let Some(record) = pick(table, rng) {
                    record["confidence"] = json!(one(rng, &["doubtful", "recalled"]));
                }
            }
            6 => {
                if let Some(clause) = pick(list(&mut self.universe, "clauses"), rng) {
                    clause["effect"] = json!(one(rng, &["evidence", "reissue", "equivalent"]));
                    clause["duty"] = json!(one(rng, &["may", "in-principle", "shall"]));
                    clause["on_end"] = [
                        json!("lapse"),
                        json!("keep-issued-before-end"),
                        Value::Null,
                        json!({ "keep_until": "2025-06-30" }),
                    ][rng.usize(0..4)]
                    .clone();
                }
            }
            7 => {
                let (table, key) = [("agreements", "parties"), ("blocs", "members")][rng.usize(0..2)];
                if let Some(places) = pick(list(&mut self.universe, table), rng).map(|record| list(record, key))
                    && places.len() > 1
                {
                    places.remove(rng.usize(0..places.len()));
                }
            }
            8 | 9 => move_a_date(&mut self.question, rng),
            10 => {
                let facts = stated(&self.question);
                if let Some(fact) = rng.choice(facts) {
                    forget(&mut self.question, &fact);
                }
            }
            11 => {
                let more = self.another_paper(rng);
                list(&mut self.question, "holdings").push(more);
            }
            12 => {
                let blocs = self.universe["blocs"].as_array().unwrap().iter().map(|bloc| &bloc["id"]);
                let places: Vec<Value> =
                    self.universe["economies"].as_array().unwrap().iter().chain(blocs).cloned().collect();
                self.question["market"] = rng.choice(places).unwrap();
            }
            _ => {
                self.question["product"] = self.another_product(rng);
                if rng.bool() {
                    self.question["holdings"] = json!([self.another_paper(rng)]);
                }
            }
        }
    }

    pub(crate) fn law(&self) -> Option<Law> {
        comity::pack::universe(&self.universe).ok().map(Law::new)
    }

    pub(crate) fn question(&self) -> Option<Question> {
        comity::pack::question(&self.question).ok()
    }

    /// The answer, unless a budget cut something off: the laws are about whole answers.
    pub(crate) fn asked(&self) -> Option<Answer> {
        check(&self.law()?, &self.question()?).ok().filter(|answer| answer.complete)
    }

    pub(crate) fn asked_with(&self, change: impl FnOnce(&mut World)) -> Option<Answer> {
        let mut other = self.clone();
        change(&mut other);
        other.asked()
    }

    pub(crate) fn on(&self) -> Day {
        Day::parse(self.question["on"].as_str().unwrap()).unwrap()
    }

    pub(crate) fn record(&self, table: &str, id: &str) -> &Value {
        self.universe[table].as_array().unwrap().iter().find(|r| r["id"] == id).unwrap()
    }

    /// Whether any record points at this clause: then it has no double.
    pub(crate) fn singular(&self, clause: &Value) -> bool {
        let id = &clause["id"];
        let named = |record: &Value, key: &str| {
            record[key].as_array().is_some_and(|ids| ids.contains(id)) || record[key] == *id
        };
        let clauses = self.universe["clauses"].as_array().unwrap();
        clause["conflicts_with"].is_string()
            || clauses.iter().any(|c| named(c, "overrides") || named(c, "conflicts_with"))
            || self.universe["bars"].as_array().unwrap().iter().any(|bar| named(bar, "subject"))
    }

    /// Coverage that never ages, nor leaves a bloc with its market: what changes then is the law.
    pub(crate) fn covered_for_ever(mut self) -> World {
        let blocs = list(&mut self.universe, "blocs").clone();
        let mut for_ever = Vec::new();
        for mut coverage in std::mem::take(list(&mut self.universe, "coverage")) {
            coverage["from"] = Value::Null;
            coverage["as_of"] = json!("9000-01-01");
            match blocs.iter().find(|bloc| bloc["id"] == coverage["market"]) {
                None => for_ever.push(coverage),
                Some(bloc) => for_ever.extend(bloc["members"].as_array().unwrap().iter().map(|member| {
                    let id = format!("{}/{}", coverage["id"], member["code"]);
                    let mut of_member = coverage.clone();
                    of_member["id"] = json!(id);
                    of_member["market"] = member["code"].clone();
                    of_member
                })),
            }
        }
        *list(&mut self.universe, "coverage") = for_ever;
        self
    }
}

fn some_case(rng: &mut Rng) -> &'static Value {
    rng.choice(TOY["cases"].as_array().unwrap().iter()).unwrap()
}

/// One of several words.
pub(crate) fn one<'w>(rng: &mut Rng, words: &[&'w str]) -> &'w str {
    words[rng.usize(0..words.len())]
}

pub(crate) fn list<'v>(value: &'v mut Value, key: &str) -> &'v mut Vec<Value> {
    value[key].as_array_mut().unwrap()
}

pub(crate) fn pick<'v>(table: &'v mut [Value], rng: &mut Rng) -> Option<&'v mut Value> {
    let place = (!table.is_empty()).then(|| rng.usize(0..table.len()))?;
    table.get_mut(place)
}

/// Visits every value with its key.
pub(crate) fn visit(value: &mut Value, key: &str, each: &mut dyn FnMut(&str, &mut Value)) {
    each(key, value);
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| visit(item, key, each)),
        Value::Object(fields) => fields.iter_mut().for_each(|(key, item)| visit(item, key, each)),
        _ => {}
    }
}

pub(crate) fn dates(value: &mut Value, each: &mut dyn FnMut(&mut String)) {
    visit(value, "", &mut |key, item| {
        if let (true, Value::String(text)) = (DATES.contains(&key), item) {
            each(text);
        }
    });
}

pub(crate) fn move_a_date(value: &mut Value, rng: &mut Rng) {
    let mut count = 0;
    dates(value, &mut |_| count += 1);
    if count == 0 {
        return;
    }
    let (chosen, mut place, how, far) = (rng.usize(0..count), 0, rng.u8(0..8), rng.u32(1..900));
    dates(value, &mut |text| {
        if place == chosen
            && let Some(day) = Day::parse(text)
        {
            *text = match how {
                0..=2 => day.next().to_string(),
                3..=5 => day.previous().to_string(),
                6 => later(day, far).to_string(),
                _ => text.chars().take(4).collect(),
            };
        }
        place += 1;
    });
}

pub(crate) fn later(day: Day, days: u32) -> Day {
    day.after(comity::Span { days, ..comity::Span::default() })
}

/// The facts a question states and could leave open, as paths: what is then presumed is none of them.
pub(crate) fn stated(question: &Value) -> Vec<String> {
    let mut paths = Vec::new();
    for (i, holding) in question["holdings"].as_array().unwrap().iter().enumerate() {
        // A status is nobody's to issue: without a date it is that of the day asked, and nothing is unknown.
        let of_status = holding["scheme"] == "lawful-marketing";
        let facts = ["issuer", "issued", "edition", "level"].into_iter();
        let facts = facts.filter(|fact| !(holding[*fact].is_null() || of_status && *fact == "issued"));
        paths.extend(facts.map(|fact| format!("/holdings/{i}/{fact}")));
    }
    for part in ["origin", "product"] {
        paths.extend(question[part].as_object().unwrap().keys().map(|fact| format!("/{part}/{fact}")));
    }
    paths
}

/// Forgets a fact; of a code the last digits first.
pub(crate) fn forget(question: &mut Value, path: &str) {
    let (parent, key) = path.rsplit_once('/').unwrap();
    let record = question.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    match record.get("hs").and_then(Value::as_str).map(|code| code.replace('.', "")) {
        Some(code) if key == "hs" && code.len() > 3 => {
            drop(record.insert("hs".into(), json!(code.chars().take(code.len() - 2).collect::<String>())))
        }
        _ => drop(record.remove(key)),
    }
}
