//! Acts, days of effect and entries into force in sentences, as a lawyer pastes them into a memo.

use super::{count, text, worked_out};
use crate::model::{Date, Mode};
use crate::report::{ActView, Computation, HeldView, ModeLine, OwnEntry, Reason, StepView, TreatyBrief};

/// The clause and the arithmetic behind a day, as a reason.
pub(super) fn reckoned(of: &str, computed: &Computation) -> Reason {
    let estimated = if computed.estimated { ", at the earliest" } else { "" };
    let Computation { on, article, rule, arithmetic, .. } = computed;
    Reason::of(of, format!("{on}{estimated} by {article}: {rule}; {arithmetic}"))
}

/// An act for the whole treaty, in a sentence.
pub(super) fn whole(act: &ActView) -> String {
    let effect = act.effective_on.map_or_else(String::new, |day| format!(", effective {day}"));
    format!("{} {} ({}){effect}, for the whole treaty.", day_of(act), act.act, act.entry)
}

/// What holds beside a status, in a sentence.
pub(super) fn beside(beside: &ModeLine) -> String {
    let until = beside.until.map_or_else(String::new, |until| format!(" until {until}"));
    let scope = beside.scope.as_ref().map_or_else(String::new, |scope| format!(" ({scope})"));
    if let Some(article) = &beside.article {
        let (mode, since) = (beside.mode, beside.since);
        if mode == Mode::NotDetermined {
            return format!(
                "Whether it is bound without its own consent, the record cannot tell, from {since}{until} ({article})."
            );
        }
        if !mode.binds() {
            return format!("Beside the status: {mode}, from {since}{until}, by its signature ({article}).");
        }
        return format!(
            "Bound without its own consent ({mode}), from {since}{until} ({article}): in no count of consents."
        );
    }
    format!("Beside the status: {}{scope}, from {}{until}.", beside.mode, beside.since)
}

/// One act in sentences: what it was, what the law made of it, and how its day of effect follows.
pub(super) fn in_sentences(step: &StepView, who: &str, here: &str) -> String {
    let act = &step.act;
    let mut said = vec![format!("{} {} ({})", day_of(act), act.act, act.entry)];
    said.extend(act.done_by.as_ref().map(|doer| format!(", done by {doer}")));
    let article = act.entailed_by.as_ref().map_or_else(String::new, |by| format!(" ({})", by.article));
    said.extend(
        step.under.as_ref().map(|other| format!(", under {other}, and so under {here} too{article}")),
    );
    said.extend(step.territory_name.as_ref().map(|territory| format!(", for {territory}")));
    said.extend(act.scope.as_ref().map(|scope| format!(", {scope}")));
    said.extend((!step.law.is_empty()).then(|| format!(" ({})", step.law)));
    said.push(if step.before == step.after {
        format!(": {who} stays {}.", step.after)
    } else {
        format!(": {} → {}.", step.before, step.after)
    });
    said.extend(step.remark_of_law.as_ref().map(|remark| {
        let word = match step.verdict {
            "refused" => "Not allowed",
            "no-change" => "No change",
            _ => "Unusual",
        };
        format!(" {word}: {remark}.")
    }));
    let forced = act.remark.as_ref().filter(|remark| remark.starts_with("recorded by force"));
    said.extend(forced.map(|forced| format!(" It was {forced}.")));
    said.extend(step.held.as_ref().map(held));
    said.extend(match (&step.under, act.effective_on) {
        _ if act.entailed_by.is_some() => {
            effect(act, step.computation.as_ref(), step.difference).map(|effect| format!(" {effect}"))
        }
        _ if step.held.as_ref().is_some_and(|held| held.counts_from.is_none()) => None,
        (Some(other), Some(day)) => Some(format!(" Ends for it on {day}, with {other}.")),
        (Some(_), None) => Some(" No day of effect follows.".to_owned()),
        (None, _) => {
            effect(act, step.computation.as_ref(), step.difference).map(|effect| format!(" {effect}"))
        }
    });
    said.extend(act.note.as_ref().map(|note| format!(" Note: {note}.")));
    said.push(match act.sources.join(", ") {
        none if none.is_empty() => " No source.".to_owned(),
        sources => format!(" Source: {sources}."),
    });
    said.concat()
}

