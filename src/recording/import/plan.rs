//! The plan: what files would change in the record, as it is shown and recorded.

use std::collections::HashMap;

use serde::ser::{Error as _, SerializeSeq};
use serde::{Deserialize, Serialize, Serializer};

use super::entries::Entries;
use super::renames::Rename;
use crate::error::Result;
use crate::files::Spool;
use crate::model::draft::Finding;
use crate::model::{Date, words};
use crate::recording::written::{Written, write_each};
use crate::store::{Head, Recording, Store};

words! {
    /// What becomes of something that a file says.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
    #[serde(rename_all = "kebab-case")]
    Comparison():
    /// It is not in the record.
    New = "new";
    /// The same publisher gave it otherwise: it takes the place of that.
    Changed = "changed";
    /// The publisher shows it as withdrawn now, on a day that is not given.
    Withdrawn = "withdrawn";
    /// Another source gives it otherwise: both stand side by side.
    Contradicting = "contradicting";
    /// The publisher gave it, and no longer does.
    Gone = "gone";
    /// It is recorded like that.
    Same = "same";
}

/// One act or statement on which a file and the record differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    /// What becomes of it.
    pub verdict: Comparison,
    /// The treaty.
    pub treaty: String,
    /// Whose: the code.
    pub participant: String,
    /// The name in the file; of something gone the one recorded.
    pub name: String,
    /// The act, or the kind of statement.
    pub act: String,
    /// Its day; a window with `..`; empty where it is not known.
    pub date: String,
    /// The day of effect that the file gives.
    pub effective_on: Option<Date>,
    /// The file.
    pub file: String,
    /// The place there, line:column; empty for what is gone.
    pub place: String,
    /// The entry of the record concerned: @N.
    pub entry: Option<String>,
    /// Why, in words.
    pub why: String,
    /// What is unusual in it, or what the source could not tell.
    pub flag: Option<String>,
}

/// The lines that bear one flag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Flagged {
    /// What a reader should look at in them.
    pub flag: String,
    /// How many lines.
    pub rows: usize,
    /// The treaty and the participant of each, the first ones where they are very many.
    pub whose: Vec<(String, String)>,
}

/// The lines of a plan: of each sort those of one treaty after the other. They can be too many for memory.
#[derive(Debug, Default)]
pub struct ImportRows {
    of_sort: [Spool<ImportRow, 5_000>; Comparison::ALL.len()],
    flagged: Vec<Flagged>,
    /// The place of each flag among them.
    flags: HashMap<String, usize>,
    /// Lines with flags that are not among them.
    with_other_flags: usize,
}

impl ImportRows {
    /// The most participants of one flag that are kept, and the most flags.
    const MOST_KEPT: usize = 1_000;

    pub(super) fn push(&mut self, row: ImportRow) -> Result<()> {
        if let Some(flag) = &row.flag {
            self.flag(flag, &row);
        }
        self.of_sort[row.verdict as usize].push(row)?;
        Ok(())
    }

    fn flag(&mut self, flag: &str, row: &ImportRow) {
        let place = match self.flags.get(flag) {
            Some(place) => *place,
            None if self.flagged.len() >= Self::MOST_KEPT => {
                self.with_other_flags += 1;
                return;
            }
            None => {
                self.flags.insert(flag.to_owned(), self.flagged.len());
                self.flagged.push(Flagged { flag: flag.to_owned(), rows: 0, whose: Vec::new() });
                self.flagged.len() - 1
            }
        };
        let flagged = &mut self.flagged[place];
        flagged.rows += 1;
        if flagged.whose.len() < Self::MOST_KEPT {
            flagged.whose.push((row.treaty.clone(), row.participant.clone()));
        }
    }

    /// What a reader should look at, each with the lines that it is about.
    #[must_use]
    pub fn flagged(&self) -> &[Flagged] {
        &self.flagged
    }

