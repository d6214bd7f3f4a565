//! The reasoning behind a status.

use super::explain_words::{beside, ended_because, in_sentences, own_entry, whole};
use super::{Columns, cells, joined, or_none, reach, title};
use crate::model::{Mode, Status};
use crate::render::{Report, Section, Sheet, Table};
use crate::report::{Explanation, OfTerritory, Reason, StepView, Turn, columns as shared};

/// One row per act.
pub(super) fn columns() -> Columns<Explanation, StepView> {
    Columns::<Explanation, StepView>::new()
        .field(shared::TREATY, |it, _| (&it.treaty.code).into())
        .field(shared::CODE, |it, _| (&it.participant.code).into())
        .field(shared::AS_OF, |it, _| it.as_of.into())
        .field(shared::STATUS, |it, _| it.status.into())
        .field(shared::ENTRY, |_, step| (&step.act.entry).into())
        .field(shared::ACT, |_, step| step.act.act.into())
        .field(shared::DATE, |_, step| step.act.date.into())
        .field(shared::EARLIEST, |_, step| step.act.earliest.into())
        .field(shared::LATEST, |_, step| step.act.latest.into())
        .text("before", "status before the act", |_, step| step.before.into())
        .text("after", "status after it", |_, step| step.after.into())
        .text("verdict", "whether the law allows it: normal, unusual, no-change, refused", |_, step| {
            step.verdict.into()
        })
        .field(shared::REMARK, |_, step| (&step.remark_of_law).into())
        .field(shared::EFFECTIVE_ON, |_, step| step.act.effective_on.into())
        .field(shared::EFFECTIVE_FROM, |_, step| step.act.effective_from.into())
        .field(shared::COMPUTED_ON, |_, step| step.act.computed_on.into())
        .integer("difference_days", "days from the computed to the published day of effect", |_, step| {
            step.difference.into()
        })
        .field(shared::ARTICLE, |_, step| step.computation.as_ref().map(|it| &it.article).into())
        .field(shared::RULE, |_, step| step.computation.as_ref().map(|it| &it.rule).into())
        .field(shared::ARITHMETIC, |_, step| step.computation.as_ref().map(|it| &it.arithmetic).into())
        .field(shared::SOURCES, |_, step| or_none(&step.act.sources))
}

impl Report for Explanation {
    fn sheet(&self) -> Sheet {
        let who = &self.participant.name;
        let turns =
            self.history.iter().map(|turn| cells![self.since(turn), turn.status.word(), self.why(turn)]);
        let own = self.status.filter(|_| self.territory.is_none());
        let mut notes: Vec<String> = own.map(|status| self.standing(status)).into_iter().collect();
        notes.extend(self.territory.as_ref().map(|it| it.in_words(&self.treaty.code, who)));
        notes.extend(self.modes.iter().map(beside));
        let steps = (1..).zip(&self.steps);
        notes.extend(steps.map(|(n, step)| format!("{n}. {}", in_sentences(step, who, &self.treaty.code))));
        if self.steps.is_empty() && self.treaty.collected && self.territory.is_none() {
            notes.push(format!("No act of {who} under {} is recorded up to that day.", self.treaty.code));
        }
        if !self.status.is_some_and(Status::consented) && self.territory.is_none() && self.earlier.is_none() {
            notes.extend(self.way_in());
        }
        match &self.next {
            Some(turn) => notes.push(format!("Next, by time alone: {} on {}.", turn.status, turn.on)),
            None if self.steps.is_empty() => {}
            None => notes
                .push("Time alone brings no further change by what had been done up to that day.".to_owned()),
        }
        notes.extend(self.reservations.iter().cloned());
        notes.extend(self.treaty_acts.iter().map(whole));
        notes.push(own_entry(&self.entry, &self.treaty, self.as_of));
        notes.extend(ended_because(&self.entry, &self.treaty, self.as_of));
        notes.extend(reach([&self.treaty], self.as_of));
        let status = self.territory.as_ref().map_or_else(|| self.own_status(), OfTerritory::in_short);
        let title = format!("{} · {who} on {}: {status}", title(&self.treaty), self.as_of.in_words());
        Sheet { title, sections: vec![Section::of(["From", "Status", "By"], turns)], notes }
    }

