//! Whether what a body says of an act or a statement fits its kind, before anything is asked of the record.

use crate::model::{ActBody, ReservationBody, Stance, StatementKind};

/// The words of a statement are words of ours, and it has what its kind needs.
pub fn statement_is_sound(body: &ReservationBody) -> Result<(), String> {
    let kinds = || StatementKind::ALL.map(StatementKind::word).join(", ");
    let Some(kind) = StatementKind::from_word(&body.statement) else {
        return Err(format!("'{}' is no kind of statement: {}", body.statement, kinds()));
    };
    if let Some(character) = body.character.as_ref().filter(|word| StatementKind::from_word(word).is_none()) {
        return Err(format!("'{character}' is no kind of statement: {}", kinds()));
    }
    match &body.stance {
        Some(word) if Stance::from_word(word).is_none() => {
            Err(format!("'{word}' is no stance: {}", Stance::ALL.map(Stance::word).join(", ")))
        }
        Some(_) if kind != StatementKind::Objection => Err(format!("a stance does not go with {kind}")),
        _ if kind.is_reaction() && body.refers_to.is_none() && body.towards.is_none() => {
            Err(format!("{kind} needs the entry of the reservation, or whom it is towards"))
        }
        _ if kind.is_about_accession() && body.towards.is_none() => {
            Err(format!("{kind} needs whom it is towards"))
        }
        _ if body.towards.as_ref() == Some(&body.participant) => {
            Err("a statement is not addressed to its own author".to_owned())
        }
        _ if body.refers_to.is_some() && !kind.refers_to_a_statement() => {
            Err(format!("{kind} refers to no earlier statement"))
        }
        _ if body.lapses_on.is_some_and(|end| body.date.is_some_and(|date| end <= date)) => {
            Err("lapses_on: it is not after the day of the statement".to_owned())
        }
        _ => Ok(()),
    }
}

/// An act is of a participant or for the whole treaty, with a territory or without, as its kind is.
pub fn act_is_sound(body: &ActBody) -> Result<(), String> {
    match (&body.participant, body.act) {
        (Some(_), act) if !act.is_of_participant() => Err(format!("{act} is an act for the whole treaty")),
        (None, act) if !act.is_of_treaty() => Err(format!("{act} is an act of a participant")),
        (_, act) if act.is_territorial() != body.territory.is_some() => Err(if act.is_territorial() {
            format!("{act} needs a territory")
        } else {
            format!("a territory does not go with {act}")
        }),
        _ => Ok(()),
    }
}
