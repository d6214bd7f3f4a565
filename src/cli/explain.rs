//! `accede explain`: the reasoning behind a status, or behind a treaty's own entry into force.

use super::context::Context;
use crate::error::Result;
use crate::report::{explain, explain_treaty};
use crate::store::resolve;

/// Why: each act, what the law made of it, by which clause, and the arithmetic
///
/// With a participant: its acts one by one, the day of effect of each as published and by the clause, the status from
/// day to day, and the next change that time alone will bring. Without one: the treaty's own entry into force, by
/// which instrument and for whom, or what is missing.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede explain budapest Ireland
  accede explain 'CETS 185' MT --as-of 2012-05-03
  accede explain 224
  accede explain budapest US --format markdown")]
pub struct Args {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// Whose status, by its code or any name it ever had
    participant: Option<String>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let treaty = resolve::treaty(&store, &args.treaty)?;
    match &args.participant {
        Some(name) => {
            let row = resolve::participant(&store, name)?;
            context.answer_from(&store, &explain(&store, &treaty, &row, context.when())?)
        }
        None => context.answer_from(&store, &explain_treaty(&store, &treaty, context.when())?),
    }
}
