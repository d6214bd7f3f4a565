//! What the seed of this version says otherwise than a file: what to record so that the file says the same,
//! without touching what others recorded.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::Serialize;

use super::difference::{differences, in_words};
use crate::model::{Body, Date, Fact, RetractionBody, Span};
use crate::names::fold;
use crate::store::{Head, Recorded};

/// The words of the registers whose facts are compared, each by its key, in their order.
pub(super) fn registers() -> impl Iterator<Item = &'static str> {
    Body::REGISTERS.into_iter().filter(|register| register.has_key()).map(|register| register.word)
}

/// What the seed would change in a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Plan {
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
    pub facts: Vec<Fact>,
}

impl Plan {
    /// How many facts of all registers are of this sort.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.registers.iter().map(|register| register.count(verdict)).sum()
    }
}

/// One register's counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct RegisterPlan {
    /// The register.
    pub register: &'static str,
    /// See [`Verdict`].
    pub new: usize,
    /// See [`Verdict`].
    pub changed: usize,
    /// Facts on which the seed and the file agree.
    pub same: usize,
    /// See [`Verdict`].
    pub gone: usize,
    /// See [`Verdict`].
    pub kept: usize,
    /// See [`Verdict`].
    pub contradicts: usize,
}

impl RegisterPlan {
    /// How many facts are of this sort.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        match verdict {
            Verdict::New => self.new,
            Verdict::Changed => self.changed,
            Verdict::Gone => self.gone,
            Verdict::Kept => self.kept,
            Verdict::Contradicts => self.contradicts,
        }
    }

    fn add(&mut self, verdict: Verdict) {
        *match verdict {
            Verdict::New => &mut self.new,
            Verdict::Changed => &mut self.changed,
            Verdict::Gone => &mut self.gone,
            Verdict::Kept => &mut self.kept,
            Verdict::Contradicts => &mut self.contradicts,
        } += 1;
    }
}

/// What is to become of a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The file does not have it.
    New,
    /// An earlier seed gave it otherwise.
    Changed,
    /// An earlier seed gave it, and this one does not.
    Gone,
    /// It stays as it is in the file.
    Kept,
    /// Somebody recorded what it contradicts: it is not recorded.
    Contradicts,
}

impl Verdict {
    /// Every sort, in the order in which they are listed.
    pub const ALL: [Self; 5] = [Self::New, Self::Changed, Self::Gone, Self::Kept, Self::Contradicts];

    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Gone => "gone",
            Self::Kept => "kept",
            Self::Contradicts => "contradicts",
        }
    }
}

/// A fact on which the seed and the file differ.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlanRow {
    /// What becomes of it.
    pub verdict: Verdict,
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

/// Compares the facts of a seed with everything that was recorded in a file. `batch` is the name of the
/// batches that seeds come in.
#[must_use]
pub fn plan(compiled: &str, batch: &str, seed: &[Fact], history: &BTreeMap<i64, Recorded>) -> Plan {
    let mut planner = Planner {
        history,
        batch,
        slots: slots(history, batch),
        counts: registers()
            .map(|register| (register, RegisterPlan { register, ..RegisterPlan::default() }))
            .collect(),
        rows: Vec::new(),
        moved: HashMap::new(),
        facts: Vec::new(),
    };
    planner.find_moved(seed);
    for fact in seed {
        planner.fact(&fact.body);
    }
    planner.gone();
    let Planner { mut rows, mut counts, facts, .. } = planner;
    let place = |register| registers().position(|known| known == register);
    rows.sort_by_key(|row| (row.verdict, place(row.register)));
    let registers = registers().filter_map(|register| counts.remove(register));
    Plan {
        seed: compiled.chars().take("YYYY-MM-DD".len()).collect(),
        written: false,
        entries: None,
        head: None,
        registers: registers.collect(),
        rows,
        facts,
    }
}

/// The place of one fact in the file: the entry that gives it now, or last gave it.
#[derive(Debug, Clone, Copy)]
struct Slot {
    entry: i64,
    ended_by: Option<i64>,
}

