//! The question with every word understood: ids interned, dates read, nothing guessed.

use crate::law::{
    Attribute, Body, Day, Edition, Id, IssuerClass, Kind, Market, Place, ProductGroup, Register, Scheme, Text, When,
};
use std::collections::{BTreeMap, BTreeSet};

/// A question that the decision can evaluate.
#[derive(Clone, Debug)]
pub(crate) struct Inquiry {
    pub(crate) papers: Vec<Paper>,
    pub(crate) product: Product,
    pub(crate) origin: Origin,
    pub(crate) target: Place,
    pub(crate) on: Day,
    pub(crate) purpose: Option<String>,
    pub(crate) wanted_level: Option<Wanted>,
    pub(crate) assume: BTreeMap<String, bool>,
    /// What the question states and the model does not look at, as codes.
    pub(crate) unused: Vec<&'static str>,
    /// Clauses a route may have: `limits::HOPS`, but where the limit itself is put to the test.
    pub(crate) hops: usize,
}

/// The level that is wanted: a name is looked up in the scheme of each slot.
#[derive(Clone, Debug)]
pub(crate) enum Wanted {
    Number(u8),
    Name(String),
}

/// The number of a scheme's level of that name, counted from 1.
pub(crate) fn level_of(scheme: &Scheme, name: &str) -> Option<u8> {
    let name = crate::names::fold(name);
    let called = |level: &Text| [&level.en, &level.zh].iter().any(|text| crate::names::fold(text) == name);
    (1..=u8::MAX).zip(&scheme.levels).find(|(_, level)| called(level)).map(|(number, _)| number)
}

/// An artefact state: a paper in hand, or one to be got on the way.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Paper {
    /// The holding it is or descends from.
    pub(crate) holding: usize,
    pub(crate) kind: Kind,
    pub(crate) scheme: Id<Scheme>,
    /// Regimes it attests; `None`: not known.
    pub(crate) attests: Option<Vec<String>>,
    pub(crate) editions: Vec<Id<Edition>>,
    pub(crate) deviations_tested: Vec<String>,
    pub(crate) level: Option<u8>,
    pub(crate) issuer: Issuer,
    pub(crate) issued: Issued,
    pub(crate) expires: Option<When>,
    pub(crate) inactive: Vec<Period>,
    pub(crate) status_stated: bool,
    pub(crate) basis: Vec<BasisPaper>,
    pub(crate) basis_stated: bool,
    /// What the clauses that it was made by asked for beside the papers it rests on.
    pub(crate) companions: Vec<Companion>,
}

/// A sort of paper that a clause asked for beside another one, and the market in which it did.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Companion {
    pub(crate) scheme: Id<Scheme>,
    pub(crate) market: Id<Market>,
}

/// First and last day, `None` for open.
pub(crate) type Period = (Option<When>, Option<When>);

/// When a paper was issued.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Issued {
    /// On this date.
    On(When),
    /// Nobody said.
    NotStated,
    /// It does not exist yet: it is evaluated as if issued on the day asked (`semantics.md` §3.8).
    Today,
}

/// Who issued a paper, as far as it is known.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Issuer {
    pub(crate) body: Option<Id<Body>>,
    pub(crate) class: Option<IssuerClass>,
    pub(crate) seat: Option<Id<Market>>,
    pub(crate) accredited_by: Option<Accreditor>,
    pub(crate) recognised_by: Option<Vec<Id<Register>>>,
    pub(crate) owner: Option<String>,
}

/// Who accredited a body.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Accreditor {
    Body(Id<Body>),
    Of(Id<Market>),
}

/// A paper that another rests on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct BasisPaper {
    pub(crate) scheme: Id<Scheme>,
    pub(crate) issuer: Option<Id<Body>>,
    /// Where the issuer sits, if it is known.
    pub(crate) seat: Option<Id<Market>>,
    /// Whether no body stands behind it: a supplier does, or a market's body that has yet to issue it.
    pub(crate) by_nobody: bool,
    /// Who owns the issuer, as stated.
    pub(crate) owner: Option<String>,
    /// The holding it is part of, for asking about it.
    pub(crate) holding: usize,
    /// Whether it is that holding itself, and not what that states to rest on.
    pub(crate) itself: bool,
}

impl Paper {
    /// The paper as the basis of another.
    pub(crate) fn as_basis(&self) -> BasisPaper {
        BasisPaper {
            scheme: self.scheme,
            issuer: self.issuer.body,
            seat: self.issuer.seat,
            by_nobody: self.issuer.body.is_none()
                && (self.to_be_issued() || matches!(self.kind, Kind::SupplierDeclaration | Kind::LawfulMarketing)),
            owner: self.issuer.owner.clone(),
            holding: self.holding,
            itself: !self.to_be_issued(),
        }
    }

    /// Whether it is one that a market's body has yet to issue.
    pub(crate) fn to_be_issued(&self) -> bool {
        self.issued == Issued::Today
    }

    /// Whether it is a status made on the way, not a paper.
    pub(crate) fn made_status(&self) -> bool {
        self.kind == Kind::LawfulMarketing && self.to_be_issued()
    }
}

/// The product as far as it is stated.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Product {
    /// Groups stated, with every wider group they lie in.
    pub(crate) groups: Option<BTreeSet<Id<ProductGroup>>>,
    /// Groups stated as such: what lies below them is open.
    pub(crate) stated: BTreeSet<Id<ProductGroup>>,
    /// HS digits.
    pub(crate) hs: Option<String>,
    pub(crate) attributes: BTreeMap<Id<Attribute>, String>,
}

/// Where the goods come from. `None`: not stated.
#[derive(Clone, Debug, Default)]
pub(crate) struct Origin {
    pub(crate) made_in: Option<Vec<Id<Market>>>,
    pub(crate) grown_in: Option<Vec<Id<Market>>>,
    pub(crate) last_processed_in: Option<Vec<Id<Market>>>,
    pub(crate) originating_in: Option<Vec<Id<Market>>>,
    pub(crate) shipped_from: Option<Vec<Id<Market>>>,
    pub(crate) marketed_in: Option<Vec<Id<Market>>>,
}
