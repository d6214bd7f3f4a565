//! Whether two parties are bound to each other: on the days on which both are bound, less those on which an objection
//! precludes it or an accession has no effect between them.

use super::carried_over::{carried_objections, carried_over, carried_reactions, may_be_carried};
use super::case::Case;
use super::effect::{Effect, Moments};
use super::in_place::{consents, lines};
use super::parties::Parties;
use super::reactions::ReactionEffect;
use super::relation::Relation;
use super::statement_effects::{StatementEffect, statement_effects};
use super::statements::Statement;
use crate::model::{Act, ActKind, Date, Span, StatementKind, union_of, without, words};

/// On which days two participants are bound to each other under a treaty, and what keeps them apart on others.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BilateralRelation {
    /// The days on which both are bound, to each other or not.
    pub joint: Vec<Span>,
    /// The days on which they are bound to each other.
    pub spans: Vec<Span>,
    /// What keeps them apart on days on which both are bound.
    pub cuts: Vec<Cut>,
    /// Objections that came too late, or are not meant, to keep them apart: told, and not subtracted.
    pub without_effect: Vec<(i64, &'static str)>,
    /// What became of each statement, in their order.
    pub courses: Vec<StatementEffect>,
}

/// What keeps two parties apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// On which days.
    pub span: Span,
    /// Why.
    pub by: CutBy,
    /// The statement; none where it is that none was made.
    pub statement: Option<i64>,
    /// The clause; none where the law of treaties says so.
    pub clause: Option<i64>,
    /// Who objected, or did not accept.
    pub from: String,
    /// Whose reservation or accession it is about.
    pub towards: String,
}

words! {
    /// The reasons for which a treaty is not in force between two parties.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
    #[serde(rename_all = "kebab-case")]
    CutBy():
    /// An objection to a reservation whose author opposes entry into force between the two (VCLT art. 20(4)(b)).
    PrecludingObjection = "precluding-objection";
    /// An objection to the accession.
    ObjectionToAccession = "objection-to-accession";
    /// The accession was not accepted, or not yet.
    AccessionNotAccepted = "accession-not-accepted";
}

/// Why an objection that opposes entry into force for one part of a union of States keeps nobody apart.
const GOES_ON: &str = "the treaty was in force between the two for the other part of the union, and goes on (1978 Vienna Convention \
                       art. 31(1))";

/// On which days `a` and `b` are bound to each other; `days` are those on which each is bound to the treaty. Of a third's
/// statements those bear on the two that object to a late reservation of one of them, or to one that needs acceptance, and the
/// reservations of one in whose place one of them stands.
#[must_use]
pub fn bilateral_relation(
    case: &Case,
    statements: &[Statement],
    (a, b): (&str, &str),
    days: [&[Span]; 2],
) -> BilateralRelation {
    let joint: Vec<Span> =
        days[0].iter().flat_map(|one| days[1].iter().filter_map(|other| one.and(*other))).collect();
    let mut bilateral = BilateralRelation { joint: union_of(joint), ..BilateralRelation::default() };
    let courses = statement_effects(case, statements);
    let pair = Pair { case, statements, courses, parties: Parties::of(case) };
    for (author, other) in [(a, b), (b, a)] {
        pair.precluded(author, other, &mut bilateral);
        pair.accession(author, other, &mut bilateral);
    }
    let joint = &bilateral.joint;
    bilateral.cuts.retain(|cut| joint.iter().any(|span| span.and(cut.span).is_some()));
    bilateral.cuts.sort_by_key(|cut| (cut.span.since, cut.statement));
    let cuts: Vec<Span> = bilateral.cuts.iter().map(|cut| cut.span).collect();
    bilateral.spans = without(bilateral.joint.clone(), &cuts);
    bilateral.courses = pair.courses;
    bilateral
}

/// The last day on which `objector` can object to an accession, by what the treaty says of that. Where the notification is not
/// recorded the time ends later than can be computed, and nobody can say.
#[must_use]
pub(super) fn last_day_to_object(
    case: &Case,
    (window, at_consent): (&Effect, bool),
    accession: &Act,
    objector: &str,
) -> Option<Date> {
    let moments = case.treaty.moments(case.treaty.in_force_on, case.relations);
    let last_day = window.apply(accession.notified_on?, &moments).ok()?;
    let consents = case.acts.iter().filter(|act| act.kind.is_consent() && act.participant == objector);
    let later = consents.map(|act| act.day).min().filter(|consent| at_consent && accession.day < *consent);
    Some(later.map_or(last_day, |consent| consent.max(last_day)))
}

struct Pair<'a> {
    case: &'a Case<'a>,
    statements: &'a [Statement],
    courses: Vec<StatementEffect>,
    parties: Parties<'a>,
}

