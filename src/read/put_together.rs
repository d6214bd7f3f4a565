//! What is read in a text that was put together of a file: its places are those of the file.

use crate::model::draft::{Place, Reading};

/// Gives every act and finding its place in the file. `lines` says of each line of the text where it stands there, and `origin`
/// what the place of something in that line is.
pub(super) fn place_in_file<T: Copy>(reading: &mut Reading, lines: &[T], origin: impl Fn(T, Place) -> Place) {
    let acts = reading.treaties.iter_mut().flat_map(|treaty| &mut treaty.acts).map(|act| &mut act.place);
    for place in acts.chain(reading.findings.iter_mut().map(|finding| &mut finding.place)) {
        let line = usize::try_from(place.line).unwrap_or_default().saturating_sub(1);
        if let Some(line) = lines.get(line) {
            *place = origin(*line, *place);
        }
    }
}
