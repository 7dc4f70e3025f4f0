//! The skin for JavaScript: questions in, answers out, as JSON text that the engine's host parses; nothing is decided
//! here.
//!
//! JSON crosses the boundary, not objects: one copy of text and the host's own parser are quicker than a call for each
//! property, an unknown field of a question is an error here as it is on the command line, and an answer is
//! byte for byte what `comity check --json` prints.

use crate::decide::limits;
use crate::graph::Around;
use crate::law::{Aspect, AttributeKind, IssuerClass, Kind, Place, Record, Records, Text};
use crate::{Law, Question, QuestionError, ask};
use js_sys::{Error, Function, JSON, Object};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use wasm_bindgen::prelude::{JsError, JsValue, wasm_bindgen};

/// The law, loaded.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Comity {
    law: Law,
}

#[wasm_bindgen]
impl Comity {
    /// Loads a pack.
    ///
    /// # Errors
    /// An `Error` that says what is wrong with the bytes.
    #[wasm_bindgen(constructor)]
    pub fn new(pack: &[u8]) -> Result<Comity, JsError> {
        Law::load(pack).map(|law| Comity { law }).map_err(|error| JsError::new(&error.to_string()))
    }

    /// Answers a question.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`].
    pub fn check(&self, question: &JsValue) -> Result<JsValue, JsValue> {
        answered(read(question).and_then(|question| crate::check(&self.law, &question)))
    }

    /// What holds whichever way unknown facts turn out.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`].
    pub fn refine(&self, question: &JsValue) -> Result<JsValue, JsValue> {
        answered(read(question).and_then(|question| crate::refine(&self.law, &question)))
    }

    /// Asks every market on record whether it recognises a portfolio: a question without its market. `progress` is called
    /// with what is done and all there is; here as in the other long questions.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`].
    pub fn markets(&self, portfolio: &JsValue, progress: Option<Function>) -> Result<JsValue, JsValue> {
        answered(read(portfolio).and_then(|portfolio| ask::markets_with(&self.law, &portfolio, told(progress))))
    }

    /// The same of some markets only: who must not stop for long asks a few at a time.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`].
    pub fn markets_of(&self, portfolio: &JsValue, markets: &JsValue) -> Result<JsValue, JsValue> {
        let some = || ask::markets_of(&self.law, &read(portfolio)?, &read::<Vec<String>>(markets)?);
        answered(some())
    }

    /// What opens a market for the goods of a portfolio: sorts of papers.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`].
    pub fn openers(&self, goods: &JsValue, market: &str, progress: Option<Function>) -> Result<JsValue, JsValue> {
        answered(read(goods).and_then(|goods| ask::openers_with(&self.law, &goods, market, told(progress))))
    }

    /// The smallest sets of certificates that open some markets.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`].
    pub fn plan(&self, owned: &JsValue, aim: &JsValue, progress: Option<Function>) -> Result<JsValue, JsValue> {
        answered(read(owned).and_then(|owned| ask::plan_with(&self.law, &owned, &read(aim)?, told(progress))))
    }

    /// Every day on which the answer to a question changes, past and future.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`].
    pub fn timeline(&self, question: &JsValue) -> Result<JsValue, JsValue> {
        answered(read(question).and_then(|question| ask::timeline(&self.law, &question)))
    }

    /// What differs between the answers to two questions.
    ///
    /// # Errors
    /// An `Error` that carries the fields of a [`QuestionError`]; its path begins with `first.` or `second.`.
    pub fn compare(&self, first: &JsValue, second: &JsValue) -> Result<JsValue, JsValue> {
        self.compare_with(self, first, second)
    }

    /// The same, with the second question asked of another law.
    ///
    /// # Errors
    /// As `compare`.
    pub fn compare_with(&self, other: &Comity, first: &JsValue, second: &JsValue) -> Result<JsValue, JsValue> {
        let side = |name: &str, question: &JsValue| {
            read::<Question>(question).map_err(|e| QuestionError { path: format!("{name}.{}", e.path), ..e })
        };
        answered(side("first", first).and_then(|first| {
            let second = side("second", second)?;
            ask::compare((&self.law, &first), (&other.law, &second))
        }))
    }

    /// Answers a list of questions in their order; one that cannot be understood does not stop the rest.
    #[must_use]
    pub fn batch(&self, questions: Vec<JsValue>) -> JsValue {
        value(&ask::batch(&self.law, questions.iter().map(read)).collect::<Vec<_>>())
    }

