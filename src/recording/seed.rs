//! What the seed of this version says otherwise than a file: what to record so that the file says the same,
//! without touching what others recorded.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::fact_key::{Key, contradict, key, name, place, several, without_day};
use super::written::{Written, write};
use crate::error::Result;
use crate::model::{BatchBody, Body, Fact, RetractionBody, differences, in_words, words};
use crate::read::seed;
use crate::store::{Head, Recorded, Recording, Store};

/// The words of the registers whose facts are compared, each by its key, in their order.
pub(super) fn registers() -> impl Iterator<Item = &'static str> {
    Body::REGISTERS.into_iter().filter(|register| register.has_key()).map(|register| register.word)
}

/// What the seed would change in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeedPlan {
    /// The day on which the seed was compiled.
    pub seed: String,
    /// Whether it was recorded.
    pub written: bool,
    /// The entries that record it, the batch first: @N to @M.
    pub entries: Option<(String, String)>,
    /// The newest entry and its hash; none where nothing was written.
    pub head: Option<Head>,
    /// How many facts there are of which sort, register by register.
    pub registers: Vec<RegisterPlan>,
    /// Every fact that is not the same, in the order of the registers.
    pub rows: Vec<PlanRow>,
    /// What to record.
    #[serde(skip)]
    facts: Vec<Fact>,
    /// The newest entry when they were compared.
    #[serde(skip)]
    seen: i64,
}

impl SeedPlan {
    /// How many facts of all registers are of this sort.
    #[must_use]
    pub fn count(&self, verdict: SeedComparison) -> usize {
        self.registers.iter().map(|register| register.count(verdict)).sum()
    }

    /// How many entries would be recorded, without the batch's own.
    #[must_use]
    pub fn to_record(&self) -> usize {
        self.facts.len()
    }

    /// Records what differs as one batch, where anything does.
    pub fn record(&mut self, store: &mut Store, recording: &Recording) -> Result<()> {
        if self.facts.is_empty() {
            return Ok(());
        }
        let entries = self.facts.len() as u64;
        let batch = Body::Batch(BatchBody { name: seed::BATCH.to_owned(), entries });
        let facts = std::iter::once(batch.into()).chain(self.facts.iter().cloned()).collect();
        let Written { entries, head } = write(store, self.seen, recording, facts)?;
        (self.written, self.entries, self.head) = (true, Some(entries), Some(head));
        Ok(())
    }
}

/// One register's counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RegisterPlan {
    /// The register.
    pub register: &'static str,
    /// See [`SeedComparison`].
    pub new: usize,
    /// See [`SeedComparison`].
    pub changed: usize,
    /// Facts on which the seed and the file agree.
    pub same: usize,
    /// See [`SeedComparison`].
    pub gone: usize,
    /// See [`SeedComparison`].
    pub kept: usize,
    /// See [`SeedComparison`].
    pub contradicts: usize,
}

impl RegisterPlan {
    /// How many facts are of this sort.
    #[must_use]
    pub fn count(&self, verdict: SeedComparison) -> usize {
        match verdict {
            SeedComparison::New => self.new,
            SeedComparison::Changed => self.changed,
            SeedComparison::Gone => self.gone,
            SeedComparison::Kept => self.kept,
            SeedComparison::Contradicts => self.contradicts,
        }
    }

    fn add(&mut self, verdict: SeedComparison) {
        *match verdict {
            SeedComparison::New => &mut self.new,
            SeedComparison::Changed => &mut self.changed,
            SeedComparison::Gone => &mut self.gone,
            SeedComparison::Kept => &mut self.kept,
            SeedComparison::Contradicts => &mut self.contradicts,
        } += 1;
    }
}

words! {
    /// What is to become of a fact.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    SeedComparison():
    /// The file does not have it.
    New = "new";
    /// An earlier seed gave it otherwise.
    Changed = "changed";
    /// An earlier seed gave it, and this one does not.
    Gone = "gone";
    /// It stays as it is in the file.
    Kept = "kept";
    /// Somebody recorded what it contradicts: it is not recorded.
    Contradicts = "contradicts";
}

/// A fact on which the seed and the file differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// What becomes of it.
    pub verdict: SeedComparison,
    /// The register.
    pub register: &'static str,
    /// Which fact: what names it in its register.
    pub fact: String,
    /// The entry of the file concerned: @N.
    pub entry: Option<String>,
    /// The role that recorded that entry.
    pub recorded_by: Option<String>,
    /// What differs, or why it stays.
    pub why: String,
}

