//! The words of headings and lists for acts: the table `data/action_words.csv`.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::draft::What;
use crate::model::{ActKind, StatementKind};
use crate::names::fold;

/// What a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub what: What,
    /// What the word leaves open.
    pub flag: Option<&'static str>,
}

struct Words {
    exact: HashMap<String, Meaning>,
    /// Words that begin so, in the order of the table.
    beginnings: Vec<(String, Meaning)>,
}

static WORDS: LazyLock<Words> = LazyLock::new(|| table(include_str!("../../data/action_words.csv")));

fn table(text: &'static str) -> Words {
    let mut words = Words { exact: HashMap::new(), beginnings: Vec::new() };
    for line in text.lines().skip(1) {
        let mut cells = line.splitn(3, ',');
        let (word, act, flag) =
            (cells.next().unwrap_or_default(), cells.next().unwrap_or_default(), cells.next());
        let what = meaning(act).expect("a test reads the table");
        let meaning = Meaning { what, flag: flag.filter(|flag| !flag.is_empty()) };
        match word.strip_suffix('*') {
            Some(beginning) => words.beginnings.push((folded_beginning(beginning), meaning)),
            None => {
                words.exact.insert(fold(word), meaning);
            }
        }
    }
    words
}

/// A blank at the end stays: the word goes on with another one.
fn folded_beginning(beginning: &str) -> String {
    let folded = fold(beginning);
    if beginning.ends_with(' ') { folded + " " } else { folded }
}

/// What a word of the tables and maps stands for: the word of an act, or `statement:` and that of a statement.
pub(super) fn meaning(word: &str) -> Option<What> {
    match word.strip_prefix("statement:") {
        Some(kind) => StatementKind::from_word(kind).map(What::Statement),
        None => ActKind::from_word(word).map(What::Act),
    }
}

/// Every word that [`meaning`] knows, but for those of statements.
pub(super) fn all() -> impl Iterator<Item = &'static str> {
    ActKind::ALL.into_iter().map(ActKind::word)
}

/// Words before an act that say no more than that it was done: `Notification of withdrawal`, `Deposit (accession)`.
const OPENINGS: [&str; 22] = [
    "declaration notification of ",
    "notification of ",
    "declaration of ",
    "notice of ",
    "communication of ",
    "deposit of the instrument of ",
    "deposit of an instrument of ",
    "deposit of instrument of ",
    "deposit of ",
    "deposit ",
    "instrument of ",
    "date of deposit of ",
    "date of ",
    "depot de l instrument de ",
    "instrument de ",
    "instrument d ",
    "notification de ",
    "notification d ",
    "declaration de ",
    "declaration d ",
    "date de ",
    "fecha de ",
];

/// Words that make something else of an act behind which they stand: `Ratification of amendment`, `Application to accede`.
const TURNING: [&str; 53] = [
    "accede",
    "acceptance",
    "accession",
    "accessions",
    "admission",
    "amendment",
    "amendments",
    "amending",
    "approval",
    "cancelled",
    "consent",
    "corrected",
    "correction",
    "corrigendum",
    "declaration",
    "denounced",
    "denunciation",
    "effect",
    "effective",
    "expired",
    "expiry",
    "failed",
    "force",
    "intention",
    "invalid",
    "invitation",
    "join",
    "lapsed",
    "membership",
    "not",
    "objection",
    "objections",
    "partial",
    "pending",
    "planned",
    "proposed",
    "ratification",
    "refused",
    "rejected",
    "rejection",
    "request",
    "reservation",
    "reservations",
    "revocation",
    "revoked",
    "signature",
    "succession",
    "suspended",
    "suspension",
    "terminated",
    "termination",
    "withdrawal",
    "withdrawn",
];

/// What stands behind one of these says only on what the act rests.
const GROUNDS: [&str; 4] = [" by virtue of ", " in accordance with ", " pursuant to ", " under "];

/// The most bytes of a phrase: a longer one is none for an act, and is not taken apart word by word.
const LONGEST: usize = 500;

/// What a phrase of a heading or a list means as a whole; none for one that is not known, or in which a further word makes
/// something else of the act.
pub(super) fn find(phrase: &str) -> Option<Meaning> {
    if phrase.len() > LONGEST {
        return None;
    }
    let folded = fold(phrase);
    let is_on_grounds = GROUNDS.iter().any(|word| folded.contains(word));
    exact(&folded)
        .or_else(|| either(phrase).filter(|_| !is_on_grounds))
        .or_else(|| opened(&folded))
        .or_else(|| begun(&folded))
}

