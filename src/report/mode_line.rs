//! What holds beside a status: provisional application, suspension, consent to a part, being bound without consent.

use serde::Serialize;

use crate::law::{Case, ModeSpell, Provisional};
use crate::model::{Date, Mode};

/// What holds beside a status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ModeLine {
    /// Code of the participant.
    pub participant: String,
    /// provisional, suspended, partial, as-amended, through-organisation; not-determined.
    pub mode: Mode,
    /// First day.
    pub since: Date,
    /// First day no longer.
    pub until: Option<Date>,
    /// The part of the treaty concerned.
    pub scope: Option<String>,
    /// The article by which it holds without an act of its own that says so: it is bound without its own consent, or applies
    /// the treaty provisionally because it signed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
}

impl ModeLine {
    pub(super) fn of(mode: &ModeSpell, case: &Case) -> Self {
        let treaty = case.treaty;
        let by_signature = || {
            let opened_by = case.acts.iter().find(|act| Some(act.id) == mode.opened_by)?;
            let mut clauses = treaty.provisional().filter(|(rule, _)| !matches!(rule, Provisional::Until(_)));
            let clause = clauses.next().filter(|_| opened_by.kind.is_signature());
            clause.map(|(_, clause)| clause.article.clone())
        };
        let clause = |whom: &str| treaty.binding(whom).map(|(_, clause)| clause.article.clone());
        Self {
            article: match mode.mode {
                Mode::AsAmended | Mode::NotDetermined => {
                    clause("parties").or_else(|| Some("VCLT art. 40(5)(a)".to_owned()))
                }
                Mode::ThroughOrganisation => clause("members"),
                Mode::Provisional => by_signature(),
                Mode::Suspended | Mode::Partial => None,
            },
            participant: mode.participant.clone(),
            mode: mode.mode,
            since: mode.since,
            until: mode.until,
            scope: mode.scope.clone(),
        }
    }
}
