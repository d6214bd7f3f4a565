//! A name that a participant has or had.

use crate::model::Date;

/// One name of a participant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// Its code.
    pub participant: String,
    /// As written.
    pub name: String,
    /// Whether it is a former name: one that is in use goes before it.
    pub is_former: bool,
    /// Whether it is the official one.
    pub is_official: bool,
    /// Whether it is a name in English, fit to be suggested.
    pub is_english: bool,
    /// First day of use; none where that is not recorded.
    pub since: Option<Date>,
    /// First day no longer in use.
    pub until: Option<Date>,
}
