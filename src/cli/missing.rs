//! `accede missing`: what is missing until a treaty enters into force, and what would follow from more consents.

use super::context::Context;
use super::of_option::OfOption;
use crate::error::{Error, Result};
use crate::model::Date;
use crate::report::{Supposed, missing};
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

    #[command(flatten)]
    of: OfOption,
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
    let list = args.of.list(&store, when.as_of)?;
    context.answer_from(&store, &missing(&store, &treaty, list.as_ref(), &supposed, when)?)
}

fn suppose(store: &Store, given: &str) -> Result<Supposed> {
    let Some((who, day)) = given.rsplit_once('=') else {
        return Err(Error::usage(format!("--if {given}: write a participant, = and a day: IE=2027-01-15")));
    };
    let on: Date = day.trim().parse().map_err(|why| Error::usage(format!("--if {given}: {why}")))?;
    Ok(Supposed { code: resolve::participant(store, who.trim())?.code, on })
}
