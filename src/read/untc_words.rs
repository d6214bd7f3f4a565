//! What the headings and sentences of the texts below a status table of the United Nations say for sure: which statement it
//! is and when it was made, the articles, whom it is towards, and what an objection says of entry into force.

use std::collections::HashSet;

use super::footnotes::without_tags;
use crate::model::StatementKind::{self, Communication, Declaration, Reservation};

/// The longest line that can be a heading, in bytes.
const LONGEST: usize = 260;

/// The names of those in a table of participants.
#[derive(Debug, Default)]
pub(super) struct Known(HashSet<String>);

impl FromIterator<String> for Known {
    fn from_iter<T: IntoIterator<Item = String>>(names: T) -> Self {
        Self(names.into_iter().collect())
    }
}

impl Known {
    /// The names that stand in a text, each once; none of an endless text, or of more names than there are States.
    pub(super) fn mentioned(&self, text: &str) -> Vec<String> {
        const MOST_NAMES: usize = 1_000;
        const LONGEST_TEXT: usize = 50_000;
        if self.0.len() > MOST_NAMES || text.len() > LONGEST_TEXT {
            return Vec::new();
        }
        let is_edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
        let stands = |name: &&String| {
            text.match_indices(name.as_str()).any(|(at, _)| {
                is_edge(text[..at].chars().next_back()) && is_edge(text[at + name.len()..].chars().next())
            })
        };
        let found: Vec<&String> = self.0.iter().filter(|name| !name.is_empty()).filter(stands).collect();
        // `Guinea` stands in `Guinea-Bissau` and in `Equatorial Guinea`.
        let is_part = |name: &str| found.iter().any(|other| other.len() > name.len() && other.contains(name));
        let mut names: Vec<String> =
            found.iter().filter(|name| !is_part(name)).map(|name| (*name).clone()).collect();
        names.sort_unstable();
        names
    }

    /// The names of a list: `Djibouti, Indonesia and Trinidad and Tobago`.
    fn split(&self, list: &str) -> Vec<String> {
        const COMMA: &str = "\u{1}";
        const AND: &str = "\u{2}";
        const MOST_NAMES: usize = 1_000;
        let mut list = list.replace('’', "'");
        if self.0.len() <= MOST_NAMES {
            let of_several = |name: &&String| name.contains(" and ") || name.contains(", ");
            for name in self.0.iter().filter(of_several) {
                list = list.replace(name.as_str(), &name.replace(", ", COMMA).replace(" and ", AND));
            }
        }
        let parts = list.split(", ").flat_map(|part| part.split(" and "));
        let name = |part: &str| {
            let part = part.replace(COMMA, ", ").replace(AND, " and ");
            let part = part.trim_matches(|letter: char| " ,.;:*".contains(letter));
            self.short(without_article(part)).to_owned()
        };
        parts.map(name).collect()
    }

    /// Those of these names that stand in the table.
    pub(super) fn only(&self, mut names: Vec<String>) -> Vec<String> {
        names.retain(|name| self.0.contains(name));
        names
    }

    /// A name as the table has it, where it stands there without the form of the State: `Republic of El Salvador`.
    fn short<'a>(&self, name: &'a str) -> &'a str {
        const FORMS: [&str; 5] =
            ["Federal Republic of ", "Republic of ", "Kingdom of ", "State of ", "Sultanate of "];
        let bare = FORMS.iter().find_map(|form| name.strip_prefix(form));
        let bare = bare.map(|bare| bare.trim_start_matches("the "));
        bare.filter(|bare| !self.0.contains(name) && self.0.contains(*bare)).unwrap_or(name)
    }
}

/// The longest heading that nothing marks as one.
const SHORT: usize = 90;

/// What a heading over a text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Heading {
    pub text: String,
    /// Which statements stand below it; none where it only says when they were made.
    pub kinds: Vec<StatementKind>,
    /// Made upon signature.
    pub at_signature: bool,
    /// Made, or confirmed, with the consent to be bound.
    pub at_consent: bool,
    /// What makes it unsure of what follows.
    pub doubt: Option<Doubt>,
}

