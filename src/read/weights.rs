//! A table of weights of one's own: one row for what a participant weighs, from a day on. The columns stand in any order; one
//! that is not known is refused by its name.

use super::input::{Input, Unreadable};
use super::rows::{self, Row};
use super::{days, text};
use crate::model::draft::{Place, Reason};
use crate::model::{Date, Decimal, TextForm};

const COLUMNS: [&str; 5] = ["participant", "weight", "since", "note", "sources"];

/// Those that have to be there: the first ones.
const NEEDED: usize = 2;

/// What a file of weights says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WeightFile {
    /// Its name.
    pub name: String,
    /// The rows that can be read.
    pub rows: Vec<WeightLine>,
    /// What cannot be read: where, and why.
    pub faults: Vec<(Place, String)>,
}

/// A row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WeightLine {
    /// Where it stands.
    pub place: Place,
    /// Whose weight, as it is written there.
    pub participant: String,
    /// How much.
    pub weight: Decimal,
    /// The first day on which it is so much; always where there is none.
    pub since: Option<Date>,
    /// Remarks.
    pub note: Option<String>,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

impl WeightFile {
    /// Reads it.
    pub fn read(input: &Input) -> Result<Self, Unreadable> {
        text::is_no_page(input)?;
        let text = text::decode(input, None)?;
        let mut file = Self { name: input.name.to_owned(), ..Self::default() };
        let mut columns = None;
        rows::each(&text, rows::separator_of(&text), |row| {
            match &columns {
                None => columns = Some(Columns::headed(&row)?),
                Some(_) if row.is_empty() => {}
                Some(columns) => match columns.line(&row) {
                    Ok(line) => file.rows.push(line),
                    Err(fault) => file.faults.push(fault),
                },
            }
            Ok(())
        })?;
        columns.map(|_| file).ok_or_else(Unreadable::no_heading)
    }
}

/// Where each column stands, and how many there are.
struct Columns([Option<usize>; COLUMNS.len()], usize);

impl Columns {
    fn headed(row: &Row) -> Result<Self, Unreadable> {
        let mut columns = Self([None; COLUMNS.len()], row.len());
        for (number, heading) in row.cells().enumerate() {
            let heading = heading.trim();
            let refused = |why: String| {
                Err(Unreadable::because(Reason::NotOfThisForm, row.place(number), heading, why))
            };
            match COLUMNS.iter().position(|known| *known == heading) {
                None => {
                    let all = COLUMNS.join(", ");
                    return refused(format!("the column '{heading}' is not known; the columns are {all}"));
                }
                Some(known) if columns.0[known].is_some() => {
                    return refused(format!("the column '{heading}' stands there twice"));
                }
                Some(known) => columns.0[known] = Some(number),
            }
        }
        match (0..NEEDED).find(|needed| columns.0[*needed].is_none()) {
            None => Ok(columns),
            Some(needed) => {
                let why = format!("the column '{}' is missing", COLUMNS[needed]);
                Err(Unreadable::because(Reason::NotOfThisForm, row.place(0), row.cell(0), why))
            }
        }
    }

    /// What a row says, or what is wrong with it and where.
    fn line(&self, row: &Row) -> Result<WeightLine, (Place, String)> {
        if row.len() != self.1 {
            let why = format!("the row has {} cells, and the heading {}", row.len(), self.1);
            return Err((row.place(0), why));
        }
        let [participant, weight, since, note, sources] =
            self.0.map(|number| number.map_or("", |number| row.cell(number).trim()));
        let fault = |column: usize, why: String| {
            (self.0[column].map_or_else(|| row.place(0), |number| row.place(number)), why)
        };
        if participant.is_empty() {
            return Err(fault(0, "nobody is named in this row".to_owned()));
        }
        let weight = weight.parse().map_err(|why| fault(1, format!("{why}")))?;
        let since = match days::read(since, &days::Forms::default()) {
            Ok(days::Day::Blank) => None,
            Ok(days::Day::Known { day, doubtful: false }) if day.date.is_some() => day.date,
            Ok(_) => return Err(fault(2, format!("'{since}' is no whole and certain day"))),
            Err(why) => return Err(fault(2, why)),
        };
        if !note.is_empty() {
            TextForm::TEXT.check(note).map_err(|why| fault(3, why))?;
        }
        Ok(WeightLine {
            place: row.place(0),
            participant: participant.to_owned(),
            weight,
            since,
            note: Some(note.to_owned()).filter(|note| !note.is_empty()),
            sources: sources
                .split(';')
                .map(|code| code.trim().to_owned())
                .filter(|code| !code.is_empty())
                .collect(),
        })
    }
}
