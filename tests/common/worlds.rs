//! Invented worlds drawn by seed, for the questions of `src/ask/`: the toy universe with records dropped, contested or
//! moved in time, and questions of its cases with facts changed.

use comity::{Day, Law, Question, check};
use fastrand::Rng;
use serde_json::{Value, json};

/// An invented law and a question about it.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) universe: Value,
    pub(crate) question: Value,
}

impl World {
    pub(crate) fn random(toy: &Value, seed: u64) -> World {
        let rng = &mut Rng::with_seed(seed);
        let case = rng.choice(toy["cases"].as_array().unwrap().iter()).unwrap();
        let mut world = World { universe: toy["universe"].clone(), question: case["question"].clone() };
        for _ in 0..rng.usize(0..8) {
            let mut other = world.clone();
            other.mutate(toy, rng);
            // What does not hang together, or cannot be asked, is no world.
            if other.law().zip(other.question()).is_some_and(|(law, question)| check(&law, &question).is_ok()) {
                world = other;
            }
        }
        world
    }

    pub(crate) fn law(&self) -> Option<Law> {
        comity::pack::universe(&self.universe).ok().map(Law::new)
    }

    pub(crate) fn question(&self) -> Option<Question> {
        comity::pack::question(&self.question).ok()
    }

    fn mutate(&mut self, toy: &Value, rng: &mut Rng) {
        let tables = ["clauses", "requirements", "coverage", "bars", "listings"];
        let table = tables[rng.usize(0..tables.len())];
        let records = self.universe[table].as_array_mut().unwrap();
        match rng.u8(0..9) {
            _ if records.is_empty() => {}
            0..=1 => drop(records.remove(rng.usize(0..records.len()))),
            2 => {
                let place = rng.usize(0..records.len());
                records[place]["confidence"] = json!("doubtful");
            }
            3 => move_a_date(&mut self.universe, rng),
            4 => move_a_date(&mut self.question, rng),
            5 => {
                let clauses = self.universe["clauses"].as_array_mut().unwrap();
                let rule = ["issuer_rule", "basis_rule", "origin_rule"][rng.usize(0..3)];
                if let Some(clause) = rng.choice(clauses.iter_mut()) {
                    clause[rule] = Value::Null;
                }
            }
            6 => {
                let more =
                    rng.choice(toy["cases"].as_array().unwrap().iter()).unwrap()["question"]["holdings"][0].clone();
                self.question["holdings"].as_array_mut().unwrap().push(more);
            }
            7 => {
                let other = &rng.choice(toy["cases"].as_array().unwrap().iter()).unwrap()["question"];
                self.question["product"] = other["product"].clone();
                self.question["market"] = other["market"].clone();
            }
            _ => {
                let other = &rng.choice(toy["cases"].as_array().unwrap().iter()).unwrap()["question"];
                self.question["origin"] = other["origin"].clone();
            }
        }
    }

    /// The same world in which what is stated complete is so for ever: what changes then is the law. A statement about a
    /// bloc holds for all who ever were its members.
    pub(crate) fn covered_for_ever(mut self) -> World {
        let blocs = self.universe["blocs"].as_array().unwrap().clone();
        let mut for_ever = Vec::new();
        for mut coverage in std::mem::take(self.universe["coverage"].as_array_mut().unwrap()) {
            coverage["from"] = Value::Null;
            coverage["as_of"] = json!("9000-01-01");
            match blocs.iter().find(|bloc| bloc["id"] == coverage["market"]) {
                None => for_ever.push(coverage),
                Some(bloc) => for_ever.extend(bloc["members"].as_array().unwrap().iter().map(|member| {
                    let mut of_member = coverage.clone();
                    of_member["id"] = json!(format!("{}/{}", coverage["id"], member["code"]));
                    of_member["market"] = member["code"].clone();
                    of_member
                })),
            }
        }
        self.universe["coverage"] = json!(for_ever);
        self
    }
}

/// Moves one date of a document by a day or by some hundreds.
fn move_a_date(value: &mut Value, rng: &mut Rng) {
    let mut count = 0;
    days(value, &mut |_| count += 1);
    if count == 0 {
        return;
    }
    let (chosen, mut place, how, far) = (rng.usize(0..count), 0, rng.u8(0..3), rng.u32(1..900));
    days(value, &mut |text| {
        if place == chosen
            && let Some(day) = Day::parse(text)
        {
            *text = match how {
                0 => day.next().to_string(),
                1 => day.previous().to_string(),
                _ => day.after(comity::Span { days: far, ..comity::Span::default() }).to_string(),
            };
        }
        place += 1;
    });
}

fn days(value: &mut Value, each: &mut dyn FnMut(&mut String)) {
    match value {
        Value::String(text) if Day::parse(text).is_some() => each(text),
        Value::Array(items) => items.iter_mut().for_each(|item| days(item, each)),
        Value::Object(fields) => fields.values_mut().for_each(|item| days(item, each)),
        _ => {}
    }
}

/// The questions of the real cases, each with its id.
pub(crate) fn real_questions() -> Vec<(String, Question)> {
    let mut questions = Vec::new();
    for file in super::below(&super::root().join("tests/conformance/real"), "json") {
        for case in super::document(&file)["cases"].as_array().unwrap() {
            let question = serde_json::from_value(case["question"].clone()).unwrap();
            questions.push((case["id"].as_str().unwrap().to_owned(), question));
        }
    }
    questions
}
