//! What is wrong with a question.

use serde::Serialize;

/// An error in a question: which field, what was expected, and the nearest known thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuestionError {
    /// Stable code: `unknown`, `ambiguous`, `no-such-day`, `missing` …
    pub code: &'static str,
    /// Path of the field: `holdings[0].issued`.
    pub path: String,
    /// What was given.
    pub got: String,
    /// What was expected.
    pub expected: String,
    /// The nearest known things, nearest first.
    pub nearest: Vec<String>,
}

impl QuestionError {
    pub(crate) fn new(code: &'static str, path: &str, got: &str, expected: &str) -> QuestionError {
        QuestionError {
            code,
            path: path.to_owned(),
            got: got.to_owned(),
            expected: expected.to_owned(),
            nearest: Vec::new(),
        }
    }

    pub(crate) fn near(mut self, nearest: Vec<String>) -> QuestionError {
        self.nearest = nearest;
        self
    }

    /// The error of a question that has the wrong shape: `path` is where reading stopped, `message` what the reader said of it.
    ///
    /// ```
    /// use comity::QuestionError;
    ///
    /// let error = QuestionError::shape("holdings[0]", "missing field `scheme` at line 1 column 16");
    /// assert_eq!(error.to_string(), "holdings[0].scheme: missing; expected a value");
    /// let error = QuestionError::shape("on", "invalid type: integer `5`, expected a string at line 1 column 8");
    /// assert_eq!(error.to_string(), "on: `integer 5` is not a string");
    /// ```
    #[must_use]
    pub fn shape(path: &str, message: &str) -> QuestionError {
        let path = if path == "." { "" } else { path };
        // Where in the text it was says nothing to those who handed over an object.
        let message = message.rsplit_once(" at line ").map_or(message, |(said, _)| said);
        let quoted = |start: &str| message.strip_prefix(start)?.split_once('`');
        if let Some((field, _)) = quoted("missing field `") {
            let path = if path.is_empty() { field.to_owned() } else { format!("{path}.{field}") };
            return QuestionError::new("missing", &path, "", "a value");
        }
        if let Some((field, rest)) = quoted("unknown field `") {
            let known: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
            let mut near: Vec<(usize, &str)> =
                known.iter().map(|name| (strsim::damerau_levenshtein(name, field), *name)).collect();
            near.retain(|(wrong, _)| wrong.saturating_mul(2) <= field.chars().count());
            near.sort_unstable();
            let near = near.into_iter().map(|(_, name)| name.to_owned()).collect();
            let expected = format!("one of the fields {}", known.join(", "));
            return QuestionError::new("wrong-shape", path, field, &expected).near(near);
        }
        match message.strip_prefix("invalid type: ").and_then(|said| said.split_once(", expected ")) {
            Some((got, expected)) => QuestionError::new("wrong-shape", path, &got.replace('`', ""), expected),
            None => QuestionError::new("wrong-shape", path, "", message),
        }
    }
}

impl std::fmt::Display for QuestionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.path)?;
        match self.code {
            "missing" | "empty" => write!(f, "missing; expected {}", self.expected),
            "wrong-shape" if self.got.is_empty() => f.write_str(&self.expected),
            "ambiguous" => write!(f, "`{}` can mean several things; expected {}", self.got, self.expected),
            _ if self.got.is_empty() => write!(f, "expected {}", self.expected),
            _ => write!(f, "`{}` is not {}", self.got, self.expected),
        }?;
        match self.nearest.as_slice() {
            [] => Ok(()),
            near => {
                write!(f, "; did you mean {}?", near.iter().map(|n| format!("`{n}`")).collect::<Vec<_>>().join(", "))
            }
        }
    }
}

impl std::error::Error for QuestionError {}

#[cfg(test)]
mod tests {
    use super::QuestionError;
    use std::fmt::Write;

    #[test]
    fn an_error_says_where_what_was_found_what_is_expected_and_what_comes_near() {
        let said = |code: &'static str, got: &str| QuestionError::new(code, "market", got, "a market").to_string();
        assert_eq!(said("missing", ""), "market: missing; expected a market");
        assert_eq!(said("empty", ""), "market: missing; expected a market");
        assert_eq!(said("wrong-shape", ""), "market: a market");
        assert_eq!(said("ambiguous", "X"), "market: `X` can mean several things; expected a market");
        assert_eq!(said("unknown", "X"), "market: `X` is not a market");
        assert_eq!(said("unknown", ""), "market: expected a market");
        let near = QuestionError::new("unknown", "market", "X", "a market").near(vec!["XA".into(), "XB".into()]);
        assert_eq!(near.to_string(), "market: `X` is not a market; did you mean `XA`, `XB`?");
    }

    /// Takes so many bytes and no more, as a full disk does.
    struct Room(usize);

    impl Write for Room {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0 = self.0.checked_sub(text.len()).ok_or(std::fmt::Error)?;
            Ok(())
        }
    }

    #[test]
    fn where_there_is_no_room_to_say_it_that_is_told() {
        for (code, got) in [("missing", ""), ("wrong-shape", ""), ("ambiguous", "X"), ("unknown", "X"), ("unknown", "")]
        {
            let error = QuestionError::new(code, "market", got, "a market").near(vec!["XA".into(), "XB".into()]);
            let whole = error.to_string().len();
            for room in 0..=whole {
                assert_eq!(write!(Room(room), "{error}").is_ok(), room == whole, "{code}: {room} of {whole} bytes");
            }
        }
    }
}
