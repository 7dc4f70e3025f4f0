//! `comity diff OLD NEW`: which answers to a fixed panel of questions differ between two editions of the data.

mod feed;

use crate::progress::Progress;
use crate::words::{Language, Words};
use crate::{Failure, files, say};
use comity::decide::{Holding, Interval, Issuer, Many, Product, Question, Scale};
use comity::{Law, check};
use lexopt::prelude::*;
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// The questions that are asked unless others are named: papers that people show, for the products that they show them for, in
/// the markets that they ask about, on the days given. It changes seldom, so that editions stay comparable.
const PANEL: &str = include_str!("panel.json");

/// A panel of questions: every paper, for each of its products, in every market, on every day.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Panel {
    days: Vec<Days>,
    markets: Vec<String>,
    papers: Vec<Paper>,
}

/// The day that is asked about, and the day on which the paper was issued.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    on: String,
    issued: String,
}

/// A paper, who issued it, and what for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Paper {
    scheme: String,
    seat: String,
    class: String,
    products: Vec<String>,
}

/// What differs.
#[derive(Serialize)]
struct Difference<'p> {
    scheme: &'p str,
    seat: &'p str,
    class: &'p str,
    issued: &'p str,
    product: &'p str,
    market: &'p str,
    on: &'p str,
    old: Outcome,
    new: Outcome,
}

/// The answer to one question under one edition.
#[derive(PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    /// The headline's verdict, its interval, and that of the whole market.
    Answer { verdict: String, interval: Interval, market: Interval },
    /// The edition does not know something that the question names.
    Error(String),
}

#[derive(Serialize)]
struct Report<'a> {
    old: &'a str,
    new: &'a str,
    questions: usize,
    differences: &'a [Difference<'a>],
}

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    let mut data: Vec<PathBuf> = Vec::new();
    let (mut panel, mut json, mut atom, mut progress) = (None, false, None, false);
    let mut language = Language::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(path) if data.len() < 2 => data.push(path.into()),
            Long("panel") => panel = Some(PathBuf::from(arguments.value()?)),
            Long("json") => json = true,
            Long("atom") => atom = Some(arguments.value()?.string()?),
            Long("progress") => progress = true,
            Long("lang") => language = Language::parse(&arguments.value()?.string()?)?,
            other => return Err(crate::unexpected(other)),
        }
    }
    let (old, new) = match (data.as_slice(), &atom) {
        ([old, new], _) => (old, new),
        // Of the first edition there is no change to tell: a feed without entries, to be followed from now on.
        ([only], Some(address)) => {
            let only = files::law(Some(only))?;
            return print(feed::feed(address, &only, &[], &Words::about(language, &only)));
        }
        _ => {
            let which = "which two editions? `comity diff OLD NEW`, each a folder of data or a pack";
            return Err(Failure::Input(which.to_owned()));
        }
    };
    let (old, new) = (files::law(Some(old))?, files::law(Some(new))?);
    let words = Words::about(language, &new);
    let panel = read(panel)?;
    let cases = panel.cases();
    let mut progress = Progress::new(progress, &words);
    let mut differences = Vec::new();
    for (done, case) in cases.iter().enumerate() {
        differences.extend(case.differs(&old, &new));
        progress.at(done, Some(cases.len()));
    }
    progress.end(cases.len());
    let editions = (old.records().edition.as_str(), new.records().edition.as_str());
    if json {
        let report = Report { old: editions.0, new: editions.1, questions: cases.len(), differences: &differences };
        say(&serde_json::to_string(&report).map_err(|error| Failure::Internal(error.to_string()))?);
    } else if let Some(address) = atom {
        print(feed::feed(&address, &new, &differences, &words))?;
    } else {
        differences.iter().for_each(|difference| say(&words.difference(difference)));
        let counts = [("count", differences.len().to_string()), ("all", cases.len().to_string())];
        let args = [("old", editions.0), ("new", editions.1)].into_iter();
        let args: Vec<(&str, &str)> = args.chain(counts.iter().map(|(key, value)| (*key, value.as_str()))).collect();
        say(&words.say("diff.count", &args));
    }
    Ok(())
}

