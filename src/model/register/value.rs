//! What a field of a register can hold, and how that stands in a column.

use std::borrow::Cow;

use super::field::{Field, Kind, Referred, TakeReference};
use super::sources::Sources;
use crate::model::{ActKind, Confidence, Date};

/// The value of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value<'a> {
    /// Empty.
    Nothing,
    /// A number, an entry, a year; 0 and 1 for no and yes.
    Number(i64),
    /// A text, a day, a word.
    Text(Cow<'a, str>),
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl std::fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Nothing => Ok(()),
            Self::Number(number) => number.fmt(f),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A type that a field can have.
pub(super) trait Stored {
    const KIND: Kind = Kind::Text;

    const IS_REQUIRED: bool = true;

    fn value(&self) -> Value<'_>;

    /// What is wrong with its form, if anything is.
    fn check(&self, _field: &Field) -> Result<(), String> {
        Ok(())
    }

    /// By what it refers to something, where its field does.
    fn referred(&self) -> Option<Referred<'_>> {
        None
    }

    /// Whether the field is left out where it is written down.
    fn is_absent(&self) -> bool {
        false
    }

    fn sources(&self) -> Option<&Sources> {
        None
    }

    fn sources_mut(&mut self) -> Option<&mut Sources> {
        None
    }
}

/// What is wrong with the form of a field, if anything is, after the name of the field.
pub(super) fn check(value: &impl Stored, field: Option<&Field>) -> Result<(), String> {
    let field = field.expect("a field is declared for each value");
    value.check(field).map_err(|why| format!("{}: {why}", field.name))
}

/// Hands over a field that refers to something.
pub(super) fn refer(
    value: &impl Stored,
    field: Option<&'static Field>,
    take: &mut TakeReference<'_>,
) -> crate::error::Result<()> {
    let field = field.filter(|field| field.reference.is_some() || field.entry_of.is_some());
    match field.zip(value.referred()) {
        Some((field, referred)) => take(field, referred),
        None => Ok(()),
    }
}

/// An entry has a number from 1 on, and so have the States of a list.
fn is_counted(number: i64) -> Result<(), String> {
    if number < 1 { Err(format!("{number} is not a number from 1 on")) } else { Ok(()) }
}

fn is_year(year: i32) -> Result<(), String> {
    let range = Date::FIRST.year()..=Date::LAST.year();
    if range.contains(&year) {
        Ok(())
    } else {
        Err(format!("{year} is not a year from {} to {}", range.start(), range.end()))
    }
}

macro_rules! stored {
    ($($kind:ident: $type:ty, |$it:ident| $value:expr
        $(, |$checked:ident, $field:pat_param| $check:expr)?;)+) => {
        $(
            impl Stored for $type {
                const KIND: Kind = Kind::$kind;

                fn value(&self) -> Value<'_> {
                    let $it = self;
                    $value
                }

                $(fn check(&self, $field: &Field) -> Result<(), String> {
                    let $checked = self;
                    $check
                })?
            }
        )+
    };
}

stored! {
    Text: Date, |day| day.to_string().into();
    Text: ActKind, |kind| kind.word().into();
    Text: Confidence, |confidence| confidence.word().into();
    Number: u64, |number| i64::try_from(*number).map_or(Value::Nothing, Value::Number),
        |number, _| is_counted(i64::try_from(*number).unwrap_or_default());
    Year: i32, |year| Value::Number((*year).into()), |year, _| is_year(*year);
    List: Vec<String>, |list| list.join(";").into(), |list, field| each_once(list, field);
}

/// Each text of a list has the form of its field, and none stands in it twice.
fn each_once(list: &[String], field: &Field) -> Result<(), String> {
    const MOST: usize = 1_000;
    if list.len() > MOST {
        return Err(format!("it has {} items; {MOST} is the most", list.len()));
    }
    for (place, text) in list.iter().enumerate() {
        field.form.check(text)?;
        if list[..place].contains(text) {
            return Err(format!("'{text}' stands in it twice"));
        }
    }
    Ok(())
}

impl Stored for String {
    fn value(&self) -> Value<'_> {
        self.as_str().into()
    }

    fn check(&self, field: &Field) -> Result<(), String> {
        field.form.check(self)
    }

    fn referred(&self) -> Option<Referred<'_>> {
        Some(Referred::Code(self))
    }
}

impl Stored for i64 {
    const KIND: Kind = Kind::Number;

    fn value(&self) -> Value<'_> {
        Value::Number(*self)
    }

    fn check(&self, _: &Field) -> Result<(), String> {
        is_counted(*self)
    }

    fn referred(&self) -> Option<Referred<'_>> {
        Some(Referred::Entry(*self))
    }
}

impl Stored for bool {
    const KIND: Kind = Kind::Flag;

    const IS_REQUIRED: bool = false;

    fn value(&self) -> Value<'_> {
        Value::Number((*self).into())
    }

    fn is_absent(&self) -> bool {
        !self
    }
}

impl Stored for Sources {
    const KIND: Kind = Kind::List;

    fn value(&self) -> Value<'_> {
        self.0.value()
    }

    fn check(&self, field: &Field) -> Result<(), String> {
        each_once(&self.0, field)
    }

    fn sources(&self) -> Option<&Sources> {
        Some(self)
    }

    fn sources_mut(&mut self) -> Option<&mut Sources> {
        Some(self)
    }
}

impl<T: Stored> Stored for Option<T> {
    const KIND: Kind = T::KIND;

    const IS_REQUIRED: bool = false;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, T::value)
    }

    fn check(&self, field: &Field) -> Result<(), String> {
        self.as_ref().map_or(Ok(()), |value| value.check(field))
    }

    fn referred(&self) -> Option<Referred<'_>> {
        self.as_ref().and_then(T::referred)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}
