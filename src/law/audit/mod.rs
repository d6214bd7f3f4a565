//! The auditor's rules: forty questions that a careful reader asks of a record. Pure: what they look at is read before, and
//! nothing is derived anew that the record keeps. One file is one family of rules.

mod consent;
mod counts;
mod days;
mod diagnosis;
mod effect;
mod evidence;
mod finding;
mod history;
mod identity;
mod leaving;
mod rules;
mod sources;
mod statements;
mod succession;
mod territory;
mod threshold;
mod together;

pub use diagnosis::{Diagnosis, diagnose};
pub use evidence::{
    ActFact, ClaimFact, Evidence, Identity, LinkFact, SourceFact, StatementFact, TreatyRecord,
};
pub use finding::{Found, Severity};
pub use rules::{AuditRule, RULES};
