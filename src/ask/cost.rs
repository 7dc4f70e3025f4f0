//! What a step costs beside others, roughly: for weighing sets of certificates, never as a sum of money.

use crate::decide::Obligation;
use crate::law::{ObligationKind, words};

words! {
    /// Classes of cost, cheapest first.
    CostClass {
        /// Something to write, mark or hand in.
        Document = "document",
        /// Something to pay, or a permission to get.
        Fee = "fee",
        /// Something to have tested.
        Test = "test",
        /// Somebody who comes to look.
        Audit = "audit",
        /// Somebody to have in the market.
        Establishment = "establishment",
    }
}

/// The weight of one certificate, on the scale of [`CostClass::weight`].
pub const CERTIFICATE: u32 = 100;

impl CostClass {
    /// The class of an obligation.
    #[must_use]
    pub const fn of(kind: ObligationKind) -> CostClass {
        match kind {
            ObligationKind::Application
            | ObligationKind::TechnicalFile
            | ObligationKind::Declaration
            | ObligationKind::Marking
            | ObligationKind::Registration
            | ObligationKind::ImporterAddress
            | ObligationKind::LabelLanguage
            | ObligationKind::ConsignmentCertificate
            | ObligationKind::DirectShipmentProof
            | ObligationKind::Other => CostClass::Document,
            ObligationKind::Fee | ObligationKind::Authorisation => CostClass::Fee,
            ObligationKind::Samples | ObligationKind::FurtherTests | ObligationKind::DeviationTests => CostClass::Test,
            ObligationKind::FactoryInspection | ObligationKind::Surveillance => CostClass::Audit,
            ObligationKind::LocalRepresentative => CostClass::Establishment,
        }
    }

    /// Its weight in hundredths of a certificate: a dozen papers weigh less than one more certificate, as do seven audits.
    #[must_use]
    pub const fn weight(self) -> u32 {
        match self {
            CostClass::Document => 1,
            CostClass::Fee => 2,
            CostClass::Test => 8,
            CostClass::Audit => 10,
            CostClass::Establishment => 15,
        }
    }
}

/// What some obligations weigh.
#[must_use]
pub fn cost(obligations: &[Obligation]) -> u32 {
    obligations.iter().map(|o| CostClass::of(o.kind).weight()).fold(0, u32::saturating_add)
}
