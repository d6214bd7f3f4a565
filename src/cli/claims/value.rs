//! The words and values of claims, as people write them.

use std::collections::BTreeSet;

use crate::cli::{resolve, usage};
use crate::error::{Error, Result};
use crate::model::{ClaimKind, Published};
use crate::names::nearest;
use crate::store::Store;

/// The kind of claim with this word.
pub fn kind(word: &str) -> Result<ClaimKind> {
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
pub fn value(store: &Store, kind: ClaimKind, text: &str) -> Result<Published> {
    let published = Published::read(kind.form(), text)
        .map_err(|why| usage(format!("{why}; a {} gives {}", kind.word(), kind.form().in_words())))?;
    let code = |name: &String| {
        resolve::participant(store, name).map(|row| row.code).map_err(|error| match error {
            Error::Unknown { .. } if name.contains(',') => {
                usage(format!("'{name}' is no participant; write ; between several"))
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
                    return Err(usage(format!("'{name}' is {code}, which is named twice")));
                }
                codes.insert(code);
            }
            Published::List(codes)
        }
    })
}
