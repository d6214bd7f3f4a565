//! What an audit looks at, read in a few queries over the whole file.

use std::collections::HashMap;

use rusqlite::{Connection, Row};

use super::all;
use super::statements::{ReservationRow, statements_of};
use crate::error::Result;
use crate::law::audit::{
    ActFact, ClaimFact, Evidence, Identity, LinkFact, SourceFact, SpellFact, StatementFact, TreatyRecord,
};
use crate::law::in_order;
use crate::model::{Act, Date, Span};
use crate::store::{Store, law_input};

/// What the log itself tells of its entries.
#[derive(Debug, Default)]
struct Entries {
    /// The day on which each was recorded, by its number from 0.
    days: Vec<Option<Date>>,
    /// First and last entry of each batch.
    batches: Vec<(i64, i64)>,
}

impl Entries {
    fn recorded_on(&self, seq: i64) -> Date {
        let day = usize::try_from(seq).ok().and_then(|seq| self.days.get(seq).copied().flatten());
        day.unwrap_or(Date::LAST)
    }

    fn came_with_others(&self, seq: i64) -> bool {
        let after = self.batches.partition_point(|(first, _)| *first <= seq);
        after.checked_sub(1).is_some_and(|place| seq <= self.batches[place].1)
    }
}

impl Store {
    /// What bears on an audit of the whole record, or of one treaty and those that it refers to.
    pub fn evidence(&self, day: Date, treaty: Option<&str>) -> Result<Evidence> {
        self.take_in_all()?;
        let connection = &self.connection;
        let (entries, gaps) = entries(connection)?;
        let codes = treaty.map(|code| related(connection, code)).transpose()?;
        let of = |column: &str| match &codes {
            None => "1".to_owned(),
            Some(codes) => format!("{column} IN (SELECT value FROM json_each('{codes}'))"),
        };
        let mut records = records(connection, &of("code"), &of("treaty"))?;
        let place: HashMap<String, usize> =
            records.iter().enumerate().map(|(place, record)| (record.treaty.code.clone(), place)).collect();
        acts(connection, &of("treaty"), &entries, |code, fact| {
            let Some(record) = place.get(code).map(|place| &mut records[*place]) else {
                return;
            };
            match (fact.act.participant.is_empty(), fact.shown_as) {
                (true, _) => record.treaty_acts.push(fact),
                (false, None) => record.acts.push(fact),
                (false, Some(_)) => record.hidden.push(fact),
            }
        })?;
        for record in &mut records {
            record.acts.sort_by(|one, other| {
                let who = one.act.participant.cmp(&other.act.participant);
                who.then_with(|| in_order(&one.act).cmp(&in_order(&other.act)))
            });
        }
        beside(connection, &of("treaty"), &entries, |code| place.get(code).copied(), &mut records)?;
        let publishers =
            "SELECT code, publisher FROM source WHERE publisher IS NOT NULL AND superseded_seq IS NULL";
        let publishers = all(connection, publishers, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let whole = codes.is_none();
        Ok(Evidence {
            day: Some(day),
            world: law_input::world(connection)?,
            records,
            sources: sources(connection, treaty, &entries)?,
            same_names: if whole { same_names(connection)? } else { Vec::new() },
            iso: if whole { iso(connection)? } else { Vec::new() },
            territories: territories(connection)?,
            unexplained: unexplained(connection, treaty, &entries)?,
            gaps: if whole { gaps } else { Vec::new() },
            preferred: self.precedence()?,
            publishers: publishers.into_iter().collect(),
        })
    }
}

/// The day of each entry, the batches, and the numbers that are missing.
fn entries(connection: &Connection) -> Result<(Entries, Vec<(i64, i64)>)> {
    let sql = "SELECT seq, substr(recorded_at, 1, 10), iif(kind = 'batch', body ->> 'entries', NULL) FROM log ORDER BY seq";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let (mut entries, mut gaps, mut next) = (Entries::default(), Vec::new(), 1);
    let mut last: (String, Option<Date>) = (String::new(), None);
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        if seq > next {
            gaps.push((next, seq - 1));
        }
        next = seq + 1;
        let day = text(row, 1)?;
        if last.0 != day {
            last = (day.to_owned(), day.parse().ok());
        }
        entries.days.resize(usize::try_from(seq).unwrap_or_default(), None);
        entries.days.push(last.1);
        if let Some(size) = row.get::<_, Option<i64>>(2)? {
            entries.batches.push((seq, seq.saturating_add(size)));
        }
    }
    Ok((entries, gaps))
}

