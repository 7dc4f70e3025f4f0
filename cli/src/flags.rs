//! The flags that commands share: a question by flags or from a file, the data, the language, progress.

use crate::words::{Language, Words};
use crate::{Failure, files, say};
use comity::decide::{Holding, Level, Many, Question, QuestionError, Value, limits};
use comity::{Law, Overlay, Portfolio};
use lexopt::prelude::*;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::{Path, PathBuf};

/// What a command was given.
#[derive(Default)]
pub(crate) struct Flags {
    pub(crate) data: Option<PathBuf>,
    pub(crate) json: bool,
    pub(crate) language: Language,
    /// Whether progress is shown even where standard error is no terminal.
    pub(crate) progress: bool,
    file: Option<PathBuf>,
    /// Assumed law.
    assumed: Option<PathBuf>,
    question: Question,
    /// The paper of the plain flags.
    paper: Option<Holding>,
    /// Whether the question is given by flags.
    flagged: bool,
    own: BTreeMap<String, String>,
    switches: Vec<String>,
}

impl Flags {
    /// Reads the arguments of a command; `own` are flags of its own, each with one value.
    pub(crate) fn read(arguments: lexopt::Parser, own: &[&str]) -> Result<Flags, Failure> {
        Flags::read_with(arguments, own, &[])
    }

    /// The same, with flags of its own that take no value.
    pub(crate) fn read_with(mut arguments: lexopt::Parser, own: &[&str], switches: &[&str]) -> Result<Flags, Failure> {
        let mut flags = Flags::default();
        while let Some(argument) = arguments.next()? {
            let name = match argument {
                Long(name) if name != "help" => name.to_owned(),
                other => return Err(crate::unexpected(other)),
            };
            match name.as_str() {
                "json" => flags.json = true,
                "progress" => flags.progress = true,
                switch if switches.contains(&switch) => flags.switches.push(name),
                _ => {
                    let value = arguments.value()?.string()?;
                    flags.set(name, value, own)?;
                }
            }
        }
        Ok(flags)
    }

    fn set(&mut self, name: String, value: String, own: &[&str]) -> Result<(), Failure> {
        let known = match name.as_str() {
            "question" => self.file.replace(value.into()).map(|_| ()),
            "data" => self.data.replace(value.into()).map(|_| ()),
            "what-if" => self.assumed.replace(value.into()).map(|_| ()),
            "lang" => {
                self.language = Language::parse(&value)?;
                None
            }
            own_flag if own.contains(&own_flag) => self.own.insert(name.clone(), value).map(|_| ()),
            "holding" => {
                self.flagged = true;
                self.question.holdings.push(holding(&value)?);
                None
            }
            _ => {
                self.flagged = true;
                set(&mut self.question, &mut self.paper, &name, value)?
            }
        };
        match known {
            Some(()) => Err(Failure::Input(format!("--{name}: given twice"))),
            None => Ok(()),
        }
    }

    /// The value of a flag of the command's own.
    pub(crate) fn own(&self, name: &str) -> Option<&str> {
        self.own.get(name).map(String::as_str)
    }

    /// Whether a flag of the command's own that takes no value is given.
    pub(crate) fn switched(&self, name: &str) -> bool {
        self.switches.iter().any(|switch| switch == name)
    }

    /// The question: of a file, or of the flags with today as its day where none is given.
    pub(crate) fn question(&self) -> Result<Question, Failure> {
        match self.source()? {
            Some(path) => read(path),
            None => {
                let mut question = self.of_flags();
                if question.holdings.is_empty() {
                    question.holdings.push(Holding::default());
                }
                Ok(question)
            }
        }
    }

    /// The portfolio: a question whose market, if a file names one, is left aside.
    pub(crate) fn portfolio(&self) -> Result<Portfolio, Failure> {
        self.portfolio_to().map(|(portfolio, _)| portfolio)
    }

    /// A portfolio, and the market its question names; empty where it names none.
    pub(crate) fn portfolio_to(&self) -> Result<(Portfolio, String), Failure> {
        let Some(path) = self.source()? else {
            let question = self.of_flags();
            let market = question.market.clone();
            return Ok((question.into(), market));
        };
        let mut asked: serde_json::Value = read(path)?;
        let market = asked.as_object_mut().and_then(|fields| fields.remove("market"));
        let market = market.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        let portfolio = serde_path_to_error::deserialize(asked).map_err(|error| {
            let shape = QuestionError::shape(&error.path().to_string(), &error.inner().to_string());
            Failure::Input(shape.to_string())
        })?;
        Ok((portfolio, market))
    }

    /// The file of the question, if it is not given by flags.
    fn source(&self) -> Result<Option<&Path>, Failure> {
        if self.file.is_some() && self.flagged {
            return Err(Failure::Input("give the question as a file or as flags, not both".to_owned()));
        }
        Ok(self.file.as_deref())
    }

    fn of_flags(&self) -> Question {
        let mut question = self.question.clone();
        question.holdings.extend(self.paper.clone());
        if question.on.is_empty() {
            question.on = today();
        }
        question
    }

    /// The law that is asked, with what is assumed laid over it.
    pub(crate) fn law(&self) -> Result<Law, Failure> {
        self.assuming(files::law(self.data.as_deref())?)
    }

    /// A law with what is assumed laid over it.
    pub(crate) fn assuming(&self, law: Law) -> Result<Law, Failure> {
        match &self.assumed {
            Some(path) => self.laid(&law, path),
            None => Ok(law),
        }
    }

    /// A law with the changes of a file laid over it.
    pub(crate) fn laid(&self, law: &Law, path: &Path) -> Result<Law, Failure> {
        let overlay: Overlay = read(path)?;
        law.with(&overlay).map_err(|error| self.refuse(law, &error))
    }

