//! What an audit looks at, read in a few queries over the whole file.

use std::collections::HashMap;

use rusqlite::Connection;

use crate::error::Result;
use crate::law::audit::{
    ActFact, ClaimFact, Evidence, Identity, LinkFact, SourceFact, StatementFact, TreatyRecord,
};
use crate::law::{Treaty, World, in_order};
use crate::model::{Act, Date, Sources, Span};
use crate::store::file::Store;
use crate::store::law_input;
use crate::store::rows::{Columns, all, codes, columns, one, select, select_with};
use crate::store::said::statements_of;

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
    undetermined_on = "undetermined_on",
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

columns!(LinkFact { other = "other", kind = "kind", article = "article" });

columns!(ClaimFact {
    id = "c.recorded_seq",
    code = "c.code",
    as_of = "c.as_of",
    treaty = "c.treaty",
    group = "c.group_code",
    claim = "c.claim",
    value = "c.value",
    note = "c.note",
    sources = "(SELECT group_concat(source, ';') FROM (SELECT source FROM cited WHERE seq = c.recorded_seq ORDER BY position))" via codes,
});

columns!(SourceFact {
    code = "s.code",
    entry = "s.recorded_seq",
    read_on = "s.retrieved_on",
    dated = "s.dated",
    cited = "u.acts",
});

columns!(Identity { code = "code", entry = "recorded_seq" } with days: Span);

impl Store {
    /// What bears on an audit of the whole record, or of one treaty and those that it refers to.
    pub fn evidence(&self, day: Date, treaty: Option<&str>) -> Result<Evidence> {
        self.take_in_all()?;
        let connection = &self.connection;
        let related = treaty.map(|code| related(connection, code)).transpose()?;
        let of = |column: &str| match &related {
            None => "1".to_owned(),
            Some(codes) => format!("{column} IN (SELECT value FROM json_each('{codes}'))"),
        };
        let (entries, gaps) = entries(connection, related.is_some().then(|| of("treaty")).as_deref())?;
        let mut records = records(connection, &of("code"), &of("treaty"))?;
        acts(connection, &of("treaty"), &entries, &mut records)?;
        beside(connection, &of("treaty"), &entries, &mut records)?;
        let publishers =
            "SELECT code, publisher FROM source WHERE publisher IS NOT NULL AND superseded_seq IS NULL";
        let mut evidence = Evidence {
            day: Some(day),
            world: law_input::world(connection)?,
            records,
            sources: sources(connection, treaty, &entries)?,
            unexplained: unexplained(connection, treaty, &entries)?,
            gaps,
            preferred: self.precedence()?,
            publishers: all(connection, publishers, [])?.into_iter().collect(),
            ..Evidence::default()
        };
        if related.is_none() {
            (evidence.same_names, evidence.iso) = identities(connection, &evidence.world)?;
        }
        Ok(evidence)
    }
}

/// The day of each entry, the batches, and the numbers that are missing; of some treaties only the batches, and the days of
/// what is said of them and of the sources given with a fact.
fn entries(connection: &Connection, of_treaty: Option<&str>) -> Result<(Entries, Vec<(i64, i64)>)> {
    let which = of_treaty.map_or_else(String::new, |of_treaty| {
        format!(
            "WHERE seq IN (SELECT recorded_seq FROM batch UNION ALL SELECT id FROM act WHERE {of_treaty} UNION ALL
                 SELECT id FROM reservation WHERE {of_treaty} UNION ALL
                 SELECT recorded_seq FROM source WHERE code GLOB '@*')"
        )
    });
    let sql = format!(
        "SELECT seq, substr(recorded_at, 1, 10), iif(kind = 'batch', body ->> 'entries', NULL)
         FROM log {which} ORDER BY seq"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let (mut entries, mut gaps, mut next) = (Entries::default(), Vec::new(), 1);
    let mut last: (String, Option<Date>) = (String::new(), None);
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        if of_treaty.is_none() && seq > next {
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
    Ok(one::<String>(connection, sql, [code])?.unwrap_or_default().replace('\'', "''"))
}

fn records(connection: &Connection, of_code: &str, of_treaty: &str) -> Result<Vec<TreatyRecord>> {
    let rest = format!("FROM treaty WHERE superseded_seq IS NULL AND {of_code} ORDER BY code");
    let mut records: Vec<TreatyRecord> = select(connection, &rest, [])?;
    law_input::clauses(connection, of_treaty, [], |code, clause| {
        if let Some(record) = of(&mut records, code) {
            record.treaty.clauses.push(clause);
        }
    })?;
    Ok(records)
}

/// The record of a treaty; they are in the order of their numbers.
fn of<'a>(records: &'a mut [TreatyRecord], code: &str) -> Option<&'a mut TreatyRecord> {
    let place = records.binary_search_by(|record| record.treaty.code.as_str().cmp(code)).ok()?;
    Some(&mut records[place])
}

/// Hands each row with the record of its treaty to `put`.
fn each<T: Columns>(
    connection: &Connection,
    rest: &str,
    records: &mut [TreatyRecord],
    mut put: impl FnMut(&mut TreatyRecord, T),
) -> Result<()> {
    for (code, row) in select_with::<String, T>(connection, "treaty", rest, [])? {
        if let Some(record) = of(records, &code) {
            put(record, row);
        }
    }
    Ok(())
}

