//! Files of depositaries: read, compared, shown, and recorded as one batch.

use super::Args;
use crate::cli::context::Context;
use crate::cli::progress::Progress;
use crate::cli::recording_options::role;
use crate::cli::usage;
use crate::error::{Error, Exit, Result};
use crate::report::{FileRead, Intake, intake};
use crate::store::Recording;

/// Shows the plan, and with `--write` records it.
pub fn run(args: &Args, context: &Context) -> Result<Exit> {
    if args.files.iter().any(|path| path.as_os_str() == "-") {
        // What was read from standard input cannot be read once more, should another program record meanwhile.
        context.hold();
    }
    let mut store = context.write(!args.write)?;
    let seen = store.head()?.seq;
    let mut files = args.reading.read(&store, &args.files, context)?;
    dated(args, context, &mut files)?;
    let treaties = files.iter().map(|file| file.reading.treaties.len() as u64).sum();
    let progress = Progress::counted("comparing", treaties, context);
    let mut plan = intake(&store, &files, context.when().today, args.partial, || progress.advance(1))?;
    progress.check()?;
    drop(progress);
    drop(files);
    if args.write && (plan.findings.is_empty() || args.partial) && plan.to_record() > 0 {
        let recording = Recording {
            by: role(args.by.as_ref())?,
            at: context.now(),
            reason: args.reason.clone(),
            source: None,
        };
        let facts = plan.facts(seen);
        let progress = Progress::spinning(&format!("recording {} entries", facts.len()), context);
        store.stop_when(progress.interrupted())?;
        let registered = store.register(seen, &recording, |_| facts)?;
        drop(progress);
        plan.written = true;
        plan.entries = Some((format!("@{}", seen + 1), format!("@{}", registered.head.seq)));
        plan.head = Some(registered.head);
    }
    answer(&plan, context)?;
    Ok(if plan.findings.is_empty() { Exit::Done } else { Exit::No })
}

fn answer(plan: &Intake, context: &Context) -> Result<()> {
    context.answer(plan).map_err(|error| match (error, &plan.head) {
        (Error::Output { to, why }, Some(head)) => Error::Output {
            to,
            why: format!("{why}; the files are recorded up to @{}, do not import them again", head.seq),
        },
        (error, _) => error,
    })
}

/// The days that the command line gives, for files that do not give them.
fn dated(args: &Args, context: &Context, files: &mut [FileRead]) -> Result<()> {
    let today = context.when().today;
    for (option, day) in [("--status-as-at", args.status_as_at), ("--copied-on", args.copied_on)] {
        if let Some(day) = day.filter(|day| *day > today) {
            return Err(usage(format!("{option}: {day} is later than today ({today})")));
        }
    }
    for file in files {
        let edition = &mut file.reading.edition;
        edition.status_as_at = edition.status_as_at.or(args.status_as_at);
        edition.copied_on = edition.copied_on.or(args.copied_on);
    }
    Ok(())
}
