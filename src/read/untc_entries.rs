//! What each participant says in each part below a status table of the United Nations, line by line.

use std::rc::Rc;

use super::untc_lines::{Words, join, plain};
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

/// What stands above a whole part: kept once for all its entries, and no more of it than a heading has.
#[derive(Debug, Default, Clone)]
pub(super) struct Above(Rc<str>);

impl Above {
    const LONGEST: usize = 10_000;

    pub(super) fn text(&self) -> &str {
        &self.0
    }

    /// Another part begins under this heading.
    pub(super) fn begin(&mut self, heading: &str) {
        let end = (0..=Self::LONGEST.min(heading.len())).rev().find(|end| heading.is_char_boundary(*end));
        self.0 = heading[..end.unwrap_or_default()].into();
    }

    /// One more line of it.
    pub(super) fn add(&mut self, line: &str) {
        if self.0.len() < Self::LONGEST {
            let mut longer = self.0.to_string();
            join(&mut longer, line);
            self.begin(&longer);
        }
    }
}

/// What one participant says in one part.
#[derive(Debug)]
pub(super) struct Entry {
    pub part: Part,
    pub place: Place,
    pub name: String,
    pub under: Above,
    pub lines: Vec<(Place, String, bool)>,
}

impl Entry {
    /// What the participant of this name says.
    pub(super) fn of(part: Part, (place, name): Words, under: &Above) -> Self {
        Self { part, place, name, under: under.clone(), lines: Vec::new() }
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
