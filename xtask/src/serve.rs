//! Serves `dist/` the way a host should: right types, a strict content security policy.

use crate::step::{Outcome, run};

/// Serves until it is stopped.
pub(crate) fn serve() -> Outcome {
    run("node", &["www/serve.mjs", "dist", "8000"])
}
