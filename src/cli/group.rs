//! `accede group`: a new group, a new member, a member no longer.

use super::context::Context;
use super::recording_options::RecordingOptions;
use super::{resolve, usage, words};
use crate::error::{Error, Result};
use crate::model::{Body, Date, Fact, GroupBody, MembershipBody};
use crate::names::fold;
use crate::store::{GroupRow, MembershipRow, ParticipantRow, Store};

/// Make a group, and record who joins and leaves it
///
/// What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(
    subcommand_required = true,
    arg_required_else_help = false,
    disable_help_subcommand = true,
    after_help = "\
Examples:
  accede group new V4 'Visegrád Group'
  accede group add V4 Hungary --on 1991-02-15
  accede group remove EU HU --on 2027-01-01 --dry-run"
)]
pub struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    New(New),
    Add(Add),
    Remove(Remove),
}

/// Make a new group, with no members yet
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede group new V4 'Visegrád Group'
  accede group new X-DESK 'Treaties of our desk' --by registry --dry-run")]
struct New {
    /// Its stable code, 2 to 12 of A-Z, 0-9 and -
    #[arg(value_parser = words::code)]
    code: String,

    /// Its name
    #[arg(value_parser = words::name)]
    name: String,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Record that a participant joins a group
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede group add V4 Hungary --on 1991-02-15
  accede group add EU Montenegro --on 2028-01-01 --dry-run")]
struct Add {
    /// The group, by its code or its name
    group: String,

    /// Who joins, by its code or any name it ever had
    participant: String,

    /// The first day on which it is a member
    #[arg(long, value_name = "DATE")]
    on: Date,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Record that a participant leaves a group
///
/// The day is the first one on which it is no longer a member: the day before is its last one in the group.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede group remove EU HU --on 2027-01-01 --dry-run
  accede group remove V4 Hungary --on 2026-11-01 --reason 'notice of the presidency'")]
struct Remove {
    /// The group, by its code or its name
    group: String,

    /// Who leaves, by its code or any name it ever had
    participant: String,

    /// The first day on which it is no longer a member
    #[arg(long, value_name = "DATE")]
    on: Date,

