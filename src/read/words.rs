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

/// What a word of a heading or a list means; none for one that is not known.
pub(super) fn find(word: &str) -> Option<Meaning> {
    let folded = fold(word);
    let by_beginning =
        || WORDS.beginnings.iter().find(|(beginning, _)| folded.starts_with(beginning.as_str()));
    WORDS.exact.get(&folded).copied().or_else(|| by_beginning().map(|found| found.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_and_the_first_beginning_counts() {
        let act = |word: &str| find(word).map(|meaning| meaning.what);
        for (word, expected) in [
            ("Signature", Some(What::Act(ActKind::Signature))),
            ("Succession to signature", Some(What::Act(ActKind::SuccessionToSignature))),
            ("Succession to the Convention and the Protocol", Some(What::Act(ActKind::Succession))),
            (
                "Definitive signature or acceptance of the Protocol",
                Some(What::Act(ActKind::ConsentToBeBound)),
            ),
            ("Provisional acceptance/accession", Some(What::Act(ActKind::ProvisionalApplication))),
            ("Withdrawal of reservation", Some(What::Statement(StatementKind::Withdrawal))),
            ("Withdrawal", Some(What::Act(ActKind::Withdrawal))),
            ("Withdrawn", None),
            ("Notification in respect of the Agreement as amended", Some(What::Act(ActKind::Notification))),
            ("Date of Adoption", None),
            ("", None),
        ] {
            assert_eq!(act(word), expected, "{word}");
        }
    }
}
