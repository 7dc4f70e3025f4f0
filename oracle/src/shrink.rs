//! Making a universe and a question smaller while they still show something.

use serde_json::{Value, json};

/// The smallest pair found by dropping one member or item at a time, for as long as `shows` says that the thing is still seen.
///
/// Complexity: `shows` is asked at most (size of both)² times.
pub fn shrink(universe: &Value, question: &Value, shows: impl Fn(&Value, &Value) -> bool) -> (Value, Value) {
    let mut whole = Value::Array(vec![universe.clone(), question.clone()]);
    let seen = |whole: &Value| match whole.as_array().map(Vec::as_slice) {
        Some([universe, question]) => shows(universe, question),
        _ => false,
    };
    loop {
        let mut smaller = false;
        // The deepest last: a whole record goes before its fields are tried.
        let mut paths = Vec::new();
        list(&whole, "", &mut paths);
        paths.sort_by_key(|path| path.matches('/').count());
        for path in paths {
            if let Some(less) = without(&whole, &path)
                && seen(&less)
            {
                whole = less;
                smaller = true;
            }
        }
        if !smaller {
            break;
        }
    }
    match whole.as_array().map(Vec::as_slice) {
        Some([universe, question]) => (universe.clone(), question.clone()),
        _ => (universe.clone(), question.clone()),
    }
}

/// Pointers to everything that can be dropped, the last of a list first so that the others keep their places.
fn list(value: &Value, at: &str, paths: &mut Vec<String>) {
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().rev() {
                let path = format!("{at}/{index}");
                list(item, &path, paths);
                paths.push(path);
            }
        }
        Value::Object(fields) => {
            for (key, field) in fields {
                let path = format!("{at}/{key}");
                list(field, &path, paths);
                paths.push(path);
            }
        }
        _ => {}
    }
}

/// What stands for a field that must not be left out: the value that asks nothing.
fn plain(field: &str) -> Option<Value> {
    match field {
        "scope" | "include" => Some(json!([{ "all": true }])),
        "attests" | "issuer_rule" | "basis_rule" => Some(json!("any")),
        "origin_rule" => Some(json!("none")),
        "in_force" => Some(json!("2000-01-01")),
        _ => None,
    }
}

/// Fields without which a record says something else, not less.
const KEPT: [&str; 18] = [
    "id",
    "home",
    "regime",
    "native_issuers",
    "seat",
    "issuer",
    "issued",
    "from_party",
    "to_party",
    "party",
    "parties",
    "scheme",
    "schemes",
    "effect",
    "market",
    "as_of",
    "issued_before",
    "last",
];

/// The value without what a pointer points to, or with something plainer there.
fn without(value: &Value, path: &str) -> Option<Value> {
    let (parent, last) = path.rsplit_once('/')?;
    if parent.is_empty() {
        return None;
    }
    let mut less = value.clone();
    match less.pointer_mut(parent)? {
        Value::Array(items) => {
            let index: usize = last.parse().ok()?;
            let kept = parent.ends_with("_party")
                || parent.ends_with("/include")
                || parent.ends_with("/scope")
                || parent.ends_with("/schemes") && parent.contains("artefact");
            if index >= items.len() || kept && items.len() == 1 {
                return None;
            }
            items.remove(index);
        }
        Value::Object(fields) => {
            let whole = parent.contains("/coverage/") || parent.contains("/bars/") || parent.contains("/listings/");
            let stated = match plain(last) {
                Some(scope) if last == "scope" && !whole => Some(json!({ "include": scope })),
                plain => plain,
            };
            match stated {
                Some(plain) if fields.get(last) != Some(&plain) => fields.insert(last.to_owned(), plain),
                Some(_) => return None,
                None if KEPT.contains(&last) => return None,
                None => fields.remove(last),
            };
        }
        _ => return None,
    }
    Some(less)
}