    #[command(flatten)]
    recording: RecordingOptions,
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    match &args.command {
        Command::New(args) => new(args, context),
        Command::Add(args) => add(args, context),
        Command::Remove(args) => remove(args, context),
    }
}

fn new(args: &New, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    for group in store.groups(context.when().today)? {
        let clash = |text: &str| fold(&group.code) == fold(text) || fold(&group.name) == fold(text);
        if let Some(taken) = [&args.code, &args.name].into_iter().find(|text| clash(text)) {
            return refused(format!("'{taken}' is already the group {}", called(&group)));
        }
    }
    let what = format!("{} ({}) · new group", args.name, args.code);
    args.recording.register(context, &mut store, (what, seen, Vec::new()), |_| {
        vec![Body::Group(GroupBody { code: args.code.clone(), name: args.name.clone() }).into()]
    })
}

fn add(args: &Add, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    let day = args.on;
    let group = find_group(&store, &args.group, day)?;
    let row = resolve::participant(&store, &args.participant)?;
    exists(&row, day)?;
    let who = format!("{} ({})", row.name, row.code);
    let memberships = store.memberships(&group.code, &row.code)?;
    if let Some(known) = memberships.iter().find(|known| known.span().holds(day)) {
        return refused(format!("{who} is already a member of {} on {day}: {}", group.code, in_words(known)));
    }
    if let Some(later) = memberships.iter().find(|known| day < known.since) {
        return refused(format!(
            "{who} becomes a member of {} later: {}; two memberships may not overlap",
            group.code,
            in_words(later)
        ));
    }
    if store.members(&group.code, day)?.iter().any(|seat| seat.participant == row.code) {
        return refused(format!(
            "{who} already has a seat in {} on {day}, by the membership of its successor",
            group.code
        ));
    }
    let doer = store.world()?.doer(&row.code, day);
    let mut warnings = Vec::new();
    if doer != row.code {
        let earlier = store.participant(&doer)?.map_or_else(|| doer.clone(), |row| row.name);
        warnings.push(format!("on {day} the seat is that of {earlier} ({doer}), which {who} continues"));
    }
    let what = format!("{who} · member of the {} from {day}", called(&group));
    let confidence = args.recording.confidence();
    args.recording.register(context, &mut store, (what, seen, warnings), |sources| {
        let membership = MembershipBody {
            group: group.code,
            participant: row.code,
            since: Some(day),
            earliest: None,
            latest: None,
            until: None,
            note: args.note.clone(),
            sources: sources.clone(),
            confidence,
        };
        vec![Body::Membership(membership).into()]
    })
}

fn remove(args: &Remove, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    let day = args.on;
    let group = find_group(&store, &args.group, day)?;
    let row = resolve::participant(&store, &args.participant)?;
    let who = format!("{} ({})", row.name, row.code);
    let memberships = store.memberships(&group.code, &row.code)?;
    let open = |known: &&MembershipRow| known.since < day && known.span().holds(day);
    let Some(membership) = memberships.iter().find(open) else {
        return refused(match memberships.iter().find(|known| day <= known.since).or(memberships.last()) {
            None => format!("{who} was no member of {} on {day}: no membership is recorded", group.code),
            Some(known) if known.since == day => format!(
                "{day} is the first day of {who} in {} ({}); the first day it is no longer a member is a later one",
                group.code,
                in_words(known)
            ),
            Some(known) => {
                format!("{who} was no member of {} on {day}: {}", group.code, in_words(known))
            }
        });
    };
    let Some((_, Fact { body: Body::Membership(body), .. })) = store.entry(membership.id)? else {
        return Err(Error::Broken { seq: membership.id, why: "it is not the membership it was".to_owned() });
    };
    let what = format!("{who} · no longer a member of the {} from {day}", called(&group));
    let mut warnings = Vec::new();
    if let Some(until) = membership.until {
        warnings.push(format!("its membership was to end on {until} (@{})", membership.id));
    }
    let confidence =
        if args.recording.source.is_some() { body.confidence } else { args.recording.confidence() };
    args.recording.register(context, &mut store, (what, seen, warnings), |sources| {
        let mut ended = MembershipBody { until: Some(day), confidence, ..body };
        for code in &sources.0 {
            if !ended.sources.0.contains(code) {
                ended.sources.0.push(code.clone());
            }
        }
        vec![Fact { body: Body::Membership(ended), replaces: Some(membership.id) }]
    })
}

fn refused<T>(why: String) -> Result<T> {
    Err(Error::Refused(why))
}

fn called(group: &GroupRow) -> String {
    format!("{} ({})", group.name, group.code)
}

fn find_group(store: &Store, name: &str, day: Date) -> Result<GroupRow> {
    resolve::group(store, name, day).map_err(|error| match error {
        unknown @ Error::Unknown { .. } => usage(format!("{unknown}; accede group new makes another")),
        other => other,
    })
}

fn in_words(membership: &MembershipRow) -> String {
    let MembershipRow { id, since, until } = membership;
    match until {
        None => format!("from {since} (@{id})"),
        Some(until) => format!("from {since}, and from {until} no longer (@{id})"),
    }
}

fn exists(row: &ParticipantRow, day: Date) -> Result<()> {
    let ParticipantRow { name, code, .. } = row;
    if let Some(other) = &row.old_name_of {
        return refused(format!("{name} ({code}) is only an old name of {other}; add that one"));
    }
    if let Some(from) = row.exists_from.filter(|from| day < *from) {
        return refused(format!("{name} ({code}) did not exist on {day}: it exists from {from}"));
    }
    if let Some(until) = row.exists_until.filter(|until| *until <= day) {
        return refused(format!("{name} ({code}) no longer existed on {day}: it ended before {until}"));
    }
    Ok(())
}
