#![doc = include_str!("lib.md")]

pub mod ask;
pub mod decide;
mod describe;
pub mod graph;
mod handle;
pub mod law;
mod names;
pub mod pack;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use ask::Portfolio;
pub use decide::{Answer, Question, QuestionError, check};
pub use describe::{Description, Related};
pub use handle::Law;
pub use law::{Day, Span, When};
pub use names::{Found, Noun};
