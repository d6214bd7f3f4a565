//! Statements in words: when made, what has become of them, why they are shown as they are.

use super::{joined, text};
use crate::model::StatementKind;
use crate::report::{Later, ReactionLine, Standing, StatementLine};

/// Why a statement is shown as it is: its making, what became of it, its text.
pub(super) fn because(line: &StatementLine) -> String {
    let law = StatementKind::from_word(&line.kind).map_or("", StatementKind::article);
    let law = if law.is_empty() { String::new() } else { format!(", VCLT art. {law}") };
    let day = match (line.date, line.latest) {
        (Some(day), _) => format!("on {day}"),
        (None, Some(latest)) => format!("on {latest} at the latest"),
        (None, None) => "on a day not known".to_owned(),
    };
    let mut parts = vec![format!("{} {day} ({}{law})", line.kind, line.entry)];
    parts.extend(line.made.map(|made| format!("made {made}")));
    if let Some(consent) = line.to_be_confirmed_on {
        parts.push(match &line.confirmed_by {
            Some(entry) => format!("confirmed by {entry} (VCLT art. 23(2))"),
            None if line.standing == Standing::NotConfirmed => {
                format!("not confirmed with the consent of {consent} (VCLT art. 23(2))")
            }
            None => format!("consent followed on {consent}, and the treaty allows it at signature"),
        });
    }
    if let Some(window) = &line.window {
        let about = if window.estimated { "at the earliest, by" } else { "by" };
        parts.push(format!("objections until {} {about} {}", window.closes_on, window.by));
    }
    if let (Some(entry), Some(towards), true) = (&line.refers_to, &line.towards, line.refers_to_the_only_one)
    {
        parts.push(format!("to {entry}, the only one of {} that it can be about", towards.name));
    }
    parts.extend(line.acceptance.clone());
    parts.extend(line.barred_by.as_ref().map(|entry| format!("{entry} keeps it from taking effect")));
    if let Some(end) = line.ended_on {
        parts.push(match &line.ended_by {
            Some(entry) => format!("withdrawn from {end} on by {entry} (VCLT art. 22)"),
            None if line.left => format!(
                "ended on {end}, with the participation in which it was made (VCLT arts 2(1)(d), 70(1))"
            ),
            None => match &line.lapses_by {
                Some(article) => {
                    format!("lapses on {end} by {article}, if no renewal is missing from the record")
                }
                None => format!("lapses on {end}"),
            },
        });
    }
    let anew =
        |later: &Later| format!("for {} designated anew on {} by {}", later.article, later.on, later.by);
    parts.extend(line.followed_by.iter().map(anew));
    parts.extend(line.note.clone());
    parts.extend(line.text.as_ref().map(|text| format!("“{}”", text.replace('\n', " "))));
    parts.join("; ")
}

/// What it concerns: its articles, else whom it is about.
pub(super) fn about(line: &StatementLine) -> String {
    let mut parts: Vec<String> = Vec::new();
    parts.extend((!line.articles.is_empty()).then(|| line.articles.join(", ")));
    parts.extend(line.refers_to.clone());
    parts.extend(line.towards.as_ref().map(|it| it.name.clone()));
    parts.extend(line.territory.as_ref().map(|it| it.name.clone()));
    let kind = StatementKind::from_word(&line.kind);
    if parts.is_empty() && kind.is_some_and(StatementKind::stands_for_itself) {
        return "not known".to_owned();
    }
    parts.join(", ")
}

/// What has become of it by the day.
pub(super) fn standing(line: &StatementLine) -> String {
    let ended = || text(line.ended_on.as_ref());
    match line.standing {
        Standing::Stands if line.kind == "authority" && line.is_previous() => {
            format!("previous, to {}", text(line.followed_by.iter().map(|later| later.on).max().as_ref()))
        }
        Standing::Stands if line.kind == "authority" && !line.followed_by.is_empty() => {
            format!("current but for {}", joined(line.followed_by.iter().map(|later| &later.article), ", "))
        }
        Standing::Stands if line.kind == "authority" && !line.articles.is_empty() => "current".to_owned(),
        Standing::Withdrawn | Standing::Lapsed | Standing::Ended => format!("{} {}", line.standing, ended()),
        Standing::Stands if line.ended_on.is_some() => format!("stands, to {}", ended()),
        Standing::Barred => format!("barred by {}", text(line.barred_by.as_ref())),
        Standing::Pending if line.takes_effect_on.is_some() => {
            format!("pending, to {}", text(line.takes_effect_on.as_ref()))
        }
        other => other.to_string(),
    }
}

/// What an objection or acceptance says, whether it came in time, and what it means where that is not what it says.
pub(super) fn how(reaction: &ReactionLine) -> String {
    let in_time = match (reaction.in_time, reaction.effect) {
        (Some(true), _) => Some("in time"),
        (Some(false), _) => Some("too late"),
        // No time runs where an organ decides.
        (None, "establishes" | "not-deciding" | "fells") => None,
        (None, _) => Some("whether in time is not known"),
    };
    let means = match reaction.effect {
        "too-late" => Some("the reservation counts as accepted"),
        "authorised" => Some("without effect, since the treaty authorises the reservation"),
        "not-confirmed" | "barred" | "fallen" => Some("to what has no effect"),
        "bars" => Some("bars it"),
        "fells" => Some("counts against it"),
        "establishes" => Some("decides for all"),
        "not-deciding" => Some("without effect, since the organ decides"),
        _ => None,
    };
    let ended = reaction.ended_on.map(|end| format!("withdrawn from {end} on"));
    let parts = reaction.stance.into_iter().chain(in_time).chain(means).map(str::to_owned);
    joined(parts.chain(ended), ", ")
}

/// When it was made, as a letter behind the day, and what that means.
pub(super) fn letter(made: &str) -> Option<(&'static str, &'static str)> {
    Some(match made {
        "at signature" => ("s", "s at signature"),
        "with consent" => ("c", "c with consent"),
        "after consent" => ("l", "l after consent, late"),
        "before any act of its author" => ("b", "b before any act of its author"),
        _ => return None,
    })
}
