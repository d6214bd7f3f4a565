//! L0: what a thing is. Imports nothing but `error`.

mod act;
mod body;
mod confidence;
mod date;
mod span;
mod status;

pub use act::{Act, ActKind};
pub use body::{
    ActBody, BatchBody, Body, ClaimBody, ClauseBody, GroupBody, MembershipBody, NameBody, ParticipantBody,
    PredecessorBody, ReservationBody, SourceBody, Sources, TreatyBody, TreatyNameBody,
};
pub use confidence::Confidence;
pub use date::Date;
pub use span::{Span, union_of};
pub use status::Status;
