//! Recording one act: the law is asked, then one transaction appends to the log and updates DERIVED.

use rusqlite::{OptionalExtension, TransactionBehavior};

use super::apply::{self, Touched};
use super::{Head, SpellRow, Store, TreatyRow, derive, law_input, log, query};
use crate::error::{Error, Result};
use crate::law::{Finding, Question, examine};
use crate::model::{Act, ActBody, Body, Date, SourceBody, Sources};

/// An act that somebody wants to record.
#[derive(Debug, Clone)]
pub struct Draft {
    /// The act; its sources are not filled in yet.
    pub act: ActBody,
    /// Where it was read: the code of a source, or words.
    pub source: Option<String>,
    /// By which role.
    pub by: String,
    /// When, UTC.
    pub at: String,
    /// Today, UTC.
    pub today: Date,
    /// Whether it is to be recorded even if the law refuses it.
    pub force: bool,
    /// Why, for the log.
    pub reason: Option<String>,
}

/// What became of it.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The entry that records it.
    pub act: i64,
    /// The newest entry and its hash.
    pub head: Head,
    /// What is unusual in it, and what was refused and forced.
    pub findings: Vec<Finding>,
    /// The treaty before.
    pub treaty_before: TreatyRow,
    /// The treaty after.
    pub treaty_after: TreatyRow,
    /// Its spells before.
    pub before: Vec<SpellRow>,
    /// Its spells after.
    pub after: Vec<SpellRow>,
}

impl Store {
    /// Records an act, or says why it may not be recorded; then nothing is changed.
    pub fn record(&mut self, draft: Draft) -> Result<Outcome> {
        let transaction = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        log::verify(&transaction)?;
        let mut body = draft.act;
        let code = body.treaty.clone();
        let gone = || Error::Refused(format!("{code} is no longer in the file"));

        let world = law_input::world(&transaction)?;
        let treaty = law_input::treaty(&transaction, &code)?.ok_or_else(gone)?;
        let treaty_before = query::treaty(&transaction, &code)?.ok_or_else(gone)?;
        let acts = law_input::acts(&transaction, &code, &world)?;
        let relations = law_input::relations(&transaction, &treaty, &acts)?;
        let day = body.date.ok_or_else(|| Error::Usage("an act needs its day".to_owned()))?;
        let act = Act {
            id: i64::MAX,
            participant: body.participant.clone(),
            done_by: world.doer(&body.participant, day),
            kind: body.act,
            earliest: day,
            day,
            effective_on: body.effective_on,
            territory: body.territory.clone(),
        };
        let dependents = law_input::dependents(&transaction, &code, &world)?;
        let findings = examine(&Question {
            act: &act,
            treaty: &treaty,
            acts: &acts,
            in_force_on: treaty_before.entry_into_force(),
            world: &world,
            relations: &relations,
            dependents: &dependents,
            today: draft.today,
        });
        let refused: Vec<&str> = findings
            .iter()
            .filter_map(|finding| match finding {
                Finding::Refused(text) => Some(text.as_str()),
                Finding::Unusual(_) => None,
            })
            .collect();
        if !refused.is_empty() {
            let refused = refused.join("; ");
            if !draft.force {
                return Err(Error::Refused(first_of(&findings)));
            }
            body.forced = Some(refused);
        }

        let head = log::head(&transaction)?;
        let mut facts = Vec::new();
        if let Some(words) = &draft.source {
            let known = transaction
                .prepare_cached(
                    "SELECT code FROM source WHERE code = ?1 OR citation = ?1 ORDER BY code LIMIT 1",
                )?
                .query_row([words], |row| row.get(0))
                .optional()?;
            let source = known.unwrap_or_else(|| {
                let code = format!("@{}", head.seq + 1);
                let source = SourceBody { code: code.clone(), citation: words.clone(), dated: None };
                facts.push(Body::Source(source));
                code
            });
            body.sources = Sources(vec![source]);
        }
        facts.push(Body::Act(body));
        let before = query::spells(&transaction, &code)?;
        let first = head.seq + 1;
        let head = log::append(&transaction, &facts, &draft.by, &draft.at, draft.reason.as_deref())?;
        derive::without_railings(&transaction, || {
            let mut touched = Touched::default();
            for (seq, fact) in (first..).zip(&facts) {
                apply::fact(&transaction, seq, fact, &mut touched)?;
            }
            derive::treaties(&transaction, &touched)
        })?;
        let outcome = Outcome {
            act: head.seq,
            head,
            findings,
            treaty_before,
            treaty_after: query::treaty(&transaction, &code)?.ok_or_else(gone)?,
            before,
            after: query::spells(&transaction, &code)?,
        };
        transaction.commit()?;
        Ok(outcome)
    }
}

/// The first refusal, and how many more there are.
fn first_of(findings: &[Finding]) -> String {
    let mut refusals = findings.iter().filter_map(|finding| match finding {
        Finding::Refused(text) => Some(text.clone()),
        Finding::Unusual(_) => None,
    });
    let first = refusals.next().unwrap_or_default();
    match refusals.count() {
        0 => first,
        1 => format!("{first} (and one more reason)"),
        more => format!("{first} (and {more} more reasons)"),
    }
}