fn text<'a>(row: &'a Row, column: usize) -> rusqlite::Result<&'a str> {
    Ok(row.get_ref(column)?.as_str()?)
}

/// A treaty and those that it refers to, as a JSON list for a query.
fn related(connection: &Connection, code: &str) -> Result<String> {
    let sql = "SELECT json_group_array(code) FROM (
                 SELECT ?1 AS code
                 UNION SELECT parent FROM treaty WHERE code = ?1 AND parent IS NOT NULL
                 UNION SELECT other FROM treaty_link WHERE treaty = ?1 AND superseded_seq IS NULL
                 UNION SELECT other FROM clause_treaty WHERE treaty = ?1)";
    let list: String = connection.prepare_cached(sql)?.query_row([code], |row| row.get(0))?;
    Ok(list.replace('\'', "''"))
}

fn records(connection: &Connection, of_code: &str, of_treaty: &str) -> Result<Vec<TreatyRecord>> {
    let sql = format!(
        "SELECT {}, depositary, parent, recorded_seq, announced_on, met_on, met_by, computed_on, ended_on, complete_to
         FROM treaty WHERE superseded_seq IS NULL AND {of_code} ORDER BY code",
        law_input::OF_TREATY
    );
    let mut records = all(connection, &sql, [], |row| {
        Ok(TreatyRecord {
            treaty: law_input::read_treaty(row)?,
            depositary: row.get(5)?,
            parent: row.get(6)?,
            entry: row.get(7)?,
            announced_on: row.get(8)?,
            met_on: row.get(9)?,
            met_by: row.get(10)?,
            computed_on: row.get(11)?,
            ended_on: row.get(12)?,
            complete_to: row.get(13)?,
            acts: Vec::new(),
            hidden: Vec::new(),
            treaty_acts: Vec::new(),
            spells: Vec::new(),
            modes: Vec::new(),
            statements: Vec::new(),
            links: Vec::new(),
            claims: Vec::new(),
        })
    })?;
    law_input::clauses(connection, of_treaty, [], |code, clause| {
        let place = records.binary_search_by(|record| record.treaty.code.as_str().cmp(code));
        if let Ok(place) = place {
            records[place].treaty.clauses.push(clause);
        }
    })?;
    Ok(records)
}

fn acts(
    connection: &Connection,
    of_treaty: &str,
    entries: &Entries,
    mut take: impl FnMut(&str, ActFact),
) -> Result<()> {
    let sql = format!(
        "SELECT treaty, id, participant, act, coalesce(date, earliest, latest), coalesce(date, latest), notified_on,
                effective_on, territory, scope, withdrawn, coalesce(done_by, participant), computed_on, counts_from,
                estimated, shown_as, flag, sources
         FROM act WHERE superseded_seq IS NULL AND coalesce(date, latest) IS NOT NULL AND {of_treaty}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let fact = act(row, entries)?;
        take(text(row, 0)?, fact);
    }
    Ok(())
}

fn act(row: &Row, entries: &Entries) -> rusqlite::Result<ActFact> {
    let id: i64 = row.get(1)?;
    let participant: Option<String> = row.get(2)?;
    let done_by: Option<String> = row.get(11)?;
    Ok(ActFact {
        act: Act {
            id,
            participant: participant.unwrap_or_default(),
            done_by: done_by.unwrap_or_default(),
            kind: row.get(3)?,
            earliest: row.get(4)?,
            day: row.get(5)?,
            notified_on: row.get(6)?,
            effective_on: row.get(7)?,
            territory: row.get(8)?,
            scope: row.get(9)?,
            under: None,
            withdrawn: row.get(10)?,
        },
        computed_on: row.get(12)?,
        counts_from: row.get(13)?,
        estimated: row.get(14)?,
        shown_as: row.get(15)?,
        flag: row.get(16)?,
        sources: row.get(17)?,
        recorded_on: entries.recorded_on(id),
        imported: entries.came_with_others(id),
    })
}