impl Pair<'_> {
    /// The end of the statement at `place`.
    fn end(&self, place: usize) -> Option<Date> {
        self.courses[place].end.map(|end| end.on)
    }

    /// Objections of `objector` that preclude the treaty between it and `author`, to its own reservations and to those that it
    /// keeps of another.
    fn precluded(&self, objector: &str, author: &str, bilateral: &mut BilateralRelation) {
        let kept = if may_be_carried(self.case, author) {
            carried_over(self.case, self.statements, &self.courses, author)
        } else {
            Vec::new()
        };
        let inherited = if may_be_carried(self.case, objector) {
            carried_objections(self.case, self.statements, &self.courses, objector)
        } else {
            Vec::new()
        };
        for (place, objection) in self.statements.iter().enumerate() {
            let inherited = inherited.iter().find(|kept| kept.statement.id == objection.id);
            let is_own = objection.participant == objector;
            if objection.kind != StatementKind::Objection || !is_own && inherited.is_none() {
                continue;
            }
            let about = self.courses[place].about;
            let reserved = about.and_then(|id| self.statements.iter().position(|it| it.id == id));
            let always = Span::from(Date::FIRST);
            let against = match reserved {
                Some(reserved) if self.statements[reserved].participant == author => Some(always),
                Some(reserved) => {
                    let reserved = self.statements[reserved].id;
                    kept.iter().find(|kept| kept.statement.id == reserved).map(|kept| kept.span)
                }
                // Of which it is nobody knows, but it is one of that participation.
                None => (objection.towards.as_deref() == Some(author))
                    .then(|| Span { until: self.parties.left_on(author, objection.day), ..always }),
            };
            let Some(against) = against else { continue };
            let reaction = reserved.and_then(|place| {
                let course = &self.courses[place];
                let own = course.reactions.iter().find(|reaction| reaction.id == objection.id)?;
                Some(course.of_reaction(own, Date::LAST))
            });
            let effect = reaction.unwrap_or_else(|| ReactionEffect::of(objection.kind, objection.stance));
            if effect != ReactionEffect::Precludes {
                bilateral.without_effect.push((objection.id, effect.in_words()));
                continue;
            }
            let made_by = reserved.map(|place| self.statements[place].participant.as_str());
            // The same holds where the union keeps the objection of one of its parts.
            let goes_on = made_by
                .is_some_and(|made_by| self.goes_on_for_another_part(objector, author, made_by))
                || self.goes_on_for_another_part(author, objector, &objection.participant);
            if goes_on {
                bilateral.without_effect.push((objection.id, GOES_ON));
                continue;
            }
            // What the other keeps ends for it by itself.
            let own = reserved.filter(|place| self.statements[*place].participant == author);
            let over = own.and_then(|place| self.end(place));
            let own = Span { since: objection.day, until: self.end(place) };
            let Some(span) = inherited.map_or(own, |kept| kept.span).and(against) else { continue };
            let until = span.until.into_iter().chain(over).min();
            if until.is_some_and(|until| until <= span.since) {
                continue;
            }
            let span = Span { since: span.since, until };
            bilateral.cuts.push(Cut {
                span,
                by: CutBy::PrecludingObjection,
                statement: Some(objection.id),
                clause: None,
                from: objector.to_owned(),
                towards: author.to_owned(),
            });
        }
    }

    /// Whether the treaty was in force between `other` and one of those that united in `union`, other than `but`, on the eve of
    /// that: then it goes on between the two (1978 Vienna Convention art. 31(1)).
    fn goes_on_for_another_part(&self, other: &str, union: &str, but: &str) -> bool {
        if union == but {
            return false;
        }
        let world = self.case.world;
        let Some((.., on)) = world.unions().into_iter().find(|(later, ..)| *later == union) else {
            return false;
        };
        let Some(eve) = on.plus_days(-1) else { return false };
        let days = self.parties.days_of(other);
        let changes = world.continuations().into_iter().chain(world.unions());
        let mut parts = changes.filter(|(later, part, day)| *later == union && *day == on && *part != but);
        parts.any(|(_, part, _)| {
            let own = self.parties.days_of(part);
            let bond = bilateral_relation(self.case, self.statements, (part, other), [&own, &days]);
            bond.spans.iter().any(|span| span.holds(eve))
        })
    }

    /// What the treaty says of the accession of `acceding` towards `other`: its own, or that of one in whose place it stands.
    fn accession(&self, acceding: &str, other: &str, bilateral: &mut BilateralRelation) {
        let Some((relation, clause)) = self.case.treaty.relation() else { return };
        for (consent, during) in self.participations(acceding) {
            if consent.kind != ActKind::Accession {
                continue;
            }
            let day = consent.day;
            let during = Span { since: day, ..during };
            let cut = |span: Span, by, statement| {
                Some(Cut {
                    span: span.and(during)?,
                    by,
                    statement,
                    clause: Some(clause.id),
                    from: other.to_owned(),
                    towards: acceding.to_owned(),
                })
            };
            // What was in force for another part of a union goes on.
            let goes_on = |reacting: &str| {
                self.goes_on_for_another_part(other, acceding, &consent.done_by)
                    || self.goes_on_for_another_part(acceding, other, reacting)
            };
            match relation {
                Relation::Open => {}
                Relation::OptOut(window) | Relation::OptOutOrAtConsent(window) => {
                    let at_consent = matches!(relation, Relation::OptOutOrAtConsent(_));
                    for (objection, span) in
                        self.about(StatementKind::ObjectionToAccession, other, (consent, acceding))
                    {
                        let by = &objection.participant;
                        let last_day = last_day_to_object(self.case, (window, at_consent), consent, by);
                        if last_day.is_some_and(|last| last < objection.earliest) {
                            bilateral
                                .without_effect
                                .push((objection.id, "received after the window for objections"));
                        } else if objection.day >= day && goes_on(by) {
                            bilateral.without_effect.push((objection.id, GOES_ON));
                        } else if objection.day >= day {
                            let span = Span { since: day, until: span.until };
                            bilateral.cuts.extend(cut(span, CutBy::ObjectionToAccession, Some(objection.id)));
                        }
                    }
                }
                Relation::OptIn(effect) => {
                    if goes_on("") {
                        continue;
                    }
                    // Where both acceded, the one that was there first accepts the other.
                    let is_later =
                        |act: &Act| act.kind == ActKind::Accession && (act.day, other) > (day, acceding);
                    let others = self.participations(other).into_iter();
                    let mut open: Vec<Span> =
                        others.filter(|(act, _)| is_later(act)).map(|(_, span)| span).collect();
                    for (acceptance, span) in
                        self.about(StatementKind::AcceptanceOfAccession, other, (consent, acceding))
                    {
                        // What was said of an earlier accession is not of this one.
                        if acceptance.day < day {
                            continue;
                        }
                        let by_rule = || effect.apply(acceptance.known_from(), &self.moments()).ok();
                        let since = acceptance.effective_on.or_else(by_rule).unwrap_or(acceptance.day);
                        open.push(Span { since, until: span.until });
                    }
                    for span in without(vec![during], &union_of(open)) {
                        bilateral.cuts.extend(cut(span, CutBy::AccessionNotAccepted, None));
                    }
                }
            }
        }
    }

    /// The participations of one, each by the consent that began it, its own or that of one in whose place it stands, with the days
    /// up to the next.
    fn participations<'b>(&'b self, code: &'b str) -> Vec<(&'b Act, Span)> {
        let mut begun: Vec<&'b Act> = Vec::new();
        for consent in consents(self.case, code) {
            if begun.last().is_none_or(|first| self.parties.consents_anew(first, consent)) {
                begun.push(consent);
            }
        }
        let until = |place: usize| begun.get(place + 1).map(|next: &&Act| next.day);
        let since = |place: usize| if place == 0 { Date::FIRST } else { begun[place].day };
        let span = |place| Span { since: since(place), until: until(place) };
        begun.iter().enumerate().map(|(place, act)| (*act, span(place))).collect()
    }

    /// The statements of this kind of `from`, its own or of one in whose place it stands, about this accession that stands with
    /// `acceding`: addressed to the one that acceded, or to one that stands in its place. Each with the days on which it stands for
    /// `from`.
    fn about<'b>(
        &'b self,
        kind: StatementKind,
        from: &'b str,
        (accession, acceding): (&'b Act, &'b str),
    ) -> Vec<(&'b Statement, Span)> {
        let of_kind = |it: &Statement| it.kind == kind;
        if !self.statements.iter().any(of_kind) {
            return Vec::new();
        }
        let lines = lines(self.case, acceding);
        let actors = [accession.done_by.as_str(), accession.participant.as_str()];
        let is_about = |it: &Statement| {
            let Some(addressee) = it.towards.as_deref() else { return false };
            let to_actor = actors.contains(&addressee);
            if actors.contains(&acceding) {
                return addressee == acceding || to_actor;
            }
            let mut ways = lines.iter().filter(|line| actors.contains(&line.author));
            ways.any(|line| {
                let in_time = line.is_one_person() || it.earliest < line.leaves_on();
                (to_actor && in_time) || line.steps.iter().any(|step| step.holder == addressee)
            })
        };
        let own = self.statements.iter().enumerate().filter(|(_, it)| of_kind(it) && it.participant == from);
        let own = own.map(|(place, it)| (it, Span { since: it.day, until: self.end(place) }));
        let carried = if may_be_carried(self.case, from) {
            carried_reactions(self.case, self.statements, &self.courses, from, kind)
        } else {
            Vec::new()
        };
        let carried = carried.into_iter().map(|carried| (carried.statement, carried.span));
        own.chain(carried).filter(|(it, _)| is_about(it)).collect()
    }

    fn moments(&self) -> Moments<'_> {
        self.case.treaty.moments(self.case.treaty.in_force_on, self.case.relations)
    }
}
