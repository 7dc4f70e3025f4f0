//! What opens a slot: not a paper, but what a paper must be.

use crate::decide::{Fact, Holding, Named, Obligation, Origin, Scale, Truth};
use crate::law::{
    BasisRule, Clause, Confidence, Duty, Id, IssuerClass, IssuerRule, Kind, Level, OriginFact, OriginRule, Place,
    Record, Records, Scheme, Slot, Span, words,
};
use serde::Serialize;

/// A sort of paper that opens a slot, with the clauses that make it do so.
///
/// A field that demands nothing is empty. What is demanded of the papers made on the way is the clauses' matter and stands
/// in [`Template::hops`].
#[derive(Clone, Debug, Serialize)]
pub struct Template {
    /// The scheme of the paper; `None`: the standing of goods as such, where the data has no paper for it.
    pub scheme: Option<Named>,
    /// Its kind.
    pub kind: Kind,
    /// Who must have issued it.
    pub issuer: IssuerDemand,
    /// First day of issue that counts.
    pub issued_from: Option<String>,
    /// Last day of issue that counts.
    pub issued_until: Option<String>,
    /// How old it may be.
    pub max_age: Option<Span>,
    /// Editions of standards of which it must show one.
    pub editions: Vec<String>,
    /// The level it must reach.
    pub level: Option<u8>,
    /// Regimes of which it must attest one.
    pub attests: Vec<String>,
    /// What it may rest on.
    pub basis: BasisDemand,
    /// The schemes it may rest on, where only some.
    pub basis_only: Vec<String>,
    /// Papers that must also be in hand.
    pub with: Vec<Named>,
    /// Where the goods must come from, clause by clause.
    pub origin: Vec<OriginDemand>,
    /// The clauses from the paper to the slot, in order; the last is without one where the paper at the end is the
    /// market's own.
    pub hops: Vec<TemplateHop>,
    /// The weakest effect on the way.
    pub effect: Scale,
    /// The weakest duty on the way.
    pub duty: Duty,
    /// Whether such a paper surely opens the slot, or only perhaps.
    pub truth: Truth,
    /// The unknown facts it hangs on, where only perhaps.
    pub hinges_on: Vec<Hinge>,
    /// What is left to do.
    pub obligations: Vec<Obligation>,
    /// Papers to be got on the way.
    pub obtain: Vec<Named>,
    /// The weakest record on the way.
    pub confidence: Confidence,
    /// In which members it opens, where the market is a bloc.
    pub members: Vec<String>,
    /// Whether such a paper can still be got: one issued on the day counts.
    pub obtainable: bool,
    /// An instance.
    pub example: Option<Example>,
    /// Other instances, where they were asked for.
    #[serde(skip)]
    pub(super) others: Vec<Vec<Holding>>,
}

/// Papers and origin that fit a template, as a question states them.
#[derive(Clone, Debug, Serialize)]
pub struct Example {
    /// The paper, and those that must be in hand beside it.
    pub holdings: Vec<Holding>,
    /// The origin of the question, with what the template demands besides.
    pub origin: Origin,
}

/// Who must have issued a paper.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct IssuerDemand {
    /// Anybody.
    pub anybody: bool,
    /// A native issuer of the scheme.
    pub native: bool,
    /// The scheme's issuers by name, where it names them.
    pub bodies: Vec<String>,
    /// Sorts of body, of which one is enough.
    pub classes: Vec<IssuerClass>,
    /// The register it must stand on at issue.
    pub register: Option<String>,
    /// The register its accreditation body must stand on.
    pub accredited_by: Option<String>,
    /// Markets and blocs in one of which it must sit; empty: anywhere.
    pub seats: Vec<String>,
    /// Whether the record says who must have issued it.
    pub recorded: bool,
}

words! {
    /// What a paper may rest on.
    BasisDemand {
        /// Its own results only.
        Own = "own",
        /// Anything.
        Any = "any",
        /// Papers of some schemes only.
        Only = "only",
        /// Nobody recorded it: own results count in any case.
        NotRecorded = "not-recorded",
    }
}

/// A rule of origin on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginDemand {
    /// The clause it is of.
    pub clause: String,
    /// Whether all tests must hold, or any one.
    pub all: bool,
    /// The tests.
    pub tests: Vec<OriginTest>,
    /// Whether the record has the rule.
    pub recorded: bool,
}

/// One test of origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginTest {
    /// What it looks at.
    pub fact: OriginFact,
    /// Markets and blocs in one of which it must be.
    pub places: Vec<String>,
}

/// One hop on the way.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TemplateHop {
    /// The clause; `None`: the paper is the market's own.
    pub clause: Option<String>,
    /// Its agreement.
    pub agreement: Option<String>,
    /// The market that acts.
    pub at: String,
    /// Where it leads: the slot's scheme, or that of the new paper.
    pub to: Named,
    /// Its effect.
    pub effect: Scale,
}

/// An unknown fact.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Hinge {
    /// Which fact.
    pub fact: Fact,
    /// What to put into a question's `assume` to assert it.
    pub key: String,
    /// What it is about.
    pub about: Vec<String>,
}

impl Template {
    /// Papers that fit it: the paper itself, and those that must be in hand beside it. None where nothing on record is a
    /// paper of the kind: the standing of goods in a world that has no scheme for it.
    #[must_use]
    pub fn example(&self) -> &[Holding] {
        self.example.as_ref().map_or(&[], |example| &example.holdings)
    }
}

