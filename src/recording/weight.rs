//! What a participant weighs in a table: one weight, or a file of them. A table begins with its first weight.

use std::collections::{BTreeMap, BTreeSet};

use super::register::{Options, Planned, Request, warn};
use super::usage;
use crate::error::{Error, Result};
use crate::law::Threshold;
use crate::model::draft::Place;
use crate::model::{BatchBody, Body, Confidence, Date, Decimal, Sources, WeightBody};
use crate::names::directory::Found;
use crate::names::nearest;
use crate::read::{WeightFile, WeightLine};
use crate::store::{ParticipantRow, Store, WeightRow, resolve};

/// How many faults of a file are told in full.
const TOLD: usize = 3;

/// A weight.
#[derive(Debug, Clone)]
pub struct NewWeight<'a> {
    /// The code of the table.
    pub table: &'a str,
    /// Whose, by any of its names.
    pub participant: &'a str,
    /// How much, in the unit of the table.
    pub weight: Decimal,
    /// The first day on which it is so much; always where there is none.
    pub since: Option<Date>,
    /// Remarks.
    pub note: Option<&'a str>,
}

/// A file of weights for one table: all of it, or nothing.
#[derive(Debug)]
pub struct WeightsOfFile<'a> {
    /// The code of the table.
    pub table: &'a str,
    /// What the file says.
    pub file: &'a WeightFile,
}

impl Request for NewWeight<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let Self { table, participant, weight, since, note } = *self;
        let row = resolve::participant(store, participant)?;
        let known = Known::of(store, table)?;
        let what = format!("{} ({}) · {weight} in the table {table}{}", row.name, row.code, from(since));
        let mut warnings = known.about_table(store)?;
        warn(&mut warnings, doubt(&row, since));
        let is_there = known.has(&row.code, since, weight).map_err(Error::Refused)?;
        let body = WeightBody {
            table: table.to_owned(),
            participant: row.code,
            weight: weight.to_string(),
            since,
            note: note.map(str::to_owned),
            sources: Sources::default(),
            confidence: options.confidence(),
        };
        Ok(Planned::of(what, warnings, (!is_there).then_some(Body::Weight(body))))
    }
}

impl Request for WeightsOfFile<'_> {
    fn plan(&self, store: &Store, options: &Options) -> Result<Planned> {
        let Self { table, file } = self;
        let known = Known::of(store, table)?;
        let mut faults: BTreeMap<Place, String> = file.faults.iter().cloned().collect();
        let mut lines: BTreeMap<(String, Option<Date>), Place> = BTreeMap::new();
        let mut warnings = known.about_table(store)?;
        let directory = store.directory()?;
        let (mut new, mut same, mut unknown) = (Vec::new(), 0, 0);
        for line in &file.rows {
            let Found::One(code) = directory.look_up(&line.participant, true, None) else {
                unknown += 1;
                faults.insert(line.place, nobody(store, &line.participant, unknown)?);
                continue;
            };
            let Some(row) = store.participant(&code)? else { continue };
            if let Some(first) = lines.insert((row.code.clone(), line.since), line.place) {
                let from = from(line.since);
                let why = format!(
                    "the weight of {} ({}){from} stands in line {} too",
                    row.name, row.code, first.line
                );
                faults.insert(line.place, why);
                continue;
            }
            match (known.has(&row.code, line.since, line.weight), unknown_source(store, line)?) {
                (Err(why), _) | (Ok(_), Some(why)) => {
                    faults.insert(line.place, why);
                }
                (Ok(true), None) => same += 1,
                (Ok(false), None) => {
                    warn(&mut warnings, doubt(&row, line.since));
                    new.push(body(table, row.code, line, options));
                }
            }
        }
        if !faults.is_empty() {
            return usage(in_words(&file.name, &faults));
        }
        let entries = new.len() as u64;
        let plural = if entries == 1 { "" } else { "s" };
        let what =
            format!("{} · {entries} new weight{plural} in the table {table}, {same} the same", file.name);
        let batch = Body::Batch(BatchBody { name: file.name.clone(), entries });
        let facts = (entries > 0).then_some(batch).into_iter().chain(new);
        Ok(Planned::of(what, warnings, facts))
    }
}

