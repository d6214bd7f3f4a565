//! Apache Parquet, where it is built in.

#[cfg(feature = "parquet")]
mod writer;

use crate::render::format_spec::{Answer, FormatSpec};

pub(super) const SPEC: FormatSpec = FormatSpec {
    #[cfg(feature = "parquet")]
    rows: Some(|target, fields, description| Ok(Box::new(writer::Parquet::to(target, fields, description)?))),
    #[cfg(not(feature = "parquet"))]
    is_missing: Some("this accede was built without Parquet; --format csv or ndjson has the same rows"),
    is_text: false,
    ..FormatSpec::text("parquet", "application/vnd.apache.parquet", Answer::Rows)
};
