//! `accede participant add`: a new participant.

use clap::builder::PossibleValue;

use super::{is_free, refused};
use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::{resolve, words};
use crate::error::{Error, Result};
use crate::model::{Body, Date, Fact, ParticipantBody, PredecessorBody};
use crate::store::{ParticipantRow, Store};

/// Add a participant, with its code, its name, and whom it came from
///
/// What is recorded cannot be erased: give a role with --by, not a person's name.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  accede participant add X-SCT Scotland --kind state --from 2026-11-01 --dry-run
  accede participant add X-AFCFTA 'African Continental Free Trade Area' --kind organisation
  accede participant add X-SCT Scotland --kind state --predecessor GB --how separated --on 2026-11-01")]
pub struct Args {
    /// Its stable code, 2 to 12 of A-Z, 0-9 and -: ISO 3166-1 where there is one, else X- and more
    #[arg(value_parser = words::code)]
    code: String,

    /// Its short name
    #[arg(value_parser = words::name)]
    name: String,

    /// What it is
    #[arg(long, value_enum)]
    kind: Kind,

    /// Its full name [default: the short one]
    #[arg(long, value_name = "NAME", value_parser = words::name)]
    official: Option<String>,

    /// Its ISO 3166-1 alpha-3 code
    #[arg(long, value_name = "XXX", value_parser = words::alpha3)]
    alpha3: Option<String>,

    /// The first day of its existence [default: --on, where it continues, succeeds or separated]
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,

    /// The first day it no longer exists
    #[arg(long, value_name = "DATE")]
    until: Option<Date>,

    /// Whom it came from, by its code or any name it ever had
    #[arg(long, value_name = "PARTICIPANT", requires_all = ["how", "on"])]
    predecessor: Option<String>,

    /// How it came from its predecessor
    #[arg(long, value_enum, requires = "predecessor")]
    how: Option<How>,

    /// The day on which it came from its predecessor
    #[arg(long, value_name = "DATE", requires = "predecessor")]
    on: Option<Date>,

    /// Remarks
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    note: Option<String>,

    #[command(flatten)]
    recording: RecordingOptions,
}

#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Kind {
    State,
    Organisation,
    Territory,
}

/// How a participant came from another: the words of the register.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Continues,
    Separated,
    Succeeds,
    Absorbs,
    Same,
}

impl How {
    fn word(self) -> &'static str {
        match self {
            Self::Continues => "continues",
            Self::Separated => "separated",
            Self::Succeeds => "succeeds",
            Self::Absorbs => "absorbs",
            Self::Same => "same",
        }
    }
}

impl clap::ValueEnum for How {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Continues, Self::Separated, Self::Succeeds, Self::Absorbs, Self::Same]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Continues => "it is the same State in law, and keeps its acts; the predecessor ends",
            Self::Separated => "it left a State, which goes on",
            Self::Succeeds => "it takes the place of a State that ends",
            Self::Absorbs => "it takes in a State that ends",
            Self::Same => "the predecessor is only an old code of it",
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    let today = context.when().today;
    code_is_free(&store, &args.code)?;
    if let Some(alpha3) = &args.alpha3 {
        code_is_free(&store, alpha3)?;
    }
    let official = args.official.clone().unwrap_or_else(|| args.name.clone());
    let mut warnings = is_free(&store, &args.name, &args.code, today)?;
    for warning in is_free(&store, &official, &args.code, today)? {
        if !warnings.contains(&warning) {
            warnings.push(warning);
        }
    }
    if let (Some(from), Some(until)) = (args.from, args.until)
        && until <= from
    {
        return refused(format!("--until {until} is not after --from {from}: it would not exist on any day"));
    }
    let mut ended = None;
    let predecessor =
        args.predecessor.as_deref().map(|name| resolve::participant(&store, name)).transpose()?;
    if let (Some(predecessor), Some(how), Some(on)) = (&predecessor, args.how, args.on) {
        follows(args, predecessor, how, on)?;
        if how != How::Separated && predecessor.exists_until.is_none() {
            let last = on.plus_days(-1).unwrap_or(on);
            warnings
                .push(format!("{} ({}) ends: its last day is {last}", predecessor.name, predecessor.code));
            ended = Some(end(&store, &predecessor.code, on, today)?);
        }
        let name = &predecessor.name;
        match how {
            How::Continues => warnings.push(format!(
                "seats of {name} in groups are not carried over: accede group add records them"
            )),
            How::Same => {
                warnings.push(format!("acts of {name} are not carried over: they stay under its old code"));
            }
            How::Separated | How::Succeeds | How::Absorbs => {}
        }
    }
    let begins = matches!(args.how, Some(How::Continues | How::Separated | How::Succeeds));
    let from = args.from.or(args.on.filter(|_| begins));
    let kind = match args.kind {
        Kind::State => state(args.until, today),
        Kind::Organisation => "organisation",
        Kind::Territory => "territory",
    };
    let what = format!("{} ({}), {official} · new {kind}", args.name, args.code);
    let confidence = args.recording.confidence();
    args.recording.register(context, &mut store, (what, seen, warnings), |sources| {
        let mut facts = vec![
            Body::Participant(ParticipantBody {
                code: args.code.clone(),
                alpha3: args.alpha3.clone(),
                participant_kind: kind.to_owned(),
                name: args.name.clone(),
                official_name: official,
                exists_from: from,
                exists_until: args.until,
                un_member_from: None,
                note: args.note.clone(),
                sources: sources.clone(),
                confidence,
            })
            .into(),
        ];
        if let (Some(predecessor), Some(how)) = (predecessor, args.how) {
            let link = Body::Predecessor(PredecessorBody {
                participant: args.code.clone(),
                predecessor: predecessor.code,
                link: how.word().to_owned(),
                on: args.on,
                sources: sources.clone(),
                confidence,
            });
            facts.push(link.into());
        }
        facts.extend(ended.map(|(entry, mut body)| {
            let new: Vec<_> = sources.0.iter().filter(|code| !body.sources.0.contains(code)).collect();
            body.sources.0.extend(new.into_iter().cloned());
            Fact { body: Body::Participant(body), replaces: Some(entry) }
        }));
        facts
    })
}

