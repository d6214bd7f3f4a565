//! `accede record` of a reservation, a declaration or another statement, after asking the law.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::Args;
use crate::cli::context::Context;
use crate::cli::correct::sorted_out;
use crate::cli::{cited_entry, resolve, usage, words};
use crate::error::{Error, Result};
use crate::law::statement_is_sound;
use crate::model::{Article, Body, Date, ReservationBody, Stance, StatementKind};
use crate::report::judge_statement;
use crate::store::Store;

/// The options of statements.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options for reservations, declarations and other statements")]
pub struct StatementOptions {
    /// An article that it concerns: 9, 9(2); once for each
    #[arg(long = "article", value_name = "ARTICLE", value_parser = words::article)]
    articles: Vec<Article>,

    /// What it says, in your words and one sentence
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    summary: Option<String>,

    /// Its text, in the words of its author
    #[arg(long, value_name = "TEXT", value_parser = words::text)]
    text: Option<String>,

    /// A file with its text, in the words of its author
    #[arg(long, value_name = "FILE", conflicts_with = "text")]
    text_file: Option<PathBuf>,

    /// The entry of the statement that it is about: objected to, accepted, confirmed, renewed, withdrawn
    #[arg(long, value_name = "@N", value_parser = words::entry)]
    to: Option<i64>,

    /// Whom it is addressed to: whose accession it is about, or whose reservation where that is not recorded
    #[arg(long, value_name = "PARTICIPANT")]
    towards: Option<String>,

    /// An objection that opposes entry into force between the two
    #[arg(long, conflicts_with = "severs")]
    precludes: bool,

    /// An objection that holds the other one bound without the reservation
    #[arg(long)]
    severs: bool,

    /// The last day on which it stands unless it is renewed
    #[arg(long, value_name = "DATE")]
    valid_until: Option<Date>,

    /// A reservation that was made known to be late: after consent
    #[arg(long)]
    late: bool,

    /// What it amounts to, where that is another kind than its author calls it: reservation
    #[arg(long, value_name = "KIND", value_parser = words::statement(), hide_possible_values = true)]
    character: Option<StatementKind>,
}

impl StatementOptions {
    /// The first option of statements that was given.
    pub fn given(&self) -> Option<&'static str> {
        let given = [
            ("--article", !self.articles.is_empty()),
            ("--summary", self.summary.is_some()),
            ("--text", self.text.is_some()),
            ("--text-file", self.text_file.is_some()),
            ("--to", self.to.is_some()),
            ("--towards", self.towards.is_some()),
            ("--precludes", self.precludes),
            ("--severs", self.severs),
            ("--valid-until", self.valid_until.is_some()),
            ("--late", self.late),
            ("--character", self.character.is_some()),
        ];
        given.into_iter().find(|option| option.1).map(|option| option.0)
    }
}

/// Records it, or says why not.
pub fn record(kind: StatementKind, args: &Args, context: &Context) -> Result<()> {
    let mut store = args.recording.open(context)?;
    let seen = store.head()?.seq;
    let treaty = resolve::treaty(&store, &args.treaty)?;
    if args.treaty_level || args.scope.is_some() {
        let option = if args.treaty_level { "--treaty-level" } else { "--scope" };
        return Err(usage(format!("{option} does not go with {kind}")));
    }
    let name = args.participant.as_deref();
    let name = name.ok_or_else(|| usage(format!("whose {kind}? name the participant")))?;
    let whose = resolve::participant(&store, name)?;
    let mut body = body(kind, &treaty.code, &whose.code, args, &store)?;
    statement_is_sound(&body).map_err(|why| usage(hinted(why)))?;
    let today = context.when().today;
    let mut warnings = Vec::new();
    let findings = judge_statement(&store, &treaty.code, &BTreeSet::new(), Some(&body), today)?;
    let refused = sorted_out(findings, args.force, &mut warnings)?;
    if !refused.is_empty() {
        let note = body.note.map_or_else(String::new, |note| format!("{note}; "));
        body.note = Some(format!("{note}recorded by force: {refused}"));
    }
    let what = format!("{} ({}) · {kind} of {} on {}", treaty.short_title, treaty.code, whose.name, args.on);
    args.recording.register(context, &mut store, (what, seen, warnings), |sources| {
        vec![Body::Reservation(ReservationBody { sources: sources.clone(), ..body }).into()]
    })
}

