//! What `SQLite` says when it fails, in words for the reader.

use rusqlite::ErrorCode as Code;
use rusqlite::ffi::{SQLITE_IOERR_READ, SQLITE_IOERR_SHORT_READ, SQLITE_READONLY_DBMOVED};

use crate::error::{Error, Failure, FailureKind};

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(Failure { kind: kind(&error), advice: advice(&error), detail: error.to_string() })
    }
}

fn kind(error: &rusqlite::Error) -> FailureKind {
    if error.to_string().contains("no such table: log") {
        return FailureKind::NoLog;
    }
    match error.sqlite_error_code() {
        None | Some(Code::ConstraintViolation | Code::TypeMismatch | Code::TooBig) => FailureKind::UnfitValue,
        Some(Code::OperationInterrupted) => FailureKind::Interrupted,
        Some(Code::CannotOpen) => FailureKind::CannotOpen,
        Some(Code::DiskFull) => FailureKind::CannotWrite,
        Some(Code::SystemIoFailure) => {
            let extended = error.sqlite_error().map(|error| error.extended_code);
            let reads =
                extended.is_some_and(|code| [SQLITE_IOERR_READ, SQLITE_IOERR_SHORT_READ].contains(&code));
            if reads { FailureKind::CannotRead } else { FailureKind::CannotWrite }
        }
        Some(_) => FailureKind::Other,
    }
}

/// What `SQLite` said, and what to do about it.
fn advice(error: &rusqlite::Error) -> String {
    let Some(code) = error.sqlite_error_code() else {
        return format!("holds what this program does not expect ({error}); try accede rebuild");
    };
    if error.sqlite_error().is_some_and(|error| error.extended_code == SQLITE_READONLY_DBMOVED) {
        return "was moved or replaced while it was open; nothing was changed: name it where it is now"
            .to_owned();
    }
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
