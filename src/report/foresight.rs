//! What time alone brings under one treaty, by what was done up to a day.

use std::ops::RangeInclusive;

use super::ActView;
use super::act_view::real_sources;
use super::case_on_day::CaseOnDay;
use super::coming::{Coming, What};
use super::reasoning;
use super::set::Names;
use crate::error::Result;
use crate::law::{
    Case, Derived, NoticeWindow, ObjectionWindow, Statement, StatementEffect, World, derive,
    statement_effects,
};
use crate::model::{Act, ActKind, Date, DayBasis, Status};
use crate::store::{ActRow, ReservationRow, Store, TreatyRow};

/// What is asked of each treaty.
pub(super) struct Foresight<'a> {
    /// The file.
    pub store: &'a Store,
    /// Everything that holds for all treaties alike.
    pub world: &'a World,
    /// What to call participants.
    pub names: &'a Names,
    /// The day up to which acts count.
    pub on: Date,
    /// The days that are looked at, all of them later.
    pub days: &'a RangeInclusive<Date>,
}

/// One treaty as it was on the day, and what follows from that.
struct Then<'a> {
    treaty: &'a TreatyRow,
    case: Case<'a>,
    derived: Derived,
}

impl Then<'_> {
    fn act(&self, id: i64) -> Option<&Act> {
        self.case.acts.iter().chain(&self.case.relations.linked_acts).find(|act| act.id == id)
    }

    /// The day of effect of an act: as published, else by the clause.
    fn effect(&self, act: &Act) -> Option<Date> {
        act.effective_on.or(self.derived.counts_from.get(&act.id).copied())
    }
}

