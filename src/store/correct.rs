//! What stands in the way of correcting or retracting an entry.

use std::collections::BTreeSet;

use super::rows::{all, column};
use super::{Store, codec, law_input, query};
use crate::error::Result;
use crate::law::{Clause, Finding, Question, Treaty, consequences, examine};
use crate::model::{Act, ActBody, Body, Date, Fact};

impl Store {
    /// What the law says where the acts of some entries go and, for a correction, `new` comes: against the new act, and
    /// of those that stay.
    pub fn judge(
        &self,
        gone: &[(i64, &ActBody)],
        new: Option<&ActBody>,
        today: Date,
    ) -> Result<Vec<Finding>> {
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
            for (_, acts) in &mut dependents {
                acts.retain(|act| !ids.contains(&act.id));
            }
            if let Some(new) = new {
                let was =
                    before.acts.iter().chain(&before.treaty_acts).find(|act| Some(&act.id) == ids.first());
                let act = law_input::proposed(new, &world, was)?;
                let in_force_on =
                    query::treaty(&self.connection, code)?.and_then(|row| row.entry_into_force());
                let with: Vec<Act> = after.acts.iter().chain([&act]).cloned().collect();
                let question = Question {
                    act: &act,
                    case: after.case(&world),
                    with: &with,
                    last: None,
                    in_force_on,
                    dependents: &theirs(&dependents),
                    today,
                };
                findings.extend(examine(&question).findings);
                let acts = if act.participant.is_empty() { &mut after.treaty_acts } else { &mut after.acts };
                acts.push(act);
                after.relations = law_input::relations(&self.connection, &after.treaty, &after.acts)?;
            }
            let changed: Vec<i64> = ids.iter().copied().chain([Act::NOT_RECORDED]).collect();
            for finding in
                consequences(&before.case(&world), &after.case(&world), &changed, &theirs(&dependents))
            {
                if !findings.contains(&finding) {
                    findings.push(finding);
                }
            }
        }
        Ok(findings)
    }

    /// The first entry that still counts, is not among those `going` and refers to what an entry records.
    pub fn referring(&self, body: &Body, going: &BTreeSet<i64>) -> Result<Option<i64>> {
        let (code, sql) = match body {
            Body::Source(source) => (
                &source.code,
                "SELECT seq FROM cited WHERE source = ?1 AND seq NOT IN (SELECT seq FROM ended) ORDER BY seq",
            ),
            Body::Group(group) => (
                &group.code,
                "SELECT recorded_seq FROM membership WHERE group_code = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM claim WHERE group_code = ?1 AND superseded_seq IS NULL",
            ),
            Body::Participant(participant) => (
                &participant.code,
                "SELECT recorded_seq FROM act WHERE participant = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM act WHERE territory = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM membership WHERE participant = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM reservation WHERE ?1 IN (participant, towards, territory) AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM weight WHERE participant = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM state_number WHERE participant = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM predecessor WHERE participant = ?1 OR predecessor = ?1
                 UNION SELECT recorded_seq FROM name WHERE participant = ?1 AND superseded_seq IS NULL",
            ),
            Body::Treaty(treaty) => (
                &treaty.code,
                "SELECT recorded_seq FROM act WHERE treaty = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM clause WHERE treaty = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM treaty_name WHERE treaty = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM treaty_link WHERE (treaty = ?1 OR other = ?1) AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM reservation WHERE treaty = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM claim WHERE treaty = ?1 AND superseded_seq IS NULL
                 UNION SELECT recorded_seq FROM treaty WHERE parent = ?1 AND superseded_seq IS NULL
                 UNION SELECT c.id FROM clause_treaty r JOIN clause c ON c.id = r.clause
                       WHERE r.other = ?1 AND c.superseded_seq IS NULL",
            ),
            _ => return Ok(None),
        };
        let by_row: Vec<i64> = column(&self.connection, sql, [code])?;
        let by_rule = match body {
            Body::Group(_) | Body::Participant(_) => self.rules_naming(code)?,
            _ => Vec::new(),
        };
        Ok(by_row.into_iter().chain(by_rule).filter(|seq| !going.contains(seq)).min())
    }

    /// The clauses whose rule names a group or a participant.
    fn rules_naming(&self, code: &str) -> Result<Vec<i64>> {
        let sql =
            "SELECT id, kind, applies_to, rule, article FROM clause WHERE superseded_seq IS NULL ORDER BY id";
        let clauses = all(&self.connection, sql, [])?;
        let names = |(id, kind, applies_to, rule, article): &(i64, String, String, String, String)| {
            Clause::read(*id, kind, applies_to, rule, article).is_ok_and(|clause| {
                clause.rule.groups().contains(&code) || clause.rule.participants().contains(&code)
            })
        };
        Ok(clauses.iter().filter(|clause| names(clause)).map(|clause| clause.0).collect())
    }
}

/// The treaties that depend on one, as the law takes them.
fn theirs(dependents: &[(Treaty, Vec<Act>)]) -> Vec<(&Treaty, &[Act])> {
    dependents.iter().map(|(treaty, acts)| (treaty, acts.as_slice())).collect()
}

/// The fact of an entry with some fields changed; none as a value leaves the field out. A list of sources is written
/// with `;` between them.
///
/// Errors: the field is none of this kind of fact, or the value is not one for it.
pub fn edited(body: &Body, changes: &[(String, Option<String>)]) -> std::result::Result<Body, String> {
    codec::edit(&Fact { body: body.clone(), replaces: None }, changes).map(|fact| fact.body)
}
