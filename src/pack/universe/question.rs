//! The question of a case.

use crate::decide::{self, Question, QuestionError};
use serde::Deserialize;
use serde_json::Value;
use std::collections::BTreeMap;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QuestionSaid {
    holdings: Vec<HoldingSaid>,
    product: ProductSaid,
    #[serde(default)]
    origin: decide::Origin,
    market: String,
    on: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldingSaid {
    id: Option<String>,
    scheme: String,
    kind: Option<String>,
    issuer: Option<String>,
    issued: Option<String>,
    expires: Option<String>,
    level: Option<u8>,
    edition: Option<String>,
    #[serde(default)]
    deviations_tested: Vec<String>,
    attests: Option<Vec<String>>,
    basis: Option<Vec<decide::Basis>>,
    status: Option<Vec<decide::StatusPeriod>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProductSaid {
    hs: Option<String>,
    groups: Option<Vec<String>>,
    #[serde(default)]
    attributes: BTreeMap<String, decide::Value>,
}

/// The question of a case.
///
/// # Errors
/// Says which field was not understood.
pub fn question(value: &Value) -> Result<Question, QuestionError> {
    let said: QuestionSaid = serde_path_to_error::deserialize(value)
        .map_err(|error| QuestionError::shape(&error.path().to_string(), &error.inner().to_string()))?;
    let holdings = said.holdings.into_iter().map(|holding| decide::Holding {
        id: holding.id,
        scheme: Some(holding.scheme),
        kind: holding.kind,
        issued: holding.issued,
        expires: holding.expires,
        status: holding.status.map(decide::Status::Periods),
        issuer: decide::Issuer { body: holding.issuer, ..decide::Issuer::default() },
        norm: decide::Many::List(holding.edition.into_iter().collect()),
        deviations_tested: decide::Many::List(holding.deviations_tested),
        level: holding.level.map(decide::Level::Number),
        attests: holding.attests.map(decide::Many::List),
        basis: holding.basis,
        ..decide::Holding::default()
    });
    Ok(Question {
        holdings: holdings.collect(),
        product: decide::Product {
            group: said.product.groups.map(decide::Many::List),
            hs: said.product.hs,
            attributes: said.product.attributes,
            ..decide::Product::default()
        },
        origin: said.origin,
        market: said.market,
        on: said.on,
        ..Question::default()
    })
}
