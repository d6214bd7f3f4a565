//! What a depositary's file says, before anything is compared with the record: drafts of treaties and acts, and findings
//! where it cannot be read.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::words::words;
use super::{ActKind, ClaimKind, Date, Stance, StatementKind};

/// Where in a file something stands, counted from 1; the column in characters.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Place {
    /// The line; of a spreadsheet the row.
    pub line: u32,
    /// The column; of a spreadsheet the number of the column.
    pub column: u32,
}

impl Place {
    /// Where a file begins.
    pub const START: Self = Self { line: 1, column: 1 };
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

words! {
    /// How near a publisher stands to the acts: which of two sources is shown where they disagree, unless the user says
    /// otherwise.
    #[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    #[serde(rename_all = "lowercase")]
    Authority():
    /// It receives the instruments.
    Depositary = "depositary";
    /// It collects treaties that others keep.
    Collection = "collection";
    /// It works from what others publish.
    #[default]
    Research = "research";
}

/// What a file is a copy of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Edition {
    /// Who publishes it: files of one publisher follow each other, those of two stand side by side.
    pub publisher: String,
    /// How near it stands to the acts.
    pub authority: Authority,
    /// What the codes begin with of the treaties that its publisher keeps as their depositary: `UN`, `CETS`.
    pub scheme: Option<String>,
    /// What it is.
    pub title: String,
    /// The day whose status it gives, where the file says so.
    pub status_as_at: Option<Date>,
    /// The day on which it was copied, where the file says so.
    pub copied_on: Option<Date>,
    /// The day up to which it holds every act, where somebody says so who knows.
    pub complete_to: Option<Date>,
    /// Whether it tells who has withdrawn; else former parties may stand in it as parties.
    pub shows_withdrawals: bool,
    /// Whether it lists every act of its kinds, so that one that is missing is gone.
    pub is_whole: bool,
}

impl Edition {
    /// One that is neither whole nor shows who has withdrawn.
    #[must_use]
    pub fn of(publisher: &str, authority: Authority, title: &str) -> Self {
        let (publisher, title) = (publisher.to_owned(), title.to_owned());
        Self { publisher, authority, title, ..Self::default() }
    }
}

/// The day of an act, as far as a file gives it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct DraftDay {
    /// The day, where it is known.
    pub date: Option<Date>,
    /// Not before this day, where it is not.
    pub earliest: Option<Date>,
    /// Not after this day.
    pub latest: Option<Date>,
}

impl From<Date> for DraftDay {
    fn from(date: Date) -> Self {
        Self { date: Some(date), earliest: None, latest: None }
    }
}

/// What a participant did, by the heading and the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum What {
    /// An act.
    Act(ActKind),
    /// A reservation, declaration, objection or other statement.
    Statement(StatementKind),
}

/// What a file says somebody did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftAct {
    /// Where the cell stands that gives its day.
    pub place: Place,
    /// The participant as the file names it, without marks of footnotes. A code where `by_code`.
    pub participant: String,
    /// The name is a code of ISO 3166 or of the list, not a name.
    pub by_code: bool,
    /// What was done.
    pub what: What,
    /// When.
    pub day: DraftDay,
    /// The day of effect that the file gives.
    pub effective_on: Option<Date>,
    /// The territory concerned, as the file names it.
    pub territory: Option<String>,
    /// The participant has withdrawn since, on a day that the file does not give.
    pub withdrawn: bool,
    /// What the file cannot tell of it, in words; the reader sees it beside the act.
    pub flag: Option<String>,
    /// Remarks of the file, and the numbers of its footnotes. Of a statement its text.
    pub note: Option<String>,
    /// What the file says of a statement besides.
    pub said: Option<Box<DraftStatement>>,
    /// The name as it stands in the file.
    pub raw_name: String,
    /// The heading of the column as it stands in the file.
    pub raw_header: String,
    /// The cell as it stands in the file.
    pub raw_cell: String,
}

/// What a file says of a reservation, a declaration or another statement, beside its day and its text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftStatement {
    /// Articles concerned.
    pub articles: Vec<String>,
    /// What it says, in few words.
    pub summary: Option<String>,
    /// Whom it is addressed to, as the file names it; of an objection the author of the reservation.
    pub towards: Option<String>,
    /// The day of the statement that it is about.
    pub to_date: Option<Date>,
    /// How an objection is meant.
    pub stance: Option<Stance>,
    /// What it objects to or accepts, as the file calls that.
    pub about: Option<StatementKind>,
    /// The day on which the depositary circulated it.
    pub notified_on: Option<Date>,
    /// First day on which it no longer stands unless it is renewed.
    pub lapses_on: Option<Date>,
}

