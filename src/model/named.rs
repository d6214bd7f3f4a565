//! A participant as it is named in an answer.

use serde::Serialize;

/// A code with the name it has now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Stable code.
    pub code: String,
    /// Short name.
    pub name: String,
}
