//! Participants, their names, and groups.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, params};
use serde::Serialize;

use crate::error::Result;
use crate::law::{Eligible, Person, Seat, World};
use crate::model::{Confidence, Date, Named, Span, Whose, is_foreign, ties};
use crate::names::called::Called;
use crate::names::directory::Directory;
use crate::store::file::Store;
use crate::store::law_input;
use crate::store::rows::{all, codes, column, one, rows, select, select_with};
use crate::store::whose;

rows! {
    /// A participant.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct ParticipantRow {
        /// Stable code.
        pub code: String = "code",
        /// ISO 3166-1 alpha-3.
        pub alpha3: Option<String> = "alpha3",
        /// state, former-state, organisation, territory.
        pub kind: String = "kind",
        /// Short name.
        pub name: String = "name",
        /// Full name.
        pub official_name: String = "official_name",
        /// First day of its existence, where recorded.
        pub exists_from: Option<Date> = "exists_from",
        /// First day it no longer exists.
        pub exists_until: Option<Date> = "exists_until",
        /// Remarks.
        pub note: Option<String> = "note",
        /// The participant of which this is only an old name.
        pub old_name_of: Option<String> = "(SELECT l.participant FROM predecessor l JOIN participant m ON m.code = l.participant WHERE l.predecessor = participant.code AND (l.kind = 'same' OR (l.kind = 'continues' AND m.kind = 'organisation')))",
        /// The day on which it took over from the one it continues.
        pub continues_from: Option<Date> = "(SELECT max(\"on\") FROM predecessor WHERE participant = code AND kind = 'continues')",
        /// Codes of its sources.
        pub sources: Vec<String> = "sources" via codes,
        /// Support.
        pub confidence: Confidence = "confidence",
    }

    /// A name, and what kind of name it is for whom.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct NameRow {
        /// Whose name.
        pub participant: String = "participant",
        /// short, official, un, coe, former, alias, or the tag of a language.
        pub kind: String = "kind",
        /// As written.
        pub name: String = "name",
        /// First day of use.
        pub since: Option<Date> = "since",
        /// First day no longer in use.
        pub until: Option<Date> = "until",
    }
}

rows! {
    /// A name as it was recorded.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct RecordedName {
        /// short, official, un, coe, former, alias, or the tag of a language.
        pub kind: String = "kind",
        /// As written.
        pub name: String = "name",
        /// First day of use.
        pub since: Option<Date> = "since",
        /// First day no longer in use.
        pub until: Option<Date> = "until",
        /// The entry that recorded it.
        pub entry: i64 = "recorded_seq",
        /// Support.
        pub confidence: Confidence = "confidence",
        /// Codes of its sources.
        pub sources: Vec<String> = "(SELECT group_concat(source, ';') FROM cited WHERE seq = recorded_seq)" via codes,
    }
}

impl NameRow {
    /// Whether it is in English: those of lists in other languages find a participant, and are not suggested.
    #[must_use]
    pub fn is_english(&self) -> bool {
        !is_foreign(&self.kind)
    }
}

rows! {
    /// A seat in a group.
    #[derive(Debug, Clone, PartialEq, Eq)]
    pub struct SeatRow {
        /// Whose.
        pub participant: String = "s.participant",
        /// First day, or where that is not known the last day of its window.
        pub since: Date = "s.since",
        /// First day no longer.
        pub until: Option<Date> = "s.until",
        /// Whether the first day is known.
        pub known: bool = "m.since IS NOT NULL OR m.latest <> s.since",
        /// Support.
        pub confidence: Confidence = "m.confidence",
        /// Codes of its sources.
        pub sources: Vec<String> = "m.sources" via codes,
    }

    /// A group and how many members it had on a day.
    #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
    pub struct GroupRow {
        /// Short name.
        pub code: String = "g.code",
        /// In words.
        pub name: String = "g.name",
        /// Members on the day.
        pub members: i64 = "count(s.participant)",
    }
}