fn print(feed: std::io::Result<String>) -> Result<(), Failure> {
    say(feed.map_err(|error| Failure::Internal(error.to_string()))?.trim_end());
    Ok(())
}

fn read(path: Option<PathBuf>) -> Result<Panel, Failure> {
    let (name, text) = match path {
        Some(path) => {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| Failure::Input(format!("cannot read `{}`: {error}", path.display())))?;
            (path.display().to_string(), text)
        }
        None => ("panel.json".to_owned(), PANEL.to_owned()),
    };
    let reader = &mut serde_json::Deserializer::from_str(&text);
    serde_path_to_error::deserialize(reader)
        .map_err(|error| Failure::Input(format!("{name}: {}: {error}", error.path())))
}

/// One question of a panel.
struct Case<'p> {
    paper: &'p Paper,
    product: &'p str,
    market: &'p str,
    days: &'p Days,
}

impl Panel {
    fn cases(&self) -> Vec<Case<'_>> {
        let mut cases = Vec::new();
        for paper in &self.papers {
            for product in &paper.products {
                for market in &self.markets {
                    cases.extend(self.days.iter().map(|days| Case { paper, product, market, days }));
                }
            }
        }
        cases
    }
}

impl Case<'_> {
    fn question(&self) -> Question {
        let Case { paper, product, market, days } = self;
        let issuer = Issuer { class: Some(paper.class.clone()), seat: Some(paper.seat.clone()), ..Issuer::default() };
        let holding = Holding {
            scheme: Some(paper.scheme.clone()),
            issued: Some(days.issued.clone()),
            issuer,
            ..Holding::default()
        };
        Question {
            holdings: vec![holding],
            product: Product { group: Some(Many::One((*product).to_owned())), ..Product::default() },
            market: (*market).to_owned(),
            on: days.on.clone(),
            ..Question::default()
        }
    }

    /// What two editions say, where it is not the same.
    fn differs(&self, old: &Law, new: &Law) -> Option<Difference<'_>> {
        let question = self.question();
        let (old, new) = (outcome(old, &question), outcome(new, &question));
        let Case { paper, product, market, days } = self;
        (old != new).then(|| Difference {
            scheme: &paper.scheme,
            seat: &paper.seat,
            class: &paper.class,
            issued: &days.issued,
            product,
            market,
            on: &days.on,
            old,
            new,
        })
    }
}

fn outcome(law: &Law, question: &Question) -> Outcome {
    match check(law, question) {
        Ok(answer) => Outcome::Answer {
            verdict: answer.headline.verdict.word().to_owned(),
            interval: answer.headline.interval,
            market: answer.market.interval,
        },
        Err(error) => Outcome::Error(error.to_string()),
    }
}

impl Words {
    /// `★ IECEE CB (CN), lighting, Korea, 2026-11-22: old → new`; the star marks an answer that promises more than before.
    fn difference(&self, difference: &Difference<'_>) -> String {
        let Difference { scheme, seat, product, market, on, old, new, .. } = difference;
        let star = if promises(new) > promises(old) { "★" } else { " " };
        format!("{star} {scheme} ({seat}), {product} → {market}, {on}: {} → {}", self.outcome(old), self.outcome(new))
    }

    fn outcome(&self, outcome: &Outcome) -> String {
        match outcome {
            Outcome::Answer { verdict, interval, market } => {
                let verdict = self.say(&format!("verdict.{verdict}"), &[]);
                format!("{verdict} ({}; {})", self.interval(*interval), self.interval(*market))
            }
            Outcome::Error(error) => error.clone(),
        }
    }
}

/// How much an answer promises at least.
fn promises(outcome: &Outcome) -> Option<Scale> {
    match outcome {
        Outcome::Answer { interval, .. } => Some(interval.lo()),
        Outcome::Error(_) => None,
    }
}
