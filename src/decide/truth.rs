//! Kleene's three truth values.

use crate::law::words;

words! {
    /// False, unknown, true: `F < U < T`, so AND is the minimum and OR the maximum (`semantics.md` §3.2).
    Truth {
        /// False.
        False = "F",
        /// Not known.
        Unknown = "U",
        /// True.
        True = "T",
    }
}

impl Truth {
    /// True or false, nothing between.
    #[must_use]
    pub const fn of(known: bool) -> Truth {
        if known { Truth::True } else { Truth::False }
    }

    /// Swaps true and false.
    #[must_use]
    pub const fn negate(self) -> Truth {
        match self {
            Truth::False => Truth::True,
            Truth::Unknown => Truth::Unknown,
            Truth::True => Truth::False,
        }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Truth) -> Truth {
        self.min(other)
    }

    /// Either.
    #[must_use]
    pub fn or(self, other: Truth) -> Truth {
        self.max(other)
    }

    /// Whether it is true or may be.
    #[must_use]
    pub fn possible(self) -> bool {
        self > Truth::False
    }
}

#[cfg(test)]
mod tests {
    use super::Truth::{False, True, Unknown};

    #[test]
    fn the_tables_are_kleenes() {
        for a in [False, Unknown, True] {
            for b in [False, Unknown, True] {
                assert_eq!(a.and(b).negate(), a.negate().or(b.negate()), "De Morgan");
                assert_eq!(a.and(b), b.and(a));
            }
        }
        assert_eq!(Unknown.and(False), False);
        assert_eq!(Unknown.or(True), True);
        assert_eq!(Unknown.negate(), Unknown);
    }
}