impl From<&ParticipantRow> for Named {
    fn from(row: &ParticipantRow) -> Self {
        Self { code: row.code.clone(), name: row.name.clone() }
    }
}

impl ParticipantRow {
    /// The same, called as it was on `day` where it bore an old code then: the European Community, Zaire.
    pub fn called_on(mut self, store: &Store, day: Date) -> Result<Self> {
        let borne = store.names_borne_on(day)?.into_iter().find(|(code, _)| *code == self.code);
        if let Some((_, name)) = borne {
            self.name = name;
        }
        Ok(self)
    }
}

impl Store {
    /// Every participant, by code.
    pub fn participants(&self) -> Result<Vec<ParticipantRow>> {
        self.participants_where("?1 = ''", "")
    }

    /// The participant with this code, in any case.
    pub fn participant(&self, code: &str) -> Result<Option<ParticipantRow>> {
        Ok(self.participants_where("code = upper(?1)", code)?.pop())
    }

    fn participants_where(&self, condition: &str, value: &str) -> Result<Vec<ParticipantRow>> {
        let rest = format!("FROM participant WHERE ({condition}) AND superseded_seq IS NULL ORDER BY code");
        select(&self.connection, &rest, [value])
    }

    /// The short names of some participants, by code.
    pub fn short_names_of<'a>(
        &self,
        codes: impl IntoIterator<Item = &'a String>,
    ) -> Result<Vec<(String, String)>> {
        let mut statement = self.connection.prepare_cached("SELECT name FROM participant WHERE code = ?1")?;
        let mut names = Vec::new();
        for code in codes {
            if let Some(name) = statement.query_row([code], |row| row.get(0)).optional()? {
                names.push((code.clone(), name));
            }
        }
        Ok(names)
    }

    /// Code and short name of every participant.
    pub fn short_names(&self) -> Result<Vec<(String, String)>> {
        all(&self.connection, "SELECT code, name FROM participant", [])
    }

    /// Codes of the participants with this ISO 3166-1 alpha-3 code, in any case; those that still exist first.
    pub fn participants_by_alpha3(&self, alpha3: &str) -> Result<Vec<(String, bool)>> {
        let sql = "SELECT code, exists_until IS NULL FROM participant WHERE alpha3 = upper(?1) AND superseded_seq IS NULL ORDER BY code";
        all(&self.connection, sql, [alpha3])
    }

    /// The names that fold to `folded`.
    pub fn names_folded(&self, folded: &str) -> Result<Vec<NameRow>> {
        self.names_where("folded = ?1", folded)
    }

    /// The names of one participant.
    pub fn names_of(&self, participant: &str) -> Result<Vec<NameRow>> {
        self.names_where("participant = ?1", participant)
    }

    /// The names of one participant as they were recorded.
    pub fn recorded_names(&self, participant: &str) -> Result<Vec<RecordedName>> {
        let rest = "FROM name WHERE participant = ?1 AND superseded_seq IS NULL";
        select(&self.connection, rest, [participant])
    }

    /// Every name of every participant.
    pub fn names(&self) -> Result<Vec<NameRow>> {
        self.names_where("?1 = ''", "")
    }

    fn names_where(&self, condition: &str, value: &str) -> Result<Vec<NameRow>> {
        let rest =
            format!("FROM name WHERE {condition} AND superseded_seq IS NULL ORDER BY participant, name");
        select(&self.connection, &rest, [value])
    }

    /// Whose territory a participant is or was, from day to day.
    pub fn whose(&self, code: &str) -> Result<Whose> {
        whose::whose(&self.connection, code)
    }

    /// Every participant that has ended, with the one that came from it: those that continue it first.
    pub fn successors(&self) -> Result<Vec<(String, String)>> {
        let sql = "SELECT e.predecessor, e.participant FROM predecessor e JOIN participant p ON p.code = e.predecessor
                   WHERE e.kind <> 'same' AND p.exists_until IS NOT NULL
                   ORDER BY e.predecessor, e.kind <> 'continues', e.participant";
        all(&self.connection, sql, [])
    }

    /// The clauses by which a participant may become a party on `day`.
    pub fn eligible_by(&self, treaty: &str, participant: &str, day: Date) -> Result<Vec<i64>> {
        let sql = "SELECT clause FROM eligibility WHERE treaty = ?1 AND participant = ?2
                   AND since <= ?3 AND (until IS NULL OR until > ?3) ORDER BY clause";
        column(&self.connection, sql, params![treaty, participant, day])
    }

    /// The participant of which `code` is only an old name.
    pub fn present_form(&self, code: &str) -> Result<Option<String>> {
        let sql = "SELECT l.participant FROM predecessor l JOIN participant m ON m.code = l.participant
                   WHERE l.predecessor = ?1 AND (l.kind = 'same' OR (l.kind = 'continues' AND m.kind = 'organisation'))";
        one(&self.connection, sql, [code])
    }

    /// Those that bore an old code on `day`, by their present codes, and what they were called then.
    pub fn names_borne_on(&self, day: Date) -> Result<Vec<(String, String)>> {
        // Of several the last row counts: the code that was given up first after the day.
        let sql = "SELECT l.participant, coalesce((SELECT n.name FROM name n WHERE n.participant = q.code AND n.superseded_seq IS NULL
                                                    AND n.since <= ?1 AND n.until > ?1 ORDER BY n.since LIMIT 1), q.name)
                   FROM predecessor l JOIN participant q ON q.code = l.predecessor JOIN participant m ON m.code = l.participant
                   WHERE (l.kind = 'same' OR (l.kind = 'continues' AND m.kind = 'organisation'))
                     AND l.\"on\" > ?1 AND (q.exists_from IS NULL OR q.exists_from <= ?1)
                   ORDER BY l.\"on\" DESC";
        all(&self.connection, sql, [day])
    }

    /// Every group with its members on `day`.
    pub fn groups(&self, day: Date) -> Result<Vec<GroupRow>> {
        let rest = "FROM participant_group g
                    LEFT JOIN seat s ON s.group_code = g.code AND s.since <= ?1 AND (s.until IS NULL OR s.until > ?1)
                    WHERE g.superseded_seq IS NULL GROUP BY g.code ORDER BY g.code";
        select(&self.connection, rest, [day])
    }

    /// The members of a group on `day`.
    pub fn members(&self, group: &str, day: Date) -> Result<Vec<SeatRow>> {
        let rest = "FROM seat s JOIN membership m ON m.id = s.membership
                    WHERE s.group_code = ?1 AND s.since <= ?2 AND (s.until IS NULL OR s.until > ?2) ORDER BY s.participant";
        select(&self.connection, rest, params![group, day])
    }

    /// Codes of the groups that a participant was a member of on `day`.
    pub fn groups_of(&self, participant: &str, day: Date) -> Result<Vec<String>> {
        let sql = "SELECT g.code FROM participant_group g CROSS JOIN seat s ON s.group_code = g.code
                   WHERE s.participant = ?1 AND s.since <= ?2 AND (s.until IS NULL OR s.until > ?2) ORDER BY g.code";
        column(&self.connection, sql, params![participant, day])
    }

    /// The present memberships of a participant in a group, in order of time.
    pub fn memberships(&self, group: &str, participant: &str) -> Result<Vec<Seat>> {
        let rest = "FROM (SELECT id AS membership, coalesce(since, latest) AS since, until FROM membership
                          WHERE group_code = ?1 AND participant = ?2 AND superseded_seq IS NULL)
                    WHERE since IS NOT NULL ORDER BY since, membership";
        select(&self.connection, rest, [group, participant])
    }

    /// From day to day, who may become a party to which treaty.
    pub fn eligibility(&self) -> Result<Vec<(String, Eligible)>> {
        self.take_in_all()?;
        let rest = "FROM eligibility s ORDER BY treaty, participant, since";
        select_with(&self.connection, "treaty", rest, [])
    }

    /// Codes of those that may become parties to a treaty on `day` under its own clauses.
    pub fn eligible(&self, treaty: &str, day: Date) -> Result<Vec<String>> {
        let sql = "SELECT DISTINCT participant FROM eligibility
                   WHERE treaty = ?1 AND since <= ?2 AND (until IS NULL OR until > ?2) ORDER BY participant";
        column(&self.connection, sql, params![treaty, day])
    }

    /// Who all participants are and whom they came from, and nothing else of the world; `rows` are all of them.
    pub fn kin(&self, rows: &[ParticipantRow]) -> Result<World> {
        let mut world = World::default();
        let person = |row: &ParticipantRow| Person {
            kind: row.kind.clone(),
            name: row.name.clone(),
            exists_from: row.exists_from,
            exists_until: row.exists_until,
            attested_on: None,
        };
        world.persons.extend(rows.iter().map(|row| (row.code.clone(), person(row))));
        law_input::predecessors(&self.connection, &mut world)?;
        Ok(world)
    }

    /// Whether another may stand in the place of a participant on `day`, by what is recorded of those from whom it came, and of
    /// unions that it outlives: it is not there yet, or a part of one.
    pub fn may_be_replaced(&self, row: &ParticipantRow, day: Date) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT 1 FROM predecessor WHERE participant = ?1 AND \"on\" > ?2)
                       OR EXISTS (SELECT 1 FROM predecessor p JOIN participant u ON u.code = p.participant
                                  WHERE p.predecessor = ?1 AND p.kind = 'unites'
                                    AND p.\"on\" <= ?2 AND ?2 < u.exists_until)";
        let is_to_come = row.exists_from.is_some_and(|from| day < from);
        Ok(is_to_come || one(&self.connection, sql, params![row.code, day])? == Some(true))
    }

    /// What counting these participants on `day` needs of the world: who they are, where they sat, and what to call
    /// these groups.
    pub fn world_of(&self, codes: &BTreeSet<String>, day: Date, groups: &[&str]) -> Result<World> {
        let mut world = World::default();
        law_input::call_groups(&self.connection, &mut world, groups)?;
        for code in codes {
            let person = select(&self.connection, "FROM participant WHERE code = ?1", [code])?.pop();
            let person = person.map(|person| (code.clone(), Person { attested_on: None, ..person }));
            world.persons.extend(person);
            for (group, span) in self.seats_of(code, day)? {
                world.seats.entry(group).or_default().entry(code.clone()).or_default().push(span);
            }
        }
        Ok(world)
    }

    /// The groups that a participant was a member of on `day`, with the days of its seat.
    fn seats_of(&self, participant: &str, day: Date) -> Result<Vec<(String, Span)>> {
        let rest = "FROM participant_group g CROSS JOIN seat s ON s.group_code = g.code
                    WHERE s.participant = ?1 AND s.since <= ?2 AND (s.until IS NULL OR s.until > ?2)";
        select_with(&self.connection, "g.code", rest, params![participant, day])
    }

    /// Every name and code of every participant, at hand at once.
    pub fn directory(&self) -> Result<Directory> {
        let mut directory = Directory::default();
        for row in self.participants()? {
            let days = Span { since: row.exists_from.unwrap_or(Date::FIRST), until: row.exists_until };
            let ties = row.note.as_deref().map(ties).unwrap_or_default();
            directory.person(&row.code, row.alpha3.as_deref(), days, row.old_name_of.as_deref(), ties);
        }
        for row in self.state_numbers()? {
            let years = (row.first_year, row.last_year);
            directory.number(&row.scheme, row.number, &row.participant, years);
        }
        let rest = "FROM name WHERE superseded_seq IS NULL ORDER BY participant, name";
        for (folded, row) in select_with::<String, NameRow>(&self.connection, "folded", rest, [])? {
            let (is_former, is_official) = (row.kind == "former", row.kind == "official");
            let is_english = row.is_english();
            let NameRow { participant, name, since, until, .. } = row;
            directory
                .name(folded, Called { participant, name, is_former, is_official, is_english, since, until });
        }
        Ok(directory)
    }
}
