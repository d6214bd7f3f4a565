//! What an objection says of entry into force between its author and the one whose reservation it is about. Verbs count in
//! every person and tense, in both spellings.

use crate::model::Stance;

/// What is said to come about, or not.
const FORCE: [&str; 12] = [
    "entry into force",
    "enter into force",
    "enters into force",
    "entered into force",
    "entering into force",
    "come into force",
    "comes into force",
    "coming into force",
    "in force between",
    "in force as between",
    "in force in relation",
    "operative",
];

/// Stems of what keeps the treaty from entering into force, unless it is denied.
const HINDERS: [&str; 14] = [
    "preclud",
    "obstacle",
    "prevent",
    "imped",
    "hinder",
    "affect",
    "oppos",
    "bar ",
    "bars ",
    "exclud",
    "block",
    "prejudic",
    "obstruct",
    "objects to the entry",
];

/// Words that deny what follows them, and `is not hindered`.
const DENIES: [&str; 10] =
    ["not", "no", "without", "nor", "neither", "never", "cannot", "n't", "non", "nothing"];

/// Stems of gaining from a reservation; those with `true` only where the reservation is named behind them.
const BENEFITS: [(&str, bool); 8] = [
    ("benefit", false),
    ("taking advantage", false),
    ("take advantage", false),
    ("profit", false),
    ("avail itself", false),
    ("rely", true),
    ("relying", true),
    ("invok", true),
];

/// Verbs that say what somebody takes to be, or that it comes about.
const HOLDS: [&str; 14] = [
    "enter",
    "be",
    "become",
    "come",
    "take",
    "consider",
    "regard",
    "recognise",
    "recognize",
    "accept",
    "view",
    "deem",
    "remain",
    "treat",
];

/// How an objection says it is meant; none where it does not say. What it says of the benefit of the reservation is told
/// before what it says of entry into force.
pub(super) fn stance(text: &str) -> Option<Stance> {
    let folded = text.to_lowercase().replace('’', "'");
    let words = folded.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut said: Vec<Stance> = Vec::new();
    for sentence in words.split(['.', ';']) {
        if denies_the_benefit(sentence) {
            return Some(Stance::Severing);
        }
        let Some(stance) = of_force(sentence) else { continue };
        if !said.contains(&stance) {
            said.push(stance);
        }
    }
    match said.as_slice() {
        [one] => Some(*one),
        _ => None,
    }
}

/// `without Mu benefiting from its reservation`, `Mu may not rely on the reservation`, and a treaty that is in force without
/// the reservation.
fn denies_the_benefit(sentence: &str) -> bool {
    let names_it = |text: &str| text.contains("reservation") || text.contains("declaration");
    let benefit = BENEFITS.iter().filter_map(|(stem, named)| {
        let at = sentence.rfind(stem)?;
        let is_verb = *stem != "benefit" || !sentence[..at].ends_with("for the ");
        (is_verb && (!named || names_it(&sentence[at..]))).then_some(at)
    });
    let denied =
        ["without", "cannot", "can not", "may not", "shall not", "will not", "not be able", "unable"];
    // `shall not preclude` denies that, and not the benefit.
    let of_hindering = |behind: &str| HINDERS.iter().any(|stem| behind.trim_start().starts_with(stem));
    let at = |word: &&str| {
        sentence
            .match_indices(word)
            .find(|(at, _)| !of_hindering(&sentence[at + word.len()..]))
            .map(|(at, _)| at)
    };
    let denied = denied.iter().filter_map(at).min();
    if denied.zip(benefit.max()).is_some_and(|(denied, benefit)| denied < benefit) {
        return true;
    }
    let in_force = FORCE.iter().filter_map(|words| sentence.find(words)).min();
    let without = [
        "without the reservation",
        "without its reservation",
        "without that reservation",
        "without this reservation",
        "without the said reservation",
        "without regard to the reservation",
        "without taking account of",
        "without taking into account",
        "disregarding the reservation",
    ];
    in_force.is_some_and(|at| without.iter().any(|words| sentence[at..].contains(words)))
}

