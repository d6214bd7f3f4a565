//! Who is bound without a consent of their own, on which days: parties to a treaty that this one amends, and members of an
//! organisation that is a party and has the competence for all of it. It is no status, and nobody counts it as a consent.

use super::amended::joined;
use super::binding::{Admitted, Binding};
use super::case::Case;
use super::modes::ModeSpell;
use super::relations::SpansByCode;
use super::spells::Spell;
use super::statement_ends::{End, ends, withdrawn};
use super::statements::Statement;
use super::tacit::Tacit;
use crate::model::{Date, Mode, Span, StatementKind, union_of, without};

/// The days on which each is bound without its own consent, less those on which it is bound by that; `in_force_on` is the
/// treaty's own entry into force. By participant, mode and day.
pub(super) fn carried(case: &Case, spells: &[Spell], in_force_on: Option<Date>) -> Vec<ModeSpell> {
    let rules = case.treaty.bindings();
    if rules.is_empty() {
        return Vec::new();
    }
    let statements = &case.relations.statements;
    let question =
        Carried { case, spells, statements, ends: ends(case.treaty, statements, &|_| None), in_force_on };
    let mut carried = Vec::new();
    for rule in rules {
        let (mode, spans) = match &rule {
            Binding::OwnConsent | Binding::MayLeave(_) => continue,
            Binding::Through(organisation, article, when, members) => {
                let declared = question.declared(organisation, |it| article.is_named(it), when);
                let members = members.spans(case.world, case.relations);
                (Mode::ThroughOrganisation, question.members(organisation, &declared, members))
            }
            Binding::All(amended)
            | Binding::UnlessObjected(Tacit { amended, .. })
            | Binding::Later(amended) => (Mode::AsAmended, question.parties(amended, &rule)),
        };
        for (participant, spans) in spans {
            let spans = without(union_of(spans), &bound(spells, &[&participant]));
            carried.extend(spans.into_iter().map(|span| ModeSpell {
                participant: participant.clone(),
                mode,
                since: span.since,
                until: span.until,
                opened_by: None,
                scope: None,
            }));
        }
    }
    carried.sort_by(|one, other| {
        (&one.participant, one.mode, one.since).cmp(&(&other.participant, other.mode, other.since))
    });
    carried.dedup_by(|one, other| {
        (&one.participant, one.mode, one.since) == (&other.participant, other.mode, other.since)
    });
    carried
}

struct Carried<'a> {
    case: &'a Case<'a>,
    spells: &'a [Spell],
    statements: &'a [Statement],
    ends: Vec<Option<End>>,
    in_force_on: Option<Date>,
}

