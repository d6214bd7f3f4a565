//! `accede panel`: who stood where in each year, month or day, as data.

use super::context::Context;
use super::data::{DataOptions, Part, Partition};
use super::group_option::GroupOption;
use crate::error::{Error, Result};
use crate::report::{
    Coding, DecidingDay, Layout, Panel, People, PeriodLength, Periods, description, first_year,
};

/// A panel for research: one row per participant, treaty and year, month or day
///
/// Each participant has rows only while it existed, dissolved States in their time: as recorded, else in the years of the
/// lists of States (COW, Gleditsch-Ward), else from its first act on; and wherever the record gives it a status under the
/// treaty; with --group only in the periods in which it is a member. One that left is `former` from then on. Each row says
/// since when its status holds, whether that day was published or computed, by which entry, and whether a reservation
/// stands. The table is for people, and shows what is alike in one line; the other formats have every row, and in a file
/// their description beside them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede panel budapest --from 2001 --to 2025 --group EU
  accede panel --all --from 1945 --to 2025 --format csv --output panel.csv
  accede panel budapest 189 --step month --rule any --coding 012 --format parquet --output panel.parquet
  accede panel --all --layout wide --coding party --format csv --output wide.csv
  accede panel --all --from 1945 --partition year --output panel")]
pub struct Args {
    #[command(flatten)]
    data: DataOptions,

    /// The first year [default: that in which the first of the treaties was opened]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1600..=2200))]
    from: Option<i32>,

    /// The last year [default: that of the day asked about]
    #[arg(long, value_name = "YEAR", value_parser = clap::value_parser!(i32).range(1600..=2200))]
    to: Option<i32>,

    /// How long a period is
    #[arg(long, value_enum, default_value = "year")]
    step: PeriodLength,

    /// Which day of the period decides
    #[arg(long, value_enum, default_value = "end")]
    rule: DecidingDay,

    /// How the status is written; in the long layout other than status adds a column
    #[arg(long, value_enum, default_value = "status")]
    coding: Coding,

    /// A row for each treaty, or a column
    #[arg(long, value_enum, default_value = "long")]
    layout: Layout,

    #[command(flatten)]
    group: GroupOption,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    if args.layout == Layout::Wide && args.data.partition() == Some(Partition::Treaty) {
        return Err(Error::usage(
            "--partition treaty: the wide layout has a column for each treaty; divide it by year",
        ));
    }
    let is_counted = matches!(args.coding, Coding::Party | Coding::Consented);
    if args.layout == Layout::Wide && args.rule == DecidingDay::Days && !is_counted {
        return Err(Error::usage(
            "--rule days counts days: with --layout wide say of what, by --coding party or consented",
        ));
    }
    let when = context.when();
    let to = args.to.unwrap_or(when.as_of.year());
    if let Some(from) = args.from.filter(|from| to < *from) {
        if args.to.is_none() {
            let day = when.as_of;
            return Err(Error::usage(format!(
                "--from {from} is after the day asked about, {day}; give --as-of as well"
            )));
        }
        return Err(Error::usage(format!("--to {to} is before --from {from}; give the first year first")));
    }
    let store = context.read()?;
    let (treaties, left_out) = args.data.treaties(&store)?;
    let set = args.group.set(&store, when.as_of)?;
    let from = match args.from {
        Some(from) => from,
        None => first_year(&store, &treaties)?.unwrap_or(to).min(to),
    };
    let periods = Periods::between(args.step, (from, to), when.as_of);
    let people = People::of(&store)?;
    let panel = Panel::of(&store, &people, set.as_ref(), (args.rule, args.coding, args.layout))?;
    let title = format!("Panel of treaty status, {from} to {to}");
    let mut about = description(&store, ("panel", &title), &treaties, context.known_at(), when)?;
    about.text = text(args, when.as_of);
    about.fields = panel.fields(&treaties);
    about.key = panel.key();
    about.left_out = left_out;
    about.asked = args.data.asked();
    let words = [
        ("from", from.to_string()),
        ("to", to.to_string()),
        ("step", word(&args.step)),
        ("rule", word(&args.rule)),
        ("coding", word(&args.coding)),
        ("layout", word(&args.layout)),
    ];
    about.asked.extend(words);
    about.asked.extend(set.as_ref().map(|set| ("group", set.code())));
    let years: Vec<i32> = (from..=to).collect();
    args.data.deliver(context, &store, &about, (&treaties, &years), &|part, rows| match part {
        Part::Whole => panel.give(&treaties, &periods, rows),
        Part::Treaty(treaty) => panel.give(std::slice::from_ref(treaty), &periods, rows),
        Part::Year(year) => {
            panel.give(&treaties, &Periods::between(args.step, (year, year), when.as_of), rows)
        }
    })
}

/// The data in words.
fn text(args: &Args, as_of: crate::model::Date) -> String {
    let row = match args.layout {
        Layout::Long => "One row per participant, treaty and period",
        Layout::Wide => "One row per participant and period, one column per treaty",
    };
    let rule = match args.rule {
        DecidingDay::End => "The status is that of the last day of the period",
        DecidingDay::Start => "The status is that of the first day of the period",
        DecidingDay::Any => {
            "The status is the farthest that was held on any day of the period: bound, before consented, before signed"
        }
        DecidingDay::Days => "The status is that of the last day of the period; days are counted beside it",
    };
    format!(
        "{row}, only while the participant existed or had a status under the treaty. {rule}. Periods are known up to {as_of}: \
         the one of that day ends with it. Where only the years of a State are known, the whole of its first and last year counts."
    )
}

fn word(value: &impl clap::ValueEnum) -> String {
    value.to_possible_value().map_or_else(String::new, |value| value.get_name().to_owned())
}
