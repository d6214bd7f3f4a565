//! A question in SQL that somebody else wrote: it may only read, and within bounds of time, memory and size.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use rusqlite::config::DbConfig;
use rusqlite::hooks::{AuthContext, Authorization};
use rusqlite::limits::Limit;
use rusqlite::types::ValueRef;
use rusqlite::{ErrorCode, Statement};
use serde::{Serialize, Serializer};

use super::file::Store;
use super::in_time::over;
use super::permits::{forbidden, only_reads};
use super::{open, schema};
use crate::error::{Error, Result};
use crate::model::Date;

/// The longest statement, in bytes.
pub const LONGEST_STATEMENT: usize = 50_000;

/// The longest value that a statement may read or make, in bytes. Functions that look for one text in another take the
/// product of both lengths, and cannot be stopped before they are done.
const LONGEST_VALUE: i32 = 256 * 1024;

/// The memory that `SQLite` may take for a statement, in bytes.
const MEMORY: u32 = 256 * 1024 * 1024;

/// The size of all values of an answer, in bytes.
const LARGEST_ANSWER: usize = 16 * 1024 * 1024;

/// After how many steps of `SQLite`'s machine the time is looked at.
const STEPS: i32 = 1_000;

/// What a statement is given, and what it may cost.
#[derive(Debug)]
pub struct Question<'a> {
    /// The statement.
    pub statement: &'a str,
    /// The values of its parameters: the name without its first character, and the value.
    pub values: &'a [(String, String)],
    /// The day that `:as_of` means, and for which the views answer that say today.
    pub as_of: Date,
    /// How many rows at most.
    pub rows: usize,
    /// How long it may take.
    pub time: Duration,
    /// Set once the user asks to stop.
    pub stop: Arc<AtomicBool>,
}

/// What a statement gave.
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    /// The names of its columns, as `SQLite` gives them.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Value>>,
    /// Why there are no more rows, where there were more.
    pub cut: Option<Cut>,
}

/// Why an answer is not whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Cut {
    /// As many rows as were asked for at most.
    Rows,
    /// Its values together are too large.
    Size,
}

/// A value as `SQLite` has it.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// No value.
    Null,
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Real(f64),
    /// Text.
    Text(String),
    /// Bytes.
    Blob(Vec<u8>),
}

impl Value {
    /// Whether it is a number.
    #[must_use]
    pub fn is_number(&self) -> bool {
        matches!(self, Self::Integer(_) | Self::Real(_))
    }

    fn of(value: ValueRef) -> Self {
        match value {
            ValueRef::Null => Self::Null,
            ValueRef::Integer(number) => Self::Integer(number),
            ValueRef::Real(number) => Self::Real(number),
            ValueRef::Text(text) => Self::Text(String::from_utf8_lossy(text).into_owned()),
            ValueRef::Blob(bytes) => Self::Blob(bytes.to_vec()),
        }
    }

    /// About how many bytes it takes.
    fn size(&self) -> usize {
        size_of::<Self>()
            + match self {
                Self::Text(text) => text.len(),
                Self::Blob(bytes) => bytes.len(),
                _ => 0,
            }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => Ok(()),
            Self::Integer(number) => number.fmt(f),
            // As JSON has it: with a point, or an exponent.
            Self::Real(number) => fmt::Debug::fmt(number, f),
            Self::Text(text) => f.write_str(text),
            Self::Blob(bytes) => {
                f.write_str("X'")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02X}"))?;
                f.write_str("'")
            }
        }
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Real(number) if number.is_finite() => serializer.serialize_f64(*number),
            Self::Text(text) => serializer.serialize_str(text),
            other => serializer.collect_str(other),
        }
    }
}

impl Store {
    /// Answers a statement that only reads. After it this store takes no other question.
    ///
    /// The time and the flag are looked at between the steps of `SQLite`'s machine, one of which can be long:
    /// [`in_time`](super::in_time()) does not wait for it.
    pub fn ask(&mut self, question: &Question) -> Result<Table> {
        let text = question.statement;
        if text.len() > LONGEST_STATEMENT {
            let why = format!("the statement has {} bytes; {LONGEST_STATEMENT} is the most", text.len());
            return Err(Error::Usage(why));
        }
        if text.contains('\0') {
            return Err(Error::Usage("the statement has a NUL in it; take it out".to_owned()));
        }
        self.take_in_all()?;
        let refused = self.restrict(question)?;
        let asked = self.connection.prepare(text).and_then(|mut statement| {
            // What is not stopped by name is stopped because it is no question: VACUUM.
            if !statement.readonly() {
                return Ok(Err(only_reads("the statement would write")));
            }
            if let Err(why) = bind(&mut statement, question) {
                return Ok(Err(why));
            }
            rows(&mut statement, question.rows).map(Ok)
        });
        // The look at the file is ended as usual.
        self.connection.progress_handler(0, None::<fn() -> bool>)?;
        self.connection.authorizer(Some(open::authorize))?;
        asked.unwrap_or_else(|error| {
            let refused = refused.lock().ok().and_then(|mut refused| refused.take());
            Err(fault(error, refused, question))
        })
    }

