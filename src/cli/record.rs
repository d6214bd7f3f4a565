//! `accede record`: one act, after asking the law.

use super::context::Context;
use super::{resolve, words};
use crate::error::{Error, Result};
use crate::model::{ActBody, ActKind, Confidence, Date, Sources};
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
  accede record denunciation budapest AD --on 2026-11-02")]
pub struct Args {
    /// What was done: signature, ratification, acceptance, approval, accession, succession, denunciation …
    #[arg(value_parser = words::act(), hide_possible_values = true)]
    act: ActKind,

    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// Whose act, by its code or any name it ever had
    participant: String,

    /// The day of the act: of signature, deposit or receipt
    #[arg(long, value_name = "DATE")]
    on: Date,

    /// The day of effect as the depositary published it; for a succession its date
    #[arg(long, value_name = "DATE")]
    effective: Option<Date>,

    /// The territory concerned, by its code or any name, for a territorial act
    #[arg(long, value_name = "TERRITORY")]
    territory: Option<String>,

    /// Where it was read: the code of a source, or words
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    source: Option<String>,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    /// The role that records it; it stays in the log for good [default: $`ACCEDE_BY`, else unnamed]
    #[arg(long, value_name = "ROLE", value_parser = words::text)]
    by: Option<String>,

    /// Show what would follow, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Record it although the law refuses it
    #[arg(long, requires = "reason")]
    force: bool,

    /// Why, for the log
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    reason: Option<String>,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut store = if args.dry_run { context.read()? } else { context.write()? };
    let treaty = resolve::treaty(&store, &args.treaty)?.code;
    let participant = resolve::participant(&store, &args.participant)?.code;
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
    let confidence = if args.source.is_some() { Confidence::Verified } else { Confidence::Unverified };
    let draft = Draft {
        act: ActBody {
            treaty,
            participant,
            act: args.act,
            date: Some(args.on),
            earliest: None,
            latest: None,
            effective_on: args.effective,
            territory: territory.map(|row| row.code),
            note: args.note.clone(),
            forced: None,
            sources: Sources::default(),
            confidence,
        },
        source: args.source.clone(),
        by: by(args)?,
        at: context.now(),
        today: context.when().today,
        force: args.force,
        reason: args.reason.clone(),
    };
    let receipt = receipt(&mut store, draft, context.as_of(), args.dry_run)?;
    context.answer(&receipt).map_err(|error| match (error, &receipt.entry) {
        (Error::Output { to, why }, Some(entry)) => Error::Output {
            to,
            why: format!("{why}; the act is recorded as {entry}, do not record it again"),
        },
        (error, _) => error,
    })
}

fn by(args: &Args) -> Result<String> {
    if let Some(role) = &args.by {
        return Ok(role.clone());
    }
    match std::env::var("ACCEDE_BY").ok().filter(|role| !role.is_empty()) {
        Some(role) => words::text(&role).map_err(|why| super::usage(format!("ACCEDE_BY: {why}"))),
        None => Ok("unnamed".to_owned()),
    }
}