/// What a sentence says of entry into force.
fn of_force(sentence: &str) -> Option<Stance> {
    let denied = |text: &str| {
        text.split(|letter: char| !letter.is_alphanumeric() && letter != '\'')
            .any(|word| DENIES.contains(&word) || word.ends_with("n't"))
    };
    let not_a_party = sentence.split_once(" a party");
    if let Some((front, _)) = not_a_party
        && ["consider", "regard", "recogni"].iter().any(|verb| front.contains(verb))
        && denied(front)
        && !front.contains(',')
    {
        return Some(Stance::Precluding);
    }
    FORCE.iter().find(|words| sentence.contains(**words))?;
    if HINDERS.iter().any(|stem| sentence.contains(stem)) {
        return Some(if denied(sentence) { Stance::Simple } else { Stance::Precluding });
    }
    // `shall not enter into force`, `does not recognise the Convention as in force`: nothing else is denied between.
    let at = FORCE.iter().filter_map(|words| sentence.find(words)).min()?;
    let end = sentence[at..].find(' ').map_or(sentence.len(), |space| at + space);
    let front = &sentence[..end];
    let not =
        front.rfind(" not ").map(|not| not + 5).or_else(|| front.rfind("cannot ").map(|not| not + 7))?;
    let between = &front[not..];
    let verb = between.split(' ').find(|word| !matches!(*word, "therefore" | "thus" | "yet" | "to"))?;
    let apart =
        ["reservation", "declaration", ",", " and ", " but "].iter().any(|words| between.contains(words));
    (HOLDS.contains(&verb) && !apart).then_some(Stance::Precluding)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_objection_says_how_it_is_meant() {
        for (text, expected) in [
            ("This does not preclude the entry into force of the Convention.", Some(Stance::Simple)),
            ("This shall not constitute an obstacle to the entry into force.", Some(Stance::Simple)),
            (
                "This objection shall not preclude the entry into force between the two, Nu benefiting from its reservation.",
                Some(Stance::Simple),
            ),
            (
                "This objection shall not preclude the entry into force between the two, without Nu benefiting from its reservation.",
                Some(Stance::Severing),
            ),
            ("Entry into force is not hindered.", Some(Stance::Simple)),
            ("Mu does not oppose the entry into force of the Convention.", Some(Stance::Simple)),
            (
                "Mu does not accept the reservation, and the Convention enters into force between the two.",
                None,
            ),
            (
                "The objection does not affect the Convention becoming operative between the two.",
                Some(Stance::Simple),
            ),
            ("This objection precludes the entry into force between the two.", Some(Stance::Precluding)),
            ("It opposes the entry into force of the Convention.", Some(Stance::Precluding)),
            ("Mu, opposing the entry into force between the two, objects.", Some(Stance::Precluding)),
            ("Mu objects to the entry into force.", Some(Stance::Precluding)),
            ("The Convention shall not enter into force between us.", Some(Stance::Precluding)),
            ("The Convention will therefore not come into force between us.", Some(Stance::Precluding)),
            (
                "Mu does not recognise the Convention as in force between it and Chad.",
                Some(Stance::Precluding),
            ),
            (
                "Mu does not recognize the Convention as being in force between it and Chad.",
                Some(Stance::Precluding),
            ),
            ("Mu cannot consider the Convention to be in force between the two.", Some(Stance::Precluding)),
            ("Mu does not consider Chad a party to the Convention.", Some(Stance::Precluding)),
            (
                "The Convention will become operative between the two States, without the reservation.",
                Some(Stance::Severing),
            ),
            ("Chad may not rely on its reservation.", Some(Stance::Severing)),
            ("Chad cannot invoke the said reservation.", Some(Stance::Severing)),
            (
                "It is in force between us, without Mu benefiting from it. It does not preclude its entry into force.",
                Some(Stance::Severing),
            ),
            ("Mu objects.", None),
        ] {
            assert_eq!(stance(text), expected, "{text}");
        }
    }
}