/// What is demanded of the paper that a chain starts from.
pub(super) struct Demand {
    pub(super) issuer: IssuerDemand,
    pub(super) editions: Vec<String>,
    pub(super) attests: Vec<String>,
    pub(super) basis: BasisDemand,
    pub(super) basis_only: Vec<String>,
    pub(super) max_age: Option<Span>,
    pub(super) issued_from: Option<String>,
}

impl Demand {
    /// The demands of a clause on the papers it takes.
    pub(super) fn of_clause(records: &Records, clause: &Clause, scheme: Option<&Scheme>) -> Demand {
        let seats = clause.from.iter().flatten().map(|place| code(records, *place)).collect();
        let issuer = match &clause.issuer {
            _ if clause.of_status() => IssuerDemand { anybody: true, recorded: true, ..IssuerDemand::default() },
            None => IssuerDemand::default(),
            Some(IssuerRule::Any) => IssuerDemand { anybody: true, recorded: true, ..IssuerDemand::default() },
            Some(IssuerRule::Native) => scheme.map(|scheme| native(records, scheme)).unwrap_or_default(),
            Some(IssuerRule::Body { classes, register, accredited_by }) => IssuerDemand {
                classes: classes.clone(),
                register: register.map(|id| records.registers.at(id).id.clone()),
                accredited_by: accredited_by.map(|id| records.registers.at(id).id.clone()),
                recorded: true,
                ..IssuerDemand::default()
            },
        };
        let agreement = records.agreements.at(clause.agreement);
        let since = clause.since.or(clause.in_force).or(agreement.in_force);
        let (basis, only) = match &clause.basis {
            None => (BasisDemand::NotRecorded, &[][..]),
            Some(BasisRule::Own) => (BasisDemand::Own, &[][..]),
            Some(BasisRule::Any) => (BasisDemand::Any, &[][..]),
            Some(BasisRule::Only(schemes)) => (BasisDemand::Only, schemes.as_slice()),
        };
        let accepts = clause.edition.iter().flat_map(|rule| &rule.accepts);
        Demand {
            issuer: IssuerDemand { seats, ..issuer },
            editions: accepts.map(|a| records.editions.at(a.edition).id.clone()).collect(),
            attests: clause.attests.clone().unwrap_or_default(),
            basis,
            basis_only: only.iter().map(|id| records.schemes.at(*id).id.clone()).collect(),
            max_age: clause.max_age,
            issued_from: since.filter(|_| !clause.preissue && !clause.of_status()).map(|when| when.to_string()),
        }
    }

    /// The demands of a slot on its own papers.
    pub(super) fn of_slot(records: &Records, slot: &Slot) -> Demand {
        let scheme = records.schemes.at(slot.scheme);
        let accepts = slot.edition.iter().flat_map(|rule| &rule.accepts);
        let issuer = native(records, scheme);
        let at_home = !issuer.anybody;
        let seats = scheme.home.filter(|_| at_home).map(|home| code(records, home)).into_iter().collect();
        Demand {
            issuer: IssuerDemand { seats, ..issuer },
            editions: accepts.map(|a| records.editions.at(a.edition).id.clone()).collect(),
            attests: Vec::new(),
            basis: BasisDemand::Any,
            basis_only: Vec::new(),
            max_age: None,
            issued_from: None,
        }
    }
}

fn native(records: &Records, scheme: &Scheme) -> IssuerDemand {
    let issuers = &scheme.issuers;
    IssuerDemand {
        anybody: issuers.anybody,
        native: true,
        bodies: issuers.bodies.iter().map(|id| records.bodies.at(*id).id.clone()).collect(),
        classes: issuers.sorts().to_vec(),
        register: issuers.register.map(|id| records.registers.at(id).id.clone()),
        recorded: true,
        ..IssuerDemand::default()
    }
}

/// The rules of origin of some clauses; a rule that demands nothing is none.
pub(super) fn origins(records: &Records, clauses: impl Iterator<Item = Id<Clause>>) -> Vec<OriginDemand> {
    let mut demands = Vec::new();
    for id in clauses {
        let clause = records.clauses.at(id);
        let (all, tests, recorded) = match &clause.origin {
            Some(OriginRule::Free) => continue,
            None => (false, &[][..], false),
            Some(OriginRule::Any(tests)) => (false, tests.as_slice(), true),
            Some(OriginRule::All(tests)) => (true, tests.as_slice(), true),
        };
        let tests = tests
            .iter()
            .map(|test| OriginTest {
                fact: test.fact,
                places: test.places.iter().map(|place| code(records, *place)).collect(),
            })
            .collect();
        demands.push(OriginDemand { clause: clause.id().to_owned(), all, tests, recorded });
    }
    demands
}

/// The level that a slot asks of a paper put into it, where it says which.
pub(super) fn level(slot: &Slot, wanted: Option<u8>) -> Option<u8> {
    match slot.level {
        Level::Unasked => None,
        Level::AtLeast(level) => Some(level),
        Level::AsWanted => wanted,
    }
}

/// The code of a place.
pub(super) fn code(records: &Records, place: Place) -> String {
    match place {
        Place::Market(id) => records.markets.at(id).code.clone(),
        Place::Bloc(id) => records.blocs.at(id).code.clone(),
    }
}
