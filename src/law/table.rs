//! Interned ids and the tables they point into.
//!
//! A table is recorded rows, shared by every law that has them, and a few rows of assumed law laid over them
//! ([`crate::overlay`]). An id orders as its record's written id does, recorded or assumed: so whatever is sorted by
//! ids comes out as if the assumed records had been recorded.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;
use std::sync::Arc;

/// Places from one recorded row to the next. Those between them are free for assumed records, so an id stays a word of
/// 32 bits, and a table can have 2^24 rows: more than fit into the largest pack.
const STRIDE: usize = 256;

/// A record's place in its table. Ids of different records do not mix.
pub struct Id<T> {
    place: u32,
    of: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    pub(crate) fn new(row: usize) -> Id<T> {
        Id::between(row.saturating_add(1), 0)
    }

    /// The place of the nth record that is assumed before a recorded row, counted from one.
    fn between(row: usize, nth: usize) -> Id<T> {
        let place = row.saturating_mul(STRIDE).saturating_add(nth);
        Id { place: u32::try_from(place).unwrap_or(u32::MAX), of: PhantomData }
    }

    /// The row of a recorded record in its table. An assumed record has none of its own: it gives the row after which it
    /// would stand.
    #[must_use]
    pub fn row(self) -> usize {
        (self.place as usize / STRIDE).saturating_sub(1)
    }

    /// Whether the record is one that an overlay added.
    pub(crate) fn assumed(self) -> bool {
        self.place != u32::MAX && !(self.place as usize).is_multiple_of(STRIDE)
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
        self.place == other.place
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
        self.place.cmp(&other.place)
    }
}
impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.place.hash(state);
    }
}
impl<T> std::fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "#{}", self.row())?;
        if self.assumed() { write!(f, "+{}", self.place as usize % STRIDE) } else { Ok(()) }
    }
}

/// A pack writes the row.
impl<T> Serialize for Id<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.assumed() {
            return Err(serde::ser::Error::custom("assumed law is not written"));
        }
        serializer.serialize_u32(u32::try_from(self.row()).unwrap_or(u32::MAX))
    }
}
impl<'de, T> Deserialize<'de> for Id<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Id<T>, D::Error> {
        u32::deserialize(deserializer).map(|row| Id::new(row as usize))
    }
}

/// A record that has a stable, human-readable id.
pub trait Record: Default {
    /// The id as data files and answers write it.
    fn id(&self) -> &str;
}

/// Records of one kind, sorted by their written id, so that the order of files and records never matters.
#[derive(Clone, Debug)]
pub struct Table<T> {
    rows: Arc<Vec<T>>,
    /// What an overlay changed or added, in order.
    laid: Vec<(Id<T>, T)>,
    absent: T,
}

impl<T: Record> Default for Table<T> {
    fn default() -> Self {
        Table { rows: Arc::default(), laid: Vec::new(), absent: T::default() }
    }
}

impl<T: Serialize> Serialize for Table<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // Nothing hypothetical may be taken for recorded law by whoever reads it.
        if !self.laid.is_empty() {
            return Err(serde::ser::Error::custom("assumed law is not written"));
        }
        self.rows.as_slice().serialize(serializer)
    }
}
impl<'de, T: Record + Deserialize<'de>> Deserialize<'de> for Table<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Table<T>, D::Error> {
        Vec::deserialize(deserializer).map(Table::holding)
    }
}

impl<T: Record> Table<T> {
    fn holding(rows: Vec<T>) -> Table<T> {
        Table { rows: Arc::new(rows), laid: Vec::new(), absent: T::default() }
    }

    /// A table of these records, which must already be sorted by id and unique.
    #[cfg(any(test, feature = "compile"))]
    pub(crate) fn sorted(rows: Vec<T>) -> Table<T> {
        Table::holding(rows)
    }

    /// The record of an id. An id that belongs to another `Law` reads as an empty record: never a panic, and never
    /// met, since loading checks every id. O(1), and O(log k) where k records are assumed.
    #[must_use]
    pub fn at(&self, id: Id<T>) -> &T {
        if let Some(record) = self.laid_at(id) {
            return record;
        }
        // The place before the first row is nobody's.
        let recorded = !id.assumed() && id.place != 0;
        self.rows.get(id.row()).filter(|_| recorded).unwrap_or(&self.absent)
    }

