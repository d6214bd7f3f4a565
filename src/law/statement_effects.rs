//! What becomes of statements under a treaty: when a reservation was made, up to when it can be objected to, who reacted,
//! and until when it stands (VCLT arts 19 to 23). Nothing is decided that depositaries leave open: it is told.

use std::collections::{HashMap, HashSet};

use super::acceptance::Acceptance;
use super::case::Case;
use super::establishment::{Establishment, Outcome};
use super::parties::Parties;
use super::reaction_targets::{Answerable, target};
use super::reactions::{ObjectionWindow, Reaction, ReactionEffect};
use super::relation::ReservableTo;
use super::statement_ends::{End, PartWithdrawn, belongs_to_participation, ends, withdrawn_in_part};
use super::statement_making::{Made, Making, made};
use super::statements::Statement;
use super::treaty::Treaty;
use super::windows::{last_day, reaction, still_open, window};
use crate::model::{Act, Date, Span, StatementKind};

/// What became of one statement: whether it is in effect, since when, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementEffect {
    /// The statement.
    pub id: i64,
    /// When it was made.
    pub made: Made,
    /// Whether the treaty expressly allows it at signature, so that it need not be confirmed.
    pub needs_no_confirmation: bool,
    /// The consent with which it should have been confirmed, where it was made at signature (art. 23(2)).
    pub to_be_confirmed_on: Option<Date>,
    /// The statement that confirmed it, or repeated it with the consent.
    pub confirmed_by: Option<i64>,
    /// The articles to which the treaty allows no reservation.
    pub not_allowed: Vec<String>,
    /// Whether the treaty allows no such reservation at all: arts 20 and 21 are not for it, and nobody can say what it does.
    pub is_prohibited: bool,
    /// The clause that expressly authorises the reservation, so that nobody needs to accept it (art. 20(1)).
    pub authorised_by: Option<i64>,
    /// Up to when it can be objected to; none for what is no reservation.
    pub window: Option<ObjectionWindow>,
    /// The objection that keeps a late reservation from taking effect.
    pub barred_by: Option<i64>,
    /// Whether it has the acceptance that a clause asks for; none where none does, or it is late or authorised.
    pub establishment: Option<Establishment>,
    /// The first day on which it has effect; of a late reservation, the last day of its window. None: barred.
    pub takes_effect_on: Option<Date>,
    /// When it no longer stands.
    pub end: Option<End>,
    /// For which of its articles it was withdrawn, and since when, in order of time.
    pub parts: Vec<PartWithdrawn>,
    /// Objections and acceptances, in order of time.
    pub reactions: Vec<Reaction>,
    /// The statement that it is about: the one recorded; of a reaction, else the only one that it can be about.
    pub about: Option<i64>,
}

impl StatementEffect {
    /// Whether it should have been confirmed with a consent given by `day`, and was not.
    #[must_use]
    pub fn is_unconfirmed(&self, day: Date) -> bool {
        self.confirmed_by.is_none()
            && !self.needs_no_confirmation
            && self.to_be_confirmed_on.is_some_and(|consent| consent <= day)
    }

    /// What a reaction to it does between the two, by what is so on `day`.
    #[must_use]
    pub fn of_reaction(&self, reaction: &Reaction, day: Date) -> ReactionEffect {
        let objects = reaction.kind == StatementKind::Objection;
        if self.is_unconfirmed(day) {
            ReactionEffect::NotConfirmed
        } else if self.is_prohibited {
            ReactionEffect::NotPermitted
        } else if self.is_late() && self.barred_by.is_some() {
            let bars = objects && reaction.in_time != Some(false);
            if bars { ReactionEffect::Bars } else { ReactionEffect::Barred }
        } else if let Some(effect) = self.of_reaction_by_clause(reaction) {
            effect
        } else if objects && reaction.in_time == Some(false) {
            ReactionEffect::TooLate
        } else if objects && self.authorised_by.is_some() {
            ReactionEffect::Authorised
        } else {
            ReactionEffect::of(reaction.kind, reaction.stance)
        }
    }

    /// The same, where a clause says what the reservation needs, and that decides what the reaction does.
    fn of_reaction_by_clause(&self, reaction: &Reaction) -> Option<ReactionEffect> {
        let establishment = self.establishment.as_ref()?;
        let decides = establishment.by.contains(&reaction.id);
        Some(match establishment.outcome {
            Outcome::Fell if decides => ReactionEffect::Fells,
            _ if establishment.by_organ && decides => ReactionEffect::Establishes,
            _ if establishment.by_organ => ReactionEffect::NotDeciding,
            Outcome::Fell => ReactionEffect::Fallen,
            Outcome::Accepted | Outcome::Awaited => return None,
        })
    }

