//! What holds beside the status: provisional application, suspension, consent to a part.

use super::case::Case;
use super::in_place::part_succeeded_to;
use super::spells::Spell;
use super::standing::DatedAct;
use super::succession::is_newly_independent;
use crate::model::{Act, ActKind, Date, Mode, Span, Status};

/// An interval in which a treaty applies to a participant in some mode beside its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModeSpell {
    /// Code of the participant.
    pub participant: String,
    /// The mode.
    pub mode: Mode,
    /// First day.
    pub since: Date,
    /// First day no longer; none if no end is known.
    pub until: Option<Date>,
    /// The act that began it; none where the law did.
    pub opened_by: Option<i64>,
    /// The part of the treaty concerned, in words; none for the whole.
    pub scope: Option<String>,
}

impl ModeSpell {
    /// Its days.
    #[must_use]
    pub fn span(&self) -> Span {
        Span { since: self.since, until: self.until }
    }
}

/// The modes of one participant, from its acts in their order and its spells; its consent stood on the days that
/// `days_of_consent` gives.
pub(super) fn modes_of(
    code: &str,
    acts: &[DatedAct],
    (consented, spells): (&[Span], &[Spell]),
    case: &Case,
    (ends_on, provisional_until): (Option<Date>, Option<Date>),
) -> Vec<ModeSpell> {
    let concerned = |dated: &DatedAct| {
        dated.act.scope.is_some()
            || matches!(
                dated.act.kind,
                ActKind::ProvisionalApplication | ActKind::Suspension | ActKind::Succession
            )
    };
    if case.treaty_acts.is_empty() && !acts.iter().any(concerned) {
        return Vec::new();
    }
    let mut modes = Vec::new();
    let mut add = |mode, since: Date, until: Option<Date>, act: &Act, scope: Option<&str>| {
        if until.is_none_or(|until| since < until) {
            modes.push(ModeSpell {
                participant: code.to_owned(),
                mode,
                since,
                until,
                opened_by: Some(act.id),
                scope: scope.map(str::to_owned),
            });
        }
    };
    for dated in of_kind(acts, ActKind::ProvisionalApplication) {
        let since = begins(dated);
        let until = earlier(provisional_end(acts, spells, since), earlier(ends_on, provisional_until));
        add(Mode::Provisional, since, until, dated.act, dated.act.scope.as_deref());
    }

    // While it is bound, from suspension to resumption (VCLT arts 57, 72).
    let of_treaty = |kind: ActKind| {
        let acts = case.treaty_acts.iter().filter(move |act| act.kind == kind);
        acts.map(|act| (act.effective_on.unwrap_or(act.day), act))
    };
    let own = of_kind(acts, ActKind::Suspension).map(|dated| (begins(dated), dated.act));
    for (since, act) in own.chain(of_treaty(ActKind::Suspension)) {
        // What one suspended only it resumes, and what was suspended for all is resumed for all.
        let until = if act.participant.is_empty() {
            of_treaty(ActKind::Resumption).map(|end| end.0).filter(|day| *day > since).min()
        } else {
            of_kind(acts, ActKind::Resumption).map(begins).filter(|day| *day > since).min()
        };
        for bound in merged(spells, Status::bound) {
            if let Some(span) = bound.and(Span { since, until }) {
                add(Mode::Suspended, span.since, span.until, act, act.scope.as_deref());
            }
        }
    }

    // A newly independent State is a party since its independence, and the treaty operates between it and the others from its
    // notification on, unless it was applied provisionally before (1978 Vienna Convention arts 23(2), 27).
    for dated in of_kind(acts, ActKind::Succession).filter(|dated| is_newly_independent(case, dated.act)) {
        let applied = of_kind(acts, ActKind::ProvisionalApplication).map(begins).min();
        let until = earlier(Some(dated.act.day), applied);
        for bound in merged(spells, Status::bound) {
            let asked = Span { since: dated.effect.unwrap_or(dated.act.day), until };
            if let Some(span) = bound.and(asked) {
                add(Mode::Suspended, span.since, span.until, dated.act, None);
            }
        }
    }

    // From consent to a part until the part changes or the consent ends (VCLT art. 17).
    let to_a_part =
        acts.iter().filter(|dated| dated.act.kind.is_consent() || dated.act.kind == ActKind::ChangeOfScope);
    for dated in to_a_part {
        let succeeds = dated.act.kind == ActKind::Succession;
        let own = dated.act.scope.as_deref();
        // A successor keeps its predecessor's consent to a part, unless it says otherwise (1978 Vienna Convention art. 21).
        let Some(scope) = own.or_else(|| part_succeeded_to(case, dated.act)) else { continue };
        let since = match dated.act.kind {
            _ if succeeds => dated.counts_from(),
            ActKind::ChangeOfScope => begins(dated),
            _ => dated.act.day,
        };
        let change = of_kind(acts, ActKind::ChangeOfScope).map(begins).filter(|day| *day > since).min();
        // What one consented to in whose place it stands began before its own days.
        let days = consented.iter().find(|days| days.holds(since));
        let Some(days) = days.and_then(|days| days.and(Span { since, until: change })) else { continue };
        for own in merged(spells, Status::consented) {
            if let Some(span) = own.and(days) {
                add(Mode::Partial, span.since, span.until, dated.act, Some(scope));
            }
        }
    }
    modes.sort_by_key(|mode| (mode.mode, mode.span(), mode.opened_by));
    apart(modes)
}

