//! `comity sweep`: every market, every product group, every scheme asked, and what no answer may be.

use crate::progress::Progress;
use crate::words::{Language, Words};
use crate::{Failure, files, say};
use comity::decide::{Answer, Holding, Many, Product, Question, Route, Scale, SourceCited};
use comity::law::Text;
use comity::{Law, check};
use lexopt::prelude::*;
use std::num::NonZero;
use std::path::PathBuf;
use std::sync::mpsc;
use std::thread;

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    let (mut data, mut every, mut wanted) = (None, 1_usize, false);
    let mut language = Language::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("data") => data = Some(PathBuf::from(arguments.value()?)),
            Long("every") => every = arguments.value()?.parse()?,
            Long("progress") => wanted = true,
            Long("lang") => language = Language::parse(&arguments.value()?.string()?)?,
            other => return Err(crate::unexpected(other)),
        }
    }
    let law = files::law(data.as_deref())?;
    let words = Words::about(language, &law);
    let mut progress = Progress::new(wanted, &words);
    let every = every.max(1);
    let all = Questions::of(&law, 0, every).left();
    let (mut asked, mut wrong) = (0_usize, 0_usize);
    let workers = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let (found, finds) = mpsc::channel();
        for worker in 0..workers {
            let (found, law) = (found.clone(), &law);
            scope.spawn(move || {
                let languages = [Language::English, Language::Chinese].map(|language| Words::about(language, law));
                let share = Questions::of(law, worker.saturating_mul(every), every.saturating_mul(workers));
                share.map(|question| told(law, &question, &languages)).all(|faults| found.send(faults).is_ok())
            });
        }
        drop(found);
        for faults in finds {
            faults.iter().for_each(|fault| say(fault));
            wrong = wrong.saturating_add(faults.len());
            asked = asked.saturating_add(1);
            progress.at(asked, Some(all));
        }
    });
    progress.end(asked);
    let said = words.say("sweep.count", &[("asked", &asked.to_string()), ("wrong", &wrong.to_string())]);
    if wrong > 0 {
        return Err(Failure::Input(said));
    }
    say(&said);
    Ok(())
}

/// Every `every`th question about a market, a product group without parent, and a scheme, on the day of the data.
#[derive(Clone)]
struct Questions<'l> {
    law: &'l Law,
    markets: Vec<&'l str>,
    groups: Vec<&'l str>,
    schemes: Vec<&'l str>,
    next: usize,
    every: usize,
}

impl<'l> Questions<'l> {
    fn of(law: &'l Law, first: usize, every: usize) -> Questions<'l> {
        let records = law.records();
        let codes = records.markets.iter().map(|(_, market)| market.code.as_str());
        Questions {
            law,
            markets: codes.chain(records.blocs.iter().map(|(_, bloc)| bloc.code.as_str())).collect(),
            groups: records.products.iter().filter(|(_, g)| g.parent.is_none()).map(|(_, g)| g.id.as_str()).collect(),
            schemes: records.schemes.iter().map(|(_, scheme)| scheme.id.as_str()).collect(),
            next: first,
            every,
        }
    }

    /// How many are left.
    fn left(&self) -> usize {
        let all = self.markets.len().saturating_mul(self.groups.len()).saturating_mul(self.schemes.len());
        all.saturating_sub(self.next).div_ceil(self.every)
    }
}

impl Iterator for Questions<'_> {
    type Item = Question;

    fn next(&mut self) -> Option<Question> {
        let (number, groups, schemes) = (self.next, self.groups.len(), self.schemes.len());
        let rest = number.checked_div(schemes)?;
        let scheme = self.schemes.get(number.checked_rem(schemes)?)?;
        let group = self.groups.get(rest.checked_rem(groups)?)?;
        let market = self.markets.get(rest.checked_div(groups)?)?;
        self.next = number.saturating_add(self.every);
        Some(Question {
            holdings: vec![Holding { scheme: Some((*scheme).to_owned()), ..Holding::default() }],
            product: Product { group: Some(Many::One((*group).to_owned())), ..Product::default() },
            market: (*market).to_owned(),
            on: self.law.records().as_of.map(|day| day.to_string()).unwrap_or_default(),
            ..Question::default()
        })
    }
}

