//! `comity pack`: the data as one file of bytes.

use crate::Failure;

pub(crate) fn run(_arguments: lexopt::Parser) -> Result<(), Failure> {
    Err(Failure::Internal("packs are not written yet".to_owned()))
}
