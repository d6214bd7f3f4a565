//! What an audit looks at, read in a few queries over the whole file.

use std::collections::HashMap;

use rusqlite::Connection;

use super::statements::{ReservationRow, statements_of};
use crate::error::Result;
use crate::law::audit::{
    ActFact, ClaimFact, Evidence, Identity, LinkFact, SourceFact, SpellFact, StatementFact, TreatyRecord,
};
use crate::law::{Treaty, in_order};
use crate::model::{Act, Date, Mode, Span};
use crate::store::file::Store;
use crate::store::law_input;
use crate::store::rows::{all, columns, select, select_with};

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

columns!(TreatyRecord {
    depositary = "depositary",
    parent = "parent",
    entry = "recorded_seq",
    announced_on = "announced_on",
    met_on = "met_on",
    met_by = "met_by",
    computed_on = "computed_on",
    ended_on = "ended_on",
    complete_to = "complete_to",
} with treaty: Treaty and
    acts: Vec::new(),
    hidden: Vec::new(),
    treaty_acts: Vec::new(),
    spells: Vec::new(),
    modes: Vec::new(),
    statements: Vec::new(),
    links: Vec::new(),
    claims: Vec::new()
);

// What the log tells of an act is added afterwards.
columns!(ActFact {
    computed_on = "computed_on",
    counts_from = "counts_from",
    estimated = "estimated",
    shown_as = "shown_as",
    flag = "flag",
    sources = "sources",
} with act: Act and recorded_on: Date::LAST, imported: false);

columns!(SpellFact {
    participant = "participant",
    status = "status",
    signature = "signature",
    consent = "consent",
} with days: Span);

columns!(LinkFact { other = "other", kind = "kind", article = "article" });

columns!(ClaimFact {
    code = "code",
    entry = "recorded_seq",
    as_of = "as_of",
    group = "group_code",
    kind = "claim",
    value = "value",
    sources = "(SELECT coalesce(group_concat(source, ';'), '') FROM cited WHERE seq = claim.recorded_seq)",
});

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
        let publishers = all(connection, publishers, [])?;
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
        let day = row.get_ref(1)?.as_str().map_err(rusqlite::Error::from)?;
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
    let rest = format!("FROM treaty WHERE superseded_seq IS NULL AND {of_code} ORDER BY code");
    let mut records: Vec<TreatyRecord> = select(connection, &rest, [])?;
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
    let rest = format!(
        "FROM act WHERE superseded_seq IS NULL AND coalesce(date, latest) IS NOT NULL AND {of_treaty}"
    );
    for (code, fact) in select_with::<String, ActFact>(connection, "treaty", &rest, [])? {
        let (recorded_on, imported) =
            (entries.recorded_on(fact.act.id), entries.came_with_others(fact.act.id));
        take(&code, ActFact { recorded_on, imported, ..fact });
    }
    Ok(())
}

