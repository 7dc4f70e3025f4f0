//! What each part of `dist/` weighs.

use crate::step::{Outcome, run};

/// Prints the table.
pub(crate) fn table() -> Outcome {
    run("node", &["www/size.mjs", "dist"])
}
