//! L0: what a thing is. Imports nothing but `error`.

mod act;
mod article;
mod claim;
mod compiled;
mod confidence;
mod date;
mod day_basis;
mod decimal;
mod difference;
pub mod draft;
pub mod letters;
mod mode;
mod named;
mod register;
mod series;
mod span;
mod statement;
mod status;
pub(crate) mod words;

pub use act::{Act, ActKind};
pub use article::Article;
pub use claim::{About, ClaimKind, Definition, Form, Published};
pub use compiled::COMPILED_AT;
pub use confidence::Confidence;
pub use date::Date;
pub use day_basis::DayBasis;
pub use decimal::Decimal;
pub use difference::{Difference, differences, in_words};
pub use mode::Mode;
pub use named::Named;
pub use register::*;
pub use series::series;
pub use span::{Span, union_of, without};
pub use statement::{Stance, StatementKind};
pub use status::Status;
pub(crate) use words::words;
