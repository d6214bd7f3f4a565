//! A file that was just made.

use super::{Columns, Marks};
use crate::recording::new_file::{NewFile, RegisterSize};
use crate::render::{Report, Sheet, Table};
use crate::report::columns as shared;

/// One row per register.
pub(super) fn columns() -> Columns<NewFile, RegisterSize> {
    Columns::<NewFile, RegisterSize>::new()
        .field(shared::FILE, |it, _| (&it.file).into())
        .flag("bare", "whether it has no treaties", |it, _| it.bare.into())
        .field(shared::REGISTER, |_, size| size.register.into())
        .headed("Register")
        .field(shared::ENTRIES, |_, size| size.entries.into())
        .headed("Entries")
        .field(shared::HEAD_SEQ, |it, _| it.head.seq.into())
        .field(shared::HEAD_HASH, |it, _| (&it.head.hash).into())
}

impl Report for NewFile {
    fn sheet(&self) -> Sheet {
        let of = if self.bare { "without treaties" } else { "from the seed" };
        let next = if self.bare {
            "There are no treaties in it yet: accede import --seed --write brings those of the seed."
        } else {
            ""
        };
        Sheet {
            title: format!("Made {} {of}", self.file),
            sections: vec![columns().section(self, &self.registers, &mut Marks::default())],
            notes: vec![next.to_owned(), format!("Head: {}", self.head)],
        }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.registers)
    }
}
