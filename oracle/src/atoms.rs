//! Atoms (§3.9): each single thing that is unknown, so that one alone can be set and what then changes be seen.
//!
//! An atom is met where a guard comes to U by itself: by a date known in part, by something not stated or not recorded, by a contested
//! record. The same question about the same thing is one atom wherever it comes up (decided question no. 51).

use crate::case::Case;
use crate::paper::Paper;
use crate::truth::Truth::{self, F, U};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// The unknowns of a case: those met so far with the fact that would settle each, and the ones that are set.
#[derive(Default)]
pub(crate) struct Atoms {
    met: RefCell<BTreeMap<String, &'static str>>,
    set: RefCell<BTreeMap<String, bool>>,
    listening: Cell<bool>,
    /// Whether any is set: most evaluations set none, and need no keys.
    any_set: Cell<bool>,
}

impl Atoms {
    /// Those met while something is done, each with its fact.
    pub(crate) fn met_by(&self, act: impl FnOnce()) -> BTreeMap<String, &'static str> {
        self.met.take();
        self.listening.set(true);
        act();
        self.listening.set(false);
        self.met.take()
    }

    /// Those that are set.
    pub(crate) fn settled(&self) -> BTreeMap<String, bool> {
        self.set.borrow().clone()
    }

    /// Does something with some atoms set.
    pub(crate) fn with<T>(&self, set: BTreeMap<String, bool>, act: impl FnOnce() -> T) -> T {
        self.any_set.set(!set.is_empty());
        let before = self.set.replace(set);
        let done = act();
        self.any_set.set(!before.is_empty());
        self.set.replace(before);
        done
    }
}

impl Case<'_> {
    /// A value that by itself is unknown is an atom; any other value stays.
    pub(crate) fn atom(&self, value: Truth, fact: &'static str, key: impl FnOnce() -> String) -> Truth {
        let atoms = &self.atoms;
        if value != U || !(atoms.listening.get() || atoms.any_set.get()) {
            return value;
        }
        let key = key();
        if let Some(set) = atoms.set.borrow().get(&key) {
            return Truth::of(*set);
        }
        if atoms.listening.get() {
            atoms.met.borrow_mut().insert(key, fact);
        }
        U
    }

    /// A comparison of dates, unknown where one of them is known in part only.
    pub(crate) fn dated(&self, value: Truth, key: impl FnOnce() -> String) -> Truth {
        self.atom(value, "date", key)
    }

    /// A comparison with the day on which a paper was issued: not stated, that day is what would have to be told.
    pub(crate) fn issue_dated(&self, value: Truth, paper: &Paper, what: impl FnOnce() -> String) -> Truth {
        let fact = if paper.undated { "issued" } else { "date" };
        self.atom(value, fact, || format!("{}.issued/{}", paper.key(), what()))
    }

    /// Records that state one thing differently leave it unknown (§3.10 no. 5).
    pub(crate) fn contested(&self, values: impl IntoIterator<Item = Truth>, what: impl FnOnce() -> String) -> Truth {
        let mut values = values.into_iter();
        let first = values.next().unwrap_or(U);
        // All are read, also where two differ already: each may hang on unknowns of its own.
        let others: Vec<Truth> = values.collect();
        if others.iter().all(|value| *value == first) {
            first
        } else {
            self.atom(U, "conflict", || format!("conflict/{}", what()))
        }
    }

    /// What is contested proves nothing: T becomes U, F stays (§3.2).
    pub(crate) fn doubt(&self, value: Truth, doubtful: bool, record: impl FnOnce() -> String) -> Truth {
        if !doubtful || value == F {
            return value;
        }
        value.and(self.atom(U, "doubtful", || format!("doubtful/{}", record())))
    }

    /// What something comes to by itself, its unknowns left aside.
    pub(crate) fn aside<T>(&self, act: impl FnOnce() -> T) -> T {
        let listening = self.atoms.listening.replace(false);
        let done = self.atoms.with(BTreeMap::new(), act);
        self.atoms.listening.set(listening);
        done
    }
}
