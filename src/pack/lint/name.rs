//! Names: ids, both languages, words that promise too much, and aliases that stand for two things.

use super::Linter;
use crate::names::fold;
use crate::pack::{
    diagnostic::Diagnostic,
    draft::{Aliases, ObligationDraft, TextDraft, Word},
    index::{Draft, Row, Written},
    rule::Rule,
};
use std::collections::BTreeMap;

/// Words that say what recognition is not (`semantics.md` §7), and the terms of law that contain them.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("legally compliant", &[]),
    ("legal to sell", &[]),
    ("certified for", &[]),
    ("guaranteed", &[]),
    ("approved", &["approved bod", "approved laborator", "approved list", "approved exporter", "type approved"]),
    ("合规", &["合规声明", "合规标志", "合规性"]),
    ("合法", &["合法上市", "合法销售", "合法投放", "合法流通", "合法生产", "合法性", "合法采伐", "合法来源"]),
];

/// How many of them, from the start of the list, are promises in a title too. The others occur in the titles of laws and
/// bodies ("UK approved body", 合法性), which are not ours to reword.
const PROMISES: usize = 4;

/// The names of a record, and its aliases where its kind has them.
type Names<'d> = (&'d TextDraft, Option<&'d Aliases>);

/// How ids are written.
#[derive(Clone, Copy)]
enum IdForm {
    /// Lower-case words joined by hyphens; a clause puts its agreement and a dot before.
    Words,
    /// Codes of markets and blocs.
    Code,
    /// As the standard is designated.
    Free,
}

impl Linter<'_, '_> {
    pub(super) fn names(&mut self) {
        let index = self.index;
        self.named(&index.markets, IdForm::Code, |d| Some((&d.name, Some(&d.aliases))));
        self.named(&index.blocs, IdForm::Code, |d| Some((&d.name, Some(&d.aliases))));
        self.named(&index.products, IdForm::Words, |d| Some((&d.name, Some(&d.aliases))));
        self.named(&index.attributes, IdForm::Words, |d| Some((&d.name, None)));
        self.named(&index.norms, IdForm::Free, |d| Some((&d.name, None)));
        self.named(&index.schemes, IdForm::Words, |d| Some((&d.name, Some(&d.aliases))));
        self.named(&index.bodies, IdForm::Words, |d| Some((&d.name, Some(&d.aliases))));
        self.named(&index.registers, IdForm::Words, |d| Some((&d.name, None)));
        self.named(&index.agreements, IdForm::Words, |d| Some((&d.name, Some(&d.aliases))));
        self.named(&index.clauses, IdForm::Words, |d| Some((&d.name, None)));
        self.named(&index.requirements, IdForm::Words, |d| Some((&d.name, None)));
        self.named(&index.coverage, IdForm::Words, |_| None);
        self.named(&index.bars, IdForm::Words, |d| Some((&d.name, None)));
        self.named(&index.pending, IdForm::Words, |d| Some((&d.what, None)));
        self.our_words();
        self.ambiguous(
            "place",
            &[
                names_of(&index.markets, |d| (&d.name, Some(&d.aliases))),
                names_of(&index.blocs, |d| (&d.name, Some(&d.aliases))),
            ],
        );
        self.ambiguous("product group", &[names_of(&index.products, |d| (&d.name, Some(&d.aliases)))]);
        self.ambiguous("scheme", &[names_of(&index.schemes, |d| (&d.name, Some(&d.aliases)))]);
        self.ambiguous("body", &[names_of(&index.bodies, |d| (&d.name, Some(&d.aliases)))]);
        self.ambiguous("agreement", &[names_of(&index.agreements, |d| (&d.name, Some(&d.aliases)))]);
    }

    /// Ids and names of one kind of record.
    fn named<D: Draft>(&mut self, table: &Written<'_, D>, form: IdForm, name: fn(&D) -> Option<Names<'_>>) {
        for row in table.iter() {
            self.id(row, form);
            let Some((text, aliases)) = name(row.draft) else {
                continue;
            };
            self.both_languages(row.file, text);
            let words = aliases.into_iter().flat_map(|aliases| aliases.en.iter().chain(&aliases.zh));
            for word in [&text.en, &text.zh].into_iter().chain(words) {
                self.forbidden(row.file, word, FORBIDDEN.get(..PROMISES).unwrap_or(FORBIDDEN));
            }
        }
    }

    fn id<D: Draft>(&mut self, row: &Row<'_, D>, form: IdForm) {
        let sound = |c: char| match form {
            IdForm::Words => c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '.',
            IdForm::Code => c.is_ascii_uppercase() || c.is_ascii_digit() || c == '-',
            IdForm::Free => true,
        };
        let edged = row.id.starts_with(['-', '.']) || row.id.ends_with(['-', '.']);
        if row.id.is_empty() || !row.id.chars().all(sound) || edged {
            let mend = match form {
                IdForm::Code => "write a code: `CN`, `EU-GOODS`",
                IdForm::Words | IdForm::Free => "write lower-case words joined by hyphens: `iecee-cb`",
            };
            self.say(Rule::BadId, row.file, row.at.clone(), format!("`{}` is no id for a {}", row.id, D::KIND), mend);
        }
    }

