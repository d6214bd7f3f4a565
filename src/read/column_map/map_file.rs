//! The TOML file of a map.

use super::profile::{
    ActColumns, ColumnMap, DayIn, OpenCells, ParticipantColumns, Told, TreatyColumns, Word,
};
use super::texts::{Words, squeezed};
use crate::model::Date;
use crate::model::draft::{Authority, What};
use crate::model::letters::is_control;
use crate::names::nearest;
use crate::read::heading::Heading;
use crate::read::toml_table::{Page, Table};
use crate::read::{text, words};

/// The last row on which a heading may stand.
const LAST_HEADING: u32 = 50;

const MAP: [&str; 27] = [
    "name",
    "about",
    "publisher",
    "authority",
    "title",
    "whole",
    "withdrawals",
    "separator",
    "sheet",
    "heading_row",
    "encoding",
    "list",
    "scheme",
    "month_first",
    "unknown",
    "open",
    "two_digit_years_from",
    "note",
    "skip",
    "ignore",
    "flags",
    "against",
    "only",
    "participant",
    "treaty",
    "markers",
    "words",
];

const ACT: [&str; 14] = [
    "act",
    "treaty",
    "word",
    "cell",
    "heading",
    "day",
    "form",
    "after",
    "between",
    "effective",
    "said",
    "yes",
    "no",
    "flag",
];

impl ColumnMap {
    /// Reads a map from a TOML file of this name.
    ///
    /// Errors: the first fault, with the file and the line.
    pub fn read(file_name: &str, toml: &str) -> Result<Self, String> {
        if toml.trim().is_empty() {
            return Err(format!("{file_name}: it is empty"));
        }
        let page = Page::of(file_name, toml, plain);
        let whole = page.parsed()?;
        map(&Table::of(&page, whole.get_ref()))
    }
}

/// A text of a map: in one line, without white space around it.
fn plain(text: &str) -> Result<String, String> {
    if text.chars().any(is_control) {
        return Err("it has a control character".to_owned());
    }
    Ok(text.trim().to_owned())
}

fn map(keys: &Table) -> Result<ColumnMap, String> {
    let mut known = MAP.to_vec();
    known.push("acts");
    keys.only(&known)?;
    let authority = keys.required("authority")?;
    let authority = Authority::from_word(&authority).ok_or_else(|| {
        let why = format!("'{authority}' is no authority: depositary, collection or research");
        keys.fault("authority", &why)
    })?;
    let acts = keys.tables("acts", "act")?;
    if acts.is_empty() {
        return Err(keys.fault("acts", "it tells no act: each begins with [[acts]]"));
    }
    let without = acts.iter().filter(|act| !act.has("treaty")).count();
    if without < acts.len() && (without > 0 || keys.has("treaty")) {
        let why = "where one act names its treaty, every one does, and [treaty] is left out";
        return Err(keys.fault("acts", why));
    }
    Ok(ColumnMap {
        name: name(keys)?,
        about: keys.required("about")?,
        publisher: keys.required("publisher")?,
        authority,
        title: keys.required("title")?,
        whole: keys.yes("whole")?,
        withdrawals: keys.yes("withdrawals")?,
        separator: separator(keys)?,
        sheet: keys.text("sheet")?,
        heading_row: keys.number("heading_row", LAST_HEADING)?.unwrap_or(1),
        encoding: encoding(keys)?,
        list: list(keys)?,
        scheme: keys.text("scheme")?,
        month_first: keys.yes("month_first")?,
        unknown: keys.texts("unknown")?,
        open: keys.texts("open")?,
        two_digit_years_from: two_digit_years_from(keys)?,
        note: keys.columns("note")?,
        skip: keys.texts("skip")?,
        ignore: keys.columns("ignore")?,
        flags: keys.table("flags")?.map(|keys| flags(&keys)).transpose()?.unwrap_or_default(),
        against: keys.table("against")?.map(|keys| flags(&keys)).transpose()?.unwrap_or_default(),
        only: keys.table("only")?.map(|keys| only(&keys)).transpose()?.unwrap_or_default(),
        participant: match keys.table("participant")? {
            Some(participant) => participant_columns(&participant)?,
            None => ParticipantColumns::default(),
        },
        treaty: keys.table("treaty")?.map(|keys| treaty(&keys)).transpose()?,
        markers: keys.table("markers")?.map(|keys| markers(&keys)).transpose()?.unwrap_or_default(),
        words: keys.table("words")?.map(|keys| source_words(&keys)).transpose()?.unwrap_or_default(),
        acts: acts.iter().map(act).collect::<Result<_, _>>()?,
    })
}

