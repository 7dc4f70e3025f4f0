//! The clause: one direction of one recognition. It is the unit of inference.

use super::{
    Agreement, Edition, EndKind, Evidence, Id, IssuerClass, Kind, Obligation, OnEnd, Place, Record, Register, Scheme,
    Scope, Span, Text, When, word::words,
};
use serde::{Deserialize, Serialize};

words! {
    /// What a recognition does, weakest first (`semantics.md` §0.2).
    Effect {
        /// May be looked at.
        Evidence = "evidence",
        /// The market's own body issues its own paper without repeating the covered tests.
        Reissue = "reissue",
        /// Fills the slot.
        Equivalent = "equivalent",
    }
}

words! {
    /// How binding a recognition is, weakest first.
    Duty {
        /// At discretion.
        May = "may",
        /// Accept, or justify in writing.
        InPrinciple = "in-principle",
        /// A duty.
        Shall = "shall",
    }
}

words! {
    /// Whose rules the paper must show compliance with (`semantics.md` §0.4).
    Rules {
        /// The market's that takes it.
        Importer = "importer",
        /// The market's that issued it.
        Exporter = "exporter",
        /// Rules both share.
        Common = "common",
        /// An international standard.
        International = "international",
    }
}

/// Who must have issued the paper. `None` on a clause: not recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum IssuerRule {
    /// Anybody.
    Any,
    /// A native issuer of the paper's scheme.
    Native,
    /// A body of one of these sorts (any, if empty), on the register if one is named.
    Body {
        /// Sorts of body that qualify.
        classes: Vec<IssuerClass>,
        /// The register it must stand on at issue.
        register: Option<Id<Register>>,
        /// The register its accreditation body must stand on at issue.
        accredited_by: Option<Id<Register>>,
    },
}

/// When the issuer's seat must lie in a party.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PartyTest {
    /// At issue and on the day.
    Both,
    /// At issue.
    Issue,
    /// On the day.
    Use,
}

/// Which editions of which standard count. A clause without one asks for none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditionRule {
    /// Editions taken, each in its period.
    pub accepts: Vec<AcceptedEdition>,
    /// Whether a newer edition than those counts; `None`: not recorded.
    pub newer: Option<bool>,
}

/// One edition and the period in which it is taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AcceptedEdition {
    /// The edition.
    pub edition: Id<Edition>,
    /// First day.
    pub from: Option<When>,
    /// Last day.
    pub until: Option<When>,
}

words! {
    /// What a rule of origin looks at.
    OriginFact {
        /// Where the goods were made.
        MadeIn = "made-in",
        /// Where they were grown.
        GrownIn = "grown-in",
        /// Where they were last processed.
        LastProcessedIn = "last-processed-in",
        /// Where they originate by the rules of the agreement.
        Originating = "originating",
        /// From where they are shipped direct.
        ShippedDirect = "shipped-direct",
    }
}

/// One origin test.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginTest {
    /// What it looks at.
    pub fact: OriginFact,
    /// Where it must be.
    pub places: Vec<Place>,
}

/// A rule of origin. `None` on a clause: not recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum OriginRule {
    /// The text has none, and says so or is known to.
    Free,
    /// One test must hold.
    Any(Vec<OriginTest>),
    /// All tests must hold.
    All(Vec<OriginTest>),
}

/// What the paper may rest on: the whole law of chaining (`semantics.md` §3.3 g13). `None` on a clause: not recorded.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum BasisRule {
    /// Its own results only.
    Own,
    /// Anything.
    Any,
    /// Papers of these schemes only.
    Only(Vec<Id<Scheme>>),
}

/// Which slots a clause fills.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Fills {
    /// Slots that ask for these schemes.
    Schemes(Vec<Id<Scheme>>),
    /// Every slot of the market.
    All,
}

impl Fills {
    /// Whether slots that ask for a scheme are among them.
    #[must_use]
    pub fn takes(&self, scheme: Id<Scheme>) -> bool {
        match self {
            Fills::Schemes(schemes) => schemes.contains(&scheme),
            Fills::All => true,
        }
    }
}

/// The paper a reissue makes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Issues {
    /// Its scheme.
    pub scheme: Id<Scheme>,
    /// The body that issues it, where known; else a native issuer of the accepting market.
    pub issuer: Option<Id<super::Body>>,
}

