//! What if: assumed law laid over the law on record, without a rebuild.
//!
//! An [`Overlay`] adds or ends clauses, listings, bars and memberships, in the words of a question. [`Law::with`] lays it
//! over a loaded law and gives a second handle: the recorded tables, graph, names and indexes are shared, what the
//! overlay changed or added stands beside them, and the first handle answers as before.
//!
//! A hypothesis is decided as if it were so, and cannot be mistaken for recorded law: every answer of such a handle lists
//! what it assumes ([`crate::Answer::overlay`]), every hop that rests on an assumed record names it
//! ([`crate::decide::Hop::hypothetical`]), no assumed record cites a page or is verified, and none is written to a pack.
//!
//! ```
//! use comity::{Law, Overlay};
//! let law = Law::default(); // nothing is on record
//! let overlay: Overlay = serde_json::from_str(
//!     r#"{"changes":[{"end_clause":{"id":"eu-ch-mra-devices.ch-to-eu","until":"2027-12-31","on_end":"lapse"}}]}"#).unwrap();
//! let error = law.with(&overlay).unwrap_err();
//! assert_eq!((error.code, error.path.as_str()), ("unknown", "changes[0].end_clause.id"));
//! ```

mod change;
mod clause;
mod lay;

pub use change::{
    Accepts, AddBar, AddClause, AddListing, AddMembership, AtEnd, Basis, Bodies, Change, ChangeKind, EditionTaken,
    Editions, EndBar, EndClause, EndListing, EndMembership, Issuer, Issues, KeepUntil, Obligation, Only, Origin,
    OriginTest, OriginTests, Overlay, Said,
};

use crate::Law;
use crate::law::{Bloc, Clause, Id, Market, Records, Source, Text, When};
use lay::Laying;
use serde::Serialize;
use std::collections::BTreeMap;

/// What is wrong with an overlay. It is part of what is asked, so its errors are those of a question: a stable code, the
/// path of the field (`changes[0].end_clause.id`), what was expected, and the nearest known things.
pub type OverlayError = crate::QuestionError;

/// One change as an answer names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assumed {
    /// What it does.
    pub change: ChangeKind,
    /// The record it touches: its id, or `BLOC/MARKET`.
    pub record: String,
    /// The clause, the body or the market it is about.
    pub name: Text,
    /// First day, where the change gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<String>,
    /// Last day, where the change gives one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<String>,
}

impl Assumed {
    fn new(change: ChangeKind, record: &str, name: &Text, from: Option<When>, until: Option<When>) -> Assumed {
        let written = |when: Option<When>| when.map(|when| when.to_string());
        Assumed { change, record: record.to_owned(), name: name.clone(), from: written(from), until: written(until) }
    }
}

/// A bloc and a member of it.
type Member = (Id<Bloc>, Id<Market>);

/// What a law assumes.
#[derive(Clone, Debug, Default)]
pub(crate) struct Assumptions {
    /// All changes laid on the recorded law.
    overlay: Overlay,
    /// The same, as answers name them.
    list: Vec<Assumed>,
    /// Which members of which blocs they touch.
    memberships: BTreeMap<Member, Vec<Id<Source>>>,
}

impl Law {
    /// This law with assumed law laid over it. Changes that were laid before stay, and the new ones come after them.
    ///
    /// Ids of recorded records stay what they are; those of assumed records hold within the law they are assumed in.
    ///
    /// # Errors
    /// An [`OverlayError`] names the change and field that was not understood and the nearest known thing.
    ///
    /// # Complexity
    /// O(k log n) for k changes over n records, and what the changes themselves touch: the members of a bloc, the entries
    /// of a register, and the schemes, where a clause names none. Nothing of the recorded law is copied or visited.
    /// A handle that is asked afterwards looks k changes up in O(log k).
    ///
    /// # Budget
    /// [`crate::decide::limits::OVERLAY`] changes in all.
    pub fn with(&self, overlay: &Overlay) -> Result<Law, OverlayError> {
        let before = &self.assumptions().overlay.changes;
        let all = Overlay { changes: before.iter().chain(&overlay.changes).cloned().collect() };
        let recorded = self.recorded();
        let mut laying = Laying::of(recorded.records(), recorded.names(), &all)?;
        for (place, change) in all.changes.iter().enumerate() {
            laying.make(place, place.saturating_sub(before.len()), change)?;
        }
        let sources = laying.sources();
        let base = recorded.records();
        let records = Records {
            blocs: base.blocs.with(laying.blocs.rows),
            listings: base.listings.with(laying.listings.rows),
            clauses: base.clauses.with(laying.clauses.rows),
            bars: base.bars.with(laying.bars.rows),
            sources: base.sources.with(sources),
            ..base.clone()
        };
        Ok(recorded.laid_with(records, laying.assumptions))
    }

    /// What this law assumes, in the order of the changes; empty for the law on record.
    #[must_use]
    pub fn assumed(&self) -> &[Assumed] {
        &self.assumptions().list
    }
}

impl Assumptions {
    /// The changes that touch a membership.
    pub(crate) fn of_member(&self, bloc: Id<Bloc>, market: Id<Market>) -> &[Id<Source>] {
        self.memberships.get(&(bloc, market)).map_or(&[], Vec::as_slice)
    }
}

/// The assumed records among the sources of something, by their ids, each once.
pub(crate) fn hypothetical(records: &Records, sources: impl IntoIterator<Item = Id<Source>>) -> Vec<String> {
    let assumed = sources.into_iter().filter(|id| id.assumed()).map(|id| records.sources.at(id).says.clone());
    let mut ids: Vec<String> = assumed.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// Clauses that an overlay added, in order.
pub(crate) fn added(records: &Records) -> Vec<Id<Clause>> {
    records.clauses.laid().filter(|(id, _)| id.assumed()).map(|(id, _)| id).collect()
}
