//! What a format is, as its file declares it.

use super::calendar::Calendar;
use super::sheet::{Sheet, Style};
use super::target::{Target, Writer};
use crate::error::Result;
use crate::report::{Description, Field};

/// A format.
#[derive(Debug)]
pub struct FormatSpec {
    /// How its files end, which is its name in the description of data too.
    pub ending: &'static str,
    /// Its media type.
    pub media: &'static str,
    /// How an answer becomes bytes.
    pub answer: Answer,
    /// How rows of data become bytes one after the other; none where it is laid out for people, or a calendar.
    pub rows: Option<ToRows>,
    /// Whether it is text.
    pub is_text: bool,
    /// Why this program cannot write it.
    pub is_missing: Option<&'static str>,
}

/// How an answer becomes bytes.
#[derive(Debug, Clone, Copy)]
pub enum Answer {
    /// From what people read.
    Sheet(fn(&Sheet, Style) -> String),
    /// From days to come.
    Calendar(fn(&Calendar) -> String),
    /// Row by row, like data.
    Rows,
    /// As the value that it is, in JSON.
    Value,
}

/// Rows with these columns to a target. What comes before the first row is written at once. A description says what they are.
pub type ToRows = for<'a> fn(Target<'a>, &[Field], Option<&Description>) -> Result<Box<dyn Writer + 'a>>;

impl FormatSpec {
    /// A format of text without rows of data.
    #[must_use]
    pub const fn text(ending: &'static str, media: &'static str, answer: Answer) -> Self {
        Self { ending, media, answer, rows: None, is_text: true, is_missing: None }
    }
}
