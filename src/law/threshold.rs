//! The conditions for entry into force, as the clauses write them.

use std::fmt;

use super::effect::{Floor, Moments};
use super::eligibility::Eligibility;
use super::mentions::{Mention, by_kind, participants};
use super::notation::{RuleError, Term};
use super::operators::{Argument, Arguments, Written, operators};
use crate::model::{ActKind, Date, Decimal};

operators! {
    /// The conditions for entry into force, tested on the instruments that stand at the end of a day.
    #[derive(Debug, Clone, PartialEq, Eq)]
    Threshold, "'{}' is no condition for entry into force":
    /// `count(n, …)`: n instruments.
    Count(needed: usize, counting: Counting) = "count";
    /// `group(n, G, …)`: n of them from members of G, or of another set, on that day.
    Group(needed: usize, who: Who, counting: Counting) = "group";
    /// `named_all(A, B, …)`: one from each of these.
    NamedAll(codes: Vec<String>) = "named_all";
    /// `share_of_signatories(2/3)`, `all_signatories`: one from so many of those whose signature stands, from each.
    ShareOfSignatories(share: Share) = "share_of_signatories" | "all_signatories";
    /// `share_of_parties(3/4, T)`, `all_parties_of(T)`: one from so many of the parties to another treaty, from each.
    ShareOfParties(parties: PartiesTo) = "share_of_parties" | "all_parties_of";
    /// `share_of_group(2/3, G)`: one from so many of the members of G, or of another set, on that day.
    ShareOfGroup(members: MembersOf) = "share_of_group";
    /// `weight(TABLE, x)`, `weight(TABLE, x, of(OTHER))`: instruments whose weights add up to x, or to x per cent
    /// of their weights in another table.
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

/// So many of the members of a set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MembersOf {
    /// The share.
    pub share: Share,
    /// Of these.
    pub who: Who,
}

/// So much weight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Weight {
    /// The table of weights.
    pub table: String,
    /// How much; of another table, in per cent.
    pub needed: Decimal,
    /// Whether it must be more than that.
    pub above: bool,
    /// The table in which the same participants weigh the whole that it is a share of.
    pub of: Option<String>,
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

/// A set of participants in a threshold; a group stands there by its code alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Who(pub Eligibility);

/// A share, as a fraction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// So many …
    pub part: usize,
    /// … out of so many.
    pub whole: usize,
    /// Whether it must be more than that.
    pub above: bool,
}

impl Share {
    pub(super) const ALL: Self = Self { part: 1, whole: 1, above: false };

    /// So many of `n`, rounded up.
    pub(super) fn of(self, n: usize) -> usize {
        if self.above { n * self.part / self.whole + 1 } else { (n * self.part).div_ceil(self.whole) }
    }
}

impl std::str::FromStr for Share {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (part, whole) = text.split_once('/').ok_or(())?;
        let (part, whole) = (part.trim().parse().map_err(|_| ())?, whole.trim().parse().map_err(|_| ())?);
        (0 < part && part <= whole && whole <= 1000).then_some(Self { part, whole, above: false }).ok_or(())
    }
}