/// What is not sure of the statement below a heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Doubt {
    /// A part of it is withdrawn.
    InPart,
    /// It cannot be told as a statement of any kind; why.
    NotTaken(&'static str),
}

/// Whether a text on a withdrawal in part says for what the statement goes on: the articles that it names may be those.
pub(super) fn says_what_stays(text: &str) -> bool {
    let folded = crate::names::fold(text);
    [
        "continu",
        "remain",
        "maintain",
        "retain",
        "keeping in effect",
        "with the exception",
        "except for",
        "in so far as",
        "limited to",
    ]
    .iter()
    .any(|words| folded.contains(words))
}

/// What a heading says becomes of an earlier statement, or of one of another participant.
fn about_another(folded: &str) -> Option<(Option<StatementKind>, Option<Doubt>)> {
    const MODIFIES: &str =
        "it changes an earlier statement: record the withdrawal of that one, and the new one as it is now";
    const WITHDRAWN: &str = "it does not say whether this is the withdrawal, or what was withdrawn";
    const PROPOSED: &str = "it is proposed, and not made yet";
    const FRONTS: [&str; 14] = [
        "notification of ",
        "notice of ",
        "communication of ",
        "communication concerning ",
        "declaration of ",
        "full ",
        "total ",
        "complete ",
        "the ",
        "partial ",
        "further ",
        "text of ",
        "notification concerning ",
        "late ",
    ];
    let mut rest = folded;
    while let Some(after) = FRONTS.iter().find_map(|front| rest.strip_prefix(front)) {
        rest = after;
    }
    let is_about = ["reserv", "declaration", "statement", "understanding", "interpret", "objection"]
        .iter()
        .any(|noun| rest.contains(noun));
    if !is_about {
        return None;
    }
    let begins = |fronts: &[&str]| fronts.iter().any(|front| rest.starts_with(front));
    let in_part = folded.contains("partial") || folded.contains("in part");
    let kind = if begins(&["withdrawal", "retrait", "retiro", "retraction"]) {
        (Some(StatementKind::Withdrawal), in_part.then_some(Doubt::InPart))
    } else if begins(&["modif", "amend", "alter", "change", "replacement", "revis", "correction", "rectif"]) {
        (None, Some(Doubt::NotTaken(MODIFIES)))
    } else if begins(&["propos", "draft", "intend", "possible", "envisaged"]) {
        (None, Some(Doubt::NotTaken(PROPOSED)))
    } else if begins(&["confirmation", "reaffirmation", "confirmed "]) {
        (Some(StatementKind::Confirmation), None)
    } else if begins(&["renewal", "prolongation", "extension of the validity"]) {
        (Some(StatementKind::Renewal), None)
    } else if begins(&["objection"]) {
        (Some(StatementKind::Objection), None)
    } else if begins(&["acceptance of"]) {
        (Some(StatementKind::Acceptance), None)
    } else if rest.trim_end_matches([':', ' ', ')']).ends_with("withdrawn") {
        (None, Some(Doubt::NotTaken(WITHDRAWN)))
    } else {
        return None;
    };
    Some(kind)
}

