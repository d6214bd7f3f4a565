//! `accede through`: an organisation and its members under a treaty.

use super::context::Context;
use crate::error::{Error, Result};
use crate::report::{Named, through};
use crate::store::resolve;

/// Who is bound by a treaty through an organisation of States, such as the European Union
///
/// For each member of the organisation on the day: its own status, the status of the organisation when it became a
/// member and when it consented itself, and how the treaty reaches it: both (it and the organisation are bound), itself,
/// through (the organisation is bound, it is not) or neither.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede through EU 'Istanbul Convention'
  accede through EU 'CETS 210' --as-of 2024-01-01 --why")]
pub struct Args {
    /// The organisation, by its code or any name it ever had
    organisation: String,

    /// The treaty, by any of its names: budapest, 185, 'CETS 185'
    treaty: String,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    let when = context.when();
    let organisation = resolve::participant(&store, &args.organisation)?;
    if organisation.kind != "organisation" {
        let (name, kind) = (&organisation.name, &organisation.kind);
        return Err(Error::usage(format!(
            "{name} is no organisation, but a {kind}; name one that has members"
        )));
    }
    let treaty = resolve::treaty(&store, &args.treaty)?;
    let bare = organisation.code.trim_start_matches("X-");
    let Some(group) = store.groups(when.as_of)?.into_iter().find(|group| group.code == bare) else {
        return Err(Error::Refused(format!(
            "the members of {} are not recorded: there is no group {bare}; record them with accede group add",
            organisation.name
        )));
    };
    let organisation = Named { code: organisation.code, name: organisation.name };
    context.answer_from(&store, &through(&store, organisation, &group.code, &treaty, when)?)
}
