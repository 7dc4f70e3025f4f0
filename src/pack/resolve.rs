//! Words become references, dates and values; what cannot is reported with its place.

use super::{
    diagnostic::{Diagnostic, nearest},
    draft::{DateText, MemberDraft, ObligationDraft, OnEndDraft, TextDraft, Word},
    file::SourceFile,
    index::{Draft, Index, Written, source_id},
    rule::Rule,
};
use crate::law::{
    Confidence, Day, Due, Evidence, Id, Obligation, ObligationKind, OnEnd, Place, Source, Span, Text, When,
};
use std::{collections::BTreeMap, ops::Range};
use toml::Spanned;

/// What a record says of its evidence.
pub(super) struct EvidenceDraft<'d> {
    pub sources: &'d [Word],
    pub confidence: Option<&'d Word>,
    pub as_of: Option<&'d str>,
}

/// Reads `sources`, `confidence` and `as_of` of a draft.
macro_rules! evidence_of {
    ($draft:expr) => {
        $crate::pack::resolve::EvidenceDraft {
            sources: &$draft.sources,
            confidence: $draft.confidence.as_ref(),
            as_of: $draft.as_of.as_deref(),
        }
    };
}
pub(super) use evidence_of;

/// Turns drafts into records, one file at a time.
pub(super) struct Resolver<'d> {
    /// What there is to refer to.
    pub index: &'d Index<'d>,
    /// The files.
    pub files: &'d [SourceFile],
    /// The file whose records are being read.
    pub file: usize,
    /// How many faults there were so far, those of ill-formed records that are named included.
    pub faults: usize,
    found: Vec<Diagnostic>,
    /// Unknown words of a kind, by file: where in `found` the first is reported, and how often it was met.
    unknown: BTreeMap<(usize, &'static str, String), (usize, usize)>,
}

impl<'d> Resolver<'d> {
    /// A resolver that goes on with what was found before.
    pub(super) fn new(index: &'d Index<'d>, files: &'d [SourceFile], found: Vec<Diagnostic>) -> Resolver<'d> {
        Resolver { index, files, file: 0, faults: 0, found, unknown: BTreeMap::new() }
    }

    /// Everything found; a word that is unknown many times in a file is one finding that says so.
    pub(super) fn findings(mut self) -> Vec<Diagnostic> {
        for (place, times) in self.unknown.into_values().filter(|(_, times)| *times > 1) {
            if let Some(spot) = self.found.get_mut(place).and_then(|finding| finding.spots.first_mut()) {
                spot.label = format!("here and {} times more in this file", times.saturating_sub(1));
            }
        }
        self.found
    }

    /// Reports a fault of the current file.
    pub(super) fn fault(&mut self, rule: Rule, at: Range<usize>, message: impl Into<String>, mend: impl Into<String>) {
        self.faults = self.faults.saturating_add(1);
        self.found.push(Diagnostic::new(rule, message).at(self.file, at, "").mend(mend));
    }

    /// A reference to a record.
    pub(super) fn refer<D: Draft>(&mut self, table: &Written<'d, D>, word: &Word) -> Option<Id<D::Record>> {
        let row = table.find(word.get_ref());
        if row.is_none() {
            self.unknown(D::KIND, word, table.ids());
        }
        row.map(Id::new)
    }

    /// References to records.
    pub(super) fn refer_all<D: Draft>(&mut self, table: &Written<'d, D>, words: &[Word]) -> Vec<Id<D::Record>> {
        words.iter().filter_map(|word| self.refer(table, word)).collect()
    }

    /// A market, or a bloc that stands for its members.
    pub(super) fn place(&mut self, word: &Word) -> Option<Place> {
        let index = self.index;
        let market = index.markets.find(word.get_ref()).map(|row| Place::Market(Id::new(row)));
        let place = market.or_else(|| index.blocs.find(word.get_ref()).map(|row| Place::Bloc(Id::new(row))));
        if place.is_none() {
            self.unknown("place", word, index.markets.ids().chain(index.blocs.ids()));
        }
        place
    }

    /// Places.
    pub(super) fn places(&mut self, words: &[Word]) -> Vec<Place> {
        words.iter().filter_map(|word| self.place(word)).collect()
    }

    fn unknown<'n>(&mut self, kind: &'static str, word: &Word, known: impl Iterator<Item = &'n str>) {
        let key = (self.file, kind, word.get_ref().clone());
        let before = self.unknown.get_mut(&key);
        if before.is_some() || self.index.ghosts.contains(word.get_ref().as_str()) {
            self.faults = self.faults.saturating_add(1);
            if let Some((_, times)) = before {
                *times = times.saturating_add(1);
            }
            return;
        }
        self.unknown.insert(key, (self.found.len(), 1));
        let mend = match nearest(word.get_ref(), known) {
            Some(name) => format!("did you mean `{name}`?"),
            None => format!("define the {kind}, or leave the field out where it is not known"),
        };
        self.fault(Rule::UnknownId, word.span(), format!("unknown {kind} `{}`", word.get_ref()), mend);
    }

