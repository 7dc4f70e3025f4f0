//! Negative facts, and changes that are coming.

use super::{Agreement, Body, Clause, Evidence, Id, Place, Record, Scheme, Scope, Text, When};
use serde::{Deserialize, Serialize};

/// What a bar stops (`semantics.md` §2.2).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reach {
    /// One clause is suspended.
    Clause(Id<Clause>),
    /// One agreement is suspended.
    Agreement(Id<Agreement>),
    /// A body's papers do not count, nor what rests on them.
    Body(Id<Body>),
    /// Papers of bodies with such an owner do not count.
    OwnedBy(Vec<String>),
    /// A scheme's papers do not count in the market.
    Scheme(Id<Scheme>),
    /// The product is barred from the market.
    Product(Scope),
}

/// A recorded prohibition, suspension or withdrawal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Bar {
    /// Stable id.
    pub id: String,
    /// Its names.
    pub name: Text,
    /// What it stops.
    pub reach: Reach,
    /// Where; `None`: everywhere.
    pub market: Option<Place>,
    /// Of a bar on a body or an owner, the schemes whose papers it concerns; empty: every paper.
    pub schemes: Vec<Id<Scheme>>,
    /// Of a bar on a body or an owner, the first date of issue that it concerns: papers issued earlier stay good. `None`:
    /// old papers too.
    pub issued_from: Option<When>,
    /// First day.
    pub from: Option<When>,
    /// Last day.
    pub until: Option<When>,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Default for Bar {
    fn default() -> Bar {
        Bar {
            id: String::new(),
            name: Text::default(),
            reach: Reach::OwnedBy(Vec::new()),
            market: None,
            schemes: Vec::new(),
            issued_from: None,
            from: None,
            until: None,
            evidence: Evidence::default(),
        }
    }
}

/// A change that is proposed or adopted for later. It never changes a verdict; it is printed beside one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Pending {
    /// Stable id.
    pub id: String,
    /// What would change.
    pub what: Text,
    /// How far it has come.
    pub stage: Text,
    /// When it is expected.
    pub expected_from: Option<When>,
    /// Agreements it would touch.
    pub agreements: Vec<Id<Agreement>>,
    /// Schemes it would touch.
    pub schemes: Vec<Id<Scheme>>,
    /// Markets it would touch, for questions about any of the agreements, schemes or products named; alone: for all.
    pub markets: Vec<Place>,
    /// Products it would touch; empty: any.
    pub scope: Scope,
    /// What it rests on.
    pub evidence: Evidence,
}

impl Record for Bar {
    fn id(&self) -> &str {
        &self.id
    }
}
impl Record for Pending {
    fn id(&self) -> &str {
        &self.id
    }
}