impl<'a> Carried<'a> {
    /// The parties to the amended treaty that the text as amended binds.
    fn parties(&self, amended: &str, rule: &Binding) -> SpansByCode {
        let (Some(in_force_on), Some(parties)) = (self.in_force_on, self.case.relations.bound.get(amended))
        else {
            return SpansByCode::new();
        };
        let consented = self.case.relations.consented.get(amended);
        let in_force = Span { since: in_force_on, until: self.case.ends_on() };
        // What one objects to counts from its consent on.
        let from_consent = |(code, days): (&'a str, Span)| {
            let consents = consented.and_then(|all| all.get(code)).cloned().unwrap_or_default();
            let consent = union_of(consents).into_iter().find(|consent| consent.holds(days.since));
            let since = consent.map_or(days.since, |consent| consent.since);
            (code, Span { since, until: days.until })
        };
        let of = |code: &'a String, spans: &Vec<Span>| -> Vec<Span> {
            let each = union_of(spans.clone()).into_iter().filter_map(|span| {
                let joined = joined(self.case, amended, code, span);
                let since = match rule {
                    Binding::UnlessObjected(tacit) => {
                        let speakers: Vec<(&str, Span)> =
                            joined.speakers.into_iter().map(from_consent).collect();
                        self.objected(code, &speakers, tacit.last_day(self.case))
                    }
                    // Whoever joins later can say so when it does (VCLT art. 40(5)).
                    Binding::Later(_) if joined.since < in_force_on => return None,
                    Binding::Later(_) => {
                        let from = joined.speaks_from;
                        let of = |who| Span::from(if who == code.as_str() { from } else { Date::FIRST });
                        let speakers = joined.speakers.iter().map(|(who, _)| (*who, of(*who)));
                        let speakers: Vec<(&str, Span)> = speakers.collect();
                        self.objected(code, &speakers, Some(joined.since))
                    }
                    _ => Some(Date::FIRST),
                };
                span.and(in_force)?.and(Span::from(since?))
            });
            each.collect()
        };
        let all = parties.iter().map(|(code, spans)| (code.clone(), of(code, spans)));
        all.filter(|(_, spans)| !spans.is_empty()).collect()
    }

    /// From which day on it is bound, for all that was objected for it on these days and by the last day: once it, or who had
    /// objected, has taken that back. None while that is not so.
    fn objected(&self, code: &str, speakers: &[(&str, Span)], last_day: Option<Date>) -> Option<Date> {
        let own = self.statements.iter().zip(&self.ends).filter(|(it, _)| {
            let speaks = |(who, during): &(&str, Span)| it.participant == *who && during.holds(it.day);
            it.kind == StatementKind::ObjectionToAmendment
                && speakers.iter().any(speaks)
                && last_day.is_none_or(|last| it.earliest <= last)
        });
        let until = |(it, end): (&Statement, &Option<End>)| {
            let by_heir = || {
                let own = self.statements.iter().filter(|own| own.participant == code);
                withdrawn(self.case.treaty, it, own)
            };
            (*end).or_else(|| if it.participant == code { None } else { by_heir() }).map(|end| end.on)
        };
        own.map(until).try_fold(Date::FIRST, |since, end| Some(since.max(end?)))
    }

    /// While the organisation's declaration that it has the competence is in effect.
    fn declared(&self, organisation: &str, names: impl Fn(&[String]) -> bool, when: &Admitted) -> Vec<Span> {
        let codes = self.line(organisation);
        let consents: Vec<Date> = self
            .case
            .acts
            .iter()
            .filter(|act| act.kind.is_consent() && codes.contains(&act.participant.as_str()))
            .map(|act| act.day)
            .collect();
        let moments = self.case.treaty.moments(self.in_force_on, self.case.relations);
        let of = |(it, end): (&Statement, &Option<End>)| {
            let by_consent = consents.iter().any(|consent| it.day <= *consent);
            let since = match when {
                _ if by_consent => Date::FIRST,
                Admitted::AtConsent => return None,
                Admitted::AnyTime(effect) => {
                    it.effective_on.or_else(|| effect.apply(it.known_from(), &moments).ok())?
                }
            };
            Some(Span { since, until: end.map(|end| end.on) })
        };
        let own = self.statements.iter().zip(&self.ends).filter(|(it, _)| {
            it.kind == StatementKind::Declaration
                && codes.contains(&it.participant.as_str())
                && names(&it.articles)
        });
        union_of(own.filter_map(of).collect())
    }

    /// The members that the organisation binds, while it is bound and has declared so.
    fn members(&self, organisation: &str, declared: &[Span], members: SpansByCode) -> SpansByCode {
        let codes = self.line(organisation);
        let own = bound(self.spells, &codes);
        let binds: Vec<Span> =
            own.iter().flat_map(|one| declared.iter().filter_map(|other| one.and(*other))).collect();
        let of = |spans: Vec<Span>| -> Vec<Span> {
            spans.iter().flat_map(|one| binds.iter().filter_map(|other| one.and(*other))).collect()
        };
        let others = members.into_iter().filter(|(code, _)| !codes.contains(&code.as_str()));
        others.map(|(code, spans)| (code, of(spans))).filter(|(_, spans)| !spans.is_empty()).collect()
    }

    /// The organisation, and those in whose place it stands.
    fn line<'b>(&'b self, organisation: &'b str) -> Vec<&'b str> {
        let earlier = self.case.world.predecessors_of(organisation).iter().map(|it| it.code.as_str());
        std::iter::once(organisation).chain(earlier).collect()
    }
}

fn bound(spells: &[Spell], codes: &[impl AsRef<str>]) -> Vec<Span> {
    let own = spells
        .iter()
        .filter(|spell| spell.status.bound() && codes.iter().any(|code| code.as_ref() == spell.participant));
    union_of(own.map(Spell::span).collect())
}
