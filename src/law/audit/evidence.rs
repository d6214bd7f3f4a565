//! What an audit looks at: the rows of a whole record, as they were read.

use std::collections::HashMap;

use crate::law::modes::ModeSpell;
use crate::law::spells::Spell;
use crate::law::statements::Statement;
use crate::law::treaty::Treaty;
use crate::law::world::World;
use crate::model::{Act, Date, Span};

/// The record, or the part of it that bears on one treaty.
#[derive(Debug, Default)]
pub struct Evidence {
    /// The day from which ages are counted.
    pub day: Option<Date>,
    /// Participants, groups, predecessors.
    pub world: World,
    /// Treaties with everything under them, by number.
    pub records: Vec<TreatyRecord>,
    /// Sources that facts cite.
    pub sources: Vec<SourceFact>,
    /// Present participants that have one folded name at the same time: the name, and both codes with their entries.
    pub same_names: Vec<(String, Identity, Identity)>,
    /// Participants with an ISO 3166-1 alpha-3 code: the code, and whose it is.
    pub iso: Vec<(String, Identity)>,
    /// Entries that a later one replaced or retracted without saying why: the earlier and the later one.
    pub unexplained: Vec<(i64, i64)>,
    /// Numbers that are missing in the log: first and last of each gap.
    pub gaps: Vec<(i64, i64)>,
    /// The publishers whose acts are preferred, as recorded.
    pub preferred: Vec<String>,
    /// The publisher of each source that names one.
    pub publishers: HashMap<String, String>,
}

/// A participant as its entry has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identity {
    /// Stable code.
    pub code: String,
    /// The entry.
    pub entry: i64,
    /// The days of its existence.
    pub days: Span,
}

/// A source that facts cite.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFact {
    /// Short name.
    pub code: String,
    /// The entry that recorded it.
    pub entry: i64,
    /// When it was read; of one given in words with a fact, when that was recorded.
    pub read_on: Option<Date>,
    /// The day whose state it gives, or the date that it bears.
    pub dated: Option<Date>,
    /// How many acts cite it.
    pub cited: i64,
}

/// A treaty with everything under it.
#[derive(Debug)]
pub struct TreatyRecord {
    /// The treaty with its clauses.
    pub treaty: Treaty,
    /// Who keeps it.
    pub depositary: String,
    /// The treaty it is a protocol to.
    pub parent: Option<String>,
    /// The entry that recorded it.
    pub entry: i64,
    /// Entry into force as the depositary's notice gives it.
    pub announced_on: Option<Date>,
    /// Day the conditions were met, by replay.
    pub met_on: Option<Date>,
    /// The instrument that met them.
    pub met_by: Option<i64>,
    /// First day on which the record cannot tell whether they were met.
    pub undetermined_on: Option<Date>,
    /// Entry into force by the clause.
    pub computed_on: Option<Date>,
    /// First day on which it is in force for nobody.
    pub ended_on: Option<Date>,
    /// Last day up to which the acts were collected.
    pub complete_to: Option<Date>,
    /// The acts of participants that are shown, by participant, day and entry.
    pub acts: Vec<ActFact>,
    /// Acts of other sources in whose place one of these is shown.
    pub hidden: Vec<ActFact>,
    /// Acts of the depositary for the whole treaty.
    pub treaty_acts: Vec<ActFact>,
    /// Who had which status when, by participant and day.
    pub spells: Vec<Spell>,
    /// What holds beside it.
    pub modes: Vec<ModeSpell>,
    /// Reservations and other statements, in order of time.
    pub statements: Vec<StatementFact>,
    /// How it stands to other treaties.
    pub links: Vec<LinkFact>,
    /// Figures and lists that were published.
    pub claims: Vec<ClaimFact>,
}

/// An act, and what is known of how it was recorded.
#[derive(Debug, Clone)]
pub struct ActFact {
    /// The act.
    pub act: Act,
    /// Day of effect by the clause.
    pub computed_on: Option<Date>,
    /// The day of effect that counts.
    pub counts_from: Option<Date>,
    /// Whether the computed day is the earliest possible one only.
    pub estimated: bool,
    /// The act that is shown in its place.
    pub shown_as: Option<i64>,
    /// What its source could not tell of it.
    pub flag: Option<String>,
    /// Codes of its sources, separated by `;`.
    pub sources: String,
    /// The day on which it was recorded, UTC.
    pub recorded_on: Date,
    /// Whether it came with others from a file, and nobody looked at it alone.
    pub imported: bool,
}

