//! A slow, independent evaluator of recognition: the reference procedure of `semantics.md` §3.11 on the neutral universes of
//! `tests/conformance/README.md`, by plain enumeration. It shares no code with the library, knows no index and prunes nothing.

mod answer;
mod calendar;
mod case;
mod edition;
mod force;
mod generate;
mod guards;
mod json;
mod law;
mod paper;
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

/// The answer to a question (`recognition-cases/1`) in a universe, in the shape of `expect`. Near misses and pivotal facts are left out.
/// Whatever is malformed counts as not recorded: the oracle is asked only what the library has read without complaint.
///
/// Complexity: exponential in clauses and requirements; meant for universes of a dozen records.
#[must_use]
pub fn answer(universe: &Value, question: &Value, scan: Scan) -> Value {
    let (law, asked) = (law::Law::read(universe), question::Question::read(question));
    let case = case::Case { law: &law, question: &asked, bound_hit: std::cell::Cell::new(false) };
    answer::Work::new(case, universe, question, scan).answer()
}
