//! `accede record`: one act, after asking the law.

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::{resolve, words};
use crate::error::{Error, Result};
use crate::model::{ActBody, ActKind, Confidence, Date};
use crate::report::receipt;
use crate::store::Draft;

/// Record an act, and see what it changes in law
///
/// The act is judged at its own day, against the acts before it, and the later ones are judged again. What the
/// law refuses is not recorded (exit 3), unless with --force and a --reason, which is kept in the log. What is
/// recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede record ratification budapest IE --on 2026-11-20 --dry-run
  accede record signature hanoi Kenya --on 2026-03-02 --source 'C.N.97.2026.TREATIES-XVIII.16' --by registry
  accede record denunciation budapest AD --on 2026-11-02
  accede record termination 'CETS 189' --treaty-level --on 2026-11-02 --dry-run")]
pub struct Args {
    /// What was done: signature, ratification, acceptance, approval, accession, succession, denunciation …
    #[arg(value_parser = words::act(), hide_possible_values = true)]
    act: ActKind,

    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// Whose act, by its code or any name it ever had
    #[arg(conflicts_with = "treaty_level")]
    participant: Option<String>,

    /// An act of the depositary for the whole treaty: entry-into-force, correction, suspension, resumption, termination
    #[arg(long)]
    treaty_level: bool,

    /// The day of the act: of signature, deposit or receipt
    #[arg(long, value_name = "DATE")]
    on: Date,

    /// The day on which the depositary notified the act, where a clause runs from that
    #[arg(long, value_name = "DATE")]
    notified: Option<Date>,

    /// The day of effect as the depositary published it; for a succession its date
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,

    /// The territory concerned, by its code or any name, for a territorial act
    #[arg(long, value_name = "TERRITORY")]
    territory: Option<String>,

    /// The part of the treaty concerned, in words, where it is not the whole: 'without Part II'
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    scope: Option<String>,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,

    /// Record it although the law refuses it
    #[arg(long, requires = "reason")]
    force: bool,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let treaty = resolve::treaty(&store, &args.treaty)?.code;
    fits_level(args)?;
    let whose = args.participant.as_deref();
    let participant = whose.map(|name| resolve::participant(&store, name)).transpose()?.map(|row| row.code);
    let territory = args.territory.as_deref().map(|name| resolve::participant(&store, name)).transpose()?;
    if territory.is_some() && !args.act.is_territorial() {
        return Err(super::usage(format!("--territory goes with a territorial act, not with {}", args.act)));
    }
    if territory.is_none() && args.act.is_territorial() {
        return Err(super::usage(format!("{} needs --territory", args.act)));
    }
    if context.as_of().is_some_and(|day| day < args.on) {
        return Err(super::usage("--as-of is before --on: nothing has changed by then"));
    }
    let confidence =
        if args.recording.source.is_some() { Confidence::Verified } else { Confidence::Unverified };
    let draft = Draft {
        act: ActBody {
            notified_on: args.notified,
            effective_on: args.effective,
            territory: territory.map(|row| row.code),
            scope: args.scope.clone(),
            note: args.note.clone(),
            confidence,
            ..ActBody::of(&treaty, participant.as_deref(), args.act, Some(args.on))
        },
        recording: args.recording.of(context)?,
        today: context.when().today,
        force: args.force,
    };
    let receipt = receipt(&mut store, draft, context.as_of(), args.recording.dry_run)?;
    context.answer(&receipt).map_err(|error| match (error, &receipt.entry) {
        (Error::Output { to, why }, Some(entry)) => Error::Output {
            to,
            why: format!("{why}; the act is recorded as {entry}, do not record it again"),
        },
        (error, _) => error,
    })
}

/// The act can be done by whom the command line says, and has a part of the treaty where one is given.
fn fits_level(args: &Args) -> Result<()> {
    if args.treaty_level && !args.act.is_of_treaty() {
        return Err(super::usage(format!(
            "{} is an act of a participant: leave out --treaty-level",
            args.act
        )));
    }
    if !args.treaty_level && args.participant.is_none() && args.act.is_of_participant() {
        let whole = if args.act.is_of_treaty() { ", or add --treaty-level for the whole treaty" } else { "" };
        return Err(super::usage(format!("whose {}? name the participant{whole}", args.act)));
    }
    if !args.treaty_level && !args.act.is_of_participant() {
        return Err(super::usage(format!("{} is an act for the whole treaty: add --treaty-level", args.act)));
    }
    let has_parts = args.act.is_consent()
        || matches!(
            args.act,
            ActKind::ChangeOfScope
                | ActKind::ProvisionalApplication
                | ActKind::Suspension
                | ActKind::Denunciation
                | ActKind::Withdrawal
                | ActKind::Correction
        );
    if args.scope.is_some() && !has_parts {
        return Err(super::usage(format!("--scope does not go with {}", args.act)));
    }
    Ok(())
}
