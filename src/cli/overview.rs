//! `accede` alone: every treaty in one line, and the newest acts.

use super::context::Context;
use crate::error::Result;
use crate::report::overview;

/// Answers how every treaty stands.
pub fn run(context: &Context) -> Result<()> {
    let store = context.read()?;
    context.answer_from(&store, &overview(&store, context.when())?)
}
