//! The conditions for entry into force, as the clauses write them.

use std::fmt;

use super::effect::{Floor, Moments};
use super::mentions::{Mention, by_kind, participants};
use super::notation::{RuleError, Term};
use super::operators::{Arguments, Written, operators};
use crate::model::{ActKind, Date, Decimal};

operators! {
    /// The conditions for entry into force, tested on the instruments that stand at the end of a day.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Threshold, "'{}' is no condition for entry into force":
    /// `count(n, …)`: n instruments.
    Count(needed: usize, counting: Counting) = "count";
    /// `group(n, G, …)`: n of them from members of G, or from those named, on that day.
    Group(needed: usize, who: Who, counting: Counting) = "group";
    /// `named_all(A, B, …)`: one from each of these.
    NamedAll(codes: Vec<String>) = "named_all";
    /// `all_signatories`: one from everybody whose signature stands.
    AllSignatories = "all_signatories";
    /// `share_of_parties(3/4, T)`, `all_parties_of(T)`: one from so many of the parties to another treaty, from each.
    ShareOfParties(parties: PartiesTo) = "share_of_parties" | "all_parties_of";
    /// `weight(TABLE, x)`: instruments whose weights add up to x.
    Weight(weight: Weight) = "weight";
    /// `in_force(T)`: another treaty is in force.
    InForce(treaty: String) = "in_force";
    /// `not_before(day)`: the day has come.
    NotBefore(floor: Floor) = "not_before";
    /// `decision(words)`: an organ has decided; never computed.
    Decision(words: String) = "decision";
    /// `AND(x, y …)`: all of these.
    All(parts: Vec<Threshold>) = "AND";
    /// `OR(x, y …)`: any of these.
    Any(parts: Vec<Threshold>) = "OR";
    /// `OTHERWISE(x, y)`: x, or failing that y.
    Otherwise(first: Box<Threshold>, second: Box<Threshold>) = "OTHERWISE";
}

/// So many of the parties to another treaty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PartiesTo {
    /// The share.
    pub share: Share,
    /// Of the parties to this treaty.
    pub treaty: String,
    /// As they were when the present treaty was adopted, not on the day.
    pub at_adoption: bool,
}

/// So much weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// The table of weights.
    pub table: String,
    /// How much.
    pub needed: Decimal,
    /// Whether it must be more than that.
    pub above: bool,
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
    pub(super) const ALL: Self = Self(1, 1);

    /// So many of `n`, rounded up.
    pub(super) fn of(self, n: usize) -> usize {
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

by_kind!(Threshold);

impl Threshold {
    /// The conditions inside this one.
    pub(super) fn parts(&self) -> Vec<&Self> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().collect(),
            Self::Otherwise(first, second) => vec![first, second],
            _ => Vec::new(),
        }
    }

    /// What it names.
    #[must_use]
    pub fn mentions(&self) -> Vec<Mention<'_>> {
        match self {
            Self::ShareOfParties(PartiesTo { treaty, .. }) | Self::InForce(treaty) => {
                vec![Mention::Treaty(treaty)]
            }
            Self::NotBefore(Floor::Rule(rule)) => rule.mentions(),
            Self::Group(_, Who::Members(group), _) => vec![Mention::Group(group)],
            Self::NamedAll(codes) | Self::Group(_, Who::Named(codes), _) => participants(codes),
            Self::Weight(Weight { table, .. }) => vec![Mention::Table(table)],
            _ => self.parts().into_iter().flat_map(Self::mentions).collect(),
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
            Self::All(_) | Self::Any(_) | Self::Otherwise(..) => {
                self.parts().into_iter().all(Self::asks_only_who)
            }
            _ => false,
        }
    }
}

