//! Agreements: who is party, in which role, and when they hold.

use super::{EndKind, Evidence, Id, Place, Record, Scope, Text, When, word::words};
use serde::{Deserialize, Serialize};

words! {
    /// The legal form of an agreement (`semantics.md` §1).
    Form {
        /// Between governments, on the importer's rules.
        GovernmentMra = "government-mra",
        /// Between governments, on aligned rules.
        EnhancedMra = "enhanced-mra",
        /// A scheme of many members.
        MultilateralScheme = "multilateral-scheme",
        /// Between accreditation bodies.
        AccreditationArrangement = "accreditation-arrangement",
        /// One system taken as equivalent to another.
        Equivalence = "equivalence",
        /// One market alone decides to recognise.
        Unilateral = "unilateral",
        /// A chapter of a trade agreement.
        FtaChapter = "fta-chapter",
        /// One market made of many.
        SingleMarket = "single-market",
        /// Between bodies, by contract.
        BodyArrangement = "body-arrangement",
    }
}

words! {
    /// Where an agreement stands.
    Status {
        /// It holds.
        InForce = "in-force",
        /// Some of it holds: a clause without an operating date of its own is unknown.
        PartlyOperational = "partly-operational",
        /// It is suspended.
        Suspended = "suspended",
        /// It has ended.
        Ended = "ended",
        /// It was signed, no more.
        SignedNotInForce = "signed-not-in-force",
    }
}

/// What becomes of papers in hand when the agreement or clause ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OnEnd {
    /// They count no longer.
    Lapse,
    /// They count until a date.
    KeepUntil(When),
    /// Those issued before the end count on.
    KeepIssuedBeforeEnd,
}

/// One party of an agreement.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Party {
    /// Who.
    pub place: Place,
    /// Its papers are recognised by the others.
    pub may_issue: bool,
    /// It recognises the others' papers.
    pub must_accept: bool,
    /// First day.
    pub from: Option<When>,
    /// Last day.
    pub until: Option<When>,
    /// Contested membership is at most perhaps one.
    pub doubtful: bool,
}

/// An agreement, arrangement, scheme or unilateral act. By itself it proves nothing: its clauses do.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Agreement {
    /// Stable id.
    pub id: String,
    /// Its titles.
    pub name: Text,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// Its legal form.
    pub form: Form,
    /// Its parties; a unilateral act lists the accepting market only.
    pub parties: Vec<Party>,
    /// Signature.
    pub signed: Option<When>,
    /// Entry into force; `None`: signed only.
    pub in_force: Option<When>,
    /// First day on which it works.
    pub operational_from: Option<When>,
    /// Where it stands.
    pub status: Status,
    /// Last day.
    pub ended: Option<When>,
    /// How it ended.
    pub end_kind: Option<EndKind>,
    /// Last days it once was to have and outlived, by extension. They tell its history and decide nothing.
    pub outlived: Vec<When>,
    /// What becomes of papers in hand.
    pub on_end: Option<OnEnd>,
    /// Older agreements it replaces from its entry into force.
    pub supersedes: Vec<Id<Agreement>>,
    /// Says in words that it recognises nothing: a declaration without clauses.
    pub grants_nothing: Option<Text>,
    /// Which products such a declaration speaks of.
    pub about: Scope,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Default for Agreement {
    fn default() -> Agreement {
        Agreement {
            id: String::new(),
            name: Text::default(),
            form: Form::GovernmentMra,
            parties: Vec::new(),
            signed: None,
            in_force: None,
            operational_from: None,
            status: Status::InForce,
            ended: None,
            end_kind: None,
            aliases: Vec::new(),
            outlived: Vec::new(),
            on_end: None,
            supersedes: Vec::new(),
            grants_nothing: None,
            about: Scope::default(),
            evidence: Evidence::default(),
        }
    }
}

impl Record for Agreement {
    fn id(&self) -> &str {
        &self.id
    }
}
