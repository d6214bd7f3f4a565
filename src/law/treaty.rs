//! A treaty with its final clauses, ready to apply.

use super::acceptance::Acceptance;
use super::binding::{Binding, RightToLeave};
use super::clauses::{Cessation, Gap, Means, NoticeWindow, Start};
use super::consent_clauses::{Carried, Deposit, Entailment, Provisional};
use super::duration::Duration;
use super::effect::{Effect, Moments};
use super::eligibility::Eligibility;
use super::periods::Period;
use super::relation::{Relation, Reservable};
use super::relations::Relations;
use super::rule::{Clause, Rule};
use super::tacit::Tacit;
use super::threshold::Threshold;
use crate::model::{ActKind, Date, StatementKind};

/// The clauses of one kind, each with its rule; only those that apply to one thing, where that is named.
macro_rules! clauses {
    ($treaty:expr, $kind:ident $(, $applies_to:expr)?) => {
        $treaty.clauses.iter().filter_map(move |clause| match &clause.rule {
            Rule::$kind(rule) $(if clause.applies_to == $applies_to)? => Some((rule, clause)),
            _ => None,
        })
    };
}

/// A treaty as the law sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Treaty {
    /// The depositary's number.
    pub code: String,
    /// Who keeps the originals, by name; empty where not recorded.
    pub depositary: String,
    /// Text adopted.
    pub adopted_on: Option<Date>,
    /// Opened for signature.
    pub opened_on: Option<Date>,
    /// Last day to sign.
    pub signature_closes_on: Option<Date>,
    /// Entry into force as published.
    pub in_force_on: Option<Date>,
    /// The treaties that it amends.
    pub amends: Vec<String>,
    /// The clauses.
    pub clauses: Vec<Clause>,
}

impl Treaty {
    /// The day on which it begins: opened for signature, else its text concluded, where either is known.
    #[must_use]
    pub fn begins_on(&self) -> Option<Date> {
        self.opened_on.or(self.adopted_on)
    }

    /// The threshold, with its clause.
    #[must_use]
    pub fn threshold(&self) -> Option<(&Threshold, &Clause)> {
        clauses!(self, Threshold).next()
    }

    /// The rule of effect for the first group, with its clause.
    #[must_use]
    pub fn first_effect(&self) -> Option<(&Effect, &Clause)> {
        self.effect_for("treaty")
    }

    /// The rule of effect for an act that comes later, with its clause; an accession without a rule of its
    /// own follows that of other consents. A cessation is no notice, and follows no clause.
    #[must_use]
    pub fn later_effect(&self, kind: ActKind) -> Option<(&Effect, &Clause)> {
        let own = || self.effect_for(kind.word());
        if kind == ActKind::Cessation {
            None
        } else if kind.is_exit() {
            clauses!(self, Withdrawal, "denunciation").next()
        } else if kind == ActKind::TerritorialExtension {
            own().or_else(|| self.effect_for("territory")).or_else(|| self.effect_for("territories"))
        } else if kind == ActKind::TerritorialWithdrawal {
            own().or_else(|| self.effect_for("territories"))
        } else if kind == ActKind::Unsigning {
            own().or_else(|| self.effect_for(ActKind::EndOfProvisionalApplication.word()))
        } else if kind.is_consent() && kind != ActKind::Succession {
            own().or_else(|| self.effect_for("consent"))
        } else {
            own()
        }
    }

    /// What holds for a consent between the conditions and entry into force: `MAX` where no clause says otherwise.
    #[must_use]
    pub fn gap(&self) -> (Gap, Option<&Clause>) {
        let found = clauses!(self, Gap).next();
        found.map(|(gap, clause)| (*gap, Some(clause))).unwrap_or_default()
    }

    /// The acts by which a `signatory` or a `non-signatory` can consent, with its clause; none where the clauses do
    /// not say.
    #[must_use]
    pub fn means(&self, of: &str) -> Option<(&Means, &Clause)> {
        clauses!(self, Means, of).next()
    }

    /// Whether the clauses provide for a `signatory` or a `non-signatory` to do this.
    #[must_use]
    pub fn provides(&self, of: &str, kind: ActKind) -> bool {
        self.means(of).is_some_and(|(means, _)| means.0.contains(&kind))
    }

    /// When notice of denunciation may be given, with its clauses.
    pub fn windows(&self) -> impl Iterator<Item = (NoticeWindow, &Clause)> {
        clauses!(self, Window).map(|(window, clause)| (*window, clause))
    }

