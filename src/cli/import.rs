//! `accede import`: files of depositaries, or this version's seed, compared with the record and recorded; and one batch
//! taken back.

mod addresses;
mod chosen;
mod files;
mod options;
mod reading;
mod seed;
mod undo;

use super::context::Context;
use crate::error::{Exit, Result};

pub use addresses::{AskingOptions, read_again};
pub use files::settle;
use options::Action;
pub use options::{Args, Settling};
pub use reading::{Given, ReadingOptions, bytes_of};

/// Shows the plan, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    match &args.action {
        Some(Action::Undo(undo)) => undo::run(undo, context).map(|()| Exit::Done),
        None if args.readers => context.answer(&reading::readers()).map(|()| Exit::Done),
        None if args.seed => seed::run(args, context),
        None => files::run(args, context),
    }
}
