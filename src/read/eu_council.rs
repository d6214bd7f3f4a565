//! The text of a page of the agreements database of the Council of the European Union: a name and its days on one line,
//! and above the table the days of all those who have none of their own.
//!
//! Where a line has one day, it is that of the notification: the headings of the two other columns bear a star, and the
//! star says that a day may be missing there.

use super::cells::{self, Cell, Dated, add};
use super::days::{self, Day, Forms};
use super::drafts::Drafts;
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::noticed::noticed;
use super::text::offset;
use super::text::{self, Places};
use crate::model::draft::{Authority, DraftTreaty, Edition, Place, Reason, What};
use crate::model::{ActKind, Date};
use crate::names::fold;

/// The columns that give a day.
const MOST_DAYS: usize = 3;

const CONSENT: &str =
    "the table says 'Notification', and does not tell ratification, acceptance and approval apart";
const SHARED_SIGNATURE: &str =
    "the day is the one that the page gives for every party without a day of its own under Signature";
const SHARED_FORCE: &str =
    "the day of effect is the one that the page gives for every party without a day of its own";
const EITHER: &str = "the line has two days, and nothing says in which of the three columns they stand";

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    beginning.lines().any(is_heading)
}

fn is_heading(line: &str) -> bool {
    const LONGEST: usize = 1_000;
    line.len() <= LONGEST && fold(line).starts_with("party signature notification entry into force")
}

/// What stands between the cells of a table whose heading is this line; nothing where all are separated by blanks alone.
fn separator_of(heading: &str) -> Option<char> {
    ['\t', ';', '|', ','].into_iter().find(|separator| heading.matches(*separator).count() >= FORCE)
}

/// The columns of a table.
const SIGNED: usize = 1;
const NOTIFIED: usize = 2;
const FORCE: usize = 3;

/// The cells of a line, without the quotation marks around them.
fn cells_of(line: &str, separator: char) -> Vec<&str> {
    let (mut cells, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in line.char_indices() {
        quoted ^= letter == '"';
        if letter == separator && !quoted {
            cells.push(&line[start..at]);
            start = at + letter.len_utf8();
        }
    }
    cells.push(&line[start..]);
    cells.into_iter().map(|cell| cell.trim().trim_matches('"').trim()).collect()
}

pub(super) fn read(input: &Input) -> Read {
    let code = input.named_treaty()?.to_owned();
    let text = text::decode(input, None)?;
    let mut drafts = Drafts::new(Edition::of(
        "Council of the European Union",
        Authority::Depositary,
        "agreements database (text of a page)",
    ));
    let mut places = Places::of(&text);
    let mut page = Page::default();
    let mut heading = None;
    for line in text.lines() {
        let place = places.at(offset(&text, line));
        if is_heading(line) {
            heading = heading.or(Some(place));
            page.separator = separator_of(line);
            page.width = page.separator.map_or(0, |separator| cells_of(line, separator).len());
        } else {
            page.line(&mut drafts, place, line, heading.is_some())?;
        }
    }
    let Some(place) = heading else {
        let why = "there is no heading in it: Party, Signature, Notification, Entry into force";
        return Err(Unreadable::wrong_form(Place::START, why));
    };
    let treaty = drafts.treaty(DraftTreaty {
        place,
        named: code.clone(),
        code: Some(code),
        in_force_on: page.in_force.as_ref().map(|shared| shared.0),
        ..DraftTreaty::default()
    })?;
    for row in &page.rows {
        page.row(&mut drafts, treaty, row)?;
    }
    Ok(drafts.done())
}

/// The days of all, each with its line, and the lines of parties.
#[derive(Default)]
struct Page<'a> {
    signature: Option<(Date, &'a str)>,
    in_force: Option<(Date, &'a str)>,
    rows: Vec<Row<'a>>,
    /// What stands between the cells of the table, and how many cells its heading has.
    separator: Option<char>,
    width: usize,
}

/// A day as it is written, with its place.
type Written<'a> = (Place, &'a str);

struct Row<'a> {
    place: Place,
    name: &'a str,
    days: Days<'a>,
    /// What stands behind the days.
    rest: String,
}