    /// The same law with assumed law laid over it, as a second handle; this one answers as before.
    ///
    /// # Errors
    /// An `Error` that carries the fields of an [`crate::OverlayError`].
    pub fn with(&self, overlay: &JsValue) -> Result<Comity, JsValue> {
        read_as(overlay, limits::OVERLAY_BYTES)
            .and_then(|overlay: crate::Overlay| self.law.with(&overlay))
            .map(|law| Comity { law })
            .map_err(|error| thrown(&error))
    }

    /// Records that match a text, best first.
    #[must_use]
    pub fn search(&self, text: &str, limit: usize) -> JsValue {
        value(&self.law.search(text, limit))
    }

    /// Every record that has this id, with its facts, what it leads to and where it was read; of a page, by its address.
    #[must_use]
    pub fn describe(&self, id: &str) -> JsValue {
        value(&self.law.describe(id))
    }

    /// The recognition graph around a market, a scheme or an agreement; of nothing else there is a part. Where one id is that of
    /// several, `noun` says which is meant; without it the first of them in that order.
    #[must_use]
    pub fn picture(&self, id: &str, noun: Option<String>) -> Option<JsValue> {
        let records = self.law.records();
        let meant = |of: &str| noun.as_deref().is_none_or(|noun| noun == of);
        let market = records.markets.find(id).filter(|_| meant("market")).map(Around::Market);
        let scheme = || records.schemes.find(id).filter(|_| meant("scheme")).map(Around::Scheme);
        let agreement = || records.agreements.find(id).filter(|_| meant("agreement")).map(Around::Agreement);
        market.or_else(scheme).or_else(agreement).map(|around| value(&self.law.picture(around)))
    }

    /// Everything a question can name.
    #[must_use]
    pub fn vocabulary(&self) -> JsValue {
        value(&Vocabulary::of(self.law.records()))
    }

    /// Edition, date and size of the data.
    #[must_use]
    pub fn about(&self) -> JsValue {
        value(&About::of(self.law.records()))
    }
}

/// Tells the host how far a long question has come. What the host's function throws stops nothing.
fn told(progress: Option<Function>) -> impl FnMut(usize, usize) {
    move |done, all| {
        if let Some(progress) = &progress {
            let _ = progress.call2(&JsValue::NULL, &JsValue::from(done), &JsValue::from(all));
        }
    }
}

/// What came of a question, as the host sees it.
fn answered<T: Serialize>(answer: Result<T, QuestionError>) -> Result<JsValue, JsValue> {
    answer.map(|answer| value(&answer)).map_err(|error| thrown(&error))
}

/// An error as the host throws it: an `Error` that carries the fields of the [`QuestionError`].
fn thrown(error: &QuestionError) -> JsValue {
    let fields = Object::from(value(error));
    Object::assign(&Error::new(&error.to_string()), &fields).into()
}

/// A question as handed over; its errors are those of the command line.
fn read<T: DeserializeOwned>(question: &JsValue) -> Result<T, QuestionError> {
    read_as(question, limits::QUESTION_BYTES)
}

/// A value as handed over, no longer than it can be.
fn read_as<T: DeserializeOwned>(handed: &JsValue, most: usize) -> Result<T, QuestionError> {
    let text = JSON::stringify(handed).ok().and_then(|text| text.as_string()).unwrap_or_default();
    if text.len() > most {
        return Err(QuestionError::shape("", &format!("at most {most} bytes")));
    }
    let mut reader = serde_json::Deserializer::from_str(&text);
    serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| QuestionError::shape(&error.path().to_string(), &error.inner().to_string()))
}

/// A value as the host sees it. What is written here is always well-formed, so that nothing can fail but memory.
fn value(written: &impl Serialize) -> JsValue {
    let text = serde_json::to_string(written).unwrap_or_default();
    JSON::parse(&text).unwrap_or(JsValue::NULL)
}

/// The lists a form offers to choose from.
#[derive(Serialize)]
struct Vocabulary<'a> {
    markets: Vec<Entry<'a>>,
    blocs: Vec<BlocEntry<'a>>,
    products: Vec<ProductEntry<'a>>,
    attributes: Vec<AttributeEntry<'a>>,
    schemes: Vec<SchemeEntry<'a>>,
    bodies: Vec<BodyEntry<'a>>,
    registers: Vec<Entry<'a>>,
    agreements: Vec<Entry<'a>>,
    requirements: Vec<RequirementEntry<'a>>,
    bars: Vec<Entry<'a>>,
    editions: Vec<&'a str>,
    issuer_classes: &'static [IssuerClass],
    kinds: &'static [Kind],
}

#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    name: &'a Text,
    aliases: &'a [String],
}

#[derive(Serialize)]
struct BlocEntry<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    members: Vec<&'a str>,
}

#[derive(Serialize)]
struct ProductEntry<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    parent: Option<&'a str>,
    covering: &'a [String],
    hs: &'a [String],
}

