//! Where rows go as bytes.

use std::io::Write;

use crate::error::{Error, Result};
use crate::report::Rows;

/// Rows on their way to bytes.
pub trait Writer: Rows {
    /// Writes what is left; without it the output is not whole.
    fn finish(self: Box<Self>) -> Result<()>;
}

/// How much is put together before it is handed on.
pub const PIECE: usize = 1 << 16;

/// Where bytes go.
pub struct Target<'a> {
    pub out: &'a mut (dyn Write + Send),
    pub name: String,
    /// What is not handed on yet.
    pub piece: Vec<u8>,
}

impl Target<'_> {
    /// Hands on what was put together, once it is enough.
    pub fn hand_on_enough(&mut self) -> Result<()> {
        if self.piece.len() >= PIECE { self.hand_on() } else { Ok(()) }
    }

    /// Hands on what was put together.
    pub fn hand_on(&mut self) -> Result<()> {
        let written = self.out.write_all(&self.piece);
        self.piece.clear();
        written.map_err(|why| Error::Output { to: self.name.clone(), why: why.to_string() })
    }
}
