//! Tab-separated values: what people read, for a spreadsheet.

use crate::render::made::{Answer, Made};
use crate::render::sheet::Sheet;
use crate::render::text::clean;

pub(super) const MADE: Made =
    Made::text("tsv", "text/tab-separated-values", Answer::Sheet(|sheet, _| render(sheet)));

fn render(sheet: &Sheet) -> String {
    let mut lines = Vec::new();
    for section in &sheet.sections {
        lines.push(section.heads.iter().map(|head| clean(&head.text)).collect::<Vec<_>>().join("\t"));
        lines.extend(
            section
                .rows
                .iter()
                .map(|row| row.iter().map(|cell| clean(&cell.text)).collect::<Vec<_>>().join("\t")),
        );
    }
    lines.join("\n") + "\n"
}
