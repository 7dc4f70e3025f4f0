//! From the files people edit to the law the engine reads, and back from bytes.
//!
//! `data/*.toml` → drafts → records → pack. The compiler stands behind the feature `compile`; reading a pack does not.

mod check;
mod codec;
#[cfg(feature = "compile")]
mod compile;
#[cfg(feature = "compile")]
mod demand;
#[cfg(feature = "compile")]
mod diagnostic;
#[cfg(feature = "compile")]
mod draft;
#[cfg(feature = "compile")]
mod file;
#[cfg(feature = "compile")]
mod index;
#[cfg(feature = "compile")]
mod ledger;
#[cfg(feature = "compile")]
mod lint;
#[cfg(feature = "compile")]
mod papers;
#[cfg(feature = "compile")]
mod resolve;
#[cfg(feature = "compile")]
mod rule;
#[cfg(feature = "compile")]
mod scope;
#[cfg(feature = "compile")]
mod treaty;
#[cfg(feature = "compile")]
mod universe;
#[cfg(feature = "compile")]
mod vocabulary;
#[cfg(feature = "compile")]
pub use universe::{question, unfolded, universe};

pub use check::Broken;
pub use codec::{
    Counts, Digest, Header, LICENCE, MAX_BYTES, PackError, SCHEMA, decode, digest_of_sources, encode, header,
};
#[cfg(feature = "compile")]
pub use compile::{Compiled, compile};
#[cfg(feature = "compile")]
pub use diagnostic::{Diagnostic, Severity, Spot};
#[cfg(feature = "compile")]
pub use file::SourceFile;
#[cfg(feature = "compile")]
pub use ledger::Fact;
#[cfg(feature = "compile")]
pub use rule::Rule;
