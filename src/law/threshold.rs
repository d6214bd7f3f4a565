//! When the conditions for entry into force are met.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::effect::{Floor, Moments, arguments};
use super::eligibility::Relations;
use super::notation::{RuleError, Term};
use super::world::World;
use crate::model::{ActKind, Date, Decimal};

/// The conditions for entry into force, tested on the instruments that stand at the end of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Threshold {
    /// `count(n, …)`: n instruments.
    Count(usize, Counting),
    /// `group(n, G, …)`: n of them from members of G, or from those named, on that day.
    Group(usize, Who, Counting),
    /// `named_all(A, B, …)`: one from each of these.
    NamedAll(Vec<String>),
    /// `all_signatories`: one from everybody whose signature stands.
    AllSignatories,
    /// `all_parties_of(T)`, `share_of_parties(3/4, T)`: one from each party to another treaty, from so many of them.
    ShareOfParties {
        /// The share.
        share: Share,
        /// Of the parties to this treaty.
        treaty: String,
        /// As they were when the present treaty was adopted, not on the day.
        at_adoption: bool,
    },
    /// `weight(TABLE, x)`: instruments whose weights add up to x.
    Weight {
        /// The table of weights.
        table: String,
        /// How much.
        needed: Decimal,
        /// Whether it must be more than that.
        above: bool,
    },
    /// `in_force(T)`: another treaty is in force.
    InForce(String),
    /// `not_before(day)`: the day has come.
    NotBefore(Floor),
    /// `decision(words)`: an organ has decided; never computed.
    Decision(String),
    /// `AND(x, y …)`: all of these.
    All(Vec<Threshold>),
    /// `OR(x, y …)`: any of these.
    Any(Vec<Threshold>),
    /// `OTHERWISE(x, y)`: x, or failing that y.
    Otherwise(Box<(Threshold, Threshold)>),
}

/// Which instruments count.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counting {
    /// Only these acts; all consents where empty.
    pub kinds: Vec<ActKind>,
    /// What the instrument of an organisation counts for.
    pub organisations: Organisations,
}

/// What the instrument of an organisation counts for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Organisations {
    /// As any other.
    #[default]
    Counted,
    /// Nothing.
    Never,
    /// Nothing once a member State has one.
    NotAdditionalToMembers,
}

/// A set of participants in a threshold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Who {
    /// The members of a group on the day.
    Members(String),
    /// These.
    Named(Vec<String>),
}

/// A share, as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share(pub usize, pub usize);

impl Share {
    const ALL: Self = Self(1, 1);

    /// So many of `n`, rounded up.
    fn of(self, n: usize) -> usize {
        (n * self.0).div_ceil(self.1)
    }
}

impl std::str::FromStr for Share {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (part, whole) = text.split_once('/').ok_or(())?;
        let share = Self(part.trim().parse().map_err(|_| ())?, whole.trim().parse().map_err(|_| ())?);
        (0 < share.0 && share.0 <= share.1 && share.1 <= 1000).then_some(share).ok_or(())
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.1)
    }
}

/// The instruments that stand at the end of a day, and everything a condition may ask about them.
#[derive(Debug, Clone, Copy)]
pub struct Tally<'a> {
    /// Who has an instrument, and of which kind.
    pub held: &'a BTreeMap<&'a str, ActKind>,
    /// Whose signature stands.
    pub signed: &'a BTreeSet<&'a str>,
    /// The day.
    pub day: Date,
    /// Who is who, who sits where.
    pub world: &'a World,
    /// Other treaties.
    pub relations: &'a Relations,
    /// The treaty's own days.
    pub moments: Moments<'a>,
}

/// Whether a condition holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// It does not.
    No,
    /// The record cannot tell.
    Unknown,
    /// It does.
    Yes,
}

/// A condition on a day: how far it is met, and what is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition<'a> {
    /// The condition.
    pub rule: &'a Threshold,
    /// Whether it holds.
    pub holds: Holds,
    /// How much there is: instruments, or their weight; for a compound one 0.
    pub there: Decimal,
    /// How much is needed.
    pub needed: Decimal,
    /// Who of those named is missing, whose weight is not known.
    pub missing: Vec<String>,
    /// The conditions inside this one.
    pub parts: Vec<Condition<'a>>,
}

impl Condition<'_> {
    /// The first condition that counts something: itself, or the first part that does.
    #[must_use]
    pub fn first_count(&self) -> &Self {
        self.parts.first().map_or(self, Self::first_count)
    }

    /// The conditions that have no others inside, in the order of the clause.
    #[must_use]
    pub fn leaves(&self) -> Vec<&Self> {
        if self.parts.is_empty() { vec![self] } else { self.parts.iter().flat_map(Self::leaves).collect() }
    }
}

