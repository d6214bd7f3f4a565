//! L2: bytes to facts that can be recorded. Nothing here touches the store.
//!
//! A source has one small file, `read(input) -> Reading`, and one row in [`READERS`]; a table of any other source is read by
//! a [`column_map`], from a text or a sheet alike (`table`, `xlsx`). What all of them need stands in
//! `text` (bytes to text), `rows` (tables with their places), `days` (every form of a day), `heading` (columns of the
//! United Nations' tables) and `intake` (drafts and findings as they come).

pub mod column_map;
mod days;
mod heading;
mod intake;
mod mtdsg;
mod mtdsg_csv;
mod mtdsg_xml;
mod rows;
pub mod seed;
mod table;
mod text;
pub mod treaty_file;
mod words;
mod xlsx;
mod xml;

pub use intake::{Input, Unreadable};

use crate::model::draft::Reading;

/// What reading a whole file comes to.
pub type Read = Result<Reading, Unreadable>;

/// A form in which a source publishes.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    /// What it is called on the command line.
    pub name: &'static str,
    /// What it reads, in a few words.
    pub about: &'static str,
    /// Whether a file looks like one of these.
    recognises: fn(&Input) -> bool,
    read: fn(&Input) -> Read,
}

/// Every reader, in the order in which a file is offered to them.
pub const READERS: &[Reader] = &[
    Reader {
        name: "mtdsg-xml",
        about: "UN Treaty Collection, status of one multilateral treaty (XML)",
        recognises: mtdsg_xml::recognises,
        read: mtdsg_xml::read,
    },
    Reader {
        name: "mtdsg-csv",
        about: "the same as a wide table, one row per participant (CSV)",
        recognises: mtdsg_csv::recognises,
        read: mtdsg_csv::read,
    },
];

impl Reader {
    /// The reader of this name.
    #[must_use]
    pub fn called(name: &str) -> Option<&'static Self> {
        READERS.iter().find(|reader| reader.name == name)
    }

    /// The reader for a file, by what is in it; none where no reader knows it.
    #[must_use]
    pub fn of(input: &Input) -> Option<&'static Self> {
        READERS.iter().find(|reader| (reader.recognises)(input))
    }

    /// Reads a file.
    pub fn read(&self, input: &Input) -> Read {
        text::is_no_page(input)?;
        let mut reading = (self.read)(input)?;
        reading.reader = self.name.to_owned();
        Ok(reading)
    }
}
