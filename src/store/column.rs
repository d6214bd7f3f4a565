//! Our own types as column values: their words, as TEXT.

use rusqlite::types::{FromSql, FromSqlError, FromSqlResult, ToSql, ToSqlOutput, ValueRef};

use crate::law::SuccessionKind;
use crate::model::{ActKind, Confidence, Date, DayBasis, Mode, Status, Value};

impl ToSql for Date {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(self.to_string().into())
    }
}

impl FromSql for Date {
    fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
        value.as_str()?.parse().map_err(FromSqlError::other)
    }
}

impl ToSql for Value<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Nothing => ToSqlOutput::Owned(rusqlite::types::Value::Null),
            Self::Number(number) => (*number).into(),
            Self::Text(text) => (&**text).into(),
        })
    }
}

macro_rules! words {
    ($($type:ty),*) => {
        $(
            impl ToSql for $type {
                fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
                    Ok(self.word().into())
                }
            }

            impl FromSql for $type {
                fn column_result(value: ValueRef<'_>) -> FromSqlResult<Self> {
                    <$type>::from_word(value.as_str()?).ok_or(FromSqlError::InvalidType)
                }
            }
        )*
    };
}

words!(ActKind, Confidence, DayBasis, Mode, Status, SuccessionKind);
