//! Names of participants: a new one of its own from a day on, and one by which lists call it.

use super::doubts::Known;
use super::register::{Options, Planned, Request, warn};
use super::{refused, usage};
use crate::error::{Error, Result};
use crate::model::{Body, Date, NameBody, Sources};
use crate::names::directory::Found;
use crate::names::fold;
use crate::store::{NameRow, ParticipantRow, Store, resolve};

/// A participant takes a new name.
#[derive(Debug, Clone)]
pub struct Renaming<'a> {
    /// Whose name.
    pub participant: &'a str,
    /// The new short name.
    pub name: &'a str,
    /// The new full name; else that stays as it is.
    pub official: Option<&'a str>,
    /// The first day of the new name.
    pub on: Date,
}

/// A name by which lists call a participant.
#[derive(Debug, Clone)]
pub struct Alias<'a> {
    /// The name, as lists write it.
    pub name: &'a str,
    /// Whose.
    pub participant: &'a str,
    /// In which language it is its name, by its tag; none where that is not said.
    pub language: Option<&'a str>,
    /// The first day on which it means this participant.
    pub from: Option<Date>,
    /// The last day on which it does.
    pub to: Option<Date>,
}

impl Request for Renaming<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let Self { name, on, .. } = *self;
        let row = resolve::participant(store, self.participant)?;
        let who = format!("{} ({})", row.name, row.code);
        let official = self.official.filter(|official| *official != row.official_name);
        let short = Some(name).filter(|name| *name != row.name);
        let what = match (short, official) {
            (None, None) => return refused(format!("{who}: that is already its name")),
            (Some(name), None) => format!("{who} · called {name} from {on}"),
            (Some(name), Some(official)) => format!("{who} · called {name}, {official}, from {on}"),
            (None, Some(official)) => format!("{who} · called {official} in full from {on}"),
        };
        let new = [("short", short), ("official", official)];
        let new = new.into_iter().filter_map(|(kind, name)| Some((kind, name?)));
        let mut warnings = Vec::new();
        let mut names = Vec::new();
        for (kind, name) in new {
            is_later(store, &row, kind, on, options.today)?;
            warn(&mut warnings, check_name_is_free(store, name, &row.code, options.today)?);
            names.push(name_of(&row, name, kind, (Some(on), None), options));
        }
        if self.official.is_none() {
            warnings.push(format!("its full name stays '{}'; --official gives a new one", row.official_name));
        }
        Ok(Planned::of(what, warnings, names))
    }
}

impl Request for Alias<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let Self { name, language, from, to, .. } = *self;
        let kind = language.unwrap_or("alias");
        let row = resolve::participant(store, self.participant)?;
        let after = |last: Date| {
            let day = last.plus_days(1);
            day.ok_or_else(|| Error::Usage(format!("--to: {last} is the last day there is")))
        };
        let until = to.map(after).transpose()?;
        if let (Some(from), Some(to)) = (from, to)
            && to < from
        {
            return usage(format!("--to {to} is before --from {from}"));
        }
        let folded = fold(name);
        if folded.is_empty() {
            return usage(format!("'{name}' has no letter and no digit: no list calls anybody so"));
        }
        let code = name.trim().to_uppercase();
        if let Some(other) = store.participant(&code)?.filter(|other| other.code != row.code) {
            return refused(format!("'{name}' is the code of {}", other.name));
        }
        let known = store.names_folded(&folded)?;
        let (own, others): (Vec<_>, Vec<_>) = known.iter().partition(|known| known.participant == row.code);
        // A name that is known can still be that of a language, as lists write it.
        let is_same = |known: &NameRow| {
            let is_so = known.kind == kind && known.name == name;
            (known.since, known.until) == (from, until) && (language.is_none() || is_so)
        };
        if let Some(same) = own.iter().find(|known| is_same(known)) {
            return refused(format!("{} ({}) is called {} already", row.name, row.code, same.name));
        }
        let mut warnings = Vec::new();
        let directory = store.directory()?;
        let others: Vec<&str> = others.iter().map(|known| known.participant.as_str()).collect();
        for day in [from.unwrap_or(Date::FIRST), to.unwrap_or(options.today)] {
            if !others.is_empty() && directory.find(name, Some(day)) != Found::One(row.code.clone()) {
                let others = others.join(", ");
                let why = "bears this name too; a list that has it is told apart by its days only";
                warn(&mut warnings, [format!("{others} {why}")]);
            }
        }
        warn(&mut warnings, doubts(store, name, &row.code)?);
        let days =
            |word: &str, day: Option<Date>| day.map_or_else(String::new, |day| format!(" {word} {day}"));
        let days = format!("{}{}", days("from", from), days("to", to));
        let in_language = language.map_or_else(String::new, |tag| format!(" in {tag}"));
        let what = format!("{} ({}) · found as {name}{in_language}{days}", row.name, row.code);
        Ok(Planned::of(what, warnings, [name_of(&row, name, kind, (from, until), options)]))
    }
}

