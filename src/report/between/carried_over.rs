//! Reservations of others that stand for one of two parties, by succession of States.

use super::pair::Question;
use crate::error::Result;
use crate::law::{BilateralRelation, Case, Statement, carried_over};
use crate::report::carried_over::may_be_carried;
use crate::store::ReservationRow;

impl Question<'_> {
    /// What stands on the last day between the two of the reservations that others made.
    pub(super) fn on_carried_over(&self, case: &Case, bond: &BilateralRelation) -> Result<Vec<String>> {
        let both = bond.spans.iter().any(|span| span.holds(self.last));
        let mut concerned = self.two.codes().into_iter().filter(|code| may_be_carried(case, code)).peekable();
        if !both || concerned.peek().is_none() {
            return Ok(Vec::new());
        }
        let rows = self.store.statements(&self.treaty.code)?;
        let statements: Vec<Statement> = rows.iter().filter_map(ReservationRow::in_law).collect();
        let carried = concerned.flat_map(|code| carried_over(case, &statements, code));
        let standing = carried.filter(|carried| carried.span.holds(self.last));
        Ok(standing
            .map(|carried| {
                let articles = match carried.statement.articles.as_slice() {
                    [] => "articles not known".to_owned(),
                    articles => format!("art. {}", articles.join(", ")),
                };
                format!(
                    "Reservation of {} (@{}, {articles}), which {} keeps (1978 Vienna Convention art. 20(1)): it modifies these provisions between the two, both ways (VCLT art. 21(1)).",
                    case.world.called(&carried.statement.participant),
                    carried.statement.id,
                    self.two.name(carried.participant),
                )
            })
            .collect())
    }
}
