//! Conditions for entry into force in plain English, and what is missing.

use super::conditions::Condition;
use super::eligibility::Eligibility;
use super::english::{Names, either, number};
use super::holds::Holds;
use super::threshold::{Counting, MembersOf, Organisations, PartiesTo, Share, Threshold, Weight, Who};
use crate::model::{ActKind, Decimal, series};

/// How many names a short text lists, before it only counts them.
const FEW: usize = 6;

impl Threshold {
    /// The conditions in plain English.
    #[must_use]
    pub fn in_words(&self, names: &dyn Names) -> String {
        self.words(names, usize::MAX)
    }

    /// The same, with long lists of names only counted.
    #[must_use]
    pub fn in_short(&self, names: &dyn Names) -> String {
        self.words(names, FEW)
    }

    fn words(&self, names: &dyn Names, most: usize) -> String {
        match self {
            Self::Count(needed, counting) => {
                format!("{}{}", consents(*needed, &counting.kinds), of_organisations(counting))
            }
            Self::Group(needed, who, counting) => {
                let kinds = if counting.kinds.is_empty() {
                    String::new()
                } else {
                    consents(*needed, &counting.kinds)
                };
                let (what, joint) = match (kinds.is_empty(), who) {
                    (true, Who(Eligibility::Named(_))) => (number(*needed), "of"),
                    (true, _) => (number(*needed), "by"),
                    (false, _) => (kinds, "of"),
                };
                format!("{what} {joint} {}{}", who.0.among(names), of_organisations(counting))
            }
            Self::NamedAll(codes) if codes.len() > most => {
                format!("consent of each of the {} named", codes.len())
            }
            Self::NamedAll(codes) => format!("consent of each of {}", called(codes, names)),
            Self::ShareOfSignatories(share) if share.is_whole() => "consent of every signatory".to_owned(),
            Self::ShareOfSignatories(share) => format!("consent of {} of the signatories", share.in_words()),
            Self::ShareOfParties(PartiesTo { share, treaty, at_adoption }) => {
                let who = if share.is_whole() {
                    format!("every party to {treaty}")
                } else {
                    format!("{} of the parties to {treaty}", share.in_words())
                };
                let when = if *at_adoption { " as they were at adoption" } else { "" };
                format!("consent of {who}{when}")
            }
            Self::ShareOfGroup(MembersOf { share, who }) => {
                let share = if share.is_whole() { "each".to_owned() } else { share.in_words() };
                format!("consent of {share} of {}", who.all(names))
            }
            Self::Weight(weight) => {
                let Weight { table, needed, of, .. } = weight;
                let least = weight.least("at least");
                match of {
                    None => format!("consents with {least} {needed} by the table {table}"),
                    Some(whole) => format!(
                        "consents that have by the table {table} {least} {needed} per cent of what they have by the table {whole}"
                    ),
                }
            }
            Self::InForce(other) => format!("{other} in force"),
            Self::NotBefore(floor) => format!("not before {}", floor.in_words("the day itself")),
            Self::Decision(words) => format!("a decision: {words}"),
            Self::All(parts) => {
                let mut text = String::new();
                for (place, part) in parts.iter().enumerate() {
                    let joint = match (place, part) {
                        (0, _) => "",
                        (_, Self::Group(..)) => ", including ",
                        _ => ", and ",
                    };
                    text = format!("{text}{joint}{}", part.words(names, most));
                }
                text
            }
            Self::Any(parts) => {
                let parts: Vec<String> = parts.iter().map(|part| part.words(names, most)).collect();
                parts.join("; or ")
            }
            Self::Otherwise(first, second) => {
                format!("{}; or, failing that, {}", first.words(names, most), second.words(names, most))
            }
        }
    }
}

fn consents(needed: usize, kinds: &[ActKind]) -> String {
    let plural = if needed == 1 { "" } else { "s" };
    if kinds.is_empty() {
        format!("{} consent{plural}", number(needed))
    } else {
        format!("{} instrument{plural} of {}", number(needed), either(kinds))
    }
}

fn of_organisations(counting: &Counting) -> &'static str {
    match counting.organisations {
        Organisations::Counted => "",
        Organisations::Never => " (not those of organisations)",
        Organisations::NotAdditionalToMembers => " (that of an organisation not in addition to its members')",
    }
}

impl Who {
    /// All of them: `the members of the African Union`.
    fn all(&self, names: &dyn Names) -> String {
        let first = std::iter::successors(Some(&self.0), |set| match set {
            Eligibility::Except(some, _) => Some(some),
            Eligibility::Any(parts) | Eligibility::All(parts) => parts.first(),
            _ => None,
        });
        let is_kind = matches!(first.last(), Some(Eligibility::Members(_) | Eligibility::Kind(_)));
        format!("{}{}", if is_kind { "the " } else { "" }, self.0.among(names))
    }
}