impl Threshold {
    /// The words that begin a rule of threshold.
    pub(super) const WORDS: [&'static str; 12] = [
        "count",
        "group",
        "named_all",
        "all_signatories",
        "all_parties_of",
        "share_of_parties",
        "weight",
        "in_force",
        "decision",
        "AND",
        "OR",
        "OTHERWISE",
    ];

    /// Reads a rule.
    pub fn read(rule: &str) -> Result<Self, RuleError> {
        Self::from_term(&Term::read(rule)?)
    }

    fn from_term(term: &Term) -> Result<Self, RuleError> {
        let several = || term.at_least(2)?.iter().map(Self::from_term).collect::<Result<Vec<_>, _>>();
        match term.word {
            "AND" => several().map(Self::All),
            "OR" => several().map(Self::Any),
            "OTHERWISE" => {
                let (first, second) = term.two()?;
                Ok(Self::Otherwise(Box::new((Self::from_term(first)?, Self::from_term(second)?))))
            }
            "count" => match term.arguments.split_first() {
                Some((needed, options)) => Ok(Self::Count(at_least_one(needed)?, Counting::read(options)?)),
                None => Err(term.fault("'count' takes a number")),
            },
            "group" => match term.arguments.as_slice() {
                [needed, who, options @ ..] => {
                    let who = match who.word {
                        "named" => Who::Named(codes(who)?),
                        _ => Who::Members(who.plain()?),
                    };
                    Ok(Self::Group(at_least_one(needed)?, who, Counting::read(options)?))
                }
                _ => Err(term.fault("'group' takes a number and a group")),
            },
            "named_all" => codes(term).map(Self::NamedAll),
            "all_signatories" => term.none().map(|()| Self::AllSignatories),
            "all_parties_of" => {
                let treaty = term.one()?.plain()?;
                Ok(Self::ShareOfParties { share: Share::ALL, treaty, at_adoption: false })
            }
            "share_of_parties" => match term.arguments.as_slice() {
                [share, treaty, rest @ ..] if rest.len() <= 1 => {
                    let at_adoption = match rest {
                        [word] if word.word == "at_adoption" => true,
                        [other] => return Err(other.fault("only 'at_adoption' may stand here")),
                        _ => false,
                    };
                    let share = share.parsed("a share, written as a fraction: 3/4 is one")?;
                    Ok(Self::ShareOfParties { share, treaty: treaty.plain()?, at_adoption })
                }
                _ => Err(term.fault("'share_of_parties' takes a share and a treaty")),
            },
            "weight" => match term.arguments.as_slice() {
                [table, needed, rest @ ..] if rest.len() <= 1 => {
                    let above = match rest {
                        [word] if word.word == "above" => true,
                        [other] => return Err(other.fault("only 'above' may stand here")),
                        _ => false,
                    };
                    let needed = needed.parsed("a number from 0 on with at most six decimals")?;
                    Ok(Self::Weight { table: table.plain()?, needed, above })
                }
                _ => Err(term.fault("'weight' takes a table and a number")),
            },
            "in_force" => term.one()?.plain().map(Self::InForce),
            "not_before" => Floor::from_term(term.one()?).map(Self::NotBefore),
            "decision" => term.one()?.plain().map(Self::Decision),
            word => Err(term.fault(format!("'{word}' is no condition for entry into force"))),
        }
    }

