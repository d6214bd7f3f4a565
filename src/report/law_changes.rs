//! What changed in law on the days of a range, as the record has it now.

use serde::Serialize;

use super::range::Range;
use super::set::Names;
use super::{ActView, Named};
use crate::error::Result;
use crate::model::{ActKind, Confidence, Date, Mode, Status, words};
use crate::store::{ActRow, StatusChange, Store, TreatyRow, Whose};

/// One change in law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LawLine {
    /// The first day on which it holds.
    pub day: Date,
    /// Number of the treaty.
    pub treaty: String,
    /// Whose; none for the treaty itself.
    pub participant: Option<Named>,
    /// What sort of change.
    pub change: ChangeInLaw,
    /// The status before, where the status changes.
    pub from: Option<Status>,
    /// The status from that day on, where the status changes.
    pub to: Option<Status>,
    /// Whether the new status lies inside the window of an act whose day is not known.
    pub uncertain: bool,
    /// What begins or ends, where it is a mode.
    pub mode: Option<Mode>,
    /// The part of the treaty that the mode concerns, in words.
    pub scope: Option<String>,
    /// Why on that day.
    pub because: Because,
    /// The act that brings it; none where there is none.
    pub act: Option<Bringing>,
}

words! {
    /// The sorts of change in law.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    ChangeInLaw():
    /// The treaty itself enters into force.
    EntryIntoForce = "entry-into-force";
    /// The treaty itself ends for all.
    End = "end";
    /// A status becomes another.
    Status = "status";
    /// A mode of application begins.
    ModeBegins = "mode-begins";
    /// A mode of application ends.
    ModeEnds = "mode-ends";
}

words! {
    /// Why something changes on its day.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    Because():
    /// An act was done on that day.
    Act = "act";
    /// Time alone: an earlier act takes effect.
    Time = "time";
    /// A later act reaches back to that day, as a succession does.
    LaterAct = "later-act";
    /// The participant takes over what another one did.
    TakingOver = "taking-over";
    /// The participant ends.
    EndOfParticipant = "end-of-participant";
    /// The treaty ends.
    EndOfTreaty = "end-of-treaty";
    /// No act is known that brings it.
    Unknown = "unknown";
}

/// An act that brings a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Bringing {
    /// As it is cited: @N.
    pub entry: String,
    /// What.
    pub act: ActKind,
    /// Under which treaty, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub under: Option<String>,
    /// Its day; none where that is not known.
    pub date: Option<Date>,
    /// The last day on which it can have been done, from which it counts, where its day is not known.
    pub latest: Option<Date>,
    /// The day from which it has effect, where it has one of its own.
    pub effective_on: Option<Date>,
    /// Whether that day is `published`, `computed`, or `estimated`: the earliest possible one.
    pub effective_from: Option<&'static str>,
    /// Support.
    pub confidence: Confidence,
    /// Whether the compiler's knowledge is all there is.
    pub no_source: bool,
    /// Codes of its sources.
    #[serde(skip)]
    pub sources: Vec<String>,
}

impl LawLine {
    /// A change of the treaty itself, brought by an act.
    fn on(day: Date, treaty: String, change: ChangeInLaw, act: Option<ActRow>) -> Self {
        Self {
            day,
            participant: None,
            change,
            from: None,
            to: None,
            uncertain: false,
            mode: None,
            scope: None,
            because: act.as_ref().map_or(Because::Unknown, |act| timing(act, day)),
            act: act.map(|act| bringing(act, &treaty)),
            treaty,
        }
    }
}

