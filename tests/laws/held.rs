//! How laws are held: against worlds drawn by seed until enough were of the kind the law speaks of.
//!
//! A law that fails is shrunk to the smallest world found that still breaks it, and that is printed as a conformance
//! document (`tests/conformance/README.md`), ready to be reviewed and kept.

use crate::worlds::{TABLES, World, list};
use fastrand::Rng;
use serde_json::{Value, json};
use std::sync::LazyLock;

/// Whether the world was one the law speaks of, or how it broke the law.
pub(crate) type Held = Result<bool, String>;

/// Against how many worlds that it speaks of a law is held. `COMITY_LAW_CASES` sets it; by default all laws together take
/// about two minutes on two cores, unoptimised.
pub(crate) static CASES: LazyLock<usize> =
    LazyLock::new(|| std::env::var("COMITY_LAW_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(250));

/// The world to begin with, as a failure names it: with the same `COMITY_LAW_CASES` it is met again at once.
static FIRST: LazyLock<usize> =
    LazyLock::new(|| std::env::var("COMITY_FIRST_WORLD").ok().and_then(|place| place.parse().ok()).unwrap_or(0));

/// A law that speaks of fewer than one world in so many is held against too little of it: its conditions or the worlds are
/// wrong.
const DRAWS_PER_CASE: usize = 40;

/// Holds a law against as many worlds that it speaks of as [`CASES`] says.
pub(crate) fn hold(law: impl Fn(&World, &mut Rng) -> Held) {
    let mut met = 0;
    let draws = *CASES * DRAWS_PER_CASE;
    for place in *FIRST..draws {
        let (chances, world) = World::at(place);
        match law(&world, &mut chances.clone()) {
            Ok(spoken_of) => met += usize::from(spoken_of),
            Err(first) => {
                let breaks = |world: &World| law(world, &mut chances.clone()).err();
                let (small, fault) = shrunk(world, first, &breaks);
                panic!("world {place}: {fault}\n{:#}", case(&small, &fault, place));
            }
        }
        if met == *CASES {
            return;
        }
    }
    panic!("only {met} of {draws} worlds were such as the law speaks of; {} are wanted", *CASES);
}

/// The counterexample as a conformance document; what it expects is what is answered now, and has yet to be put right.
fn case(world: &World, fault: &str, place: usize) -> Value {
    let law = std::thread::current().name().unwrap_or("law").rsplit("::").next().unwrap_or("law").to_owned();
    let number = law.split('_').next().unwrap_or("law");
    let expect = world.asked().map(|answer| {
        json!({
            "requirements": answer.requirements.iter()
                .map(|r| json!({ "id": r.id, "verdict": r.verdict, "interval": r.interval })).collect::<Vec<_>>(),
            "market": { "interval": answer.market.interval },
        })
    });
    json!({
        "format": "recognition-cases/1",
        "universe": world.universe,
        "cases": [{ "id": format!("{number}-{place}"), "question": world.question, "expect": expect,
            "trap": fault, "why": law.replace('_', " ") }],
    })
}

/// Fields that laws look into: without them a record is another thing.
const KEPT: [&str; 9] =
    ["id", "scope", "parties", "members", "ways", "from_party", "to_party", "agreement", "artefact"];

/// The same break with as little as can be had by dropping one thing after the other.
fn shrunk(mut world: World, mut fault: String, breaks: &dyn Fn(&World) -> Option<String>) -> (World, String) {
    let mut again = true;
    while again {
        again = false;
        let mut tried = |smaller: World, world: &mut World| {
            breaks(&smaller).is_some_and(|still| {
                (*world, fault, again) = (smaller, still, true);
                true
            })
        };
        for table in TABLES {
            for place in (0..world.universe[table].as_array().unwrap().len()).rev() {
                let mut smaller = world.clone();
                list(&mut smaller.universe, table).remove(place);
                tried(smaller, &mut world);
            }
        }
        for place in (1..world.question["holdings"].as_array().unwrap().len()).rev() {
            let mut smaller = world.clone();
            list(&mut smaller.question, "holdings").remove(place);
            tried(smaller, &mut world);
        }
        // Then the fields of what is left: what says nothing need not be read.
        for table in TABLES {
            for place in 0..world.universe[table].as_array().unwrap().len() {
                let fields = world.universe[table][place].as_object().cloned().unwrap_or_default();
                for field in fields.keys().filter(|field| !KEPT.contains(&field.as_str())) {
                    let mut smaller = world.clone();
                    smaller.universe[table][place].as_object_mut().unwrap().remove(field);
                    tried(smaller, &mut world);
                }
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
pub(crate) use or_pass;

pub(crate) fn ensure(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}