#[derive(Serialize)]
struct AttributeEntry<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    kind: AttributeKind,
    values: &'a [String],
    value_names: &'a [Text],
    presumed: Option<&'a str>,
}

#[derive(Serialize)]
struct SchemeEntry<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    kinds: &'a [Kind],
    home: Option<&'a str>,
    classes: &'a [IssuerClass],
    levels: &'a [Text],
    verify: Option<&'a str>,
}

#[derive(Serialize)]
struct BodyEntry<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    seat: Option<&'a str>,
    classes: &'a [IssuerClass],
}

#[derive(Serialize)]
struct RequirementEntry<'a> {
    #[serde(flatten)]
    entry: Entry<'a>,
    market: &'a str,
    aspect: Aspect,
}

fn entry<'a>(id: &'a str, name: &'a Text, aliases: &'a [String]) -> Entry<'a> {
    Entry { id, name, aliases }
}

impl<'a> Vocabulary<'a> {
    fn of(records: &'a Records) -> Vocabulary<'a> {
        let place = |place: Place| match place {
            Place::Market(id) => records.markets.at(id).code.as_str(),
            Place::Bloc(id) => records.blocs.at(id).code.as_str(),
        };
        Vocabulary {
            markets: records.markets.iter().map(|(_, r)| entry(&r.code, &r.name, &r.aliases)).collect(),
            blocs: records
                .blocs
                .iter()
                .map(|(_, r)| BlocEntry {
                    entry: entry(&r.code, &r.name, &r.aliases),
                    members: r.members.iter().map(|m| records.markets.at(m.market).code.as_str()).collect(),
                })
                .collect(),
            products: records
                .products
                .iter()
                .map(|(_, r)| ProductEntry {
                    entry: entry(&r.id, &r.name, &r.aliases),
                    parent: r.parent.map(|id| records.products.at(id).id.as_str()),
                    covering: &r.covering,
                    hs: &r.hs,
                })
                .collect(),
            attributes: records
                .attributes
                .iter()
                .map(|(_, r)| AttributeEntry {
                    entry: entry(&r.id, &r.name, &[]),
                    kind: r.kind,
                    values: &r.values,
                    value_names: &r.value_names,
                    presumed: r.presumed.as_deref(),
                })
                .collect(),
            schemes: records
                .schemes
                .iter()
                .map(|(_, r)| SchemeEntry {
                    entry: entry(&r.id, &r.name, &r.aliases),
                    kinds: &r.kinds,
                    home: r.home.map(place),
                    classes: r.issuers.sorts(),
                    levels: &r.levels,
                    verify: r.verify.as_deref(),
                })
                .collect(),
            bodies: records
                .bodies
                .iter()
                .map(|(_, r)| BodyEntry {
                    entry: entry(&r.id, &r.name, &r.aliases),
                    seat: r.seat.map(|id| records.markets.at(id).code.as_str()),
                    classes: &r.classes,
                })
                .collect(),
            registers: records.registers.iter().map(|(_, r)| entry(&r.id, &r.name, &[])).collect(),
            agreements: records.agreements.iter().map(|(_, r)| entry(&r.id, &r.name, &r.aliases)).collect(),
            requirements: records
                .requirements
                .iter()
                .map(|(_, r)| RequirementEntry {
                    entry: entry(&r.id, &r.name, &[]),
                    market: place(r.market),
                    aspect: r.aspect,
                })
                .collect(),
            bars: records.bars.iter().map(|(_, r)| entry(&r.id, &r.name, &[])).collect(),
            editions: records.editions.iter().map(|(_, r)| r.id()).collect(),
            issuer_classes: IssuerClass::ALL,
            kinds: Kind::ALL,
        }
    }
}

/// What the data holds.
#[derive(Serialize)]
struct About<'a> {
    edition: &'a str,
    as_of: Option<String>,
    counts: BTreeMap<&'static str, usize>,
}

impl<'a> About<'a> {
    fn of(records: &'a Records) -> About<'a> {
        let counts = [
            ("markets", records.markets.len()),
            ("blocs", records.blocs.len()),
            ("products", records.products.len()),
            ("schemes", records.schemes.len()),
            ("bodies", records.bodies.len()),
            ("agreements", records.agreements.len()),
            ("clauses", records.clauses.len()),
            ("requirements", records.requirements.len()),
            ("coverage", records.coverage.len()),
            ("bars", records.bars.len()),
            ("pending", records.pending.len()),
            ("sources", records.sources.len()),
        ];
        About {
            edition: &records.edition,
            as_of: records.as_of.map(|day| day.to_string()),
            counts: counts.into_iter().collect(),
        }
    }
}
