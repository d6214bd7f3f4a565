//! Where the columns of a map stand in a table.

use std::collections::BTreeMap;

use super::profile::{ActColumns, ColumnMap, DayIn, Told};
use super::texts::Words;
use crate::names::fold;
use crate::read::footnotes::without_notes;

/// Where a day stands: in one column, or in one each for the year, the month and the day.
#[derive(Debug, Clone, Copy, Default)]
pub(super) enum DayAt {
    #[default]
    Nowhere,
    One(usize),
    Three([usize; 3]),
}

impl DayAt {
    /// Its columns.
    pub(super) fn columns(&self) -> &[usize] {
        match self {
            Self::Nowhere => &[],
            Self::One(column) => std::slice::from_ref(column),
            Self::Three(columns) => columns,
        }
    }
}

/// Where the columns of one act stand.
#[derive(Debug)]
pub(super) struct ActAt<'m> {
    pub act: &'m ActColumns,
    pub day: DayAt,
    pub effective: DayAt,
    pub said: Option<usize>,
    pub word: Option<usize>,
    /// The headings of these columns, as they stand in the file.
    pub raw_header: String,
}

/// Where the columns of a map stand.
#[derive(Debug)]
pub(super) struct Columns<'m> {
    pub name: Option<usize>,
    pub code: Option<usize>,
    /// The columns that each name a participant.
    pub every: Vec<usize>,
    /// Columns with the cells of rows that are read.
    pub only: Vec<(usize, &'m [String])>,
    /// Columns with the cells that leave something open, each with what it is.
    pub open: Vec<(usize, &'m [(String, String)])>,
    /// The same for cells that speak against an act behind words of a text.
    pub against: Vec<(usize, &'m [(String, String)])>,
    /// Its number, or what it is called.
    pub treaty: Option<usize>,
    pub title: Option<usize>,
    pub adopted: Option<usize>,
    pub in_force: Option<usize>,
    pub note: Vec<usize>,
    /// Columns of which only words are looked at, and no day is read.
    pub watched: Vec<usize>,
    /// The columns that no key is for, each with its heading.
    pub unread: Vec<(usize, String)>,
    pub acts: Vec<ActAt<'m>>,
    /// The columns of text of which no act reads the whole, each with the words behind which days are read.
    pub texts: Vec<(usize, Vec<&'m [Words]>)>,
    /// How many columns the table has.
    pub width: usize,
}

impl ActAt<'_> {
    fn columns(&self) -> impl Iterator<Item = usize> {
        let days = self.day.columns().iter().chain(self.effective.columns()).copied();
        [self.word, self.said].into_iter().flatten().chain(days)
    }
}

impl Columns<'_> {
    /// How many columns the map finds a use for: of two maps that fit, the one that knows more of the table is meant.
    pub(super) fn used(&self) -> usize {
        self.width - self.unread.len()
    }

    /// The columns that some key of the map is for.
    fn read(&self) -> Vec<usize> {
        let own = [self.name, self.code, self.treaty, self.title, self.adopted, self.in_force];
        let own = own.into_iter().flatten().chain(self.every.iter().copied());
        let rows = self.only.iter().map(|column| column.0).chain(self.note.iter().copied());
        let rows = rows.chain(self.open.iter().chain(&self.against).map(|column| column.0));
        own.chain(rows).chain(self.acts.iter().flat_map(ActAt::columns)).collect()
    }
}

/// Finds every column of a map among the headings of a table.
///
/// Errors: which column is not there, or is there more than once.
pub(super) fn find<'m>(map: &'m ColumnMap, headings: &[String]) -> Result<Columns<'m>, String> {
    let table = Headings::of(headings);
    let name = table.needed(&map.participant.name)?;
    let code = &map.participant.code;
    let code = if map.participant.code_is_optional { table.find(code)? } else { table.needed(code)? };
    let treaty = map.treaty.as_ref();
    let treaty_at = match treaty {
        Some(treaty) if treaty.code.is_empty() => table.needed(&treaty.name)?,
        Some(treaty) => table.needed(&treaty.code)?,
        None => None,
    };
    let further = |names: Option<&Vec<String>>| names.map_or(Ok(None), |names| table.find(names));
    let mut acts = Vec::new();
    for act in &map.acts {
        match table.act(act, headings) {
            Ok(at) => acts.push(at),
            Err(_) if act.optional => {}
            Err(why) => return Err(why),
        }
    }
    if acts.is_empty() {
        return Err("it has the columns of no act".to_owned());
    }
    let one = |name: &String| table.find(std::slice::from_ref(name));
    let every = map.participant.every.iter().map(|name| table.needed(std::slice::from_ref(name)));
    let every = every.collect::<Result<Vec<_>, _>>()?.into_iter().flatten().collect();
    let mut only = Vec::new();
    for (name, cells) in &map.only {
        let at = table.needed(std::slice::from_ref(name))?;
        only.extend(at.map(|at| (at, cells.as_slice())));
    }
    let (mut open, mut against) = (Vec::new(), Vec::new());
    for (name, cells) in &map.flags {
        open.extend(one(name)?.map(|at| (at, cells.as_slice())));
    }
    for (name, cells) in &map.against {
        against.extend(one(name)?.map(|at| (at, cells.as_slice())));
    }
    let (mut note, mut ignored) = (Vec::new(), Vec::new());
    for name in &map.note {
        note.extend(one(name)?);
    }
    for name in &map.ignore {
        ignored.extend(one(name)?);
    }
    let mut columns = Columns {
        name,
        code,
        every,
        only,
        open,
        against,
        treaty: treaty_at,
        title: further(treaty.map(|treaty| &treaty.title))?,
        adopted: further(treaty.map(|treaty| &treaty.adopted))?,
        in_force: further(treaty.map(|treaty| &treaty.in_force))?,
        note,
        watched: Vec::new(),
        unread: Vec::new(),
        texts: texts(&acts),
        acts,
        width: headings.len(),
    };
    let days = |at: &usize| {
        let acts = columns.acts.iter().any(|act| act.columns().any(|column| column == *at));
        acts || ignored.contains(at) || columns.note.contains(at)
    };
    let watched = columns.open.iter().chain(&columns.against).map(|column| column.0);
    let mut watched: Vec<usize> = watched.filter(|at| !days(at)).collect();
    watched.dedup();
    columns.watched = watched;
    let read: Vec<usize> = columns.read().into_iter().chain(ignored).collect();
    let unread = (0..headings.len()).filter(|at| !read.contains(at));
    columns.unread = unread.map(|at| (at, headings[at].trim().to_owned())).collect();
    Ok(columns)
}

