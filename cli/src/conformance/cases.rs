//! Cases with a universe of their own (`recognition-cases/1`, described in `tests/conformance/README.md`).

use super::Tally;
use crate::Failure;
use comity::decide::{Answer, NearMiss, RequirementAnswer, Route};
use comity::{Law, QuestionError, check};
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub(super) fn run(document: &Value, answers: bool, tally: &mut Tally) -> Result<(), Failure> {
    let universe = document.get("universe").ok_or_else(|| Failure::Input("universe: missing".to_owned()))?;
    let law = comity::pack::universe(universe).map(Law::new);
    let cases = document.get("cases").and_then(Value::as_array);
    let cases = cases.ok_or_else(|| Failure::Input("cases: missing, expected a list".to_owned()))?;
    for case in cases {
        let id = case.get("id").and_then(Value::as_str).unwrap_or("?");
        let computed = answered(&law, case);
        if answers {
            crate::say(&format!("{}", json!({ "id": id, "answer": computed })));
        }
        let found = match (case.get("expect"), computed.get("error")) {
            (Some(expected), _) => differences(expected, &computed),
            (None, Some(error)) => vec![format!("no answer: {error}")],
            (None, None) => {
                tally.unstated += 1;
                continue;
            }
        };
        if found.is_empty() {
            tally.passed += 1;
        } else {
            tally.failed += 1;
            for difference in found {
                crate::say(&format!("{id}: {difference}"));
            }
        }
    }
    Ok(())
}

/// The answer to a case in the shape of `expect`; where its universe or question is at fault, the error.
fn answered(law: &Result<Law, QuestionError>, case: &Value) -> Value {
    let answer = law.as_ref().map_err(Clone::clone).and_then(|law| {
        let question = comity::pack::question(case.get("question").unwrap_or(&Value::Null))?;
        check(law, &question)
    });
    match answer {
        Ok(answer) => expectation(&answer),
        Err(error) => json!({ "error": { "code": error.code, "path": error.path, "says": error.to_string() } }),
    }
}

/// An answer in the shape of `expect`.
fn expectation(answer: &Answer) -> Value {
    let bloc = !answer.members.is_empty();
    let requirement = |r: &RequirementAnswer| {
        let mut value = json!({ "id": r.id, "verdict": r.verdict, "interval": r.interval });
        if let (Some(fields), false) = (value.as_object_mut(), bloc) {
            fields.insert("routes".into(), json!(r.routes.iter().map(clauses).collect::<Vec<_>>()));
            fields.insert("conditional".into(), json!(r.conditional_routes.iter().map(clauses).collect::<Vec<_>>()));
            fields.insert("more_conditional".into(), json!(r.more_conditional));
            fields.insert("obligations".into(), json!(obligations(r)));
            fields.insert("stable_until".into(), json!(r.stable_until));
            fields.insert("next_verdict".into(), json!(r.next_verdict));
            let obtain = r.routes.first().map(|route| route.obtain.iter().map(|n| &n.id).collect::<Vec<_>>());
            fields.insert("obtain".into(), json!(obtain.unwrap_or_default()));
            fields.insert("near_miss".into(), json!(r.near_misses.iter().map(near_miss).collect::<Vec<_>>()));
        }
        value
    };
    let mut market = json!({
        "interval": answer.market.interval,
        "gaps": answer.market.gaps,
        "requirements_complete": answer.market.requirements_complete,
    });
    if let (Some(fields), false) = (market.as_object_mut(), bloc) {
        fields.insert("stable_until".into(), json!(answer.market.stable_until));
        fields.insert("next_verdict".into(), json!(answer.market.next_verdict));
    }
    let pivotal: BTreeSet<&str> = answer.pivotal_unknowns.iter().map(|p| p.fact.word()).collect();
    json!({
        "requirements": answer.requirements.iter().map(requirement).collect::<Vec<_>>(),
        "market": market,
        "pivotal": pivotal,
        "projected": answer.projected,
        "bound_hit": answer.bound_hit,
        "budget": answer.budget,
        "virtual": answer.r#virtual.iter().map(|v| json!({
            "slot": v.id,
            "interval": v.interval,
            "routes": v.routes.iter().map(clauses).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
        "members": answer.members,
    })
}

/// A set of repairs by their kinds, in any order: those are the words of the format.
fn near_miss(near: &NearMiss) -> Value {
    let kinds: BTreeSet<&str> = near.repairs.iter().map(|repair| repair.kind.word()).collect();
    json!({ "clause": near.clause, "repairs": kinds })
}

fn clauses(route: &Route) -> Vec<String> {
    route.hops.iter().filter_map(|hop| hop.clause.clone()).collect()
}