fn exact(folded: &str) -> Option<Meaning> {
    WORDS.exact.get(folded).copied()
}

/// `Acceptance or accession`, `Ratification/Accession`: one consent or another, and the phrase does not say which.
fn either(phrase: &str) -> Option<Meaning> {
    let (one, other) = phrase.split_once(" or ").or_else(|| phrase.split_once('/'))?;
    let is_consent = |meaning: &Meaning| matches!(meaning.what, What::Act(kind) if kind.is_consent());
    let (one, other) = (find(one).filter(is_consent)?, find(other).filter(is_consent)?);
    if one.what == other.what {
        return Some(one);
    }
    let flag = Some("the heading does not say by which act");
    Some(Meaning { what: What::Act(ActKind::ConsentToBeBound), flag })
}

/// An act by its whole phrase behind an opening, or several.
fn opened(folded: &str) -> Option<Meaning> {
    let core = OPENINGS.iter().find_map(|opening| folded.strip_prefix(opening))?;
    let is_act = |meaning: &Meaning| matches!(meaning.what, What::Act(kind) if kind != ActKind::Notification);
    let is_withdrawn = |meaning: &Meaning| meaning.what == What::Statement(StatementKind::Withdrawal);
    let meaning = exact(core).or_else(|| opened(core)).or_else(|| begun(core))?;
    (is_act(&meaning) || is_withdrawn(&meaning)).then_some(meaning)
}

fn begun(folded: &str) -> Option<Meaning> {
    let (rest, meaning) = WORDS
        .beginnings
        .iter()
        .find(|(beginning, _)| folded.starts_with(beginning.as_str()))
        .map(|(beginning, meaning)| (&folded[beginning.trim_end().len()..], *meaning))?;
    let grounds = GROUNDS.iter().filter_map(|word| rest.find(word)).min();
    let rest = &rest[..grounds.unwrap_or(rest.len())];
    (!rest.split(' ').any(|word| TURNING.contains(&word))).then_some(meaning)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::read::ColumnMap;

    type Row = (String, String, String, bool);

    fn row(map: &str, phrase: &str, meant: Option<(What, bool)>) -> Row {
        let (word, flagged) = match meant {
            None => ("finding".to_owned(), false),
            Some((What::Act(kind), flagged)) => (kind.word().to_owned(), flagged),
            Some((What::Statement(kind), flagged)) => (format!("statement:{kind}"), flagged),
        };
        (map.to_owned(), phrase.to_owned(), word, flagged)
    }

    /// Each phrase with what it means: of every reader, and, where a map is named, of that map alone.
    fn table_of_phrases() -> Vec<Row> {
        let mut rows = csv::Reader::from_reader(include_str!("../../tests/read/act_words.csv").as_bytes());
        let rows = rows.records().map(|row| row.unwrap());
        rows.map(|row| (row[0].to_owned(), row[1].to_owned(), row[2].to_owned(), &row[3] == "flag")).collect()
    }

    #[test]
    fn every_phrase_means_what_it_says_as_a_whole() {
        let (of_maps, of_readers): (Vec<Row>, Vec<Row>) =
            table_of_phrases().into_iter().partition(|row| !row.0.is_empty());
        for expected in &of_readers {
            let meant = find(&expected.1).map(|meaning| (meaning.what, meaning.flag.is_some()));
            assert_eq!(&row("", &expected.1, meant), expected);
        }
        let words = ColumnMap::shipped().iter().flat_map(|map| {
            map.own_words().map(|(word, what, flagged)| row(map.name(), word, Some((what, flagged))))
        });
        assert_eq!(of_maps.into_iter().collect::<BTreeSet<Row>>(), words.collect::<BTreeSet<Row>>());
    }

    #[test]
    fn every_word_that_is_known_stands_among_the_phrases() {
        let phrases: Vec<String> = table_of_phrases().into_iter().map(|row| fold(&row.1)).collect();
        for word in WORDS.exact.keys() {
            assert!(phrases.contains(word), "{word}");
        }
        for (beginning, _) in &WORDS.beginnings {
            assert!(phrases.iter().any(|phrase| phrase.starts_with(beginning.trim_end())), "{beginning}");
        }
    }
}
