//! `accede claims`: what was published about status, and whether it is right; `add` in a file of its own.

mod add;

use clap::builder::PossibleValue;

use super::context::Context;
use crate::error::{Error, Exit, Result};
use crate::model::Definition;
use crate::report::{ClaimsAsked, claims};
use crate::store::{Store, resolve};

/// What was published about status, and with --check whether the record says the same; add a claim
///
/// Each claim is held against the record on its own day: it holds, it fails, or the record cannot tell. For one that
/// does not hold: by whom, and on which days it was right. Inside the window of an act whose day is not known, and for
/// treaties whose acts have not been collected, the record cannot tell. Exit code 1: a claim that was checked fails.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_negates_reqs = true,
    disable_help_subcommand = true,
    override_usage = "accede claims [OPTIONS] [TREATY or CLAIM]\n       accede claims [OPTIONS] <COMMAND>",
    after_help = "\
Examples:
  accede claims
  accede claims --check
  accede claims CL019 --check
  accede claims budapest --group EU --check --party bound
  accede claims add --treaty budapest --on 2026-01-14 --claim party-count --value 81 --dry-run"
)]
pub struct Args {
    /// Only those about this treaty, by any of its names; or one claim in full, by its code: CL019
    #[arg(value_name = "TREATY or CLAIM")]
    which: Option<String>,

    /// Only those limited to this group: EU, COE …
    #[arg(long, value_name = "GROUP")]
    group: Option<String>,

    /// Hold each against the record on its own day
    #[arg(long)]
    check: bool,

    /// What is meant by "party" [default: consented]
    #[arg(long, value_name = "MEANING", value_enum, requires = "check")]
    party: Option<Party>,

    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    Add(add::Args),
}

#[derive(Debug, Clone, Copy)]
struct Party(Definition);

impl clap::ValueEnum for Party {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self(Definition::Consented), Self(Definition::Bound), Self(Definition::Contracting)]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.0.word()).help(self.0.meaning()))
    }
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    if let Some(Command::Add(add)) = &args.command {
        if args.which.is_some() || args.group.is_some() || args.check {
            return Err(Error::usage("add comes directly after claims: accede claims add …"));
        }
        return add::run(add, context).map(|()| Exit::Done);
    }
    if context.as_of().is_some() {
        return Err(Error::usage(
            "--as-of does not go with claims: each is about a day of its own; leave it out",
        ));
    }
    let store = context.read()?;
    let mut asked = ClaimsAsked {
        check: args.check.then(|| args.party.map_or_else(Definition::default, |party| party.0)),
        reasons: context.wants_reasons(),
        ..ClaimsAsked::default()
    };
    if let Some(which) = &args.which {
        match code(&store, which)? {
            Some(code) => asked.code = Some(code),
            None => asked.treaty = Some(treaty(&store, which)?),
        }
    }
    if let Some(group) = &args.group {
        asked.group = Some(resolve::group(&store, group, context.when().today)?.code);
    }
    let report = claims(&store, &asked)?;
    context.answer_from(&store, &report)?;
    Ok(if report.tally.is_some_and(|tally| tally.fails > 0) { Exit::No } else { Exit::Done })
}

/// The code of a claim that counts, in any case.
fn code(store: &Store, word: &str) -> Result<Option<String>> {
    let claims = store.claims()?;
    Ok(claims.into_iter().map(|row| row.code).find(|code| code.eq_ignore_ascii_case(word.trim())))
}

/// The treaty; a word that looks like the code of a claim is said to be none.
fn treaty(store: &Store, word: &str) -> Result<String> {
    if let Some(treaty) = resolve::find_treaty(store, word)? {
        return Ok(treaty.code);
    }
    let is_code = word.len() > 2
        && word.is_char_boundary(2)
        && word[..2].eq_ignore_ascii_case("CL")
        && word[2..].bytes().all(|letter| letter.is_ascii_digit());
    if is_code {
        let last = store.claims()?.into_iter().map(|row| row.code).max();
        let last = last.map_or_else(|| "there are none".to_owned(), |code| format!("the last is {code}"));
        return Err(Error::usage(format!("no claim has the code '{word}'; {last}")));
    }
    match resolve::treaty(store, word) {
        Err(Error::Unknown { name, candidates, .. }) => {
            Err(Error::Unknown { what: "treaty or claim", name, candidates })
        }
        other => other.map(|row| row.code),
    }
}