    /// An error of the question, as a sentence or as JSON; what comes near stands below with its names.
    pub(crate) fn refuse(&self, law: &Law, error: &QuestionError) -> Failure {
        if self.json {
            say(&serde_json::json!({ "error": error }).to_string());
            return Failure::Input(String::new());
        }
        let words = Words::about(self.language, law);
        let said = match self.language {
            Language::English => error.to_string(),
            Language::Chinese => words.trouble(error),
        };
        Failure::Input([vec![said], words.called(&error.nearest)].concat().join("\n"))
    }

    /// Prints an answer: as JSON, or in the words made of it.
    pub(crate) fn answer<T: serde::Serialize>(
        &self,
        answer: &T,
        words: impl FnOnce() -> String,
    ) -> Result<(), Failure> {
        if self.json {
            say(&json(answer)?);
        } else {
            say(&words());
        }
        Ok(())
    }
}

/// A value as one line of JSON.
pub(crate) fn json(value: &impl serde::Serialize) -> Result<String, Failure> {
    serde_json::to_string(value).map_err(|error| Failure::Internal(error.to_string()))
}

/// A paper as one flag says it: `scheme=iecee-cb,issued-in=CN,issued=2025-03-01`.
pub(crate) fn holding(text: &str) -> Result<Holding, Failure> {
    let mut paper = None;
    let mut question = Question::default();
    for part in text.split(',') {
        let Some((name, value)) = part.split_once('=') else {
            return Err(Failure::Input(format!("--holding: `{part}` is not written as name=value")));
        };
        let twice = set(&mut question, &mut paper, name.trim(), value.trim().to_owned())?;
        if twice.is_some() {
            return Err(Failure::Input(format!("--holding: `{name}` is given twice")));
        }
    }
    let asked = question.product.group.is_some() || question.product.hs.is_some();
    if asked || question.origin.made_in.is_some() || !question.market.is_empty() || !question.on.is_empty() {
        return Err(Failure::Input(format!("--holding: `{text}` names more than a paper")));
    }
    paper.ok_or_else(|| Failure::Input(format!("--holding: `{text}` names no paper")))
}

/// Puts the value of a flag into the question; `Some` where a single value was there already.
fn set(question: &mut Question, paper: &mut Option<Holding>, name: &str, value: String) -> Result<Option<()>, Failure> {
    let known = match name {
        "scheme" => paper.get_or_insert_default().scheme.replace(value),
        "kind" => paper.get_or_insert_default().kind.replace(value),
        "issued-in" => paper.get_or_insert_default().issuer.seat.replace(value),
        "issuer-class" => paper.get_or_insert_default().issuer.class.replace(value),
        "issuer" => paper.get_or_insert_default().issuer.body.replace(value),
        "recognised-by" => {
            paper.get_or_insert_default().issuer.recognised_by.get_or_insert_default().push(value);
            None
        }
        "issued" => paper.get_or_insert_default().issued.replace(value),
        "expires" => paper.get_or_insert_default().expires.replace(value),
        "hs" => question.product.hs.replace(value),
        "market" => Some(std::mem::replace(&mut question.market, value)).filter(|known| !known.is_empty()),
        "on" => Some(std::mem::replace(&mut question.on, value)).filter(|known| !known.is_empty()),
        "level" => {
            paper.get_or_insert_default().level = Some(Level::Name(value));
            None
        }
        "standard" => {
            push(&mut paper.get_or_insert_default().norm, value);
            None
        }
        "product" => {
            push(question.product.group.get_or_insert_default(), value);
            None
        }
        "attribute" => {
            let Some((name, value)) = value.split_once('=') else {
                return Err(Failure::Input(format!("--attribute: `{value}` is not written as name=value")));
            };
            let known = question.product.attributes.insert(name.trim().to_owned(), attribute(value.trim()));
            return Ok(known.map(|_| ()));
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

/// The value of an attribute of the product as it is typed: yes or no, a whole number, or a word.
fn attribute(text: &str) -> Value {
    match text {
        "yes" | "true" => Value::Bool(true),
        "no" | "false" => Value::Bool(false),
        _ => text.parse().map_or_else(|_| Value::Text(text.to_owned()), Value::Number),
    }
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

/// A question from a file, or from standard input as `-`; no larger than a question can be.
pub(crate) fn read<T: DeserializeOwned>(path: &Path) -> Result<T, Failure> {
    let limit = u64::try_from(limits::QUESTION_BYTES).unwrap_or(u64::MAX).saturating_add(1);
    let mut text = String::new();
    let unreadable = |error: std::io::Error| Failure::Input(format!("cannot read `{}`: {error}", path.display()));
    if path.as_os_str() == "-" {
        std::io::stdin().lock().take(limit).read_to_string(&mut text).map_err(unreadable)?;
    } else {
        std::fs::File::open(path).map_err(unreadable)?.take(limit).read_to_string(&mut text).map_err(unreadable)?;
    }
    parse(&text).map_err(|error| Failure::Input(error.to_string()))
}

/// A question of JSON text; its errors name the field.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> Result<T, QuestionError> {
    if text.len() > limits::QUESTION_BYTES {
        return Err(QuestionError::shape(
            "question",
            &format!("larger than {} bytes, the most a question can be", limits::QUESTION_BYTES),
        ));
    }
    let mut reader = serde_json::Deserializer::from_str(text);
    let asked = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| QuestionError::shape(&error.path().to_string(), &error.inner().to_string()))?;
    reader.end().map_err(|error| QuestionError::shape("", &error.to_string()))?;
    Ok(asked)
}
