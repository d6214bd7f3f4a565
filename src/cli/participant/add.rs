//! `accede participant add`: a new participant.

use clap::builder::PossibleValue;

use crate::cli::context::Context;
use crate::cli::recording_options::RecordingOptions;
use crate::cli::words;
use crate::error::Result;
use crate::model::{Date, How};
use crate::recording::participant::{NewKind, NewParticipant};
use crate::recording::predecessor::Origin;

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
    kind: NewKind,

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

impl clap::ValueEnum for NewKind {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::State, Self::Organisation, Self::Territory]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(match self {
            Self::State => "state",
            Self::Organisation => "organisation",
            Self::Territory => "territory",
        }))
    }
}

impl clap::ValueEnum for How {
    fn value_variants<'a>() -> &'a [Self] {
        &Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        let help = match self {
            Self::Continues => "it is the same in law, and keeps its acts; the predecessor ends",
            Self::Separated => "it left a State, which goes on",
            Self::Succeeds => "it takes the place of a State that ends",
            Self::Independent => "it became independent of a State that was responsible for its territory",
            Self::Unites => "it is a union of States, of which the predecessor was one",
            Self::Absorbs => "it takes in a State that ends, and whose treaties end with it",
            Self::Same => "the predecessor is only an old code of it",
        };
        Some(PossibleValue::new(self.word()).help(help))
    }
}

/// Records it, or says why not.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let origin = args.predecessor.as_deref().zip(args.how).zip(args.on);
    let participant = NewParticipant {
        code: &args.code,
        name: &args.name,
        kind: args.kind,
        official: args.official.as_deref(),
        alpha3: args.alpha3.as_deref(),
        from: args.from,
        until: args.until,
        origin: origin.map(|((predecessor, how), on)| Origin { predecessor, how, on: Some(on) }),
        note: args.note.as_deref(),
    };
    args.recording.record(context, &participant)
}
