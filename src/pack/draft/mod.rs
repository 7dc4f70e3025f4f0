//! The data as people write it: one struct a TOML table, ids still words.
//!
//! Every word that names another record is [`Spanned`], so that an error can underline it. `data/README.md` is the
//! guide to these tables for people.

mod demand;
mod treaty;
mod vocabulary;

pub(super) use demand::*;
pub(super) use treaty::*;
pub(super) use vocabulary::*;

use serde::Deserialize;
use toml::Spanned;

/// A reference or closed word, with its place in the file.
pub(super) type Word = Spanned<String>;

/// A bare TOML date or a text (`"2016"`, `"2016-05"`, `"unknown"`).
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum DateText {
    /// `2016-05-01`
    Bare(toml::value::Datetime),
    /// `"2016"`
    Text(String),
}

/// A text in both languages.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TextDraft {
    /// English.
    pub en: Word,
    /// Chinese.
    pub zh: Word,
}

/// Other names, by language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Aliases {
    /// English and other Latin-script names, abbreviations, codes.
    pub en: Vec<Word>,
    /// Chinese names.
    pub zh: Vec<Word>,
}

/// One file: any tables in any order.
#[derive(Clone, Debug, Default)]
pub(super) struct FileDraft {
    /// Edition and date of the data (one file of all).
    pub edition: Option<EditionMark>,
    /// `[[source]]`
    pub source: Vec<SourceDraft>,
    /// `[[market]]`
    pub market: Vec<MarketDraft>,
    /// `[[bloc]]`
    pub bloc: Vec<BlocDraft>,
    /// `[[product]]`
    pub product: Vec<ProductDraft>,
    /// `[[attribute]]`
    pub attribute: Vec<AttributeDraft>,
    /// `[[norm]]`
    pub norm: Vec<NormDraft>,
    /// `[[scheme]]`
    pub scheme: Vec<SchemeDraft>,
    /// `[[body]]`
    pub body: Vec<BodyDraft>,
    /// `[[register]]`
    pub register: Vec<RegisterDraft>,
    /// `[[listing]]`
    pub listing: Vec<ListingDraft>,
    /// `[[agreement]]`
    pub agreement: Vec<AgreementDraft>,
    /// `[[clause]]`
    pub clause: Vec<ClauseDraft>,
    /// `[[requirement]]`
    pub requirement: Vec<RequirementDraft>,
    /// `[[coverage]]`
    pub coverage: Vec<CoverageDraft>,
    /// `[[bar]]`
    pub bar: Vec<BarDraft>,
    /// `[[pending]]`
    pub pending: Vec<PendingDraft>,
    /// `[[fact]]`
    pub fact: Vec<FactDraft>,
    /// Records that are there but ill-formed.
    pub ghosts: Vec<Ghost>,
}

/// A record that is there but ill-formed.
#[derive(Clone, Debug)]
pub(super) struct Ghost {
    /// Its table.
    pub table: String,
    /// Its id, if it has one.
    pub id: String,
}

/// `[edition]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EditionMark {
    /// `2026.11.0`
    pub number: String,
    /// Date of the data.
    pub as_of: Spanned<DateText>,
}

/// `[[source]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SourceDraft {
    /// Unique within the file.
    pub id: Word,
    /// Address.
    pub url: Word,
    /// What it supports.
    pub says: String,
    /// When it was read (`2026-11`); left out: named as the place of the rule, page not read.
    pub read: Option<String>,
}

/// `[[fact]]`: a record of the first reading, and what became of it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FactDraft {
    /// Its id there.
    pub id: Word,
    /// The records that carry it.
    #[serde(default)]
    pub became: Vec<Word>,
    /// Why it, or a part of it, became none.
    pub unmodelled: Option<Word>,
}

/// A member of a bloc, or a party of an agreement.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MemberDraft {
    /// Market or bloc.
    pub code: Word,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// issue | accept; both where left out (agreements only).
    pub roles: Option<Vec<Word>>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
}