/// The days of a line.
enum Days<'a> {
    /// One after the other, without the blank ones.
    InLine(Vec<Written<'a>>),
    /// Each in its column: signature, notification, entry into force.
    InColumns([Option<Written<'a>>; MOST_DAYS]),
}

impl<'a> Page<'a> {
    fn line(
        &mut self,
        drafts: &mut Drafts,
        place: Place,
        line: &'a str,
        in_table: bool,
    ) -> Result<(), Unreadable> {
        if let Some(separator) = self.separator.filter(|separator| in_table && line.contains(*separator)) {
            return self.cells(drafts, place, (line, &cells_of(line, separator)));
        }
        let mut days = line.split_whitespace().filter(|word| is_day(trimmed(word)));
        let Some(first) = days.next() else {
            return noticed(line).iter().try_for_each(|day| {
                drafts.lost(
                    place,
                    Reason::NotOfThisForm,
                    day,
                    "the day does not stand in this line as in others",
                )
            });
        };
        let before = &line[..offset(line, first)];
        let is_shared =
            ["signature", "entry into force", "above"].iter().any(|word| fold(before).starts_with(word));
        if is_shared {
            return self.shared(drafts, place, line);
        }
        let at = |part: &str| {
            let column = line[..offset(line, part)].chars().count();
            Place { line: place.line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) }
        };
        let (mut found, mut rest) = (Vec::new(), &line[offset(line, first)..]);
        while let Some(word) = rest.split_whitespace().next().filter(|word| is_day(word)) {
            if found.len() > MOST_DAYS {
                break;
            }
            found.push((at(word), word));
            rest = &rest[offset(rest, word) + word.len()..];
        }
        if !in_table || found.is_empty() || found.len() > MOST_DAYS {
            let why = "this line has a day, and is no line of a party in the table";
            return drafts.lost(place, Reason::NotOfThisForm, line, why);
        }
        if self.rows.len() >= MOST_ROWS {
            return Err(Unreadable::too_many_rows(place));
        }
        let days = Days::InLine(found);
        self.rows.push(Row { place, name: before.trim(), days, rest: rest.trim().to_owned() });
        Ok(())
    }

    /// A line of a table whose cells stand apart.
    fn cells(
        &mut self,
        drafts: &mut Drafts,
        place: Place,
        (line, cells): (&'a str, &[&'a str]),
    ) -> Result<(), Unreadable> {
        if self.rows.len() >= MOST_ROWS {
            return Err(Unreadable::too_many_rows(place));
        }
        if cells.len() > self.width && cells[self.width..].iter().any(|cell| !cell.is_empty()) {
            let dated = cells.iter().map(|cell| noticed(cell).len()).sum();
            return drafts.uneven(place, line, (cells.len(), self.width), dated);
        }
        let at = |part: &str| {
            let column = line[..offset(line, part)].chars().count();
            Place { line: place.line, column: u32::try_from(column + 1).unwrap_or(u32::MAX) }
        };
        let cell = |number: usize| cells.get(number).copied().filter(|cell| !cell.is_empty());
        let days = [SIGNED, NOTIFIED, FORCE].map(|number| cell(number).map(|cell| (at(cell), cell)));
        let others = || (FORCE + 1..cells.len()).filter_map(cell);
        for other in others() {
            for day in noticed(other) {
                let why = "of this column no day is read";
                drafts.lost(at(other), Reason::UnreadColumn, &day, why)?;
            }
        }
        let rest = others().collect::<Vec<_>>().join("; ");
        let name = cell(0).unwrap_or_default();
        if !(name.is_empty() && days.iter().all(Option::is_none)) {
            self.rows.push(Row { place, name, days: Days::InColumns(days), rest });
        }
        Ok(())
    }

    /// `Signature 09/12/2011: Brussels; Entry into force 01/07/2013`: the days of those who have none of their own.
    fn shared(&mut self, drafts: &mut Drafts, place: Place, line: &'a str) -> Result<(), Unreadable> {
        for part in line.split(';') {
            let Some(word) = part.split_whitespace().map(trimmed).find(|word| is_day(word)) else {
                continue;
            };
            let cell = Cell { place, header: "above the table", text: word };
            let Some(day) = cell.whole_day(drafts, &Forms::default())? else {
                continue;
            };
            let what = fold(&part[..offset(part, word)]);
            let known = match () {
                () if what.ends_with("signature") => &mut self.signature,
                () if what.ends_with("entry into force") => &mut self.in_force,
                () => {
                    let why = "above the table, only the days of signature and of entry into force are read";
                    drafts.lost(place, Reason::UnknownAction, part, why)?;
                    continue;
                }
            };
            if known.is_some_and(|known| known.0 != day) {
                drafts.lost(place, Reason::Duplicate, part, "the page gave another day for all before")?;
            } else {
                *known = Some((day, line));
            }
        }
        Ok(())
    }

    fn row(&self, drafts: &mut Drafts, treaty: usize, row: &Row) -> Result<(), Unreadable> {
        let all: Vec<Written> = match &row.days {
            Days::InLine(days) => days.clone(),
            Days::InColumns(days) => days.iter().flatten().copied().collect(),
        };
        let lost = |drafts: &mut Drafts, reason, why: &str| {
            all.iter().try_for_each(|(place, text)| drafts.lost(*place, reason, text, why))
        };
        if row.name.is_empty() {
            return lost(drafts, Reason::UnknownName, "nobody is named in this line");
        }
        let (signed, notified, in_force) = match &row.days {
            Days::InColumns([signed, notified, in_force]) => (*signed, *notified, *in_force),
            Days::InLine(days) => match days[..] {
                [notified] => (None, Some(notified), None),
                [signed, notified, in_force] => (Some(signed), Some(notified), Some(in_force)),
                _ => return lost(drafts, Reason::AmbiguousHeading, EITHER),
            },
        };
        let note = if row.rest.is_empty() { String::new() } else { format!("beside it: {}", row.rest) };
        let take = |drafts: &mut Drafts, cell: Cell, kind, dated, effect, flags: [&str; 2]| {
            let mut act = cell.act(row.name, What::Act(kind), dated);
            act.effective_on = effect;
            for flag in flags {
                add(&mut act.flag, flag);
            }
            add(&mut act.note, &note);
            cells::take(drafts, treaty, act)
        };
        let cell = |(place, text), header| Cell { place, header, text };
        if let Some(signed) = signed {
            let signed = cell(signed, "Signature");
            if let Some(dated) = signed.day(drafts, &Forms::default())? {
                take(drafts, signed, ActKind::Signature, dated, None, ["", ""])?;
            }
        } else if let Some((day, line)) = self.signature {
            let signed = Cell { place: row.place, header: "Signature, above the table", text: line };
            let dated = Dated { day: day.into(), doubtful: false };
            take(drafts, signed, ActKind::Signature, dated, None, [SHARED_SIGNATURE, ""])?;
        }
        let Some(notified) = notified else {
            let Some(in_force) = in_force.map(|own| cell(own, "Entry into force")) else { return Ok(()) };
            if let Some(effect) = in_force.whole_day(drafts, &Forms::default())? {
                let mut dated = Dated::default();
                dated.day.latest = Some(effect);
                let flags = [CONSENT, "the source gives its day of effect, not the day"];
                take(drafts, in_force, ActKind::ConsentToBeBound, dated, Some(effect), flags)?;
            }
            return Ok(());
        };
        let notified = cell(notified, "Notification");
        let effect = match in_force {
            Some(own) => (cell(own, "Entry into force").whole_day(drafts, &Forms::default())?, ""),
            None => (self.in_force.map(|shared| shared.0), SHARED_FORCE),
        };
        let flag = if effect.0.is_some() { effect.1 } else { "" };
        if let Some(dated) = notified.day(drafts, &Forms::default())? {
            take(drafts, notified, ActKind::ConsentToBeBound, dated, effect.0, [CONSENT, flag])?;
        }
        Ok(())
    }
}

/// A word that looks like a day, whether it is one or not.
fn is_day(word: &str) -> bool {
    if !word.contains(|letter: char| letter.is_ascii_digit()) {
        return false;
    }
    let parts: Vec<&str> = word.split('/').collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    (parts.len() == 3 && parts.iter().all(is_number))
        || matches!(days::read(word, &Forms::default()), Ok(Day::Known { day, .. }) if day.date.is_some())
}

fn trimmed(word: &str) -> &str {
    word.trim_matches(|letter: char| !letter.is_alphanumeric())
}
