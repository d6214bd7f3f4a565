//! From the names people use to codes. A similar name is suggested, never assumed.

use std::collections::BTreeSet;

use super::file::Store;
use super::query::{GroupRow, ParticipantRow, TreatyRow};
use crate::error::{Error, Result};
use crate::model::Date;
use crate::names::directory::Found;
use crate::names::{fold, nearest};

/// How many candidates are named.
const CANDIDATES: usize = 5;

/// The treaty with this number, title, short title or alias.
pub fn treaty(store: &Store, name: &str) -> Result<TreatyRow> {
    find_treaty(store, name)?.ok_or_else(|| unknown_treaty(store, name))
}

/// The treaties with these names, each once, in the order in which they are named.
pub fn treaties(store: &Store, names: &[String]) -> Result<Vec<TreatyRow>> {
    let mut found: Vec<TreatyRow> = Vec::new();
    for name in names {
        let row = treaty(store, name)?;
        if !found.iter().any(|known| known.code == row.code) {
            found.push(row);
        }
    }
    Ok(found)
}

/// The treaty with this name; none if there is none.
pub fn find_treaty(store: &Store, name: &str) -> Result<Option<TreatyRow>> {
    let found = find_treaty_now(store, name)?;
    match &found {
        None => later_treaty(store, name).map(|()| None),
        Some(_) => Ok(found),
    }
}

/// Whom or what a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// The treaty with this number.
    Treaty(String),
    /// The participant with this code.
    Participant(String),
}

/// The treaty or else the participant with this name; none if neither is called so. A participant's name counts before a
/// treaty's in which blanks are left out.
pub fn find_subject(store: &Store, name: &str) -> Result<Option<Subject>> {
    if let Some(treaty) = called(store, name)? {
        return Ok(Some(Subject::Treaty(treaty.code)));
    }
    if let Some(code) = find_participant(store, name)? {
        return Ok(Some(Subject::Participant(code)));
    }
    Ok(find_treaty(store, name)?.map(|treaty| Subject::Treaty(treaty.code)))
}

/// An error where a treaty was recorded after the moment that is looked back at.
fn later_treaty(store: &Store, name: &str) -> Result<()> {
    for code in store.treaties_named(&fold(name).replace(" no ", " "))? {
        if store.is_later(&code)? {
            return Err(Error::NothingYet(format!("nothing of {code} was recorded by then")));
        }
    }
    Ok(())
}

fn find_treaty_now(store: &Store, name: &str) -> Result<Option<TreatyRow>> {
    match called(store, name)? {
        None => written_together(store, name),
        found => Ok(found),
    }
}

/// "CETS185" is "CETS 185".
fn written_together(store: &Store, name: &str) -> Result<Option<TreatyRow>> {
    let closed = |name: &str| fold(name).replace(' ', "");
    let wanted = closed(name);
    let names = store.treaty_names()?;
    let found = names.iter().find(|pair| !wanted.is_empty() && closed(&pair.1) == wanted);
    found.map_or(Ok(None), |(code, _)| store.treaty(code))
}

fn called(store: &Store, name: &str) -> Result<Option<TreatyRow>> {
    // "ETS No. 185" is "ETS 185".
    let folded = fold(name).replace(" no ", " ");
    match store.treaties_named(&folded)?.as_slice() {
        [] => Ok(None),
        [code] => store.treaty(code),
        several => {
            Err(Error::Ambiguous { what: "treaty", name: name.to_owned(), candidates: several.to_vec() })
        }
    }
}

fn unknown_treaty(store: &Store, name: &str) -> Error {
    let names = store.treaty_names().unwrap_or_default();
    if names.is_empty() {
        return Error::Usage(format!(
            "no treaty is called '{name}': there are none in this file; accede import --seed --write brings those of the seed"
        ));
    }
    let close = nearest(name, names.iter().map(|pair| pair.1.as_str()), CANDIDATES);
    let mut candidates: Vec<String> = Vec::new();
    for close in close {
        for (code, _) in names.iter().filter(|pair| pair.1 == close) {
            let candidate = if close == code { code.clone() } else { format!("{close} ({code})") };
            if !candidates.iter().any(|named| named.contains(code.as_str())) {
                candidates.push(candidate);
            }
        }
    }
    Error::Unknown { what: "treaty", name: name.to_owned(), candidates }
}

