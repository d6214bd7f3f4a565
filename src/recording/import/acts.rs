//! The acts that files give under one treaty, each with the participant whose it is.

use std::collections::BTreeMap;

use super::desk::{Bundle, Desk};
use super::plan::FindingLine;
use super::proposal::{Proposal, day_in_words};
use crate::model::draft::{DraftTreaty, Finding, Place, Reason, What};
use crate::model::{ActKind, Date};
use crate::store::TreatyRow;

/// The year before which a day is a slip of the pen, where nothing tells since when the treaty is there.
const OLDEST: i32 = 1800;

/// The most acts of one participant under one treaty, of all files: with more of them it is no table of participants.
const MOST_OF_ONE: usize = 500;

impl Desk<'_> {
    /// The acts that files give, each with the participant whose it is; findings for names that nobody bears, and for what
    /// stands twice.
    pub(super) fn proposals<'b>(&mut self, code: &str, bundle: &'b Bundle) -> Vec<Proposal<'b>> {
        let told = bundle.said.iter().find_map(|(_, draft)| draft.opened_on.or(draft.adopted_on));
        let begins_on = bundle.row.as_ref().and_then(TreatyRow::begins_on).or(told);
        let oldest = Date::of(OLDEST, 1, 1).unwrap_or(Date::FIRST);
        let mut proposals: Vec<Proposal> = Vec::new();
        let mut seen: BTreeMap<(usize, String, ActKind, String), Place> = BTreeMap::new();
        let mut tables: BTreeMap<&str, usize> = BTreeMap::new();
        let mut acts_of: BTreeMap<String, usize> = BTreeMap::new();
        for (file, treaty) in &bundle.said {
            let edition = &self.files[*file].reading.edition;
            if edition.is_whole && !treaty.acts.is_empty() {
                let first = *tables.entry(&edition.publisher).or_insert(*file);
                if first != *file {
                    self.second_copy(code, first, *file, treaty);
                    continue;
                }
            }
            for draft in &treaty.acts {
                let What::Act(kind) = draft.what else { continue };
                let on = draft.day.date.or(draft.day.latest).or(draft.effective_on);
                if begins_on.is_none() && on.is_some_and(|on| on < oldest) {
                    let why =
                        format!("no treaty has acts from before {oldest}, unless its own day is recorded");
                    self.finding(*file, code, draft, Reason::BeforeOpening, why);
                    continue;
                }
                let participant = match self.people.find(draft, on) {
                    Ok(participant) => participant,
                    Err((reason, why)) => {
                        if reason == Reason::UnknownName {
                            self.renames.unknown(&draft.participant, code, kind, on);
                        }
                        self.finding(*file, code, draft, reason, why);
                        continue;
                    }
                };
                let territory = match &draft.territory {
                    None => None,
                    Some(name) => match self.people.territory(name, on) {
                        Ok(code) => Some(code),
                        Err((reason, why)) => {
                            self.finding(*file, code, draft, reason, why);
                            continue;
                        }
                    },
                };
                if kind.is_territorial() != territory.is_some() {
                    let why = if territory.is_some() {
                        format!("a territory does not go with {kind}")
                    } else {
                        format!("{kind} needs a territory")
                    };
                    self.finding(*file, code, draft, Reason::Refused, why);
                    continue;
                }
                let key = (
                    *file,
                    participant.clone(),
                    kind,
                    format!("{} {}", day_in_words(draft), territory.as_deref().unwrap_or_default()),
                );
                if let Some(first) = seen.get(&key) {
                    let why = format!("the same act of the same day stands at {first} too");
                    self.finding(*file, code, draft, Reason::Duplicate, why);
                    continue;
                }
                seen.insert(key, draft.place);
                let acts = acts_of.entry(participant.clone()).or_default();
                *acts += 1;
                if *acts > MOST_OF_ONE {
                    let why = format!(
                        "these files give more than {MOST_OF_ONE} acts of one participant under this treaty"
                    );
                    self.finding(*file, code, draft, Reason::NotOfThisForm, why);
                    continue;
                }
                proposals.push(Proposal { file: *file, draft, participant, kind, territory });
            }
        }
        proposals
    }

    /// Two copies of one table follow each other, and cannot be told apart in one import.
    fn second_copy(&mut self, code: &str, first: usize, second: usize, treaty: &DraftTreaty) {
        let name = &self.files[first].name;
        let why = format!(
            "{name} has the table of {code} by the same publisher: import one copy after the other, the older one first"
        );
        let finding = Finding { place: treaty.place, reason: Reason::Duplicate, cell: code.to_owned(), why };
        let file = self.files[second].name.clone();
        self.findings.push(FindingLine { file, finding, treaty: Some(code.to_owned()) });
    }
}