impl ActFact {
    /// The day of effect, where any is known.
    #[must_use]
    pub fn effect(&self) -> Option<Date> {
        self.counts_from.or(self.act.effective_on).or(self.computed_on)
    }
}

/// A statement, and what the law does not look at.
#[derive(Debug, Clone)]
pub struct StatementFact {
    /// The statement.
    pub statement: Statement,
    /// The territory concerned.
    pub territory: Option<String>,
    /// When it no longer stands.
    pub until: Option<Date>,
    /// The day on which it was recorded, UTC.
    pub recorded_on: Date,
    /// Codes of its sources, separated by `;`.
    pub sources: String,
}

/// How a treaty stands to another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkFact {
    /// protocol-to, requires-party, denounces-on-joining …
    pub kind: String,
    /// The other treaty.
    pub other: String,
    /// Where the treaty says so.
    pub article: Option<String>,
}

/// A statement that somebody published about status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimFact {
    /// The log entry that recorded it.
    pub id: i64,
    /// Short name: CL001 …
    pub code: String,
    /// The day it speaks of.
    pub as_of: Date,
    /// The treaty.
    pub treaty: String,
    /// The group it is limited to.
    pub group: Option<String>,
    /// The word for what it says; of an older record it need not be one of ours.
    pub claim: String,
    /// The figure or the codes that were published.
    pub value: String,
    /// Remarks.
    pub note: Option<String>,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

impl TreatyRecord {
    /// The treaty's entry into force: as published, as announced, else by the clause.
    #[must_use]
    pub fn in_force_on(&self) -> Option<Date> {
        self.published_on().or(self.computed_on)
    }

    /// The same, as published or announced.
    #[must_use]
    pub fn published_on(&self) -> Option<Date> {
        self.treaty.in_force_on.or(self.announced_on)
    }

    /// Whether an act belongs to the first group: done by the day on which the conditions were met.
    #[must_use]
    pub fn is_of_first_group(&self, act: &Act) -> bool {
        act.kind.is_consent() && self.met_on.is_some_and(|met| act.day <= met)
    }

    /// The acts that establish consent to be bound.
    pub fn consents(&self) -> impl Iterator<Item = &ActFact> + Clone {
        self.acts.iter().filter(|fact| fact.act.kind.is_consent())
    }

    /// The act with this number, where there is one.
    #[must_use]
    pub fn act(&self, id: Option<i64>) -> Option<&ActFact> {
        self.acts.iter().find(|fact| Some(fact.act.id) == id)
    }

    /// The acts of each participant, in their order.
    pub fn by_participant(&self) -> impl Iterator<Item = &[ActFact]> {
        self.acts.chunk_by(|one, other| one.act.participant == other.act.participant)
    }

    /// The acts of one participant.
    #[must_use]
    pub fn acts_of(&self, code: &str) -> &[ActFact] {
        part(&self.acts, |fact| fact.act.participant.as_str().cmp(code))
    }

    /// The spells of one participant.
    #[must_use]
    pub fn spells_of(&self, code: &str) -> &[Spell] {
        part(&self.spells, |spell| spell.participant.as_str().cmp(code))
    }

    /// The status of one participant on a day.
    #[must_use]
    pub fn spell_on(&self, code: &str, day: Date) -> Option<&Spell> {
        self.spells_of(code).iter().find(|spell| spell.span().holds(day))
    }

    /// Whether the consent of a participant stands on a day.
    #[must_use]
    pub fn consented_on(&self, code: &str, day: Date) -> bool {
        self.spell_on(code, day).is_some_and(|spell| spell.status.consented())
    }
}

/// The rows of a sorted slice that `place` says are equal.
fn part<T>(rows: &[T], place: impl Fn(&T) -> std::cmp::Ordering) -> &[T] {
    let from = rows.partition_point(|row| place(row).is_lt());
    let to = from + rows[from..].partition_point(|row| place(row).is_eq());
    &rows[from..to]
}

impl Evidence {
    /// The day from which ages are counted.
    #[must_use]
    pub fn day(&self) -> Date {
        self.day.unwrap_or(Date::LAST)
    }

    /// A treaty by its number.
    #[must_use]
    pub fn record(&self, code: &str) -> Option<&TreatyRecord> {
        let place = self.records.binary_search_by(|record| record.treaty.code.as_str().cmp(code)).ok()?;
        Some(&self.records[place])
    }
}
