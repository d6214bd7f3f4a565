//! Reservations of others that stand for one of two parties, by succession of States.

use super::pair::Question;
use crate::law::{
    BilateralRelation, Case, Reaction, ReactionEffect, Statement, carried_objections, carried_over,
    may_be_carried,
};
use crate::model::StatementKind;
use crate::report::carried_over::{objections, of_kind};

impl Question<'_> {
    /// What stands on the last day between the two of the reservations that others made, and the objections that this tells of.
    pub(super) fn on_carried_over(
        &self,
        case: &Case,
        statements: &[Statement],
        bond: &BilateralRelation,
    ) -> (Vec<String>, Vec<i64>) {
        if !bond.spans.iter().any(|span| span.holds(self.last)) {
            return Default::default();
        }
        let mut told = Vec::new();
        let concerned = self.two.codes().into_iter().filter(|code| may_be_carried(case, code));
        let carried = concerned.flat_map(|code| carried_over(case, statements, &bond.courses, code));
        let standing = carried.filter(|carried| carried.span.holds(self.last));
        let lines = standing
            .map(|carried| {
                let articles = carried.articles_in_words(case.treaty, statements, self.last);
                let keeper = self.two.name(carried.participant);
                let author = case.world.called(&carried.statement.participant);
                if carried.statement.kind != StatementKind::Reservation {
                    let (what, law) = of_kind(carried.statement.kind);
                    let id = carried.statement.id;
                    return format!("{keeper} keeps the {what} of {author} (@{id}, {articles}) ({law}).");
                }
                let which = format!(
                    "Reservation of {author} (@{}, {articles}), which {keeper} keeps (1978 Vienna Convention art. 20(1))",
                    carried.statement.id,
                );
                let other = self.two.codes().into_iter().find(|code| *code != carried.participant);
                let kept = self.kept_objections(case, statements, bond, other.unwrap_or_default());
                let is_of_other = |it: &Reaction| Some(&*it.participant) == other || kept.contains(&it.id);
                let objection = objections(&carried, self.last).find(|(it, _)| is_of_other(it));
                told.extend(objection.map(|(it, _)| it.id));
                match objection {
                    Some((it, ReactionEffect::Severs)) => format!(
                        "{which}: {} had objected (@{}) and holds its author bound without it, as stated; so it stands towards \
                         {keeper}.",
                        self.called(case, &it.participant),
                        it.id
                    ),
                    Some((it, ReactionEffect::Precludes)) => format!(
                        "{which}: {} had objected (@{}) and opposed entry into force; for the other part of {keeper} the treaty \
                         was in force between the two, and goes on (1978 Vienna Convention art. 31(1)).",
                        self.two.name(&it.participant),
                        it.id
                    ),
                    Some((it, _)) => format!(
                        "{which}: {} had objected (@{}), which stands against {keeper} too; these provisions do not apply between \
                         the two to the extent of the reservation (VCLT art. 21(3)).",
                        self.called(case, &it.participant),
                        it.id
                    ),
                    None => format!(
                        "{which}: it modifies these provisions between the two, both ways (VCLT art. 21(1))."
                    ),
                }
            })
            .collect();
        (lines, told)
    }

    /// The objections that others made and one of the two keeps, on the last day.
    pub(super) fn kept_objections(
        &self,
        case: &Case,
        statements: &[Statement],
        bond: &BilateralRelation,
        code: &str,
    ) -> Vec<i64> {
        if !may_be_carried(case, code) {
            return Vec::new();
        }
        let kept = carried_objections(case, statements, &bond.courses, code);
        kept.iter().filter(|kept| kept.span.holds(self.last)).map(|kept| kept.statement.id).collect()
    }
}
