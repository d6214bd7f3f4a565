//! `accede correct`: a later entry in place of one that was wrong.

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::words;
use crate::error::Result;
use crate::model::{ActKind, Date};
use crate::recording::correction::Correction;

/// Correct an entry: a new one takes its place, and the old one stays readable
///
/// Give what was wrong; everything else stays as it is. A corrected act is judged by the law again, at its own day, and
/// so are the acts that rest on it. Where a source is given, it takes the place of those that the entry cited. What is
/// recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede correct @5483 --on 2002-02-27 --reason 'misread the table' --dry-run
  accede correct @5511 --effective 2026-01-01 --source 'JJ4912C' --reason 'the depositary corrected its notice'
  accede correct @2800 --set until=2020-01-31 --reason 'last day was counted as the first day outside'
  accede correct @5483 --set note= --reason 'the remark belongs to another entry'")]
pub struct Args {
    /// The entry, as @N
    #[arg(value_name = "@N", value_parser = words::entry)]
    entry: i64,

    /// More entries in which the same is wrong, all in one step: a signature and the ratification that rests on it
    #[arg(value_name = "@N", value_parser = words::entry)]
    together: Vec<i64>,

    /// The right day: of the act or statement; for a membership or a name its first day
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,

    /// The right day of effect, as the depositary published it
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,

    /// The right day on which the depositary notified the act
    #[arg(long, value_name = "DATE")]
    notified: Option<Date>,

    /// What was really done: signature, ratification, accession, denunciation …
    #[arg(long, value_name = "ACT", value_parser = words::act(), hide_possible_values = true)]
    act: Option<ActKind>,

    /// Whose it really is, by code or any name it ever had
    #[arg(long, value_name = "PARTICIPANT")]
    participant: Option<String>,

    /// The right territory, by its code or any name
    #[arg(long, value_name = "TERRITORY")]
    territory: Option<String>,

    /// The right part of the treaty, in words
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    scope: Option<String>,

    /// What it waits for before it takes effect, where no day is known yet
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    waits_for: Option<String>,

    /// The right remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    /// Another field as accede log @N shows it, with its right value; without a value the field is left out
    #[arg(long, value_name = "FIELD=VALUE", value_parser = field)]
    set: Vec<(String, Option<String>)>,

    #[command(flatten)]
    recording: RecordingOptions,

    /// Record it although the law refuses it
    #[arg(long)]
    force: bool,
}

/// Records the correction, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let day = |day: Option<Date>| day.map(|day| day.to_string());
    let given = [
        ("effective_on", day(args.effective)),
        ("notified_on", day(args.notified)),
        ("act", args.act.map(|act| act.word().to_owned())),
        ("participant", args.participant.clone()),
        ("territory", args.territory.clone()),
        ("scope", args.scope.clone()),
        ("waits_for", args.waits_for.clone()),
        ("note", args.note.clone()),
    ];
    let given = given.into_iter().filter(|(_, value)| value.is_some());
    let given = given.map(|(field, value)| (field.to_owned(), value));
    let fields = given.chain(args.set.iter().cloned()).collect();
    let correction = Correction {
        entry: args.entry,
        together: args.together.clone(),
        on: args.on,
        fields,
        force: args.force,
    };
    args.recording.record(context, &correction)
}

fn field(word: &str) -> std::result::Result<(String, Option<String>), String> {
    let (name, value) = word.split_once('=').ok_or("write FIELD=VALUE, as in until=2020-01-31")?;
    let value = if value.is_empty() { None } else { Some(words::text(value)?) };
    Ok((words::text(name)?.trim().to_owned(), value))
}