type Key = (&'static str, Vec<String>);

/// Every fact of the file by what names it, without those that a seed itself took back.
fn slots(history: &BTreeMap<i64, Recorded>, batch: &str) -> HashMap<Key, Vec<Slot>> {
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
    let by_seed = |entry: i64| history.get(&entry).is_some_and(|known| known.batch.as_deref() == Some(batch));
    for of_key in slots.values_mut() {
        of_key.retain(|slot| !slot.ended_by.is_some_and(by_seed));
    }
    slots
}

struct Planner<'a> {
    history: &'a BTreeMap<i64, Recorded>,
    batch: &'a str,
    slots: HashMap<Key, Vec<Slot>>,
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
                let without_day = without_day(&known.body).filter(|_| self.is_of_seed(known));
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
            self.row(Verdict::Kept, body, Some((ended_by, by.unwrap_or_default())), why);
        } else if known.body == *body {
            self.count(body).same += 1;
        } else if self.is_of_seed(known) {
            let why = difference(&known.body, body);
            self.row(Verdict::Changed, body, Some((slot.entry, known.by.clone())), why);
            self.facts.push(Fact { body: body.clone(), replaces: Some(slot.entry) });
        } else {
            let why = format!("the seed says: {}", difference(&known.body, body));
            self.row(Verdict::Kept, body, Some((slot.entry, known.by.clone())), why);
        }
    }

    fn is_of_seed(&self, recorded: &Recorded) -> bool {
        recorded.batch.as_deref() == Some(self.batch)
    }

    fn without_slot(&mut self, body: &Body) {
        let history = self.history;
        let mut others =
            history.iter().filter(|(_, known)| known.ended_by.is_none() && !self.is_of_seed(known));
        if let Some((entry, known)) = others.find(|(_, known)| contradict(&known.body, body)) {
            let why = format!("recorded: {}", name(&known.body));
            self.row(Verdict::Contradicts, body, Some((*entry, known.by.clone())), why);
        } else {
            self.row(Verdict::New, body, None, String::new());
            self.facts.push(body.clone().into());
        }
    }

    /// What an earlier seed gave and this one does not.
    fn gone(&mut self) {
        let mut left: Vec<Slot> = self.slots.values().flatten().copied().collect();
        left.sort_by_key(|slot| slot.entry);
        for Slot { entry, ended_by } in left {
            let known = &self.history[&entry];
            if ended_by.is_some() || !self.is_of_seed(known) {
                continue;
            }
            let place = Some((entry, known.by.clone()));
            if matches!(known.body, Body::Source(_) | Body::Group(_) | Body::Participant(_) | Body::Treaty(_))
            {
                let why = "not in this seed; it stays, because other facts may refer to it".to_owned();
                self.row(Verdict::Kept, &known.body, place, why);
            } else {
                self.row(Verdict::Gone, &known.body, place, "not in this seed".to_owned());
                self.facts.push(Body::Retraction(RetractionBody { entry }).into());
            }
        }
    }

    fn count(&mut self, body: &Body) -> &mut RegisterPlan {
        self.counts.entry(body.kind()).or_default()
    }

    fn row(&mut self, verdict: Verdict, body: &Body, entry: Option<(i64, String)>, why: String) {
        self.count(body).add(verdict);
        let (entry, recorded_by) = entry.map(|(entry, by)| (format!("@{entry}"), by)).unzip();
        self.rows.push(PlanRow { verdict, register: body.kind(), fact: name(body), entry, recorded_by, why });
    }
}

/// Where the day stands in what names an act.
const DAY_OF_ACT: usize = 3;

/// What names a fact in its register; none for what is not a fact of a register.
fn key(body: &Body) -> Option<Key> {
    if !body.register().has_key() {
        return None;
    }
    let mut parts = body.said().key();
    if let (Body::Name(_) | Body::TreatyName(_), Some(name)) = (body, parts.last_mut()) {
        *name = fold(name);
    }
    Some((body.kind(), parts))
}

/// What names an act, but for its day.
fn without_day(body: &Body) -> Option<Key> {
    match body {
        Body::Act(_) => key(body).map(|(register, mut parts)| {
            parts.remove(DAY_OF_ACT);
            (register, parts)
        }),
        _ => None,
    }
}

/// Whether a register can have several facts of one key, told apart by their order.
fn several(body: &Body) -> bool {
    matches!(body, Body::Clause(_) | Body::Reservation(_))
}

/// What names a fact, in words.
fn name(body: &Body) -> String {
    let mut parts = body.said().key();
    parts.retain(|part| !part.is_empty());
    parts.join(" · ")
}

/// Whether what somebody recorded leaves no room for what the seed says: the same act, or another consent, on
/// another day; days of a membership that overlap.
fn contradict(recorded: &Body, seed: &Body) -> bool {
    match (recorded, seed) {
        (Body::Act(recorded), Body::Act(seed)) => {
            (&recorded.treaty, &recorded.participant, &recorded.territory)
                == (&seed.treaty, &seed.participant, &seed.territory)
                && (recorded.act == seed.act || (recorded.act.is_consent() && seed.act.is_consent()))
        }
        (Body::Membership(recorded), Body::Membership(seed)) => {
            let span = |since: Option<Date>, until| since.map(|since| Span { since, until });
            let days = span(recorded.since.or(recorded.latest), recorded.until)
                .zip(span(seed.since.or(seed.latest), seed.until));
            (&recorded.group, &recorded.participant) == (&seed.group, &seed.participant)
                && days.is_some_and(|(a, b)| a.and(b).is_some())
        }
        _ => false,
    }
}

/// The fields that differ: `field: old → new`.
fn difference(old: &Body, new: &Body) -> String {
    in_words(&differences(Some(old), Some(new)))
}
