//! A file that was made from another one.

use crate::render::{Records, Report, Sheet};
use crate::report::NewCopy;

impl Report for NewCopy {
    fn sheet(&self) -> Sheet {
        Sheet {
            title: format!("Made {} from {}", self.file, self.made_from),
            sections: Vec::new(),
            notes: vec![
                format!("{} entries, {} bytes.", self.entries, self.bytes),
                format!("Head: @{} {}", self.head.seq, self.head.hash),
            ],
        }
    }

    fn records(&self) -> Records {
        let header = vec!["file", "made_from", "entries", "bytes", "head_seq", "head_hash"];
        let row = vec![
            self.file.clone(),
            self.made_from.clone(),
            self.entries.to_string(),
            self.bytes.to_string(),
            self.head.seq.to_string(),
            self.head.hash.clone(),
        ];
        Records::of(header, vec![row])
    }
}