impl Foresight<'_> {
    /// What comes to pass under a treaty.
    pub(super) fn of(&self, treaty: &TreatyRow) -> Result<Vec<Coming>> {
        let Some(dossier) = self.store.dossier(&treaty.code, self.world)? else { return Ok(Vec::new()) };
        let case = dossier.case(self.world);
        let on_day = CaseOnDay::certainly(&case, self.met_on(treaty, &case)?, self.on);
        let case = on_day.case(&case);
        let then = Then { treaty, derived: derive(&case), case };
        let mut coming = self.of_treaty(&then)?;
        self.of_statuses(&then, &mut coming)?;
        self.of_modes(&then, &mut coming)?;
        self.of_territories(&then, &mut coming)?;
        self.of_notice(&then, &mut coming);
        self.of_accessions(&then, &mut coming)?;
        Ok(coming)
    }

    /// The day on which it was known that the treaty would enter into force when it did: on which its conditions were met
    /// by the record; where that does not show it, the last day from which the published one follows by the clause; where
    /// none does, that on which it was recorded.
    fn met_on(&self, treaty: &TreatyRow, case: &Case) -> Result<Option<Date>> {
        let Some(published) = treaty.in_force_on.filter(|day| self.on < *day && treaty.met_on.is_none())
        else {
            return Ok(treaty.met_on);
        };
        let announced = case.treaty_acts.iter().filter(|act| act.kind == ActKind::EntryIntoForce);
        if announced.map(|act| act.day).any(|day| day <= self.on) {
            return Ok(None);
        }
        if let Some((rule, _)) = case.treaty.first_effect()
            && let Some(day) = rule.last_trigger(published, &case.treaty.moments(None, case.relations))
        {
            return Ok(Some(day));
        }
        let recorded = self.store.treaty_facts(&treaty.code)?.map(|facts| facts.treaty.0);
        let by_then = self.store.entry_on(self.on)?;
        Ok(Some(published).filter(|_| recorded.is_none_or(|entry| by_then < entry)))
    }

    /// What comes to pass of the statements under a treaty: reservations that can no longer be objected to, and what lapses.
    pub(super) fn of_statements(&self, treaty: &TreatyRow) -> Result<Vec<Coming>> {
        let Some(dossier) = self.store.dossier_of_parties(&treaty.code, self.world)? else {
            return Ok(Vec::new());
        };
        let case = dossier.case(self.world);
        let on_day = CaseOnDay::certainly(&case, treaty.met_on, self.on);
        let case = on_day.case(&case);
        let rows = self.store.statements(&treaty.code)?;
        let statements: Vec<Statement> =
            rows.iter().filter_map(ReservationRow::in_law).filter(|made| made.day <= self.on).collect();
        let mut coming = Vec::new();
        let effects = statement_effects(&case, &statements);
        // Of a statement whose day is not known no time runs: the last day on which it can have been made is that of a copy.
        let is_known = |made: &Statement| made.earliest == made.day || made.notified_on.is_some();
        for (made, course) in statements.iter().zip(effects) {
            let row = rows.iter().find(|row| row.id == made.id);
            let turns = turns(&case, &course).into_iter().filter(|turn| self.days.contains(&turn.0));
            let turns = turns.filter(|turn| turn.1 == What::StatementLapses || is_known(made));
            coming.extend(turns.map(|(day, what, basis, article)| Coming {
                concerns: row.map(|row| concerns(&row.statement, row.articles.as_deref())),
                basis: Some(basis),
                article,
                statement: Some(format!("@{}", made.id)),
                sources: row.map_or_else(Vec::new, |row| real_sources(row.sources.0.clone())),
                key: vec![made.id],
                ..self.line(treaty, Some(&made.participant), day, what)
            }));
        }
        Ok(coming)
    }

    fn line(&self, treaty: &TreatyRow, participant: Option<&str>, day: Date, what: What) -> Coming {
        let participant = participant.map(|code| self.names.named(code));
        Coming { treaty: Some(treaty.code.clone()), participant, ..Coming::on(day, what) }
    }

    /// The entry into force and the end of the treaty itself, and the last day to sign it.
    fn of_treaty(&self, then: &Then) -> Result<Vec<Coming>> {
        let Then { treaty, case, derived } = then;
        let recorded = |act: Option<i64>| act.map_or(Ok(None), |id| self.store.act(id));
        let of_kind = |kind| case.treaty_acts.iter().find(|act| act.kind == kind).map(|act| act.id);
        let mut coming = Vec::new();
        let entry = &derived.entry;
        if let Some(day) = entry.on.filter(|day| self.days.contains(day)) {
            let published = case.treaty.in_force_on.or(entry.announced_on).is_some();
            let computation = reasoning::of_entry(case, entry);
            let act = entry.met_by.or_else(|| of_kind(ActKind::EntryIntoForce));
            coming.push(Coming {
                basis: Some(if published { DayBasis::Published } else { DayBasis::Computed }),
                article: computation.as_ref().map(|computed| computed.article.clone()),
                computation,
                act: recorded(act)?.map(|row| Self::view(then, row)),
                key: Vec::from_iter(act),
                ..self.line(treaty, None, day, What::EntryIntoForce)
            });
            let opens = case.treaty.eligibility("accession").find(|(rule, _)| rule.waits_for_force());
            coming.extend(opens.map(|(_, clause)| Coming {
                basis: Some(DayBasis::Computed),
                article: Some(clause.article.clone()),
                ..self.line(treaty, None, day, What::AccessionOpens)
            }));
        }
        if let Some(day) = derived.ends_on.filter(|day| self.days.contains(day)) {
            let act = of_kind(ActKind::Termination);
            let by_clause = case.treaty.durations().next().filter(|_| act.is_none());
            coming.push(Coming {
                basis: Some(if by_clause.is_some() { DayBasis::Computed } else { DayBasis::Published }),
                article: by_clause.map(|(_, clause)| clause.article.clone()),
                act: recorded(act)?.map(ActView::of),
                key: Vec::from_iter(act),
                ..self.line(treaty, None, day, What::End)
            });
        }
        Ok(coming)
    }

    /// Statuses that become others on the day on which an act takes effect.
    fn of_statuses(&self, then: &Then, coming: &mut Vec<Coming>) -> Result<()> {
        let Then { treaty, derived, .. } = then;
        let mut before: Option<(&str, Option<Date>, Status)> = None;
        for spell in &derived.spells {
            let was = before
                .filter(|(code, until, _)| *code == spell.participant && *until == Some(spell.since))
                .map_or(Status::None, |last| last.2);
            let status = spell.status;
            before = Some((&spell.participant, spell.until, status));
            // What ends for all, and what one State takes over from another, is no effect of an act.
            let Some(id) = spell.opened_by.filter(|_| derived.ends_on != Some(spell.since)) else { continue };
            if was == status || !self.days.contains(&spell.since) {
                continue;
            }
            let Some(act) = then.act(id) else { continue };
            let is_of_another = act.under.is_some() && !act.kind.is_consent();
            let effect = if is_of_another { act.effective_on } else { derived.counts_from.get(&id).copied() };
            if effect != Some(spell.since) {
                continue;
            }
            let what = match (was.bound(), status.bound()) {
                (false, true) => What::EntryIntoForceFor,
                (true, false) => What::Exit,
                _ => What::Status,
            };
            let event = self.line(treaty, Some(&spell.participant), spell.since, what);
            let event = Coming { from: Some(was), to: Some(status), ..event };
            coming.push(self.resting_on(then, act, event)?);
        }
        Ok(())
    }

    /// Provisional application, suspension, and consent to a part, where they begin or end on a day that an act gives.
    fn of_modes(&self, then: &Then, coming: &mut Vec<Coming>) -> Result<()> {
        for mode in &then.derived.modes {
            let ends = mode.until;
            for (day, what) in [(Some(mode.since), What::ModeBegins), (ends, What::ModeEnds)] {
                let Some(day) = day.filter(|day| self.days.contains(day)) else { continue };
                let event = Coming {
                    mode: Some(mode.mode),
                    concerns: mode.scope.clone(),
                    ..self.line(then.treaty, Some(&mode.participant), day, what)
                };
                let by = if what == What::ModeBegins {
                    mode.opened_by.and_then(|act| then.act(act))
                } else {
                    let mut own = then.case.acts.iter().rev();
                    own.find(|act| act.participant == mode.participant && then.effect(act) == Some(day))
                };
                coming.push(match by {
                    Some(act) => self.resting_on(then, act, event)?,
                    None => event,
                });
            }
        }
        Ok(())
    }

    fn of_territories(&self, then: &Then, coming: &mut Vec<Coming>) -> Result<()> {
        for act in then.case.acts.iter().filter(|act| act.kind.is_territorial()) {
            let Some(day) = then.effect(act).filter(|day| self.days.contains(day)) else { continue };
            let concerns = act.territory.as_ref().map(|code| self.names.name(code));
            let event = self.line(then.treaty, Some(&act.participant), day, What::Territory);
            coming.push(self.resting_on(then, act, Coming { concerns, ..event })?);
        }
        Ok(())
    }

    /// When notice of denunciation becomes possible, or no longer is, for those that are bound and have not given it.
    fn of_notice(&self, then: &Then, coming: &mut Vec<Coming>) {
        let Then { treaty, case, derived } = then;
        // While another window for all is closed, one that opens lets nobody give notice.
        let for_all = |window: &NoticeWindow| window.start() == crate::law::Start::Treaty;
        let others_are_open = |window: NoticeWindow, day: Date| {
            let others = case.treaty.windows().map(|(other, _)| other).filter(|other| *other != window);
            let mut closed = others.filter(for_all).filter(|other| {
                let next = derived.entry.on.and_then(|start| other.next(start, day));
                next.is_none_or(|open| day < open.since)
            });
            closed.next().is_none()
        };
        for (window, clause) in case.treaty.windows() {
            let mut of = |participant: Option<&str>, start: Date| {
                let days = notice(window, start, self.days).into_iter();
                let days = days.filter(|(day, _)| others_are_open(window, *day));
                coming.extend(days.map(|(day, what)| Coming {
                    basis: Some(DayBasis::Computed),
                    article: Some(clause.article.clone()),
                    concerns: Some(window.in_words()),
                    key: vec![clause.id],
                    ..self.line(treaty, participant, day, what)
                }));
            };
            if for_all(&window) {
                if let Some(start) = derived.entry.on.filter(|start| start <= self.days.end()) {
                    of(None, start);
                }
                continue;
            }
            for spell in derived.spells.iter().filter(|spell| spell.span().holds(self.on)) {
                let is_known =
                    |id: &i64| then.act(*id).is_some_and(|act| act.is_dated() || act.effective_on.is_some());
                let consent = spell.consent.filter(|_| spell.status == Status::Party).filter(is_known);
                if let Some(start) = consent.and_then(|consent| derived.counts_from.get(&consent)) {
                    of(Some(&spell.participant), *start);
                }
            }
        }
    }

    /// The last day to object to an accession, where the treaty lets parties do that; counted from its notification, and not
    /// known where that is not recorded.
    fn of_accessions(&self, then: &Then, coming: &mut Vec<Coming>) -> Result<()> {
        let Then { treaty, case, derived } = then;
        let relation = case.treaty.relation();
        let Some((window, clause)) = relation.and_then(|(rule, clause)| Some((rule.opt_out()?.0, clause)))
        else {
            return Ok(());
        };
        let moments = case.treaty.moments(derived.entry.on, case.relations);
        for act in case.acts.iter().filter(|act| act.kind == ActKind::Accession && act.under.is_none()) {
            let notified = act.notified_on.filter(|day| *day <= self.on);
            let last = notified.and_then(|day| window.apply(day, &moments).ok());
            let Some(last) = last.filter(|last| self.days.contains(last)) else { continue };
            coming.push(Coming {
                concerns: Some("accession".to_owned()),
                basis: Some(DayBasis::Computed),
                article: Some(clause.article.clone()),
                act: self.store.act_under(&treaty.code, act.id)?.map(|row| Self::view(then, row)),
                key: vec![act.id],
                ..self.line(treaty, Some(&act.participant), last, What::ObjectionCloses)
            });
        }
        Ok(())
    }

    /// The same with the act that brings it, and how its day follows.
    fn resting_on(&self, then: &Then, act: &Act, event: Coming) -> Result<Coming> {
        let effective = then.derived.effects.iter().find(|effect| effect.act == act.id);
        let effective = effective.filter(|_| act.under.is_none() || act.kind.is_consent());
        let computation =
            effective.and_then(|effective| reasoning::of_act(&then.case, &then.derived.entry, effective));
        let computed_on = computation.as_ref().map(|computed| computed.on);
        let estimated = computation.as_ref().is_some_and(|computed| computed.estimated);
        if let Some(other) = act.under.as_ref().filter(|_| !act.kind.is_consent()) {
            return self.with_another(then, act, other, event);
        }
        Ok(Coming {
            basis: Some(DayBasis::of_effect(
                (act.kind, Some(act.day)),
                event.day,
                act.effective_on,
                computed_on,
                estimated,
            )),
            article: computation.as_ref().map(|computed| computed.article.clone()),
            computation,
            act: self.store.act_under(&then.treaty.code, act.id)?.map(|row| Self::view(then, row)),
            under: act.under.clone(),
            key: vec![act.id],
            ..event
        })
    }

    /// The same of an act under another treaty, with whose day participation ends here too.
    fn with_another(&self, then: &Then, act: &Act, other: &str, event: Coming) -> Result<Coming> {
        let row = self.store.act(act.id)?;
        let basis = row.as_ref().map(|row| match row.effective_on {
            Some(_) => DayBasis::Published,
            None if row.estimated => DayBasis::Estimated,
            None => DayBasis::Computed,
        });
        let clause = then.case.treaty.cessations().find(|(cessation, _)| cessation.treaty() == other);
        Ok(Coming {
            basis,
            article: clause.map(|(_, clause)| clause.article.clone()),
            act: row.map(|row| Self::view(then, row)),
            under: act.under.clone(),
            key: vec![act.id],
            ..event
        })
    }

    /// The act as it was known on the day.
    fn view(then: &Then, mut row: ActRow) -> ActView {
        if then.treaty.code == row.treaty && row.kind.is_consent() {
            let known = then.case.acts.iter().find(|act| act.id == row.id);
            row.effective_on = known.and_then(|act| act.effective_on);
            row.counts_from = then.derived.counts_from.get(&row.id).copied();
            let effective = then.derived.effects.iter().find(|effect| effect.act == row.id);
            row.computed_on = effective.and_then(|effective| effective.computed_on);
        }
        ActView::of(row)
    }
}

