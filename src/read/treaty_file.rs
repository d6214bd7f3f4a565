//! A treaty in a TOML file: bytes to the facts that they say, each with the line where it stands.

use std::collections::BTreeMap;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Result};
use crate::model::{ClauseBody, Confidence, Date, Sources, TreatyBody, TreatyLinkBody, TreatyNameBody};
use crate::names::nearest;
use crate::read::toml_value::kind_of;

/// The words for how a treaty stands to another one.
pub const LINKS: [&str; 8] = [
    "protocol-to",
    "amends",
    "replaces",
    "terminates",
    "implements",
    "requires-party",
    "denounces-on-joining",
    "related",
];

/// What a clause applies to where the file does not say, by its kind.
const APPLIES_TO: [(&str, &str); 8] = [
    ("threshold", "treaty"),
    ("withdrawal", "denunciation"),
    ("window", "denunciation"),
    ("gap", "consent"),
    ("cessation", "participation"),
    ("relation", "accession"),
    ("reservations", "reservation"),
    ("objection", "reservation"),
];

/// How many aliases, links or clauses a file may have.
const MOST: usize = 500;

/// Whether a text may be kept in the record; the error says why not.
pub type TextRule = fn(&str) -> std::result::Result<String, String>;

/// One thing that a file says, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<T> {
    /// What it says; `sources` and `confidence` in it are not filled in.
    pub body: T,
    /// What to call it in a message: nothing for the treaty itself, else `clause 2 (threshold)`.
    pub label: String,
    /// Its sources, by code or in words, where the file gives them.
    pub sources: Option<Vec<String>>,
    /// Its support, where the file gives it.
    pub confidence: Option<Confidence>,
    line: usize,
    lines: BTreeMap<String, usize>,
}

impl<T> Item<T> {
    /// The line on which a key of it stands; its own where the key is left out.
    #[must_use]
    pub fn line(&self, key: &str) -> usize {
        self.lines.get(key).copied().unwrap_or(self.line)
    }
}

/// What a file says about a treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TreatyFile {
    /// The file, as messages name it.
    pub name: String,
    /// The treaty.
    pub treaty: Item<TreatyBody>,
    /// What it is found by beside its number and titles, names first, each with its line.
    pub aliases: Vec<(usize, TreatyNameBody)>,
    /// How it stands to other treaties.
    pub links: Vec<Item<TreatyLinkBody>>,
    /// Its final clauses; their rules are not read yet.
    pub clauses: Vec<Item<ClauseBody>>,
}

impl TreatyFile {
    /// Reads a file called `name`; every text in it has to pass `rule`.
    pub fn read(name: &str, bytes: &[u8], rule: TextRule) -> Result<Self> {
        let text = std::str::from_utf8(bytes).map_err(|why| {
            let line = bytes[..why.valid_up_to()].split(|byte| *byte == b'\n').count();
            Error::Usage(format!("{name}:{line}: it is not UTF-8 text"))
        })?;
        if text.trim().is_empty() {
            return Err(Error::Usage(format!(
                "{name}: it is empty; accede treaty show TREATY --toml prints one that is complete"
            )));
        }
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
        let page = Page { name, text, breaks, rule };
        let whole = DeTable::parse(text).map_err(|why| page.unreadable(&why))?;
        let top = Table { page: &page, label: String::new(), line: 1, entries: whole.get_ref() };
        top.treaty_file()
    }

    /// The place of a line, as messages give it.
    #[must_use]
    pub fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }
}

/// The text with what it takes to say where something stands in it.
struct Page<'a> {
    name: &'a str,
    text: &'a str,
    breaks: Vec<usize>,
    rule: TextRule,
}

impl Page<'_> {
    fn line(&self, at: usize) -> usize {
        self.breaks.partition_point(|end| *end < at) + 1
    }

    fn unreadable(&self, why: &toml::de::Error) -> Error {
        let at = why.span().map_or(self.text.len(), |span| span.start.min(self.text.len()));
        let line = self.line(at);
        let start = line.checked_sub(2).map_or(0, |before| self.breaks[before] + 1);
        let column = self.text.get(start..at).map_or(1, |before| before.chars().count() + 1);
        let message = why.message().lines().collect::<Vec<_>>().join("; ");
        Error::Usage(format!("{}:{line}:{column}: {message}", self.name))
    }
}

type Value<'a> = Spanned<DeValue<'a>>;

/// A table of the file: the file itself, a link or a clause.
struct Table<'a> {
    page: &'a Page<'a>,
    label: String,
    line: usize,
    entries: &'a DeTable<'a>,
}

impl<'a> Table<'a> {
    /// The day of opening, which may be left out only where that of adoption is given.
    fn begins(&self) -> Result<Option<Date>> {
        let opened_on = self.day("opened_on")?;
        if opened_on.is_none() && self.day("adopted_on")?.is_none() {
            return Err(self.missing("opened_on"));
        }
        Ok(opened_on)
    }

