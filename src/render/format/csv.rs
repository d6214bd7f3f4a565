//! CSV as in RFC 4180, with `\n` at the end of a line; an empty cell is nothing.

use crate::error::Result;
use crate::render::format_spec::{Answer, FormatSpec};
use crate::render::target::{Target, Writer};
use crate::render::template::Template;
use crate::render::text::clean;
use crate::report::{Datum, Field, Period, Rows};

pub(super) const SPEC: FormatSpec = FormatSpec {
    rows: Some(|target, fields, _| Ok(Box::new(Csv::to(target, fields)?))),
    ..FormatSpec::text("csv", "text/csv", Answer::Rows)
};

struct Csv<'a> {
    target: Target<'a>,
    template: Template,
}

impl<'a> Csv<'a> {
    fn to(mut target: Target<'a>, fields: &[Field]) -> Result<Self> {
        let mut template = Template::default();
        let header: Vec<Datum> = fields.iter().map(|field| Datum::text(&field.name)).collect();
        line(&header, &mut template);
        template.fill(&Period::NONE, &mut target.piece);
        target.hand_on()?;
        Ok(Self { target, template })
    }
}

impl Rows for Csv<'_> {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        line(cells, &mut self.template);
        for period in periods {
            self.template.fill(period, &mut self.target.piece);
            self.target.hand_on_enough()?;
        }
        Ok(())
    }
}

impl Writer for Csv<'_> {
    fn finish(mut self: Box<Self>) -> Result<()> {
        self.target.hand_on()
    }
}

/// One line, its periods left open: those are figures and hyphens, which need no quotes.
fn line(cells: &[Datum], template: &mut Template) {
    template.clear();
    for (place, cell) in cells.iter().enumerate() {
        if place > 0 {
            template.text.push(b',');
        }
        match cell {
            // A line with nothing in it would be no row.
            Datum::Nothing if cells.len() == 1 => quoted("", &mut template.text),
            Datum::Nothing => {}
            Datum::Text(text) if !text.is_empty() && text.bytes().all(is_plain) => {
                template.text.extend_from_slice(text.as_bytes());
            }
            Datum::Text(text) => {
                let text = clean(text);
                if text.contains([',', '"']) || (text.is_empty() && cells.len() == 1) {
                    quoted(&text, &mut template.text);
                } else {
                    template.text.extend_from_slice(text.as_bytes());
                }
            }
            Datum::Number(number) => template.text.extend_from_slice(number.as_bytes()),
            Datum::Integer(number) => template.put(number),
            Datum::Flag(flag) => template.put(flag),
            Datum::Day(day) => template.put(day),
            Datum::Period => template.period_here(),
            Datum::Year => template.year_here(),
        }
    }
    template.text.push(b'\n');
}

/// Whether a byte needs neither quotes nor another look.
fn is_plain(byte: u8) -> bool {
    matches!(byte, b' '..=b'~') && byte != b',' && byte != b'"'
}

/// A text in quotes; line ends and other control characters are no longer in it.
fn quoted(text: &str, to: &mut Vec<u8>) {
    to.push(b'"');
    to.extend_from_slice(text.replace('"', "\"\"").as_bytes());
    to.push(b'"');
}