/// Spells, modes, statements, links and claims.
fn beside(
    connection: &Connection,
    of_treaty: &str,
    entries: &Entries,
    place: impl Fn(&str) -> Option<usize>,
    records: &mut [TreatyRecord],
) -> Result<()> {
    let rest = format!("FROM spell WHERE {of_treaty} ORDER BY treaty, participant, since");
    for (code, spell) in select_with::<String, SpellFact>(connection, "treaty", &rest, [])? {
        if let Some(place) = place(&code) {
            records[place].spells.push(spell);
        }
    }
    let sql =
        format!("SELECT treaty, participant, mode, since, until, opened_by FROM mode WHERE {of_treaty}");
    for (code, who, mode, since, until, opened_by) in
        all::<(String, String, Mode, Date, Option<Date>, i64)>(connection, &sql, [])?
    {
        if let Some(place) = place(&code) {
            records[place].modes.push((who, mode, Span { since, until }, opened_by));
        }
    }
    let rest =
        format!("FROM treaty_link WHERE superseded_seq IS NULL AND {of_treaty} ORDER BY treaty, other, kind");
    for (code, link) in select_with::<String, LinkFact>(connection, "treaty", &rest, [])? {
        if let Some(place) = place(&code) {
            records[place].links.push(link);
        }
    }
    let rest = format!("FROM claim WHERE superseded_seq IS NULL AND {of_treaty} ORDER BY treaty, code");
    for (code, claim) in select_with::<String, ClaimFact>(connection, "treaty", &rest, [])? {
        if let Some(place) = place(&code) {
            records[place].claims.push(claim);
        }
    }
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

/// A source as it is read: its code and entry, when it was read, its date, how many acts cite it, and whether it was given in
/// words.
type CitedRow = (String, i64, Option<Date>, Option<Date>, i64, bool);

/// A text, and the participant that has it: code, entry, first day, first day no longer.
type BearerRow = (String, String, i64, Option<Date>, Option<Date>);

/// A name, and two participants that have it.
type NamesakeRow = (String, String, i64, Option<Date>, Option<Date>, String, i64, Option<Date>, Option<Date>);

/// The sources that acts cite. One that was given in words with a fact was read by the day on which that was recorded.
fn sources(connection: &Connection, treaty: Option<&str>, entries: &Entries) -> Result<Vec<SourceFact>> {
    let sql = "WITH used AS (
                 SELECT c.source, count(*) AS acts FROM cited c JOIN act a ON a.id = c.seq
                 WHERE a.superseded_seq IS NULL AND (?1 IS NULL OR a.treaty = ?1) GROUP BY c.source)
               SELECT s.code, s.recorded_seq, s.retrieved_on, s.dated, u.acts, s.code GLOB '@*' AND s.file IS NULL
               FROM used u JOIN source s ON s.code = u.source
               WHERE s.superseded_seq IS NULL AND s.code <> 'KNOW' ORDER BY s.code";
    let rows: Vec<CitedRow> = all(connection, sql, [treaty])?;
    let source = |(code, entry, read_on, dated, cited, in_words): CitedRow| SourceFact {
        code,
        entry,
        read_on: read_on.or_else(|| in_words.then(|| entries.recorded_on(entry))),
        dated,
        cited: usize::try_from(cited).unwrap_or_default(),
    };
    Ok(rows.into_iter().map(source).collect())
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
    let found = all::<NamesakeRow>(connection, sql, [])?
        .into_iter()
        .map(|(name, a, b, c, d, e, f, g, h)| (name, identity(a, b, c, d), identity(e, f, g, h)));
    Ok(found.filter(|(_, one, other)| one.days.and(other.days).is_some()).collect())
}

/// Present participants with an ISO 3166-1 alpha-3 code, without those that are only old names.
fn iso(connection: &Connection) -> Result<Vec<(String, Identity)>> {
    let sql = "SELECT alpha3, code, recorded_seq, exists_from, exists_until FROM participant p
               WHERE alpha3 IS NOT NULL AND superseded_seq IS NULL
                 AND NOT EXISTS (SELECT 1 FROM predecessor l WHERE l.kind = 'same' AND l.predecessor = p.code)
               ORDER BY alpha3, code";
    let rows: Vec<BearerRow> = all(connection, sql, [])?;
    Ok(rows
        .into_iter()
        .map(|(alpha3, code, entry, since, until)| (alpha3, identity(code, entry, since, until)))
        .collect())
}

fn identity(code: String, entry: i64, since: Option<Date>, until: Option<Date>) -> Identity {
    Identity { code, entry, days: Span { since: since.unwrap_or(Date::FIRST), until } }
}

/// Whose each territory is, where its remarks say so: `territory of NL`, `territory of GB until 1997-07-01`.
fn territories(connection: &Connection) -> Result<HashMap<String, Vec<(String, Span)>>> {
    let sql = "SELECT code, note FROM participant WHERE kind = 'territory' AND superseded_seq IS NULL AND note LIKE '%territory of %'";
    let notes: Vec<(String, String)> = all(connection, sql, [])?;
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
    let mut found: Vec<(i64, i64)> = all(connection, sql, [treaty])?;
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
