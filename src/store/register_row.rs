//! The row that shows an entry in the table of its register, as its declaration has it.

use std::sync::OnceLock;

use rusqlite::{Connection, params, params_from_iter};

use super::rows::write;
use crate::error::Result;
use crate::model::{Body, Declaration, Keeps, Noun, Register, Sources, Value};

/// The row of one entry, before it is written.
pub(super) struct Row<'a> {
    register: &'static Declaration,
    columns: Vec<(&'static str, Value<'a>)>,
}

impl<'a> Row<'a> {
    /// What an entry says, column by column.
    pub(super) fn of(said: &'a dyn Register) -> Self {
        let register = said.declaration();
        let fields = register.fields.iter().zip(said.values());
        let columns = fields.filter_map(|(field, value)| Some((field.column?, value))).collect();
        Self { register, columns }
    }

    /// A column that is made of what the entry says, or says otherwise.
    pub(super) fn set(&mut self, column: &'static str, value: impl Into<Value<'a>>) {
        let value = value.into();
        match self.columns.iter_mut().find(|(known, _)| *known == column) {
            Some((_, known)) => *known = value,
            None => self.columns.push((column, value)),
        }
    }

    /// Writes it as the row of the entry `seq`; nothing where the register has no table.
    pub(super) fn insert(&self, connection: &Connection, seq: i64) -> Result<()> {
        static INSERTIONS: [OnceLock<String>; Body::REGISTERS.len()] =
            [const { OnceLock::new() }; Body::REGISTERS.len()];
        let Some(table) = self.register.table else {
            return Ok(());
        };
        let place = Body::REGISTERS.iter().position(|register| register.word == self.register.word);
        let sql = INSERTIONS[place.expect("a register is in the list")].get_or_init(|| self.insertion(table));
        let entry = [Value::Number(seq)];
        let values = entry.iter().chain(self.columns.iter().map(|(_, value)| value));
        write(connection, sql, params_from_iter(values)).map(drop)
    }

    /// Its columns, but for the numbers of entries.
    pub(super) fn columns(&self) -> &[(&'static str, Value<'a>)] {
        &self.columns
    }

    /// The treaty that it is about.
    pub(super) fn treaty(&self) -> Option<String> {
        self.text(self.register.about(Noun::Treaty)?.column?).map(str::to_owned)
    }

    /// The entry that gave the same code before ends with this one, which others refer to by it.
    pub(super) fn end_same_code(&self, connection: &Connection, seq: i64) -> Result<()> {
        let gives = self.register.gives().and_then(|field| field.column);
        let (Some(table), Some(code)) = (self.register.table, gives.and_then(|column| self.text(column)))
        else {
            return Ok(());
        };
        let sql = format!(
            "INSERT OR IGNORE INTO ended (seq, by_seq) SELECT recorded_seq, ?2 FROM {table} WHERE code = ?1 AND superseded_seq IS NULL"
        );
        write(connection, &sql, params![code, seq]).map(drop)
    }

    fn text(&self, column: &str) -> Option<&str> {
        match self.columns.iter().find(|(known, _)| *known == column)? {
            (_, Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// The statement that writes it, whose first parameter is the entry. A register gives its rows the same columns in
    /// the same order each time.
    fn insertion(&self, table: &str) -> String {
        let verb = match self.register.keeps {
            Keeps::EveryVersion => "INSERT",
            Keeps::Newest | Keeps::Present => "INSERT OR REPLACE",
        };
        let entry: &[&str] = if self.register.has_id { &["recorded_seq", "id"] } else { &["recorded_seq"] };
        let columns: Vec<&str> =
            entry.iter().copied().chain(self.columns.iter().map(|(column, _)| *column)).collect();
        let own = (2..).take(self.columns.len());
        let values: Vec<String> =
            entry.iter().map(|_| 1).chain(own).map(|place| format!("?{place}")).collect();
        let (columns, values) = (columns.join("\", \""), values.join(", "));
        format!("{verb} INTO {table} (\"{columns}\") VALUES ({values})")
    }
}

/// Writes what an entry cites.
pub(super) fn cite(connection: &Connection, seq: i64, sources: &Sources) -> Result<()> {
    let sql = "INSERT INTO cited (seq, position, source) VALUES (?1, ?2, ?3)";
    for (position, source) in (1_i64..).zip(&sources.0) {
        write(connection, sql, params![seq, position, source])?;
    }
    Ok(())
}