/// A heading over declarations and reservations: `Reservations made upon signature:`. One in italics is surely a heading.
pub(super) fn heading(line: &str, slanted: bool) -> Option<Heading> {
    const NOUNS: [&str; 12] = [
        "communication",
        "declaration",
        "reservation",
        "interpretative",
        "interpretive",
        "interpretation",
        "understanding",
        "statement",
        "upon",
        "made upon",
        "confirmed upon",
        "general reservation",
    ];
    if line.len() > LONGEST {
        return None;
    }
    let text = without_tags(line).0;
    let text = text.trim_matches(|letter: char| "\"“”‘’' ".contains(letter));
    let folded = text.to_lowercase().replace('é', "e");
    let ends = text.ends_with(':') || slanted;
    let other = about_another(&folded);
    let (kinds, doubt) = match other {
        Some((kind, doubt)) => (kind.into_iter().collect(), doubt),
        None => (kinds(&folded), None),
    };
    let begins = NOUNS.iter().any(|noun| folded.starts_with(noun));
    let names_them = slanted && text.ends_with(':') && !kinds.is_empty() || other.is_some() && ends;
    // A short line that does not end as a sentence does.
    let is_short = text.len() <= SHORT && !text.ends_with(['.', ',', ';', '-']);
    if !(begins && (ends || is_short) || names_them) {
        return None;
    }
    let occasion = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let at_signature = occasion(&["signature", "signing"]);
    let at_consent = occasion(&[
        "ratif",
        "accession",
        "acceptance",
        "approval",
        "succession",
        "consent",
        "formal confirmation",
    ]);
    if kinds.is_empty() && doubt.is_none() && !at_signature && !at_consent {
        return None;
    }
    let text = text.trim_end_matches([':', ' ']).to_owned();
    Some(Heading { text, kinds, at_signature, at_consent, doubt })
}

fn kinds(folded: &str) -> Vec<StatementKind> {
    let says = |words: &[&str]| words.iter().any(|word| folded.contains(word));
    let reservation = says(&["reservation"]).then_some(Reservation);
    let declaration =
        says(&["declaration", "statement", "understanding", "interpretation"]).then_some(Declaration);
    let communication =
        (folded.starts_with("communication") && reservation.is_none() && declaration.is_none())
            .then_some(Communication);
    reservation.into_iter().chain(declaration).chain(communication).collect()
}

/// The kind that a text without a heading calls itself. One that announces reservations is none.
pub(super) fn calls_itself(text: &str) -> Option<StatementKind> {
    const WITHDRAWS: [&str; 7] = [
        " withdraws ",
        " hereby withdraw",
        " has withdrawn ",
        " to withdraw ",
        " notifies the withdrawal of ",
        " notifies its withdrawal of ",
        " of the withdrawal of ",
    ];
    const MADE: [&str; 12] = [
        "following reservation",
        "makes a reservation",
        "make a reservation",
        "enters a reservation",
        "expresses its reservation",
        "subject to the reservation",
        "subject to a reservation",
        "a reservation in respect",
        "a reservation with respect",
        "right not to apply",
        "not consider itself bound by",
        "not consider itself to be bound by",
    ];
    let folded = text.to_lowercase();
    let first = folded.split(['.', '\n']).next().unwrap_or_default();
    let withdrawn = WITHDRAWS.iter().find_map(|words| first.split_once(words)).map(|(_, what)| what);
    if withdrawn.is_some_and(|what| {
        let what = what.split_whitespace().take(6).collect::<Vec<_>>().join(" ");
        ["reservation", "declaration", "objection", "statement"].iter().any(|noun| what.contains(noun))
    }) {
        return Some(StatementKind::Withdrawal);
    }
    MADE.iter().any(|words| folded.contains(words)).then_some(Reservation)
}

/// A heading over an objection: `With regard to the reservations made by Qatar upon accession:`.
pub(super) fn objection(line: &str, slanted: bool) -> Option<String> {
    if line.len() > 4 * LONGEST {
        return None;
    }
    let text = without_tags(line).0;
    let folded = text.to_lowercase();
    let begins =
        ["with regard", "in regard to", "objection to", "objections to", "with respect to", "in respect of"];
    let about = ["reservati", "servations", "declaration", "statement", "understanding"];
    let is_one = begins.iter().any(|words| folded.starts_with(words))
        && about.iter().any(|words| folded.contains(words))
        && (slanted || text.ends_with(':'));
    is_one.then(|| text.trim_end_matches([':', ' ']).to_owned())
}

