//! `accede spells`: intervals of status as data.

use super::context::Context;
use super::data::{Begun, DataOptions, Part};
use super::group_option::GroupOption;
use crate::error::Result;
use crate::report::{SpellsAsked, spells, spells_fields};

/// Intervals of status as data for research: one row per spell, with censoring
///
/// A spell is a half-open interval [since, until) in which one participant has one status under one treaty. It is observed
/// up to --as-of: one that has not ended by then is censored on the right, one of which the first day is not known on the
/// left. With --at-risk the time without any act is a spell too: from the day on which the treaty was opened, or on which
/// the participant came to be, to its first act.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede spells budapest
  accede spells budapest --at-risk --group COE --format csv --output spells.csv
  accede spells --all --as-of 2020-12-31 --format parquet --output spells.parquet")]
pub struct Args {
    #[command(flatten)]
    data: DataOptions,

    /// Also the time before the first act, of everybody that existed then: those at risk of acting
    #[arg(long)]
    at_risk: bool,

    #[command(flatten)]
    group: GroupOption,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let head = ("spells", "Intervals of status under treaties", "spells");
    let Begun { store, treaties, set, mut about, people } = args.data.begin(context, &args.group, head)?;
    let day = context.when().as_of;
    about.text = format!(
        "One row per interval [since, until) in which one participant has one status under one treaty, observed up to and \
         including {day}. Lengths are in days."
    );
    about.fields = spells_fields();
    about.key = &["treaty", "code", "since"];
    about.asked.push(("at-risk", args.at_risk.to_string()));
    about.asked.extend(set.as_ref().map(|set| ("group", set.code())));
    args.data.deliver(context, &store, &about, (&treaties, &[]), &|part, rows| {
        let treaties = if let Part::Treaty(treaty) = part { std::slice::from_ref(treaty) } else { &treaties };
        let asked = SpellsAsked { treaties, set: set.as_ref(), day, at_risk: args.at_risk };
        spells(&store, &people, &asked, rows)
    })
}
