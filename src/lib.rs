#![doc = include_str!("lib.md")]

pub mod ask;
pub mod decide;
mod describe;
pub mod graph;
mod handle;
pub mod law;
mod names;
pub mod overlay;
pub mod pack;
#[cfg(target_arch = "wasm32")]
mod wasm;

pub use ask::Portfolio;
pub use decide::{Answer, Question, QuestionError, Refined, check, refine};
pub use describe::{Description, Related, Rests};
pub use handle::Law;
pub use law::{Day, Span, When};
pub use names::{Found, Noun};
pub use overlay::{Overlay, OverlayError};
