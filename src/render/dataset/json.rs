//! JSON: one object per line, or one object with all rows in it.

use super::template::Template;
use super::{Target, Writer};
use crate::error::Result;
use crate::report::{Datum, Description, Field, Period, Rows};

pub(super) struct Json<'a> {
    target: Target<'a>,
    keys: Vec<Vec<u8>>,
    template: Template,
    between: &'static [u8],
    end: &'static [u8],
    is_first: bool,
}

impl<'a> Json<'a> {
    /// One object per line.
    pub fn lines(target: Target<'a>, fields: &[Field]) -> Self {
        let key = |(place, field): (usize, &Field)| {
            let mut key = if place == 0 { b"{".to_vec() } else { b",".to_vec() };
            key.extend(text(&field.name));
            key.push(b':');
            key
        };
        Self {
            target,
            keys: fields.iter().enumerate().map(key).collect(),
            template: Template::default(),
            between: b"\n",
            end: b"\n",
            is_first: true,
        }
    }

    /// One object: the title, the days it rests on, and the rows.
    pub fn object(mut target: Target<'a>, description: &Description) -> Result<Self> {
        let mut head = b"{\"title\":".to_vec();
        head.extend(text(&description.title));
        head.extend(b",\"as_of\":");
        head.extend(text(&description.as_of.to_string()));
        if let Some(known_at) = &description.known_at {
            head.extend(b",\"known_at\":");
            head.extend(serde_json::to_vec(known_at).unwrap_or_default());
        }
        head.extend(b",\"record\":");
        head.extend(text(&description.entry));
        head.extend(b",\"rows\":[\n");
        target.piece = head;
        target.hand_on()?;
        Ok(Self { between: b",\n", end: b"\n]}\n", ..Self::lines(target, &description.fields) })
    }
}

impl Rows for Json<'_> {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        self.template.clear();
        let mut row = Vec::with_capacity(256);
        for (key, cell) in self.keys.iter().zip(cells) {
            row.extend_from_slice(key);
            match cell {
                Datum::Nothing => row.extend(b"null"),
                Datum::Text(value) => row.extend(text(value)),
                Datum::Integer(number) => row.extend(number.to_string().as_bytes()),
                Datum::Flag(flag) => row.extend(if *flag { &b"true"[..] } else { b"false" }),
                Datum::Day(day) => row.extend(text(&day.to_string())),
                Datum::Period => {
                    row.extend(b"\"\"");
                    self.template.period_at(row.len() - 1);
                }
                Datum::Year => self.template.year_at(row.len()),
            }
        }
        row.push(b'}');
        self.template.text(row);
        for period in periods {
            if !std::mem::take(&mut self.is_first) {
                self.target.piece.extend_from_slice(self.between);
            }
            self.template.fill(period, &mut self.target.piece);
            self.target.hand_on_enough()?;
        }
        Ok(())
    }
}

impl Writer for Json<'_> {
    fn finish(mut self: Box<Self>) -> Result<()> {
        // Lines end each with its own; without rows there are none.
        if !(self.is_first && self.between == b"\n") {
            self.target.piece.extend_from_slice(self.end);
        }
        self.target.hand_on()
    }
}

fn text(value: &str) -> Vec<u8> {
    serde_json::to_vec(value).expect("text is JSON")
}