    /// How many lines bear flags that are not among these, which are very many then.
    #[must_use]
    pub fn with_other_flags(&self) -> usize {
        self.with_other_flags
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.of_sort.iter().map(Spool::len).sum()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many of a sort there are.
    #[must_use]
    pub fn count(&self, verdict: Comparison) -> usize {
        self.of_sort[verdict as usize].len()
    }

    /// The first of a sort, a few thousand at most.
    #[must_use]
    pub fn first(&self, verdict: Comparison) -> &[ImportRow] {
        self.of_sort[verdict as usize].first()
    }

    /// All of them, one sort after the other.
    pub fn each(&self) -> impl Iterator<Item = Result<ImportRow>> {
        self.of_sort.iter().flat_map(Spool::each)
    }
}

impl Serialize for ImportRows {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut all = serializer.serialize_seq(Some(self.len()))?;
        for row in self.each() {
            all.serialize_element(&row.map_err(S::Error::custom)?)?;
        }
        all.end()
    }
}

/// A treaty that a file brings, or changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TreatyLine {
    /// new, changed.
    pub verdict: Comparison,
    /// Its code.
    pub treaty: String,
    /// Its title.
    pub title: String,
    /// The file.
    pub file: String,
    /// What changes.
    pub why: String,
}

/// Something in a file that is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// The file.
    pub file: String,
    /// Where, why, the cell.
    #[serde(flatten)]
    pub finding: Finding,
    /// The treaty, where it is known.
    pub treaty: Option<String>,
}

/// What one file is, and how much is in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FileLine {
    /// Its name.
    pub file: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// The reader, or the map.
    pub reader: String,
    /// Who publishes it.
    pub publisher: String,
    /// The day whose status it gives.
    pub status_as_at: Option<Date>,
    /// The day on which it was copied.
    pub copied_on: Option<Date>,
    /// Treaties in it.
    pub treaties: usize,
    /// Cells or rows that give a day or an act.
    pub dated_cells: usize,
    /// Acts and statements among them.
    pub acts: usize,
    /// What of it is not taken in.
    pub findings: usize,
}

/// How much there is of each sort.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "see Comparison")]
pub struct ImportCounts {
    pub new: usize,
    pub changed: usize,
    pub withdrawn: usize,
    pub contradicting: usize,
    pub gone: usize,
    pub same: usize,
    /// Of these, how many bear a flag.
    pub flagged: usize,
    /// Not taken in.
    pub findings: usize,
    /// Treaties that are not in the record yet.
    pub new_treaties: usize,
}

/// What files would change in the record.
#[derive(Debug, Serialize)]
pub struct ImportPlan {
    /// Whether it was recorded.
    pub written: bool,
    /// Whether what is not taken in was to be left out, and the rest recorded.
    pub partial: bool,
    /// The batch and the last of its entries: @N to @M.
    pub entries: Option<(String, String)>,
    /// The newest entry and its hash; none where nothing was written.
    pub head: Option<Head>,
    /// How much there is of each sort.
    pub counts: ImportCounts,
    /// The files.
    pub files: Vec<FileLine>,
    /// Treaties that they bring or change.
    pub treaties: Vec<TreatyLine>,
    /// Participants that a publisher calls otherwise than before.
    pub renames: Vec<Rename>,
    /// Everything on which the files and the record differ.
    pub rows: ImportRows,
    /// Everything that is not taken in.
    pub findings: Vec<FindingLine>,
    /// What else the reader should know.
    pub remarks: Vec<String>,
    #[serde(skip)]
    pub(super) to_record: Entries,
    /// The newest entry when the files were compared.
    #[serde(skip)]
    pub(super) seen: i64,
}

impl ImportPlan {
    /// How many entries would be recorded, without the batch's own.
    #[must_use]
    pub fn to_record(&self) -> usize {
        self.to_record.len()
    }

    /// Whether it may be recorded: something is new, and all of it is taken in, or what is not is to be left out.
    #[must_use]
    pub fn may_be_recorded(&self) -> bool {
        (self.findings.is_empty() || self.partial) && self.to_record() > 0
    }

    /// Records it as one batch, where it may be.
    pub fn record(&mut self, store: &mut Store, recording: &Recording) -> Result<()> {
        if !self.may_be_recorded() {
            return Ok(());
        }
        let Written { entries, head } =
            write_each(store, self.seen, recording, self.to_record.facts(self.seen))?;
        (self.written, self.entries, self.head) = (true, Some(entries), Some(head));
        Ok(())
    }
}
