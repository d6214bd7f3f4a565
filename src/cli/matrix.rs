//! `accede matrix`: participants by treaties.

use super::context::Context;
use super::group_option::GroupOption;
use crate::error::Result;
use crate::report::matrix;
use crate::store::resolve;

/// Who stands where under several treaties, in one table
///
/// One row per participant, one column per treaty, and below how many of those listed stand where. Without --group:
/// those that have a status under any of the treaties. In CSV each treaty is a column, headed by its number.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede matrix budapest 189 224 hanoi --group EU
  accede matrix budapest 'second protocol' --as-of 2024-12-31
  accede matrix budapest 189 --format csv --output matrix.csv")]
pub struct Args {
    /// The treaties, by any of their names, in the order of the columns
    #[arg(required = true, value_name = "TREATY")]
    treaties: Vec<String>,

    #[command(flatten)]
    group: GroupOption,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let treaties = resolve::treaties(&store, &args.treaties)?;
    let set = args.group.set(&store, when.as_of)?;
    context.answer_from(&store, &matrix(&store, &treaties, set.as_ref(), context.wants_reasons(), when)?)
}
