//! `accede conflicts`: where sources disagree, and which of them is shown.

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::words;
use crate::error::Result;
use crate::recording::precedence::Precedence;
use crate::report::conflicts;
use crate::store::resolve;

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
        return prefer.recording.record(context, &Precedence { publishers: &prefer.publishers });
    }
    let store = context.read()?;
    let treaty = args.treaty.as_deref().map(|name| resolve::treaty(&store, name)).transpose()?;
    context.answer_from(&store, &conflicts(&store, treaty.as_ref().map(|row| row.code.as_str()))?)
}
