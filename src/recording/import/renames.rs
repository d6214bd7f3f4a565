//! Participants that a publisher calls otherwise than before: the same acts under another name are no new party, and none
//! that is lost.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::proposal::Proposal;
use crate::model::{ActKind, Date};
use crate::names::directory::plain;
use crate::store::GivenAct;

/// A participant with another name than in the copy before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// Who.
    pub participant: String,
    /// The name in the copy before.
    pub before: String,
    /// The name now.
    pub after: String,
    /// Who calls it so.
    pub publisher: String,
    /// Under how many of its acts.
    pub acts: usize,
}

/// What an act is known by, without its participant: treaty, kind, day.
type Deed = (String, ActKind, Option<Date>);

#[derive(Debug, Default)]
pub(super) struct Renames {
    seen: BTreeMap<(String, String, String, String), usize>,
    /// What names that nobody bears have done.
    unknown: HashMap<String, HashSet<Deed>>,
    /// What publishers no longer give, and whose it was.
    gone: HashMap<Deed, Vec<String>>,
}

impl Renames {
    /// A draft and the recorded act that it is the same as, or takes the place of.
    pub(super) fn seen(&mut self, publisher: &str, proposal: &Proposal, act: &GivenAct) {
        let Some(raw) = &act.raw_name else { return };
        let (before, after) = (plain(raw), plain(&proposal.draft.raw_name));
        if before != after {
            let key = (act.participant.clone(), before, after, publisher.to_owned());
            *self.seen.entry(key).or_default() += 1;
        }
    }

    pub(super) fn unknown(&mut self, name: &str, treaty: &str, kind: ActKind, on: Option<Date>) {
        self.unknown.entry(plain(name)).or_default().insert((treaty.to_owned(), kind, on));
    }

    pub(super) fn gone(&mut self, treaty: &str, act: &GivenAct) {
        let deed = (treaty.to_owned(), act.kind, act.day());
        self.gone.entry(deed).or_default().push(act.participant.clone());
    }

    /// Names that nobody bears, with the participant most of whose acts of the copy before they have, and how many.
    pub(super) fn likely(&self) -> HashMap<String, (String, usize)> {
        let mut likely = HashMap::new();
        for (name, deeds) in &self.unknown {
            let mut tally: BTreeMap<&str, usize> = BTreeMap::new();
            for code in deeds.iter().filter_map(|deed| self.gone.get(deed)).flatten() {
                *tally.entry(code).or_default() += 1;
            }
            // Two States can do one thing on one day; a name is told by most of what it did.
            if let Some((code, matches)) = tally.into_iter().max_by_key(|(_, matches)| *matches)
                && 2 * matches > deeds.len()
            {
                likely.insert(name.clone(), (code.to_owned(), matches));
            }
        }
        likely
    }

    pub(super) fn list(&self) -> Vec<Rename> {
        let each = self.seen.iter().map(|((participant, before, after, publisher), acts)| Rename {
            participant: participant.clone(),
            before: before.clone(),
            after: after.clone(),
            publisher: publisher.clone(),
            acts: *acts,
        });
        each.collect()
    }
}
