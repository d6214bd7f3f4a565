//! What can go wrong, in words for the reader, and the exit code that goes with it.

use std::path::PathBuf;

/// The documented exit codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Exit {
    /// Done, or yes.
    Done = 0,
    /// No, or there are findings.
    No = 1,
    /// A word that cannot be parsed, or a name that is unknown or ambiguous.
    Usage = 2,
    /// Understood, but not allowed.
    Refused = 3,
    /// The database, or a file named on the command line, cannot be used.
    Database = 4,
    /// The record is broken: its chain does not hold.
    Broken = 5,
}

/// An error: what, where, why, and what to do next.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A word on the command line or in a file cannot be parsed.
    #[error("{0}")]
    Usage(String),

    /// A name that nothing has, with the nearest that something has.
    #[error("no {what} is called '{name}'{}", nearest_or_list(what, .candidates))]
    Unknown {
        /// treaty, participant, group …
        what: &'static str,
        /// The name as given.
        name: String,
        /// The nearest names.
        candidates: Vec<String>,
    },

    /// A name that more than one thing has.
    #[error("'{name}' can be more than one {what}: {}; use the code", .candidates.join(", "))]
    Ambiguous {
        /// treaty, participant, group …
        what: &'static str,
        /// The name as given.
        name: String,
        /// What it can be.
        candidates: Vec<String>,
    },

    /// An act that the law or the record does not allow.
    #[error("{0}")]
    Refused(String),

    /// Asked about a moment before anything was recorded.
    #[error("{0}")]
    NothingYet(String),

    /// The database file cannot be used.
    #[error("{path}: {why}", path = .path.display())]
    Database {
        /// The file.
        path: PathBuf,
        /// What is wrong, and what to do.
        why: String,
    },

    /// Another process recorded something between reading and writing: what was found to be in order need no longer be.
    #[error("{path}: another program recorded something in it meanwhile; try again", path = .path.display())]
    Overtaken {
        /// The file.
        path: PathBuf,
    },

    /// The user asked to stop.
    #[error("stopped, as asked; nothing was changed")]
    Interrupted,

    /// The store failed while the file was in use.
    #[error("the database {}", .0.advice)]
    Store(Failure),

    /// The chain of the log does not hold.
    #[error("the record is broken at @{seq}: {why}; restore the file from a copy made before")]
    Broken {
        /// The first bad entry.
        seq: i64,
        /// What does not hold.
        why: String,
    },

    /// Output cannot be written.
    #[error("cannot write {to}: {why}")]
    Output {
        /// Where to.
        to: String,
        /// The system's reason.
        why: String,
    },
}

/// A failure of the store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// Of what sort it is, as far as anybody acts on it.
    pub kind: FailureKind,
    /// What it says of the database, and what to do: `is locked by another program; try again …`.
    pub advice: String,
    /// The store's own words.
    pub detail: String,
}

/// The failures of the store that are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// There is no log in the file.
    NoLog,
    /// It was asked to stop.
    Interrupted,
    /// The file or its folder cannot be opened.
    CannotOpen,
    /// What is there cannot be read from the disk.
    CannotRead,
    /// The disk takes no more.
    CannotWrite,
    /// A value is not of the kind, of the length or among those that are expected.
    UnfitValue,
    /// Any other.
    Other,
}

impl Error {
    /// A word that cannot be parsed, or options that do not go together.
    pub fn usage(why: impl Into<String>) -> Self {
        Self::Usage(why.into())
    }

    /// The same error, which names the database file it is about.
    #[must_use]
    pub fn at(self, path: &std::path::Path) -> Self {
        match self {
            Self::Store(failure) => match failure.kind {
                FailureKind::NoLog => Self::Broken { seq: 1, why: "the log is missing".to_owned() },
                FailureKind::Interrupted => Self::Interrupted,
                _ => Self::Database { path: path.to_owned(), why: format!("it {}", failure.advice) },
            },
            other => other,
        }
    }

    /// The exit code of this error.
    #[must_use]
    pub fn exit(&self) -> Exit {
        match self {
            Self::Usage(_) | Self::Unknown { .. } | Self::Ambiguous { .. } => Exit::Usage,
            Self::NothingYet(_) => Exit::No,
            Self::Refused(_) => Exit::Refused,
            Self::Database { .. }
            | Self::Overtaken { .. }
            | Self::Interrupted
            | Self::Store(_)
            | Self::Output { .. } => Exit::Database,
            Self::Broken { .. } => Exit::Broken,
        }
    }
}

/// The nearest names, where there are any, for the end of a message.
#[must_use]
pub fn nearest(candidates: &[String]) -> String {
    if candidates.is_empty() { String::new() } else { format!("; nearest: {}", candidates.join(", ")) }
}

/// The nearest names; where none is near, the command that lists them.
fn nearest_or_list(what: &str, candidates: &[String]) -> String {
    let command = match what {
        "treaty" => "treaties",
        "participant" => "participants",
        "group" => "groups",
        "table of weights" => "weights",
        _ => return nearest(candidates),
    };
    if candidates.is_empty() { format!("; accede {command} lists them") } else { nearest(candidates) }
}

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;
