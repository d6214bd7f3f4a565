//! The words of headings and lists for acts: the table `data/action_words.csv`, and what may stand around them. A phrase is an
//! act only where all of it is understood: a further word can make anything else of it.

mod around;

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::LazyLock;

use super::footnotes::without_notes;
use crate::model::draft::What;
use crate::model::{ActKind, StatementKind};
use crate::names::fold;
use around::{MOST_WORDS, Place};

/// What a word means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Meaning {
    pub what: What,
    /// What the word leaves open.
    pub flag: Option<&'static str>,
}

/// Why a phrase is no act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unknown {
    /// No act's word stands in it.
    NoAct,
    /// It is known, and leaves open what was done.
    Open(&'static str),
    /// These words or signs may make something else of the act's word.
    Turned(String),
}

impl Unknown {
    /// The same as a sentence about the phrase.
    pub(super) fn why(&self, phrase: &str) -> String {
        match self {
            Self::NoAct => format!("'{phrase}' is the word for no act known here"),
            Self::Open(why) => format!("'{phrase}': {why}"),
            Self::Turned(words) => {
                format!(
                    "'{phrase}' is the word for no act known here: what '{words}' makes of it is not known"
                )
            }
        }
    }
}

type Found = Result<Meaning, Unknown>;

/// What the table says of a phrase: what it means, or what it leaves open.
type Entry = Result<Meaning, &'static str>;

static WORDS: LazyLock<HashMap<String, Entry>> = LazyLock::new(|| {
    rows()
        .flat_map(|(phrase, entry)| around::spelt_out(phrase).into_iter().map(move |word| (word, entry)))
        .collect()
});