    fn table(&self) -> Table<'_> {
        columns().table(self, &self.steps)
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        let who = &self.participant.name;
        let mut reasons = Reason::of_rows(&self.steps, |step| {
            let mut reason = Reason::act(who, &step.act);
            if let Some(computed) = &step.computation {
                reason.because = format!("{}; reckoned: {}", reason.because, computed.arithmetic);
            }
            Some(reason)
        });
        if reasons.is_empty() {
            reasons.push(Reason::of(who, "no act is recorded up to that day"));
        }
        reasons.extend(self.treaty_acts.iter().map(|act| Reason::act(&self.treaty.code, act)));
        Some(reasons)
    }
}

impl Explanation {
    /// The status on the day, with what it means.
    fn standing(&self, status: Status) -> String {
        let holds_only_if = || self.steps.iter().any(StepView::is_conditional);
        let doubt = match self.uncertain {
            false => "",
            true if status == Status::Former && holds_only_if() => {
                " This is uncertain: it holds only if nothing suspends the end, and whether something does is not recorded."
            }
            true => " This is uncertain: the day lies in the window of an act whose day is not known.",
        };
        if status == Status::None && self.modes.iter().any(|line| line.mode.binds()) {
            return format!(
                "On {}: none by its own acts, and bound without its own consent.{doubt}",
                self.as_of
            );
        }
        if status == Status::None && self.is_not_determined() {
            return format!(
                "On {}: none by its own acts; whether its silence binds it is not known.",
                self.as_of
            );
        }
        if let Some(earlier) = self.earlier.as_ref().filter(|_| status == Status::None) {
            let (day, who) = (self.as_of, &self.participant.name);
            return format!("On {day}: none: {}.{doubt}", earlier.in_words(who));
        }
        let since = self.since.map_or_else(String::new, |since| format!(" since {since}"));
        format!("On {}: {status}{since}: {}.{doubt}", self.as_of, status.meaning())
    }

    /// Whether the record cannot tell whether its silence binds it.
    fn is_not_determined(&self) -> bool {
        self.modes.iter().any(|line| line.mode == Mode::NotDetermined)
    }

    /// The status, with how it is bound without its own consent.
    fn own_status(&self) -> String {
        let is_open = self.status == Some(Status::None) && self.is_not_determined();
        let status = self.status.filter(|_| !is_open).map_or("not known", Status::word);
        let mode = self.modes.iter().map(|line| line.mode).find(|mode| mode.binds());
        mode.map_or_else(|| status.to_owned(), |mode| format!("{status}, {mode}"))
    }

    /// How it may become a party on the day.
    fn way_in(&self) -> Option<String> {
        for (clauses, how) in
            [(&self.eligible_by, "by"), (&self.eligible_once_invited, "once it is invited, by")]
        {
            if !clauses.is_empty() {
                let said = clauses.iter().map(|clause| format!("{} ({})", clause.article, clause.in_words));
                return Some(format!("It may become a party {how} {}.", joined(said, "; ")));
            }
        }
        if !self.eligibility_recorded {
            return self.is_open_to_all.then(|| {
                format!("No clause of {} says who may become a party: it is open to all.", self.treaty.code)
            });
        }
        Some(format!("By no clause recorded may {} become a party on that day.", self.participant.name))
    }

    /// The act that brings a turn.
    fn step(&self, turn: &Turn) -> Option<&StepView> {
        self.steps.iter().find(|step| Some(&step.act.entry) == turn.by.as_ref())
    }

    /// From when a turn is: by that day, where it is the last one on which its act can have been done.
    fn since(&self, turn: &Turn) -> String {
        let act = self.step(turn).map(|step| &step.act).filter(|_| !turn.by_time);
        let by_then = act.is_some_and(|act| act.date.is_none() && act.latest == Some(turn.on));
        if by_then { format!("≤ {}", turn.on) } else { turn.on.to_string() }
    }

    /// What brings a turn: the act, or time alone.
    fn why(&self, turn: &Turn) -> String {
        let Some(by) = &turn.by else {
            let why = if !turn.by_time {
                ""
            } else if self.treaty.ended_on == Some(turn.on) {
                "the end of the treaty"
            } else if turn.is_united {
                "a union of States, in which it was"
            } else {
                "the end of the participant"
            };
            return why.to_owned();
        };
        let kind = self.step(turn).map_or_else(|| "act".to_owned(), |step| step.act.act.to_string());
        if turn.opens_window {
            return format!("? its {kind} {by} may be of any day from here on");
        }
        match (turn.by_time, turn.status) {
            (false, _) => format!("{kind} {by}"),
            (true, Status::Party) => format!("in force by its {kind} {by}"),
            (true, _) => format!("effect of its {kind} {by}"),
        }
    }
}
