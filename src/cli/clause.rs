//! `accede clause`: the calculator behind every day of effect.

use super::context::Context;
use crate::error::{Exit, Result};
use crate::model::Date;
use crate::report::{Trial, clause};

/// What a rule of a final clause says, and the day it gives from another day
///
/// Rules are written as in docs/clauses.md: MF(3), D(90), max(D(30), EIF), count(5) … Any rule is put in plain
/// English; one of effect is applied to --from, the day of deposit, of receipt, or on which the conditions were met.
/// Where no day can be computed, the exit code is 1.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede clause 'MF(3)' --from 2022-01-31
  accede clause 'D(30)' --from 2022-11-30 --not-before 2023-06-01
  accede clause 'TERM(Y(10), Y(5), M(6))' --from 1960-07-13 --in-force 1951-01-12 --format json
  accede clause 'AND(count(5), group(3, COE))'")]
pub struct Args {
    /// The rule, in the notation of final clauses
    rule: String,

    /// The day it runs from
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// The result is not before this day, such as the treaty's entry into force
    #[arg(long, value_name = "DATE", requires = "from")]
    not_before: Option<Date>,

    /// The treaty's entry into force, for EIF and TERM
    #[arg(long, value_name = "DATE", requires = "from")]
    in_force: Option<Date>,

    /// The day of opening for signature, for opening(…)
    #[arg(long, value_name = "DATE", requires = "from")]
    opened: Option<Date>,

    /// The day of adoption, for adoption(…)
    #[arg(long, value_name = "DATE", requires = "from")]
    adopted: Option<Date>,

    /// The day that the instrument itself names, for `or_later_date_specified`(…)
    #[arg(long, value_name = "DATE", requires = "from")]
    specified: Option<Date>,
}

/// Answers it; no where no day can be computed.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    context.refuse_known_at_and_why()?;
    let trial = Trial {
        from: args.from,
        not_before: args.not_before,
        in_force_on: args.in_force,
        opened_on: args.opened,
        adopted_on: args.adopted,
        specified_on: args.specified,
    };
    let report = clause(&args.rule, &trial)?;
    context.answer(&report)?;
    Ok(if report.from.is_some() && report.date.is_none() { Exit::No } else { Exit::Done })
}
