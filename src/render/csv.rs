//! CSV as in RFC 4180, with `\n` at the end of a line.

use super::Records;
use super::text::clean;

/// The records with their header.
pub(super) fn render(records: &Records) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record(records.header.iter().map(|head| clean(head).into_owned()))
        .expect("memory takes everything");
    for row in &records.rows {
        for cell in row {
            writer.write_field(&*clean(cell)).expect("memory takes everything");
        }
        writer.write_record(None::<&[u8]>).expect("memory takes everything");
    }
    let bytes = writer.into_inner().expect("memory takes everything");
    String::from_utf8(bytes).expect("records are text")
}