/// The phrases of the table, each with what it means.
fn rows() -> impl Iterator<Item = (&'static str, Entry)> {
    include_str!("../../data/action_words.csv").lines().skip(1).map(|line| {
        let mut cells = line.splitn(3, ',');
        let mut cell = || cells.next().unwrap_or_default();
        let (phrase, act, flag) = (cell(), cell(), cell());
        if act == "finding" {
            return (phrase, Err(flag));
        }
        let what = meaning(act).expect("a test reads the table");
        (phrase, Ok(Meaning { what, flag: Some(flag).filter(|flag| !flag.is_empty()) }))
    })
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

/// The kind of act that a mark stands for in most tables; capital letters are other marks than small ones.
pub(super) fn of_mark(mark: &str) -> Option<ActKind> {
    match mark {
        "" => None,
        "p" => Some(ActKind::ConsentToBeBound),
        mark => ActKind::ALL.into_iter().find(|kind| kind.letter() == mark),
    }
}

/// The most bytes of a phrase: a longer one is none for an act, and is not taken apart word by word.
const LONGEST: usize = 500;

/// What a phrase of a heading or a list means as a whole.
///
/// Errors: it is not known, or something in it is not, and that may make something else of the act.
pub(super) fn find(phrase: &str) -> Found {
    /// A table has a few phrases again and again.
    const MOST_KEPT: usize = 1_000;
    thread_local! {
        static KEPT: RefCell<HashMap<String, Found>> = RefCell::default();
    }
    if phrase.len() > LONGEST {
        return Err(Unknown::NoAct);
    }
    if let Some(found) = KEPT.with_borrow(|kept| kept.get(phrase).cloned()) {
        return found;
    }
    let found = sought(phrase);
    KEPT.with_borrow_mut(|kept| {
        if kept.len() >= MOST_KEPT {
            kept.clear();
        }
        kept.insert(phrase.to_owned(), found.clone());
    });
    found
}

fn sought(phrase: &str) -> Found {
    let found = whole(phrase).or_else(|why| without_mark(phrase).unwrap_or(Err(why)));
    let found = found.or_else(|why| of_somebody(phrase).or_else(|| either(phrase)).ok_or(why));
    // The marks of footnotes stand behind a word alone: in a longer phrase a number may be that of an article or a protocol.
    let plain = without_notes(phrase.trim_end_matches(['/', '*', '†', '‡'])).0;
    let is_plain = !plain.chars().any(is_sign);
    found.or_else(|why| exact(&fold(&plain)).filter(|_| is_plain).unwrap_or(Err(why)))
}

/// A phrase with nothing around it that is passed over.
fn whole(phrase: &str) -> Found {
    let found = read(&fold(phrase))?;
    match phrase.chars().find(|letter| is_sign(*letter)) {
        Some(sign) => Err(Unknown::Turned(sign.to_string())),
        None => Ok(found),
    }
}

/// A sign that says something: a doubt, a negation, a tick. Punctuation and the marks of footnotes do not.
fn is_sign(letter: char) -> bool {
    let is_drawn = ('\u{2190}'..'\u{2c00}').contains(&letter) || letter >= '\u{1f000}';
    "?!~=<>+%#^$@`{}¿¬×÷±".contains(letter) || (is_drawn && !letter.is_alphanumeric())
}

/// `Accession (a)`: the mark that tables have behind the day.
fn without_mark(phrase: &str) -> Option<Found> {
    let (word, mark) = phrase.trim().strip_suffix(')')?.rsplit_once('(')?;
    let of_mark = of_mark(mark.trim())?;
    let found = whole(word).ok()?;
    let What::Act(kind) = found.what else { return None };
    if kind == of_mark {
        return Some(Ok(found));
    }
    if !kind.is_consent() || !of_mark.is_consent() {
        return Some(Err(Unknown::Turned(format!("({mark})"))));
    }
    let flag = found.flag.or(Some("the mark behind the word is that of another act"));
    Some(Ok(Meaning { flag, ..found }))
}

/// `Objection to the accession of Kosovo`: whose it is, in capitals.
fn of_somebody(phrase: &str) -> Option<Meaning> {
    const MOST_PIECES: usize = 4;
    const SMALL: [&str; 7] = ["the", "and", "of", "de", "la", "du", "les"];
    let is_of_another =
        |meaning: &Meaning| matches!(meaning.what, What::Statement(kind) if is_about_another(kind));
    let is_name = |text: &str| {
        (text.starts_with(char::is_uppercase) || text.starts_with("the "))
            && text.split_whitespace().all(|word| {
                SMALL.contains(&word) || word.trim_start_matches('(').starts_with(char::is_uppercase)
            })
    };
    let said = [" of ", " by "].into_iter().flat_map(|between| {
        let pieces =
            phrase.match_indices(between).take(MOST_PIECES).map(move |(at, _)| (at, at + between.len()));
        pieces.map(|(end, start)| (&phrase[..end], &phrase[start..]))
    });
    said.filter(|(_, name)| is_name(name)).find_map(|(said, _)| whole(said).ok().filter(is_of_another))
}

/// Whether it is a reaction to what another did.
fn is_about_another(kind: StatementKind) -> bool {
    kind.is_reaction() || kind.is_about_accession()
}

/// `Acceptance or accession`, `Ratification/Accession`: one consent or another, and the phrase does not say which.
fn either(phrase: &str) -> Option<Meaning> {
    let (one, other) = phrase.split_once(" or ").or_else(|| phrase.split_once('/'))?;
    let is_consent = |meaning: &Meaning| matches!(meaning.what, What::Act(kind) if kind.is_consent());
    let consent = |phrase: &str| find(phrase).ok().filter(is_consent);
    let (one, other) = (consent(one)?, consent(other)?);
    if one.what == other.what {
        return Some(one);
    }
    let flag = Some("the heading does not say by which act");
    Some(Meaning { what: What::Act(ActKind::ConsentToBeBound), flag })
}

fn exact(folded: &str) -> Option<Found> {
    WORDS.get(folded).map(|entry| entry.map_err(Unknown::Open))
}

/// A folded phrase, taken apart from the front.
fn read(folded: &str) -> Found {
    if let Some(found) = exact(folded) {
        return found;
    }
    let mut why = Unknown::NoAct;
    for place in [Place::Date, Place::Before, Place::Withdrawal, Place::Revocation, Place::End] {
        let Some(rest) = around::behind(place, folded).filter(|rest| !rest.is_empty()) else { continue };
        match read(rest) {
            Ok(inner) => match opened(place, inner) {
                Some(meaning) => return Ok(meaning),
                None => why = Unknown::Turned(folded[..folded.len() - rest.len()].trim_end().to_owned()),
            },
            Err(Unknown::NoAct) => {}
            Err(other) => why = other,
        }
    }
    match begun(folded) {
        Err(Unknown::NoAct) => Err(why),
        found => found,
    }
}

/// What an act or a statement becomes behind words of this place; none where they do not go together.
fn opened(place: Place, inner: Meaning) -> Option<Meaning> {
    use ActKind as Act;
    let what = match (place, inner.what) {
        (Place::Date, what) => what,
        (Place::Before, What::Act(kind)) if kind != Act::Notification => inner.what,
        (Place::Before, What::Statement(StatementKind::Withdrawal)) => inner.what,
        (Place::Withdrawal | Place::End, What::Act(Act::ProvisionalApplication)) => {
            What::Act(Act::EndOfProvisionalApplication)
        }
        (Place::End, What::Act(Act::Suspension)) => What::Act(Act::Resumption),
        (Place::Withdrawal | Place::Revocation, What::Act(Act::Denunciation | Act::Withdrawal)) => {
            What::Act(Act::RevocationOfDenunciation)
        }
        (Place::Withdrawal, What::Act(Act::Signature | Act::SignatureAdReferendum)) => {
            What::Act(Act::Unsigning)
        }
        (Place::Withdrawal, What::Act(Act::TerritorialExtension)) => What::Act(Act::TerritorialWithdrawal),
        (
            Place::Withdrawal,
            What::Act(
                Act::Ratification
                | Act::Acceptance
                | Act::Approval
                | Act::Accession
                | Act::FormalConfirmation
                | Act::Succession,
            ),
        ) => What::Act(Act::WithdrawalOfConsent),
        (
            Place::Withdrawal,
            What::Statement(
                StatementKind::Reservation | StatementKind::Declaration | StatementKind::Objection,
            ),
        ) => What::Statement(StatementKind::Withdrawal),
        _ => return None,
    };
    Some(Meaning { what, ..inner })
}

/// The longest phrase of the table with which this one begins, where all that stands behind it is understood.
fn begun(folded: &str) -> Found {
    let ends: Vec<usize> = folded.match_indices(' ').map(|(at, _)| at).take(MOST_WORDS).collect();
    for end in ends.into_iter().rev() {
        if let Some(found) = exact(&folded[..end]) {
            return with_all(found?, folded[end..].trim_start());
        }
    }
    Err(Unknown::NoAct)
}

/// What stands in the table, with all that stands behind it there.
fn with_all(meaning: Meaning, rest: &str) -> Found {
    let is_grounds = |place: Place| {
        around::behind(place, rest).is_some_and(|rest| !rest.is_empty() && ground_stranger(rest).is_none())
    };
    let turned = || Err(Unknown::Turned(rest.to_owned()));
    if rest.is_empty() {
        return Ok(meaning);
    }
    match meaning.what {
        What::Statement(kind) => {
            let fits = is_grounds(Place::Grounds) || (!is_about_another(kind) && is_grounds(Place::About));
            if fits { Ok(meaning) } else { turned() }
        }
        What::Act(kind) => {
            if has_to_be_followed(kind, rest) {
                return Ok(meaning);
            }
            if let Some(rest) = around::behind(Place::Behind, rest) {
                return with_all(meaning, rest);
            }
            if let Some(rest) = around::behind(Place::Statements, rest) {
                let flag = "statements were made with it, which are not given here";
                return with_all(Meaning { flag: meaning.flag.or(Some(flag)), ..meaning }, rest);
            }
            // What is accepted under an article is a procedure or a competence more often than the treaty.
            let is_of_a_part = kind == ActKind::Acceptance && !rest.starts_with("by virtue of");
            if is_grounds(Place::Grounds) && !is_of_a_part { Ok(meaning) } else { turned() }
        }
    }
}

/// `Signature subject to ratification`, `Signature without reservation as to ratification, acceptance or approval`.
fn has_to_be_followed(kind: ActKind, rest: &str) -> bool {
    let place = match kind {
        ActKind::Signature | ActKind::SignatureAdReferendum => Place::Subject,
        ActKind::DefinitiveSignature => Place::AsTo,
        _ => return false,
    };
    around::behind(place, rest).is_some_and(|consents| {
        let is_one = |word: &str| matches!(exact(word), Some(Ok(Meaning { what: What::Act(kind), .. })) if kind.is_consent());
        around::stranger(Place::ConsentWord, consents).is_none() && consents.split(' ').any(is_one)
    })
}

/// The first word that is none of grounds: no word of theirs, no number, no letter of a paragraph.
fn ground_stranger(text: &str) -> Option<&str> {
    let is_number = |word: &str| {
        let digits = word.trim_end_matches(|letter: char| letter.is_ascii_lowercase());
        let is_counted = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        (is_counted && word.len() - digits.len() <= 3)
            || word.len() == 1
            || word.bytes().all(|byte| b"ivxlc".contains(&byte))
    };
    text.split(' ').find(|word| !is_number(word) && around::stranger(Place::GroundWord, word).is_some())
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
            let meant = find(&expected.1).ok().map(|meaning| (meaning.what, meaning.flag.is_some()));
            assert_eq!(&row("", &expected.1, meant), expected);
        }
        let words = ColumnMap::shipped().iter().flat_map(|map| {
            map.own_words().map(|(word, what, flagged)| row(map.name(), word, Some((what, flagged))))
        });
        assert_eq!(of_maps.into_iter().collect::<BTreeSet<Row>>(), words.collect::<BTreeSet<Row>>());
    }

    #[test]
    fn every_word_that_is_known_stands_among_the_phrases() {
        for words in WORDS.keys() {
            assert!(words.split(' ').count() <= MOST_WORDS, "{words}");
        }
        let phrases: Vec<String> = table_of_phrases().into_iter().map(|row| fold(&row.1)).collect();
        for (row, _) in rows() {
            let ways = around::spelt_out(row);
            assert!(ways.iter().any(|way| phrases.contains(way)), "{row}");
        }
    }
}
