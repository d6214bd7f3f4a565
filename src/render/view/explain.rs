//! The reasoning behind a status, or behind a treaty's own entry into force: what a lawyer pastes into a memo.

use super::{reach, reasons, sources, text, title};
use crate::model::{Date, Status};
use crate::render::{Cell, Column, Records, Report, Section, Sheet};
use crate::report::{
    ActView, ClauseBrief, Computation, Explanation, ModeLine, OwnEntry, Reason, StepView, TreatyBrief,
    TreatyExplanation, Turn,
};

impl Report for Explanation {
    fn sheet(&self) -> Sheet {
        let who = &self.participant.name;
        let turns = self.history.iter().map(|turn| {
            vec![Cell::from(turn.on.to_string()), turn.status.word().into(), self.why(turn).into()]
        });
        let mut notes: Vec<String> = self.status.map(|status| self.standing(status)).into_iter().collect();
        notes.extend(self.modes.iter().map(beside));
        for (number, step) in (1..).zip(&self.steps) {
            notes.push(format!("{number}. {}", in_sentences(step, who, &self.treaty.code)));
        }
        if self.steps.is_empty() && self.treaty.collected {
            notes.push(format!("No act of {who} under {} is recorded up to that day.", self.treaty.code));
        }
        if !self.status.is_some_and(Status::consented) {
            notes.extend(self.way_in());
        }
        match &self.next {
            Some(turn) => notes.push(format!("Next, by time alone: {} on {}.", turn.status, turn.on)),
            None if self.steps.is_empty() => {}
            None => notes
                .push("Time alone brings no further change by what had been done up to that day.".to_owned()),
        }
        notes.extend(self.treaty_acts.iter().map(whole));
        notes.push(own_entry(&self.entry, &self.treaty, self.as_of));
        notes.extend(reach([&self.treaty], self.as_of));
        Sheet {
            title: format!(
                "{} · {who} on {}: {}",
                title(&self.treaty),
                self.as_of.in_words(),
                self.status.map_or("not known", Status::word)
            ),
            sections: vec![Section {
                title: None,
                columns: Column::texts(&["From", "Status", "By"]),
                rows: turns.collect(),
            }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "code",
            "as_of",
            "status",
            "entry",
            "act",
            "date",
            "earliest",
            "latest",
            "before",
            "after",
            "verdict",
            "remark",
            "effective_on",
            "effective_from",
            "computed_on",
            "difference_days",
            "article",
            "rule",
            "arithmetic",
            "sources",
        ];
        let rows = self.steps.iter().map(|step| {
            let (act, computed) = (&step.act, step.computation.as_ref());
            vec![
                self.treaty.code.clone(),
                self.participant.code.clone(),
                self.as_of.to_string(),
                text(self.status.as_ref()),
                act.entry.clone(),
                act.act.to_string(),
                text(act.date.as_ref()),
                text(act.earliest.as_ref()),
                text(act.latest.as_ref()),
                step.before.to_string(),
                step.after.to_string(),
                step.verdict.to_owned(),
                text(step.remark_of_law.as_ref()),
                text(act.effective_on.as_ref()),
                act.effective_from.unwrap_or_default().to_owned(),
                text(act.computed_on.as_ref()),
                text(step.difference.as_ref()),
                text(computed.map(|computed| &computed.article)),
                text(computed.map(|computed| &computed.rule)),
                text(computed.map(|computed| &computed.arithmetic)),
                sources(&act.sources),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(reasons::of_explanation(self))
    }
}

impl Explanation {
    /// The status on the day, with what it means.
    fn standing(&self, status: Status) -> String {
        let doubt = if self.uncertain {
            " This is uncertain: the day lies in the window of an act whose day is not known."
        } else {
            ""
        };
        let since = self.since.map_or_else(String::new, |since| format!(" since {since}"));
        format!("On {}: {status}{since}: {}.{doubt}", self.as_of, status.meaning())
    }

    /// How it may become a party on the day.
    fn way_in(&self) -> Option<String> {
        let said = |clauses: &[ClauseBrief]| {
            let each = clauses.iter().map(|clause| format!("{} ({})", clause.article, clause.in_words));
            each.collect::<Vec<_>>().join("; ")
        };
        if !self.eligible_by.is_empty() {
            Some(format!("It may become a party by {}.", said(&self.eligible_by)))
        } else if !self.eligible_once_invited.is_empty() {
            Some(format!(
                "It may become a party once it is invited, by {}.",
                said(&self.eligible_once_invited)
            ))
        } else {
            self.eligibility_recorded.then(|| {
                format!("By no clause recorded may {} become a party on that day.", self.participant.name)
            })
        }
    }

    /// What brings a turn: the act, or time alone.
    fn why(&self, turn: &Turn) -> String {
        let Some(by) = &turn.by else {
            return if turn.by_time {
                "the end of the treaty or of the participant".to_owned()
            } else {
                String::new()
            };
        };
        let act = self.steps.iter().find(|step| step.act.entry == *by);
        let kind = act.map_or_else(|| "act".to_owned(), |step| step.act.act.to_string());
        match (turn.by_time, turn.status) {
            (false, _) => format!("{kind} {by}"),
            (true, Status::Party) => format!("in force by its {kind} {by}"),
            (true, _) => format!("effect of its {kind} {by}"),
        }
    }
}

/// An act for the whole treaty, in a sentence.
fn whole(act: &ActView) -> String {
    let effect = act.effective_on.map_or_else(String::new, |day| format!(", effective {day}"));
    format!("{} {} ({}){effect}, for the whole treaty.", day_of(act), act.act, act.entry)
}

/// What holds beside a status, in a sentence.
pub(super) fn beside(beside: &ModeLine) -> String {
    let until = beside.until.map_or_else(String::new, |until| format!(" until {until}"));
    let scope = beside.scope.as_ref().map_or_else(String::new, |scope| format!(" ({scope})"));
    format!("Beside the status: {}{scope}, from {}{until}.", beside.mode, beside.since)
}

/// One act in sentences: what it was, what the law made of it, and how its day of effect follows.
fn in_sentences(step: &StepView, who: &str, here: &str) -> String {
    let act = &step.act;
    let mut said = format!("{} {} ({})", day_of(act), act.act, act.entry);
    if let Some(doer) = &act.done_by {
        said = format!("{said}, done by {doer}");
    }
    if let Some(other) = &step.under {
        said = format!("{said}, under {other}, and so under {here} too");
    }
    if let Some(territory) = &step.territory_name {
        said = format!("{said}, for {territory}");
    }
    if let Some(scope) = &act.scope {
        said = format!("{said}, {scope}");
    }
    let named = if step.law.is_empty() { String::new() } else { format!(" ({})", step.law) };
    said = if step.before == step.after {
        format!("{said}{named}: {who} stays {}.", step.after)
    } else {
        format!("{said}{named}: {} → {}.", step.before, step.after)
    };
    if let Some(remark) = &step.remark_of_law {
        let word = match step.verdict {
            "refused" => "Not allowed",
            "no-change" => "No change",
            _ => "Unusual",
        };
        said = format!("{said} {word}: {remark}.");
    }
    if let Some(forced) = act.remark.as_ref().filter(|remark| remark.starts_with("recorded by force")) {
        said = format!("{said} It was {forced}.");
    }
    if let Some(other) = &step.under {
        said = match act.effective_on {
            Some(day) => format!("{said} Ends for it on {day}, with {other}."),
            None => format!("{said} No day of effect follows."),
        };
    } else if let Some(effect) = effect(act, step.computation.as_ref(), step.difference) {
        said = format!("{said} {effect}");
    }
    if let Some(note) = &act.note {
        said = format!("{said} Note: {note}.");
    }
    if act.sources.is_empty() {
        format!("{said} No source.")
    } else {
        format!("{said} Source: {}.", act.sources.join(", "))
    }
}

fn day_of(act: &ActView) -> String {
    match (act.date, act.earliest, act.latest) {
        (Some(day), _, _) => day.to_string(),
        (None, Some(earliest), Some(latest)) => {
            format!("Between {earliest} and {latest} (day not known, counts from the last),")
        }
        (None, _, latest) => format!("By {} (day not known),", text(latest.as_ref())),
    }
}

fn effect(act: &ActView, computed: Option<&Computation>, difference: Option<i64>) -> Option<String> {
    let what = if act.act.is_consent() {
        "In force for it"
    } else if act.act.is_exit() {
        "Ends for it"
    } else {
        "Takes effect"
    };
    let rule = |computed: &Computation| {
        let estimated = if computed.estimated {
            "; the earliest possible day, because the day of the depositary's notification is not recorded"
        } else {
            ""
        };
        format!("{} ({}): {}{estimated}", computed.rule, computed.article, computed.arithmetic)
    };
    match (act.effective_on, computed, difference) {
        (Some(day), Some(computed), Some(0)) => {
            Some(format!("{what} on {day}, as published and by the clause: {}.", rule(computed)))
        }
        (Some(day), Some(computed), Some(days)) => Some(format!(
            "{what} on {day}, as published; the clause gives {}, {} {}: {}.",
            computed.on,
            super::count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day", "days"),
            if days > 0 { "earlier" } else { "later" },
            rule(computed)
        )),
        (Some(day), Some(computed), None) => {
            Some(format!("{what} on {day}, computed, not published: {}.", rule(computed)))
        }
        (Some(day), None, _) => Some(format!("{what} on {day}, as published; no clause gives a day.")),
        (None, _, _) if act.act.is_consent() => {
            Some("Not in force for it: no day of effect follows.".to_owned())
        }
        (None, _, _) if act.act.is_exit() => Some("No day of effect follows.".to_owned()),
        _ => None,
    }
}

/// The treaty's own entry into force, in one sentence.
fn own_entry(entry: &OwnEntry, treaty: &TreatyBrief, as_of: Date) -> String {
    let code = &treaty.code;
    let day = entry.published_on.or(entry.computed.as_ref().map(|computed| computed.on));
    if let Some(later) = day.filter(|day| as_of < *day && entry.met_on.is_none_or(|met| as_of < met)) {
        return format!(
            "{code} was not in force on {as_of}; it enters into force on {later}, as is known now."
        );
    }
    let enters = if day.is_some_and(|day| as_of < day) { "enters" } else { "entered" };
    match (entry.published_on, &entry.computed) {
        (Some(day), Some(computed)) if computed.on == day => format!(
            "{code} {enters} into force on {day}, as published and by its clause: conditions met on {}; {} ({}): {}.",
            computed.from, computed.rule, computed.article, computed.arithmetic
        ),
        (Some(day), Some(computed)) => format!(
            "{code} {enters} into force on {day}, as published; by the acts recorded it would be {}: {} ({}): {}.",
            computed.on, computed.rule, computed.article, computed.arithmetic
        ),
        (Some(day), None) => format!(
            "{code} {enters} into force on {day}, as published; the acts recorded do not show by which instrument."
        ),
        (None, Some(computed)) => format!(
            "{code} {enters} into force on {}, by its clause: conditions met on {}; {} ({}): {}.",
            computed.on, computed.from, computed.rule, computed.article, computed.arithmetic
        ),
        (None, None) if entry.met_on.is_some_and(|met| met <= as_of) => format!(
            "The conditions for the entry into force of {code} were met on {}, but no clause recorded gives its day.",
            text(entry.met_on.as_ref())
        ),
        (None, None) if !treaty.collected => {
            format!("No entry into force of {code} was published when its clauses were recorded.")
        }
        (None, None) => format!("{code} is not in force: its conditions are not met by the acts recorded."),
    }
}

impl Report for TreatyExplanation {
    fn sheet(&self) -> Sheet {
        let code = &self.treaty.code;
        let mut notes = Vec::new();
        match &self.conditions {
            Some(clause) => {
                notes.push(format!("Conditions ({}): {} [{}].", clause.article, clause.in_words, clause.rule));
            }
            None => notes.push(format!(
                "No conditions for the entry into force of {code} are recorded; failing any, all negotiating States must consent (VCLT art. 24(2))."
            )),
        }
        notes.extend(
            self.effect
                .as_ref()
                .map(|clause| format!("Day ({}): {} [{}].", clause.article, clause.in_words, clause.rule)),
        );
        if let (Some(met), Some(by)) = (self.entry.met_on.filter(|met| *met <= self.as_of), &self.met_by) {
            notes.push(format!(
                "Conditions met on {met}{} by the {} of {} ({}); {} in the first group.",
                if self.entry.undetermined_on.is_some() { " at the latest" } else { "" },
                by.act.act,
                by.participant.name,
                by.act.entry,
                super::count(self.first_group.len(), "instrument", "instruments")
            ));
        }
        notes.push(match (&self.progress, self.entry.undetermined_on) {
            (Some(progress), _) => super::status::progress(progress),
            (None, Some(day)) if self.entry.published_on.is_none() => {
                format!("{code}: from {day} on the record cannot tell whether the conditions are met.")
            }
            _ => own_entry(&self.entry, &self.treaty, self.as_of),
        });
        notes.extend(self.treaty_acts.iter().map(whole));
        notes.extend(reach([&self.treaty], self.as_of));
        let (head, listed) = if self.first_group.is_empty() {
            ("Consented so far", &self.so_far)
        } else {
            ("First group", &self.first_group)
        };
        let rows = listed.iter().map(|member| {
            vec![
                Cell::from(text(member.act.day().as_ref())),
                (&*member.participant.name).into(),
                member.act.act.word().into(),
                text(member.act.effective_on.as_ref()).into(),
            ]
        });
        Sheet {
            title: format!(
                "{} · entry into force · on {}: {}",
                title(&self.treaty),
                self.as_of.in_words(),
                self.state.replace('-', " ")
            ),
            sections: vec![Section {
                title: None,
                columns: Column::texts(&["Day", head, "Instrument", "In force"]),
                rows: rows.collect(),
            }],
            notes,
        }
    }

    fn records(&self) -> Records {
        let header = vec![
            "treaty",
            "as_of",
            "state",
            "met_on",
            "published_on",
            "computed_on",
            "code",
            "name",
            "entry",
            "act",
            "date",
            "in_force_on",
            "met_conditions",
        ];
        let rows = self.first_group.iter().chain(&self.so_far).map(|member| {
            let met = self.met_by.as_ref().is_some_and(|by| by.act.entry == member.act.entry);
            vec![
                self.treaty.code.clone(),
                self.as_of.to_string(),
                self.state.to_owned(),
                text(self.entry.met_on.as_ref()),
                text(self.entry.published_on.as_ref()),
                text(self.entry.computed.as_ref().map(|computed| computed.on).as_ref()),
                member.participant.code.clone(),
                member.participant.name.clone(),
                member.act.entry.clone(),
                member.act.act.to_string(),
                text(member.act.date.as_ref()),
                text(member.act.effective_on.as_ref()),
                met.to_string(),
            ]
        });
        Records::of(header, rows.collect())
    }

    fn reasons(&self) -> Option<Vec<Reason>> {
        Some(reasons::of_treaty_explanation(self))
    }
}
