//! What differs between two bodies, field by field.

use serde::Serialize;
use serde_json::{Map, Value};

use super::Body;

/// A field that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Which field.
    pub field: String,
    /// What it said; none: nothing.
    pub before: Option<Value>,
    /// What it says; none: nothing.
    pub after: Option<Value>,
}

/// The fields that differ, by name; of one body alone, all its fields.
#[must_use]
pub fn differences(before: Option<&Body>, after: Option<&Body>) -> Vec<Difference> {
    let (mut before, mut after) = (fields(before), fields(after));
    let mut names: Vec<String> = before.keys().chain(after.keys()).cloned().collect();
    names.sort_unstable();
    names.dedup();
    let differences = names.into_iter().map(|field| {
        let (before, after) = (before.remove(&field), after.remove(&field));
        Difference { field, before, after }
    });
    differences.filter(|field| field.before != field.after).collect()
}

/// In one line: `field: before → after`.
#[must_use]
pub fn in_words(differences: &[Difference]) -> String {
    let words = differences.iter().map(|field| {
        format!("{}: {} → {}", field.field, shown(field.before.as_ref()), shown(field.after.as_ref()))
    });
    words.collect::<Vec<_>>().join("; ")
}

fn fields(body: Option<&Body>) -> Map<String, Value> {
    match body.map(serde_json::to_value) {
        Some(Ok(Value::Object(fields))) => fields,
        _ => Map::new(),
    }
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None => "nothing".to_owned(),
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(list)) => list.iter().map(|one| shown(Some(one))).collect::<Vec<_>>().join(", "),
        Some(other) => other.to_string(),
    }
}
