//! `comity check`: one question, one answer, in words or as JSON.

use crate::words::{Language, Words};
use crate::{Failure, files, say};
use comity::decide::{Holding, Many, Question, QuestionError, limits};
use lexopt::prelude::*;
use std::io::Read;
use std::path::PathBuf;

/// Flags besides the question.
#[derive(Default)]
struct Options {
    data: Option<PathBuf>,
    question: Option<PathBuf>,
    what_if: Option<PathBuf>,
    json: bool,
    refine: bool,
    language: Language,
}

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    let mut options = Options::default();
    let mut holding = Holding::default();
    let mut question = Question::default();
    let mut flagged = false;
    while let Some(argument) = arguments.next()? {
        let name = match argument {
            Long(name) => name.to_owned(),
            other => return Err(other.unexpected().into()),
        };
        if name == "json" {
            options.json = true;
            continue;
        }
        if name == "refine" {
            options.refine = true;
            continue;
        }
        let value = arguments.value()?.string()?;
        let option = match name.as_str() {
            "question" => options.question.replace(value.into()).map(|_| ()),
            "data" => options.data.replace(value.into()).map(|_| ()),
            "what-if" => options.what_if.replace(value.into()).map(|_| ()),
            "lang" => {
                options.language = Language::parse(&value)?;
                None
            }
            _ => {
                flagged = true;
                set(&mut question, &mut holding, &name, value)?
            }
        };
        if option.is_some() {
            return Err(Failure::Input(format!("--{name}: given twice")));
        }
    }
    let question = match (&options.question, flagged) {
        (Some(path), false) => parse(path, limits::QUESTION_BYTES, "question")?,
        (Some(_), true) => {
            return Err(Failure::Input("give the question as a file or as flags, not both".to_owned()));
        }
        (None, _) => {
            if question.on.is_empty() {
                question.on = today();
            }
            question.holdings.push(holding);
            question
        }
    };
    let mut law = files::law(options.data.as_deref())?;
    if let Some(path) = &options.what_if {
        let overlay: comity::Overlay = parse(path, limits::OVERLAY_BYTES, "overlay")?;
        law = law.with(&overlay).map_err(|error| refuse(&error, options.json))?;
    }
    let answer = comity::check(&law, &question).map_err(|error| refuse(&error, options.json))?;
    let refined = if options.refine {
        Some(comity::refine(&law, &question).map_err(|error| refuse(&error, options.json))?)
    } else {
        None
    };
    if options.json {
        let internal = |error: serde_json::Error| Failure::Internal(error.to_string());
        let mut told = serde_json::to_value(&answer).map_err(internal)?;
        if let (Some(fields), Some(refined)) = (told.as_object_mut(), &refined) {
            fields.insert("refined".to_owned(), serde_json::to_value(refined).map_err(internal)?);
        }
        say(&told.to_string());
    } else {
        let words = Words::new(options.language);
        let refined = refined.map(|refined| words.refined(&answer, &refined)).unwrap_or_default();
        say(&format!("{}{refined}", words.answer(&answer)));
    }
    Ok(())
}

/// Puts the value of a flag into the question; `Some` where a single value was there already.
fn set(question: &mut Question, holding: &mut Holding, name: &str, value: String) -> Result<Option<()>, Failure> {
    let known = match name {
        "scheme" => holding.scheme.replace(value),
        "kind" => holding.kind.replace(value),
        "issued-in" => holding.issuer.seat.replace(value),
        "issuer-class" => holding.issuer.class.replace(value),
        "issuer" => holding.issuer.body.replace(value),
        "issued" => holding.issued.replace(value),
        "expires" => holding.expires.replace(value),
        "hs" => question.product.hs.replace(value),
        "market" => Some(std::mem::replace(&mut question.market, value)).filter(|known| !known.is_empty()),
        "on" => Some(std::mem::replace(&mut question.on, value)).filter(|known| !known.is_empty()),
        "level" => {
            holding.level = Some(comity::decide::Level::Name(value));
            None
        }
        "standard" => {
            push(&mut holding.norm, value);
            None
        }
        "product" => {
            push(question.product.group.get_or_insert_default(), value);
            None
        }
        "made-in" => {
            push(question.origin.made_in.get_or_insert_default(), value);
            None
        }
        other => {
            return Err(Failure::Input(format!("unknown flag `--{other}`; `comity help` lists them")));
        }
    };
    Ok(known.map(|_| ()))
}

fn push(many: &mut Many, value: String) {
    let mut values = many.values().to_vec();
    values.push(value);
    *many = Many::List(values);
}

/// The day by the machine's clock: the library has none.
fn today() -> String {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |age| age.as_secs());
    let days = u32::try_from(seconds.checked_div(86_400).unwrap_or(0)).unwrap_or(0);
    let epoch = comity::Day::new(1970, 1, 1).unwrap_or(comity::Day::FIRST);
    epoch.after(comity::Span { days, ..comity::Span::default() }).to_string()
}

/// A question or an overlay from a file, or from standard input as `-`; no larger than it can be.
fn parse<T: serde::de::DeserializeOwned>(path: &std::path::Path, most: usize, what: &str) -> Result<T, Failure> {
    let limit = u64::try_from(most).unwrap_or(u64::MAX).saturating_add(1);
    let mut text = String::new();
    let unreadable = |error: std::io::Error| Failure::Input(format!("cannot read `{}`: {error}", path.display()));
    let length = if path.as_os_str() == "-" {
        std::io::stdin().lock().take(limit).read_to_string(&mut text).map_err(unreadable)?
    } else {
        std::fs::File::open(path).map_err(unreadable)?.take(limit).read_to_string(&mut text).map_err(unreadable)?
    };
    if length > most {
        return Err(Failure::Input(format!("{what}: larger than {most} bytes, the most it can be")));
    }
    let mut reader = serde_json::Deserializer::from_str(&text);
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        Failure::Input(QuestionError::shape(&error.path().to_string(), &error.inner().to_string()).to_string())
    })
}

/// An error of the question, as a sentence or as JSON.
fn refuse(error: &QuestionError, json: bool) -> Failure {
    if json {
        say(&serde_json::json!({ "error": error }).to_string());
        return Failure::Input(String::new());
    }
    Failure::Input(error.to_string())
}
