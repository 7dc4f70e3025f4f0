//! Reading fields of neutral JSON; what is missing is not recorded.

use crate::calendar::When;
use serde_json::Value;

pub(crate) fn text(of: &Value, key: &str) -> Option<String> {
    of.get(key).and_then(Value::as_str).map(str::to_owned)
}

pub(crate) fn word(of: &Value, key: &str, default: &str) -> String {
    text(of, key).unwrap_or_else(|| default.to_owned())
}

pub(crate) fn number(of: &Value, key: &str) -> Option<i32> {
    of.get(key).and_then(Value::as_i64).and_then(|n| i32::try_from(n).ok())
}

pub(crate) fn date(of: &Value, key: &str) -> Option<When> {
    of.get(key).and_then(Value::as_str).and_then(When::read)
}

/// The items of a list; none where there is no list.
pub(crate) fn items<'v>(of: &'v Value, key: &str) -> &'v [Value] {
    of.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

pub(crate) fn each<T>(of: &Value, key: &str, read: impl Fn(&Value) -> T) -> Vec<T> {
    items(of, key).iter().map(read).collect()
}

/// A list of words, or one word alone; `None` where nothing is recorded.
pub(crate) fn words(of: &Value, key: &str) -> Option<Vec<String>> {
    match of.get(key)? {
        Value::String(one) => Some(vec![one.clone()]),
        Value::Array(many) => Some(many.iter().filter_map(Value::as_str).map(str::to_owned).collect()),
        _ => None,
    }
}

pub(crate) fn strings(of: &Value, key: &str) -> Vec<String> {
    words(of, key).unwrap_or_default()
}
