//! The keys of a map: TOML, where every fault is told with its line and no key is passed over.

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::Date;
use crate::names::nearest;
use crate::read::toml_value::kind_of;

/// How many texts a list, and how many acts or words a map may have.
const MOST: usize = 500;

type Value<'a> = Spanned<DeValue<'a>>;

/// The text of a map, and what messages call it.
pub(super) struct Page<'a> {
    name: &'a str,
    text: &'a str,
}

impl<'a> Page<'a> {
    pub(super) fn of(name: &'a str, text: &'a str) -> Self {
        Self { name, text }
    }

    /// The whole of it.
    pub(super) fn parsed(&self) -> Result<Spanned<DeTable<'a>>, String> {
        if self.text.trim().is_empty() {
            return Err(format!("{}: it is empty", self.name));
        }
        DeTable::parse(self.text).map_err(|why| {
            let at = why.span().map_or(self.text.len(), |span| span.start);
            self.fault(self.line(at), &why.message().lines().collect::<Vec<_>>().join("; "))
        })
    }

    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    fn fault(&self, line: usize, why: &str) -> String {
        format!("{}:{line}: {why}", self.name)
    }
}

/// One table of a map: the map itself, its participant, its treaty, an act or a word.
pub(super) struct Keys<'a> {
    page: &'a Page<'a>,
    /// What messages call it; nothing for the map itself.
    label: String,
    line: usize,
    entries: &'a DeTable<'a>,
}

impl<'a> Keys<'a> {
    pub(super) fn of(page: &'a Page<'a>, entries: &'a DeTable<'a>) -> Self {
        Self { page, label: String::new(), line: 1, entries }
    }

    /// A fault at a key, or at the table where the key is left out.
    pub(super) fn fault(&self, key: &str, why: &str) -> String {
        let line =
            self.entries.get(key).map_or(self.line, |value: &Value| self.page.line(value.span().start));
        self.fault_on(line, why)
    }

    fn fault_on(&self, line: usize, why: &str) -> String {
        let label = if self.label.is_empty() { String::new() } else { format!("{}: ", self.label) };
        self.page.fault(line, &format!("{label}{why}"))
    }

    /// Refuses keys that are not among these.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), String> {
        let unknown = self.entries.keys().filter(|key| !known.contains(&&**key.get_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else {
            return Ok(());
        };
        let close = nearest(key.get_ref(), known.iter().copied(), 1);
        let these = match close.first() {
            Some(close) => format!("nearest: {close}"),
            None => format!("known: {}", known.join(", ")),
        };
        let line = self.page.line(key.span().start);
        Err(self.fault_on(line, &format!("'{}' is no key here; {these}", key.get_ref())))
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.entries.contains_key(key)
    }

    pub(super) fn text(&self, key: &str) -> Result<Option<String>, String> {
        match self.entries.get(key).map(Spanned::get_ref) {
            None => Ok(None),
            Some(DeValue::String(text)) => self.plain(key, text).map(Some),
            Some(other) => {
                Err(self.fault(key, &format!("{key} must be text in quotes, not {}", kind_of(other))))
            }
        }
    }

    pub(super) fn required(&self, key: &str) -> Result<String, String> {
        self.text(key)?.ok_or_else(|| self.fault(key, &format!("the key '{key}' is missing")))
    }

    /// A text, or a list of texts; nothing where the key is left out.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>, String> {
        let list = match self.entries.get(key).map(Spanned::get_ref) {
            None => return Ok(Vec::new()),
            Some(DeValue::String(text)) => return Ok(vec![self.plain(key, text)?]),
            Some(DeValue::Array(list)) => list,
            Some(other) => {
                let why = format!("{key} must be text or a list: [\"…\", \"…\"], not {}", kind_of(other));
                return Err(self.fault(key, &why));
            }
        };
        self.not_too_many(key, list.len())?;
        let one = |value: &Value| match value.get_ref() {
            DeValue::String(text) => self.plain(key, text),
            other => Err(self.fault_on(
                self.page.line(value.span().start),
                &format!("{key} must hold texts in quotes, not {}", kind_of(other)),
            )),
        };
        list.iter().map(one).collect()
    }

