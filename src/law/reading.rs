//! How Chinese characters are read, so that names are found by pinyin.

use super::Record;
use serde::{Deserialize, Serialize};

/// A character of some recorded name, and its readings.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Reading {
    /// The character.
    pub character: String,
    /// Its syllables in pinyin, without tones (`xing`, `hang`); the usual one first.
    pub syllables: Vec<String>,
}

impl Record for Reading {
    fn id(&self) -> &str {
        &self.character
    }
}