/// What an objection is about, as its heading calls that, else its text: a reservation, also where declarations are named with
/// it, or a declaration alone. None where that is not told.
pub(super) fn answered(heading: &str, text: &str) -> Option<StatementKind> {
    let of_heading = kinds(&heading.to_lowercase());
    let of_text = || {
        let kinds = kinds(&text.to_lowercase());
        kinds.first().copied().filter(|_| kinds == [Reservation])
    };
    of_heading.first().copied().or_else(of_text)
}

/// Whose statements a heading over an objection is about. `known` are the names in the table, which tell where the names
/// of several end.
pub(super) fn whose(heading: &str, known: &Known) -> Vec<String> {
    const ENDS: [&str; 15] = [
        " (applicable",
        " upon",
        " concerning",
        " to the ",
        " in respect",
        " regarding",
        " at the time",
        " when ",
        " with regard",
        " on its",
        " made ",
        " (see",
        ", as ",
        " to ",
        " confirmed",
    ];
    let mut names: Vec<String> = Vec::new();
    let mut before = "";
    // `Objection to Reservation of Malaysia upon ratification`.
    let of = heading.split_once(" of ").filter(|_| !heading.contains(" by "));
    let parts = of.map_or_else(|| heading.split(" by ").collect(), |(front, rest)| vec![front, rest]);
    for rest in parts {
        // `consenting to be bound by Protocol III`; what stands before the first one is no name either.
        let is_name = !before.is_empty() && !before.ends_with("bound");
        before = rest;
        if !is_name {
            continue;
        }
        let folded = rest.to_lowercase();
        let end =
            ENDS.iter().filter_map(|end| folded.find(end)).min().filter(|end| rest.is_char_boundary(*end));
        let (piece, after) = rest.split_at(end.unwrap_or(rest.len()));
        let others = known.mentioned(after.split(['.', ';']).next().unwrap_or_default());
        for name in known.split(piece).into_iter().chain(others) {
            if name.starts_with(char::is_uppercase) && !names.contains(&name) {
                names.push(name);
            }
        }
    }
    names
}

/// The beginning of a line, as its heading.
pub(super) fn shortened(line: &str) -> String {
    let end = line.char_indices().nth(LONGEST).map_or(line.len(), |(end, _)| end);
    line[..end].to_owned()
}

/// The objections of a list below a text: `ii) 21 February 1985: In respect of the reservation by Jamaica`, with the day.
pub(super) fn listed(line: &str) -> Option<(&str, &str)> {
    const LONGEST_DAY: usize = 30;
    let item = line.trim_start_matches(|letter: char| " -–(".contains(letter));
    let item = item
        .split_once(')')
        .filter(|(front, _)| !front.is_empty() && front.bytes().all(|it| b"ivx".contains(&it)))
        .map_or(item, |(_, item)| item);
    let (day, rest) = item.split_once(':')?;
    let rest = rest.split(". ").next().unwrap_or(rest).split(" (The ").next().unwrap_or(rest).trim_start();
    let begins = ["with regard", "in respect", "with respect"];
    let front = rest.get(..12).unwrap_or_default().to_lowercase();
    let is_one = day.len() <= LONGEST_DAY && begins.iter().any(|words| front.starts_with(words));
    is_one.then_some((day.trim(), rest))
}