    fn parts(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().collect(),
            Self::Otherwise(parts) => vec![&parts.0, &parts.1],
            _ => Vec::new(),
        }
    }

    /// How far the conditions are met by what there is.
    #[must_use]
    pub fn examine<'a>(&'a self, tally: &Tally) -> Condition<'a> {
        let parts: Vec<Condition> = self.parts().into_iter().map(|part| part.examine(tally)).collect();
        let mut condition = Condition {
            rule: self,
            holds: Holds::No,
            there: Decimal::default(),
            needed: Decimal::default(),
            missing: Vec::new(),
            parts,
        };
        let yes = |holds: bool| if holds { Holds::Yes } else { Holds::No };
        let had = |code: &str| tally.held.contains_key(code);
        match self {
            Self::Count(needed, counting) => {
                condition
                    .count(tally.held.iter().filter(|held| counting.counts(held, tally)).count(), *needed);
            }
            Self::Group(needed, who, counting) => {
                let inside = |code: &str| match who {
                    Who::Members(group) => tally.world.sat(group, code, tally.day),
                    Who::Named(codes) => codes.iter().any(|named| named == code),
                };
                let held = tally.held.iter().filter(|held| inside(held.0) && counting.counts(held, tally));
                condition.count(held.count(), *needed);
                if let Who::Named(codes) = who {
                    condition.missing = codes.iter().filter(|code| !had(code)).cloned().collect();
                }
            }
            Self::NamedAll(codes) => {
                condition.missing = codes.iter().filter(|code| !had(code)).cloned().collect();
                condition.count(codes.len() - condition.missing.len(), codes.len());
            }
            Self::AllSignatories => {
                let signed = tally.signed;
                condition.missing =
                    signed.iter().filter(|code| !had(code)).map(|code| (*code).to_owned()).collect();
                condition.count(signed.len() - condition.missing.len(), signed.len());
                condition.holds = yes(!signed.is_empty() && condition.missing.is_empty());
            }
            Self::ShareOfParties { share, treaty, at_adoption } => {
                let day = if *at_adoption { tally.moments.adopted_on } else { Some(tally.day) };
                let Some(day) = day else {
                    condition.holds = Holds::Unknown;
                    return condition;
                };
                let parties = tally.relations.consented.get(treaty).into_iter().flatten();
                let mut parties: Vec<&String> = parties
                    .filter(|(_, spans)| spans.iter().any(|span| span.holds(day)))
                    .map(|(code, _)| code)
                    .collect();
                parties.sort_unstable();
                let there = parties.iter().filter(|code| had(code)).count();
                condition.missing =
                    parties.iter().filter(|code| !had(code)).map(|code| (*code).clone()).collect();
                condition.count(there, share.of(parties.len()));
                condition.holds = yes(!parties.is_empty() && there >= share.of(parties.len()));
            }
            Self::Weight { table, needed, above } => {
                let table = tally.world.weights.get(table);
                let weight = |code: &str| table.and_then(|table| table.get(code)).copied();
                condition.there = tally.held.keys().filter_map(|code| weight(code)).sum();
                condition.needed = *needed;
                condition.missing = tally
                    .held
                    .keys()
                    .filter(|code| weight(code).is_none())
                    .map(|code| (*code).to_owned())
                    .collect();
                let enough = condition.there > *needed || (!above && condition.there == *needed);
                condition.holds = match (enough, condition.missing.is_empty()) {
                    (true, _) => Holds::Yes,
                    (false, false) => Holds::Unknown,
                    (false, true) => Holds::No,
                };
            }
            Self::InForce(other) => {
                let on = tally.moments.others.and_then(|others| others.get(other));
                condition.holds = yes(on.is_some_and(|on| *on <= tally.day));
            }
            Self::NotBefore(floor) => {
                condition.holds = match floor.day(tally.day, &tally.moments) {
                    Ok(day) => yes(day <= tally.day),
                    Err(_) => Holds::Unknown,
                };
            }
            Self::Decision(_) => condition.holds = Holds::Unknown,
            Self::All(_) => {
                condition.holds = condition.parts.iter().map(|part| part.holds).min().unwrap_or(Holds::Yes);
            }
            Self::Any(_) | Self::Otherwise(_) => {
                condition.holds = condition.parts.iter().map(|part| part.holds).max().unwrap_or(Holds::No);
            }
        }
        condition
    }

    /// The other treaties that it asks about.
    #[must_use]
    pub fn treaties(&self) -> Vec<&str> {
        match self {
            Self::ShareOfParties { treaty, .. } | Self::InForce(treaty) => vec![treaty],
            Self::NotBefore(Floor::Rule(rule)) => rule.treaties(),
            _ => self.parts().into_iter().flat_map(Self::treaties).collect(),
        }
    }

    /// The groups whose membership it asks about.
    #[must_use]
    pub fn groups(&self) -> Vec<&str> {
        match self {
            Self::Group(_, Who::Members(group), _) => vec![group],
            _ => self.parts().into_iter().flat_map(Self::groups).collect(),
        }
    }

    /// The tables of weights that it asks.
    #[must_use]
    pub fn tables(&self) -> Vec<&str> {
        match self {
            Self::Weight { table, .. } => vec![table],
            _ => self.parts().into_iter().flat_map(Self::tables).collect(),
        }
    }

    /// The participants that it names.
    #[must_use]
    pub fn participants(&self) -> Vec<&str> {
        match self {
            Self::NamedAll(codes) | Self::Group(_, Who::Named(codes), _) => {
                codes.iter().map(String::as_str).collect()
            }
            _ => self.parts().into_iter().flat_map(Self::participants).collect(),
        }
    }

    /// The days on which it may come to hold without any instrument: a floor is reached.
    pub(super) fn floors(&self, moments: &Moments) -> Vec<Date> {
        match self {
            Self::NotBefore(floor) => floor.day(Date::FIRST, moments).into_iter().collect(),
            Self::InForce(other) => {
                moments.others.and_then(|others| others.get(other).copied()).into_iter().collect()
            }
            _ => self.parts().into_iter().flat_map(|part| part.floors(moments)).collect(),
        }
    }

    /// Whether it matters only who has an instrument: not of which kind, and nothing of other treaties or days.
    #[must_use]
    pub fn asks_only_who(&self) -> bool {
        match self {
            Self::Count(_, counting) | Self::Group(_, _, counting) => counting.kinds.is_empty(),
            Self::All(_) | Self::Any(_) | Self::Otherwise(_) => {
                self.parts().into_iter().all(Self::asks_only_who)
            }
            _ => false,
        }
    }
}

