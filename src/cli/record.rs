//! `accede record`: one act or statement, after asking the law.

mod statement;

use super::context::Context;
use super::recording_options::{RecordingOptions, answer_recorded};
use super::words;
use crate::error::{Error, Result};
use crate::model::{ActDay, ActKind, Date, StatementKind};
use crate::recording::act::{self, NewAct};
use crate::recording::statement::NewStatement;
use crate::report::receipt;
use words::Deed;

/// Record an act or a statement, and see what it changes in law
///
/// The act is judged at its own day, against the acts before it, and the later ones are judged again. What the
/// law refuses is not recorded (exit 3), unless with --force and a --reason, which is kept in the log. What is
/// recorded cannot be erased: give a role with --by, not a person's name.
///
/// Statements: reservation, declaration, authority, territorial, communication; about an earlier one (--to): objection,
/// acceptance-of-reservation, confirmation, renewal, withdrawal-of-statement; about an accession (--towards):
/// objection-to-accession, acceptance-of-accession.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede record ratification budapest IE --on 2026-11-20 --dry-run
  accede record signature hanoi Kenya --on 2026-03-02 --source 'C.N.97.2026.TREATIES-XVIII.16' --by registry
  accede record denunciation budapest AD --on 2026-11-02
  accede record termination 'CETS 189' --treaty-level --on 2026-11-02 --dry-run
  accede record reservation 'CETS 224' ES --on 2026-02-05 --article 7 --summary 'Does not apply art. 7' --dry-run
  accede record objection budapest FR --on 2018-03-01 --to @21402 --precludes --dry-run")]
pub struct Args {
    /// What was done: signature, ratification, acceptance, accession, denunciation …; or reservation, objection …
    #[arg(value_name = "ACT", value_parser = words::deed(), hide_possible_values = true)]
    deed: Deed,

    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// Whose act, by its code or any name it ever had
    #[arg(conflicts_with = "treaty_level")]
    participant: Option<String>,

    /// An act of the depositary for the whole treaty: entry-into-force, correction, suspension, resumption, termination
    #[arg(long)]
    treaty_level: bool,

    /// The day of the act: of signature, deposit or receipt; of a statement its day. Of an act the month or the year, where no
    /// more is known: 2016-08
    #[arg(long, value_name = "DATE")]
    on: ActDay,

    /// The day on which the depositary notified the act, where a clause runs from that; or circulated the statement
    #[arg(long, value_name = "DATE")]
    notified: Option<Date>,

    /// The day of effect as the depositary published it; for a succession its date
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,

    /// The territory concerned, by its code or any name, for a territorial act or a statement
    #[arg(long, value_name = "TERRITORY")]
    territory: Option<String>,

    /// The part of the treaty concerned, in words, where it is not the whole: 'without Part II'
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    scope: Option<String>,

    /// What it waits for before it takes effect, where no day is known yet: 'the end of the armed conflict'
    #[arg(long, value_name = "TEXT", value_parser = words::text, conflicts_with = "effective")]
    waits_for: Option<String>,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    #[command(flatten)]
    statement: statement::StatementOptions,

    #[command(flatten)]
    recording: RecordingOptions,

    /// Record it although the law refuses it
    #[arg(long, requires = "reason")]
    force: bool,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    match args.deed {
        Deed::Act(act) => match args.statement.given() {
            None => record(act, args, context),
            Some(option) => Err(Error::usage(format!("{option} goes with a statement, not with {act}"))),
        },
        Deed::Statement(kind) => record_statement(kind, args, context),
    }
}

fn record(act: ActKind, args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let new = NewAct {
        act,
        treaty: &args.treaty,
        participant: args.participant.as_deref(),
        treaty_level: args.treaty_level,
        on: args.on,
        notified_on: args.notified,
        effective_on: args.effective,
        territory: args.territory.as_deref(),
        scope: args.scope.as_deref(),
        waits_for: args.waits_for.as_deref(),
        note: args.note.as_deref(),
        force: args.force,
        as_of: context.as_of(),
    };
    let options = args.recording.options(context)?;
    let outcome = act::record(&mut store, &new, &options)?;
    let receipt = receipt(&store, outcome, context.as_of(), options.dry_run)?;
    let done = receipt.entry.as_ref();
    let done = done.map(|entry| format!("the act is recorded as {entry}, do not record it again"));
    answer_recorded(context, &store, &receipt, done)
}

fn record_statement(kind: StatementKind, args: &Args, context: &Context) -> Result<()> {
    let given = [
        (args.treaty_level, "--treaty-level"),
        (args.scope.is_some(), "--scope"),
        (args.waits_for.is_some(), "--waits-for"),
    ];
    if let Some((_, option)) = given.into_iter().find(|(is_given, _)| *is_given) {
        return Err(Error::usage(format!("{option} does not go with {kind}")));
    }
    let participant = args.participant.as_deref();
    let participant =
        participant.ok_or_else(|| Error::usage(format!("whose {kind}? name the participant")))?;
    let Some(on) = args.on.known() else {
        return Err(Error::usage(format!(
            "--on: a statement is recorded with its day, not with a month or a year: which day of {kind}?"
        )));
    };
    let statement = NewStatement {
        notified_on: args.notified,
        effective_on: args.effective,
        territory: args.territory.as_deref(),
        note: args.note.as_deref(),
        force: args.force,
        ..args.statement.statement(kind, (&args.treaty, participant), on, &context.own_files()?)?
    };
    args.recording.record(context, &statement)
}
