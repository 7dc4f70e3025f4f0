//! The example of README.md: a pack, a question, an answer.

use comity::{Law, Question, check};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let law = Law::load(&std::fs::read("dist/comity.pack")?)?;
    let question: Question = serde_json::from_str(
        r#"{ "holdings": [{ "scheme": "iecee-cb", "issued": "2025-03-01", "issuer": { "seat": "CN" } }],
             "product": { "group": "household-appliances" }, "origin": { "made_in": "CN" },
             "market": "KR", "on": "2026-11-22" }"#,
    )?;
    let answer = check(&law, &question)?;
    println!("{}", answer.headline.verdict); // convertible
    for step in &answer.obligations {
        println!("{}: {}", step.when, step.kind); // before-issue: application …
    }
    Ok(())
}
