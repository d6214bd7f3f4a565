//! Who may become a party, from day to day.

use std::collections::{HashMap, HashSet};
use std::fmt;

use super::effect::arguments;
use super::english::list;
use super::notation::{RuleError, Term};
use super::threshold::codes;
use super::threshold_words::Names;
use super::world::{Person, World};
use crate::model::{Act, Date, Span, union_of, without};

/// A set of participants that changes with time, as a clause describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Eligibility {
    /// `members(G)`: the members of a group on the day.
    Members(String),
    /// `named(A, B …)`: these.
    Named(Vec<String>),
    /// `invited`: those with a recorded invitation, and those that have acceded.
    Invited,
    /// `kind(state)`, `kind(organisation)`: all participants of a kind while they exist.
    Kind(String),
    /// `eligible(TREATY)`: those that may become, or are, parties to another treaty.
    EligibleTo(String),
    /// `acceded(TREATY)`: those that acceded to another treaty.
    AccededTo(String),
    /// `consented(TREATY)`: those whose consent to another treaty stands.
    ConsentedTo(String),
    /// `signed(TREATY)`: those that have signed another treaty, until they withdraw the signature.
    SignedOf(String),
    /// `bound(TREATY)`: those for which another treaty is in force.
    BoundBy(String),
    /// `OR(x, y …)`: any of these.
    Any(Vec<Eligibility>),
    /// `AND(x, y …)`: those that are all of these.
    All(Vec<Eligibility>),
    /// `except(x, y)`: those of the first that are not of the second.
    Except(Box<(Eligibility, Eligibility)>),
    /// `once_in_force`: everybody, once the treaty itself is in force.
    OnceInForce,
}

/// Spans by participant.
pub type SpansByCode = HashMap<String, Vec<Span>>;

/// What eligibility depends on besides the world: acts under this treaty and under those it refers to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Relations {
    /// The entry into force of this treaty.
    pub own_in_force_on: Option<Date>,
    /// Treaties under which no act is recorded, so that nothing is known of who consented.
    pub without_acts: HashSet<String>,
    /// By treaty: its entry into force.
    pub in_force: HashMap<String, Date>,
    /// By treaty: while it is in force for them.
    pub bound: HashMap<String, SpansByCode>,
    /// By treaty: while a signature stands, also after consent.
    pub signed: HashMap<String, SpansByCode>,
    /// Acts under other treaties that a clause makes count here (cessation).
    pub entailed: Vec<Act>,
    /// Under this treaty: from the day of an invitation or an accession.
    pub invited: SpansByCode,
    /// By treaty: who may become, or is, a party.
    pub eligible: HashMap<String, SpansByCode>,
    /// By treaty: from the day of an accession.
    pub acceded: HashMap<String, SpansByCode>,
    /// By treaty: while consent stands.
    pub consented: HashMap<String, SpansByCode>,
}

impl Eligibility {
    /// Reads a rule.
    pub fn read(rule: &str) -> Result<Self, RuleError> {
        Self::from_term(&Term::read(rule)?)
    }

    /// The words that begin a rule of eligibility.
    pub(super) const WORDS: [&'static str; 11] = [
        "members",
        "named",
        "invited",
        "kind",
        "eligible",
        "acceded",
        "consented",
        "signed",
        "bound",
        "except",
        "once_in_force",
    ];

    fn from_term(term: &Term) -> Result<Self, RuleError> {
        match term.word {
            "members" => term.one()?.plain().map(Self::Members),
            "named" => codes(term).map(Self::Named),
            "invited" => term.none().map(|()| Self::Invited),
            "kind" => {
                let kind = term.one()?;
                match kind.word {
                    "state" | "organisation" | "territory" => kind.plain().map(Self::Kind),
                    word => Err(kind.fault(format!(
                        "'{word}' is no kind of participant: state, organisation, territory"
                    ))),
                }
            }
            "signed" => term.one()?.plain().map(Self::SignedOf),
            "bound" => term.one()?.plain().map(Self::BoundBy),
            "eligible" => term.one()?.plain().map(Self::EligibleTo),
            "acceded" => term.one()?.plain().map(Self::AccededTo),
            "consented" => term.one()?.plain().map(Self::ConsentedTo),
            "OR" => term.at_least(2)?.iter().map(Self::from_term).collect::<Result<_, _>>().map(Self::Any),
            "AND" => term.at_least(2)?.iter().map(Self::from_term).collect::<Result<_, _>>().map(Self::All),
            "except" => {
                let (some, others) = term.two()?;
                Ok(Self::Except(Box::new((Self::from_term(some)?, Self::from_term(others)?))))
            }
            "once_in_force" => term.none().map(|()| Self::OnceInForce),
            word => Err(term.fault(format!("'{word}' is no way to say who may become a party"))),
        }
    }

    /// The other treaties that this rule refers to.
    #[must_use]
    pub fn treaties(&self) -> Vec<&str> {
        match self {
            Self::EligibleTo(treaty)
            | Self::AccededTo(treaty)
            | Self::ConsentedTo(treaty)
            | Self::SignedOf(treaty)
            | Self::BoundBy(treaty) => vec![treaty],
            _ => self.parts().into_iter().flat_map(Self::treaties).collect(),
        }
    }