fn without_article(name: &str) -> &str {
    ["the Government of the ", "the Government of ", "the ", "The ", "teh "]
        .iter()
        .find_map(|article| name.strip_prefix(article))
        .unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_says_what_stands_below_it_and_when_it_was_made() {
        let told = |line: &str, slanted: bool| {
            heading(line, slanted).map(|heading| {
                let kinds = heading.kinds.iter().map(|kind| kind.word()).collect::<Vec<_>>().join("+");
                format!("{kinds}/{}/{}", heading.at_signature, heading.at_consent)
            })
        };
        for (line, slanted, expected) in [
            ("Reservation:", true, Some("reservation/false/false")),
            (
                "Reservations made upon signature and confirmed upon ratification:",
                false,
                Some("reservation/true/true"),
            ),
            ("Interpretative statement", true, Some("declaration/false/false")),
            ("Déclarations made upon ratification:", true, Some("declaration/false/true")),
            ("Declaration and reservation:", true, Some("reservation+declaration/false/false")),
            ("Upon signature:", false, Some("/true/false")),
            ("Declaration", false, Some("declaration/false/false")),
            ("Withdrawal of reservation:", true, Some("withdrawal-of-statement/false/false")),
            (
                "Withdrawal of the declaration made upon signature:",
                false,
                Some("withdrawal-of-statement/true/false"),
            ),
            ("Partial withdrawal of reservations:", true, Some("withdrawal-of-statement/false/false")),
            ("Modification of reservation:", true, Some("/false/false")),
            ("Proposed reservation:", false, Some("/false/false")),
            ("Reservation withdrawn:", true, Some("/false/false")),
            ("Confirmation of reservation made upon signature:", true, Some("confirmation/true/false")),
            ("Objection to the reservation made by Mu:", true, Some("objection/false/false")),
            ("Communication:", true, Some("communication/false/false")),
            ("The Government decided to withdraw this reservation:", false, None),
            ("Reservations are not what this paragraph is about.", false, None),
            ("Article 14:", true, None),
        ] {
            assert_eq!(told(line, slanted).as_deref(), expected, "{line}");
        }
    }

    #[test]
    fn an_objection_is_towards_whoever_its_heading_names() {
        let known = [
            "Mu",
            "El Salvador",
            "Trinidad and Tobago",
            "Iran (Islamic Republic of)",
            "Guinea",
            "Guinea-Bissau",
        ];
        let known: Known = known.into_iter().map(str::to_owned).collect();
        for (heading, towards) in [
            ("With regard to the reservations made by Mu upon accession", "Mu"),
            (
                "With regard to the reservation by the Republic of El Salvador made upon signature",
                "El Salvador",
            ),
            (
                "With regard to the reservation made by Trinidad and Tobago upon accession",
                "Trinidad and Tobago",
            ),
            (
                "With regard to the declaration made by the Islamic Republic of Iran",
                "Islamic Republic of Iran",
            ),
            (
                "With regard to the reservations made by Mu and Guinea-Bissau upon accession",
                "Guinea-Bissau;Mu",
            ),
            (
                "With regard to the reservations made by Mu upon accession and by El Salvador upon ratification",
                "El Salvador;Mu",
            ),
            ("With regard to the reservations", ""),
        ] {
            let mut found = whose(heading, &known);
            found.sort();
            assert_eq!(found.join(";"), towards, "{heading}");
        }
    }

    #[test]
    fn an_objection_says_what_it_is_about() {
        for (heading, text, expected) in [
            ("With regard to the reservations made by Mu", "", Some(Reservation)),
            ("With regard to the declarations and the reservation made by Mu", "", Some(Reservation)),
            (
                "With regard to the interpretative declaration made by Mu",
                "It is a reservation.",
                Some(Declaration),
            ),
            ("", "The Government objects to the reservation.", Some(Reservation)),
            ("", "The declaration is a reservation, to which it objects.", None),
            ("", "It objects.", None),
        ] {
            assert_eq!(answered(heading, text), expected, "{heading}{text}");
        }
    }

    #[test]
    fn a_list_of_objections_gives_their_days() {
        let of = listed;
        assert_eq!(
            of("ii) 21 February 1985: In respect of the reservation by Mu"),
            Some(("21 February 1985", "In respect of the reservation by Mu"))
        );
        assert_eq!(of("- 4 July 1996: with regard to Mu"), Some(("4 July 1996", "with regard to Mu")));
        assert_eq!(of("The Government: it objects"), None);
    }
}