/// The participant with this code, or with this name at any time.
pub fn participant(store: &Store, name: &str) -> Result<ParticipantRow> {
    let code = find_participant(store, name)?;
    let found = code.map(|code| store.participant(&code)).transpose()?.flatten();
    found.ok_or_else(|| unknown_participant(store, name))
}

/// The code of the participant; none if nobody is called so. A code counts before a name, a name of its own
/// before a former one, and an old code or name means whoever bears the new one. A name that nobody has to the letter is
/// looked for by its words.
pub fn find_participant(store: &Store, name: &str) -> Result<Option<String>> {
    if let Some(row) = store.participant(name.trim())? {
        return Ok(Some(row.old_name_of.unwrap_or(row.code)));
    }
    let by_alpha3 = store.participants_by_alpha3(name.trim())?;
    let existing = by_alpha3.iter().filter(|row| row.1).map(|row| row.0.clone()).collect::<Vec<_>>();
    let by_alpha3 =
        if existing.is_empty() { by_alpha3.into_iter().map(|row| row.0).collect() } else { existing };
    if !by_alpha3.is_empty() {
        return one(store, name, by_alpha3.into_iter().collect());
    }
    let folded = fold(name);
    if folded.is_empty() {
        return Ok(None);
    }
    let (mut own, mut former) = (BTreeSet::new(), BTreeSet::new());
    for row in store.names_folded(&folded)? {
        let code = store.present_form(&row.participant)?.unwrap_or(row.participant);
        if row.kind == "former" || row.until.is_some() {
            former.insert(code)
        } else {
            own.insert(code)
        };
    }
    if own.is_empty() && former.is_empty() {
        return match store.directory()?.find(name, None) {
            Found::One(code) => Ok(Some(code)),
            Found::Several(codes) => one(store, name, codes.into_iter().collect()),
            Found::Nobody => Ok(None),
        };
    }
    one(store, name, if own.is_empty() { former } else { own })
}

fn one(store: &Store, name: &str, codes: BTreeSet<String>) -> Result<Option<String>> {
    if codes.len() <= 1 {
        return Ok(codes.into_iter().next());
    }
    let mut candidates = Vec::new();
    for code in codes {
        let short = store.participant(&code)?.map_or_else(String::new, |row| row.name);
        candidates.push(format!("{short} ({code})"));
    }
    Err(Error::Ambiguous { what: "participant", name: name.to_owned(), candidates })
}

fn unknown_participant(store: &Store, name: &str) -> Error {
    let near = store.directory().map(|directory| directory.nearest(name, CANDIDATES)).unwrap_or_default();
    let candidates = near.into_iter().map(|(name, code)| format!("{name} ({code})")).collect();
    Error::Unknown { what: "participant", name: name.to_owned(), candidates }
}

/// The group with this code or name.
pub fn group(store: &Store, asked: &str, day: Date) -> Result<GroupRow> {
    let groups = store.groups(day)?;
    let folded = fold(asked);
    let found = groups.iter().find(|group| fold(&group.code) == folded || fold(&group.name) == folded);
    if let Some(group) = found {
        return Ok(group.clone());
    }
    let names = groups.iter().flat_map(|group| [group.code.as_str(), group.name.as_str()]);
    let mut candidates: Vec<String> = Vec::new();
    for close in nearest(asked, names, CANDIDATES) {
        for group in groups.iter().filter(|group| group.code == close || group.name == close) {
            let candidate = format!("{} ({})", group.name, group.code);
            if !candidates.contains(&candidate) {
                candidates.push(candidate);
            }
        }
    }
    Err(Error::Unknown { what: "group", name: asked.to_owned(), candidates })
}
