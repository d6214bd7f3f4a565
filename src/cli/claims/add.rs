//! `accede claims add`: something published about status, to be checked.

use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::words;
use crate::error::Result;
use crate::model::Date;
use crate::recording::claim::NewClaim;

/// Record something published about status, as it was published
///
/// Give what was said, not what is right; --check compares. What is recorded cannot be erased: give a role with --by,
/// not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Kinds of claim and their values:
  party-count                a figure: how many are parties
  party-list                 participants with ; between them, or none: the parties
  not-party                  a list, with --group mostly: those that are no parties
  is-party                   one participant that is a party
  nth-party                  one participant and its place: Chile:54
  signature-count            a figure: how many have signed and have not left, parties included
  signatory-list             a list: those that have signed
  not-signatory              a list, with --group mostly: those that have not signed
  is-signatory               one participant that has signed
  not-signatory-state        one participant that has not signed
  signatory-not-party-count  a figure: how many have signed and are no parties
  signatory-not-party        a list: those that have signed and are no parties

Examples:
  accede claims add --treaty budapest --on 2026-01-14 --claim party-count --value 81 --dry-run
  accede claims add --treaty budapest --on 2012-05-03 --group EU --claim not-party --value 'Czechia;Greece;IE'
  accede claims add --treaty 'second protocol' --on 2025-08-01 --claim nth-party --value Hungary:3 --source 'press'")]
pub struct Args {
    /// The treaty, by any of its names
    #[arg(long, value_name = "TREATY")]
    treaty: String,

    /// The day it speaks of
    #[arg(long, value_name = "DATE")]
    on: Date,

    /// What it says: party-count, not-party …
    #[arg(long, value_name = "KIND")]
    claim: String,

    /// The figure or the participants that were published
    #[arg(long, value_name = "VALUE", value_parser = words::text)]
    value: String,

    /// The group it is limited to
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,

    /// Its code [default: the next free one, CL094 …]
    #[arg(long, value_name = "CODE", value_parser = words::code)]
    code: Option<String>,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let claim = NewClaim {
        code: args.code.as_deref(),
        treaty: &args.treaty,
        on: args.on,
        group: args.group.as_deref(),
        claim: &args.claim,
        value: &args.value,
        note: args.note.as_deref(),
    };
    args.recording.record(context, &claim)
}
