//! What stands beside the answer on two parties: their reservations, the versions of the text, the territories.

use super::pair::{PairSpells, Question, Two, bound};
use crate::error::Result;
use crate::law::{BilateralRelation, Case, Made, Statement, statement_effects};
use crate::model::{Act, ActKind, Date, Mode, StatementKind};
use crate::store::ReservationRow;

impl Question<'_> {
    /// Objections without effect, reservations, and what is told of the other or of territories, on the last day.
    pub(super) fn on_statements(
        &self,
        own: &[ReservationRow],
        case: &Case,
        statements: &[Statement],
        bond: &BilateralRelation,
    ) -> Vec<String> {
        let mut besides = Vec::new();
        for (entry, why) in &bond.without_effect {
            let by = own.iter().find(|row| row.id == *entry);
            let by = by.map_or_else(String::new, |row| self.two.name(&row.participant));
            besides.push(format!("Objection of {by} (@{entry}) does not keep them apart: {why}."));
        }
        // A reservation modifies nothing between two that are not both bound.
        let both = bond.spans.iter().any(|span| span.holds(self.last));
        for (course, statement) in statement_effects(case, statements).iter().zip(statements).filter(|_| both)
        {
            if statement.kind == StatementKind::Reservation && course.stands(self.last) {
                besides.push(self.reservation(statement, course.is_unconfirmed(self.last), course.made));
            }
        }
        for row in own.iter().filter(|row| self.is_told(row)) {
            let to = row.towards.as_ref().map_or("", |_| " towards the other");
            besides.push(format!(
                "{} of {}{to} (@{}): {}",
                upper(&row.statement),
                self.two.name(&row.participant),
                row.id,
                row.summary
            ));
        }
        besides.extend(self.territorial(case.acts));
        besides
    }

    fn reservation(&self, statement: &Statement, is_unconfirmed: bool, made: Made) -> String {
        let articles = match statement.articles.as_slice() {
            [] => "articles not known".to_owned(),
            articles => format!("art. {}", articles.join(", ")),
        };
        let doubt = format!(", made {} and never confirmed (VCLT art. 23(2))", made.word());
        let doubt = if is_unconfirmed { &*doubt } else { "" };
        format!(
            "Reservation of {} (@{}, {articles}{doubt}): it modifies these provisions between the two, both ways (VCLT art. 21(1)).",
            self.two.name(&statement.participant),
            statement.id
        )
    }

    /// Whether a statement is addressed to the other, or to territories, and stands on the last day.
    fn is_told(&self, row: &ReservationRow) -> bool {
        let stands = row.day().is_some_and(|day| day <= self.last)
            && row.withdrawn_on.is_none_or(|end| self.last < end);
        let kind = StatementKind::from_word(&row.statement);
        let about_other = kind == Some(StatementKind::Communication)
            && row.towards.as_ref().is_some_and(|code| self.two.codes().contains(&code.as_str()));
        stands && (about_other || kind == Some(StatementKind::Territorial))
    }

    fn territorial(&self, acts: &[Act]) -> Vec<String> {
        let own = acts.iter().filter(|act| {
            act.kind.is_territorial()
                && act.day <= self.last
                && self.two.codes().contains(&act.participant.as_str())
        });
        own.map(|act| {
            let territory = act.territory.as_deref().unwrap_or_default();
            format!(
                "{} by {} for {territory} on {} (@{}).",
                upper(act.kind.word()),
                self.two.name(&act.participant),
                act.day,
                act.id
            )
        })
        .collect()
    }

    /// Suspension, provisional application and consent to a part, on the last day.
    pub(super) fn on_modes(&self, modes: &[(String, String, Mode, ActKind)]) -> Vec<String> {
        let own = |code| modes.iter().filter(move |it| it.0 == code && it.1 == self.treaty.code);
        let both = self.two.codes().into_iter().flat_map(own);
        both.map(|(code, _, mode, by)| {
            let name = self.two.name(code);
            match mode {
                Mode::Suspended if *by == ActKind::Succession => format!(
                    "Its operation is suspended for {name} until it notified its succession (1978 Vienna Convention art. 23(2))."
                ),
                Mode::Suspended => format!("Its operation is suspended for {name} (VCLT art. 57)."),
                Mode::Provisional => format!("{name} applies it provisionally (VCLT art. 25)."),
                Mode::Partial => format!("{name} is bound by a part of it (VCLT art. 17)."),
            }
        })
        .collect()
    }

    /// Which version of an amended text holds between the two (VCLT art. 40).
    pub(super) fn version(&self, amending: &str, pair: &PairSpells) -> Result<String> {
        let Some(child) = self.store.treaty(amending)?.filter(|child| child.collected) else {
            return Ok(format!(
                "{amending} amends it; no act under that is recorded, so which text holds between them is not known here."
            ));
        };
        let is_bound = |place: usize| bound(&pair[place]).iter().any(|span| span.holds(self.last));
        // One that joins once the amendment is in force is bound by the text as amended, too.
        let joined_later = |place: usize| -> Result<bool> {
            let consent = self.side(place)?.consent.and_then(|act| act.day());
            Ok(consent.zip(child.entry_into_force()).is_some_and(|(consent, entry)| entry <= consent))
        };
        let [a, b] = [is_bound(0) || joined_later(0)?, is_bound(1) || joined_later(1)?];
        Ok(match (a, b) {
            (true, true) => format!("Between them the text as amended by {amending} (VCLT art. 40(5))."),
            (false, false) => {
                format!("Neither is bound by {amending}, which amends it: the text before that.")
            }
            (a, _) => format!(
                "Only {} is bound by {amending}, which amends it: between them the text before that (VCLT art. 40(4), 30(4)(b)).",
                if a { &self.two.a.name } else { &self.two.b.name }
            ),
        })
    }
}

/// Who of the two is not bound by the treaty that this one is a protocol to.
pub(super) fn without_parent(two: Two, parent: Option<(&String, &PairSpells)>, day: Date) -> Vec<String> {
    let Some((parent, pair)) = parent else { return Vec::new() };
    let missing = [0, 1].into_iter().filter(|place| !bound(&pair[*place]).iter().any(|span| span.holds(day)));
    missing
        .map(|place| {
            let name = &[two.a, two.b][place].name;
            format!("{name} is not bound by {parent}, to which this is a protocol.")
        })
        .collect()
}

fn upper(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