fn name_of(
    row: &ParticipantRow,
    name: &str,
    kind: &str,
    (since, until): (Option<Date>, Option<Date>),
    options: &Options,
) -> Body {
    Body::Name(NameBody {
        participant: row.code.clone(),
        name: name.to_owned(),
        name_kind: kind.to_owned(),
        since,
        until,
        sources: Sources::default(),
        confidence: options.confidence(),
    })
}

/// The day lies in the days of its existence, after the last renaming, and is not to come.
fn is_later(store: &Store, row: &ParticipantRow, kind: &str, on: Date, today: Date) -> Result<()> {
    let ParticipantRow { name, code, .. } = row;
    if let Some(from) = row.exists_from.filter(|from| on < *from) {
        return refused(format!("{name} ({code}) exists from {from}, so it had no name on {on}"));
    }
    if let Some(until) = row.exists_until.filter(|until| *until <= on) {
        return refused(format!("{name} ({code}) ended before {until}, so it takes no name on {on}"));
    }
    let names = store.names_of(code)?.into_iter().filter(|known| known.kind == kind);
    let last = names.filter_map(|known| Some((known.since?, known.name))).max();
    if let Some((since, last)) = last.filter(|(since, _)| on <= *since) {
        return refused(format!("{code} is called {last} from {since}, and {on} is not after that"));
    }
    if today.plus_days(1).is_some_and(|tomorrow| tomorrow < on) {
        return refused(format!("{on} is later than tomorrow: a name is recorded once it is borne"));
    }
    Ok(())
}

/// Refuses a name by which somebody other than `own` is found now; says who else was or is called so.
pub(super) fn check_name_is_free(store: &Store, name: &str, own: &str, today: Date) -> Result<Vec<String>> {
    let called = |code: &str| -> Result<String> {
        Ok(store.participant(code)?.map_or_else(|| code.to_owned(), |row| format!("{} ({code})", row.name)))
    };
    let by_alpha3 = store.participants_by_alpha3(name)?.into_iter().map(|row| row.0);
    let by_code = store.participant(name)?.into_iter().map(|row| row.code).chain(by_alpha3);
    if let Some(code) = by_code.into_iter().find(|code| code != own) {
        return refused(format!("'{name}' is a code of {}; take another name", called(&code)?));
    }
    let mut warnings = Vec::new();
    for row in store.names_folded(&fold(name))? {
        let code = store.present_form(&row.participant)?.unwrap_or(row.participant);
        if code == own {
            continue;
        }
        let other = store.participant(&code)?;
        let ended = other.and_then(|other| other.exists_until).is_some_and(|until| until <= today);
        let who = called(&code)?;
        if row.kind == "former" || row.until.is_some_and(|until| until <= today) {
            let warning = format!("'{name}' was a name of {who}, which is no longer found by it");
            warn(&mut warnings, [warning]);
        } else if ended {
            warn(&mut warnings, [format!("{who}, which has ended, is called so too: use the codes")]);
        } else {
            return refused(format!("'{name}' is already a name of {who}; take another name"));
        }
    }
    warn(&mut warnings, doubts(store, name, own)?);
    Ok(warnings)
}

/// Whether a name, or a code, is easily taken for that of somebody other than `own`.
pub(super) fn doubts(store: &Store, name: &str, own: &str) -> Result<Vec<String>> {
    let names = store.names()?.into_iter().map(|known| (known.participant, known.name));
    let codes = store.participants()?.into_iter().map(|row| (row.code.clone(), row.code));
    Ok(Known::of(codes.chain(names)).doubts(name, own))
}
