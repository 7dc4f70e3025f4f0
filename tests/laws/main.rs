//! The laws of recognition (`semantics.md` §5), each held against worlds drawn by seed, and the sentences that are no laws,
//! each with an example where it fails.
//!
//! `COMITY_LAW_CASES` says against how many worlds that it speaks of each law is held, `COMITY_FIRST_SEED` which are drawn;
//! `cargo xtask laws --cases 10000` is a long run. L39 stands in `tests/oracle.rs`, L42 beside the search (`src/decide/search/tests.rs`), where its limit can be moved.
#![cfg(feature = "compile")]
#![allow(missing_docs, reason = "tests")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test speaks by panicking")]

mod clauses;
#[path = "../common/mod.rs"]
mod common;
mod held;
mod knowledge;
mod markets;
mod places;
mod records;
mod routes;
mod small;
mod strengthen;
mod time;
mod told;
mod witnesses;
mod worlds;