/// What a file says of one treaty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftTreaty {
    /// Where it begins.
    pub place: Place,
    /// Its number in our form, where the file gives one: `UN IV-11`, `CETS 185`.
    pub code: Option<String>,
    /// What the file calls it: a number, a title, a short name. It is looked for where there is no code.
    pub named: String,
    /// Title.
    pub title: Option<String>,
    /// Name in daily use.
    pub short_title: Option<String>,
    /// convention, protocol, amendment …
    pub kind: Option<String>,
    /// The number of the treaty it is a protocol to, in our form.
    pub parent: Option<String>,
    /// Who keeps it.
    pub depositary: Option<String>,
    /// The day of its text: adopted, or concluded.
    pub adopted_on: Option<Date>,
    /// The day on which it was opened for signature.
    pub opened_on: Option<Date>,
    /// The place of either.
    pub opened_at: Option<String>,
    /// The day of entry into force.
    pub in_force_on: Option<Date>,
    /// Further names and numbers.
    pub names: Vec<String>,
    /// What else the file says, for the reader.
    pub note: Option<String>,
    /// Numbers that the file gives of it as a whole, and what they count.
    pub counts: Vec<(ClaimKind, u32)>,
    /// What was done under it.
    pub acts: Vec<DraftAct>,
}

impl DraftTreaty {
    /// One of which no more is known than its number in our form.
    #[must_use]
    pub fn of(place: Place, code: impl Into<String>) -> Self {
        let code = code.into();
        Self { place, named: code.clone(), code: Some(code), ..Self::default() }
    }
}

words! {
    /// Why something in a file is not taken in.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
    #[serde(rename_all = "kebab-case")]
    Reason():
    /// Nobody is called so.
    UnknownName = "unknown-name";
    /// More than one participant is called so.
    AmbiguousName = "ambiguous-name";
    /// The cell is no day in any form of its source.
    UnreadableDate = "unreadable-date";
    /// The mark behind the day is declared by no heading.
    UndeclaredSuffix = "undeclared-suffix";
    /// The heading, or the word for the act, is not known.
    UnknownAction = "unknown-action";
    /// The heading does not say which of several acts it was.
    AmbiguousHeading = "ambiguous-heading";
    /// The law refuses the act.
    Refused = "refused";
    /// The act is dated before the treaty.
    BeforeOpening = "before-opening";
    /// The same act stands in the file twice.
    Duplicate = "duplicate";
    /// Bytes that are no text in the encoding that the file declares.
    Encoding = "encoding";
    /// The file ends before it should.
    Truncated = "truncated";
    /// The address of the file gives none.
    NotFetched = "not-fetched";
    /// A page of a web site in place of the file.
    HtmlPage = "html-page";
    /// No key of the column map is for the column in which the day stands.
    UnreadColumn = "unread-column";
    /// A row has more or fewer cells than the heading.
    UnevenRow = "uneven-row";
    /// A cell holds a formula, not a value.
    Formula = "formula";
    /// A control character, or one that turns the direction of writing.
    ControlCharacter = "control-character";
    /// The treaty is kept by another depositary than the one that publishes the file.
    OtherDepositary = "other-depositary";
    /// The file is about another treaty than the one that was named.
    OtherTreaty = "other-treaty";
    /// The treaty is called by what people call it, or by what several are called.
    OnlyAName = "only-a-name";
    /// The code of a new treaty has a letter that codes do not have.
    UnfitCode = "unfit-code";
    /// The file is not of the form of its source.
    NotOfThisForm = "not-of-this-form";
}

/// Something in a file that is not taken in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Where.
    pub place: Place,
    /// Why.
    pub reason: Reason,
    /// The cell, as it stands there.
    pub cell: String,
    /// Why, in words.
    pub why: String,
}

/// Everything that one file says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The reader or the column map that read it.
    pub reader: String,
    /// What it is a copy of.
    pub edition: Edition,
    /// Its treaties with their acts, in the order of the file.
    pub treaties: Vec<DraftTreaty>,
    /// What is not taken in.
    pub findings: Vec<Finding>,
    /// How many cells or rows of the file give a day or an act: each is a draft or a finding.
    pub dated_cells: usize,
}

impl Reading {
    /// Whether what stands in place of names can be codes: a small letter stands in none.
    #[must_use]
    pub fn may_have_codes(&self) -> bool {
        let mut acts = self.treaties.iter().flat_map(|treaty| &treaty.acts);
        acts.all(|act| !act.by_code && !act.participant.contains(|letter: char| letter.is_ascii_lowercase()))
    }

    /// Takes what stands in place of names for codes, where `are_codes` says so of all of it: `EC` among them is Ecuador, and
    /// among names it can be the European Community.
    pub fn take_codes(&mut self, are_codes: impl FnOnce(&mut dyn Iterator<Item = &str>) -> bool) {
        let acts = || self.treaties.iter().flat_map(|treaty| &treaty.acts);
        if !acts().any(|act| act.by_code) && are_codes(&mut acts().map(|act| act.participant.as_str())) {
            for act in self.treaties.iter_mut().flat_map(|treaty| &mut treaty.acts) {
                act.by_code = true;
            }
        }
    }
}

/// Where a file of another machine came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its address.
    pub address: String,
    /// By which the server told this state of it from others.
    pub etag: Option<String>,
    /// How many bytes it has.
    pub size: usize,
    /// The treaty that it was told to be about.
    pub treaty: Option<String>,
    /// Whether it can be read again by the name of its reader alone.
    pub is_read_by_name: bool,
}

/// A file that was read.
#[derive(Debug, Clone)]
pub struct FileRead {
    /// Its name, as it is to be recorded and shown.
    pub name: String,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Where it came from, if from another machine.
    pub origin: Option<Origin>,
    /// What it says.
    pub reading: Reading,
}
