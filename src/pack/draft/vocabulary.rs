//! What is named: markets, products, standards, schemes, bodies.

use super::{Aliases, DateText, MemberDraft, TextDraft, Word};
use crate::law::Text;
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

/// `[[market]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct MarketDraft {
    /// Code.
    pub code: Word,
    /// state | customs-territory | region
    pub kind: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
}

/// `[[bloc]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct BlocDraft {
    /// Code.
    pub code: Word,
    /// Which body of rules it stands for.
    pub purpose: String,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// Members.
    pub members: Vec<MemberDraft>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// `[[product]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct ProductDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// The wider group.
    pub parent: Option<Word>,
    /// HS 2022 prefixes outside which nothing belongs to the group.
    #[serde(default)]
    pub covering: Vec<Word>,
    /// HS 2022 codes that illustrate it.
    #[serde(default)]
    pub hs: Vec<Word>,
}

/// `[[attribute]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct AttributeDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// yes-no | choice | number | text
    pub kind: Word,
    /// The words of a choice.
    #[serde(default)]
    pub values: Vec<String>,
    /// What the values are called that are not names themselves.
    #[serde(default)]
    pub value_names: BTreeMap<String, TextDraft>,
    /// Value presumed where none is stated.
    pub presumed: Option<Word>,
    /// The presumption falls where a paper states an edition that has a later one on record.
    #[serde(default)]
    pub presumed_while_current: bool,
    /// The presumption falls where a paper was issued longer ago (`3 years`).
    pub presumed_for: Option<Word>,
}

/// `[[norm]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct NormDraft {
    /// Number without edition.
    pub id: Word,
    /// Title.
    pub name: TextDraft,
    /// Editions.
    #[serde(default)]
    pub editions: Vec<EditionDraft>,
}

/// An edition of a norm.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct EditionDraft {
    /// Designation with year.
    pub id: Word,
    /// Publication.
    pub published: Option<Spanned<DateText>>,
    /// What it adopts.
    #[serde(default)]
    pub adopts: Vec<AdoptionDraft>,
}

/// An adoption.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct AdoptionDraft {
    /// The edition adopted.
    pub of: Word,
    /// IDT | MOD | NEQ
    pub degree: Word,
    /// Named deviations.
    #[serde(default)]
    pub deviations: Vec<String>,
}

/// `[[scheme]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct SchemeDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// Papers it issues, the usual one first.
    pub kinds: Vec<Word>,
    /// The market or bloc whose scheme it is; left out: home-less.
    pub home: Option<Word>,
    /// The body of rules attested; left out: the home's code, none for a home-less scheme.
    pub regime: Option<String>,
    /// Who issues its papers.
    pub issuers: Option<IssuersDraft>,
    /// Names of its levels, lowest first.
    #[serde(default)]
    pub levels: Vec<LevelDraft>,
    /// Where a paper's number can be looked up.
    pub verify: Option<Word>,
    /// The first day on which a paper of it could be issued.
    pub since: Option<Spanned<DateText>>,
    /// How long papers usually run where they state no last day: `5 years`.
    pub validity: Option<Word>,
    /// Papers that ended with the rules under which they were issued.
    #[serde(default)]
    pub lapses: Vec<LapseDraft>,
    /// Products for which its papers are no longer issued.
    #[serde(default)]
    pub closings: Vec<ClosingDraft>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}

/// One of the `lapses` of a scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct LapseDraft {
    /// Products.
    pub products: Vec<Word>,
    /// Products left out.
    #[serde(default)]
    pub except: Vec<Word>,
    /// Papers issued before this day ended.
    pub issued_before: Spanned<DateText>,
    /// The last day on which they counted.
    pub last: Spanned<DateText>,
}

/// One of the `closings` of a scheme.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct ClosingDraft {
    /// Products.
    pub products: Vec<Word>,
    /// Products left out.
    #[serde(default)]
    pub except: Vec<Word>,
    /// The last day on which a paper could be issued.
    pub last: Spanned<DateText>,
}

/// A level: a code that is the same in every language, or its names.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
pub(in crate::pack) enum LevelDraft {
    /// `"EAL4"`
    Code(String),
    /// `{ en = "…", zh = "…" }`
    Named(Text),
}

impl LevelDraft {
    pub(in crate::pack) fn name(&self) -> Text {
        match self {
            LevelDraft::Code(code) => Text { en: code.clone(), zh: code.clone() },
            LevelDraft::Named(name) => name.clone(),
        }
    }
}

/// `issuers = "anybody"` or a table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(in crate::pack) struct IssuersDraft {
    /// Anybody may issue.
    pub anybody: bool,
    /// The supplier itself issues, wherever it sits: its own declaration.
    pub supplier: bool,
    /// Sorts of bodies.
    pub class: Vec<Word>,
    /// Bodies by id.
    pub bodies: Vec<Word>,
    /// The scheme's own register.
    pub register: Option<Word>,
}

/// `[[body]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct BodyDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Other names.
    #[serde(default)]
    pub aliases: Aliases,
    /// Market it sits in; left out: not recorded.
    pub seat: Option<Word>,
    /// Sorts of body it is.
    #[serde(default)]
    pub class: Vec<Word>,
    /// Owners of note; left out: not recorded.
    pub owners: Option<Vec<String>>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
}
