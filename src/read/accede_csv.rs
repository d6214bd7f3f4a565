//! Our own long table: one row for each act, the columns in any order. It is what spreadsheets and other people's tables
//! are brought into, so that a column that is not known is refused by its name and not passed over. A statement beside the acts
//! may name its articles, whom it is towards, and with `to_date` the day of the statement that it is about.

use std::collections::HashMap;

use super::cells::{self, Cell, Dated, add};
use super::day_order::Orders;
use super::days::{self, Forms, Order};
use super::drafts::Drafts;
use super::input::{Input, MOST_ROWS, Read, Unreadable};
use super::rows::{self, Row};
use super::{text, words};
use crate::model::draft::{Authority, DraftDay, DraftStatement, DraftTreaty, Edition, Reason, What};
use crate::model::{Article, Date, Stance, StatementKind};

const COLUMNS: [&str; 21] = [
    "treaty",
    "participant",
    "action",
    "date",
    "effect_date",
    "withdrawn",
    "depositary",
    "note",
    "source",
    "territory",
    "earliest",
    "latest",
    "flag",
    "articles",
    "summary",
    "towards",
    "to_date",
    "stance",
    "about",
    "notified",
    "valid_until",
];

/// Those that have to be there: the first ones.
const NEEDED: usize = 4;

pub(super) fn recognises(input: &Input) -> bool {
    let beginning = input.beginning();
    let first = beginning.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
    let separator = char::from(rows::separator_of(first));
    let headings: Vec<&str> =
        first.split(separator).map(|heading| heading.trim().trim_matches('"')).collect();
    COLUMNS[..NEEDED].iter().all(|needed| headings.contains(needed))
}

pub(super) fn read(input: &Input) -> Read {
    let text = text::decode(input, None)?;
    let separator = rows::separator_of(&text);
    let mut sources = Sources::default();
    let (mut columns, mut orders, mut names_treaties) = (None, Orders::default(), false);
    rows::each(&text, separator, |row| {
        match &columns {
            None => columns = Some(Columns::headed(&row)?),
            Some(columns) if row.len() == columns.count => {
                sources.see(columns.text(&row, "source"));
                names_treaties |= !columns.text(&row, "treaty").is_empty();
                row.cells().enumerate().for_each(|(number, cell)| orders.look(number, cell));
            }
            Some(_) => {}
        }
        Ok(())
    })?;
    let columns = columns.ok_or_else(Unreadable::no_heading)?;
    let only_source = sources.only();
    let publisher = only_source.as_deref().unwrap_or("own table");
    let title = only_source.as_deref().unwrap_or(input.name);
    let edition = Edition {
        shows_withdrawals: columns.numbers.contains_key("withdrawn"),
        ..Edition::of(publisher, Authority::Research, title)
    };
    let mut table = Table {
        drafts: Drafts::new(edition),
        // Where other rows name theirs, one that does not is of nobody knows which.
        named: input.treaty.filter(|_| !names_treaties),
        has_one_source: only_source.is_some(),
        treaties: HashMap::new(),
        columns,
        orders,
    };
    let mut count = 0;
    rows::each(&text, separator, |row| {
        count += 1;
        match count {
            1 => Ok(()),
            count if count > MOST_ROWS + 1 => Err(Unreadable::too_many_rows(row.place(0))),
            _ => table.row(&row),
        }
    })?;
    Ok(table.drafts.done())
}

/// Whether every row names the same source.
#[derive(Default)]
struct Sources {
    first: Option<String>,
    differ: bool,
}

impl Sources {
    fn see(&mut self, source: &str) {
        match &self.first {
            None => self.first = Some(source.to_owned()),
            Some(first) => self.differ |= first != source,
        }
    }

    fn only(self) -> Option<String> {
        self.first.filter(|source| !self.differ && !source.is_empty())
    }
}

struct Columns {
    numbers: HashMap<&'static str, usize>,
    count: usize,
}

impl Columns {
    fn headed(row: &Row) -> Result<Self, Unreadable> {
        let mut numbers = HashMap::new();
        for (number, heading) in row.cells().enumerate() {
            let heading = heading.trim();
            let refused = |why: String| {
                Err(Unreadable::because(Reason::NotOfThisForm, row.place(number), heading, why))
            };
            let Some(known) = COLUMNS.into_iter().find(|known| *known == heading) else {
                let all = COLUMNS.join(", ");
                return refused(format!("the column '{heading}' is not known; the columns are {all}"));
            };
            if numbers.insert(known, number).is_some() {
                return refused(format!("the column '{heading}' stands there twice"));
            }
        }
        match COLUMNS[..NEEDED].iter().find(|needed| !numbers.contains_key(*needed)) {
            None => Ok(Self { numbers, count: row.len() }),
            Some(needed) => {
                let why = format!("the column '{needed}' is missing");
                Err(Unreadable::because(Reason::NotOfThisForm, row.place(0), row.cell(0), why))
            }
        }
    }

