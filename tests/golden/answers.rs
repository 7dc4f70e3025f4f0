//! Whole answers, folded to what a reader needs: of invented cases (`answers.txt`) and of some real questions (`real.txt`).
//!
//! The conformance documents say what matters of an answer; here is all of it, so that no route, step, repair, date or
//! reason changes without being seen. What is empty is left out; of invented law, which has none, so are names and sources.

use crate::common;
use comity::{Law, Question, check};
use serde_json::{Map, Value};

/// Beyond this width a line is broken between fields.
const WIDTH: usize = 120;
/// What is told in fewer characters stands beside its neighbours.
const SHORT: usize = 100;
/// Said of every answer alike.
const LEFT_OUT: [&str; 2] = ["edition", "as_of"];
/// Names beside an id, in invented law, and the question, which stands in the case.
const OF_REAL_LAW: [&str; 4] = ["name", "market_name", "text", "question"];
/// Real questions whose answers are told in full: a report that converts, a chapter that ended, a mark in the other territory
/// of a state, goods by way of a neighbour, a level above the cap.
const REAL: [&str; 5] = ["showcase-kr", "R1-next-day", "rc-016", "R9", "R16"];

/// What is told of the answer to a question; with what a case split adds, where a fact is open.
fn answered(law: &Law, question: &Question) -> Option<Value> {
    let answer = check(law, question).ok()?;
    let mut told = serde_json::to_value(&answer).unwrap();
    if !answer.pivotal_unknowns.is_empty() {
        told["refined"] = serde_json::to_value(comity::refine(law, question).ok()?).unwrap();
    }
    Some(told)
}

/// The answers to real questions.
pub(crate) fn real() -> String {
    let law = common::real_law();
    let mut text = String::new();
    for (id, question) in common::worlds::real_questions().iter().filter(|(id, _)| REAL.contains(&id.as_str())) {
        text += &format!("# {id}\n");
        told(&answered(&law, question).unwrap(), 0, &mut text);
        text.push('\n');
    }
    text
}

/// All answers to invented cases, in the order of the files.
pub(crate) fn all() -> String {
    let folder = common::root().join("tests/conformance");
    let mut text = String::new();
    for file in common::below(&folder, "json") {
        let within = file.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/");
        if ["real/", "pathological/", "schema.json"].iter().any(|other| within.starts_with(other)) {
            continue;
        }
        for (case, law, question) in common::questions(&file) {
            let Some(mut answer) = answered(&law, &question) else { continue };
            unnamed(&mut answer);
            text += &format!("# {within} {case}\n");
            told(&answer, 0, &mut text);
            text.push('\n');
        }
    }
    text
}

/// Takes away what invented law says of nothing.
fn unnamed(value: &mut Value) {
    match value {
        Value::Array(values) => values.iter_mut().for_each(unnamed),
        Value::Object(fields) => {
            // A guard's name is what it is.
            fields.retain(|key, value| !OF_REAL_LAW.contains(&key.as_str()) || key == "name" && value.is_string());
            fields.values_mut().for_each(unnamed);
        }
        _ => {}
    }
}

/// The fields of a value: what is short beside each other, the rest below its key.
fn told(value: &Value, depth: usize, text: &mut String) {
    let Value::Object(fields) = value else { return };
    let margin = "  ".repeat(depth);
    let (mut line, mut below) = (String::new(), String::new());
    for (key, value) in fields.iter().filter(|(key, value)| is_told(key, value)) {
        let short = format!("{key}: {}", folded(value));
        if short.len() > SHORT && !is_flat(value) {
            below.push_str(&format!("{margin}{key}:\n"));
            let all = std::slice::from_ref(value);
            for value in value.as_array().map_or(all, Vec::as_slice) {
                let mut entry = String::new();
                told(value, depth + 1, &mut entry);
                let dash = "  ".repeat(depth) + "- ";
                below.push_str(&entry.replacen(&"  ".repeat(depth + 1), &dash, 1));
            }
            continue;
        }
        if !line.is_empty() && line.len() + short.len() > WIDTH {
            text.push_str(&format!("{margin}{line}\n"));
            line.clear();
        }
        line += &format!("{}{short}", if line.is_empty() { "" } else { "; " });
    }
    if !line.is_empty() {
        text.push_str(&format!("{margin}{line}\n"));
    }
    text.push_str(&below);
}

/// Whether a value reads well in one line, however long: words, guards, reasons.
fn is_flat(value: &Value) -> bool {
    let plain = |value: &Value| !value.is_object() || value["because"].is_array() && value["hop"].is_null();
    value.is_string() || value.as_array().is_some_and(|values| values.iter().all(plain))
}

fn is_told(key: &str, value: &Value) -> bool {
    !LEFT_OUT.contains(&key) && !is_empty(value) && value != "verified"
}

fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(false) => true,
        Value::String(text) => text.is_empty(),
        Value::Array(values) => values.iter().all(Value::is_null),
        Value::Object(fields) => fields.is_empty(),
        Value::Number(number) => number.as_u64() == Some(0),
        Value::Bool(true) => false,
    }
}

/// A value in one line.
fn folded(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        // An interval of one.
        Value::Array(values) if matches!(values.as_slice(), [lo, hi] if lo == hi && lo.is_string()) => {
            folded(&values[0])
        }
        Value::Array(values) => {
            let (plain, rest): (Vec<&Value>, Vec<&Value>) = values.iter().partition(|value| holds(value));
            let plain = plain.iter().filter_map(|guard| guard["name"].as_str());
            let holding = plain.collect::<Vec<_>>().join(" ");
            let rest = rest.iter().map(|value| folded(value)).collect::<Vec<_>>().join(", ");
            match (holding.is_empty(), rest.is_empty()) {
                (true, _) => format!("[{rest}]"),
                (false, true) => format!("[hold: {holding}]"),
                (false, false) => format!("[{rest}, hold: {holding}]"),
            }
        }
        Value::Object(fields) => object(fields),
        _ => value.to_string(),
    }
}

/// A guard that holds, of which nothing more is told.
fn holds(value: &Value) -> bool {
    value["value"] == "T" && value["because"].as_array().is_some_and(Vec::is_empty) && value["sources"].is_null()
}

fn object(fields: &Map<String, Value>) -> String {
    if let (Some(code), Some(args)) = (fields.get("code"), fields.get("args").and_then(Value::as_object)) {
        let args: Vec<String> = args.iter().map(|(name, value)| format!("{name} {}", folded(value))).collect();
        return format!("{}({})", folded(code), args.join(", "));
    }
    if let (Some(guard), Some(Value::String(truth)), Some(because)) =
        (fields.get("name"), fields.get("value"), fields.get("because"))
    {
        return format!("{} {truth}: {}", folded(guard), folded(because));
    }
    if let (Some(id), 1) = (fields.get("id"), fields.len()) {
        return folded(id);
    }
    if let (Some(en), Some(zh), 2) = (fields.get("en"), fields.get("zh"), fields.len()) {
        return format!("{} / {}", folded(en), folded(zh));
    }
    let fields = fields.iter().filter(|(key, value)| is_told(key, value));
    let fields: Vec<String> = fields.map(|(key, value)| format!("{key}: {}", folded(value))).collect();
    format!("{{{}}}", fields.join(", "))
}