/// One direction of one recognition.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Clause {
    /// Stable id.
    pub id: String,
    /// The agreement it belongs to.
    pub agreement: Id<Agreement>,
    /// Where in the text: annex, article.
    pub place: String,
    /// What it says, in our words.
    pub name: Text,
    /// Whose papers; `None`: anybody's (unilateral clauses).
    pub from: Option<Vec<Place>>,
    /// Who takes them.
    pub to: Vec<Place>,
    /// When the issuer's seat is tested.
    pub party_test: PartyTest,
    /// For which products.
    pub scope: Scope,
    /// Which kind of paper; `None`: any.
    pub kind: Option<Kind>,
    /// Papers of which schemes; empty: any.
    pub schemes: Vec<Id<Scheme>>,
    /// Papers that must also be in hand.
    pub needs_all: Vec<Id<Scheme>>,
    /// For a status: goods must actually have been marketed, not merely be saleable.
    pub marketed: bool,
    /// Whose rules, as the text puts it.
    pub rules: Rules,
    /// Regimes of which the paper must attest one; `None`: no demand.
    pub attests: Option<Vec<String>>,
    /// Who must have issued it.
    pub issuer: Option<IssuerRule>,
    /// Which editions count.
    pub edition: Option<EditionRule>,
    /// Highest level recognised.
    pub cap: Option<u8>,
    /// How old the paper may be.
    pub max_age: Option<Span>,
    /// First day of the clause's lineage, if earlier than its own entry into force.
    pub since: Option<When>,
    /// Papers issued before the lineage count too.
    pub preissue: bool,
    /// Entry into force, if not the agreement's.
    pub in_force: Option<When>,
    /// First day on which it works.
    pub operational_from: Option<When>,
    /// Last day.
    pub until: Option<When>,
    /// How it ended.
    pub end_kind: Option<EndKind>,
    /// What becomes of papers in hand.
    pub on_end: Option<OnEnd>,
    /// Rule of origin.
    pub origin: Option<OriginRule>,
    /// What the paper may rest on.
    pub basis: Option<BasisRule>,
    /// What the recognition does.
    pub effect: Effect,
    /// How binding it is.
    pub duty: Duty,
    /// Which slots it fills; nothing where it issues a paper.
    pub fills: Fills,
    /// The paper a reissue makes.
    pub issues: Option<Issues>,
    /// What is left to do.
    pub obligations: Vec<Obligation>,
    /// Clauses that give way where this one is in force and covers the product.
    pub overrides: Vec<Id<Clause>>,
    /// A clause that another source states differently.
    pub conflicts_with: Option<Id<Clause>>,
    /// The clause of the other direction of the same text.
    pub mirror_of: Option<Id<Clause>>,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Default for Clause {
    fn default() -> Clause {
        Clause {
            id: String::new(),
            agreement: Id::new(usize::MAX),
            place: String::new(),
            name: Text::default(),
            from: Some(Vec::new()),
            to: Vec::new(),
            party_test: PartyTest::Both,
            scope: Scope::default(),
            kind: None,
            schemes: Vec::new(),
            needs_all: Vec::new(),
            marketed: false,
            rules: Rules::Importer,
            attests: None,
            issuer: None,
            edition: None,
            cap: None,
            max_age: None,
            since: None,
            preissue: false,
            in_force: None,
            operational_from: None,
            until: None,
            end_kind: None,
            on_end: None,
            origin: None,
            basis: None,
            effect: Effect::Evidence,
            duty: Duty::May,
            fills: Fills::Schemes(Vec::new()),
            issues: None,
            obligations: Vec::new(),
            overrides: Vec::new(),
            conflicts_with: None,
            mirror_of: None,
            evidence: Evidence::default(),
        }
    }
}

impl Clause {
    /// Whether it makes a new paper (or, for a status, carries one market's standing into another).
    #[must_use]
    pub fn generative(&self) -> bool {
        self.issues.is_some()
    }

    /// Whether it recognises goods that may lawfully be sold, not a paper.
    #[must_use]
    pub fn of_status(&self) -> bool {
        self.kind == Some(Kind::LawfulMarketing)
    }
}

impl Record for Clause {
    fn id(&self) -> &str {
        &self.id
    }
}
