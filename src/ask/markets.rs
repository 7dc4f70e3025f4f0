//! One portfolio, every market: where do these papers count?

use super::Portfolio;
use crate::decide::inquiry::Inquiry;
use crate::decide::reading::Reader;
use crate::decide::shared::Shared;
use crate::decide::{Answer, Interval, QuestionError, Verdict, brief, limits};
use crate::law::{Id, Market, Place, Text};
use crate::overlay::Assumed;
use crate::{Law, Question};
use serde::Serialize;
use std::collections::BTreeSet;

/// Where a portfolio counts: a line for each market on record.
#[derive(Clone, Debug, Serialize)]
pub struct Markets {
    /// Scheme ids of the holdings.
    pub schemes: Vec<String>,
    /// The day.
    pub on: String,
    /// One line a market, in order of their codes.
    pub markets: Vec<MarketLine>,
    /// The law it assumes ([`crate::overlay`]): with any, it is about a hypothesis.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub overlay: Vec<Assumed>,
    /// Date of the data.
    pub as_of: Option<String>,
    /// Edition of the data.
    pub edition: String,
    /// Whether the day asked is later than the data.
    pub projected: bool,
    /// Whether every market was looked at, and none of them by halves.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
    /// Whether a chain of more than [`limits::HOPS`] recognitions was not followed (`semantics.md` §3.4).
    pub bound_hit: bool,
}

/// What one market says to a portfolio.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MarketLine {
    /// Its code.
    pub market: String,
    /// Its names.
    pub name: Text,
    /// The verdict of the headline.
    pub verdict: Verdict,
    /// Its interval.
    pub interval: Interval,
    /// The requirements (or virtual slots) it is about.
    pub requirements: Vec<String>,
    /// The interval of the market as a whole: of everything that it asks.
    pub market_interval: Interval,
    /// The other requirements that apply or may and are not shown to be met as strongly: one certificate is not the market.
    pub open: Vec<String>,
    /// The agreements of the first route, in the order of its hops; none where the paper is the market's own.
    pub agreements: Vec<String>,
    /// How much is left to do.
    pub obligations: usize,
    /// Last day on which the interval is unchanged; `None`: no end recorded.
    pub stable_until: Option<String>,
    /// The interval after it.
    pub next_verdict: Option<Interval>,
    /// Whether nothing was cut off by a budget in this market.
    pub complete: bool,
    /// The budget that cut, if one did.
    pub budget: Option<&'static str>,
    /// Whether a chain of more than [`limits::HOPS`] recognitions was not followed (`semantics.md` §3.4).
    pub bound_hit: bool,
}

/// Asks every market on record whether it recognises a portfolio.
///
/// # Arguments
/// The law, and the portfolio: a question without its market.
///
/// # Returns
/// A line for each market, in order of their codes: what [`check`](crate::check) says of it, without the reasons.
///
/// # Errors
/// A [`QuestionError`], as of `check`.
///
/// # Complexity
/// The question is read once. Then O(markets × the cost of a check without its what-ifs).
///
/// # Budget
/// [`limits::MARKETS`] markets, and for each of them the budgets of a check. What is cut off is said in
/// [`Markets::complete`] and in the line of the market.
///
/// # Example
/// ```
/// use comity::{Law, Portfolio, ask};
/// let law = Law::default(); // nothing is on record
/// let portfolio: Portfolio = serde_json::from_str(
///     r#"{"holdings":[{"scheme":"iecee-cb"}],"product":{"hs":"8516"},"on":"2026-11-22"}"#).unwrap();
/// assert_eq!(ask::markets(&law, &portfolio).unwrap_err().path, "holdings[0].scheme");
/// ```
pub fn markets(law: &Law, portfolio: &Portfolio) -> Result<Markets, QuestionError> {
    markets_with(law, portfolio, |_, _| ())
}

/// The same, telling how far it has come: `progress` is called with the markets done and all there are, before each.
///
/// # Errors
/// As [`markets`].
pub fn markets_with(
    law: &Law,
    portfolio: &Portfolio,
    mut progress: impl FnMut(usize, usize),
) -> Result<Markets, QuestionError> {
    let all: Vec<Id<Market>> = law.records().markets.iter().map(|(id, _)| id).collect();
    Ok(lines(law, read(law, portfolio)?, &all, &mut progress))
}