    fn laid_at(&self, id: Id<T>) -> Option<&T> {
        if self.laid.is_empty() {
            return None;
        }
        let place = self.laid.binary_search_by(|(laid, _)| laid.cmp(&id)).ok()?;
        self.laid.get(place).map(|(_, record)| record)
    }

    /// The id a record is written as, looked up in O(log n).
    #[must_use]
    pub fn find(&self, written: &str) -> Option<Id<T>> {
        let row = self.rows.binary_search_by(|r| r.id().cmp(written)).ok().map(Id::new);
        row.or_else(|| {
            let place = self.laid.binary_search_by(|(_, record)| record.id().cmp(written)).ok()?;
            self.laid.get(place).map(|(id, _)| *id)
        })
    }

    /// All records with their ids, in order of their written ids.
    pub fn iter(&self) -> Rows<'_, T> {
        Rows { rows: &self.rows, first: 0, laid: &self.laid }
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len().saturating_add(self.laid.iter().filter(|(id, _)| id.assumed()).count())
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether an id points into this table.
    pub(crate) fn holds(&self, id: Id<T>) -> bool {
        if id.assumed() { self.laid_at(id).is_some() } else { id.place != 0 && id.row() < self.rows.len() }
    }

    /// The recorded rows alone, shared.
    pub(crate) fn recorded(&self) -> Table<T> {
        Table { rows: Arc::clone(&self.rows), laid: Vec::new(), absent: T::default() }
    }

    /// The changed and added rows alone, in order.
    pub(crate) fn laid(&self) -> impl Iterator<Item = (Id<T>, &T)> {
        self.laid.iter().map(|(id, record)| (*id, record))
    }

    /// Where records that are not on record would stand, by their written ids: O(k log n) for k of them.
    pub(crate) fn places(&self, added: &BTreeSet<String>) -> BTreeMap<String, Id<T>> {
        let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
        let mut places = BTreeMap::new();
        for written in added {
            if let Err(row) = self.rows.binary_search_by(|r| r.id().cmp(written)) {
                let nth = taken.entry(row).or_insert(0);
                *nth = nth.saturating_add(1);
                places.insert(written.clone(), Id::between(row, *nth));
            }
        }
        places
    }

    /// The recorded rows, shared, with some changed and some added.
    pub(crate) fn with(&self, laid: BTreeMap<Id<T>, T>) -> Table<T> {
        Table { laid: laid.into_iter().collect(), ..self.recorded() }
    }
}

/// Records with their ids, in order.
#[derive(Debug)]
pub struct Rows<'t, T> {
    rows: &'t [T],
    /// The row of the first of `rows`.
    first: usize,
    laid: &'t [(Id<T>, T)],
}

impl<T> Clone for Rows<'_, T> {
    fn clone(&self) -> Self {
        Rows { rows: self.rows, first: self.first, laid: self.laid }
    }
}

impl<'t, T> Rows<'t, T> {
    fn pop_front(&mut self) -> Option<(Id<T>, &'t T)> {
        let (record, rest) = self.rows.split_first()?;
        let id = Id::new(self.first);
        self.rows = rest;
        self.first = self.first.saturating_add(1);
        Some((id, record))
    }

    /// The id of the last recorded row that is left.
    fn last_row(&self) -> Option<Id<T>> {
        self.rows.len().checked_sub(1).map(|rest| Id::new(self.first.saturating_add(rest)))
    }
}

impl<'t, T> Iterator for Rows<'t, T> {
    type Item = (Id<T>, &'t T);

    fn next(&mut self) -> Option<(Id<T>, &'t T)> {
        let Some(((id, record), rest)) = self.laid.split_first() else { return self.pop_front() };
        if !self.rows.is_empty() && Id::new(self.first) < *id {
            return self.pop_front();
        }
        // A changed row stands in place of the recorded one.
        if !id.assumed() {
            self.pop_front();
        }
        self.laid = rest;
        Some((*id, record))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.rows.len(), Some(self.rows.len().saturating_add(self.laid.len())))
    }
}