/// What it is called on the command line.
fn name(keys: &Table) -> Result<String, String> {
    let name = keys.required("name")?;
    let fits = |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == b'-';
    if name.is_empty() || !name.bytes().all(fits) {
        return Err(keys.fault("name", "name must be of small letters, digits and hyphens"));
    }
    Ok(name)
}

fn separator(keys: &Table) -> Result<Option<u8>, String> {
    // A tab is white space, which is taken off texts elsewhere; here it has a word.
    match keys.text("separator")?.as_deref() {
        None => Ok(None),
        Some(",") => Ok(Some(b',')),
        Some(";") => Ok(Some(b';')),
        Some("|") => Ok(Some(b'|')),
        Some("tab") => Ok(Some(b'\t')),
        Some(_) => Err(keys.fault("separator", "separator must be \",\", \";\", \"|\" or \"tab\"")),
    }
}

fn two_digit_years_from(keys: &Table) -> Result<Option<Date>, String> {
    let from = keys.day("two_digit_years_from")?;
    if from.is_some_and(|day| (day.month(), day.day()) != (1, 1)) {
        return Err(keys.fault(
            "two_digit_years_from",
            "two_digit_years_from must be the first day of a year: 1950-01-01",
        ));
    }
    Ok(from)
}

/// An encoding that can be told from others by nothing in the file.
fn encoding(keys: &Table) -> Result<Option<String>, String> {
    let Some(encoding) = keys.text("encoding")? else { return Ok(None) };
    if text::is_read(&encoding) {
        return Ok(Some(encoding));
    }
    let why =
        format!("'{encoding}' is no encoding that is read here: utf-8, utf-16le, windows-1252, iso-8859-1 …");
    Err(keys.fault("encoding", &why))
}

/// `results.items`: the fields that lead to the records of a JSON file.
fn list(keys: &Table) -> Result<Vec<String>, String> {
    let path = keys.text("list")?.unwrap_or_default();
    let path: Vec<String> = path.split('.').map(|field| field.trim().to_owned()).collect();
    if path.iter().any(String::is_empty) && path.len() > 1 {
        return Err(keys.fault(
            "list",
            "list must be the fields that lead to the records, with a full stop between them: results.items",
        ));
    }
    Ok(path.into_iter().filter(|field| !field.is_empty()).collect())
}

fn only(keys: &Table) -> Result<Vec<(String, Vec<String>)>, String> {
    let column = |word: String| {
        let cells = keys.texts(&word)?;
        if cells.is_empty() {
            return Err(keys.fault(&word, "it names no cell: a text, or a list of texts"));
        }
        Ok((word, cells))
    };
    keys.words().into_iter().map(column).collect()
}

/// Columns, each with the cells that leave something open, and what that is.
fn flags(keys: &Table) -> Result<Vec<(String, OpenCells)>, String> {
    let column = |name: String| {
        let Some(cells) = keys.table(&name)? else { return Err(keys.fault(&name, "it names no cell")) };
        let pair = |cell: String| Ok((squeezed(&cell), cells.required(&cell)?));
        Ok((name, cells.words().into_iter().map(pair).collect::<Result<_, String>>()?))
    };
    keys.words().into_iter().map(column).collect()
}

