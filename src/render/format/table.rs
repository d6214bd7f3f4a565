//! A table for people, fitted to a width: first with short cells, then by wrapping.

use std::borrow::Cow;
use std::fmt::Write;

use anstyle::Style as Ansi;
use comfy_table::{CellAlignment, ContentArrangement, Table, presets};

use crate::render::format_spec::{Answer, FormatSpec};
use crate::render::sheet::{Cell, Section, Sheet, Style};
use crate::render::text::clean;

pub(super) const SPEC: FormatSpec = FormatSpec::text("txt", "text/plain", Answer::Sheet(render));

/// The sheet as plain text.
fn render(sheet: &Sheet, style: Style) -> String {
    let mut out = String::new();
    let bold = if style.colour { Ansi::new().bold() } else { Ansi::new() };
    for line in wrap(&clean(&sheet.title), style.width) {
        writeln!(out, "{bold}{line}{bold:#}").expect("a string takes everything");
    }
    let mut legends: Vec<&str> = Vec::new();
    for section in sheet.sections.iter().filter(|section| !section.rows.is_empty()) {
        out.push('\n');
        if let Some(title) = &section.title {
            writeln!(out, "{bold}{}{bold:#}", clean(title)).expect("a string takes everything");
        }
        let mut lines = Lines::of(section, false);
        if lines.width() > style.width.into() {
            lines = Lines::of(section, true);
            legends.extend(section.rows.iter().flatten().filter_map(|cell| cell.legend.as_deref()));
        }
        if lines.width() > style.width.into() {
            out.push_str(&lines.wrapped(style.width));
            out.push('\n');
        } else {
            lines.write(&mut out);
        }
    }
    legends.sort_unstable();
    legends.dedup();
    let mut legend = legends.join(" · ");
    if !legend.is_empty() {
        legend.insert_str(0, "Short forms: ");
    }
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

/// A section as lines of cells, the heads first: each cell with its width on a screen.
struct Lines<'a> {
    cells: Vec<(Cow<'a, str>, usize)>,
    columns: Vec<Layout>,
}

/// How wide a column is, and whether it is set flush right.
struct Layout {
    width: usize,
    figures: bool,
}

impl<'a> Lines<'a> {
    fn of(section: &'a Section, short: bool) -> Self {
        let heads = section.heads.iter().map(|head| &*head.text);
        let texts = section.rows.iter().flatten().map(|cell| shown(cell, short));
        let cells = heads.chain(texts).map(|text| {
            let text = clean(text);
            let width = width(&text);
            (text, width)
        });
        let cells: Vec<_> = cells.collect();
        let mut columns: Vec<Layout> =
            section.heads.iter().map(|head| Layout { width: 1, figures: head.figures }).collect();
        for line in cells.chunks(columns.len()) {
            for (column, cell) in columns.iter_mut().zip(line) {
                column.width = column.width.max(cell.1);
            }
        }
        Self { cells, columns }
    }

    /// The width of the whole, with a blank on both sides of each column.
    fn width(&self) -> usize {
        self.columns.iter().map(|column| column.width + 2).sum()
    }

    fn lines(&self) -> impl Iterator<Item = &[(Cow<'a, str>, usize)]> {
        self.cells.chunks(self.columns.len())
    }

    fn write(&self, out: &mut String) {
        for line in self.lines() {
            let mut blanks = 0;
            for (column, (text, width)) in self.columns.iter().zip(line) {
                let room = column.width - width;
                let (before, after) = if column.figures { (room, 0) } else { (0, room) };
                blanks += before + 1;
                // Blanks are written before the next text only, so that no line ends in them.
                if !text.is_empty() {
                    out.extend(std::iter::repeat_n(' ', blanks));
                    out.push_str(text);
                    blanks = 0;
                }
                blanks += after + 1;
            }
            out.push('\n');
        }
    }

    fn wrapped(&self, width: u16) -> String {
        let mut table = Table::new();
        table.load_style(presets::NOTHING);
        table.set_content_arrangement(ContentArrangement::Dynamic).set_width(width);
        for (place, line) in self.lines().enumerate() {
            let line = line.iter().map(|cell| &cell.0);
            if place == 0 {
                table.set_header(line)
            } else {
                table.add_row(line)
            };
        }
        for (column, layout) in table.column_iter_mut().zip(&self.columns) {
            if layout.figures {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        table.trim_fmt()
    }
}

fn shown(cell: &Cell, short: bool) -> &str {
    cell.short.as_deref().filter(|_| short).unwrap_or(&cell.text)
}

/// The width of a text on a screen; only letters beyond ASCII have to be looked up.
fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut table = Table::new();
    table.add_row([text]);
    table.column_max_content_widths().into_iter().map(usize::from).sum()
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