    /// Whether it has the acceptance that it needs, as a late reservation or by a clause, and since when or from when on; none
    /// where it needs none.
    #[must_use]
    pub fn acceptance(&self) -> Option<(Outcome, Option<Date>)> {
        if self.is_prohibited {
            return Some((Outcome::Awaited, None));
        }
        if let Some(establishment) = &self.establishment {
            return Some((establishment.outcome, establishment.on));
        }
        let window = self.window.filter(|_| self.is_late())?;
        Some(match self.barred_by {
            Some(id) => {
                let by = self.reactions.iter().find(|reaction| reaction.id == id);
                (Outcome::Fell, by.map(|by| by.day))
            }
            None => (Outcome::Accepted, self.takes_effect_on.or(Some(window.closes_on))),
        })
    }

    /// Whether it is a reservation made after consent.
    #[must_use]
    pub fn is_late(&self) -> bool {
        self.window.is_some() && self.made == Made::AfterConsent
    }

    /// Whether it stands on `day`: made, in effect, confirmed where that is needed, and neither withdrawn nor lapsed.
    #[must_use]
    pub fn stands(&self, day: Date) -> bool {
        self.days().is_some_and(|days| days.holds(day))
    }

    /// The days on which it stands; none where it never does.
    #[must_use]
    pub fn days(&self) -> Option<Span> {
        let since = self.takes_effect_on?;
        let unconfirmed = self.to_be_confirmed_on.filter(|consent| self.is_unconfirmed(*consent));
        let until = self.end.map(|end| end.on).into_iter().chain(unconfirmed).min();
        until.is_none_or(|until| since < until).then_some(Span { since, until })
    }
}

/// What became of every statement under a treaty, in their order.
#[must_use]
pub fn statement_effects(case: &Case, statements: &[Statement]) -> Vec<StatementEffect> {
    let parties = Parties::of(case);
    let ends = all_ends(case, statements, &parties);
    let mut acts: HashMap<&str, Vec<&Act>> = HashMap::new();
    for act in case.ordered() {
        acts.entry(&act.participant).or_default().push(act);
        if act.done_by != act.participant {
            acts.entry(&act.done_by).or_default().push(act);
        }
    }
    let none = Vec::new();
    let mut by_author: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, statement) in statements.iter().enumerate() {
        by_author.entry(&statement.participant).or_default().push(place);
    }
    let makings = makings(case.treaty, statements, &acts, &by_author);
    let targets = targets(case.treaty, statements, (&makings, &ends), &acts, &by_author);
    let mut about: HashMap<i64, Vec<usize>> = HashMap::new();
    for (place, entry) in targets.iter().enumerate() {
        if let Some(entry) = entry {
            about.entry(*entry).or_default().push(place);
        }
    }
    // What an organ decides may name the author alone.
    let by_organ = matches!(case.treaty.acceptance(), Some((Acceptance::ByOrgan(_), _)));
    let mut towards: HashMap<&str, Vec<usize>> = HashMap::new();
    for (place, statement) in statements.iter().enumerate().filter(|_| by_organ) {
        if let (None, Some(author)) = (targets[place], &statement.towards) {
            towards.entry(author).or_default().push(place);
        }
    }
    let recorded: HashSet<i64> =
        statements.iter().filter(|it| it.refers_to.is_some()).map(|it| it.id).collect();
    let of = |place: usize| {
        let statement = &statements[place];
        let making = makings[place];
        let Making { made, needs_no_confirmation, to_be_confirmed_on, confirmed_by, .. } = making;
        let Making { late, window, authorised_by, .. } = making;
        let is_reservation = statement.kind == StatementKind::Reservation;
        let reservable = case.treaty.reservable().filter(|_| is_reservation);
        let rule = reservable.map(|reservable| reservable.0);
        let at_large = towards.get(statement.participant.as_str()).into_iter().flatten();
        let at_large = at_large.filter(|place| statement.day <= statements[**place].day);
        let others = about.get(&statement.id).into_iter().flatten().chain(at_large);
        let others = others.map(|place| (&statements[*place], ends[*place]));
        let asked = window.filter(|_| late || !by_organ);
        let mut reactions: Vec<Reaction> = others
            .filter(|(other, _)| other.kind.is_reaction())
            .map(|(other, end)| {
                let acts = acts.get(other.participant.as_str()).unwrap_or(&none);
                reaction(other, end, asked.map(|window| (window, last_day(window, late, acts))))
            })
            .collect();
        reactions.sort_by_key(|reaction| (reaction.day, reaction.id));
        // Only what is said to be about it keeps it from taking effect towards everybody.
        let is_said = |id: i64| recorded.contains(&id);
        let barred_by = window.filter(|_| late).and_then(|window| barred_by(window, &reactions, is_said));
        let asked_for = case.treaty.acceptance().filter(|_| !late && authorised_by.is_none());
        let asked_of = asked_for.map(|asked_for| asked_for.0);
        let establishment = asked_for.zip(window).map(|(asked, window)| {
            Establishment::of(asked, (case.treaty, case.world), &parties, statement, window, &reactions)
        });
        let not_allowed: Vec<String> = rule.map_or_else(Vec::new, |rule| {
            statement.articles.iter().filter(|article| !rule.allows(article)).cloned().collect()
        });
        let is_prohibited = rule.is_some_and(|rule| {
            let all = !not_allowed.is_empty() && not_allowed.len() == statement.articles.len();
            rule.to == ReservableTo::None || all
        });
        let has_effect_from = match (&establishment, window) {
            _ if barred_by.is_some() || is_prohibited => None,
            (Some(it), _) if it.outcome != Outcome::Accepted => None,
            (Some(it), _) => it.on.map(|on| on.max(statement.day)),
            (None, Some(window)) if late => Some(window.closes_on),
            _ => Some(statement.day),
        };
        let takes_effect_on = has_effect_from.map(|day| statement.effective_on.unwrap_or(day));
        StatementEffect {
            id: statement.id,
            made,
            needs_no_confirmation,
            to_be_confirmed_on,
            confirmed_by: confirmed_by.map(|confirmation| confirmation.id),
            not_allowed,
            is_prohibited,
            authorised_by,
            window: window.and_then(|window| still_open(window, asked_of, establishment.as_ref())),
            barred_by,
            establishment,
            takes_effect_on,
            end: ends[place],
            parts: withdrawn_in_part(
                case.treaty,
                statement,
                by_author[statement.participant.as_str()].iter().map(|place| &statements[*place]),
            ),
            reactions,
            about: targets[place],
        }
    };
    (0..statements.len()).map(of).collect()
}