/// The same of some markets only, each once: who must not stop for long asks a few at a time.
///
/// # Errors
/// As [`markets`], or of `markets[i]`.
///
/// ```
/// use comity::{Law, Portfolio, ask};
/// let law = Law::default(); // nothing is on record
/// let goods: Portfolio = serde_json::from_str(r#"{"product":{},"on":"2026-11-22"}"#).unwrap();
/// assert_eq!(ask::markets_of(&law, &goods, &["KR".to_owned()]).unwrap_err().path, "markets[0]");
/// ```
pub fn markets_of(law: &Law, portfolio: &Portfolio, markets: &[String]) -> Result<Markets, QuestionError> {
    let reader = Reader { records: law.records(), names: law.names() };
    let read_one = |(i, market): (usize, &String)| reader.market(&format!("markets[{i}]"), market);
    let some: BTreeSet<Id<Market>> = markets.iter().enumerate().map(read_one).collect::<Result<_, _>>()?;
    Ok(lines(law, read(law, portfolio)?, &some.into_iter().collect::<Vec<_>>(), &mut |_, _| ()))
}

/// A line for each of some markets.
fn lines(law: &Law, mut inquiry: Inquiry, markets: &[Id<Market>], progress: &mut dyn FnMut(usize, usize)) -> Markets {
    let records = law.records();
    let all = markets.len();
    let shared = Shared::default();
    let mut lines: Vec<MarketLine> = Vec::with_capacity(all.min(limits::MARKETS));
    for (done, id) in markets.iter().take(limits::MARKETS).enumerate() {
        progress(done, all);
        let market = records.markets.at(*id);
        inquiry.target = Place::Market(*id);
        let (answer, _) = brief(law, &inquiry, inquiry.on, &shared);
        lines.push(MarketLine::of(&answer, market.code.clone(), market.name.clone()));
    }
    progress(lines.len(), all);
    let bound_hit = lines.iter().any(|line| line.bound_hit);
    let cut = if all > lines.len() { Some("markets") } else { lines.iter().find_map(|line| line.budget) };
    let mut schemes: Vec<String> =
        inquiry.papers.iter().map(|paper| records.schemes.at(paper.scheme).id.clone()).collect();
    schemes.dedup();
    Markets {
        schemes,
        on: inquiry.on.to_string(),
        markets: lines,
        overlay: law.assumed().to_vec(),
        as_of: records.as_of.map(|day| day.to_string()),
        edition: records.edition.clone(),
        projected: records.as_of.is_some_and(|as_of| inquiry.on > as_of),
        complete: cut.is_none(),
        budget: cut,
        bound_hit,
    }
}

/// A portfolio as understood; its target is any market, to be set for each question.
pub(super) fn read(law: &Law, portfolio: &Portfolio) -> Result<Inquiry, QuestionError> {
    let some = law.records().markets.iter().next().map_or("", |(_, market)| market.code.as_str());
    let question: Question = portfolio.to(some);
    Inquiry::read(&question, law.records(), law.names())
}

/// The same where no paper need be in hand.
pub(super) fn read_wanting(law: &Law, portfolio: &Portfolio) -> Result<Inquiry, QuestionError> {
    let some = law.records().markets.iter().next().map_or("", |(_, market)| market.code.as_str());
    Inquiry::read_wanting(&portfolio.to(some), law.records(), law.names())
}

impl MarketLine {
    fn of(answer: &Answer, market: String, name: Text) -> MarketLine {
        let lead = answer.headline.r#for.first();
        let entries = || answer.requirements.iter().chain(&answer.r#virtual);
        let route = entries().find(|r| Some(&r.id) == lead).and_then(|r| r.routes.first());
        let mut agreements: Vec<String> = Vec::new();
        for agreement in route.into_iter().flat_map(|route| &route.hops).filter_map(|hop| hop.agreement.as_ref()) {
            if !agreements.contains(&agreement.id) {
                agreements.push(agreement.id.clone());
            }
        }
        let strength = answer.headline.interval.lo();
        let open =
            answer.requirements.iter().filter(|r| r.interval.lo() < strength && !answer.headline.r#for.contains(&r.id));
        MarketLine {
            market,
            name,
            verdict: answer.headline.verdict,
            interval: answer.headline.interval,
            requirements: answer.headline.r#for.clone(),
            market_interval: answer.market.interval,
            open: open.map(|requirement| requirement.id.clone()).collect(),
            agreements,
            obligations: answer.obligations.len(),
            stable_until: answer.stable_until.clone(),
            next_verdict: answer.next_verdict,
            complete: answer.complete,
            budget: answer.budget,
            bound_hit: answer.bound_hit,
        }
    }
}