    /// Whether it lets in more once the treaty is in force.
    #[must_use]
    pub fn waits_for_force(&self) -> bool {
        matches!(self, Self::OnceInForce) || self.parts().into_iter().any(Self::waits_for_force)
    }

    /// The days on which each participant belongs to the set.
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
            Self::Named(codes) => codes
                .iter()
                .filter_map(|code| Some((code.clone(), vec![world.persons.get(code)?.existence()])))
                .collect(),
            Self::Kind(kind) => {
                let old_names = world.old_names();
                let persons = world
                    .persons
                    .iter()
                    .filter(|(code, person)| is_of_kind(person, kind) && !old_names.contains(code.as_str()));
                persons.map(|(code, person)| (code.clone(), vec![person.existence()])).collect()
            }
            Self::Invited => relations.invited.clone(),
            Self::EligibleTo(treaty) => of(&relations.eligible, treaty),
            Self::AccededTo(treaty) => of(&relations.acceded, treaty),
            Self::ConsentedTo(treaty) => of(&relations.consented, treaty),
            Self::SignedOf(treaty) => of(&relations.signed, treaty),
            Self::BoundBy(treaty) => of(&relations.bound, treaty),
            Self::OnceInForce => match relations.own_in_force_on {
                None => SpansByCode::new(),
                Some(on) => world.persons.keys().map(|code| (code.clone(), vec![Span::from(on)])).collect(),
            },
            Self::Except(parts) => {
                let others = parts.1.spans(world, relations);
                let some = parts.0.spans(world, relations).into_iter();
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
                codes.iter().any(|named| named == code)
                    && world.persons.get(code).is_some_and(|person| person.existence().holds(day))
            }
            Self::Kind(kind) => {
                let person = world.persons.get(code).filter(|person| is_of_kind(person, kind));
                person.is_some_and(|person| person.existence().holds(day)) && !world.is_old_name(code)
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
            Self::Except(parts) => {
                parts.0.holds(code, day, world, relations) && !parts.1.holds(code, day, world, relations)
            }
            Self::All(parts) => parts.iter().all(|part| part.holds(code, day, world, relations)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(code, day, world, relations)),
        }
    }
}

fn on_day(spans: Option<&Vec<Span>>, day: Date) -> bool {
    spans.is_some_and(|spans| spans.iter().any(|span| span.holds(day)))
}

fn is_of_kind(person: &Person, kind: &str) -> bool {
    person.kind == kind || (kind == "state" && person.is_state())
}

impl Eligibility {
    /// The participants that it names.
    #[must_use]
    pub fn participants(&self) -> Vec<&str> {
        match self {
            Self::Named(codes) => codes.iter().map(String::as_str).collect(),
            _ => self.parts().into_iter().flat_map(Self::participants).collect(),
        }
    }

    /// The groups whose members it asks for.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        match self {
            Self::Members(group) => vec![group],
            _ => self.parts().into_iter().flat_map(Self::groups).collect(),
        }
    }

    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::Any(parts) | Self::All(parts) => parts.iter().collect(),
            Self::Except(parts) => vec![&parts.0, &parts.1],
            _ => Vec::new(),
        }
    }

    /// Who belongs to the set, in plain English.
    #[must_use]
    pub fn in_words(&self, names: &dyn Names) -> String {
        match self {
            Self::Members(group) => format!("members of {}", names.group(group)),
            Self::Named(codes) => {
                let called: Vec<String> = codes.iter().map(|code| names.participant(code)).collect();
                list(&called, "and")
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
            Self::Except(parts) => {
                format!("{} except {}", parts.0.in_words(names), parts.1.in_words(names))
            }
            Self::OnceInForce => "everybody once the treaty is in force".to_owned(),
        }
    }
}

fn each(parts: &[Eligibility], names: &dyn Names) -> Vec<String> {
    parts.iter().map(|part| part.in_words(names)).collect()
}

/// The rule in the notation, in the one form that reads back as itself.
impl fmt::Display for Eligibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Members(group) => write!(f, "members({group})"),
            Self::Named(codes) => write!(f, "named({})", codes.join(", ")),
            Self::Invited => write!(f, "invited"),
            Self::Kind(kind) => write!(f, "kind({kind})"),
            Self::EligibleTo(treaty) => write!(f, "eligible({treaty})"),
            Self::AccededTo(treaty) => write!(f, "acceded({treaty})"),
            Self::ConsentedTo(treaty) => write!(f, "consented({treaty})"),
            Self::SignedOf(treaty) => write!(f, "signed({treaty})"),
            Self::BoundBy(treaty) => write!(f, "bound({treaty})"),
            Self::Any(parts) => write!(f, "OR({})", arguments(parts)),
            Self::All(parts) => write!(f, "AND({})", arguments(parts)),
            Self::Except(parts) => write!(f, "except({}, {})", parts.0, parts.1),
            Self::OnceInForce => write!(f, "once_in_force"),
        }
    }
}
