//! What each participant says in each part below a status table of the United Nations, line by line.

use super::untc_lines::{Words, plain};
use crate::model::draft::Place;

/// A part of the page in which participants speak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Declarations,
    Objections,
    /// Declarations that an article provides for, such as that a committee is competent.
    UnderArticle,
    Notifications,
}

/// What one participant says in one part.
#[derive(Debug)]
pub(super) struct Entry {
    pub part: Part,
    pub place: Place,
    pub name: String,
    /// What stands above the whole part.
    pub under: String,
    pub lines: Vec<(Place, String, bool)>,
}

impl Entry {
    /// What the participant of this name says.
    pub(super) fn of(part: Part, (place, name): Words, under: &str) -> Self {
        Self { part, place, name, under: under.to_owned(), lines: Vec::new() }
    }

    /// Whether it stands in this part.
    pub(super) fn is_of(&self, part: Part) -> bool {
        self.part == part
    }

    /// One more line of it, and whether it is in italics. The name is repeated above the text, unseen.
    pub(super) fn add(&mut self, (place, text): Words, slanted: bool) {
        if !self.lines.is_empty() || plain(&text) != plain(&self.name) {
            self.lines.push((place, text, slanted));
        }
    }
}
