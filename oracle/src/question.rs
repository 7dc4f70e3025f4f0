//! A question: the papers in hand, the product, where it comes from, the market and the day.

use crate::calendar::{Day, When};
use crate::json::{date, each, number, strings, text, word, words};
use serde_json::Value;
use std::collections::BTreeMap;

pub(crate) struct Spell {
    pub(crate) state: String,
    pub(crate) from: Option<When>,
    pub(crate) until: Option<When>,
}

/// One paper that another rests on.
pub(crate) struct Ground {
    pub(crate) scheme: Option<String>,
    pub(crate) issuer: Option<String>,
}

pub(crate) struct Holding {
    pub(crate) scheme: Option<String>,
    pub(crate) kind: Option<String>,
    pub(crate) issuer: Option<String>,
    /// Where the issuer sits, where nobody is named or no seat of it is recorded.
    pub(crate) seat: Option<String>,
    pub(crate) issued: Option<When>,
    pub(crate) expires: Option<When>,
    pub(crate) level: Option<i32>,
    pub(crate) edition: Option<String>,
    pub(crate) deviations_tested: Vec<String>,
    pub(crate) attests: Option<Vec<String>>,
    pub(crate) basis: Vec<Ground>,
    pub(crate) status: Vec<Spell>,
}

pub(crate) struct Product {
    pub(crate) code: Option<String>,
    pub(crate) groups: Option<Vec<String>>,
    pub(crate) attributes: BTreeMap<String, String>,
}

pub(crate) struct Question {
    pub(crate) holdings: Vec<Holding>,
    pub(crate) product: Product,
    pub(crate) origin: BTreeMap<String, Vec<String>>,
    pub(crate) market: String,
    pub(crate) on: Day,
}

impl Question {
    pub(crate) fn read(question: &Value) -> Self {
        let product = question.get("product").unwrap_or(&Value::Null);
        let origin = question.get("origin").unwrap_or(&Value::Null);
        let attributes = product.get("attributes").and_then(Value::as_object);
        let facts = ["made_in", "grown_in", "last_processed_in", "originating_in", "shipped_from", "marketed_in"];
        Self {
            holdings: each(question, "holdings", holding),
            product: Product {
                code: text(product, "hs").map(|code| code.replace('.', "")),
                groups: words(product, "groups"),
                attributes: attributes
                    .into_iter()
                    .flatten()
                    .filter_map(|(name, value)| Some((name.clone(), value.as_str()?.to_owned())))
                    .collect(),
            },
            origin: facts.into_iter().map(|fact| (fact.to_owned(), strings(origin, fact))).collect(),
            market: word(question, "market", ""),
            on: date(question, "on").map_or(0, |day| day.first),
        }
    }
}

fn holding(h: &Value) -> Holding {
    Holding {
        scheme: text(h, "scheme"),
        kind: text(h, "kind"),
        // A paper that has yet to be got may come from any body of a seat.
        issuer: text(h, "issuer").or_else(|| text(h.get("issuer")?, "body")),
        seat: h.get("issuer").and_then(|issuer| text(issuer, "seat")),
        issued: date(h, "issued"),
        expires: date(h, "expires"),
        level: number(h, "level"),
        edition: text(h, "edition"),
        deviations_tested: strings(h, "deviations_tested"),
        attests: words(h, "attests"),
        basis: each(h, "basis", |b| Ground { scheme: text(b, "scheme"), issuer: text(b, "issuer") }),
        status: each(h, "status", |s| Spell {
            state: word(s, "state", ""),
            from: date(s, "from"),
            until: date(s, "until"),
        }),
    }
}
