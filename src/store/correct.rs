//! What stands in the way of correcting or retracting an entry.

use std::collections::BTreeSet;

use super::file::Store;
use super::rows::column;
use super::{codec, law_input, query};
use crate::error::Result;
use crate::law::{Dependent, Finding, Question, consequences, examine};
use crate::model::{Act, ActBody, Body, Date, Fact, Keeps, Noun, Reference, Value};

impl Store {
    /// What the law says where the acts of some entries go and, for a correction, `new` come, each in place of the one at
    /// its place: against the new acts, and of those that stay.
    pub fn judge(&self, gone: &[(i64, &ActBody)], new: &[ActBody], today: Date) -> Result<Vec<Finding>> {
        let ids: Vec<i64> = gone.iter().map(|(id, _)| *id).collect();
        let treaties: BTreeSet<&String> = gone.iter().map(|(_, body)| &body.treaty).collect();
        let world = law_input::world(&self.connection)?;
        let mut findings = Vec::new();
        for code in treaties {
            let dossier = || law_input::dossier(&self.connection, code, &world);
            let (Some(before), Some(mut after)) = (dossier()?, dossier()?) else {
                continue;
            };
            after.acts.retain(|act| !ids.contains(&act.id));
            after.treaty_acts.retain(|act| !ids.contains(&act.id));
            after.relations = law_input::relations(&self.connection, &after.treaty, &after.acts)?;
            let mut dependents = law_input::dependents(&self.connection, code, &world)?;
            for dependent in &mut dependents {
                dependent.acts.retain(|act| !ids.contains(&act.id));
            }
            let dependents: Vec<Dependent> =
                dependents.iter().map(law_input::DependentTreaty::in_law).collect();
            // What comes is judged in order of time: a ratification after the signature that comes with it.
            let mut coming: Vec<(&(i64, &ActBody), &ActBody)> =
                gone.iter().zip(new).filter(|(_, new)| new.treaty == *code).collect();
            coming.sort_by_key(|(_, new)| (new.date.or(new.latest), new.act.order()));
            let ids_of_new: Vec<i64> =
                (0..).map(|place| Act::NOT_RECORDED - place).take(coming.len()).collect();
            for (((entry, _), new), id) in coming.into_iter().zip(&ids_of_new) {
                let was = before.acts.iter().chain(&before.treaty_acts).find(|act| act.id == *entry);
                let act = Act { id: *id, ..law_input::proposed(new, &world, was)? };
                let in_force_on =
                    query::treaty(&self.connection, code)?.and_then(|row| row.entry_into_force());
                let with: Vec<Act> = after.acts.iter().chain([&act]).cloned().collect();
                let question = Question {
                    act: &act,
                    case: after.case(&world),
                    with: &with,
                    last: None,
                    in_force_on,
                    dependents: &dependents,
                    today,
                };
                findings.extend(examine(&question).findings);
                let acts = if act.participant.is_empty() { &mut after.treaty_acts } else { &mut after.acts };
                acts.push(act);
                after.relations = law_input::relations(&self.connection, &after.treaty, &after.acts)?;
            }
            let changed: Vec<i64> = ids.iter().copied().chain(ids_of_new).collect();
            for finding in consequences(&before.case(&world), &after.case(&world), &changed, &dependents) {
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
        Ok(findings)
    }

    /// The first entry that still counts, is not among those `going` and refers to what an entry records.
    pub fn referring(&self, body: &Body, going: &BTreeSet<i64>) -> Result<Option<i64>> {
        let said = body.said();
        let fields = said.declaration().fields.iter().zip(said.values());
        let gives = fields.filter_map(|(field, value)| match (field.reference, value) {
            (Some(Reference::Gives(noun)), Value::Text(code)) => Some((noun, code)),
            _ => None,
        });
        let Some((noun, code)) = { gives }.next() else {
            return Ok(None);
        };
        let mut referring: BTreeSet<i64> = BTreeSet::new();
        for register in Body::REGISTERS {
            let Some(table) = register.table else { continue };
            let columns = register.fields.iter().filter_map(|field| {
                field.column.filter(|_| field.reference.is_some_and(|reference| reference.is_to(noun)))
            });
            let counts = if register.keeps == Keeps::Present { "" } else { "superseded_seq IS NULL AND" };
            for name in columns {
                let sql = format!("SELECT recorded_seq FROM {table} WHERE {counts} {name} = ?1");
                referring.extend(column::<i64>(&self.connection, &sql, [&code])?);
            }
        }
        let sql = match noun {
            Noun::Source => "SELECT seq FROM cited WHERE source = ?1 AND seq NOT IN (SELECT seq FROM ended)",
            Noun::Treaty => {
                "SELECT c.id FROM clause_treaty r JOIN clause c ON c.id = r.clause
                 WHERE r.other = ?1 AND c.superseded_seq IS NULL"
            }
            Noun::Group | Noun::Participant => {
                referring.extend(self.rules_naming(&code)?);
                return Ok(referring.difference(going).next().copied());
            }
        };
        referring.extend(column::<i64>(&self.connection, sql, [&code])?);
        Ok(referring.difference(going).next().copied())
    }

    /// The clauses whose rule names a group or a participant.
    fn rules_naming(&self, code: &str) -> Result<Vec<i64>> {
        let mut naming = Vec::new();
        law_input::clauses(&self.connection, "1", [], |_, clause| {
            if clause.rule.groups().contains(&code) || clause.rule.participants().contains(&code) {
                naming.push(clause.id);
            }
        })?;
        Ok(naming)
    }
}

/// The fact of an entry with some fields changed; none as a value leaves the field out. A list of sources is written
/// with `;` between them.
///
/// Errors: the field is none of this kind of fact, or the value is not one for it.
pub fn edited(body: &Body, changes: &[(String, Option<String>)]) -> std::result::Result<Body, String> {
    codec::edit(&Fact { body: body.clone(), replaces: None }, changes).map(|fact| fact.body)
}