impl Share {
    fn is_whole(self) -> bool {
        self.part == self.whole
    }

    fn in_words(self) -> String {
        if self.above { format!("more than {self}") } else { self.to_string() }
    }
}

impl Weight {
    /// How much of it is needed: `more than`, or the `usual` word.
    fn least<'a>(&self, usual: &'a str) -> &'a str {
        if self.above { "more than" } else { usual }
    }
}

fn called(codes: &[String], names: &dyn Names) -> String {
    let called: Vec<String> = codes.iter().map(|code| names.participant(code)).collect();
    series(&called, "and")
}

impl Condition<'_> {
    /// What is missing, one sentence part for each condition that does not hold: how many more, of which kind,
    /// who of those named.
    #[must_use]
    pub fn shortfalls(&self, names: &dyn Names) -> Vec<String> {
        let missing = || called(&self.missing, names);
        let more = self.there.short_of(self.needed);
        let more_in_words =
            |what: &str| format!("{more} more {what}{}", if more == Decimal::from(1) { "" } else { "s" });
        if self.holds == Holds::Yes {
            return Vec::new();
        }
        match self.rule {
            Threshold::Count(_, counting) if counting.kinds.is_empty() => {
                vec![format!("{}{}", more_in_words("consent"), of_organisations(counting))]
            }
            Threshold::Count(_, counting) => {
                vec![format!("{} of {}", more_in_words("instrument"), either(&counting.kinds))]
            }
            Threshold::Group(_, who, _) => {
                let mut said = vec![format!("{more} more by {}", who.0.among(names))];
                if self.holds == Holds::Unknown {
                    said.push(
                        "the record does not tell which of those that consented belong to them".to_owned(),
                    );
                }
                said
            }
            Threshold::ShareOfSignatories(_) if self.missing.is_empty() => {
                vec![format!("a signature, and the {}", self.rule.in_words(names))]
            }
            Threshold::ShareOfSignatories(share) if !share.is_whole() => {
                vec![format!("{} by signatories, of {}", more_in_words("consent"), missing())]
            }
            Threshold::NamedAll(_) | Threshold::ShareOfSignatories(_) => {
                vec![format!("{}: {}", more_in_words("consent"), missing())]
            }
            Threshold::ShareOfGroup(MembersOf { who, .. }) if self.missing.is_empty() => {
                vec![format!("who {} are is not recorded", who.all(names))]
            }
            Threshold::ShareOfGroup(MembersOf { who, .. }) => {
                let more = more_in_words("consent");
                let mut said = vec![format!("{more} by {}, of {}", who.0.among(names), missing())];
                if self.holds == Holds::Unknown {
                    said.push(format!("the record does not tell who {} are", who.all(names)));
                }
                said
            }
            Threshold::ShareOfParties(PartiesTo { treaty, .. }) if self.missing.is_empty() => {
                vec![format!("no parties to {treaty} are recorded")]
            }
            Threshold::ShareOfParties(PartiesTo { treaty, .. }) => {
                vec![format!("{} by parties to {treaty}, of {}", more_in_words("consent"), missing())]
            }
            Threshold::Weight(weight) => {
                let Weight { table, needed, of, .. } = weight;
                let needed_in_words = format!("{}{needed}", if weight.above { "more than " } else { "" });
                let (mut said, no_weight) = match of {
                    None => {
                        let more = if weight.above { format!("more than {more}") } else { more.to_string() };
                        let there = self.there;
                        let said = format!(
                            "{more} more by the table {table}, which gives {there} of {needed_in_words}"
                        );
                        (vec![said], format!("the table {table} gives no weight"))
                    }
                    Some(whole) => {
                        let of = format!("per cent of the table {whole} by the table {table}");
                        let tables = format!("the tables {table} and {whole} do not both give a weight");
                        (vec![format!("{} {of}, of {needed_in_words} needed", self.there)], tables)
                    }
                };
                if !self.missing.is_empty() {
                    said.push(format!("{no_weight} for {}", missing()));
                }
                said
            }
            Threshold::InForce(other) => vec![format!("the entry into force of {other}")],
            Threshold::NotBefore(_) => vec![self.rule.in_words(names)],
            Threshold::Decision(words) => vec![format!("a decision that the record cannot see: {words}")],
            Threshold::All(_) => self.parts.iter().flat_map(|part| part.shortfalls(names)).collect(),
            Threshold::Any(_) | Threshold::Otherwise(..) => {
                let each: Vec<String> =
                    self.parts.iter().map(|part| part.shortfalls(names).join(" and ")).collect();
                vec![each.join(", or ")]
            }
        }
    }
}
