//! What the status table of a page of the United Nations says, for the texts below it: who stands in it, and when each signed and
//! consented.

use std::collections::HashMap;

use super::untc_articles::noun;
use super::untc_words::Known;
use crate::model::Date;
use crate::model::draft::{DraftTreaty, What};

/// The days on which the participants of the table signed, and consented.
#[derive(Debug, Default)]
struct Acts {
    signed: Vec<Date>,
    consented: Vec<Date>,
}

/// What the table says, for the texts below it.
pub(super) struct Table {
    acts: HashMap<String, Acts>,
    pub names: Known,
    pub noun: Option<&'static str>,
}

impl Table {
    pub(super) fn of(treaty: Option<&DraftTreaty>) -> Self {
        let mut table = Self { acts: HashMap::new(), names: Known::default(), noun: None };
        let Some(treaty) = treaty else { return table };
        table.noun = treaty.title.as_deref().and_then(noun);
        for act in &treaty.acts {
            let (What::Act(kind), Some(day)) = (act.what, act.day.date) else { continue };
            let acts = table.acts.entry(act.participant.clone()).or_default();
            if kind.is_signature() && !kind.is_consent() {
                acts.signed.push(day);
            } else if kind.is_consent() {
                acts.consented.push(day);
            }
        }
        table.names = table.acts.keys().cloned().collect();
        table
    }

    /// The only day on which a participant signed, or consented.
    pub(super) fn day(&self, name: &str, at_signature: bool) -> Option<Date> {
        let acts = self.acts.get(name)?;
        match if at_signature { acts.signed.as_slice() } else { acts.consented.as_slice() } {
            [one] => Some(*one),
            _ => None,
        }
    }
}