/// The columns of text in which days stand behind words, and which no act reads without any.
fn texts<'m>(acts: &[ActAt<'m>]) -> Vec<(usize, Vec<&'m [Words]>)> {
    let (plain, behind): (Vec<&ActAt>, Vec<&ActAt>) = acts.iter().partition(|at| at.act.after.is_empty());
    let mut texts: BTreeMap<usize, Vec<&[Words]>> = BTreeMap::new();
    for at in behind {
        for column in at.day.columns() {
            texts.entry(*column).or_default().push(&at.act.after);
        }
    }
    for column in plain.iter().flat_map(|at| at.day.columns().iter().chain(at.effective.columns())) {
        texts.remove(column);
    }
    texts.into_iter().collect()
}

/// The headings of a table, each as it is compared: whole, and without the marks of footnotes.
struct Headings {
    whole: Vec<String>,
    plain: Vec<String>,
}

impl Headings {
    fn of(headings: &[String]) -> Self {
        let whole = headings.iter().map(|heading| fold(heading)).collect();
        let plain = headings.iter().map(|heading| fold(&without_notes(heading).0)).collect();
        Self { whole, plain }
    }

    /// The column of one of these names; none where there is none. A heading that is the name counts before one that
    /// is it but for a footnote.
    fn find(&self, names: &[String]) -> Result<Option<usize>, String> {
        let names: Vec<String> = names.iter().map(|name| fold(name)).collect();
        for headings in [&self.whole, &self.plain] {
            let mut found = (0..headings.len()).filter(|at| names.contains(&headings[*at]));
            match (found.next(), found.next()) {
                (None, _) => {}
                (Some(one), None) => return Ok(Some(one)),
                (Some(one), Some(other)) => {
                    return Err(format!(
                        "its columns {} and {} could both be '{}'",
                        one + 1,
                        other + 1,
                        headings[one]
                    ));
                }
            }
        }
        Ok(None)
    }

    /// The same, where a map that names a column needs it.
    fn needed(&self, names: &[String]) -> Result<Option<usize>, String> {
        match self.find(names)? {
            None if !names.is_empty() => Err(format!("it has no column '{}'", names.join("' or '"))),
            found => Ok(found),
        }
    }

    fn act<'m>(&self, act: &'m ActColumns, headings: &[String]) -> Result<ActAt<'m>, String> {
        let word = match &act.told {
            Told::ByColumn(names) => self.needed(names)?,
            _ => None,
        };
        let (said, day) = (self.needed(&act.said)?, self.day(&act.day)?);
        let effective = self.day(&act.effective)?;
        let mut at = ActAt { act, day, effective, said, word, raw_header: String::new() };
        at.raw_header = at.columns().map(|at| headings[at].trim()).collect::<Vec<_>>().join(" | ");
        Ok(at)
    }

    fn day(&self, day: &DayIn) -> Result<DayAt, String> {
        let column = |names: &[String]| self.needed(names).map(Option::unwrap_or_default);
        Ok(match day {
            DayIn::Nowhere => DayAt::Nowhere,
            DayIn::One(names) => DayAt::One(column(names)?),
            DayIn::Three([year, month, day]) => DayAt::Three([column(year)?, column(month)?, column(day)?]),
        })
    }
}
