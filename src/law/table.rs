//! Interned ids and the tables they point into.

use serde::{Deserialize, Serialize};
use std::marker::PhantomData;

/// A record's place in its table. Ids of different records do not mix.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id<T> {
    row: u32,
    #[serde(skip)]
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    pub(crate) fn new(row: usize) -> Id<T> {
        Id { row: u32::try_from(row).unwrap_or(u32::MAX), of: PhantomData }
    }

    /// The row of the record in its table.
    #[must_use]
    pub fn row(self) -> usize {
        self.row as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.row == other.row
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.row.cmp(&other.row)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.row.hash(state);
    }
}
impl<T> std::fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.row)
    }
}

/// A record that has a stable, human-readable id.
pub trait Record: Default {
    /// The id as data files and answers write it.
    fn id(&self) -> &str;
}

/// Records of one kind, sorted by their written id, so that the order of files and records never matters.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Table<T> {
    rows: Vec<T>,
    #[serde(skip)]
    absent: T,
}

impl<T: Record> Default for Table<T> {
    fn default() -> Self {
        Table { rows: Vec::new(), absent: T::default() }
    }
}

impl<T: Record> Table<T> {
    /// A table of these records, which must already be sorted by id and unique.
    #[cfg(any(test, feature = "compile"))]
    pub(crate) fn sorted(rows: Vec<T>) -> Table<T> {
        Table { rows, absent: T::default() }
    }

    /// The record of an id. An id that belongs to another `Law` reads as an empty record: never a panic, and never
    /// met, since loading checks every id.
    #[must_use]
    pub fn at(&self, id: Id<T>) -> &T {
        self.rows.get(id.row()).unwrap_or(&self.absent)
    }

    /// The id a record is written as, looked up in O(log n).
    #[must_use]
    pub fn find(&self, written: &str) -> Option<Id<T>> {
        self.rows.binary_search_by(|r| r.id().cmp(written)).ok().map(Id::new)
    }

    /// All records with their ids, in order of their written ids.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> + Clone {
        self.rows.iter().enumerate().map(|(row, record)| (Id::new(row), record))
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Whether an id points into this table.
    pub(crate) fn holds(&self, id: Id<T>) -> bool {
        id.row() < self.rows.len()
    }
}
