//! `accede claims add`: something published about status, to be checked.

use super::value::{kind, value};
use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::{resolve, words};
use crate::error::{Error, Result};
use crate::model::{Body, ClaimBody, Date, Published};
use crate::store::Store;

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
  signature-count            a figure: how many have signed, parties included
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
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    let today = context.when().today;
    let kind = kind(&args.claim)?;
    let treaty = resolve::treaty(&store, &args.treaty)?;
    let group = args.group.as_deref().map(|group| resolve::group(&store, group, today)).transpose()?;
    let value = value(&store, kind, &args.value)?;
    if args.on > today {
        return refused(format!(
            "--on {} is in the future (today is {today}): nothing can have been published about it",
            args.on
        ));
    }
    let group = group.map(|group| group.code);
    let mut warnings = Vec::new();
    let same = |row: &crate::store::ClaimRow| {
        row.treaty == treaty.code && row.as_of == args.on && row.group == group && row.claim == kind.word()
    };
    for row in store.claims()?.into_iter().filter(same) {
        if Published::read(kind.form(), &row.value).as_ref() == Ok(&value) {
            return refused(format!("{} says that already (@{})", row.code, row.id));
        }
        warnings.push(format!("{} (@{}) says {} of the same", row.code, row.id, row.value));
    }
    if args.recording.source.is_none() {
        warnings.push("no source: say with --source where it was published".to_owned());
    }
    if !treaty.collected {
        warnings.push(format!(
            "the acts under {} have not been collected, so that the record cannot tell whether it is right",
            treaty.code
        ));
    }
    let code = code(&store, args.code.as_ref())?;
    let of = group.as_ref().map_or_else(String::new, |group| format!(" {group}"));
    let what = format!("{code} · {} on {}{of}: {} {value} · new claim", treaty.code, args.on, kind.word());
    args.recording.register(context, &mut store, (what, seen, warnings), |sources| {
        let claim = ClaimBody {
            code,
            as_of: args.on,
            treaty: treaty.code,
            group,
            claim: kind.word().to_owned(),
            value: value.to_string(),
            note: args.note.clone(),
            sources: sources.clone(),
        };
        vec![Body::Claim(claim).into()]
    })
}

/// The code asked for, which nothing had; else the next one behind those like CL093.
fn code(store: &Store, asked: Option<&String>) -> Result<String> {
    let taken = store.claim_codes()?;
    if let Some(code) = asked {
        if taken.contains(code) {
            return refused(format!("{code} is or was the code of another claim; take another code"));
        }
        if let Some(treaty) = resolve::find_treaty(store, code)? {
            return refused(format!("{} is already found as {code}; take another code", treaty.code));
        }
        return Ok(code.clone());
    }
    let numbers = taken.iter().filter_map(|code| code.strip_prefix("CL")?.parse::<u32>().ok());
    Ok(format!("CL{:03}", numbers.max().unwrap_or(0).saturating_add(1)))
}

fn refused<T>(why: String) -> Result<T> {
    Err(Error::Refused(why))
}
