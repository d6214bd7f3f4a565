//! CSV as in RFC 4180, with `\n` at the end of a line.

use super::Records;
use super::text::clean;

/// The records with their header.
pub(super) fn render(records: &Records) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&records.header).expect("memory takes everything");
    for row in &records.rows {
        let cells = row.iter().map(|cell| clean(cell).into_owned());
        writer.write_record(cells).expect("memory takes everything");
    }
    let bytes = writer.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("records are text")
}
