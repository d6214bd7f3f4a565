//! Who may become a party, from day to day.

use std::collections::{BTreeSet, HashMap};

use super::english::Names;
use super::holds::Holds;
use super::mentions::{Mention, by_kind, participants};
use super::operators::operators;
use super::relations::{Relations, SpansByCode};
use super::world::{Person, Predecessor, World};
use crate::model::{Date, How, Span, series, union_of, without};

operators! {
    /// A set of participants that changes with time, as a clause describes it.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Eligibility, "'{}' is no way to say who may become a party":
    /// `members(G)`: the members of a group on the day.
    Members(group: String) = "members";
    /// `named(A, B …)`: these.
    Named(codes: Vec<String>) = "named";
    /// `invited`: those with a recorded invitation, and those that have acceded.
    Invited = "invited";
    /// `kind(state)`, `kind(organisation)`: all participants of a kind while they exist.
    Kind(kind: ParticipantKind) = "kind";
    /// `eligible(TREATY)`: those that may become, or are, parties to another treaty.
    EligibleTo(treaty: String) = "eligible";
    /// `acceded(TREATY)`: those that acceded to another treaty.
    AccededTo(treaty: String) = "acceded";
    /// `consented(TREATY)`: those whose consent to another treaty stands.
    ConsentedTo(treaty: String) = "consented";
    /// `signed(TREATY)`: those that have signed another treaty, until they withdraw the signature.
    SignedOf(treaty: String) = "signed";
    /// `bound(TREATY)`: those for which another treaty is in force.
    BoundBy(treaty: String) = "bound";
    /// `OR(x, y …)`: any of these.
    Any(parts: Vec<Eligibility>) = "OR";
    /// `AND(x, y …)`: those that are all of these.
    All(parts: Vec<Eligibility>) = "AND";
    /// `except(x, y)`: those of the first that are not of the second.
    Except(some: Box<Eligibility>, others: Box<Eligibility>) = "except";
    /// `once_in_force`: everybody, once the treaty itself is in force.
    OnceInForce = "once_in_force";
}

by_kind!(Eligibility);

operators! {
    /// A kind of participant.
    #[derive(Debug, Clone, Copy, PartialEq, Eq)]
    ParticipantKind, "'{}' is no kind of participant: state, organisation, territory":
    /// `state`: also one that has ended, up to its end.
    State = "state";
    /// `organisation`.
    Organisation = "organisation";
    /// `territory`.
    Territory = "territory";
}

