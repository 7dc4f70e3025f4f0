//! Standards: editions, and how national texts adopt them.

use super::{Id, Record, Text, When, word::words};
use serde::{Deserialize, Serialize};

/// A standard.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Norm {
    /// Its number, without edition.
    pub id: String,
    /// Its title.
    pub name: Text,
}

/// One edition of a standard, or a national text that adopts one.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Edition {
    /// Its designation (`IEC 60335-1:2020`).
    pub id: String,
    /// The standard it is an edition of; national adoptions known only as such have none.
    pub norm: Option<Id<Norm>>,
    /// Publication date.
    pub published: Option<When>,
    /// What it adopts.
    pub adoptions: Vec<Adoption>,
}

words! {
    /// ISO/IEC Guide 21-1 degree of correspondence.
    Degree {
        /// Not equivalent.
        NotEquivalent = "NEQ",
        /// Modified: technical deviations, identified.
        Modified = "MOD",
        /// Identical.
        Identical = "IDT",
    }
}

/// A national text's relation to the edition it adopts.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Adoption {
    /// The edition adopted.
    pub of: Id<Edition>,
    /// How closely.
    pub degree: Degree,
    /// Named deviations of a modified adoption.
    pub deviations: Vec<String>,
}

impl Record for Norm {
    fn id(&self) -> &str {
        &self.id
    }
}

impl Record for Edition {
    fn id(&self) -> &str {
        &self.id
    }
}
