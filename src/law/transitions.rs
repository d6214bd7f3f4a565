//! Which act is normal, unusual or refused in which status: the table `data/transitions.csv`.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::LazyLock;

use super::case::{Case, Stage};
use super::signed_before::{rests_on_signature, signed_before};
use super::standing::{DatedAct, standing_before_each};
use crate::model::{ActKind, Date, Status};

/// What the table says of an act in a status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Normal.
    Normal,
    /// No change follows.
    NoChange(String),
    /// Unusual: recorded, with a warning.
    Unusual(String),
    /// Unusual where a signature still stands; else as in the status `none`.
    UnusualIfSigned(String),
    /// Not allowed where somebody records it; unusual where it is recorded all the same: a depositary's table has it.
    RefusedOnEntry(String),
    /// Not allowed.
    Refused(String),
}

impl Verdict {
    /// What is to be said of it.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Normal => None,
            Self::NoChange(text)
            | Self::Unusual(text)
            | Self::UnusualIfSigned(text)
            | Self::RefusedOnEntry(text)
            | Self::Refused(text) => Some(text),
        }
    }

    /// The same of an act that a depositary's table has: what nobody may enter by hand is unusual there. Where nobody ever
    /// signed, the treaty has no stage of signature that a consent could lack.
    #[must_use]
    pub fn of_a_table(self, is_signed: bool, kind: ActKind) -> Self {
        match self {
            Self::RefusedOnEntry(_) if kind.is_consent() && !is_signed => Self::Normal,
            Self::RefusedOnEntry(text) => Self::Unusual(text),
            other => other,
        }
    }

    /// The same where somebody records an act of this kind by hand, under a treaty that has a stage of signature or not.
    #[must_use]
    pub(super) fn on_entry(self, kind: ActKind, signature: Stage) -> Self {
        match (self, signature) {
            (Self::RefusedOnEntry(_), Stage::Missing) if kind.is_consent() => Self::Normal,
            (Self::RefusedOnEntry(_), Stage::NotKnown) if kind.is_consent() => Self::Unusual(
                "consents without a signature; whether the treaty is signed at all is not recorded"
                    .to_owned(),
            ),
            (Self::RefusedOnEntry(text), _) => Self::Refused(text),
            (other, _) => other,
        }
    }

    fn read(cell: &str) -> Option<Self> {
        if cell == "ok" {
            return Some(Self::Normal);
        }
        let (word, text) = cell.split_once(": ")?;
        let text = text.to_owned();
        match word {
            "same" => Some(Self::NoChange(text)),
            "warn" => Some(Self::Unusual(text)),
            "warn if signed" => Some(Self::UnusualIfSigned(text)),
            "refuse on entry" => Some(Self::RefusedOnEntry(text)),
            "refuse" => Some(Self::Refused(text)),
            _ => None,
        }
    }
}

/// Verdicts by what is done and by the status in which it is done.
pub(super) type Verdicts<K> = HashMap<(K, Status), Verdict>;

static TABLE: LazyLock<Verdicts<ActKind>> = LazyLock::new(|| read().expect("a test reads the table"));

fn read() -> Result<Verdicts<ActKind>, String> {
    read_verdicts(include_str!("../../data/transitions.csv"), ActKind::from_word)
}

/// Reads a table with a row for each thing that may be done and a column for each status.
pub(super) fn read_verdicts<K: Copy + Eq + Hash>(
    text: &str,
    of_word: impl Fn(&str) -> Option<K>,
) -> Result<Verdicts<K>, String> {
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let head = rows.headers().map_err(|why| why.to_string())?.clone();
    let mut table = HashMap::new();
    for row in rows.records() {
        let row = row.map_err(|why| why.to_string())?;
        let kind = of_word(&row[0]).ok_or(format!("'{}' is no word for what is done", &row[0]))?;
        for (word, cell) in head.iter().zip(row.iter()).skip(1) {
            let status = Status::from_word(word).ok_or(format!("no status '{word}'"))?;
            let verdict = Verdict::read(cell).ok_or(format!("{}, {status}: '{cell}'", &row[0]))?;
            table.insert((kind, status), verdict);
        }
    }
    Ok(table)
}

