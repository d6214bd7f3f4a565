//! The treaties of a table: one that the user names, or those that its rows name.

use std::collections::HashMap;

use super::cells::{self, Lost};
use super::columns::{ActAt, Columns};
use super::profile::{ColumnMap, TreatyColumns};
use super::texts::squeezed;
use crate::model::Date;
use crate::model::draft::{DraftDay, DraftTreaty, Place, Reason};
use crate::names::fold;
use crate::read::day_order::Orders;
use crate::read::days::Day;
use crate::read::drafts::Drafts;
use crate::read::input::{Input, Unreadable};
use crate::read::schemes::{canonical, scheme_of};
use crate::read::table::{Kind, Line};

/// How many different days of one treaty are kept, to be told.
const MOST_DAYS: usize = 20;

/// The treaties so far.
pub(super) struct Treaties<'m> {
    named: Named<'m>,
    /// Those that acts are under wherever they stand, by their codes.
    of_acts: HashMap<String, usize>,
    /// Those that rows name: the place of what is said of each, by what they call it.
    of_rows: HashMap<String, usize>,
    said: Vec<Said>,
}

/// What says of which treaty an act is.
#[derive(Clone, Copy)]
enum Named<'m> {
    /// One treaty is that of the whole table.
    Once(usize),
    /// The rows do.
    ByRow(&'m TreatyColumns),
    /// The columns do: each act is under a treaty of its own.
    ByAct,
}

/// What the rows say of one treaty, which they repeat and may contradict.
#[derive(Default)]
struct Said {
    treaty: usize,
    adopted: Vec<String>,
    in_force: Vec<String>,
    dates: [Vec<Date>; 2],
}

impl<'m> Treaties<'m> {
    /// Before the first row.
    pub(super) fn of(
        (map, columns): (&'m ColumnMap, &Columns),
        input: &Input,
        drafts: &mut Drafts,
        place: Place,
    ) -> Result<Self, Unreadable> {
        let mut treaties =
            Self { named: Named::ByAct, of_acts: HashMap::new(), of_rows: HashMap::new(), said: Vec::new() };
        let mut is_by_act = false;
        for code in columns.acts.iter().filter_map(|at| at.act.treaty.as_ref()) {
            is_by_act = true;
            if !treaties.of_acts.contains_key(code) {
                let treaty = drafts.treaty(DraftTreaty::of(place, code.as_str()))?;
                treaties.of_acts.insert(code.clone(), treaty);
            }
        }
        if let Some(columns) = &map.treaty {
            treaties.named = Named::ByRow(columns);
        } else if !is_by_act {
            treaties.named = Named::Once(drafts.treaty(DraftTreaty::of(place, input.named_treaty()?))?);
        }
        Ok(treaties)
    }

    /// The treaty of an act, where it is another than that of its row.
    pub(super) fn of_act(&self, at: &ActAt) -> Option<usize> {
        self.of_acts.get(at.act.treaty.as_ref()?).copied()
    }

    /// The treaty of a row.
    pub(super) fn of_row(
        &mut self,
        map: &ColumnMap,
        columns: &Columns,
        orders: &Orders,
        drafts: &mut Drafts,
        line: &dyn Line,
    ) -> Result<Result<usize, Lost>, Unreadable> {
        let own = match self.named {
            Named::Once(treaty) => return Ok(Ok(treaty)),
            Named::ByRow(own) => own,
            Named::ByAct => {
                return Ok(Err((Reason::NotOfThisForm, "the act does not name its treaty".to_owned())));
            }
        };
        let at = columns.treaty.unwrap_or_default();
        let cell = line.cell(at);
        let named = squeezed(cell.text);
        if cell.kind == Kind::Formula {
            return Ok(Err((Reason::Formula, "a formula stands in place of the treaty".to_owned())));
        }
        if named.is_empty() {
            return Ok(Err((
                Reason::NotOfThisForm,
                "the row does not say which treaty it is about".to_owned(),
            )));
        }
        let place = if let Some(place) = self.of_rows.get(&named) {
            *place
        } else {
            if let Some(foreign) = own.foreign(&named) {
                let why = format!(
                    "the code is of {foreign}, and the map '{}' writes {}before it",
                    map.name, own.prefix
                );
                return Ok(Err((Reason::OtherTreaty, why)));
            }
            let title = columns.title.map(|at| squeezed(line.cell(at).text));
            let treaty = drafts.treaty(DraftTreaty {
                place: line.place(at),
                code: own.number(&named),
                named: named.clone(),
                title: title.filter(|title| !title.is_empty()),
                ..DraftTreaty::default()
            })?;
            self.said.push(Said { treaty, ..Said::default() });
            self.of_rows.insert(named, self.said.len() - 1);
            self.said.len() - 1
        };
        let Some(said) = self.said.get_mut(place) else {
            return Ok(Err((Reason::NotOfThisForm, "the treaty is not known".to_owned())));
        };
        said.days(map, columns, orders, drafts, line)?;
        Ok(Ok(said.treaty))
    }

    /// After the last row: a day on which the rows agree is that of the treaty, others are only told.
    pub(super) fn done(self, drafts: &mut Drafts) {
        for said in self.said {
            let Some(treaty) = drafts.more_of(said.treaty) else {
                continue;
            };
            let mut notes = Vec::new();
            let [adopted, in_force] = &said.dates;
            for (texts, dates, field, called) in [
                (&said.adopted, adopted, &mut treaty.adopted_on, "its text"),
                (&said.in_force, in_force, &mut treaty.in_force_on, "its entry into force"),
            ] {
                match (&texts[..], &dates[..]) {
                    ([_], [date]) => *field = Some(*date),
                    ([], _) => {}
                    _ => notes.push(format!("the source gives as the day of {called}: {}", texts.join(", "))),
                }
            }
            treaty.note = (!notes.is_empty()).then(|| notes.join("; "));
        }
    }
}

impl TreatyColumns {
    /// The number in our form; none where the table has only what it is called.
    fn number(&self, named: &str) -> Option<String> {
        if self.code.is_empty() {
            return None;
        }
        let is_it = |(number, _): &&(String, String)| fold(number) == fold(named);
        if let Some((_, code)) = self.codes.iter().find(is_it) {
            return Some(code.clone());
        }
        let number = self.before_its_end(named);
        // A code that is whole already needs nothing before it.
        let is_whole = scheme_of(number).is_some();
        Some(canonical(&if is_whole { number.to_owned() } else { format!("{}{number}", self.prefix) }))
    }