/// What is wrong with an answer, each fault with the question it is about.
fn told(law: &Law, question: &Question, languages: &[Words; 2]) -> Vec<String> {
    let holding = question.holdings.first().and_then(|h| h.scheme.as_deref()).unwrap_or_default();
    let group = question.product.group.as_ref().map(|group| format!("{group:?}")).unwrap_or_default();
    let faults = faults(law, question, languages).into_iter();
    faults.map(|fault| format!("{holding}, {group} → {}: {fault}", question.market)).collect()
}

/// What is wrong with an answer, whatever it says.
fn faults(law: &Law, question: &Question, languages: &[Words; 2]) -> Vec<String> {
    let answer = match check(law, question) {
        Ok(answer) => answer,
        Err(error) => return vec![error.to_string()],
    };
    let mut faults = unsourced(&answer);
    for requirement in answer.requirements.iter().chain(&answer.r#virtual) {
        faults.extend(unnamed(&requirement.name).then(|| format!("{} has no name in a language", requirement.id)));
        for route in requirement.routes.iter().chain(&requirement.conditional_routes) {
            faults.extend(broken(route, question).map(|fault| format!("{}: {fault}", requirement.id)));
        }
    }
    for words in languages {
        let text = words.answer(&answer);
        faults.extend(words.missing().into_iter().map(|key| format!("no words for `{key}`")));
        if text.is_empty() {
            faults.push("an answer without words".to_owned());
        }
    }
    faults
}

fn unnamed(text: &Text) -> bool {
    text.en.trim().is_empty() || text.zh.trim().is_empty()
}

/// No source, no answer: every requirement, and every hop of every route, names a page.
fn unsourced(answer: &Answer) -> Vec<String> {
    let nowhere = |sources: &[SourceCited]| !sources.iter().any(|source| source.url.starts_with("http"));
    let mut faults = Vec::new();
    for requirement in &answer.requirements {
        faults.extend(nowhere(&requirement.sources).then(|| format!("{} without a source", requirement.id)));
    }
    for requirement in answer.requirements.iter().chain(&answer.r#virtual) {
        for hop in requirement.routes.iter().chain(&requirement.conditional_routes).flat_map(|route| &route.hops) {
            if let Some(clause) = hop.clause.as_ref().filter(|_| nowhere(&hop.sources)) {
                faults.push(format!("{clause} without a source"));
            }
        }
    }
    faults
}

/// What breaks a law of routes (`docs/semantics.md` §3). Recognition is not transitive: a hop starts from a paper in hand, from
/// goods lawfully sold somewhere, or from the new paper that the hop before it made. A route is as strong as its weakest hop.
fn broken(route: &Route, question: &Question) -> Option<&'static str> {
    let in_hand = |id: &str| {
        id.starts_with("lawful-marketing")
            || question.holdings.iter().any(|holding| holding.scheme.as_deref() == Some(id))
    };
    let made: Vec<Option<&str>> =
        route.hops.iter().map(|hop| (hop.effect == Scale::Reissue).then_some(hop.to.id.as_str())).collect();
    let before = std::iter::once(None).chain(made);
    if route.hops.iter().zip(before).any(|(hop, made)| !in_hand(&hop.from.id) && made != Some(hop.from.id.as_str())) {
        return Some("recognised on the way without a new paper");
    }
    if route.hops.iter().any(|hop| hop.effect <= Scale::Nothing) {
        return Some("a hop that recognises nothing");
    }
    let weakest = route.hops.iter().map(|hop| hop.effect).min();
    weakest.is_some_and(|weakest| route.effect > weakest).then_some("stronger than its weakest hop")
}
