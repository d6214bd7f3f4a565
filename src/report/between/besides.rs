//! What stands beside the answer on two parties: their reservations, the versions of the text, the territories.

use super::pair::{PairSpells, Question, Two};
use crate::error::Result;
use crate::law::{BilateralRelation, Case, Outcome, ReactionEffect, Statement, StatementEffect};
use crate::model::{Act, ActKind, Date, Mode, StatementKind, series};
use crate::store::{ModeOf, ReservationRow, TreatyRow};

impl Question<'_> {
    /// Objections without effect, reservations, and what is told of the other or of territories, on the last day; `told` are
    /// objections that are told of already.
    pub(super) fn on_statements(
        &self,
        own: &[ReservationRow],
        case: &Case,
        statements: &[Statement],
        bond: &BilateralRelation,
        mut told: Vec<i64>,
    ) -> Vec<String> {
        let mut besides = Vec::new();
        // A reservation modifies nothing between two that are not both bound.
        let both = bond.spans.iter().any(|span| span.holds(self.last));
        let reservations = bond.courses.iter().zip(statements).filter(|(_, statement)| {
            statement.kind == StatementKind::Reservation
                && self.two.codes().contains(&statement.participant.as_str())
        });
        let unsure = self.objections_to_one_not_known(statements, &bond.courses);
        let reservations: Vec<String> = reservations
            .filter(|_| both)
            .filter_map(|(course, statement)| {
                let other = self.two.codes().into_iter().find(|code| *code != statement.participant)?;
                let kept = self.kept_objections(case, statements, bond, other);
                self.reservation(case, (statement, course), (&kept, &unsure), &mut told)
            })
            .collect();
        let stands = |entry: &i64| {
            let mut all = statements.iter().zip(&bond.courses);
            all.any(|(made, course)| {
                made.id == *entry && made.day <= self.last && course.end.is_none_or(|end| self.last < end.on)
            })
        };
        let without_effect = bond.without_effect.iter().filter(|(entry, _)| !told.contains(entry));
        for (entry, why) in without_effect.filter(|(entry, _)| stands(entry)) {
            let by = statements.iter().find(|made| made.id == *entry);
            let by = by.map_or_else(String::new, |made| self.called(case, &made.participant));
            besides.push(format!("Objection of {by} (@{entry}) does not keep them apart: {why}."));
        }
        besides.extend(reservations);
        besides.extend(own.iter().filter_map(|row| self.undated(row)));
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

    /// That a statement may stand between the two, where its day is not known and may be later.
    fn undated(&self, row: &ReservationRow) -> Option<String> {
        let kind = StatementKind::from_word(&row.statement)?;
        let bears = kind.is_reaction() || kind.is_about_accession() || kind == StatementKind::Reservation;
        let may_be_later = row.date.is_none() && row.latest.is_none_or(|latest| self.last < latest);
        let may_be_by_then = row.earliest.is_none_or(|earliest| earliest <= self.last);
        let is_over = row.stands_until.is_some_and(|end| end <= self.last);
        let of_kind = bears || row.character.as_deref() == Some(StatementKind::Reservation.word());
        (of_kind && may_be_later && may_be_by_then && !is_over).then(|| {
            format!(
                "{} of {} (@{}): its day is not known, so whether it was made by {} cannot be told.",
                upper(&row.statement),
                self.two.name(&row.participant),
                row.id,
                self.last
            )
        })
    }

    /// The objections of the two that stand on the last day and name the other alone: to which of its statements is not recorded,
    /// and does not follow.
    fn objections_to_one_not_known<'a>(
        &self,
        statements: &'a [Statement],
        courses: &[StatementEffect],
    ) -> Vec<&'a Statement> {
        let stands = |(objection, course): &(&Statement, &StatementEffect)| {
            objection.kind == StatementKind::Objection
                && objection.about != Some(StatementKind::Declaration)
                && course.about.is_none()
                && objection.day <= self.last
                && course.end.is_none_or(|end| self.last < end.on)
                && self.two.codes().contains(&objection.participant.as_str())
        };
        statements.iter().zip(courses).filter(stands).map(|(objection, _)| objection).collect()
    }

    /// What a reservation of one of the two means between them on the last day; none where it has come to nothing, or is yet to
    /// come. `kept` are objections of another that the other of the two keeps, `unsure` objections to a statement that is not
    /// known; `told` takes those that this tells of.
    fn reservation(
        &self,
        case: &Case,
        (statement, course): (&Statement, &StatementEffect),
        (kept, unsure): (&[i64], &[&Statement]),
        told: &mut Vec<i64>,
    ) -> Option<String> {
        let articles = course.articles_in_words(statement, self.last);
        let author = self.two.name(&statement.participant);
        let which = format!("Reservation of {author} (@{}, {articles})", statement.id);
        let was_made = statement.day <= self.last && course.end.is_none_or(|end| self.last < end.on);
        let of_other = course.reactions.iter().filter(|it| {
            it.kind == StatementKind::Objection
                && (self.two.codes().contains(&it.participant.as_str()) || kept.contains(&it.id))
                && it.day <= self.last
        });
        if was_made && course.is_unconfirmed(self.last) {
            told.extend(of_other.map(|it| it.id));
            return Some(format!(
                "{which}: made {} and not confirmed with the consent, it has no effect (VCLT art. 23(2)).",
                course.made.word()
            ));
        }
        if let Some(objection) = course.barred_by.filter(|_| was_made) {
            let mut all = course.reactions.iter();
            if all.any(|it| it.id == objection && it.day <= self.last) {
                told.extend(of_other.map(|it| it.id));
                return Some(format!(
                    "{which}: it came late and was objected to in time (@{objection}), and has no effect."
                ));
            }
        }
        if course.is_prohibited && was_made {
            told.extend(of_other.map(|it| it.id));
            return Some(format!(
                "{which}: the treaty allows no such reservation (VCLT art. 19); whether it has any effect is not known, and neither is \
                 that of an objection to it."
            ));
        }
        if let Some(establishment) = course.establishment.as_ref().filter(|_| was_made)
            && establishment.state(self.last) != Outcome::Accepted
        {
            told.extend(of_other.map(|it| it.id));
            return Some(format!("{which}: {}.", establishment.in_words(case.treaty, self.last)));
        }
        if !course.stands(self.last) {
            return None;
        }
        // One that another keeps does not end with its author's.
        let standing =
            of_other.filter(|it| kept.contains(&it.id) || it.end.is_none_or(|end| self.last < end.on));
        let objection = standing
            .map(|it| (it, course.of_reaction(it, self.last)))
            .find(|(_, effect)| matches!(effect, ReactionEffect::Excludes | ReactionEffect::Severs));
        Some(match objection {
            Some((it, effect)) => {
                told.push(it.id);
                let (author_of_it, entry) = (self.called(case, &it.participant), it.id);
                let keeper = self.two.codes().into_iter().find(|code| *code != statement.participant);
                let other = match keeper.filter(|_| kept.contains(&it.id)) {
                    Some(keeper) => {
                        format!("{} keeps an objection of {author_of_it}, which", self.two.name(keeper))
                    }
                    None => author_of_it,
                };
                if effect == ReactionEffect::Severs {
                    format!(
                        "{which}: {other} objected (@{entry}) and holds {author} bound without it, as stated."
                    )
                } else {
                    format!(
                        "{which}: {other} objected (@{entry}); these provisions do not apply between the two to the extent of \
                         the reservation (VCLT art. 21(3))."
                    )
                }
            }
            None => match unsure.iter().find(|it| it.may_be_about(statement)) {
                Some(it) => {
                    told.push(it.id);
                    format!(
                        "{which}: {} objected to a statement of {author} (@{}), and whether to this one is not known; if so, these \
                         provisions do not apply between the two to the extent of the reservation (VCLT art. 21(3)).",
                        self.two.name(&it.participant),
                        it.id
                    )
                }
                None => {
                    format!(
                        "{which}: it modifies these provisions between the two, both ways (VCLT art. 21(1))."
                    )
                }
            },
        })
    }

    /// The name of one of the two, or of another whose statement one of them keeps.
    pub(super) fn called(&self, case: &Case, code: &str) -> String {
        if self.two.codes().contains(&code) {
            self.two.name(code)
        } else {
            case.world.called(code).to_owned()
        }
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
    pub(super) fn on_modes(&self, modes: &[ModeOf]) -> Vec<String> {
        let own = |code| modes.iter().filter(move |it| it.0 == code && it.1 == self.treaty.code);
        let both = self.two.codes().into_iter().flat_map(own);
        both.map(|(code, _, mode, by)| {
            let name = self.two.name(code);
            match mode {
                Mode::Suspended if *by == Some(ActKind::Succession) => format!(
                    "Its operation is suspended for {name} until it notified its succession (1978 Vienna Convention art. 23(2))."
                ),
                Mode::Suspended => format!("Its operation is suspended for {name} (VCLT art. 57)."),
                Mode::Provisional => format!("{name} applies it provisionally (VCLT art. 25)."),
                Mode::Partial => format!("{name} is bound by a part of it (VCLT art. 17)."),
                Mode::AsAmended => format!("{name} is bound by it without its own consent to it."),
                Mode::NotDetermined => format!(
                    "Whether {name} is bound by it, for all that it was silent, the record cannot tell."
                ),
                Mode::ThroughOrganisation => {
                    format!("{name} is bound by it through an organisation, without its own consent.")
                }
            }
        })
        .collect()
    }

    /// Which version of an amended text holds between the two (VCLT art. 40).
    pub(super) fn version(&self, amending: &str, pair: &PairSpells) -> Result<String> {
        let is_known = |child: &TreatyRow| child.collected || pair.carried.iter().any(|it| !it.is_empty());
        if !self.store.treaty(amending)?.as_ref().is_some_and(is_known) {
            return Ok(format!(
                "{amending} amends it; no act under that is recorded, so which text holds between them is not known here."
            ));
        }
        let is_bound = |place: usize| pair.bound(place).iter().any(|span| span.holds(self.last));
        let carried = [0, 1].into_iter().filter(|place| pair.carried_on(*place, self.last).is_some());
        let carried: Vec<&str> =
            carried.map(|place| [&self.two.a.name, &self.two.b.name][place].as_str()).collect();
        let law = self.store.treaty_in_law(amending)?;
        let clause = law.as_ref().and_then(|law| law.binding("parties")).map(|(_, clause)| &clause.article);
        let law =
            clause.map_or_else(|| "VCLT art. 40(5)".to_owned(), |article| format!("{article} of {amending}"));
        let without = if carried.is_empty() {
            String::new()
        } else {
            format!("; {} without consent of its own to that ({law})", series(&carried, "and"))
        };
        Ok(match [is_bound(0), is_bound(1)] {
            [true, true] => format!("Between them the text as amended by {amending} holds{without}."),
            [false, false] => {
                format!("Neither is bound by {amending}, which amends it: the text before that.")
            }
            [a, _] => format!(
                "Only {} is bound by {amending}, which amends it: between them the text before that (VCLT art. {}){without}.",
                if a { &self.two.a.name } else { &self.two.b.name },
                if carried.is_empty() { "40(4), 30(4)(b)" } else { "40(5)(b)" }
            ),
        })
    }
}

/// Who of the two is not bound by the treaty that this one is a protocol to.
pub(super) fn without_parent(two: Two, parent: Option<(&String, &PairSpells)>, day: Date) -> Vec<String> {
    let Some((parent, pair)) = parent else { return Vec::new() };
    let missing = [0, 1].into_iter().filter(|place| !pair.bound(*place).iter().any(|span| span.holds(day)));
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