/// Spells, modes, statements, links and claims.
fn beside(
    connection: &Connection,
    of_treaty: &str,
    entries: &Entries,
    place: impl Fn(&str) -> Option<usize>,
    records: &mut [TreatyRecord],
) -> Result<()> {
    let mut each =
        |sql: String, take: &mut dyn FnMut(&mut TreatyRecord, &Row) -> rusqlite::Result<()>| -> Result<()> {
            let mut statement = connection.prepare_cached(&sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                if let Some(place) = place(text(row, 0)?) {
                    take(&mut records[place], row)?;
                }
            }
            Ok(())
        };
    let sql = format!(
        "SELECT treaty, participant, since, until, status, signature, consent FROM spell WHERE {of_treaty} ORDER BY treaty, participant, since"
    );
    each(sql, &mut |record, row| {
        record.spells.push(SpellFact {
            participant: row.get(1)?,
            days: Span { since: row.get(2)?, until: row.get(3)? },
            status: row.get(4)?,
            signature: row.get(5)?,
            consent: row.get(6)?,
        });
        Ok(())
    })?;
    let sql =
        format!("SELECT treaty, participant, mode, since, until, opened_by FROM mode WHERE {of_treaty}");
    each(sql, &mut |record, row| {
        let days = Span { since: row.get(3)?, until: row.get(4)? };
        record.modes.push((row.get(1)?, row.get(2)?, days, row.get(5)?));
        Ok(())
    })?;
    let sql = format!(
        "SELECT treaty, other, kind, article FROM treaty_link WHERE superseded_seq IS NULL AND {of_treaty} ORDER BY treaty, other, kind"
    );
    each(sql, &mut |record, row| {
        record.links.push(LinkFact { other: row.get(1)?, kind: row.get(2)?, article: row.get(3)? });
        Ok(())
    })?;
    let sql = format!(
        "SELECT treaty, code, recorded_seq, as_of, group_code, claim, value,
                (SELECT coalesce(group_concat(source, ';'), '') FROM cited WHERE seq = claim.recorded_seq)
         FROM claim WHERE superseded_seq IS NULL AND {of_treaty} ORDER BY treaty, code"
    );
    each(sql, &mut |record, row| {
        record.claims.push(ClaimFact {
            code: row.get(1)?,
            entry: row.get(2)?,
            as_of: row.get(3)?,
            group: row.get(4)?,
            kind: row.get(5)?,
            value: row.get(6)?,
            sources: row.get(7)?,
        });
        Ok(())
    })?;
    for row in statements_of(connection, of_treaty)? {
        let Some(statement) = ReservationRow::in_law(&row) else {
            continue;
        };
        if let Some(place) = place(&row.treaty) {
            records[place].statements.push(StatementFact {
                statement,
                territory: row.territory,
                until: row.withdrawn_on,
                recorded_on: entries.recorded_on(row.id),
                sources: row.sources.join(";"),
            });
        }
    }
    Ok(())
}

/// The sources that acts cite. One that was given in words with a fact was read by the day on which that was recorded.
fn sources(connection: &Connection, treaty: Option<&str>, entries: &Entries) -> Result<Vec<SourceFact>> {
    let sql = "WITH used AS (
                 SELECT c.source, count(*) AS acts FROM cited c JOIN act a ON a.id = c.seq
                 WHERE a.superseded_seq IS NULL AND (?1 IS NULL OR a.treaty = ?1) GROUP BY c.source)
               SELECT s.code, s.recorded_seq, s.retrieved_on, s.dated, u.acts, s.code GLOB '@*' AND s.file IS NULL
               FROM used u JOIN source s ON s.code = u.source
               WHERE s.superseded_seq IS NULL AND s.code <> 'KNOW' ORDER BY s.code";
    all(connection, sql, [treaty], |row| {
        let entry: i64 = row.get(1)?;
        let in_words: bool = row.get(5)?;
        let read_on: Option<Date> = row.get(2)?;
        Ok(SourceFact {
            code: row.get(0)?,
            entry,
            read_on: read_on.or_else(|| in_words.then(|| entries.recorded_on(entry))),
            dated: row.get(3)?,
            cited: usize::try_from(row.get::<_, i64>(4)?).unwrap_or_default(),
        })
    })
}

/// Participants with one short or official name at the same time, unless one is only an old name of the other.
fn same_names(connection: &Connection) -> Result<Vec<(String, Identity, Identity)>> {
    let sql = "SELECT a.name, p.code, p.recorded_seq, p.exists_from, p.exists_until,
                      q.code, q.recorded_seq, q.exists_from, q.exists_until
               FROM name a JOIN name b ON b.folded = a.folded AND b.participant > a.participant
               JOIN participant p ON p.code = a.participant JOIN participant q ON q.code = b.participant
               WHERE a.superseded_seq IS NULL AND b.superseded_seq IS NULL
                 AND p.superseded_seq IS NULL AND q.superseded_seq IS NULL
                 AND a.kind IN ('short', 'official', 'un', 'alias') AND b.kind IN ('short', 'official', 'un', 'alias')
                 AND (a.until IS NULL OR b.since IS NULL OR b.since < a.until)
                 AND (b.until IS NULL OR a.since IS NULL OR a.since < b.until)
                 AND NOT EXISTS (SELECT 1 FROM predecessor l WHERE l.kind = 'same'
                   AND ((l.participant = p.code AND l.predecessor = q.code) OR (l.participant = q.code AND l.predecessor = p.code)))
               GROUP BY p.code, q.code ORDER BY p.code, q.code";
    let found =
        all(connection, sql, [], |row| Ok((row.get::<_, String>(0)?, identity(row, 1)?, identity(row, 5)?)))?;
    Ok(found.into_iter().filter(|(_, one, other)| one.days.and(other.days).is_some()).collect())
}

