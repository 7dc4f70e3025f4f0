//! What the compiler says about the data, and how it prints it.

use super::{file::SourceFile, rule::Rule};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The data ships, the count is watched.
    Warning,
    /// The data does not ship.
    Error,
}

/// A place in a file that a finding underlines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file's place in the list that was compiled.
    pub file: usize,
    /// Bytes.
    pub bytes: Range<usize>,
    /// What is said under the line; may be empty.
    pub label: String,
}

/// One finding: what is wrong, where, why it matters and how to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// The rule that is broken; its severity is the finding's.
    pub rule: Rule,
    /// What is wrong, lower-case, with the data's own words in backticks.
    pub message: String,
    /// Where: the first spot is the fault, the others are what it clashes with. None: the data as a whole.
    pub spots: Vec<Spot>,
    /// Why it matters.
    pub why: Option<String>,
    /// How to mend it.
    pub mend: Option<String>,
}

impl Diagnostic {
    /// A finding without a place, reason or remedy yet.
    #[must_use]
    pub fn new(rule: Rule, message: impl Into<String>) -> Diagnostic {
        Diagnostic { rule, message: message.into(), spots: Vec::new(), why: None, mend: None }
    }

    /// The same finding, underlining a place.
    #[must_use]
    pub fn at(mut self, file: usize, bytes: Range<usize>, label: impl Into<String>) -> Diagnostic {
        self.spots.push(Spot { file, bytes, label: label.into() });
        self
    }

    /// The same finding with the reason it matters.
    #[must_use]
    pub fn why(mut self, why: impl Into<String>) -> Diagnostic {
        self.why = Some(why.into());
        self
    }

    /// The same finding with a way to mend it.
    #[must_use]
    pub fn mend(mut self, mend: impl Into<String>) -> Diagnostic {
        self.mend = Some(mend.into());
        self
    }

    /// Whether the data may not ship with it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.rule.severity() == Severity::Error
    }

    /// File and line (from 1) of the fault, if it has a place.
    #[must_use]
    pub fn place<'f>(&self, files: &'f [SourceFile]) -> Option<(&'f str, usize)> {
        let spot = self.spots.first()?;
        let file = files.get(spot.file)?;
        let before = file.text.as_bytes().iter().take(spot.bytes.start);
        Some((&file.path, before.filter(|b| **b == b'\n').count().saturating_add(1)))
    }

    /// The finding as a compiler prints it: the line, the fault underlined, why, and how to mend it.
    ///
    /// `root` is put before the files' paths; `colour` asks for terminal colours.
    #[must_use]
    pub fn render(&self, files: &[SourceFile], root: &str, colour: bool) -> String {
        let level = if self.is_error() { Level::ERROR } else { Level::WARNING };
        let title = level.primary_title(self.message.as_str()).id(self.rule.code());
        let mut group = Group::with_title(title);
        for (spot, file) in self.spots.iter().filter_map(|s| Some((s, files.get(s.file)?))) {
            let path = format!("{root}{}", file.path);
            if file.text.get(spot.bytes.clone()).is_none_or(str::is_empty) {
                group = group.element(Origin::path(path));
                continue;
            }
            // A fault that spans a whole record is shown by its first line.
            let bytes = first_line(&file.text, spot.bytes.clone());
            let kind = AnnotationKind::Primary;
            let label = (!spot.label.is_empty()).then_some(spot.label.as_str());
            group =
                group.element(Snippet::source(file.text.as_str()).path(path).annotation(kind.span(bytes).label(label)));
        }
        if let Some(why) = &self.why {
            group = group.element(Level::NOTE.message(why.as_str()));
        }
        if let Some(mend) = &self.mend {
            group = group.element(Level::HELP.message(mend.as_str()));
        }
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        renderer.render(&[group])
    }
}

fn first_line(text: &str, bytes: Range<usize>) -> Range<usize> {
    let length = text.get(bytes.clone()).and_then(|t| t.find('\n')).unwrap_or(bytes.len());
    bytes.start..bytes.start.saturating_add(length.max(1)).min(bytes.end)
}

/// The known name nearest to what was written, if one is near enough to be meant: a third of its letters may differ.
pub(super) fn nearest<'n>(written: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let lower = written.to_lowercase();
    known
        .into_iter()
        .map(|name| (strsim::osa_distance(&lower, &name.to_lowercase()), name))
        .filter(|(edits, name)| edits.saturating_mul(3) <= name.chars().count().max(3))
        .min()
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_shows_the_line_the_reason_and_the_remedy() {
        let files = [SourceFile { path: "a.toml".into(), text: "x = 1\nkind = \"stat\"\n".into() }];
        let finding = Diagnostic::new(Rule::UnknownWord, "`stat` is no kind of market")
            .at(0, 13..19, "here")
            .why("the reason")
            .mend("did you mean `state`?");
        assert_eq!(finding.place(&files), Some(("a.toml", 2)));
        let expected = "\
error[E07]: `stat` is no kind of market
 --> data/a.toml:2:8
  |
2 | kind = \"stat\"
  |        ^^^^^^ here
  |
  = note: the reason
  = help: did you mean `state`?";
        assert_eq!(finding.render(&files, "data/", false), expected);
    }

    #[test]
    fn a_finding_of_the_whole_data_or_of_an_empty_file_is_printed_too() {
        let files = [SourceFile { path: "a.toml".into(), text: String::new() }];
        let whole = Diagnostic::new(Rule::SilentMarket, "125 markets have no requirement");
        assert!(whole.render(&files, "", false).starts_with("warning[W04]: 125 markets"));
        assert!(whole.at(0, 5..9, "").render(&files, "", false).contains("a.toml"));
    }

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["member-ncb", "notified-body", "tcb"];
        assert_eq!(nearest("notifed-body", known), Some("notified-body"));
        assert_eq!(nearest("Member-NCB", known), Some("member-ncb"));
        assert_eq!(nearest("laboratory", known), None);
    }

    #[test]
    fn every_rule_has_a_code_of_its_own() {
        let codes: std::collections::BTreeSet<&str> = Rule::ALL.iter().map(|rule| rule.code()).collect();
        assert_eq!(codes.len(), Rule::ALL.len());
    }
}
