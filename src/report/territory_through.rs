//! Through whom a treaty applies to a territory, or does not, and why.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Named;
use super::act_view::real_sources;
use super::set::Names;
use crate::law::{Practice, Spell, territorial_practice};
use crate::model::{ActKind, Date, Span, Status, Tie, words};
use crate::store::{ActRow, ParticipantRow, ReservationRow};

words! {
    /// Whether a treaty applies to a territory; the surest answer first.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
    #[serde(rename_all = "kebab-case")]
    Applies():
    /// By an act on record.
    Yes = "yes";
    /// By the rule that a treaty binds a party for its entire territory (VCLT art. 29); nothing else is on record.
    Presumed = "presumed";
    /// What is on record does not tell.
    NotKnown = "not known";
    /// By an act on record, or because nobody through whom it could apply is bound.
    No = "no";
}

/// Whether a treaty applies to a territory through one participant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Through {
    /// Through whom.
    #[serde(flatten)]
    pub participant: Named,
    /// Its status on the day.
    pub status: Status,
    /// Whether it applies.
    pub applies: Applies,
    /// Since when, where that is known.
    pub since: Option<Date>,
    /// Why.
    pub because: String,
    /// The entry on which that rests.
    pub entry: Option<String>,
    /// Codes of its sources.
    pub sources: Vec<String>,
}

/// Whether it applies to a territory on a day, of what is known through each.
pub(super) fn applies(row: &ParticipantRow, through: &[Through], day: Date) -> Applies {
    let ended = row.exists_until.is_some_and(|end| end <= day);
    let surest = through.iter().map(|through| through.applies).min();
    if ended { Applies::No } else { surest.unwrap_or(Applies::NotKnown) }
}

/// What the answer on one territory on a day rests on.
pub(super) struct Asked<'a> {
    pub row: &'a ParticipantRow,
    /// Whose it is, from day to day.
    pub ties: &'a [Tie],
    /// Those on territories by the day.
    pub acts: Vec<&'a ActRow>,
    /// Those after it.
    pub later: Vec<&'a ActRow>,
    pub others: &'a [ActRow],
    /// Those on territories by the day.
    pub statements: Vec<&'a ReservationRow>,
    pub spells: &'a [Spell],
    pub names: &'a Names,
    pub day: Date,
}

/// Whether it applies, since when and why, and the entry with the sources that this rests on.
type Answer<'a> = (Applies, Option<Date>, String, Option<(i64, &'a [String])>);

