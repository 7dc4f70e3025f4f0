//! What stands for many (`tests/conformance/README.md`): in a list of a case document `{"repeat": 1000, "of": …}` is a
//! thousand copies, and wherever a text may stand `{"repeat": 513, "text": "x"}` is a text 513 times as long.

use crate::decide::QuestionError;
use serde_json::{Map, Value};

/// Values made by all repetitions of a document: four times what ten thousand clauses need.
const MADE: usize = 2_000_000;

/// What is written for the number of a copy.
const NUMBER: &str = "{n}";

/// The document with everything written out that it only counts.
///
/// In the copies of `of`, each `{n}` in a text is the number of the copy: from 0, or from the number in `from`.
///
/// # Errors
/// More is repeated than can be meant, or the repetition has another shape.
///
/// # Example
/// ```
/// use serde_json::json;
/// let written = comity::pack::unfolded(&json!([{ "repeat": 2, "of": { "id": "c{n}" } }])).unwrap();
/// assert_eq!(written, json!([{ "id": "c0" }, { "id": "c1" }]));
/// ```
pub fn unfolded(document: &Value) -> Result<Value, QuestionError> {
    let mut left = MADE;
    value(document, &mut left)
}

fn value(folded: &Value, left: &mut usize) -> Result<Value, QuestionError> {
    *left = left.checked_sub(1).ok_or_else(|| QuestionError::shape("repeat", "more is repeated than can be meant"))?;
    match folded {
        Value::Array(items) => {
            let mut list = Vec::new();
            for item in items {
                match repetition(item)? {
                    None | Some((_, Repeated::Text(_))) => list.push(value(item, left)?),
                    Some((count, Repeated::Item(of, first))) => {
                        for number in first..first.saturating_add(count) {
                            list.push(value(&numbered(of, number), left)?);
                        }
                    }
                }
            }
            Ok(Value::Array(list))
        }
        Value::Object(fields) => match repetition(folded)? {
            Some((count, Repeated::Text(text))) if count.saturating_mul(text.len()) <= MADE => {
                Ok(Value::String(text.repeat(count)))
            }
            Some(_) => Err(QuestionError::shape("repeat", "stands where nothing can be repeated")),
            None => {
                let fields = fields.iter().map(|(key, field)| Ok((key.clone(), value(field, left)?)));
                Ok(Value::Object(fields.collect::<Result<Map<_, _>, QuestionError>>()?))
            }
        },
        plain => Ok(plain.clone()),
    }
}

enum Repeated<'v> {
    Item(&'v Value, usize),
    Text(&'v str),
}

fn repetition(value: &Value) -> Result<Option<(usize, Repeated<'_>)>, QuestionError> {
    let Some(count) = value.get("repeat") else { return Ok(None) };
    let whole = |number: &Value| number.as_u64().and_then(|number| usize::try_from(number).ok());
    let first = value.get("from").map_or(Some(0), whole);
    let (Some(count), Some(first)) = (whole(count), first) else {
        return Err(QuestionError::shape("repeat", "expected whole numbers"));
    };
    match (value.get("of"), value.get("text").and_then(Value::as_str)) {
        (Some(of), None) => Ok(Some((count, Repeated::Item(of, first)))),
        (None, Some(text)) => Ok(Some((count, Repeated::Text(text)))),
        _ => Err(QuestionError::shape("repeat", "expected `of` or `text` beside it")),
    }
}

fn numbered(value: &Value, number: usize) -> Value {
    match value {
        Value::String(text) => Value::String(text.replace(NUMBER, &number.to_string())),
        Value::Array(items) => items.iter().map(|item| numbered(item, number)).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(key, field)| (key.clone(), numbered(field, number))).collect::<Map<_, _>>().into()
        }
        plain => plain.clone(),
    }
}
