//! What reads a file: a reader, or a column map, each by its name.

use crate::model::draft::Reading;
use crate::read::{self, Input, Reader, Unreadable};

/// What reads a file.
pub(super) enum Chosen<'a> {
    Reader(&'a Reader),
    Map(&'a read::ColumnMap),
}

impl Chosen<'_> {
    /// The reader or shipped map of this name.
    pub(super) fn called(name: &str) -> Option<Self> {
        let map = || read::ColumnMap::called(name).map(Self::Map);
        Reader::called(name).map(Self::Reader).or_else(map)
    }

    /// What the file says.
    pub(super) fn read(&self, input: &Input) -> std::result::Result<Reading, Unreadable> {
        match self {
            Self::Reader(reader) => reader.read(input),
            Self::Map(map) => map.read_file(input),
        }
    }
}
