//! `comity search TEXT` and `comity describe ID`: what is on record.

use crate::words::{Language, Words};
use crate::{Failure, files, say};
use comity::Noun;
use lexopt::prelude::*;
use std::path::PathBuf;

/// How many records a search shows unless told.
const SHOWN: usize = 20;

/// What both commands take.
#[derive(Default)]
struct Options {
    text: Vec<String>,
    data: Option<PathBuf>,
    json: bool,
    limit: Option<usize>,
    language: Language,
}

fn options(mut arguments: lexopt::Parser) -> Result<Options, Failure> {
    let mut options = Options::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Value(text) => options.text.push(text.string()?),
            Long("data") => options.data = Some(arguments.value()?.into()),
            Long("json") => options.json = true,
            Long("limit") => options.limit = Some(arguments.value()?.parse()?),
            Long("lang") => options.language = Language::parse(&arguments.value()?.string()?)?,
            other => return Err(crate::unexpected(other)),
        }
    }
    if options.text.is_empty() {
        return Err(Failure::Input("search for what? describe what? give a name, code or id".to_owned()));
    }
    Ok(options)
}

pub(crate) fn search(arguments: lexopt::Parser) -> Result<(), Failure> {
    let options = options(arguments)?;
    let law = files::law(options.data.as_deref())?;
    let text = options.text.join(" ");
    let limit = options.limit.unwrap_or(SHOWN);
    let mut found = law.search(&text, usize::MAX);
    let more = found.len().saturating_sub(limit);
    found.truncate(limit);
    if options.json {
        say(&serde_json::to_string(&found).map_err(|error| Failure::Internal(error.to_string()))?);
        return Ok(());
    }
    if found.is_empty() {
        return Err(Failure::Input(unknown(&law, &text)));
    }
    let words = Words::about(options.language, &law);
    for record in found {
        say(&format!("{:<12} {:<40} {}", record.noun.word(), record.id, words.pick(&record.name)));
    }
    if more > 0 {
        say(&words.say("search.more", &[("count", &more.to_string())]));
    }
    Ok(())
}

pub(crate) fn describe(arguments: lexopt::Parser) -> Result<(), Failure> {
    let options = options(arguments)?;
    let law = files::law(options.data.as_deref())?;
    let text = options.text.join(" ");
    let mut found = law.describe(&text);
    if found.is_empty() {
        // A name or alias that means one thing is as good as its id.
        let called = law.called(Noun::ALL, &text);
        let named: Vec<String> = law.search(&text, 2).into_iter().map(|found| found.id).collect();
        if let [one] = called.as_slice() {
            found = law.describe(one);
        } else if let ([], [one]) = (called.as_slice(), named.as_slice()) {
            found = law.describe(one);
        }
    }
    if found.is_empty() {
        return Err(Failure::Input(unknown(&law, &text)));
    }
    if options.json {
        say(&serde_json::to_string(&found).map_err(|error| Failure::Internal(error.to_string()))?);
        return Ok(());
    }
    let words = Words::about(options.language, &law);
    for description in &found {
        say(&words.description(description));
    }
    Ok(())
}

fn unknown(law: &comity::Law, text: &str) -> String {
    match law.nearest(text, 5).as_slice() {
        [] => format!("nothing is called `{text}`"),
        near => {
            let near: Vec<String> = near.iter().map(|id| format!("`{id}`")).collect();
            format!("nothing is called `{text}`; did you mean {}?", near.join(", "))
        }
    }
}
