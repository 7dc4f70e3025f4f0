//! A question with some of its fields changed, and some of its unknowns settled.

use crate::case::Case;
use crate::law::Law;
use crate::question::Question;
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// One act: fields of the question that then read otherwise, and unknowns that are then settled.
#[derive(Clone, Default)]
pub(crate) struct Act {
    /// Pointers into the question; one that ends in `-` adds an item to a list.
    pub(crate) fields: Vec<(String, Value)>,
    pub(crate) settled: BTreeMap<String, bool>,
}

impl Act {
    /// Whether it is of a day before the one asked: of what was, and no more can be.
    pub(crate) fn past(&self, asked: &str) -> bool {
        let dated = self.fields.iter().filter(|(path, _)| path == "/on" || path.ends_with("/issued"));
        dated.filter_map(|(_, day)| day.as_str()).any(|day| day < asked)
    }
}

#[derive(Clone)]
pub(crate) struct World {
    pub(crate) question: Value,
    settled: BTreeMap<String, bool>,
}

impl World {
    pub(crate) fn new(question: &Value) -> Self {
        Self { question: question.clone(), settled: BTreeMap::new() }
    }

    pub(crate) fn after(&self, act: &Act) -> Self {
        let mut world = self.clone();
        for (pointer, value) in &act.fields {
            put(&mut world.question, pointer, value.clone());
        }
        world.settled.extend(act.settled.clone());
        world
    }

    /// The day that is asked about there.
    pub(crate) fn on(&self) -> &str {
        self.question.get("on").and_then(Value::as_str).unwrap_or_default()
    }

    pub(crate) fn key(&self) -> String {
        format!("{} {:?}", self.question, self.settled)
    }

    /// Looks at the law as this question has it.
    pub(crate) fn in_it<T>(&self, law: &Law, look: impl FnOnce(&Case<'_>) -> T) -> T {
        let asked = Question::read(&self.question);
        let case = Case::new(law, &asked);
        case.atoms.with(self.settled.clone(), || look(&case))
    }
}

fn put(question: &mut Value, pointer: &str, value: Value) {
    let Some((parent, last)) = pointer.rsplit_once('/') else { return };
    // What no fact of origin was stated of has no place yet.
    if parent == "/origin"
        && !question.get("origin").is_some_and(Value::is_object)
        && let Some(fields) = question.as_object_mut()
    {
        fields.insert("origin".to_owned(), json!({}));
    }
    match question.pointer_mut(parent) {
        Some(Value::Object(fields)) => {
            fields.insert(last.to_owned(), value);
        }
        Some(Value::Array(items)) => match last.parse::<usize>() {
            Ok(place) if place < items.len() => {
                items.remove(place);
                items.insert(place, value);
            }
            _ => items.push(value),
        },
        _ => {}
    }
}
