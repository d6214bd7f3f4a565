//! L0: what a thing is. Imports nothing but `error`.

mod act;
mod article;
mod body;
mod claim;
mod confidence;
mod date;
mod day_basis;
mod decimal;
pub mod draft;
mod mode;
mod span;
mod statement;
mod status;

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
pub use day_basis::DayBasis;
pub use decimal::Decimal;
pub use mode::Mode;
pub use span::{Span, union_of, without};
pub use statement::{Stance, StatementKind};
pub use status::Status;
