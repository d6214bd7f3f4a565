//! Days to come, as a calendar has them.

use crate::model::Date;

/// A calendar.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calendar {
    /// What it is called.
    pub name: String,
    /// When what it rests on was recorded last, UTC: YYYY-MM-DDThh:mm:ssZ.
    pub recorded_at: String,
    /// The newest entry of the record: of two copies of an event the one with the higher number is newer.
    pub sequence: i64,
    /// What happens.
    pub events: Vec<Event>,
}

/// Something that happens on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The one name that it has in every calendar.
    pub uid: String,
    /// The day.
    pub day: Date,
    /// In a few words.
    pub summary: String,
    /// Why, and by which source; in lines.
    pub description: String,
    /// What sort of event.
    pub categories: Vec<String>,
}
