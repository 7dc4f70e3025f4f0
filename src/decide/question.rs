//! The question as people write it in JSON; one spelling everywhere.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What is asked: these papers, this product, that market, this day.
///
/// Every field but `holdings`, `product`, `market` and `on` may be left out. Ids, names and aliases in either language
/// are understood; what is unknown or ambiguous is an error that lists the nearest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The papers in hand: one or more.
    pub holdings: Vec<Holding>,
    /// The product.
    pub product: Product,
    /// Where the goods come from.
    #[serde(default)]
    pub origin: Origin,
    /// Market or bloc.
    pub market: String,
    /// The day the goods are placed on the market, `YYYY-MM-DD`.
    pub on: String,
    /// Which requirement and level are meant, where a market has several.
    #[serde(default)]
    pub wanted: Wanted,
    /// Facts asserted for unknowns: the `key` of a pivotal unknown → `yes` or `no`.
    #[serde(default)]
    pub assume: BTreeMap<String, YesNo>,
}

/// One paper in hand.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Holding {
    /// A name of your own for it.
    pub id: Option<String>,
    /// Its scheme; may be left out for the status `lawful-marketing`.
    pub scheme: Option<String>,
    /// Its kind, where the scheme issues several.
    pub kind: Option<String>,
    /// Date of issue.
    pub issued: Option<String>,
    /// Last day of validity; left out: no end.
    pub expires: Option<String>,
    /// `active` (default, a presumption), `suspended`, `withdrawn`, or periods of those.
    pub status: Option<Status>,
    /// Who issued it.
    pub issuer: Issuer,
    /// Standards with editions.
    pub norm: Many,
    /// National deviations it was tested to.
    pub deviations_tested: Many,
    /// Its level, by name or number.
    pub level: Option<Level>,
    /// Whose rules it shows compliance with: market codes; left out: its scheme's.
    pub attests: Option<Many>,
    /// Papers of others it rests on; left out: presumed none.
    pub basis: Option<Vec<Basis>>,
    /// Dates a clause may ask for besides issue.
    pub dates: Dates,
}

/// A level, by name or number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Level {
    /// `EAL4`
    Name(String),
    /// `4`
    Number(u8),
}

/// The status of a paper.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Status {
    /// One word for all time.
    Word(String),
    /// Dated periods; outside them it is active.
    Periods(Vec<StatusPeriod>),
}

/// A period in which a paper had a status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusPeriod {
    /// `active`, `suspended` or `withdrawn`.
    pub state: String,
    /// First day.
    #[serde(default)]
    pub from: Option<String>,
    /// Last day.
    #[serde(default)]
    pub until: Option<String>,
}

/// Who issued a paper, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Issuer {
    /// Id or name of the body.
    pub body: Option<String>,
    /// What sort of body it is.
    pub class: Option<String>,
    /// The market it sits in.
    pub seat: Option<String>,
    /// The accreditation body that accredited it, or that body's market.
    pub accredited_by: Option<String>,
    /// All registers it stands on, if that is known; an empty list says: on none.
    pub recognised_by: Option<Vec<String>>,
    /// Who owns it; `none` says: nobody of note.
    pub owner: Option<String>,
}

/// A paper of others that a paper rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Its scheme.
    pub scheme: String,
    /// The body that issued it.
    #[serde(default)]
    pub issuer: Option<String>,
}

/// Dates besides issue. Kept with the question; no clause asks for them yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Dates {
    /// Date of application.
    pub applied: Option<String>,
    /// Date of the tests.
    pub tested: Option<String>,
}

/// The product.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Product {
    /// Its group or groups.
    pub group: Option<Many>,
    /// Its sub-group or sub-groups.
    pub subgroup: Option<Many>,
    /// HS 2022 code of 2, 4 or 6 digits, or one of a national tariff below it of 8 or 10; with or without dots.
    pub hs: Option<String>,
    /// In the asker's words; not evaluated.
    pub text: Option<String>,
    /// Facts that clauses name.
    pub attributes: BTreeMap<String, Value>,
    /// Date of manufacture; not evaluated yet.
    pub manufactured: Option<String>,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// yes or no
    Bool(bool),
    /// a whole number
    Number(i64),
    /// a word
    Text(String),
}

/// Where the goods come from. A fact left out is unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Origin {
    /// Where they were made.
    pub made_in: Option<Many>,
    /// Where they were grown.
    pub grown_in: Option<Many>,
    /// Where they were last processed.
    pub last_processed_in: Option<Many>,
    /// Where they originate by the rules of the agreement.
    pub originating_in: Option<Many>,
    /// From where they are shipped.
    pub shipped_from: Option<Many>,
    /// Where they are already marketed.
    pub marketed_in: Option<Many>,
}

/// Which requirement and level are meant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Wanted {
    /// An aspect or a requirement id.
    pub purpose: Option<String>,
    /// A level, by name or number.
    pub level: Option<Level>,
}

/// One value or a list of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Many {
    /// One.
    One(String),
    /// A list.
    List(Vec<String>),
}

impl Default for Many {
    fn default() -> Many {
        Many::List(Vec::new())
    }
}

impl Many {
    /// The values.
    #[must_use]
    pub fn values(&self) -> &[String] {
        match self {
            Many::One(value) => std::slice::from_ref(value),
            Many::List(values) => values,
        }
    }
}

/// `yes` or `no`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum YesNo {
    /// It is so.
    Yes,
    /// It is not so.
    No,
}
