//! Derived tables whose rows are values of the law, field by field, under one treaty: read, and written where they have
//! changed.

use std::collections::BTreeSet;

use rusqlite::{Connection, Statement, params};

use super::rows::{Columns, columns, select};
use crate::error::Result;
use crate::law::{
    CarriedStatement, Departure, Eligible, EntailedConsent, KeptReservation, ModeSpell, NarrowedStatement,
    Spell, Succession,
};

/// A value of the law that is a row of a derived table, whose columns have the names of its fields.
pub(super) trait DerivedRow: Columns + PartialEq {
    const TABLE: &'static str;
    const SELECT: &'static str;
    const INSERT: &'static str;
    const DELETE: &'static str;

    /// What tells it from others under the same treaty.
    fn key(&self) -> impl Ord;

    /// Whose it is.
    fn participant(&self) -> &String;

    /// Adds it.
    fn insert(&self, insert: &mut Statement, treaty: &str) -> rusqlite::Result<usize>;

    /// Takes away the row with its key.
    fn delete(&self, delete: &mut Statement, treaty: &str) -> rusqlite::Result<usize>;
}

macro_rules! mark {
    ($field:ident) => {
        ", ?"
    };
}

macro_rules! derived {
    ($($type:ident in $table:literal by $($part:ident),+ { $($field:ident),+ $(,)? })+) => {$(
        columns!($type { $($field = (concat!("s.", stringify!($field)))),+ });

        impl DerivedRow for $type {
            const TABLE: &'static str = $table;
            const SELECT: &'static str = concat!("FROM ", $table, " s WHERE treaty = ?1");
            const INSERT: &'static str = concat!(
                "INSERT INTO ", $table, " (treaty" $(, ", ", stringify!($field))+, ") VALUES (?" $(, mark!($field))+, ")"
            );
            const DELETE: &'static str =
                concat!("DELETE FROM ", $table, " WHERE treaty = ?" $(, " AND ", stringify!($part), " = ?")+);

            fn key(&self) -> impl Ord {
                ($(&self.$part),+)
            }

            fn participant(&self) -> &String {
                &self.participant
            }

            fn insert(&self, insert: &mut Statement, treaty: &str) -> rusqlite::Result<usize> {
                insert.execute(params![treaty $(, self.$field)+])
            }

            fn delete(&self, delete: &mut Statement, treaty: &str) -> rusqlite::Result<usize> {
                delete.execute(params![treaty $(, self.$part)+])
            }
        }
    )+};
}

derived! {
    Spell in "spell" by participant, since {
        participant, since, until, status, uncertain, signature, consent, exit, opened_by, closed_by,
    }
    ModeSpell in "mode" by participant, mode, since {
        participant, mode, since, until, opened_by, scope,
    }
    Eligible in "eligibility" by participant, since, clause {
        participant, since, clause, until,
    }
    Departure in "exit_from_treaty" by participant, act {
        participant, act, since, is_dated, consent, effective_on, overtaken_on, overtaken_by, revoked_on, revoked_by,
        returned_on, returned_by, back_on,
    }
    KeptReservation in "kept_reservation" by participant, reservation, since {
        participant, reservation, since, until,
    }
    NarrowedStatement in "narrowed_statement" by participant, statement, since {
        participant, statement, since, withdrawal, articles,
    }
    CarriedStatement in "carried_statement" by participant, statement, since {
        participant, statement, clause, earliest, since, until,
    }
    Succession in "succession_to_treaty" by participant, act, since {
        participant, act, kind, since, until, predecessors, succeeded_on, independent_on, in_force_on,
        days_to_notification, days_to_force,
    }
    EntailedConsent in "entailed_consent" by participant, act {
        participant, act, clause, counts_from, computed_on, computed_by, estimated,
    }
}

/// The rows under a treaty, in the order of their keys.
pub(super) fn read<T: DerivedRow>(connection: &Connection, treaty: &str) -> Result<Vec<T>> {
    let mut rows: Vec<T> = select(connection, T::SELECT, [treaty])?;
    rows.sort_by(|one, other| one.key().cmp(&other.key()));
    Ok(rows)
}

/// Writes what has changed of rows that are in the order of their keys, and takes note of whose that is. What is no longer
/// so goes first, so that no two rows have one key.
pub(super) fn write<T: DerivedRow>(
    connection: &Connection,
    treaty: &str,
    rows: &mut Vec<T>,
    new: Vec<T>,
    moved: &mut BTreeSet<String>,
) -> Result<()> {
    if *rows == new {
        return Ok(());
    }
    let (gone, come) = changed(rows, &new);
    moved.extend(gone.iter().chain(&come).map(|row| row.participant().clone()));
    let mut delete = connection.prepare_cached(T::DELETE)?;
    for row in gone {
        row.delete(&mut delete, treaty)?;
    }
    let mut insert = connection.prepare_cached(T::INSERT)?;
    for row in come {
        row.insert(&mut insert, treaty)?;
    }
    *rows = new;
    Ok(())
}

/// The rows of `old` that are not in `new`, and those of `new` that are not in `old`; both are in the order of their
/// keys.
fn changed<'a, T: DerivedRow>(old: &'a [T], new: &'a [T]) -> (Vec<&'a T>, Vec<&'a T>) {
    let (mut gone, mut come) = (Vec::new(), Vec::new());
    let (mut old, mut new) = (old.iter().peekable(), new.iter().peekable());
    loop {
        match (old.peek(), new.peek()) {
            (Some(one), Some(other)) if one == other => {
                old.next();
                new.next();
            }
            (Some(one), Some(other)) if one.key() <= other.key() => gone.extend(old.next()),
            (Some(_), None) => gone.extend(old.next()),
            (_, Some(_)) => come.extend(new.next()),
            (None, None) => return (gone, come),
        }
    }
}
