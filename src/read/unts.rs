//! The list of the United Nations Treaty Series of every action under a treaty, one row each. Three deposits of one
//! ratification are three rows, and stay three.

use super::cells::{self, Cell, Dated, add};
use super::days::{self, Forms};
use super::drafts::Drafts;
use super::input::{Input, Read, Unreadable};
use super::noticed::noticed;
use super::{rows, text, words};
use crate::model::draft::{Authority, DraftTreaty, Edition, Reason};
use crate::names::fold;

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    let first = beginning.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    fold(first).starts_with("participant action date of notification")
}

pub(super) fn read(input: &Input) -> Read {
    let code = input.named_treaty()?.to_owned();
    let text = text::decode(input, None)?;
    let mut drafts = Drafts::new(Edition {
        shows_withdrawals: true,
        is_whole: true,
        ..Edition::of("United Nations Treaty Series", Authority::Collection, "list of actions under a treaty")
    });
    let mut list: Option<List> = None;
    rows::each(&text, rows::separator_of(&text), |row| {
        if let Some(list) = &list {
            return list.row(&mut drafts, &row);
        }
        let mut found = List::headed(&row)?;
        found.treaty = drafts.treaty(DraftTreaty::of(row.place(0), &*code))?;
        list = Some(found);
        Ok(())
    })?;
    list.ok_or_else(Unreadable::no_heading)?;
    Ok(drafts.done())
}

/// The columns of a list.
struct List {
    treaty: usize,
    headings: Vec<String>,
    participant: usize,
    action: usize,
    day: usize,
    effect: Option<usize>,
}

impl List {
    fn headed(row: &rows::Row) -> Result<Self, Unreadable> {
        let headings: Vec<String> = row.cells().map(str::to_owned).collect();
        let column = |wanted: &str| headings.iter().position(|heading| fold(heading).starts_with(wanted));
        let needed = |wanted: &str| {
            column(wanted).ok_or_else(|| {
                let why =
                    format!("the first row is no heading of a list of actions: it has no column '{wanted}'");
                Unreadable::because(Reason::NotOfThisForm, row.place(0), row.cell(0), why)
            })
        };
        let (participant, action) = (needed("participant")?, needed("action")?);
        let (day, effect) = (needed("date of notification")?, column("date of effect"));
        Ok(Self { treaty: 0, participant, action, day, effect, headings })
    }

    fn row(&self, drafts: &mut Drafts, row: &rows::Row) -> Result<(), Unreadable> {
        if row.is_empty() {
            return Ok(());
        }
        if row.len() != self.headings.len() {
            let cells = row.cells().collect::<Vec<_>>().join(" | ");
            let dated = row.cells().filter(|cell| days::is_one(cell)).count();
            return drafts.uneven(row.place(0), &cells, (row.len(), self.headings.len()), dated);
        }
        let word = row.cell(self.action).trim();
        let meaning = match words::find(word) {
            Ok(meaning) => meaning,
            Err(why) => {
                return drafts.lost(row.place(self.action), Reason::UnknownAction, word, why.why(word));
            }
        };
        let cell = |number: usize| Cell {
            place: row.place(number),
            header: &self.headings[number],
            text: row.cell(number),
        };
        let day = cell(self.day);
        let dated = if day.text.trim().is_empty() {
            Dated::default()
        } else {
            match day.day(drafts, &Forms::default())? {
                Some(dated) => dated,
                None => return Ok(()),
            }
        };
        let mut act = day.act(row.cell(self.participant), meaning.what, dated);
        if let Some(effect) = self.effect {
            act.effective_on = cell(effect).whole_day(drafts, &Forms::default())?;
        }
        if let Some(flag) = meaning.flag {
            add(&mut act.flag, &format!("{flag}: {word}"));
        }
        add(&mut act.note, &format!("action: {word}"));
        for number in (0..row.len()).filter(|number| !self.is_known(*number)) {
            let text = row.cell(number).trim();
            let days = noticed(text);
            for day in &days {
                let why = format!("a list of actions has no column '{}'", self.headings[number].trim());
                drafts.lost(row.place(number), Reason::UnreadColumn, day, why)?;
            }
            if !text.is_empty() && days.first().is_none_or(|day| day != text) {
                add(&mut act.note, &format!("{}: {text}", self.headings[number].trim()));
            }
        }
        cells::take(drafts, self.treaty, act)
    }

    fn is_known(&self, column: usize) -> bool {
        [Some(self.participant), Some(self.action), Some(self.day), self.effect].contains(&Some(column))
    }
}
