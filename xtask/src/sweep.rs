//! Every market, product group and scheme asked, optimised: `cargo xtask sweep [--every N]`.

use crate::step::{Outcome, cargo_command, finish};

pub(crate) fn all(arguments: impl Iterator<Item = String>) -> Outcome {
    let mut command = cargo_command(&["run", "--release", "--package", "comity-cli", "--", "sweep", "--progress"]);
    finish(command.args(arguments))
}
