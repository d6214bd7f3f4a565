//! Acts that a further source gives.

use std::collections::BTreeSet;

use super::declaration::{Concern, Register, register};

register! {
    /// A source gives acts that are recorded from others already.
    "attestation" AttestationBody(
        table: Some("attestation"), made: &["act"], concerns: [Concern::Nothing, Concern::SideBySide]
    ) {
        /// The further source.
        source: String,
        /// The entries of the acts, in order, with ranges: `12 15-40`.
        acts: String => no_column,
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
