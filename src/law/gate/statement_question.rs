//! What is asked of the gate about a statement.

use crate::law::case::Case;
use crate::law::statements::Statement;
use crate::model::{Act, ActKind, Date};

/// A statement that somebody wants to record.
#[derive(Debug, Clone, Copy)]
pub struct StatementQuestion<'a> {
    /// The statement, with the id that it would have: above all others.
    pub statement: &'a Statement,
    /// The territory concerned.
    pub territory: Option<&'a str>,
    /// The treaty with the acts recorded under it.
    pub case: Case<'a>,
    /// The statements that are recorded under it, without this one.
    pub statements: &'a [Statement],
    /// Today, UTC.
    pub today: Date,
}

impl StatementQuestion<'_> {
    pub(super) fn name<'b>(&'b self, code: &'b str) -> &'b str {
        self.case.world.called(code)
    }

    pub(super) fn who(&self) -> &str {
        self.name(&self.statement.participant)
    }

    /// The statement that it is about, where that is recorded.
    pub(super) fn about(&self) -> Option<&Statement> {
        let entry = self.statement.refers_to?;
        self.statements.iter().find(|other| other.id == entry)
    }

    pub(super) fn accessions(&self) -> impl Iterator<Item = &Act> {
        let towards = self.statement.towards.as_deref().unwrap_or_default();
        let acts = self.case.acts.iter().filter(|act| act.kind == ActKind::Accession);
        acts.filter(move |act| act.participant == towards)
    }
}
