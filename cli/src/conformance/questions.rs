//! Real questions asked of the real data (`recognition-questions/1`, described in `tests/conformance/README.md`).

use super::Tally;
use crate::Failure;
use comity::decide::{Answer, Verdict};
use comity::{Law, Question, check};
use serde_json::Value;
use std::path::Path;

/// What an official answer says, weakest first; `Unknown` claims nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Claim {
    NotAccepted,
    Evidence,
    Reissue,
    Equivalent,
}

pub(super) fn run(document: &Value, data: Option<&Path>, answers: bool, tally: &mut Tally) -> Result<(), Failure> {
    let law = crate::files::law(data)?;
    let cases = document.get("cases").and_then(Value::as_array);
    let cases = cases.ok_or_else(|| Failure::Input("cases: missing, expected a list".to_owned()))?;
    let (mut answered, mut unknown, mut weaker) = (0_usize, 0_usize, 0_usize);
    for case in cases {
        let id = case.get("id").and_then(Value::as_str).unwrap_or("?");
        match judged(&law, case) {
            Ok((judgement, answer)) => {
                if answers {
                    crate::say(&format!("{}", serde_json::json!({ "id": id, "answer": answer })));
                }
                match judgement {
                    Judgement::AsExpected => {
                        answered += 1;
                        tally.passed += 1;
                    }
                    Judgement::Unknown => {
                        unknown += 1;
                        tally.passed += 1;
                        crate::say(&format!("{id}: cannot be decided; missing: {}", missing(&answer)));
                    }
                    Judgement::Weaker(got) => {
                        weaker += 1;
                        tally.passed += 1;
                        crate::say(&format!("{id}: weaker than expected: {got}"));
                    }
                    Judgement::Stronger(got) => {
                        tally.failed += 1;
                        crate::say(&format!("{id}: STRONGER than expected: {got}"));
                    }
                }
            }
            Err(fault) => {
                tally.failed += 1;
                crate::say(&format!("{id}: {fault}"));
            }
        }
    }
    crate::say(&format!(
        "as expected {answered}, cannot be decided {unknown}, weaker {weaker}, stronger or faulty {}",
        tally.failed
    ));
    Ok(())
}

enum Judgement {
    AsExpected,
    Unknown,
    Weaker(Verdict),
    Stronger(Verdict),
}

fn judged(law: &Law, case: &Value) -> Result<(Judgement, Answer), String> {
    let question: Question = serde_json::from_value(case.get("question").cloned().unwrap_or_default())
        .map_err(|error| format!("question: {error}"))?;
    let answer = check(law, &question).map_err(|error| error.to_string())?;
    let claim = |value: &Value| match value.as_str() {
        Some("equivalent") => Some(Claim::Equivalent),
        Some("reissue") => Some(Claim::Reissue),
        Some("evidence") => Some(Claim::Evidence),
        Some("not-accepted") => Some(Claim::NotAccepted),
        _ => None,
    };
    let expected = case.get("expect").unwrap_or(&Value::Null);
    let also = case.get("also_ok").and_then(Value::as_array).cloned().unwrap_or_default();
    let permitted: Vec<Claim> = std::iter::once(expected).chain(&also).filter_map(claim).collect();
    let verdict = answer.headline.verdict;
    let got = match verdict {
        Verdict::Native | Verdict::Accepted | Verdict::AcceptedWithConditions => Claim::Equivalent,
        Verdict::Convertible => Claim::Reissue,
        Verdict::Supporting => Claim::Evidence,
        Verdict::NotAccepted | Verdict::NotAddressed | Verdict::Barred => Claim::NotAccepted,
        Verdict::Unknown => {
            let as_expected = expected.as_str() == Some("unknown");
            return Ok((if as_expected { Judgement::AsExpected } else { Judgement::Unknown }, answer));
        }
        // Nothing is asked: no claim about the paper, but the goods may enter. The strongest reading counts.
        Verdict::NotRequired => Claim::Equivalent,
    };
    let strongest = permitted.iter().max();
    let judgement = if permitted.contains(&got) {
        Judgement::AsExpected
    } else if strongest.is_none_or(|strongest| got > *strongest) {
        Judgement::Stronger(verdict)
    } else {
        Judgement::Weaker(verdict)
    };
    Ok((judgement, answer))
}

/// The facts that an undecided answer lacks.
fn missing(answer: &Answer) -> String {
    let mut facts: Vec<String> = answer
        .pivotal_unknowns
        .iter()
        .map(|p| if p.about.is_empty() { p.fact.to_string() } else { format!("{} ({})", p.fact, p.about.join(", ")) })
        .collect();
    let lead: Vec<_> = answer.requirements.iter().filter(|r| answer.headline.r#for.contains(&r.id)).collect();
    if lead.iter().any(|r| r.open_ways) {
        facts.push("whether the ways on record are all there are".to_owned());
    }
    if answer.requirements.is_empty() {
        facts.push(format!("what {} asks for this product", answer.question.market));
    }
    if facts.is_empty() { "several facts together".to_owned() } else { facts.join("; ") }
}
