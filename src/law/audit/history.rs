//! What stood before each act of one participant.

use super::evidence::{ActFact, TreatyRecord};
use crate::model::{ActKind, Date};

/// An act, and what stood before it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Before<'a> {
    pub fact: &'a ActFact,
    /// The signature that stands.
    pub signature: Option<&'a ActFact>,
    /// The consent that stands.
    pub consent: Option<&'a ActFact>,
    /// The last notice to leave; on its day of effect the consent ends.
    pub exit: Option<&'a ActFact>,
    /// Whether it had consented ever before.
    pub had_consented: bool,
}

/// The acts under a treaty, by participant and in their order, each with what stood before it.
pub(super) fn history(record: &TreatyRecord) -> impl Iterator<Item = Before<'_>> {
    record.by_participant().flat_map(of_one)
}

fn of_one(acts: &[ActFact]) -> Vec<Before<'_>> {
    let mut steps = Vec::with_capacity(acts.len());
    let (mut signature, mut consent, mut exit): (Option<&ActFact>, Option<&ActFact>, Option<&ActFact>) =
        (None, None, None);
    let mut had_consented = false;
    for fact in acts {
        let kind = fact.act.kind;
        let revokes = kind == ActKind::RevocationOfDenunciation;
        let is_over = exit.is_some_and(|exit| match exit.effect() {
            Some(end) => end <= fact.act.day,
            // Where nobody knows when it left, a new consent says that it had.
            None => kind.is_consent(),
        });
        if is_over && !revokes {
            (consent, exit, signature) = (None, None, None);
        }
        steps.push(Before { fact, signature, consent, exit, had_consented });
        match kind {
            _ if revokes => exit = exit.filter(|_| is_over),
            ActKind::WithdrawalOfConsent => consent = None,
            ActKind::Unsigning => signature = None,
            _ if kind.is_exit() => exit = exit.or(Some(fact)),
            _ => {}
        }
        if kind.is_signature() {
            signature = Some(fact);
        }
        if kind.is_consent() {
            had_consented = true;
            consent = Some(fact).filter(|_| !fact.act.withdrawn);
            exit = None;
        }
    }
    steps
}

/// Days from one day to another, with a sign: `+31 days`, `-1 day`.
pub(super) fn apart(day: Date, from: Date) -> String {
    let days = day.days_since(from);
    format!("{days:+} {}", if days.abs() == 1 { "day" } else { "days" })
}