impl Eligibility {
    /// What it names.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::EligibleTo(treaty)
            | Self::AccededTo(treaty)
            | Self::ConsentedTo(treaty)
            | Self::SignedOf(treaty)
            | Self::BoundBy(treaty) => vec![Mention::Treaty(treaty)],
            Self::Members(group) => vec![Mention::Group(group)],
            Self::Named(codes) => participants(codes),
            _ => self.parts().into_iter().flat_map(Self::mentions).collect(),
        }
    }

    /// Whether it lets in more once the treaty is in force.
    #[must_use]
    pub fn waits_for_force(&self) -> bool {
        matches!(self, Self::OnceInForce) || self.parts().into_iter().any(Self::waits_for_force)
    }

    /// The days on which each participant belongs to the set. Who may act by it on a day, [`Eligibility::holds`] says: it asks for
    /// less, since a table may have an act of one before the day from which it is counted.
    #[must_use]
    pub fn spans(&self, world: &World, relations: &Relations) -> SpansByCode {
        let of = |treaties: &HashMap<String, SpansByCode>, treaty: &String| {
            treaties.get(treaty).cloned().unwrap_or_default()
        };
        match self {
            Self::Members(group) => world
                .seats
                .get(group)
                .into_iter()
                .flatten()
                .map(|(code, spans)| (code.clone(), spans.clone()))
                .collect(),
            Self::Named(codes) => {
                let forms = codes.iter().flat_map(|code| world.forms_of(code));
                let forms = forms.filter(|code| world.persons.contains_key(*code));
                let days = forms.map(|code| (code.to_owned(), world.presence(code).to_vec()));
                days.filter(|(_, days)| !days.is_empty()).collect()
            }
            Self::Kind(kind) => {
                let persons = world
                    .persons
                    .iter()
                    .filter(|(code, person)| is_of_kind(person, *kind) && !world.is_old_code(code));
                let days = persons.map(|(code, _)| (code.clone(), world.presence(code).to_vec()));
                days.filter(|(_, days)| !days.is_empty()).collect()
            }
            Self::Invited => relations.invited.clone(),
            Self::EligibleTo(treaty) => of(&relations.eligible, treaty),
            Self::AccededTo(treaty) => of(&relations.acceded, treaty),
            Self::ConsentedTo(treaty) => of(&relations.consented, treaty),
            Self::SignedOf(treaty) => of(&relations.signed, treaty),
            Self::BoundBy(treaty) => of(&relations.bound, treaty),
            Self::OnceInForce => match relations.own_in_force_on {
                None => SpansByCode::new(),
                Some(on) => {
                    let since =
                        |code| world.presence(code).iter().filter_map(|days| days.and(Span::from(on)));
                    let days = world.persons.keys().map(|code| (code.clone(), since(code).collect()));
                    days.filter(|(_, days): &(_, Vec<Span>)| !days.is_empty()).collect()
                }
            },
            Self::Except(some, others) => {
                let others = others.spans(world, relations);
                let some = some.spans(world, relations).into_iter();
                some.map(|(code, spans)| match others.get(&code) {
                    Some(others) => {
                        let left = without(spans, others);
                        (code, left)
                    }
                    None => (code, spans),
                })
                .filter(|(_, spans)| !spans.is_empty())
                .collect()
            }
            Self::All(parts) => {
                let mut parts = parts.iter().map(|part| part.spans(world, relations));
                let first = parts.next().unwrap_or_default();
                parts.fold(first, |all, part| {
                    let both = |(code, spans): (String, Vec<Span>)| {
                        let other = part.get(&code)?;
                        let both = spans.iter().flat_map(|one| other.iter().filter_map(|two| one.and(*two)));
                        Some((code, union_of(both.collect())))
                    };
                    all.into_iter().filter_map(both).filter(|(_, spans)| !spans.is_empty()).collect()
                })
            }
            Self::Any(parts) => {
                let mut all = SpansByCode::new();
                for part in parts {
                    for (code, spans) in part.spans(world, relations) {
                        all.entry(code).or_default().extend(spans);
                    }
                }
                all.into_iter().map(|(code, spans)| (code, union_of(spans))).collect()
            }
        }
    }

    /// Whether `code` belongs to the set on `day`.
    #[must_use]
    pub fn holds(&self, code: &str, day: Date, world: &World, relations: &Relations) -> bool {
        let among = |treaties: &HashMap<String, SpansByCode>, treaty: &String| {
            treaties.get(treaty).is_some_and(|spans| on_day(spans.get(code), day))
        };
        match self {
            Self::Members(group) => world.sat(group, code, day),
            Self::Named(codes) => {
                codes.iter().any(|named| world.is_one_person(named, code))
                    && world.persons.get(code).is_some_and(|person| person.existence().holds(day))
                    && own_days(code, world).holds(day)
            }
            Self::Kind(kind) => {
                let person = world.persons.get(code).filter(|person| is_of_kind(person, *kind));
                person.is_some_and(|person| person.existence().holds(day)) && !world.is_old_code(code)
            }
            Self::Invited => on_day(relations.invited.get(code), day),
            Self::EligibleTo(treaty) => among(&relations.eligible, treaty),
            Self::AccededTo(treaty) => among(&relations.acceded, treaty),
            Self::ConsentedTo(treaty) => among(&relations.consented, treaty),
            Self::SignedOf(treaty) => among(&relations.signed, treaty),
            Self::BoundBy(treaty) => among(&relations.bound, treaty),
            Self::OnceInForce => {
                world.persons.contains_key(code) && relations.own_in_force_on.is_some_and(|on| on <= day)
            }
            Self::Except(some, others) => {
                some.holds(code, day, world, relations) && !others.holds(code, day, world, relations)
            }
            Self::All(parts) => parts.iter().all(|part| part.holds(code, day, world, relations)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(code, day, world, relations)),
        }
    }

    /// The same, where the record may not tell who did what under another treaty.
    pub(super) fn tells(&self, code: &str, day: Date, world: &World, relations: &Relations) -> Holds {
        let tells = |part: &Self| part.tells(code, day, world, relations);
        match self {
            Self::Except(some, others) => tells(some).min(tells(others).not()),
            Self::All(parts) => parts.iter().map(tells).min().unwrap_or(Holds::Yes),
            Self::Any(parts) => parts.iter().map(tells).max().unwrap_or(Holds::No),
            // Since when the other treaty is in force for one that consented may not be recorded.
            Self::BoundBy(treaty)
                if !relations.in_force.contains_key(treaty)
                    && Self::ConsentedTo(treaty.clone()).holds(code, day, world, relations) =>
            {
                Holds::Unknown
            }
            part if !part.is_told(relations) => Holds::Unknown,
            part => part.holds(code, day, world, relations).into(),
        }
    }

    /// Whether something is recorded under each treaty that it asks about.
    pub(super) fn is_told(&self, relations: &Relations) -> bool {
        match self {
            Self::EligibleTo(treaty)
            | Self::AccededTo(treaty)
            | Self::ConsentedTo(treaty)
            | Self::SignedOf(treaty)
            | Self::BoundBy(treaty) => !relations.without_acts.contains(treaty),
            _ => self.parts().into_iter().all(|part| part.is_told(relations)),
        }
    }

    /// Those that belong to the set on `day`.
    pub(super) fn members(&self, day: Date, world: &World, relations: &Relations) -> BTreeSet<String> {
        let belongs = |(code, spans): (&String, &Vec<Span>)| {
            spans.iter().any(|span| span.holds(day)).then(|| code.clone())
        };
        match self {
            Self::Members(group) => {
                world.seats.get(group).into_iter().flatten().filter_map(belongs).collect()
            }
            _ => self.spans(world, relations).iter().filter_map(belongs).collect(),
        }
    }

    /// The days on which somebody comes into the set, or goes out of it.
    pub(super) fn turns(&self, world: &World, relations: &Relations) -> Vec<Date> {
        let ends = |span: &Span| [Some(span.since), span.until];
        match self {
            Self::Members(group) => {
                let seats = world.seats.get(group).into_iter().flat_map(|seats| seats.values().flatten());
                seats.flat_map(ends).flatten().collect()
            }
            _ => self.spans(world, relations).values().flatten().flat_map(ends).flatten().collect(),
        }
    }
}

