//! L0: what a thing is. Imports nothing but `error`.

mod act;
mod article;
mod body;
mod claim;
mod confidence;
mod date;
mod decimal;
mod difference;
pub mod draft;
mod fact_words;
mod mode;
mod span;
mod statement;
mod status;
mod words;

pub use act::{Act, ActKind};
pub use article::Article;
pub use body::{
    ActBody, AttestationBody, BatchBody, Body, ClaimBody, ClauseBody, Fact, GroupBody, MembershipBody,
    NameBody, ParticipantBody, PrecedenceBody, PredecessorBody, ReservationBody, RetractionBody, SourceBody,
    Sources, StateNumberBody, TreatyBody, TreatyLinkBody, TreatyNameBody, WeightBody,
};
pub use claim::{About, ClaimKind, Definition, Form, Published};
pub use confidence::Confidence;
pub use date::Date;
pub use decimal::Decimal;
pub use difference::{Difference, differences, in_words};
pub use fact_words::in_short;
pub use mode::Mode;
pub use span::{Span, union_of, without};
pub use statement::{Stance, StatementKind};
pub use status::Status;
pub(crate) use words::words;
