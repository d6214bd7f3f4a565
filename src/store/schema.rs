//! The schema in its two parts.

/// The whole schema: RECORD, then DERIVED.
const SCHEMA: &str = include_str!("../../schema.sql");

/// The part of the schema that makes RECORD.
pub(super) fn record_part() -> &'static str {
    parts().0
}

/// The part of the schema that makes DERIVED.
pub(super) fn derived_part() -> &'static str {
    parts().1
}

fn parts() -> (&'static str, &'static str) {
    SCHEMA.split_once("\n-- DERIVED\n").expect("schema.sql has two parts")
}