    /// The windows for notice that are closed on `day`, with their clauses, and the day on which all are open. `own` gives
    /// the entry into force for the one that leaves.
    pub(super) fn closed_windows(
        &self,
        day: Date,
        own: impl Fn() -> Option<Date>,
        in_force_on: Option<Date>,
    ) -> Vec<(NoticeWindow, &Clause, Date)> {
        let starts = self.windows().filter_map(|(window, clause)| {
            let start = match window.start() {
                Start::Own => own(),
                Start::Treaty => in_force_on,
            };
            Some((window, clause, start?))
        });
        let windows: Vec<_> = starts.collect();
        let opens = |day: Date| {
            let next = windows.iter().filter_map(|(window, _, start)| window.next(*start, day));
            next.map(|open| open.since.max(day)).max()
        };
        let days = std::iter::successors(opens(day), |day| opens(*day).filter(|next| day < next));
        // Windows that never meet would be tried for ever.
        let Some(all_open) = days.take(1000).last() else {
            return Vec::new();
        };
        let closed =
            |window: NoticeWindow, start| window.next(start, day).is_some_and(|open| day < open.since);
        let closed = windows.iter().filter(|(window, _, start)| closed(*window, *start));
        closed.map(|(window, clause, _)| (*window, *clause, all_open)).collect()
    }

    /// When participation ends of itself, with its clauses.
    pub fn cessations(&self) -> impl Iterator<Item = (&Cessation, &Clause)> {
        clauses!(self, Cessation)
    }

    /// By what under other treaties participation ends: as its clauses say, and where it amends another treaty and has no clause
    /// on leaving, with participation in that one, between whose parties it is made (VCLT arts 39, 40).
    #[must_use]
    pub fn ends_with(&self) -> Vec<Cessation> {
        let mut ends: Vec<Cessation> = self.cessations().map(|(rule, _)| rule.clone()).collect();
        if ends.is_empty() && clauses!(self, Withdrawal, "denunciation").next().is_none() {
            ends.extend(self.amends.iter().map(|amended| Cessation::Left(amended.clone())));
        }
        ends
    }

    /// By which acts under other treaties one consents to this one too, with its clauses.
    pub fn entailments(&self) -> impl Iterator<Item = (&Entailment, &Clause)> {
        clauses!(self, Entailment)
    }

    /// What of other treaties stands under this one too, with its clauses.
    pub fn carried(&self) -> impl Iterator<Item = (&Carried, &Clause)> {
        clauses!(self, Carried)
    }

    /// Whose instruments wait for whose, with its clauses.
    pub fn deposits(&self) -> impl Iterator<Item = (&Deposit, &Clause)> {
        clauses!(self, Deposit)
    }

    /// When it is applied provisionally without a notification, and until when, with its clauses.
    pub fn provisional(&self) -> impl Iterator<Item = (&Provisional, &Clause)> {
        clauses!(self, Provisional)
    }

    /// When the treaty ends of itself, with its clauses.
    pub fn durations(&self) -> impl Iterator<Item = (&Duration, &Clause)> {
        clauses!(self, Duration, "treaty")
    }

    /// For how long a reservation stands from the entry into force for its author, and once more where it is renewed, with its
    /// clause.
    #[must_use]
    pub fn length_of_reservation(&self) -> Option<(&Effect, &Clause)> {
        clauses!(self, Duration, "reservation").find_map(|(rule, clause)| match rule {
            Duration::Lasts(rule) => Some((rule, clause)),
            _ => None,
        })
    }

    /// For how long a statement that is not renewed in time stands all the same.
    #[must_use]
    pub fn prolongation(&self) -> Option<Period> {
        clauses!(self, Duration, "reservation").find_map(|(rule, _)| match rule {
            Duration::Prolonged(time) => Some(*time),
            _ => None,
        })
    }

    /// The day on which the treaty, in force from `entry`, ends by a clause on its duration.
    #[must_use]
    pub fn lasts_until(&self, entry: Option<Date>) -> Option<Date> {
        let none = Relations::default();
        let ends = self.durations().filter_map(|(rule, _)| match rule {
            Duration::Lasts(rule) => rule.apply(entry?, &self.moments(entry, &none)).ok(),
            _ => None,
        });
        ends.min()
    }

    /// The rule on its duration, with its clause, by which the treaty, in force from `entry`, ended on a day; none where it did not
    /// end of itself.
    #[must_use]
    pub fn ended_by(&self, entry: Option<Date>, on: Date) -> Option<(&Duration, &Clause)> {
        let none = Relations::default();
        let lasts = |rule: &Duration| match rule {
            Duration::Lasts(rule) => rule.apply(entry?, &self.moments(entry, &none)).ok(),
            _ => None,
        };
        let by_time = self.durations().find(|(rule, _)| lasts(rule) == Some(on));
        by_time.or_else(|| self.durations().find(|(rule, _)| matches!(rule, Duration::Below(_))))
    }

    /// Towards whom an accession takes effect, with its clause.
    #[must_use]
    pub fn relation(&self) -> Option<(&Relation, &Clause)> {
        clauses!(self, Relation).next()
    }

    /// Whom it binds without a consent of their own. Of a treaty that amends another, and does not say, those that join that one
    /// later (VCLT art. 40(5)).
    #[must_use]
    pub fn bindings(&self) -> Vec<Binding> {
        let binding = clauses!(self, Binding).filter(|(rule, _)| !matches!(rule, Binding::MayLeave(_)));
        let mut rules: Vec<Binding> = binding.map(|(rule, _)| rule.clone()).collect();
        if clauses!(self, Binding, "parties").next().is_none() {
            rules.extend(self.amends.iter().map(|amended| Binding::Later(amended.clone())));
        }
        rules
    }

