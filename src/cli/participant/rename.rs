//! `accede participant rename`: a new name from a day on.

use super::{is_free, refused};
use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::{resolve, words};
use crate::error::Result;
use crate::model::{Body, Date, Fact, NameBody, Sources};
use crate::store::{ParticipantRow, Store};

/// Give a participant a new name from a day on; the old one still finds it
///
/// What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede participant rename CZ Bohemia --on 2026-11-20 --dry-run
  accede participant rename CZ Bohemia --official 'Kingdom of Bohemia' --on 2026-11-20 --by registry")]
pub struct Args {
    /// Whose name, by its code or any name it ever had
    participant: String,

    /// The new short name
    #[arg(value_parser = words::name)]
    name: String,

    /// The first day of the new name
    #[arg(long, value_name = "DATE")]
    on: Date,

    /// The new full name [default: it stays as it is]
    #[arg(long, value_name = "NAME", value_parser = words::name)]
    official: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    let today = context.when().today;
    let row = resolve::participant(&store, &args.participant)?;
    let official = args.official.clone().filter(|official| *official != row.official_name);
    let renames = args.name != row.name;
    if !renames && official.is_none() {
        return refused(format!("{} ({}): that is already its name", row.name, row.code));
    }
    let mut new = Vec::new();
    new.extend(renames.then(|| ("short", args.name.clone())));
    new.extend(official.clone().map(|official| ("official", official)));
    let mut warnings = Vec::new();
    for (kind, name) in &new {
        is_later(&store, &row, kind, args.on, today)?;
        for warning in is_free(&store, name, &row.code, today)? {
            if !warnings.contains(&warning) {
                warnings.push(warning);
            }
        }
    }
    if args.official.is_none() {
        warnings.push(format!("its full name stays '{}'; --official gives a new one", row.official_name));
    }
    let what = match (renames, &official) {
        (true, None) => format!("{} ({}) · called {} from {}", row.name, row.code, args.name, args.on),
        (true, Some(official)) => {
            format!("{} ({}) · called {}, {official}, from {}", row.name, row.code, args.name, args.on)
        }
        (false, _) => format!(
            "{} ({}) · called {} in full from {}",
            row.name,
            row.code,
            official.unwrap_or_default(),
            args.on
        ),
    };
    let confidence = args.recording.confidence();
    args.recording.register(context, &mut store, (what, seen, warnings), |sources: &Sources| {
        let fact = |(kind, name): (&str, String)| -> Fact {
            Body::Name(NameBody {
                participant: row.code.clone(),
                name,
                name_kind: kind.to_owned(),
                since: Some(args.on),
                until: None,
                sources: sources.clone(),
                confidence,
            })
            .into()
        };
        new.into_iter().map(fact).collect()
    })
}

/// The day lies in the days of its existence, after the last renaming, and is not to come.
fn is_later(store: &Store, row: &ParticipantRow, kind: &str, on: Date, today: Date) -> Result<()> {
    let ParticipantRow { name, code, .. } = row;
    if let Some(from) = row.exists_from.filter(|from| on < *from) {
        return refused(format!("{name} ({code}) exists from {from}, so it had no name on {on}"));
    }
    if let Some(until) = row.exists_until.filter(|until| *until <= on) {
        return refused(format!("{name} ({code}) ended before {until}, so it takes no name on {on}"));
    }
    let names = store.names_of(code)?.into_iter().filter(|known| known.kind == kind);
    let last = names.filter_map(|known| Some((known.since?, known.name))).max();
    if let Some((since, last)) = last.filter(|(since, _)| on <= *since) {
        return refused(format!("{code} is called {last} from {since}, and {on} is not after that"));
    }
    if today.plus_days(1).is_some_and(|tomorrow| tomorrow < on) {
        return refused(format!("{on} is later than tomorrow: a name is recorded once it is borne"));
    }
    Ok(())
}
