//! Conformity assessment bodies and authorities, and the registers that make them competent.

use super::{Evidence, Id, Market, Record, Scope, Text, When, word::words};
use serde::{Deserialize, Serialize};

words! {
    /// What sort of body issued a paper, as people say it.
    IssuerClass {
        /// A national certification body of the IECEE.
        MemberNcb = "member-ncb",
        /// A member body of a scheme.
        SchemeMember = "scheme-member",
        /// An IECEx certification body.
        ExCb = "ex-cb",
        /// An issuing authority (OIML-CS).
        IssuingAuthority = "issuing-authority",
        /// A certificate authorising body (CCRA).
        AuthorisingBody = "authorising-body",
        /// A notified body of the EU.
        NotifiedBody = "notified-body",
        /// An approved body of the UK.
        ApprovedBody = "approved-body",
        /// A body designated under an agreement or by a market.
        DesignatedBody = "designated-body",
        /// A laboratory designated under an agreement or by a market.
        DesignatedLaboratory = "designated-laboratory",
        /// A body recognised by the market that asks.
        RecognisedBody = "recognised-body",
        /// A laboratory recognised by the market that asks.
        RecognisedLaboratory = "recognised-laboratory",
        /// A nationally recognised testing laboratory (US).
        Nrtl = "nrtl",
        /// A telecommunication certification body.
        Tcb = "tcb",
        /// A certification body accredited for the scheme.
        AccreditedCertificationBody = "accredited-certification-body",
        /// A certification body, no more said.
        CertificationBody = "certification-body",
        /// A laboratory accredited for the test.
        AccreditedLaboratory = "accredited-laboratory",
        /// A laboratory, no more said.
        Laboratory = "laboratory",
        /// An auditing organisation (MDSAP).
        AuditingOrganisation = "auditing-organisation",
        /// A control body (organic).
        ControlBody = "control-body",
        /// An authority, no more said.
        Authority = "authority",
        /// A type-approval authority.
        ApprovalAuthority = "approval-authority",
        /// A customs authority.
        CustomsAuthority = "customs-authority",
        /// A GLP monitoring authority.
        GlpMonitoringAuthority = "glp-monitoring-authority",
        /// An accreditation body.
        AccreditationBody = "accreditation-body",
        /// A ship classification society.
        ClassificationSociety = "classification-society",
        /// An authorised representative.
        AuthorisedRepresentative = "authorised-representative",
        /// The manufacturer or supplier.
        Manufacturer = "manufacturer",
        /// Nobody.
        Nobody = "none",
    }
}

/// A body or authority.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Body {
    /// Stable id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// Where it sits; `None`: not recorded.
    pub seat: Option<Id<Market>>,
    /// What sort of body it is.
    pub classes: Vec<IssuerClass>,
    /// Owners of note; `None`: not recorded.
    pub owners: Option<Vec<String>>,
    /// What it rests on.
    pub evidence: Evidence,
}

/// A register: bodies competent for something.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Register {
    /// Stable id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// Where it can be consulted.
    pub url: Option<String>,
    /// Whether an entry stands for whatever body of the sort asked for sits where its body sits, where none is named: a list of
    /// states rather than of bodies. A body that is named stands there itself or not.
    pub by_seat: bool,
}

words! {
    /// How an agreement, clause or listing ended.
    EndKind {
        /// It ran out.
        Expiry = "expiry",
        /// It was ended.
        Termination = "termination",
        /// A successor took its place.
        Replacement = "replacement",
        /// A listing was withdrawn.
        Withdrawn = "withdrawn",
        /// A listing was suspended.
        Suspended = "suspended",
        /// A listing ran out.
        Expired = "expired",
    }
}

/// A body's entry on a register.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Listing {
    /// Stable id.
    pub id: String,
    /// Who is listed.
    pub body: Id<Body>,
    /// On which register.
    pub register: Id<Register>,
    /// For which products; `None`: all of the register's.
    pub scope: Option<Scope>,
    /// First day.
    pub from: Option<When>,
    /// Last day.
    pub until: Option<When>,
    /// How it ended.
    pub end_kind: Option<EndKind>,
    /// Whether papers issued while listed stay good after its end.
    pub survival: bool,
    /// A listing that another source states differently.
    pub conflicts_with: Option<Id<Listing>>,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Default for Listing {
    fn default() -> Listing {
        Listing {
            id: String::new(),
            body: Id::new(usize::MAX),
            register: Id::new(usize::MAX),
            scope: None,
            from: None,
            until: None,
            end_kind: None,
            survival: true,
            conflicts_with: None,
            evidence: Evidence::default(),
        }
    }
}

impl Record for Body {
    fn id(&self) -> &str {
        &self.id
    }
}
impl Record for Register {
    fn id(&self) -> &str {
        &self.id
    }
}
impl Record for Listing {
    fn id(&self) -> &str {
        &self.id
    }
}
