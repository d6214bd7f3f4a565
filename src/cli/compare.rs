//! `accede compare`: where two participants differ, and who is most like one.

use super::context::Context;
use super::group_option::GroupOption;
use crate::error::{Error, Result};
use crate::report::{Counted, Others, compare, similar};
use crate::store::resolve;

/// How many of the most similar are listed.
const MOST: u32 = 10;

/// Where two participants differ on the day, or who is bound by the same treaties as one
///
/// Two: each treaty under which they have another status, since when, and under how many they have the same. One alone:
/// those most similar to it, by the share of treaties that bind both among those that bind either (the Jaccard index;
/// treaties that bind neither say nothing); with --count consented by consents, in force or not. Only treaties
/// count whose acts have been collected.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede compare Norway Sweden
  accede compare NO SE --treaty budapest --treaty 'second protocol' --as-of 2015-12-31
  accede compare Norway
  accede compare Norway --group EU --count consented --most 5")]
pub struct Args {
    /// The one, by its code or any name it ever had
    a: String,

    /// The other; without it: those most similar to the one
    b: Option<String>,

    /// Only this treaty, by any of its names; may be given again
    #[arg(long, value_name = "TREATY")]
    treaty: Vec<String>,

    #[command(flatten)]
    group: GroupOption,

    /// What has a treaty count where one is compared with all: in force for it, or consented to [default: bound]
    #[arg(long, value_name = "WHAT", value_enum)]
    count: Option<Counted>,

    /// How many of the most similar are listed [default: 10]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    most: Option<u32>,
}

/// Answers it.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    if args.b.is_some() && (args.most.is_some() || args.count.is_some() || args.group.is_given()) {
        return Err(Error::usage(
            "--group, --count and --most go with one participant alone; leave them out, or the second name",
        ));
    }
    let store = context.read()?;
    let when = context.when();
    let treaties = resolve::treaties(&store, &args.treaty)?;
    let a = resolve::participant(&store, &args.a)?;
    if let Some(b) = &args.b {
        let b = resolve::participant(&store, b)?;
        return context.answer_from(&store, &compare(&store, [&a, &b], &treaties, when)?);
    }
    let set = args.group.set(&store, when.as_of)?;
    let most = usize::try_from(args.most.unwrap_or(MOST)).unwrap_or(usize::MAX);
    let others = Others {
        set: set.as_ref(),
        counted: args.count.unwrap_or_default(),
        most,
        with_acts: context.wants_reasons(),
    };
    context.answer_from(&store, &similar(&store, &a, &treaties, others, when)?)
}