    fn treaty_file(&self) -> Result<TreatyFile> {
        self.only(&[
            "code",
            "title",
            "short_title",
            "kind",
            "parent",
            "depositary",
            "adopted_on",
            "opened_on",
            "opened_at",
            "signature_closes_on",
            "in_force_on",
            "complete_to",
            "note",
            "aliases",
            "identifiers",
            "source",
            "sources",
            "confidence",
            "links",
            "clauses",
        ])?;
        let code = self.required("code")?;
        let (title, short_title) = (self.text("title")?, self.text("short_title")?);
        let title = title.or_else(|| short_title.clone()).unwrap_or_else(|| code.clone());
        let parent = self.text("parent")?;
        let treaty = TreatyBody {
            short_title: short_title.unwrap_or_else(|| title.clone()),
            title,
            treaty_kind: self.text("kind")?.unwrap_or_else(|| "treaty".to_owned()),
            parent,
            depositary: self.text("depositary")?.unwrap_or_default(),
            adopted_on: self.day("adopted_on")?,
            opened_on: self.begins()?,
            opened_at: self.text("opened_at")?,
            signature_closes_on: self.day("signature_closes_on")?,
            in_force_on: self.day("in_force_on")?,
            complete_to: self.day("complete_to")?,
            note: self.text("note")?,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
            code: code.clone(),
        };
        let links = self.tables("links", "link")?;
        let clauses = self.tables("clauses", "clause")?;
        Ok(TreatyFile {
            name: self.page.name.to_owned(),
            treaty: self.item(treaty)?,
            aliases: self.found_as(&code)?,
            links: links.iter().map(|table| table.link(&code)).collect::<Result<_>>()?,
            clauses: clauses.iter().map(|table| table.clause(&code)).collect::<Result<_>>()?,
        })
    }

    /// Its further names, and its numbers in other registers: `identifiers = { UNTS = "I-40916" }`.
    fn found_as(&self, treaty: &str) -> Result<Vec<(usize, TreatyNameBody)>> {
        let found = |name, scheme| TreatyNameBody { treaty: treaty.to_owned(), name, scheme };
        let aliases = self.texts("aliases")?.unwrap_or_default().into_iter();
        let mut all: Vec<_> = aliases.map(|(line, name)| (line, found(name, None))).collect();
        let Some(value) = self.value("identifiers") else {
            return Ok(all);
        };
        let DeValue::Table(numbers) = value.get_ref() else {
            let why = format!(
                "identifiers must be a table: {{ UNTS = \"I-1\" }}, not {}",
                kind_of(value.get_ref())
            );
            return Err(self.fault(self.line_of("identifiers"), &why));
        };
        self.not_too_many("identifiers", numbers.len())?;
        let mut numbers: Vec<_> = numbers.iter().collect();
        numbers.sort_by_key(|(scheme, _)| scheme.span().start);
        for (scheme, number) in numbers {
            let line = self.page.line(number.span().start);
            let name = self.text_of(scheme.get_ref(), number)?;
            let scheme = (self.page.rule)(scheme.get_ref())
                .map_err(|why| self.fault(line, &format!("identifiers: {why}")))?;
            all.push((line, found(name, Some(scheme))));
        }
        Ok(all)
    }

    fn link(&self, treaty: &str) -> Result<Item<TreatyLinkBody>> {
        self.only(&["kind", "treaty", "article", "source", "sources", "confidence"])?;
        let link = self.required("kind")?;
        if !LINKS.contains(&link.as_str()) {
            let why = format!("'{link}' is no kind of link: {}", LINKS.join(", "));
            return Err(self.fault(self.line_of("kind"), &why));
        }
        self.item(TreatyLinkBody {
            treaty: treaty.to_owned(),
            other: self.required("treaty")?,
            link,
            article: self.text("article")?,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        })
    }

    fn clause(&self, treaty: &str) -> Result<Item<ClauseBody>> {
        self.only(&["kind", "applies_to", "rule", "article", "note", "source", "sources", "confidence"])?;
        let kind = self.required("kind")?;
        let default = APPLIES_TO.iter().find(|known| known.0 == kind).map(|known| known.1.to_owned());
        let needs = ["eligibility", "requirement", "effect", "means"].contains(&kind.as_str());
        let applies_to = match self.text("applies_to")?.or(default) {
            None if needs => return Err(self.missing("applies_to")),
            given => given.unwrap_or_default(),
        };
        self.item(ClauseBody {
            treaty: treaty.to_owned(),
            clause_kind: kind,
            applies_to,
            rule: self.required("rule")?,
            article: self.required("article")?,
            note: self.text("note")?,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        })
    }