fn body(
    kind: StatementKind,
    treaty: &str,
    whose: &str,
    args: &Args,
    store: &Store,
) -> Result<ReservationBody> {
    let options = &args.statement;
    let code = |name: &String| resolve::participant(store, name).map(|row| row.code);
    if (options.precludes || options.severs) && kind != StatementKind::Objection {
        let option = if options.precludes { "--precludes" } else { "--severs" };
        return Err(usage(format!("{option} goes with an objection, not with {kind}")));
    }
    let about = match options.to {
        None => None,
        Some(_) if !kind.refers_to_a_statement() => {
            return Err(usage(format!("--to does not go with {kind}: it refers to no earlier statement")));
        }
        Some(entry) => match cited_entry(store, entry)?.1.body {
            Body::Reservation(about) => Some((entry, about)),
            other => {
                return Err(usage(format!(
                    "--to @{entry}: it is no statement, but a fact of the kind {}",
                    other.kind()
                )));
            }
        },
    };
    if kind.refers_to_a_statement() && !kind.is_reaction() && about.is_none() {
        return Err(usage(format!("{kind} needs --to @N, the entry of the statement that it is about")));
    }
    let text = match &options.text_file {
        Some(path) => Some(of_file(path)?),
        None => options.text.clone(),
    };
    let summary = options.summary.clone().or_else(|| {
        let (entry, about) = about.as_ref()?;
        let verb = match kind {
            StatementKind::Objection => "Objects to",
            StatementKind::Acceptance => "Accepts",
            StatementKind::Confirmation => "Confirms",
            StatementKind::Renewal => "Renews",
            _ => "Withdraws",
        };
        let to =
            about.articles.as_ref().map_or_else(String::new, |to| format!(" to {}", to.replace(';', ", ")));
        Some(format!("{verb} the {}{to} of {} (@{entry})", about.statement, about.participant))
    });
    let towards = options.towards.as_ref().map(code).transpose()?;
    let summary = summary.or_else(|| {
        let verb = match kind {
            StatementKind::Objection => "Objects to a reservation of",
            StatementKind::Acceptance => "Accepts a reservation of",
            StatementKind::ObjectionToAccession => "Objects to the accession of",
            StatementKind::AcceptanceOfAccession => "Accepts the accession of",
            _ => return None,
        };
        Some(format!("{verb} {}", towards.as_ref()?))
    });
    let Some(summary) = summary else {
        let lacks =
            if kind.stands_for_itself() { "--summary: what does it say?" } else { "--to @N or --towards" };
        return Err(usage(format!("{kind} needs {lacks}")));
    };
    let lapses_on = options
        .valid_until
        .map(|last| last.plus_days(1).ok_or_else(|| usage("--valid-until is the last day of the calendar")));
    let articles: Vec<String> = options.articles.iter().map(ToString::to_string).collect();
    Ok(ReservationBody {
        articles: (!articles.is_empty()).then(|| articles.join(";")),
        refers_to: options.to,
        towards,
        territory: args.territory.as_ref().map(code).transpose()?,
        stance: match (options.precludes, options.severs) {
            (true, _) => Some(Stance::Precluding.word().to_owned()),
            (_, true) => Some(Stance::Severing.word().to_owned()),
            _ => None,
        },
        character: options.character.filter(|it| *it != kind).map(|it| it.word().to_owned()),
        notified_on: args.notified,
        effective_on: args.effective,
        lapses_on: lapses_on.transpose()?,
        late: options.late,
        text,
        note: args.note.clone(),
        confidence: args.recording.confidence(),
        ..ReservationBody::of(treaty, whose, kind.word(), Some(args.on), &summary)
    })
}

/// The options by which what is missing is given.
fn hinted(why: String) -> String {
    match why.as_str() {
        text if text.contains("needs the entry of the reservation") => format!("{why}: --to @N or --towards"),
        text if text.contains("needs whom it is towards") => format!("{why}: --towards"),
        text if text.starts_with("lapses_on") => "--valid-until is before --on".to_owned(),
        _ => why,
    }
}

/// A text of more than one line, from a file.
fn of_file(path: &std::path::Path) -> Result<String> {
    const LONGEST: u64 = 1 << 20;
    let failed = |why: String| Error::Usage(format!("--text-file {}: {why}", path.display()));
    let size = std::fs::metadata(path).map_err(|why| failed(why.to_string()))?;
    if !size.is_file() || size.len() > LONGEST {
        return Err(failed("it is no file of at most 1 MiB".to_owned()));
    }
    let text = std::fs::read_to_string(path).map_err(|why| failed(why.to_string()))?;
    let text = text.trim().replace("\r\n", "\n");
    let is_control = |letter: char| letter.is_control() && letter != '\n' && letter != '\t';
    match text.as_str() {
        "" => Err(failed("it is empty".to_owned())),
        text if text.contains(is_control) => {
            Err(failed("it has control characters; write it in plain text".to_owned()))
        }
        _ => Ok(text),
    }
}
