//! The status of treaties on any day: who signed, who ratified, who is bound, since when, and why.
//!
//! The floors, each importing only those below it (`tests/walls.rs` holds them to it):
//!
//! ```text
//! cli        L5  one file per command             imports: everything
//! render     L4  a value -> bytes                 imports: model, report, recording
//! recording  L3  judge, plan, write               imports: model, law, names, read, store
//! report     L3  a question -> a plain value      imports: model, law, names, store
//! read       L2  bytes -> facts to record         imports: model, names
//! store      L2  the only SQL                     imports: files, model, law, names
//! law        L1  what follows from acts; pure     imports: model
//! names      L1  fold and match names; pure       imports: model
//! model      L0  what a thing is                  imports: error
//! files      L0  files on the disk                 imports: error
//! fetch      L0  files of other machines           imports: nothing
//! error      L0  what can go wrong, and exit codes
//! ```

pub mod cli;
pub mod error;
pub mod fetch;
pub mod files;
pub mod law;
pub mod model;
pub mod names;
pub mod read;
pub mod recording;
pub mod render;
pub mod report;
pub mod store;
