//! A table for people, fitted to a width: first with short cells, then by wrapping.

use std::fmt::Write;

use anstyle::Style as Ansi;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use super::text::clean;
use super::{Cell, Section, Sheet, Style};

/// The sheet as plain text.
pub(super) fn render(sheet: &Sheet, style: Style) -> String {
    let mut out = String::new();
    let bold = if style.colour { Ansi::new().bold() } else { Ansi::new() };
    for line in wrap(&clean(&sheet.title), style.width) {
        writeln!(out, "{bold}{line}{bold:#}").expect("a string takes everything");
    }
    let mut legends: Vec<String> = Vec::new();
    for section in sheet.sections.iter().filter(|section| !section.rows.is_empty()) {
        out.push('\n');
        if let Some(title) = &section.title {
            writeln!(out, "{bold}{}{bold:#}", clean(title)).expect("a string takes everything");
        }
        let mut table = lay_out(section, false);
        if natural_width(&table) > style.width {
            table = lay_out(section, true);
            legends.extend(section.rows.iter().flatten().filter_map(|cell| cell.legend.clone()));
        }
        if natural_width(&table) > style.width {
            table.set_content_arrangement(ContentArrangement::Dynamic).set_width(style.width);
        }
        out.push_str(&table.trim_fmt());
        out.push('\n');
    }
    legends.sort();
    legends.dedup();
    let legend = legends.join(" · ");
    let notes = sheet.notes.iter().map(String::as_str).chain([legend.as_str()]);
    for (place, note) in notes.filter(|note| !note.is_empty()).enumerate() {
        if place == 0 {
            out.push('\n');
        }
        for line in wrap(&clean(note), style.width) {
            out.push_str(line);
            out.push('\n');
        }
    }
    out
}

fn lay_out(section: &Section, short: bool) -> Table {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(section.columns.iter().map(|column| column.head));
    for row in &section.rows {
        table.add_row(row.iter().map(|cell| clean(shown(cell, short)).into_owned()));
    }
    for (column, described) in table.column_iter_mut().zip(&section.columns) {
        if described.figures {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    table
}

fn shown(cell: &Cell, short: bool) -> &str {
    cell.short.as_deref().filter(|_| short).unwrap_or(&cell.text)
}

fn natural_width(table: &Table) -> u16 {
    const PADDING: u16 = 2;
    table.column_max_content_widths().iter().map(|width| width + PADDING).sum()
}

/// Breaks a sentence at blanks; a longer word stays whole.
fn wrap(text: &str, width: u16) -> Vec<&str> {
    let width = usize::from(width);
    let mut lines = Vec::new();
    let mut rest = text;
    while rest.chars().count() > width {
        let fits = rest.char_indices().nth(width + 1).map_or(rest.len(), |(at, _)| at);
        let Some(cut) = rest[..fits].rfind(' ').filter(|cut| *cut > 0).or_else(|| rest.find(' ')) else {
            break;
        };
        lines.push(&rest[..cut]);
        rest = rest[cut..].trim_start();
    }
    lines.push(rest);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_break_at_blanks() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("one two three", 13), ["one two three"]);
        assert_eq!(wrap("unbreakable", 4), ["unbreakable"]);
        assert_eq!(wrap("", 4), [""]);
    }
}
