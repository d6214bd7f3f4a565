//! `accede between`: whether two participants are bound to each other.

use super::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::Date;
use crate::report::{Two, between};
use crate::store::resolve;

/// Whether two participants are bound to each other, since when, and if not, why
///
/// Two parties to a treaty are not always bound to each other: one may have objected to a reservation of the other and
/// opposed entry into force between the two (VCLT art. 20(4)(b)), or to its accession where the treaty gives that effect,
/// or has still to accept it. Simple objections, reservations, territories, suspension and the version of an amended text
/// are told and not subtracted. With --treaty: exit 0 for yes, 1 for no.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede between France Japan
  accede between IE DE --treaty budapest
  accede between Hungary USA --treaty 185 --as-of 2006-12-31
  accede between NL HU --treaty 189 --during 2010-01-01 2020-12-31")]
pub struct Args {
    /// The one, by its code or any name it ever had
    a: String,

    /// The other
    b: String,

    /// Only this treaty, by any of its names
    #[arg(long, value_name = "TREATY")]
    treaty: Option<String>,

    /// Every day from the first to the last, both included, in place of --as-of
    #[arg(long, num_args = 2, value_names = ["DATE", "DATE"])]
    during: Option<Vec<Date>>,
}

/// Answers it; no where they are not bound to each other under the treaty on every day asked about.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let days = match args.during.as_deref() {
        Some([from, to]) => {
            if context.as_of().is_some() {
                return Err(Error::usage("--during and --as-of do not go together: give one of them"));
            }
            if to < from {
                return Err(Error::usage(format!(
                    "--during: {to} is before {from}; give the first day first"
                )));
            }
            (*from, *to)
        }
        _ => context.when().one_day(),
    };
    let store = context.read()?;
    let treaty = args.treaty.as_deref().map(|name| resolve::treaty(&store, name)).transpose()?;
    let a = resolve::participant(&store, &args.a)?;
    let b = resolve::participant(&store, &args.b)?;
    let report = between(&store, Two { a: &a, b: &b }, treaty.as_ref(), days)?;
    context.answer_from(&store, &report)?;
    Ok(if report.treaty.is_some() && !report.yes { Exit::No } else { Exit::Done })
}