/// The days on which consent stood, also that of another in whose place a participant stands now, where it may be to a part:
/// `intervals` are its spells before they are kept to its own days.
pub(super) fn days_of_consent(acts: &[DatedAct], intervals: &[Spell]) -> Vec<Span> {
    let may_be_partial =
        |dated: &DatedAct| dated.act.scope.is_some() || dated.act.kind == ActKind::Succession;
    if acts.iter().any(may_be_partial) { merged(intervals, Status::consented) } else { Vec::new() }
}

fn begins(dated: &DatedAct) -> Date {
    dated.effect.unwrap_or(dated.act.day)
}

/// The first day on which a treaty that one applies provisionally from `since` on no longer is so applied: notice that ends
/// it, one not to become a party (VCLT art. 25(2)) from the day that the treaty gives it effect, its entry into force for it.
pub(super) fn provisional_end(acts: &[DatedAct], spells: &[Spell], since: Date) -> Option<Date> {
    let ends = || of_kind(acts, ActKind::EndOfProvisionalApplication);
    let is_known = |dated: &&DatedAct| dated.effect.is_some() || !dated.act.waits;
    let notice = ends().filter(is_known).map(begins);
    // One notice may be recorded as both; the treaty may give it effect on a later day than that of its receipt.
    let is_of_its_own = |dated: &&DatedAct| !ends().any(|end| end.act.day == dated.act.day);
    let refusal = of_kind(acts, ActKind::Unsigning).filter(is_of_its_own).filter(is_known).map(begins);
    let in_force = spells.iter().filter(|spell| spell.status.bound()).map(|spell| spell.since);
    let succession = of_kind(acts, ActKind::Succession).map(|dated| dated.act.day);
    let ends = notice.chain(refusal).chain(in_force).chain(succession);
    ends.filter(|day| *day >= since).min()
}

/// Of each mode at most one on any day: a later one begins where the earlier one ends.
fn apart(modes: Vec<ModeSpell>) -> Vec<ModeSpell> {
    let mut kept: Vec<ModeSpell> = Vec::new();
    for mut mode in modes {
        if let Some(last) = kept.last().filter(|last| last.mode == mode.mode) {
            let Some(end) = last.until else {
                continue;
            };
            mode.since = mode.since.max(end);
            if mode.until.is_some_and(|until| until <= mode.since) {
                continue;
            }
        }
        kept.push(mode);
    }
    kept
}

fn of_kind<'a, 'b>(acts: &'b [DatedAct<'a>], kind: ActKind) -> impl Iterator<Item = &'b DatedAct<'a>> {
    acts.iter().filter(move |dated| dated.act.kind == kind)
}

pub(super) fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

/// The days on which the status is of some sort.
fn merged(spells: &[Spell], sort: fn(Status) -> bool) -> Vec<Span> {
    let of_sort = spells.iter().filter(|spell| sort(spell.status));
    crate::model::union_of(of_sort.map(Spell::span).collect())
}
