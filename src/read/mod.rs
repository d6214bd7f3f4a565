//! L2: bytes to facts that can be recorded. Nothing here touches the store.

pub mod seed;
pub mod treaty_file;
