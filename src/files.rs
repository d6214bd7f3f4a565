//! L0: files on the disk. `identity` tells which one a path leads to; a new one appears whole or not at all by `making`,
//! which clears the `leavings` of makers that were killed; `reach` says who may read it. What is
//! too much for memory waits in a `spool`.

mod identity;
mod leavings;
mod making;
mod reach;
mod spool;

pub use identity::{BESIDE, Identity, Own, are_one, beside, with_end};
pub use leavings::clear_beside;
pub use making::Making;
pub use reach::Reach;
pub use spool::{Scratch, Spool, Spot};
