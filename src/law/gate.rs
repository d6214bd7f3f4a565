//! Whether an act may be recorded: judged at its own day, against the acts before it, and the later acts are
//! judged again. `question` says what is asked; one file is one thing to look at; `statements` does the same for statements.

mod basics;
mod consequences;
mod depositaries;
mod joining;
mod leaving;
mod question;
mod soundness;
mod statement_question;
mod statement_target;
mod statement_verdicts;
mod statement_words;
mod statements;
mod status;
mod succession;
mod table;
mod whole_treaty;

use super::case::Case;
use super::derived::Derived;
use crate::model::Act;
pub use consequences::consequences;
pub use depositaries::{Deposited, deposited_elsewhere, may_be_deposited_twice};
pub use question::{Dependent, Finding, Question};
pub use soundness::statement_is_sound;
pub use statement_question::StatementQuestion;
pub use statements::examine_statement;
pub use table::{Judged, examine_table};

use basics::{
    day_is_possible, effect_is_possible, ended_by_number, modes_fit, participant_exists,
    territory_is_its_own, territory_is_one,
};
use joining::{amended_is_consented_to, may_join, means_are_provided};
use leaving::{conditions_stay_met, dependents_stand, notice_is_in_time};
use question::{Examined, Findings};
use status::{is_recorded, status_allows};
use succession::{succession_is_founded, successions_stand};
use whole_treaty::treaty_allows;

/// What the law says of an act.
#[derive(Debug)]
pub struct Answer {
    /// Everything there is to say against it; empty where it is normal.
    pub findings: Vec<Finding>,
    /// What follows under the treaty once it is recorded, where that had to be looked at.
    pub derived: Option<Derived>,
}

/// Examines an act.
#[must_use]
pub fn examine(question: &Question) -> Answer {
    let mut findings = Findings::default();
    day_is_possible(question, &mut findings);
    if question.act.participant.is_empty() {
        treaty_allows(question, &mut findings);
        return Answer { findings: findings.0, derived: None };
    }
    participant_exists(question, &mut findings);
    match deposited_elsewhere(&question.case, question.act) {
        Some(Deposited { act, is_first: true }) => {
            findings.unusual(format!(
                "it is kept beside @{act}, as one consent deposited with another depositary too: the first deposit counts (VCLT \
                 art. 78); if it is the same deposit, correct @{act} in its place"
            ));
            return Answer { findings: findings.0, derived: None };
        }
        Some(Deposited { act, is_first: false }) => {
            findings.unusual(format!(
                "it is one consent with @{act}, which was deposited with another depositary later: this deposit is the first, and \
                 counts (VCLT art. 78); if it is the same deposit, correct @{act} in its place"
            ));
            let without =
                |acts: &[Act]| acts.iter().filter(|other| other.id != act).cloned().collect::<Vec<_>>();
            let (acts, with) = (without(question.case.acts), without(question.with));
            let case = Case { acts: &acts, ..question.case };
            let mut findings = findings.0;
            findings.extend(judged(&Question { case, with: &with, last: None, ..*question }).findings);
            return Answer { findings, derived: None };
        }
        None => {}
    }
    let Answer { findings: more, derived } = judged(question);
    findings.extend(more);
    Answer { findings: findings.0, derived }
}

/// Examines an act of a participant by the acts before and after it, and by the clauses.
fn judged(question: &Question) -> Answer {
    let mut findings = Findings::default();
    let examined = Examined::of(*question);
    ended_by_number(&examined, &mut findings);
    succession_is_founded(&examined, &mut findings);
    if !is_recorded(question, &mut findings) {
        findings.extend(status_allows(&examined));
        successions_stand(&examined, &mut findings);
        dependents_stand(&examined, &mut findings);
        modes_fit(&examined, &mut findings);
        conditions_stay_met(&examined, &mut findings);
    }
    may_join(question, &mut findings);
    amended_is_consented_to(question, &mut findings);
    means_are_provided(question, &mut findings);
    notice_is_in_time(&examined, &mut findings);
    effect_is_possible(question, &mut findings);
    territory_is_one(question, &mut findings);
    territory_is_its_own(question, &mut findings);
    let allowed = !findings.0.iter().any(|finding| matches!(finding, Finding::Refused(_)));
    let derived = if allowed { examined.into_after() } else { None };
    Answer { findings: findings.0, derived }
}
