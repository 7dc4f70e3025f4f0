//! Assumed law answers as if it were recorded, and never passes for it (`src/overlay`).
//!
//! Worlds are drawn by seed from the toy universe: records dropped, the date of a question moved, facts forgotten. For
//! each of the eight changes the law with an overlay is held against a law rebuilt from the universe with the same record
//! added or ended: byte for byte the same answers, but for the marks.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod by_hand;
#[path = "../common/mod.rs"]
mod common;
mod drawn;
mod laid;

use comity::Overlay;
use serde_json::{Value, json};
use std::sync::LazyLock;

static TOY: LazyLock<Value> = LazyLock::new(common::toy);

fn overlay(changes: Value) -> Overlay {
    serde_json::from_value(json!({ "changes": changes })).unwrap()
}