fn participant_columns(keys: &Table) -> Result<ParticipantColumns, String> {
    keys.only(&["name", "code", "code_optional", "numbers", "every", "is"])?;
    let (name, code, every) = (keys.columns("name")?, keys.columns("code")?, keys.texts("every")?);
    let is = keys.text("is")?;
    let code_is_optional = keys.yes("code_optional")?;
    let numbers = keys.text("numbers")?.map(|list| list.to_uppercase());
    if numbers.as_ref().is_some_and(|list| !["COW", "GW"].contains(&list.as_str()) || code.is_empty()) {
        let why =
            "numbers goes with code, and must be \"COW\" (Correlates of War) or \"GW\" (Gleditsch and Ward)";
        return Err(keys.fault("numbers", why));
    }
    if code_is_optional && (name.is_empty() || code.is_empty()) {
        return Err(
            keys.fault("code_optional", "code_optional goes with name and code: the name counts then")
        );
    }
    let given = [!(name.is_empty() && code.is_empty()), !every.is_empty(), is.is_some()];
    if given.into_iter().filter(|given| *given).count() != 1 {
        let why = "give the column of the name, of the code, or both; or every, the columns that each name one; or is, the one that the whole table is about";
        return Err(keys.fault("name", why));
    }
    Ok(ParticipantColumns { name, code, numbers, code_is_optional, every, is })
}

fn treaty(keys: &Table) -> Result<TreatyColumns, String> {
    keys.only(&["code", "prefix", "codes", "up_to", "name", "title", "adopted", "in_force"])?;
    let (code, name) = (keys.columns("code")?, keys.columns("name")?);
    if code.is_empty() == name.is_empty() {
        let why = "give the column of its number, code, or of what it is called, name; leave [treaty] out where --treaty says it";
        return Err(keys.fault("code", why));
    }
    for key in ["prefix", "codes", "up_to"] {
        if keys.has(key) && code.is_empty() {
            return Err(keys.fault(key, &format!("{key} goes with code")));
        }
    }
    let codes = match keys.table("codes")? {
        None => Vec::new(),
        Some(codes) => {
            let pair = |word: String| Ok((word.clone(), codes.required(&word)?));
            codes.words().into_iter().map(pair).collect::<Result<_, String>>()?
        }
    };
    // The blank at the end of a prefix stands between it and the number.
    let prefix = keys.text("prefix")?.map(|prefix| prefix + " ").unwrap_or_default();
    Ok(TreatyColumns {
        code,
        prefix,
        codes,
        // White space at its ends is taken off texts elsewhere; a number has none inside.
        up_to: keys.text("up_to")?,
        name,
        title: keys.columns("title")?,
        adopted: keys.columns("adopted")?,
        in_force: keys.columns("in_force")?,
    })
}

fn markers(keys: &Table) -> Result<Vec<(String, String)>, String> {
    let pair = |marker: String| {
        let is_sign = !marker.is_empty() && !marker.chars().any(char::is_alphanumeric);
        if !is_sign {
            return Err(keys.fault(&marker, &format!("'{marker}' has a letter or a digit: it is no marker")));
        }
        Ok((marker.clone(), keys.required(&marker)?))
    };
    keys.words().into_iter().map(pair).collect()
}

fn source_words(keys: &Table) -> Result<Vec<Word>, String> {
    let word = |word: String| {
        let (act, flag) = if keys.is_table(&word) {
            let Some(meaning) = keys.table(&word)? else { return Err(keys.fault(&word, "no meaning")) };
            meaning.only(&["act", "flag"])?;
            (meaning.required("act")?, meaning.text("flag")?)
        } else {
            (keys.required(&word)?, None)
        };
        Ok(Word { what: known_act(keys, &word, &act)?, flag, written: squeezed(&word) })
    };
    keys.words().into_iter().map(word).collect()
}

fn known_act(keys: &Table, key: &str, word: &str) -> Result<What, String> {
    words::meaning(word).ok_or_else(|| {
        let close = nearest(word, words::all(), 1);
        let hint = close.first().map(|close| format!("; nearest: {close}")).unwrap_or_default();
        keys.fault(key, &format!("'{word}' is the word for no act{hint}"))
    })
}

