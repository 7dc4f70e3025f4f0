//! What is in hand, and the goods it is for: a question without its market.

use crate::decide::{Holding, Origin, Product, Question, Wanted, YesNo};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A [`Question`] without its market: what every question over several markets starts from.
///
/// ```
/// use comity::Portfolio;
/// let portfolio: Portfolio = serde_json::from_str(
///     r#"{"holdings":[{"scheme":"iecee-cb"}],"product":{"hs":"8516"},"on":"2026-11-22"}"#).unwrap();
/// assert_eq!(portfolio.to("KR").market, "KR");
/// ```
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Portfolio {
    /// The papers in hand; the questions that seek papers take none as well.
    #[serde(default)]
    pub holdings: Vec<Holding>,
    /// The product.
    pub product: Product,
    /// Where the goods come from.
    #[serde(default)]
    pub origin: Origin,
    /// The day the goods are placed on the market, `YYYY-MM-DD`.
    pub on: String,
    /// Which requirement and level are meant, where a market has several.
    #[serde(default)]
    pub wanted: Wanted,
    /// Facts asserted for unknowns: the `key` of a pivotal unknown → `yes` or `no`.
    #[serde(default)]
    pub assume: BTreeMap<String, YesNo>,
}

impl Portfolio {
    /// The question whether a market recognises it.
    #[must_use]
    pub fn to(&self, market: &str) -> Question {
        Question {
            holdings: self.holdings.clone(),
            product: self.product.clone(),
            origin: self.origin.clone(),
            market: market.to_owned(),
            on: self.on.clone(),
            wanted: self.wanted.clone(),
            assume: self.assume.clone(),
        }
    }
}

impl From<Question> for Portfolio {
    fn from(question: Question) -> Portfolio {
        Portfolio {
            holdings: question.holdings,
            product: question.product,
            origin: question.origin,
            on: question.on,
            wanted: question.wanted,
            assume: question.assume,
        }
    }
}
