//! Certification schemes, the papers they issue, and who issues them.

use super::{Body, Evidence, Id, IssuerClass, Place, Record, Register, Scope, Span, Text, When, word::words};
use serde::{Deserialize, Serialize};

words! {
    /// What sort of paper or status an artefact is.
    Kind {
        /// Results of tests.
        TestReport = "test-report",
        /// A certificate of test results that travels with its report.
        TestCertificate = "test-certificate",
        /// A third-party certificate of a product.
        ProductCertificate = "product-certificate",
        /// An approval of a type by an authority.
        TypeApproval = "type-approval",
        /// A report of an inspection.
        InspectionReport = "inspection-report",
        /// A report of a factory inspection.
        FactoryInspection = "factory-inspection",
        /// A first-party declaration.
        SupplierDeclaration = "supplier-declaration",
        /// An entry in a register of products.
        Registration = "registration",
        /// An authority's permission.
        Authorisation = "authorisation",
        /// Accreditation of a body.
        Accreditation = "accreditation",
        /// A certificate of a management system.
        ManagementCertificate = "management-certificate",
        /// A certificate of good manufacturing practice.
        GmpCertificate = "gmp-certificate",
        /// A statement of good laboratory practice with its study.
        GlpStatement = "glp-statement",
        /// Data of a test, as such.
        TestData = "test-data",
        /// A certificate of a batch.
        BatchCertificate = "batch-certificate",
        /// A certificate of organic production.
        OrganicCertificate = "organic-certificate",
        /// A certificate of calibration.
        CalibrationCertificate = "calibration-certificate",
        /// A certificate of security evaluation.
        SecurityCertificate = "security-certificate",
        /// An audit of a quality system, or a trusted-trader status.
        QualityAudit = "quality-audit",
        /// The status of goods that may lawfully be sold in a market.
        LawfulMarketing = "lawful-marketing",
    }
}

/// Papers that ended with the rules under which they were issued, whatever they state themselves: a certificate under a directive
/// that a regulation replaced.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lapse {
    /// The products it is about.
    pub scope: Scope,
    /// Papers issued before this day ended.
    pub issued_before: When,
    /// The last day on which they counted anywhere.
    pub last: When,
}

/// The end of a scheme for some products: its bodies issue no more of its papers, and one that bears a later day is none of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Closing {
    /// The products it is about.
    pub scope: Scope,
    /// The last day on which a paper could be issued.
    pub last: When,
}

/// A certification scheme.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Scheme {
    /// Stable id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// Other names people type (CCC = 3C = 强制性产品认证).
    pub aliases: Vec<String>,
    /// The papers it issues; the first is meant where a question names none.
    pub kinds: Vec<Kind>,
    /// The market whose scheme it is; `None`: home-less, native nowhere (CB, CCRA).
    pub home: Option<Place>,
    /// The body of rules its papers attest; `None`: none.
    pub regime: Option<String>,
    /// Who issues its papers.
    pub issuers: Issuers,
    /// Names of its levels, lowest first; level 1 is the first.
    pub levels: Vec<Text>,
    /// Where a paper's number can be looked up.
    pub verify: Option<String>,
    /// The first day on which a paper of it could be issued; `None`: not on record.
    pub since: Option<When>,
    /// How long its papers usually run from their issue, where they state no last day; `None`: not on record.
    pub validity: Option<Span>,
    /// Papers issued under rules that were replaced, and how long they counted.
    pub lapses: Vec<Lapse>,
    /// Products for which its papers are no longer issued, each since its day.
    pub closings: Vec<Closing>,
    /// What it rests on.
    pub evidence: Evidence,
}

/// Who issues a scheme's papers in its home.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Issuers {
    /// Anybody, wherever it sits: no seat is tested.
    pub anybody: bool,
    /// Of these only the supplier itself: its own declaration, of whatever seat. Only beside `anybody`.
    pub supplier: bool,
    /// Bodies by name.
    pub bodies: Vec<Id<Body>>,
    /// Sorts of bodies: by the scheme's nature its papers come from one of these.
    pub classes: Vec<IssuerClass>,
    /// The scheme's own register: a foreign body on it is a native issuer (`semantics.md` §1 K13).
    pub register: Option<Id<Register>>,
}

/// Who draws up a supplier's own declaration.
const SUPPLIER: [IssuerClass; 2] = [IssuerClass::Manufacturer, IssuerClass::AuthorisedRepresentative];

impl Issuers {
    /// The sorts of issuer that its papers come from, as far as they are known by their sort.
    #[must_use]
    pub fn sorts(&self) -> &[IssuerClass] {
        if self.supplier { &SUPPLIER } else { &self.classes }
    }
}

impl Record for Scheme {
    fn id(&self) -> &str {
        &self.id
    }
}