fn act(keys: &Table) -> Result<ActColumns, String> {
    let mut known = ACT.to_vec();
    known.push("optional");
    keys.only(&known)?;
    let (day, effective, said) = (day_in(keys, "day")?, day_in(keys, "effective")?, keys.columns("said")?);
    if day == DayIn::Nowhere && effective == DayIn::Nowhere && said.is_empty() {
        return Err(keys.fault("day", "it names no column: day, effective or said"));
    }
    let told = told(keys)?;
    let in_one_cell = matches!(day, DayIn::One(_));
    if matches!(told, Told::ByMark | Told::ByWord | Told::ByHeading(_)) && !in_one_cell {
        return Err(keys.fault("day", "the cell of the day tells the act, and no column is named: day"));
    }
    for key in ["after", "between"] {
        if keys.has(key) && !in_one_cell {
            return Err(keys.fault(key, &format!("{key} goes with day, the column in whose cells it stands")));
        }
    }
    let (yes, no) = (keys.texts("yes")?, keys.texts("no")?);
    if said.is_empty() != yes.is_empty() || (said.is_empty() && !no.is_empty()) {
        return Err(keys.fault(
            "said",
            "said goes with yes, the cells that say that it was done, and no, those that do not",
        ));
    }
    let year_only = match keys.text("form")?.as_deref() {
        None => false,
        Some("year") => true,
        Some(_) => {
            return Err(keys.fault(
                "form",
                "form must be \"year\"; leave it out for days, which are read in every form",
            ));
        }
    };
    Ok(ActColumns {
        told,
        treaty: keys.text("treaty")?,
        day,
        effective,
        after: keys.texts("after")?.into_iter().map(Words::from).collect(),
        between: keys.text("between")?,
        said,
        yes,
        no,
        year_only,
        optional: keys.yes("optional")?,
        flag: keys.text("flag")?,
    })
}

/// The column of a day, or `{ year = …, month = …, day = … }`.
fn day_in(keys: &Table, key: &str) -> Result<DayIn, String> {
    if !keys.is_table(key) {
        let names = keys.columns(key)?;
        return Ok(if names.is_empty() { DayIn::Nowhere } else { DayIn::One(names) });
    }
    let Some(parts) = keys.table(key)? else { return Ok(DayIn::Nowhere) };
    parts.only(&["year", "month", "day"])?;
    let column = |part: &str| {
        let names = parts.columns(part)?;
        if names.is_empty() { Err(parts.missing(part)) } else { Ok(names) }
    };
    Ok(DayIn::Three([column("year")?, column("month")?, column("day")?]))
}

/// Exactly one key says which act it was.
fn told(keys: &Table) -> Result<Told, String> {
    const ONE: [&str; 4] = ["act", "word", "cell", "heading"];
    let given: Vec<&str> = ONE.into_iter().filter(|key| keys.has(key)).collect();
    let [one] = given[..] else {
        let why = if given.is_empty() {
            "nothing says which act it is: act, word, cell or heading".to_owned()
        } else {
            format!("give one of {}, not several", given.join(" and "))
        };
        return Err(keys.fault(given.last().copied().unwrap_or("act"), &why));
    };
    match one {
        "act" => Ok(Told::Always(known_act(keys, "act", &keys.required("act")?)?)),
        "word" => keys.columns("word").map(Told::ByColumn),
        "heading" => {
            let heading = Heading::read(&keys.required("heading")?);
            if let Some(word) = heading.unknown() {
                return Err(keys.fault("heading", &format!("'{word}' is the word for no act known here")));
            }
            Ok(Told::ByHeading(heading))
        }
        _ => match keys.required("cell")?.as_str() {
            "day (mark)" => Ok(Told::ByMark),
            "word: day" => Ok(Told::ByWord),
            _ => Err(keys.fault("cell", "cell must be \"day (mark)\" or \"word: day\"")),
        },
    }
}
