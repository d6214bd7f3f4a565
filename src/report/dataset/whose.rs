//! The columns that more than one set of data has.

use crate::report::{Field, columns};

/// The columns that say whose row it is, the same in every set of data.
pub fn whose() -> [Field; 5] {
    [
        columns::CODE,
        columns::ALPHA3,
        columns::NAME.headed("Participant"),
        Field::integer("cow", "number in the Correlates of War list of States in that year"),
        Field::integer("gw", "number in the Gleditsch-Ward list of independent States in that year"),
    ]
}

/// How the first day of a status is known.
pub const BASIS_MEANING: &str = "how that day is known: published by the depositary, computed by the clause, estimated (only the \
                             earliest possible day by the clause), window (the day of the act is not known: an end of its window)";
