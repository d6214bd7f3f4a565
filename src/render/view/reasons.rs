//! Reasons of answers that are not lists of statuses: what `--why` says of explanations, changes, treaties and groups.

use crate::report::{
    ChangesReport, Computation, ConflictsReport, Explanation, Overview, ParticipantsReport, Reason,
    TreatyExplanation, TreatyReport,
};

/// The clause and the arithmetic behind a day.
fn reckoned(of: &str, computed: &Computation) -> Reason {
    let estimated = if computed.estimated { ", at the earliest" } else { "" };
    Reason::of(
        of,
        format!(
            "{}{estimated} by {}: {}; {}",
            computed.on, computed.article, computed.rule, computed.arithmetic
        ),
    )
}

pub(super) fn of_explanation(report: &Explanation) -> Vec<Reason> {
    let who = &report.participant.name;
    let mut reasons = Vec::new();
    for (place, step) in report.steps.iter().enumerate() {
        let mut reason = Reason::act(who, &step.act).for_row(place);
        if let Some(computed) = &step.computation {
            reason.because = format!("{}; reckoned: {}", reason.because, computed.arithmetic);
        }
        reasons.push(reason);
    }
    if report.steps.is_empty() {
        reasons.push(Reason::of(who, "no act is recorded up to that day"));
    }
    reasons.extend(report.treaty_acts.iter().map(|act| Reason::act(&report.treaty.code, act)));
    reasons
}

pub(super) fn of_treaty_explanation(report: &TreatyExplanation) -> Vec<Reason> {
    let members = report.first_group.iter().chain(&report.so_far).enumerate();
    let mut reasons: Vec<Reason> = members
        .map(|(place, member)| Reason::act(&member.participant.name, &member.act).for_row(place))
        .collect();
    let code = &report.treaty.code;
    let sources = report.met_by.as_ref().map_or(&[][..], |by| &by.act.sources);
    reasons.extend(report.entry.computed.as_ref().map(|computed| reckoned(code, computed).from(sources)));
    reasons.extend(report.treaty_acts.iter().map(|act| Reason::act(code, act)));
    reasons
}

pub(super) fn of_changes(report: &ChangesReport) -> Vec<Reason> {
    let lines = report.law.iter().enumerate().map(|(place, line)| {
        let of = line.participant.as_ref().map_or(&line.treaty, |who| &who.name);
        let Some(act) = &line.act else {
            return Reason::of(of, format!("{}: no act brings it", line.because.word())).for_row(place);
        };
        let day = act.date.or(act.latest).map_or_else(String::new, |day| format!(" on {day}"));
        let under = act.under.as_ref().map_or_else(String::new, |other| format!(" under {other}"));
        let effect = act.effective_on.map_or_else(String::new, |effect| {
            format!("; effect {effect}, {}", act.effective_from.unwrap_or("published"))
        });
        let because = format!("{}{under}{day} ({}){effect}", act.act, act.entry);
        Reason::of(of, because).from(&act.sources).for_row(place)
    });
    lines.collect()
}

pub(super) fn of_overview(report: &Overview) -> Vec<Reason> {
    let treaties = report.treaties.iter().enumerate().map(|(place, row)| {
        let because = match (&row.counts, row.treaty.complete_to) {
            (None, _) => "no act under it is recorded".to_owned(),
            (Some(_), Some(day)) => format!("counted from its acts, collected up to {day}"),
            (Some(_), None) => "counted from its acts, recorded one by one".to_owned(),
        };
        Reason::of(&row.treaty.code, because).for_row(place)
    });
    treaties.collect()
}

pub(super) fn of_treaty(report: &TreatyReport) -> Vec<Reason> {
    let code = &report.treaty.code;
    let mut reasons = vec![Reason::of(code, format!("recorded by {}", report.entry)).from(&report.sources)];
    let entry = report.entry_into_force.as_ref();
    reasons.extend(entry.map(|computed| reckoned(code, computed).from(&report.sources)));
    reasons.extend(report.links.iter().map(|link| {
        let article = link.article.as_ref().map_or_else(String::new, |article| format!(", {article}"));
        Reason::of(code, format!("{} {} ({}{article})", link.kind, link.treaty, link.entry))
            .from(&link.sources)
    }));
    reasons.extend(report.clauses.iter().map(|view| {
        let clause = &view.clause;
        let because = format!(
            "{} of {}: {} ({}, {})",
            clause.kind, clause.applies_to, clause.rule, clause.article, view.entry
        );
        Reason::of(code, because).from(&clause.sources)
    }));
    reasons.extend(report.acts.iter().map(|act| Reason::act(code, act)));
    reasons
}

pub(super) fn of_conflicts(report: &ConflictsReport) -> Vec<Reason> {
    let sides = report.conflicts.iter().flat_map(|conflict| {
        conflict.sides.iter().map(|side| {
            let day = side.date.map_or_else(|| "on a day not known".to_owned(), |day| format!("on {day}"));
            let shown =
                if side.shown { "shown, and counts: its publisher comes first" } else { "kept beside it" };
            let reason = Reason::of(&conflict.name, format!("{} {day} ({}): {shown}", side.act, side.entry));
            reason.from(&side.publishers)
        })
    });
    sides.enumerate().map(|(place, reason)| reason.for_row(place)).collect()
}

pub(super) fn of_participants(report: &ParticipantsReport) -> Vec<Reason> {
    let rows = report.participants.iter().enumerate().map(|(place, row)| {
        let because = match (row.member_since, row.member_since_known) {
            (Some(since), Some(false)) => {
                format!("a member since {since} at the latest, {}", row.confidence.word())
            }
            (Some(since), _) => format!("a member since {since}, {}", row.confidence.word()),
            (None, _) if report.group.is_some() => {
                format!("in {} by its acts: accede status gives them", report.set)
            }
            (None, _) => format!("recorded, {}", row.confidence.word()),
        };
        Reason::of(&row.name, because).from(&row.sources).for_row(place)
    });
    rows.collect()
}
