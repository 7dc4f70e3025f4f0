//! What is asked, and what stands against it: requirements, coverage, bars, changes under way.

use super::{DateText, EditionRuleDraft, ObligationDraft, TextDraft, Word};
use serde::Deserialize;
use toml::Spanned;

/// `[[requirement]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct RequirementDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// Market or bloc.
    pub market: Word,
    /// What it is about.
    pub aspect: Word,
    /// The law behind it.
    #[serde(default)]
    pub legal_basis: String,
    /// Products included.
    pub products: Vec<Word>,
    /// Products excluded.
    #[serde(default)]
    pub except: Vec<Word>,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// Ways.
    pub ways: Vec<WayDraft>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
    /// When somebody has to look at it again.
    pub review_by: Option<Spanned<DateText>>,
}

/// One way.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct WayDraft {
    /// Id within the requirement.
    #[serde(default)]
    pub id: String,
    /// Its papers.
    pub slots: Vec<SlotDraft>,
    /// What it asks besides.
    #[serde(default)]
    pub obligations: Vec<ObligationDraft>,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
}

/// One slot.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct SlotDraft {
    /// Scheme.
    pub scheme: Word,
    /// Kind, where the scheme issues several and one is meant.
    pub kind: Option<Word>,
    /// Lowest level.
    pub level: Option<u8>,
    /// The level asked is the one the question wants.
    #[serde(default)]
    pub level_as_wanted: bool,
    /// Which editions it takes.
    pub edition: Option<EditionRuleDraft>,
}

/// `[[coverage]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct CoverageDraft {
    /// Id.
    pub id: Word,
    /// requirements | ways | register | parties
    pub closes: Word,
    /// Market or bloc.
    pub market: Option<Word>,
    /// Products (not for a register).
    #[serde(default)]
    pub products: Vec<Word>,
    /// Products left out.
    #[serde(default)]
    pub except: Vec<Word>,
    /// Aspect; left out: all.
    pub aspect: Option<Word>,
    /// Register.
    pub register: Option<Word>,
    /// First day it speaks of.
    pub from: Option<Spanned<DateText>>,
    /// The day it speaks on.
    pub as_of: Spanned<DateText>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
}

/// `[[bar]]`: exactly one of `clause`, `agreement`, `body`, `owned_by`, `scheme`, `products`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct BarDraft {
    /// Id.
    pub id: Word,
    /// Names.
    pub name: TextDraft,
    /// A clause is suspended.
    pub clause: Option<Word>,
    /// An agreement is suspended.
    pub agreement: Option<Word>,
    /// A body's papers do not count.
    pub body: Option<Word>,
    /// Papers of bodies so owned do not count.
    pub owned_by: Option<Vec<String>>,
    /// A scheme's papers do not count.
    pub scheme: Option<Word>,
    /// Products are barred.
    pub products: Option<Vec<Word>>,
    /// Where; left out: everywhere.
    pub market: Option<Word>,
    /// Of a bar on a body or an owner, the schemes whose papers it concerns; left out: every paper.
    #[serde(default)]
    pub schemes: Vec<Word>,
    /// Of a bar on a body or an owner, the first date of issue that it concerns; left out: old papers too.
    pub issued_from: Option<Spanned<DateText>>,
    /// First day.
    pub from: Option<Spanned<DateText>>,
    /// Last day.
    pub until: Option<Spanned<DateText>>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
    /// When somebody has to look at it again.
    pub review_by: Option<Spanned<DateText>>,
}

/// `[[pending]]`
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(in crate::pack) struct PendingDraft {
    /// Id.
    pub id: Word,
    /// What would change.
    pub what: TextDraft,
    /// How far it has come.
    pub stage: TextDraft,
    /// When it is expected.
    pub expected_from: Option<Spanned<DateText>>,
    /// Agreements it would touch.
    #[serde(default)]
    pub agreements: Vec<Word>,
    /// Schemes it would touch.
    #[serde(default)]
    pub schemes: Vec<Word>,
    /// Markets it would touch.
    #[serde(default)]
    pub markets: Vec<Word>,
    /// Products it would touch.
    #[serde(default)]
    pub products: Vec<Word>,
    /// Where it was read.
    #[serde(default)]
    pub sources: Vec<Word>,
    /// verified | recalled | doubtful
    pub confidence: Option<Word>,
    /// The date at which the newest source speaks.
    pub as_of: Option<String>,
    /// When somebody has to look at it again.
    pub review_by: Option<Spanned<DateText>>,
}