impl Counting {
    fn read(options: &[Term]) -> Result<Self, RuleError> {
        let mut counting = Self::default();
        for option in options {
            match option.word {
                "kinds" => counting.kinds = option.kinds(ActKind::is_consent)?,
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
}

fn at_least_one(term: &Term) -> Result<usize, RuleError> {
    match term.number()? {
        0 => Err(term.fault("no instrument at all is no condition")),
        n => Ok(n as usize),
    }
}

/// Whether `word` stands behind the other arguments.
fn is_said(rest: &[Term], word: &str) -> Result<bool, RuleError> {
    match rest {
        [] => Ok(false),
        [said] if said.word == word => Ok(true),
        [other, ..] => Err(other.fault(format!("only '{word}' may stand here"))),
    }
}

impl Arguments for (usize, Counting) {
    fn read(term: &Term) -> Result<Self, RuleError> {
        match term.arguments.split_first() {
            Some((needed, options)) => Ok((at_least_one(needed)?, Counting::read(options)?)),
            None => Err(term.fault("'count' takes a number")),
        }
    }
}

impl Arguments for (usize, Who, Counting) {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let [needed, who, options @ ..] = term.arguments.as_slice() else {
            return Err(term.fault("'group' takes a number and a group"));
        };
        let who = match who.word {
            "named" => Who::Named(Arguments::read(who)?),
            _ => Who::Members(who.plain()?),
        };
        Ok((at_least_one(needed)?, who, Counting::read(options)?))
    }
}

impl Arguments for PartiesTo {
    fn read(term: &Term) -> Result<Self, RuleError> {
        if term.word == "all_parties_of" {
            return Ok(Self { share: Share::ALL, treaty: String::read(term)?, at_adoption: false });
        }
        match term.arguments.as_slice() {
            [share, treaty, rest @ ..] if rest.len() <= 1 => {
                let at_adoption = is_said(rest, "at_adoption")?;
                let share = share.parsed("a share, written as a fraction: 3/4 is one")?;
                Ok(Self { share, treaty: treaty.plain()?, at_adoption })
            }
            _ => Err(term.fault("'share_of_parties' takes a share and a treaty")),
        }
    }
}

impl Arguments for Weight {
    fn read(term: &Term) -> Result<Self, RuleError> {
        match term.arguments.as_slice() {
            [table, needed, rest @ ..] if rest.len() <= 1 => {
                let above = is_said(rest, "above")?;
                let needed = needed.parsed("a number from 0 on with at most six decimals")?;
                Ok(Self { table: table.plain()?, needed, above })
            }
            _ => Err(term.fault("'weight' takes a table and a number")),
        }
    }
}

impl Written for usize {
    fn written(&self) -> Vec<String> {
        vec![self.to_string()]
    }
}

impl Written for Counting {
    fn written(&self) -> Vec<String> {
        let words: Vec<&str> = self.kinds.iter().map(|kind| kind.word()).collect();
        let kinds = (!words.is_empty()).then(|| format!("kinds({})", words.join(", ")));
        let organisations = match self.organisations {
            Organisations::Counted => None,
            Organisations::Never => Some("never".to_owned()),
            Organisations::NotAdditionalToMembers => Some("not_additional_to_members".to_owned()),
        };
        kinds.into_iter().chain(organisations).collect()
    }
}

impl Written for Who {
    fn written(&self) -> Vec<String> {
        vec![match self {
            Self::Members(group) => group.clone(),
            Self::Named(codes) => format!("named({})", codes.join(", ")),
        }]
    }
}

impl Written for PartiesTo {
    fn written(&self) -> Vec<String> {
        let share = (!self.is_all()).then(|| self.share.to_string());
        let when = self.at_adoption.then(|| "at_adoption".to_owned());
        share.into_iter().chain([self.treaty.clone()]).chain(when).collect()
    }

    fn word<'a>(&self, usual: &'a str) -> &'a str {
        if self.is_all() { "all_parties_of" } else { usual }
    }
}

impl PartiesTo {
    fn is_all(&self) -> bool {
        self.share == Share::ALL && !self.at_adoption
    }
}

impl Written for Weight {
    fn written(&self) -> Vec<String> {
        let above = self.above.then(|| "above".to_owned());
        [self.table.clone(), self.needed.to_string()].into_iter().chain(above).collect()
    }
}