    /// A word of a closed list.
    pub(super) fn choose<T: Copy>(
        &mut self,
        kind: &str,
        all: &'static [T],
        word_of: fn(T) -> &'static str,
        word: &Word,
    ) -> Option<T> {
        let chosen = all.iter().copied().find(|value| word_of(*value) == word.get_ref());
        if chosen.is_none() {
            let known: Vec<&str> = all.iter().map(|value| word_of(*value)).collect();
            let mend = match nearest(word.get_ref(), known.iter().copied()) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("one of: {}", known.join(", ")),
            };
            self.fault(Rule::UnknownWord, word.span(), format!("`{}` is no {kind}", word.get_ref()), mend);
        }
        chosen
    }

    /// Words of a closed list.
    pub(super) fn choose_all<T: Copy>(
        &mut self,
        kind: &str,
        all: &'static [T],
        word_of: fn(T) -> &'static str,
        words: &[Word],
    ) -> Vec<T> {
        words.iter().filter_map(|word| self.choose(kind, all, word_of, word)).collect()
    }

    /// A date as far as it is known.
    pub(super) fn when(&mut self, date: Option<&Spanned<DateText>>) -> Option<When> {
        let date = date?;
        let when = date.get_ref().when();
        if when.is_none() {
            let mend =
                "write a bare date (`2008-10-01`) or a quoted partial one (`\"2016\"`, `\"2016-05\"`, `\"unknown\"`)";
            self.fault(Rule::BadDate, date.span(), "not a date of the calendar", mend);
        }
        when
    }

    /// A calendar span.
    pub(super) fn span(&mut self, word: Option<&Word>) -> Option<Span> {
        let word = word?;
        let span = Span::parse(word.get_ref());
        if span.is_none() {
            let mend = "write `3 years`, `18 months`, `1 year 6 months` or `90 days`";
            self.fault(Rule::BadDate, word.span(), format!("`{}` is no span of time", word.get_ref()), mend);
        }
        span
    }

    /// What becomes of papers in hand.
    pub(super) fn on_end(&mut self, draft: Option<&OnEndDraft>, at: &Word) -> Option<OnEnd> {
        let draft = draft?;
        match (draft.lapse, draft.keep_issued_before_end, &draft.keep_until) {
            (true, false, None) => Some(OnEnd::Lapse),
            (false, true, None) => Some(OnEnd::KeepIssuedBeforeEnd),
            (false, false, Some(date)) => self.when(Some(date)).map(OnEnd::KeepUntil),
            _ => {
                let mend =
                    "`on_end` takes one of `lapse = true`, `keep_issued_before_end = true`, `keep_until = 2025-12-31`";
                self.fault(Rule::Contradiction, at.span(), format!("`{}` has an unclear `on_end`", at.get_ref()), mend);
                None
            }
        }
    }

    /// Obligations; the default is `before-market`.
    pub(super) fn obligations(&mut self, drafts: &[ObligationDraft]) -> Vec<Obligation> {
        let mut obligations = Vec::new();
        for draft in drafts {
            let kind = self.choose("obligation", ObligationKind::ALL, ObligationKind::word, &draft.kind);
            let when = draft
                .when
                .as_ref()
                .map_or(Some(Due::BeforeMarket), |w| self.choose("time for an obligation", Due::ALL, Due::word, w));
            if kind == Some(ObligationKind::Other) && draft.text.is_none() {
                let mend = "say in `text = { en = \"…\", zh = \"…\" }` what is to be done";
                self.fault(Rule::MissingKey, draft.kind.span(), "an obligation `other` without words", mend);
            }
            if let (Some(kind), Some(when)) = (kind, when) {
                obligations.push(Obligation {
                    kind,
                    arg: draft.arg.clone(),
                    when,
                    text: draft.text.as_ref().map(text),
                });
            }
        }
        obligations
    }

    /// What a record rests on. Where it is silent it takes what `heir_of` says; a record without a stated confidence is
    /// verified if a source it names was read, else recalled.
    pub(super) fn evidence(&mut self, draft: &EvidenceDraft<'_>, heir_of: Option<&Evidence>) -> Evidence {
        let index = self.index;
        let stem = self.files.get(self.file).map_or("", SourceFile::stem).to_owned();
        let mut sources: Vec<Id<Source>> = Vec::new();
        for word in draft.sources {
            match index.sources.find(&source_id(&stem, word.get_ref())) {
                Some(row) => sources.push(Id::new(row)),
                None => {
                    let file = self.file;
                    let here = index.sources.iter().filter(move |row| row.file == file);
                    self.unknown("source of this file", word, here.map(|row| row.draft.id.get_ref().as_str()));
                }
            }
        }
        if draft.sources.is_empty()
            && let Some(elder) = heir_of
        {
            sources.clone_from(&elder.sources);
        }
        let stated = draft.confidence.and_then(|w| self.choose("confidence", Confidence::ALL, Confidence::word, w));
        let read = |id: &Id<Source>| index.sources.get(id.row()).is_some_and(|row| row.draft.read.is_some());
        let inferred = if sources.iter().any(read) { Confidence::Verified } else { Confidence::Recalled };
        let confidence = stated.or(heir_of.map(|elder| elder.confidence)).unwrap_or(inferred);
        let as_of =
            draft.as_of.map(str::to_owned).or_else(|| heir_of.map(|elder| elder.as_of.clone())).unwrap_or_default();
        Evidence { sources, confidence, as_of }
    }

    /// Whether a member or party is contested.
    pub(super) fn contested(&mut self, draft: &MemberDraft) -> bool {
        let confidence =
            draft.confidence.as_ref().and_then(|w| self.choose("confidence", Confidence::ALL, Confidence::word, w));
        confidence == Some(Confidence::Doubtful)
    }
}

impl DateText {
    /// The days it can be.
    pub(super) fn when(&self) -> Option<When> {
        match self {
            DateText::Bare(toml::value::Datetime { date: Some(date), time: None, offset: None }) => {
                Day::new(i32::from(date.year), date.month, date.day).map(When::on)
            }
            DateText::Bare(_) => None,
            DateText::Text(text) => When::parse(text),
        }
    }
}

/// A text in both languages.
pub(super) fn text(draft: &TextDraft) -> Text {
    Text { en: draft.en.get_ref().trim().to_owned(), zh: draft.zh.get_ref().trim().to_owned() }
}
