//! The option `--of`.

use crate::error::{Error, Result};
use crate::model::Date;
use crate::names::fold;
use crate::report::{List, Set};
use crate::store::{Store, resolve};

/// Limits a question to some participants.
#[derive(Debug, clap::Args)]
pub struct OfOption {
    /// Look only at these: a group, as for --group of other commands, or participants with commas between them
    #[arg(long, value_name = "GROUP|CODES")]
    of: Option<String>,
}

impl OfOption {
    /// Whom, where some were asked for.
    pub fn list(&self, store: &Store, day: Date) -> Result<Option<List>> {
        self.of.as_deref().map(|asked| list(store, asked, day)).transpose()
    }
}

/// The group, unless a State has that code too: AU is the African Union and Australia.
fn one_meaning(store: &Store, asked: &str, set: Set) -> Result<Set> {
    match (store.participant(asked.trim())?, &set) {
        (Some(row), Set::Group { name, .. }) if row.kind != "organisation" => Err(Error::usage(format!(
            "--of '{asked}' can be the {name} or {}; write the name of the group, or the code and a comma: '{},'",
            row.name, row.code
        ))),
        _ => Ok(set),
    }
}

/// A group where one is called so, else participants with commas between them.
fn list(store: &Store, asked: &str, day: Date) -> Result<List> {
    let has_comma = asked.contains(',');
    if !has_comma {
        match Set::called(store, asked, day) {
            Ok(set) => return one_meaning(store, asked, set).map(List::Set),
            Err(error @ (Error::Usage(_) | Error::Refused(_))) => return Err(error),
            Err(error) => {
                // A treaty that is not known is no participant either.
                if asked.contains(':') || resolve::find_participant(store, asked)?.is_none() {
                    return Err(error);
                }
            }
        }
    }
    let mut codes = Vec::new();
    for name in asked.split(',').filter(|name| !fold(name).is_empty()) {
        let code = resolve::participant(store, name.trim())?.code;
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    if codes.is_empty() {
        return Err(Error::usage(format!(
            "--of '{asked}' names nobody: write codes with commas between them: IE,FR"
        )));
    }
    Ok(List::Named(codes))
}