/// Present participants with an ISO 3166-1 alpha-3 code, without those that are only old names.
fn iso(connection: &Connection) -> Result<Vec<(String, Identity)>> {
    let sql = "SELECT alpha3, code, recorded_seq, exists_from, exists_until FROM participant p
               WHERE alpha3 IS NOT NULL AND superseded_seq IS NULL
                 AND NOT EXISTS (SELECT 1 FROM predecessor l WHERE l.kind = 'same' AND l.predecessor = p.code)
               ORDER BY alpha3, code";
    all(connection, sql, [], |row| Ok((row.get(0)?, identity(row, 1)?)))
}

fn identity(row: &Row, from: usize) -> rusqlite::Result<Identity> {
    let since: Option<Date> = row.get(from + 2)?;
    let days = Span { since: since.unwrap_or(Date::FIRST), until: row.get(from + 3)? };
    Ok(Identity { code: row.get(from)?, entry: row.get(from + 1)?, days })
}

/// Whose each territory is, where its remarks say so: `territory of NL`, `territory of GB until 1997-07-01`.
fn territories(connection: &Connection) -> Result<HashMap<String, Vec<(String, Span)>>> {
    let sql = "SELECT code, note FROM participant WHERE kind = 'territory' AND superseded_seq IS NULL AND note LIKE '%territory of %'";
    let notes: Vec<(String, String)> = all(connection, sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(notes.into_iter().map(|(code, note)| (code, owners(&note))).collect())
}

fn owners(note: &str) -> Vec<(String, Span)> {
    let after =
        |text: &str, word: &str| text.split(word).nth(1).and_then(|rest| rest.trim().get(..10)?.parse().ok());
    let owner = |part: &str| {
        let part = part.split([';', ',']).next().unwrap_or_default();
        let code = part.split_whitespace().next()?;
        let since: Option<Date> = after(part, " since ");
        // Other dates in a remark are of other things.
        let of_days = part.split_whitespace().nth(1).is_none_or(|word| matches!(word, "since" | "until"));
        of_days.then(|| {
            (code.to_owned(), Span { since: since.unwrap_or(Date::FIRST), until: after(part, " until ") })
        })
    };
    note.split("territory of ").skip(1).filter_map(owner).collect()
}

/// Entries that were replaced or retracted without a reason, all or those about one treaty. What an imported file completes
/// has that file for its reason.
fn unexplained(connection: &Connection, treaty: Option<&str>, entries: &Entries) -> Result<Vec<(i64, i64)>> {
    let sql = "SELECT e.seq, e.by_seq FROM ended e JOIN log l ON l.seq = e.by_seq JOIN log was ON was.seq = e.seq
               WHERE coalesce(trim(l.reason), '') = '' AND (?1 IS NULL OR was.body ->> 'treaty' = ?1) ORDER BY e.seq";
    let mut found: Vec<(i64, i64)> = all(connection, sql, [treaty], |row| Ok((row.get(0)?, row.get(1)?)))?;
    found.retain(|(_, later)| !entries.came_with_others(*later));
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_remark_says_whose_a_territory_is() {
        let days = |since: Option<&str>, until: Option<&str>| Span {
            since: since.map_or(Date::FIRST, |day| day.parse().unwrap()),
            until: until.map(|day| day.parse().unwrap()),
        };
        let (always, change) = (days(None, None), "1997-07-01");
        assert_eq!(owners("territory of NL"), [("NL".to_owned(), always)]);
        assert_eq!(
            owners("territory of NL; part of the Netherlands Antilles (ANHH) until 2010-10-10"),
            [("NL".to_owned(), always)]
        );
        assert_eq!(
            owners("territory of GB until 1997-07-01; territory of CN since 1997-07-01"),
            [("GB".to_owned(), days(None, Some(change))), ("CN".to_owned(), days(Some(change), None))]
        );
        assert_eq!(owners("disputed territory; not a UN member"), []);
    }
}
