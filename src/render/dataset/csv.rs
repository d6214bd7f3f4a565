//! CSV as in RFC 4180, with `\n` at the end of a line; an empty cell is nothing.

use super::template::Template;
use super::{Target, Writer};
use crate::error::Result;
use crate::render::clean;
use crate::report::{Datum, Field, Period, Rows};

pub(super) struct Csv<'a> {
    target: Target<'a>,
    template: Template,
}

impl<'a> Csv<'a> {
    pub fn to(mut target: Target<'a>, fields: &[Field]) -> Result<Self> {
        let mut template = Template::default();
        let header: Vec<Datum> = fields.iter().map(|field| Datum::Text(&field.name)).collect();
        line(&header, &mut template);
        template.fill(&Period::NONE, &mut target.piece);
        target.hand_on()?;
        Ok(Self { target, template })
    }
}

impl Rows for Csv<'_> {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        self.template.clear();
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
    const FULL: &str = "memory takes everything";
    let mut writer = ::csv::WriterBuilder::new().buffer_capacity(1 << 10).from_writer(Vec::new());
    for cell in cells {
        match cell {
            Datum::Nothing => writer.write_field(""),
            Datum::Text(text) => writer.write_field(&*clean(text)),
            Datum::Integer(number) => writer.write_field(number.to_string()),
            Datum::Flag(flag) => writer.write_field(if *flag { "true" } else { "false" }),
            Datum::Day(day) => writer.write_field(day.to_string()),
            Datum::Period | Datum::Year => {
                writer.write_field("").and_then(|()| Ok(writer.flush()?)).expect(FULL);
                let at = writer.get_ref().len();
                if *cell == Datum::Period {
                    template.period_at(at);
                } else {
                    template.year_at(at);
                }
                continue;
            }
        }
        .expect(FULL);
    }
    writer.write_record(None::<&[u8]>).expect(FULL);
    template.text(writer.into_inner().expect(FULL));
}
