//! The nouns: law as recorded facts.
//!
//! [`Law`] holds every record in tables sorted by id. It is immutable: loaded once from a pack, asked many times.

mod agreement;
mod bar;
mod body;
mod clause;
mod date;
mod norm;
mod place;
mod product;
mod reading;
mod requirement;
mod scheme;
mod source;
mod table;
mod word;

pub use agreement::{Agreement, Form, OnEnd, Party, Status};
pub use bar::{Bar, Pending, Reach};
pub use body::{Body, EndKind, IssuerClass, Listing, Register};
pub use clause::{
    AcceptedEdition, BasisRule, Clause, Duty, EditionRule, Effect, Fills, IssuerRule, Issues, OriginFact, OriginRule,
    OriginTest, PartyTest, Rules,
};
pub use date::{Day, Span, When};
pub use norm::{Adoption, Degree, Edition, Norm};
pub use place::{Bloc, Market, MarketKind, Membership, Place};
pub use product::{Attribute, AttributeKind, CodeRole, Comparison, ProductGroup, ProductTest, Scope, ScopeItem};
pub use reading::Reading;
pub use requirement::{Aspect, Closes, Coverage, Due, Level, Obligation, ObligationKind, Requirement, Slot, Way};
pub use scheme::{Closing, Issuers, Kind, Lapse, Scheme};
pub use source::{Confidence, Evidence, Source, Text};
pub use table::{Id, Record, Rows, Table};
pub(crate) use word::words;

use serde::{Deserialize, Serialize};

/// Everything that is known, in tables sorted by id.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Records {
    /// Edition of the data (`2026.11.0`).
    pub edition: String,
    /// Date of the data: an answer for a later day is projected.
    pub as_of: Option<Day>,
    /// Markets.
    pub markets: Table<Market>,
    /// Blocs.
    pub blocs: Table<Bloc>,
    /// Product groups.
    pub products: Table<ProductGroup>,
    /// Product attributes.
    pub attributes: Table<Attribute>,
    /// Standards.
    pub norms: Table<Norm>,
    /// Editions of standards.
    pub editions: Table<Edition>,
    /// Schemes.
    pub schemes: Table<Scheme>,
    /// Bodies.
    pub bodies: Table<Body>,
    /// Registers.
    pub registers: Table<Register>,
    /// Listings.
    pub listings: Table<Listing>,
    /// Agreements.
    pub agreements: Table<Agreement>,
    /// Clauses.
    pub clauses: Table<Clause>,
    /// Requirements.
    pub requirements: Table<Requirement>,
    /// Coverage statements.
    pub coverage: Table<Coverage>,
    /// Bars.
    pub bars: Table<Bar>,
    /// Pending changes.
    pub pending: Table<Pending>,
    /// Sources.
    pub sources: Table<Source>,
    /// Readings of the characters in names.
    pub readings: Table<Reading>,
}
