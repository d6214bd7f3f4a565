//! Files of depositaries: read, compared, shown, and recorded as one batch.

use super::options::Args;
use super::reading::Given;
use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::cli::recording_options::{answer_recorded, recorded_up_to, role};
use crate::error::{Error, Exit, Result};
use crate::recording::import::{self, Files};
use crate::store::Recording;

/// Shows the plan, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let given = Given::of(&args.files, context)?;
    if given.is_read_once() {
        // What was read from standard input cannot be read once more, should another program record meanwhile.
        context.hold();
    }
    let mut store = context.write(!args.write, args.create || !args.write)?;
    let mut files = Files::default();
    files.only = args.reading.named_treaty(&store)?;
    args.reading.read(&store, &given, context, |file| files.add(file))?;
    dated(args, context, &mut files)?;
    let progress = Progress::counted("comparing", files.treaties() as u64, context);
    let mut plan = import::compare(&store, &files, context.when().today, args.partial, || {
        progress.advance(1);
        progress.check()
    })?;
    drop(progress);
    drop(files);
    if args.write && plan.may_be_recorded() {
        let recording = Recording {
            by: role(args.by.as_ref())?,
            at: context.now(),
            reason: args.reason.clone(),
            source: None,
        };
        // The batch is an entry too.
        let progress = Progress::spinning(&format!("recording {} entries", plan.to_record() + 1), context);
        store.stop_when(progress.interrupted())?;
        plan.record(&mut store, &recording)?;
    }
    let done = plan.head.as_ref().map(|head| recorded_up_to("the files are", head));
    answer_recorded(context, &store, &plan, done.map(|done| format!("{done}, do not import them again")))?;
    Ok(if plan.findings.is_empty() { Exit::Done } else { Exit::No })
}

/// The days that the command line gives of the files.
fn dated(args: &Args, context: &Context, files: &mut Files) -> Result<()> {
    let today = context.when().today;
    let days = [
        ("--status-as-at", args.status_as_at),
        ("--copied-on", args.copied_on),
        ("--complete-to", args.complete_to),
    ];
    for (option, day) in days {
        if let Some(day) = day.filter(|day| *day > today) {
            return Err(Error::usage(format!("{option}: {day} is later than today ({today})")));
        }
    }
    for edition in files.editions() {
        edition.status_as_at = edition.status_as_at.or(args.status_as_at);
        edition.copied_on = edition.copied_on.or(args.copied_on);
        edition.complete_to = args.complete_to;
    }
    Ok(())
}
