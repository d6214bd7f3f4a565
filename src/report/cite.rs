//! The sentence by which a treaty, or what one participant did under it, is cited; with the sources behind it.

use serde::Serialize;

use super::act_view::real_sources;
use super::status::Counts;
use super::{ActView, Named, Reason, TreatyBrief, When, progress};
use crate::error::{Error, Result};
use crate::law::Spell;
use crate::model::{ActKind, Date, Status};
use crate::store::{ParticipantRow, SourceRow, Store, TreatyRow};

/// What a citation says, and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Citation {
    /// The sentence.
    pub sentence: String,
    /// Which treaty.
    pub treaty: TreatyBrief,
    /// The day for which it is given.
    pub as_of: Date,
    /// The treaty that it is a protocol to.
    pub parent: Option<String>,
    /// Its numbers in other registers.
    pub identifiers: Vec<String>,
    /// How many stand where; none where its acts have not been collected.
    pub counts: Option<Counts>,
    /// What one participant did, where one was asked about.
    pub participation: Option<Participation>,
    /// Where it was read.
    pub sources: Vec<CitedSource>,
    /// The acts behind it.
    #[serde(skip)]
    pub reasons: Vec<Reason>,
}

/// What one participant did under a treaty, up to a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Participation {
    /// Who.
    pub participant: Named,
    /// Its status on the day; none where that is not known.
    pub status: Option<Status>,
    /// Its signature, consent and denunciation, as far as they stand.
    pub acts: Vec<ActView>,
}

/// A source with the days that belong to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CitedSource {
    /// Its code.
    pub code: String,
    /// What it is, and when it was read.
    #[serde(flatten)]
    pub source: SourceRow,
}

/// Cites a treaty, or what one participant did under it, as at a day.
pub fn cite(store: &Store, row: &TreatyRow, who: Option<&ParticipantRow>, when: When) -> Result<Citation> {
    let day = when.as_of;
    let facts = store
        .treaty_facts(&row.code)?
        .ok_or_else(|| Error::Refused(format!("{} is no longer in the file", row.code)))?;
    let spells = store.standings(&row.code, day)?;
    let mut counts = Counts::default();
    for spell in &spells {
        counts.add(Some(spell));
    }
    let counts = row.collected.then_some(counts);
    let mut codes = real_sources(facts.treaty.1.sources.0);
    let identifiers: Vec<String> = facts
        .aliases
        .iter()
        .filter_map(|(_, alias)| Some(format!("{} {}", alias.scheme.as_ref()?, alias.name)))
        .collect();
    let parent = match &row.parent {
        Some(code) => Some((code.clone(), store.treaty(code)?.map(|parent| parent.title))),
        None => None,
    };
    let mut text = head(row, parent.as_ref(), &identifiers);
    let consented = spells.iter().filter(|spell| spell.status.consented());
    let holders = consented.map(|spell| spell.participant.clone()).collect();
    let conditions = progress::progress(store, row, day, &holders, true)?;
    let is_pending = conditions.is_some_and(|progress| !progress.undetermined);
    text = format!("{text} ({})", in_force(row, day, is_pending));
    let mut reasons =
        vec![Reason::of(&row.code, format!("the treaty as recorded in @{}", facts.treaty.0)).from(&codes)];
    let mut participation = None;
    if let Some(who) = who {
        let spell = spells.iter().find(|spell| spell.participant == who.code);
        let withdrawn = spell.and_then(Spell::withdrawn_by);
        let first_signature = match withdrawn {
            Some(_) => {
                let acts = store.acts(&row.code)?.into_iter();
                acts.filter(|act| act.participant == who.code && act.kind.is_signature())
                    .map(|act| act.id)
                    .next_back()
            }
            None => None,
        };
        let standing = spell.into_iter().flat_map(|spell| [spell.signature, spell.consent, spell.exit]);
        let ids = standing.chain([first_signature, withdrawn]).flatten();
        let mut acts: Vec<ActView> = Vec::new();
        for id in ids {
            // A definitive signature is both.
            if !acts.iter().any(|act| act.entry == format!("@{id}")) {
                acts.extend(store.act_under(&row.code, id)?.map(ActView::of));
                // A union of States that has since ended is named, not coded.
                if let Some(doer) = acts.last_mut().and_then(|act| act.done_by.as_mut())
                    && let Some(union) = store.participant(doer)?
                {
                    *doer = union.name;
                }
            }
        }
        let status = row.collected.then(|| spell.map_or(Status::None, |spell| spell.status));
        let uncertain = spell.is_some_and(|spell| spell.uncertain);
        text = format!("{text}; {}", of_participant(&who.name, status, &acts, uncertain, day));
        reasons.extend(acts.iter().map(|act| Reason::act(&who.name, act)));
        codes.extend(acts.iter().flat_map(|act| act.sources.iter().cloned()));
        participation = Some(Participation { participant: who.into(), status, acts });
    } else {
        text = format!("{text}; {}", parties(row, counts, day));
        if let Some(counts) = counts {
            let Counts { consented, signed, .. } = counts;
            reasons.push(Reason::of(
                &row.code,
                format!("{consented} consents and {signed} signatures that stand on {day}: accede status lists them"),
            ));
        }
    }
    let mut sources: Vec<CitedSource> = Vec::new();
    for code in codes {
        if sources.iter().any(|known| known.code == code) {
            continue;
        }
        sources.extend(store.source(&code)?.map(|source| CitedSource { code, source }));
    }
    Ok(Citation {
        sentence: format!("{text}."),
        treaty: TreatyBrief::of(row),
        as_of: day,
        parent: row.parent.clone(),
        identifiers,
        counts,
        participation,
        sources,
        reasons,
    })
}

