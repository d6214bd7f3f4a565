//! The cells of one act: which act they tell, on which day, with effect from when.

use super::columns::{ActAt, DayAt};
use super::profile::{ColumnMap, Told};
use super::remarks;
use super::texts::{Text, squeezed};
use crate::model::ActKind;
use crate::model::Date;
use crate::model::draft::{DraftDay, Reason, What};
use crate::read::day_order::Orders;
use crate::read::days::{self, Day, Forms, Order};
use crate::read::heading;
use crate::read::table::{Cell, Kind};
use crate::read::text::offset;
use crate::read::words;

/// Why cells tell no act.
pub(super) type Lost = (Reason, String);

/// What cells tell.
#[derive(Debug)]
pub(super) struct ToldAct {
    pub what: What,
    pub day: DraftDay,
    pub effective_on: Option<Date>,
    pub withdrawn: bool,
    pub flags: Vec<String>,
    /// Why the day of effect that stands there is not taken in.
    pub effect_lost: Option<Lost>,
}

/// The cells of one act in one row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cells<'a> {
    pub word: Cell<'a>,
    pub said: Cell<'a>,
    pub day: Cell<'a>,
    /// The cell of the day, where it is a text in which it stands behind words.
    pub text: Option<&'a Text>,
    pub effective: Cell<'a>,
}

impl<'a> Cells<'a> {
    /// A dash stands in a table where there is nothing, unless the map gives it a meaning.
    fn without_dashes(self, map: &ColumnMap) -> Self {
        let without = |cell: Cell<'a>| {
            let text = cell.text.trim();
            let is_dash = |letter| matches!(letter, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}');
            let is_nothing = !text.is_empty() && text.chars().all(is_dash) && cell.kind == Kind::Text;
            if is_nothing && !map.gives_a_meaning(text) { Cell::BLANK } else { cell }
        };
        let Self { word, said, day, text, effective } = self;
        Self { word: without(word), said, day: without(day), text, effective: without(effective) }
    }

    /// The cells that have something in them, as they stand there.
    pub(super) fn raw(&self) -> String {
        let all = [self.word, self.said, self.day, self.effective];
        let filled = all.into_iter().filter(|cell| !cell.is_blank());
        filled.map(|cell| cell.text.trim()).collect::<Vec<_>>().join(" | ")
    }
}

/// What the cells of an act tell; nothing where they say that there was none.
pub(super) fn told(
    map: &ColumnMap,
    at: &ActAt,
    cells: &Cells,
    orders: &Orders,
) -> Result<Option<ToldAct>, Lost> {
    let cells = &cells.without_dashes(map);
    let said = if at.said.is_some() { said(at, cells)? } else { false };
    if at.said.is_some() && !said {
        let given = [cells.day, cells.effective].into_iter().find(|cell| !cell.is_blank());
        return match given {
            None => Ok(None),
            Some(cell) => Err((
                Reason::NotOfThisForm,
                format!("'{}' stands there, and another column says that it was not done", cell.text.trim()),
            )),
        };
    }
    if !at.act.after.is_empty() && !cells.day.is_blank() {
        let own;
        let text = if let Some(text) = cells.text {
            text
        } else {
            own = Text::of(cells.day.text);
            &own
        };
        let whole = &text.whole;
        let Some(text) = text.behind(&at.act.after) else { return Ok(None) };
        let leading = |order| days::leading(text, &map.forms(order));
        // Which of the two it is, is judged again where the day is read.
        let Some(day) = leading(Order::DayFirst).or_else(|| leading(Order::MonthFirst)) else {
            let why = format!("no day stands behind these words: '{whole}'");
            return Err((Reason::UnreadableDate, why));
        };
        let rest = text[offset(text, day) + day.len()..].trim_start();
        let after = remarks::after_day(rest).ok_or_else(|| {
            let why = format!("what stands behind the day may make it another act: '{rest}'");
            (Reason::UnknownAction, why)
        })?;
        let behind = Cell { text: day, kind: cells.day.kind };
        let cells = Cells { day: behind, ..*cells };
        let mut told = Reader::of(map, at, &cells, orders).tells(said)?;
        if let Some(told) = told.as_mut().filter(|_| remarks::takes_back(after)) {
            told.flags.push(format!("the remark goes on: '{}'", after.trim()));
        }
        return Ok(told);
    }
    Reader::of(map, at, cells, orders).tells(said)
}

fn said(at: &ActAt, cells: &Cells) -> Result<bool, Lost> {
    let text = squeezed(cells.said.text);
    let is_one_of = |words: &[String]| words.iter().any(|word| word.eq_ignore_ascii_case(&text));
    if cells.said.kind == Kind::Formula {
        return Err(formula());
    }
    if is_one_of(&at.act.yes) {
        return Ok(true);
    }
    if text.is_empty() || is_one_of(&at.act.no) {
        return Ok(false);
    }
    Err((Reason::UnknownAction, format!("'{text}' says neither that it was done nor that it was not")))
}