    /// The other names that a column goes by: texts with a letter or a digit in them.
    pub(super) fn columns(&self, key: &str) -> Result<Vec<String>, String> {
        let names = self.texts(key)?;
        if self.has(key) && (names.is_empty() || names.iter().any(|name| crate::names::fold(name).is_empty()))
        {
            return Err(
                self.fault(key, &format!("{key} must be the heading of a column, or several of them"))
            );
        }
        Ok(names)
    }

    pub(super) fn yes(&self, key: &str) -> Result<bool, String> {
        match self.entries.get(key).map(Spanned::get_ref) {
            None => Ok(false),
            Some(DeValue::Boolean(yes)) => Ok(*yes),
            Some(other) => {
                Err(self.fault(key, &format!("{key} must be true or false, not {}", kind_of(other))))
            }
        }
    }

    pub(super) fn number(&self, key: &str, most: u32) -> Result<Option<u32>, String> {
        let Some(value) = self.entries.get(key) else {
            return Ok(None);
        };
        let number = match value.get_ref() {
            DeValue::Integer(number) => number.to_string().parse().ok(),
            _ => None,
        };
        let number = number.filter(|number| (1..=most).contains(number));
        number
            .map(Some)
            .ok_or_else(|| self.fault(key, &format!("{key} must be a whole number from 1 to {most}")))
    }

    pub(super) fn day(&self, key: &str) -> Result<Option<Date>, String> {
        let written = match self.entries.get(key).map(Spanned::get_ref) {
            None => return Ok(None),
            Some(DeValue::String(text)) => text.to_string(),
            Some(DeValue::Datetime(day)) => day.to_string(),
            Some(other) => {
                return Err(
                    self.fault(key, &format!("{key} must be a day, YYYY-MM-DD, not {}", kind_of(other)))
                );
            }
        };
        written.parse().map(Some).map_err(|why| self.fault(key, &format!("{key}: {why}")))
    }

    /// The table below a key, `[key]`.
    pub(super) fn table(&self, key: &str) -> Result<Option<Keys<'a>>, String> {
        let Some(value) = self.entries.get(key) else {
            return Ok(None);
        };
        let DeValue::Table(entries) = value.get_ref() else {
            let why = format!("{key} must be a table, [{key}], not {}", kind_of(value.get_ref()));
            return Err(self.fault(key, &why));
        };
        self.not_too_many(key, entries.len())?;
        Ok(Some(self.below(value, entries, key.to_owned())))
    }

    /// The tables that each begin with `[[key]]`.
    pub(super) fn tables(&self, key: &str, what: &str) -> Result<Vec<Keys<'a>>, String> {
        let no_tables = || self.fault(key, &format!("each {what} is a table that begins with [[{key}]]"));
        let list = match self.entries.get(key).map(Spanned::get_ref) {
            None => return Ok(Vec::new()),
            Some(DeValue::Array(list)) => list,
            Some(_) => return Err(no_tables()),
        };
        self.not_too_many(key, list.len())?;
        let one = |(place, value): (usize, &'a Value<'a>)| match value.get_ref() {
            DeValue::Table(entries) => Ok(self.below(value, entries, format!("{what} {}", place + 1))),
            _ => Err(no_tables()),
        };
        list.iter().enumerate().map(one).collect()
    }

    fn below(&self, value: &Value, entries: &'a DeTable<'a>, label: String) -> Keys<'a> {
        Keys { page: self.page, label, line: self.page.line(value.span().start), entries }
    }

    /// The keys of a table whose keys are words of the source, in the order of the file.
    pub(super) fn words(&self) -> Vec<String> {
        let mut keys: Vec<_> = self.entries.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        keys.into_iter().map(|key| key.get_ref().to_string()).collect()
    }

    /// Whether the value of a key is a table, not a text.
    pub(super) fn is_table(&self, key: &str) -> bool {
        self.entries.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_)))
    }

    fn plain(&self, key: &str, text: &str) -> Result<String, String> {
        if text.chars().any(char::is_control) {
            return Err(self.fault(key, &format!("{key} has a character that steers a terminal")));
        }
        Ok(text.trim().to_owned())
    }

    fn not_too_many(&self, key: &str, number: usize) -> Result<(), String> {
        if number > MOST {
            return Err(self.fault(key, &format!("{number} {key}; {MOST} is the most")));
        }
        Ok(())
    }
}