/// When each of the statements no longer stands: also because the participation ended to which it belongs.
fn all_ends(case: &Case, statements: &[Statement], parties: &Parties) -> Vec<Option<End>> {
    let mut ends = ends(case.treaty, statements, &|made| parties.in_force_for(&made.participant, made.day));
    for (end, it) in ends.iter_mut().zip(statements).filter(|(_, it)| belongs_to_participation(it.kind)) {
        let left = parties.left_on(&it.participant, it.day).filter(|on| end.is_none_or(|end| *on < end.on));
        *end = left.map(|on| End { on, by: None, clause: None, left: true }).or(*end);
    }
    ends
}

/// When each of the statements was made.
fn makings<'a>(
    treaty: &Treaty,
    statements: &'a [Statement],
    acts: &HashMap<&str, Vec<&Act>>,
    by_author: &HashMap<&str, Vec<usize>>,
) -> Vec<Making<'a>> {
    let making = |statement: &Statement| {
        let author = statement.participant.as_str();
        let said = || by_author.get(author).into_iter().flatten().map(|place| &statements[*place]);
        Making::of(treaty, statement, acts.get(author).map_or(&[], Vec::as_slice), said)
    };
    statements.iter().map(making).collect()
}

/// What each of the statements is about.
fn targets(
    treaty: &Treaty,
    statements: &[Statement],
    (makings, ends): (&[Making], &[Option<End>]),
    acts: &HashMap<&str, Vec<&Act>>,
    by_author: &HashMap<&str, Vec<usize>>,
) -> Vec<Option<i64>> {
    let answerable = |place: usize, by: &Statement| {
        let (making, statement) = (&makings[place], &statements[place]);
        let window = making.window.unwrap_or_else(|| window(treaty, statement, false));
        let acts = acts.get(by.participant.as_str()).map_or(&[][..], Vec::as_slice);
        Answerable {
            statement,
            until: ends[place].map(|end| end.on).into_iter().chain(making.unconfirmed_on()).min(),
            made_again_on: making.made_again_by(statement).map(|other| other.day),
            last_day: last_day(window, making.late, acts),
            needs_no_acceptance: making.authorised_by.is_some(),
        }
    };
    let about = |reaction: &Statement| {
        let author = reaction.towards.as_ref().and_then(|author| by_author.get(author.as_str()));
        target(reaction, author.into_iter().flatten().map(|place| answerable(*place, reaction)))
    };
    statements.iter().map(about).collect()
}

/// The objection that keeps a late reservation from taking effect: one in time that still stood when the time was over.
fn barred_by(window: ObjectionWindow, reactions: &[Reaction], is_said: impl Fn(i64) -> bool) -> Option<i64> {
    let bars = |it: &&Reaction| {
        is_said(it.id)
            && it.kind == StatementKind::Objection
            && it.in_time != Some(false)
            && it.end.is_none_or(|end| window.closes_on < end.on)
    };
    reactions.iter().find(bars).map(|it| it.id)
}

/// Whether one of the statements is a reservation of which it rests on all others what comes: made after consent, or under a
/// treaty that asks for acceptance.
#[must_use]
pub fn rests_on_others(case: &Case, statements: &[Statement]) -> bool {
    let mut reservations = statements.iter().filter(|it| it.kind == StatementKind::Reservation);
    let is_asked_for = case.treaty.acceptance().is_some();
    reservations.any(|statement| {
        if is_asked_for {
            return true;
        }
        let own = case.ordered().into_iter();
        let own: Vec<&Act> = own.filter(|act| act.participant == statement.participant).collect();
        made(statement, &own) == Made::AfterConsent
    })
}
