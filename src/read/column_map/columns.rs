//! Where the columns of a map stand in a table.

use super::profile::{ActColumns, ColumnMap, Told};
use crate::names::fold;
use crate::read::footnotes::without_notes;

/// Where the columns of one act stand.
#[derive(Debug)]
pub(super) struct ActAt<'m> {
    pub act: &'m ActColumns,
    pub day: Option<usize>,
    pub effective: Option<usize>,
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
    /// Its number, or what it is called.
    pub treaty: Option<usize>,
    pub title: Option<usize>,
    pub adopted: Option<usize>,
    pub in_force: Option<usize>,
    pub note: Vec<usize>,
    pub acts: Vec<ActAt<'m>>,
    /// How many columns the table has.
    pub width: usize,
}

impl Columns<'_> {
    /// How many columns the map finds a use for: of two maps that fit, the one that knows more of the table is meant.
    pub(super) fn used(&self) -> usize {
        let acts = self.acts.iter().flat_map(|at| [at.day, at.effective, at.said, at.word]);
        let own = [self.name, self.code, self.treaty, self.title, self.adopted, self.in_force];
        let mut all: Vec<usize> = own.into_iter().chain(acts).flatten().chain(self.note.clone()).collect();
        all.sort_unstable();
        all.dedup();
        all.len()
    }
}

/// Finds every column of a map among the headings of a table.
///
/// Errors: which column is not there, or is there more than once.
pub(super) fn find<'m>(map: &'m ColumnMap, headings: &[String]) -> Result<Columns<'m>, String> {
    let table = Headings::of(headings);
    let name = table.needed(&map.participant.name)?;
    let code = table.needed(&map.participant.code)?;
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
    let mut note = Vec::new();
    for name in &map.note {
        note.extend(table.find(std::slice::from_ref(name))?);
    }
    Ok(Columns {
        name,
        code,
        treaty: treaty_at,
        title: further(treaty.map(|treaty| &treaty.title))?,
        adopted: further(treaty.map(|treaty| &treaty.adopted))?,
        in_force: further(treaty.map(|treaty| &treaty.in_force))?,
        note,
        acts,
        width: headings.len(),
    })
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
        let (said, day) = (self.needed(&act.said)?, self.needed(&act.day)?);
        let effective = self.needed(&act.effective)?;
        let columns = [word, said, day, effective].into_iter().flatten();
        let raw_header = columns.map(|at| headings[at].trim()).collect::<Vec<_>>().join(" | ");
        Ok(ActAt { act, day, effective, said, word, raw_header })
    }
}