/// Compares the seed of this version with everything that was recorded in a file.
pub fn compare(store: &Store) -> Result<SeedPlan> {
    let (facts, history, seen) = (seed::facts(), store.history()?, store.head()?.seq);
    let mut planner = Planner {
        history: &history,
        slots: slots(&history),
        others: others(&history),
        counts: registers()
            .map(|register| (register, RegisterPlan { register, ..RegisterPlan::default() }))
            .collect(),
        rows: Vec::new(),
        moved: HashMap::new(),
        facts: Vec::new(),
    };
    planner.find_moved(&facts);
    for fact in &facts {
        planner.fact(&fact.body);
    }
    planner.gone();
    let Planner { mut rows, mut counts, facts, .. } = planner;
    let place = |register| registers().position(|known| known == register);
    rows.sort_by_key(|row| (row.verdict, place(row.register)));
    let registers = registers().filter_map(|register| counts.remove(register));
    Ok(SeedPlan {
        seed: seed::COMPILED_AT.chars().take("YYYY-MM-DD".len()).collect(),
        written: false,
        entries: None,
        head: None,
        registers: registers.collect(),
        rows,
        facts,
        seen,
    })
}

/// The place of one fact in the file: the entry that gives it now, or last gave it.
#[derive(Debug, Clone, Copy)]
struct Slot {
    entry: i64,
    ended_by: Option<i64>,
}

/// Every fact of the file by what names it, without those that a seed itself took back.
fn slots(history: &BTreeMap<i64, Recorded>) -> HashMap<Key, Vec<Slot>> {
    let mut slots: HashMap<Key, Vec<Slot>> = HashMap::new();
    for (entry, recorded) in history {
        let Some(key) = key(&recorded.body) else {
            continue;
        };
        let of_key = slots.entry(key).or_default();
        let slot = Slot { entry: *entry, ended_by: recorded.ended_by };
        let earlier = of_key.iter_mut().find(|earlier| {
            recorded.replaces == Some(earlier.entry)
                || (!several(&recorded.body) && earlier.ended_by.is_none())
        });
        match earlier {
            Some(earlier) => *earlier = slot,
            None => of_key.push(slot),
        }
    }
    let by_seed = |entry: i64| history.get(&entry).is_some_and(is_of_seed);
    for of_key in slots.values_mut() {
        of_key.retain(|slot| !slot.ended_by.is_some_and(by_seed));
    }
    slots
}

/// What others recorded and stands, by the place at which it may leave no room.
fn others(history: &BTreeMap<i64, Recorded>) -> HashMap<Key, Vec<i64>> {
    let mut others: HashMap<Key, Vec<i64>> = HashMap::new();
    for (entry, known) in history.iter().filter(|(_, known)| known.ended_by.is_none() && !is_of_seed(known)) {
        if let Some(place) = place(&known.body) {
            others.entry(place).or_default().push(*entry);
        }
    }
    others
}

struct Planner<'a> {
    history: &'a BTreeMap<i64, Recorded>,
    slots: HashMap<Key, Vec<Slot>>,
    others: HashMap<Key, Vec<i64>>,
    counts: HashMap<&'static str, RegisterPlan>,
    rows: Vec<PlanRow>,
    moved: HashMap<Key, Slot>,
    facts: Vec<Fact>,
}