fn obligations(answer: &RequirementAnswer) -> Vec<String> {
    let written = |o: &comity::decide::Obligation| match &o.arg {
        Some(arg) => format!("{}({arg})@{}", o.kind, o.at),
        None => format!("{}@{}", o.kind, o.at),
    };
    answer.obligations.iter().map(written).collect::<BTreeSet<_>>().into_iter().collect()
}

/// Every place where the computed answer is not what is expected.
fn differences(expected: &Value, computed: &Value) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(error) = computed.get("error").filter(|_| expected.get("error").is_none()) {
        return vec![format!("no answer: {error}")];
    }
    if let Some(wanted) = expected.get("error") {
        compare("error", wanted, computed.get("error").unwrap_or(&Value::Null), &mut found);
        return found;
    }
    if expected.get("budget").is_some_and(|wanted| Some(wanted) != computed.get("budget")) {
        found.push(format!("budget: got {}", computed.get("budget").unwrap_or(&Value::Null)));
    }
    let empty = Vec::new();
    let list = |value: &'_ Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let by_id = |items: &[Value], id: &Value| items.iter().find(|item| item.get("id") == Some(id)).cloned();
    let (wanted, got) = (list(expected, "requirements"), list(computed, "requirements"));
    for requirement in &wanted {
        let id = requirement.get("id").cloned().unwrap_or_default();
        match by_id(&got, &id) {
            None => found.push(format!("requirement {id}: expected, not in the answer")),
            Some(answer) => compare(&format!("{id}"), requirement, &answer, &mut found),
        }
    }
    for requirement in &got {
        let id = requirement.get("id").cloned().unwrap_or_default();
        if by_id(&wanted, &id).is_none() {
            found.push(format!("requirement {id}: not expected"));
        }
    }
    if let (Some(wanted), Some(got)) = (expected.get("market"), computed.get("market")) {
        compare("market", wanted, got, &mut found);
    }
    let set = |value: &Value| -> BTreeSet<String> {
        value.as_array().unwrap_or(&empty).iter().map(ToString::to_string).collect()
    };
    for (key, default) in [("pivotal", json!([])), ("projected", json!(false)), ("bound_hit", json!(false))] {
        // An expectation that states the requirements of one market is whole; of another's, pivotal facts are tested where
        // they are stated.
        let whole = expected.get("requirements").is_some() && expected.get("members").is_none();
        if key == "pivotal" && (expected.get(key) == Some(&Value::Null) || !whole && expected.get(key).is_none()) {
            continue;
        }
        let (wanted, got) = (expected.get(key).unwrap_or(&default), computed.get(key).unwrap_or(&default));
        let same = if key == "pivotal" { set(wanted) == set(got) } else { wanted == got };
        if !same {
            found.push(format!("{key}: expected {wanted}, got {got}"));
        }
    }
    // A stated list without slots says that there is none; a list that is left out says nothing.
    if expected.get("virtual").is_some_and(|stated| stated == &json!([])) && !list(computed, "virtual").is_empty() {
        found.push(format!("virtual: expected none, got {}", computed.get("virtual").unwrap_or(&Value::Null)));
    }
    for wanted in list(expected, "virtual") {
        let got = list(computed, "virtual").into_iter().find(|v| v.get("slot") == wanted.get("slot"));
        match got {
            None => found.push(format!("virtual {wanted}: not in the answer")),
            Some(got) => compare("virtual", &wanted, &got, &mut found),
        }
    }
    if let Some(wanted) = expected.get("members")
        && computed.get("members") != Some(wanted)
    {
        found.push(format!("members: expected {wanted}, got {}", computed.get("members").unwrap_or(&Value::Null)));
    }
    found
}

/// Compares the fields that an expectation states.
fn compare(of: &str, wanted: &Value, got: &Value, found: &mut Vec<String>) {
    let unordered = ["conditional", "obligations", "gaps"];
    for (key, value) in wanted.as_object().into_iter().flatten() {
        let computed = got.get(key).cloned().unwrap_or_default();
        let same = match key.as_str() {
            // These must be among those reported; more may be.
            "near_miss" => sorted(value).iter().all(|set| sorted(&computed).contains(set)),
            // All are expected; the first are shown and the rest counted.
            "conditional" if got.get("more_conditional").and_then(Value::as_u64) > Some(0) => {
                let (all, shown) = (sorted(value), sorted(&computed));
                let more =
                    got.get("more_conditional").and_then(Value::as_u64).and_then(|more| usize::try_from(more).ok());
                shown.iter().all(|one| all.contains(one)) && Some(all.len()) == more.map(|more| shown.len() + more)
            }
            key if unordered.contains(&key) => sorted(value) == sorted(&computed),
            _ => *value == computed,
        };
        if !same {
            found.push(format!("{of}.{key}: expected {value}, got {computed}"));
        }
    }
}

fn sorted(value: &Value) -> Vec<String> {
    let mut items: Vec<String> = value.as_array().into_iter().flatten().map(ToString::to_string).collect();
    items.sort();
    items
}
