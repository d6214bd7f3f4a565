//! One code for one participant: A-40.

use super::evidence::Evidence;
use super::finding::Findings;
use super::finding::Severity::Error;

/// A name or an ISO code is a label; two participants that have one at a time are one, or one of them is wrong.
pub(super) fn shared_iso(evidence: &Evidence, found: &mut Findings) {
    for (place, (alpha3, one)) in evidence.iso.iter().enumerate() {
        for (_, other) in evidence.iso[place + 1..].iter().take_while(|(other, _)| other == alpha3) {
            if let Some(both) = one.days.and(other.days) {
                let text = format!(
                    "{} and {} both have the ISO code {alpha3} on {}",
                    one.code, other.code, both.since
                );
                found.add(Error, [one.entry, other.entry], text).of(&one.code);
            }
        }
    }
}