    /// The clause by which it binds `parties` to what it amends, or `members` of an organisation, without their consent.
    #[must_use]
    pub fn binding(&self, whom: &str) -> Option<(&Binding, &Clause)> {
        clauses!(self, Binding, whom).next()
    }

    /// How those that it binds without their consent may leave what it amends, with its clause.
    #[must_use]
    pub fn right_to_leave(&self) -> Option<(&RightToLeave, &Clause)> {
        clauses!(self, Binding).find_map(|(rule, clause)| match rule {
            Binding::MayLeave(right) => Some((right, clause)),
            _ => None,
        })
    }

    /// How it is deemed accepted where few object, with its clause.
    #[must_use]
    pub fn tacit(&self) -> Option<(&Tacit, &Clause)> {
        clauses!(self, Binding, "parties").find_map(|(rule, clause)| match rule {
            Binding::UnlessObjected(tacit) => Some((tacit, clause)),
            _ => None,
        })
    }

    /// Which reservations are allowed, with its clause.
    #[must_use]
    pub fn reservable(&self) -> Option<(&Reservable, &Clause)> {
        clauses!(self, Reservations).next()
    }

    /// What a reservation needs besides being made, with its clause.
    #[must_use]
    pub fn acceptance(&self) -> Option<(&Acceptance, &Clause)> {
        clauses!(self, Acceptance).next()
    }

    /// Up to when a `reservation`, or a `late-reservation`, can be objected to, with its clause.
    #[must_use]
    pub fn objection(&self, to: &str) -> Option<(&Effect, &Clause)> {
        clauses!(self, Objection, to).next()
    }

    /// When the withdrawal of a statement of this kind takes effect, with its clause: of a territorial one as that of an
    /// extension to a territory, of another declaration as of a reservation where no clause says otherwise.
    #[must_use]
    pub fn withdrawal_of_statement(&self, of: StatementKind) -> Option<(&Effect, &Clause)> {
        let own = || clauses!(self, Withdrawal, "declaration").next();
        let of_reservation = || clauses!(self, Withdrawal, "reservation").next();
        match of {
            StatementKind::Reservation => of_reservation(),
            StatementKind::Territorial => self.later_effect(ActKind::TerritorialWithdrawal).or_else(own),
            _ => own().or_else(of_reservation),
        }
    }

    /// The treaty's own days, for rules that count from them.
    #[must_use]
    pub fn moments<'a>(&self, in_force_on: Option<Date>, relations: &'a Relations) -> Moments<'a> {
        Moments {
            in_force_on,
            opened_on: self.opened_on,
            adopted_on: self.adopted_on,
            specified_on: None,
            others: Some(&relations.in_force),
        }
    }

    fn effect_for(&self, applies_to: &str) -> Option<(&Effect, &Clause)> {
        clauses!(self, Effect, applies_to).next()
    }

    /// Who may become a party by this means (`signature`, `accession`), with its clauses.
    pub fn eligibility<'a>(&'a self, means: &'a str) -> impl Iterator<Item = (&'a Eligibility, &'a Clause)> {
        clauses!(self, Eligibility, means)
    }

    /// Every rule of who may become a party, with its clause.
    pub fn eligibilities(&self) -> impl Iterator<Item = (&Eligibility, &Clause)> {
        clauses!(self, Eligibility)
    }

    /// What must come before or with an act (`signature`, `consent`), with its clauses.
    pub fn requirements<'a>(
        &'a self,
        before: &'a str,
    ) -> impl Iterator<Item = (&'a Eligibility, &'a Clause)> {
        clauses!(self, Requirement, before)
    }

    /// The other treaties that the clauses refer to.
    #[must_use]
    pub fn refers_to(&self) -> Vec<&str> {
        let by_clauses = self.clauses.iter().flat_map(|clause| clause.rule.treaties());
        by_clauses.chain(self.amends.iter().map(String::as_str)).collect()
    }

    /// Those of them whose participants bear on who is bound. Of the others it is asked who may become a party, who did something
    /// there, or when they entered into force.
    #[must_use]
    pub fn rests_on(&self) -> Vec<&str> {
        let of_joining = |rule: &Rule| matches!(rule, Rule::Eligibility(_) | Rule::Requirement(_));
        let of_acts =
            |rule: &Rule| matches!(rule, Rule::Cessation(_) | Rule::Entailment(_) | Rule::Carried(_));
        let of_days = |rule: &Rule| matches!(rule, Rule::Effect(_) | Rule::Withdrawal(_));
        let is_other = |rule: &Rule| of_joining(rule) || of_acts(rule) || of_days(rule);
        let others = self.clauses.iter().filter(|clause| !is_other(&clause.rule));
        let by_clauses = others.flat_map(|clause| clause.rule.treaties());
        by_clauses.chain(self.amends.iter().map(String::as_str)).collect()
    }
}