/// A State; where it has ended, a former one.
fn state(until: Option<Date>, today: Date) -> &'static str {
    if until.is_some_and(|until| until <= today) { "former-state" } else { "state" }
}

/// The entry of a participant, and what it says with an end.
fn end(store: &Store, code: &str, on: Date, today: Date) -> Result<(i64, ParticipantBody)> {
    let mut facts = store.present_facts()?.into_iter().rev();
    let found = facts.find_map(|(entry, (_, body))| match body {
        Body::Participant(body) if body.code == code => Some((entry, body)),
        _ => None,
    });
    let (entry, mut body) = found.ok_or_else(|| {
        Error::Refused(format!("{code} is no longer in the log; accede rebuild makes the tables anew"))
    })?;
    body.exists_until = Some(on);
    if body.participant_kind == "state" {
        state(Some(on), today).clone_into(&mut body.participant_kind);
    }
    Ok((entry, body))
}

/// Refuses a code that somebody has, or by which somebody is found: a code goes before a name.
fn code_is_free(store: &Store, code: &str) -> Result<()> {
    if let Some(row) = store.participant(code)? {
        return refused(format!("{code} is already the code of {}; take another code", row.name));
    }
    match resolve::find_participant(store, code) {
        Ok(None) => Ok(()),
        Ok(Some(other)) => {
            let name = store.participant(&other)?.map_or_else(String::new, |row| row.name);
            refused(format!("{name} ({other}) is already found as {code}; take another code"))
        }
        Err(Error::Ambiguous { candidates, .. }) => {
            refused(format!("{} are already found as {code}; take another code", candidates.join(", ")))
        }
        Err(other) => Err(other),
    }
}

/// The day fits the days on which both exist.
fn follows(args: &Args, predecessor: &ParticipantRow, how: How, on: Date) -> Result<()> {
    let Args { code, from, until, .. } = args;
    let earlier = format!("{} ({})", predecessor.name, predecessor.code);
    let is_state = matches!(args.kind, Kind::State);
    if how == How::Continues && is_state != predecessor.kind.ends_with("state") {
        return refused(format!("{earlier} is a {}, and {code} is to be of another kind", predecessor.kind));
    }
    if let Some(from) = from.filter(|from| on < *from) {
        return refused(format!("--on {on} is before {code} exists (--from {from})"));
    }
    if let Some(until) = until.filter(|until| *until <= on) {
        return refused(format!("--on {on} is after {code} has ended (--until {until})"));
    }
    if let Some(from) = predecessor.exists_from.filter(|from| on <= *from) {
        return refused(format!("--on {on} is not after the first day of {earlier}, {from}"));
    }
    if let Some(until) = predecessor.exists_until.filter(|until| *until < on) {
        return refused(format!("{earlier} has ended before {on}: it exists until {until}"));
    }
    if how == How::Same
        && let Some(other) = &predecessor.old_name_of
    {
        return refused(format!("{earlier} is already an old name of {other}"));
    }
    Ok(())
}
