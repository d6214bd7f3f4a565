//! Files that people write in TOML: every fault is told with its line, and no key is passed over.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::model::Date;
use crate::names::nearest;

/// How many entries a list or a table may have.
const MOST: usize = 500;

/// Whether a text may be taken in, and in which form; the error says why not.
pub type TextRule = fn(&str) -> Result<String, String>;

type Value<'a> = Spanned<DeValue<'a>>;

/// The text of a file, and what messages call it.
pub(super) struct Page<'a> {
    pub name: &'a str,
    text: &'a str,
    breaks: Vec<usize>,
    rule: TextRule,
}

impl<'a> Page<'a> {
    /// A file in which every text has to pass `rule`.
    pub(super) fn of(name: &'a str, text: &'a str, rule: TextRule) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        Self { name, text, breaks, rule }
    }

    /// The whole of it.
    pub(super) fn parsed(&self) -> Result<Spanned<DeTable<'a>>, String> {
        DeTable::parse(self.text).map_err(|why| {
            let at = why.span().map_or(self.text.len(), |span| span.start.min(self.text.len()));
            let line = self.line(at);
            let start = line.checked_sub(2).map_or(0, |before| self.breaks[before] + 1);
            let column = self.text.get(start..at).map_or(1, |before| before.chars().count() + 1);
            let message = why.message().lines().collect::<Vec<_>>().join("; ");
            format!("{}:{line}:{column}: {message}", self.name)
        })
    }

    fn line(&self, at: usize) -> usize {
        self.breaks.partition_point(|end| *end < at) + 1
    }
}

/// A table of a file: the file itself, or one in it.
pub(super) struct Table<'a> {
    page: &'a Page<'a>,
    /// What messages call it; nothing for the file itself.
    pub label: String,
    pub line: usize,
    entries: &'a DeTable<'a>,
}

impl<'a> Table<'a> {
    pub(super) fn of(page: &'a Page<'a>, entries: &'a DeTable<'a>) -> Self {
        Self { page, label: String::new(), line: 1, entries }
    }

    /// A fault at a key, or at the table where the key is left out.
    pub(super) fn fault(&self, key: &str, why: &str) -> String {
        let line = self.get(key).map_or(self.line, |value| self.line_of(value));
        self.fault_on(line, why)
    }

    fn fault_on(&self, line: usize, why: &str) -> String {
        let label = if self.label.is_empty() { String::new() } else { format!("{}: ", self.label) };
        format!("{}:{line}: {label}{why}", self.page.name)
    }

    pub(super) fn missing(&self, key: &str) -> String {
        self.fault_on(self.line, &format!("the key '{key}' is missing"))
    }

    fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        self.entries.get(key)
    }

    fn line_of(&self, value: &Value) -> usize {
        self.page.line(value.span().start)
    }

    /// The line of every key.
    pub(super) fn lines(&self) -> BTreeMap<String, usize> {
        let line = |(key, value): (&Spanned<_>, &Value)| (key_of(key), self.line_of(value));
        self.entries.iter().map(line).collect()
    }

    /// The keys of a table whose keys are words of its author, in the order of the file.
    pub(super) fn words(&self) -> Vec<String> {
        let mut keys: Vec<_> = self.entries.keys().collect();
        keys.sort_by_key(|key| key.span().start);
        keys.into_iter().map(key_of).collect()
    }

    /// Refuses keys that are not among these.
    pub(super) fn only(&self, known: &[&str]) -> Result<(), String> {
        let unknown = self.entries.keys().filter(|key| !known.contains(&&**key.get_ref()));
        let Some(key) = unknown.min_by_key(|key| key.span().start) else {
            return Ok(());
        };
        let these = match nearest(key.get_ref(), known.iter().copied(), 1).first() {
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
        self.get(key).map(|value| self.text_of(key, value, "be text")).transpose()
    }

    pub(super) fn required(&self, key: &str) -> Result<String, String> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    fn text_of(&self, key: &str, value: &Value, must: &str) -> Result<String, String> {
        let line = self.line_of(value);
        match value.get_ref() {
            DeValue::String(text) => {
                self.plain(text).map_err(|why| self.fault_on(line, &format!("{key}: {why}")))
            }
            other => {
                Err(self.fault_on(line, &format!("{key} must {must} in quotes, not {}", kind_of(other))))
            }
        }
    }

    /// A text in the form in which it is taken in.
    pub(super) fn plain(&self, text: &str) -> Result<String, String> {
        (self.page.rule)(text)
    }

    /// A list of texts, each with its line; none where the key is left out.
    pub(super) fn list(&self, key: &str) -> Result<Option<Vec<(usize, String)>>, String> {
        self.texts_of(key, "a list", "be text")
    }

    /// A text, or a list of texts; nothing where the key is left out.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>, String> {
        if self.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::String(_))) {
            return Ok(vec![self.required(key)?]);
        }
        let texts = self.texts_of(key, "text or a list", "hold texts")?;
        Ok(texts.unwrap_or_default().into_iter().map(|text| text.1).collect())
    }

    fn texts_of(&self, key: &str, what: &str, must: &str) -> Result<Option<Vec<(usize, String)>>, String> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let DeValue::Array(list) = value.get_ref() else {
            let why = format!("{key} must be {what}: [\"…\", \"…\"], not {}", kind_of(value.get_ref()));
            return Err(self.fault(key, &why));
        };
        self.not_too_many(key, list.len())?;
        list.iter()
            .map(|value| Ok((self.line_of(value), self.text_of(key, value, must)?)))
            .collect::<Result<_, _>>()
            .map(Some)
    }

    /// The other names that a column goes by: texts with a letter or a digit in them.
    pub(super) fn columns(&self, key: &str) -> Result<Vec<String>, String> {
        let names = self.texts(key)?;
        if self.has(key) && (names.is_empty() || names.iter().any(|name| crate::names::fold(name).is_empty()))
        {
            let why = format!("{key} must be the heading of a column, or several of them");
            return Err(self.fault(key, &why));
        }
        Ok(names)
    }

    pub(super) fn yes(&self, key: &str) -> Result<bool, String> {
        match self.get(key).map(Spanned::get_ref) {
            None => Ok(false),
            Some(DeValue::Boolean(yes)) => Ok(*yes),
            Some(other) => {
                Err(self.fault(key, &format!("{key} must be true or false, not {}", kind_of(other))))
            }
        }
    }

    pub(super) fn number(&self, key: &str, most: u32) -> Result<Option<u32>, String> {
        let Some(value) = self.get(key) else {
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
        let written = match self.get(key).map(Spanned::get_ref) {
            None => return Ok(None),
            Some(DeValue::String(text)) => text.to_string(),
            Some(DeValue::Datetime(day)) => day.to_string(),
            Some(other) => {
                let why = format!("{key} must be a day, YYYY-MM-DD, not {}", kind_of(other));
                return Err(self.fault(key, &why));
            }
        };
        written.parse().map(Some).map_err(|why| self.fault(key, &format!("{key}: {why}")))
    }

    /// Whether the value of a key is a table, not a text.
    pub(super) fn is_table(&self, key: &str) -> bool {
        self.get(key).is_some_and(|value| matches!(value.get_ref(), DeValue::Table(_)))
    }

    /// The table below a key, `[key]`.
    pub(super) fn table(&self, key: &str) -> Result<Option<Self>, String> {
        self.table_written(key, &format!(", [{key}]"))
            .map(|table| table.map(|table| Self { label: key.to_owned(), ..table }))
    }

    /// The table below a key, which messages call by no name of its own; `so` tells how it is written.
    pub(super) fn table_written(&self, key: &str, so: &str) -> Result<Option<Self>, String> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let DeValue::Table(entries) = value.get_ref() else {
            let why = format!("{key} must be a table{so}, not {}", kind_of(value.get_ref()));
            return Err(self.fault(key, &why));
        };
        self.not_too_many(key, entries.len())?;
        Ok(Some(self.below(value, entries, String::new())))
    }

    /// The tables that each begin with `[[key]]`; messages number them, and name the kind of each where it has one.
    pub(super) fn tables(&self, key: &str, what: &str) -> Result<Vec<Self>, String> {
        let no_tables = || self.fault(key, &format!("each {what} is a table that begins with [[{key}]]"));
        let list = match self.get(key).map(Spanned::get_ref) {
            None => return Ok(Vec::new()),
            Some(DeValue::Array(list)) => list,
            Some(_) => return Err(no_tables()),
        };
        self.not_too_many(key, list.len())?;
        let one = |(place, value): (usize, &'a Value<'a>)| {
            let DeValue::Table(entries) = value.get_ref() else {
                return Err(no_tables());
            };
            let kind = entries.get("kind").and_then(|kind| kind.get_ref().as_str());
            let kind = kind.map_or(String::new(), |kind| format!(" ({kind})"));
            Ok(self.below(value, entries, format!("{what} {}{kind}", place + 1)))
        };
        list.iter().enumerate().map(one).collect()
    }

    fn below(&self, value: &Value, entries: &'a DeTable<'a>, label: String) -> Self {
        Self { page: self.page, label, line: self.line_of(value), entries }
    }

    fn not_too_many(&self, key: &str, number: usize) -> Result<(), String> {
        if number > MOST {
            return Err(self.fault(key, &format!("{number} {key}; {MOST} is the most")));
        }
        Ok(())
    }
}

fn key_of(key: &Spanned<std::borrow::Cow<str>>) -> String {
    key.get_ref().to_string()
}

fn kind_of(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a day",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}
