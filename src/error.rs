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
    #[error("no {what} is called '{name}'{}", nearest(.candidates))]
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

    /// `SQLite` said no while the file was in use.
    #[error("the database {}", advice(.0))]
    Sqlite(#[from] rusqlite::Error),

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

impl Error {
    /// The same error, which names the database file it is about.
    #[must_use]
    pub fn at(self, path: &std::path::Path) -> Self {
        match self {
            Self::Sqlite(why) if is_missing_log(&why) => {
                Self::Broken { seq: 1, why: "the log is missing".to_owned() }
            }
            Self::Sqlite(why)
                if why.sqlite_error_code() == Some(rusqlite::ErrorCode::OperationInterrupted) =>
            {
                Self::Interrupted
            }
            Self::Sqlite(why) => {
                Self::Database { path: path.to_owned(), why: format!("it {}", advice(&why)) }
            }
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
            | Self::Sqlite(_)
            | Self::Output { .. } => Exit::Database,
            Self::Broken { .. } => Exit::Broken,
        }
    }
}

fn is_missing_log(error: &rusqlite::Error) -> bool {
    error.to_string().contains("no such table: log")
}

/// What `SQLite` said, and what to do about it.
fn advice(error: &rusqlite::Error) -> String {
    use rusqlite::ErrorCode as Code;
    let Some(code) = error.sqlite_error_code() else {
        return format!("holds what this program does not expect ({error}); try accede rebuild");
    };
    let advice = match code {
        Code::DatabaseBusy | Code::DatabaseLocked => {
            "is locked by another program; try again when that is done, or wait longer with ACCEDE_WAIT=seconds"
        }
        Code::ReadOnly => "is read-only, or its folder is; copy it, or change its permissions",
        Code::DiskFull => "has no room on its disk; nothing was changed: make room and try again",
        Code::SystemIoFailure => {
            "could not be read or written: its disk is full or failing, or a limit on the size of files is reached; nothing was changed: make room and try again"
        }
        Code::DatabaseCorrupt | Code::NotADatabase => "is damaged; restore it from a copy",
        Code::CannotOpen | Code::PermissionDenied => {
            "cannot be opened; look at the permissions of it and its folder"
        }
        Code::Unknown => "has derived tables that are not as they should be; accede rebuild makes them anew",
        _ => return format!("cannot be used: {error}"),
    };
    advice.to_owned()
}

fn nearest(candidates: &[String]) -> String {
    if candidates.is_empty() { String::new() } else { format!("; nearest: {}", candidates.join(", ")) }
}

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Error>;
