//! Conditions for entry into force in plain English, and what is missing.

use super::conditions::{Condition, Holds};
use super::english::{Names, either, number};
use super::threshold::{Counting, Organisations, PartiesTo, Share, Threshold, Weight, Who};
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
                    (true, Who::Members(_)) => (number(*needed), "by"),
                    (true, Who::Named(_)) => (number(*needed), "of"),
                    (false, _) => (kinds, "of"),
                };
                format!("{what} {joint} {}{}", who_in_words(who, names), of_organisations(counting))
            }
            Self::NamedAll(codes) if codes.len() > most => {
                format!("consent of each of the {} named", codes.len())
            }
            Self::NamedAll(codes) => format!("consent of each of {}", called(codes, names)),
            Self::AllSignatories => "consent of every signatory".to_owned(),
            Self::ShareOfParties(PartiesTo { share, treaty, at_adoption }) => {
                let who = match *share {
                    Share(part, whole) if part == whole => format!("every party to {treaty}"),
                    share => format!("{share} of the parties to {treaty}"),
                };
                let when = if *at_adoption { " as they were at adoption" } else { "" };
                format!("consent of {who}{when}")
            }
            Self::Weight(Weight { table, needed, above }) => {
                let least = if *above { "more than" } else { "at least" };
                format!("consents with {least} {needed} by the table {table}")
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

fn who_in_words(who: &Who, names: &dyn Names) -> String {
    match who {
        Who::Members(group) => format!("members of {}", names.group(group)),
        Who::Named(codes) => called(codes, names),
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
            Threshold::Group(_, who, _) => vec![format!("{more} more by {}", who_in_words(who, names))],
            Threshold::AllSignatories if self.missing.is_empty() => {
                vec!["a signature, and the consent of every signatory".to_owned()]
            }
            Threshold::NamedAll(_) | Threshold::AllSignatories => {
                vec![format!("{}: {}", more_in_words("consent"), missing())]
            }
            Threshold::ShareOfParties(PartiesTo { treaty, .. }) if self.missing.is_empty() => {
                vec![format!("no parties to {treaty} are recorded")]
            }
            Threshold::ShareOfParties(PartiesTo { treaty, .. }) => {
                vec![format!("{} by parties to {treaty}, of {}", more_in_words("consent"), missing())]
            }
            Threshold::Weight(Weight { table, needed, above }) => {
                let least = if *above { "more than" } else { "of" };
                let mut said = vec![format!("{} {least} {needed} by the table {table}", self.there)];
                if !self.missing.is_empty() {
                    said.push(format!("the table {table} gives no weight for {}", missing()));
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
