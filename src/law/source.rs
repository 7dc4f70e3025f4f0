//! Where a fact was read, and how sure it is.

use super::{Id, Record, word::words};
use serde::{Deserialize, Serialize};

/// A text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// English.
    pub en: String,
    /// Chinese (simplified).
    pub zh: String,
}

words! {
    /// How a fact was checked; ordered from weakest to strongest.
    Confidence {
        /// Sources disagree or are old. A doubtful positive record proves nothing.
        Doubtful = "doubtful",
        /// Well known, but no page stating it was read.
        Recalled = "recalled",
        /// A page stating it was read.
        Verified = "verified",
    }
}

/// A page or document that states a fact.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    /// `file/id`, unique in the data.
    pub id: String,
    /// Address.
    pub url: String,
    /// What it supports, in a few words.
    pub says: String,
    /// Month or day it was read, as written (`2026-11`); empty: named as the place of the rule, page not read.
    pub read: String,
}

impl Record for Source {
    fn id(&self) -> &str {
        &self.id
    }
}

/// What a record rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The pages.
    pub sources: Vec<Id<Source>>,
    /// How sure the record is.
    pub confidence: Confidence,
    /// The date at which the newest source speaks, as written (`2026-11`); empty: undated.
    pub as_of: String,
}

impl Default for Evidence {
    fn default() -> Evidence {
        Evidence { sources: Vec::new(), confidence: Confidence::Verified, as_of: String::new() }
    }
}

impl Evidence {
    /// Whether the record is contested.
    #[must_use]
    pub fn doubtful(&self) -> bool {
        self.confidence == Confidence::Doubtful
    }
}
