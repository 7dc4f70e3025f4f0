//! What each part of `dist/` and of the npm package weighs.

use crate::build;
use crate::step::{Outcome, run};

/// Prints the table.
pub(crate) fn table() -> Outcome {
    run("node", &["www/size.mjs", "dist", build::PACKAGE])
}
