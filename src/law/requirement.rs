//! What a market asks for, and the ways to meet it.

use super::{EditionRule, Evidence, Id, Kind, Place, Record, Register, Scheme, Scope, Text, When, word::words};
use serde::{Deserialize, Serialize};

words! {
    /// What a requirement is about.
    Aspect {
        /// Safety of products.
        Safety = "safety",
        /// Electromagnetic compatibility.
        Emc = "emc",
        /// Radio spectrum.
        Radio = "radio",
        /// Telecommunication networks.
        Telecom = "telecom",
        /// Energy efficiency.
        Energy = "energy",
        /// Chemicals and substances.
        Chemicals = "chemicals",
        /// Environment.
        Environment = "environment",
        /// Quality system of the maker.
        QualitySystem = "quality-system",
        /// Registration or licence of the product.
        Registration = "registration",
        /// Market authorisation.
        Authorisation = "authorisation",
        /// Organic production.
        Organic = "organic",
        /// Food safety.
        Food = "food",
        /// Halal.
        Halal = "halal",
        /// Measurement.
        Metrology = "metrology",
        /// Information security.
        Security = "security",
        /// Vehicle approval.
        VehicleApproval = "vehicle-approval",
        /// Airworthiness.
        Airworthiness = "airworthiness",
        /// Marine equipment.
        Marine = "marine",
        /// Explosive atmospheres.
        ExplosiveAtmospheres = "explosive-atmospheres",
        /// Customs security of the trader.
        CustomsSecurity = "customs-security",
        /// Inspection of manufacture.
        Manufacturing = "manufacturing",
        /// Legality and sustainability of forestry.
        Forestry = "forestry",
        /// Accreditation, management systems and other voluntary demands.
        Voluntary = "voluntary",
    }
}

words! {
    /// What remains to be done, from a closed list so that sets can be compared.
    ObligationKind {
        /// Apply to the market's body.
        Application = "application",
        /// Pay its fee.
        Fee = "fee",
        /// Send samples.
        Samples = "samples",
        /// Have further tests made.
        FurtherTests = "further-tests",
        /// Have national deviations tested.
        DeviationTests = "deviation-tests",
        /// Pass a factory inspection.
        FactoryInspection = "factory-inspection",
        /// Stay under surveillance.
        Surveillance = "surveillance",
        /// Keep a technical file.
        TechnicalFile = "technical-file",
        /// Declare conformity.
        Declaration = "declaration",
        /// Affix a mark.
        Marking = "marking",
        /// Register.
        Registration = "registration",
        /// Obtain an authority's permission.
        Authorisation = "authorisation",
        /// Name a representative in the market.
        LocalRepresentative = "local-representative",
        /// Show the importer's name and address.
        ImporterAddress = "importer-address",
        /// Label in the market's language.
        LabelLanguage = "label-language",
        /// Have each consignment certified.
        ConsignmentCertificate = "consignment-certificate",
        /// Prove direct shipment.
        DirectShipmentProof = "direct-shipment-proof",
        /// Something else, in words; never equal to another.
        Other = "other",
    }
}

words! {
    /// When an obligation is due.
    Due {
        /// Before the market's own paper is issued.
        BeforeIssue = "before-issue",
        /// Before the goods are placed on the market.
        BeforeMarket = "before-market",
        /// As long as the goods are sold.
        Ongoing = "ongoing",
    }
}

/// An act that remains.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Obligation {
    /// What sort.
    pub kind: ObligationKind,
    /// What precisely, where the kind takes one (`deviation-tests(plug)`).
    pub arg: Option<String>,
    /// When it is due.
    pub when: Due,
    /// What to do, in words.
    pub text: Option<Text>,
}

/// One paper a way asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Slot {
    /// Its scheme.
    pub scheme: Id<Scheme>,
    /// Its kind; `None`: any the scheme issues.
    pub kind: Option<Kind>,
    /// The level asked.
    pub level: Level,
    /// Which editions the market takes from native papers.
    pub edition: Option<EditionRule>,
}

/// The level a slot asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Level {
    /// None.
    Unasked,
    /// At least this one.
    AtLeast(u8),
    /// The one the question says is wanted.
    AsWanted,
}

/// One way to meet a requirement: all its slots together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Way {
    /// Its id within the requirement.
    pub id: String,
    /// Its papers.
    pub slots: Vec<Slot>,
    /// What it asks besides papers.
    pub obligations: Vec<Obligation>,
    /// First day.
    pub from: Option<When>,
    /// Last day.
    pub until: Option<When>,
}

/// What a market asks for, for some products and one aspect.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Requirement {
    /// Stable id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// The market, or the bloc whose members all ask it.
    pub market: Place,
    /// What it is about.
    pub aspect: Aspect,
    /// The law behind it, by its usual name.
    pub legal_basis: String,
    /// For which products.
    pub scope: Scope,
    /// First day.
    pub from: Option<When>,
    /// Last day.
    pub until: Option<When>,
    /// Any one way is enough.
    pub ways: Vec<Way>,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Default for Requirement {
    fn default() -> Requirement {
        Requirement {
            id: String::new(),
            name: Text::default(),
            market: Place::Market(Id::new(usize::MAX)),
            aspect: Aspect::Safety,
            legal_basis: String::new(),
            scope: Scope::default(),
            from: None,
            until: None,
            ways: Vec::new(),
            evidence: Evidence::default(),
        }
    }
}

words! {
    /// What a coverage statement declares complete.
    Closes {
        /// The market's requirements.
        Requirements = "requirements",
        /// The ways to meet them, and the recognitions into them.
        Ways = "ways",
        /// A register.
        Register = "register",
        /// The parties of agreements (they are complete by nature).
        Parties = "parties",
    }
}

/// A statement that a list is complete: the only licence for a "no" (`semantics.md` §2.2).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Coverage {
    /// Stable id.
    pub id: String,
    /// What it declares complete.
    pub closes: Closes,
    /// In which market.
    pub market: Option<Place>,
    /// For which products.
    pub scope: Scope,
    /// For which aspect; `None`: all.
    pub aspect: Option<Aspect>,
    /// Which register.
    pub register: Option<Id<Register>>,
    /// First day it speaks of.
    pub from: Option<When>,
    /// The day it speaks on; it holds 18 calendar months longer.
    pub as_of: When,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Default for Coverage {
    fn default() -> Coverage {
        Coverage {
            id: String::new(),
            closes: Closes::Parties,
            market: None,
            scope: Scope::default(),
            aspect: None,
            register: None,
            from: None,
            as_of: When::UNKNOWN,
            evidence: Evidence::default(),
        }
    }
}

impl Record for Requirement {
    fn id(&self) -> &str {
        &self.id
    }
}
impl Record for Coverage {
    fn id(&self) -> &str {
        &self.id
    }
}