    /// From now on only reads are allowed, and only for so long. Returns where the first thing that is refused is noted.
    fn restrict(&mut self, question: &Question) -> Result<Arc<Mutex<Option<Error>>>> {
        let connection = &mut self.connection;
        connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, true)?;
        connection
            .execute_batch(&format!("PRAGMA temp_store = MEMORY; PRAGMA hard_heap_limit = {MEMORY}"))?;
        // The file's own views know no day but the clock's, and no rows but today's.
        for (_, view) in schema::statements(schema::derived_part()) {
            if let Some(rest) = view.strip_prefix("CREATE VIEW ") {
                let rest = rest.replace("date('now')", &format!("'{}'", question.as_of));
                connection.execute_batch(&format!("CREATE TEMP VIEW {rest}"))?;
            }
        }
        let wall = self.known.as_ref().map(|known| known.wall.clone());
        if let Some(wall) = &wall {
            wall.before_all(connection, question.statement)?;
        }
        connection.execute_batch("PRAGMA query_only = ON")?;
        connection.set_limit(Limit::SQLITE_LIMIT_LENGTH, LONGEST_VALUE)?;
        let (stop, end) = (Arc::clone(&question.stop), Instant::now() + question.time);
        let is_over = move || stop.load(Ordering::Relaxed) || Instant::now() >= end;
        connection.progress_handler(STEPS, Some(is_over))?;
        let first = Arc::new(Mutex::new(None));
        let note = Arc::clone(&first);
        connection.authorizer(Some(move |context: AuthContext<'_>| {
            match forbidden(&context, wall.as_ref()) {
                None => Authorization::Allow,
                Some(why) => {
                    if let Ok(mut first) = note.lock() {
                        first.get_or_insert(why);
                    }
                    Authorization::Deny
                }
            }
        }))?;
        Ok(first)
    }
}

fn bind(statement: &mut Statement, question: &Question) -> Result<()> {
    let mut unused: Vec<&String> = question.values.iter().map(|pair| &pair.0).collect();
    for place in 1..=statement.parameter_count() {
        let name = statement.parameter_name(place).filter(|name| !name.starts_with('?'));
        let Some(name) = name.map(|name| name[1..].to_owned()) else {
            return Err(Error::Usage(
                "a parameter has no name; write :name, and give it with --param".to_owned(),
            ));
        };
        unused.retain(|given| **given != name);
        let given = question.values.iter().find(|pair| pair.0 == name);
        match given {
            Some((_, value)) => statement.raw_bind_parameter(place, value)?,
            None if name == "as_of" => statement.raw_bind_parameter(place, question.as_of.to_string())?,
            None => {
                return Err(Error::Usage(format!(
                    "the parameter :{name} has no value; give it with --param {name}=…"
                )));
            }
        }
    }
    match unused.first() {
        None => Ok(()),
        Some(name) => Err(Error::Usage(format!("--param {name}: the statement has no parameter :{name}"))),
    }
}

fn rows(statement: &mut Statement, most: usize) -> rusqlite::Result<Table> {
    let columns: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut table = Table { rows: Vec::new(), cut: None, columns };
    let mut size = 0;
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let values = (0..table.columns.len()).map(|place| row.get_ref(place).map(Value::of));
        let values: Vec<Value> = values.collect::<rusqlite::Result<_>>()?;
        size += values.iter().map(Value::size).sum::<usize>();
        if table.rows.len() == most {
            table.cut = Some(Cut::Rows);
            break;
        }
        if size > LARGEST_ANSWER {
            table.cut = Some(Cut::Size);
            break;
        }
        table.rows.push(values);
    }
    Ok(table)
}

/// What is wrong with a statement, in `SQLite`'s words where it has some.
fn fault(error: rusqlite::Error, refused: Option<Error>, question: &Question) -> Error {
    let too_much = |what: String| Error::Refused(format!("{what}; ask for less"));
    match (&error, code(&error)) {
        (rusqlite::Error::MultipleStatement, _) => {
            Error::Usage("there is more than one statement; ask one at a time".to_owned())
        }
        (rusqlite::Error::Empty, _) => Error::Usage("the statement is empty; write a SELECT".to_owned()),
        (_, Some(ErrorCode::OperationInterrupted)) => {
            if question.stop.load(Ordering::Relaxed) {
                return Error::Interrupted;
            }
            over(question.time)
        }
        (_, Some(ErrorCode::OutOfMemory)) => {
            too_much(format!("the statement needs more than {} MiB of memory", MEMORY >> 20))
        }
        (_, Some(ErrorCode::TooBig)) => {
            too_much(format!("a value in it would be longer than {} KiB", LONGEST_VALUE >> 10))
        }
        (_, Some(ErrorCode::AuthorizationForStatementDenied)) => {
            refused.unwrap_or_else(|| only_reads("the statement is not allowed"))
        }
        (_, Some(ErrorCode::ReadOnly)) => only_reads("the statement would write"),
        (_, Some(ErrorCode::Unknown | ErrorCode::TypeMismatch | ErrorCode::ConstraintViolation)) => refused
            .unwrap_or_else(|| {
                Error::Usage(format!("the statement cannot be answered: {}", in_words(&error)))
            }),
        _ => error.into(),
    }
}

fn code(error: &rusqlite::Error) -> Option<ErrorCode> {
    match error {
        rusqlite::Error::SqlInputError { error, .. } => Some(error.code),
        other => other.sqlite_error_code(),
    }
}

/// `SQLite`'s own text.
fn in_words(error: &rusqlite::Error) -> String {
    match error {
        rusqlite::Error::SqliteFailure(_, Some(text)) => text.clone(),
        rusqlite::Error::SqlInputError { msg, .. } => msg.clone(),
        other => other.to_string(),
    }
}