impl Condition<'_> {
    fn count(&mut self, there: usize, needed: usize) {
        self.there = there.into();
        self.needed = needed.into();
        self.holds = if there >= needed { Holds::Yes } else { Holds::No };
    }
}

impl Counting {
    fn read(options: &[Term]) -> Result<Self, RuleError> {
        let mut counting = Self::default();
        for option in options {
            match option.word {
                "kinds" => counting.kinds = kinds(option, ActKind::is_consent)?,
                "counted" => counting.organisations = Organisations::Counted,
                "never" => counting.organisations = Organisations::Never,
                "not_additional_to_members" => {
                    counting.organisations = Organisations::NotAdditionalToMembers;
                }
                _ => {
                    return Err(
                        option.fault("kinds(…), counted, never or not_additional_to_members may stand here")
                    );
                }
            }
        }
        Ok(counting)
    }

    fn counts(&self, (code, kind): &(&&str, &ActKind), tally: &Tally) -> bool {
        if !self.kinds.is_empty() && !self.kinds.contains(kind) {
            return false;
        }
        let organisation =
            || tally.world.persons.get(**code).is_some_and(|person| person.kind == "organisation");
        let member_has_one =
            || tally.held.keys().any(|other| other != *code && tally.world.sat(code, other, tally.day));
        match self.organisations {
            Organisations::Counted => true,
            Organisations::Never => !organisation(),
            Organisations::NotAdditionalToMembers => !(organisation() && member_has_one()),
        }
    }
}

/// The kinds of act in `kinds(…)`, each of which has to be one that `may` stand there.
pub(super) fn kinds(term: &Term, may: fn(ActKind) -> bool) -> Result<Vec<ActKind>, RuleError> {
    let read = |kind: &Term| {
        kind.none()?;
        ActKind::from_word(kind.word)
            .filter(|kind| may(*kind))
            .ok_or_else(|| kind.fault(format!("'{}' is no act of consent", kind.word)))
    };
    term.at_least(1)?.iter().map(read).collect()
}

/// The codes in `named(…)`.
pub(super) fn codes(term: &Term) -> Result<Vec<String>, RuleError> {
    term.at_least(1)?.iter().map(Term::plain).collect()
}

fn at_least_one(term: &Term) -> Result<usize, RuleError> {
    match term.number()? {
        0 => Err(term.fault("no instrument at all is no condition")),
        n => Ok(n as usize),
    }
}

impl fmt::Display for Counting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.kinds.is_empty() {
            write!(f, ", kinds({})", arguments(&self.kinds))?;
        }
        match self.organisations {
            Organisations::Counted => Ok(()),
            Organisations::Never => write!(f, ", never"),
            Organisations::NotAdditionalToMembers => write!(f, ", not_additional_to_members"),
        }
    }
}

/// The rule in the notation, in the one form that reads back as itself.
impl fmt::Display for Threshold {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Count(needed, counting) => write!(f, "count({needed}{counting})"),
            Self::Group(needed, Who::Members(group), counting) => {
                write!(f, "group({needed}, {group}{counting})")
            }
            Self::Group(needed, Who::Named(codes), counting) => {
                write!(f, "group({needed}, named({}){counting})", codes.join(", "))
            }
            Self::NamedAll(codes) => write!(f, "named_all({})", codes.join(", ")),
            Self::AllSignatories => write!(f, "all_signatories"),
            Self::ShareOfParties { share: Share::ALL, treaty, at_adoption: false } => {
                write!(f, "all_parties_of({treaty})")
            }
            Self::ShareOfParties { share, treaty, at_adoption } => {
                let when = if *at_adoption { ", at_adoption" } else { "" };
                write!(f, "share_of_parties({share}, {treaty}{when})")
            }
            Self::Weight { table, needed, above } => {
                write!(f, "weight({table}, {needed}{})", if *above { ", above" } else { "" })
            }
            Self::InForce(other) => write!(f, "in_force({other})"),
            Self::NotBefore(floor) => write!(f, "not_before({floor})"),
            Self::Decision(words) => write!(f, "decision({words})"),
            Self::All(parts) => write!(f, "AND({})", arguments(parts)),
            Self::Any(parts) => write!(f, "OR({})", arguments(parts)),
            Self::Otherwise(parts) => write!(f, "OTHERWISE({}, {})", parts.0, parts.1),
        }
    }
}