/// What the column of the day of effect says.
enum Effect {
    None,
    On(Date),
    /// A time that is no day, or a cell that cannot be read.
    NoDay(Lost),
}

/// What a cell of a day says beside the day.
struct Parts {
    what: What,
    day: String,
    withdrawn: bool,
}

struct Reader<'a> {
    map: &'a ColumnMap,
    at: &'a ActAt<'a>,
    cells: &'a Cells<'a>,
    orders: &'a Orders,
    flags: Vec<String>,
}

impl<'a> Reader<'a> {
    fn of(map: &'a ColumnMap, at: &'a ActAt<'a>, cells: &'a Cells<'a>, orders: &'a Orders) -> Self {
        Self { map, at, cells, orders, flags: at.act.flag.iter().cloned().collect() }
    }

    fn tells(mut self, said: bool) -> Result<Option<ToldAct>, Lost> {
        let effect = self.effect();
        let is_filled = !self.cells.day.is_blank() || !self.cells.word.is_blank() || said;
        if !is_filled && matches!(effect, Effect::None) {
            return Ok(None);
        }
        self.act(said, effect)
    }

    fn act(mut self, said: bool, effect: Effect) -> Result<Option<ToldAct>, Lost> {
        if self.cells.day.kind == Kind::Formula || self.cells.word.kind == Kind::Formula {
            return Err(formula());
        }
        let is_always = matches!(self.at.act.told, Told::Always(_));
        let Parts { what, day, withdrawn } = self.parts()?;
        let read = self.day(&day, self.cells.day.kind, self.at.day)?;
        let is_told = said || !self.cells.word.is_blank();
        let unknown = |flag: &str, flags: &mut Vec<String>| {
            flags.push(flag.to_owned());
            DraftDay::default()
        };
        let mut day = match read {
            Day::Known { day, doubtful } => {
                if doubtful {
                    self.flags.push("the source marks its day as uncertain".to_owned());
                }
                day
            }
            Day::Unknown => unknown("the source says that its day is not known", &mut self.flags),
            Day::Open if is_always && !is_told && matches!(effect, Effect::None) => return Ok(None),
            Day::Open if matches!(effect, Effect::None) => {
                return Err((Reason::UnreadableDate, "it says that there is no day, or none yet".to_owned()));
            }
            Day::Blank | Day::Open => match &effect {
                Effect::On(_) => unknown("the source gives its day of effect, not the day", &mut self.flags),
                Effect::NoDay(lost) if !is_told => return Err(lost.clone()),
                _ => unknown("the source gives no day", &mut self.flags),
            },
        };
        let (effective_on, effect_lost) = match effect {
            Effect::None => (None, None),
            Effect::On(date) => (Some(date), None),
            Effect::NoDay(lost) => {
                self.flags.push("the source's day of effect is not taken in".to_owned());
                (None, Some(lost))
            }
        };
        // Only a succession takes effect before it is notified.
        let may_follow = matches!(what, What::Act(ActKind::Succession | ActKind::SuccessionToSignature));
        if day == DraftDay::default() && !may_follow {
            day.latest = effective_on;
        }
        Ok(Some(ToldAct { what, day, effective_on, withdrawn, flags: self.flags, effect_lost }))
    }

    /// Which act it was, and the text of the day.
    fn parts(&mut self) -> Result<Parts, Lost> {
        let text = self.unmarked(self.cells.day.text);
        match &self.at.act.told {
            Told::Always(what) => Ok(Parts { what: *what, day: text, withdrawn: false }),
            Told::ByColumn(_) => {
                let what = self.meaning(self.cells.word.text)?;
                Ok(Parts { what, day: text, withdrawn: false })
            }
            Told::ByWord if text.is_empty() && !self.cells.effective.is_blank() => {
                Ok(Parts { what: What::Act(ActKind::ConsentToBeBound), day: text, withdrawn: false })
            }
            Told::ByWord => match text.split_once(':') {
                Some((word, day)) => {
                    Ok(Parts { what: self.meaning(word)?, day: day.to_owned(), withdrawn: false })
                }
                None => Err((
                    Reason::UnknownAction,
                    "no word and colon stand before the day that tell what was done".to_owned(),
                )),
            },
            Told::ByMark | Told::ByHeading(_) => {
                let cell = heading::Cell::split(&text);
                let what = match &self.at.act.told {
                    Told::ByHeading(heading) => {
                        let (what, flag) = heading.meaning(cell.mark)?;
                        self.flags.extend(flag);
                        what
                    }
                    _ if cell.withdrawn => {
                        let why = format!("'{text}' is a day in no form that this table uses");
                        return Err((Reason::UnreadableDate, why));
                    }
                    _ if cell.mark.is_empty() => {
                        let why = "no mark stands behind the day that tells what was done";
                        return Err((Reason::UndeclaredSuffix, why.to_owned()));
                    }
                    _ => self.meaning(cell.mark)?,
                };
                Ok(Parts { what, day: cell.day.to_owned(), withdrawn: cell.withdrawn })
            }
        }
    }

