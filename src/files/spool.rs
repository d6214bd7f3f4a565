//! What is too much for memory waits in a temporary file that has no name and is gone with the process.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// Values that wait on the disk. The file is made when it is first needed.
#[derive(Debug, Default)]
pub struct Scratch {
    file: Option<File>,
    end: u64,
}

/// Where a value waits.
#[derive(Debug, Clone, Copy)]
pub struct Spot {
    at: u64,
    bytes: usize,
}

impl Scratch {
    /// Puts a value there.
    pub fn put(&mut self, value: &impl Serialize) -> Result<Spot> {
        let bytes = serde_json::to_vec(value).map_err(failed)?;
        let file = match &mut self.file {
            Some(file) => file,
            none => none.insert(tempfile::tempfile().map_err(failed)?),
        };
        file.seek(SeekFrom::Start(self.end)).and_then(|_| file.write_all(&bytes)).map_err(failed)?;
        let spot = Spot { at: self.end, bytes: bytes.len() };
        self.end += bytes.len() as u64;
        Ok(spot)
    }

    /// The value at a spot.
    pub fn get<T: DeserializeOwned>(&self, spot: Spot) -> Result<T> {
        let mut bytes = vec![0; spot.bytes];
        let read = |mut file: &File| {
            file.seek(SeekFrom::Start(spot.at))?;
            file.read_exact(&mut bytes)
        };
        self.file.as_ref().map_or(Ok(()), read).map_err(failed)?;
        serde_json::from_slice(&bytes).map_err(failed)
    }
}

fn failed(why: impl std::fmt::Display) -> Error {
    let to = format!("a temporary file in {}", std::env::temp_dir().display());
    Error::Output { to, why: format!("{why}; TMPDIR can name another folder") }
}

/// A list in order: the first `MOST` values are in memory, and as many of the newest; what lies between waits on the disk.
#[derive(Debug)]
pub struct Spool<T, const MOST: usize> {
    first: Vec<T>,
    between: Vec<Spot>,
    newest: Vec<T>,
    scratch: Scratch,
}

impl<T, const MOST: usize> Default for Spool<T, MOST> {
    fn default() -> Self {
        let (first, between, newest) = (Vec::new(), Vec::new(), Vec::new());
        Self { first, between, newest, scratch: Scratch::default() }
    }
}

impl<T, const MOST: usize> Spool<T, MOST> {
    /// How many values there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.first.len() + self.between.len() * MOST + self.newest.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// The first values, up to `MOST`.
    #[must_use]
    pub fn first(&self) -> &[T] {
        &self.first
    }
}

impl<T: Serialize + DeserializeOwned + Clone, const MOST: usize> Spool<T, MOST> {
    /// Adds a value; returns its place in the list.
    pub fn push(&mut self, value: T) -> Result<usize> {
        if self.first.len() < MOST {
            self.first.push(value);
        } else {
            if self.newest.len() == MOST {
                self.between.push(self.scratch.put(&self.newest)?);
                self.newest.clear();
            }
            self.newest.push(value);
        }
        Ok(self.len() - 1)
    }

    /// Each value, in order.
    pub fn each(&self) -> impl Iterator<Item = Result<T>> {
        let between = self.between.iter().flat_map(|spot| match self.scratch.get::<Vec<T>>(*spot) {
            Ok(values) => values.into_iter().map(Ok).collect(),
            Err(why) => vec![Err(why)],
        });
        self.first.iter().cloned().map(Ok).chain(between).chain(self.newest.iter().cloned().map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_gives_back_what_it_got_in_order_wherever_it_waits() {
        for count in [0, 1, 4, 5, 8, 9, 16, 17] {
            let mut spool: Spool<String, 4> = Spool::default();
            let words: Vec<String> = (0..count).map(|number| format!("\u{e9} {number}\n")).collect();
            for (place, word) in words.iter().enumerate() {
                assert_eq!(spool.push(word.clone()).unwrap(), place);
            }
            assert_eq!((spool.len(), spool.is_empty()), (count, count == 0));
            assert_eq!(spool.between.len(), count.saturating_sub(5) / 4, "what is on the disk");
            assert_eq!(spool.first(), &words[..count.min(4)]);
            for _ in 0..2 {
                assert_eq!(spool.each().collect::<Result<Vec<_>>>().unwrap(), words);
            }
        }
    }

    #[test]
    fn values_are_found_in_any_order() {
        let mut scratch = Scratch::default();
        let spots: Vec<Spot> = (0..5).map(|number| scratch.put(&vec![number; number]).unwrap()).collect();
        for number in [3, 0, 4, 1, 2] {
            assert_eq!(scratch.get::<Vec<usize>>(spots[number]).unwrap(), vec![number; number]);
        }
    }
}
