//! What a field of a register can hold, and how that stands in a column.

use std::borrow::Cow;

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

/// What sort of value a field takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A text, a day or a word.
    Text,
    /// Yes or no.
    Flag,
    /// A number; of an entry of the log wherever a correction can change it.
    Number,
    /// A year.
    Year,
    /// Texts in an order.
    List,
}

/// A type that a field can have.
pub(super) trait Stored {
    const KIND: Kind = Kind::Text;

    fn value(&self) -> Value<'_>;

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

macro_rules! stored {
    ($($kind:ident: $type:ty, |$it:ident| $value:expr;)+) => {
        $(
            impl Stored for $type {
                const KIND: Kind = Kind::$kind;

                fn value(&self) -> Value<'_> {
                    let $it = self;
                    $value
                }
            }
        )+
    };
}

stored! {
    Text: String, |text| text.as_str().into();
    Text: Date, |day| day.to_string().into();
    Text: ActKind, |kind| kind.word().into();
    Text: Confidence, |confidence| confidence.word().into();
    Number: i64, |number| Value::Number(*number);
    Number: u64, |number| i64::try_from(*number).map_or(Value::Nothing, Value::Number);
    Year: i32, |year| Value::Number((*year).into());
    List: Vec<String>, |list| list.join(";").into();
}

impl Stored for bool {
    const KIND: Kind = Kind::Flag;

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

    fn sources(&self) -> Option<&Sources> {
        Some(self)
    }

    fn sources_mut(&mut self) -> Option<&mut Sources> {
        Some(self)
    }
}

impl<T: Stored> Stored for Option<T> {
    const KIND: Kind = T::KIND;

    fn value(&self) -> Value<'_> {
        self.as_ref().map_or(Value::Nothing, T::value)
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}