    /// What a word of the source means: the map's own words first, in their letters.
    fn meaning(&mut self, word: &str) -> Result<What, Lost> {
        let word = squeezed(word);
        if let Some(known) = self.map.words.iter().find(|known| known.written == word) {
            self.flags.extend(known.flag.clone());
            return Ok(known.what);
        }
        match words::find(&word) {
            Ok(meaning) => {
                self.flags.extend(meaning.flag.map(|flag| format!("{flag}: {word}")));
                Ok(meaning.what)
            }
            Err(_) if word.is_empty() => {
                Err((Reason::UnknownAction, "no word tells what was done".to_owned()))
            }
            Err(why) => Err((Reason::UnknownAction, why.why(&word))),
        }
    }

    /// A cell without the markers around it; what they mean is told.
    fn unmarked(&mut self, text: &str) -> String {
        let mut text = squeezed(text);
        for (marker, meaning) in &self.map.markers {
            let plain = text.strip_prefix(marker.as_str()).or_else(|| text.strip_suffix(marker.as_str()));
            if let Some(plain) = plain.map(|plain| plain.trim().to_owned()) {
                text = plain;
                if !self.flags.contains(meaning) {
                    self.flags.push(meaning.clone());
                }
            }
        }
        text
    }

    fn day(&self, text: &str, kind: Kind, at: DayAt) -> Result<Day, Lost> {
        let order = match at {
            DayAt::One(column) => self.orders.of(column),
            DayAt::Nowhere | DayAt::Three(_) => Order::default(),
        };
        day(self.map, text, kind, order, self.at.act.year_only)
    }

    fn effect(&mut self) -> Effect {
        let cell = self.cells.effective;
        if cell.kind == Kind::Formula {
            return Effect::NoDay(formula());
        }
        let text = self.unmarked(cell.text);
        match self.day(&text, cell.kind, self.at.effective) {
            Ok(Day::Blank | Day::Open | Day::Unknown) => Effect::None,
            Ok(Day::Known { day: DraftDay { date: Some(date), .. }, doubtful }) => {
                if doubtful {
                    self.flags.push("the source marks its day of effect as uncertain".to_owned());
                }
                Effect::On(date)
            }
            Ok(Day::Known { .. }) => {
                let why = format!("'{text}' is no single day, and an act takes effect on one");
                Effect::NoDay((Reason::UnreadableDate, why))
            }
            Err(lost) => Effect::NoDay(lost),
        }
    }
}

impl ColumnMap {
    /// Whether it says what a cell means, or a sign in one.
    fn gives_a_meaning(&self, text: &str) -> bool {
        let words = self.words.iter().map(|word| &word.written);
        let markers = self.markers.iter().map(|marker| &marker.0);
        let mut all = self.unknown.iter().chain(&self.open).chain(words).chain(markers);
        all.any(|known| known == text)
    }

    /// How the days of a text are written in which words stand too.
    pub(super) fn forms(&self, order: Order) -> Forms<'static> {
        Forms { two_digit_years_from: self.two_digit_years_from, order, ..Forms::default() }
    }
}

/// What a cell of a table says of a day.
pub(super) fn day(
    map: &ColumnMap,
    text: &str,
    kind: Kind,
    order: Order,
    year_only: bool,
) -> Result<Day, Lost> {
    let ColumnMap { unknown, open, two_digit_years_from, .. } = map;
    let forms = Forms { unknown, open, two_digit_years_from: *two_digit_years_from, order };
    let day = days::read(text, &forms);
    match (kind, &day) {
        (Kind::Formula, _) => return Err(formula()),
        (Kind::NoDay(why), _) => return Err((Reason::UnreadableDate, why.to_owned())),
        (_, Ok(Day::Open | Day::Unknown)) => {}
        (Kind::Number, _) if !year_only => {
            let why = format!("{text} is a number; the cell is not styled as a day");
            return Err((Reason::UnreadableDate, why));
        }
        (_, Ok(Day::Known { .. })) if year_only => {
            let year = text.trim();
            if year.len() != 4 || !year.bytes().all(|byte| byte.is_ascii_digit()) {
                return Err((
                    Reason::UnreadableDate,
                    format!("'{year}' is no year, which this column gives"),
                ));
            }
        }
        _ => {}
    }
    day.map_err(|why| (Reason::UnreadableDate, why))
}

fn formula() -> Lost {
    (Reason::Formula, "the cell holds a formula, not a value".to_owned())
}
