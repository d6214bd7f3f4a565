//! The columns that more than one set of data has.

use super::existence::Person;
use crate::report::{Column, Field, columns};

/// A row of data that is about somebody in a year.
pub trait OfSomebody {
    /// Whose it is; none where that is nobody with rows.
    fn who(&self) -> Option<&Person>;

    /// The year for which its numbers are given.
    fn year(&self) -> Option<i32>;

    /// Its number in a list of States in that year.
    fn number(&self, scheme: &str) -> Option<i64> {
        self.who()?.number(scheme, self.year()?)
    }
}

/// The columns that say whose row it is, the same in every set of data.
pub fn whose<T: OfSomebody>() -> [Column<(), T>; 5] {
    let (cow, gw) = (
        "number in the Correlates of War list of States in that year",
        "number in the Gleditsch-Ward list of independent States in that year",
    );
    [
        Column::of(columns::CODE, |(), it: &T| it.who().map(|who| &who.row.code).into()),
        Column::of(columns::ALPHA3, |(), it: &T| it.who().and_then(|who| who.row.alpha3.as_deref()).into()),
        Column::of(columns::NAME.headed("Participant"), |(), it: &T| {
            it.who().map(|who| &who.row.name).into()
        }),
        Column::of(Field::integer("cow", cow), |(), it: &T| it.number("COW").into()),
        Column::of(Field::integer("gw", gw), |(), it: &T| it.number("GW").into()),
    ]
}

/// How the first day of a status is known.
pub const BASIS_MEANING: &str = "how that day is known: published by the depositary, computed by the clause, estimated (only the \
                             earliest possible day by the clause), window (the day of the act is not known: an end of its window)";