fn on_day(spans: Option<&Vec<Span>>, day: Date) -> bool {
    spans.is_some_and(|spans| spans.iter().any(|span| span.holds(day)))
}

/// The days on which a State stands for itself, where it continues another or another continues it.
fn own_days(code: &str, world: &World) -> Span {
    let continued =
        |known: &&Predecessor| known.how() == Some(How::Continues) && !world.is_old_code(&known.code);
    let since = world.predecessors_of(code).iter().filter(continued).filter_map(|known| known.on).max();
    Span { since: since.unwrap_or(Date::FIRST), until: world.ends_on(code) }
}

fn is_of_kind(person: &Person, kind: ParticipantKind) -> bool {
    match kind {
        // One that has ended on a day that is not known may not join today.
        ParticipantKind::State => {
            person.kind == "state" || (person.is_state() && person.exists_until.is_some())
        }
        ParticipantKind::Organisation => person.kind == "organisation",
        ParticipantKind::Territory => person.kind == "territory",
    }
}

impl Eligibility {
    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().collect(),
            Self::Except(some, others) => vec![some, others],
            _ => Vec::new(),
        }
    }

    /// The same, of those that it names only such as exist on `day`.
    #[must_use]
    pub fn on(&self, day: Date, world: &World) -> Self {
        let is_nobody = |part: &Self| matches!(part, Self::Named(codes) if codes.is_empty());
        let each = |parts: &[Self]| {
            parts.iter().map(|part| part.on(day, world)).filter(|part| !is_nobody(part)).collect()
        };
        match self {
            Self::Named(codes) => {
                let exists = |code: &&str| {
                    let person = world.persons.get(*code);
                    person.is_none_or(|person| person.existence().holds(day)) && !world.is_old_code(code)
                };
                let forms = codes.iter().map(|code| world.form_on(code, day)).filter(exists);
                Self::Named(forms.map(str::to_owned).collect())
            }
            Self::Any(parts) => Self::Any(each(parts)),
            Self::All(parts) => Self::All(each(parts)),
            Self::Except(some, others) => {
                Self::Except(Box::new(some.on(day, world)), Box::new(others.on(day, world)))
            }
            other => other.clone(),
        }
    }

    /// The same as those among whom somebody is: `states other than members of the Council of Europe`.
    pub(super) fn among(&self, names: &dyn Names) -> String {
        let each = |parts: &[Self], joint: &str| {
            let parts: Vec<String> = parts.iter().map(|part| part.among(names)).collect();
            parts.join(joint)
        };
        match self {
            Self::Kind(ParticipantKind::State) => "states".to_owned(),
            Self::Kind(ParticipantKind::Organisation) => "organisations".to_owned(),
            Self::Kind(ParticipantKind::Territory) => "territories".to_owned(),
            Self::Except(some, others) => format!("{} other than {}", some.among(names), others.among(names)),
            Self::Any(parts) => each(parts, " or "),
            Self::All(parts) => each(parts, " that are also "),
            other => other.in_words(names),
        }
    }

    /// Who belongs to the set, in plain English.
    #[must_use]
    pub fn in_words(&self, names: &dyn Names) -> String {
        match self {
            Self::Members(group) => format!("members of {}", names.group(group)),
            Self::Named(codes) => {
                let called: Vec<String> = codes.iter().map(|code| names.participant(code)).collect();
                series(&called, "and")
            }
            Self::Invited => "those invited to accede".to_owned(),
            Self::Kind(kind) => format!("every {kind}"),
            Self::EligibleTo(treaty) => format!("those that may be or are parties to {treaty}"),
            Self::AccededTo(treaty) => format!("those that acceded to {treaty}"),
            Self::ConsentedTo(treaty) => format!("those that consented to {treaty}"),
            Self::SignedOf(treaty) => format!("those that signed {treaty}"),
            Self::BoundBy(treaty) => format!("those bound by {treaty}"),
            Self::Any(parts) => each(parts, names).join(" or "),
            Self::All(parts) => {
                let (time, sets): (Vec<_>, Vec<_>) =
                    parts.iter().partition(|part| matches!(part, Self::OnceInForce));
                let sets: Vec<String> = sets.iter().map(|part| part.in_words(names)).collect();
                let once = if time.is_empty() { "" } else { ", once the treaty is in force" };
                format!("{}{once}", sets.join(" that are also "))
            }
            Self::Except(some, others) => {
                format!("{} except {}", some.in_words(names), others.in_words(names))
            }
            Self::OnceInForce => "everybody once the treaty is in force".to_owned(),
        }
    }
}

fn each(parts: &[Eligibility], names: &dyn Names) -> Vec<String> {
    parts.iter().map(|part| part.in_words(names)).collect()
}
