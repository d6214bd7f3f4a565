//! One statement: a reservation, a declaration, an objection …, judged by the law at its own day.

use std::collections::BTreeSet;

use super::findings::{entry_that_counts, sort_findings};
use super::register::{Options, Planned, Request};
use super::statement_law::judge_statement;
use super::usage;
use crate::error::{Error, Result};
use crate::law::statement_is_sound;
use crate::model::{Article, Body, Date, ReservationBody, Stance, StatementKind};
use crate::store::{Store, resolve};

/// A statement that somebody wants to record, with names as people write them.
#[derive(Debug, Clone)]
pub struct NewStatement<'a> {
    /// What it is.
    pub kind: StatementKind,
    /// Under which treaty.
    pub treaty: &'a str,
    /// Whose.
    pub participant: &'a str,
    /// Its day.
    pub on: Date,
    /// The day on which the depositary circulated it.
    pub notified_on: Option<Date>,
    /// The day of effect as published.
    pub effective_on: Option<Date>,
    /// The articles that it concerns.
    pub articles: &'a [Article],
    /// What it says, in one sentence.
    pub summary: Option<&'a str>,
    /// Its text, in the words of its author.
    pub text: Option<String>,
    /// The entry of the statement that it is about.
    pub refers_to: Option<i64>,
    /// Whom it is addressed to.
    pub towards: Option<&'a str>,
    /// The territory concerned.
    pub territory: Option<&'a str>,
    /// What an objection does to the relations between the two.
    pub stance: Option<Stance>,
    /// The last day on which it stands unless it is renewed.
    pub valid_until: Option<Date>,
    /// Whether it was made known to be late.
    pub late: bool,
    /// What it amounts to, where its author calls it otherwise.
    pub character: Option<StatementKind>,
    /// Remarks.
    pub note: Option<&'a str>,
    /// Whether it is to be recorded even if the law refuses it.
    pub force: bool,
}

impl Request for NewStatement<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let Self { kind, on, .. } = self;
        let treaty = resolve::treaty(store, self.treaty)?;
        let whose = resolve::participant(store, self.participant)?;
        let body = self.body(&treaty.code, &whose.code, store)?;
        let mut body = ReservationBody { confidence: options.confidence(), ..body };
        statement_is_sound(&body).map_err(|why| Error::Usage(with_option(why)))?;
        let mut warnings = Vec::new();
        let findings = judge_statement(store, &treaty.code, &BTreeSet::new(), Some(&body), options.today)?;
        if let Some(refused) = sort_findings(findings, self.force, &mut warnings)? {
            let note = body.note.map_or_else(String::new, |note| format!("{note}; "));
            body.note = Some(format!("{note}recorded by force: {refused}"));
        }
        let what = format!("{} ({}) · {kind} of {} on {on}", treaty.short_title, treaty.code, whose.name);
        Ok(Planned::of(what, warnings, [Body::Reservation(body)]))
    }
}

impl NewStatement<'_> {
    fn body(&self, treaty: &str, whose: &str, store: &Store) -> Result<ReservationBody> {
        let kind = self.kind;
        let code = |name: &str| resolve::participant(store, name).map(|row| row.code);
        if let Some(stance) = self.stance.filter(|_| kind != StatementKind::Objection) {
            let option = if stance == Stance::Precluding { "--precludes" } else { "--severs" };
            return usage(format!("{option} goes with an objection, not with {kind}"));
        }
        let about = self.about(store)?;
        let towards = self.towards.map(code).transpose()?;
        let summary = self.summary.map(str::to_owned);
        let summary = summary.or_else(|| about.as_ref().map(|about| of_statement(kind, about)));
        let summary = summary.or_else(|| of_addressee(kind, towards.as_deref()?));
        let objects =
            (kind == StatementKind::ObjectionToAmendment).then(|| "Objects to the amendment".to_owned());
        let summary = summary.or(objects);
        let Some(summary) = summary else {
            let lacks = if kind.stands_for_itself() {
                "--summary: what does it say?"
            } else {
                "--to @N or --towards"
            };
            return usage(format!("{kind} needs {lacks}"));
        };
        let after = |last: Date| {
            let day = last.plus_days(1);
            day.ok_or_else(|| Error::Usage("--valid-until is the last day of the calendar".to_owned()))
        };
        let articles: Vec<String> = self.articles.iter().map(ToString::to_string).collect();
        Ok(ReservationBody {
            articles: (!articles.is_empty()).then(|| articles.join(";")),
            refers_to: self.refers_to,
            towards,
            territory: self.territory.map(code).transpose()?,
            stance: self.stance.map(|stance| stance.word().to_owned()),
            character: self.character.filter(|it| *it != kind).map(|it| it.word().to_owned()),
            notified_on: self.notified_on,
            effective_on: self.effective_on,
            lapses_on: self.valid_until.map(after).transpose()?,
            late: self.late,
            text: self.text.clone(),
            note: self.note.map(str::to_owned),
            ..ReservationBody::of(treaty, whose, kind.word(), Some(self.on), &summary)
        })
    }

    /// The statement that it refers to, with its entry.
    fn about(&self, store: &Store) -> Result<Option<(i64, ReservationBody)>> {
        let kind = self.kind;
        match self.refers_to {
            None if kind.refers_to_a_statement() && !kind.is_reaction() => {
                usage(format!("{kind} needs --to @N, the entry of the statement that it is about"))
            }
            None => Ok(None),
            Some(_) if !kind.refers_to_a_statement() => {
                usage(format!("--to does not go with {kind}: it refers to no earlier statement"))
            }
            Some(entry) => match entry_that_counts(store, entry)?.1.body {
                Body::Reservation(about) => Ok(Some((entry, about))),
                other => usage(format!(
                    "--to @{entry}: it is no statement, but a fact of the kind {}",
                    other.kind()
                )),
            },
        }
    }
}

/// What a statement about an earlier one says.
fn of_statement(kind: StatementKind, (entry, about): &(i64, ReservationBody)) -> String {
    let verb = match kind {
        StatementKind::Objection => "Objects to",
        StatementKind::Acceptance => "Accepts",
        StatementKind::Confirmation => "Confirms",
        StatementKind::Renewal => "Renews",
        _ => "Withdraws",
    };
    let to = about.articles.as_ref().map_or_else(String::new, |to| format!(" to {}", to.replace(';', ", ")));
    format!("{verb} the {}{to} of {} (@{entry})", about.statement, about.participant)
}

/// What a statement to somebody says, where no earlier one is named.
fn of_addressee(kind: StatementKind, towards: &str) -> Option<String> {
    let verb = match kind {
        StatementKind::Objection => "Objects to a reservation of",
        StatementKind::Acceptance => "Accepts a reservation of",
        StatementKind::ObjectionToAccession => "Objects to the accession of",
        StatementKind::AcceptanceOfAccession => "Accepts the accession of",
        _ => return None,
    };
    Some(format!("{verb} {towards}"))
}

/// What is missing, with the option by which it is given.
fn with_option(why: String) -> String {
    match why.as_str() {
        text if text.contains("needs the entry of the reservation") => format!("{why}: --to @N or --towards"),
        text if text.contains("needs whom it is towards") => format!("{why}: --towards"),
        text if text.starts_with("lapses_on") => "--valid-until is before --on".to_owned(),
        _ => why,
    }
}
