//! Who has rows: when a participant existed, as far as is known, and the numbers it had in the lists of States.

use std::collections::{BTreeMap, HashMap};

use crate::error::Result;
use crate::model::{Date, Span, union_of};
use crate::store::{ParticipantRow, StateNumberRow, Store};

/// Everybody that can have rows, by code: all but those that are only an old name of another.
#[derive(Debug)]
pub struct People(pub(super) Vec<Person>);

/// A participant with its time.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub row: ParticipantRow,
    /// The days on which it existed: as recorded; where that is not, in the years of the lists; where it is in none of
    /// them, from its first act on. Empty: not known.
    pub existence: Vec<Span>,
    /// Its numbers in the lists, by their first year.
    pub numbers: Vec<StateNumberRow>,
}

impl Person {
    /// Its number in a list in a year: of two in the year of a change the later one.
    pub fn number(&self, scheme: &str, year: i32) -> Option<i64> {
        let holds = |row: &&StateNumberRow| {
            row.scheme == scheme && row.first_year <= year && row.last_year.is_none_or(|last| year <= last)
        };
        self.numbers.iter().filter(holds).max_by_key(|row| row.first_year).map(|row| row.number)
    }
}

impl People {
    /// Reads them.
    pub fn of(store: &Store) -> Result<Self> {
        let mut numbers: HashMap<String, Vec<StateNumberRow>> = HashMap::new();
        for row in store.state_numbers()? {
            numbers.entry(row.participant.clone()).or_default().push(row);
        }
        let first_acts: BTreeMap<String, Date> = store.first_spells()?.into_iter().collect();
        let rows = store.participants()?;
        let world = store.kin(&rows)?;
        let rows = rows.into_iter();
        let is_one = |row: &ParticipantRow| row.old_name_of.is_none() || first_acts.contains_key(&row.code);
        let person = |row: ParticipantRow| {
            let numbers = numbers.remove(&row.code).unwrap_or_default();
            let first_act = first_acts.get(&row.code).copied();
            let mut existence = existence(&row, &numbers, first_act);
            // A list has the whole year in which a State became independent or took the place of another.
            if let Some(began) = world.began(&row.code) {
                let since = Span::from(first_act.map_or(began, |first| first.min(began)));
                existence = existence.into_iter().filter_map(|days| days.and(since)).collect();
            }
            existence = world.outside_unions(&row.code, existence);
            Person { row, existence, numbers }
        };
        Ok(Self(rows.filter(is_one).map(person).collect()))
    }

    pub(super) fn get(&self, code: &str) -> Option<&Person> {
        self.0.binary_search_by(|who| who.row.code.as_str().cmp(code)).ok().map(|place| &self.0[place])
    }
}

fn existence(row: &ParticipantRow, numbers: &[StateNumberRow], first_act: Option<Date>) -> Vec<Span> {
    let until = |end: Option<Date>| match (end, row.exists_until) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    };
    let of = |since: Date, end: Option<Date>| {
        Span::from(since).and(Span { since: Date::FIRST, until: until(end) })
    };
    if let Some(since) = row.exists_from {
        return of(since, None).into_iter().collect();
    }
    let years = numbers.iter().filter_map(|number| {
        // In the year of a change the day on which it took over is known.
        let took_over = row.continues_from.filter(|day| day.year() == number.first_year);
        let since = took_over.or(Date::of(number.first_year, 1, 1))?;
        // A list that ends with the State ends on its day, where that is known.
        of(since, number.last_year.and_then(|last| Date::of(last + 1, 1, 1)))
    });
    let years = union_of(years.collect());
    if years.is_empty() { first_act.and_then(|since| of(since, None)).into_iter().collect() } else { years }
}
