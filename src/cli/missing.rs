//! `accede missing`: what is missing until a treaty enters into force, and what would follow from more consents.

use super::context::Context;
use crate::error::{Error, Result};
use crate::model::Date;
use crate::names::fold;
use crate::report::{List, Set, Supposed, missing};
use crate::store::{Store, resolve};

/// What is missing until a treaty enters into force, and whose consent can bring it
///
/// How many more instruments, of which kind, by which part of the conditions; who of those named is missing; who can
/// still contribute, signatories first. --if supposes a consent, that which fits what the participant has done, judges it
/// by the law, and says whether and when the treaty would enter into force and for whom. Nothing is recorded.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede missing 'second protocol'
  accede missing 'second protocol' --if DE=2027-01-15 --if Canada=2027-02-01
  accede missing hanoi --of EU
  accede missing ctbt --of 'CN, US, IN'
  accede missing budapest --as-of 2004-03-17")]
pub struct Args {
    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,

    /// Suppose that this participant consents on this day; in any order
    #[arg(long = "if", value_name = "CODE|NAME=DATE")]
    supposed: Vec<String>,

    /// Look only at these: a group, as for --group of other commands, or participants with commas between them
    #[arg(long, value_name = "GROUP|CODES")]
    of: Option<String>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let treaty = resolve::treaty(&store, &args.treaty)?;
    let mut supposed: Vec<Supposed> = Vec::new();
    for given in &args.supposed {
        let one = suppose(&store, given)?;
        if supposed.iter().any(|known| known.code == one.code) {
            return Err(Error::usage(format!("--if {given}: {} is supposed twice; name it once", one.code)));
        }
        supposed.push(one);
    }
    let list = args.of.as_deref().map(|asked| list(&store, asked, when.as_of)).transpose()?;
    context.answer(&missing(&store, &treaty, list.as_ref(), &supposed, when)?)
}

fn suppose(store: &Store, given: &str) -> Result<Supposed> {
    let Some((who, day)) = given.rsplit_once('=') else {
        return Err(Error::usage(format!("--if {given}: write a participant, = and a day: IE=2027-01-15")));
    };
    let on: Date = day.trim().parse().map_err(|why| Error::usage(format!("--if {given}: {why}")))?;
    Ok(Supposed { code: resolve::participant(store, who.trim())?.code, on })
}

/// The group, unless a State has that code too: AU is the African Union and Australia.
fn one_meaning(store: &Store, asked: &str, set: Set) -> Result<Set> {
    match (store.participant(asked.trim())?, &set) {
        (Some(row), Set::Group { name, .. }) if row.kind != "organisation" => Err(Error::usage(format!(
            "--of '{asked}' can be the {name} or {}; write the name of the group, or the code and a comma: '{},'",
            row.name, row.code
        ))),
        _ => Ok(set),
    }
}

/// A group where one is called so, else participants with commas between them.
fn list(store: &Store, asked: &str, day: Date) -> Result<List> {
    let has_comma = asked.contains(',');
    if !has_comma {
        match Set::called(store, asked, day) {
            Ok(set) => return one_meaning(store, asked, set).map(List::Set),
            Err(error @ (Error::Usage(_) | Error::Refused(_))) => return Err(error),
            Err(error) => {
                // A treaty that is not known is no participant either.
                if asked.contains(':') || resolve::find_participant(store, asked)?.is_none() {
                    return Err(error);
                }
            }
        }
    }
    let mut codes = Vec::new();
    for name in asked.split(',').filter(|name| !fold(name).is_empty()) {
        let code = resolve::participant(store, name.trim())?.code;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() {
        return Err(Error::usage(format!(
            "--of '{asked}' names nobody: write codes with commas between them: IE,FR"
        )));
    }
    Ok(List::Named(codes))
}