    fn before_its_end<'a>(&self, named: &'a str) -> &'a str {
        self.up_to.as_ref().and_then(|end| named.split(end.as_str()).next()).map_or(named, str::trim)
    }

    /// The scheme of a code that has one already, and another one than the map writes before it.
    fn foreign<'a>(&self, named: &'a str) -> Option<&'a str> {
        let scheme = scheme_of(self.before_its_end(named))?;
        let is_own = self.prefix.is_empty()
            || self.prefix.trim().eq_ignore_ascii_case(scheme)
            || self.codes.iter().any(|(number, _)| number == named);
        (!self.code.is_empty() && !is_own).then_some(scheme)
    }
}

impl Said {
    fn days(
        &mut self,
        map: &ColumnMap,
        columns: &Columns,
        orders: &Orders,
        drafts: &mut Drafts,
        line: &dyn Line,
    ) -> Result<(), Unreadable> {
        let [adopted, in_force] = &mut self.dates;
        for (at, texts, dates) in
            [(columns.adopted, &mut self.adopted, adopted), (columns.in_force, &mut self.in_force, in_force)]
        {
            let Some(at) = at else { continue };
            let cell = line.cell(at);
            let text = squeezed(cell.text);
            if text.is_empty() || texts.contains(&text) || texts.len() >= MOST_DAYS {
                continue;
            }
            match cells::day(map, &text, cell.kind, orders.of(at), false) {
                Ok(Day::Known { day, doubtful }) => {
                    if let DraftDay { date: Some(date), .. } = day
                        && !doubtful
                    {
                        dates.push(date);
                    }
                    texts.push(text);
                }
                Ok(_) => {}
                Err((reason, why)) => {
                    drafts.lost(line.place(at), reason, &text, why)?;
                    texts.push(text);
                }
            }
        }
        Ok(())
    }
}
