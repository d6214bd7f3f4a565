//! Whether the day or the month comes first in days of numbers, `10/11/2016`. A depositary writes the day first; a cell that
//! can only be read the other way makes those of its column doubtful that can be read both ways.

use super::days::Order;
use crate::model::Date;
use crate::model::draft::{Finding, Reading, Reason};

/// What the cells of one column show.
#[derive(Debug, Clone, Copy, Default)]
struct Shown {
    day_first: bool,
    month_first: bool,
}

/// What the cells of each column show.
#[derive(Debug, Default)]
pub(super) struct Orders {
    columns: Vec<Shown>,
    /// The columns have the month first, somebody says who knows.
    month_first: bool,
}

impl Orders {
    /// Before any cell was looked at; `month_first` where somebody says so who knows.
    pub(super) fn saying(month_first: bool) -> Self {
        Self { columns: Vec::new(), month_first }
    }

    /// Looks at a cell.
    pub(super) fn look(&mut self, column: usize, cell: &str) {
        // In a remark a comma may stand behind the day.
        let Some(Numbers { first, second, year }) = numbers(&cell.replace([',', ';'], " ")) else { return };
        if self.columns.len() <= column {
            self.columns.resize(column + 1, Shown::default());
        }
        let shown = &mut self.columns[column];
        shown.day_first |= first > 12 && Date::of(year, second, first).is_some();
        shown.month_first |= second > 12 && Date::of(year, first, second).is_some();
    }

    /// In which order the days of a column are to be read.
    pub(super) fn of(&self, column: usize) -> Order {
        let shown = self.columns.get(column).copied().unwrap_or_default();
        match (self.month_first, shown) {
            (false, Shown { month_first: true, .. }) | (true, Shown { day_first: true, .. }) => {
                Order::Unclear
            }
            (true, _) => Order::MonthFirst,
            (false, _) => Order::DayFirst,
        }
    }
}

/// A day of numbers.
struct Numbers {
    first: u32,
    second: u32,
    /// Where it has two digits alone, a leap year.
    year: i32,
}

/// The day of numbers that stands somewhere in a cell.
fn numbers(cell: &str) -> Option<Numbers> {
    let mut pieces =
        cell.split(|letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | '[' | ']'));
    pieces.find_map(day_of_numbers)
}

fn day_of_numbers(piece: &str) -> Option<Numbers> {
    let separator = piece.chars().find(|letter| matches!(letter, '/' | '-' | '.'))?;
    let parts: Vec<&str> = piece.split(separator).collect();
    let [first, second, year] = parts[..] else { return None };
    let is_number = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    let year = year.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let fits = is_number(first, 2) && is_number(second, 2) && is_number(year, 4) && year.len() != 3;
    if !fits {
        return None;
    }
    let year = if year.len() == 4 { year.parse().ok()? } else { 2000 };
    Some(Numbers { first: first.parse().ok()?, second: second.parse().ok()?, year })
}

/// Whether a cell has a day of numbers that can be read both ways.
fn is_doubtful(cell: &str) -> bool {
    numbers(cell).is_some_and(|Numbers { first, second, .. }| first <= 12 && second <= 12 && first != second)
}

/// Takes out of a file that a reader read cell by cell what can be read both ways, where one of its cells can only be read
/// with the month first.
pub(super) fn take_out_doubtful(reading: &mut Reading) {
    let month_first = |finding: &&Finding| {
        finding.reason == Reason::UnreadableDate
            && numbers(&finding.cell).is_some_and(|Numbers { first, second, year }| {
                second > 12 && Date::of(year, first, second).is_some()
            })
    };
    let Some(shows) = reading.findings.iter().find(month_first) else { return };
    let why = format!(
        "it can be read with the day or the month first, and '{}' at {} has the month first",
        shows.cell.trim(),
        shows.place
    );
    let Reading { treaties, findings, .. } = reading;
    for treaty in treaties {
        let taken = treaty.acts.extract_if(.., |act| is_doubtful(&act.raw_cell));
        findings.extend(taken.map(|act| Finding {
            place: act.place,
            reason: Reason::UnreadableDate,
            cell: act.raw_cell,
            why: why.clone(),
        }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_read_as_its_cells_show() {
        for (cells, month_first, order) in [
            (&["10/11/2016", "01/02/2017"][..], false, Order::DayFirst),
            (&["10/11/2016", "7/20/2022"], false, Order::Unclear),
            (&["10/11/2016", "7/20/2022"], true, Order::MonthFirst),
            (&["10/11/2016", "20/7/2022"], true, Order::Unclear),
            (&["20/7/2022", "7/20/2022"], false, Order::Unclear),
            (&["10/11/2016", "11/31/2008"], false, Order::DayFirst),
            (&["7/20/22 (R)"], false, Order::Unclear),
            (&["Accession: 7.20.1999"], false, Order::Unclear),
            (&["July 20, 2022", "2022-07-20", "20-Jul-22", "", "1/2/3/4", "7/20"], false, Order::DayFirst),
        ] {
            let mut orders = Orders::saying(month_first);
            for cell in cells {
                orders.look(2, cell);
            }
            assert_eq!(orders.of(2), order, "{cells:?}");
            assert_ne!(orders.of(0), Order::Unclear, "another column shows nothing of this one");
        }
    }
}