    fn text<'a>(&self, row: &Row<'a>, name: &str) -> &'a str {
        self.numbers.get(name).map_or("", |number| row.cell(*number).trim())
    }

    /// How the days of a column are written.
    fn forms(&self, name: &str, orders: &Orders) -> Forms<'static> {
        let order = self.numbers.get(name).map_or(Order::default(), |number| orders.of(*number));
        Forms { order, ..Forms::default() }
    }

    fn cell<'a>(&self, row: &Row<'a>, name: &'static str) -> Cell<'a> {
        let number = self.numbers.get(name).copied().unwrap_or(usize::MAX);
        let place = if number < self.count { row.place(number) } else { row.place(0) };
        Cell { place, header: name, text: row.cell(number) }
    }
}

struct Table<'a> {
    drafts: Drafts,
    named: Option<&'a str>,
    has_one_source: bool,
    treaties: HashMap<String, usize>,
    columns: Columns,
    orders: Orders,
}

impl Table<'_> {
    fn row(&mut self, row: &Row) -> Result<(), Unreadable> {
        if row.is_empty() {
            return Ok(());
        }
        if row.len() != self.columns.count {
            let cells = row.cells().collect::<Vec<_>>().join(" | ");
            let dated = row.cells().filter(|cell| days::is_one(cell)).count();
            return self.drafts.uneven(row.place(0), &cells, (row.len(), self.columns.count), dated);
        }
        let action = self.columns.cell(row, "action");
        let word = action.text.trim();
        let ours = words::meaning(word).map(|what| words::Meaning { what, flag: None });
        let meaning = match ours.map_or_else(|| words::find(word), Ok) {
            Ok(meaning) => meaning,
            Err(why) => {
                return self.drafts.lost(action.place, Reason::UnknownAction, word, why.why(word));
            }
        };
        let withdrawn = self.columns.cell(row, "withdrawn");
        let Some(is_withdrawn) = yes_or_no(withdrawn.text) else {
            let why = "whether it is withdrawn is told by yes or no";
            return self.drafts.lost(withdrawn.place, Reason::NotOfThisForm, withdrawn.text, why);
        };
        let date = self.columns.cell(row, "date");
        let Some(dated) = self.day(row)? else {
            return Ok(());
        };
        let Some(treaty) = self.treaty(row)? else {
            return Ok(());
        };
        let mut act = date.act(self.columns.text(row, "participant"), meaning.what, dated);
        // A code may end in digits, and a name here is as its author wants it.
        self.columns.text(row, "participant").clone_into(&mut act.participant);
        act.note = None;
        act.withdrawn = is_withdrawn;
        act.effective_on = self.whole_day(row, "effect_date")?;
        if let Some(flag) = meaning.flag {
            add(&mut act.flag, &format!("{flag}: {word}"));
        }
        add(&mut act.flag, self.columns.text(row, "flag"));
        add(&mut act.note, self.columns.text(row, "note"));
        let territory = self.columns.text(row, "territory");
        act.territory = Some(territory.to_owned()).filter(|territory| !territory.is_empty());
        let found = self.drafts.findings();
        act.said = self.said(row, meaning.what)?.map(Box::new);
        if self.drafts.findings() > found {
            return Ok(());
        }
        let named = ["depositary", "source"];
        for name in named.into_iter().filter(|name| *name != "source" || !self.has_one_source) {
            let text = self.columns.text(row, name);
            if !text.is_empty() {
                add(&mut act.note, &format!("{name}: {text}"));
            }
        }
        cells::take(&mut self.drafts, treaty, act)
    }

    /// What the columns of statements say; a finding where they do not fit. An act has nothing in them.
    fn said(&mut self, row: &Row, what: What) -> Result<Option<DraftStatement>, Unreadable> {
        const OWN: [&str; 8] =
            ["articles", "summary", "towards", "to_date", "stance", "about", "notified", "valid_until"];
        let filled = OWN.iter().find(|name| !self.columns.text(row, name).is_empty());
        let (Some(first), What::Statement(kind)) = (filled, what) else {
            if let Some(name) = filled {
                let cell = self.columns.cell(row, name);
                let why = format!("'{name}' goes with a reservation, a declaration or another statement");
                self.drafts.lost(cell.place, Reason::NotOfThisForm, cell.text, why)?;
            }
            return Ok(None);
        };
        let first = self.columns.cell(row, first);
        let mut articles = Vec::new();
        for name in
            self.columns.text(row, "articles").split(';').map(str::trim).filter(|name| !name.is_empty())
        {
            match name.parse::<Article>() {
                Ok(article) => articles.push(article.to_string()),
                Err(why) => {
                    self.drafts.lost(first.place, Reason::NotOfThisForm, name, why)?;
                    return Ok(None);
                }
            }
        }
        let stance = match self.columns.text(row, "stance") {
            "" => None,
            word => {
                let stance = Stance::from_word(word).filter(|_| kind == StatementKind::Objection);
                if stance.is_none() {
                    let why = "an objection is simple, precluding or severing, and no other statement is";
                    self.drafts.lost(first.place, Reason::NotOfThisForm, word, why)?;
                    return Ok(None);
                }
                stance
            }
        };
        let about = match self.columns.text(row, "about") {
            "" => None,
            word => {
                let about = StatementKind::from_word(word)
                    .filter(|it| StatementKind::ANSWERED.contains(it) && kind.is_reaction());
                if about.is_none() {
                    let why = "an objection or an acceptance is about a reservation or a declaration, and no other statement is";
                    self.drafts.lost(first.place, Reason::NotOfThisForm, word, why)?;
                    return Ok(None);
                }
                about
            }
        };
        let text = |name: &str| Some(self.columns.text(row, name).to_owned()).filter(|text| !text.is_empty());
        let (summary, towards) = (text("summary"), text("towards"));
        let mut day = |name| self.whole_day(row, name);
        let (to_date, notified_on, last) = (day("to_date")?, day("notified")?, day("valid_until")?);
        let lapses_on = last.and_then(|last| last.plus_days(1));
        Ok(Some(DraftStatement {
            articles,
            summary,
            towards,
            to_date,
            stance,
            about,
            notified_on,
            lapses_on,
        }))
    }

    /// The day in a column, where no window will do.
    fn whole_day(&mut self, row: &Row, column: &'static str) -> Result<Option<Date>, Unreadable> {
        let forms = self.columns.forms(column, &self.orders);
        self.columns.cell(row, column).whole_day(&mut self.drafts, &forms)
    }

    /// The day, or the window in which it lies. None after a finding.
    fn day(&mut self, row: &Row) -> Result<Option<Dated>, Unreadable> {
        let date = self.columns.cell(row, "date");
        let (earliest, latest) = (self.columns.cell(row, "earliest"), self.columns.cell(row, "latest"));
        let found = self.drafts.findings();
        let dated = date.day(&mut self.drafts, &self.columns.forms("date", &self.orders))?;
        if self.drafts.findings() > found {
            return Ok(None);
        }
        if earliest.text.trim().is_empty() && latest.text.trim().is_empty() {
            return Ok(Some(dated.unwrap_or_default()));
        }
        if dated.is_some() {
            let why = "a day is given and a window in which it lies, and only one of them can be";
            self.drafts.lost(date.place, Reason::NotOfThisForm, date.text, why)?;
            return Ok(None);
        }
        let first = self.whole_day(row, "earliest")?;
        let last = self.whole_day(row, "latest")?;
        if self.drafts.findings() > found {
            return Ok(None);
        }
        if first.zip(last).is_some_and(|(first, last)| first > last) {
            let why = "the window ends before it begins";
            self.drafts.lost(earliest.place, Reason::UnreadableDate, earliest.text, why)?;
            return Ok(None);
        }
        let day = DraftDay { date: None, earliest: first, latest: last };
        Ok(Some(Dated { day, doubtful: false }))
    }

    fn treaty(&mut self, row: &Row) -> Result<Option<usize>, Unreadable> {
        let own = Some(self.columns.text(row, "treaty")).filter(|own| !own.is_empty());
        let Some(named) = own.or(self.named) else {
            let cell = self.columns.cell(row, "treaty");
            self.drafts.lost(cell.place, Reason::NotOfThisForm, cell.text, "the row names no treaty")?;
            return Ok(None);
        };
        if let Some(known) = self.treaties.get(named) {
            return Ok(Some(*known));
        }
        let number = self.drafts.treaty(DraftTreaty {
            place: row.place(0),
            named: named.to_owned(),
            code: own.is_none().then(|| named.to_owned()),
            ..DraftTreaty::default()
        })?;
        self.treaties.insert(named.to_owned(), number);
        Ok(Some(number))
    }
}

fn yes_or_no(text: &str) -> Option<bool> {
    match text.trim().to_ascii_lowercase().as_str() {
        "yes" | "true" | "1" => Some(true),
        "no" | "false" | "0" | "" => Some(false),
        _ => None,
    }
}