impl<'t, T> DoubleEndedIterator for Rows<'t, T> {
    fn next_back(&mut self) -> Option<(Id<T>, &'t T)> {
        let last = self.last_row();
        if let Some(((id, record), rest)) = self.laid.split_last()
            && last.is_none_or(|last| last <= *id)
        {
            if !id.assumed() {
                self.rows = self.rows.split_last().map_or(&[], |(_, rest)| rest);
            }
            self.laid = rest;
            return Some((*id, record));
        }
        let (record, rest) = self.rows.split_last()?;
        self.rows = rest;
        Some((last?, record))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Register;

    fn register(id: &str, url: Option<&str>) -> Register {
        Register { id: id.to_owned(), url: url.map(str::to_owned), ..Register::default() }
    }

    fn laid() -> Table<Register> {
        let table = Table::sorted(["b", "d", "f"].map(|id| register(id, None)).to_vec());
        let added: BTreeSet<String> = ["a", "c", "ca", "g"].map(str::to_owned).into();
        let mut rows: BTreeMap<Id<Register>, Register> =
            table.places(&added).into_iter().map(|(id, place)| (place, register(&id, Some("added")))).collect();
        rows.insert(table.find("d").unwrap(), register("d", Some("changed")));
        table.with(rows)
    }

    #[test]
    fn assumed_rows_stand_where_their_ids_sort() {
        let table = laid();
        let ids: Vec<&str> = table.iter().map(|(_, r)| r.id()).collect();
        assert_eq!(ids, ["a", "b", "c", "ca", "d", "f", "g"]);
        let mut back: Vec<&str> = table.iter().rev().map(|(_, r)| r.id()).collect();
        back.reverse();
        assert_eq!(back, ids);
        let places: Vec<Id<Register>> = table.iter().map(|(id, _)| id).collect();
        assert!(places.is_sorted());
        assert_eq!((table.len(), table.recorded().len()), (7, 3));
        assert!(!table.is_empty() && Table::<Register>::default().is_empty());
        assert_eq!((table.iter().size_hint(), table.recorded().iter().size_hint()), ((3, Some(8)), (3, Some(3))));
        // An assumed row is told by a plus; equal ids are one in a set.
        let told: Vec<String> = places.iter().map(|id| format!("{id:?}")).collect();
        assert_eq!(told.iter().filter(|id| id.contains('+')).count(), 4, "{told:?}");
        let set: std::collections::HashSet<Id<Register>> = table.iter().map(|(id, _)| id).collect();
        assert!(set.len() == 7 && places.iter().all(|id| set.contains(id)));
        // One past the last row is no row.
        assert!(!table.recorded().holds(Id::new(3)));
        for (id, record) in table.iter() {
            assert_eq!((table.find(record.id()), table.at(id).id()), (Some(id), record.id()));
            assert!(table.holds(id));
        }
    }

    #[test]
    fn from_both_ends_every_row_comes_once() {
        let table = laid();
        for front in 0..=7 {
            let mut rows = table.iter();
            let mut seen: Vec<&str> = rows.by_ref().take(front).map(|(_, r)| r.id()).collect();
            let mut rest: Vec<&str> = rows.rev().map(|(_, r)| r.id()).collect();
            rest.reverse();
            seen.extend(rest);
            assert_eq!(seen, ["a", "b", "c", "ca", "d", "f", "g"], "{front} from the front");
        }
    }

    #[test]
    fn recorded_ids_stay_and_the_recorded_rows_are_untouched() {
        let table = laid();
        let recorded = table.recorded();
        for (id, record) in recorded.iter() {
            assert_eq!(table.at(id).id(), record.id());
            assert!(!id.assumed() && record.url.is_none());
        }
        assert_eq!(table.at(table.find("d").unwrap()).url.as_deref(), Some("changed"));
        let added = table.find("c").unwrap();
        assert!(added.assumed() && !recorded.holds(added));
        assert_eq!(recorded.at(added).id(), "");
        assert_eq!(recorded.at(Id::between(0, 0)).id(), "", "the place before the first row");
    }

    #[test]
    fn assumed_law_is_not_written() {
        assert!(postcard::to_allocvec(&laid()).is_err());
        assert!(postcard::to_allocvec(&laid().find("c")).is_err());
        let recorded = laid().recorded();
        let bytes = postcard::to_allocvec(&recorded).unwrap();
        let read: Table<Register> = postcard::from_bytes(&bytes).unwrap();
        assert_eq!(read.iter().count(), 3);
    }
}
