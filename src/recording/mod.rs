//! L3: what is recorded. One file per thing recorded: a request with names as people write them goes in, the record and
//! the law judge it, and a receipt or a plan comes out. Nothing else writes to the log.
//!
//! `register` is the course of everything that goes into a register; an act, whose receipt tells more, is in `act`; files,
//! the seed and a batch taken back are recorded as one batch, and each has a plan of its own.

pub mod act;
pub mod batch;
pub mod claim;
pub mod correction;
mod doubts;
mod fact_key;
mod findings;
pub mod group;
pub mod import;
pub mod membership;
pub mod name;
pub mod new_file;
pub mod participant;
pub mod precedence;
pub mod predecessor;
mod receipt;
mod register;
pub mod retraction;
pub mod seed;
pub mod statement;
mod statement_law;
pub mod treaty;
mod treaty_check;
pub mod treaty_reach;
pub mod weight;
mod written;

pub use receipt::{LawChange, NewEntry, Registration};
pub use register::{Options, Planned, Request, record};

use crate::error::{Error, Result};

fn usage<T>(why: impl Into<String>) -> Result<T> {
    Err(Error::Usage(why.into()))
}

fn refused<T>(why: impl Into<String>) -> Result<T> {
    Err(Error::Refused(why.into()))
}
