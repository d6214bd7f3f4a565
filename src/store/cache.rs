//! What was read for the act before, kept for the next: the world, and the treaties, as they stand in the file. It is
//! thrown away where somebody else may have written.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::Connection;

use super::derived_state::{self, DerivedState};
use super::law_input::{self, Dossier};
use super::rows::data_version;
use crate::error::Result;
use crate::law::{Answer, Case, Dependent, Derived, Question, World, examine};
use crate::model::{Act, ActKind, Body, Date, Fact};

/// What is known of the file up to one entry.
#[derive(Debug)]
pub(super) struct Cache {
    /// The newest entry.
    seq: i64,
    /// Changes whenever another connection has written.
    version: i64,
    /// Whether nothing is derived yet.
    pub is_new: bool,
    /// What holds for all treaties alike.
    pub world: Arc<World>,
    /// Treaties by their numbers.
    pub treaties: BTreeMap<String, CachedTreaty>,
}

/// One treaty, with what is derived for it.
#[derive(Debug)]
pub(super) struct CachedTreaty {
    /// What bears on it.
    pub dossier: Dossier,
    /// The derived rows, as they stand.
    pub state: DerivedState,
    /// The numbers of the treaties whose clauses refer to it.
    pub dependents: Vec<String>,
    /// Whether the rows of eligibility follow from what bears on it; else they have to be derived anew.
    pub is_settled: bool,
    /// Whether what is derived of statements follows from them and from the acts; else it has to be derived anew.
    pub is_said: bool,
    /// Who has made statements under it, where they were read and nothing rests on the acts of others: what becomes of these
    /// rests on theirs.
    pub speakers: Option<BTreeSet<String>>,
    /// What follows from the act that is about to be recorded, where the law has said so.
    pub foreseen: Option<Derived>,
    /// What followed when it was derived last.
    pub last: Option<Derived>,
}

impl CachedTreaty {
    fn as_dependent(&self) -> Dependent<'_> {
        let Dossier { treaty, acts, .. } = &self.dossier;
        let (met_on, in_force_on) = self.state.entry();
        Dependent { treaty, acts, met_on, in_force_on: treaty.in_force_on.or(in_force_on) }
    }
}

impl Cache {
    /// What is kept, where it still holds at the entry `seq`; else the world is read.
    pub(super) fn at(connection: &Connection, seq: i64, known: Option<Self>) -> Result<Self> {
        match known {
            Some(cache) if cache.holds(connection, seq)? => Ok(cache),
            _ => Ok(Self {
                seq,
                version: data_version(connection)?,
                is_new: false,
                world: Arc::new(law_input::world(connection)?),
                treaties: BTreeMap::new(),
            }),
        }
    }

    /// Whether what is kept holds at the entry `seq`, where that is the newest.
    pub(super) fn holds(&self, connection: &Connection, seq: i64) -> Result<bool> {
        Ok((self.seq, self.version) == (seq, data_version(connection)?))
    }

    /// Reads a treaty, unless it is kept; false if there is none of this number. Where everything in the file is
    /// derived, so is this.
    pub(super) fn load(&mut self, connection: &Connection, code: &str, is_settled: bool) -> Result<bool> {
        if self.treaties.contains_key(code) {
            return Ok(true);
        }
        let Some(dossier) = law_input::dossier(connection, code, &self.world)? else {
            return Ok(false);
        };
        let cached = CachedTreaty {
            dossier,
            state: if self.is_new {
                DerivedState::before(connection, code)?
            } else {
                DerivedState::read(connection, code)?
            },
            dependents: law_input::dependent_codes(connection, code)?,
            is_settled,
            is_said: is_settled,
            speakers: None,
            foreseen: None,
            last: None,
        };
        self.treaties.insert(code.to_owned(), cached);
        Ok(true)
    }

    /// What the law says of an act under a treaty that is kept.
    pub(super) fn examine(&mut self, code: &str, act: Act, in_force_on: Option<Date>, today: Date) -> Answer {
        self.treaties.get_mut(code).expect("the treaty was loaded").dossier.acts.push(act);
        let cached = &self.treaties[code];
        let case = cached.dossier.case(&self.world);
        let (act, acts) = case.acts.split_last().expect("the act was added");
        let dependents = cached.dependents.iter().filter_map(|code| self.treaties.get(code));
        let dependents: Vec<Dependent> = dependents.map(CachedTreaty::as_dependent).collect();
        let answer = examine(&Question {
            act,
            case: Case { acts, ..case },
            with: case.acts,
            last: cached.last.as_ref(),
            in_force_on,
            dependents: &dependents,
            today,
        });
        if let Some(cached) = self.treaties.get_mut(code) {
            cached.dossier.acts.pop();
        }
        answer
    }

    /// Takes note of what follows from the act that is recorded next.
    pub(super) fn foresee(&mut self, code: &str, derived: Option<Derived>) {
        if let Some(cached) = self.treaties.get_mut(code) {
            cached.foreseen = derived;
        }
    }

    /// Follows what one more entry wrote: an act comes to the others, anything else is read again when it is needed.
    pub(super) fn follow(&mut self, connection: &Connection, seq: i64, fact: &Fact) -> Result<()> {
        self.seq = seq;
        match &fact.body {
            Body::Source(_) if fact.replaces.is_none() => {}
            Body::Act(act) if fact.replaces.is_none() => {
                if let Some(cached) = self.treaties.get_mut(&act.treaty) {
                    let act = law_input::act(connection, seq, &self.world)?;
                    cached.state.acts.insert(seq, derived_state::act(connection, seq)?);
                    cached.state.moved.insert(act.participant.clone());
                    let speaks =
                        |code: &String| cached.speakers.as_ref().is_none_or(|all| all.contains(code));
                    cached.is_said &= !speaks(&act.participant) && !speaks(&act.done_by);
                    // Whoever succeeds may keep what another has said.
                    cached.is_said &= act.kind != ActKind::Succession
                        || cached.speakers.as_ref().is_some_and(BTreeSet::is_empty);
                    cached.is_settled &= !cached.dossier.add(act);
                }
            }
            _ => self.treaties.clear(),
        }
        Ok(())
    }
}

impl CachedTreaty {
    /// Those of these treaties that its clauses refer to.
    pub(super) fn refers_to<'a>(&self, codes: &'a [String]) -> Vec<&'a String> {
        let others = self.dossier.treaty.refers_to();
        codes.iter().filter(|code| others.contains(&code.as_str())).collect()
    }
}
