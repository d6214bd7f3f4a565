//! What a reader should know of a new name or code: that it is easily taken for another one.

use crate::model::letters::in_message;
use crate::names::looks::{Look, mixed_word};

/// Names and codes that are known, with what they look like.
#[derive(Debug, Default)]
pub(super) struct Known(Vec<(Look, String, String)>);

impl Known {
    /// These: whose each is, and what it is.
    pub(super) fn of(names: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(names.into_iter().map(|(whose, name)| (Look::of(&name), whose, name)).collect())
    }

    /// The one of somebody other than `own` for which a name is taken: whose it is, and what it is.
    pub(super) fn taken_for(&self, name: &str, own: &str) -> Option<(&str, &str)> {
        let look = Look::of(name);
        let mut others = self.0.iter().filter(|(_, whose, _)| whose != own);
        let found = others.find(|(other, ..)| look.is_taken_for(other));
        found.map(|(_, whose, name)| (whose.as_str(), name.as_str()))
    }

    /// What is odd in a name of `own`.
    pub(super) fn doubts(&self, name: &str, own: &str) -> Vec<String> {
        let mixed = mixed_word(name).map(|word| {
            let odd = word.chars().find(|letter| !letter.is_ascii()).map(in_message).unwrap_or_default();
            format!("'{name}' mixes letters of several scripts in one word: {odd} is one of them")
        });
        let twin = self.taken_for(name, own).map(|(whose, other)| {
            let of = if whose == other { String::new() } else { format!(", a name of {whose}") };
            format!("'{name}' looks like '{other}'{of}, and is written with other letters")
        });
        mixed.into_iter().chain(twin).collect()
    }
}
