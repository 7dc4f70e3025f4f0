//! A slow, independent evaluator of recognition: the reference procedure of `semantics.md` §3.11 on the neutral universes of
//! `tests/conformance/README.md`, by plain enumeration. It shares no code with the library, knows no index and prunes nothing.

mod answer;
mod atoms;
mod calendar;
mod case;
mod edition;
mod force;
mod generate;
mod guards;
mod json;
mod lasting;
mod law;
mod near;
mod paper;
mod pivotal;
mod question;
mod route;
mod search;
mod shrink;
mod standing;
mod truth;

pub use answer::Scan;
pub use generate::{World, world};
use serde_json::Value;
pub use shrink::shrink;
use std::collections::{BTreeMap, BTreeSet};

/// The answer to a question (`recognition-cases/1`) in a universe, in the shape of `expect`; near misses and pivotal facts are asked apart.
/// Whatever is malformed counts as not recorded: the oracle is asked only what the library has read without complaint.
///
/// Complexity: exponential in clauses and requirements; meant for universes of a dozen records.
#[must_use]
pub fn answer(universe: &Value, question: &Value, scan: Scan) -> Value {
    let (law, asked) = (law::Law::read(universe), question::Question::read(question));
    answer::Work::new(case::Case::new(&law, &asked), universe, question, scan).answer()
}

/// The facts that are pivotal (§3.9), each with the requirements and virtual slots that settling one of its atoms moves; none where
/// only the market as a whole is moved.
#[must_use]
pub fn pivotal(universe: &Value, question: &Value) -> BTreeMap<&'static str, BTreeSet<String>> {
    let (law, asked) = (law::Law::read(universe), question::Question::read(question));
    answer::Work::new(case::Case::new(&law, &asked), universe, question, Scan::Recorded).pivotal()
}

/// Near misses (§3.9) of each requirement of the economy asked about, each with the clause that then holds (none: the paper is the
/// market's own), the sorts of act, which end of the interval rises, and to what. Of acts of the same sorts the best form.
///
/// Complexity: every form of every act, in twos; some milliseconds a candidate.
#[must_use]
pub fn near_misses(universe: &Value, question: &Value) -> BTreeMap<String, Vec<Value>> {
    let law = law::Law::read(universe);
    let trials = law.requirements.iter().map(|requirement| {
        let near = near::Trial::new(&law, requirement, universe, question).near(question);
        let stated = near.into_iter().map(|((clause, repairs), (proved, effect))| {
            let promise = if proved { "lo" } else { "hi" };
            serde_json::json!({ "clause": clause, "repairs": repairs, "promise": promise, "effect": effect.word() })
        });
        (requirement.id.clone(), stated.collect())
    });
    trials.collect()
}

/// What is wrong with near misses that an answer states for a requirement: of each, if anything is.
#[must_use]
pub fn near_miss_faults(
    universe: &Value,
    question: &Value,
    requirement: &str,
    stated: &[Value],
) -> Vec<Option<String>> {
    let law = law::Law::read(universe);
    let Some(requirement) = law.requirements.iter().find(|known| known.id == requirement) else { return Vec::new() };
    let trial = near::Trial::new(&law, requirement, universe, question);
    stated.iter().map(|near| trial.fault(question, near)).collect()
}

/// What comes up in a question of how long papers last, for a tally: each by name, and whether it decides the interval of the market.
#[must_use]
pub fn lasting(universe: &Value, question: &Value) -> Vec<&'static str> {
    let asked = question::Question::read(question);
    let law = law::Law::read(universe);
    let case = case::Case::new(&law, &asked);
    let mut seen = case.lasts();
    for (field, decides) in [
        ("validity", "a market that a usual validity decides"),
        ("lapses", "a market that a lapse decides"),
        ("closings", "a market that a closing decides"),
    ] {
        let mut without = universe.clone();
        let schemes = without.get_mut("schemes").and_then(Value::as_array_mut).into_iter().flatten();
        let gone: Vec<_> = schemes.filter_map(|scheme| scheme.as_object_mut()?.remove(field)).collect();
        if gone.is_empty() {
            continue;
        }
        let law = law::Law::read(&without);
        let other = case::Case::new(&law, &asked);
        let interval = |case: &case::Case| case.standing(&asked.market, asked.on).interval;
        if interval(&case) != interval(&other) {
            seen.push(decides);
        }
    }
    seen
}
