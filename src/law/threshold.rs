//! When the conditions for entry into force are met.

use std::collections::BTreeSet;
use std::fmt;

use super::notation::{RuleError, Term};
use super::world::World;
use crate::model::Date;

/// The conditions for entry into force, tested on the instruments that stand at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Threshold {
    /// `count(n)`: n instruments.
    Count {
        /// How many.
        needed: usize,
        /// What the instrument of an organisation counts for.
        organisations: Organisations,
    },
    /// `group(n, G)`: n of them from members of G on that day.
    Group {
        /// How many.
        needed: usize,
        /// Code of the group.
        group: String,
    },
    /// `AND(x, y …)`: all of these.
    All(Vec<Threshold>),
    /// `OR(x, y …)`: any of these.
    Any(Vec<Threshold>),
}

/// What the instrument of an organisation counts for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Organisations {
    /// As any other.
    Counted,
    /// Nothing.
    Never,
    /// Nothing once a member State has one.
    NotAdditionalToMembers,
}

impl Threshold {
    /// Reads a rule.
    pub fn read(rule: &str) -> Result<Self, RuleError> {
        Self::from_term(&Term::read(rule)?)
    }

    fn from_term(term: &Term) -> Result<Self, RuleError> {
        let several = || term.arguments.iter().map(Self::from_term).collect::<Result<Vec<_>, _>>();
        match term.word {
            "AND" => Ok(Self::All(several()?)),
            "OR" => Ok(Self::Any(several()?)),
            "group" => {
                let (needed, group) = term.two()?;
                Ok(Self::Group { needed: needed.number()? as usize, group: group.plain()? })
            }
            "count" => {
                let Some((needed, rest)) = term.arguments.split_first() else {
                    return Err(term.fault("'count' takes a number"));
                };
                let organisations = match rest {
                    [] => Organisations::Counted,
                    [word] => match word.word {
                        "counted" => Organisations::Counted,
                        "never" => Organisations::Never,
                        "not_additional_to_members" => Organisations::NotAdditionalToMembers,
                        other => {
                            return Err(word.fault(format!("'{other}' is no way to count organisations")));
                        }
                    },
                    [_, more, ..] => return Err(more.fault("'count' takes a number and one word")),
                };
                Ok(Self::Count { needed: needed.number()? as usize, organisations })
            }
            word => Err(term.fault(format!("'{word}' is no condition for entry into force"))),
        }
    }

    /// Whether the conditions hold on `day` with the instruments of `holders` standing.
    #[must_use]
    pub fn met(&self, holders: &BTreeSet<String>, day: Date, world: &World) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.met(holders, day, world)),
            Self::Any(parts) => parts.iter().any(|part| part.met(holders, day, world)),
            Self::Count { needed, .. } | Self::Group { needed, .. } => {
                self.counted(holders, day, world) >= *needed
            }
        }
    }

    /// How many of `holders` count toward this condition on `day`; for a compound one, toward its first part.
    #[must_use]
    pub fn counted(&self, holders: &BTreeSet<String>, day: Date, world: &World) -> usize {
        let counts = |code: &String| match self {
            Self::Group { group, .. } => world.sat(group, code, day),
            Self::Count { organisations, .. } => {
                let organisation =
                    world.persons.get(code).is_some_and(|person| person.kind == "organisation");
                let member_has_one =
                    || holders.iter().any(|other| other != code && world.sat(code, other, day));
                match organisations {
                    Organisations::Counted => true,
                    Organisations::Never => !organisation,
                    Organisations::NotAdditionalToMembers => !(organisation && member_has_one()),
                }
            }
            Self::All(_) | Self::Any(_) => true,
        };
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.first().map_or(0, |part| part.counted(holders, day, world))
            }
            _ => holders.iter().filter(|code| counts(code)).count(),
        }
    }

    /// Whether it matters whose the instruments are, and not only how many.
    #[must_use]
    pub fn asks_whose(&self) -> bool {
        match self {
            Self::Count { organisations, .. } => *organisations != Organisations::Counted,
            Self::Group { .. } => true,
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::asks_whose),
        }
    }

    /// The instruments needed; for a compound condition, by its first part.
    #[must_use]
    pub fn needed(&self) -> usize {
        match self {
            Self::Count { needed, .. } | Self::Group { needed, .. } => *needed,
            Self::All(parts) | Self::Any(parts) => parts.first().map_or(0, Self::needed),
        }
    }
}

impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count { needed, organisations } => {
                write!(f, "{needed} consents")?;
                match organisations {
                    Organisations::Counted => Ok(()),
                    Organisations::Never => write!(f, ", organisations not counted"),
                    Organisations::NotAdditionalToMembers => {
                        write!(f, ", an organisation not in addition to its members")
                    }
                }
            }
            Self::Group { needed, group } => write!(f, "{needed} by members of {group}"),
            Self::All(parts) | Self::Any(parts) => {
                let joint = if matches!(self, Self::All(_)) { " including " } else { " or " };
                for (place, part) in parts.iter().enumerate() {
                    write!(f, "{}{part}", if place == 0 { "" } else { joint })?;
                }
                Ok(())
            }
        }
    }
}