impl fmt::Display for Share {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.part, self.whole)
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
            Self::Group(_, Who(set), _) | Self::ShareOfGroup(MembersOf { who: Who(set), .. }) => {
                set.mentions()
            }
            Self::NamedAll(codes) => participants(codes),
            Self::Weight(Weight { table, of, .. }) => {
                std::iter::once(table).chain(of).map(|table| Mention::Table(table)).collect()
            }
            _ => self.parts().into_iter().flat_map(Self::mentions).collect(),
        }
    }

    /// The sets of participants that it asks about.
    pub(super) fn sets(&self) -> Vec<&Eligibility> {
        match self {
            Self::Group(_, Who(set), _) | Self::ShareOfGroup(MembersOf { who: Who(set), .. }) => vec![set],
            _ => self.parts().into_iter().flat_map(Self::sets).collect(),
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

    /// Whether it matters only who has an instrument: not of which kind, from whom it came, and
    /// nothing of other treaties or days.
    #[must_use]
    pub fn asks_only_who(&self) -> bool {
        match self {
            Self::Count(_, counting) => counting.kinds.is_empty(),
            Self::Group(_, Who(set), counting) => {
                counting.kinds.is_empty() && matches!(set, Eligibility::Members(_))
            }
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

/// Which of these words stand behind the other arguments, each once and in any order.
fn said<const N: usize>(rest: &[Term], words: [&str; N]) -> Result<[bool; N], RuleError> {
    let mut said = [false; N];
    for option in rest {
        match words.iter().position(|word| option.arguments.is_empty() && option.word == *word) {
            Some(place) if !said[place] => said[place] = true,
            _ => return Err(option.fault(format!("only '{}' may stand here, once", words.join("' or '")))),
        }
    }
    Ok(said)
}

impl Share {
    fn read(term: &Term, above: bool) -> Result<Self, RuleError> {
        let share: Self = term.parsed("a share, written as a fraction: 3/4 is one")?;
        if above && share.part == share.whole {
            return Err(term.fault("nothing is above the whole"));
        }
        Ok(Self { above, ..share })
    }
}

impl Who {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let is_group = term.arguments.is_empty() && !Eligibility::WORDS.contains(&term.word);
        let set = if is_group { Eligibility::Members(term.plain()?) } else { Eligibility::from_term(term)? };
        if set.waits_for_force() {
            return Err(term.fault("what comes with entry into force is no condition for it"));
        }
        Ok(Self(set))
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
        Ok((at_least_one(needed)?, Who::read(who)?, Counting::read(options)?))
    }
}

impl Arguments for Share {
    fn read(term: &Term) -> Result<Self, RuleError> {
        if term.word == "all_signatories" {
            return term.none().map(|()| Self::ALL);
        }
        match term.arguments.as_slice() {
            [share, rest @ ..] => {
                let [above] = said(rest, ["above"])?;
                Self::read(share, above)
            }
            [] => Err(term.fault("'share_of_signatories' takes a share")),
        }
    }
}

impl Arguments for PartiesTo {
    fn read(term: &Term) -> Result<Self, RuleError> {
        if term.word == "all_parties_of" {
            return Ok(Self { share: Share::ALL, treaty: String::read(term)?, at_adoption: false });
        }
        match term.arguments.as_slice() {
            [share, treaty, rest @ ..] => {
                let [above, at_adoption] = said(rest, ["above", "at_adoption"])?;
                Ok(Self { share: Share::read(share, above)?, treaty: treaty.plain()?, at_adoption })
            }
            _ => Err(term.fault("'share_of_parties' takes a share and a treaty")),
        }
    }
}

impl Arguments for MembersOf {
    fn read(term: &Term) -> Result<Self, RuleError> {
        match term.arguments.as_slice() {
            [share, who, rest @ ..] => {
                let [above] = said(rest, ["above"])?;
                Ok(Self { share: Share::read(share, above)?, who: Who::read(who)? })
            }
            _ => Err(term.fault("'share_of_group' takes a share and a group")),
        }
    }
}

impl Arguments for Weight {
    fn read(term: &Term) -> Result<Self, RuleError> {
        let [table, needed, rest @ ..] = term.arguments.as_slice() else {
            return Err(term.fault("'weight' takes a table and a number"));
        };
        let (mut above, mut of) = (false, None);
        for option in rest {
            match option.word {
                "above" if !above => {
                    option.none()?;
                    above = true;
                }
                "of" if of.is_none() => of = Some(option.one()?.plain()?),
                _ => return Err(option.fault("only 'above' or 'of(TABLE)' may stand here, once")),
            }
        }
        let needed = needed.parsed("a number from 0 on with at most six decimals")?;
        Ok(Self { table: table.plain()?, needed, above, of })
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
        vec![match &self.0 {
            Eligibility::Members(group) => group.clone(),
            set => set.to_string(),
        }]
    }
}

fn above(said: bool) -> Option<String> {
    said.then(|| "above".to_owned())
}

impl Written for Share {
    fn written(&self) -> Vec<String> {
        let share = (*self != Self::ALL).then(|| self.to_string());
        share.into_iter().chain(above(self.above)).collect()
    }

    fn word<'a>(&self, usual: &'a str) -> &'a str {
        if *self == Self::ALL { "all_signatories" } else { usual }
    }
}

impl Written for PartiesTo {
    fn written(&self) -> Vec<String> {
        let share = (!self.is_all()).then(|| self.share.to_string());
        let when = self.at_adoption.then(|| "at_adoption".to_owned());
        share.into_iter().chain([self.treaty.clone()]).chain(above(self.share.above)).chain(when).collect()
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

impl Written for MembersOf {
    fn written(&self) -> Vec<String> {
        let share = [self.share.to_string()].into_iter();
        share.chain(self.who.written()).chain(above(self.share.above)).collect()
    }
}

impl Written for Weight {
    fn written(&self) -> Vec<String> {
        let of = self.of.as_ref().map(|table| format!("of({table})"));
        [self.table.clone(), self.needed.to_string()].into_iter().chain(above(self.above)).chain(of).collect()
    }
}
