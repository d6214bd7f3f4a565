//! Which statement is normal, unusual or refused in which status of its author: the table `data/statement_verdicts.csv`.

use std::sync::LazyLock;

use crate::law::transitions::{Verdict, Verdicts, read_verdicts};
use crate::model::{StatementKind, Status};

const LATE: &str = "late reservation";

static TABLE: LazyLock<Verdicts<&'static str>> = LazyLock::new(|| read().expect("a test reads the table"));

fn read() -> Result<Verdicts<&'static str>, String> {
    read_verdicts(include_str!("../../../data/statement_verdicts.csv"), |word| match word {
        LATE => Some(LATE),
        word => StatementKind::from_word(word).map(StatementKind::word),
    })
}

/// The verdict on a statement of this kind by an author in this status; `late`: a reservation after consent.
pub(super) fn verdict(kind: StatementKind, late: bool, status: Status) -> Option<&'static Verdict> {
    TABLE.get(&(if late { LATE } else { kind.word() }, status))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_verdict_in_every_status() {
        let table = read().unwrap_or_else(|why| panic!("{why}"));
        for kind in StatementKind::ALL.into_iter().map(StatementKind::word).chain([LATE]) {
            for status in Status::ALL {
                assert!(table.contains_key(&(kind, status)), "{kind}, {status}");
            }
        }
    }

    #[test]
    fn every_refusal_by_status_names_its_article() {
        for ((kind, status), verdict) in read().unwrap() {
            if let Verdict::Refused(text) = verdict {
                assert!(text.contains("VCLT art"), "{kind}, {status}: {text}");
            }
        }
    }
}