/// The changes in order of time; on one day those of the treaty itself first.
pub(super) fn law_changes(
    store: &Store,
    range: Range,
    whose: Whose,
    treaties: &[TreatyRow],
    names: &Names,
) -> Result<Vec<LawLine>> {
    let days = range.since..=range.until;
    let mut lines = Vec::new();
    if whose.participant.is_none() {
        for treaty in treaties {
            of_treaty(store, treaty, range, &mut lines)?;
        }
    }
    for change in store.status_changes(&days, whose)? {
        let act = act_of(store, &change.treaty, change.act)?;
        let ended = treaties.iter().any(|row| row.code == change.treaty && row.ended_on == Some(change.day));
        lines.push(LawLine {
            from: Some(change.from),
            to: Some(change.to),
            uncertain: change.uncertain,
            because: because(act.as_ref(), &change, ended),
            participant: Some(names.named(&change.participant)),
            ..LawLine::on(change.day, change.treaty, ChangeInLaw::Status, act)
        });
    }
    for change in store.mode_changes(&days, whose)? {
        let what = if change.begins { ChangeInLaw::ModeBegins } else { ChangeInLaw::ModeEnds };
        lines.push(LawLine {
            mode: Some(change.mode),
            scope: change.scope,
            participant: Some(names.named(&change.participant)),
            ..LawLine::on(change.day, change.treaty.clone(), what, act_of(store, &change.treaty, change.act)?)
        });
    }
    lines.sort_by_cached_key(|line| {
        let who = line.participant.as_ref().map(|participant| participant.name.clone());
        (line.day, line.treaty.clone(), who, line.change)
    });
    Ok(lines)
}

/// The entry into force and the end of a treaty itself.
fn of_treaty(store: &Store, treaty: &TreatyRow, range: Range, lines: &mut Vec<LawLine>) -> Result<()> {
    let within = |day: &Date| (range.since..=range.until).contains(day);
    let mut line = |day, change, act| lines.push(LawLine::on(day, treaty.code.clone(), change, act));
    if let Some(day) = treaty.entry_into_force().filter(within) {
        let act = match of_depositary(store, treaty, ActKind::EntryIntoForce, day)? {
            None => act_of(store, &treaty.code, treaty.met_by)?,
            announced => announced,
        };
        line(day, ChangeInLaw::EntryIntoForce, act);
    }
    if let Some(day) = treaty.ended_on.filter(within) {
        line(day, ChangeInLaw::End, of_depositary(store, treaty, ActKind::Termination, day)?);
    }
    Ok(())
}

/// The act of the depositary that gives this day.
fn of_depositary(store: &Store, treaty: &TreatyRow, kind: ActKind, day: Date) -> Result<Option<ActRow>> {
    let mut acts = store.treaty_acts(&treaty.code)?.into_iter();
    Ok(acts.rfind(|act| act.kind == kind && act.effect().or(act.day()) == Some(day)))
}

fn act_of(store: &Store, treaty: &str, id: Option<i64>) -> Result<Option<ActRow>> {
    id.map_or(Ok(None), |id| store.act_under(treaty, id))
}

fn because(act: Option<&ActRow>, change: &StatusChange, treaty_ended: bool) -> Because {
    match act {
        Some(act) if act.day() < Some(change.day) && act.effect() != Some(change.day) => {
            // Its own instrument may have waited for another's.
            let is_own = act.participant == change.participant && act.done_by.is_none();
            let waited = is_own && act.kind.is_consent() && change.to == Status::Contracting;
            if change.from == Status::None && change.to != Status::None && !waited {
                Because::TakingOver
            } else {
                Because::Time
            }
        }
        Some(act) => timing(act, change.day),
        None if treaty_ended => Because::EndOfTreaty,
        None if change.to == Status::None => Because::EndOfParticipant,
        None => Because::Unknown,
    }
}

/// How the day of an act stands to the day on which it changes something.
fn timing(act: &ActRow, day: Date) -> Because {
    match act.day() {
        Some(done) if done == day => Because::Act,
        Some(done) if done > day => Because::LaterAct,
        Some(_) => Because::Time,
        None => Because::Unknown,
    }
}

fn bringing(act: ActRow, treaty: &str) -> Bringing {
    let under = act.under.clone().or_else(|| Some(act.treaty.clone()).filter(|under| under != treaty));
    let view = ActView::of(act);
    Bringing {
        date: view.date,
        latest: view.latest,
        entry: view.entry,
        act: view.act,
        under,
        effective_on: view.effective_on,
        effective_from: view.effective_from,
        confidence: view.confidence,
        no_source: view.no_source,
        sources: view.sources,
    }
}