fn acts(
    connection: &Connection,
    of_treaty: &str,
    entries: &Entries,
    records: &mut [TreatyRecord],
) -> Result<()> {
    let rest = format!(
        "FROM act WHERE superseded_seq IS NULL AND coalesce(date, latest) IS NOT NULL AND {of_treaty}"
    );
    each(connection, &rest, records, |record, mut fact: ActFact| {
        fact.recorded_on = entries.recorded_on(fact.act.id);
        fact.imported = entries.came_with_others(fact.act.id);
        match (fact.act.participant.is_empty(), fact.shown_as) {
            (true, _) => record.treaty_acts.push(fact),
            (false, None) => record.acts.push(fact),
            (false, Some(_)) => record.hidden.push(fact),
        }
    })?;
    for record in records {
        record.acts.sort_by(|one, other| {
            let who = one.act.participant.cmp(&other.act.participant);
            who.then_with(|| in_order(&one.act).cmp(&in_order(&other.act)))
        });
    }
    Ok(())
}

/// Spells, modes, statements, links and claims.
fn beside(
    connection: &Connection,
    of_treaty: &str,
    entries: &Entries,
    records: &mut [TreatyRecord],
) -> Result<()> {
    let rest = format!("FROM spell s WHERE {of_treaty} ORDER BY treaty, participant, since");
    each(connection, &rest, records, |record, spell| record.spells.push(spell))?;
    let rest = format!("FROM mode s WHERE {of_treaty}");
    each(connection, &rest, records, |record, mode| record.modes.push(mode))?;
    let rest =
        format!("FROM treaty_link WHERE superseded_seq IS NULL AND {of_treaty} ORDER BY treaty, other, kind");
    each(connection, &rest, records, |record, link| record.links.push(link))?;
    let rest = format!("FROM claim c WHERE superseded_seq IS NULL AND {of_treaty} ORDER BY treaty, code");
    each(connection, &rest, records, |record, claim| record.claims.push(claim))?;
    for row in statements_of(connection, of_treaty)? {
        if let (Some(statement), Some(record)) = (row.in_law(), of(records, &row.treaty)) {
            record.statements.push(StatementFact {
                statement,
                until: row.stands_until,
                recorded_on: entries.recorded_on(row.id),
                sources: row.sources.0.join(";"),
                territory: row.body.territory,
            });
        }
    }
    Ok(())
}

/// The sources that acts cite. One that was given in words with a fact was read by the day on which that was recorded.
fn sources(connection: &Connection, treaty: Option<&str>, entries: &Entries) -> Result<Vec<SourceFact>> {
    let of_treaty = if treaty.is_some() { "a.treaty = ?1" } else { "?1 IS NULL" };
    let rest = format!(
        "FROM (SELECT c.source, count(*) AS acts FROM act a CROSS JOIN cited c ON c.seq = a.id
               WHERE {of_treaty} AND a.superseded_seq IS NULL GROUP BY c.source) u
         JOIN source s ON s.code = u.source
         WHERE s.superseded_seq IS NULL AND s.code <> ?2 ORDER BY s.code"
    );
    let in_words = "s.code GLOB '@*' AND s.file IS NULL";
    let mut sources: Vec<(bool, SourceFact)> =
        select_with(connection, in_words, &rest, (treaty, Sources::KNOWLEDGE))?;
    for (_, source) in sources.iter_mut().filter(|(in_words, _)| *in_words) {
        source.read_on.get_or_insert_with(|| entries.recorded_on(source.entry));
    }
    Ok(sources.into_iter().map(|(_, source)| source).collect())
}

/// Two participants that have a name at the same time, and participants with an ISO 3166-1 alpha-3 code.
type Shared = (Vec<(String, Identity, Identity)>, Vec<(String, Identity)>);

/// Participants with one short or official name at the same time, unless one is only an old name of the other; and those
/// with a code, without those that are only old names.
fn identities(connection: &Connection, world: &World) -> Result<Shared> {
    let rest = format!(
        "FROM (SELECT alpha3, code, recorded_seq, coalesce(exists_from, '{}') AS since, exists_until AS until
               FROM participant WHERE superseded_seq IS NULL) ORDER BY alpha3, code",
        Date::FIRST
    );
    let all_of_them: Vec<(Option<String>, Identity)> = select_with(connection, "alpha3", &rest, [])?;
    let by_code: HashMap<&str, &Identity> =
        all_of_them.iter().map(|(_, identity)| (identity.code.as_str(), identity)).collect();
    let sql = "SELECT a.name, p.code, q.code
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
    let named =
        all::<(String, String, String)>(connection, sql, [])?.into_iter().filter_map(|(name, one, other)| {
            let (one, other) = (*by_code.get(one.as_str())?, *by_code.get(other.as_str())?);
            one.days.and(other.days).map(|_| (name, one.clone(), other.clone()))
        });
    let named = named.collect();
    let coded = all_of_them.into_iter().filter(|(_, identity)| !world.is_old_code(&identity.code));
    Ok((named, coded.filter_map(|(alpha3, identity)| Some((alpha3?, identity))).collect()))
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