/// The days in the range on which notice becomes possible, and the last ones on which it is.
pub(super) fn notice(window: NoticeWindow, start: Date, days: &RangeInclusive<Date>) -> Vec<(Date, What)> {
    let mut found = Vec::new();
    let mut from = *days.start();
    while let Some(open) = window.next(start, from) {
        if open.since > *days.end() {
            break;
        }
        if days.contains(&open.since) {
            found.push((open.since, What::NoticeOpens));
        }
        let Some(until) = open.until else { break };
        found.extend(
            until.plus_days(-1).filter(|last| days.contains(last)).map(|last| (last, What::NoticeCloses)),
        );
        from = until;
    }
    found
}

type StatementTurn = (Date, What, DayBasis, Option<String>);

/// The last day to object to a statement, and the day on which it lapses.
fn turns(case: &Case, course: &StatementEffect) -> Vec<StatementTurn> {
    let mut turns = Vec::new();
    let is_open = |window: &ObjectionWindow| course.end.is_none_or(|end| window.closes_on < end.on);
    if let Some(window) = course.window.filter(is_open) {
        let by = match window.clause {
            Some(id) => case.treaty.clauses.iter().find(|clause| clause.id == id).map(|it| &*it.article),
            None if course.is_late() => Some("practice of the Secretary-General of the United Nations"),
            None => Some("VCLT art. 20(5)"),
        };
        let basis = if window.estimated { DayBasis::Estimated } else { DayBasis::Computed };
        turns.push((window.closes_on, What::ObjectionCloses, basis, by.map(str::to_owned)));
    }
    if let Some(end) = course.end.filter(|end| end.by.is_none() && !end.left) {
        let clause = case.treaty.clauses.iter().find(|clause| Some(clause.id) == end.clause);
        let basis = if clause.is_some() { DayBasis::Computed } else { DayBasis::Published };
        turns.push((end.on, What::StatementLapses, basis, clause.map(|clause| clause.article.clone())));
    }
    turns
}

/// A statement in a few words: `reservation to 6, 9`.
fn concerns(kind: &str, articles: Option<&str>) -> String {
    match articles {
        Some(articles) => format!("{kind} to art. {}", articles.replace(';', ", ")),
        None => kind.to_owned(),
    }
}