impl<'a> Asked<'a> {
    fn spell(&self, code: &str) -> Option<&'a Spell> {
        self.spells.iter().find(|spell| spell.participant == code && spell.span().holds(self.day))
    }

    fn is_about_it(&self, territory: Option<&String>) -> bool {
        territory == Some(&self.row.code)
    }

    /// Those through whom the treaty can apply to it: who said so, whose territory it is recorded as, itself.
    fn candidates(&self) -> BTreeSet<String> {
        let said = self.acts.iter().filter(|act| self.is_about_it(act.territory.as_ref()));
        let stated = self.statements.iter().filter(|row| self.is_about_it(row.territory.as_ref()));
        let itself = self.spell(&self.row.code).map(|spell| spell.participant.clone());
        said.map(|act| act.participant.clone())
            .chain(stated.map(|row| row.participant.clone()))
            .chain(self.ties.iter().filter(|(_, days)| days.since <= self.day).map(|(code, _)| code.clone()))
            .chain(itself)
            .collect()
    }

    /// Through each of them, the surest answer first.
    pub fn answers(&self) -> Vec<Through> {
        let mut answers: Vec<Through> = self.candidates().iter().map(|code| self.through(code)).collect();
        answers.sort_by_key(|through| through.applies);
        answers
    }

    fn through(&self, code: &str) -> Through {
        let spell = self.spell(code);
        let status = spell.map_or(Status::None, |spell| spell.status);
        let participant = self.names.named(code);
        let consent = spell.and_then(|spell| spell.consent);
        let consent = self.others.iter().find(|act| Some(act.id) == consent);
        let (applies, since, because, rests_on) = if let Some(answer) = self.no_longer(&participant) {
            answer
        } else if status.bound() {
            let by_act = self.by_act(&participant, consent);
            by_act.unwrap_or_else(|| self.by_rule(&participant, consent))
        } else {
            self.by_notification(&participant).unwrap_or_else(|| {
                let because = format!("{} is not bound: its status is {status}", participant.name);
                (Applies::No, None, because, None)
            })
        };
        let entry = rests_on.map(|(id, _)| format!("@{id}"));
        let sources = rests_on.map_or_else(Vec::new, |(_, sources)| real_sources(sources.to_vec()));
        Through { participant, status, applies, since, because, entry, sources }
    }

    fn tie(&self, code: &str) -> Option<Span> {
        self.ties.iter().find(|(owner, days)| owner == code && days.since <= self.day).map(|(_, days)| *days)
    }

    /// The day on which it passed to a State, and from which one.
    fn passed_to(&self, code: &str) -> Option<(Date, &str)> {
        let since = self.tie(code).filter(|days| days.holds(self.day))?.since;
        let before = self.ties.iter().find(|(_, days)| days.until == Some(since))?;
        Some((since, &before.0))
    }

    /// It is no longer its territory, and the treaties of that State ceased to be in force there.
    fn no_longer(&self, Named { code, name }: &Named) -> Option<Answer<'_>> {
        let until = self.tie(code)?.until.filter(|until| *until <= self.day)?;
        let because = format!(
            "{} is no territory of {name} since {until}, and from then on its treaties are not in force there (1978 Vienna \
             Convention art. 15(a))",
            self.row.name
        );
        Some((Applies::No, Some(until), because, None))
    }

    /// It passed to one that is not bound: the treaty goes on there only where that one said so.
    fn by_notification(&self, Named { code, name }: &Named) -> Option<Answer<'_>> {
        let (since, before) = self.passed_to(code)?;
        let on_it = |act: &&ActRow| {
            self.is_about_it(act.territory.as_ref()) && act.kind == ActKind::TerritorialExtension
        };
        let own = self.acts.iter().copied().filter(on_it).find(|act| act.participant == *code);
        if let Some(act) = own.filter(|act| act.effect().or(act.day()).is_some_and(|on| on <= self.day)) {
            let on = act.effect().or(act.day());
            let because = format!(
                "{name}, which is not bound itself, notified that it goes on there (@{}), with effect from {} (1978 Vienna \
                 Convention art. 15; practice)",
                act.id,
                shown(on)
            );
            return Some((Applies::Yes, on, because, Some((act.id, &act.sources))));
        }
        let extended = self.acts.iter().copied().filter(on_it).find(|act| act.participant == before)?;
        let because = format!(
            "{} had extended it there (@{}), and the territory passed to {name} on {since}; whether {name} notified that it \
             goes on is not recorded",
            self.names.name(before),
            extended.id
        );
        Some((Applies::NotKnown, None, because, None))
    }

    /// By the act on it that took effect last, else by an extension whose day of effect is to come.
    fn by_act(&self, Named { code, name }: &Named, consent: Option<&ActRow>) -> Option<Answer<'_>> {
        let effect = |act: &ActRow| act.effect().or(act.day());
        let own = self.acts.iter().copied().filter(|act| act.participant == *code);
        let mut own: Vec<&ActRow> = own.filter(|act| self.is_about_it(act.territory.as_ref())).collect();
        own.sort_by_key(|act| (effect(act), act.id));
        let last = own.iter().rev().find(|act| effect(act).is_some_and(|since| since <= self.day));
        let to_come = own.last().filter(|act| act.kind == ActKind::TerritorialExtension);
        let (mut act, is_to_come) = (*last.or(to_come)?, last.is_none());
        if act.kind == ActKind::TerritorialExtension && !is_to_come {
            // One that repeats an earlier one changes nothing.
            let by_then = own.iter().rev().filter(|act| effect(act).is_some_and(|on| on <= self.day));
            let run = by_then.take_while(|act| act.kind == ActKind::TerritorialExtension);
            act = run.last().copied().unwrap_or(act);
        }
        let (applies, how, since) = match act.kind {
            ActKind::TerritorialExtension => {
                let begins = effect(act);
                let passed = self.passed_to(code).is_some_and(|(since, _)| begins >= Some(since));
                // What was notified when the territory passed held before the State was bound itself.
                let floor = consent.and_then(ActRow::effect).filter(|_| !passed);
                (Applies::Yes, "extended it there", begins.max(floor))
            }
            ActKind::TerritorialExclusion => (Applies::No, "excluded it", effect(act)),
            _ => (Applies::No, "withdrew its extension", effect(act)),
        };
        let only = if is_to_come { " only" } else { "" };
        let by = act.article.as_ref().map_or_else(String::new, |article| format!(", by {article}"));
        let because = format!("{name} {how} (@{}), with effect from {}{only}{by}", act.id, shown(since));
        let (applies, since) = if is_to_come { (Applies::No, None) } else { (applies, since) };
        Some((applies, since, because, Some((act.id, &act.sources))))
    }

    /// Where no act decides: a declaration on territories, extensions to others, or the rule of art. 29.
    fn by_rule<'b>(&'b self, Named { code, name }: &Named, consent: Option<&'b ActRow>) -> Answer<'b> {
        let comes = self.later.iter().copied().find(|act| {
            act.participant == *code
                && act.kind == ActKind::TerritorialExtension
                && self.is_about_it(act.territory.as_ref())
        });
        if let Some(act) = comes {
            let on = shown(act.day());
            let because = format!("{name} extended it there only later, by an act of {on} (@{})", act.id);
            return (Applies::No, None, because, Some((act.id, &act.sources)));
        }
        let open = self.statements.iter().copied().find(|row| {
            row.participant == *code
                && row.statement == "territorial"
                && (row.territory.is_none() || self.is_about_it(row.territory.as_ref()))
                && row.withdrawn_on.is_none_or(|end| self.day < end)
        });
        if let Some(row) = open {
            let because = format!(
                "{name} made a declaration on territories, and which ones it concerns is not recorded (@{}): “{}”",
                row.id, row.summary
            );
            return (Applies::NotKnown, None, because, Some((row.id, &row.sources.0)));
        }
        let is_extension =
            |act: &&ActRow| act.participant == *code && act.kind == ActKind::TerritorialExtension;
        if let Some(act) = self.acts.iter().copied().find(is_extension) {
            let other = act.territory.as_ref().map_or_else(String::new, |code| self.names.name(code));
            let because = format!(
                "{name} extended it to {other} (@{}) by an act, and none for {} is recorded",
                act.id, self.row.name
            );
            return (Applies::NotKnown, None, because, Some((act.id, &act.sources)));
        }
        let rests_on = consent.map(|act| (act.id, &*act.sources));
        let in_force = consent.and_then(ActRow::effect);
        if let Some((since, before)) = self.passed_to(code).filter(|passed| in_force < Some(passed.0)) {
            let because = format!(
                "{name} is bound, and since {since}, when the territory passed to it from {}, its treaties are in force there, unless \
                 that is incompatible with them (1978 Vienna Convention art. 15(b)); nothing else is recorded",
                self.names.name(before)
            );
            return (Applies::Yes, Some(since), because, rests_on);
        }
        if let Some((Practice::Named, shown_by)) = territorial_practice(code) {
            let because =
                format!("{name} is bound; it {shown_by}, and nothing on {} is recorded", self.row.name);
            return (Applies::NotKnown, None, because, rests_on);
        }
        let because = format!(
            "{name} is bound, and a treaty binds for the entire territory unless another intention appears (VCLT art. 29); \
             none is recorded"
        );
        (Applies::Presumed, in_force, because, rests_on)
    }
}

fn shown(day: Option<Date>) -> String {
    day.map_or_else(|| "a day not known".to_owned(), |day| day.to_string())
}