/// From when an instrument counts that waits for another's.
fn held(held: &HeldView) -> String {
    let HeldView { other, article, counts_from } = held;
    match counts_from {
        Some(day) => {
            format!(" It waits for the instrument of {}, and counts from {day} ({article}).", other.name)
        }
        None => format!(
            " It waits for the instrument of {}, and counts for nothing until that is deposited ({article}).",
            other.name
        ),
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
        let why = computed.not_recorded.split(" (--").next().unwrap_or_default();
        let estimated = format!("; the earliest possible day, because {why}");
        format!("{}{}", worked_out(computed), if computed.estimated { estimated } else { String::new() })
    };
    match (act.effective_on, computed, difference) {
        (Some(day), Some(computed), Some(0)) => {
            Some(format!("{what} on {day}, as published and by the clause: {}.", rule(computed)))
        }
        (Some(day), Some(computed), Some(days)) => Some(format!(
            "{what} on {day}, as published; the clause gives {}, {} {}: {}.",
            computed.on,
            count(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day", "days"),
            if days > 0 { "earlier" } else { "later" },
            rule(computed)
        )),
        (Some(day), Some(computed), None) => {
            Some(format!("{what} on {day}, computed, not published: {}.", rule(computed)))
        }
        (Some(day), None, _) => Some(format!("{what} on {day}, as published; no clause gives a day.")),
        (None, _, _) if act.waits_for.is_some() => {
            let waits_for = act.waits_for.as_deref().unwrap_or_default();
            let after =
                computed.map(|computed| format!("; not before {}: {}", computed.on, worked_out(computed)));
            let after = after.unwrap_or_default();
            Some(format!("{what} on no day that is known yet: it waits for {waits_for}{after}."))
        }
        (None, _, _) if act.act.is_consent() => {
            Some("Not in force for it: no day of effect follows.".to_owned())
        }
        (None, _, _) if act.act.is_exit() => Some("No day of effect follows.".to_owned()),
        _ => None,
    }
}

/// Why it ended of itself, in a sentence.
pub(super) fn ended_because(entry: &OwnEntry, treaty: &TreatyBrief, as_of: Date) -> Option<String> {
    let ended_on = treaty.ended_on.filter(|end| *end <= as_of)?;
    let because = entry.ended_because.as_ref()?;
    Some(format!("{} was to be in force {because}: it ended on {ended_on} (VCLT art. 54(a)).", treaty.code))
}

/// The treaty's own entry into force, in one sentence.
pub(super) fn own_entry(entry: &OwnEntry, treaty: &TreatyBrief, as_of: Date) -> String {
    let code = &treaty.code;
    let day = entry.published_on.or(entry.computed.as_ref().map(|computed| computed.on));
    if let Some(later) = day.filter(|day| as_of < *day && entry.met_on.is_none_or(|met| as_of < met)) {
        return format!(
            "{code} was not in force on {as_of}; it enters into force on {later}, as is known now."
        );
    }
    let enters = if day.is_some_and(|day| as_of < day) { "enters" } else { "entered" };
    let follows = entry.computed.as_ref().map(worked_out).unwrap_or_default();
    match (entry.published_on, &entry.computed) {
        (Some(day), Some(computed)) if computed.on == day => format!(
            "{code} {enters} into force on {day}, as published and by its clause: conditions met on {}; {follows}.",
            computed.from
        ),
        (Some(day), Some(computed)) => format!(
            "{code} {enters} into force on {day}, as published; by the acts recorded it would be {}: {follows}.",
            computed.on
        ),
        (Some(day), None) => format!(
            "{code} {enters} into force on {day}, as published; the acts recorded do not show by which instrument."
        ),
        (None, Some(computed)) => format!(
            "{code} {enters} into force on {}, by its clause: conditions met on {}; {follows}.",
            computed.on, computed.from
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
