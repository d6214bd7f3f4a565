//! Something published about status, as it was published, to be checked.

use std::collections::BTreeSet;

use super::register::{Options, Planned, Request};
use super::{refused, usage};
use crate::error::{Error, Result};
use crate::law::audit::ClaimFact;
use crate::model::{Body, ClaimBody, ClaimKind, Date, Published, Sources};
use crate::names::nearest;
use crate::store::{Store, resolve};

/// A claim that somebody wants to record, with names as people write them.
#[derive(Debug, Clone)]
pub struct NewClaim<'a> {
    /// Its code; else the next free one.
    pub code: Option<&'a str>,
    /// About which treaty.
    pub treaty: &'a str,
    /// The day it speaks of.
    pub on: Date,
    /// The group it is limited to.
    pub group: Option<&'a str>,
    /// What it says: the word of a kind of claim.
    pub claim: &'a str,
    /// The figure or the participants that were published.
    pub value: &'a str,
    /// Remarks.
    pub note: Option<&'a str>,
}

impl Request for NewClaim<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let (on, today) = (self.on, options.today);
        let kind = claim_kind(self.claim)?;
        let treaty = resolve::treaty(store, self.treaty)?;
        let group = self.group.map(|group| resolve::group(store, group, today)).transpose()?;
        let group = group.map(|group| group.code);
        let value = claim_value(store, kind, self.value)?;
        if on > today {
            return refused(format!(
                "--on {on} is in the future (today is {today}): nothing can have been published about it"
            ));
        }
        let mut warnings = Vec::new();
        let same = |row: &ClaimFact| {
            row.treaty == treaty.code && row.as_of == on && row.group == group && row.claim == kind.word()
        };
        for row in store.claims()?.into_iter().filter(same) {
            if Published::read(kind.form(), &row.value).as_ref() == Ok(&value) {
                return refused(format!("{} says that already (@{})", row.code, row.id));
            }
            warnings.push(format!("{} (@{}) says {} of the same", row.code, row.id, row.value));
        }
        if options.recording.source.is_none() {
            warnings.push("no source: say with --source where it was published".to_owned());
        }
        if !treaty.collected {
            warnings.push(format!(
                "the acts under {} have not been collected, so that the record cannot tell whether it is right",
                treaty.code
            ));
        }
        let code = code(store, self.code)?;
        let of = group.as_ref().map_or_else(String::new, |group| format!(" {group}"));
        let what = format!("{code} · {} on {on}{of}: {} {value} · new claim", treaty.code, kind.word());
        let claim = ClaimBody {
            code,
            as_of: on,
            treaty: treaty.code,
            group,
            claim: kind.word().to_owned(),
            value: value.to_string(),
            note: self.note.map(str::to_owned),
            sources: Sources::default(),
        };
        Ok(Planned::of(what, warnings, [Body::Claim(claim)]))
    }
}

/// The code asked for, which nothing had; else the next one behind those like CL093.
fn code(store: &Store, asked: Option<&str>) -> Result<String> {
    let taken = store.claim_codes()?;
    if let Some(code) = asked {
        if taken.iter().any(|taken| taken == code) {
            return refused(format!("{code} is or was the code of another claim; take another code"));
        }
        if let Some(treaty) = resolve::find_treaty(store, code)? {
            return refused(format!("{} is already found as {code}; take another code", treaty.code));
        }
        return Ok(code.to_owned());
    }
    let numbers = taken.iter().filter_map(|code| code.strip_prefix("CL")?.parse::<u32>().ok());
    Ok(format!("CL{:03}", numbers.max().unwrap_or(0).saturating_add(1)))
}

/// The kind of claim with this word.
pub(super) fn claim_kind(word: &str) -> Result<ClaimKind> {
    const CANDIDATES: usize = 4;
    if let Some(kind) = ClaimKind::from_word(word) {
        return Ok(kind);
    }
    let close = nearest(word, ClaimKind::ALL.into_iter().map(ClaimKind::word), CANDIDATES);
    let all: Vec<&str> = ClaimKind::ALL.into_iter().map(ClaimKind::word).collect();
    let close = if close.is_empty() { all } else { close };
    let candidates = close.into_iter().map(str::to_owned).collect();
    Err(Error::Unknown { what: "kind of claim", name: word.to_owned(), candidates })
}

/// The value as it is recorded: names made codes, a list in order.
pub(super) fn claim_value(store: &Store, kind: ClaimKind, text: &str) -> Result<Published> {
    let published = Published::read(kind.form(), text)
        .map_err(|why| Error::Usage(format!("{why}; a {} gives {}", kind.word(), kind.form().in_words())))?;
    let code = |name: &String| {
        resolve::participant(store, name).map(|row| row.code).map_err(|error| match error {
            Error::Unknown { .. } if name.contains(',') => {
                Error::Usage(format!("'{name}' is no participant; write ; between several"))
            }
            other => other,
        })
    };
    Ok(match published {
        Published::Count(n) => Published::Count(n),
        Published::One(who) => Published::One(code(&who)?),
        Published::Place(who, place) => Published::Place(code(&who)?, place),
        Published::List(names) => {
            let mut codes = BTreeSet::new();
            for name in &names {
                let code = code(name)?;
                if codes.contains(&code) {
                    return usage(format!("'{name}' is {code}, which is named twice"));
                }
                codes.insert(code);
            }
            Published::List(codes)
        }
    })
}