    fn item<T>(&self, body: T) -> Result<Item<T>> {
        let confidence = match self.text("confidence")? {
            None => None,
            Some(word) => match Confidence::from_word(&word) {
                None => {
                    let why = format!("'{word}' is no confidence: verified, consistent or unverified");
                    return Err(self.fault(self.line_of("confidence"), &why));
                }
                known => known,
            },
        };
        let sources = match (self.text("source")?, self.texts("sources")?) {
            (Some(_), Some(_)) => {
                return Err(self.fault(self.line_of("source"), "give source or sources, not both"));
            }
            (Some(source), None) => Some(vec![source]),
            (None, sources) => sources.map(|all| all.into_iter().map(|pair| pair.1).collect()),
        };
        let lines = self
            .entries
            .iter()
            .map(|(key, value)| (key.get_ref().clone().into_owned(), self.page.line(value.span().start)));
        Ok(Item {
            body,
            label: self.label.clone(),
            sources,
            confidence,
            line: self.line,
            lines: lines.collect(),
        })
    }

    /// Refuses keys that are not among these.
    fn only(&self, known: &[&str]) -> Result<()> {
        let mut unknown: Vec<_> =
            self.entries.keys().filter(|key| !known.contains(&&**key.get_ref())).collect();
        unknown.sort_by_key(|key| key.span().start);
        let Some(key) = unknown.first() else {
            return Ok(());
        };
        let close = nearest(key.get_ref(), known.iter().copied(), 1);
        let these = if close.is_empty() {
            format!("known: {}", known.join(", "))
        } else {
            format!("nearest: {}", close.join(", "))
        };
        Err(self
            .fault(self.page.line(key.span().start), &format!("'{}' is no key here; {these}", key.get_ref())))
    }

    fn line_of(&self, key: &str) -> usize {
        self.value(key).map_or(self.line, |value| self.page.line(value.span().start))
    }

    fn value(&self, key: &str) -> Option<&'a Value<'a>> {
        self.entries.get(key)
    }

    fn fault(&self, line: usize, why: &str) -> Error {
        let label = if self.label.is_empty() { String::new() } else { format!("{}: ", self.label) };
        Error::Usage(format!("{}:{line}: {label}{why}", self.page.name))
    }

    fn missing(&self, key: &str) -> Error {
        self.fault(self.line, &format!("the key '{key}' is missing"))
    }

    fn required(&self, key: &str) -> Result<String> {
        self.text(key)?.ok_or_else(|| self.missing(key))
    }

    fn text(&self, key: &str) -> Result<Option<String>> {
        self.value(key).map(|value| self.text_of(key, value)).transpose()
    }

    fn text_of(&self, key: &str, value: &Value) -> Result<String> {
        let line = self.page.line(value.span().start);
        match value.get_ref() {
            DeValue::String(text) => {
                (self.page.rule)(text).map_err(|why| self.fault(line, &format!("{key}: {why}")))
            }
            other => Err(self.fault(line, &format!("{key} must be text in quotes, not {}", kind_of(other)))),
        }
    }

    fn texts(&self, key: &str) -> Result<Option<Vec<(usize, String)>>> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let DeValue::Array(list) = value.get_ref() else {
            let why = format!("{key} must be a list: [\"…\", \"…\"], not {}", kind_of(value.get_ref()));
            return Err(self.fault(self.line_of(key), &why));
        };
        self.not_too_many(key, list.len())?;
        let text = |value: &Value| Ok((self.page.line(value.span().start), self.text_of(key, value)?));
        list.iter().map(text).collect::<Result<_>>().map(Some)
    }

    fn day(&self, key: &str) -> Result<Option<Date>> {
        let Some(value) = self.value(key) else {
            return Ok(None);
        };
        let written = match value.get_ref() {
            DeValue::String(text) => text.clone().into_owned(),
            DeValue::Datetime(day) => day.to_string(),
            other => {
                let why = format!("{key} must be a day, YYYY-MM-DD, not {}", kind_of(other));
                return Err(self.fault(self.line_of(key), &why));
            }
        };
        let day = written.parse().map_err(|why| self.fault(self.line_of(key), &format!("{key}: {why}")))?;
        Ok(Some(day))
    }

    fn tables(&self, key: &str, what: &str) -> Result<Vec<Table<'a>>> {
        let Some(value) = self.value(key) else {
            return Ok(Vec::new());
        };
        let no_tables = || {
            let why = format!("each {what} is a table that begins with [[{key}]]");
            self.fault(self.line_of(key), &why)
        };
        let DeValue::Array(list) = value.get_ref() else {
            return Err(no_tables());
        };
        self.not_too_many(key, list.len())?;
        let table = |(place, value): (usize, &'a Value<'a>)| {
            let DeValue::Table(entries) = value.get_ref() else {
                return Err(no_tables());
            };
            let kind = entries.get("kind").and_then(|kind| kind.get_ref().as_str());
            let kind = kind.map_or(String::new(), |kind| format!(" ({kind})"));
            Ok(Table {
                page: self.page,
                label: format!("{what} {}{kind}", place + 1),
                line: self.page.line(value.span().start),
                entries,
            })
        };
        list.iter().enumerate().map(table).collect()
    }

    fn not_too_many(&self, key: &str, number: usize) -> Result<()> {
        if number > MOST {
            return Err(self.fault(self.line_of(key), &format!("{number} {key}; {MOST} is the most")));
        }
        Ok(())
    }
}
