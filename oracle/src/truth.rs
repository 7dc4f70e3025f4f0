//! Kleene's three values (`semantics.md` §3.2).

/// False, unknown, true: AND is the minimum, OR the maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Truth {
    F,
    U,
    T,
}

use Truth::{F, T, U};

impl Truth {
    pub(crate) fn of(holds: bool) -> Self {
        if holds { T } else { F }
    }

    pub(crate) fn and(self, other: Self) -> Self {
        self.min(other)
    }

    pub(crate) fn or(self, other: Self) -> Self {
        self.max(other)
    }

    /// A contested record proves nothing: T becomes U, F stays.
    pub(crate) fn doubted(self, doubtful: bool) -> Self {
        if doubtful { self.min(U) } else { self }
    }

    pub(crate) fn possible(self) -> bool {
        self > F
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            F => T,
            U => U,
            T => F,
        }
    }
}

/// AND over all.
pub(crate) fn all(values: impl IntoIterator<Item = Truth>) -> Truth {
    values.into_iter().min().unwrap_or(T)
}

/// OR over all.
pub(crate) fn any(values: impl IntoIterator<Item = Truth>) -> Truth {
    values.into_iter().max().unwrap_or(F)
}
