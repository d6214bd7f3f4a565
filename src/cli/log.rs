//! `accede log`: the entries of the record.

use super::context::Context;
use super::words;
use crate::error::{Error, Result};
use crate::report::{log, log_entry};
use crate::store::resolve::{self, Subject};
use crate::store::{LogFilter, Store};

/// The entries of the log, newest first; one entry whole with @N
///
/// With --as-of: only acts and statements done on or before that day.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede log
  accede log budapest --limit 3
  accede log Ireland
  accede log @5483")]
pub struct Args {
    /// A treaty, a participant, or an entry as @N
    #[arg(value_name = "TREATY|PARTICIPANT|@N")]
    about: Option<String>,

    /// At most so many entries
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = words::count)]
    limit: u32,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let store = context.read()?;
    if let Some(cited) = args.about.as_deref().filter(|about| about.starts_with('@')) {
        let seq = words::entry(cited).map_err(Error::usage)?;
        let Some(report) = log_entry(&store, seq)? else {
            let newest = store.head()?.seq;
            return Err(Error::usage(format!("there is no entry @{seq}; the newest is @{newest}")));
        };
        return context.answer_from(&store, &report);
    }
    let mut filter = LogFilter { as_of: context.as_of(), limit: args.limit, ..LogFilter::default() };
    if let Some(about) = &args.about {
        about_what(&store, about, &mut filter)?;
    }
    context.answer_from(&store, &log(&store, &filter)?)
}

/// Narrows a question down to the treaty or the participant with this name.
pub(super) fn about_what(store: &Store, about: &str, filter: &mut LogFilter) -> Result<()> {
    match resolve::find_subject(store, about)? {
        Some(Subject::Treaty(code)) => filter.treaty = Some(code),
        Some(Subject::Participant(code)) => filter.participant = Some(code),
        None => return Err(unknown(store, about)),
    }
    Ok(())
}

/// The error for a name of neither, with candidates of both sorts.
fn unknown(store: &Store, about: &str) -> Error {
    let mut candidates = Vec::new();
    for unknown in [resolve::treaty(store, about).err(), resolve::participant(store, about).err()] {
        if let Some(Error::Unknown { candidates: close, .. }) = unknown {
            candidates.extend(close);
        }
    }
    Error::Unknown { what: "treaty or participant", name: about.to_owned(), candidates }
}
