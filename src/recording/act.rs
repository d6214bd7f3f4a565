//! One act: judged by the law at its own day, and written with what follows from it.

use super::register::Options;
use super::usage;
use crate::error::{Error, Result};
use crate::model::{ActBody, ActDay, ActKind, Body, Date};
use crate::store::{Draft, Outcome, Store, resolve};

/// An act that somebody wants to record, with names as people write them.
#[derive(Debug, Clone)]
pub struct NewAct<'a> {
    /// What was done.
    pub act: ActKind,
    /// Under which treaty.
    pub treaty: &'a str,
    /// Whose act; none for the whole treaty.
    pub participant: Option<&'a str>,
    /// Whether it is meant for the whole treaty.
    pub treaty_level: bool,
    /// The day of the act, or the window in which it lies.
    pub on: ActDay,
    /// The day on which the depositary notified it.
    pub notified_on: Option<Date>,
    /// The day of effect as published; of a succession its date.
    pub effective_on: Option<Date>,
    /// The territory concerned.
    pub territory: Option<&'a str>,
    /// The part of the treaty concerned.
    pub scope: Option<&'a str>,
    /// What it waits for before it takes effect.
    pub waits_for: Option<&'a str>,
    /// Remarks.
    pub note: Option<&'a str>,
    /// Whether it is to be recorded even if the law refuses it.
    pub force: bool,
    /// The day on which its effect is to be looked at, where that is not its own.
    pub as_of: Option<Date>,
}

/// Records an act, or with `dry_run` finds out on a copy in memory what would follow.
pub fn record(store: &mut Store, new: &NewAct, options: &Options) -> Result<Outcome> {
    let treaty = resolve::treaty(store, new.treaty)?.code;
    fits_its_kind(new)?;
    let code = |name| resolve::participant(store, name).map(|row| row.code);
    let participant = new.participant.map(code).transpose()?;
    let territory = new.territory.map(code).transpose()?;
    let act = new.act;
    if territory.is_some() && !act.is_territorial() {
        return usage(format!("--territory goes with a territorial act, not with {act}"));
    }
    if territory.is_none() && act.is_territorial() {
        return usage(format!("{act} needs --territory"));
    }
    if new.as_of.is_some_and(|day| day < new.on.earliest) {
        return usage("--as-of is before --on: nothing has changed by then");
    }
    let on = new.on.by(options.today);
    let window = |day: Date| on.known().is_none().then_some(day);
    let draft = Draft {
        act: ActBody {
            earliest: window(on.earliest),
            latest: window(on.latest),
            notified_on: new.notified_on,
            effective_on: new.effective_on,
            territory,
            scope: new.scope.map(str::to_owned),
            waits_for: new.waits_for.map(str::to_owned),
            note: new.note.map(str::to_owned),
            confidence: options.confidence(),
            ..ActBody::of(&treaty, participant.as_deref(), act, on.known())
        },
        recording: options.recording.clone(),
        today: options.today,
        force: new.force,
    };
    if options.dry_run {
        store.try_out()?;
    }
    write(store, draft)
}

/// Records an act whose participant and treaty are given by their codes, if the law allows it.
pub fn write(store: &mut Store, draft: Draft) -> Result<Outcome> {
    Body::Act(draft.act.clone()).check().map_err(Error::Refused)?;
    store.record(draft)
}

/// The act can be done by whom it is said to be, and has a part of the treaty where one is given.
fn fits_its_kind(new: &NewAct) -> Result<()> {
    let NewAct { act, treaty_level, .. } = *new;
    if treaty_level && !act.is_of_treaty() {
        return usage(format!("{act} is an act of a participant: leave out --treaty-level"));
    }
    if !treaty_level && new.participant.is_none() && act.is_of_participant() {
        let whole = if act.is_of_treaty() { ", or add --treaty-level for the whole treaty" } else { "" };
        return usage(format!("whose {act}? name the participant{whole}"));
    }
    if !treaty_level && !act.is_of_participant() {
        return usage(format!("{act} is an act for the whole treaty: add --treaty-level"));
    }
    if new.waits_for.is_some() && !act.takes_effect() {
        return usage(format!("--waits-for does not go with {act}: it has no day of effect of its own"));
    }
    let has_parts = act.is_consent()
        || matches!(
            act,
            ActKind::ChangeOfScope
                | ActKind::ProvisionalApplication
                | ActKind::Suspension
                | ActKind::Denunciation
                | ActKind::Withdrawal
                | ActKind::Correction
        );
    if new.scope.is_some() && !has_parts {
        return usage(format!("--scope does not go with {act}"));
    }
    Ok(())
}