/// Why a name means no one participant; of the first ones, which alone are told, with the nearest names.
fn nobody(store: &Store, name: &str, number: usize) -> Result<String> {
    if number > TOLD {
        return Ok("nobody is called so".to_owned());
    }
    match resolve::participant(store, name) {
        Ok(row) => Ok(format!("in a file '{name}' is not only {} ({})", row.name, row.code)),
        Err(why @ (Error::Unknown { .. } | Error::Ambiguous { .. })) => Ok(why.to_string()),
        Err(other) => Err(other),
    }
}

fn body(table: &str, participant: String, line: &WeightLine, options: &Options) -> Body {
    let cites = !line.sources.is_empty();
    Body::Weight(WeightBody {
        table: table.to_owned(),
        participant,
        weight: line.weight.to_string(),
        since: line.since,
        note: line.note.clone(),
        sources: Sources(line.sources.clone()),
        confidence: if cites { Confidence::Verified } else { options.confidence() },
    })
}

/// What is recorded of a table.
struct Known<'a> {
    table: &'a str,
    /// Its weights, by participant and first day.
    rows: BTreeMap<(String, Option<Date>), WeightRow>,
    /// Every table that there is.
    tables: BTreeSet<String>,
}

impl<'a> Known<'a> {
    fn of(store: &Store, table: &'a str) -> Result<Self> {
        let rows = store.weights()?;
        let tables = rows.iter().map(|row| row.table.clone()).collect();
        let own = rows.into_iter().filter(|row| row.table == table);
        Ok(Self { table, rows: own.map(|row| ((row.participant.clone(), row.since), row)).collect(), tables })
    }

    /// Whether such a weight is recorded already; why not where another one is.
    fn has(&self, code: &str, since: Option<Date>, weight: Decimal) -> std::result::Result<bool, String> {
        match self.rows.get(&(code.to_owned(), since)) {
            None => Ok(false),
            Some(row) if row.number() == weight => Ok(true),
            Some(row) => Err(format!(
                "{code} already weighs {} in the table {}{} (@{id}); accede correct @{id} --set weight={weight} changes it",
                row.weight,
                self.table,
                from(since),
                id = row.id
            )),
        }
    }

    /// What is to be said of a table that is new, or that nobody asks for.
    fn about_table(&self, store: &Store) -> Result<Vec<String>> {
        let mut asked_for = BTreeSet::new();
        for (_, rule) in store.rules_on_weights()? {
            let rule = Threshold::read(&rule).ok();
            asked_for.extend(rule.iter().flat_map(Threshold::tables).map(str::to_owned));
        }
        let Self { table, tables, .. } = self;
        let mut said = Vec::new();
        if !tables.contains(*table) {
            let others = tables.union(&asked_for).map(String::as_str).filter(|other| other != table);
            let near = nearest(table, others, 3);
            let near =
                if near.is_empty() { String::new() } else { format!("; others are {}", near.join(", ")) };
            said.push(format!("the table {table} is new{near}"));
        }
        if !asked_for.contains(*table) {
            said.push(format!("no clause asks for the table {table}"));
        }
        Ok(said)
    }
}

fn from(since: Option<Date>) -> String {
    since.map_or_else(String::new, |since| format!(" from {since}"))
}

/// A weight from a day on which the participant does not exist.
fn doubt(row: &ParticipantRow, since: Option<Date>) -> Option<String> {
    let ParticipantRow { name, code, exists_from, exists_until, .. } = row;
    let day = since?;
    let existed = exists_from.is_none_or(|from| from <= day) && exists_until.is_none_or(|until| day < until);
    (!existed).then(|| format!("{name} ({code}) did not exist on {day}"))
}

/// Why a source that a row cites cannot be cited.
fn unknown_source(store: &Store, line: &WeightLine) -> Result<Option<String>> {
    for code in &line.sources {
        match store.source_called(code) {
            Ok(Some(known)) if known == *code => {}
            Ok(_) => {
                return Ok(Some(format!("no source has the code '{code}'; --source cites one for all rows")));
            }
            Err(Error::Usage(why)) => return Ok(Some(why)),
            Err(other) => return Err(other),
        }
    }
    Ok(None)
}

/// What is wrong with a file, the first faults in full.
fn in_words(name: &str, faults: &BTreeMap<Place, String>) -> String {
    let told: Vec<String> =
        faults.iter().take(TOLD).map(|(place, why)| format!("{name}:{place}: {why}")).collect();
    let more = match faults.len().saturating_sub(TOLD) {
        0 => String::new(),
        1 => "; and one more row is wrong".to_owned(),
        more => format!("; and {more} more rows are wrong"),
    };
    format!("{}{more}", told.join("; "))
}
