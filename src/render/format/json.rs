//! JSON: a report as it is, in the order of its fields, with no letter in it that nobody sees; or rows, one object per line or one object with all of them in it.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::model::letters::make_visible;
use crate::render::format_spec::{Answer, FormatSpec};
use crate::render::target::{Target, Writer};
use crate::render::template::Template;
use crate::report::{Datum, Description, Field, Period, Rows};

pub(super) const SPEC: FormatSpec = FormatSpec {
    rows: Some(|target, fields, description| {
        Ok(Box::new(match description {
            Some(description) => Json::object(target, fields, description)?,
            None => Json::lines(target, fields),
        }))
    }),
    ..FormatSpec::text("json", "application/json", Answer::Value)
};

pub(super) const LINES: FormatSpec = FormatSpec {
    rows: Some(|target, fields, _| Ok(Box::new(Json::lines(target, fields)))),
    ..FormatSpec::text("ndjson", "application/x-ndjson", Answer::Rows)
};

/// The value as indented JSON with a final newline.
pub(in crate::render) fn render<T: Serialize>(value: &T) -> Result<Vec<u8>> {
    let mut bytes = serde_json::to_vec_pretty(value)
        .map_err(|why| Error::Output { to: "JSON".to_owned(), why: why.to_string() })?;
    make_visible(&mut bytes, 0);
    bytes.push(b'\n');
    Ok(bytes)
}

struct Json<'a> {
    target: Target<'a>,
    keys: Vec<Vec<u8>>,
    template: Template,
    between: &'static [u8],
    end: &'static [u8],
    is_first: bool,
}

impl<'a> Json<'a> {
    /// One object per line.
    fn lines(target: Target<'a>, fields: &[Field]) -> Self {
        let key = |(place, field): (usize, &Field)| {
            let mut key = if place == 0 { b"{".to_vec() } else { b",".to_vec() };
            put(&field.name, &mut key);
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
    fn object(mut target: Target<'a>, fields: &[Field], description: &Description) -> Result<Self> {
        let head = &mut target.piece;
        head.extend(b"{\"title\":");
        put(&description.title, head);
        head.extend(b",\"as_of\":");
        put(&description.as_of, head);
        if let Some(known_at) = &description.known_at {
            head.extend(b",\"known_at\":");
            put(known_at, head);
        }
        head.extend(b",\"record\":");
        put(&description.entry, head);
        head.extend(b",\"rows\":[\n");
        target.hand_on()?;
        Ok(Self { between: b",\n", end: b"\n]}\n", ..Self::lines(target, fields) })
    }
}

impl Rows for Json<'_> {
    fn rows(&mut self, cells: &[Datum], periods: &[Period]) -> Result<()> {
        self.template.clear();
        for (key, cell) in self.keys.iter().zip(cells) {
            self.template.text.extend_from_slice(key);
            match cell {
                Datum::Nothing => self.template.text.extend(b"null"),
                Datum::Text(value) => put(value, &mut self.template.text),
                Datum::Integer(number) => self.template.put(number),
                // What is no number in JSON is a text there.
                Datum::Number(number) => match number.parse::<serde_json::Number>() {
                    Ok(_) => self.template.text.extend(number.as_bytes()),
                    Err(_) => put(number, &mut self.template.text),
                },
                Datum::Flag(flag) => self.template.put(flag),
                Datum::Day(day) => put(day, &mut self.template.text),
                Datum::Period => {
                    self.template.text.push(b'"');
                    self.template.period_here();
                    self.template.text.push(b'"');
                }
                Datum::Year => self.template.year_here(),
            }
        }
        self.template.text.push(b'}');
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

fn put<T: Serialize + ?Sized>(value: &T, to: &mut Vec<u8>) {
    let start = to.len();
    serde_json::to_writer(&mut *to, value).expect("it is JSON");
    make_visible(to, start);
}
