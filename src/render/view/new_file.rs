//! A file that was just made.

use crate::recording::new_file::NewFile;
use crate::render::{Cell, Column, Records, Report, Section, Sheet};

impl Report for NewFile {
    fn sheet(&self) -> Sheet {
        let mut columns = Column::texts(&["Register"]);
        columns.push(Column::figures("Entries"));
        let rows = self
            .registers
            .iter()
            .map(|size| vec![Cell::from(size.register), size.entries.to_string().into()])
            .collect();
        let of = if self.bare { "without treaties" } else { "from the seed" };
        let next = if self.bare {
            "There are no treaties in it yet: accede import --seed --write brings those of the seed."
        } else {
            ""
        };
        Sheet {
            title: format!("Made {} {of}", self.file),
            sections: vec![Section { title: None, columns, rows }],
            notes: vec![next.to_owned(), format!("Head: @{} {}", self.head.seq, self.head.hash)],
        }
    }

    fn records(&self) -> Records {
        let header = vec!["file", "bare", "register", "entries", "head_seq", "head_hash"];
        let rows = self.registers.iter().map(|size| {
            vec![
                self.file.clone(),
                self.bare.to_string(),
                size.register.to_owned(),
                size.entries.to_string(),
                self.head.seq.to_string(),
                self.head.hash.clone(),
            ]
        });
        Records::of(header, rows.collect())
    }
}
