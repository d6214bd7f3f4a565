//! L4: a value to bytes. A `view` declares the columns of a report and lays it out for people; each format is one small file.

mod answer;
mod columns;
mod csv;
mod datapackage;
mod first_rows;
mod format;
mod ics;
mod json;
mod markdown;
mod marks;
#[cfg(feature = "parquet")]
mod parquet;
mod sheet;
mod table;
mod target;
mod template;
mod text;
mod treaty_file;
mod view;
mod writer;

pub use answer::{Report, render};
pub use columns::Table;
pub use datapackage::{Resource, datapackage};
pub use first_rows::FirstRows;
pub use format::Format;
pub use ics::{Calendar, Event};
pub use sheet::{Cell, Head, Section, Sheet};
pub use table::Style;
pub use target::Writer;
pub use text::clean;
pub use treaty_file::treaty_file;
pub use view::{Declared, declared};
pub use writer::{can_write, writer};
