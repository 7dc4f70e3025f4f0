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

    /// The error of a question that has the wrong shape: `path` is where reading stopped.
    #[must_use]
    pub fn shape(path: &str, message: &str) -> QuestionError {
        QuestionError::new("wrong-shape", path, "", message)
    }
}

impl std::fmt::Display for QuestionError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: ", self.path)?;
        match self.code {
            "missing" | "empty" => write!(f, "missing; expected {}", self.expected),
            "wrong-shape" => f.write_str(&self.expected),
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
