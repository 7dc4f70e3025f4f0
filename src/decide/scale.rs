//! The verdict scale, intervals on it, and their names (`semantics.md` §3.6).

use super::Obligation;
use crate::law::{Effect, words};
use serde::{Deserialize, Serialize};

words! {
    /// The chain of seven on which AND is the minimum and OR the maximum.
    Scale {
        /// A recorded bar defeats everything.
        Barred = "barred",
        /// Nothing recognises it.
        Nothing = "none",
        /// It may be looked at.
        Evidence = "evidence",
        /// It is converted into the market's own paper.
        Reissue = "reissue",
        /// It fills the slot.
        Equivalent = "equivalent",
        /// It is the market's own paper.
        Native = "native",
        /// Nothing is asked.
        NotRequired = "not-required",
    }
}

impl From<Effect> for Scale {
    fn from(effect: Effect) -> Scale {
        match effect {
            Effect::Evidence => Scale::Evidence,
            Effect::Reissue => Scale::Reissue,
            Effect::Equivalent => Scale::Equivalent,
        }
    }
}

/// What is proved, and what is not excluded: `[lo, hi]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Interval(pub Scale, pub Scale);

impl Interval {
    /// Both ends the same.
    #[must_use]
    pub const fn exactly(at: Scale) -> Interval {
        Interval(at, at)
    }

    /// The strongest proved.
    #[must_use]
    pub const fn lo(self) -> Scale {
        self.0
    }

    /// The strongest not excluded.
    #[must_use]
    pub const fn hi(self) -> Scale {
        self.1
    }

    /// All of several things: the weaker at each end.
    #[must_use]
    pub fn and(self, other: Interval) -> Interval {
        Interval(self.0.min(other.0), self.1.min(other.1))
    }

    /// One of several things: the stronger at each end.
    #[must_use]
    pub fn or(self, other: Interval) -> Interval {
        Interval(self.0.max(other.0), self.1.max(other.1))
    }
}

words! {
    /// The name of a verdict.
    Verdict {
        /// The market's own paper.
        Native = "native",
        /// Accepted, nothing left to do.
        Accepted = "accepted",
        /// Accepted, with obligations.
        AcceptedWithConditions = "accepted-with-conditions",
        /// The market's own body issues its paper on the strength of it.
        Convertible = "convertible",
        /// Supporting evidence.
        Supporting = "supporting",
        /// Nothing in hand is about this requirement.
        NotAddressed = "not-addressed",
        /// No recognition on record, and the record is stated complete.
        NotAccepted = "not-accepted",
        /// Cannot be decided from the recorded facts.
        Unknown = "unknown",
        /// A recorded bar.
        Barred = "barred",
        /// Not asked.
        NotRequired = "not-required",
    }
}

impl Verdict {
    /// The name of an interval. `obligations` are those of the first route; `gap` says that nothing in hand is about it.
    #[must_use]
    pub(crate) fn name(interval: Interval, obligations: &[Obligation], gap: bool) -> Verdict {
        match interval {
            Interval(Scale::Native, _) => Verdict::Native,
            Interval(Scale::Equivalent, _) if obligations.is_empty() => Verdict::Accepted,
            Interval(Scale::Equivalent, _) => Verdict::AcceptedWithConditions,
            Interval(Scale::Reissue, _) => Verdict::Convertible,
            Interval(Scale::Evidence, _) => Verdict::Supporting,
            Interval(Scale::NotRequired, _) => Verdict::NotRequired,
            Interval(Scale::Nothing, Scale::Nothing) if gap => Verdict::NotAddressed,
            Interval(Scale::Nothing, Scale::Nothing) => Verdict::NotAccepted,
            Interval(Scale::Barred, Scale::Barred) => Verdict::Barred,
            Interval(Scale::Nothing | Scale::Barred, _) => Verdict::Unknown,
        }
    }
}
