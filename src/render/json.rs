//! JSON: the report itself, in the order of its fields.

use serde::Serialize;

/// The value as indented JSON with a final newline.
pub(super) fn render<T: Serialize>(value: &T) -> String {
    let mut text = serde_json::to_string_pretty(value).expect("a report has only plain fields");
    text.push('\n');
    text
}
