//! `accede conflicts`: where sources disagree, and which of them is shown.

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::{resolve, usage, words};
use crate::error::{Error, Result};
use crate::model::{Body, Fact, PrecedenceBody};
use crate::names::{fold, nearest};
use crate::report::conflicts;

/// List where sources disagree about one act, and which of them is shown
///
/// What several sources say of one act stands side by side; one of them is shown, and counts: by the order of publishers
/// that was recorded with `accede conflicts prefer`, else depositaries first, then what was recorded without a publisher,
/// collections, research, and of equals what was recorded first.
#[derive(Debug, clap::Args)]
#[command(
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede conflicts
  accede conflicts 'UN IV-11' --format csv
  accede conflicts prefer 'United Nations Treaty Collection' --dry-run"
)]
pub struct Args {
    #[command(subcommand)]
    action: Option<Action>,

    /// The treaty, by any of its names [default: all]
    treaty: Option<String>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Prefer(Prefer),
}

/// Record the order of publishers in which their acts are shown
///
/// It takes the place of the order recorded before, and holds for all treaties.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede conflicts prefer 'United Nations Treaty Collection' --dry-run
  accede conflicts prefer 'Council of Europe Treaty Office' 'United Nations Treaty Collection' --by registry")]
struct Prefer {
    /// Publishers as sources name them, the preferred one first
    #[arg(value_name = "PUBLISHER", value_parser = words::text, required = true)]
    publishers: Vec<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Lists them, or records the order.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    if let Some(Action::Prefer(prefer)) = &args.action {
        return self::prefer(prefer, context);
    }
    let store = context.read()?;
    let treaty = args.treaty.as_deref().map(|name| resolve::treaty(&store, name)).transpose()?;
    context.answer(&conflicts(&store, treaty.as_ref().map(|row| row.code.as_str()))?)
}

fn prefer(args: &Prefer, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    args.recording.cites_no_source("an order of publishers", "why it is so")?;
    let known = store.publishers()?;
    let mut publishers: Vec<String> = Vec::new();
    for name in &args.publishers {
        let Some(publisher) = known.iter().find(|known| fold(known) == fold(name)) else {
            let near = nearest(name, known.iter().map(String::as_str), 3);
            let candidates = if near.is_empty() {
                known.iter().take(5).cloned().collect()
            } else {
                near.into_iter().map(str::to_owned).collect()
            };
            return Err(Error::Unknown { what: "publisher", name: name.clone(), candidates });
        };
        if publishers.contains(publisher) {
            return Err(usage(format!("'{publisher}' is named twice")));
        }
        publishers.push(publisher.clone());
    }
    if store.precedence()? == publishers {
        return Err(Error::Refused("that is the order already".to_owned()));
    }
    let what = format!("Shown first: {}", publishers.join(", then "));
    args.recording.register(context, &mut store, (what, seen, Vec::new()), |_| {
        vec![Fact::from(Body::Precedence(PrecedenceBody { publishers }))]
    })
}