/// The verdict on an act of this kind in this status.
#[must_use]
pub fn verdict(kind: ActKind, status: Status) -> Verdict {
    TABLE.get(&(kind, status)).cloned().unwrap_or(Verdict::Normal)
}

/// The verdict on each act of one participant, in their order: each at its own day, against those before it.
fn judge(acts: &[DatedAct], treaty_ends_on: Option<Date>) -> Vec<Verdict> {
    acts.iter()
        .zip(standing_before_each(acts, treaty_ends_on))
        .enumerate()
        .map(|(place, (dated, before))| {
            let is_undated = |id: i64| {
                acts[..place]
                    .iter()
                    .any(|known| known.act.id == id && known.is_undated && known.effect.is_none())
            };
            match verdict(dated.act.kind, before.status) {
                Verdict::Refused(_) if dated.takes_over => Verdict::Normal,
                // On one day a consent comes before an exit, whichever was meant to be first.
                Verdict::Refused(_)
                    if dated.act.kind.is_consent()
                        && before.status.bound()
                        && leaves_on(&acts[place..], dated.act.day) =>
                {
                    Verdict::Unusual("leaves and joins again on one day".to_owned())
                }
                Verdict::RefusedOnEntry(_)
                    if dated.act.kind.is_exit() && before.consent.is_some_and(is_undated) =>
                {
                    Verdict::Unusual("leaves, and since when it was bound is not known".to_owned())
                }
                Verdict::Unusual(_) if dated.act.kind.is_exit() && before.status == Status::Leaving => {
                    let first = acts[..place].iter().find(|known| Some(known.act.id) == before.exit);
                    match first.and_then(|first| first.act.under.as_ref()).filter(|_| dated.act.under.is_none()) {
                        Some(other) => Verdict::Unusual(format!(
                            "gives notice of its own while it leaves with {other}: the exit that takes effect first counts"
                        )),
                        None => verdict(dated.act.kind, before.status),
                    }
                }
                Verdict::UnusualIfSigned(text) if before.signature.is_some() => Verdict::Unusual(text),
                Verdict::UnusualIfSigned(_) => verdict(dated.act.kind, Status::None),
                other => other,
            }
        })
        .collect()
}

/// The same in a case: a consent that lacks a signature may rest on that of a predecessor.
pub(super) fn judge_in(case: &Case, acts: &[DatedAct], treaty_ends_on: Option<Date>) -> Vec<Verdict> {
    let mut verdicts = judge(acts, treaty_ends_on);
    for (verdict, dated) in verdicts.iter_mut().zip(acts).filter(|(verdict, _)| **verdict != Verdict::Normal)
    {
        let kind = dated.act.kind;
        let lacks_signature = rests_on_signature(kind) && *verdict == self::verdict(kind, Status::None);
        if let Some(signed) = lacks_signature.then(|| signed_before(case, dated.act)).flatten() {
            *verdict = Verdict::Unusual(signed.in_words(case, kind));
        }
    }
    verdicts
}

/// Whether notice by the participant itself is among these acts on that day.
fn leaves_on(acts: &[DatedAct], day: Date) -> bool {
    let mut of_day = acts.iter().take_while(|dated| dated.act.day == day);
    of_day.any(|dated| dated.act.kind.is_exit() && dated.act.under.is_none())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_verdict_for_every_act_in_every_status() {
        let table = read().unwrap();
        for kind in ActKind::ALL.into_iter().filter(|kind| kind.is_of_participant()) {
            for status in Status::ALL {
                assert!(table.contains_key(&(kind, status)), "{kind}, {status}");
            }
        }
    }

    #[test]
    fn a_cell_that_says_nothing_is_an_error() {
        for cell in ["", "yes", "warn", "refuse:x"] {
            assert_eq!(Verdict::read(cell), None, "{cell:?}");
        }
    }
}
