//! `comity graph`: the recognition graph, or the part around something, for other programs.

use crate::words::{Language, Words};
use crate::{Failure, files, say};
use comity::graph::{Around, Labels, PictureEdge, PictureNode};
use comity::{Law, Noun};
use lexopt::prelude::*;
use std::path::PathBuf;

/// How the graph is written.
#[derive(Clone, Copy, Default)]
enum Format {
    #[default]
    Dot,
    Json,
    Mermaid,
}

pub(crate) fn run(mut arguments: lexopt::Parser) -> Result<(), Failure> {
    let mut data: Option<PathBuf> = None;
    let mut around: Option<(Noun, String)> = None;
    let mut format = Format::default();
    let mut language = Language::default();
    while let Some(argument) = arguments.next()? {
        match argument {
            Long("data") => data = Some(arguments.value()?.into()),
            Long("lang") => language = Language::parse(&arguments.value()?.string()?)?,
            Long("format") => {
                format = match arguments.value()?.string()?.as_str() {
                    "dot" => Format::Dot,
                    "json" => Format::Json,
                    "mermaid" => Format::Mermaid,
                    other => {
                        return Err(Failure::Input(format!("--format: `{other}` is not one of dot, json, mermaid")));
                    }
                }
            }
            Long(name @ ("market" | "scheme" | "agreement")) => {
                let noun = Noun::parse(name).unwrap_or(Noun::Market);
                if around.replace((noun, arguments.value()?.string()?)).is_some() {
                    return Err(Failure::Input("give one of --market, --scheme, --agreement, once".to_owned()));
                }
            }
            other => return Err(crate::unexpected(other)),
        }
    }
    let law = files::law(data.as_deref())?;
    let around = match around {
        None => Around::Everything,
        Some((noun, text)) => meant(&law, noun, &text)?,
    };
    let picture = law.picture(around);
    let words = Words::new(language);
    let node = |node: &PictureNode| {
        let id = node.id.split_once(':').map_or("", |(_, id)| id);
        let name = words.pick(&node.name);
        words.say(&format!("graph.{}", node.sort), &[("name", if name.is_empty() { id } else { name })])
    };
    let edge = |edge: &PictureEdge| format!("{} ({})", edge.clause, words.say(&format!("scale.{}", edge.effect), &[]));
    let labels = Labels { node: &node, edge: &edge };
    match format {
        Format::Dot => say(picture.dot(&labels).trim_end()),
        Format::Mermaid => say(picture.mermaid(&labels).trim_end()),
        Format::Json => say(&serde_json::to_string(&picture).map_err(|error| Failure::Internal(error.to_string()))?),
    }
    Ok(())
}

/// The record that an id, or a name that means one thing, stands for.
fn meant(law: &Law, noun: Noun, text: &str) -> Result<Around, Failure> {
    let records = law.records();
    let by_id = |id: &str| match noun {
        Noun::Scheme => records.schemes.find(id).map(Around::Scheme),
        Noun::Agreement => records.agreements.find(id).map(Around::Agreement),
        _ => records.markets.find(id).map(Around::Market),
    };
    let called = law.called(&[noun], text);
    let only = if let [one] = called.as_slice() { by_id(one) } else { None };
    by_id(text).or(only).ok_or_else(|| {
        // A name that means several things, or else what comes near to it.
        let near = if called.is_empty() { law.nearest_of(&[noun], text, 5) } else { called };
        let near: Vec<String> = near.iter().map(|id| format!("`{id}`")).collect();
        let near = if near.is_empty() { String::new() } else { format!("; did you mean {}?", near.join(", ")) };
        Failure::Input(format!("--{noun}: `{text}` is no {noun}'s id or name{near}"))
    })
}
