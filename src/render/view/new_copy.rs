//! A file that was made from another one.

use super::Columns;
use crate::render::{Report, Sheet, Table};
use crate::report::{Field, Kind, NewCopy, columns as shared};

/// One row: the file.
pub(super) fn columns() -> Columns<NewCopy, ()> {
    Columns::<NewCopy, ()>::new()
        .field(shared::FILE, |it, ()| (&it.file).into())
        .text("made_from", "name of the file that it was made from", |it, ()| (&it.made_from).into())
        .field(shared::ENTRIES, |it, ()| it.entries.into())
        .field(Field::new("bytes", Kind::Large, "how many bytes it has"), |it, ()| it.bytes.into())
        .field(shared::HEAD_SEQ, |it, ()| it.head.seq.into())
        .field(shared::HEAD_HASH, |it, ()| (&it.head.hash).into())
}

impl Report for NewCopy {
    fn sheet(&self) -> Sheet {
        Sheet {
            title: format!("Made {} from {}", self.file, self.made_from),
            sections: Vec::new(),
            notes: vec![
                format!("{} entries, {} bytes.", self.entries, self.bytes),
                format!("Head: {}", self.head),
            ],
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, [()])
    }
}
