//! Whether a statement has what its kind needs, before anything is asked of the record.

use crate::model::{Body, ReservationBody, StatementKind};

/// A statement is in form, and has what its kind needs: a table does not always tell to what somebody reacts.
pub fn statement_is_sound(body: &ReservationBody) -> Result<(), String> {
    Body::Reservation(body.clone()).check()?;
    match StatementKind::from_word(&body.statement) {
        Some(kind) if kind.is_reaction() && body.refers_to.is_none() && body.towards.is_none() => {
            Err(format!("{kind} needs the entry of the reservation, or whom it is towards"))
        }
        Some(kind) if kind.is_about_accession() && body.towards.is_none() => {
            Err(format!("{kind} needs whom it is towards"))
        }
        _ => Ok(()),
    }
}