    fn both_languages(&mut self, file: usize, text: &TextDraft) {
        for (word, language) in [(&text.en, "English"), (&text.zh, "Chinese")] {
            if word.get_ref().trim().is_empty() {
                let mend = "write the usual name; where there is none, translate it";
                self.say(Rule::EmptyName, file, word.span(), format!("no {language} name"), mend);
            }
        }
    }

    /// Texts that are ours, not titles: every forbidden word counts.
    fn our_words(&mut self) {
        let index = self.index;
        for row in index.agreements.iter() {
            row.draft.grants_nothing.iter().for_each(|text| self.ours(row.file, text));
        }
        for row in index.clauses.iter() {
            self.ours(row.file, &row.draft.name);
            self.obligation_texts(row.file, &row.draft.obligations);
        }
        for row in index.requirements.iter() {
            row.draft.ways.iter().for_each(|way| self.obligation_texts(row.file, &way.obligations));
        }
        for row in index.bars.iter() {
            self.ours(row.file, &row.draft.name);
        }
        for row in index.pending.iter() {
            self.ours(row.file, &row.draft.what);
            self.ours(row.file, &row.draft.stage);
            self.both_languages(row.file, &row.draft.stage);
        }
    }

    fn obligation_texts(&mut self, file: usize, obligations: &[ObligationDraft]) {
        for text in obligations.iter().filter_map(|obligation| obligation.text.as_ref()) {
            self.ours(file, text);
            self.both_languages(file, text);
        }
    }

    fn ours(&mut self, file: usize, text: &TextDraft) {
        let words = FORBIDDEN.get(PROMISES..).unwrap_or_default();
        self.forbidden(file, &text.en, words);
        self.forbidden(file, &text.zh, words);
    }

    fn forbidden(&mut self, file: usize, word: &Word, forbidden: &[(&str, &[&str])]) {
        // A hyphen joins what a space may join: "approved-body certificates".
        let lower = word.get_ref().to_lowercase().replace('-', " ");
        for (phrase, terms) in forbidden {
            let bare = terms.iter().fold(lower.clone(), |text, term| text.replace(term, ""));
            if !has_word(&bare, phrase) {
                continue;
            }
            self.found.push(
                Diagnostic::new(Rule::ForbiddenWords, format!("`{phrase}` promises more than recognition gives"))
                    .at(file, word.span(), "")
                    .why("recognition concerns the proof of conformity, not conformity; regulators keep every power (semantics §7)")
                    .mend("say what is recognised or permitted, by whom, and under what: `recognised`, `authorised`, `accepted`, 认可, 承认, 获准"),
            );
        }
    }

    /// A name stands for one record of its kind.
    fn ambiguous(&mut self, kind: &str, lists: &[Vec<Called<'_>>]) {
        let mut by_name: BTreeMap<String, Vec<&Called<'_>>> = BTreeMap::new();
        for called in lists.iter().flatten() {
            by_name.entry(fold(called.written)).or_default().push(called);
        }
        for (name, mut called) in by_name {
            called.sort_by_key(|c| c.id);
            called.dedup_by_key(|c| c.id);
            let [first, rest @ ..] = called.as_slice() else {
                continue;
            };
            if name.is_empty() || rest.is_empty() {
                continue;
            }
            let message = format!("`{}` names more than one {kind}", first.written);
            let mut finding = Diagnostic::new(Rule::AmbiguousAlias, message)
                .why("whoever types it is asked which is meant")
                .mend("drop the alias where it is less usual, or make it longer");
            for one in &called {
                finding = finding.at(one.file, one.at.clone(), format!("here `{}`", one.id));
            }
            self.found.push(finding);
        }
    }
}

/// One way to call a record.
struct Called<'n> {
    id: &'n str,
    written: &'n str,
    file: usize,
    at: std::ops::Range<usize>,
}

fn names_of<'n, D: Draft>(table: &'n Written<'_, D>, name: fn(&D) -> Names<'_>) -> Vec<Called<'n>> {
    let mut called = Vec::new();
    for row in table.iter() {
        called.push(Called { id: &row.id, written: &row.id, file: row.file, at: row.at.clone() });
        let (text, aliases) = name(row.draft);
        let words = aliases.into_iter().flat_map(|aliases| aliases.en.iter().chain(&aliases.zh));
        for word in [&text.en, &text.zh].into_iter().chain(words) {
            called.push(Called { id: &row.id, written: word.get_ref(), file: row.file, at: word.span() });
        }
    }
    called
}

/// Whether a phrase stands in a text, not as part of a longer Latin word.
fn has_word(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(start, hit)| {
        let before = text.get(..start).and_then(|t| t.chars().next_back());
        let after = text.get(start.saturating_add(hit.len())..).and_then(|t| t.chars().next());
        ![before, after].into_iter().flatten().any(|c| c.is_ascii_alphanumeric())
    })
}