impl Planner<'_> {
    /// The acts of an earlier seed that this one gives another day: where one is gone and one like it is new.
    fn find_moved(&mut self, seed: &[Fact]) {
        let given: HashSet<Key> = seed.iter().filter_map(|fact| key(&fact.body)).collect();
        let mut gone: HashMap<Key, Vec<Slot>> = HashMap::new();
        for (key, slots) in &self.slots {
            for slot in slots.iter().filter(|slot| slot.ended_by.is_none() && !given.contains(key)) {
                let known = &self.history[&slot.entry];
                let without_day = without_day(&known.body).filter(|_| is_of_seed(known));
                if let Some(key) = without_day {
                    gone.entry(key).or_default().push(*slot);
                }
            }
        }
        let mut new: HashMap<Key, Vec<Key>> = HashMap::new();
        for body in seed.iter().map(|fact| &fact.body) {
            if let (Some(key), Some(without_day)) = (key(body), without_day(body))
                && !self.slots.contains_key(&key)
            {
                new.entry(without_day).or_default().push(key);
            }
        }
        for (without_day, slots) in gone {
            if let ([slot], Some([key])) = (slots.as_slice(), new.get(&without_day).map(Vec::as_slice)) {
                self.moved.insert(key.clone(), *slot);
            }
        }
        let moved: HashSet<i64> = self.moved.values().map(|slot| slot.entry).collect();
        for slots in self.slots.values_mut() {
            slots.retain(|slot| !moved.contains(&slot.entry));
        }
    }

    fn fact(&mut self, body: &Body) {
        let Some(key) = key(body) else {
            return;
        };
        let slots = self.slots.get_mut(&key).filter(|slots| !slots.is_empty());
        let slot = slots.map(|slots| {
            let open = slots.iter().position(|slot| several(body) || slot.ended_by.is_none());
            slots.remove(open.unwrap_or(0))
        });
        let Some(slot) = slot.or_else(|| self.moved.remove(&key)) else {
            return self.without_slot(body);
        };
        let known = &self.history[&slot.entry];
        if let Some(ended_by) = slot.ended_by {
            let by = self.history.get(&ended_by).map(|other| other.by.clone());
            let why = match self.history.get(&ended_by).map(|other| &other.body) {
                Some(Body::Retraction(_)) | None => "retracted".to_owned(),
                Some(other) => format!("corrected: {}", name(other)),
            };
            self.row(SeedComparison::Kept, body, Some((ended_by, by.unwrap_or_default())), why);
        } else if known.body == *body {
            self.count(body).same += 1;
        } else if is_of_seed(known) {
            let why = difference(&known.body, body);
            self.row(SeedComparison::Changed, body, Some((slot.entry, known.by.clone())), why);
            self.facts.push(Fact { body: body.clone(), replaces: Some(slot.entry) });
        } else {
            let why = format!("the seed says: {}", difference(&known.body, body));
            self.row(SeedComparison::Kept, body, Some((slot.entry, known.by.clone())), why);
        }
    }

    fn without_slot(&mut self, body: &Body) {
        let history = self.history;
        let others = place(body).and_then(|place| self.others.get(&place)).into_iter().flatten();
        let mut others = others.map(|entry| (entry, &history[entry]));
        if let Some((entry, known)) = others.find(|(_, known)| contradict(&known.body, body)) {
            let why = format!("recorded: {}", name(&known.body));
            self.row(SeedComparison::Contradicts, body, Some((*entry, known.by.clone())), why);
        } else {
            self.row(SeedComparison::New, body, None, String::new());
            self.facts.push(body.clone().into());
        }
    }

    /// What an earlier seed gave and this one does not.
    fn gone(&mut self) {
        let mut left: Vec<Slot> = self.slots.values().flatten().copied().collect();
        left.sort_by_key(|slot| slot.entry);
        for Slot { entry, ended_by } in left {
            let known = &self.history[&entry];
            if ended_by.is_some() || !is_of_seed(known) {
                continue;
            }
            let place = Some((entry, known.by.clone()));
            if matches!(known.body, Body::Source(_) | Body::Group(_) | Body::Participant(_) | Body::Treaty(_))
            {
                let why = "not in this seed; it stays, because other facts may refer to it".to_owned();
                self.row(SeedComparison::Kept, &known.body, place, why);
            } else {
                self.row(SeedComparison::Gone, &known.body, place, "not in this seed".to_owned());
                self.facts.push(Body::Retraction(RetractionBody { entry }).into());
            }
        }
    }

    fn count(&mut self, body: &Body) -> &mut RegisterPlan {
        self.counts.entry(body.kind()).or_default()
    }

    fn row(&mut self, verdict: SeedComparison, body: &Body, entry: Option<(i64, String)>, why: String) {
        self.count(body).add(verdict);
        let (entry, recorded_by) = entry.map(|(entry, by)| (format!("@{entry}"), by)).unzip();
        self.rows.push(PlanRow { verdict, register: body.kind(), fact: name(body), entry, recorded_by, why });
    }
}

fn is_of_seed(recorded: &Recorded) -> bool {
    recorded.batch.as_deref() == Some(seed::BATCH)
}

/// The fields that differ: `field: old → new`.
fn difference(old: &Body, new: &Body) -> String {
    in_words(&differences(Some(old), Some(new)))
}
