//! How many of the days that an answer gives were published, and how many were reckoned here.

use serde::Serialize;

use super::ActView;

/// The days of entry into force for participants, by where they come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Grounds {
    /// As the depositary published them.
    pub published: usize,
    /// By the clause, where nothing is published.
    pub computed: usize,
    /// The earliest possible day by the clause: it runs from a notification that is not recorded.
    pub estimated: usize,
}

impl Grounds {
    /// Of the consents in an answer.
    pub fn of<'a>(consents: impl IntoIterator<Item = &'a ActView>) -> Self {
        let mut grounds = Self::default();
        for consent in consents {
            match consent.effective_from {
                None => {}
                Some("estimated") => grounds.estimated += 1,
                Some("computed") => grounds.computed += 1,
                Some(_) => grounds.published += 1,
            }
        }
        grounds
    }

    /// The sentence below an answer; none where it gives no such day.
    #[must_use]
    pub fn in_words(&self) -> Option<String> {
        let Self { published, computed, estimated } = self;
        (published + computed + estimated > 0).then(|| {
            format!("In force dates: {published} published, {computed} computed, {estimated} estimated.")
        })
    }
}
