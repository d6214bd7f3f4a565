//! `accede changes`: what changed in law between two days, and in our knowledge between two entries.

use super::context::Context;
use super::{log, words};
use crate::error::{Error, Result};
use crate::model::Date;
use crate::report::{Range, changes};
use crate::store::{LogFilter, Moment, Store, Whose};

/// What changed between two days in law, and between two entries in our knowledge of it
///
/// The two never mix. In law: each status that became another, and what entered into force, began or ended, as the
/// record has it now. In our knowledge: each entry, as a new fact, a late fact (done before the first day) or a
/// correction. Both ends are included; of @N it is the entries after it.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede changes --since 2025-10-01
  accede changes --since 2026-11-30 --until 2027-12-31
  accede changes --since @27944
  accede changes --since 2012-01-01 --until 2012-12-31 budapest
  accede changes --since 2001-01-01 Ireland")]
pub struct Args {
    /// Only this treaty, or this participant
    #[arg(value_name = "TREATY|PARTICIPANT")]
    about: Option<String>,

    /// The first day; or an entry: what was recorded after it, and in law from the day on which it was recorded
    #[arg(long, value_name = "DATE|@N", value_parser = words::moment)]
    since: Moment,

    /// The last day, also one to come; or the last entry, and in law the day on which it was recorded
    /// [default: today, and the newest entry]
    #[arg(long, value_name = "DATE|@N", value_parser = words::moment)]
    until: Option<Moment>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    if context.as_of().is_some() {
        return Err(Error::usage(
            "changes lie between two days: write --since and --until in place of --as-of",
        ));
    }
    let store = context.read()?;
    let mut about = LogFilter::default();
    if let Some(asked) = &args.about {
        log::about_what(&store, asked, &mut about)?;
    }
    let range = range(&store, args, context.when().today)?;
    let whose = Whose { treaty: about.treaty.as_deref(), participant: about.participant.as_deref() };
    context.answer_from(&store, &changes(&store, range, whose)?)
}

fn range(store: &Store, args: &Args, today: Date) -> Result<Range> {
    let newest = store.head()?.seq;
    let (since, first) = match args.since {
        Moment::Day(day) => (day, day.plus_days(-1).map_or(Ok(0), |before| store.entry_on(before))? + 1),
        Moment::Entry(seq) => (recorded_on(store, seq, newest)?, seq + 1),
    };
    let (until, last) = match (args.until, args.since) {
        (Some(Moment::Day(day)), _) => (day, store.entry_on(day)?),
        (Some(Moment::Entry(seq)), _) => (recorded_on(store, seq, newest)?, seq),
        (None, Moment::Day(_)) => (today, store.entry_on(today)?),
        (None, Moment::Entry(_)) => (today.max(recorded_on(store, newest, newest)?), newest),
    };
    let wrong_way = match (args.since, args.until) {
        (Moment::Entry(since), Some(Moment::Entry(until))) => until < since,
        _ => until < since,
    };
    if wrong_way {
        return Err(Error::usage(match (args.since, args.until) {
            (from, None) => {
                format!("--since {} is after today, {until}; give a later --until", told(from, since))
            }
            (Moment::Entry(from), Some(Moment::Entry(to))) => {
                format!("--since @{from} is after --until @{to}; write the earlier one first")
            }
            (from, Some(to)) => {
                let (from, to) = (told(from, since), told(to, until));
                format!("--since {from} is after --until {to}; write the earlier one first")
            }
        }));
    }
    Ok(Range { since, until, first, last })
}

/// An end of a range with its day.
fn told(point: Moment, day: Date) -> String {
    match point {
        Moment::Day(day) => day.to_string(),
        Moment::Entry(seq) => format!("@{seq} (recorded on {day})"),
    }
}

fn recorded_on(store: &Store, seq: i64, newest: i64) -> Result<Date> {
    let unknown = || -> Error {
        Error::usage(match newest {
            0 => "there is no entry in this file yet".to_owned(),
            _ => format!("there is no entry @{seq}; the newest is @{newest}"),
        })
    };
    store.recorded_on(seq)?.ok_or_else(unknown)
}
