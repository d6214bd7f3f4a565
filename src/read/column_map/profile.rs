//! What a map says of a table.

use super::texts::Words;
use crate::model::Date;
use crate::model::draft::{Authority, What};
use crate::read::heading::Heading;

/// What a table of a source means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnMap {
    pub(super) name: String,
    pub(super) about: String,
    pub(super) publisher: String,
    pub(super) authority: Authority,
    pub(super) title: String,
    pub(super) whole: bool,
    pub(super) withdrawals: bool,
    pub(super) separator: Option<u8>,
    pub(super) sheet: Option<String>,
    pub(super) heading_row: u32,
    /// Its encoding, where it is not UTF-8.
    pub(super) encoding: Option<String>,
    /// Where the records stand in a JSON file: names of fields, one in the other.
    pub(super) list: Vec<String>,
    /// What the codes begin with of the treaties that its publisher keeps.
    pub(super) scheme: Option<String>,
    /// In days of numbers the month comes first.
    pub(super) month_first: bool,
    pub(super) unknown: Vec<String>,
    pub(super) open: Vec<String>,
    pub(super) two_digit_years_from: Option<Date>,
    pub(super) note: Vec<String>,
    pub(super) skip: Vec<String>,
    /// Columns whose days are those of no act.
    pub(super) ignore: Vec<String>,
    /// Cells of a column that leave something open, each with what it is.
    pub(super) flags: Vec<(String, OpenCells)>,
    /// Cells of a column that speak against an act behind words of a text, each with what the reader sees.
    pub(super) against: Vec<(String, OpenCells)>,
    /// Only rows with one of these cells in this column are read.
    pub(super) only: Vec<(String, Vec<String>)>,
    pub(super) participant: ParticipantColumns,
    pub(super) treaty: Option<TreatyColumns>,
    pub(super) markers: Vec<(String, String)>,
    pub(super) words: Vec<Word>,
    pub(super) acts: Vec<ActColumns>,
}

/// Cells that leave something open, each with what it is.
pub(super) type OpenCells = Vec<(String, String)>;

/// Whom a row is about; nobody is named where the user has to say it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct ParticipantColumns {
    pub name: Vec<String>,
    /// It counts before the name; where it is blank the name counts.
    pub code: Vec<String>,
    /// Whose numbers the codes are: a list of States.
    pub numbers: Option<String>,
    /// A table without the column of the code is read too, by the name.
    pub code_is_optional: bool,
    /// Columns that each name one: every one of them did it.
    pub every: Vec<String>,
    /// The one that every row is about.
    pub is: Option<String>,
}

/// What says of which treaty a row is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct TreatyColumns {
    /// Its number in the source.
    pub code: Vec<String>,
    /// What stands before the number in our form.
    pub prefix: String,
    /// Numbers whose form in ours is another one.
    pub codes: Vec<(String, String)>,
    /// What ends the number in its cell: `-` in `C029 - Forced Labour Convention`.
    pub up_to: Option<String>,
    /// What the source calls it, where it has no number.
    pub name: Vec<String>,
    pub title: Vec<String>,
    pub adopted: Vec<String>,
    pub in_force: Vec<String>,
}

/// How the table tells which act it was.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Told {
    /// The column is that of one act.
    Always(What),
    /// Another column has the word.
    ByColumn(Vec<String>),
    /// A word in parentheses behind the day: `22-10-2015 (A)`.
    ByMark,
    /// A word and a colon before the day: `Accession: March 1, 2003`.
    ByWord,
    /// A mark behind the day that a heading in the manner of the United Nations declares.
    ByHeading(Heading),
}

/// Where a day stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum DayIn {
    /// In no column.
    #[default]
    Nowhere,
    /// In a column of one of these names.
    One(Vec<String>),
    /// In columns of its own for the year, the month and the day.
    Three([Vec<String>; 3]),
}

/// One act that a row may tell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ActColumns {
    pub told: Told,
    /// The treaty that it is under, where a row tells acts under several.
    pub treaty: Option<String>,
    pub day: DayIn,
    pub effective: DayIn,
    /// Words behind which the day stands in a cell of text; a cell without them tells nothing.
    pub after: Vec<Words>,
    /// What stands between several days in one cell.
    pub between: Option<String>,
    /// A column that only says whether it was done.
    pub said: Vec<String>,
    pub yes: Vec<String>,
    pub no: Vec<String>,
    /// The cells give a year and nothing else.
    pub year_only: bool,
    /// Tables without these columns are read too.
    pub optional: bool,
    pub flag: Option<String>,
}

/// What a word of the source means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    pub written: String,
    pub what: What,
    pub flag: Option<String>,
}
