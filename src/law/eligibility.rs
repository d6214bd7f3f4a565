//! Who may become a party, from day to day.

use std::collections::HashMap;
use std::fmt;

use super::notation::{RuleError, Term};
use super::world::World;
use crate::model::{Date, Span, union_of};

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
    /// `OR(x, y …)`: any of these.
    Any(Vec<Eligibility>),
}

/// Spans by participant.
pub type SpansByCode = HashMap<String, Vec<Span>>;

/// What eligibility depends on besides the world: acts under this treaty and under those it refers to.
#[derive(Debug, Clone, Default)]
pub struct Relations {
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

    fn from_term(term: &Term) -> Result<Self, RuleError> {
        match term.word {
            "members" => term.one()?.plain().map(Self::Members),
            "named" => term.arguments.iter().map(Term::plain).collect::<Result<_, _>>().map(Self::Named),
            "invited" => term.none().map(|()| Self::Invited),
            "kind" => term.one()?.plain().map(Self::Kind),
            "eligible" => term.one()?.plain().map(Self::EligibleTo),
            "acceded" => term.one()?.plain().map(Self::AccededTo),
            "consented" => term.one()?.plain().map(Self::ConsentedTo),
            "OR" => term.arguments.iter().map(Self::from_term).collect::<Result<_, _>>().map(Self::Any),
            word => Err(term.fault(format!("'{word}' is no way to say who may become a party"))),
        }
    }

    /// The other treaties that this rule refers to.
    #[must_use]
    pub fn treaties(&self) -> Vec<&str> {
        match self {
            Self::EligibleTo(treaty) | Self::AccededTo(treaty) | Self::ConsentedTo(treaty) => vec![treaty],
            Self::Any(parts) => parts.iter().flat_map(Self::treaties).collect(),
            _ => Vec::new(),
        }
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
            Self::Kind(kind) => world
                .persons
                .iter()
                .filter(|(code, person)| {
                    (person.kind == *kind || (kind == "state" && person.is_state()))
                        && !world.is_old_name(code)
                })
                .map(|(code, person)| (code.clone(), vec![person.existence()]))
                .collect(),
            Self::Invited => relations.invited.clone(),
            Self::EligibleTo(treaty) => of(&relations.eligible, treaty),
            Self::AccededTo(treaty) => of(&relations.acceded, treaty),
            Self::ConsentedTo(treaty) => of(&relations.consented, treaty),
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
        self.spans(world, relations).get(code).is_some_and(|spans| spans.iter().any(|span| span.holds(day)))
    }
}

impl fmt::Display for Eligibility {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Members(group) => write!(f, "members of {group}"),
            Self::Named(codes) => write!(f, "{}", codes.join(", ")),
            Self::Invited => write!(f, "those invited to accede"),
            Self::Kind(kind) => write!(f, "every {kind}"),
            Self::EligibleTo(treaty) => write!(f, "those that may be or are parties to {treaty}"),
            Self::AccededTo(treaty) => write!(f, "those that acceded to {treaty}"),
            Self::ConsentedTo(treaty) => write!(f, "those that consented to {treaty}"),
            Self::Any(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    write!(f, "{}{part}", if place == 0 { "" } else { " or " })?;
                }
                Ok(())
            }
        }
    }
}
