//! `accede events`: acts as data.

use super::context::Context;
use super::data::{Begun, DataOptions, Part};
use super::group_option::GroupOption;
use crate::error::Result;
use crate::report::{events, events_fields};

/// Acts as data for research: one row per act, with every day, raw text and source
///
/// Every act that counts and was done by --as-of, or can have been: its kind, its day or the window of a day that is not
/// known, the days of notification and of effect as published and by the clause, what its source said in which cell, and
/// how well it is supported. Acts that another source tells as well count once; accede conflicts shows both.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede events budapest
  accede events --all --format csv --output events.csv
  accede events budapest 189 --group EU --format ndjson | head
  accede events --all --format parquet --output events.parquet")]
pub struct Args {
    #[command(flatten)]
    data: DataOptions,

    #[command(flatten)]
    group: GroupOption,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let head = ("events", "Acts under treaties", "acts");
    let Begun { store, treaties, set, mut about, people } = args.data.begin(context, &args.group, head)?;
    let day = context.when().as_of;
    about.text = format!(
        "One row per act up to {day}, of a participant under a treaty or of the depositary for the whole treaty. Days are the \
         depositary's local days; an empty cell is not known or there is none."
    );
    about.fields = events_fields();
    about.key = &["entry"];
    about.asked.extend(set.as_ref().map(|set| ("group", set.code())));
    args.data.deliver(context, &store, &about, (&treaties, &[]), &|part, rows| {
        let treaties = if let Part::Treaty(treaty) = part { std::slice::from_ref(treaty) } else { &treaties };
        events(&store, &people, treaties, set.as_ref(), day, rows)
    })
}
