//! Acts that a further source gives.

use std::collections::BTreeSet;

use super::declaration::{Concern, Register, register};
use crate::model::TextForm;

register! {
    /// A source gives acts that are recorded from others already.
    "attestation" AttestationBody(
        table: Some("attestation"), made: &["act"], concerns: [Concern::Nothing, Concern::SideBySide]
    ) {
        /// The further source.
        source: String,
        /// The entries of the acts, in order, with ranges: `12 15-40`.
        acts: String => form(TextForm::by(is_list).up_to(LONGEST_LIST)) no_column,
    }
}

impl AttestationBody {
    /// The entries of some acts, in order and each once, as they are written down.
    #[must_use]
    pub fn list(acts: &BTreeSet<i64>) -> String {
        let mut ranges: Vec<(i64, i64)> = Vec::new();
        for act in acts {
            match ranges.last_mut() {
                Some((_, last)) if *last + 1 == *act => *last = *act,
                _ => ranges.push((*act, *act)),
            }
        }
        let words = ranges.iter().map(|(first, last)| match last - first {
            0 => first.to_string(),
            _ => format!("{first}-{last}"),
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// The last of them; none of a list that is not written like one.
    #[must_use]
    pub fn last(&self) -> Option<i64> {
        self.acts.rsplit([' ', '-']).next()?.parse().ok()
    }

    /// The entries of the acts; none of a list that is not written like one.
    #[must_use]
    pub fn entries(&self) -> Option<Vec<i64>> {
        const MOST: i64 = 1_000_000;
        let mut entries = Vec::new();
        for word in self.acts.split(' ').filter(|word| !word.is_empty()) {
            let (first, last) = word.split_once('-').unwrap_or((word, word));
            let (first, last): (i64, i64) = (first.parse().ok()?, last.parse().ok()?);
            if !(0..MOST).contains(&last.checked_sub(first)?) {
                return None;
            }
            entries.extend(first..=last);
        }
        Some(entries)
    }
}

impl Register for AttestationBody {
    fn in_short(&self) -> String {
        format!("{} gives @{}", self.source, self.acts.replace(' ', " @"))
    }
}

/// What a value of a file can have.
const LONGEST_LIST: usize = 16 << 20;

/// Entries as they are written down: in order, each once, with ranges.
fn is_list(text: &str) -> Result<(), String> {
    let mut last = 0;
    for word in text.split(' ') {
        let (first, end) = word.split_once('-').unwrap_or((word, word));
        let number = |text: &str| text.parse::<i64>().ok().filter(|number| number.to_string() == text);
        match (number(first), number(end)) {
            // Those that follow one another are written as a range.
            (Some(first), Some(end)) if last + 1 < first && (first < end || word == end.to_string()) => {
                last = end;
            }
            (Some(1), Some(end)) if last == 0 => last = end,
            _ => return Err("it is not a list of entries in order, each once: 12 15-40".to_owned()),
        }
    }
    Ok(())
}