/// The title, the opening for signature, the numbers, the parent.
fn head(row: &TreatyRow, parent: Option<&(String, Option<String>)>, identifiers: &[String]) -> String {
    let mut parts = vec![row.title.clone()];
    // A place may say more in brackets: how long the treaty stayed open there.
    let place = row.opened_at.as_ref().map(|place| place.split(" (").next().unwrap_or(place));
    match (row.opened_on, place, row.adopted_on) {
        (Some(day), Some(place), _) => {
            parts.push(format!("opened for signature at {place} on {}", day.in_words()));
        }
        (Some(day), None, _) => parts.push(format!("opened for signature on {}", day.in_words())),
        (None, _, Some(day)) => parts.push(format!("adopted on {}", day.in_words())),
        (None, _, None) => {}
    }
    parts.push(number(&row.code));
    parts.extend(identifiers.iter().cloned());
    if let Some((code, title)) = parent {
        let named =
            title.as_ref().map_or_else(|| number(code), |title| format!("the {title} ({})", number(code)));
        parts.push(format!("protocol to {named}"));
    }
    parts.join(", ")
}

/// A number as it is cited: CETS No. 185.
fn number(code: &str) -> String {
    match code.split_once(' ') {
        Some((series @ ("CETS" | "ETS"), number)) => format!("{series} No. {number}"),
        _ => code.to_owned(),
    }
}

/// Whether the treaty is in force on a day. `is_pending`: the record shows that its conditions are not met.
fn in_force(row: &TreatyRow, day: Date, is_pending: bool) -> String {
    let computed = if row.in_force_on.is_none() { ", by its own clause" } else { "" };
    let entry = match row.entry_into_force() {
        Some(entry) if entry <= day => format!("entered into force {}{computed}", entry.in_words()),
        // What was to come was known only once the conditions were met.
        Some(entry) if row.met_on.is_some_and(|met| met <= day) => {
            format!("not yet in force; enters into force {}{computed}", entry.in_words())
        }
        Some(_) => "not yet in force".to_owned(),
        None if is_pending => "not yet in force".to_owned(),
        None => "its entry into force is not recorded".to_owned(),
    };
    match row.ended_on.filter(|ended| *ended <= day) {
        Some(ended) => format!("{entry}; terminated, in force for nobody since {}", ended.in_words()),
        None => entry,
    }
}

/// How many parties, and who waits.
fn parties(row: &TreatyRow, counts: Option<Counts>, day: Date) -> String {
    let Some(counts) = counts else {
        return format!("how many Parties it has as at {} is not recorded here", day.in_words());
    };
    let several = |n: usize, one: &str, more: &str| format!("{n} {}", if n == 1 { one } else { more });
    let mut parts = vec![several(counts.bound, "Party", "Parties")];
    if counts.contracting > 0 {
        parts.push(match counts.contracting {
            1 => "1 more has consented and waits for entry into force".to_owned(),
            n => format!("{n} more have consented and wait for entry into force"),
        });
    }
    parts.push(format!("{} not consented", several(counts.signatories, "signatory has", "signatories have")));
    if counts.uncertain > 0 {
        parts.push(format!("the status of {} is uncertain on that day", counts.uncertain));
    }
    let collected = match row.complete_to {
        Some(last) => format!("acts collected to {}", last.in_words()),
        None => "how far its acts were collected is not recorded".to_owned(),
    };
    format!("as at {}, {} ({collected})", day.in_words(), parts.join("; "))
}

/// What one participant did, in the words of a status list.
fn of_participant(
    name: &str,
    status: Option<Status>,
    acts: &[ActView],
    uncertain: bool,
    day: Date,
) -> String {
    let as_at = format!("as at {}", day.in_words());
    let Some(status) = status else {
        return format!("what {name} has done under it is not recorded here ({as_at})");
    };
    let mut parts = Vec::new();
    for act in acts {
        let on = match (act.date, act.earliest, act.latest) {
            (Some(on), ..) => format!("on {}", on.in_words()),
            (None, Some(first), Some(last)) => {
                format!("on a day between {} and {}", first.in_words(), last.in_words())
            }
            (None, _, Some(last)) => format!("by {}", last.in_words()),
            (None, ..) => "on a day not known".to_owned(),
        };
        let by =
            act.done_by.as_ref().map_or_else(|| name.to_owned(), |union| format!("{union} (now {name})"));
        parts.push(if act.act == ActKind::Unsigning {
            format!("notice given by {by} {on} that it does not intend to become a party")
        } else {
            format!("{} by {by} {on}", act.act.passive())
        });
        let computed =
            if act.effective_from == Some("published") { "" } else { " (computed from the clause)" };
        match act.effective_on {
            Some(effect) if act.act.is_consent() => {
                let enters = if effect <= day { "entered" } else { "enters" };
                parts.push(format!("{enters} into force for {name} on {}{computed}", effect.in_words()));
            }
            None if act.act.is_consent() => parts.push(format!("not in force for {name}")),
            Some(effect) if act.act.is_exit() => {
                parts.push(format!("with effect from {}{computed}", effect.in_words()));
            }
            _ => {}
        }
    }
    if parts.is_empty() {
        return format!("neither signed nor consented to by {name} {as_at}");
    }
    let doubt = if uncertain { ", uncertain on that day" } else { "" };
    let left = match status {
        Status::Former => format!("; no longer in force for {name}"),
        Status::Unsigned => String::new(),
        status if status.consented() => String::new(),
        _ => format!("; not ratified, accepted, approved or acceded to by {name}"),
    };
    format!("{}{left} ({as_at}{doubt})", parts.join(", "))
}
