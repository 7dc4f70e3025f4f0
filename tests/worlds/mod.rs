//! Worlds drawn by seed: the toy universe with records dropped, copied and contested, dates moved and facts forgotten, and
//! a question of its cases likewise. What a law says is held against many of them; a world that breaks it is shrunk.
#![allow(dead_code, reason = "no test file uses all of it")]

use comity::decide::Answer;
use comity::{Day, Law, Question, check};
use fastrand::Rng;
use serde_json::{Value, json};
use std::sync::LazyLock;

pub(crate) static TOY: LazyLock<Value> = LazyLock::new(crate::common::toy);

/// How many worlds are drawn.
pub(crate) const WORLDS: usize = 500;

/// The worlds that all laws are held against, as texts, which are small. `COMITY_FIRST_SEED` draws others.
pub(crate) static POOL: LazyLock<Vec<(u64, String, String)>> = LazyLock::new(|| {
    let first = std::env::var("COMITY_FIRST_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0);
    (first..)
        .take(WORLDS)
        .map(|seed| (seed, World::random(seed)))
        .map(|(seed, world)| (seed, world.universe.to_string(), world.question.to_string()))
        .collect()
});

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
pub(crate) const DATES: [&str; 14] = [
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
}

impl World {
    pub(crate) fn random(seed: u64) -> World {
        let rng = &mut Rng::with_seed(seed);
        let mut world = World { universe: TOY["universe"].clone(), question: some_case(rng)["question"].clone() };
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

    /// The world of a place in the pool.
    pub(crate) fn of_pool(place: usize) -> (u64, World) {
        let (seed, universe, question) = &POOL[place];
        let read = |text: &str| serde_json::from_str(text).unwrap();
        (*seed, World { universe: read(universe), question: read(question) })
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
                let more = some_case(rng)["question"]["holdings"][0].clone();
                list(&mut self.question, "holdings").push(more);
            }
            12 => {
                let places: Vec<Value> = TOY["universe"]["economies"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .cloned()
                    .chain([json!("UQ"), json!("VB")])
                    .collect();
                self.question["market"] = rng.choice(places).unwrap();
            }
            _ => {
                let other = &some_case(rng)["question"];
                self.question["product"] = other["product"].clone();
                if rng.bool() {
                    self.question["holdings"] = other["holdings"].clone();
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

pub(crate) fn some_case(rng: &mut Rng) -> &'static Value {
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
        let facts = ["issuer", "issued", "edition", "level"].into_iter().filter(|fact| !holding[*fact].is_null());
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

/// Whether the world was one the law speaks of, or how it broke the law.
pub(crate) type Held = Result<bool, String>;

/// Holds a law against worlds drawn by seed. At least a tenth of them must be of the kind it speaks of.
pub(crate) fn hold(worlds: usize, law: impl Fn(&World, &mut Rng) -> Held) {
    let mut spoken_of = 0;
    for place in 0..worlds {
        let (seed, world) = World::of_pool(place);
        match law(&world, &mut Rng::with_seed(seed)) {
            Ok(tested) => spoken_of += usize::from(tested),
            Err(first) => {
                let breaks = |world: &World| law(world, &mut Rng::with_seed(seed)).err();
                let (small, fault) = shrunk(world, first, &breaks);
                panic!("seed {seed}: {fault}\nquestion {}\nuniverse {}", small.question, small.universe);
            }
        }
    }
    assert!(spoken_of * 10 >= worlds, "only {spoken_of} of {worlds} worlds were such as the law speaks of");
}

/// The same break with as few records as can be had by dropping one after the other.
pub(crate) fn shrunk(
    mut world: World,
    mut fault: String,
    breaks: &dyn Fn(&World) -> Option<String>,
) -> (World, String) {
    let mut again = true;
    while again {
        again = false;
        for table in TABLES {
            for place in (0..world.universe[table].as_array().unwrap().len()).rev() {
                let mut smaller = world.clone();
                list(&mut smaller.universe, table).remove(place);
                if let Some(still) = breaks(&smaller) {
                    (world, fault, again) = (smaller, still, true);
                }
            }
        }
        for place in (1..world.question["holdings"].as_array().unwrap().len()).rev() {
            let mut smaller = world.clone();
            list(&mut smaller.question, "holdings").remove(place);
            if let Some(still) = breaks(&smaller) {
                (world, fault, again) = (smaller, still, true);
            }
        }
    }
    (world, fault)
}

/// `?` for worlds that a change made meaningless.
macro_rules! or_pass {
    ($option:expr) => {
        match $option {
            Some(value) => value,
            None => return Ok(false),
        }
    };
}

pub(crate) fn ensure(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}
