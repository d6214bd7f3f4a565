//! Provisional application that begins with the signature, where the treaty says so (VCLT art. 25), and the day from which
//! nobody applies a treaty provisionally any more.

use super::case::Case;
use super::consent_clauses::Provisional;
use super::effect_dates::DatedActs;
use super::modes::{ModeSpell, earlier, provisional_end};
use super::spells::Spell;
use super::statement_ends::ends;
use crate::model::{Date, Mode, Span, StatementKind, without};

/// The day from which nobody applies it provisionally any more, by a clause, where it is in force from `entry`.
pub(super) fn ends_for_all(case: &Case, entry: Option<Date>) -> Option<Date> {
    let last = case.treaty.provisional().filter_map(|(rule, _)| match rule {
        Provisional::Until(rule) => rule.apply(entry?, &case.treaty.moments(entry, case.relations)).ok(),
        Provisional::FromSignature | Provisional::FromSignatureUnless(_) => None,
    });
    last.min()
}

/// The days on which signatories apply the treaty provisionally because they signed it, less those on which they do by a
/// notification of their own, and those on which a declaration stands that they do not accept that.
pub(super) fn by_signature(
    case: &Case,
    dated_acts: &DatedActs,
    (spells, modes): (&[Spell], &[ModeSpell]),
    until: Option<Date>,
) -> Vec<ModeSpell> {
    let mut rules = case.treaty.provisional().map(|(rule, _)| rule);
    let Some(rule) = rules.find(|rule| !matches!(rule, Provisional::Until(_))) else {
        return Vec::new();
    };
    let statements = &case.relations.statements;
    let ends = ends(case.treaty, statements, &|_| None);
    // It can be declared with the signature only, and taken back at any time.
    let declared = |code: &str, signed_on: Date| -> Vec<Span> {
        let Provisional::FromSignatureUnless(article) = rule else { return Vec::new() };
        let own = statements.iter().zip(&ends).filter(|(it, _)| {
            it.kind == StatementKind::Declaration
                && it.participant == code
                && it.earliest <= signed_on
                && article.is_named(&it.articles)
        });
        own.map(|(_, end)| Span { since: signed_on, until: end.map(|end| end.on) }).collect()
    };
    let mut found: Vec<ModeSpell> = Vec::new();
    for (code, acts) in dated_acts.by_participant() {
        let first = spells.partition_point(|spell| spell.participant.as_str() < code);
        let own = &spells[first..];
        let own = &own[..own.partition_point(|spell| spell.participant == code)];
        let (Some(start), Some(last)) = (own.first(), own.last()) else { continue };
        let notified = modes.iter().filter(|mode| mode.participant == code && mode.mode == Mode::Provisional);
        let mut taken: Vec<Span> = notified.map(ModeSpell::span).collect();
        for dated in acts.iter().filter(|dated| dated.act.kind.is_signature() && !dated.is_gone) {
            let since = dated.act.day.max(start.since);
            let end = earlier(provisional_end(acts, own, since), earlier(dated_acts.ends_on, until));
            let span = Span { since, until: earlier(end, last.until) };
            let is_bound = own.iter().any(|spell| spell.status.bound() && spell.span().holds(since));
            if is_bound || span.until.is_some_and(|until| until <= since) {
                continue;
            }
            let except: Vec<Span> = taken.iter().copied().chain(declared(code, dated.act.day)).collect();
            for span in without(vec![span], &except) {
                taken.push(span);
                found.push(ModeSpell {
                    participant: code.to_owned(),
                    mode: Mode::Provisional,
                    since: span.since,
                    until: span.until,
                    opened_by: Some(dated.act.id),
                    scope: None,
                });
            }
        }
    }
    found
}
