//! Files of depositaries: read, compared, shown, and recorded as one batch.

use std::mem::ManuallyDrop;

use super::options::{Args, Settling};
use super::reading::Given;
use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::cli::recording_options::{answer_recorded, recorded_up_to, role};
use crate::error::{Error, Exit, Result};
use crate::recording::import::{self, Files};
use crate::store::{Recording, Store};

/// Shows the plan, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    let given = Given::of(&args.files, &args.reading, context)?;
    if given.is_read_once() {
        // What was read from standard input cannot be read once more, should another program record meanwhile.
        context.hold();
    }
    let store = context.write(!args.settling.write, args.settling.create || !args.settling.write)?;
    let mut files = Files::default();
    files.only = args.reading.named_treaty(&store)?;
    args.reading.read(&store, &given, context, |file| files.add(file))?;
    dated(args, context, &mut files)?;
    compare(&args.settling, store, files, false, context)
}

/// The same for files that were read before the database was opened; where nothing in them is new, and all of it is read,
/// nothing is said.
pub fn settle(settling: &Settling, files: Files, context: &Context) -> Result<Exit> {
    let store = context.write(!settling.write, settling.create || !settling.write)?;
    compare(settling, store, files, true, context)
}

fn compare(
    settling: &Settling,
    mut store: ManuallyDrop<Store>,
    files: Files,
    quiet: bool,
    context: &Context,
) -> Result<Exit> {
    let progress = Progress::counted("comparing", files.treaties() as u64, context);
    let mut plan = import::compare(&store, &files, context.when().today, settling.partial, || {
        progress.advance(1);
        progress.check()
    })?;
    drop(progress);
    drop(files);
    if quiet && plan.to_record() == 0 && plan.findings.is_empty() {
        return Ok(Exit::Done);
    }
    if settling.write && plan.may_be_recorded() {
        let recording = Recording {
            by: role(settling.by.as_ref())?,
            at: context.now(),
            reason: settling.reason.clone(),
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
