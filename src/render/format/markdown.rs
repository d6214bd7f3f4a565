//! Markdown: pipe tables, titles in bold, sentences below.

use crate::render::format_spec::{Answer, FormatSpec};
use crate::render::sheet::{Section, Sheet};
use crate::render::text::clean;

pub(super) const SPEC: FormatSpec =
    FormatSpec::text("md", "text/markdown", Answer::Sheet(|sheet, _| render(sheet)));

/// The sheet as Markdown.
fn render(sheet: &Sheet) -> String {
    let mut parts = vec![format!("**{}**", escape(&sheet.title))];
    for section in sheet.sections.iter().filter(|section| !section.rows.is_empty()) {
        parts.extend(section.title.as_ref().map(|title| format!("**{}**", escape(title))));
        parts.push(table(section));
    }
    parts.extend(sheet.notes.iter().map(|note| escape(note)));
    parts.join("\n\n") + "\n"
}

fn table(section: &Section) -> String {
    let line = |cells: Vec<String>| format!("| {} |", cells.join(" | "));
    let rule = |figures| if figures { "---:" } else { "---" }.to_owned();
    let mut lines = vec![
        line(section.heads.iter().map(|head| escape(&head.text)).collect()),
        line(section.heads.iter().map(|head| rule(head.figures)).collect()),
    ];
    lines.extend(section.rows.iter().map(|row| line(row.iter().map(|cell| escape(&cell.text)).collect())));
    lines.join("\n")
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in clean(text).chars() {
        if matches!(letter, '|' | '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_something_in_markdown_is_escaped() {
        assert_eq!(escape("a|b *c* <d>"), "a\\|b \\*c\\* \\<d\\>");
    }
}
