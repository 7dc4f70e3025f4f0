//! Markets, and blocs of them with dated members.

use super::{Evidence, Id, Record, Text, When, word::words};
use serde::{Deserialize, Serialize};

words! {
    /// What sort of market a code stands for. The unit is a customs territory or union, never a border.
    MarketKind {
        /// A state that is its own customs territory.
        State = "state",
        /// A separate customs territory.
        CustomsTerritory = "customs-territory",
        /// A part of a territory with product rules of its own (`XI`).
        Region = "region",
    }
}

/// A market: the place whose rules decide.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Market {
    /// ISO 3166-1 alpha-2 or customs territory code.
    pub code: String,
    /// What sort of market it is.
    pub kind: MarketKind,
    /// Its names, WTO usage.
    pub name: Text,
    /// Other names people type, in any language.
    pub aliases: Vec<String>,
}

/// A group of markets that share a body of rules or an agreement. Membership is dated, and each purpose is a bloc of
/// its own: a place can be in the goods rules and outside the agreements.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Bloc {
    /// Code of the bloc.
    pub code: String,
    /// Which body of rules it stands for.
    pub purpose: String,
    /// Its names.
    pub name: Text,
    /// Other names people type.
    pub aliases: Vec<String>,
    /// Who belongs to it, and when.
    pub members: Vec<Membership>,
    /// Where the membership was read.
    pub evidence: Evidence,
}

/// One market's membership of a bloc.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Membership {
    /// The member.
    pub market: Id<Market>,
    /// First day; `None`: no beginning recorded.
    pub from: Option<When>,
    /// Last day; `None`: open.
    pub until: Option<When>,
    /// A doubtful membership is at most perhaps one.
    pub doubtful: bool,
}

/// A market, or a bloc standing for those who are its members on the day in question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Place {
    /// One market.
    Market(Id<Market>),
    /// The members of a bloc.
    Bloc(Id<Bloc>),
}

impl Default for Market {
    fn default() -> Market {
        Market { code: String::new(), kind: MarketKind::State, name: Text::default(), aliases: Vec::new() }
    }
}

impl Record for Market {
    fn id(&self) -> &str {
        &self.code
    }
}

impl Record for Bloc {
    fn id(&self) -> &str {
        &self.code
    }
}
