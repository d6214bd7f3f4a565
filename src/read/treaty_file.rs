//! A treaty in a TOML file: bytes to the facts that they say, each with the line where it stands.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::model::{
    ClauseBody, Confidence, Date, LINKS, Sources, TreatyBody, TreatyLinkBody, TreatyNameBody,
};
use crate::read::toml_table::{Page, Table, TextRule};

/// What a clause applies to where the file does not say, by its kind.
const APPLIES_TO: [(&str, &str); 12] = [
    ("threshold", "treaty"),
    ("withdrawal", "denunciation"),
    ("window", "denunciation"),
    ("gap", "consent"),
    ("duration", "treaty"),
    ("cessation", "participation"),
    ("relation", "accession"),
    ("reservations", "reservation"),
    ("objection", "reservation"),
    ("acceptance", "reservation"),
    ("entailment", "consent"),
    ("deposit", "consent"),
];

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
        treaty_file(&Page::of(name, text, rule)).map_err(Error::Usage)
    }

    /// The place of a line, as messages give it.
    #[must_use]
    pub fn place(&self, line: usize) -> String {
        format!("{}:{line}", self.name)
    }
}

/// What is read, or the first fault with its place.
type Found<T> = std::result::Result<T, String>;

fn treaty_file(page: &Page) -> Found<TreatyFile> {
    let whole = page.parsed()?;
    let top = Table::of(page, whole.get_ref());
    top.only(&[
        "code",
        "title",
        "short_title",
        "kind",
        "subject",
        "parent",
        "depositary",
        "adopted_on",
        "opened_on",
        "opened_at",
        "signature_closes_on",
        "in_force_on",
        "complete_to",
        "statements_complete_to",
        "note",
        "aliases",
        "identifiers",
        "source",
        "sources",
        "confidence",
        "links",
        "clauses",
    ])?;
    let code = top.required("code")?;
    let (title, short_title) = (top.text("title")?, top.text("short_title")?);
    let title = title.or_else(|| short_title.clone()).unwrap_or_else(|| code.clone());
    let parent = top.text("parent")?;
    let treaty = TreatyBody {
        short_title: short_title.unwrap_or_else(|| title.clone()),
        title,
        treaty_kind: top.text("kind")?.unwrap_or_else(|| "treaty".to_owned()),
        subject: top.text("subject")?,
        parent,
        depositary: top.text("depositary")?.unwrap_or_default(),
        adopted_on: top.day("adopted_on")?,
        opened_on: begins(&top)?,
        opened_at: top.text("opened_at")?,
        signature_closes_on: top.day("signature_closes_on")?,
        in_force_on: top.day("in_force_on")?,
        complete_to: top.day("complete_to")?,
        statements_complete_to: top.day("statements_complete_to")?,
        note: top.text("note")?,
        sources: Sources::default(),
        confidence: Confidence::Unverified,
        code: code.clone(),
    };
    let links = top.tables("links", "link")?;
    let clauses = top.tables("clauses", "clause")?;
    Ok(TreatyFile {
        name: page.name.to_owned(),
        treaty: item(&top, treaty)?,
        aliases: found_as(&top, &code)?,
        links: links.iter().map(|table| link(table, &code)).collect::<Found<_>>()?,
        clauses: clauses.iter().map(|table| clause(table, &code)).collect::<Found<_>>()?,
    })
}

/// The day of opening, which may be left out only where that of adoption is given.
fn begins(table: &Table) -> Found<Option<Date>> {
    let opened_on = table.day("opened_on")?;
    if opened_on.is_none() && table.day("adopted_on")?.is_none() {
        return Err(table.missing("opened_on"));
    }
    Ok(opened_on)
}

/// Its further names, and its numbers in other registers: `identifiers = { UNTS = "I-40916" }`.
fn found_as(table: &Table, treaty: &str) -> Found<Vec<(usize, TreatyNameBody)>> {
    let found = |name, scheme| TreatyNameBody { treaty: treaty.to_owned(), name, scheme };
    let aliases = table.list("aliases")?.unwrap_or_default().into_iter();
    let mut all: Vec<_> = aliases.map(|(line, name)| (line, found(name, None))).collect();
    let Some(numbers) = table.table_written("identifiers", ": { UNTS = \"I-1\" }")? else {
        return Ok(all);
    };
    let lines = numbers.lines();
    for scheme in numbers.words() {
        let name = numbers.required(&scheme)?;
        let plain =
            numbers.plain(&scheme).map_err(|why| numbers.fault(&scheme, &format!("identifiers: {why}")))?;
        all.push((lines.get(&scheme).copied().unwrap_or(numbers.line), found(name, Some(plain))));
    }
    Ok(all)
}

fn link(table: &Table, treaty: &str) -> Found<Item<TreatyLinkBody>> {
    table.only(&["kind", "treaty", "article", "source", "sources", "confidence"])?;
    let link = table.required("kind")?;
    if !LINKS.contains(&link.as_str()) {
        let why = format!("'{link}' is no kind of link: {}", LINKS.join(", "));
        return Err(table.fault("kind", &why));
    }
    item(
        table,
        TreatyLinkBody {
            treaty: treaty.to_owned(),
            other: table.required("treaty")?,
            link,
            article: table.text("article")?,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        },
    )
}

fn clause(table: &Table, treaty: &str) -> Found<Item<ClauseBody>> {
    table.only(&["kind", "applies_to", "rule", "article", "note", "source", "sources", "confidence"])?;
    let kind = table.required("kind")?;
    let default = APPLIES_TO.iter().find(|known| known.0 == kind).map(|known| known.1.to_owned());
    let needs = ["eligibility", "requirement", "effect", "means"].contains(&kind.as_str());
    let applies_to = match table.text("applies_to")?.or(default) {
        None if needs => return Err(table.missing("applies_to")),
        given => given.unwrap_or_default(),
    };
    item(
        table,
        ClauseBody {
            treaty: treaty.to_owned(),
            clause_kind: kind,
            applies_to,
            rule: table.required("rule")?,
            article: table.required("article")?,
            note: table.text("note")?,
            sources: Sources::default(),
            confidence: Confidence::Unverified,
        },
    )
}

fn item<T>(table: &Table, body: T) -> Found<Item<T>> {
    let confidence = match table.text("confidence")? {
        None => None,
        Some(word) => match Confidence::from_word(&word) {
            None => {
                let why = format!("'{word}' is no confidence: verified, consistent or unverified");
                return Err(table.fault("confidence", &why));
            }
            known => known,
        },
    };
    let sources = match (table.text("source")?, table.list("sources")?) {
        (Some(_), Some(_)) => {
            return Err(table.fault("source", "give source or sources, not both"));
        }
        (Some(source), None) => Some(vec![source]),
        (None, sources) => sources.map(|all| all.into_iter().map(|pair| pair.1).collect()),
    };
    Ok(Item { body, label: table.label.clone(), sources, confidence, line: table.line, lines: table.lines() })
}
