//! Through whom a treaty applies to a territory, or does not, and why.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Named;
use super::act_view::real_sources;
use super::set::Names;
use super::territory::Territory;
use super::territory_words::Says;
use crate::law::{Practice, Spell, territorial_practice};
use crate::model::{ActKind, Date, Status, words};
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
    pub territory: &'a Territory<'a>,
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

/// What a State did or said that decides of a territory from a day on.
#[derive(Clone, Copy)]
struct Turn<'a> {
    /// None where that is not known.
    on: Option<Date>,
    how: How,
    entry: i64,
    sources: &'a [String],
    article: Option<&'a String>,
    /// Whether the day is that which the depositary published.
    published: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum How {
    Extended,
    Excluded,
    Withdrew,
    TookBackExclusion,
}

impl<'a> Asked<'a> {
    fn spell(&self, code: &str) -> Option<&'a Spell> {
        self.spells.iter().find(|spell| spell.participant == code && spell.span().holds(self.day))
    }

    fn name(&self) -> &str {
        &self.territory.row.name
    }

    fn is_of(&self, act: &ActRow) -> bool {
        self.territory.is_meant_by(act.territory.as_ref(), act.day())
    }

    fn is_about_it(&self, row: &ReservationRow) -> bool {
        self.territory.is_meant_by(row.territory.as_ref(), row.date.or(row.earliest))
    }

    /// Those through whom the treaty can apply to it: who said so, whose territory it is or was, itself.
    fn candidates(&self) -> BTreeSet<String> {
        let said = self.acts.iter().filter(|act| self.is_of(act));
        let stated = self.statements.iter().filter(|row| self.is_about_it(row));
        let itself = self.spell(&self.territory.row.code).map(|spell| spell.participant.clone());
        let ties = self.territory.whose.ties.iter().filter(|(_, days)| days.since <= self.day);
        said.map(|act| act.participant.clone())
            .chain(stated.map(|row| row.participant.clone()))
            .chain(ties.map(|(code, _)| code.clone()))
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
        let (applies, since, because, rests_on) = if let Some(answer) = self.no_longer(&participant, status) {
            answer
        } else if status.bound() {
            let by_act = self.by_own_word(&participant, consent);
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

    /// The day on which an earlier participation of one ended: what it extended in that ended with it, though it consented anew.
    fn left_on(&self, code: &str) -> Option<Date> {
        let own = self.spells.iter().filter(|spell| spell.participant == code && spell.since <= self.day);
        own.filter(|spell| spell.status == Status::Former && spell.exit.is_some())
            .map(|spell| spell.since)
            .max()
    }

    /// The day on which it passed to a State whose it is, and from which one.
    fn passed_to(&self, code: &str) -> Option<(Date, &str)> {
        let whose = &self.territory.whose;
        whose.passed_to(code).filter(|_| whose.is_of(code, self.day))
    }

    /// It is no longer its territory.
    fn no_longer(&self, participant: &Named, status: Status) -> Option<Answer<'_>> {
        let Named { code, name } = participant;
        let whose = &self.territory.whose;
        let of_it = whose.ties.iter().filter(|(owner, days)| owner == code && days.since <= self.day);
        let until = of_it.filter_map(|(_, days)| days.until).max();
        let until = until.filter(|until| *until <= self.day && !whose.is_of(code, self.day));
        let ended = self.territory.row.exists_until.filter(|end| *end <= self.day);
        let until = ended.or(until)?;
        let territory = self.name();
        let because = if ended.is_some() {
            let parts = self.territory.parts.join(", ");
            if parts.is_empty() {
                format!("{territory} ended before {until}")
            } else {
                format!(
                    "{territory} ended before {until}; what applied there goes on in the parts of it that are territories now \
                     ({parts}): it passed to no other State (1978 Vienna Convention art. 15)"
                )
            }
        } else if whose.independent_on.is_some_and(|on| on <= self.day) {
            format!(
                "{territory} is independent since {until}, and no treaty of {name} is in force there by that alone (1978 Vienna \
                 Convention art. 16)"
            )
        } else if self.territory.row.kind != "territory" {
            if let Some((Applies::Yes, since, because, rests_on)) =
                status.bound().then(|| self.by_own_word(participant, None)).flatten()
            {
                let because = format!(
                    "{because}, when it acted for {territory}; since {until} it no longer does, and what it extended before goes \
                     on until {territory} acts itself (practice)"
                );
                return Some((Applies::Yes, since, because, rests_on));
            }
            format!("{territory} acts for itself since {until}, and no earlier extension to it is recorded")
        } else {
            format!(
                "{territory} is no territory of {name} since {until}, and from then on its treaties are not in force there (1978 \
                 Vienna Convention art. 15(a))"
            )
        };
        Some((Applies::No, Some(until), because, None))
    }

    /// It passed to one that is not bound: the treaty goes on there only where that one said so.
    fn by_notification(&self, Named { code, name }: &Named) -> Option<Answer<'_>> {
        let (since, before) = self.passed_to(code)?;
        let on_it = |act: &&ActRow| self.is_of(act) && act.kind == ActKind::TerritorialExtension;
        let own = self.acts.iter().copied().filter(on_it).find(|act| act.participant == *code);
        if let Some(act) = own.filter(|act| act.effect().or(act.day()).is_some_and(|on| on <= self.day)) {
            let on = act.effect().or(act.day()).max(Some(since));
            let because = format!(
                "{name}, which is not bound itself, notified that it goes on there (@{}), with effect from {} (1978 Vienna \
                 Convention art. 15; practice)",
                act.id,
                shown(on)
            );
            return Some((Applies::Yes, on, because, Some((act.id, &act.sources))));
        }
        let extended = self.acts.iter().copied().filter(on_it).find(|act| act.participant == before);
        let Some(extended) = extended else { return self.by_the_eve(name, since, before) };
        let because = format!(
            "{} had extended it there (@{}), and the territory passed to {name} on {since}; whether {name} notified that it \
             goes on is not recorded",
            self.names.name(before),
            extended.id
        );
        Some((Applies::NotKnown, None, because, None))
    }

    /// It passed to one that is not bound and said nothing: where it may have applied on the eve through the earlier State, nobody
    /// knows whether it goes on.
    fn by_the_eve(&self, name: &str, since: Date, before: &str) -> Option<Answer<'_>> {
        let eve = since.plus_days(-1)?;
        let done = |act: &&ActRow| act.day().is_some_and(|day| day <= eve);
        let (acts, later): (Vec<&ActRow>, Vec<&ActRow>) =
            self.acts.iter().chain(&self.later).copied().partition(done);
        let said = |row: &&ReservationRow| row.date.or(row.latest).is_some_and(|day| day <= eve);
        let statements = self.statements.iter().copied().filter(said).collect();
        let then = Asked { acts, later, statements, day: eve, ..*self };
        let through = then.through(before);
        (through.status.bound() && through.applies != Applies::No).then(|| {
            let because = format!(
                "on the eve of {since}, when the territory passed to {name}, {} was bound, and that it applied there is {}; whether \
                 {name} notified that it goes on is not recorded (1978 Vienna Convention art. 15; practice)",
                through.participant.name,
                if through.applies == Applies::NotKnown { "not known" } else { "recorded or presumed" },
            );
            (Applies::NotKnown, None, because, None)
        })
    }

    /// What one did and said of it, in order of effect; what came first is first.
    fn turns(&self, code: &str) -> Vec<Turn<'_>> {
        let left = self.left_on(code);
        let own = self.acts.iter().copied().filter(|act| act.participant == code && self.is_of(act));
        let own = own.filter(|act| left.is_none_or(|left| act.day().is_some_and(|day| left <= day)));
        let mut turns: Vec<Turn> = own.map(Turn::of_act).collect();
        for row in self.statements.iter().copied().filter(|row| row.participant == code) {
            let is_about_it = self.is_about_it(row);
            if row.territory.is_some() && !is_about_it {
                continue;
            }
            let Some(says) = Says::of(row, &self.territory.called, is_about_it) else { continue };
            let how = if says == Says::Excludes { How::Excluded } else { How::Extended };
            // The act of it has the day of effect.
            let all = || self.acts.iter().chain(&self.later).filter(|act| act.participant == code);
            let is_act = |act: &&&ActRow| act.kind == ActKind::TerritorialExtension && self.is_of(act);
            if how == How::Extended && all().any(|act| is_act(&act)) {
                continue;
            }
            let on = row.effective_on.or(row.date).or(row.latest);
            let turn =
                Turn { on, how, entry: row.id, sources: &row.sources.0, article: None, published: false };
            turns.push(turn);
            if left.is_some_and(|left| row.date.or(row.latest).is_none_or(|day| day < left)) {
                continue;
            }
            let taken_back = if how == How::Excluded { How::TookBackExclusion } else { How::Withdrew };
            turns.extend(row.withdrawn_on.map(|end| Turn { on: Some(end), how: taken_back, ..turn }));
        }
        turns.sort_by_key(|turn| (turn.on, turn.entry));
        // What is withdrawn is what was done before.
        for place in 0..turns.len() {
            let is_withdrawal = turns[place].how == How::Withdrew;
            if is_withdrawal && place > 0 && turns[place - 1].how == How::Excluded {
                turns[place].how = How::TookBackExclusion;
            }
        }
        turns
    }

    /// By what it did or said of it that took effect last, else by an extension whose day of effect is to come.
    fn by_own_word(&self, Named { code, name }: &Named, consent: Option<&ActRow>) -> Option<Answer<'_>> {
        let turns = self.turns(code);
        let by_then = turns.iter().rposition(|turn| turn.on.is_some_and(|on| on <= self.day));
        let Some(mut place) = by_then else {
            let turn = turns.last().filter(|turn| turn.how == How::Extended)?;
            let because =
                format!("{}, with effect from {} only{}", turn.said(name), shown(turn.on), turn.by(turn.on));
            return Some((Applies::No, None, because, Some((turn.entry, turn.sources))));
        };
        // One that repeats an earlier one changes nothing.
        while place > 0 && turns[place].how == How::Extended && turns[place - 1].how == How::Extended {
            place -= 1;
        }
        let turn = turns[place];
        let applies = match turn.how {
            How::Extended | How::TookBackExclusion => Applies::Yes,
            How::Excluded | How::Withdrew => Applies::No,
        };
        let passed = self.passed_to(code).map(|passed| passed.0);
        let since = match (applies, passed) {
            // What was notified when the territory passed held before the State was bound itself, and not before that day.
            (Applies::Yes, Some(passed)) => {
                let at_transfer = turn.on.filter(|on| *on <= passed).map(|_| passed);
                at_transfer.or(turn.on)
            }
            (Applies::Yes, None) => turn.on.max(consent.and_then(ActRow::effect)),
            _ => turn.on,
        };
        let because = format!("{}, with effect from {}{}", turn.said(name), shown(since), turn.by(since));
        Some((applies, since, because, Some((turn.entry, turn.sources))))
    }

    /// Where it did and said nothing of it: a declaration on territories, extensions to others, or the rule of art. 29.
    fn by_rule<'b>(&'b self, Named { code, name }: &Named, consent: Option<&'b ActRow>) -> Answer<'b> {
        let comes = self.later.iter().copied().find(|act| {
            act.participant == *code && act.kind == ActKind::TerritorialExtension && self.is_of(act)
        });
        if let Some(act) = comes {
            let on = shown(act.day());
            let because = format!("{name} extended it there only later, by an act of {on} (@{})", act.id);
            return (Applies::No, None, because, Some((act.id, &act.sources)));
        }
        let open = self.statements.iter().copied().find(|row| {
            row.participant == *code
                && row.statement == "territorial"
                && (row.territory.is_none() || self.is_about_it(row))
                && row.withdrawn_on.is_none_or(|end| self.day < end)
        });
        if let Some(row) = open {
            let what = if row.territory.is_none() {
                "on territories, and which ones it concerns is not recorded"
            } else {
                "on it, and whether it lets the treaty in there or keeps it out is not told"
            };
            let because = format!("{name} made a declaration {what} (@{}): “{}”", row.id, row.summary);
            return (Applies::NotKnown, None, because, Some((row.id, &row.sources.0)));
        }
        let left = self.left_on(code);
        let is_extension = |act: &&ActRow| {
            act.participant == *code
                && act.kind == ActKind::TerritorialExtension
                && left.is_none_or(|left| act.day().is_some_and(|day| left <= day))
        };
        if let Some(act) = self.acts.iter().copied().find(is_extension) {
            let other = act.territory.as_ref().map_or_else(String::new, |code| self.names.name(code));
            let because = format!(
                "{name} extended it to {other} (@{}) by an act, and none for {} is recorded",
                act.id,
                self.name()
            );
            return (Applies::NotKnown, None, because, Some((act.id, &act.sources)));
        }
        let rests_on = consent.map(|act| (act.id, &*act.sources));
        let in_force = consent.and_then(ActRow::effect);
        let territory = self.name();
        if let Some((Practice::Named, shown_by)) = territorial_practice(code) {
            let because = format!("{name} is bound; it {shown_by}, and nothing on {territory} is recorded");
            return (Applies::NotKnown, None, because, rests_on);
        }
        if self.territory.row.kind != "territory" {
            let because = format!(
                "{name} is bound; {territory} was a territory of it before it became a State, and nothing says whether the treaty \
                 was extended there"
            );
            return (Applies::NotKnown, None, because, rests_on);
        }
        if let Some((since, before)) = self.passed_to(code).filter(|passed| in_force < Some(passed.0)) {
            let because = format!(
                "{name} is bound, and since {since}, when the territory passed to it from {}, its treaties are in force there, unless \
                 that is incompatible with them (1978 Vienna Convention art. 15(b)); nothing else is recorded",
                self.names.name(before)
            );
            return (Applies::Yes, Some(since), because, rests_on);
        }
        let because = format!(
            "{name} is bound, and a treaty binds for the entire territory unless another intention appears (VCLT art. 29); \
             none is recorded"
        );
        (Applies::Presumed, in_force, because, rests_on)
    }
}

impl<'a> Turn<'a> {
    fn of_act(act: &'a ActRow) -> Self {
        let how = match act.kind {
            ActKind::TerritorialExtension => How::Extended,
            ActKind::TerritorialExclusion => How::Excluded,
            _ => How::Withdrew,
        };
        let on = act.effect().or(act.day());
        Self {
            on,
            how,
            entry: act.id,
            sources: &act.sources,
            article: act.article.as_ref(),
            published: act.effective_on.is_some(),
        }
    }

    fn said(&self, name: &str) -> String {
        let how = match self.how {
            How::Extended => "extended it there",
            How::Excluded => "excluded it",
            How::Withdrew => "withdrew its extension",
            How::TookBackExclusion => "withdrew its exclusion",
        };
        format!("{name} {how} (@{})", self.entry)
    }

    /// By what a day is the day of effect: none where it is another than its own.
    fn by(&self, on: Option<Date>) -> String {
        match self.article {
            _ if on != self.on => String::new(),
            _ if self.published => ", as published".to_owned(),
            article => article.map_or_else(String::new, |article| format!(", by {article}")),
        }
    }
}

fn shown(day: Option<Date>) -> String {
    day.map_or_else(|| "a day not known".to_owned(), |day| day.to_string())
}
