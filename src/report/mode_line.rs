//! What holds beside a status: provisional application, suspension, consent to a part.

use serde::Serialize;

use crate::law::ModeSpell;
use crate::model::{Date, Mode};

/// What holds beside a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModeLine {
    /// Code of the participant.
    pub participant: String,
    /// provisional, suspended, partial.
    pub mode: Mode,
    /// First day.
    pub since: Date,
    /// First day no longer.
    pub until: Option<Date>,
    /// The part of the treaty concerned.
    pub scope: Option<String>,
}

impl ModeLine {
    pub(super) fn of(mode: &ModeSpell) -> Self {
        Self {
            participant: mode.participant.clone(),
            mode: mode.mode,
            since: mode.since,
            until: mode.until,
            scope: mode.scope.clone(),
        }
    }
}
