//! The files of one import as they were read. What they say of treaties can be too much for memory; then it waits on the disk.

use std::borrow::Cow;

use crate::error::Result;
use crate::files::{Scratch, Spot};
use crate::model::draft::{DraftTreaty, Edition, FileRead};

/// How many acts and statements are in memory until the files are compared.
const MOST_KEPT: usize = 100_000;

/// The files of one import, in their order.
#[derive(Debug)]
pub struct Files {
    /// Each without its treaties.
    pub(super) read: Vec<FileRead>,
    /// What they say of treaties, one file after the other.
    pub(super) told: Vec<Told>,
    /// The treaty that alone is taken from them, where one was named.
    pub only: Option<String>,
    room: usize,
    scratch: Scratch,
}

/// What one file says of one treaty.
#[derive(Debug)]
pub(super) struct Told {
    /// The file.
    pub file: usize,
    /// How many acts and statements.
    pub acts: usize,
    /// Its number, where the file gives one.
    pub code: Option<String>,
    /// What the file calls it.
    pub named: String,
    /// Its title, where the file gives one.
    pub title: Option<String>,
    /// The treaty that alone is taken from this file, where one was named when it was fetched first.
    pub only: Option<String>,
    draft: Kept,
}

#[derive(Debug)]
enum Kept {
    Here(Box<DraftTreaty>),
    There(Spot),
}

impl Default for Files {
    fn default() -> Self {
        Self::keeping(MOST_KEPT)
    }
}

impl Files {
    /// None yet; this many acts and statements at most are to be in memory.
    #[must_use]
    pub fn keeping(room: usize) -> Self {
        Self { read: Vec::new(), told: Vec::new(), only: None, room, scratch: Scratch::default() }
    }

    /// Adds a file.
    pub fn add(&mut self, mut read: FileRead) -> Result<()> {
        let file = self.read.len();
        let only = read.origin.as_ref().and_then(|origin| origin.treaty.clone());
        for draft in std::mem::take(&mut read.reading.treaties) {
            let (acts, code, named) = (draft.acts.len(), draft.code.clone(), draft.named.clone());
            let title = draft.title.clone();
            let draft = match self.room.checked_sub(acts) {
                Some(left) => {
                    self.room = left;
                    Kept::Here(Box::new(draft))
                }
                None => Kept::There(self.scratch.put(&draft)?),
            };
            self.told.push(Told { file, acts, code, named, title, only: only.clone(), draft });
        }
        self.read.push(read);
        Ok(())
    }

    /// What each file is a copy of.
    pub fn editions(&mut self) -> impl Iterator<Item = &mut Edition> {
        self.read.iter_mut().map(|file| &mut file.reading.edition)
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.read.is_empty()
    }

    /// How many treaties they tell of, one that several tell of several times.
    #[must_use]
    pub fn treaties(&self) -> usize {
        self.told.len()
    }

    /// What is told at a place.
    pub(super) fn draft(&self, told: usize) -> Result<Cow<'_, DraftTreaty>> {
        match &self.told[told].draft {
            Kept::Here(draft) => Ok(Cow::Borrowed(draft)),
            Kept::There(spot) => self.scratch.get(*spot).map(Cow::Owned),
        }
    }
}
